-- Who may see and do what (invariant 4). For everyone else a ticket or folder does not exist.

create or replace function vorrang.may_see(p_agent integer, p_ticket bigint)
returns boolean
language plpgsql stable
as $$
begin
    return (
        select exists (
            select from vorrang.tickets t
            where t.number = p_ticket
              and (t.owner_id = p_agent
                   or exists (select from vorrang.members m
                              where m.agent_id = p_agent and m.channel_id = t.channel_id)
                   or exists (select from vorrang.ticket_watchers w
                              where w.agent_id = p_agent and w.ticket_number = t.number)
                   or exists (select from vorrang.ticket_watch_channels w
                              join vorrang.members m on m.channel_id = w.channel_id
                              where m.agent_id = p_agent and w.ticket_number = t.number)
                   or exists (select from vorrang.customers k
                              where k.id = t.customer_id and k.kam_id = p_agent))));
end
$$;
comment on function vorrang.may_see is
    'Members of the ticket''s channel and of channels that watch it, its owner, its watchers, its customer''s key '
    'account manager.';

create or replace function vorrang.may_handle(p_agent integer, p_ticket bigint)
returns boolean
language plpgsql stable
as $$
begin
    return (
        select exists (
            select from vorrang.tickets t
            where t.number = p_ticket
              and (t.owner_id = p_agent
                   or exists (select from vorrang.members m
                              where m.agent_id = p_agent and m.channel_id = t.channel_id and m.kind <> 'read'))));
end
$$;
comment on function vorrang.may_handle is
    'Its owner, and members of its channel who do not only read along.';

create or replace function vorrang.desk_agent(p_agent bigint)
returns vorrang.agents
language plpgsql stable
as $$
declare
    a vorrang.agents;
begin
    select * into a from vorrang.agents x where x.id = p_agent;
    if a.id is null then
        perform vorrang.raise('VR002', 'This login is no agent of the desk', 'imap:NOPERM');
    end if;
    return a;
end
$$;

create or replace function vorrang_api.desk_login(p_login text, p_now timestamptz default now())
returns table (agent bigint, key text)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    update vorrang.agents a set last_used_at = p_now
     where a.login = lower(p_login)
       and (a.last_used_at is null or a.last_used_at < p_now - interval '1 hour');
    return query select a.id::bigint, a.key from vorrang.agents a where a.login = lower(p_login);
end
$$;
comment on function vorrang_api.desk_login is 'The agent of an IMAP login; no row: none.';

create or replace function vorrang.must_handle(p_agent integer, p_ticket bigint)
returns void
language plpgsql stable
as $$
begin
    if not vorrang.may_handle(p_agent, p_ticket) then
        perform vorrang.raise('VR002', format('You only read along in the channel of #%s. Nothing was changed', p_ticket),
            'ask for membership: `vorrang agent set KEY --member CHANNEL`');
    end if;
end
$$;
comment on function vorrang.must_handle is 'Refuses in words what a member who only reads along tries.';

create or replace function vorrang.may_open(p_agent integer, f vorrang.folders)
returns boolean
language sql stable
as $$
    select case
        when f.id is null then false
        when f.agent_id is not null then f.agent_id = p_agent
        when f.channel_id is not null then exists (
            select from vorrang.members m where m.agent_id = p_agent and m.channel_id = f.channel_id)
        else vorrang.may_see(p_agent, f.ticket_number)
    end
$$;
comment on function vorrang.may_open is 'May this agent open the folder now?';

-- Who may see and do what (invariant 4). For everyone else a ticket or folder does not exist.

create or replace function vorrang.sees(p_agent integer, t vorrang.tickets)
returns boolean
language plpgsql stable
as $$
begin
    return coalesce(p_agent in (t.owner_id, t.responsible_id, t.kam_id), false)
        or (not t.kam_only and exists (select from vorrang.members m
                                       where m.agent_id = p_agent and m.channel_id = t.channel_id))
        or exists (select from vorrang.ticket_watchers w
                   where w.agent_id = p_agent and w.ticket_number = t.number)
        or (not t.kam_only and exists (select from vorrang.ticket_watch_channels w
                                       join vorrang.members m on m.channel_id = w.channel_id
                                       where m.agent_id = p_agent and w.ticket_number = t.number));
end
$$;
comment on function vorrang.sees is
    'Its owner, responsible person, key account manager and watchers; members of its channel and of channels '
    'that watch it, unless its customer is for his key account manager only (TS-13).';

create or replace function vorrang.may_see(p_agent integer, p_ticket bigint)
returns boolean
language plpgsql stable
as $$
begin
    return exists (select from vorrang.tickets t where t.number = p_ticket and vorrang.sees(p_agent, t));
end
$$;
comment on function vorrang.may_see is 'As vorrang.sees, by number: false for a ticket that is not there.';

create or replace function vorrang.handles_channel(p_agent integer, p_channel integer)
returns boolean
language plpgsql stable
as $$
begin
    return exists (select from vorrang.members m
                    where m.agent_id = p_agent and m.channel_id = p_channel and m.kind <> 'read');
end
$$;
comment on function vorrang.handles_channel is 'A member who does not only read along: a ticket there may be given to him.';

create or replace function vorrang.may_handle(p_agent integer, p_ticket bigint)
returns boolean
language plpgsql stable
as $$
begin
    return exists (
        select from vorrang.tickets t
         where t.number = p_ticket
           and (p_agent in (t.owner_id, t.responsible_id)
                or case when t.kam_only then t.kam_id = p_agent
                        else vorrang.handles_channel(p_agent, t.channel_id) end));
end
$$;
comment on function vorrang.may_handle is
    'Its owner, its responsible person, and members of its channel who do not only read along; of a customer '
    'for his key account manager only: that one instead of the members. Watchers read along.';

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
            'ask for membership: `vorrang member set AGENT --channel CHANNEL`');
    end if;
end
$$;
comment on function vorrang.must_handle is 'Refuses in words what a member who only reads along tries.';

create or replace function vorrang.shares_channel(p_agent integer, p_colleague integer)
returns boolean
language plpgsql stable
as $$
begin
    return p_agent <> p_colleague
       and exists (select from vorrang.members m
                   join vorrang.members o on o.channel_id = m.channel_id
                   where m.agent_id = p_agent and o.agent_id = p_colleague);
end
$$;
comment on function vorrang.shares_channel is 'Are these two agents members of one channel?';

create or replace function vorrang.watched_numbers(p_agent integer)
returns setof bigint
language sql stable
as $$
    select w.ticket_number from vorrang.ticket_watchers w where w.agent_id = p_agent
    union all
    select w.ticket_number
    from vorrang.ticket_watch_channels w
    join vorrang.members m on m.channel_id = w.channel_id
    where m.agent_id = p_agent
$$;
comment on function vorrang.watched_numbers is 'Tickets that he or a channel of his watches; vorrang.sees decides.';

-- Below, the common answer stands before vorrang.sees, which is asked of few: a customer may have thousands
-- of tickets that this agent may not see.
create or replace function vorrang.sees_customer(p_agent integer, p_customer integer)
returns boolean
language plpgsql stable
as $$
begin
    return exists (
            select from vorrang.tickets t
             where t.customer_id = p_customer and not t.kam_only
               and t.channel_id in (select m.channel_id from vorrang.members m where m.agent_id = p_agent))
        or exists (
            select from vorrang.tickets t
             where t.customer_id = p_customer
               and (p_agent in (t.owner_id, t.responsible_id, t.kam_id)
                    or t.number in (select w from vorrang.watched_numbers(p_agent) w))
               and vorrang.sees(p_agent, t));
end
$$;
comment on function vorrang.sees_customer is
    'A customer is there for an agent who may see one of his tickets, open or closed (T23).';

create or replace function vorrang.open_customers(p_agent integer)
returns setof integer
language plpgsql stable rows 50
as $$
begin
    return query
    with recursive open (id) as (
        (select t.customer_id from vorrang.tickets t
          where t.customer_id is not null and t.status not in ('solved', 'closed', 'spam')
          order by t.customer_id limit 1)
        union all
        select (select t.customer_id from vorrang.tickets t
                 where t.customer_id > o.id and t.status not in ('solved', 'closed', 'spam')
                 order by t.customer_id limit 1)
        from open o
        where o.id is not null)
    select o.id
      from open o
     cross join lateral (
         select from vorrang.tickets t
          where t.customer_id = o.id and t.status not in ('solved', 'closed', 'spam')
            and ((not t.kam_only
                  and t.channel_id in (select m.channel_id from vorrang.members m where m.agent_id = p_agent))
                 or ((p_agent in (t.owner_id, t.responsible_id, t.kam_id)
                      or t.number in (select w from vorrang.watched_numbers(p_agent) w))
                     and vorrang.sees(p_agent, t)))
          limit 1) x;
end
$$;
comment on function vorrang.open_customers is
    'Customers of whom this agent may see something open. One look into the index for each customer with '
    'something open, not for each ticket.';

create or replace function vorrang.sees_topic(p_agent integer, p_topic vorrang.topics)
returns boolean
language sql stable
as $$
    select exists (select from vorrang.members m
                   where m.agent_id = p_agent and (p_topic.channel_id is null or m.channel_id = p_topic.channel_id))
$$;
comment on function vorrang.sees_topic is 'A topic of a channel is its members''; every other one is for who belongs to any.';

create or replace function vorrang.may_open(p_agent integer, f vorrang.folders)
returns boolean
language plpgsql stable
as $$
begin
    return (
        select case
            when f.id is null then false
            when f.agent_id is not null then f.agent_id = p_agent
                and (f.kind <> 'team' or vorrang.shares_channel(p_agent, f.colleague_id))
                and (f.kind <> 'customer' or vorrang.sees_customer(p_agent, f.customer_id))
            when f.channel_id is not null then exists (
                select from vorrang.members m where m.agent_id = p_agent and m.channel_id = f.channel_id)
            when f.topic_id is not null then exists (
                select from vorrang.topics x where x.id = f.topic_id and vorrang.sees_topic(p_agent, x))
            else vorrang.may_see(p_agent, f.ticket_number)
        end);
end
$$;
comment on function vorrang.may_open is 'May this agent open the folder now?';

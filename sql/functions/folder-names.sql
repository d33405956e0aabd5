-- The folders of an agent by name. A name that he may not see gives the same as one that is not there.

create or replace function vorrang.folder_names(p_agent integer)
returns table (name text, id text, special_use text, access text, kind text, channel_id integer)
language sql stable
as $$
    select x.name, x.id, x.special_use, 'rw', x.kind, null::integer
    from (values ('INBOX', 'inbox', '', 'inbox'), ('Mine', 'mine', '', 'mine'),
                 ('Triage', 'triage', '', 'triage'), ('Waiting', 'waiting', '', 'waiting'), ('Hold', 'hold', '', 'hold'),
                 ('Outgoing', 'outgoing', '', 'outgoing'), ('Closed', 'closed', '\Archive', 'closed'), ('Spam', 'spam', '\Junk', 'spam'),
                 ('Do/Close quietly', 'do-quiet', '', 'close-quietly'), ('Do/Merge', 'do-merge', '', 'merge'),
                 ('Do/Release', 'do-release', '', 'release'), ('Do/Split', 'do-split', '', 'split'))
        as x (name, id, special_use, kind)
    union all
    select 'Queues/' || c.key, 'q' || c.id, '', 'rw', 'queue', c.id
    from vorrang.members m
    join vorrang.channels c on c.id = m.channel_id
    where m.agent_id = p_agent
    union all
    select 'Conversations/' || c.key, 'c' || c.id, '', 'rw', 'conversation', c.id
    from vorrang.members m
    join vorrang.channels c on c.id = m.channel_id
    where m.agent_id = p_agent
$$;
comment on function vorrang.folder_names is 'What LIST shows this agent.';

create or replace function vorrang.find_folder(
    p_agent integer, p_name text,
    out kind text, out id text, out special_use text, out access text,
    out channel_id integer, out agent_id integer, out ticket_number bigint)
language plpgsql stable
as $$
begin
    select n.kind, n.id, n.special_use, n.access, n.channel_id
      into kind, id, special_use, access, channel_id
      from vorrang.folder_names(p_agent) n where n.name = p_name;
    if kind is null and p_name ~ '^Tickets/[0-9]{1,18}$' then
        ticket_number := vorrang.survivor(split_part(p_name, '/', 2)::bigint);
        if vorrang.may_see(p_agent, ticket_number) then
            kind := 'ticket';
            id := 't' || ticket_number;
            special_use := '';
            access := 'rw';
        end if;
    end if;
    if kind is null then
        perform vorrang.raise('VR001', 'Mailbox doesn''t exist');
    end if;
    if kind not in ('queue', 'conversation', 'ticket') then
        agent_id := p_agent;
    end if;
end
$$;
comment on function vorrang.find_folder is
    'The folder of this name as this agent sees it, or VR001: hidden and absent are the same.';

create or replace function vorrang.folder_of(p_agent integer, p_name text)
returns vorrang.folders
language sql stable
as $$
    select f
    from vorrang.find_folder(p_agent, p_name) n
    join vorrang.folders f
      on f.kind = n.kind
     and f.channel_id is not distinct from n.channel_id
     and f.agent_id is not distinct from n.agent_id
     and f.ticket_number is not distinct from n.ticket_number
$$;
comment on function vorrang.folder_of is 'The folder''s row; null until its first use.';

create or replace function vorrang.ensure_folder(p_agent integer, p_name text, p_now timestamptz)
returns vorrang.folders
language plpgsql
as $$
declare
    n record;
    f vorrang.folders;
begin
    select * into f from vorrang.folder_of(p_agent, p_name);
    if f.id is null then
        select * into n from vorrang.find_folder(p_agent, p_name);
        insert into vorrang.folders (kind, channel_id, agent_id, ticket_number, uidvalidity, generation)
        values (n.kind, n.channel_id, n.agent_id, n.ticket_number,
                floor(date_part('epoch', p_now))::bigint, vorrang.generation_at(p_now))
        on conflict do nothing;
        select * into f from vorrang.folder_of(p_agent, p_name);
    end if;
    return f;
end
$$;

create or replace function vorrang_api.desk_list(p_agent bigint, p_now timestamptz default now())
returns table (name text, id text, special_use text, access text)
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select n.name, n.id, n.special_use, n.access
    from vorrang.folder_names((vorrang.desk_agent(p_agent)).id) n
    order by n.name
$$;
comment on function vorrang_api.desk_list is 'The folders that an agent''s LIST shows.';

create or replace function vorrang_api.desk_find(p_agent bigint, p_folder text, p_now timestamptz default now())
returns table (name text, id text, special_use text, access text)
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select p_folder, n.id, n.special_use, n.access
    from vorrang.find_folder((vorrang.desk_agent(p_agent)).id, p_folder) n
$$;
comment on function vorrang_api.desk_find is
    'One folder by name, also one that LIST does not show (Tickets/n); VR001 when absent or hidden.';

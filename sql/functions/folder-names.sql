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
                 ('Do/Release', 'do-release', '', 'release'), ('Do/Split', 'do-split', '', 'split'),
                 ('Do/Spam sender', 'do-spam-sender', '', 'spam-sender'), ('Watching', 'watching', '', 'watching'))
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
comment on function vorrang.folder_names is
    'The folders whose names do not come from data: cheap, because every look at one of them asks.';

create or replace function vorrang.is_shared_folder(p_kind text)
returns boolean
language sql immutable
as $$
    select p_kind in ('queue', 'conversation', 'ticket', 'topic')
$$;
comment on function vorrang.is_shared_folder is 'Has a folder of this kind the same rows for all who see it?';

create or replace function vorrang.hold_folder(p_word text)
returns text
language sql immutable
as $$
    select 'hold-' || md5(p_word)
$$;

create or replace function vorrang.is_hold_word(p_word text)
returns boolean
language sql immutable
as $$
    select length(p_word) <= 40 and coalesce(
        vorrang.day_named(regexp_replace(p_word, ' (at |um )?[0-9]{1,2}:[0-9]{2}$', ''), '2026-01-01') is not null
        or p_word ~ '^[0-9]{1,3} *(h|hours?|stunden?)$', false)
$$;
comment on function vorrang.is_hold_word is 'Can Hold/<word> be a day or a time? As `#hold` reads it.';

create or replace function vorrang.listed_folders(
    p_agent integer,
    out name text, out id text, out special_use text, out access text, out kind text, out channel_id integer,
    out colleague_id integer, out customer_id integer, out word text, out topic_id integer)
returns setof record
language sql stable
as $$
    select n.name, n.id, n.special_use, n.access, n.kind, n.channel_id, null::integer, null::integer, null, null::integer
    from vorrang.folder_names(p_agent) n
    union all
    select 'Hold/' || w, vorrang.hold_folder(w), '', 'rw', 'hold-until', null, null, null, w, null
    from unnest(array['tomorrow', 'monday', 'next week']) w
    union all
    select 'Team/' || a.key, 'a' || a.id, '', 'rw', 'team', null, a.id, null, null, null
    from vorrang.agents a
    where a.id <> p_agent
      and a.id in (select o.agent_id from vorrang.members m
                   join vorrang.members o on o.channel_id = m.channel_id
                   where m.agent_id = p_agent)
    union all
    select 'Customers/' || k.folder_name, 'k' || k.id, '', 'rw', 'customer', null, null, k.id, null, null
    from vorrang.open_customers(p_agent) o
    join vorrang.customers k on k.id = o
    where k.folder_name is not null
    union all
    select 'Knowledge/' || x.folder_name, 'w' || x.id, '', 'rw', 'topic', null, null, null, null, x.id
    from vorrang.topics x
    where vorrang.sees_topic(p_agent, x)
$$;
comment on function vorrang.listed_folders is 'What LIST shows this agent, by English names, and what tells its row in folders.';

create or replace function vorrang.find_data_folder(
    p_agent integer, p_name text,
    out kind text, out id text, out ticket_number bigint, out colleague_id integer, out customer_id integer, out word text,
    out topic_id integer)
language plpgsql stable
as $$
declare
    v_first text := split_part(p_name, '/', 1);
    v_rest text := substr(p_name, length(v_first) + 2);
begin
    if v_first = 'Tickets' and v_rest ~ '^[0-9]{1,18}$' then
        ticket_number := vorrang.survivor(v_rest::bigint);
        if vorrang.may_see(p_agent, ticket_number) then
            kind := 'ticket';
            id := 't' || ticket_number;
        end if;
    elsif v_first = 'Customers' then
        select k.id into customer_id from vorrang.customers k
         where lower(k.folder_name) = lower(v_rest) and k.folder_name = v_rest;
        if vorrang.sees_customer(p_agent, customer_id) then
            kind := 'customer';
            id := 'k' || customer_id;
        end if;
    elsif v_first = 'Team' then
        select a.id into colleague_id from vorrang.agents a where a.key = v_rest;
        if vorrang.shares_channel(p_agent, colleague_id) then
            kind := 'team';
            id := 'a' || colleague_id;
        end if;
    elsif v_first = 'Knowledge' then
        select x.id into topic_id from vorrang.topics x where x.folder_name = v_rest and vorrang.sees_topic(p_agent, x);
        if topic_id is not null then
            kind := 'topic';
            id := 'w' || topic_id;
        end if;
    elsif v_first = 'Hold' and vorrang.is_hold_word(lower(v_rest)) then
        word := lower(v_rest);
        kind := 'hold-until';
        id := vorrang.hold_folder(word);
    end if;
end
$$;
comment on function vorrang.find_data_folder is
    'A folder whose name comes from data; kind is null where it is absent or hidden.';

create or replace function vorrang.find_folder(
    p_agent integer, p_name text,
    out kind text, out id text, out special_use text, out access text, out channel_id integer, out agent_id integer,
    out ticket_number bigint, out colleague_id integer, out customer_id integer, out word text, out topic_id integer)
language plpgsql stable
as $$
declare
    v_name text := vorrang.plain_folder(p_name, (select a.language from vorrang.agents a where a.id = p_agent));
begin
    select n.kind, n.id, n.special_use, n.access, n.channel_id
      into kind, id, special_use, access, channel_id
      from vorrang.folder_names(p_agent) n where n.name = v_name;
    if kind is null and position('/' in v_name) > 0 then
        select x.kind, x.id, '', 'rw', x.ticket_number, x.colleague_id, x.customer_id, x.word, x.topic_id
          into kind, id, special_use, access, ticket_number, colleague_id, customer_id, word, topic_id
          from vorrang.find_data_folder(p_agent, v_name) x;
    end if;
    if kind is null then
        perform vorrang.raise('VR001', 'Mailbox doesn''t exist');
    end if;
    if not vorrang.is_shared_folder(kind) then
        agent_id := p_agent;
    end if;
end
$$;
comment on function vorrang.find_folder is
    'The folder of this name, in the agent''s language, as he sees it, or VR001: hidden and absent are the same.';

create or replace function vorrang.folder_of(p_agent integer, p_name text)
returns vorrang.folders
language plpgsql stable
as $$
declare
    n record;
    f vorrang.folders;
begin
    select * into n from vorrang.find_folder(p_agent, p_name);
    select * into f from vorrang.folders x
     where x.kind = n.kind
       and coalesce(x.agent_id, 0) = coalesce(n.agent_id, 0)
       and coalesce(x.channel_id, 0) = coalesce(n.channel_id, 0)
       and coalesce(x.ticket_number, 0) = coalesce(n.ticket_number, 0)
       and coalesce(x.colleague_id, 0) = coalesce(n.colleague_id, 0)
       and coalesce(x.customer_id, 0) = coalesce(n.customer_id, 0)
       and coalesce(x.topic_id, 0) = coalesce(n.topic_id, 0)
       and coalesce(x.word, '') = coalesce(n.word, '');
    return f;
end
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
        insert into vorrang.folders (
            kind, channel_id, agent_id, ticket_number, colleague_id, customer_id, word, topic_id, uidvalidity, generation)
        values (n.kind, n.channel_id, n.agent_id, n.ticket_number, n.colleague_id, n.customer_id, n.word, n.topic_id,
                floor(date_part('epoch', p_now))::bigint, vorrang.generation_at(p_now))
        on conflict do nothing;
        select * into f from vorrang.folder_of(p_agent, p_name);
    end if;
    return f;
end
$$;

create or replace function vorrang_api.desk_list(p_agent bigint, p_now timestamptz default now())
returns table (name text, id text, special_use text, access text, subscribed boolean)
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
begin
    return query
    select vorrang.folder_title(n.name, a.language), n.id, n.special_use, n.access,
           not exists (select from unsubscribed u where u.agent_id = a.id and u.folder = n.id)
      from vorrang.listed_folders(a.id) n
     order by 1;
end
$$;
comment on function vorrang_api.desk_list is
    'The folders that an agent''s LIST shows, in his language, and whether he is subscribed to them: unless he unsubscribed.';

create or replace function vorrang_api.desk_find(p_agent bigint, p_folder text, p_now timestamptz default now())
returns table (name text, id text, special_use text, access text)
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select p_folder, n.id, n.special_use, n.access
    from vorrang.find_folder((vorrang.desk_agent(p_agent)).id, p_folder) n
$$;
comment on function vorrang_api.desk_find is
    'One folder by name, also one that LIST does not show (Tickets/n); VR001 when absent or hidden.';

create or replace function vorrang.subscribe_folder(a vorrang.agents, p_wanted boolean, p_folder text)
returns void
language plpgsql
as $$
begin
    if p_wanted then
        delete from vorrang.unsubscribed u where u.agent_id = a.id and u.folder = p_folder;
    else
        insert into vorrang.unsubscribed (agent_id, folder) values (a.id, p_folder) on conflict do nothing;
    end if;
end
$$;
comment on function vorrang.subscribe_folder is 'Every folder is subscribed until its agent says otherwise.';

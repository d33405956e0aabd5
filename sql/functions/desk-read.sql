-- What vorrangd asks for an IMAP session (docs/protocol.md). Membership and rights are looked up again
-- in every call.

create or replace function vorrang.kept_until(p_kind text, p_now timestamptz)
returns timestamptz
language sql immutable
as $$
    select case p_kind
        when 'queue' then 'infinity'::timestamptz
        when 'inbox' then p_now + interval '7 days'
        else p_now + interval '3 minutes'
    end
$$;
comment on function vorrang.kept_until is
    'How long a folder is kept up to date after it was used: a channel''s queue for ever, an INBOX for 7 '
    'days, other views while somebody has them open.';

create or replace function vorrang.use_folder(p_agent integer, p_folder text, p_now timestamptz)
returns bigint
language plpgsql
as $$
declare
    f vorrang.folders := vorrang.ensure_folder(p_agent, p_folder, p_now);
begin
    if f.kept_until <= p_now or f.generation < vorrang.generation_at(p_now) or vorrang.cover_waits(f) then
        perform pg_advisory_xact_lock(4816, f.id::integer);
        perform vorrang.project_folder(f.id, null, p_now);
    end if;
    if f.kept_until < vorrang.kept_until(f.kind, p_now) - interval '1 minute' then
        update vorrang.folders set kept_until = vorrang.kept_until(f.kind, p_now) where id = f.id;
    end if;
    return f.id;
end
$$;
comment on function vorrang.use_folder is
    'The folder is looked at: made at its first use, projected whole if it was not kept, kept from now on.';

create or replace function vorrang_api.desk_keep_open(p_folders bigint[], p_now timestamptz default now())
returns void
language sql security definer set search_path = vorrang, pg_temp
as $$
    update folders f set kept_until = vorrang.kept_until(f.kind, p_now)
     where f.id = any (p_folders)
       and f.kept_until >= p_now
       and f.kept_until < vorrang.kept_until(f.kind, p_now) - interval '30 seconds'
$$;
comment on function vorrang_api.desk_keep_open is 'Somebody still has these folders open: called every minute.';

create or replace function vorrang.highest_modseq(p_agent integer, f vorrang.folders)
returns bigint
language plpgsql stable
as $$
begin
    return (
        select greatest(f.modseq, (select g.modseq from vorrang.agent_folders g
                                   where g.agent_id = p_agent and g.folder_id = f.id)));
end
$$;

create or replace function vorrang_api.desk_highest(
    p_folder bigint, p_agents bigint[], p_now timestamptz default now())
returns table (agent bigint, highestmodseq bigint)
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select a.id::bigint,
           case when vorrang.may_open(a.id, f) then vorrang.highest_modseq(a.id, f) else 0 end
    from unnest(p_agents) x
    join agents a on a.id = x
    left join folders f on f.id = p_folder
$$;
comment on function vorrang_api.desk_highest is
    'Where a folder stands for each of its watchers; 0: he may not see it any more, or it is gone.';

-- The next three are written so that they are inlined into shown_rows (one expression, no subquery): they are asked for
-- each of 100,000 rows.
create or replace function vorrang.light_flags(p_light text, p_style text, p_mine boolean)
returns text
language sql immutable
as $$
    select case p_style
        when 'label' then
            case p_light when 'red' then ' $label1' when 'amber' then ' $label2' when 'green' then ' $label3' else '' end
            || case when p_mine then ' \Flagged' else '' end
        when 'apple' then case p_light when 'red' then ' \Flagged' when 'amber' then ' \Flagged $MailFlagBit0' else '' end
        when 'star' then case when p_light in ('red', 'amber') then ' \Flagged' else '' end
        else case when p_mine then ' \Flagged' else '' end
    end
$$;
comment on function vorrang.light_flags is
    'The light as flags in the agent''s style, each after a blank; where the light does not use the star, the star means mine.';

create or replace function vorrang.keyword_list(p_own text[], p_tags text[])
returns text
language sql immutable
as $$
    select coalesce(string_agg(' ' || k, '' order by k), '')
    from (select unnest(p_tags) as k
          union all
          select o from unnest(p_own) o where lower(o) <> all (coalesce(p_tags, '{}'))) x
$$;

create or replace function vorrang.row_flag_list(
    r vorrang.folder_rows, g vorrang.row_flags, a vorrang.agents, p_read boolean)
returns text
language sql immutable
as $$
    select ltrim(
        case when coalesce(g.seen, p_read and not r.bell) then ' \Seen' else '' end
        || case when r.answered then ' \Answered' else '' end
        || case when g.deleted then ' \Deleted' else '' end
        || vorrang.light_flags(r.light, a.light, coalesce(r.owner_id = a.id, false))
        || case when r.added like e'%X-Vorrang-Trust: unverified\r\n%' then ' $Unverified' else '' end
        || case when array_remove(r.readers, a.id) <> '{}' then ' $Reading' else '' end
        || case when r.tags is null and g.keywords is null then '' else vorrang.keyword_list(g.keywords, r.tags) end)
$$;

create or replace function vorrang.shown_rows(f vorrang.folders, a vorrang.agents)
returns table (uid bigint, modseq bigint, date bigint, size bigint, saved bigint, flags text)
language sql stable
as $$
    select r.uid, greatest(r.modseq, g.modseq), floor(date_part('epoch', r.rank_at))::bigint, r.size,
           floor(date_part('epoch', r.made_at))::bigint,
           vorrang.row_flag_list(r, g, a, d.message_id is not null or r.cover_id is not null)
      from vorrang.folder_rows r
      left join vorrang.row_flags g on g.agent_id = a.id and g.folder_id = r.folder_id and g.uid = r.uid
      left join vorrang.reads d on d.agent_id = a.id and d.message_id = r.message_id
     where r.folder_id = f.id and r.vanished_at is null
$$;

create or replace function vorrang.changed_rows(f vorrang.folders, a vorrang.agents, p_since bigint)
returns table (uid bigint, modseq bigint, date bigint, size bigint, saved bigint, flags text)
language plpgsql stable
as $$
declare
    v_uids bigint[];
begin
    if p_since = 0 then
        return query select r.* from vorrang.shown_rows(f, a) r order by r.uid;
        return;
    end if;
    -- Few of many: looked up one by one, never by a scan of the folder.
    v_uids := array(
        select x.uid from vorrang.folder_rows x where x.folder_id = f.id and x.modseq > p_since
        union
        select y.uid from vorrang.row_flags y where y.agent_id = a.id and y.folder_id = f.id and y.modseq > p_since);
    return query select r.* from vorrang.shown_rows(f, a) r where r.uid = any (v_uids) order by r.uid;
end
$$;
comment on function vorrang.changed_rows is
    'Rows that are new or whose flags changed above p_since (0: all), as OPEN shows them.';

create or replace function vorrang.folder_state(p_agent integer, p_name text, f vorrang.folders, p_mode text)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        select jsonb_build_object(
            'folder', f.id, 'name', p_name, 'id', n.id, 'special_use', n.special_use, 'access', n.access,
            'uidvalidity', f.uidvalidity, 'uidnext', f.uidnext,
            'highestmodseq', vorrang.highest_modseq(p_agent, f), 'mode', p_mode)
        from vorrang.find_folder(p_agent, p_name) n);
end
$$;

create or replace function vorrang.open_lines(
    a vorrang.agents, p_name text, p_folder bigint, p_uidvalidity bigint, p_since bigint)
returns table (kind text, uid bigint, modseq bigint, date bigint, size bigint, saved bigint, flags text, state jsonb)
language plpgsql stable
as $$
declare
    f vorrang.folders;
    v_since bigint := p_since;
begin
    select * into strict f from vorrang.folders x where x.id = p_folder;
    if p_uidvalidity <> f.uidvalidity or p_since < f.tombstones_from then
        v_since := 0;
    end if;
    return query
    select 'S', null::bigint, null::bigint, null::bigint, null::bigint, null::bigint, null::text,
           vorrang.folder_state(a.id, p_name, f, case when v_since = 0 then 'all' else 'changes' end);
    if v_since >= vorrang.highest_modseq(a.id, f) then
        return;
    end if;
    return query
    select 'R', r.uid, r.modseq, r.date, r.size, r.saved, r.flags, null::jsonb
      from vorrang.changed_rows(f, a, v_since) r;
    return query
    select 'G', r.uid, null::bigint, null::bigint, null::bigint, null::bigint, null::text, null::jsonb
      from vorrang.folder_rows r
     where r.folder_id = f.id and r.vanished_at is not null and r.modseq > v_since
     order by r.uid;
end
$$;
comment on function vorrang.open_lines is
    'The answer to OPEN out of one snapshot: S the state, R rows by uid, G vanished uids.';

create or replace function vorrang_api.desk_open(
    p_agent bigint, p_folder text, p_uidvalidity bigint, p_since bigint, p_now timestamptz default now())
returns table (kind text, uid bigint, modseq bigint, date bigint, size bigint, saved bigint, flags text, state jsonb)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
    v_folder bigint := vorrang.use_folder(a.id, p_folder, p_now);
begin
    return query select * from vorrang.open_lines(a, p_folder, v_folder, p_uidvalidity, p_since);
end
$$;
comment on function vorrang_api.desk_open is
    'What changed in a folder above p_since: every SELECT and NOOP. Writes nothing when the folder is kept.';

create or replace function vorrang.counted(p_agent integer, f vorrang.folders)
returns vorrang.agent_folders
language plpgsql
as $$
declare
    g vorrang.agent_folders;
    v_highest bigint;
begin
    -- Before counting: what is counted is at least as new as this.
    select * into g from vorrang.agent_folders x where x.agent_id = p_agent and x.folder_id = f.id;
    v_highest := greatest(f.modseq, g.modseq);
    if g.counted_at is distinct from v_highest then
        select count(*), count(*) filter (where not coalesce(w.seen, (d.message_id is not null or r.cover_id is not null) and not r.bell))
          into g.messages, g.unseen
          from vorrang.folder_rows r
          left join vorrang.row_flags w on w.agent_id = p_agent and w.folder_id = r.folder_id and w.uid = r.uid
          left join vorrang.reads d on d.agent_id = p_agent and d.message_id = r.message_id
         where r.folder_id = f.id and r.vanished_at is null;
        insert into vorrang.agent_folders as x (agent_id, folder_id, counted_at, messages, unseen)
        values (p_agent, f.id, v_highest, g.messages, g.unseen)
        on conflict (agent_id, folder_id) do update
           set counted_at = excluded.counted_at, messages = excluded.messages, unseen = excluded.unseen;
    end if;
    return g;
end
$$;
comment on function vorrang.counted is
    'How many rows of a folder there are for an agent, and how many he has not seen; counted when its modseq has changed.';

create or replace function vorrang_api.desk_status(p_agent bigint, p_folder text, p_now timestamptz default now())
returns table (state jsonb, messages bigint, unseen bigint)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
    v_folder bigint := vorrang.use_folder(a.id, p_folder, p_now);
begin
    return query
    select vorrang.folder_state(a.id, p_folder, f, ''), g.messages::bigint, g.unseen::bigint
      from vorrang.folders f cross join lateral vorrang.counted(a.id, f) g
     where f.id = v_folder;
end
$$;
comment on function vorrang_api.desk_status is 'What STATUS tells of a folder, without opening it.';

create or replace function vorrang_api.desk_statuses(p_agent bigint, p_now timestamptz default now())
returns table (
    name text, id text, special_use text, access text, uidvalidity bigint, uidnext bigint, highestmodseq bigint,
    messages bigint, unseen bigint, ending bigint)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
    v_generation timestamptz := vorrang.generation_at(p_now);
begin
    return query
    select vorrang.folder_title(n.name, a.language), n.id, n.special_use, n.access, f.uidvalidity, f.uidnext,
           greatest(f.modseq, g.modseq), c.messages::bigint, c.unseen::bigint,
           case when f.kept_until < vorrang.kept_until(f.kind, p_now) - interval '1 minute' then f.id end
      from vorrang.listed_folders(a.id) n
      join folders f on f.kind = n.kind
                    and coalesce(f.agent_id, 0) = case when vorrang.is_shared_folder(n.kind) then 0 else a.id end
                    and coalesce(f.channel_id, 0) = coalesce(n.channel_id, 0)
                    and coalesce(f.ticket_number, 0) = 0
                    and coalesce(f.colleague_id, 0) = coalesce(n.colleague_id, 0)
                    and coalesce(f.customer_id, 0) = coalesce(n.customer_id, 0)
                    and coalesce(f.topic_id, 0) = coalesce(n.topic_id, 0)
                    and coalesce(f.word, '') = coalesce(n.word, '')
      left join agent_folders g on g.agent_id = a.id and g.folder_id = f.id
     cross join lateral (
         select g.messages, g.unseen where g.counted_at = greatest(f.modseq, g.modseq)
         union all
         select x.messages, x.unseen from vorrang.counted(a.id, f) x
          where g.counted_at is distinct from greatest(f.modseq, g.modseq)) c
     where f.kept_until > p_now and f.generation >= v_generation;
end
$$;
comment on function vorrang_api.desk_statuses is
    'What STATUS tells of all that LIST shows and that is kept up to date; any other folder is asked for by its name. '
    'ending: its id where it wants to be kept for longer (desk_keep_open).';

create or replace function vorrang.readable_rows(p_agent integer, f vorrang.folders, p_uids int8multirange)
returns setof vorrang.folder_rows
language sql stable
as $$
    select r.*
    from vorrang.folder_rows r
    where r.folder_id = f.id
      and r.uid between lower(p_uids) and upper(p_uids)
      and r.uid <@ p_uids
      and (r.cover_id is null or vorrang.may_read_cover(p_agent, r.cover_id))
      and (r.ticket_number is null or exists (
          select from vorrang.tickets t
          where t.number = r.ticket_number
            and (t.owner_id = p_agent
                 or (not t.kam_only
                     and t.channel_id in (select m.channel_id from vorrang.members m where m.agent_id = p_agent))
                 or vorrang.sees(p_agent, t))))
$$;
comment on function vorrang.readable_rows is
    'Rows whose mail may be shown: their ticket may be seen now (of none: by who finds the folder). A vanished one while its tombstone lives. '
    'The common answers of sees stand before it, because this is asked for 100,000 rows.';

create or replace function vorrang.shown_headers(p_agent integer, f vorrang.folders, p_uids int8multirange)
returns table (
    uid bigint, added text, prefix text, fallback_message_id text, view text, header bytea,
    source text, size bigint, body_size bigint)
language sql stable
as $$
    select r.uid, r.added, r.prefix, coalesce(m.fallback_message_id, ''), case when r.keep_thread then 'conversation' else 'row' end,
           case when r.notice_id is not null then n.header
                when r.cover_id is not null then v.header
                when r.article_id is not null then w.header
                else (select string_agg(c.data, ''::bytea order by c.n)
                        from vorrang.message_chunks c where c.message_id = r.message_id and c.part = 0) end,
           coalesce('m' || r.message_id, 'n' || r.notice_id, 'c' || r.cover_id, 'w' || r.article_id), r.size,
           coalesce(m.body_size, octet_length(n.body), octet_length(v.body), octet_length(w.body))
      from vorrang.readable_rows(p_agent, f, p_uids) r
      left join vorrang.messages m on m.id = r.message_id
      left join vorrang.notices n on n.id = r.notice_id
      left join vorrang.covers v on v.id = r.cover_id
      left join vorrang.articles w on w.id = r.article_id
$$;
comment on function vorrang.shown_headers is 'Stored headers with what a row adds to them, and what of a body is there; inlined.';

create or replace function vorrang_api.desk_watch(p_agent bigint, p_folder text, p_now timestamptz default now())
returns bigint
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    return vorrang.use_folder((vorrang.desk_agent(p_agent)).id, p_folder, p_now);
end
$$;
comment on function vorrang_api.desk_watch is
    'The folder to listen for (NOTIFY vorrang_folder names it); it counts as looked at.';

create or replace function vorrang.uid_set(p_uids bigint[])
returns int8multirange
language sql immutable
as $$
    select coalesce(range_agg(int8range(u, u + 1)), '{}') from unnest(p_uids) u
$$;

create or replace function vorrang_api.desk_headers(
    p_agent bigint, p_folder text, p_uids bigint[], p_now timestamptz default now())
returns table (uid bigint, added text, prefix text, fallback_message_id text, view text, header bytea)
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
    f vorrang.folders := vorrang.folder_of(a.id, p_folder);
    -- In variables: readable_rows is inlined, and its arguments would be computed for each row.
    v_uids int8multirange := vorrang.uid_set(p_uids);
begin
    return query
    select h.uid, h.added, h.prefix, h.fallback_message_id, h.view, h.header
      from vorrang.shown_headers(a.id, f, v_uids) h
     order by h.uid;
end
$$;
comment on function vorrang_api.desk_headers is
    'Stored headers with what a row adds to them, many at once.';

create or replace function vorrang_api.desk_body(
    p_agent bigint, p_folder text, p_uid bigint, p_now timestamptz default now())
returns table (
    uid bigint, added text, prefix text, fallback_message_id text, view text, header bytea,
    source text, size bigint, body_size bigint)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
    f vorrang.folders := vorrang.folder_of(a.id, p_folder);
    v_uids int8multirange := vorrang.uid_set(array[p_uid]);
begin
    update vorrang.folder_rows r set fetched_at = p_now
     where r.folder_id = f.id and r.uid = p_uid and r.vanished_at is null
       and (r.fetched_at is null or r.fetched_at < p_now - interval '20 seconds');
    return query select h.* from vorrang.shown_headers(a.id, f, v_uids) h;
    if not found then
        perform vorrang.raise('VR001', 'This row is gone: the ticket moved on. Open the folder again',
            'imap:EXPUNGEISSUED');
    end if;
end
$$;
comment on function vorrang_api.desk_body is
    'One row''s header and sizes; its body follows by desk_body_chunks (source says of which message, notice, '
    'cover sheet or article). Notes that the body was fetched, so that the row is not replaced for its rank alone while read.';

create or replace function vorrang_api.desk_body_chunks(
    p_agent bigint, p_source text, p_from_n integer, p_count integer, p_now timestamptz default now())
returns table (n integer, data bytea)
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
    v_id bigint := substr(p_source, 2)::bigint;
begin
    case left(p_source, 1)
    when 'n' then
        return query select 0, x.body from vorrang.notices x
            where x.id = v_id and x.agent_id = a.id and p_from_n = 0;
    when 'c' then
        return query select 0, x.body from vorrang.covers x
            where x.id = v_id and p_from_n = 0 and vorrang.may_see(a.id, x.ticket_number) and vorrang.may_read_cover(a.id, x.id);
    when 'w' then
        return query select 0, x.body from vorrang.articles x join vorrang.topics p on p.id = x.topic_id
            where x.id = v_id and p_from_n = 0 and vorrang.sees_topic(a.id, p);
    else
        return query
        select c.n, c.data
          from vorrang.message_chunks c
          join vorrang.messages m on m.id = c.message_id
         where c.message_id = v_id and c.part = 1 and c.n >= p_from_n and c.n < p_from_n + p_count
           and vorrang.may_see(a.id, m.ticket_number)
         order by c.n;
    end case;
end
$$;
comment on function vorrang_api.desk_body_chunks is 'Chunks of a body, as far as the agent may see its ticket.';

create or replace function vorrang_api.desk_tidy(p_now timestamptz default now())
returns integer
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_folder record;
    v_count integer := 0;
    v_gone integer;
begin
    delete from vorrang.retry_keys where expires_at < p_now;
    perform vorrang.name_customer_folder(k) from vorrang.customers k where k.folder_name is null;
    perform vorrang.forget_observed(p_now);
    for v_folder in
        select r.folder_id, max(r.modseq) as modseq
          from vorrang.folder_rows r
         where r.vanished_at < p_now - interval '30 days'
         group by r.folder_id
         order by r.folder_id
    loop
        update vorrang.folders set tombstones_from = greatest(tombstones_from, v_folder.modseq)
         where id = v_folder.folder_id;
        delete from vorrang.row_flags g
         using vorrang.folder_rows r
         where r.folder_id = v_folder.folder_id and r.vanished_at < p_now - interval '30 days'
           and g.folder_id = r.folder_id and g.uid = r.uid;
        delete from vorrang.folder_rows r
         where r.folder_id = v_folder.folder_id and r.vanished_at < p_now - interval '30 days';
        get diagnostics v_gone = row_count;
        v_count := v_count + v_gone;
    end loop;
    perform vorrang.tidy_covers(p_now);
    for v_folder in
        select f.id from vorrang.folders f
         where f.kept_until > p_now and f.generation < vorrang.generation_at(p_now)
         order by f.id
    loop
        perform vorrang.project_folder(v_folder.id, null, p_now);
    end loop;
    return v_count;
end
$$;
comment on function vorrang_api.desk_tidy is
    'Every few minutes: expired retry keys, old observations and tombstones go, folders enter a new generation.';

-- The projector: compares what a folder should show with its rows. A row is frozen, so what differs is
-- a new uid: the new row comes first, the old one goes with the next pass.

create or replace function vorrang.next_modseq(p_folder_modseq bigint, p_agent_modseq bigint)
returns bigint
language sql volatile
as $$
    select greatest(p_folder_modseq + 1, p_agent_modseq + 1,
                    floor(date_part('epoch', clock_timestamp()) * 1000000)::bigint)
$$;
comment on function vorrang.next_modseq is
    'Read after the folder''s lock: grows with every change, also after a lost index.';

create or replace function vorrang.project_pairs(
    f vorrang.folders, p_tickets bigint[], p_now timestamptz, p_at_once boolean)
returns table (
    action text, old_uid bigint, bell boolean, unread boolean, same_message boolean,
    item bigint, ticket_number bigint, message_id bigint, notice_id bigint, owner_id integer,
    rank_at timestamptz, prefix text, added text, keep_thread boolean, size bigint, light text,
    answered boolean, cover_id bigint, article_id bigint, tags text[], readers integer[])
language sql stable
as $$
    with desired as (
        select d.* from vorrang.desired_rows(f, p_tickets, p_now) d),
    live as (
        select r.* from vorrang.folder_rows r
         where r.folder_id = f.id and r.vanished_at is null and r.leaving_at is null
           and (p_tickets is null or f.kind = 'inbox' or r.ticket_number = any (p_tickets))),
    pairs as (
        select d.*, l.uid as old_uid, l.item as old_item,
               l.message_id is not distinct from d.message_id as same_message,
               l.light <> 'red' and d.light = 'red' as bell,
               l.bell and l.message_id is not distinct from d.message_id as still_unread,
               (l.rank_at, l.prefix, l.added, l.answered) is distinct from (d.rank_at, d.prefix, d.added, d.answered)
                   or l.owner_id is distinct from d.owner_id or l.cover_id is distinct from d.cover_id
                   or l.article_id is distinct from d.article_id as differs,
               l.light is distinct from d.light or l.tags is distinct from d.tags or l.readers is distinct from d.readers as other_flags,
               coalesce(l.fetched_at > p_now - interval '2 minutes', false) and not p_at_once as being_read
          from desired d
          full join live l on l.item = d.item)
    select case
               when p.old_uid is null then 'new'
               when p.item is null then 'gone'
               when not p.same_message or p.bell then 'again'
               when p.differs and p.being_read then 'later'
               when p.differs then 'again'
               else 'flags'
           end,
           p.old_uid, coalesce(p.bell, false), coalesce(p.bell or p.still_unread, false), p.same_message, coalesce(p.item, p.old_item), p.ticket_number,
           p.message_id, p.notice_id, p.owner_id, p.rank_at, p.prefix, p.added, p.keep_thread, p.size,
           p.light, coalesce(p.answered, false), p.cover_id, p.article_id, p.tags, p.readers
    from pairs p
    where p.old_uid is null or p.item is null or not p.same_message or p.bell or p.differs or p.other_flags
$$;
comment on function vorrang.project_pairs is
    'The differences: new, gone, again (a new uid replaces the old), flags, later (its body was fetched '
    'in the last 2 minutes and the message is the same: its flags change now, its place later).';

create or replace function vorrang.take_rows_away(p_folder bigint, p_modseq bigint, p_now timestamptz, p_at_once boolean)
returns boolean
language plpgsql
as $$
begin
    update vorrang.folder_rows r
       set vanished_at = p_now, leaving_at = null, modseq = p_modseq
     where r.folder_id = p_folder and r.vanished_at is null and r.leaving_at is not null
       and (p_at_once or r.leaving_at <= p_now);
    return found;
end
$$;
comment on function vorrang.take_rows_away is 'What was replaced and has stood beside the new row for long enough is gone. The folder is locked.';

create or replace function vorrang.end_leaving(p_folder bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    f vorrang.folders;
    v_modseq bigint;
begin
    select * into strict f from vorrang.folders where id = p_folder for update;
    v_modseq := vorrang.next_modseq(f.modseq, 0);
    if vorrang.take_rows_away(f.id, v_modseq, p_now, false) then
        update vorrang.folders set modseq = v_modseq where id = f.id;
        perform pg_notify('vorrang_folder', f.id::text);
    end if;
end
$$;

create or replace function vorrang.project_folder(
    p_folder bigint, p_tickets bigint[], p_now timestamptz, p_at_once boolean default false)
returns void
language plpgsql
as $$
declare
    f vorrang.folders;
    v_modseq bigint;
    v_pairs vorrang.projected[];
    v_vanished boolean;
begin
    select * into strict f from vorrang.folders where id = p_folder for update;
    if f.generation < vorrang.generation_at(p_now) then
        f.generation := vorrang.generation_at(p_now);
        p_tickets := null;
    end if;
    if f.kind in ('conversation', 'ticket') then
        perform vorrang.want_covers(f, p_tickets, p_now);
    end if;
    v_modseq := vorrang.next_modseq(f.modseq, 0);
    v_vanished := vorrang.take_rows_away(f.id, v_modseq, p_now, p_at_once);
    select array_agg(row (p.*)::vorrang.projected order by p.rank_at, p.item) into v_pairs
      from vorrang.project_pairs(f, p_tickets, p_now, p_at_once) p;
    if v_pairs is null and not v_vanished then
        update vorrang.folders set generation = f.generation where id = f.id and generation <> f.generation;
        return;
    end if;
    perform vorrang.apply_pairs(f, v_pairs, v_modseq, p_now, p_at_once);
    update vorrang.folders
       set modseq = v_modseq, generation = f.generation,
           uidnext = uidnext + (select count(*) from unnest(v_pairs) p where p.action in ('new', 'again'))
     where id = f.id;
    perform pg_notify('vorrang_folder', f.id::text);
end
$$;
comment on function vorrang.project_folder is
    'Brings one folder''s rows up to date for these tickets (null: for all), with the folder locked. '
    'p_at_once: inside an agent''s action, where old rows go at once and nothing is put off.';

create or replace function vorrang.apply_pairs(
    f vorrang.folders, p_pairs vorrang.projected[], p_modseq bigint, p_now timestamptz, p_at_once boolean)
returns void
language plpgsql
as $$
begin
    -- Each update only where it has something to do: of a folder that has just been made the planner knows nothing, and
    -- would go through all pairs once for each of its rows.
    if exists (select from unnest(p_pairs) p where p.action in ('gone', 'again')) then
        update vorrang.folder_rows r
           set leaving_at = case when p.action = 'again' and not p_at_once then p_now + interval '20 milliseconds' end,
               vanished_at = case when p.action = 'gone' or p_at_once then p_now end,
               modseq = p_modseq
          from unnest(p_pairs) p
         where p.action in ('gone', 'again') and r.folder_id = f.id and r.uid = p.old_uid;
    end if;
    with made as (
        select p.*, f.uidnext + row_number() over (order by p.rank_at, p.item) - 1 as uid
          from unnest(p_pairs) p
         where p.action in ('new', 'again')),
    kept as (
        insert into vorrang.row_flags (agent_id, folder_id, uid, modseq, seen, keywords)
        select g.agent_id, g.folder_id, m.uid, p_modseq,
               case when m.bell or not m.same_message then null else g.seen end, g.keywords
          from made m
          join vorrang.row_flags g on g.folder_id = f.id and g.uid = m.old_uid
         where g.seen is not null or g.keywords <> '{}')
    insert into vorrang.folder_rows (
        folder_id, uid, modseq, item, ticket_number, message_id, notice_id, owner_id, rank_at, made_at,
        prefix, added, keep_thread, size, light, answered, bell, cover_id, article_id, tags, readers)
    select f.id, m.uid, p_modseq, m.item, m.ticket_number, m.message_id, m.notice_id, m.owner_id, m.rank_at,
           p_now, m.prefix, m.added, m.keep_thread,
           m.size + octet_length(m.prefix) + octet_length(m.added), m.light, m.answered, m.unread,
           m.cover_id, m.article_id, m.tags, m.readers
      from made m;
    if exists (select from unnest(p_pairs) p where p.action in ('flags', 'later')) then
        update vorrang.folder_rows r
           set light = p.light, owner_id = p.owner_id, answered = p.answered, tags = p.tags, readers = p.readers, modseq = p_modseq
          from unnest(p_pairs) p
         where p.action in ('flags', 'later') and r.folder_id = f.id and r.uid = p.old_uid;
    end if;
    insert into vorrang.ticket_changes (ticket_number, not_before)
    select distinct p.ticket_number, p_now + interval '2 minutes'
      from unnest(p_pairs) p
     where p.action = 'later' and p.ticket_number is not null;
end
$$;
comment on function vorrang.apply_pairs is
    'Carries the differences out: new rows get uids in rank order, agents'' flags go along, old rows leave.';

create or replace function vorrang.folders_of_tickets(
    p_tickets bigint[], p_opening bigint[], p_now timestamptz)
returns table (folder bigint, whole boolean)
language plpgsql stable
as $$
declare
    v_watching integer[] := '{}';
begin
    if exists (select from vorrang.folders f where f.kind = 'watching' and f.kept_until > p_now - interval '10 seconds')
       or cardinality(p_opening) > 0 then
        v_watching := array(
            select w.agent_id from vorrang.ticket_watchers w where w.ticket_number = any (p_tickets)
            union all
            select m.agent_id from vorrang.ticket_watch_channels w
              join vorrang.members m on m.channel_id = w.channel_id
             where w.ticket_number = any (p_tickets)
            union all
            select t.responsible_id from vorrang.tickets t where t.number = any (p_tickets));
    end if;
    return query
    with changed as (
        select t.number, t.channel_id, t.owner_id, t.kam_id, t.customer_id
        from vorrang.tickets t where t.number = any (p_tickets)),
    members as (
        select distinct m.agent_id from vorrang.members m join changed c on c.channel_id = m.channel_id)
    select f.id, f.kind = 'inbox'
    from vorrang.folders f
    where (f.kept_until > p_now - interval '10 seconds' or f.id = any (p_opening))
      and (f.id in (select r.folder_id from vorrang.folder_rows r
                    where r.ticket_number = any (p_tickets) and r.vanished_at is null)
           or (f.kind in ('queue', 'conversation') and f.channel_id in (select c.channel_id from changed c))
           or (f.kind in ('inbox', 'triage', 'waiting', 'hold', 'closed', 'spam') and f.agent_id in (select m.agent_id from members m))
           or (f.kind in ('inbox', 'mine') and f.agent_id in (select c.owner_id from changed c))
           or (f.kind in ('inbox', 'waiting', 'hold', 'closed', 'spam') and f.agent_id in (select c.kam_id from changed c))
           or (f.kind = 'team' and f.colleague_id in (select c.owner_id from changed c))
           or (f.kind = 'customer' and f.customer_id in (select c.customer_id from changed c))
           or (f.kind = 'watching' and f.agent_id = any (v_watching))
           or (f.kind = 'inbox' and f.agent_id in (select n.agent_id from vorrang.notices n
                                                    where n.ticket_number = any (p_tickets) and n.done_at is null))
           or (f.kind = 'outgoing' and f.agent_id in (
                   select m.agent_id from vorrang.messages m
                   where m.ticket_number = any (p_tickets) and m.kind = 'source'))
           or (f.kind = 'ticket' and f.ticket_number = any (p_tickets)))
    order by f.id;
end
$$;
comment on function vorrang.folders_of_tickets is
    'The kept folders that may show one of these tickets, or show it now, in lock order. Kept 10 seconds '
    'longer than their users think, for hosts whose clocks differ. Who watches is asked only where somebody looks at it.';

create or replace function vorrang.folders_being_opened()
returns bigint[]
language sql volatile
as $$
    select coalesce(array_agg(l.objid::bigint), '{}')
    from pg_locks l
    where l.locktype = 'advisory' and l.classid = 4816
      and l.database = (select d.oid from pg_database d where d.datname = current_database())
$$;
comment on function vorrang.folders_being_opened is
    'Folders that use_folder is projecting for the first time and that count as kept when it commits: a '
    'change that it did not see is the projector''s.';

create or replace function vorrang.project_agents(p_agents integer[], p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_folder bigint;
begin
    for v_folder in
        select f.id from vorrang.folders f
         where (f.agent_id = any (p_agents) or f.colleague_id = any (p_agents)) and f.kept_until > p_now
         order by f.id
    loop
        perform vorrang.project_folder(v_folder, null, p_now, true);
    end loop;
end
$$;
comment on function vorrang.project_agents is
    'Memberships of these agents changed: what they may not see any more leaves their folders at once.';

create or replace function vorrang.take_changes(p_limit integer, p_now timestamptz, out taken integer, out tickets bigint[])
language plpgsql set enable_seqscan = off
as $$
begin
    with due as (
        select c.id from vorrang.ticket_changes c
         where c.not_before <= p_now
         order by c.id
         limit p_limit
           for update skip locked),
    gone as (
        delete from vorrang.ticket_changes c using due where c.id = due.id returning c.ticket_number)
    select count(*)::integer, array_agg(distinct gone.ticket_number) into taken, tickets from gone;
end
$$;
comment on function vorrang.take_changes is
    'The oldest changes, locked and gone. By index always: the plan is made while the table is empty, and kept when thousands '
    'come at once.';

create or replace function vorrang_api.desk_project(p_limit integer, p_now timestamptz default now())
returns table (taken integer)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_tickets bigint[];
    v_opening bigint[];
    v_folder bigint;
    v_concerned boolean;
begin
    select x.taken, x.tickets into taken, v_tickets from vorrang.take_changes(p_limit, p_now) x;
    v_opening := vorrang.folders_being_opened();
    if exists (select from unnest(v_opening) o where not exists (select from vorrang.folders f where f.id = o)) then
        -- One is opened for the first time ever: not seen from here, and it does not see these changes.
        insert into vorrang.ticket_changes (ticket_number, not_before)
        select t, p_now + interval '20 milliseconds' from unnest(v_tickets) t;
    end if;
    for v_folder, v_concerned in
        select x.folder, bool_or(x.concerned)
          from (select c.folder, true as concerned from vorrang.folders_of_tickets(v_tickets, v_opening, p_now) c
                union all
                select r.folder_id, false from vorrang.folder_rows r where r.leaving_at <= p_now and r.vanished_at is null) x
         group by x.folder
         order by x.folder
    loop
        if v_concerned then
            perform vorrang.project_folder(v_folder, v_tickets, p_now);
        else
            perform vorrang.end_leaving(v_folder, p_now);
        end if;
    end loop;
    return next;
end
$$;
comment on function vorrang_api.desk_project is
    'Takes up to p_limit changed tickets and projects every kept folder that they concern; elsewhere replaced rows go. Many may run: '
    'changes are skipped when locked, folders are locked in id order.';

-- Cover sheets as rows: a revision is stored as vorrangd wrote it, and never changes. It is written
-- when a folder that shows it is open and the ticket changed, or when such a folder is opened.

create or replace function vorrang.cover_is_for_team(f vorrang.folders, t vorrang.tickets)
returns boolean
language sql stable
as $$
    select f.kind = 'conversation' or not vorrang.cover_strangers(t)
$$;
comment on function vorrang.cover_is_for_team is
    'Which sheet a folder shows: Conversations is opened by the channel''s members alone, Tickets/n by all who may see it.';

create or replace function vorrang.newest_cover(p_ticket bigint, p_team boolean)
returns vorrang.covers
language sql stable
as $$
    select v from vorrang.covers v where v.ticket_number = p_ticket and v.team = p_team order by v.id desc limit 1
$$;

create or replace function vorrang.cover_id_of(p_ticket bigint, c vorrang.channels)
returns text
language sql immutable
as $$
    select '<cover.' || p_ticket || '@' || split_part(c.address, '@', 2) || '>'
$$;
comment on function vorrang.cover_id_of is
    'The Message-ID of a ticket''s sheet, the same for every revision: the root of the conversation''s thread.';

create or replace function vorrang.want_covers(f vorrang.folders, p_tickets bigint[], p_now timestamptz)
returns void
language sql
as $$
    insert into vorrang.covers_wanted (ticket_number, team, exact, not_before)
    select t.number, s.team, f.kind = 'ticket' and p_tickets is null, greatest(p_now, v.made_at + interval '5 seconds')
      from vorrang.folder_tickets(f, p_tickets, p_now) n
      join vorrang.tickets t on t.number = n
     cross join lateral (select vorrang.cover_is_for_team(f, t) as team offset 0) s
      left join lateral (
          select x.id, x.event_id, x.made_at, x.checked_at from vorrang.covers x
           where x.ticket_number = t.number and x.team = s.team order by x.id desc limit 1) v on true
     where (v.id is null
            or v.event_id < (select max(e.id) from vorrang.events e where e.ticket_number = t.number)
            or (p_tickets is null
                and v.checked_at < p_now - case f.kind when 'ticket' then interval '10 seconds' else interval '15 minutes' end))
       and not exists (select from vorrang.covers_wanted w where w.ticket_number = t.number and w.team = s.team)
$$;
comment on function vorrang.want_covers is
    'A folder of conversations was projected: sheets that are not there or know less than the history are wanted, '
    'of one ticket at most every 5 seconds; when the folder is opened (p_tickets null) also those not looked at lately.';

create or replace function vorrang.cover_waits(f vorrang.folders)
returns boolean
language plpgsql stable
as $$
declare
    t vorrang.tickets;
    v vorrang.covers;
begin
    if f.kind <> 'ticket' then
        return false;
    end if;
    select * into t from vorrang.tickets x where x.number = f.ticket_number;
    v := vorrang.newest_cover(t.number, vorrang.cover_is_for_team(f, t));
    return v.id is not null and not exists (
        select from vorrang.folder_rows r where r.folder_id = f.id and r.cover_id = v.id and r.vanished_at is null);
end
$$;
comment on function vorrang.cover_waits is 'Is there a sheet for this Tickets/n that it does not show yet?';

create or replace function vorrang.take_wanted_cover(
    p_ticket bigint, p_now timestamptz, out ticket bigint, out team boolean, out exact boolean)
language plpgsql
as $$
begin
    select w.ticket_number, w.team into ticket, team
      from vorrang.covers_wanted w
     where (p_ticket is null or w.ticket_number = p_ticket) and w.not_before <= p_now
     order by w.id limit 1 for update skip locked;
    if ticket is not null then
        with gone as (
            delete from vorrang.covers_wanted w
             where w.id in (select x.id from vorrang.covers_wanted x
                             where x.ticket_number = take_wanted_cover.ticket and x.team = take_wanted_cover.team
                               for update skip locked)
            returning w.exact)
        select bool_or(gone.exact) into exact from gone;
    end if;
end
$$;

create or replace function vorrang_api.cover_job(
    p_agent bigint, p_folder text, p_now timestamptz default now())
returns table (ticket bigint, team boolean, job jsonb, unread_files bigint[])
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_only bigint;
    v_folder bigint;
    w record;
    v vorrang.covers;
    v_event bigint;
begin
    if p_folder is not null then
        v_folder := vorrang.use_folder((vorrang.desk_agent(p_agent)).id, p_folder, p_now);
        select f.ticket_number into v_only from vorrang.folders f where f.id = v_folder;
        if v_only is null then
            return;
        end if;
    end if;
    for i in 1..100 loop
        select * into w from vorrang.take_wanted_cover(v_only, p_now);
        exit when w.ticket is null;
        continue when not exists (select from vorrang.tickets t where t.number = w.ticket);
        select max(e.id) into v_event from vorrang.events e where e.ticket_number = w.ticket;
        job := vorrang.cover_facts(w.ticket, w.team, p_now);
        v := vorrang.newest_cover(w.ticket, w.team);
        if v.digest = vorrang.cover_digest(job) and (v.place = md5(coalesce(job->>'place', '')) or not w.exact) then
            update vorrang.covers x set checked_at = p_now, event_id = v_event where x.id = v.id;
            continue;
        end if;
        ticket := w.ticket;
        team := w.team;
        job := job || vorrang.cover_envelope(w.ticket) || jsonb_build_object('event', v_event);
        unread_files := array(select m.id from vorrang.messages m
            where m.ticket_number = w.ticket and m.files is null and m.kind not in ('source', 'recalled', 'alert') order by m.id);
        return next;
        return;
    end loop;
end
$$;
comment on function vorrang_api.cover_job is
    'The next cover sheet to write, with all that it says; nothing: none. With a folder: only that of this '
    'Tickets/n, which counts as used. What it took is wanted no more when the transaction commits.';

create or replace function vorrang.cover_digest(p_facts jsonb)
returns text
language sql immutable
as $$
    select md5((p_facts - array['place', 'as_of'] #- '{clocks,response,left}' #- '{clocks,resolution,left}')::text)
$$;
comment on function vorrang.cover_digest is
    'Of the facts without what passes by itself: a sheet that differs in nothing else is not written anew.';

create or replace function vorrang.cover_date(t vorrang.tickets)
returns timestamptz
language plpgsql stable
as $$
begin
    return (
        select date_trunc('second', least(t.received_at, (select min(m.at) from vorrang.messages m where m.ticket_number = t.number)))
            - interval '1 second');
end
$$;
comment on function vorrang.cover_date is
    'A second before the first message: sorted by date it stands first, as it does in the thread.';

create or replace function vorrang.cover_envelope(p_ticket bigint)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        select jsonb_build_object('message_id', vorrang.cover_id_of(t.number, c),
            'date', vorrang.iso(vorrang.cover_date(t)), 'note_address', vorrang.note_address(t, c))
        from vorrang.tickets t join vorrang.channels c on c.id = t.channel_id
        where t.number = p_ticket);
end
$$;

create or replace function vorrang.named_channels(p_own integer, p_facts jsonb)
returns integer[]
language sql stable
as $$
    select array_agg(distinct c.id)
    from vorrang.channels c
    where c.id = p_own
       or c.key in (select x->>'channel' from jsonb_array_elements(coalesce(p_facts->'tickets', '[]')) x)
$$;

create or replace function vorrang.recheck_covers(p_now timestamptz)
returns void
language sql
as $$
    insert into vorrang.covers_wanted (ticket_number, team, exact, not_before)
    select distinct v.ticket_number, v.team, false, p_now
      from vorrang.folder_rows r
      join vorrang.folders f on f.id = r.folder_id
      join vorrang.covers v on v.id = r.cover_id
      join vorrang.tickets t on t.number = v.ticket_number
     where r.vanished_at is null
       and (f.kept_until > p_now or (v.team and not v.channels <@ vorrang.cover_channels(t.channel_id)))
$$;
comment on function vorrang.recheck_covers is
    'The admin changed what sheets say: those that somebody has open are looked at anew, and those that name a ticket '
    'which not every reader may see any more. Until then may_read_cover keeps these from him.';

create or replace function vorrang_api.cover_written(
    p_ticket bigint, p_team boolean, p_facts jsonb, p_header bytea, p_body bytea, p_shown_size bigint,
    p_now timestamptz default now())
returns void
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    insert into covers (ticket_number, team, channels, made_at, checked_at, event_id, digest, place, header, body, shown_size)
    select t.number, p_team, case when p_team then named_channels(t.channel_id, p_facts) else '{}' end, p_now, p_now,
           (p_facts->>'event')::bigint, cover_digest(p_facts - array['message_id', 'date', 'note_address', 'event']),
           md5(coalesce(p_facts->>'place', '')), p_header, p_body, p_shown_size
      from tickets t where t.number = p_ticket;
    insert into known_message_ids (message_id, ticket_number)
    values (p_facts->>'message_id', p_ticket)
    on conflict do nothing;
    insert into ticket_changes (ticket_number) values (p_ticket);
end
$$;
comment on function vorrang_api.cover_written is
    'A revision of a sheet as vorrangd wrote it from the facts of cover_job, in the same transaction; the '
    'projector shows it.';

create or replace function vorrang_api.message_read(p_message bigint, p_files jsonb, p_words text)
returns void
language sql security definer set search_path = vorrang, pg_temp
as $$
    update messages set files = p_files, words = vorrang.stems(p_words) where id = p_message
$$;
comment on function vorrang_api.message_read is
    'What a message holds, read once: its files [{name, size}], and its writer''s own words, of which the stems are kept.';

create or replace function vorrang.tidy_covers(p_now timestamptz)
returns void
language sql
as $$
    delete from vorrang.covers v
     where v.made_at < p_now - interval '1 day'
       and not exists (select from vorrang.folder_rows r where r.cover_id = v.id)
$$;
comment on function vorrang.tidy_covers is
    'A revision lives as long as a row or tombstone shows it; one that nobody shows is written again when wanted.';

-- Time entries: what was worked on a ticket (TS-70). Nothing of one is overwritten: a correction is two new entries, the
-- first of which takes the wrong one back, so that the sum of all entries is right at any instant.

create or replace function vorrang.time_is_billable(p_ticket bigint)
returns boolean
language plpgsql stable
as $$
begin
    return (
        select t.entitlement <> 'entitled'
               or coalesce(coalesce(n.time, case when exists (select from vorrang.contingents c where c.contract_id = n.id)
                                                 then 'billable' end) = 'billable', false)
          from vorrang.tickets t
          left join vorrang.contracts n on n.id = t.contract_id
         where t.number = p_ticket);
end
$$;
comment on function vorrang.time_is_billable is
    'Is a ticket''s work billable where nobody says otherwise (SSC-04)? Not where a warranty, or a contract that includes work, '
    'covers it; a contract with a contingent does not.';

create or replace function vorrang.work_day(p_ticket bigint, p_started timestamptz)
returns date
language plpgsql stable
as $$
begin
    return (p_started at time zone coalesce(
        (select k.zone from vorrang.tickets t join vorrang.contracts n on n.id = t.contract_id
           join vorrang.calendars k on k.id = n.calendar_id where t.number = p_ticket),
        (select c.zone from vorrang.tickets t join vorrang.channels c on c.id = t.channel_id where t.number = p_ticket)))::date;
end
$$;
comment on function vorrang.work_day is 'The day of work in the zone of the ticket''s contract, else of its channel.';

create or replace function vorrang.draw_for(e vorrang.time_entries, p_now timestamptz)
returns integer
language plpgsql
as $$
declare
    v_contract integer := (select t.contract_id from vorrang.tickets t where t.number = e.ticket_number);
begin
    if not e.billable or e.minutes < 0 or v_contract is null then
        return 0;
    end if;
    return vorrang.draw_contingent(e.id, e.ticket_number, v_contract, vorrang.work_day(e.ticket_number, e.started_at), e.minutes, p_now);
end
$$;

create or replace function vorrang.book(e vorrang.time_entries, p_by text, p_via text)
returns bigint
language plpgsql
as $$
declare
    v_default boolean := vorrang.time_is_billable(e.ticket_number);
    v_drawn integer;
begin
    e.overridden := e.billable is not null;
    e.billable := coalesce(e.billable, v_default);
    e.started_at := date_trunc('minute', coalesce(e.started_at, e.at - make_interval(mins => e.minutes)));
    insert into vorrang.time_entries (
        ticket_number, agent_id, message, at, started_at, minutes, work_type_id, comment, billable, overridden, corrects)
    values (e.ticket_number, e.agent_id, e.message, e.at, e.started_at, e.minutes, e.work_type_id, coalesce(e.comment, ''),
            e.billable, e.overridden, e.corrects)
    returning * into e;
    v_drawn := vorrang.draw_for(e, e.at);
    perform vorrang.write_event(e.ticket_number, e.at, 'time', p_by, p_via, jsonb_build_object(
        'entry', e.id, 'minutes', e.minutes, 'billable', e.billable, 'corrects', e.corrects,
        'overridden', case when e.billable <> v_default then true end,
        'contingent', nullif(v_drawn, 0), 'beyond', case when v_drawn > 0 then nullif(e.minutes - v_drawn, 0) end));
    return e.id;
end
$$;
comment on function vorrang.book is
    'Writes an entry as given: billable null: as the ticket''s entitlement says, else the history tells that somebody said '
    'otherwise; started_at null: so long before at. Its contract''s contingents give what they have.';

create or replace function vorrang.entry_state(p_entry bigint)
returns text
language sql stable
as $$
    select case when e.minutes < 0 or exists (select from vorrang.time_entries x where x.corrects = e.id and x.minutes < 0)
                then 'corrected'
                when r.entry_id is null then 'recorded'
                when r.bill_id is null then 'released'
                else 'billed' end
      from vorrang.time_entries e
      left join vorrang.time_releases r on r.entry_id = e.id
     where e.id = p_entry
$$;
comment on function vorrang.entry_state is
    'recorded, released or billed (TS-71); corrected: taken back by a later entry, or such a one itself.';

create or replace function vorrang.refuse_locked(p_entry bigint)
returns void
language plpgsql
as $$
declare
    v_state text := vorrang.entry_state(p_entry);
begin
    if v_state = 'released' then
        perform vorrang.raise('VR002', format('time entry %s is released for billing', p_entry),
            format('take that back with `vorrang time release --back --entry %s`, then correct it', p_entry));
    elsif v_state = 'billed' then
        perform vorrang.raise('VR002', format('time entry %s is billed', p_entry),
            'void the bill with `vorrang bill void`, or book the difference as another entry');
    elsif v_state = 'corrected' then
        perform vorrang.raise('VR002', format('time entry %s is corrected already', p_entry),
            'correct what stands in its place: `vorrang time list` shows it');
    end if;
end
$$;

create or replace function vorrang.take_back(p_entry bigint, p_now timestamptz, p_by text, p_via text)
returns vorrang.time_entries
language plpgsql
as $$
declare
    e vorrang.time_entries;
    v_returned integer;
begin
    select * into e from vorrang.time_entries x where x.id = p_entry for no key update;
    perform vorrang.refuse_locked(e.id);
    v_returned := vorrang.return_contingent(e.id, p_now);
    insert into vorrang.time_entries (
        ticket_number, agent_id, at, started_at, minutes, work_type_id, comment, billable, overridden, corrects)
    values (e.ticket_number, e.agent_id, p_now, e.started_at, -e.minutes, e.work_type_id, e.comment, e.billable, e.overridden, e.id);
    perform vorrang.write_event(e.ticket_number, p_now, 'time-corrected', p_by, p_via, jsonb_build_object(
        'entry', e.id, 'minutes', -e.minutes, 'returned', nullif(v_returned, 0)));
    return e;
end
$$;
comment on function vorrang.take_back is
    'An entry counts no more: another takes its minutes back, and its contingents have theirs again. VR002: it is released, '
    'billed or corrected.';

create or replace function vorrang.corrected_start(p_old vorrang.time_entries, p_minutes integer)
returns timestamptz
language sql immutable
as $$
    select case when p_old.started_at + make_interval(mins => p_minutes) <= date_trunc('minute', p_old.at) then p_old.started_at
                else p_old.started_at + make_interval(mins => p_old.minutes - p_minutes) end
$$;
comment on function vorrang.corrected_start is
    'When the work of a corrected entry began, if nobody says: as before, or so much earlier that it ended as before.';

create or replace function vorrang.rebook(p_ticket bigint, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
declare
    e vorrang.time_entries;
    v_default boolean := vorrang.time_is_billable(p_ticket);
    v_count integer := 0;
begin
    for e in
        select * from vorrang.time_entries x
         where x.ticket_number = p_ticket and vorrang.entry_state(x.id) = 'recorded' order by x.id for no key update
    loop
        -- Looked at again with the entry locked: it may have been released while this waited for it.
        continue when vorrang.entry_state(e.id) <> 'recorded';
        v_count := v_count + 1;
        perform vorrang.return_contingent(e.id, p_now);
        if not e.overridden then
            e.billable := v_default;
            update vorrang.time_entries set billable = v_default where id = e.id;
        end if;
        perform vorrang.draw_for(e, p_now);
    end loop;
    if v_count > 0 then
        perform vorrang.write_event(p_ticket, p_now, 'time-rebooked', p_by, p_via, jsonb_build_object('entries', v_count));
    end if;
end
$$;
comment on function vorrang.rebook is
    'A ticket has another contract: what was booked on it and is not released counts as if booked now. Contingents give and get '
    'back; whether it is billable follows where nobody has said it.';

create or replace function vorrang.rebook_moved(p_from bigint, p_to bigint, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    if (select (f.contract_id, f.entitlement) is distinct from (t.contract_id, t.entitlement)
          from vorrang.tickets f, vorrang.tickets t where f.number = p_from and t.number = p_to) then
        perform vorrang.rebook(p_to, p_now, 'vorrang', 'clock');
    end if;
end
$$;
comment on function vorrang.rebook_moved is 'Entries came from another ticket: they are booked anew where another contract covers this one.';

create or replace function vorrang.last_booked(p_ticket bigint, p_agent integer)
returns bigint
language sql stable
as $$
    select max(e.id) from vorrang.time_entries e
     where e.ticket_number = p_ticket and e.agent_id = p_agent and vorrang.entry_state(e.id) = 'recorded'
$$;
comment on function vorrang.last_booked is 'What an agent has booked last on a ticket and may still be corrected; null: nothing.';

create or replace function vorrang.start_of_work(p_ticket bigint, p_minute integer, p_now timestamptz)
returns timestamptz
language plpgsql stable
as $$
declare
    v_zone text := (select c.zone from vorrang.tickets t join vorrang.channels c on c.id = t.channel_id where t.number = p_ticket);
    v_today date := (p_now at time zone v_zone)::date;
    v_start timestamptz := vorrang.local_instant(v_today, p_minute, v_zone);
begin
    return case when v_start > p_now then vorrang.local_instant(v_today - 1, p_minute, v_zone) else v_start end;
end
$$;
comment on function vorrang.start_of_work is 'The latest instant, not after now, at which the channel''s clocks showed so many minutes since midnight.';

create or replace function vorrang.entry_of_lines(
    p_ticket bigint, a vorrang.agents, p_message bigint, p_facts jsonb, p_minutes integer, p_now timestamptz)
returns vorrang.time_entries
language plpgsql stable
as $$
declare
    e vorrang.time_entries;
    v_word text;
begin
    e.ticket_number := p_ticket;
    e.agent_id := a.id;
    e.message := p_message;
    e.at := p_now;
    e.minutes := p_minutes;
    e.comment := coalesce(p_facts->>'time_comment', '');
    v_word := split_part(e.comment, ' ', 1);
    e.work_type_id := (select w.id from vorrang.work_types w where w.key = lower(v_word));
    if e.work_type_id is not null then
        e.comment := trim(substr(e.comment, length(v_word) + 1));
    end if;
    if p_facts->>'time_start' is not null then
        e.started_at := vorrang.start_of_work(p_ticket, (p_facts->>'time_start')::integer, p_now);
    end if;
    e.billable := (select vorrang.yes_or_no(l.args) from vorrang.lines_of(p_facts) l where l.word = 'bill' limit 1);
    return e;
end
$$;

create or replace function vorrang.correct_time(
    p_ticket bigint, a vorrang.agents, p_message bigint, p_facts jsonb, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_old vorrang.time_entries := vorrang.take_back(vorrang.last_booked(p_ticket, a.id), p_now, a.key, 'smtp');
    e vorrang.time_entries := vorrang.entry_of_lines(p_ticket, a, p_message, p_facts, (p_facts->>'time_minutes')::integer, p_now);
begin
    if e.minutes = 0 then
        return;
    end if;
    e.corrects := v_old.id;
    e.started_at := coalesce(e.started_at, vorrang.corrected_start(v_old, e.minutes));
    e.billable := coalesce(e.billable, case when v_old.overridden then v_old.billable end);
    if coalesce(p_facts->>'time_comment', '') = '' then
        e.comment := v_old.comment;
        e.work_type_id := v_old.work_type_id;
    end if;
    perform vorrang.book(e, a.key, 'smtp');
end
$$;
comment on function vorrang.correct_time is
    'The line #correct: another time in the place of what the agent booked last on the ticket; what it does not say stays; 0: none.';

create or replace function vorrang.book_time(
    p_ticket bigint, a vorrang.agents, p_message bigint, p_facts jsonb, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_minutes integer := coalesce((p_facts->>'time_minutes')::integer, vorrang.automatic_minutes(p_ticket, a.id, p_message, p_now));
begin
    if vorrang.has_line(p_facts, 'correct') then
        perform vorrang.correct_time(p_ticket, a, p_message, p_facts, p_now);
    elsif v_minutes is not null then
        perform vorrang.book(vorrang.entry_of_lines(p_ticket, a, p_message, p_facts, v_minutes, p_now), a.key, 'smtp');
    end if;
end
$$;
comment on function vorrang.book_time is
    'Books the time of #time, else the channel''s automatic one; #correct corrects. A work type as first word of its text is one; '
    '#bill says whether it is billable, and the history that it did (SSC-04). A start is the latest such time that is past.';

create or replace function vorrang.automatic_minutes(p_ticket bigint, p_agent integer, p_message bigint, p_now timestamptz)
returns integer
language plpgsql stable
as $$
declare
    v_limit integer := (
        select c.auto_time_minutes from vorrang.tickets t join vorrang.channels c on c.id = t.channel_id
         where t.number = p_ticket);
    v_read timestamptz;
begin
    if v_limit is null or not exists (select from vorrang.messages m where m.id = p_message and m.kind = 'source') then
        return null;
    end if;
    select max(r.at) into v_read
      from vorrang.reads r join vorrang.messages m on m.id = r.message_id
     where m.ticket_number = p_ticket and r.agent_id = p_agent and m.direction = 'in' and r.at <= p_now;
    return least(greatest(ceil(extract(epoch from p_now - v_read) / 60), 1), v_limit);
end
$$;
comment on function vorrang.automatic_minutes is
    'Of a reply without #time, where the channel books by itself: from the agent''s reading of the customer''s last mail to his '
    'sending, at most so long as the channel says; null: nothing is booked.';

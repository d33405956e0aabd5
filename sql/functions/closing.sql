-- A ticket's end, and what happens while it waits for the customer: reminders, then the end too.

create or replace function vorrang.is_mailable(p_address text)
returns boolean
language sql stable
as $$
    select position('@' in p_address) > 0
       and not exists (
           select from vorrang.channels c
           where split_part(c.address, '@', 2) = split_part(p_address, '@', 2) and vorrang.takes_mail(c.intake))
$$;
comment on function vorrang.is_mailable is 'May the desk write to this address of itself? Never to its own domains.';

create or replace function vorrang.customer_is_mailable(t vorrang.tickets)
returns boolean
language sql stable
as $$
    select t.status <> 'spam'
       and t.unaccepted is null
       and not t.internal
       and vorrang.is_mailable(t.sender_address)
       and coalesce((select m.machine = '' from vorrang.messages m
                      where m.ticket_number = t.number order by m.id limit 1), false)
$$;
comment on function vorrang.customer_is_mailable is
    'May a ticket''s customer be told of its end, or be reminded? Not where a machine opened it, nor of an '
    'internal one, nor while he knows no number.';

create or replace function vorrang.tell_customer(
    t vorrang.tickets, p_kind text, p_now timestamptz, p_detail jsonb default '{}')
returns boolean
language plpgsql
as $$
begin
    if not vorrang.customer_is_mailable(t) then
        return false;
    end if;
    insert into vorrang.outbox (ticket_number, kind, source_message, recipients, detail, not_before, created_at)
    select t.number, p_kind, null, array[t.sender_address],
           jsonb_build_object('known', t.trust <> 'unverified') || p_detail,
           p_now + make_interval(secs => c.undo_seconds), p_now
      from vorrang.channels c where c.id = t.channel_id;
    return true;
end
$$;
comment on function vorrang.tell_customer is
    'A mail of the desk''s own words to the customer (closing, reminder, contingent), after the channel''s undo '
    'seconds. False: he cannot be written to.';

create or replace function vorrang.recall_mail(p_ticket bigint, p_kinds text[], p_now timestamptz)
returns void
language plpgsql
as $$
declare
    o vorrang.outbox;
begin
    for o in
        update vorrang.outbox x set state = 'recalled'
         where x.ticket_number = p_ticket and x.kind = any (p_kinds)
           and x.state = 'waiting' and x.accepted_attempt is null
        returning x.*
    loop
        perform vorrang.write_event(p_ticket, p_now, 'recalled', 'vorrang', 'outbox',
            jsonb_build_object('outbox', o.id, 'kind', o.kind));
    end loop;
end
$$;
comment on function vorrang.recall_mail is 'What has not left and says what is no longer so: a closing mail after reopening, a reminder after an '
    'answer, any mail of what turned out to be spam.';

create or replace function vorrang.close_ticket(
    p_ticket bigint, p_reason text, p_tell boolean, p_now timestamptz, p_by text, p_via text)
returns boolean
language plpgsql
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if vorrang.is_closed(t.status)
       or not vorrang.set_status(p_ticket, case when p_reason in ('solved', 'reached') then 'solved' else 'closed' end,
               p_now, p_by, p_via, jsonb_build_object('reason', p_reason)) then
        return false;
    end if;
    if p_tell and (select c.close_notice from vorrang.channels c where c.id = t.channel_id) then
        perform vorrang.tell_customer(t, 'closing', p_now,
            jsonb_build_object('unanswered', p_reason = 'no-answer'));
    end if;
    return true;
end
$$;
comment on function vorrang.close_ticket is
    'Ends a ticket. p_reason: solved, unsolved, quiet, no-answer, merged, recovered, of a callback its outcome. p_tell: the customer gets the '
    'closing mail, unless the channel says no (CC-15). False: it was closed already, and nothing is sent.';

create or replace function vorrang.open_day_after(p_calendar integer, p_from timestamptz, p_days integer)
returns timestamptz
language sql stable
as $$
    select coalesce(
        (select x.opens_at
         from (select distinct on (d.day) d.day, d.opens_at
               from (select i.opens_at, (i.opens_at at time zone k.zone)::date as day,
                            (p_from at time zone k.zone)::date as today
                     from vorrang.calendar_intervals i
                     join vorrang.calendars k on k.id = i.calendar_id
                     where i.calendar_id = p_calendar
                       and i.opens_at > p_from
                       and i.opens_at < p_from + make_interval(days => 60 + 14 * p_days)) d
               where d.day > d.today
               order by d.day, d.opens_at) x
         order by x.day
         offset p_days - 1
         limit 1),
        p_from + make_interval(days => p_days))
$$;
comment on function vorrang.open_day_after is
    'When the p_days-th day with opening hours after the day of p_from opens; round the clock: p_days later.';

create or replace function vorrang.first_reminder(t vorrang.tickets, p_now timestamptz)
returns timestamptz
language sql stable
as $$
    select vorrang.open_day_after(t.calendar_id, p_now, c.remind_days)
    from vorrang.channels c
    where c.id = t.channel_id and c.remind_days > 0
$$;
comment on function vorrang.first_reminder is 'When a ticket that waits from now on is to be reminded of; null: never.';

create or replace function vorrang.remind(t vorrang.tickets, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    c vorrang.channels;
begin
    select * into strict c from vorrang.channels x where x.id = t.channel_id;
    if c.remind_days = 0 then
        update vorrang.tickets set remind_at = null where number = t.number;
    elsif t.reminders >= c.remind_times then
        perform vorrang.close_ticket(t.number, 'no-answer', true, p_now, 'vorrang', 'clock');
    else
        update vorrang.tickets
           set reminders = t.reminders + 1,
               remind_at = vorrang.open_day_after(t.calendar_id, p_now, c.remind_days)
         where number = t.number;
        if vorrang.tell_customer(t, 'reminder', p_now,
               jsonb_build_object('last', t.reminders + 1 >= c.remind_times)) then
            perform vorrang.write_event(t.number, p_now, 'reminded', 'vorrang', 'clock',
                jsonb_build_object('n', t.reminders + 1));
        end if;
    end if;
end
$$;
comment on function vorrang.remind is
    'A waiting ticket''s reminder is due: one more mail, or after the last one the end (TS-65).';

-- Dues computed anew from receipt, with all pauses, whatever changes: SLA, targets, calendar, class, priority, type.

create or replace function vorrang.resolution_due_of(t vorrang.tickets)
returns timestamptz
language plpgsql stable
as $$
declare
    v_from timestamptz := t.received_at;
    v_left double precision := t.resolution_seconds;
    v_ran double precision;
    p vorrang.ticket_pauses;
begin
    for p in select * from vorrang.ticket_pauses x where x.ticket_number = t.number order by x.paused_at loop
        v_ran := vorrang.open_seconds_between(t.calendar_id, v_from, p.paused_at);
        exit when v_ran >= v_left;
        v_left := v_left - v_ran;
        v_from := p.resumed_at;
    end loop;
    return vorrang.deadline(t.calendar_id, v_from, v_left);
end
$$;
comment on function vorrang.resolution_due_of is
    'When the resolution is due: the promised open time from receipt on, without the pauses that came before it was '
    'used up. While a pause lasts: as it stood when it began.';

create or replace function vorrang.recompute_ticket(p_ticket bigint, p_now timestamptz, p_by text, p_via text, p_why text)
returns boolean
language plpgsql
as $$
declare
    t vorrang.tickets;
    n vorrang.tickets;
    v record;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if t.status = 'spam' then
        return false;
    end if;
    n := t;
    select * into v from vorrang.promised(t.sla_id, t.class, t.priority, t.type);
    n.response_seconds := v.response_seconds;
    n.resolution_seconds := v.resolution_seconds;
    if t.response_running then
        n.response_due := vorrang.deadline(t.calendar_id, t.response_started_at, n.response_seconds);
        n.response_missed := t.response_missed and n.response_due <= p_now;
    end if;
    if t.resolution_running or t.closed_at is null then
        n.resolution_due := vorrang.resolution_due_of(n);
        n.resolution_missed := t.resolution_missed and n.resolution_due <= coalesce(t.paused_at, p_now);
    end if;
    if (n.response_seconds, n.resolution_seconds, n.response_due, n.resolution_due)
       = (t.response_seconds, t.resolution_seconds, t.response_due, t.resolution_due) then
        -- What is left of a calendar may differ though both dues are where they were.
        perform vorrang.set_lights(p_ticket, p_now);
        return false;
    end if;
    update vorrang.tickets
       set response_seconds = n.response_seconds, resolution_seconds = n.resolution_seconds,
           response_due = n.response_due, response_missed = n.response_missed,
           resolution_due = n.resolution_due, resolution_missed = n.resolution_missed
     where number = p_ticket;
    perform vorrang.set_lights(p_ticket, p_now);
    if (n.response_due, n.resolution_due) <> (t.response_due, t.resolution_due) then
        perform vorrang.write_event(p_ticket, p_now, 'dues', p_by, p_via, jsonb_build_object(
            'why', p_why,
            'response', case when n.response_due <> t.response_due then vorrang.iso(n.response_due) end,
            'resolution', case when n.resolution_due <> t.resolution_due then vorrang.iso(n.resolution_due) end));
    end if;
    perform vorrang.touch(p_ticket, p_now);
    return true;
end
$$;
comment on function vorrang.recompute_ticket is
    'Targets and dues as if what holds now had held since receipt; a target counts as missed only while its new due is '
    'past. False: they are what they were.';

create or replace function vorrang.recompute_tickets(p_tickets bigint[], p_now timestamptz, p_by text, p_why text)
returns integer
language plpgsql
as $$
declare
    v_ticket bigint;
begin
    if cardinality(p_tickets) > 200 then
        insert into vorrang.recomputes (ticket_number, by, why)
        select x, p_by, p_why from unnest(p_tickets) x
        on conflict (ticket_number) do update set by = excluded.by, why = excluded.why;
    else
        for v_ticket in select x from unnest(p_tickets) x order by x loop
            perform vorrang.recompute_ticket(v_ticket, p_now, p_by, 'cli', p_why);
        end loop;
    end if;
    return cardinality(p_tickets);
end
$$;
comment on function vorrang.recompute_tickets is
    'Computes these open tickets anew, and says how many they are; more than 200 are left to vorrangd, which takes '
    'them in batches, so that no mail waits for their locks.';

create or replace function vorrang.run_recomputes(p_limit integer, p_now timestamptz)
returns integer
language plpgsql
as $$
declare
    w vorrang.recomputes;
    v_count integer := 0;
begin
    for w in
        delete from vorrang.recomputes x
         where x.ticket_number in (
               select r.ticket_number from vorrang.recomputes r
                 join vorrang.tickets t on t.number = r.ticket_number
                order by r.ticket_number limit p_limit
                  for no key update of t skip locked)
        returning x.*
    loop
        perform vorrang.recompute_ticket(w.ticket_number, p_now, w."by", 'cli', w.why);
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$$;
comment on function vorrang.run_recomputes is 'A batch of what recompute_tickets left; says how many.';

create or replace function vorrang.open_tickets_of(p_sla integer default null, p_calendar integer default null)
returns bigint[]
language plpgsql stable
as $$
begin
    return array(
        select t.number from vorrang.tickets t
         where t.closed_at is null
           and (p_sla is null or t.sla_id = p_sla)
           and (p_calendar is null or t.calendar_id = p_calendar)
         order by t.number);
end
$$;
comment on function vorrang.open_tickets_of is 'What is open under an SLA, or by a calendar.';

create or replace function vorrang.change_sla(
    p_ticket bigint, p_sla integer, p_calendar integer, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
begin
    update vorrang.tickets set sla_id = coalesce(own_sla_id, p_sla), calendar_id = p_calendar
     where number = p_ticket and (sla_id, calendar_id) <> (coalesce(own_sla_id, p_sla), p_calendar);
    if found then
        perform vorrang.recompute_ticket(p_ticket, p_now, p_by, p_via, 'sla');
    end if;
end
$$;
comment on function vorrang.change_sla is
    'Another SLA and calendar from receipt on; a ticket that has an SLA of its own keeps that.';

create or replace function vorrang.set_own_sla(p_ticket bigint, p_sla integer, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    s record;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if t.own_sla_id is not distinct from p_sla then
        return;
    end if;
    select * into strict s
      from vorrang.sla_for(case when t.trust <> 'unverified' then t.customer_id end, t.asset_id, t.channel_id, t.received_at);
    update vorrang.tickets set own_sla_id = p_sla where number = p_ticket;
    perform vorrang.write_event(p_ticket, p_now, 'sla', p_by, p_via, jsonb_build_object(
        'from', (select x.key from vorrang.slas x where x.id = t.sla_id),
        'to', (select x.key from vorrang.slas x where x.id = coalesce(p_sla, s.sla_id)),
        'own', p_sla is not null));
    perform vorrang.change_sla(p_ticket, s.sla_id, s.calendar_id, p_now, p_by, p_via);
    perform vorrang.touch(p_ticket, p_now);
end
$$;
comment on function vorrang.set_own_sla is
    'An SLA for this one ticket, in the hours its customer has (TS-23); null: what the customer is promised again. Both '
    'from receipt on.';

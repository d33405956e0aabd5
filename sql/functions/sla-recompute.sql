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

create or replace function vorrang.clocks_anew(
    t vorrang.tickets, p_now timestamptz,
    out response_seconds bigint, out resolution_seconds bigint, out response_due timestamptz, out response_missed boolean,
    out resolution_due timestamptz, out resolution_missed boolean,
    out light text, out amber_at timestamptz, out red_at timestamptz, out clock_at timestamptz)
language plpgsql stable
as $$
declare
    n vorrang.tickets := t;
begin
    select v.response_seconds, v.resolution_seconds into n.response_seconds, n.resolution_seconds
      from vorrang.promised(t.sla_id, t.class, t.priority, t.type) v;
    if t.response_running then
        n.response_due := vorrang.deadline(t.calendar_id, t.response_started_at, n.response_seconds);
        n.response_missed := t.response_missed and n.response_due <= p_now;
    end if;
    if t.resolution_running or t.closed_at is null then
        n.resolution_due := vorrang.resolution_due_of(n);
        n.resolution_missed := t.resolution_missed and n.resolution_due <= coalesce(t.paused_at, p_now);
    end if;
    response_seconds := n.response_seconds;
    resolution_seconds := n.resolution_seconds;
    response_due := n.response_due;
    response_missed := n.response_missed;
    resolution_due := n.resolution_due;
    resolution_missed := n.resolution_missed;
    select l.light, l.amber_at, l.red_at, l.clock_at into light, amber_at, red_at, clock_at from vorrang.lights_of(n, p_now) l;
end
$$;
comment on function vorrang.clocks_anew is
    'What a ticket''s clocks say if what holds now had held since receipt; a target counts as missed only while its new due is past.';

create or replace function vorrang.recompute(p_tickets bigint[], p_now timestamptz, p_by text, p_via text, p_why text)
returns integer
language plpgsql
as $$
declare
    v_changed integer;
begin
    -- One statement for all of them: there may be a hundred thousand.
    with anew as materialized (
        select t.number, t.response_due as response_was, t.resolution_due as resolution_was,
               (t.response_seconds, t.resolution_seconds, t.response_due, t.resolution_due)
                   is distinct from (n.response_seconds, n.resolution_seconds, n.response_due, n.resolution_due) as promised, n.*
          from vorrang.tickets t
         cross join lateral vorrang.clocks_anew(t, p_now) n
         where t.number = any (p_tickets) and t.status <> 'spam'),
    updated as (
        update vorrang.tickets x
           set response_seconds = a.response_seconds, resolution_seconds = a.resolution_seconds,
               response_due = a.response_due, response_missed = a.response_missed,
               resolution_due = a.resolution_due, resolution_missed = a.resolution_missed,
               light = a.light, amber_at = a.amber_at, red_at = a.red_at, clock_at = a.clock_at,
               changed_at = case when a.promised then greatest(x.changed_at, p_now) else x.changed_at end
          from anew a
         where x.number = a.number
           -- What is left of a calendar may differ though both dues are where they were.
           and (a.promised or (x.light, x.amber_at, x.red_at, x.clock_at) is distinct from (a.light, a.amber_at, a.red_at, a.clock_at))),
    said as (
        insert into vorrang.events (ticket_number, at, kind, by, via, detail)
        select a.number, p_now, 'dues', p_by, p_via, jsonb_strip_nulls(jsonb_build_object(
                   'why', p_why,
                   'response', case when a.response_due <> a.response_was then vorrang.iso(a.response_due) end,
                   'resolution', case when a.resolution_due <> a.resolution_was then vorrang.iso(a.resolution_due) end))
          from anew a
         where (a.response_due, a.resolution_due) <> (a.response_was, a.resolution_was)
         order by a.number),
    changed as (
        insert into vorrang.ticket_changes (ticket_number) select a.number from anew a where a.promised order by a.number
        returning 1)
    select count(*) into v_changed from changed;
    return v_changed;
end
$$;
comment on function vorrang.recompute is
    'Targets, dues and lights of these tickets, which the caller has locked, as clocks_anew has them; says how many have '
    'others than before. Junk has none.';

create or replace function vorrang.recompute_ticket(p_ticket bigint, p_now timestamptz, p_by text, p_via text, p_why text)
returns boolean
language plpgsql
as $$
begin
    perform from vorrang.tickets t where t.number = p_ticket for no key update;
    return vorrang.recompute(array[p_ticket], p_now, p_by, p_via, p_why) > 0;
end
$$;
comment on function vorrang.recompute_ticket is 'One ticket''s clocks anew. False: they are what they were.';

create or replace function vorrang.recompute_tickets(p_tickets bigint[], p_now timestamptz, p_by text, p_why text)
returns integer
language plpgsql
as $$
begin
    if cardinality(p_tickets) > 200 then
        insert into vorrang.recomputes (ticket_number, by, why)
        select x, p_by, p_why from unnest(p_tickets) x
        on conflict (ticket_number) do update set by = excluded.by, why = excluded.why;
    else
        perform from vorrang.tickets t where t.number = any (p_tickets) order by t.number for no key update;
        perform vorrang.recompute(p_tickets, p_now, p_by, 'cli', p_why);
    end if;
    return cardinality(p_tickets);
end
$$;
comment on function vorrang.recompute_tickets is
    'Computes these open tickets anew, and says how many they are; more than 200 are left to vorrangd, which takes '
    'them in batches, so that no mail waits for their locks.';

create or replace function vorrang_api.recomputes_run(p_limit integer, p_now timestamptz default now())
returns integer
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    w vorrang.recomputes;
    v_tickets bigint[];
begin
    select * into w from vorrang.recomputes x order by x.ticket_number limit 1;
    if not found then
        return 0;
    end if;
    v_tickets := array(select x.ticket_number from vorrang.recomputes x
                        where x."by" = w."by" and x.why = w.why order by x.ticket_number limit p_limit for update skip locked);
    -- Whoever has one of them has it for a moment; it is of the next batch.
    v_tickets := array(select t.number from vorrang.tickets t where t.number = any (v_tickets) order by t.number for no key update skip locked);
    perform vorrang.recompute(v_tickets, p_now, w."by", 'cli', w.why);
    delete from vorrang.recomputes x where x.ticket_number = any (v_tickets);
    return cardinality(v_tickets);
end
$$;
comment on function vorrang_api.recomputes_run is 'A batch of what recompute_tickets left; says how many.';

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

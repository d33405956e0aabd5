-- A ticket's two clocks. A due is an instant; pausing keeps it as it stood, resuming shifts it by the
-- open time that passed.

create or replace function vorrang.effective_due(p_ticket vorrang.tickets)
returns timestamptz
language sql immutable
as $$
    select case
        when p_ticket.response_running then p_ticket.response_due
        when p_ticket.resolution_running and p_ticket.paused_at is null then p_ticket.resolution_due
    end
$$;
comment on function vorrang.effective_due is
    'The instant that counts now: response due while that clock runs, else resolution due; null while '
    'no clock runs (paused, closed, spam).';

create or replace function vorrang.timed_steps(t vorrang.tickets, p_now timestamptz)
returns table (step vorrang.escalations, due timestamptz)
language plpgsql stable
as $$
declare
    s vorrang.escalations;
begin
    if t.status not in ('new', 'in-progress') then
        return;
    end if;
    for s in select * from vorrang.escalations e where e.channel_id = t.channel_id and e.after_seconds is not null order by e.level loop
        step := s;
        if s.at = 'silent' then
            due := vorrang.deadline(t.calendar_id, coalesce(
                (select e.at from vorrang.events e where e.ticket_number = t.number and e.via <> 'clock' order by e.at desc limit 1),
                t.received_at, p_now), s.after_seconds);
        else
            continue when t.escalated_at is null or t.escalation_level <> s.level - 1 or t.light not in ('amber', 'red');
            due := vorrang.deadline(t.calendar_id, t.escalated_at, s.after_seconds);
        end if;
        if not exists (select from vorrang.ticket_steps x
                        where x.ticket_number = t.number and x.escalation_id = s.id and x.due = timed_steps.due) then
            return next;
        end if;
    end loop;
end
$$;
comment on function vorrang.timed_steps is
    'Steps of the ticket''s channel that are due by time alone, and when: so much open time after the step before (of the '
    'first one: after the step that brought it here) while it is still late, and so much without any event but the clock''s '
    'own. Only while it is with us.';

create or replace function vorrang.lights_of(
    t vorrang.tickets, p_now timestamptz,
    out light text, out amber_at timestamptz, out red_at timestamptz, out clock_at timestamptz)
language plpgsql stable
as $$
declare
    v_due timestamptz := vorrang.effective_due(t);
    v_total double precision;
    v_sum double precision;
begin
    if v_due is not null then
        v_total := case when t.response_running then t.response_seconds else t.resolution_seconds end;
        v_sum := vorrang.open_seconds_until(t.calendar_id, v_due);
        select vorrang.instant_at_open_seconds(t.calendar_id, v_sum - x.amber),
               vorrang.instant_at_open_seconds(t.calendar_id, v_sum - least(x.amber, coalesce(c.red_seconds, v_total * c.red_percent / 100)))
          into amber_at, red_at
          from vorrang.channels c
          cross join lateral (select least(v_total, coalesce(c.amber_seconds, v_total * c.amber_percent / 100)) as amber) x
         where c.id = t.channel_id;
    end if;
    light := case
        when t.closed_at is not null then 'none'
        when v_due is null then 'paused'
        when p_now >= red_at then 'red'
        when p_now >= amber_at then 'amber'
        else 'green'
    end;
    clock_at := least(
        case when light = 'green' then amber_at end,
        case when light = 'amber' then red_at end,
        case when t.response_running and not t.response_missed and t.status <> 'triage' then t.response_due end,
        case when t.resolution_running and t.paused_at is null and not t.resolution_missed and t.status <> 'triage'
             then t.resolution_due end,
        case t.status when 'waiting' then t.remind_at when 'hold' then t.held_until end);
    t.light := light;
    clock_at := least(clock_at, (select min(s.due) from vorrang.timed_steps(t, p_now) s));
end
$$;
comment on function vorrang.lights_of is
    'A ticket''s light, the instants of its next ones, and when the clock has something to do for it: in triage '
    'nothing but the light. Red never comes before amber, and amber not before the promise begins.';

create or replace function vorrang.set_lights(p_ticket bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    update vorrang.tickets
       set (light, amber_at, red_at, clock_at) = (select l.* from vorrang.lights_of(t, p_now) l)
     where number = p_ticket;
end
$$;
comment on function vorrang.set_lights is
    'Computes light, its next instants and clock_at anew, after anything that moves a clock.';

create or replace function vorrang.pause_resolution(p_ticket bigint, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    update vorrang.tickets set paused_at = p_now where number = p_ticket and paused_at is null;
end
$$;

create or replace function vorrang.resume_resolution(p_ticket bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if t.paused_at is null then
        return;
    end if;
    if p_now > t.paused_at then
        insert into vorrang.ticket_pauses (ticket_number, paused_at, resumed_at) values (p_ticket, t.paused_at, p_now)
        on conflict (ticket_number, paused_at) do update set resumed_at = greatest(ticket_pauses.resumed_at, p_now);
    end if;
    update vorrang.tickets
       set resolution_due = case
               when resolution_due <= paused_at then resolution_due
               else vorrang.deadline(calendar_id, p_now,
                   vorrang.open_seconds_between(calendar_id, paused_at, resolution_due))
           end,
           paused_at = null
     where number = p_ticket;
end
$$;
comment on function vorrang.resume_resolution is
    'The resolution clock goes on with the open time that was left when it was paused; the pause is kept, for '
    'resolution_due_of.';

create or replace function vorrang.start_response(p_ticket bigint, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    update vorrang.tickets t
       set response_running = true,
           response_missed = false,
           response_started_at = p_now,
           response_due = vorrang.deadline(t.calendar_id, p_now, t.response_seconds)
     where t.number = p_ticket
       and not t.response_running;
end
$$;
comment on function vorrang.start_response is
    'The customer waits for an answer again. A running clock is left alone: reminders move nothing (TS-21).';

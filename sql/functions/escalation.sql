-- What the clock does. vorrangd keeps no timer per ticket: it asks for the earliest instant and runs
-- what is due, each ticket claimed for itself.

create or replace function vorrang_api.clock_next_at(p_now timestamptz default now())
returns timestamptz
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
begin
    return least(
        (select t.clock_at from tickets t where t.clock_at is not null order by t.clock_at limit 1),
        (select min(least(g.starts_at, g.ends_at)) from member_grants g),
        vorrang.next_absence_at(),
        (select min(a.shift_ends_at) from agents a),
        vorrang.next_brief(),
        vorrang.next_digest(),
        vorrang.next_task_at());
end
$$;
comment on function vorrang_api.clock_next_at is 'The earliest instant at which a ticket''s clock is due, a membership begins or ends, an absence begins, a shift ends, a brief or a digest is due, or a task''s day begins.';

create or replace function vorrang.clock_of(t vorrang.tickets)
returns text
language sql immutable
as $$
    select case when t.response_running then 'response' when t.resolution_running and t.paused_at is null then 'resolution' end
$$;
comment on function vorrang.clock_of is 'Which clock counts now; null: none.';

create or replace function vorrang.run_clock_of(p_ticket bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_old_light text;
    v_clock text;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    v_old_light := t.light;
    v_clock := vorrang.clock_of(t);
    if t.status <> 'triage' and t.response_running and not t.response_missed and t.response_due <= p_now then
        update vorrang.tickets set response_missed = true where number = p_ticket;
        perform vorrang.escalate(p_ticket, 'response-due', 'response', t.response_due, p_now);
    end if;
    if t.status <> 'triage' and t.resolution_running and t.paused_at is null and not t.resolution_missed
       and t.resolution_due <= p_now then
        update vorrang.tickets set resolution_missed = true where number = p_ticket;
        perform vorrang.escalate(p_ticket, 'resolution-due', 'resolution', t.resolution_due, p_now);
    end if;
    if t.status = 'waiting' and t.remind_at <= p_now then
        perform vorrang.remind(t, p_now);
    elsif t.status = 'hold' and t.held_until <= p_now then
        perform vorrang.set_status(p_ticket, 'in-progress', p_now, 'vorrang', 'clock');
    end if;
    perform vorrang.set_lights(p_ticket, p_now);
    select * into strict t from vorrang.tickets where number = p_ticket;
    if t.light <> v_old_light then
        if t.light in ('amber', 'red') then
            perform vorrang.write_event(p_ticket, p_now, t.light, 'vorrang', 'clock',
                jsonb_build_object('due', vorrang.iso(vorrang.effective_due(t)), 'clock', vorrang.clock_of(t)));
        end if;
        if v_old_light = 'green' and t.light in ('amber', 'red') and t.status <> 'triage' then
            perform vorrang.escalate(p_ticket, 'amber', v_clock, t.amber_at, p_now);
        end if;
        perform vorrang.touch(p_ticket, p_now);
    end if;
    perform vorrang.run_timed_steps(p_ticket, p_now);
end
$$;
comment on function vorrang.run_clock_of is
    'Carries out what is due on one ticket''s clocks: missed targets, escalation, lights. Once each; in triage '
    'lights alone, the rest when it is accepted.';

create or replace function vorrang.run_timed_steps(p_ticket bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    x record;
begin
    select s.step, s.due into x
      from vorrang.tickets t cross join lateral vorrang.timed_steps(t, p_now) s
     where t.number = p_ticket and s.due <= p_now
     order by s.due limit 1;
    if found then
        perform vorrang.take_step(p_ticket, x.step, null, x.due, p_now);
        perform vorrang.set_lights(p_ticket, p_now);
    elsif exists (select from vorrang.tickets t where t.number = p_ticket and t.clock_at <= p_now) then
        -- Something happened since: the silence began anew.
        perform vorrang.set_lights(p_ticket, p_now);
    end if;
end
$$;
comment on function vorrang.run_timed_steps is
    'Takes the step that is due some time after the one before, or because nothing happened; the next one, if it is due '
    'too, in the next turn.';

create or replace function vorrang.escalate(
    p_ticket bigint, p_at text, p_clock text, p_due timestamptz, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    s vorrang.escalations;
    v_channel integer := (select t.channel_id from vorrang.tickets t where t.number = p_ticket);
begin
    for s in
        select * from vorrang.escalations e where e.channel_id = v_channel and e.at = p_at order by e.level
    loop
        exit when v_channel <> (select t.channel_id from vorrang.tickets t where t.number = p_ticket);
        perform vorrang.take_step(p_ticket, s, p_clock, p_due, p_now);
    end loop;
end
$$;
comment on function vorrang.escalate is
    'The steps of the ticket''s channel for this instant, in their order, until one hands it over.';

create or replace function vorrang.step_detail(p_step vorrang.escalations, p_clock text, p_due timestamptz)
returns jsonb
language sql immutable
as $$
    select jsonb_strip_nulls(jsonb_build_object('level', p_step.level, 'step', p_step.at, 'clock', p_clock, 'missed', vorrang.iso(p_due)))
$$;
comment on function vorrang.step_detail is 'What whoever is told of a step is told of it: which one, which clock it was, and what was missed.';

create or replace function vorrang.take_step(
    p_ticket bigint, s vorrang.escalations, p_clock text, p_due timestamptz, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    insert into vorrang.ticket_steps (ticket_number, escalation_id, due, at) values (p_ticket, s.id, p_due, p_now)
    on conflict do nothing;
    if not found then
        return;
    end if;
    perform vorrang.write_event(p_ticket, p_now, 'escalated', 'vorrang', 'clock',
        jsonb_build_object(
            'level', s.level, 'at', s.at, 'clock', p_clock, 'due', vorrang.iso(p_due),
            'owner', (select key from vorrang.agents where id = t.owner_id),
            'from', (select key from vorrang.channels where id = t.channel_id),
            'to', (select key from vorrang.channels where id = s.to_channel_id)));
    if s.release_owner then
        perform vorrang.set_owner(p_ticket, null, p_now, 'vorrang', 'clock');
    end if;
    if s.to_responsible and t.responsible_id is not null then
        perform vorrang.set_owner(p_ticket, t.responsible_id, p_now, 'vorrang', 'clock');
    end if;
    if s.to_channel_id is not null then
        perform vorrang.set_channel(p_ticket, s.to_channel_id, p_now, 'vorrang', 'clock');
    end if;
    if s.raise_priority and t.priority < 1 then
        update vorrang.tickets set priority = t.priority + 1 where number = p_ticket;
        perform vorrang.write_event(p_ticket, p_now, 'priority', 'vorrang', 'clock',
            jsonb_build_object('from', t.priority, 'to', t.priority + 1));
        perform vorrang.recompute_ticket(p_ticket, p_now, 'vorrang', 'clock', 'priority');
    end if;
    update vorrang.tickets
       set escalation_level = case when s.to_channel_id is null then s.level else 0 end,
           escalated_from_id = t.owner_id, escalated_at = p_now
     where number = p_ticket;
    perform vorrang.notify_escalated(p_ticket, s, t.owner_id, p_clock, p_due, p_now);
    if s.webhook_id is not null then
        perform vorrang.call_webhook(s.webhook_id, 'escalated', p_ticket, vorrang.step_detail(s, p_clock, p_due), null, p_now);
    end if;
    perform vorrang.touch(p_ticket, p_now);
end
$$;
comment on function vorrang.take_step is
    'One step, once for its occasion (ticket_steps): release the owner, give it to the responsible person, hand over, raise '
    'the priority, tell, call.';

create or replace function vorrang_api.clock_run(p_limit integer, p_now timestamptz default now())
returns integer
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_ticket bigint;
    v_count integer := 0;
begin
    for v_ticket in
        select t.number from vorrang.tickets t
         where t.clock_at <= p_now
         order by t.clock_at
         limit p_limit
           for no key update skip locked
    loop
        perform vorrang.run_clock_of(v_ticket, p_now);
        v_count := v_count + 1;
    end loop;
    if vorrang.run_memberships(p_now) then
        v_count := v_count + 1;
    end if;
    if v_count = 0 then -- else it would lock tickets after those above: in no order
        v_count := vorrang.run_absences(p_now) + vorrang.run_shifts(p_now) + vorrang.run_briefs(p_now)
                   + vorrang.run_digests(p_now)                   + vorrang.run_tasks(p_now);
    end if;
    return v_count;
end
$$;
comment on function vorrang_api.clock_run is
    'Carries out up to p_limit due clock steps and says how many; never one before its instant.';

-- What the clock does. vorrangd keeps no timer per ticket: it asks for the earliest instant and runs
-- what is due, each ticket claimed for itself.

create or replace function vorrang_api.clock_next_at(p_now timestamptz default now())
returns timestamptz
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
begin
    return least(
        (select p_now from recomputes limit 1),
        (select t.clock_at from tickets t where t.clock_at is not null order by t.clock_at limit 1),
        (select min(least(g.starts_at, g.ends_at)) from member_grants g),
        vorrang.next_absence_at(),
        (select min(a.shift_ends_at) from agents a),
        vorrang.next_brief());
end
$$;
comment on function vorrang_api.clock_next_at is 'The earliest instant at which a ticket''s clock is due, tickets are to be computed anew, a membership begins or ends, an absence begins, a shift ends, or a brief is due.';

create or replace function vorrang.run_clock_of(p_ticket bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_old_light text;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    v_old_light := t.light;
    if t.status <> 'triage' and t.response_running and not t.response_missed and t.response_due <= p_now then
        update vorrang.tickets set response_missed = true where number = p_ticket;
        perform vorrang.escalate(p_ticket, 'response-due', t.response_due, p_now);
    end if;
    if t.status <> 'triage' and t.resolution_running and t.paused_at is null and not t.resolution_missed
       and t.resolution_due <= p_now then
        update vorrang.tickets set resolution_missed = true where number = p_ticket;
        perform vorrang.escalate(p_ticket, 'resolution-due', t.resolution_due, p_now);
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
                jsonb_build_object('due', vorrang.iso(vorrang.effective_due(t))));
        end if;
        if v_old_light = 'green' and t.light in ('amber', 'red') and t.status <> 'triage' then
            perform vorrang.escalate(p_ticket, 'amber', t.amber_at, p_now);
        end if;
        perform vorrang.touch(p_ticket, p_now);
    end if;
end
$$;
comment on function vorrang.run_clock_of is
    'Carries out what is due on one ticket''s clocks: missed targets, escalation, lights. Once each; in triage '
    'lights alone, the rest when it is accepted.';

create or replace function vorrang.escalate(
    p_ticket bigint, p_at text, p_due timestamptz, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    s vorrang.escalations;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    for s in
        select * from vorrang.escalations e
         where e.channel_id = t.channel_id and e.at = p_at and e.level > t.escalation_level
         order by e.level
         limit 1
    loop
        perform vorrang.write_event(p_ticket, p_now, 'escalated', 'vorrang', 'clock',
            jsonb_build_object(
                'level', s.level, 'at', p_at, 'due', vorrang.iso(p_due),
                'owner', (select key from vorrang.agents where id = t.owner_id),
                'from', (select key from vorrang.channels where id = t.channel_id),
                'to', (select key from vorrang.channels where id = s.to_channel_id)));
        if s.release_owner then
            perform vorrang.set_owner(p_ticket, null, p_now, 'vorrang', 'clock');
        end if;
        if s.to_channel_id is not null then
            perform vorrang.set_channel(p_ticket, s.to_channel_id, p_now, 'vorrang', 'clock');
        end if;
        update vorrang.tickets
           set escalation_level = case when s.to_channel_id is null then s.level else 0 end,
               escalated_from_id = t.owner_id, escalated_at = p_now
         where number = p_ticket;
        perform vorrang.notify_escalated(p_ticket, s, t.owner_id, p_now);
        perform vorrang.touch(p_ticket, p_now);
    end loop;
end
$$;
comment on function vorrang.escalate is
    'The step of the ticket''s channel for this instant: release the owner, hand over, tell the team.';

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
    if v_count < p_limit then
        v_count := v_count + vorrang.run_recomputes(p_limit - v_count, p_now);
    end if;
    if v_count = 0 then -- else it would lock tickets after those above: in no order
        v_count := vorrang.run_absences(p_now) + vorrang.run_shifts(p_now) + vorrang.run_briefs(p_now);
    end if;
    return v_count;
end
$$;
comment on function vorrang_api.clock_run is
    'Carries out up to p_limit due clock steps and says how many; never one before its instant.';

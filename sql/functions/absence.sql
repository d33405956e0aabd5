-- Leave or sickness holds nothing up (TS-30): what falls due while its owner is away is released, not given to
-- somebody else behind his back.

create or replace function vorrang.absent_until(p_agent integer, p_now timestamptz)
returns timestamptz
language plpgsql stable
as $$
begin
    return (
        select max(coalesce(x.ends_at, 'infinity'))
          from vorrang.absences x
         where x.agent_id = p_agent and x.starts_at <= p_now and coalesce(x.ends_at, 'infinity') > p_now);
end
$$;
comment on function vorrang.absent_until is 'Until when an agent is away; infinity: nobody knows; null: he is here.';

create or replace function vorrang.off_shift_until(p_agent integer, p_now timestamptz)
returns timestamptz
language plpgsql stable
as $$
declare
    v_shift integer := (select a.shift_id from vorrang.agents a where a.id = p_agent);
begin
    if v_shift is null or exists (
        select from vorrang.calendar_intervals i
         where i.calendar_id = v_shift and i.opens_at <= p_now and i.closes_at > p_now) then
        return null;
    end if;
    return coalesce((select min(i.opens_at) from vorrang.calendar_intervals i
                      where i.calendar_id = v_shift and i.opens_at > p_now), 'infinity');
end
$$;
comment on function vorrang.off_shift_until is 'When the agent''s next shift begins; null: it is his shift, or he has none (TW-06).';

create or replace function vorrang.next_shift_end(p_shift integer, p_now timestamptz)
returns timestamptz
language plpgsql stable
as $$
begin
    return (select min(i.closes_at) from vorrang.calendar_intervals i where i.calendar_id = p_shift and i.closes_at > p_now);
end
$$;

create or replace function vorrang.misses_due(t vorrang.tickets, p_agent integer, p_now timestamptz)
returns timestamptz
language plpgsql stable
as $$
declare
    v_until timestamptz;
begin
    if vorrang.is_with_us(t.status) and not t.kam_only then
        v_until := vorrang.absent_until(p_agent, p_now);
        v_until := greatest(v_until, vorrang.off_shift_until(p_agent, coalesce(v_until, p_now)));
    end if;
    return case when vorrang.effective_due(t) < v_until then v_until end;
end
$$;
comment on function vorrang.misses_due is
    'Until when this agent is away or off shift, if that is after the ticket is due; null: he will be here. A customer for his key account manager only has nobody '
    'else, and is left with him.';

create or replace function vorrang.release_if_absent(p_ticket bigint, p_now timestamptz)
returns boolean
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_until timestamptz;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    v_until := vorrang.misses_due(t, t.owner_id, p_now);
    if v_until is null then
        return false;
    end if;
    return vorrang.set_owner(p_ticket, null, p_now, 'vorrang', 'clock', jsonb_build_object(
        'reason', case when vorrang.absent_until(t.owner_id, p_now) is null then 'off shift' else 'absent' end, 'until', case when v_until < 'infinity' then vorrang.iso(v_until) end));
end
$$;
comment on function vorrang.release_if_absent is
    'Takes a ticket off an owner who is away when it is due. False: he is not, or nobody owns it.';

create or replace function vorrang.run_absences(p_now timestamptz)
returns integer
language plpgsql
as $$
declare
    v_agents integer[];
    v_ticket bigint;
    v_count integer;
begin
    with begun as (
        update vorrang.absences x set begun = true where not x.begun and x.starts_at <= p_now returning x.agent_id)
    select array_agg(distinct b.agent_id), count(*) into v_agents, v_count from begun b;
    for v_ticket in
        select t.number from vorrang.tickets t
         where t.owner_id = any (v_agents) and vorrang.is_with_us(t.status)
         order by t.number
    loop
        perform vorrang.release_if_absent(v_ticket, p_now);
    end loop;
    return v_count;
end
$$;
comment on function vorrang.run_absences is 'Begins the absences whose time has come, and says how many.';

create or replace function vorrang.run_shifts(p_now timestamptz)
returns integer
language plpgsql
as $$
declare
    v_agents integer[];
    v_ticket bigint;
begin
    with ended as (
        update vorrang.agents a set shift_ends_at = vorrang.next_shift_end(a.shift_id, p_now)
         where a.shift_ends_at <= p_now returning a.id)
    select array_agg(e.id) into v_agents from ended e;
    for v_ticket in
        select t.number from vorrang.tickets t
         where t.owner_id = any (v_agents) and vorrang.is_with_us(t.status)
         order by t.number
    loop
        perform vorrang.release_if_absent(v_ticket, p_now);
    end loop;
    return coalesce(cardinality(v_agents), 0);
end
$$;
comment on function vorrang.run_shifts is
    'Shifts that have ended: what is due before its owner''s next one is released (TW-06). Says how many shifts.';

create or replace function vorrang.next_absence_at()
returns timestamptz
language sql stable
as $$
    select min(x.starts_at) from vorrang.absences x where not x.begun
$$;

create or replace function vorrang.agent_zone(a vorrang.agents)
returns text
language sql stable
as $$
    select coalesce(
        (select c.zone from vorrang.channels c where c.id = a.channel_id),
        (select c.zone from vorrang.members m join vorrang.channels c on c.id = m.channel_id
          where m.agent_id = a.id order by c.key limit 1),
        'UTC')
$$;
comment on function vorrang.agent_zone is 'The zone of his days: that of his own channel, else of the first one he belongs to.';

create or replace function vorrang.come_back(a vorrang.agents, p_source text, p_from timestamptz, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    delete from vorrang.absences x
     where x.agent_id = a.id and x.source = p_source and x.starts_at = p_from and x.starts_at > p_now;
    if found then
        return;
    end if;
    update vorrang.absences x set ends_at = p_now
     where x.agent_id = a.id and x.source = p_source and x.starts_at <= p_now and coalesce(x.ends_at, 'infinity') > p_now;
    if not found and p_source = 'admin' then
        perform vorrang.raise('VR001', format('%s is not absent', a.name),
            'see `vorrang agent show`; a planned absence is taken back with --from and its first day');
    end if;
end
$$;
comment on function vorrang.come_back is
    'Ends the absence that runs, or takes back the planned one that begins then. What was released stays released.';

create or replace function vorrang.go_away(
    a vorrang.agents, p_source text, p_from timestamptz, p_until timestamptz, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_from timestamptz := coalesce(
        p_from,
        (select x.starts_at from vorrang.absences x
          where x.agent_id = a.id and x.source = p_source and x.starts_at <= p_now
            and coalesce(x.ends_at, 'infinity') > p_now
          order by x.starts_at desc limit 1),
        p_now);
begin
    if p_until <= greatest(v_from, p_now) then
        perform vorrang.raise('VR003', 'that absence would end before it begins', 'give a later --until');
    end if;
    insert into vorrang.absences (agent_id, source, starts_at, ends_at)
    values (a.id, p_source, v_from, p_until)
    on conflict (agent_id, source, starts_at) do update
       set ends_at = excluded.ends_at, begun = false
     where absences.ends_at is distinct from excluded.ends_at;
    delete from vorrang.absences x where x.ends_at < p_now - interval '90 days';
end
$$;
comment on function vorrang.go_away is
    'Away from p_from (null: now, or since when he has been away) until p_until (null: nobody knows). Longer than it '
    'was: what is due in the time that was added is released, too.';

create or replace function vorrang_api.agent_absent(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents;
    v_source text := coalesce(p->>'source', 'admin');
    v_from timestamptz;
    v_until timestamptz;
begin
    select * into a from vorrang.agents x where x.id = vorrang.agent_id(p_key);
    v_from := vorrang.day_field(p, 'from', 0, vorrang.agent_zone(a), null);
    v_until := vorrang.day_field(p, 'until', 1, vorrang.agent_zone(a), null);
    if coalesce((p->>'back')::boolean, false) then
        perform vorrang.come_back(a, v_source, v_from, p_now);
    else
        perform vorrang.go_away(a, v_source, v_from, v_until, p_now);
        perform vorrang.run_absences(p_now);
    end if;
    return vorrang.agent_json(a, p_now);
end
$$;
comment on function vorrang_api.agent_absent is
    'An agent is away: from and until (first and last day in his zone; absent: from now, until nobody knows), or back. '
    'source: admin, or sieve, which says only now and back and may say it again and again. Gives the agent.';

create or replace function vorrang.absences_json(a vorrang.agents, p_now timestamptz)
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'from', (x.starts_at at time zone z.zone)::date,
               'until', (x.ends_at at time zone z.zone - interval '1 second')::date,
               'source', x.source) order by x.starts_at), '[]')
      from vorrang.agent_zone(a) z (zone)
      join vorrang.absences x on x.agent_id = a.id and coalesce(x.ends_at, 'infinity') > p_now
$$;
comment on function vorrang.absences_json is 'The absence that runs, and the planned ones.';

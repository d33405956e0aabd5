-- The morning brief (N-16): at the opening hour of his calendar an agent is told once what the day wants of him. An
-- agent who is away gets none, and a morning without news none either.

create or replace function vorrang.agent_calendar(a vorrang.agents)
returns integer
language sql stable
as $$
    select coalesce(
        (select c.calendar_id from vorrang.channels c where c.id = a.channel_id),
        (select c.calendar_id from vorrang.members m join vorrang.channels c on c.id = m.channel_id
          where m.agent_id = a.id and m.kind <> 'read' order by c.key limit 1))
$$;
comment on function vorrang.agent_calendar is 'His hours: those of his own channel, else of the first one he handles; null: he handles none.';

create or replace function vorrang.next_brief_at(a vorrang.agents, p_now timestamptz)
returns timestamptz
language plpgsql stable
as $$
declare
    k vorrang.calendars;
    v_today date;
begin
    select * into k from vorrang.calendars x where x.id = vorrang.agent_calendar(a);
    if k.id is null then
        return p_now + interval '1 day';
    end if;
    v_today := (p_now at time zone k.zone)::date;
    return (select min(o) from generate_series(0, 1) d cross join lateral vorrang.opens_on(k.id, v_today + d) o where o > p_now);
end
$$;
comment on function vorrang.next_brief_at is 'The next opening of his calendar; round the clock: 8:00. Of who handles no channel: in a day.';

create or replace function vorrang.brief_tickets(p_agent integer, p_mine boolean)
returns setof vorrang.tickets
language sql stable
as $$
    select t.* from vorrang.tickets t
     where p_mine and t.owner_id = p_agent and vorrang.is_with_us(t.status)
    union all
    select t.* from vorrang.unowned_first(p_agent) u join vorrang.tickets t on t.number = u
     where not p_mine
$$;

create or replace function vorrang.brief_lines(p_tickets vorrang.tickets[], p_zone text, p_now timestamptz)
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(jsonb_build_object('number', t.number, 'subject', t.subject, 'class', t.class,
               'due', vorrang.local_minute(vorrang.effective_due(t), p_zone, p_now))
               order by vorrang.ticket_band(t), vorrang.effective_due(t), t.number), '[]')
    from unnest(p_tickets) t
$$;

create or replace function vorrang.brief_facts(a vorrang.agents, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
declare
    v_zone text := vorrang.agent_zone(a);
    v_noon timestamptz := ((p_now at time zone v_zone)::date + time '12:00') at time zone v_zone;
    v_since timestamptz := coalesce(a.briefed_at, p_now - interval '7 days');
begin
    return jsonb_build_object(
        'until', to_char(greatest(v_noon, p_now) at time zone v_zone, 'HH24:MI'),
        'due', vorrang.brief_lines(array(
            select t from vorrang.brief_tickets(a.id, true) t where vorrang.effective_due(t) <= greatest(v_noon, p_now)), v_zone, p_now),
        'due_unowned', vorrang.brief_lines(array(
            select t from vorrang.brief_tickets(a.id, false) t where vorrang.effective_due(t) <= greatest(v_noon, p_now)), v_zone, p_now),
        'waiting', vorrang.brief_lines(array(
            select t from vorrang.brief_tickets(a.id, true) t
             where coalesce(vorrang.effective_due(t), 'infinity') > greatest(v_noon, p_now)), v_zone, p_now),
        'released', vorrang.brief_lines(array(
            select t from vorrang.tickets t
             where t.number in (select e.ticket_number from vorrang.events e
                                 where e.kind = 'owner' and e.at > v_since and e.detail->>'reason' = 'absent' and e.detail->>'from' = a.key)
               and t.owner_id is distinct from a.id and vorrang.sees(a.id, t)), v_zone, p_now),
        'unbooked', vorrang.brief_lines(array(
            select t from vorrang.tickets t
             where t.number in (select m.ticket_number from vorrang.messages m
                                 where m.agent_id = a.id and m.at > v_since and m.kind in ('source', 'note', 'copy'))
               and not exists (select from vorrang.time_entries x
                                where x.ticket_number = t.number and x.agent_id = a.id and x.at > v_since)
               and vorrang.sees(a.id, t)), v_zone, p_now));
end
$$;
comment on function vorrang.brief_facts is
    'What a brief says, each in service order: due (his own, until noon), due_unowned (nobody''s, in his INBOX), waiting (his '
    'others that are with us), released (taken off him while he was away), unbooked (he wrote since the last brief, and booked '
    'no time).';

create or replace function vorrang.next_brief()
returns timestamptz
language sql stable
as $$
    select min(a.brief_at) from vorrang.agents a where a.brief_at is not null
$$;

create or replace function vorrang.run_briefs(p_now timestamptz)
returns integer
language plpgsql
as $$
declare
    a vorrang.agents;
    v_facts jsonb;
    v_count integer := 0;
begin
    for a in select x.* from vorrang.agents x where x.brief_at <= p_now order by x.id for no key update skip locked loop
        v_count := v_count + 1;
        if a.brief_at > p_now - interval '4 hours' and vorrang.absent_until(a.id, p_now) is null then
            v_facts := vorrang.brief_facts(a, p_now);
            if exists (select from jsonb_each(v_facts - 'until') x where x.value <> '[]') then
                update vorrang.notices n set done_at = p_now where n.agent_id = a.id and n.kind = 'brief' and n.done_at is null;
                perform vorrang.notify_agent(a.id, null, 'brief', p_now, v_facts);
            end if;
            a.briefed_at := p_now;
        end if;
        update vorrang.agents x set brief_at = vorrang.next_brief_at(a, p_now), briefed_at = a.briefed_at where x.id = a.id;
    end loop;
    return v_count;
end
$$;
comment on function vorrang.run_briefs is
    'Writes the briefs that are due, and says how many agents it looked at. One that is more than 4 hours late is left out; '
    'yesterday''s goes when today''s comes.';

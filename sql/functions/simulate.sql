-- A desk on a virtual clock: the same tickets come to three teams, one for each order policy, and are taken, answered and
-- closed by the functions by which real ones are. How many each team answers and solves in time proves the order, and helps
-- an admin to choose SLAs and the size of his team. Only in a database that holds no tickets.

create or replace function vorrang.sim_arrivals(p jsonb, p_begin timestamptz)
returns table (n integer, at timestamptz, class text, work_seconds double precision, again_seconds double precision, answer_seconds double precision)
language sql
as $$
    with hours as (
        select array_agg(p_begin + d * interval '1 day' + h * interval '1 hour' order by d, h) as begins,
               array_agg(sum order by d, h) as sums, max(sum) as total
          from (select d, h, sum(w * case extract(isodow from p_begin + d * interval '1 day') when 6 then 0.15 when 7 then 0.1 else 1 end)
                              over (order by d, h) as sum
                  from generate_series(0, (p->>'days')::integer - 1) d,
                       unnest('{1,1,1,1,1,2,4,8,12,14,13,11,8,11,12,11,9,6,4,3,2,2,1,1}'::float[]) with ordinality x (w, hour),
                       lateral (select hour - 1 as h) y) z),
    dice as (
        select i, random() as hour, random() as second, random() as class, random() as work, random() as again, random() as more, random() as answer
          from generate_series(1, (p->>'tickets')::integer) i)
    select row_number() over (order by x.at, x.i)::integer, x.at, x.class, x.work, x.again, x.answer
      from (select i, h.begins[1 + width_bucket(d.hour * h.total, h.sums)] + d.second * interval '1 hour' as at,
                   case when d.class * 100 < (p->'classes'->>0)::float then 'A'
                        when d.class * 100 < (p->'classes'->>0)::float + (p->'classes'->>1)::float then 'B' else 'C' end as class,
                   120 + (p->>'minutes')::float * 60 * -ln(1 - d.work) as work,
                   case when d.again < 0.4 then 120 + (p->>'minutes')::float * 30 * -ln(1 - d.more) end as again,
                   6 * 3600 * -ln(1 - d.answer) as answer
              from dice d, hours h) x
$$;
comment on function vorrang.sim_arrivals is
    'The tickets of a run: when each comes (by working days and hours as a desk knows them), its class, the work on it, and for '
    'two in five the work after the customer has answered a question.';

create or replace function vorrang.sim_facts(p_from text, p_channel text, p_key text, p jsonb default '{}')
returns jsonb
language sql immutable
as $$
    select jsonb_build_object(
        'retry_key', encode(sha256(p_key::bytea), 'hex'), 'retry_seconds', 604800, 'queue_id', p_key, 'envelope_from', p_from,
        'recipients', jsonb_build_array(p_channel || '@sim.example'), 'channels', jsonb_build_array(p_channel || '@sim.example'),
        'token', null, 'tags', '[]'::jsonb, 'message_id', '<' || p_key || '@sim.example>', 'fallback_message_id', '<f.' || p_key || '@sim.example>',
        'references', '[]'::jsonb, 'from', p_from, 'from_name', '', 'from_count', 1, 'subject', 'Simulated', 'participants', '[]'::jsonb,
        'trust', 'verified', 'machine', '', 'size', 1000, 'body_size', 600, 'shown_size', 1010, 'thread_size', 1005,
        'new_token', 't' || p_key, 'new_note_token', 'n' || p_key) || p
$$;

create or replace function vorrang.sim_mail(p_facts jsonb, p_now timestamptz)
returns bigint
language plpgsql
as $$
declare
    v_ticket bigint;
begin
    select s.ticket into strict v_ticket
      from vorrang_api.intake_match(p_facts, p_now) m
     cross join lateral vorrang_api.intake_store(p_facts, case when m.outcome = 'open' then vorrang_api.next_ticket_number() end,
               'Subject: Simulated'::bytea, ''::bytea, p_now) s;
    return v_ticket;
end
$$;
comment on function vorrang.sim_mail is 'A customer''s mail comes in; its ticket.';

create or replace function vorrang.sim_reply(p_agent vorrang.agents, p_ticket bigint, p_channel text, p_close boolean, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_key text := format('r.%s.%s', p_ticket, extract(epoch from p_now));
    v_outcome text;
begin
    insert into vorrang.reads (agent_id, message_id, at)
    select p_agent.id, m.id, p_now from vorrang.messages m where m.ticket_number = p_ticket
    on conflict do nothing;
    select r.outcome into strict v_outcome
      from vorrang_api.agent_reply(vorrang.sim_facts(p_agent.login, p_channel, v_key, jsonb_build_object(
               'login', p_agent.login, 'text', 'Simulated', 'lines', case when p_close then '[{"word": "close", "args": ""}]' else '[]' end::jsonb,
               'token', (select jsonb_build_object('ticket', t.number, 'token', t.token) from vorrang.tickets t where t.number = p_ticket))),
               ''::bytea, ''::bytea, p_now) r;
    if v_outcome <> 'reply' then
        raise exception 'a simulated reply is %', v_outcome;
    end if;
end
$$;
comment on function vorrang.sim_reply is 'An agent has read all of it and answers; the customer has to act, or it is solved.';

create or replace function vorrang.sim_next(p_channel vorrang.channels, p_agent integer, p_now timestamptz)
returns bigint
language sql stable
as $$
    select t.number
      from vorrang.tickets t
     where t.channel_id = p_channel.id and t.status in ('new', 'in-progress') and (t.owner_id is null or t.owner_id = p_agent)
     order by vorrang.rank_at(p_channel.order_policy, vorrang.ticket_band(t), t.class::text, vorrang.effective_due(t), vorrang.generation_at(p_now)) desc,
              t.number
     limit 1
$$;
comment on function vorrang.sim_next is 'What stands first in his INBOX: his own and nobody''s, by the date that his client sorts by.';

create or replace function vorrang.sim_team(p jsonb, p_policy text, p_begin timestamptz)
returns void
language plpgsql
as $$
begin
    perform vorrang_api.channel_set(p_policy, jsonb_build_object('address', p_policy || '@sim.example', 'name', p_policy, 'order', p_policy,
        'sla', p->>'sla', 'calendar', p->>'calendar', 'zone', p->>'zone'), p_begin);
    perform vorrang_api.agent_set(format('%s-%s', p_policy, i), jsonb_build_object('login', format('%s-%s@staff.sim.example', p_policy, i),
        'name', format('%s %s', p_policy, i), 'members', jsonb_build_array(p_policy)), p_begin)
       from generate_series(1, (p->>'agents')::integer) i;
    insert into sim_agents (agent, policy, free) select a, p_policy, true from vorrang.agents a where a.key like p_policy || '-%';
    -- Who is away on which day: drawn once, so that each team lacks the same people.
    insert into sim_absences (agent, day)
    select format('%s-%s', p_policy, x.i), x.day from sim_away x;
end
$$;

create or replace function vorrang.sim_work(p jsonb, p_policy text, p_begin timestamptz)
returns void
language plpgsql
as $$
declare
    c vorrang.channels;
    w record;
    v_calendar integer;
    v_now timestamptz := p_begin;
    v_end timestamptz := p_begin + ((p->>'days')::integer + 30) * interval '1 day';
    v_ticket bigint;
    v_open boolean;
    v_arrived integer := 0;
    v_analyzed_at integer := 5;
begin
    select * into strict c from vorrang.channels x where x.key = p_policy;
    v_calendar := c.calendar_id;
    loop
        v_open := vorrang.open_seconds_between(v_calendar, v_now, v_now + interval '1 second') > 0;
        select min(x.at) into v_now from (
            select min(a.at) from sim_mails a where not a.came
            union all select min(s.until) from sim_agents s where not s.free and s.policy = p_policy
            union all select min(d.day) from sim_absences d where d.day > v_now
            -- Something waits for the desk to open, or for somebody who is away today.
            union all select case when v_open then (select min(i.closes_at) from vorrang.calendar_intervals i
                                                     where i.calendar_id = v_calendar and i.closes_at > v_now)
                                  else vorrang.instant_at_open_seconds(v_calendar, vorrang.open_seconds_until(v_calendar, v_now) + 1) end
                       where exists (select from vorrang.tickets t where t.channel_id = c.id and t.status in ('new', 'in-progress'))) x (at);
        exit when v_now is null or v_now > v_end;
        perform vorrang_api.agent_absent(d.agent, jsonb_build_object('until', to_char(d.day at time zone c.zone, 'YYYY-MM-DD')), v_now)
           from sim_absences d where d.day = v_now;
        for w in update sim_mails set came = true where not came and at <= v_now returning * loop
            v_ticket := vorrang.sim_mail(vorrang.sim_facts(
                format('c%s@%s.sim.example', w.n, lower(w.class)), p_policy, format('%s.%s.%s', p_policy, w.n, w.again),
                case when w.ticket is not null then jsonb_build_object('token',
                    (select jsonb_build_object('ticket', t.number, 'token', t.token) from vorrang.tickets t where t.number = w.ticket)) else '{}' end), v_now);
            v_arrived := v_arrived + 1;
            insert into sim_jobs (ticket, n, again) values (v_ticket, w.n, w.again) on conflict (ticket) do update set again = excluded.again;
        end loop;
        if v_arrived >= v_analyzed_at then -- plans made for small tables are other plans
            v_analyzed_at := 2 * v_arrived;
            analyze vorrang.tickets, vorrang.messages, vorrang.known_message_ids, vorrang.participants, vorrang.events, vorrang.retry_keys,
                vorrang.outbox, vorrang.reads;
        end if;
        for w in update sim_agents set free = true where policy = p_policy and not free and until <= v_now returning * loop
            perform vorrang.sim_reply(w.agent, w.ticket, p_policy, a.again_seconds is null or j.again, v_now)
               from sim_jobs j join sim_plan a on a.n = j.n where j.ticket = w.ticket;
            insert into sim_mails (n, at, class, ticket, again)
            select a.n, v_now + a.answer_seconds * interval '1 second', a.class, w.ticket, true
              from sim_jobs j join sim_plan a on a.n = j.n
             where j.ticket = w.ticket and a.again_seconds is not null and not j.again;
        end loop;
        while vorrang_api.clock_next_at(v_now) <= v_now and vorrang_api.clock_run(100, v_now) > 0 loop end loop;
        if vorrang.open_seconds_between(v_calendar, v_now, v_now + interval '1 second') > 0 then
            for w in select * from sim_agents s where s.policy = p_policy and s.free
                        and vorrang.absent_until((s.agent).id, v_now) is null order by (s.agent).id loop
                v_ticket := vorrang.sim_next(c, (w.agent).id, v_now);
                continue when v_ticket is null; -- what waits may be a colleague's
                perform vorrang.set_owner(v_ticket, (w.agent).id, v_now, (w.agent).key, 'imap');
                update sim_agents s set free = false, ticket = v_ticket, until = vorrang.deadline(v_calendar, v_now,
                    (select case when j.again then a.again_seconds else a.work_seconds end from sim_jobs j join sim_plan a on a.n = j.n where j.ticket = v_ticket))
                 where (s.agent).id = (w.agent).id;
            end loop;
        end if;
    end loop;
end
$$;
comment on function vorrang.sim_work is
    'A team''s days: mails come, agents who are there take what stands first, work on it in opening hours, and answer. Until '
    'nothing is left, or 30 more days are over.';

create or replace function vorrang.sim_result(p_policy text)
returns jsonb
language sql stable
as $$
    select jsonb_agg(jsonb_build_object('policy', p_policy, 'class', x.class, 'tickets', x.tickets,
               'answered_in_time', round(100.0 * x.answered / x.tickets)::integer,
               'solved_in_time', round(100.0 * x.solved / x.tickets)::integer,
               'first_answer_median', 60 * round(x.half / 60)::bigint, 'first_answer_p90', 60 * round(x.ninety / 60)::bigint) order by x.class)
      from (select coalesce(t.class::text, 'all') as class, count(*) as tickets,
                   count(*) filter (where t.first_response_at <= vorrang.deadline(t.calendar_id, t.received_at, t.response_seconds)) as answered,
                   count(*) filter (where t.closed_at <= t.resolution_due) as solved,
                   percentile_disc(0.5) within group (order by w.seconds) as half,
                   percentile_disc(0.9) within group (order by w.seconds) as ninety
              from vorrang.tickets t
              join vorrang.channels c on c.id = t.channel_id
             cross join lateral (select vorrang.open_seconds_between(t.calendar_id, t.received_at, t.first_response_at) as seconds) w
             where c.key = p_policy
             group by grouping sets ((t.class), ())) x
$$;

create or replace function vorrang_api.simulate(p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_begin timestamptz := (date_trunc('week', p_now at time zone (p->>'zone')) + interval '7 days') at time zone (p->>'zone');
    v_policy text;
    v_result jsonb := '[]';
begin
    if exists (select from vorrang.tickets) then
        perform vorrang.raise('VR003', 'this database holds tickets', 'simulate in an empty one: createdb --owner vorrang_owner vorrang_simulation');
    end if;
    perform setseed(((p->>'seed')::bigint % 1000003) / 1000003.0);
    create temp table sim_plan on commit drop as select * from vorrang.sim_arrivals(p, v_begin);
    create temp table sim_away on commit drop as
    select i, v_begin + d * interval '1 day' as day from generate_series(0, (p->>'days')::integer - 1) d, generate_series(1, (p->>'agents')::integer) i
     where random() * 100 < (p->>'absent')::float;
    create temp table sim_mails (n integer, at timestamptz, class text, ticket bigint, again boolean, came boolean default false) on commit drop;
    create temp table sim_jobs (ticket bigint primary key, n integer, again boolean) on commit drop;
    create temp table sim_agents (agent vorrang.agents, policy text, free boolean, ticket bigint, until timestamptz) on commit drop;
    create temp table sim_absences (agent text, day timestamptz) on commit drop;
    perform vorrang_api.customer_set('sim-' || lower(x), jsonb_build_object('name', x, 'class', x, 'domains', jsonb_build_array(lower(x) || '.sim.example')), v_begin)
       from unnest('{A,B,C}'::text[]) x;
    foreach v_policy in array '{value,weighted,deadline}'::text[] loop
        raise notice 'order by %', v_policy;
        truncate sim_mails, sim_jobs, sim_absences;
        insert into sim_mails (n, at, class, again) select a.n, a.at, a.class, false from sim_plan a;
        perform vorrang.sim_team(p, v_policy, v_begin);
        perform vorrang.sim_work(p, v_policy, v_begin);
        v_result := v_result || vorrang.sim_result(v_policy);
    end loop;
    return v_result;
end
$$;
comment on function vorrang_api.simulate is
    'Runs a desk on a virtual clock from the next Monday on and says how each order policy does, class by class. p: tickets, days, '
    'seed, agents, absent (percent of agents away on a day), minutes (mean work on a ticket), classes (percent of A and B), sla, '
    'calendar, zone. Times in seconds of open time. For the owner of an empty database, who rolls it back.';

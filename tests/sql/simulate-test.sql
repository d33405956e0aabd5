-- A desk on a virtual clock: the same tickets for each order policy, by the functions of real ones; it proves the order.
begin;
\ir support/world.sql
select plan(13);

create function pg_temp.sim(p jsonb default '{}') returns jsonb
language sql
as $$
    select vorrang_api.simulate('{"tickets": 60, "days": 2, "seed": 7, "agents": 2, "absent": 40, "minutes": 25, "classes": [20, 30], "sla": "desk",
        "calendar": "office", "zone": "Europe/Berlin"}'::jsonb || p, '2026-11-25 12:00Z')
$$;
create function pg_temp.of(p jsonb, p_policy text, p_class text) returns jsonb
language sql
as $$ select x from jsonb_array_elements(p) x where x->>'policy' = p_policy and x->>'class' = p_class $$;

select vorrang_api.sla_set('desk', '{"response": 25200, "resolution": 75600, "targets": ["A: 2h/7h", "B: 4h/14h"]}', '2026-11-25Z') is not null as done \gset
savepoint empty;
select pg_temp.sim() as first \gset
select is((select array_agg(distinct x->>'policy' order by x->>'policy') from jsonb_array_elements(:'first') x), '{deadline,value,weighted}', 'each policy');
select is((select array_agg((x->>'tickets')::integer) from jsonb_array_elements(:'first') x where x->>'class' = 'all'), '{60,60,60}', 'all tickets in each');
select is((select count(distinct x->>'tickets') from jsonb_array_elements(:'first') x where x->>'class' = 'A'), 1::bigint, 'the same ones');
select cmp_ok((pg_temp.of(:'first', 'value', 'A')->>'answered_in_time')::numeric, '>', (pg_temp.of(:'first', 'deadline', 'A')->>'answered_in_time')::numeric,
    'with too few agents the order by value keeps more of what A was promised than the order by deadline');
select cmp_ok((pg_temp.of(:'first', 'value', 'A')->>'first_answer_p90')::bigint, '<', (pg_temp.of(:'first', 'value', 'C')->>'first_answer_p90')::bigint, 'and C waits');
select is((select count(*) from vorrang.tickets t where t.closed_at is null), 0::bigint, 'each is closed at last');
select is((select count(*) from vorrang.tickets t where t.owner_id is null), 0::bigint, 'by somebody');
select is_empty($$
    select e.ticket_number, e.at from vorrang.events e join vorrang.tickets t on t.number = e.ticket_number
     where e.by ~ '^(value|weighted|deadline)-' and e.kind = 'owner' and e.via = 'imap'
       and vorrang.open_seconds_between(t.calendar_id, e.at, e.at + interval '1 second') = 0 $$, 'nobody takes a ticket outside of opening hours');
select is_empty($$
    select e.ticket_number from vorrang.events e join vorrang.agents a on a.key = e.by join vorrang.absences x on x.agent_id = a.id
     where e.kind = 'owner' and e.via = 'imap' and e.at >= x.starts_at and e.at < x.ends_at $$, 'nor while he is away');
select isnt((select count(*) from vorrang.absences), 0::bigint, 'which somebody is');
select throws_ok('select pg_temp.sim()', 'VR003', 'this database holds tickets', 'it never runs where there are tickets');
rollback to empty;
select is(pg_temp.sim(), :'first', 'the same seed gives the same run');
rollback to empty;
select isnt(pg_temp.sim('{"seed": 8}'), :'first', 'another one another');

select * from finish();
rollback;

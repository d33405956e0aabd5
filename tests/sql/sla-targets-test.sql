-- Targets by class, priority and type, a ticket's own SLA, and dues that follow whatever changes, from receipt on.
begin;
\ir support/world.sql
select plan(49);

create function pg_temp.dues(p_ticket bigint) returns text
language sql
as $$
    select to_char(t.response_due at time zone 'UTC', 'DD HH24:MI') || ' / ' || to_char(t.resolution_due at time zone 'UTC', 'DD HH24:MI')
    from vorrang.tickets t where t.number = p_ticket
$$;
create function pg_temp.promise(p_class text, p_priority integer, p_type text) returns text
language sql
as $$
    select vorrang.duration_words(p.response_seconds) || '/' || vorrang.duration_words(p.resolution_seconds)
    from vorrang.promised((select id from vorrang.slas where key = 'tiered'), p_class, p_priority::smallint, p_type) p
$$;

-- ---- TS-24: the table of a plan ----
select is(vorrang_api.sla_set('tiered', '{"response": 28800, "resolution": 86400, "manager": "dora",
    "targets": ["A: 2h/8h", "B: 4h/", "A high: 1h/", "incident: /4h", "A high incident: 30m/2h", "low: 2d/"]}', '2026-01-01Z') - 'tickets',
    '{"key": "tiered", "response": 28800, "resolution": 86400, "manager": "dora",
      "targets": ["incident: /4h", "low: 48h/", "A: 2h/8h", "A high: 1h/", "A high incident: 30m/2h", "B: 4h/"]}',
    'TS-24: targets by class, priority and type are read and shown');
select is(pg_temp.promise('C', 0, ''), '8h/24h', 'TS-24: a missing cell is the default, never "no SLA"');
select is(pg_temp.promise('-', 0, 'request'), '8h/24h', 'also for who is unknown, and a type without a target');
select is(pg_temp.promise('A', 0, ''), '2h/8h', 'class A');
select is(pg_temp.promise('B', 0, ''), '4h/24h', 'half of a cell is missing: the default''s half');
select is(pg_temp.promise('A', 1, ''), '1h/8h', 'osTicket #868: by priority, too; the resolution is that of class A');
select is(pg_temp.promise('C', -1, ''), '48h/24h', 'priority alone');
select is(pg_temp.promise('C', 0, 'incident'), '8h/4h', 'type alone');
select is(pg_temp.promise('A', 1, 'incident'), '30m/2h', 'all three');
select is(pg_temp.promise('A', -1, 'incident'), '2h/8h', 'of targets that name one thing the one with the class holds');
select is(pg_temp.promise('B', -1, ''), '4h/24h', 'so B''s 4 h go before the 48 h of low');

select throws_ok(format($$ select vorrang_api.sla_set('tiered', '{"targets": [%s]}', '2026-01-01Z') $$, to_jsonb(x)), 'VR004', null, 'no target: ' || x)
  from unnest(array['A', 'A: ', 'A: 2h', 'A: /', 'A: 2x/', ': 1h/2h', 'A B: 1h/', 'high low: 1h/', 'A: 0h/', 'A: 1h/2h/3h']) x;
select throws_ok($$ select vorrang_api.sla_set('tiered', '{"targets": ["A: 1h/", "a: 2h/"]}', '2026-01-01Z') $$, 'VR003', null,
    'the same kind of ticket twice');

-- ---- at receipt ----
select vorrang_api.contract_set('heyer-2026', '{"sla": "tiered", "calendar": "office"}', '2026-01-02Z') is not null as done \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00+01') as h \gset
select is(pg_temp.dues(:h), '25 11:00 / 26 10:00', 'TS-24: class A has two working hours to the answer, eight to the end');

-- ---- whatever changes, from receipt on, with all pauses ----
select vorrang.set_priority(:h, 1::smallint, a, '2026-11-25 10:10+01') from vorrang.agents a where a.key = 'anna';
select is((pg_temp.ticket(:h)).response_due, '2026-11-25 11:00+01', 'priority high: one hour, from receipt on');
select is((select e.detail->>'why' from vorrang.events e where e.ticket_number = :h and e.kind = 'dues'), 'priority', 'the history says so');
select is((pg_temp.ticket(:h)).amber_at, '2026-11-25 10:30+01', 'amber is half of the new hour');
select vorrang.set_status(:h, 'waiting', '2026-11-25 10:30+01', 'anna', 'smtp') as done \gset
select vorrang.set_status(:h, 'in-progress', '2026-11-25 14:30+01', 'anna', 'smtp') as done \gset
select is((pg_temp.ticket(:h)).resolution_due, '2026-11-26 15:00+01', 'three open hours of waiting shift the end (lunch is none)');
select vorrang_api.sla_set('tiered', '{"targets": ["A: 2h/10h"]}', '2026-11-25 14:40+01') ->> 'tickets' as n \gset
select is(:'n'::text, '1', 'a change of an SLA says how many open tickets it computes anew');
select is((pg_temp.ticket(:h)).resolution_due, '2026-11-26 17:00+01', 'glpi #22678: the pause is not lost when the SLA changes');
select is((pg_temp.ticket(:h)).response_due, '2026-11-25 12:00+01', 'the response, too, from receipt on');

-- osTicket #5160, #4078: a flag of "overdue" goes when the new due is not past.
select pg_temp.opens('kunde@heyer.example', '2026-11-25 09:00+01') as o \gset
select vorrang_api.clock_run(100, '2026-11-25 11:00+01') is not null as done \gset
select ok((pg_temp.ticket(:o)).response_missed, 'two hours are over');
select vorrang_api.sla_set('tiered', '{"targets": ["A: 4h/10h"]}', '2026-11-25 11:30+01') is not null as done \gset
select is((pg_temp.ticket(:o)).response_missed || ' ' || (pg_temp.ticket(:o)).light, 'false amber',
    'osTicket #5160: with four hours promised it is not overdue any more, and its light is not red');

-- Class.
select vorrang_api.customer_set('heyer', '{"class": "C"}', '2026-11-25 11:31+01') is not null as done \gset
select is((pg_temp.ticket(:o)).response_due, '2026-11-26 10:00+01', 'a C customer has the default''s eight hours');
select vorrang_api.customer_set('heyer', '{"class": "A"}', '2026-11-25 11:32+01') is not null as done \gset

-- Hours.
select vorrang_api.calendar_set('office', jsonb_build_object('open', '["Mon-Fri 09:00-10:00"]'::jsonb,
    'intervals', pg_temp.week('Europe/Berlin', '2026-01-01', 730, array['09:00-10:00'])), '2026-11-25 11:33+01') ->> 'tickets' as n \gset
select is(:'n'::text, '2', 'a change of hours says how many tickets it touches');
select is((pg_temp.ticket(:o)).response_due, '2026-11-30 10:00+01', 'four hours at one a day');
select is((pg_temp.ticket(:h)).resolution_due > '2026-12-07 09:00+01', true, 'its resolution, too');

-- ---- TS-23: an SLA of one ticket's own ----
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:00Z') as n \gset
select vorrang_api.ticket_set(:'n', '{"sla": "42m"}', '2026-11-25 10:20Z')->>'sla' as key \gset
select is(:'key'::text, '42m', 'TS-23: it is under the other SLA');
select is(pg_temp.dues(:n), '25 10:42 / 25 12:48', 'from receipt on');
select is((select e.detail from vorrang.events e where e.ticket_number = :n and e.kind = 'sla'), '{"from": "3h48m", "to": "42m", "own": true}', 'the history says so');
select vorrang_api.contract_set('nordit-2026', '{"sla": "6h"}', '2026-11-25 10:25Z') is not null as done \gset
select is(pg_temp.dues(:n), '25 10:42 / 25 12:48', 'another contract leaves it alone');
select vorrang_api.ticket_set(:'n', '{"sla": ""}', '2026-11-25 10:30Z')->>'sla' as key \gset
select is(:'key'::text, '6h', 'taken off: what the customer is promised now');
select is(pg_temp.dues(:n), '25 16:00 / 26 10:00', 'TS-23: from creation on');
select is(vorrang_api.ticket_show(:'n', '2026-11-25 10:31Z')->>'own_sla', 'false', 'and says so');

-- ---- "the resolution runs on while waiting" ----
select vorrang_api.channel_set('support', '{"resolution_runs_on": true}', '2026-11-25 10:00Z') is not null as done \gset
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:00Z') as w \gset
select vorrang.set_status(:w, 'waiting', '2026-11-25 11:00Z', 'anna', 'smtp') as done \gset
select is((pg_temp.ticket(:w)).paused_at, null, 'waiting does not stop it');
select vorrang.set_status(:w, 'hold', '2026-11-25 12:00Z', 'anna', 'smtp') as done \gset
select is((pg_temp.ticket(:w)).paused_at, '2026-11-25 12:00Z', 'what is put aside stands still');
select vorrang.set_status(:w, 'waiting', '2026-11-25 13:00Z', 'anna', 'smtp') as done \gset
select is((pg_temp.ticket(:w)).resolution_due, '2026-11-26 11:00Z', 'and goes on when it waits again');

-- ---- many: in batches, by vorrangd ----
select vorrang_api.sla_set('bulk', '{"response": 3600, "resolution": 7200}', '2026-01-01Z') is not null as done \gset
update vorrang.channels set sla_id = (select id from vorrang.slas where key = 'bulk') where key = 'sales';
select count(pg_temp.opens('unknown@elsewhere.example', '2026-11-25 10:00Z', '{"channels": ["sales@desk.example"]}')) as n from generate_series(1, 230) \gset
select vorrang_api.sla_set('bulk', '{"response": 7200}', '2026-11-25 10:01Z') ->> 'tickets' as n \gset
select is(:'n' || ' ' || (select count(*) from vorrang.recomputes), '230 230', 'more than 200 are left to vorrangd');
select is(vorrang_api.recomputes_run(50, '2026-11-25 10:01Z'), 50, 'which takes a batch');
select is((select count(*) from vorrang.tickets t join vorrang.slas s on s.id = t.sla_id
            where s.key = 'bulk' and t.response_due = '2026-11-25 12:00Z') || ' ' || (select count(*) from vorrang.recomputes), '50 180', 'a batch is a batch');

select * from finish();
rollback;

-- What the clock carries out: missed targets and the steps of an escalation, once each, in order.
begin;
\ir support/world.sql
select plan(36);

create function pg_temp.clock(p_now timestamptz, p_limit integer default 100) returns integer
language sql
as $$ select vorrang_api.clock_run(p_limit, p_now) $$;

select is(vorrang_api.clock_next_at('2026-11-25 10:00Z'), null, 'without tickets the clock has nothing to do');

-- A stranger writes to express@: 60 s to answer, then the lead's team has it.
select pg_temp.opens('unknown@elsewhere.example', '2026-11-25 10:00Z', '{"channels": ["express@desk.example"]}') as x \gset
select is(vorrang_api.clock_next_at('2026-11-25 10:00Z'), '2026-11-25 10:00:30Z', 'the clock next comes at amber');
select vorrang.set_owner(:x, pg_temp.agent('anna'), '2026-11-25 10:00:10Z', 'anna', 'imap') as done \gset
select is(pg_temp.clock('2026-11-25 10:00:29.999Z'), 0, 'nothing is done before its instant');
select is(pg_temp.clock('2026-11-25 10:00:30Z'), 1, 'amber at its instant');
select is(pg_temp.clock('2026-11-25 10:00:30Z'), 0, 'and once');
select is(pg_temp.clock('2026-11-25 10:00:48Z'), 1, 'red at its instant');
select is(pg_temp.clock('2026-11-25 10:00:59Z'), 0, 'nothing between red and due');
select is((pg_temp.ticket(:x)).owner_id, pg_temp.agent('anna'), 'until the due Anna owns it');
select is(pg_temp.notices(:x), null, 'and nobody is told');

select is(pg_temp.clock('2026-11-25 10:01:00Z'), 1, 'the step is taken at response due');
select is((pg_temp.ticket(:x)).owner_id, null, 'the owner is released');
select is((pg_temp.ticket(:x)).channel_id, pg_temp.channel('lead'), 'the ticket is the lead''s');
select is(pg_temp.notices(:x), 'dora:escalated',
    'each standard member of the new team is told once, an informal member and the old team are not');
select is(pg_temp.events(:x), 'created message owner status amber red escalated owner channel', 'the history says so');
select is((select e.detail - 'due' from vorrang.events e where e.ticket_number = :x and e.kind = 'escalated'),
    '{"level": 1, "at": "response-due", "clock": "response", "owner": "anna", "from": "express", "to": "lead"}',
    'with level, owner and both channels');
select is((select e.via || '/' || e.by from vorrang.events e where e.ticket_number = :x and e.kind = 'escalated'),
    'clock/vorrang', 'by the clock');
select ok((pg_temp.ticket(:x)).response_missed, 'the missed target is remembered');
select is(pg_temp.clock('2026-11-25 10:01:00Z') + pg_temp.clock('2026-11-25 10:02:00Z'), 0, 'the step is taken once');
select is(pg_temp.notices(:x), 'dora:escalated', 'and told once');

-- Resolution due of the escalated ticket; the lead's own step holds for it now.
select vorrang_api.escalation_set('lead', '{"level": 1, "at": "resolution-due", "notify": "team"}') is not null as done \gset
select is(pg_temp.clock('2026-11-25 10:04:00Z'), 1, 'resolution due comes at its instant');
select ok((pg_temp.ticket(:x)).resolution_missed, 'and is remembered');
select is((select count(*) from vorrang.events e where e.ticket_number = :x and e.kind = 'escalated'), 2::bigint,
    'the new channel''s own step 1 is taken: it is not the old channel''s');
select is((pg_temp.ticket(:x)).clock_at, null, 'then the clock has nothing more to do');

-- Late: vorrangd was away from before amber until after the due.
select pg_temp.opens('unknown@elsewhere.example', '2026-11-25 11:00Z', '{"channels": ["express@desk.example"]}') as l \gset
select is(pg_temp.clock('2026-11-25 11:10:00Z'), 1, 'what was due while nobody looked is carried out at once');
select is(pg_temp.clock('2026-11-25 11:10:00Z'), 0, 'in one go');
select is((pg_temp.ticket(:l)).channel_id, pg_temp.channel('lead'), 'the ticket escalated');
select matches(pg_temp.notices(:l), '^dora:escalated( dora:escalated)?$', 'the team knows');

-- Several due: the earliest first, and no more than asked for.
select pg_temp.opens('kunde@brandt.example', '2026-11-25 12:00Z') as b \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 12:00Z') as h \gset
select is(pg_temp.clock('2026-11-26 00:30:00Z', 1), 1, 'one step when one is asked for');
select is((pg_temp.ticket(:h)).light || ' ' || (pg_temp.ticket(:b)).light, 'red green', 'the earliest one');
select is(pg_temp.clock('2026-11-26 00:30:00Z', 10), 1, 'then the next');

-- No step for support: the ticket stays, only its light tells.
select is((pg_temp.ticket(:h)).channel_id, pg_temp.channel('support'), 'a channel without a step keeps its tickets');

-- An answer in time: no escalation.
select pg_temp.opens('unknown@elsewhere.example', '2026-11-27 10:00Z', '{"channels": ["express@desk.example"]}') as r \gset
select pg_temp.has_read('anna', :r, '2026-11-27 10:00:10Z');
select outcome from pg_temp.reply('anna', :r, '2026-11-27 10:00:59.9Z') \gset
select pg_temp.clock('2026-11-27 10:05Z') as n \gset
select unalike(pg_temp.events(:r), '%escalated%', 'an answer before the due: no escalation');

-- Closed: nothing any more.
select pg_temp.opens('unknown@elsewhere.example', '2026-11-27 11:00Z', '{"channels": ["express@desk.example"]}') as c \gset
select vorrang.set_status(:c, 'solved', '2026-11-27 11:00:05Z', 'anna', 'imap') as done \gset
select pg_temp.clock('2026-11-27 12:00Z') as n \gset
select is(pg_temp.events(:c), 'created message status', 'nothing happens after close');

-- Answered, paused, due passes while waiting.
select pg_temp.opens('unknown@elsewhere.example', '2026-11-27 13:00Z', '{"channels": ["express@desk.example"]}') as w \gset
select pg_temp.has_read('anna', :w, '2026-11-27 13:00:10Z');
select outcome from pg_temp.reply('anna', :w, '2026-11-27 13:00:20Z') \gset
select pg_temp.clock('2026-11-27 14:00Z') as n \gset
select ok(not (pg_temp.ticket(:w)).resolution_missed, 'resolution due does not come while the customer has the ball');

-- Waiting without an answer is no way out.
select pg_temp.opens('unknown@elsewhere.example', '2026-11-27 15:00Z', '{"channels": ["express@desk.example"]}') as v \gset
select vorrang.set_status(:v, 'waiting', '2026-11-27 15:00:05Z', 'anna', 'imap') as done \gset
select pg_temp.clock('2026-11-27 15:01Z') as n \gset
select alike(pg_temp.events(:v), '%escalated%', 'a ticket put to waiting without an answer still escalates');

-- A step at amber is not lost when the clock comes late.
select vorrang_api.escalation_set('sales', '{"level": 1, "at": "amber", "notify": "team"}') is not null as done \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-28 10:00Z', '{"channels": ["sales@desk.example"]}') as s \gset
select pg_temp.clock('2026-11-28 10:35Z') as n \gset
select is(pg_temp.notices(:s), 'bernd:escalated carla:escalated dora:escalated',
    'a step at amber is taken also when the clock comes when it is red already');

select * from finish();
rollback;

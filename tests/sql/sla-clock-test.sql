-- Which SLA holds, when dues are, what pauses and restarts them, and when the light changes.
begin;
\ir support/world.sql
select plan(56);

-- An SLA of two and eight hours in office hours; it ends with the year.
do $$
begin
    perform vorrang_api.sla_set('gold', '{"response": 7200, "resolution": 28800}', '2026-01-01Z');
    perform vorrang_api.customer_set('office', '{"name": "Office AG", "class": "A", "domains": ["office.example"]}', '2026-01-01Z');
    perform vorrang_api.contract_set('office-2026',
        '{"customer": "office", "sla": "gold", "calendar": "office", "from": "2026-02-01", "until": "2026-12-31"}', '2026-01-01Z');
end
$$;

-- ---- which SLA ----
create function pg_temp.sla_of(p_from text, p_now timestamptz, p jsonb default '{}') returns text
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_ticket bigint := pg_temp.opens(p_from, p_now, p);
begin
    t := pg_temp.ticket(v_ticket);
    return (select s.key || '/' || c.key || '/' || coalesce(k.key, '-')
    from vorrang.slas s
    join vorrang.calendars c on c.id = t.calendar_id
    left join vorrang.contracts k on k.id = t.contract_id
    where s.id = t.sla_id);
end
$$;

select is(pg_temp.sla_of('a@office.example', '2026-11-25 10:00Z'), 'gold/office/office-2026',
    'the contract valid at receipt gives SLA and calendar');
select is(pg_temp.sla_of('a@office.example', '2026-01-31 12:00Z'), 'default/always/-',
    'a contract that has not begun does not count');
select is(pg_temp.sla_of('a@office.example', '2026-01-31 23:30Z'), 'gold/office/office-2026',
    'a contract begins at midnight of its calendar''s zone');
select is(pg_temp.sla_of('a@office.example', '2026-12-31 22:59Z'), 'gold/office/office-2026',
    'the last day of a contract belongs to it');
select is(pg_temp.sla_of('a@office.example', '2026-12-31 23:00Z'), 'default/always/-',
    'after its last day the channel''s SLA holds');
select is(pg_temp.sla_of('unknown@elsewhere.example', '2026-11-25 10:00Z'), 'default/always/-',
    'a sender without contract has the channel''s SLA');
select is(pg_temp.sla_of('unknown@elsewhere.example', '2026-11-25 10:00Z', '{"channels": ["express@desk.example"]}'),
    'express/always/-', 'another channel, another SLA');
select is(pg_temp.sla_of('kunde@heyer.example', '2026-11-25 10:00Z', '{"channels": ["express@desk.example"]}'),
    '42m/always/heyer-2026', 'the contract goes before the channel''s SLA');
select is(pg_temp.sla_of('kunde@heyer.example', '2026-11-25 10:00Z', '{"trust": "unverified"}'),
    'default/always/-', 'an unverified sender has no contract');

-- ---- dues at receipt ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z') as h \gset
select is((pg_temp.ticket(:h)).response_due, '2026-11-25 10:42Z', 'response is due 42 minutes after receipt');
select is((pg_temp.ticket(:h)).resolution_due, '2026-11-25 12:48Z', 'resolution is due 168 minutes after receipt');
select is((pg_temp.ticket(:h)).light, 'green', 'a new ticket is green');
select is((pg_temp.ticket(:h)).amber_at, '2026-11-25 10:21Z', 'amber is when half of the time is left');
select is((pg_temp.ticket(:h)).red_at, '2026-11-25 10:33:36Z', 'red is when a fifth of the time is left');
select is((pg_temp.ticket(:h)).clock_at, '2026-11-25 10:21Z', 'the clock has to come at amber');

-- ---- lights ----
select vorrang_api.clock_run(100, '2026-11-25 10:20:59.999Z') as n \gset
select is((pg_temp.ticket(:h)).light, 'green', 'the clock never comes before its instant');
select vorrang_api.clock_run(10, '2026-11-25 10:21Z') as n \gset
select is((pg_temp.ticket(:h)).light, 'amber', 'at its instant the light is amber');
select is((pg_temp.ticket(:h)).clock_at, '2026-11-25 10:33:36Z', 'then the clock has to come at red');
select vorrang_api.clock_run(10, '2026-11-25 10:33:36Z') as n \gset
select is((pg_temp.ticket(:h)).light, 'red', 'at its instant the light is red');
select is((pg_temp.ticket(:h)).clock_at, '2026-11-25 10:42Z', 'then the clock has to come when response is due');
select vorrang_api.clock_run(10, '2026-11-25 10:42Z') as n \gset
select is((pg_temp.ticket(:h)).light, 'red', 'overdue is red');

-- Half of two office hours, over lunch: 11:30 + 1:00 open = 13:30.
select pg_temp.opens('a@office.example', '2026-11-25 11:30+01') as o \gset
select is((pg_temp.ticket(:o)).amber_at, '2026-11-25 13:30+01', 'amber counts open time');
select is((pg_temp.ticket(:o)).response_due, '2026-11-25 14:30+01', 'response due counts open time');

-- ---- an answer stops the response clock, waiting pauses the resolution clock ----
select pg_temp.opens('a@office.example', '2026-11-25 09:00+01') as p \gset
select pg_temp.has_read('anna', :p, '2026-11-25 09:30+01');
select is((select outcome from pg_temp.reply('anna', :p, '2026-11-25 10:00+01')), 'reply', 'Anna answers at 10');
select is((pg_temp.ticket(:p)).status, 'waiting', 'after the answer the ticket waits for the customer');
select is((pg_temp.ticket(:p)).first_response_at, '2026-11-25 10:00+01', 'the first response is the Send time');
select ok(not (pg_temp.ticket(:p)).response_running, 'the response clock has stopped');
select is((pg_temp.ticket(:p)).light, 'paused', 'the light is paused');
select is((pg_temp.ticket(:p)).clock_at, null, 'nothing is due while the customer has the ball');
select is(vorrang.effective_due(pg_temp.ticket(:p)), null, 'a waiting ticket has no due');
-- Resolution due was Thursday 10:00 (8 h from 9:00). Waiting from 10:00 to 15:00 with lunch is 4 open hours.
select is((pg_temp.ticket(:p)).resolution_due, '2026-11-26 10:00+01', 'while paused resolution due stays as it stood');
select pg_temp.follow_up(:p, 'a@office.example', '2026-11-25 15:00+01') as m \gset
select is((pg_temp.ticket(:p)).resolution_due, '2026-11-26 15:00+01',
    'resolution due moves by exactly the open time for which it was paused');
select is((pg_temp.ticket(:p)).response_due, '2026-11-25 17:00+01',
    'the customer''s mail after waiting starts the response clock again');
select is((pg_temp.ticket(:p)).response_started_at, '2026-11-25 15:00+01', 'from that mail');
select is((pg_temp.ticket(:p)).first_response_at, '2026-11-25 10:00+01', 'the first response stays the first');
select ok((pg_temp.ticket(:p)).lifted, 'and lifts the ticket');

-- TS-21: who shouts loudest does not move up.
select pg_temp.follow_up(:p, 'a@office.example', '2026-11-25 15:10+01', '{"subject": "URGENT!!!"}') as m \gset
select pg_temp.follow_up(:p, 'a@office.example', '2026-11-25 15:20+01', '{"subject": "URGENT!!!"}') as m \gset
select is((pg_temp.ticket(:p)).response_due, '2026-11-25 17:00+01', 'reminders do not move the response clock');
select pg_temp.follow_up(:h, 'kunde@heyer.example', '2026-11-25 10:50Z') as m \gset
select ok(not (pg_temp.ticket(:h)).lifted, 'reminders do not lift a ticket that waits for us');

-- #open: answered, but the work goes on.
select pg_temp.opens('kunde@heyer.example', '2026-11-25 12:00Z') as q \gset
select pg_temp.has_read('anna', :q, '2026-11-25 12:01Z');
select outcome from pg_temp.reply('anna', :q, '2026-11-25 12:02Z', '{"lines": [{"word": "open", "args": ""}]}') \gset
select is(vorrang.effective_due(pg_temp.ticket(:q)), '2026-11-25 14:48Z',
    'answered and still with us: resolution due is what counts');
select is((pg_temp.ticket(:q)).light, 'green', 'its light goes by resolution due');
select is((pg_temp.ticket(:q)).amber_at, '2026-11-25 13:24Z', 'amber is half of the resolution target');

-- ---- close ends, reopening goes on with what was left ----
select vorrang.set_status(:q, 'solved', '2026-11-25 13:00Z', 'anna', 'imap') as done \gset
select is((pg_temp.ticket(:q)).clock_at, null, 'nothing is due after close');
select is((pg_temp.ticket(:q)).light, 'none', 'a closed ticket has no light');
select is((select vorrang_api.clock_run(100, '2026-11-25 20:00Z')) is not null
    and pg_temp.events(:q) not like '%red%', true, 'the clock writes nothing after close');
select pg_temp.follow_up(:q, 'kunde@heyer.example', '2026-11-26 09:00Z') as m \gset
select is((pg_temp.ticket(:q)).resolution_due, '2026-11-26 10:48Z',
    'reopened, the resolution clock goes on with the 1:48 that were left');
select is((pg_temp.ticket(:q)).response_due, '2026-11-26 09:42Z', 'reopened by a mail, response is due anew');

-- Moved to Closed by mistake and back: nobody has answered the customer yet.
select pg_temp.opens('kunde@heyer.example', '2026-11-27 09:00Z') as u \gset
select vorrang.set_status(:u, 'solved', '2026-11-27 09:10Z', 'anna', 'imap') as done \gset
select vorrang.set_status(:u, 'in-progress', '2026-11-27 09:11Z', 'anna', 'imap') as done \gset
select ok((pg_temp.ticket(:u)).response_running, 'undoing a close leaves an unanswered ticket unanswered: response runs');
select is(vorrang.effective_due(pg_temp.ticket(:u)), '2026-11-27 09:42Z', 'with the response due that it had');

-- Wait without an answer: the promise stands.
select pg_temp.opens('kunde@heyer.example', '2026-11-27 10:00Z') as w \gset
select vorrang.set_status(:w, 'waiting', '2026-11-27 10:10Z', 'anna', 'imap') as done \gset
select is(vorrang.effective_due(pg_temp.ticket(:w)), '2026-11-27 10:42Z',
    'put to waiting without an answer, the response clock runs on');

-- ---- lights by time ----
select vorrang_api.channel_set('support', '{"amber_time": 1800, "red_time": 300}', '2026-11-27 11:00Z') is not null as done \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-27 11:00Z') as l \gset
select is((pg_temp.ticket(:l)).amber_at, '2026-11-27 11:12Z', 'TS-25: amber when half an hour is left');
select is((pg_temp.ticket(:l)).red_at, '2026-11-27 11:37Z', 'TS-25: red when five minutes are');
select vorrang_api.channel_set('support', '{"amber_time": 3600}', '2026-11-27 11:01Z') is not null as done \gset
select ok((select vorrang_api.clock_run(200, '2026-11-27 11:01Z')) is not null, 'TS-25: another time');
select is((pg_temp.ticket(:l)).light || ' ' || (pg_temp.ticket(:l)).amber_at, 'amber 2026-11-27 11:00:00+00', 'TS-25: counts for what is open, and not before its receipt');
select is((select count(*) from vorrang.events where ticket_number = :l and kind = 'amber'), 1::bigint, 'TS-25: with all that a light brings');
select vorrang_api.channel_set('support', '{"amber_time": 120, "red_time": 0}', '2026-11-27 11:02Z') is not null as done \gset
select ok((select vorrang_api.clock_run(200, '2026-11-27 11:02Z')) is not null, 'TS-25: red by percent again');
select is((pg_temp.ticket(:l)).red_at, '2026-11-27 11:40Z', 'TS-25: and never before amber');

select * from finish();
rollback;

-- What users of other helpdesks complained about: each with the number of its issue (SLA and time).
begin;
\ir support/world.sql
select plan(33);

create function pg_temp.clock(p_now timestamptz) returns integer
language sql
as $$ select vorrang_api.clock_run(100, p_now) $$;
create function pg_temp.escalations(p_ticket bigint) returns bigint
language sql
as $$ select count(*) from vorrang.events e where e.ticket_number = p_ticket and e.kind = 'escalated' $$;

-- heyer: two working hours to the answer, eight to the end, 9-12 and 13-17 in Berlin.
select vorrang_api.sla_set('office', '{"response": 7200, "resolution": 28800, "targets": ["high: 1h/4h"]}', '2026-01-01Z') is not null as done \gset
select vorrang_api.contract_set('heyer-2026', '{"sla": "office", "calendar": "office"}', '2026-01-01Z') is not null as done \gset
select vorrang_api.escalation_set('support', '{"level": 1, "at": "response-due", "notify": "team"}', '2026-01-01Z') is not null as done \gset

-- ---- office hours ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 11:30+01') as lunch \gset
select is((pg_temp.ticket(:lunch)).response_due, '2026-11-25 14:30+01', 'frappe/helpdesk #2212: the lunch break does not count');
select pg_temp.opens('kunde@heyer.example', '2026-11-27 16:30+01') as friday \gset
select is((pg_temp.ticket(:friday)).response_due, '2026-11-30 10:30+01', 'chatwoot #13392, osTicket #1168, #2131, freescout #3756: clocks run in working hours');
select is((pg_temp.ticket(:friday)).resolution_due, '2026-12-01 09:30+01', 'chatwoot #14009: with several periods a day');
select pg_temp.clock('2026-11-28 00:00+01') + pg_temp.clock('2026-11-29 23:59+01') as n \gset
select is(pg_temp.escalations(:friday), 0::bigint, 'zammad #4432, #2157: nothing escalates at midnight and on weekends');
select is((select count(*) from vorrang.notices n where n.ticket_number = :friday), 0::bigint, 'nor is anybody told');
select is((pg_temp.ticket(:friday)).light, 'green', 'glpi #15605: and no step before the due fires at 00:00');
select pg_temp.clock('2026-11-30 10:29:59+01') as n \gset
select is(pg_temp.escalations(:friday), 0::bigint, 'not before');
select pg_temp.clock('2026-11-30 10:30+01') as n \gset
select is(pg_temp.escalations(:friday), 1::bigint, 'and then it does');
select is(vorrang.open_seconds_between((select id from vorrang.calendars where key = 'always'), '2026-11-25 00:00+01', '2026-12-02 00:00+01'),
    7 * 86400::double precision, 'zammad #3180: a week round the clock has all of its minutes');
select pg_temp.opens('kunde@heyer.example', '2026-03-27 16:30+01') as summer \gset
select is((pg_temp.ticket(:summer)).response_due, '2026-03-30 10:30+02', 'glpi #15429, #687, #6902: also over a change to summer time');

-- ---- priority and types ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 09:00+01') as prio \gset
select vorrang.set_priority(:prio, 1::smallint, a, '2026-11-25 09:05+01') from vorrang.agents a where a.key = 'anna';
select is((pg_temp.ticket(:prio)).response_due, '2026-11-25 10:00+01', 'osTicket #868: the SLA is by priority, too');

-- ---- the first response ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 09:00+01') as first \gset
select vorrang.customer_wrote(:first, '2026-11-25 10:30+01');
select vorrang.write_event(:first, '2026-11-25 10:40+01', 'note', 'anna', 'smtp');
select is((pg_temp.ticket(:first)).response_due, '2026-11-25 11:00+01', 'zammad #5177: what happens meanwhile does not overrule the first response time');
select pg_temp.clock('2026-11-25 11:00+01') as n \gset
select is((select e.detail->>'clock' from vorrang.events e where e.ticket_number = :first and e.kind = 'escalated'), 'response',
    'zammad #3928: which clock escalated is said');
select is((select n.detail->>'clock' from vorrang.notices n where n.ticket_number = :first order by n.id limit 1), 'response', 'also to who is told');

-- ---- waiting ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 09:00+01') as wait \gset
update vorrang.tickets set response_running = false where number = :wait;
select vorrang.set_status(:wait, 'waiting', '2026-11-25 10:00+01', 'anna', 'smtp') as done \gset
select pg_temp.clock('2026-12-04 10:00+01') as n \gset
select is((pg_temp.ticket(:wait)).resolution_missed, false, 'osTicket #1684: an answered ticket does not go overdue while the customer is silent');
select is((pg_temp.ticket(:wait)).light, 'paused', 'and looks like it');
select vorrang.set_status(:wait, 'in-progress', '2026-12-04 10:00+01', 'customer', 'smtp') as done \gset
select is((pg_temp.ticket(:wait)).resolution_due, '2026-12-07 10:00+01', 'frappe/helpdesk #1675: the pause shifts the resolution: seven hours are left');
select pg_temp.clock('2026-12-04 10:00:01+01') as n \gset
select is(pg_temp.escalations(:wait), 0::bigint, 'zammad docs, slas.rst: it does not escalate at once when it goes on');
select vorrang.set_own_sla(:wait, (select id from vorrang.slas where key = '42m'), '2026-12-04 10:00+01', 'anna', 'smtp');
select vorrang.set_own_sla(:wait, null, '2026-12-04 10:01+01', 'anna', 'smtp');
select is((pg_temp.ticket(:wait)).resolution_due, '2026-12-07 10:00+01', 'glpi #22678: the pause is not lost when the SLA changes');
select vorrang_api.sla_set('office', '{"response": 14400, "resolution": 57600}', '2026-12-04 10:02+01') is not null as done \gset
select ok(not (pg_temp.ticket(:wait)).resolution_missed and (pg_temp.ticket(:wait)).resolution_due > '2026-12-08Z',
    'osTicket #5160, #4078: a change of the SLA is a change of the due, and of "overdue"');

-- ---- every way in starts the clock ----
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:00Z', '{"by": "anna", "source": "phone", "via": "smtp"}') as phone \gset
select isnt((pg_temp.ticket(:phone)).clock_at, null, 'znuny #514: the clock runs for a ticket that an agent opens, too');

-- ---- who is away ----
select pg_temp.opens('kunde@kessel.example', '2026-11-25 10:00Z') as away \gset
select vorrang.set_owner(:away, pg_temp.agent('anna'), '2026-11-25 10:01Z', 'anna', 'imap') as done \gset
select vorrang_api.agent_absent('anna', '{"until": "2026-12-04"}', '2026-11-25 10:02Z') is not null as done \gset
select is((pg_temp.ticket(:away)).owner_id, null, 'zammad #263, #3694, #5566, freescout #5429: who is away does not keep what falls due meanwhile');
select is(vorrang.refusal_of_absent(t, pg_temp.agent('anna'), '2026-11-25 10:03Z') is not null, true,
    'osTicket #6213, #852: nor is it given to him') from vorrang.tickets t where t.number = :away;
select vorrang_api.agent_set('bernd', '{"shift": "office"}', '2026-11-25Z') is not null as done \gset
select is((vorrang.refusal_of_absent(t, pg_temp.agent('bernd'), '2026-11-25 16:59+01') is null) || ' '
    || (vorrang.refusal_of_absent(t, pg_temp.agent('bernd'), '2026-11-25 17:00+01') is null), 'true false',
    'frappe/helpdesk #1528: assignment knows shifts') from vorrang.tickets t where t.number = :away;

-- ---- put aside ----
select pg_temp.opens('kunde@brandt.example', '2026-11-25 10:00Z') as hold \gset
select vorrang.hold_ticket(:hold, '2026-12-01 09:00+01', '2026-11-25 10:10Z', 'anna', 'smtp');
select pg_temp.mail('kunde@brandt.example', '2026-11-26 10:00Z', jsonb_build_object('machine', 'auto', 'references',
    (select jsonb_agg(m.message_id) from vorrang.messages m where m.ticket_number = :hold))) as x \gset
select is((pg_temp.ticket(:hold)).status || ' ' || (pg_temp.ticket(:hold)).held_until, 'hold 2026-12-01 08:00:00+00',
    'freescout #3584, #3363: a machine''s word wakes nothing, and the date stays');
select pg_temp.clock('2026-12-01 09:00+01') as n \gset
select is((pg_temp.ticket(:hold)).status, 'in-progress', 'freescout #5378, #5616: it comes back at its time');
select is((select count(*) from vorrang.outbox o where o.ticket_number = :hold and o.kind <> 'confirmation'), 0::bigint, 'and the customer gets nothing of it');
select is((select string_agg(e.detail->>'until', ' ') from vorrang.events e where e.ticket_number = :hold and e.kind = 'status' and e.detail ? 'until'),
    vorrang.iso('2026-12-01 09:00+01'), 'the date that was set stands in the history');

-- ---- forgotten ----
select vorrang_api.escalation_set('sales', '{"level": 1, "at": "silent", "after": 14400, "notify": "team"}', '2026-11-25Z') is not null as done \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 16:00+01', '{"channels": ["sales@desk.example"]}') as quiet \gset
select vorrang.set_own_sla(:quiet, (select id from vorrang.slas where key = 'default'), '2026-11-25 16:00+01', 'anna', 'smtp');
select pg_temp.clock('2026-11-26 08:59+01') as n \gset
select is(pg_temp.escalations(:quiet), 0::bigint, 'the night is no silence');
select pg_temp.clock('2026-11-26 13:00+01') as n \gset
select is(pg_temp.escalations(:quiet), 1::bigint, 'chatwoot #6889: a ticket that everybody forgot escalates, after four open hours');
select is((select e.detail->>'due' from vorrang.events e where e.ticket_number = :quiet and e.kind = 'escalated'), vorrang.iso('2026-11-26 12:00+01'), 'said so');
select is(pg_temp.clock('2026-11-27 17:00+01') * 0 + pg_temp.escalations(:quiet)::integer, 1, 'once');
select is(vorrang_api.calendar_show('office', '2026-11-25Z')->'holidays', '["2026-12-25"]', 'zammad #390: holidays are those that somebody chose, and can be seen');

select * from finish();
rollback;

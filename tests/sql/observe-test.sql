-- A channel that observes: what would have been promised, when our people answered, and the report.
begin;
\ir support/world.sql
select plan(37);

select vorrang_api.channel_set('help', '{"address": "help@firm.example", "name": "Help", "sla": "express", "calendar": "office", "zone": "Europe/Berlin", "intake": "observe"}', '2026-11-01Z') is not null as done \gset
select vorrang_api.escalation_set('help', '{"level": 1, "at": "amber", "notify": "team"}') is not null as done \gset
select vorrang_api.escalation_set('help', '{"level": 2, "at": "response-due", "to_channel": "lead"}') is not null as done \gset

create function pg_temp.comes(p_from text, p_now timestamptz, p jsonb default '{}') returns text
language sql
as $$ select vorrang_api.observe_mail(pg_temp.facts(p_from, '{"channels": ["help@firm.example"]}'::jsonb || p), p_now) $$;
create function pg_temp.leaves(p_to text, p_now timestamptz, p jsonb default '{}') returns text
language sql
as $$ select vorrang_api.observe_answer(pg_temp.facts('help@firm.example', jsonb_build_object('to', array[p_to]) || p), p_now) $$;
create function pg_temp.report(p_now timestamptz, p jsonb default '{}') returns jsonb
language sql
as $$ select vorrang_api.report_observe(p, p_now) $$;

select is(pg_temp.report('2026-11-25 08:00Z') - 'channels' - 'from' - 'until', '{"days": 7, "mails": 0, "follow_ups": 0, "answered": 0, "unanswered": 0,
    "median_seconds": null, "worst_seconds": null, "late": 0, "by_class": [], "worst": [], "escalations": [], "next": []}', 'nothing came yet');

-- Wednesday, Berlin: 09:00 is 08:00Z, 12:00 is 11:00Z, 13:00 is 12:00Z, 17:00 is 16:00Z.
select is(pg_temp.comes('kunde@heyer.example', '2026-11-25 09:00Z', '{"message_id": "<h1@heyer.example>", "subject": "Down"}'), 'recorded', 'a mail is recorded');
select is((select o.response_due from vorrang.observed o), '2026-11-25 09:42Z', 'with what Heyer''s contract promises');
select is((select o.class from vorrang.observed o)::text, 'A', 'and its class');
select is(pg_temp.comes('kunde@heyer.example', '2026-11-25 09:00:10Z', '{"message_id": "<h1@heyer.example>", "subject": "Down"}'), 'known', 'a retry once');
select is(pg_temp.comes('kunde@heyer.example', '2026-11-25 09:10Z', '{"references": ["<h1@heyer.example>"], "message_id": "<h2@heyer.example>"}'), 'follow-up', 'a reminder promises nothing new');
select is(pg_temp.comes('bot@heyer.example', '2026-11-25 09:11Z', '{"machine": "list"}'), 'machine', 'no machine');
select is(pg_temp.comes('bernd@staff.example', '2026-11-25 09:12Z'), 'own', 'none of our own');
select is(vorrang_api.observe_mail(pg_temp.facts('kunde@heyer.example'), '2026-11-25 09:12Z'), 'not-observed', 'no other channel');
select is((select count(*) from vorrang.tickets) + (select count(*) from vorrang.messages) + (select count(*) from vorrang.outbox), 0::bigint, 'no ticket, no mail');
select is((select count(*) from vorrang.observed o where row_to_json(o)::text ~* 'kunde|Down'), 0::bigint, 'no address and no subject is kept');

-- A stranger in the channel's own SLA: 60 s of office hours.
select is(pg_temp.comes('x@elsewhere.example', '2026-11-25 10:59:30Z', '{"subject": "Question", "message_id": "<x1@elsewhere.example>"}'), 'recorded', 'a stranger, half a minute before the noon break');
select is((select o.response_due from vorrang.observed o where o.message_id = '<x1@elsewhere.example>'), '2026-11-25 12:00:30Z', 'due after it');
select is(pg_temp.comes('kunde@nordit.example', '2026-11-25 12:00Z', '{"subject": "Offer", "message_id": "<n1@nordit.example>"}'), 'recorded', 'a B customer');

-- Answers.
select is(pg_temp.leaves('bernd@staff.example', '2026-11-25 09:20Z', '{"references": ["<h1@heyer.example>"]}'), 'inside', 'a word among us is no answer');
select is(pg_temp.leaves('boss@heyer.example', '2026-11-25 09:21Z', '{"references": ["<other@heyer.example>"], "subject": "Down"}'), 'no-answer', 'nor a mail to another, about another');
select is(pg_temp.leaves('kunde@heyer.example', '2026-11-25 09:22Z', '{"references": ["<h1@heyer.example>"], "machine": "auto"}'), 'machine', 'nor a machine');
select is(pg_temp.leaves('kunde@heyer.example', '2026-11-25 09:30Z', '{"references": ["<h2@heyer.example>"], "message_id": "<a1@firm.example>"}'), 'answered', 'by reference to his reminder');
select is((select o.answered_at from vorrang.observed o where o.class = 'A'), '2026-11-25 09:30Z', 'answered');
select is(pg_temp.leaves('kunde@heyer.example', '2026-11-25 09:40Z', '{"references": ["<h1@heyer.example>"]}'), 'answered', 'a second answer');
select is((select o.answered_at from vorrang.observed o where o.class = 'A'), '2026-11-25 09:30Z', 'counts for nothing');
select is(pg_temp.leaves('X@elsewhere.example', '2026-11-25 12:10Z', '{"subject": "Re: AW: question"}'), 'answered', 'by sender and subject, where a client gives no reference');
select is(pg_temp.comes('kunde@heyer.example', '2026-11-25 13:00Z', '{"references": ["<a1@firm.example>"], "message_id": "<h3@heyer.example>"}'), 'recorded', 'after the answer a mail promises anew');

-- The report.
select pg_temp.report('2026-11-25 14:00Z') as r \gset
select is(:'r'::jsonb->>'mails', '4', 'mails');
select is(:'r'::jsonb->>'follow_ups', '1', 'further mails');
select is(:'r'::jsonb->'by_class', '[{"class": "A", "customers": 1, "mails": 2}, {"class": "B", "customers": 1, "mails": 1}, {"class": "-", "customers": 1, "mails": 1}]', 'by class');
select is(((:'r'::jsonb->>'answered')::int, (:'r'::jsonb->>'unanswered')::int), (2, 2), 'answered and not');
select is(((:'r'::jsonb->>'median_seconds')::int, (:'r'::jsonb->>'worst_seconds')::int), (1215, 1800), 'business time: 30 min, and 30 s + 10 min across the break');
select is((select jsonb_agg(x - 'message_id' - 'received_at') from jsonb_array_elements(:'r'::jsonb->'worst') x),
    '[{"channel": "help", "customer": "heyer", "class": "A", "response_due": "2026-11-25T13:42:00.000000Z", "answered_at": null, "late_seconds": 1080},
      {"channel": "help", "customer": null, "class": "-", "response_due": "2026-11-25T12:00:30.000000Z", "answered_at": "2026-11-25T12:10:00.000000Z", "late_seconds": 570}]', 'the late ones, worst first');
select is(:'r'::jsonb->'escalations', '[{"channel": "help", "at": "amber", "level": 1, "to_channel": null, "mails": 4}, {"channel": "help", "at": "response-due", "level": 2, "to_channel": "lead", "mails": 2}]', 'what would have escalated, and where to');
select is((select jsonb_agg(x->>'customer') from jsonb_array_elements(:'r'::jsonb->'next') x), '["heyer", "nordit"]', 'who is first: class, then due');
select is(pg_temp.report('2026-11-25 09:25Z')->>'unanswered', '1', 'as it stood at an instant');
select is(pg_temp.report('2026-11-25 14:00Z', '{"channel": "support"}')->>'mails', '0', 'of one channel');
select throws_like('select vorrang_api.report_observe(''{"days": 31}'', ''2026-11-25Z'')', '%1 to 30 days%', 'not longer than it is kept');

-- Kept for 30 days.
select vorrang_api.desk_tidy('2026-12-25 08:00Z') as n \gset
select is((select count(*) from vorrang.observed), 4::bigint, 'a month later it is there');
select vorrang_api.desk_tidy('2026-12-25 12:30Z') as n \gset
select is((select count(*) from vorrang.observed), 1::bigint, 'what is older goes');
select is((select string_agg(k.message_id, ' ' order by k.message_id) from vorrang.observed_ids k), '<h3@heyer.example>', 'with its Message-IDs');

select * from finish();
rollback;

-- Rules for mails that open tickets: what they ask, what they say, and that all of it is told (U-05, U-06).
begin;
\ir support/world.sql
select plan(36);

select is(vorrang.is_like(x, p), y, format('%s is%s like %s', x, case when y then '' else ' not' end, p))
from (values ('nagios@mon.example', '*@mon.example', true), ('nagios@mon.example.evil', '*@mon.example', false),
             ('x', '', false), ('', '*', true), ('100% sure_x', '100% s?re_x', true), ('100 sure', '100% *', false),
             ('a_b', 'a?b', true), ('axb', 'a_b', false), ('A\B', 'a\b', true), ('YES, score=9', 'yes*', true)) as v (x, p, y);

select throws_ok($$ select vorrang_api.rule_set('empty', '{"priority": "high"}', '2026-11-25Z') $$, 'VR004', 'a new rule must ask for something', 'a rule must ask for something');
select throws_ok($$ select vorrang_api.rule_set('h', '{"header": "nonsense"}', '2026-11-25Z') $$, 'VR003', null, 'a header needs its pattern');
select throws_ok($$ select vorrang_api.rule_set('h', '{"subject": "x", "to_channel": "nowhere"}', '2026-11-25Z') $$, 'VR001', null, 'a channel must be there');
select vorrang_api.rule_set('monitoring', '{"from": "*@mon.example", "priority": "high", "tags": ["monitoring"], "confirm": false, "customer": "kessel", "type": "incident"}', '2026-11-25Z') is not null as done \gset
select is(vorrang_api.rule_set('junk', '{"header": "X-Spam: yes*", "spam": true}', '2026-11-25Z')->>'header', 'x-spam: yes*', 'a header''s name is without case');
select vorrang_api.rule_set('billing', '{"subject": "*invoice*", "to_channel": "accounting", "priority": "low", "position": 50}', '2026-11-25Z') is not null as done \gset
select vorrang_api.rule_set('big', '{"larger": 5000, "channel": "sales", "tags": ["big"]}', '2026-11-25Z') is not null as done \gset
select is(vorrang_api.milter_directory()->'headers', '["x-spam"]', 'the milter learns which headers to bring');
select is(vorrang_api.rule_set('monitoring', '{}', '2026-11-25Z'), vorrang_api.rule_show('monitoring'), 'what is not given stays');
select is((select string_agg(x->>'key', ' ') from jsonb_array_elements(vorrang_api.rule_list('{}')) x), 'billing big junk monitoring', 'by position, then by name');

-- ---- effects ----
select pg_temp.opens('nagios@mon.example', '2026-11-25 10:00Z', '{"subject": "PROBLEM"}') as m \gset
select row_eq(format($$ select t.priority, t.type, k.key, t.class::text, c.key from vorrang.tickets t join vorrang.customers k on k.id = t.customer_id join vorrang.channels c on c.id = t.channel_id where t.number = %s $$, :m),
    row(1::smallint, 'incident'::text, 'kessel'::text, 'C'::text, 'support'::text), 'priority, type and customer are the rule''s, class and SLA the customer''s');
select is((pg_temp.ticket(:m)).response_due, '2026-11-25 16:00Z', 'with his contract');
select is((select string_agg(tag, ' ') from vorrang.ticket_tags where ticket_number = :m), 'monitoring', 'the tag too');
select is((select count(*) from vorrang.outbox where ticket_number = :m), 0::bigint, 'no confirmation');
select is((select e.detail->'rules' from vorrang.events e where e.ticket_number = :m and e.kind = 'rules'), '["monitoring"]', 'the history names the rule');
select pg_temp.opens('nagios@mon.example', '2026-11-25 10:00Z', '{"subject": "Your INVOICE 7"}') as b \gset
select is((select c.key from vorrang.channels c where c.id = (pg_temp.ticket(:b)).channel_id) || (pg_temp.ticket(:b)).priority, 'accounting-1', 'of two rules the lower position says first');
select is((select string_agg(tag, ' ') from vorrang.ticket_tags where ticket_number = :b), 'monitoring', 'tags of all of them count');
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', '{"headers": {"x-spam": ["no", "Yes, score=12"]}}') as s \gset
select is((pg_temp.ticket(:s)).status || ' ' || (select count(*) from vorrang.outbox where ticket_number = :s and state <> 'recalled'), 'spam 0', 'spam: no clocks, no mail out');
select is((pg_temp.ticket(:s)).clock_at, null, 'nothing is due');
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', '{"headers": {"x-spam": ["no"]}, "size": 9000}') as n \gset
select is((pg_temp.ticket(:n)).status || (select count(*) from vorrang.events e where e.ticket_number = :n and e.kind = 'rules'), 'new0', 'no rule, no word of it');
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', '{"channels": ["sales@desk.example"], "size": 9000}') as l \gset
select is((select string_agg(tag, ' ') from vorrang.ticket_tags where ticket_number = :l), 'big', 'a rule of one channel holds there');
select is((select outcome from pg_temp.mail('nagios@mon.example', '2026-11-25 10:05Z', jsonb_build_object('subject', 'invoice', 'tags', array[:m]))), 'append', 'a further mail of a ticket');
select is((select c.key from vorrang.channels c where c.id = (pg_temp.ticket(:m)).channel_id), 'support', 'is under no rule');
select vorrang_api.rule_set('junk', '{"enabled": false}', '2026-11-25Z') is not null as done \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', '{"headers": {"x-spam": ["yes"]}}') as o \gset
select is((pg_temp.ticket(:o)).status, 'new', 'switched off it says nothing');
select is(vorrang_api.milter_directory()->'headers', '[]', 'and asks for nothing');

-- ---- try ----
select vorrang_api.rule_try(pg_temp.facts('nagios@mon.example', '{"subject": "invoice"}'), '2026-11-25 10:10Z') as t \gset
select is((:'t'::jsonb->>'channel') || ' ' || (:'t'::jsonb->>'customer') || ' ' || (:'t'::jsonb->>'sla'), 'accounting kessel 6h', 'try says where it would go, and for whom');
select is((select string_agg((x->>'rule') || ':' || (x->>'matches'), ' ') from jsonb_array_elements(:'t'::jsonb->'rules') x), 'billing:true big:false junk:false monitoring:true', 'and which rules match');
select is((select x->'reasons' from jsonb_array_elements(:'t'::jsonb->'rules') x where x->>'rule' = 'big'), '[{"holds": false, "reason": "the mail is to sales"}, {"holds": false, "reason": "it is larger than 5000 bytes"}]', 'and why not');
select throws_ok($$ select vorrang_api.rule_try('{"recipients": ["nobody@x.example"]}', '2026-11-25Z') $$, 'VR001', 'none of its recipients is a channel''s address', 'a mail to no channel is said so');
select * from finish();
rollback;

-- Mails that name a case by somebody else's number: monitoring systems and other trackers (U-22).
begin;
\ir support/world.sql
select plan(31);

select is((select object || ':' || recovered from vorrang.monitoring_of(x)), y, x)
from (values
    ('** PROBLEM Service Alert: web1/Disk is CRITICAL **', 'web1/disk:false'),
    ('** RECOVERY Service Alert: web1/Disk is OK **', 'web1/disk:true'),
    ('** PROBLEM Host Alert: web1 is DOWN **', 'web1:false'),
    ('** RECOVERY Host Alert: web1 is UP **', 'web1:true'),
    ('[PROBLEM] disk on web1 is CRITICAL!', 'disk on web1:false'),
    ('[RECOVERY] disk on web1 is OK!', 'disk on web1:true'),
    ('Check_MK: web1/CPU load OK -> CRIT', 'web1/cpu load:false'),
    ('Checkmk: web1 DOWN -> UP', 'web1:true'),
    ('There is a problem here', null), ('The printer is OK', null)) as v (x, y);
select is(vorrang.foreign_numbers(x)::text, y, x)
from (values
    ('RE: INC0012345 - printer', '{INC0012345}'), ('[JIRA] (ABC-12) New comment', '{ABC-12}'), ('[ABC-12] broken', '{ABC-12}'),
    ('JIRA ABC-7: done', '{ABC-7}'), ('Incoming 12345', '{}'), ('A-1 and [#4815]', '{}')) as v (x, y);

-- ---- monitoring: a problem opens, its repetition joins, its recovery closes ----
select vorrang_api.rule_set('nagios', '{"from": "nagios@mon.example", "monitoring": true, "confirm": false}', '2026-11-25Z') is not null as done \gset
select pg_temp.opens('nagios@mon.example', '2026-11-25 10:00Z', '{"subject": "** PROBLEM Host Alert: web1 is DOWN **"}') as p \gset
select pg_temp.opens('nagios@mon.example', '2026-11-25 10:00Z', '{"subject": "** PROBLEM Host Alert: web2 is DOWN **"}') as q \gset
select isnt(:p::bigint, :q::bigint, 'another host is another ticket');
update vorrang.tickets set status = 'waiting' where number = :p;
select is((select outcome || ' ' || ticket from pg_temp.mail('nagios@mon.example', '2026-11-25 11:00Z', '{"subject": "** PROBLEM Host Alert: web1 is DOWN **"}')), 'append ' || :p, 'a repetition joins');
select is((pg_temp.ticket(:p)).status || (pg_temp.ticket(:p)).lifted, 'waitingfalse', 'and lifts nothing');
select is((select outcome || ' ' || ticket from pg_temp.mail('nagios@mon.example', '2026-11-25 12:00Z', '{"subject": "** RECOVERY Host Alert: web1 is UP **"}')), 'append ' || :p, 'the recovery joins');
select is((pg_temp.ticket(:p)).status || ' ' || (pg_temp.ticket(:p)).close_reason, 'closed recovered', 'and closes');
select is((select count(*) from vorrang.outbox where ticket_number in (:p, :q)), 0::bigint, 'without a word to anybody');
select is((pg_temp.ticket(:q)).status, 'new', 'the other host''s ticket stays open');
select is((select outcome from pg_temp.mail('nagios@mon.example', '2026-11-25 13:00Z', '{"subject": "** PROBLEM Host Alert: web1 is DOWN **"}')), 'open', 'down again: a new ticket');
select is((select outcome from pg_temp.mail('evil@elsewhere.example', '2026-11-25 13:00Z', '{"subject": "** RECOVERY Host Alert: web2 is UP **"}')), 'open', 'somebody else''s recovery is no recovery');
select is((pg_temp.ticket(:q)).status, 'new', 'and closes nothing');
select ticket from pg_temp.mail('nagios@mon.example', '2026-11-25 14:00Z', '{"subject": "** RECOVERY Host Alert: web9 is UP **"}') \gset r_
select is((pg_temp.ticket(:r_ticket)).status, 'closed', 'a recovery of what nobody reported is filed closed');

-- ---- other trackers' numbers ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', '{"subject": "INC0012345 printer"}') as n \gset
select is((select outcome || ' ' || ticket from pg_temp.mail('kunde@heyer.example', '2026-11-25 15:00Z', '{"subject": "Update on INC0012345"}')), 'append ' || :n, 'his tracker''s number finds his ticket');
select is((select outcome from pg_temp.mail('kunde@nordit.example', '2026-11-25 15:00Z', '{"subject": "Update on INC0012345"}')), 'open', 'another customer''s same number is another case (T3)');
select is((select outcome from pg_temp.mail('kunde@heyer.example', '2026-11-25 15:00Z', '{"subject": "INC0012345", "trust": "unverified"}')), 'open', 'not believed of an unverified sender');
select pg_temp.follow_up(:n, 'kunde@heyer.example', '2026-11-25 15:05Z', '{"subject": "Re: printer [ABC-12]"}') is not null as done \gset
select is((select outcome || ' ' || ticket from pg_temp.mail('kunde@heyer.example', '2026-11-25 15:06Z', '{"subject": "[JIRA] (ABC-12) commented"}')), 'append ' || :n, 'a number that comes later counts too');
select * from finish();
rollback;

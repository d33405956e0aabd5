-- The chain over the history: whatever is changed, taken out or slipped in later is found.
begin;
\ir support/world.sql
select plan(21);

create function pg_temp.verify() returns text
language sql
as $$ select coalesce(v->>'why', 'whole') || ' ' || (v->>'link') from vorrang_api.audit_verify(0, 1000, '2026-11-25 12:00Z') v $$;

select is(pg_temp.verify(), 'whole 0', 'nothing is whole');
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z') as h \gset
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:00Z') as n \gset
select is(vorrang_api.audit_link(3, '2026-11-25 10:01Z'), 3, 'a batch');
select is(vorrang_api.audit_link(3, '2026-11-25 10:02Z'), 1, 'the rest');
select is(vorrang_api.audit_link(3, '2026-11-25 10:03Z'), 0, 'and no more');
select is(pg_temp.verify(), 'whole 2', 'U-13: the chain holds');

-- A transaction that took its id before others and ended after them.
select vorrang.set_status(:h, 'waiting', '2026-11-25 10:04Z', 'anna', 'smtp') as done \gset
select max(id) as late from vorrang.events \gset
create temporary table held as select * from vorrang.events where id = :late;
delete from vorrang.events where id = :late;
select vorrang.set_status(:n, 'waiting', '2026-11-25 10:05Z', 'anna', 'smtp') as done \gset
select is(vorrang_api.audit_link(100, '2026-11-25 10:06Z'), 1, 'what is there');
insert into vorrang.events overriding system value select * from held;
select is(vorrang_api.audit_link(100, '2026-11-25 10:07Z'), 1, 'what ended late is in the next');
select is(pg_temp.verify(), 'whole 4', 'the chain holds');
select is((vorrang_api.audit_verify(0, 2, '2026-11-25 12:00Z')) - 'chain' - 'unlinked', '{"link": 2, "events": 4, "more": true}', 'in pieces');
select is((vorrang_api.audit_verify(2, 2, '2026-11-25 12:00Z'))->>'chain', vorrang_api.audit_chain(4), 'and on');

-- After an hour only new ones are looked at.
select vorrang.set_status(:n, 'in-progress', '2026-11-25 12:00Z', 'anna', 'smtp') as done \gset
select is(vorrang_api.audit_link(100, '2026-11-25 12:01Z'), 1, 'one an hour later');
select is(pg_temp.verify(), 'whole 5', 'the chain holds');

-- ---- what is found ----
savepoint s;
update vorrang.events set "by" = 'bernd' where id = :late;
select is(pg_temp.verify(), 'an event in it was changed 4', 'who');
rollback to s;
update vorrang.events set detail = detail || '{"to": "closed"}' where id = :late;
select is(pg_temp.verify(), 'an event in it was changed 4', 'what');
rollback to s;
update vorrang.events set at = at + interval '1 second' where id = :late;
select is(pg_temp.verify(), 'an event in it was changed 4', 'when');
rollback to s;
delete from vorrang.events where id = :late;
select is(pg_temp.verify(), '1 of its events are gone 4', 'taken out');
rollback to s;
delete from vorrang.audit_links where n = 3;
select is(pg_temp.verify(), 'link 3 is gone 4', 'a link taken out');
rollback to s;
update vorrang.audit_links set event_ids = event_ids[2:] where n = 1;
select is(pg_temp.verify(), 'the link itself was changed, or the one before it 1', 'a link changed');
rollback to s;
insert into vorrang.events (ticket_number, at, kind, "by", via) values (:h, '2026-11-25 10:00Z', 'message', 'customer', 'smtp');
select is((vorrang_api.audit_verify(0, 1000, '2026-11-25 12:00Z'))->>'unlinked', '1', 'slipped in, with an instant of long ago: it is in no link');
rollback to s;
-- A chain that was made anew from some link on is whole, but not the one that was noted.
select vorrang_api.audit_chain(5) as noted \gset
delete from vorrang.events where id = :late;
delete from vorrang.audit_links where n >= 4;
select vorrang_api.audit_link(100, '2026-11-25 12:02Z') as n \gset
select isnt(vorrang_api.audit_chain(4), :'noted', 'a chain that was forged is another than the one that somebody noted');
select is(jsonb_array_length(vorrang_api.audit_export(0, 100, '2026-11-25 10:00Z', '2026-11-25 10:05Z')), 4, 'the lines of a time');

select * from finish();
rollback;

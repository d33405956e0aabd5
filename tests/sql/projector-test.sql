-- Rows and their uids: a row is frozen, what differs is a new uid, and nothing else is.
begin;
\ir support/world.sql
select plan(61);

create function pg_temp.folder(p_agent text, p_folder text) returns vorrang.folders
language sql stable
as $$ select vorrang.folder_of(pg_temp.agent(p_agent), p_folder) $$;

-- The ticket's rows of a folder: uid, and ! while it is leaving.
create function pg_temp.uids(p_agent text, p_folder text, p_ticket bigint) returns text
language sql stable
as $$
    select string_agg(r.uid || case when r.leaving_at is not null then '!' else '' end, ' ' order by r.uid)
    from vorrang.folder_rows r
    where r.folder_id = (vorrang.folder_of(pg_temp.agent(p_agent), p_folder)).id and r.ticket_number = p_ticket and r.vanished_at is null
$$;

select count(*) as n from vorrang.agents a, vorrang_api.desk_open(a.id, 'INBOX', 0, 0, '2026-11-25 10:00Z') where a.key in ('anna', 'bernd') \gset
select count(*) as n from vorrang_api.desk_open(pg_temp.agent('anna'), 'Queues/support', 0, 0, '2026-11-25 10:00Z') \gset

-- ---- intake touches no folder; the projector gives the uid ----
select (pg_temp.folder('anna', 'Queues/support')).modseq as m0 \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z') as t \gset
select is((pg_temp.folder('anna', 'Queues/support')).modseq, :m0::bigint, 'intake touches no folder row');
select is((select taken from vorrang_api.desk_project(100, '2026-11-25 10:00Z')), 1, 'the projector takes the change');
select is((select taken from vorrang_api.desk_project(100, '2026-11-25 10:00Z')), 0, 'and the queue is empty');
select is(pg_temp.uids('anna', 'Queues/support', :t), '1', 'the ticket is uid 1 of the queue');
select is(pg_temp.uids('anna', 'INBOX', :t) || pg_temp.uids('bernd', 'INBOX', :t), '11', 'and of the INBOXes of its team');
select is((pg_temp.folder('anna', 'Queues/support')).uidnext, 2::bigint, 'UIDNEXT moves on');
select cmp_ok((pg_temp.folder('anna', 'Queues/support')).modseq, '>', :m0::bigint, 'so does HIGHESTMODSEQ');
select is((select count(*) from vorrang.folders f where f.channel_id = pg_temp.channel('support') and f.kind = 'queue'), 1::bigint, 'rows and uids of a queue are shared by all');

-- ---- no change, no new row ----
select (pg_temp.folder('anna', 'INBOX')).modseq as m1 \gset
select vorrang.touch(:t, '2026-11-25 10:01Z');
select pg_temp.project('2026-11-25 10:01Z');
select is((pg_temp.folder('anna', 'INBOX')).modseq, :m1::bigint, 'touched but not changed: nothing happens');
select pg_temp.follow_up(:t, 'stranger@elsewhere.example', '2026-11-25 10:01Z') as m \gset
select pg_temp.project('2026-11-25 10:01Z');
select is(pg_temp.uids('anna', 'INBOX', :t), '1', 'a foreign mail is no new row');
select outcome from pg_temp.reply('bernd', :t, '2026-11-25 10:02Z', '{"note": true}') \gset
select pg_temp.project('2026-11-25 10:02Z');
select is(pg_temp.uids('anna', 'INBOX', :t), '1', 'nor is a note');

-- ---- an event changes only its ticket's rows ----
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:03Z') as u \gset
select pg_temp.project('2026-11-25 10:03Z');
select is(pg_temp.uids('anna', 'INBOX', :t), '1', 'another ticket leaves this one''s row alone');

-- ---- light by clock: same uid, new modseq ----
select modseq as m2 from pg_temp.shows('anna', 'INBOX', '2026-11-25 10:10Z') where ticket = :t \gset
select vorrang_api.clock_run(100, '2026-11-25 10:21Z') as n \gset
select pg_temp.project('2026-11-25 10:21Z');
select is(pg_temp.uids('anna', 'INBOX', :t), '1', 'amber keeps the uid');
select is(pg_temp.flags('anna', 'INBOX', :t, '2026-11-25 10:21Z'), '$label2', 'and shows the flag');
select cmp_ok((select modseq from pg_temp.shows('anna', 'INBOX', '2026-11-25 10:21Z') where ticket = :t), '>', :m2::bigint, 'with a higher modseq');

-- ---- red: the bell, once, unread ----
select pg_temp.reads('anna', 'INBOX', :t, '2026-11-25 10:22Z');
select is(pg_temp.flags('anna', 'INBOX', :t, '2026-11-25 10:22Z'), '\Seen $label2', 'Anna has read it');
select vorrang_api.clock_run(100, '2026-11-25 10:33:36Z') as n \gset
select (pg_temp.folder('anna', 'INBOX')).modseq as m3 \gset
select n.taken from vorrang_api.desk_project(100, '2026-11-25 10:33:36Z') n \gset
select is(pg_temp.uids('anna', 'INBOX', :t), '1! 3', 'turning red is a new row; the old one is still there');
select is((select string_agg(o.kind || o.uid, ' ' order by o.kind, o.uid) from vorrang_api.desk_open(pg_temp.agent('anna'), 'INBOX', (pg_temp.folder('anna', 'INBOX')).uidvalidity, :m3, '2026-11-25 10:33:36.001Z') o where o.kind <> 'S'),
    'R1 R3', 'a client hears of the new row before the old one goes');
select pg_temp.project('2026-11-25 10:33:36Z');
select is(pg_temp.uids('anna', 'INBOX', :t), '3', 'with the next pass the old one is gone');
select is(pg_temp.flags('anna', 'INBOX', :t, '2026-11-25 10:34Z'), '$label1', 'red and unread: that is the bell');
select is(pg_temp.flags('anna', 'Queues/support', :t, '2026-11-25 10:34Z'), '$label1', 'in the queue too');
select vorrang.touch(:t, '2026-11-25 10:35Z');
select pg_temp.project('2026-11-25 10:35Z');
select is(pg_temp.uids('anna', 'INBOX', :t), '3', 'the bell rings once');
-- Not heard yet, and the row changes for another reason.
select vorrang.set_owner(:t, pg_temp.agent('bernd'), '2026-11-25 10:36Z', 'bernd', 'imap') as done \gset
select pg_temp.project('2026-11-25 10:36Z');
select is(pg_temp.flags('anna', 'Queues/support', :t, '2026-11-25 10:36Z'), '$label1', 'what was unread by the bell stays unread when the row is issued anew');
select pg_temp.reads('anna', 'Queues/support', :t, '2026-11-25 10:37Z');
select is(pg_temp.flags('anna', 'Queues/support', :t, '2026-11-25 10:37Z'), '\Seen $label1', 'read again, it is read');
select vorrang_api.clock_run(100, '2026-11-25 10:42Z') as n \gset
select pg_temp.project('2026-11-25 10:42Z');
select is(pg_temp.flags('anna', 'Queues/support', :t, '2026-11-25 10:42Z'), '\Seen $label1', 'being overdue rings no second bell');

-- ---- \Seen goes along, unless the customer wrote ----
select vorrang.set_owner(:t, null, '2026-11-25 10:43Z', 'bernd', 'imap') as done \gset
select pg_temp.project('2026-11-25 10:43Z');
select is(pg_temp.flags('anna', 'Queues/support', :t, '2026-11-25 10:43Z'), '\Seen $label1', 'a new row of the same mail keeps \Seen');
select pg_temp.flags('bernd', 'Queues/support', :t, '2026-11-25 10:43Z') as f \gset
select is(:'f'::text, '$label1', 'Bernd has never read it');
select pg_temp.uid('anna', 'Queues/support', :t, '2026-11-25 10:43Z') as before \gset
select pg_temp.follow_up(:t, 'kunde@heyer.example', '2026-11-25 10:44Z') as m \gset
select pg_temp.project('2026-11-25 10:44Z');
select isnt(pg_temp.uid('anna', 'Queues/support', :t, '2026-11-25 10:44Z'), :before::bigint, 'the customer''s mail is a new row');
select is((select r.message_id from vorrang.folder_rows r where r.folder_id = (pg_temp.folder('anna', 'Queues/support')).id and r.ticket_number = :t and r.vanished_at is null), :m::bigint, 'that shows it');
select is(pg_temp.flags('anna', 'Queues/support', :t, '2026-11-25 10:44Z'), '$label1', 'unread');
-- \Seen taken back by hand stays taken back.
select pg_temp.reads('anna', 'Queues/support', :t, '2026-11-25 10:45Z');
select pg_temp.store('anna', 'Queues/support', array[pg_temp.uid('anna', 'Queues/support', :t, '2026-11-25 10:45Z')], 'remove', array['\Seen'], '2026-11-25 10:45Z');
select vorrang.set_owner(:t, pg_temp.agent('bernd'), '2026-11-25 10:46Z', 'bernd', 'imap') as done \gset
select pg_temp.project('2026-11-25 10:46Z');
select is(pg_temp.flags('anna', 'Queues/support', :t, '2026-11-25 10:46Z'), '$label1', 'marked unread by hand, a new row is unread');
select is((select count(*) from vorrang.reads r where r.agent_id = pg_temp.agent('anna') and r.message_id = :m), 1::bigint, 'but that she has read it is not forgotten');

-- ---- answered ----
select pg_temp.has_read('bernd', :t, '2026-11-25 10:47Z');
select outcome from pg_temp.reply('bernd', :t, '2026-11-25 10:47Z', '{"lines": [{"word": "open", "args": ""}]}') \gset
select pg_temp.project('2026-11-25 10:47Z');
select alike(pg_temp.flags('bernd', 'INBOX', :t, '2026-11-25 10:47Z'), '%\\Answered%', 'after the answer the row is \Answered');
select pg_temp.follow_up(:t, 'kunde@heyer.example', '2026-11-25 10:48Z') as m \gset
select pg_temp.project('2026-11-25 10:48Z');
select unalike(pg_temp.flags('bernd', 'INBOX', :t, '2026-11-25 10:48Z'), '%Answered%', 'not after the customer''s next mail');

-- ---- a row that is being read is not replaced for its rank alone ----
select pg_temp.uid('anna', 'Queues/support', :u, '2026-11-25 11:00Z') as uid \gset
select source as body from vorrang_api.desk_body(pg_temp.agent('anna'), 'Queues/support', :uid, '2026-11-25 11:00Z') \gset
select vorrang.set_owner(:u, pg_temp.agent('bernd'), '2026-11-25 11:01:59Z', 'bernd', 'imap') as done \gset
select pg_temp.project('2026-11-25 11:01:59Z');
select is(pg_temp.uids('anna', 'Queues/support', :u), :'uid'::text, 'fetched within two minutes, it stays');
select alike(pg_temp.flags('bernd', 'Queues/support', :u, '2026-11-25 11:01:59Z'), '%\\Flagged%', 'but the new owner has his star at once');
select isnt(pg_temp.uids('anna', 'INBOX', :u), '2', 'in another folder nobody reads it: there it goes');
update vorrang.tickets set priority = 1 where number = :u;
select vorrang.touch(:u, '2026-11-25 11:01:59Z');
select pg_temp.project('2026-11-25 11:01:59Z');
select pg_temp.project('2026-11-25 11:03:58Z');
select is(pg_temp.uids('anna', 'Queues/support', :u), :'uid'::text, 'it is put off');
select pg_temp.project('2026-11-25 11:03:59.1Z');
select isnt(pg_temp.uids('anna', 'Queues/support', :u), :'uid'::text, 'not forgotten: two minutes later the new row is there');
select pg_temp.uid('anna', 'Queues/support', :u, '2026-11-25 11:10Z') as uid \gset
select source as body from vorrang_api.desk_body(pg_temp.agent('anna'), 'Queues/support', :uid, '2026-11-25 11:10Z') \gset
select pg_temp.follow_up(:u, 'kunde@nordit.example', '2026-11-25 11:11Z') as m \gset
select pg_temp.project('2026-11-25 11:11Z');
select isnt(pg_temp.uids('anna', 'Queues/support', :u), :'uid'::text, 'a customer''s mail replaces it also while it is read');
select pg_temp.uid('anna', 'Queues/support', :u, '2026-11-25 11:20Z') as uid \gset
select source as body from vorrang_api.desk_body(pg_temp.agent('anna'), 'Queues/support', :uid, '2026-11-25 11:20Z') \gset
select vorrang.set_status(:u, 'waiting', '2026-11-25 11:21Z', 'bernd', 'imap') as done \gset
select pg_temp.project('2026-11-25 11:21Z');
select is(pg_temp.uids('anna', 'Queues/support', :u), null, 'and when it leaves the folder it goes');

-- ---- a vanished row can be read while its tombstone lives ----
select is((select uid from vorrang_api.desk_body(pg_temp.agent('anna'), 'Queues/support', :uid, '2026-11-25 11:22Z')), :uid::bigint, 'a row that went can still be read');
select vorrang.set_channel(:u, pg_temp.channel('lead'), '2026-11-25 11:23Z', 'dora', 'imap') as done \gset
select vorrang.set_owner(:u, null, '2026-11-25 11:23Z', 'dora', 'imap') as done \gset
select throws_ok(format($$ select * from vorrang_api.desk_body(pg_temp.agent('anna'), 'Queues/support', %s, '2026-11-25 11:24Z') $$, :uid),
    'VR001', null, 'not by one who may not see the ticket any more');
select lives_ok(format($$ select pg_temp.store('anna', 'Queues/support', array[%s]::bigint[], 'add', array['\Seen'], '2026-11-25 11:24Z') $$, :uid), 'a STORE on it is a silent no-op');
select is_empty(format($$ select * from vorrang.row_flags where uid = %s and folder_id = (pg_temp.folder('anna', 'Queues/support')).id and seen and modseq >= (select modseq from vorrang.folders where id = folder_id) $$, :uid), 'that marks nothing');

-- ---- a hand-over takes it out of one team's folders and into the other's ----
select count(*) as n from vorrang_api.desk_open(pg_temp.agent('carla'), 'INBOX', 0, 0, '2026-11-25 11:30Z') \gset
select count(*) as n from vorrang_api.desk_open(pg_temp.agent('carla'), 'Queues/sales', 0, 0, '2026-11-25 11:30Z') \gset
select pg_temp.opens('kunde@brandt.example', '2026-11-25 11:30Z') as b \gset
select pg_temp.project('2026-11-25 11:30Z');
select vorrang.set_channel(:b, pg_temp.channel('sales'), '2026-11-25 11:31Z', 'bernd', 'imap') as done \gset
select pg_temp.project('2026-11-25 11:31Z');
select is(pg_temp.uids('anna', 'INBOX', :b), null, 'gone from Anna''s INBOX');
select is(pg_temp.uids('anna', 'Queues/support', :b), null, 'and from the queue');
select ok(pg_temp.uids('carla', 'INBOX', :b) is not null and pg_temp.uids('carla', 'Queues/sales', :b) is not null, 'there for Carla');

-- ---- conversations ----
select count(*) as n from vorrang_api.desk_open(pg_temp.agent('bernd'), 'Conversations/sales', 0, 0, '2026-11-25 11:40Z') \gset
select pg_temp.has_read('bernd', :b, '2026-11-25 11:40Z');
select outcome from pg_temp.reply('bernd', :b, '2026-11-25 11:40Z') \gset
select id, attempt from vorrang_api.outbox_claim('w', 100, '2026-11-25 11:40Z') where ticket = :b and kind = 'reply' \gset
select vorrang_api.outbox_composed(:id, :attempt, '{"message_id": "<out@desk.example>", "size": 10, "body_size": 4, "shown_size": 10}', 'H', 'B', '2026-11-25 11:40:01Z') as sent \gset
select outcome from pg_temp.reply('bernd', :b, '2026-11-25 11:41Z', '{"note": true}') \gset
select pg_temp.project('2026-11-25 11:41Z');
select is((select string_agg(m.direction, ' ' order by m.id) from vorrang.folder_rows r join vorrang.messages m on m.id = r.message_id
           where r.folder_id = (pg_temp.folder('bernd', 'Conversations/sales')).id and r.ticket_number = :b and r.vanished_at is null),
    'in out note', 'Conversations shows mail, answer and note, not the answer''s source');
select outcome from pg_temp.reply('bernd', :b, '2026-11-25 11:42Z') \gset
select pg_temp.project('2026-11-25 11:42Z');
select id, attempt from vorrang_api.outbox_claim('w', 100, '2026-11-25 11:42Z') where ticket = :b and kind = 'reply' \gset
select vorrang_api.outbox_composed(:id, :attempt, '{"message_id": "<out2@desk.example>", "size": 10, "body_size": 4, "shown_size": 10}', 'H', 'B', '2026-11-25 11:42:01Z') as sent \gset
select pg_temp.project('2026-11-25 11:42:02Z');
select is((select count(*) from vorrang.folder_rows r where r.folder_id = (pg_temp.folder('bernd', 'Conversations/sales')).id and r.message_id = :sent and r.vanished_at is null),
    1::bigint, 'what is sent appears in the open conversation when it is composed');
select is((select r.prefix || r.size || ' ' || (r.rank_at = m.at) from vorrang.folder_rows r join vorrang.messages m on m.id = r.message_id
           where r.folder_id = (pg_temp.folder('bernd', 'Conversations/sales')).id and r.message_id = :sent),
    (select 10 + octet_length(added) || ' true' from vorrang.folder_rows where folder_id = (pg_temp.folder('bernd', 'Conversations/sales')).id and message_id = :sent), 'with its true date and no prefix');
select vorrang.set_status(:b, 'solved', '2026-11-25 11:42:30Z', 'bernd', 'imap') as done \gset
select pg_temp.project('2026-11-25 11:42:30Z');
select is_empty(format($$ select * from pg_temp.shows('bernd', 'Conversations/sales', '2026-11-25 11:42:30Z') where ticket = %s $$, :b), 'a closed ticket leaves Conversations');
select vorrang.set_status(:b, 'in-progress', '2026-11-25 11:45:30Z', 'bernd', 'imap') as done \gset
select (pg_temp.folder('bernd', 'Conversations/sales')).kept_until as until \gset
select pg_temp.project(:'until');
select isnt_empty(format($$ select * from pg_temp.shows('bernd', 'Conversations/sales', %L) where ticket = %s $$, :'until', :b),
    'a folder used at the very instant until which it was kept misses nothing');
select vorrang.set_status(:b, 'solved', '2026-11-25 11:43Z', 'bernd', 'imap') as done \gset
select isnt_empty(format($$ select * from pg_temp.shows('bernd', 'Tickets/%s', '2026-11-25 11:43Z') $$, :b), 'Tickets/n shows it still');
select is(pg_temp.order_in('bernd', 'Closed', '2026-11-25 11:44Z'), array[:b]::bigint[], 'Closed shows what was closed');
select is(pg_temp.order_in('bernd', 'Closed', '2026-12-09 11:44Z'), '{}'::bigint[], 'for 14 days');

-- ---- a new generation, quietly ----
select pg_temp.opens('kunde@kessel.example', '2026-11-25 12:00Z') as k \gset
select pg_temp.project('2026-11-25 12:00Z');
select (pg_temp.folder('anna', 'Queues/support')).generation as g \gset
select pg_temp.reads('anna', 'Queues/support', :k, '2026-11-25 12:00Z');
select vorrang_api.desk_tidy(:'g'::timestamptz + interval '14 days 1 hour') as n \gset
select pg_temp.project(:'g'::timestamptz + interval '14 days 1 hour');
select is((pg_temp.folder('anna', 'Queues/support')).generation, :'g'::timestamptz + interval '14 days', 'after 14 days a new generation begins');
select alike(pg_temp.flags('anna', 'Queues/support', :k, :'g'::timestamptz + interval '14 days 1 hour'), '\\Seen%', 'quietly: \Seen goes along');

-- ---- tombstones go after 30 days; a client older than that gets all ----
select (pg_temp.folder('anna', 'Queues/support')).uidvalidity as v \gset
select is((select state->>'mode' from vorrang_api.desk_open(pg_temp.agent('anna'), 'Queues/support', :v, :m2, :'g'::timestamptz + interval '15 days') where kind = 'S'), 'changes', 'while the tombstones live changes are told');
select vorrang_api.desk_tidy(:'g'::timestamptz + interval '50 days') as n \gset
select is((select state->>'mode' from vorrang_api.desk_open(pg_temp.agent('anna'), 'Queues/support', :v, :m2, :'g'::timestamptz + interval '50 days') where kind = 'S'), 'all', 'after 30 days all rows');
select is_empty($$ select * from vorrang.folder_rows where vanished_at < '2026-11-26Z' $$, 'tombstones are gone');

select * from finish();
rollback;

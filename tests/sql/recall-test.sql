-- Undo send: a reply that waits can be taken back, and then it was never said (U-21).
begin;
\ir support/world.sql
select plan(23);

create function pg_temp.expunges(p_agent text, p_uid bigint, p_now timestamptz) returns void
language sql
as $$ select vorrang_api.desk_expunge(pg_temp.agent(p_agent), 'Outgoing', array[p_uid], p_now) $$;

select vorrang_api.channel_set('support', '{"undo": 60}', '2026-01-01Z') is not null as done \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z') as t \gset
select pg_temp.has_read('anna', :t, '2026-11-25 10:00Z');
select count(*) from pg_temp.shows('anna', 'Outgoing', '2026-11-25 10:00Z') \gset none_
select is(:none_count, 0, 'nothing waits to leave');
select * from pg_temp.reply('anna', :t, '2026-11-25 10:10Z', '{"retry_key": "aa", "lines": [{"word": "time", "args": "0:25"}, {"word": "close", "args": ""}], "time_minutes": 25}') \gset r_
select pg_temp.project('2026-11-25 10:10:05Z');
select s.uid, s.ticket from pg_temp.shows('anna', 'Outgoing', '2026-11-25 10:10:10Z') s \gset o_
select is(:o_ticket::bigint, :t::bigint, 'her reply stands in Outgoing');
select is((select count(*) from pg_temp.shows('bernd', 'Outgoing', '2026-11-25 10:10:10Z')), 0::bigint, 'in hers alone');
select is((select r.prefix || r.added from vorrang.folder_rows r where r.folder_id = (vorrang.folder_of(pg_temp.agent('anna'), 'Outgoing')).id), '', 'as she wrote it');
select throws_ok(format($$ select vorrang_api.desk_act(%s, 'move', 'Outgoing', array[%s]::bigint[], 'Closed', '2026-11-25 10:10:15Z') $$, pg_temp.agent('anna'), :o_uid), 'VR002', null, 'it is no ticket that could be closed');
select throws_ok(format($$ select vorrang_api.desk_leave(%s, 'move', 'Outgoing', 'Personal/Archive', '\Archive', '2026-11-25 10:10:15Z') $$, pg_temp.agent('anna')), 'VR002', 'Move it to Drafts: then it is not sent', 'nor does it leave for anywhere');
select lives_ok(format($$ select vorrang_api.desk_leave(%s, 'move', 'Outgoing', 'Personal/Drafts', '\Drafts', '2026-11-25 10:10:15Z') $$, pg_temp.agent('anna')), 'but to Drafts it may');
select throws_ok(format($$ select vorrang_api.desk_leave(%s, 'move', 'INBOX', 'Personal/Drafts', '\Drafts', '2026-11-25 10:10:15Z') $$, pg_temp.agent('anna')), 'VR002', null, 'where no ticket goes');
select lives_ok(format($$ select pg_temp.expunges('anna', %s, '2026-11-25 10:10:20Z') $$, :o_uid), 'gone from Outgoing');
select is((select count(*) from pg_temp.shows('anna', 'Outgoing', '2026-11-25 10:10:21Z')), 0::bigint, 'it is gone');
select is((select count(*) from vorrang_api.outbox_claim('w', 10, '2026-11-25 11:30Z') where kind = 'reply'), 0::bigint, 'and never leaves');
select row_eq(format($$ select status, response_running, response_due, first_response_at, closed_at from vorrang.tickets where number = %s $$, :t),
    row('in-progress'::text, true, '2026-11-25 10:42Z'::timestamptz, null::timestamptz, null::timestamptz), 'no answer was given: with us, the clock runs on with its due');
select is((select sum(minutes) from vorrang.time_entries where ticket_number = :t), 0::bigint, 'what was booked in it is taken back');
select alike(pg_temp.events(:t), '%recalled%', 'the history tells it');
select is((select count(*) from pg_temp.shows('anna', 'Tickets/' || :t, '2026-11-25 10:10:25Z') s where s.kind = 'message'), 1::bigint, 'no folder shows it');
select is((select outcome from pg_temp.reply('bernd', :t, '2026-11-25 10:10:30Z', '{"participants": []}')), 'refused', 'a colleague who has not read the customer''s mail collides with that,');
select pg_temp.has_read('bernd', :t, '2026-11-25 10:10:31Z');
delete from vorrang.reads d where d.message_id = :r_message and d.agent_id = pg_temp.agent('bernd');
select is((select outcome from pg_temp.reply('bernd', :t, '2026-11-25 10:10:32Z')), 'reply', 'but not with what was never said');
select is((select outcome from pg_temp.reply('anna', :t, '2026-11-25 10:10:33Z', '{"retry_key": "aa"}')), 'refused', 'the same mail again is looked at anew: now Bernd was faster');
select pg_temp.has_read('anna', :t, '2026-11-25 10:10:34Z');
select is((select outcome from pg_temp.reply('anna', :t, '2026-11-25 10:10:35Z', '{"retry_key": "aa"}')), 'reply', 'and sent');

-- ---- too late ----
select pg_temp.project('2026-11-25 10:10:36Z');
select max(s.uid) as uid from pg_temp.shows('anna', 'Outgoing', '2026-11-25 10:10:40Z') s \gset l_
select is((select count(*) from vorrang_api.outbox_claim('w', 10, '2026-11-25 10:12Z') where kind = 'reply'), 2::bigint, 'after the undo seconds they leave');
select throws_ok(format($$ select pg_temp.expunges('anna', %s, '2026-11-25 10:12Z') $$, :l_uid), 'VR002', 'Too late: that reply has left. Write again to correct it', 'what has left is not recalled');
select pg_temp.project('2026-11-25 10:12:05Z');
select is((select count(*) from pg_temp.shows('anna', 'Outgoing', '2026-11-25 10:12:10Z')), 0::bigint, 'and stands in Outgoing no more');
select is((pg_temp.ticket(:t)).status, 'waiting', 'the ticket waits for the customer');
select * from finish();
rollback;

-- Moving a row is what an agent does to a ticket: every cell of the folder table, and the rules of moves.
begin;
\ir support/world.sql
select plan(87);

create function pg_temp.folder_id(p_agent text, p_folder text) returns bigint
language sql stable
as $$ select (vorrang.folder_of(pg_temp.agent(p_agent), p_folder)).id $$;

-- A ticket in the state and with the owner at which a case starts; it stands in Anna's folder p_source.
create function pg_temp.prepared(p_status text, p_owner text, p_at timestamptz) returns bigint
language plpgsql
as $$
declare
    v_ticket bigint := pg_temp.opens('kunde@heyer.example', p_at);
begin
    perform vorrang.set_owner(v_ticket, pg_temp.agent(p_owner), p_at, coalesce(p_owner, 'anna'), 'imap') where p_owner is not null;
    perform vorrang.set_status(v_ticket, p_status, p_at, 'anna', 'imap');
    perform pg_temp.project(p_at);
    return v_ticket;
end
$$;

-- What a move makes of it: status, owner, channel; the new uid is the target's row of it; the source uid is gone.
create function pg_temp.after_move(p_agent text, p_status text, p_owner text, p_source text, p_target text) returns text
language plpgsql
as $$
declare
    v_now timestamptz := '2026-11-25 11:00Z';
    v_ticket bigint := pg_temp.prepared(p_status, p_owner, v_now);
    v_old bigint := pg_temp.uid(p_agent, p_source, v_ticket, v_now);
    v_new bigint;
    v_gone boolean;
begin
    if v_old is null then
        return 'not in ' || p_source;
    end if;
    v_new := pg_temp.moves(p_agent, p_source, v_ticket, p_target, v_now + interval '1 minute');
    v_gone := (select r.vanished_at is not null from vorrang.folder_rows r
               where r.folder_id = pg_temp.folder_id(p_agent, p_source) and r.uid = v_old);
    return (select concat_ws(' ', t.status, coalesce(a.key, 'nobody'), c.key,
                case when v_new is not distinct from pg_temp.uid(p_agent, p_target, v_ticket, v_now + interval '1 minute') then null else 'OTHER-UID' end,
                case when v_new is null then 'NO-UID' end, case when not v_gone then 'SOURCE-STAYS' end)
            from vorrang.tickets t join vorrang.channels c on c.id = t.channel_id left join vorrang.agents a on a.id = t.owner_id
            where t.number = v_ticket);
end
$$;

select is(pg_temp.after_move('bernd', x.status, x.owner, x.source, x.target), x.after, x.source || ' → ' || x.target || ': ' || x.rule)
from (values
    ('new', null, 'INBOX', 'Mine', 'in-progress bernd support', 'I take it, the work begins'),
    ('new', null, 'Queues/support', 'Mine', 'in-progress bernd support', 'I take it from the queue'),
    ('in-progress', 'anna', 'Queues/support', 'Mine', 'in-progress bernd support', 'I take it over'),
    ('waiting', null, 'Waiting', 'Mine', 'in-progress bernd support', 'I take it, and it is with us again'),
    ('solved', null, 'Closed', 'Mine', 'in-progress bernd support', 'I take it, and it is open again'),
    ('in-progress', 'bernd', 'Mine', 'INBOX', 'in-progress nobody support', 'release'),
    ('waiting', 'bernd', 'Waiting', 'INBOX', 'in-progress bernd support', 'undo of wait'),
    ('solved', 'bernd', 'Closed', 'INBOX', 'in-progress bernd support', 'reopen'),
    ('new', null, 'Queues/support', 'INBOX', 'new nobody support', 'it is there already: nothing changes'),
    ('in-progress', 'bernd', 'INBOX', 'INBOX', 'in-progress bernd support', 'onto itself: nothing changes'),
    ('in-progress', 'bernd', 'Mine', 'Queues/support', 'in-progress nobody support', 'release into its queue'),
    ('waiting', 'bernd', 'Waiting', 'Queues/support', 'in-progress bernd support', 'undo of wait'),
    ('solved', null, 'Closed', 'Queues/support', 'in-progress nobody support', 'reopen'),
    ('new', null, 'INBOX', 'Queues/sales', 'new nobody sales', 'hand over'),
    ('new', null, 'Queues/support', 'Queues/sales', 'new nobody sales', 'hand over'),
    ('in-progress', null, 'INBOX', 'Waiting', 'waiting nobody support', 'wait'),
    ('in-progress', 'bernd', 'Mine', 'Waiting', 'waiting bernd support', 'wait'),
    ('new', null, 'Queues/support', 'Waiting', 'waiting nobody support', 'wait'),
    ('in-progress', 'bernd', 'INBOX', 'Closed', 'solved bernd support', 'close'),
    ('new', null, 'Queues/support', 'Closed', 'solved nobody support', 'close'),
    ('waiting', 'bernd', 'Waiting', 'Closed', 'solved bernd support', 'close'),
    ('waiting', 'bernd', 'Mine', 'Closed', 'solved bernd support', 'close'),
    ('new', null, 'Conversations/support', 'Mine', 'in-progress bernd support', 'I take the ticket of that message'),
    ('new', null, 'Conversations/support', 'Closed', 'solved nobody support', 'close the ticket of that message')
) as x (status, owner, source, target, after, rule);

-- ---- refused, in words; nothing changed ----
create function pg_temp.refused(p_agent text, p_source text, p_ticket bigint, p_target text) returns text
language plpgsql
as $$
begin
    perform pg_temp.moves(p_agent, p_source, p_ticket, p_target, '2026-11-25 11:10Z');
    return 'taken';
exception when sqlstate 'VR001' or sqlstate 'VR002' then
    return sqlstate || ' ' || sqlerrm;
end
$$;
select pg_temp.prepared('solved', null, '2026-11-25 11:05Z') as closed \gset
select pg_temp.prepared('new', null, '2026-11-25 11:05Z') as t \gset
select is(pg_temp.refused('bernd', 'Closed', :closed, 'Waiting'), format('VR002 #%s is closed. Move it to INBOX first', :closed), 'a closed ticket cannot wait');
select alike(pg_temp.refused('bernd', 'INBOX', :t, 'Conversations/support'), 'VR002 Nothing can be moved there.%', 'nothing is moved into Conversations');
select alike(pg_temp.refused('bernd', 'INBOX', :t, 'Tickets/' || :t), 'VR002 Nothing can be moved there.%', 'nor into Tickets/n');
select is(pg_temp.refused('anna', 'INBOX', :t, 'Queues/lead'), 'VR001 Mailbox doesn''t exist', 'a folder that she may not see is not there');
select is(pg_temp.refused('anna', 'INBOX', :t, 'Queues/nosuch'), 'VR001 Mailbox doesn''t exist', 'as one that is not');
select alike(pg_temp.refused('rita', 'Queues/support', :t, 'Mine'), format('VR002 You only read along in the channel of #%s.%%', :t), 'who reads along moves nothing');
select alike(pg_temp.refused('rita', 'Queues/support', :t, 'Closed'), 'VR002 You only read along%', 'to nowhere');
select is((pg_temp.ticket(:t)).status || ' ' || coalesce((pg_temp.ticket(:t)).owner_id, 0), 'new 0', 'and nothing has changed');
select is((select count(*) from vorrang.events where ticket_number = :t and via = 'imap'), 0::bigint, 'nor stands anything in the history');
select throws_ok($$ select * from vorrang_api.desk_act(pg_temp.agent('anna'), 'move', 'INBOX', '{99999}', 'Mine', '2026-11-25 11:10Z') $$,
    'VR001', null, 'a uid that never was');
select throws_ok(format('select vorrang_api.desk_manage(pg_temp.agent(''anna''), %L, ''Queues/x'', ''Queues/y'', ''2026-11-25 11:10Z'')', v), 'VR002', null, v || ' of our folders is refused')
from unnest(array['create', 'delete', 'rename']) v;
select throws_ok($$ select vorrang_api.desk_leave(pg_temp.agent('anna'), 'move', 'INBOX', 'Personal/Ideas', '', '2026-11-25 11:10Z') $$, 'VR002', null, 'rows do not leave the desk');
select lives_ok($$ select vorrang_api.desk_leave(pg_temp.agent('anna'), 'move', 'INBOX', 'Personal/Trash', '\Trash', '2026-11-25 11:10Z') $$, 'but to Trash');

-- ---- the histories of moves ----
select pg_temp.prepared('new', null, '2026-11-25 11:11Z') as e \gset
select pg_temp.moves('anna', 'INBOX', :e, 'Mine', '2026-11-25 11:12Z') as uid \gset
select is((select string_agg(kind || ':' || by || ':' || via, ' ' order by id) from vorrang.events where ticket_number = :e and kind in ('owner', 'status')),
    'owner:anna:imap status:anna:imap', 'who, and by which way');

-- ---- stays and comes back, \Seen kept ----
select pg_temp.prepared('new', null, '2026-11-25 11:15Z') as s \gset
select pg_temp.reads('anna', 'INBOX', :s, '2026-11-25 11:15Z');
select pg_temp.uid('anna', 'INBOX', :s, '2026-11-25 11:15Z') as before \gset
select pg_temp.moves('anna', 'INBOX', :s, 'Mine', '2026-11-25 11:16Z') as mine \gset
select cmp_ok(pg_temp.uid('anna', 'INBOX', :s, '2026-11-25 11:16Z'), '>', :before::bigint, 'taken from INBOX it is still to do: it comes back there under a new uid');
select alike(pg_temp.flags('anna', 'INBOX', :s, '2026-11-25 11:16Z'), '\\Seen%', 'with \Seen');
select alike(pg_temp.flags('anna', 'Mine', :s, '2026-11-25 11:16Z'), '\\Seen%', 'and in Mine too');
select is((select string_agg(uid::text, ',') from pg_temp.shows('anna', 'INBOX', '2026-11-25 11:16Z') where ticket = :s), pg_temp.uid('anna', 'INBOX', :s, '2026-11-25 11:16Z')::text, 'once');
select pg_temp.uid('anna', 'Mine', :s, '2026-11-25 11:17Z') as before \gset
select is(pg_temp.moves('anna', 'INBOX', :s, 'Mine', '2026-11-25 11:17Z') > :before, true, 'the target''s row is always new, also where the ticket was already');

-- ---- several rows: COPYUID in the order of the command, all or none ----
select pg_temp.prepared('new', null, '2026-11-25 11:20Z') as a \gset
select pg_temp.prepared('new', null, '2026-11-25 11:20Z') as b \gset
select pg_temp.prepared('new', null, '2026-11-25 11:20Z') as c \gset
select array[pg_temp.uid('anna', 'INBOX', :c, '2026-11-25 11:20Z'), pg_temp.uid('anna', 'INBOX', :a, '2026-11-25 11:20Z'), pg_temp.uid('anna', 'INBOX', :b, '2026-11-25 11:20Z')] as uids \gset
select count(*) as n from pg_temp.shows('anna', 'Waiting', '2026-11-25 11:20Z') \gset
create temporary table copied as
select row_number() over () as position, uid from vorrang_api.desk_act(pg_temp.agent('anna'), 'move', 'INBOX', :'uids', 'Waiting', '2026-11-25 11:21Z');
select results_eq('select uid from copied order by position',
    format('select unnest(array[pg_temp.uid(''anna'', ''Waiting'', %s, ''2026-11-25 11:21Z''), pg_temp.uid(''anna'', ''Waiting'', %s, ''2026-11-25 11:21Z''), pg_temp.uid(''anna'', ''Waiting'', %s, ''2026-11-25 11:21Z'')])', :c, :a, :b),
    'each row''s new uid in the order of the command');
select is((select array_agg(uid order by position) = array_agg(uid order by uid) from copied), true, 'ascending, as COPYUID wants');
select is((select count(*) from vorrang.folder_rows r where r.folder_id = pg_temp.folder_id('anna', 'INBOX') and r.uid = any (:'uids'::bigint[]) and r.vanished_at is null), 0::bigint, 'all source uids are gone');
-- The second of them may not be handled: none moves.
select pg_temp.prepared('new', null, '2026-11-25 11:25Z') as d \gset
select vorrang_api.agent_set('anna', '{"members": ["support", "express", "lead:read"]}', '2026-11-25 11:25Z') is not null as done \gset
select pg_temp.prepared('in-progress', 'anna', '2026-11-25 11:25Z') as f \gset
select array[pg_temp.uid('anna', 'INBOX', :d, '2026-11-25 11:25Z'), pg_temp.uid('anna', 'INBOX', :f, '2026-11-25 11:25Z')] as uids \gset
select throws_ok(format($$ select * from vorrang_api.desk_act(pg_temp.agent('anna'), 'move', 'INBOX', %L, 'Queues/lead', '2026-11-25 11:25Z') $$, :'uids'), 'VR002', null, 'refused');
select is((pg_temp.ticket(:d)).channel_id, pg_temp.channel('support'), 'one refused, none moved');

-- ---- a mail of a ticket that comes from elsewhere is that ticket's row ----
select pg_temp.prepared('new', null, '2026-11-25 11:26Z') as h \gset
select k.message_id as id from vorrang.known_message_ids k where k.ticket_number = :h \gset
create function pg_temp.appended(p_agent text, p_folder text, p_mails jsonb, p_at timestamptz) returns bigint[] language sql as
$$ select array_agg(uid) from vorrang_api.desk_append(pg_temp.agent(p_agent), 'move', p_folder, p_mails, p_at) $$;
select jsonb_build_object('ticket', :h, 'message_id', :'id') as own, jsonb_build_object('ticket', :d, 'message_id', :'id') as wrong
  from (select 1) x \gset
select is(pg_temp.appended('anna', 'Waiting', jsonb_build_array(:'own'::jsonb), '2026-11-25 11:27Z'), array[pg_temp.uid('anna', 'Waiting', :h, '2026-11-25 11:27Z')], 'brought into Waiting: its row there');
select is((pg_temp.ticket(:h)).status, 'waiting', 'and it waits');
select is((select by || ' ' || via from vorrang.events where ticket_number = :h and kind = 'status' order by id desc limit 1), 'anna imap', 'as the history says');
select is((select count(*) from vorrang.messages where ticket_number = :h), 1::bigint, 'nothing was added to it');
select is(pg_temp.appended('anna', 'INBOX', jsonb_build_array(:'own'::jsonb, :'own'::jsonb), '2026-11-25 11:28Z'), array[null]::bigint[], 'twice in one command: no mapping');
select is((pg_temp.ticket(:h)).status, 'in-progress', 'but done');
select throws_ok(format($$ select pg_temp.appended('anna', 'Closed', %L, '2026-11-25 11:28Z') $$, jsonb_build_array(:'own'::jsonb, :'wrong'::jsonb)), 'VR002', null, 'another ticket''s number with it: refused');
select throws_ok(format($$ select pg_temp.appended('anna', 'Closed', %L, '2026-11-25 11:28Z') $$, '[{"ticket": null, "message_id": null}]'), 'VR002', null, 'a mail from elsewhere: refused');
select throws_ok(format($$ select pg_temp.appended('carla', 'Closed', %L, '2026-11-25 11:28Z') $$, jsonb_build_array(:'own'::jsonb)), 'VR002', null, 'by one who may not see the ticket: as a mail from elsewhere');
select throws_ok(format($$ select pg_temp.appended('rita', 'Closed', %L, '2026-11-25 11:28Z') $$, jsonb_build_array(:'own'::jsonb)), 'VR002', null, 'by one who only reads along: refused');
select is((pg_temp.ticket(:h)).status, 'in-progress', 'and nothing of it has happened');

-- Several rows of one ticket: one target row, no COPYUID.
select pg_temp.prepared('new', null, '2026-11-25 11:30Z') as g \gset
select pg_temp.follow_up(:g, 'kunde@heyer.example', '2026-11-25 11:31Z') as m \gset
select array(select uid from pg_temp.shows('anna', 'Conversations/support', '2026-11-25 11:32Z') where ticket = :g) as uids \gset
select is((select count(*) || ' ' || count(uid) from vorrang_api.desk_act(pg_temp.agent('anna'), 'move', 'Conversations/support', :'uids', 'Mine', '2026-11-25 11:33Z')), '1 0', 'several rows of one ticket: no mapping');
select is((select count(*) from pg_temp.shows('anna', 'Mine', '2026-11-25 11:33Z') where ticket = :g), 1::bigint, 'and one row in the target');
select is((select count(*) from vorrang.folder_rows r where r.folder_id = pg_temp.folder_id('anna', 'Conversations/support') and r.uid = any (:'uids'::bigint[]) and r.vanished_at is null), 0::bigint, 'the moved rows of the conversation are gone');
select is((select count(*) from pg_temp.shows('anna', 'Conversations/support', '2026-11-25 11:33Z') where ticket = :g), 2::bigint, 'and back, as it is still open');

-- ---- COPY: the same action, the source left alone ----
select pg_temp.prepared('new', null, '2026-11-25 11:40Z') as h \gset
select pg_temp.uid('anna', 'INBOX', :h, '2026-11-25 11:40Z') as before \gset
select pg_temp.moves('anna', 'INBOX', :h, 'Mine', '2026-11-25 11:41Z', 'copy') as target \gset
select is((pg_temp.ticket(:h)).owner_id, pg_temp.agent('anna'), 'COPY to Mine takes');
select is(:target::bigint, pg_temp.uid('anna', 'Mine', :h, '2026-11-25 11:41Z'), 'and names the new uid');
select is((select vanished_at from vorrang.folder_rows where folder_id = pg_temp.folder_id('anna', 'INBOX') and uid = :before), null, 'the source uid stands');
select vorrang_api.desk_expunge(pg_temp.agent('anna'), 'INBOX', array[:before]::bigint[], '2026-11-25 11:50:59Z');
select is(pg_temp.notices(:h), null, 'its expunge within ten minutes is silent');
select isnt(pg_temp.uid('anna', 'INBOX', :h, '2026-11-25 11:51Z'), :before::bigint, 'the uid is gone');
select isnt(pg_temp.uid('anna', 'INBOX', :h, '2026-11-25 11:51Z'), null, 'the ticket is still there');

-- ---- expunge: the row comes back, with a notice ----
select pg_temp.prepared('new', null, '2026-11-25 12:00Z') as i \gset
select pg_temp.reads('anna', 'INBOX', :i, '2026-11-25 12:00Z');
select pg_temp.uid('anna', 'INBOX', :i, '2026-11-25 12:00Z') as before \gset
select vorrang_api.desk_expunge(pg_temp.agent('anna'), 'INBOX', array[:before]::bigint[], '2026-11-25 12:01Z');
select isnt(pg_temp.uid('anna', 'INBOX', :i, '2026-11-25 12:01Z'), :before::bigint, 'a deleted row comes back under a new uid');
select alike(pg_temp.flags('anna', 'INBOX', :i, '2026-11-25 12:01Z'), '\\Seen%', 'with \Seen');
select is(pg_temp.notices(:i), 'anna:returned', 'and she is told');
select is((pg_temp.ticket(:i)).status, 'new', 'the ticket is untouched');
-- One message of a conversation deleted: that row alone comes back.
select pg_temp.follow_up(:i, 'kunde@heyer.example', '2026-11-25 12:02Z') as m \gset
select array(select uid from pg_temp.shows('anna', 'Conversations/support', '2026-11-25 12:02Z') where ticket = :i order by uid) as uids \gset
select vorrang_api.desk_expunge(pg_temp.agent('anna'), 'Conversations/support', (:'uids'::bigint[])[1:1], '2026-11-25 12:02Z');
select is((select count(*) filter (where uid = (:'uids'::bigint[])[2]) || ' of ' || count(*) from pg_temp.shows('anna', 'Conversations/support', '2026-11-25 12:02Z') where ticket = :i), '1 of 2',
    'a deleted message of a conversation comes back, the others keep their uids');

-- ---- notices ----
select vorrang_api.notice_written(n.id, 'Subject: !'::bytea, 'text'::bytea, 20, '2026-11-25 12:05Z') from vorrang.notices n where n.ticket_number = :i;
select uid as notice from pg_temp.shows('anna', 'INBOX', '2026-11-25 12:05Z') where kind = 'returned' and ticket = :i \gset
select cmp_ok((select rank_at from pg_temp.shows('anna', 'INBOX', '2026-11-25 12:05Z') where uid = :notice), '>', (select max(rank_at) from pg_temp.shows('anna', 'INBOX', '2026-11-25 12:05Z') where kind = 'row'), 'a notice stands above all rows');
select throws_ok(format($$ select * from vorrang_api.desk_act(pg_temp.agent('anna'), 'move', 'INBOX', '{%s}', 'Closed', '2026-11-25 12:06Z') $$, :notice), 'VR002', null, 'a notice is no ticket: it cannot be moved into one''s state');
select vorrang_api.desk_expunge(pg_temp.agent('anna'), 'INBOX', array[:notice]::bigint[], '2026-11-25 12:06Z');
select is_empty(format($$ select * from pg_temp.shows('anna', 'INBOX', '2026-11-25 12:06Z') where kind = 'returned' and ticket = %s $$, :i), 'deleted it is gone');
select is(pg_temp.notices(:i), null, 'for good');
select is(pg_temp.uid('anna', 'INBOX', :i, '2026-11-25 12:06Z') is not null, true, 'the ticket''s own row is not');

-- ---- the source uid of a move is honoured for 24 h ----
select pg_temp.prepared('new', null, '2026-11-25 13:00Z') as o \gset
select pg_temp.uid('anna', 'INBOX', :o, '2026-11-25 13:00Z') as old \gset
select pg_temp.follow_up(:o, 'kunde@heyer.example', '2026-11-25 13:01Z') as m \gset
select pg_temp.project('2026-11-25 13:01Z');
select is((select count(uid) from vorrang_api.desk_act(pg_temp.agent('anna'), 'move', 'INBOX', array[:old]::bigint[], 'Waiting', '2026-11-26 13:00:59Z')), 1::bigint, 'an offline client''s uid of yesterday is honoured');
select is((pg_temp.ticket(:o)).status, 'waiting', 'and does what it says');
select is(pg_temp.uid('anna', 'INBOX', :o, '2026-11-26 13:01Z'), null, 'the ticket is no longer in the source');
select throws_ok(format($$ select * from vorrang_api.desk_act(pg_temp.agent('anna'), 'move', 'INBOX', '{%s}', 'Mine', '2026-11-26 13:01:01Z') $$, :old), 'VR001', null, 'after 24 hours it is not');
select pg_temp.prepared('new', null, '2026-11-25 13:00Z') as p \gset
select pg_temp.uid('anna', 'INBOX', :p, '2026-11-25 13:00Z') as old \gset
select vorrang.set_channel(:p, pg_temp.channel('accounting'), '2026-11-25 13:02Z', 'dora', 'imap') as done \gset
select throws_ok(format($$ select * from vorrang_api.desk_act(pg_temp.agent('anna'), 'move', 'INBOX', '{%s}', 'Mine', '2026-11-25 13:02Z') $$, :old), 'VR001', null, 'nor by one who may not see the ticket any more, from one second to the next');
select is((pg_temp.ticket(:p)).owner_id, null, 'nothing happened');

select * from finish();
rollback;

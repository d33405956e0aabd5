-- What folders show: who sees which, rows in service order, what a row carries, what is read.
begin;
\ir support/world.sql
select plan(75);

create function pg_temp.opened(p_agent text, p_folder text, p_uidvalidity bigint, p_since bigint, p_now timestamptz) returns text
language sql
as $$
    select string_agg(case o.kind when 'S' then o.state->>'mode' else o.kind || o.uid end, ' ' order by o.kind = 'S' desc, o.kind desc, o.uid)
    from vorrang_api.desk_open(pg_temp.agent(p_agent), p_folder, p_uidvalidity, p_since, p_now) o
$$;
create function pg_temp.folder(p_agent text, p_folder text) returns vorrang.folders
language sql stable
as $$ select vorrang.folder_of(pg_temp.agent(p_agent), p_folder) $$;

-- ---- which folders there are ----
select is((select string_agg(name || case special_use when '' then '' else special_use end, ' ' order by name) from vorrang_api.desk_list(pg_temp.agent('anna'))),
    e'Closed\\Archive Conversations/express Conversations/support Do/Close quietly Do/Merge Do/Release Do/Spam sender Do/Split Hold Hold/monday Hold/next week Hold/tomorrow INBOX Mine Outgoing Queues/express Queues/support Spam\\Junk Team/bernd Team/dora Team/rita Triage Waiting Watching', 'Anna''s folders are those of her channels');
select alike((select string_agg(name, ' ') from vorrang_api.desk_list(pg_temp.agent('rita'))), '%Queues/support%', 'who reads along sees the channel too');
select throws_ok($$ select * from vorrang_api.desk_list(0) $$, 'VR002', null, 'who is no agent has no folders');
select is((select key from vorrang_api.desk_login('ANNA@staff.example', '2026-11-25 10:00Z')), 'anna', 'a login is compared without case');
select is_empty($$ select * from vorrang_api.desk_login('nobody@staff.example', '2026-11-25 10:00Z') $$, 'another login is no agent');

-- Hidden and absent are the same (TS-53).
select pg_temp.opens('kunde@kessel.example', '2026-11-25 10:00Z') as kessel \gset
select throws_ok(format('select * from vorrang_api.%s', format(c, quote_literal(f))), 'VR001', 'Mailbox doesn''t exist', c || ' on ' || f)
from (values ('desk_open(pg_temp.agent(''carla''), %s, 0, 0, ''2026-11-25 10:00Z'')'), ('desk_status(pg_temp.agent(''carla''), %s, ''2026-11-25 10:00Z'')'),
             ('desk_headers(pg_temp.agent(''carla''), %s, ''{1}'', ''2026-11-25 10:00Z'')'), ('desk_body(pg_temp.agent(''carla''), %s, 1, ''2026-11-25 10:00Z'')'),
             ('desk_act(pg_temp.agent(''carla''), ''move'', %s, ''{1}'', ''Mine'', ''2026-11-25 10:00Z'')'),
             ('desk_act(pg_temp.agent(''carla''), ''move'', ''INBOX'', ''{1}'', %s, ''2026-11-25 10:00Z'')')) as calls (c)
cross join (values ('Queues/support'), ('Queues/nosuch'), ('Tickets/4815'), ('Tickets/99999')) as folders (f);

-- ---- service order (TS-20): the picture's four mails in the picture's order of arrival ----
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:01Z') as nordit \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:02Z') as heyer \gset
select pg_temp.opens('kunde@brandt.example', '2026-11-25 10:03Z') as brandt \gset
select is(pg_temp.order_in('anna', 'INBOX', '2026-11-25 10:04Z'), array[:heyer, :nordit, :kessel, :brandt]::bigint[], 'INBOX: 4817, 4816, 4815, 4818');
select is(pg_temp.order_in('anna', 'Queues/support', '2026-11-25 10:04Z'), array[:heyer, :nordit, :kessel, :brandt]::bigint[], 'the queue by value');
select vorrang_api.channel_set('support', '{"order": "weighted"}', '2026-11-25 10:04Z') is not null as done \gset
select vorrang.project_folder((pg_temp.folder('anna', 'Queues/support')).id, null, '2026-11-25 10:04Z', true);
select is(pg_temp.order_in('anna', 'Queues/support', '2026-11-25 10:04Z'), array[:heyer, :nordit, :kessel, :brandt]::bigint[], 'weighted');
select vorrang_api.channel_set('support', '{"order": "deadline"}', '2026-11-25 10:04Z') is not null as done \gset
select vorrang.project_folder((pg_temp.folder('anna', 'Queues/support')).id, null, '2026-11-25 10:04Z', true);
select is(pg_temp.order_in('anna', 'Queues/support', '2026-11-25 10:04Z'), array[:heyer, :nordit, :kessel, :brandt]::bigint[], 'deadline');

-- A C ticket with two hours: before B (3:48) by deadline, after B (less 2 hours) by weight and by value.
select vorrang_api.sla_set('2h', '{"response": 7200, "resolution": 86400}', '2026-11-25 10:04Z') is not null as done \gset
select pg_temp.opens('kunde@kessel.example', '2026-11-25 10:05Z') as c2 \gset
select vorrang_api.ticket_set(:'c2', '{"sla": "2h"}', '2026-11-25 10:05Z') is not null as done \gset
select pg_temp.project('2026-11-25 10:05Z');
select is(pg_temp.order_in('anna', 'Queues/support', '2026-11-25 10:06Z'), array[:heyer, :c2, :nordit, :kessel, :brandt]::bigint[], 'by deadline an urgent C goes before B');
select vorrang_api.channel_set('support', '{"order": "weighted"}', '2026-11-25 10:04Z') is not null as done \gset
select vorrang.project_folder((pg_temp.folder('anna', 'Queues/support')).id, null, '2026-11-25 10:06Z', true);
select is(pg_temp.order_in('anna', 'Queues/support', '2026-11-25 10:06Z'), array[:heyer, :nordit, :c2, :kessel, :brandt]::bigint[], 'by weight B has two hours'' head start');

-- ---- what a row carries ----
select is((select prefix from pg_temp.shows('anna', 'INBOX', '2026-11-25 10:06Z') where ticket = :heyer), 'A 11-25 11:44 [#4817] ', 'class, effective due in the channel''s zone, number');
select is((select added from vorrang_api.desk_headers(pg_temp.agent('anna'), 'INBOX', array[pg_temp.uid('anna', 'INBOX', :heyer, '2026-11-25 10:06Z')], '2026-11-25 10:06Z')),
    format(e'Received: by desk.example with Vorrang; %s\r\nReply-To: support+4817.%s@desk.example\r\nX-Vorrang-Ticket: 4817\r\nX-Vorrang-Customer: heyer\r\nX-Vorrang-Class: A\r\nX-Vorrang-Due: 2026-11-25T10:44:00Z\r\n',
        vorrang.mail_date((select rank_at from pg_temp.shows('anna', 'INBOX', '2026-11-25 10:06Z') where ticket = :heyer)), (pg_temp.ticket(:heyer)).token),
    'a Received line with the rank date, the ticket''s address, and what filters want');
select is(vorrang.mail_date('2026-11-05 08:03:09Z'), 'Thu, 05 Nov 2026 08:03:09 +0000', 'dates are RFC 5322 dates');
select is((select o.date from vorrang_api.desk_open(pg_temp.agent('anna'), 'INBOX', 0, 0, '2026-11-25 10:06Z') o where o.kind = 'R' and o.uid = pg_temp.uid('anna', 'INBOX', :heyer, '2026-11-25 10:06Z')),
    (select date_part('epoch', rank_at)::bigint from pg_temp.shows('anna', 'INBOX', '2026-11-25 10:06Z') where ticket = :heyer), 'INTERNALDATE is the same date');
select is_empty($$
    select r.uid from vorrang.folder_rows r join vorrang.messages m on m.id = r.message_id
    where r.size <> m.shown_size + octet_length(r.prefix) + octet_length(r.added) and not r.keep_thread $$, 'SIZE is that of what is shown');
select vorrang.set_status(:brandt, 'waiting', '2026-11-25 10:06Z', 'anna', 'imap') as done \gset
update vorrang.tickets set response_running = false where number = :brandt;
select pg_temp.project('2026-11-25 10:06Z');
select is((select prefix from pg_temp.shows('anna', 'Waiting', '2026-11-25 10:07Z') where ticket = :brandt), 'C -- [#4818] ', 'without a due: --');
select unalike((select added from vorrang_api.desk_headers(pg_temp.agent('anna'), 'Waiting', array[pg_temp.uid('anna', 'Waiting', :brandt, '2026-11-25 10:07Z')], '2026-11-25 10:07Z')),
    '%X-Vorrang-Due%', 'and no X-Vorrang-Due');

-- ---- STATUS, and who gets what into his INBOX ----
select is((select messages || ' ' || unseen from vorrang_api.desk_status(pg_temp.agent('anna'), 'INBOX', '2026-11-25 10:07Z')), '4 4', 'STATUS counts rows and unseen');
select is((select messages from vorrang_api.desk_status(pg_temp.agent('rita'), 'INBOX', '2026-11-25 10:07Z')), 0::bigint, 'nothing of a channel where she only reads along is Rita''s to do');
select is(cardinality(pg_temp.order_in('rita', 'Queues/support', '2026-11-25 10:07Z')), 4, 'but she sees its queue');
select vorrang.set_owner(:nordit, pg_temp.agent('bernd'), '2026-11-25 10:07Z', 'bernd', 'imap') as done \gset
select pg_temp.project('2026-11-25 10:07Z');
select ok(:nordit <> all (pg_temp.order_in('anna', 'INBOX', '2026-11-25 10:08Z')), 'a colleague''s ticket is not in Anna''s INBOX');
select ok(:nordit = any (pg_temp.order_in('bernd', 'INBOX', '2026-11-25 10:08Z')) and :nordit = any (pg_temp.order_in('bernd', 'Mine', '2026-11-25 10:08Z')), 'it is in his, and in Mine');
select ok(:nordit = any (pg_temp.order_in('anna', 'Queues/support', '2026-11-25 10:08Z')), 'the queue shows it to all');

-- The first 100 unowned ones.
select count(pg_temp.opens('n' || n || '@elsewhere.example', '2026-11-25 10:10Z')) as done from generate_series(1, 120) n \gset
select pg_temp.project('2026-11-25 10:10Z');
select is((select count(*) from pg_temp.shows('anna', 'INBOX', '2026-11-25 10:11Z')), 100::bigint, 'an INBOX shows the first 100 unowned tickets');
select is((pg_temp.order_in('anna', 'INBOX', '2026-11-25 10:11Z'))[1:3], array[:heyer, :c2, :kessel]::bigint[], 'the first ones, not just any');
select vorrang.set_status(:heyer, 'waiting', '2026-11-25 10:11Z', 'anna', 'imap') as done \gset
select pg_temp.project('2026-11-25 10:11Z');
select is((select count(*) from pg_temp.shows('anna', 'INBOX', '2026-11-25 10:12Z')), 100::bigint, 'one goes, the next comes');
select is((select count(*) from pg_temp.shows('anna', 'Queues/support', '2026-11-25 10:12Z')), 123::bigint, 'the queue shows all');

-- ---- OPEN: all, changes, nothing new ----
select is(pg_temp.opened('anna', 'Mine', 0, 0, '2026-11-25 10:12Z'), 'all', 'a folder without rows is opened whole');
select vorrang.set_owner(:kessel, pg_temp.agent('anna'), '2026-11-25 10:12Z', 'anna', 'imap') as done \gset
select pg_temp.project('2026-11-25 10:12Z');
select (pg_temp.folder('anna', 'Mine')).uidvalidity as v, (pg_temp.folder('anna', 'Mine')).modseq as m \gset
select is(pg_temp.opened('anna', 'Mine', 0, 0, '2026-11-25 10:12Z'), 'all R1', 'unknown to the client: all rows');
select is(pg_temp.opened('anna', 'Mine', :v + 1, :m, '2026-11-25 10:12Z'), 'all R1', 'another UIDVALIDITY: all rows');
select is(pg_temp.opened('anna', 'Mine', :v, :m, '2026-11-25 10:12Z'), 'changes', 'nothing new: only the state');
select vorrang.set_owner(:c2, pg_temp.agent('anna'), '2026-11-25 10:13Z', 'anna', 'imap') as done \gset
select vorrang.set_owner(:kessel, null, '2026-11-25 10:13Z', 'anna', 'imap') as done \gset
select pg_temp.project('2026-11-25 10:13Z');
select is(pg_temp.opened('anna', 'Mine', :v, :m, '2026-11-25 10:13Z'), 'changes R2 G1', 'since then: what came and what went');

-- ---- kept folders write nothing when they are looked at ----
select (pg_temp.folder('anna', 'Queues/support')).modseq as m \gset
select count(*) as n from vorrang_api.desk_open(pg_temp.agent('anna'), 'Queues/support', 0, 0, '2026-12-01 10:13Z') \gset
select is((pg_temp.folder('anna', 'Queues/support')).modseq, :m::bigint, 'looking changes nothing');
select is((pg_temp.folder('anna', 'Queues/support')).kept_until, 'infinity', 'a queue is kept for ever');
select cmp_ok((pg_temp.folder('anna', 'INBOX')).kept_until, '>=', '2026-12-02 10:11Z', 'an INBOX seven days after its use');
select cmp_ok((pg_temp.folder('anna', 'Mine')).kept_until, '<=', '2026-11-25 10:17Z', 'other views while they are open');
select vorrang_api.desk_keep_open(array[(pg_temp.folder('anna', 'Mine')).id], '2026-11-25 10:15Z');
select is((pg_temp.folder('anna', 'Mine')).kept_until, '2026-11-25 10:18Z', 'who has one open keeps it');
select is((select string_agg(a.key || case when h.highestmodseq > 0 then '+' else '0' end, ' ' order by a.key)
           from vorrang_api.desk_highest((pg_temp.folder('anna', 'Queues/support')).id, array(select id::bigint from vorrang.agents), '2026-11-25 10:15Z') h
           join vorrang.agents a on a.id = h.agent),
    'anna+ bernd+ carla0 dora+ rita+', 'who may not see a folder is told 0');

-- ---- membership is looked up in every call (TS-53) ----
select pg_temp.uid('anna', 'INBOX', :kessel, '2026-11-25 10:15Z') as uid \gset
select vorrang_api.agent_set('anna', '{"members": ["express"]}', '2026-11-25 10:16Z') is not null as done \gset
select throws_ok($$ select * from vorrang_api.desk_open(pg_temp.agent('anna'), 'Queues/support', 0, 0, '2026-11-25 10:16Z') $$, 'VR001', 'Mailbox doesn''t exist', 'out of the channel: its queue is gone');
select is(pg_temp.order_in('anna', 'INBOX', '2026-11-25 10:16Z'), array[:c2]::bigint[], 'and from her INBOX all of it but her own ticket');
select throws_ok(format($$ select * from vorrang_api.desk_body(pg_temp.agent('anna'), 'INBOX', %s, '2026-11-25 10:16Z') $$, :uid), 'VR001', null, 'whose body she gets no more');
select is_empty(format($$ select * from vorrang_api.desk_headers(pg_temp.agent('anna'), 'INBOX', '{%s}', '2026-11-25 10:16Z') $$, :uid), 'nor its header');
select is_empty(format($$ select * from vorrang_api.desk_body_chunks(pg_temp.agent('anna'), 'm%s', 0, 10, '2026-11-25 10:16Z') $$, vorrang.row_message(:kessel)), 'nor its chunks by the message''s id');

-- STATUS of all at once says of each folder what STATUS of it says; of what is not kept up to date nothing.
select is((select count(*) from vorrang_api.desk_statuses(pg_temp.agent(a), '2026-11-25 12:30Z') s where s.name not like 'Queues/%' and s.name <> 'INBOX'),
    0::bigint, a || ': a view that nobody looked at for a while is asked for by its name')
from unnest(array['anna', 'carla']) a;
create function pg_temp.all_looked_at(p_agent text, p_now timestamptz) returns text language sql as $$
    select string_agg(concat_ws(' ', l.name, l.id, s.state->>'uidvalidity', s.state->>'uidnext', s.state->>'highestmodseq', s.messages, s.unseen), e'\n' order by l.name)
      from vorrang_api.desk_list(pg_temp.agent(p_agent), p_now) l
     cross join lateral vorrang_api.desk_status(pg_temp.agent(p_agent), l.name, p_now) s
$$;
create function pg_temp.all_at_once(p_agent text, p_now timestamptz) returns text language sql as $$
    select string_agg(concat_ws(' ', s.name, s.id, s.uidvalidity, s.uidnext, s.highestmodseq, s.messages, s.unseen), e'\n' order by s.name)
      from vorrang_api.desk_statuses(pg_temp.agent(p_agent), p_now) s
$$;
select is(pg_temp.all_at_once(a, '2026-11-25 12:31Z'), x.one_by_one, a || ': all at once, as one by one')
from unnest(array['anna', 'carla', 'rita']) a cross join lateral (select pg_temp.all_looked_at(a, '2026-11-25 12:31Z') as one_by_one) x
where x.one_by_one is not null;
select is((select count(*) from vorrang_api.desk_statuses(pg_temp.agent('anna'), '2026-11-25 12:32:30Z') s where s.ending is null and s.name not like 'Queues/%' and s.name <> 'INBOX'),
    0::bigint, 'a view whose three minutes go by wants to be kept');
select pg_temp.opens('kunde@kessel.example', '2026-11-25 12:32:40Z') as later \gset
select pg_temp.project('2026-11-25 12:32:40Z');
select is(pg_temp.all_at_once('anna', '2026-11-25 12:32:40Z'), pg_temp.all_looked_at('anna', '2026-11-25 12:32:40Z'), 'counted anew after a change');

select * from finish();
rollback;

-- Watching, Team, Customers, Hold/…, Do/Spam sender: what they show, and what moving a row in means.
begin;
\ir support/world.sql
select plan(78);

create function pg_temp.listed(p_agent text, p_like text) returns text
language sql
as $$ select string_agg(name, ' ' order by name) from vorrang_api.desk_list(pg_temp.agent(p_agent)) where name like p_like $$;
create function pg_temp.last_event(p_ticket bigint, p_kind text) returns text
language sql
as $$ select e.by || ' ' || e.via || ' ' || (e.detail - 'class' - 'sla') from vorrang.events e where e.ticket_number = p_ticket and e.kind = p_kind order by e.id desc limit 1 $$;

select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z') as h \gset
select pg_temp.opens('kunde@kessel.example', '2026-11-25 10:01Z') as k \gset
select pg_temp.opens('wer@unbekannt.test', '2026-11-25 10:02Z') as u \gset
select pg_temp.project('2026-11-25 10:02Z');

-- ---- TS-58: Watching ----
select is(pg_temp.order_in('anna', 'Watching', '2026-11-25 10:03Z'), '{}', 'Anna watches nothing');
select isnt(pg_temp.moves('anna', 'Queues/support', :h, 'Watching', '2026-11-25 10:03Z'), null, 'moved there: COPYUID names its row');
select is(pg_temp.order_in('anna', 'Watching', '2026-11-25 10:03Z'), array[:h]::bigint[], 'she watches it');
select is(pg_temp.last_event(:h, 'watching'), 'anna imap {"agent": "anna"}', 'an event');
select isnt(pg_temp.uid('anna', 'Queues/support', :h, '2026-11-25 10:03Z'), null, 'the queue still has it');
select is((pg_temp.ticket(:h)).owner_id, null, 'without being responsible');
select is(pg_temp.order_in('anna', 'Mine', '2026-11-25 10:03Z'), '{}', 'it does not stand in Mine');
select isnt(pg_temp.moves('rita', 'Queues/support', :h, 'Watching', '2026-11-25 10:03Z'), null, 'who only reads along may watch');
select isnt(pg_temp.moves('anna', 'Watching', :h, 'INBOX', '2026-11-25 10:04Z'), null, 'moved back to INBOX');
select is(pg_temp.order_in('anna', 'Watching', '2026-11-25 10:04Z'), '{}', 'she watches it no more');
select is(pg_temp.last_event(:h, 'not-watching'), 'anna imap {"agent": "anna"}', 'with its event');
select vorrang_api.desk_expunge(pg_temp.agent('rita'), 'Watching', array[pg_temp.uid('rita', 'Watching', :h, '2026-11-25 10:05Z')], '2026-11-25 10:05Z');
select is(pg_temp.order_in('rita', 'Watching', '2026-11-25 10:05Z'), '{}', 'deleted there: no more, too');
select is(pg_temp.notices(:h), null, 'and no notice says that a ticket cannot be deleted');
select vorrang.add_watcher(:h, pg_temp.agent('carla'), (select a from vorrang.agents a where key = 'anna'), '2026-11-25 10:06Z');
select is(pg_temp.order_in('carla', 'Watching', '2026-11-25 10:06Z'), array[:h]::bigint[], 'a watcher of another team sees it there');
select throws_ok(format($$ select pg_temp.moves('carla', 'Watching', %s, 'Closed', '2026-11-25 10:06Z') $$, :h), 'VR002', null, 'and can do nothing to it');
select is(pg_temp.moves('carla', 'Watching', :h, 'INBOX', '2026-11-25 10:06Z'), null, 'moved out: it is gone');
select is(vorrang.may_see(pg_temp.agent('carla'), :h), false, 'altogether');
insert into vorrang.ticket_watch_channels values (:k, pg_temp.channel('accounting'));
select vorrang.touch(:k, '2026-11-25 10:07Z'), pg_temp.project('2026-11-25 10:07Z');
select is(pg_temp.order_in('carla', 'Watching', '2026-11-25 10:07Z'), array[:k]::bigint[], 'what a channel of hers watches stands there, too');
select vorrang_api.desk_expunge(pg_temp.agent('carla'), 'Watching', array[pg_temp.uid('carla', 'Watching', :k, '2026-11-25 10:07Z')], '2026-11-25 10:07Z');
select is(pg_temp.order_in('carla', 'Watching', '2026-11-25 10:07Z'), array[:k]::bigint[], 'and comes back when deleted');
select alike(pg_temp.notices(:k), 'carla:returned', 'with the notice');
select vorrang.close_ticket(:k, 'solved', false, '2026-11-25 10:08Z', 'anna', 'imap') as done \gset
select pg_temp.project('2026-11-25 10:08Z');
select is(pg_temp.order_in('carla', 'Watching', '2026-11-25 10:08Z'), '{}', 'while it is open');

-- ---- TS-55: Team ----
select is(pg_temp.listed('anna', 'Team/%'), 'Team/bernd Team/dora Team/rita', 'those with whom she shares a channel');
select is(pg_temp.listed('carla', 'Team/%'), 'Team/bernd Team/dora', 'and Carla');
select throws_ok(format($$ select * from vorrang_api.desk_status(pg_temp.agent('carla'), %L, '2026-11-25 10:09Z') $$, x), 'VR001', 'Mailbox doesn''t exist', x || ' is not there for Carla')
from unnest(array['Team/anna', 'Team/nobody', 'Team/carla', 'Team/']) x;
select isnt(pg_temp.moves('anna', 'INBOX', :h, 'Team/bernd', '2026-11-25 10:10Z'), null, 'moved to Bernd');
select is((pg_temp.ticket(:h)).owner_id, pg_temp.agent('bernd'), 'it is his');
select is(pg_temp.last_event(:h, 'owner'), 'anna imap {"to": "bernd"}', 'with its event');
select is(pg_temp.notices(:h), 'bernd:assigned carla:watching', 'he is told once');
select is(pg_temp.order_in('anna', 'Team/bernd', '2026-11-25 10:10Z'), array[:h]::bigint[], 'she sees it among his');
select is(pg_temp.order_in('dora', 'Team/bernd', '2026-11-25 10:10Z'), array[:h]::bigint[], 'so does Dora');
select is(pg_temp.order_in('carla', 'Team/bernd', '2026-11-25 10:10Z'), '{}', 'but not Carla, who shares only sales with him');
select throws_like(format($$ select pg_temp.moves('anna', 'Queues/support', %s, 'Team/rita', '2026-11-25 10:11Z') $$, :h), 'Rita Lese does not handle the channel of #%', 'not to one who reads along');
select vorrang.set_channel(:h, pg_temp.channel('sales'), '2026-11-25 10:11Z', 'dora', 'imap') as done \gset
select throws_like(format($$ select pg_temp.moves('dora', 'Queues/sales', %s, 'Team/anna', '2026-11-25 10:11Z') $$, :h), 'Anna Berg does not handle the channel of #%', 'not to one of another channel');
select pg_temp.project('2026-11-25 10:11Z');
select is(pg_temp.order_in('anna', 'Team/bernd', '2026-11-25 10:11Z'), '{}', 'moved to a channel she is not in: gone from her view');
select isnt(pg_temp.moves('dora', 'Team/bernd', :h, 'Mine', '2026-11-25 10:12Z'), null, 'taken off him');
select is(pg_temp.order_in('dora', 'Team/bernd', '2026-11-25 10:12Z'), '{}', 'no longer his');
select isnt(pg_temp.moves('dora', 'Mine', :h, 'Waiting', '2026-11-25 10:12Z'), null, 'a ticket that waits');
select pg_temp.moves('dora', 'Waiting', :h, 'Team/bernd', '2026-11-25 10:12Z') as done \gset
select is((pg_temp.ticket(:h)).status, 'waiting', 'waits on with its new owner');
select throws_ok(format($$ select pg_temp.moves('bernd', 'Closed', %s, 'Team/dora', '2026-11-25 10:12Z') $$, :k), 'VR002', null, 'a closed one is not handed over');

-- ---- TW-10: Customers ----
select is(pg_temp.listed('anna', 'Customers/%'), null, 'nothing of a customer that she may see is open');
select is(pg_temp.order_in('anna', 'Customers/Kessel & Co', '2026-11-25 10:13Z'), array[:k]::bigint[], 'by exact name she gets what was closed');
select throws_ok(format($$ select * from vorrang_api.desk_status(pg_temp.agent('anna'), %L, '2026-11-25 10:13Z') $$, x), 'VR001', 'Mailbox doesn''t exist', x || ' is not there for Anna')
from unnest(array['Customers/Heyer Plan AG', 'Customers/Nobody AG', 'Customers/Nord IT GmbH', 'Customers/']) x;
select is(pg_temp.listed('bernd', 'Customers/%'), 'Customers/Heyer Plan AG', 'Bernd sees what is open in sales');
select pg_temp.opens('kunde@kessel.example', '2026-11-25 10:14Z') as k2 \gset
select pg_temp.opens('kunde@kessel.example', '2026-11-25 10:15Z', '{"channels": ["sales@desk.example"]}') as k3 \gset
select pg_temp.project('2026-11-25 10:15Z');
select is(pg_temp.listed('anna', 'Customers/%'), 'Customers/Kessel & Co', 'listed while something is open');
select is(pg_temp.order_in('anna', 'Customers/Kessel & Co', '2026-11-25 10:16Z'), array[:k2, :k]::bigint[], 'newest first, open and closed, of her channels');
select is(pg_temp.order_in('bernd', 'Customers/Kessel & Co', '2026-11-25 10:16Z'), array[:k3, :k2, :k]::bigint[], 'Bernd sees the third, too');
select vorrang_api.desk_open(pg_temp.agent('anna'), 'Customers/Kessel & Co', 0, 0, '2026-11-25 10:16Z');
select (pg_temp.ticket(:u)).sla_id as sla, (pg_temp.ticket(:u)).response_due as due \gset
select isnt(pg_temp.moves('anna', 'Queues/support', :u, 'Customers/Kessel & Co', '2026-11-25 10:20Z'), null, 'an unknown sender''s ticket is filed with his customer');
select is((select concat_ws(' ', x.class, c.key, s.key, n.key, x.response_due at time zone 'UTC', x.resolution_due at time zone 'UTC') from vorrang.tickets x join vorrang.customers c on c.id = x.customer_id
           join vorrang.slas s on s.id = x.sla_id join vorrang.contracts n on n.id = x.contract_id where x.number = :u),
    'C kessel 6h kessel-2026 2026-11-25 16:02:00 2026-11-26 10:02:00', 'class, contract, SLA, and both dues from receipt');
select is(pg_temp.last_event(:u, 'customer'), 'anna imap {"to": "kessel"}', 'with its event');
select is((select prefix from pg_temp.shows('anna', 'Queues/support', '2026-11-25 10:20Z') where ticket = :u), format('C 11-25 17:02 [#%s] ', :u), 'its row says so');
select vorrang.set_status(:u, 'waiting', '2026-11-25 11:02Z', 'anna', 'imap'), vorrang.set_status(:u, 'in-progress', '2026-11-25 12:02Z', 'anna', 'imap');
select vorrang.set_customer(:u, (select id from vorrang.customers where key = 'nordit'), '2026-11-25 12:10Z', 'anna', 'imap') as done \gset
select is((pg_temp.ticket(:u)).resolution_due, '2026-11-26 02:14Z', 'the hour for which it waited stays: 15:12 h from 10:02, and one');
select throws_ok(format($$ select pg_temp.moves('rita', 'Queues/support', %s, 'Customers/Kessel & Co', '2026-11-25 12:11Z') $$, :u), 'VR002', null, 'who reads along files nothing');

-- ---- U-10: Hold/<until> ----
select is(pg_temp.listed('anna', 'Hold%'), 'Hold Hold/monday Hold/next week Hold/tomorrow', 'three are listed');
select pg_temp.moves('anna', 'INBOX', :k2, 'Hold/monday', '2026-11-25 12:12Z') as uid \gset
select is((pg_temp.ticket(:k2)).held_until at time zone 'Europe/Berlin', '2026-11-30 08:00', 'until Monday (round the clock: 8:00)');
select is(pg_temp.order_in('anna', 'Hold', '2026-11-25 12:12Z'), array[:k2]::bigint[], 'it stands in Hold');
select is(pg_temp.order_in('anna', 'Hold/monday', '2026-11-25 12:12Z'), '{}', 'where it was moved stays empty');
select pg_temp.moves('anna', 'Hold', :k2, x.f, '2026-11-25 12:13Z') is null as ok, x.f from (values ('Hold/2026-12-24 14:00')) x (f) \gset
select is((pg_temp.ticket(:k2)).held_until at time zone 'Europe/Berlin', '2026-12-24 14:00', 'by exact name until any day and hour');
select throws_like(format($$ select pg_temp.moves('anna', 'Hold', %s, 'Hold/2025-01-01', '2026-11-25 12:13Z') $$, :k2), '"2025-01-01" is past%', 'but not until the past');
select throws_ok(format($$ select * from vorrang_api.desk_status(pg_temp.agent('anna'), %L, '2026-11-25 12:13Z') $$, x), 'VR001', null, x || ' is none')
from unnest(array['Hold/soon', 'Hold/', 'Hold/monday/x']) x;
select throws_ok(format($$ select pg_temp.moves('anna', 'Closed', %s, 'Hold/monday', '2026-11-25 12:13Z') $$, :k), 'VR002', null, 'a closed one is not put aside');

-- ---- Do/Spam sender ----
select pg_temp.opens('angebot@werbung.test', '2026-11-25 13:00Z') as s \gset
select pg_temp.project('2026-11-25 13:00Z');
select pg_temp.moves('anna', 'INBOX', :s, 'Do/Spam sender', '2026-11-25 13:01Z') as uid \gset
select is((pg_temp.ticket(:s)).status, 'spam', 'it is spam');
select pg_temp.opens('angebot@werbung.test', '2026-11-25 13:02Z') as s2 \gset
select is((pg_temp.ticket(:s2)).status, 'spam', 'so is his next mail');
select is((select count(*) from vorrang.outbox where ticket_number = :s2), 0::bigint, 'which is not confirmed');
select pg_temp.moves('anna', 'Spam', :s, 'INBOX', '2026-11-25 13:03Z') as uid \gset
select pg_temp.opens('angebot@werbung.test', '2026-11-25 13:04Z') as s3 \gset
select is((pg_temp.ticket(:s3)).status, 'new', 'moved back: his mail comes in again');
select is(regexp_replace(pg_temp.events(:s), '.*(sender-blocked).*(sender-unblocked).*', '\1 \2'), 'sender-blocked sender-unblocked', 'both are in the history');
select is((select count(*) from vorrang.events where ticket_number = :s and detail::text like '%werbung%'), 0::bigint, 'without the address');
select pg_temp.opens('kunde@kessel.example', '2026-11-25 13:05Z') as k4 \gset
select pg_temp.project('2026-11-25 13:05Z');
select throws_like(format($$ select pg_temp.moves('anna', 'INBOX', %s, 'Do/Spam sender', '2026-11-25 13:05Z') $$, :k4), 'kunde@kessel.example is a contact of a customer. Nothing was done; move #% to Spam %', 'not a contact');
select is((pg_temp.ticket(:k4)).status, 'new', 'nothing was done');
select is(vorrang.refusal_of_block('bernd@staff.example'), 'bernd@staff.example is one of us', 'not a colleague');
select is(vorrang.refusal_of_block('neu@heyer.example'), 'neu@heyer.example writes from a customer''s domain', 'nor a customer''s domain');

select * from finish();
rollback;

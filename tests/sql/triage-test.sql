-- A channel with triage (CC-02 … CC-04): its mails are tickets only when an agent accepts them; off (CC-01): never.
begin;
\ir support/world.sql
select plan(61);

create function pg_temp.confirmations(p_ticket bigint) returns bigint
language sql stable
as $$ select count(*) from vorrang.outbox o where o.ticket_number = p_ticket and o.kind = 'confirmation' $$;
create function pg_temp.mails_out(p_ticket bigint) returns bigint
language sql stable
as $$ select count(*) from vorrang.outbox o where o.ticket_number = p_ticket $$;
create function pg_temp.state(p_ticket bigint) returns text
language sql stable
as $$ select t.status || '/' || coalesce(t.unaccepted, 'accepted') from vorrang.tickets t where t.number = p_ticket $$;

select is(vorrang_api.channel_set('support', '{"intake": "triage"}', '2026-11-24Z')->>'intake', 'triage', 'the channel says so');
select vorrang_api.channel_set('express', '{"intake": "triage"}', '2026-11-24Z') is not null as done \gset
delete from vorrang.escalations;
select vorrang_api.escalation_set('express', '{"level": 1, "at": "amber", "notify": "team"}') is not null as done \gset
select vorrang_api.escalation_set('express', '{"level": 2, "at": "response-due", "release_owner": true, "to_channel": "lead"}') is not null as done \gset

-- CC-02: data adopted, a number reserved, nothing said.
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', '{"subject": "Printer"}') as a \gset
select is(pg_temp.state(:a), 'triage/confirm', 'CC-02: a mail stands in triage');
select is((select (t.number, k.key, t.class, t.subject, t.sender_address, t.response_due)::text
             from vorrang.tickets t join vorrang.customers k on k.id = t.customer_id where t.number = :a),
    '(4815,heyer,A,Printer,kunde@heyer.example,"2026-11-25 10:42:00+00")',
    'CC-02: number, customer, class, subject, sender are filled, and what is promised counts from receipt');
select is(pg_temp.mails_out(:a), 0::bigint, 'CC-02: nothing leaves');
select is(pg_temp.order_in('anna', f, '2026-11-25 10:01Z'), w, 'it does' || case w when '{}' then ' not' else '' end || ' stand in ' || f)
from (values ('INBOX', '{}'::bigint[]), ('Queues/support', '{}'), ('Mine', '{}'), ('Waiting', '{}'), ('Triage', array[:a]::bigint[])) as x (f, w);
select is(pg_temp.order_in('carla', 'Triage', '2026-11-25 10:01Z'), '{}', 'nor in the Triage of who is no member');
select is((vorrang_api.ticket_list('{}')->0)->>'status', 'triage', 'ticket list says triage');

-- Further mails of the customer join; a note changes nothing; the projector follows.
select pg_temp.mail('kunde@heyer.example', '2026-11-25 10:02Z',
    jsonb_build_object('references', array[(select m.message_id from vorrang.messages m where m.ticket_number = :a limit 1)])) as m \gset
select is((select count(*) from vorrang.messages m where m.ticket_number = :a), 2::bigint, 'his next mail joins it');
select is(pg_temp.state(:a), 'triage/confirm', 'which accepts nothing');
select is((select r.outcome from pg_temp.reply('anna', :a, '2026-11-25 10:03Z', '{"note": true}') r), 'note', 'a note');
select is(pg_temp.state(:a), 'triage/confirm', 'accepts nothing either');
select pg_temp.project('2026-11-25 10:03Z');
select is((select r.message_id from vorrang.folder_rows r join vorrang.folders f on f.id = r.folder_id
            where f.kind = 'triage' and f.agent_id = pg_temp.agent('anna') and r.ticket_number = :a and r.vanished_at is null),
    vorrang.row_message(:a), 'its row shows the newest mail');

-- CC-04: accepted by a move, exactly once.
select pg_temp.uid('anna', 'Triage', :a, '2026-11-25 10:04Z') as uid_a \gset
select pg_temp.uid('bernd', 'Triage', :a, '2026-11-25 10:04Z') as uid_b \gset
select isnt(pg_temp.moves('anna', 'Triage', :a, 'Queues/support', '2026-11-25 10:05Z'), null, 'CC-04: moved to the queue it stands there');
select is(pg_temp.state(:a), 'new/accepted', 'CC-04: it is a ticket');
select is(pg_temp.confirmations(:a), 1::bigint, 'CC-04: and confirmed');
select isnt((select x.uid from vorrang_api.desk_act(pg_temp.agent('bernd'), 'copy', 'Triage', array[:uid_b], 'Queues/support', '2026-11-25 10:05:01Z') x), null,
    'CC-04: a colleague whose client shows the old row does the same by COPY');
select is((pg_temp.confirmations(:a), (select count(*) from vorrang.tickets)), (1::bigint, 1::bigint), 'CC-04: no second confirmation, no second number');
select is(pg_temp.events(:a), 'created message message message status accepted', 'its history');
select is((select e.by || '/' || e.via from vorrang.events e where e.ticket_number = :a and e.kind = 'accepted'), 'anna/imap', 'by whom');
select is((pg_temp.ticket(:a)).response_due, '2026-11-25 10:42:00Z', 'the promise is as it was');
select throws_like(format('select pg_temp.moves(''anna'', ''Queues/support'', %s, ''Triage'', ''2026-11-25 10:06Z'')', :a), '%stays one%',
    'a ticket stays one');

-- Other ways to accept.
select pg_temp.opens('kunde@nordit.example', '2026-11-25 11:00Z') as b \gset
select pg_temp.moves('anna', 'Triage', :b, 'INBOX', '2026-11-25 11:01Z', 'copy') as uid \gset
select is((pg_temp.state(:b), pg_temp.confirmations(:b)), ('new/accepted'::text, 1::bigint), 'COPY to INBOX');
select pg_temp.opens('kunde@nordit.example', '2026-11-25 11:10Z') as b \gset
select pg_temp.moves('anna', 'Triage', :b, 'Mine', '2026-11-25 11:11Z') as uid \gset
select is((pg_temp.state(:b), pg_temp.confirmations(:b), pg_temp.events(:b)),
    ('in-progress/accepted'::text, 1::bigint, 'created message status accepted owner status'::text), 'CC-03: Mine: accepted, with who is responsible');
select pg_temp.opens('kunde@nordit.example', '2026-11-25 11:20Z') as b \gset
select pg_temp.moves('bernd', 'Triage', :b, 'Queues/sales', '2026-11-25 11:21Z') as uid \gset
select is((pg_temp.state(:b), pg_temp.confirmations(:b), pg_temp.events(:b), (pg_temp.ticket(:b)).channel_id),
    ('new/accepted'::text, 1::bigint, 'created message channel status accepted'::text, pg_temp.channel('sales')), 'CC-03: another channel''s queue: handed over and accepted there');
select pg_temp.opens('kunde@nordit.example', '2026-11-25 11:30Z') as b \gset
select pg_temp.has_read('anna', :b, '2026-11-25 11:31Z');
select is((select r.outcome from pg_temp.reply('anna', :b, '2026-11-25 11:31Z') r), 'reply', 'an answer');
select is((pg_temp.state(:b), pg_temp.confirmations(:b)), ('waiting/accepted'::text, 1::bigint), 'accepts too');
select pg_temp.opens('kunde@nordit.example', '2026-11-25 11:40Z') as b \gset
select is((select r.outcome from pg_temp.reply('anna', :b, '2026-11-25 11:41Z', '{"note": true, "lines": [{"word": "assign", "args": "bernd"}]}') r), 'note', 'and #assign');
select is((pg_temp.state(:b), pg_temp.confirmations(:b)), ('in-progress/accepted'::text, 1::bigint), 'too');

-- What is none.
select pg_temp.opens('kunde@kessel.example', '2026-11-25 12:00Z') as c \gset
select pg_temp.moves('anna', 'Triage', :c, 'Spam', '2026-11-25 12:01Z') as uid \gset
select is((pg_temp.state(:c), pg_temp.mails_out(:c)), ('spam/confirm'::text, 0::bigint), 'spam says nothing');
select pg_temp.moves('anna', 'Spam', :c, 'Triage', '2026-11-25 12:02Z') as uid \gset
select is(pg_temp.state(:c), 'triage/confirm', 'a slip is undone');
select pg_temp.moves('anna', 'Triage', :c, 'Closed', '2026-11-25 12:03Z') as uid \gset
select is((pg_temp.state(:c), (pg_temp.ticket(:c)).close_reason, pg_temp.mails_out(:c)), ('closed/confirm'::text, 'quiet'::text, 0::bigint), 'Closed is quiet');
select pg_temp.mail('kunde@kessel.example', '2026-11-25 13:00Z',
    jsonb_build_object('references', array[(select m.message_id from vorrang.messages m where m.ticket_number = :c limit 1)])) as m \gset
select is((pg_temp.state(:c), pg_temp.mails_out(:c), (pg_temp.ticket(:c)).lifted, (pg_temp.ticket(:c)).response_running),
    ('triage/confirm'::text, 0::bigint, false, true), 'when he writes again it is in triage again');
select pg_temp.moves('anna', 'Triage', :c, 'Do/Close quietly', '2026-11-25 13:03Z') as uid \gset
select pg_temp.moves('anna', 'Closed', :c, 'INBOX', '2026-11-25 13:04Z') as uid \gset
select is((pg_temp.state(:c), pg_temp.confirmations(:c)), ('new/accepted'::text, 1::bigint), 'out of Closed into INBOX it is accepted, late');
select pg_temp.opens('kunde@brandt.example', '2026-11-25 13:05Z') as c \gset
select pg_temp.store('anna', 'Triage', array[pg_temp.uid('anna', 'Triage', :c, '2026-11-25 13:06Z')], 'add', array['\Flagged'], '2026-11-25 13:06Z');
select is((pg_temp.state(:c), pg_temp.confirmations(:c)), ('in-progress/accepted'::text, 1::bigint), 'the star: mine, and a ticket');
select pg_temp.opens('info@elsewhere.example', '2026-11-25 13:10Z', '{"machine": "list"}') as c \gset
select pg_temp.moves('anna', 'Triage', :c, 'INBOX', '2026-11-25 13:11Z') as uid \gset
select is((pg_temp.state(:c), pg_temp.mails_out(:c)), ('new/accepted'::text, 0::bigint), 'a machine is not confirmed when accepted');

select pg_temp.opens('kunde@kessel.example', '2026-11-25 13:20Z') as c \gset
select pg_temp.has_read('anna', :c, '2026-11-25 13:21Z');
select is((select r.outcome from pg_temp.reply('anna', :c, '2026-11-25 13:21Z', '{"bare": true, "lines": [{"word": "close", "args": ""}]}') r), 'note', 'a reply of nothing but #close');
select is((pg_temp.state(:c), pg_temp.mails_out(:c)), ('solved/confirm'::text, 0::bigint), 'closes it, and tells nobody');

-- Clocks: nothing fires before, each step that is due once after.
select pg_temp.opens('unknown@elsewhere.example', '2026-11-25 14:00Z', '{"channels": ["express@desk.example"]}') as d \gset
select is((pg_temp.ticket(:d)).clock_at, '2026-11-25 14:00:30Z', 'the light goes on');
select is(vorrang_api.clock_run(100, '2026-11-25 14:05Z') > 0, true, 'the clock comes');
select is((pg_temp.ticket(:d)).light, 'red', 'red in triage');
select is((pg_temp.events(:d), pg_temp.notices(:d), pg_temp.state(:d)), ('created message red'::text, null::text, 'triage/confirm'::text), 'no step, no notice');
select is(vorrang_api.clock_run(100, '2026-11-25 14:06Z'), 0, 'and nothing more is due');
select pg_temp.moves('anna', 'Triage', :d, 'Queues/express', '2026-11-25 14:10Z') as uid \gset
select is(pg_temp.events(:d), 'created message red status accepted escalated', 'accepted: the step at amber');
select is(vorrang_api.clock_run(100, '2026-11-25 14:10Z'), 1, 'the clock comes at once');
select is((select string_agg((e.detail->>'level') || ' ' || (e.detail->>'at'), ', ' order by e.id) from vorrang.events e
            where e.ticket_number = :d and e.kind = 'escalated'), '1 amber, 2 response-due', 'each step once');
select is((pg_temp.ticket(:d)).channel_id, pg_temp.channel('lead'), 'it is the lead''s');
select is(vorrang_api.clock_run(100, '2026-11-25 14:11Z'), 0, 'and that is all');

-- Merging: one accepted is all accepted.
select vorrang_api.agent_set('anna', '{"members": ["support", "express", "sales"]}') is not null as done \gset
select pg_temp.opens('kunde@brandt.example', '2026-11-25 15:00Z') as e \gset
select pg_temp.opens('kunde@brandt.example', '2026-11-25 15:01Z') as f \gset
select pg_temp.moves('anna', 'Triage', :f, 'INBOX', '2026-11-25 15:02Z') as uid \gset
select vorrang.merge_rows((select a from vorrang.agents a where a.key = 'anna'), array[:e, :f]::bigint[], '2026-11-25 15:03Z');
select is((pg_temp.state(:e), pg_temp.confirmations(:e)), ('in-progress/accepted'::text, 1::bigint), 'merged with a ticket it is one');

-- CC-01: off. Only what belongs to a ticket is taken.
select vorrang_api.channel_set('support', '{"intake": "off"}', '2026-11-25Z') is not null as done \gset
select is((select m.outcome from pg_temp.mail('kunde@heyer.example', '2026-11-25 16:00Z') m), 'untaken', 'CC-01: off: a mail is left alone');
select is((select count(*) from vorrang.tickets t where t.received_at = '2026-11-25 16:00Z'), 0::bigint, 'CC-01: nothing is written');
select pg_temp.follow_up(:a, 'kunde@heyer.example', '2026-11-25 16:01Z') as m \gset
select is((select m.ticket_number from vorrang.messages m where m.id = :m), :a::bigint, 'CC-01: an answer by token joins its ticket');
select is((select m.outcome from pg_temp.mail('kunde@heyer.example', '2026-11-25 16:02Z', '{"channels": ["support@desk.example", "sales@desk.example"]}') m), 'open',
    'a channel beside it takes its mail');
select is((select t.channel_id from vorrang.tickets t where t.received_at = '2026-11-25 16:02Z'), pg_temp.channel('sales'), 'for itself');
select is((select count(*) from vorrang.ticket_watch_channels w where w.channel_id = pg_temp.channel('support')), 0::bigint, 'and the one that is off does not watch');
select is(vorrang.channel_of_agent(x), pg_temp.channel('express'), 'an agent''s own tickets go to a channel that takes mail') from vorrang.agents x where x.key = 'anna';
select vorrang_api.channel_set('support', '{"intake": "auto"}', '2026-11-25Z') is not null as done \gset
select is((select m.outcome from pg_temp.mail('kunde@heyer.example', '2026-11-25 16:05Z') m), 'open', 'CC-01: switched on again');
select throws_ok('select vorrang_api.channel_set(''support'', ''{"intake": "sometimes"}'')', '23514', null, 'nothing else is an intake');

select * from finish();
rollback;

-- Several tickets become one, and a message becomes a ticket of its own (TS-60, TS-61).
begin;
\ir support/world.sql
select plan(51);

create function pg_temp.command(p_agent text, p_ticket bigint, p_word text, p_args text, p_now timestamptz)
returns text
language sql
as $$
    select r.outcome || coalesce(': ' || r.sentence, '')
    from pg_temp.reply(p_agent, p_ticket, p_now, jsonb_build_object('note', true,
        'lines', jsonb_build_array(jsonb_build_object('word', p_word, 'args', p_args)))) r
$$;

create function pg_temp.messages(p_ticket bigint) returns text
language sql stable
as $$ select string_agg(m.subject, ' ' order by m.id) from vorrang.messages m where m.ticket_number = p_ticket and m.direction = 'in' $$;

create function pg_temp.uids(p_agent text, p_folder text, p_tickets bigint[], p_now timestamptz) returns bigint[]
language sql
as $$
    select array_agg(s.uid order by s.uid) from pg_temp.shows(p_agent, p_folder, p_now) s
    where s.ticket = any (p_tickets) and s.kind in ('row', 'message')
$$;

-- ---- Do/Merge ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', '{"subject": "one", "message_id": "<one@heyer.example>"}') as a \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:05Z', '{"subject": "two", "message_id": "<two@heyer.example>"}') as b \gset
select pg_temp.opens('chef@heyer.example', '2026-11-25 10:10Z', '{"subject": "three", "participants": [{"address": "x@partner.example", "name": ""}]}') as c \gset
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:10Z') as other \gset
select pg_temp.project('2026-11-25 10:10Z');
select throws_ok(format($$ select pg_temp.moves('anna', 'INBOX', %s, 'Do/Merge', '2026-11-25 10:11Z') $$, :a), 'VR002', 'Select the rows of several tickets and move them together: they become one', 'one row alone is not merged');
select throws_ok(format($$ select vorrang_api.desk_act(%s, 'move', 'INBOX', pg_temp.uids('anna', 'INBOX', array[%s, %s], '2026-11-25 10:11Z'), 'Do/Merge', '2026-11-25 10:11Z') $$, pg_temp.agent('anna'), :a, :other),
    'VR002', 'Nothing was merged: they are of different customers. "#merge 4821 force" does it all the same', 'nor tickets of different customers');
select is((select a.uid from vorrang_api.desk_act(pg_temp.agent('anna'), 'move', 'INBOX',
    pg_temp.uids('anna', 'INBOX', array[:a, :b], '2026-11-25 10:11Z'), 'Do/Merge', '2026-11-25 10:11Z') a), null, 'two rows of one customer are; nothing stays in Do/Merge');
select is(pg_temp.messages(:a), 'one two', 'the oldest has the messages of both');
select is(pg_temp.messages(:b), null, 'the other has none');
select is((pg_temp.ticket(:b)).status || ' ' || (pg_temp.ticket(:b)).close_reason || ' ' || (pg_temp.ticket(:b)).merged_into, 'closed merged ' || :a, 'and says where it went');
select is((select string_agg(s.ticket::text, ' ' order by s.ticket) from pg_temp.shows('anna', 'INBOX', '2026-11-25 10:12Z') s where s.ticket in (:a, :b)), :a::text, 'one row is left in the INBOX');
select is((select count(*) from pg_temp.shows('anna', 'Closed', '2026-11-25 10:12Z') s where s.ticket = :b), 0::bigint, 'and none stands in Closed');
select is((select string_agg(o.kind, ' ') from vorrang.outbox o where o.ticket_number in (:a, :b) and o.kind <> 'confirmation'), null, 'nobody outside is told');
select alike(pg_temp.events(:a), '%merged%', 'the survivor''s history tells it');
select alike(pg_temp.events(:b), '%status merged', 'and the other''s');

-- ---- the old number is an alias for ever ----
select is((select ticket from pg_temp.mail('kunde@heyer.example', '2026-11-25 11:00Z', jsonb_build_object('token', jsonb_build_object('ticket', :b, 'token', (pg_temp.ticket(:b)).token), 'subject', 'by-token'))), :a::bigint, 'a mail to the old address lands in the survivor');
select is((select ticket from pg_temp.mail('kunde@heyer.example', '2026-11-25 11:01Z', '{"references": ["<two@heyer.example>"], "subject": "by-reference"}')), :a::bigint, 'so does an answer to the old mail');
select is((select ticket from pg_temp.mail('kunde@heyer.example', '2026-11-25 11:02Z', jsonb_build_object('tags', array[:b], 'subject', 'by-tag'))), :a::bigint, 'and one with the old tag');
select is((select outcome from pg_temp.mail('stranger@elsewhere.example', '2026-11-25 11:03Z', jsonb_build_object('tags', array[:b]))), 'open', 'a stranger with the old number gets a new ticket (T3)');
select pg_temp.has_read('anna', :a, '2026-11-25 11:05Z');
select is((select r.outcome || ' ' || r.ticket from pg_temp.reply('anna', :b, '2026-11-25 11:05Z') r), 'reply ' || :a, 'an agent''s answer to the old row is an answer to the survivor');
select is((select n.ticket_number from vorrang.find_folder(pg_temp.agent('anna'), 'Tickets/' || :b) n), :a::bigint, 'Tickets/ with the old number shows the survivor');

-- ---- what goes along ----
select pg_temp.has_read('anna', :c, '2026-11-25 11:06Z');
select is(pg_temp.command('bernd', :c, 'tag', 'vpn', '2026-11-25 11:06Z') || pg_temp.command('bernd', :c, 'watch', 'carla', '2026-11-25 11:06Z'), 'notenote', 'a third one with tag and watcher');
insert into vorrang.time_entries (ticket_number, agent_id, at, started_at, minutes) values (:c, pg_temp.agent('bernd'), '2026-11-25 11:06Z', '2026-11-25 10:51Z', 15);
select is((pg_temp.ticket(:a)).status || ' ' || (pg_temp.ticket(:a)).response_running, 'waiting false', 'the survivor is answered and waits');
select is(pg_temp.command('bernd', :c, 'merge', :'a', '2026-11-25 11:07Z'), 'note', '#merge, written on the younger');
select is(pg_temp.messages(:a), 'one two three by-token by-reference by-tag', 'still the oldest survives');
select row_eq(format($$ select status, response_running, response_due from vorrang.tickets where number = %s $$, :a),
    row('in-progress'::text, true, (pg_temp.ticket(:c)).response_due), 'the answer that was owed there is owed here, by the same instant');
select is((select sum(minutes) from vorrang.time_entries where ticket_number = :a), 15::bigint, 'times go along');
select ok(vorrang.may_see(pg_temp.agent('carla'), :a), 'watchers');
select is((select string_agg(tag, ' ') from vorrang.ticket_tags where ticket_number = :a), 'vpn', 'tags');
select set_has(format('select address from vorrang.participants where ticket_number = %s', :a), $$ values ('chef@heyer.example'), ('x@partner.example') $$, 'participants');
select is((select count(*) from vorrang.messages m where m.ticket_number = :a and m.direction = 'note'), 3::bigint, 'notes too, the one with #merge among them');

-- ---- undo ----
select is(pg_temp.command('bernd', :a, 'unmerge', :'other', '2026-11-25 11:08Z'), format('refused: #%s: #unmerge: %s was not merged into it. Nothing was sent.', :a, :other), 'what was not merged cannot be undone');
select is(pg_temp.command('bernd', :a, 'unmerge', :'c', '2026-12-02 11:08Z'), format('refused: #%s: #unmerge: that was more than 7 days ago; split the messages instead. Nothing was sent.', :a), 'nor after 7 days');
select is(pg_temp.command('bernd', :a, 'unmerge', :'c', '2026-11-26 11:00Z'), 'note', 'within them it can');
select is(pg_temp.messages(:c) || ' | ' || pg_temp.messages(:a), 'three | one two by-token by-reference by-tag', 'its messages go back');
select is((pg_temp.ticket(:c)).status, 'in-progress', 'its state too');
select is((select sum(minutes) from vorrang.time_entries where ticket_number = :c), 15::bigint, 'its time too');
select set_hasnt(format('select address from vorrang.participants where ticket_number = %s', :a), $$ values ('x@partner.example') $$, 'who took part by the merge alone does so no more');
select is((select ticket from pg_temp.mail('chef@heyer.example', '2026-11-26 11:01Z', jsonb_build_object('token', jsonb_build_object('ticket', :c, 'token', (pg_temp.ticket(:c)).token)))), :c::bigint, 'and its number is its own again');

-- ---- who may not ----
select is(pg_temp.command('carla', :c, 'merge', :'a', '2026-11-26 11:02Z'), format('refused: #%s: you only read along in its channel. Nothing was sent.', :c), 'a watcher may not');
select is(pg_temp.command('anna', :a, 'merge', '99999', '2026-11-26 11:02Z'), format('refused: #%s: #merge: there is no such ticket. Nothing was sent.', :a), 'with a ticket that is none');
select pg_temp.opens('kunde@heyer.example', '2026-11-26 11:03Z', '{"channels": ["accounting@desk.example"]}') as hidden \gset
select is(pg_temp.command('anna', :a, 'merge', :'hidden', '2026-11-26 11:03Z'), format('refused: #%s: #merge: there is no such ticket. Nothing was sent.', :a), 'or hidden: the same sentence (TS-53)');
select is(pg_temp.command('anna', :a, 'merge', :'other', '2026-11-26 11:03Z'), format('refused: #%s: #merge: they are of different customers. "#merge 4821 force" does it all the same. Nothing was sent.', :a), 'different customers are not');
select is(pg_temp.command('anna', :a, 'merge', :'other' || ' force', '2026-11-26 11:03Z'), 'note', 'but by force');
select is((pg_temp.ticket(:other)).merged_into, :a::bigint, 'they are');

-- ---- split ----
select pg_temp.opens('kunde@kessel.example', '2026-11-25 10:00Z', '{"subject": "alpha", "message_id": "<alpha@kessel.example>"}') as s \gset
select pg_temp.follow_up(:s, 'kunde@kessel.example', '2026-11-25 12:00Z', '{"subject": "beta", "message_id": "<beta@kessel.example>"}') as beta \gset
select pg_temp.project('2026-11-25 12:00Z');
select count(*) from pg_temp.shows('anna', 'Conversations/support', '2026-11-26 12:00Z') \gset none_
select (select max(s.uid) from pg_temp.shows('anna', 'Conversations/support', '2026-11-26 12:00Z') s where s.ticket = :s) as uid \gset
select (select a.uid from vorrang_api.desk_act(pg_temp.agent('anna'), 'move', 'Conversations/support', array[:uid]::bigint[], 'Queues/support', '2026-11-26 12:00Z') a) as new_uid \gset
select (select m.ticket_number from vorrang.messages m where m.id = :beta) as n \gset
select isnt(:n::bigint, :s::bigint, 'a message moved out of Conversations is a ticket of its own');
select is(pg_temp.messages(:s) || ' ' || pg_temp.messages(:n), 'alpha beta', 'each has its message');
select row_eq(format($$ select customer_id, previous_number, subject, response_due from vorrang.tickets where number = %s $$, :n),
    row((pg_temp.ticket(:s)).customer_id, :s::bigint, 'beta'::text, '2026-11-25 18:00Z'::timestamptz), 'same customer, linked, its clock runs from the message''s receipt');
select is((select s.ticket from pg_temp.shows('anna', 'Queues/support', '2026-11-26 12:01Z') s where s.uid = :new_uid), :n::bigint, 'COPYUID names its row in the queue');
select is((select string_agg(s.ticket::text, ' ' order by s.uid) from pg_temp.shows('anna', 'Conversations/support', '2026-11-26 12:01Z') s where s.ticket in (:s, :n) and s.uid <= :uid), :s::text, 'the moved uid is gone, the rest of the thread stays');
select is((select ticket from pg_temp.mail('kunde@kessel.example', '2026-11-26 12:02Z', '{"references": ["<beta@kessel.example>"]}')) || ' ' ||
          (select ticket from pg_temp.mail('kunde@kessel.example', '2026-11-26 12:02Z', '{"references": ["<alpha@kessel.example>"]}')), :n || ' ' || :s, 'answers to each stay apart');
select is((select count(*) from vorrang.outbox o where o.ticket_number = :n), 0::bigint, 'the customer is told nothing');
select is((select string_agg(e.detail->>'to', ' ') from vorrang.events e where e.ticket_number = :s and e.kind = 'split'), :n::text, 'both histories name the other');
select throws_ok(format($$ select pg_temp.moves('rita', 'Queues/support', %s, 'Do/Split', '2026-11-26 12:03Z') $$, :s), 'VR002', null, 'who reads along may not split');
select pg_temp.opens('kunde@brandt.example', '2026-11-26 12:00Z') as single \gset
select pg_temp.project('2026-11-26 12:03Z');
select throws_ok(format($$ select pg_temp.moves('anna', 'Queues/support', %s, 'Do/Split', '2026-11-26 12:03Z') $$, :single), 'VR002', format('#%s: only a customer''s message that is not the ticket''s only one can become a ticket of its own. Nothing was split', :single), 'a ticket''s only message stays where it is');
select * from finish();
rollback;

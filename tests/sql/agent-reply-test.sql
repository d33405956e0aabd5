-- An agent's mail about a ticket: what a reply and a note do, and when nothing is sent.
begin;
\ir support/world.sql
select plan(82);

create function pg_temp.outcome(p_agent text, p_ticket bigint, p_now timestamptz, p jsonb default '{}') returns text
language sql
as $$ select r.outcome || coalesce(': ' || r.sentence, '') from pg_temp.reply(p_agent, p_ticket, p_now, p) r $$;

-- A ticket of Heyer at 10:00, read by the agent.
create function pg_temp.read_by(p_agent text, p_now timestamptz, p jsonb default '{}') returns bigint
language plpgsql
as $$
declare
    v_ticket bigint := pg_temp.opens('kunde@heyer.example', p_now, p);
begin
    perform pg_temp.has_read(p_agent, v_ticket, p_now);
    return v_ticket;
end
$$;

create function pg_temp.replies_of(p_ticket bigint) returns bigint
language sql stable
as $$ select count(*) from vorrang.outbox o where o.ticket_number = p_ticket and o.kind = 'reply' $$;

-- ---- a reply ----
select vorrang_api.channel_set('support', '{"undo": 30}', '2026-01-01Z') is not null as done \gset
select pg_temp.read_by('anna', '2026-11-25 10:00Z',
    '{"participants": [{"address": "info@partner.example", "name": "Partner", "field": "cc"}, {"address": "chef@heyer.example", "name": "", "field": "cc"}]}') as t \gset
select * from pg_temp.reply('anna', :t, '2026-11-25 10:10Z',
    '{"participants": [{"address": "info@partner.example", "name": "Partner"}, {"address": "bernd@staff.example", "name": "Bernd"}],
      "lines": [{"word": "time", "args": "0:25 onsite"}, {"word": "cc", "args": "Lab@elsewhere.example"}],
      "time_minutes": 25, "time_comment": "onsite", "message_id": "<annas-own@client>"}') \gset r_
select is(:'r_outcome'::text, 'reply', 'Anna''s reply is taken');
select ok(not :{?r_sentence}, 'without a complaint');
select row_eq(format($$ select first_response_at, response_running, status, paused_at, owner_id, answered_message from vorrang.tickets where number = %s $$, :t),
    row('2026-11-25 10:10Z'::timestamptz, false, 'waiting'::text, '2026-11-25 10:10Z'::timestamptz, pg_temp.agent('anna'), :r_message::bigint),
    'the response clock stops at the Send time, the ticket waits and is Anna''s');
select row_eq(format($$ select kind, state, source_message, message, not_before from vorrang.outbox where ticket_number = %s and kind = 'reply' $$, :t),
    row('reply'::text, 'waiting'::text, :r_message::bigint, null::bigint, '2026-11-25 10:10:30Z'::timestamptz),
    'the answer waits in the outbox for the channel''s undo seconds');
select set_eq(format($$ select unnest(recipients) from vorrang.outbox where ticket_number = %s and kind = 'reply' $$, :t),
    array['kunde@heyer.example', 'info@partner.example', 'lab@elsewhere.example'],
    'it goes to the customer, to whom Anna kept and whom she added: not to a colleague, not to whom she left out');
select is((select recipients[1] from vorrang.outbox where ticket_number = :t and kind = 'reply'), 'kunde@heyer.example', 'the customer first');
select set_has(format($$ select address from vorrang.participants where ticket_number = %s $$, :t), $$ values ('lab@elsewhere.example') $$, 'whom she added takes part now');
select set_eq(format($$ select a.key from vorrang.ticket_watchers w join vorrang.agents a on a.id = w.agent_id where ticket_number = %s $$, :t),
    array['bernd'], 'the colleague watches');
select is((select minutes || ' ' || comment from vorrang.time_entries where ticket_number = :t), '25 onsite', 'the time is booked');
select is(pg_temp.events(:t), 'created message message time watching owner status status', 'the history has message, time, owner and states');
select is((select direction || ' ' || kind from vorrang.messages where id = :r_message), 'out source', 'her mail is kept as the source of the answer');
select is(pg_temp.outcome('anna', :t, '2026-11-25 10:10Z', jsonb_build_object('retry_key', encode(sha256('twice'), 'hex'), 'participants', array[]::text[])), 'reply', 'a mail');
select is(pg_temp.outcome('anna', :t, '2026-11-25 10:10Z', jsonb_build_object('retry_key', encode(sha256('twice'), 'hex'), 'participants', array[]::text[])), 'duplicate', 'sent again is known');
select is(pg_temp.replies_of(:t), 2::bigint, 'and sent once');
select is((pg_temp.ticket(:t)).first_response_at, '2026-11-25 10:10Z', 'the first response stays the first');
select is((vorrang_api.ticket_find_message_id('<annas-own@client>')->0->>'ticket')::bigint, :t::bigint, 'an answer that names her client''s Message-ID is found');

-- ---- #open, #close ----
select pg_temp.read_by('anna', '2026-11-25 10:00Z') as o \gset
select is(pg_temp.outcome('anna', :o, '2026-11-25 10:10Z', '{"lines": [{"word": "open", "args": ""}]}'), 'reply', 'a reply with #open');
select is((pg_temp.ticket(:o)).status || ' ' || (pg_temp.ticket(:o)).response_running, 'in-progress false', 'is an answer, and the ticket stays with us');
select is((pg_temp.ticket(:o)).paused_at, null, 'the resolution clock runs on');
select is(pg_temp.outcome('anna', :o, '2026-11-25 10:11Z', '{"lines": [{"word": "close", "args": ""}]}'), 'reply', 'a reply with #close');
select is((pg_temp.ticket(:o)).status || ' ' || (pg_temp.ticket(:o)).close_reason, 'solved solved', 'solves');
select is((pg_temp.ticket(:o)).closed_at, '2026-11-25 10:11Z', 'at its Send time');

-- ---- a note ----
select pg_temp.read_by('bernd', '2026-11-25 10:00Z') as n \gset
select is(pg_temp.outcome('anna', :n, '2026-11-25 10:10Z', '{"note": true}'), 'note', 'a note with #note, without having read anything');
select row_eq(format($$ select response_running, response_due, first_response_at, owner_id, status from vorrang.tickets where number = %s $$, :n),
    row(true, '2026-11-25 10:42Z'::timestamptz, null::timestamptz, null::integer, 'in-progress'::text),
    'changes no clock and no owner; the work on a new ticket has begun');
select is(pg_temp.replies_of(:n), 0::bigint, 'nothing leaves');
select is(pg_temp.outcome('anna', :n, '2026-11-25 10:11Z',
    jsonb_build_object('token', jsonb_build_object('ticket', :n, 'token', (pg_temp.ticket(:n)).note_token))), 'note', 'a mail to the note address is a note');
select is((select count(*) from vorrang.messages where ticket_number = :n and direction = 'note'), 2::bigint, 'both are kept as notes');
select is(pg_temp.outcome('bernd', :n, '2026-11-25 10:12Z'), 'reply', 'a colleague''s note never collides');
select is(pg_temp.outcome('anna', :n, '2026-11-25 10:13Z', '{"note": true, "lines": [{"word": "close", "args": ""}]}'), 'note', 'a note with #close');
select is((pg_temp.ticket(:n)).status, 'closed', 'closes quietly');
select is(pg_temp.replies_of(:n), 1::bigint, 'and tells nobody');

-- ---- TW-12: a note that is meant for somebody ----
select pg_temp.read_by('anna', '2026-11-25 10:00Z') as q \gset
select is(pg_temp.outcome('anna', :q, '2026-11-25 10:10Z', '{"note": true, "message_id": "<ask@client>", "participants": [{"address": "carla@staff.example"}, {"address": "x@elsewhere.example"}]}'),
    'note', 'a note that names a colleague of another channel');
select is((select string_agg(a.key || ' ' || n.kind, ',') from vorrang.notices n join vorrang.agents a on a.id = n.agent_id where n.ticket_number = :q),
    'carla note', 'she has one notice, and nobody else');
select is(pg_temp.outcome('carla', :q, '2026-11-25 10:11Z', '{"note": true, "lines": [{"word": "close", "args": ""}]}'),
    format('refused: #%s: you only read along in its channel. Nothing was sent.', :q), 'she may not do anything with the ticket');
select is(pg_temp.outcome('carla', :q, '2026-11-25 10:11Z'), format('refused: #%s: you only read along in its channel. Nothing was sent.', :q), 'nor answer the customer');
select is(pg_temp.outcome('carla', :q, '2026-11-25 10:12Z', '{"note": true, "references": ["<ask@client>"], "lines": [{"word": "note", "args": ""}]}'),
    'note', 'but answer the note');
select is((select count(*) from vorrang.notices n where n.ticket_number = :q and n.agent_id = pg_temp.agent('anna') and n.kind = 'note'),
    1::bigint, 'and who asked is told');

-- ---- who may not ----
select pg_temp.read_by('anna', '2026-11-25 10:00Z') as w \gset
select is(pg_temp.outcome('rita', :w, '2026-11-25 10:10Z'), format('refused: #%s: you only read along in its channel. Nothing was sent.', :w), 'a member who reads along may not answer');
select is((select e.detail->>'reason' from vorrang.events e where e.ticket_number = :w and e.kind = 'refused'), 'rule', 'that is no collision, although she has read nothing');
select is((select count(*) from vorrang.notices n where n.ticket_number = :w and n.agent_id = pg_temp.agent('rita')), 0::bigint, 'and she gets no notice of one');
select is(pg_temp.outcome('carla', :w, '2026-11-25 10:10Z'), 'refused: There is no such ticket. Nothing was sent.', 'for an outsider the ticket does not exist');
select is(pg_temp.outcome('anna', 99999, '2026-11-25 10:10Z'), pg_temp.outcome('carla', :w, '2026-11-25 10:10Z'), 'he is told what he would be told of none');
select is(pg_temp.outcome('carla', :w, '2026-11-25 10:10Z', jsonb_build_object('token', null, 'tags', array[:w])), 'refused: There is no such ticket. Nothing was sent.', 'the tag opens nothing to him either');
select is(pg_temp.events(:w), 'created message refused', 'only a refusal to one who may see it is in the history');
select is(pg_temp.outcome('anna', :w, '2026-11-25 10:10Z', '{"participants": [{"address": "who@elsewhere.example"}]}'),
    format('refused: #%s: who@elsewhere.example takes no part in it. Write "#cc who@elsewhere.example" on top to add the address. Nothing was sent.', :w),
    'an address that takes no part is refused, with what to do');
select is(pg_temp.replies_of(:w) || (pg_temp.ticket(:w)).status, '0new', 'nothing was sent and nothing changed');
select is(pg_temp.outcome('anna', :w, '2026-11-25 10:11Z', '{"participants": [{"address": "who@elsewhere.example"}], "lines": [{"word": "cc", "args": "who@elsewhere.example"}]}'),
    'reply', 'with #cc it goes');
select is(pg_temp.outcome('anna', :w, '2026-11-25 10:12Z', jsonb_build_object('token', null, 'tags', array[:w])), 'reply', 'the tag is enough for an agent who may see the ticket');
select is(vorrang_api.agent_ticket('Anna@staff.example', array[99999, :w]), :w::bigint, 'the first tag of a ticket that he may see counts');
select is(vorrang_api.agent_ticket('carla@staff.example', array[:w]), null, 'none that he may not see');

-- ---- collision with the customer ----
select pg_temp.read_by('anna', '2026-11-25 11:00Z', '{"message_id": "<c1@heyer.example>"}') as c \gset
select pg_temp.follow_up(:c, 'kunde@heyer.example', '2026-11-25 11:05Z', '{"message_id": "<c2@heyer.example>"}') as newer \gset
select is(pg_temp.outcome('anna', :c, '2026-11-25 11:05:40Z', '{"references": ["<c1@heyer.example>"]}'),
    format('refused: #%s: the customer wrote 40 s ago and you have not read it. Nothing was sent.', :c), 'a mail of the customer that she has not read is in the way');
select is(pg_temp.notices(:c), 'anna:collision', 'a notice is in her INBOX');
select is((select n.detail->>'text' from vorrang.notices n where n.ticket_number = :c), 'Try this.', 'with her own text');
select is((select (n.detail->>'message')::bigint from vorrang.notices n where n.ticket_number = :c), :newer::bigint, 'and the newer message');
select is((select e.detail->>'reason' from vorrang.events e where e.ticket_number = :c and e.kind = 'refused'), 'collision', 'and an event in the history');
select is((select count(*) from vorrang.events e where e.ticket_number = :c and e.detail::text like '%Try%'), 0::bigint, 'without a word of hers');
select is(pg_temp.outcome('anna', :c, '2026-11-25 11:05:50Z', '{"references": ["<c2@heyer.example>"]}'), 'reply', 'a reply to the newer mail passes: she has it before her');

select pg_temp.read_by('anna', '2026-11-25 11:00Z') as d \gset
select pg_temp.follow_up(:d, 'kunde@heyer.example', '2026-11-25 11:05Z') as newer \gset
select alike(pg_temp.outcome('anna', :d, '2026-11-25 11:06Z'), 'refused%', 'without In-Reply-To what she has read decides');
select is(pg_temp.uid('anna', 'INBOX', :d, '2026-11-25 11:06Z') is not null, true, 'the row shows the newer mail');
select pg_temp.reads('anna', 'INBOX', :d, '2026-11-25 11:06Z');
select is(pg_temp.outcome('anna', :d, '2026-11-25 11:07Z'), 'reply', 'after reading the row the reply passes');

-- Seeing the notice counts as having read.
select pg_temp.read_by('anna', '2026-11-25 11:00Z', '{"message_id": "<e1@heyer.example>"}') as e \gset
select pg_temp.follow_up(:e, 'kunde@heyer.example', '2026-11-25 11:05Z') as newer \gset
select alike(pg_temp.outcome('anna', :e, '2026-11-25 11:06Z', '{"references": ["<e1@heyer.example>"]}'), 'refused%', 'refused');
select vorrang_api.notice_written(n.id, 'Subject: !'::bytea, 'text'::bytea, 20, '2026-11-25 11:06Z') from vorrang.notices n where n.ticket_number = :e;
select pg_temp.store('anna', 'INBOX', array(select s.uid from pg_temp.shows('anna', 'INBOX', '2026-11-25 11:06Z') s where s.ticket = :e and s.kind = 'collision'),
    'add', array['\Seen'], '2026-11-25 11:06:30Z');
select is(pg_temp.outcome('anna', :e, '2026-11-25 11:07Z', '{"references": ["<e1@heyer.example>"]}'), 'reply', 'after the notice was seen it passes');

-- ---- collision with a colleague ----
select pg_temp.read_by('anna', '2026-11-25 12:00Z', '{"message_id": "<f1@heyer.example>"}') as f \gset
select pg_temp.has_read('bernd', :f, '2026-11-25 12:01Z');
select is(pg_temp.outcome('bernd', :f, '2026-11-25 12:02Z', '{"references": ["<f1@heyer.example>"]}'), 'reply', 'Bernd answers');
select is(pg_temp.outcome('anna', :f, '2026-11-25 12:02:40Z', '{"references": ["<f1@heyer.example>"]}'),
    format('refused: #%s: Bernd Otto replied 40 s ago and you have not read it. Nothing was sent.', :f), 'then Anna''s reply is refused, with who and when');
select is(pg_temp.replies_of(:f), 1::bigint, 'one answer leaves');
select is(pg_temp.outcome('bernd', :f, '2026-11-25 12:03Z', '{"references": ["<f1@heyer.example>"]}'), 'reply', 'his own mail is not in Bernd''s way');
select * from vorrang_api.outbox_claim('w', 100, '2026-11-25 12:04Z') where ticket = :f and kind = 'reply' order by id limit 1 \gset ob_
select vorrang_api.outbox_composed(:ob_id, :ob_attempt, '{"message_id": "<f-out@desk.example>", "size": 10, "body_size": 4, "shown_size": 10}', 'H', 'B', '2026-11-25 12:04Z') as composed \gset
select pg_temp.uid('anna', 'Tickets/' || :f, :f, '2026-11-25 12:05Z') is not null as done \gset
select pg_temp.store('anna', 'Tickets/' || :f, array(select s.uid from pg_temp.shows('anna', 'Tickets/' || :f, '2026-11-25 12:05Z') s), 'add', array['\Seen'], '2026-11-25 12:05Z');
select alike(pg_temp.outcome('anna', :f, '2026-11-25 12:06Z', '{"references": ["<f1@heyer.example>"]}'), 'refused%', 'his second answer is still unread: it has not left');
select pg_temp.follow_up(:f, 'robot@heyer.example', '2026-11-25 12:07Z', '{"machine": "auto"}') as machine \gset
select pg_temp.has_read('anna', :f, '2026-11-25 12:06:30Z');
select pg_temp.follow_up(:f, 'robot@heyer.example', '2026-11-25 12:08Z', '{"machine": "auto"}') as machine \gset
select is(pg_temp.outcome('anna', :f, '2026-11-25 12:08Z', '{"references": ["<f1@heyer.example>"]}'), 'reply', 'machine mail never collides');

-- A mail without Message-ID is shown with the one we gave it; a reply that names it has it before it.
select pg_temp.read_by('dora', '2026-11-25 12:00Z', '{"message_id": null, "fallback_message_id": "<given.1@desk.example>"}') as g \gset
select is(pg_temp.outcome('anna', :g, '2026-11-25 12:10Z', '{"references": ["<given.1@desk.example>"]}'), 'reply',
    'a reply to a mail without Message-ID passes: it names the Message-ID that the row shows');

-- ---- the reply wins ----
select pg_temp.opens('unknown@elsewhere.example', '2026-11-25 13:00Z', '{"channels": ["express@desk.example"]}') as x \gset
select vorrang.set_owner(:x, pg_temp.agent('anna'), '2026-11-25 13:00:05Z', 'anna', 'imap') as done \gset
select pg_temp.has_read('anna', :x, '2026-11-25 13:00:10Z');
select vorrang_api.clock_run(100, '2026-11-25 13:01Z') as n \gset
select is((pg_temp.ticket(:x)).channel_id, pg_temp.channel('lead'), 'the clock took the ticket from Anna to a team that is not hers');
select is(pg_temp.outcome('anna', :x, '2026-11-25 13:02:59Z'), 'reply', 'her reply within 2 minutes still goes out');
select is((pg_temp.ticket(:x)).first_response_at, '2026-11-25 13:02:59Z', 'and counts');
select pg_temp.opens('unknown@elsewhere.example', '2026-11-25 14:00Z', '{"channels": ["express@desk.example"]}') as y \gset
select vorrang.set_owner(:y, pg_temp.agent('anna'), '2026-11-25 14:00:05Z', 'anna', 'imap') as done \gset
select pg_temp.has_read('anna', :y, '2026-11-25 14:00:10Z');
select vorrang_api.clock_run(100, '2026-11-25 14:01Z') as n \gset
select is(pg_temp.outcome('bernd', :y, '2026-11-25 14:02Z'), 'refused: There is no such ticket. Nothing was sent.', 'only the reply of whom it was taken from wins');
select is(pg_temp.outcome('anna', :y, '2026-11-25 14:03:01Z'), 'refused: There is no such ticket. Nothing was sent.', 'and not later than that');
select is((pg_temp.ticket(:y)).first_response_at, null, 'what is refused is no response');

-- ---- a note is not sent (invariant 4) ----
select pg_temp.read_by('anna', '2026-11-25 10:00Z') as n \gset
select is(pg_temp.outcome('anna', :n, '2026-11-25 10:10Z', '{"note": true, "message_id": "<a-note@client>"}'), 'note', 'a note');
select is(pg_temp.outcome('bernd', :n, '2026-11-25 10:11Z', '{"references": ["<a-note@client>", "<x@y>"]}'),
    'note', 'an answer to it that is addressed to nobody outside is a note');
select is(pg_temp.outcome('bernd', :n, '2026-11-25 10:11Z', '{"references": ["<a-note@client>"], "message_id": "<b2@client>",
    "participants": [{"address": "anna@staff.example"}]}'), 'note', 'also one to a colleague');
select alike(pg_temp.outcome('anna', :n, '2026-11-25 10:12Z', '{"references": ["<a-note@client>"],
    "participants": [{"address": "kunde@heyer.example"}]}'), 'refused: %it answers an internal note%', 'one to the customer is refused');
select alike(pg_temp.outcome('anna', :n, '2026-11-25 10:12Z', jsonb_build_object('references', array['<a-note@client>'],
    'recipients', array[format('support+%s.%s@desk.example', :n, (pg_temp.ticket(:n)).token)])), 'refused: %it answers an internal note%',
    'and one to the ticket''s own address');
select alike(pg_temp.outcome('anna', :n, '2026-11-25 10:13Z', '{"attached": ["<z@y>", "<a-note@client>"]}'),
    'refused: %an internal note is attached%', 'a note is not sent as an attachment');
select is(pg_temp.replies_of(:n), 0::bigint, 'nothing left');

select * from finish();
rollback;

-- In which words the desk writes: language, salutation, who signs; questions and canned replies (CC-11, CC-12, U-04, U-20).
begin;
\ir support/world.sql
select plan(22);

create function pg_temp.letter(p_ticket bigint, p_kind text, p_field text) returns text
language sql stable
as $$
    select vorrang.outbox_job(o)->>p_field from vorrang.outbox o
     where o.ticket_number = p_ticket and o.kind = p_kind order by o.id desc limit 1
$$;

create function pg_temp.asks(p_ticket bigint, p_now timestamptz, p jsonb) returns text
language sql
as $$
    select r.outcome || coalesce(': ' || r.sentence, '') from pg_temp.reply('anna', p_ticket, p_now, p) r
$$;

-- ---- language, name, salutation (U-20) ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z') as t \gset
select pg_temp.has_read('anna', :t, '2026-11-25 10:00Z');
select is(pg_temp.letter(:t, 'confirmation', 'language'), 'en', 'the channel''s language');
select is(pg_temp.letter(:t, 'confirmation', 'name'), 'Kunde von Heyer Plan AG', 'the contact''s name, not what stands in From');
select is(pg_temp.letter(:t, 'confirmation', 'salutation'), '', 'no salutation of his own');
select is(pg_temp.letter(:t, 'confirmation', 'agent'), null, 'nobody answers yet');
select is(vorrang_api.contact_set('kunde@heyer.example', '{"language": "de", "salutation": " Sehr geehrte Frau Heyer "}', '2026-01-01Z')->>'salutation',
    'Sehr geehrte Frau Heyer', 'a salutation of her own');
select is(pg_temp.letter(:t, 'confirmation', 'language') || ' ' || pg_temp.letter(:t, 'confirmation', 'salutation'), 'de Sehr geehrte Frau Heyer', 'counts at once');
select is(vorrang_api.contact_set('kunde@heyer.example', '{"vip": true}', '2026-01-01Z')->>'salutation', 'Sehr geehrte Frau Heyer', 'it stays when something else is set');
select throws_ok($$ select vorrang_api.contact_set('kunde@heyer.example', '{"salutation": "a\nb"}', '2026-01-01Z') $$, '23514', null, 'it is one line');
select pg_temp.opens('somebody@elsewhere.example', '2026-11-25 10:00Z') as u \gset
select is(pg_temp.letter(:u, 'confirmation', 'name') || pg_temp.letter(:u, 'confirmation', 'salutation'), 'Kunde', 'somebody unknown has the name he gives');

-- ---- a question to the customer: what was asked stands in the history (CC-12) ----
select is(pg_temp.asks(:t, '2026-11-25 10:05Z', '{"lines": [{"word": "ask", "args": ""}], "question": "Which one?"}'), 'reply', 'a question');
select is((pg_temp.ticket(:t)).status, 'waiting', 'waits as after any reply');
select row_eq(format($$ select m.kind, m.question from vorrang.events e join vorrang.messages m on m.id = (e.detail->>'message')::bigint
    where e.ticket_number = %s and e.kind = 'asked' $$, :t), row('source'::text, 'Which one?'::text), 'the bare question stands in his message');
select is((select vorrang.message_json(m)->>'question' from vorrang.messages m where m.ticket_number = :t and m.kind = 'source'), 'Which one?', 'and is shown');
select is((select count(*) from vorrang.messages m where m.ticket_number = :t and vorrang.message_json(m) ? 'question'), 1::bigint, 'of no other');
select is(pg_temp.letter(:t, 'reply', 'agent'), 'Anna Berg', 'who asked signs');
select is((select count(*) from vorrang.events e where e.detail::text like '%Which%'), 0::bigint, 'history holds no personal text');

create temporary table sent as select c.* from vorrang_api.outbox_claim('w1', 10, '2026-11-25 10:05Z') c where c.kind = 'reply';
select vorrang_api.outbox_composed(c.id, c.attempt, '{"message_id": "<ask@desk.example>", "size": 9, "body_size": 4, "shown_size": 9}', 'H', 'B', '2026-11-25 10:05Z') as composed from sent c \gset
select is(vorrang_api.ticket_show(:t::text)#>'{messages,-1}' @> format('{"id": %s, "kind": "reply", "question": "Which one?"}', :composed)::jsonb, true, 'so does the mail that leaves, as the ticket shows it');

-- ---- a canned reply must be there for channel and language (U-04) ----
select is(pg_temp.asks(:t, '2026-11-25 10:06Z', '{"lines": [{"word": "use", "args": "x"}], "canned": {"x": [{"channel": "", "language": "en"}]}}'),
    format('refused: #%s: #use: "x" is not written for the channel support in the language de. Nothing was sent.', :t), 'another language is refused');
select is(pg_temp.asks(:t, '2026-11-25 10:06Z', '{"lines": [{"word": "use", "args": "x"}], "canned": {"x": [{"channel": "sales", "language": ""}]}}'),
    format('refused: #%s: #use: "x" is not written for the channel support in the language de. Nothing was sent.', :t), 'so is another channel');
select is(pg_temp.asks(:t, '2026-11-25 10:07Z', format('{"lines": [], "canned": {"x": %s, "y": %s}}', '[{"channel": "", "language": ""}]',
    '[{"channel": "sales", "language": "de"}, {"channel": "support", "language": "de"}]')::jsonb), 'reply', 'what is there is taken');
select is((select count(*) from vorrang.outbox o where o.ticket_number = :t and o.kind = 'reply'), 2::bigint, 'and no refused one is to be sent');
select is(pg_temp.letter(:t, 'confirmation', 'agent'), 'Anna Berg', 'the owner signs what nobody wrote');
select * from finish();
rollback;

-- A conversation's end and its pauses: closing mail, reminders, hold, and the lines on top of an agent's mail.
begin;
\ir support/world.sql
select plan(76);

create function pg_temp.line(p_word text, p_args text default '') returns jsonb
language sql
as $$ select jsonb_build_array(jsonb_build_object('word', p_word, 'args', p_args)) $$;

-- What the agent's mail with this line came to; its sentence when it was refused.
create function pg_temp.says(p_agent text, p_ticket bigint, p_word text, p_args text, p_now timestamptz, p jsonb default '{"note": true}')
returns text
language sql
as $$
    select r.outcome || coalesce(': ' || r.sentence, '')
    from pg_temp.reply(p_agent, p_ticket, p_now, jsonb_build_object('lines', pg_temp.line(p_word, p_args)) || p) r
$$;

create function pg_temp.told(p_ticket bigint) returns text
language sql stable
as $$
    select string_agg(o.kind || case o.state when 'waiting' then '' else ':' || o.state end, ' ' order by o.id)
    from vorrang.outbox o where o.ticket_number = p_ticket and o.kind <> 'confirmation'
$$;

create function pg_temp.taken_by(p_agent text, p_now timestamptz, p jsonb default '{}') returns bigint
language plpgsql
as $$
declare
    v_ticket bigint := pg_temp.opens('kunde@heyer.example', p_now, p);
begin
    perform pg_temp.has_read(p_agent, v_ticket, p_now);
    perform pg_temp.project(p_now);
    return v_ticket;
end
$$;

-- ---- the closing mail: exactly one in every case (CC-15) ----
select pg_temp.taken_by('anna', '2026-11-25 10:00Z') as t \gset
select pg_temp.moves('anna', 'INBOX', :t, 'Closed', '2026-11-25 10:05Z');
select is(pg_temp.told(:t), 'closing', 'moved to Closed: the customer is told');
select is((pg_temp.ticket(:t)).status || ' ' || (pg_temp.ticket(:t)).close_reason, 'solved solved', 'it is solved');
select row_eq(format($$ select recipients, detail->>'unanswered', detail->>'known' from vorrang.outbox where ticket_number = %s and kind = 'closing' $$, :t),
    row(array['kunde@heyer.example'], 'false'::text, 'true'::text), 'to himself');
select pg_temp.moves('bernd', 'Closed', :t, 'Closed', '2026-11-25 10:06Z');
select is(pg_temp.told(:t), 'closing', 'closed again: no second mail');
select pg_temp.moves('anna', 'Closed', :t, 'INBOX', '2026-11-25 10:07Z');
select is(pg_temp.told(:t), 'closing:recalled', 'moved back before it left: it is recalled');
select pg_temp.moves('anna', 'INBOX', :t, 'Do/Close quietly', '2026-11-25 10:08Z');
select is(pg_temp.told(:t), 'closing:recalled', 'closed quietly: nobody is told');
select is((pg_temp.ticket(:t)).status || ' ' || (pg_temp.ticket(:t)).close_reason, 'closed quiet', 'and the reason says so');

select pg_temp.taken_by('anna', '2026-11-25 10:00Z') as t \gset
select is(pg_temp.says('anna', :t, 'close', '', '2026-11-25 10:10Z', '{}'), 'reply', 'a reply with #close');
select is(pg_temp.told(:t), 'reply', 'is the closing mail, in the agent''s words');
select pg_temp.moves('anna', 'Closed', :t, 'Closed', '2026-11-25 10:11Z');
select is(pg_temp.told(:t), 'reply', 'and no other follows');

select pg_temp.taken_by('anna', '2026-11-25 10:00Z') as t \gset
select is(pg_temp.says('anna', :t, 'close', 'unsolved', '2026-11-25 10:10Z', '{"bare": true}'), 'note', 'a reply of nothing but #close sends no empty reply');
select is(pg_temp.told(:t), 'closing', 'but the closing mail');
select is((pg_temp.ticket(:t)).status || ' ' || (pg_temp.ticket(:t)).close_reason, 'closed unsolved', 'with its reason');
select is(pg_temp.says('anna', :t, 'close', 'maybe', '2026-11-25 10:11Z'), format('refused: #%s: #close: write #close, #close solved or #close unsolved. Nothing was sent.', :t), 'a reason that is none is refused');

select pg_temp.taken_by('anna', '2026-11-25 10:00Z', '{"machine": "auto"}') as t \gset
select pg_temp.moves('anna', 'INBOX', :t, 'Closed', '2026-11-25 10:05Z');
select is(pg_temp.told(:t), null, 'a machine that opened a ticket is told nothing');
select vorrang_api.channel_set('support', '{"close_notice": false}', '2026-01-01Z') is not null as done \gset
select pg_temp.taken_by('anna', '2026-11-25 10:00Z') as t \gset
select pg_temp.moves('anna', 'INBOX', :t, 'Closed', '2026-11-25 10:05Z');
select is(pg_temp.told(:t), null, 'nor is anybody where the channel says no');
select vorrang_api.channel_set('support', '{"close_notice": true, "language": "de"}', '2026-01-01Z') is not null as done \gset

-- ---- in his language (U-20) ----
select pg_temp.taken_by('anna', '2026-11-25 10:00Z') as t \gset
select is((select vorrang.outbox_job(o)->>'language' from vorrang.outbox o where o.ticket_number = :t), 'de', 'the channel''s language');
select vorrang_api.contact_set('kunde@heyer.example', '{"language": "en"}', '2026-01-01Z') is not null as done \gset
select is((select vorrang.outbox_job(o)->>'language' from vorrang.outbox o where o.ticket_number = :t), 'en', 'but the person''s own if it is known');

-- ---- spam: no mail out (U-06) ----
select pg_temp.moves('anna', 'INBOX', :t, 'Spam', '2026-11-25 10:01Z');
select is((pg_temp.ticket(:t)).status || ' ' || (pg_temp.ticket(:t)).light, 'spam none', 'spam has no clocks');
select is((select o.state from vorrang.outbox o where o.ticket_number = :t and o.kind = 'confirmation'), 'recalled', 'and gets no confirmation that has not left');
select pg_temp.project('2026-11-25 10:02Z');
select is(pg_temp.order_in('bernd', 'Spam', '2026-11-25 10:02Z'), array[:t]::bigint[], 'it stands in Spam');
select pg_temp.moves('bernd', 'Spam', :t, 'INBOX', '2026-11-25 10:03Z');
select is((pg_temp.ticket(:t)).status, 'in-progress', 'and comes back by moving it');

-- ---- reminders (TS-65) ----
select is(vorrang.open_day_after(k.id, '2026-11-27 08:00Z', 1), '2026-11-30 08:00Z', 'the next open day after a Friday is Monday')
from vorrang.calendars k where k.key = 'office';
select is(vorrang.open_day_after(k.id, '2026-12-23 10:00Z', 2), '2026-12-28 08:00Z', 'a holiday is none')
from vorrang.calendars k where k.key = 'office';
select is(vorrang.open_day_after(k.id, '2026-11-27 08:00Z', 3), '2026-11-30 08:00Z', 'round the clock each day is one')
from vorrang.calendars k where k.key = 'always';
select vorrang_api.channel_set('support', '{"remind_days": 3, "remind_times": 2}', '2026-01-01Z') is not null as done \gset
select pg_temp.taken_by('anna', '2026-11-25 10:00Z') as t \gset
select is(pg_temp.says('anna', :t, 'wait', '', '2026-11-25 10:10Z', '{}'), 'reply', 'a reply');
select is((pg_temp.ticket(:t)).clock_at, '2026-11-28 10:10Z', 'its reminder is due after three days');
select vorrang_api.clock_run(100, '2026-11-28 10:09Z');
select is(pg_temp.told(:t), 'reply', 'not before');
select vorrang_api.clock_run(100, '2026-11-28 10:10Z');
select vorrang_api.clock_run(100, '2026-11-28 10:10Z');
select is(pg_temp.told(:t), 'reply reminder', 'then once');
select vorrang_api.clock_run(100, '2026-12-01 10:10Z');
select is(pg_temp.told(:t), 'reply reminder reminder', 'and once more');
select is((select string_agg(o.detail->>'last', ' ' order by o.id) from vorrang.outbox o where o.ticket_number = :t and o.kind = 'reminder'), 'false true', 'the last one says that it is the last');
select vorrang_api.clock_run(100, '2026-12-04 10:10Z');
select is((pg_temp.ticket(:t)).status || ' ' || (pg_temp.ticket(:t)).close_reason, 'closed no-answer', 'then it is closed');
select is(pg_temp.told(:t), 'reply reminder:recalled reminder:recalled closing', 'with notice; a reminder that has not left goes no more');
select is((select o.detail->>'unanswered' from vorrang.outbox o where o.ticket_number = :t and o.kind = 'closing'), 'true', 'which says why');
select is((pg_temp.ticket(:t)).clock_at, null, 'and the clock rests');
select pg_temp.taken_by('anna', '2026-11-25 10:00Z') as t \gset
select is(pg_temp.says('anna', :t, 'wait', '', '2026-11-25 10:10Z', '{}'), 'reply', 'another');
select vorrang_api.clock_run(100, '2026-11-28 10:10Z');
select pg_temp.follow_up(:t, 'kunde@heyer.example', '2026-11-28 10:20Z') is not null as done \gset
select is((pg_temp.ticket(:t)).remind_at, null, 'any word of the customer stops it');
select is(pg_temp.told(:t), 'reply reminder:recalled', 'and what had not left');
select pg_temp.follow_up(:t, 'kunde@heyer.example', '2026-11-28 10:20Z', '{"machine": "auto"}') is not null as done \gset

-- ---- hold (U-10, TW-03) ----
select is(vorrang.hold_until(x, k.id, '2026-11-25 10:00Z'), y::timestamptz, 'hold ' || x)
from vorrang.calendars k
cross join (values
    ('monday', '2026-11-30 08:00Z'), ('mi', '2026-12-02 08:00Z'), ('tomorrow', '2026-11-26 08:00Z'), ('3 days', '2026-11-30 08:00Z'),
    ('2026-12-01 14:00', '2026-12-01 13:00Z'), ('1.12.', '2026-12-01 08:00Z'), ('4h', '2026-11-25 14:00Z'), ('10:00', '2026-11-26 09:00Z'),
    ('', '2026-11-26 08:00Z'), ('nächste Woche', '2026-11-30 08:00Z'), ('2026-11-24', null), ('30.02.', null), ('sometime', null)) as v (x, y)
where k.key = 'office';
select is(pg_temp.says('anna', :t, 'hold', 'sometime', '2026-11-28 11:00Z'),
    format('refused: #%s: #hold: say until when, as in "#hold monday", "#hold 3 days", "#hold 2026-12-01 14:00". Nothing was sent.', :t), 'what cannot be read is refused');
select is(pg_temp.says('anna', :t, 'hold', '2 days', '2026-11-28 11:00Z'), 'note', 'put aside');
select pg_temp.project('2026-11-28 11:01Z');
select is(pg_temp.order_in('bernd', 'Hold', '2026-11-28 11:01Z'), array[:t]::bigint[], 'it stands in Hold');
select vorrang_api.clock_run(100, '2026-11-30 06:59Z');
select is((pg_temp.ticket(:t)).status, 'hold', 'until its time');
select vorrang_api.clock_run(100, '2026-11-30 07:00Z');
select is((pg_temp.ticket(:t)).status, 'in-progress', 'and then it is with us again');

-- ---- assign, watch, prio, tag, solution ----
select is(pg_temp.says('anna', :t, 'assign', 'bernd', '2026-11-30 08:00Z'), 'note', 'assigned (TS-55)');
select is((pg_temp.ticket(:t)).owner_id || ' ' || pg_temp.notices(:t), pg_temp.agent('bernd') || ' bernd:assigned', 'it is his, and he is told; who did it is not');
select is(pg_temp.says('dora', :t, 'assign', 'anna', '2026-11-30 08:01Z'), 'note', 'taken from him');
select is(pg_temp.notices(:t), 'anna:assigned bernd:assigned bernd:taken', 'both are told');
select is(pg_temp.says('anna', :t, 'assign', 'carla', '2026-11-30 08:02Z'), format('refused: #%s: #assign: nobody of its channel is called "carla". Nothing was sent.', :t), 'not to somebody who cannot handle it');
select is(pg_temp.says('anna', :t, 'watch', 'carla', '2026-11-30 08:03Z'), 'note', 'she may read along (TS-58)');
select ok(vorrang.may_see(pg_temp.agent('carla'), :t) and not vorrang.may_handle(pg_temp.agent('carla'), :t), 'and no more');
select is(pg_temp.says('anna', :t, 'prio', 'high', '2026-11-30 08:04Z') || (pg_temp.ticket(:t)).priority, 'note0', 'priority');
select is((pg_temp.ticket(:t)).priority, 1::smallint, 'is high');
select is(pg_temp.says('anna', :t, 'tag', 'printer vpn', '2026-11-30 08:05Z') || ' ' || pg_temp.says('anna', :t, 'tag', '-vpn', '2026-11-30 08:06Z'), 'note note', 'tags');
select is((select string_agg(g.tag, ' ') from vorrang.ticket_tags g where g.ticket_number = :t), 'printer', 'come and go');

-- ---- an internal channel: nothing leaves (TS-03) ----
select vorrang_api.channel_set('sales', '{"internal": true}', '2026-01-01Z') is not null as done \gset
select pg_temp.opens('bernd@staff.example', '2026-11-25 10:00Z', '{"channels": ["sales@desk.example"], "login": "bernd@staff.example"}') as i \gset
select is((pg_temp.ticket(:i)).internal || ' ' || (pg_temp.ticket(:i)).response_running, 'true true', 'an internal ticket has its clocks');
select is((select x->>'internal' from jsonb_array_elements(vorrang_api.milter_directory()->'channels') x where x->>'key' = 'sales'), 'true', 'the milter knows that strangers may not write there');
select is((select outcome || coalesce(': ' || sentence, '') from pg_temp.reply('dora', :i, '2026-11-25 10:10Z', '{"participants": [{"address": "kunde@heyer.example", "name": ""}]}')),
    format('refused: #%s is internal: nothing of it leaves. Take kunde@heyer.example off. Nothing was sent.', :i), 'a mail that names somebody outside is refused');
select is((select outcome || coalesce(': ' || sentence, '') from pg_temp.reply('dora', :i, '2026-11-25 10:10Z', '{"lines": [{"word": "cc", "args": "kunde@heyer.example"}]}')),
    format('refused: #%s is internal: nothing of it leaves. Take #cc off. Nothing was sent.', :i), '#cc too');
select pg_temp.has_read('dora', :i, '2026-11-25 10:09Z');
select is((select outcome from pg_temp.reply('dora', :i, '2026-11-25 10:10Z', '{"participants": [{"address": "bernd@staff.example", "name": ""}]}')), 'note', 'an answer stays inside');
select is((select outcome from pg_temp.reply('bernd', :i, '2026-11-25 10:10:30Z', jsonb_build_object('attached',
    jsonb_build_array((select m.message_id from vorrang.messages m where m.ticket_number = :i and m.direction = 'note')),
    'recipients', array['support+' || :i || '.' || (pg_temp.ticket(:i)).token || '@desk.example'],
    'references', jsonb_build_array((select m.message_id from vorrang.messages m where m.ticket_number = :i and m.direction = 'note'))))),
    'note', 'so may an answer to that, and what it quotes and attaches: nothing leaves');
select row_eq(format($$ select status, response_running, first_response_at, owner_id from vorrang.tickets where number = %s $$, :i),
    row('in-progress'::text, false, '2026-11-25 10:10Z'::timestamptz, pg_temp.agent('dora')), 'and stops the clock');
select pg_temp.project('2026-11-25 10:11Z');
select pg_temp.moves('dora', 'Queues/sales', :i, 'Queues/support', '2026-11-25 10:11Z');
select pg_temp.moves('dora', 'Queues/support', :i, 'Closed', '2026-11-25 10:12Z');
select is((select count(*) from vorrang.outbox where ticket_number = :i), 0::bigint, 'confirmation, answer, closing: no mail of any of them, moved to another channel neither');
select pg_temp.taken_by('dora', '2026-11-25 10:00Z') as t \gset
select is(pg_temp.says('dora', :t, 'merge', :'i' || ' force', '2026-11-25 10:13Z'), format('refused: #%s: #merge: one of them is internal, and nothing of it may leave. Nothing was sent.', :t), 'it is merged with no other, by force neither');
select * from finish();
rollback;

-- Mail that leaves: claimed once, composed and stored before it is sent, let through exactly once.
begin;
\ir support/world.sql
select plan(67);

create function pg_temp.box(p_ticket bigint, p_kind text default 'confirmation') returns vorrang.outbox
language sql stable
as $$ select o from vorrang.outbox o where o.ticket_number = p_ticket and o.kind = p_kind order by o.id desc limit 1 $$;

create function pg_temp.compose(p_id bigint, p_attempt integer, p_now timestamptz) returns bigint
language sql
as $$
    select vorrang_api.outbox_composed(p_id, p_attempt,
        jsonb_build_object('message_id', '<out.' || p_id || '@desk.example>', 'from', 'support@desk.example',
            'subject', 'Re', 'size', 12, 'body_size', 4, 'shown_size', 12), 'Subject: Re'::bytea, 'body'::bytea, p_now)
$$;

select is(vorrang_api.outbox_next_at('2026-11-25 10:00Z'), null, 'without mail there is nothing to send');
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', '{"message_id": "<h@heyer.example>", "subject": "Outage"}') as h \gset
select (pg_temp.box(:h)).id as id \gset
select is(vorrang_api.outbox_next_at('2026-11-25 10:00Z'), '2026-11-25 10:00Z', 'the confirmation is due at once');
select is((select count(*) from vorrang_api.outbox_claim('w1', 10, '2026-11-25 09:59:59Z')), 0::bigint, 'not before its instant');

-- ---- claim ----
create temporary table job as select * from vorrang_api.outbox_claim('w1', 10, '2026-11-25 10:00Z', 600);
select is((select kind || ' ' || ticket || ' ' || attempt from job), 'confirmation ' || :h || ' 1', 'the first attempt');
select is((select message from job), null, 'nothing is composed yet');
select is((select job->'channel' from job), '{"key": "support", "name": "Support", "address": "support@desk.example", "zone": "Europe/Berlin"}', 'the job names the channel');
select is((select job->>x from job), y, 'the job tells ' || x)
from (values ('to', 'kunde@heyer.example'), ('subject', 'Outage'), ('message_id', '<h@heyer.example>'), ('known', 'true'),
             ('response_due', '2026-11-25T10:42:00.000000Z')) as v (x, y);
select is((select count(*) from vorrang_api.outbox_claim('w2', 10, '2026-11-25 10:05Z')), 0::bigint, 'what is claimed is nobody else''s');
select is(vorrang_api.outbox_next_at('2026-11-25 10:05Z'), '2026-11-25 10:10Z', 'until its lease runs out');

-- ---- composed before it leaves (invariant 3) ----
select pg_temp.compose(:id, 1, '2026-11-25 10:05Z') as message \gset
select is((select direction || ' ' || kind || ' ' || message_id from vorrang.messages where id = :message), 'out confirmation <out.' || :id || '@desk.example>', 'what will leave is a message of the ticket');
select throws_ok(format('select pg_temp.compose(%s, 1, ''2026-11-25 10:05Z'')', :id), 'VR005', null, 'it is composed once');
select is((vorrang_api.ticket_find_message_id('<out.' || :id || '@desk.example>')->0->>'ticket')::bigint, :h::bigint, 'an answer to it will be found');

-- ---- the lease ran out: a new attempt, the old one is dead ----
select is((select attempt || ' ' || (message = :message) from vorrang_api.outbox_claim('w2', 10, '2026-11-25 10:10Z')), '2 true', 'after the lease the next worker has it, composed as it is');
select throws_ok(format($$ select vorrang_api.outbox_sent(%s, 1, 'Q', '2026-11-25 10:11Z') $$, :id), 'VR005', null, 'the old attempt cannot mark it sent');
select throws_ok(format($$ select vorrang_api.outbox_retry(%s, 1, 'e', '2026-11-25 10:11Z', true, '2026-11-25 10:11Z') $$, :id), 'VR005', null, 'nor put it off');
select throws_ok(format($$ select vorrang_api.outbox_failed(%s, 1, 'e', '2026-11-25 10:11Z') $$, :id), 'VR005', null, 'nor fail it');
select is(vorrang_api.outbox_accept(:id, 1, 'Q1', 'boot-a', '2026-11-25 10:11Z'), 'discard', 'nor pass the private port');
select is(vorrang_api.outbox_accept(:id, 3, 'Q1', 'boot-a', '2026-11-25 10:11Z'), 'unknown', 'an attempt that was never made is unknown');
select is(vorrang_api.outbox_accept(99999999, 1, 'Q1', 'boot-a', '2026-11-25 10:11Z'), 'unknown', 'so is a row that never was');
select is(vorrang_api.outbox_accept(:id, 2, 'Q2', 'boot-a', '2026-11-25 10:11Z'), 'accept', 'the attempt of now passes');
select is(vorrang_api.outbox_accept(:id, 2, 'Q3', 'boot-a', '2026-11-25 10:11Z'), 'discard', 'once');
select lives_ok(format($$ select vorrang_api.outbox_sent(%s, 2, 'Q2', '2026-11-25 10:12Z') $$, :id), 'its 250 marks it sent');
select is((pg_temp.box(:h)).state, 'sent', 'sent');
select is(pg_temp.events(:h), 'created message confirmed', 'the history says confirmed');
select is(vorrang_api.outbox_accept(:id, 2, 'Q4', 'boot-b', '2026-11-25 10:13Z'), 'discard', 'what is sent passes no more, whatever the boot');
select is(vorrang_api.outbox_next_at('2026-11-25 11:00Z'), null, 'nothing is left');
select is((select count(*) from vorrang_api.outbox_claim('w', 10, '2026-11-26 10:00Z')), 0::bigint, 'and nothing comes back');

-- ---- a worker that died: its own name takes over at once ----
select pg_temp.opens('kunde@nordit.example', '2026-11-25 12:00Z') as n \gset
select attempt from vorrang_api.outbox_claim('host:sock', 10, '2026-11-25 12:00Z', 660) \gset
select is(vorrang_api.outbox_adopt('other', '{}', '2026-11-25 12:01Z'), 0, 'another worker adopts nothing');
select is(vorrang_api.outbox_adopt('host:sock', array[(pg_temp.box(:n)).id], '2026-11-25 12:01Z'), 0, 'what it is delivering it does not take from itself');
select is(vorrang_api.outbox_adopt('host:sock', '{}', '2026-11-25 12:01Z'), 1, 'the same worker, started again, has its rows back');
select is((select attempt from vorrang_api.outbox_claim('host:sock', 10, '2026-11-25 12:01Z')), 2, 'at once, as a new attempt');

-- ---- refused (4xx) or in doubt ----
select (pg_temp.box(:n)).id as id \gset
select pg_temp.compose(:id, 2, '2026-11-25 12:01Z') as message \gset
select is(vorrang_api.outbox_accept(:id, 2, 'Q5', 'boot-a', '2026-11-25 12:01Z'), 'accept', 'accepted by the milter');
select vorrang_api.outbox_retry(:id, 2, '451 later', '2026-11-25 12:02Z', true, '2026-11-25 12:01Z');
select is((pg_temp.box(:n)).accepted_attempt, null, 'Postfix refused after all: it does not have the mail');
select is(vorrang_api.outbox_settle('boot-a', '2026-11-25 12:03Z'), 0, 'so nothing is settled');
select is((select count(*) from vorrang_api.outbox_claim('w', 10, '2026-11-25 12:01:59Z')), 0::bigint, 'the pause is kept');
select is((select attempt from vorrang_api.outbox_claim('w', 10, '2026-11-25 12:02Z')), 3, 'then a new attempt');
select is(vorrang_api.outbox_accept(:id, 3, 'Q6', 'boot-a', '2026-11-25 12:02Z'), 'accept', 'which passes');
select vorrang_api.outbox_retry(:id, 3, 'connection lost', '2026-11-25 12:03Z', false, '2026-11-25 12:02Z');
select is((pg_temp.box(:n)).accepted_queue_id, 'Q6', 'in doubt what was accepted stays accepted');
select is((select attempt from vorrang_api.outbox_claim('w', 10, '2026-11-25 12:03Z', 60)), 4, 'tried again');
select is(vorrang_api.outbox_accept(:id, 4, 'Q7', 'boot-a', '2026-11-25 12:03Z'), 'discard', 'in the same boot Postfix has it: the second copy is discarded');
select is(vorrang_api.outbox_settle('boot-a', '2026-11-25 12:03:59Z'), 0, 'while it is claimed nothing is settled');
select is(vorrang_api.outbox_settle('boot-b', '2026-11-25 12:04Z'), 0, 'another boot settles nothing');
select is(vorrang_api.outbox_settle('boot-a', '2026-11-25 12:04Z'), 1, 'the same boot: accepted is sent');
select is((pg_temp.box(:n)).state || ' ' || (select count(*) from vorrang.events where ticket_number = :n and kind = 'confirmed'), 'sent 1', 'once');

-- ---- an attempt that was refused says nothing of an earlier one in doubt ----
select pg_temp.opens('kunde@nordit.example', '2026-11-25 12:30Z') as d \gset
select (pg_temp.box(:d)).id as id \gset
select attempt from vorrang_api.outbox_claim('w', 10, '2026-11-25 12:30Z', 60) \gset
select pg_temp.compose(:id, 1, '2026-11-25 12:30Z') as message \gset
select vorrang_api.outbox_accept(:id, 1, 'Q10', 'boot-a', '2026-11-25 12:30Z') as done \gset
select vorrang_api.outbox_retry(:id, 1, 'connection lost', '2026-11-25 12:31Z', false, '2026-11-25 12:30Z');
select attempt from vorrang_api.outbox_claim('w', 10, '2026-11-25 12:31Z', 60) \gset
select vorrang_api.outbox_retry(:id, 2, '451 the milter is away', '2026-11-25 12:32Z', true, '2026-11-25 12:31Z');
select is((pg_temp.box(:d)).accepted_queue_id, 'Q10', 'the first one may have left: its acceptance stays');
select attempt from vorrang_api.outbox_claim('w', 10, '2026-11-25 12:32Z', 60) \gset
select is(vorrang_api.outbox_accept(:id, 3, 'Q11', 'boot-a', '2026-11-25 12:32Z'), 'discard', 'and a third one is not a second mail');
select vorrang_api.outbox_sent(:id, 3, 'Q11', '2026-11-25 12:32Z');

-- ---- power loss: another boot sends again ----
select pg_temp.opens('kunde@kessel.example', '2026-11-25 13:00Z') as k \gset
select (pg_temp.box(:k)).id as id \gset
select attempt from vorrang_api.outbox_claim('w', 10, '2026-11-25 13:00Z', 60) \gset
select vorrang_api.outbox_accept(:id, 1, 'Q8', 'boot-a', '2026-11-25 13:00Z') as done \gset
select attempt from vorrang_api.outbox_claim('w', 10, '2026-11-25 13:01Z', 60) \gset
select is(vorrang_api.outbox_accept(:id, 2, 'Q9', 'boot-b', '2026-11-25 13:01Z'), 'accept', 'after another boot the file may be lost: sent again');

-- ---- failed ----
select pg_temp.opens('kunde@brandt.example', '2026-11-25 14:00Z') as b \gset
select pg_temp.has_read('anna', :b, '2026-11-25 14:01Z');
select outcome from pg_temp.reply('anna', :b, '2026-11-25 14:05Z') \gset
select (pg_temp.box(:b, 'reply')).id as id \gset
select count(*) as n from vorrang_api.outbox_claim('w', 10, '2026-11-25 14:06Z') \gset
select pg_temp.compose(:id, 1, '2026-11-25 14:06Z') as message \gset
select vorrang_api.outbox_failed(:id, 1, '554 no', '2026-11-25 14:07Z');
select is((pg_temp.box(:b, 'reply')).state, 'failed', 'a 5xx fails for good');
select is((pg_temp.ticket(:b)).status, 'in-progress', 'the ticket is with us again');
select alike(pg_temp.events(:b), '%failed%', 'the history says failed');
select is(pg_temp.notices(:b), 'anna:failed', 'and the owner is told');
select is((select count(*) from vorrang_api.outbox_claim('w', 10, '2026-11-27 14:06Z') where id = :id), 0::bigint, 'it is not tried again');

-- One confirmation per ticket is a constraint.
select throws_ok(format($$ insert into vorrang.outbox (ticket_number, kind, recipients, not_before, created_at)
    values (%s, 'confirmation', '{x@y.example}', '2026-11-25Z', '2026-11-25Z') $$, :b), '23505', null, 'there is one confirmation per ticket');


-- ---- a bounce (U-02) ----
create function pg_temp.bounces(p_ticket bigint, p_kind text, p_address text, p_now timestamptz, p_by_token boolean default true)
returns bigint
language sql
as $$
    select m.ticket
    from (select '<out.' || (pg_temp.box(p_ticket, p_kind)).id || '@desk.example>' as id) x
    cross join lateral pg_temp.mail('mailer-daemon@mx.example', p_now, jsonb_build_object(
        'machine', 'bounce', 'envelope_from', '', 'bounce', jsonb_build_object('message_id', x.id,
            'failed', jsonb_build_array(jsonb_build_object('address', p_address, 'status', '5.1.1', 'diagnostic', 'unknown'))))
        || case when p_by_token then jsonb_build_object('token', jsonb_build_object('ticket', p_ticket, 'token', (pg_temp.ticket(p_ticket)).token))
                else '{}' end) m
$$;
create function pg_temp.sent(p_ticket bigint, p_now timestamptz) returns void
language plpgsql
as $$
declare
    r record;
begin
    for r in select * from vorrang_api.outbox_claim('w', 100, p_now) loop
        perform pg_temp.compose(r.id, r.attempt, p_now);
        perform vorrang_api.outbox_sent(r.id, r.attempt, 'Q', p_now);
    end loop;
end
$$;
select pg_temp.opens('kunde@heyer.example', '2026-11-27 10:00Z') as b \gset
select pg_temp.has_read('anna', :b, '2026-11-27 10:00Z');
select * from pg_temp.reply('anna', :b, '2026-11-27 10:10Z', '{"participants": [{"address": "x@partner.example", "name": ""}], "lines": [{"word": "cc", "args": "x@partner.example"}]}') \gset rb_
select pg_temp.sent(:b, '2026-11-27 10:11Z');
select is(pg_temp.bounces(:b, 'reply', 'x@partner.example', '2026-11-27 10:12Z'), :b::bigint, 'a bounce of somebody in Cc comes to its ticket');
select is((pg_temp.ticket(:b)).status || ' ' || pg_temp.notices(:b), 'waiting anna:bounced', 'changes no state; who wrote it is told');
select is(pg_temp.bounces(:b, 'reply', 'kunde@heyer.example', '2026-11-27 10:13Z', false), :b::bigint, 'without the token it is found by the Message-ID that it returns');
select row_eq(format($$ select status, response_running, response_due, first_response_at, lifted from vorrang.tickets where number = %s $$, :b),
    row('in-progress'::text, true, '2026-11-27 10:42Z'::timestamptz, null::timestamptz, false), 'the customer did not get it: no answer was given, the clock runs on with its due');
select is((select vorrang.message_json(m)->>'delivery' from vorrang.messages m where m.ticket_number = :b and m.kind = 'reply'), 'bounced 5.1.1', 'SSC-15: the message says what became of it');
select is((select count(*) from vorrang.outbox o where o.ticket_number = :b), 2::bigint, 'nobody is mailed about it');
select is((select count(*) from vorrang.tickets where sender_address = 'mailer-daemon@mx.example'), 0::bigint, 'and no ticket is opened');
select pg_temp.opens('kunde@heyer.example', '2026-11-27 11:00Z') as c \gset
select pg_temp.has_read('anna', :c, '2026-11-27 11:00Z');
select * from pg_temp.reply('anna', :c, '2026-11-27 11:10Z', '{"lines": [{"word": "close", "args": ""}]}') \gset rc_
select pg_temp.sent(:c, '2026-11-27 11:11Z');
select is(pg_temp.bounces(:c, 'reply', 'kunde@heyer.example', '2026-11-27 11:12Z'), :c::bigint, 'a bounce after the end');
select is((pg_temp.ticket(:c)).status || ' ' || pg_temp.notices(:c), 'solved anna:bounced', 'reopens nothing, but is told');
select is((select outcome from pg_temp.mail('mailer-daemon@mx.example', '2026-11-27 11:13Z', '{"machine": "bounce", "envelope_from": "", "bounce": {"message_id": "<no@such.example>", "failed": []}}')), 'open', 'a bounce of nothing of ours is a mail like any');
select * from finish();
rollback;

-- Tickets that an agent opens for somebody else: a caller, the sender of a forwarded mail (TS-02, TS-05, U-08).
begin;
\ir support/world.sql
select plan(45);

create function pg_temp.enquiry(p_agent text, p_now timestamptz, p jsonb, p_original jsonb default null)
returns table (outcome text, ticket bigint, message bigint, original bigint, original_is_new boolean, sentence text)
language plpgsql
as $$
declare
    v_facts jsonb := pg_temp.facts(p_agent || '@staff.example', jsonb_build_object('login', p_agent || '@staff.example',
        'lines', array[]::text[], 'source', 'mail') || p);
    v_number bigint;
begin
    for n in 1 .. 2 loop
        select e.* into outcome, ticket, message, original, original_is_new, sentence
          from vorrang_api.agent_enquiry(v_facts, v_number, 'Subject: x'::bytea, 'x'::bytea,
              p_original, case when p_original is not null then 'Subject: y'::bytea end,
              case when p_original is not null then 'y'::bytea end, p_now) e;
        exit when outcome <> 'need-number';
        v_number := vorrang_api.next_ticket_number();
    end loop;
    return next;
end
$$;

create function pg_temp.customer(p_address text, p_name text default '') returns jsonb
language sql
as $$ select jsonb_build_object('customer', jsonb_build_object('address', p_address, 'name', p_name)) $$;

-- ---- for a caller ----
select * from pg_temp.enquiry('anna', '2026-11-25 10:00Z', pg_temp.customer('kunde@heyer.example') || '{"subject": "Calls about the printer"}') \gset e_
select is(:'e_outcome'::text, 'open', 'Anna opens a ticket for a caller');
select row_eq(format($$ select k.key, t.class::text, t.sender_address, t.trust, t.owner_id, t.source, t.response_due from vorrang.tickets t join vorrang.customers k on k.id = t.customer_id where t.number = %s $$, :e_ticket),
    row('heyer'::text, 'A'::text, 'kunde@heyer.example'::text, 'unproven'::text, null::integer, 'mail'::text, '2026-11-25 10:42Z'::timestamptz),
    'it is the customer''s, with his class and contract');
select is((select o.recipients from vorrang.outbox o where o.ticket_number = :e_ticket and o.kind = 'confirmation'), array['kunde@heyer.example'], 'the confirmation goes to him');
select is((select vorrang.outbox_job(o)->>'message_id' from vorrang.outbox o where o.ticket_number = :e_ticket), null, 'and names no mail of Anna''s');
select is((select e.by || ' ' || e.via from vorrang.events e where e.ticket_number = :e_ticket and e.kind = 'created'), 'anna smtp', 'the history says who opened it');
select is((select m.kind || ' ' || m.agent_id from vorrang.messages m where m.id = :e_message), 'enquiry ' || pg_temp.agent('anna'), 'the mail is hers');
select is(pg_temp.order_in('bernd', 'Queues/support', '2026-11-25 10:01Z'), array[:e_ticket]::bigint[], 'it stands in the queue');
select pg_temp.has_read('bernd', :e_ticket, '2026-11-25 10:02Z');
select is((select outcome from pg_temp.reply('bernd', :e_ticket, '2026-11-25 10:02Z')), 'reply', 'a reply');
select is((select o.recipients || array[vorrang.outbox_job(o)->>'references'] from vorrang.outbox o where o.ticket_number = :e_ticket and o.kind = 'reply'), array['kunde@heyer.example', '[]'], 'goes to the customer and refers to nothing of Anna''s');
select is((select ticket from pg_temp.mail('kunde@heyer.example', '2026-11-25 10:30Z', jsonb_build_object('tags', array[:e_ticket]))), :e_ticket::bigint, 'his own mail joins it by its tag: he takes part');
select is((select outcome from pg_temp.enquiry('anna', '2026-11-25 10:00Z', pg_temp.customer('kunde@heyer.example') || jsonb_build_object('retry_key', encode(sha256('e'), 'hex')))), 'open', 'another');
select is((select outcome from pg_temp.enquiry('anna', '2026-11-25 10:00Z', pg_temp.customer('kunde@heyer.example') || jsonb_build_object('retry_key', encode(sha256('e'), 'hex')))), 'duplicate', 'sent again is known');

-- ---- lines ----
select * from pg_temp.enquiry('anna', '2026-11-25 10:00Z', pg_temp.customer('kunde@heyer.example')
    || '{"lines": [{"word": "prio", "args": "high"}, {"word": "tag", "args": "vpn"}], "time_minutes": 5, "time_comment": "call"}') \gset l_
select is((pg_temp.ticket(:l_ticket)).priority || (select string_agg(tag, ' ') from vorrang.ticket_tags where ticket_number = :l_ticket) || (select sum(minutes) from vorrang.time_entries where ticket_number = :l_ticket), '1vpn5', 'priority, tag and time are taken');
select is((select sentence from pg_temp.enquiry('anna', '2026-11-25 10:00Z', pg_temp.customer('kunde@heyer.example') || '{"lines": [{"word": "prio", "args": "urgent"}]}')), '#prio: write high, normal or low. Nothing was sent.', 'or refused');

-- ---- by phone (TS-05) ----
select vorrang_api.contact_set('chef@heyer.example', '{"name": "Chef", "phone": "+49 (0)721 123-45", "customers": ["heyer"]}', '2026-01-01Z') is not null as done \gset
select is((select phone from vorrang.contacts where address = 'chef@heyer.example'), '+4972112345', 'a number is kept as dialled');
select ticket from pg_temp.enquiry('anna', '2026-11-25 10:00Z', '{"customer": {"phone": "004972112345"}, "source": "phone", "channels": []}') \gset p_
select row_eq(format($$ select sender_address, source, channel_id from vorrang.tickets where number = %s $$, :p_ticket), row('chef@heyer.example'::text, 'phone'::text, pg_temp.channel('express')), 'a known number is its contact; without a channel the first that she handles');
select vorrang_api.agent_set('anna', '{"channel": "support"}', '2026-01-01Z') is not null as done \gset
select ticket from pg_temp.enquiry('anna', '2026-11-25 10:00Z', '{"customer": {"phone": "0721999"}, "source": "phone", "channels": []}') \gset u_
select row_eq(format($$ select sender_address, sender_name, customer_id, class::text, channel_id from vorrang.tickets where number = %s $$, :u_ticket), row(''::text, '0721999'::text, null::integer, '-'::text, pg_temp.channel('support')), 'an unknown number is a ticket without a customer, in her own channel');
select is((select count(*) from vorrang.outbox o where o.ticket_number = :u_ticket), 0::bigint, 'nobody is mailed');
select pg_temp.project('2026-11-25 10:03Z');
select lives_ok(format($$ select pg_temp.moves('anna', 'Queues/support', %s, 'Closed', '2026-11-25 10:04Z') $$, :u_ticket), 'it can be closed');

-- ---- who may not ----
select is((select sentence from pg_temp.enquiry('carla', '2026-11-25 10:00Z', pg_temp.customer('kunde@heyer.example'))), 'You do not handle that channel. Nothing was sent.', 'not in a channel one is not in');
select is((select sentence from pg_temp.enquiry('rita', '2026-11-25 10:00Z', pg_temp.customer('kunde@heyer.example'))), 'You do not handle that channel. Nothing was sent.', 'nor where one reads along');
select is((select sentence from pg_temp.enquiry('anna', '2026-11-25 10:00Z', pg_temp.customer('bernd@staff.example'))), 'bernd@staff.example is an agent of the desk and no customer. Nothing was sent.', 'not for a colleague');
select is((select sentence from pg_temp.enquiry('anna', '2026-11-25 10:00Z', pg_temp.customer('support@desk.example'))), '"support@desk.example" can be nobody''s address outside the desk. Nothing was sent.', 'nor for the desk itself');

-- ---- the customer's own mail, attached (U-08) ----
create function pg_temp.original(p jsonb) returns jsonb
language sql
as $$ select pg_temp.facts('kunde@nordit.example', '{"from_name": "Nora", "subject": "Router", "message_id": "<router@nordit.example>"}'::jsonb || p) $$;
select * from pg_temp.enquiry('anna', '2026-11-25 11:00Z', pg_temp.customer('kunde@nordit.example', 'Nora') || '{"source": "forward", "subject": "Router"}', pg_temp.original('{}')) \gset f_
select is(:'f_outcome' || ' ' || :'f_original_is_new', 'open t', 'a forward with the mail attached');
select is((select string_agg(m.direction || ':' || m.from_address, ' ' order by m.id) from vorrang.messages m where m.ticket_number = :f_ticket), 'in:kunde@nordit.example note:anna@staff.example', 'the customer''s mail is his message, Anna''s a note');
select is((select shown.message_id from vorrang.desired_rows(vorrang.ensure_folder(pg_temp.agent('anna'), 'Queues/support', now()), array[:f_ticket]::bigint[], now()) shown), :f_original::bigint, 'the row shows his');
select is((select vorrang.outbox_job(o)->>'message_id' from vorrang.outbox o where o.ticket_number = :f_ticket), '<router@nordit.example>', 'the confirmation stands in his thread');
select is((select ticket from pg_temp.mail('kunde@nordit.example', '2026-11-25 11:05Z', '{"references": ["<router@nordit.example>"]}')), :f_ticket::bigint, 'his next mail joins');
select is((select outcome || ' ' || ticket || ' ' || original_is_new from pg_temp.enquiry('anna', '2026-11-25 11:10Z', pg_temp.customer('kunde@nordit.example') || '{"source": "forward"}', pg_temp.original('{}'))), 'append ' || :f_ticket || ' false', 'forwarded again it is the same ticket');
select is((select count(*) from vorrang.messages m where m.ticket_number = :f_ticket and m.message_id = '<router@nordit.example>'), 1::bigint, 'with one message of his');
select is((select outcome || ' ' || ticket from pg_temp.enquiry('anna', '2026-11-25 11:20Z', pg_temp.customer('kunde@nordit.example') || '{"source": "forward"}', pg_temp.original('{"message_id": "<2@nordit.example>", "references": ["<router@nordit.example>"]}'))), 'append ' || :f_ticket, 'his answer, sent to Anna by mistake, joins the ticket it answers');
select is((select outcome from pg_temp.enquiry('anna', '2026-11-25 11:30Z', pg_temp.customer('kunde@kessel.example') || '{"source": "forward"}', pg_temp.facts('kunde@kessel.example', '{"references": ["<router@nordit.example>"]}'))), 'open', 'another customer''s mail that names it opens one of its own (T2)');
select is((select trust from vorrang.tickets where number = :f_ticket), 'unproven', 'what an attached mail claims of its proof is not believed');
select is((select count(*) from vorrang.outbox o where o.ticket_number = :f_ticket and o.kind = 'confirmation'), 1::bigint, 'one confirmation in all');
select is((select string_agg(distinct o.recipients[1], ' ') from vorrang.outbox o where o.kind = 'confirmation' and o.recipients[1] like '%staff%'), null, 'none to an agent');
select pg_temp.opens('kunde@heyer.example', '2026-11-25 11:40Z', '{"channels": ["accounting@desk.example"], "message_id": "<secret@heyer.example>"}') as hidden \gset
select is((select outcome from pg_temp.enquiry('anna', '2026-11-25 11:41Z', pg_temp.customer('kunde@heyer.example') || '{"source": "forward"}', pg_temp.facts('kunde@heyer.example', '{"references": ["<secret@heyer.example>"]}'))), 'open', 'a ticket she may not see is no ticket to her (TS-53)');
select is((select count(*) from vorrang.messages m where m.ticket_number = :hidden), 1::bigint, 'and gets nothing');

-- ---- dragged in by IMAP (N-11) ----
create function pg_temp.drags(p_agent text, p_target text, p_from text, p_now timestamptz, p jsonb default '{}')
returns table (is_new boolean, ticket bigint, message bigint, known_id text)
language sql
as $$
    select t.* from vorrang_api.desk_take(pg_temp.agent(p_agent), p_target, pg_temp.facts(p_from, p),
        vorrang_api.next_ticket_number(), 'Subject: x'::bytea, 'x'::bytea, p_now) t
$$;
select * from pg_temp.drags('anna', 'Queues/support', 'kunde@brandt.example', '2026-11-25 12:00Z', '{"message_id": "<d@brandt.example>"}') \gset d_
select is(:'d_is_new' || ' ' || :'d_known_id' || ' ' || (pg_temp.ticket(:d_ticket)).source, 't <d@brandt.example> dragged', 'a mail dragged into a queue is a ticket of its sender');
select is((select is_new || ' ' || ticket from pg_temp.drags('bernd', 'INBOX', 'kunde@brandt.example', '2026-12-25 12:00Z', '{"message_id": "<d@brandt.example>"}')), 'false ' || :d_ticket, 'by whomever it is brought again, a month later too, it is the same');
select is((select is_new || ' ' || ticket from pg_temp.drags('anna', 'INBOX', 'kunde@brandt.example', '2026-11-25 12:01Z', '{"message_id": "<e@brandt.example>", "references": ["<d@brandt.example>"]}')), 'true ' || :d_ticket, 'an answer to it joins it');
select ticket from pg_temp.drags('anna', 'INBOX', 'kunde@kessel.example', '2026-11-25 12:02Z',
    '{"participants": [{"address": "anna@staff.example", "name": ""}, {"address": "support@desk.example", "name": ""}, {"address": "x@partner.example", "name": ""}]}') \gset x_
select is((select string_agg(p.address, ' ' order by p.address) from vorrang.participants p where p.ticket_number = :x_ticket), 'kunde@kessel.example x@partner.example', 'agents and the desk take no part');
select throws_ok($$ select * from pg_temp.drags('anna', 'Closed', 'kunde@brandt.example', '2026-11-25 12:00Z') $$, 'VR002', 'A mail from elsewhere becomes a ticket in INBOX, Mine or a queue; nowhere else. Nothing was done', 'not in Closed');
select throws_ok($$ select * from pg_temp.drags('rita', 'Queues/support', 'kunde@brandt.example', '2026-11-25 12:00Z') $$, 'VR002', 'You do not handle that channel. Nothing was done', 'not by one who reads along');
select throws_ok($$ select * from pg_temp.drags('anna', 'Queues/support', 'a@b.example', '2026-11-25 12:00Z', '{"from_count": 2}') $$, 'VR002', 'The mail does not say who wrote it. Nothing was done', 'not of two senders');
select throws_ok($$ select * from pg_temp.drags('anna', 'Queues/sales', 'kunde@brandt.example', '2026-11-25 12:00Z') $$, 'VR001', 'Mailbox doesn''t exist', 'nor into a queue that is not hers to see');
select * from finish();
rollback;

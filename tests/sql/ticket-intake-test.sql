-- A mail becomes a message of exactly one ticket: where it belongs, who sent it, what it changes.
begin;
\ir support/world.sql
select plan(84);

create function pg_temp.token_of(p_ticket bigint, p_token text default null) returns jsonb
language sql stable
as $$
    select jsonb_build_object('token', jsonb_build_object('ticket', p_ticket,
        'token', coalesce(p_token, (pg_temp.ticket(p_ticket)).token)))
$$;

-- Where a mail went: the ticket's number, or "new".
create function pg_temp.goes_to(p_from text, p_now timestamptz, p jsonb) returns text
language sql
as $$
    select case m.outcome when 'open' then 'new' else m.ticket::text end from pg_temp.mail(p_from, p_now, p) m
$$;

-- ---- a new ticket ----
select * from pg_temp.mail('kunde@heyer.example', '2026-11-25 10:00Z', '{"message_id": "<first@heyer.example>",
    "participants": [{"address": "info@partner.example", "name": "Partner", "field": "cc"}]}') as m \gset h_
select is(:'h_outcome'::text, 'open', 'a mail to a channel opens a ticket');
select is(:h_ticket, 4815, 'with the first number');
select row_eq(format($$ select class::text, vip, status, channel_id, sender_address, response_due from vorrang.tickets where number = %s $$, :h_ticket),
    row('A'::text, false, 'new'::text, pg_temp.channel('support'), 'kunde@heyer.example'::text, '2026-11-25 10:42Z'::timestamptz),
    'customer, class, channel and due are there in the same transaction');
select is(pg_temp.events(:h_ticket), 'created message', 'the history begins');
select set_eq(format($$ select address || ' ' || role from vorrang.participants where ticket_number = %s $$, :h_ticket),
    array['kunde@heyer.example customer', 'info@partner.example cc'], 'sender and visible others take part');
select set_eq(format($$ select part::text || n::text || convert_from(data, 'UTF8') from vorrang.message_chunks where message_id = %s $$, :h_message),
    array[e'00Subject: Outage\r\n', '10It does not work'], 'header and body are stored');
select is((select count(*) from vorrang.outbox where ticket_number = :h_ticket and kind = 'confirmation'), 1::bigint, 'one confirmation waits');

select lives_ok(format($$ select vorrang_api.message_add_chunk(%s, 1::smallint, 1, '\x00ff'::bytea) $$, :h_message), 'a further chunk is added');
select is((select string_agg(part || '.' || n, ' ') from vorrang_api.message_raw(:h_message)), '0.0 1.0 1.1',
    'the bytes come back header first, chunks in order');
select throws_ok(format($$ select vorrang_api.message_add_chunk(%s, 1::smallint, 2, decode(repeat('00', 262145), 'hex')) $$, :h_message),
    '23514', null, 'a chunk has at most 256 KiB');
select throws_ok(format($$ select vorrang_api.message_add_chunk(%s, 1::smallint, 1, '\x00'::bytea) $$, :h_message),
    '23505', null, 'a chunk is written once');

-- ---- nothing twice (invariant 2) ----
select pg_temp.facts('kunde@nordit.example', '{"channels": ["support@desk.example"]}') as again \gset
select * from vorrang_api.intake_store(:'again', vorrang_api.next_ticket_number(), 'H', 'B', '2026-11-25 10:01Z') \gset n_
select is((select outcome || ' ' || ticket || ' ' || message
           from vorrang_api.intake_store(:'again', null, 'H', 'B', '2026-11-25 10:02Z')),
    'duplicate ' || :n_ticket || ' ' || :n_message, 'a retry is the same ticket and message');
select is((select outcome from vorrang_api.intake_match(:'again', '2026-11-25 10:02Z')), 'duplicate', 'and is known before a number is taken');
select is((select count(*) from vorrang.messages where ticket_number = :n_ticket), 1::bigint, 'a retry stores nothing');
select is((select count(*) from vorrang.ticket_watch_channels where ticket_number = :n_ticket), 0::bigint, 'and adds no watcher');
select is((select outcome || ticket from vorrang_api.intake_store(:'again'::jsonb || '{"channels": ["sales@desk.example"]}', null, 'H', 'B', '2026-11-25 10:03Z')),
    'duplicate' || :n_ticket, 'the same mail to another channel is no second ticket');
select set_eq(format($$ select c.key from vorrang.ticket_watch_channels w join vorrang.channels c on c.id = w.channel_id where ticket_number = %s $$, :n_ticket),
    array['sales'], 'that channel watches');
select ok(vorrang.may_see(pg_temp.agent('carla'), :n_ticket), 'so its team may see the ticket');
select ok(not vorrang.may_handle(pg_temp.agent('carla'), :n_ticket), 'but not handle it');
select is(pg_temp.events(:n_ticket), 'created message watching', 'the history tells of it');
select is((select outcome from vorrang_api.intake_match(:'again', '2026-12-02 10:01:01Z')), 'append', 'after 7 days the key is forgotten: the same mail is a further message of its ticket');
select is((select outcome from vorrang_api.intake_match(:'again', '2026-12-02 10:00:59Z')), 'duplicate', 'until then it is not');
select is((select outcome from vorrang_api.intake_store(
               pg_temp.facts('kunde@nordit.example', '{"retry_seconds": 900}') || jsonb_build_object('retry_key', repeat('ab', 32)),
               vorrang_api.next_ticket_number(), 'H', 'B', '2026-11-25 10:00Z')), 'open', 'a mail without Message-ID');
select is((select outcome from vorrang_api.intake_match(pg_temp.facts('x@y.example') || jsonb_build_object('retry_key', repeat('ab', 32)), '2026-11-25 10:15:01Z')),
    'open', 'is known for 15 minutes only');

-- ---- a number is needed after all ----
select is((select outcome || coalesce(ticket::text, '') || coalesce(message::text, '')
           from vorrang_api.intake_store(pg_temp.facts('new@elsewhere.example'), null, 'H', 'B', '2026-11-25 10:05Z')),
    'need-number', 'without a number no ticket is opened');
select is((select count(*) from vorrang.messages where from_address = 'new@elsewhere.example'), 0::bigint, 'and nothing is written');

-- ---- the token ----
select is(pg_temp.goes_to('kunde@heyer.example', '2026-11-25 10:10Z', pg_temp.token_of(:h_ticket)), :'h_ticket'::text, 'a mail to the ticket''s own address joins it');
select is(pg_temp.goes_to('info@partner.example', '2026-11-25 10:10Z', pg_temp.token_of(:h_ticket)), :'h_ticket'::text, 'also from somebody who took part in Cc');
select is(pg_temp.goes_to('kunde@heyer.example', '2026-11-25 10:10Z', pg_temp.token_of(:h_ticket, 'guess')), 'new', 'a wrong token joins nothing');
select is(pg_temp.goes_to('kunde@heyer.example', '2026-11-25 10:10Z',
    jsonb_build_object('token', jsonb_build_object('ticket', :h_ticket, 'token', (pg_temp.ticket(:n_ticket)).token))),
    'new', 'the token of another ticket joins nothing');
select is(pg_temp.goes_to('kunde@heyer.example', '2026-11-25 10:10Z', pg_temp.token_of(:h_ticket, (pg_temp.ticket(:h_ticket)).note_token)),
    'new', 'the token of notes opens nothing from outside');

-- A foreign sender with the token: appended, marked, and that is all.
select pg_temp.has_read('anna', :h_ticket, '2026-11-25 10:19Z');
select outcome from pg_temp.reply('anna', :h_ticket, '2026-11-25 10:20Z') \gset
select is(pg_temp.goes_to('stranger@elsewhere.example', '2026-11-25 10:30Z', pg_temp.token_of(:h_ticket)), :'h_ticket'::text, 'a stranger with the token is appended');
select ok((select is_foreign from vorrang.messages where ticket_number = :h_ticket order by id desc limit 1), 'and marked foreign');
select is((pg_temp.ticket(:h_ticket)).status, 'waiting', 'his mail changes no state');
select ok(not (pg_temp.ticket(:h_ticket)).lifted and not (pg_temp.ticket(:h_ticket)).response_running, 'lifts nothing and starts no clock');
select is((select count(*) from vorrang.participants where ticket_number = :h_ticket and address = 'stranger@elsewhere.example'), 0::bigint, 'he takes no part');
select is((select count(*) from vorrang.outbox where recipients @> array['stranger@elsewhere.example']), 0::bigint, 'he gets nothing');
select isnt(vorrang.row_message(:h_ticket), (select max(id) from vorrang.messages where ticket_number = :h_ticket), 'the row does not show his mail as the customer''s');

-- ---- References ----
select is(pg_temp.goes_to('kunde@heyer.example', '2026-11-25 10:40Z', '{"references": ["<unknown@x>", "<first@heyer.example>"]}'), :'h_ticket'::text, 'a reference to a known Message-ID joins');
select is(pg_temp.goes_to('kollege@heyer.example', '2026-11-25 10:40Z', '{"references": ["<first@heyer.example>"]}'), :'h_ticket'::text, 'also from the customer''s domain');
select is(pg_temp.goes_to('fake@heyer.example', '2026-11-25 10:40Z', '{"references": ["<first@heyer.example>"], "trust": "unverified"}'), 'new', 'but not when that is unverified');
select is(pg_temp.goes_to('other@elsewhere.example', '2026-11-25 10:40Z', '{"references": ["<first@heyer.example>"]}'), 'new', 'and not from a stranger');
select is(pg_temp.goes_to('kunde@nordit.example', '2026-11-25 10:40Z', '{"references": ["<first@heyer.example>"]}'), 'new', 'nor from another customer');

-- ---- the subject tag ----
select is(pg_temp.goes_to('kunde@heyer.example', '2026-11-25 10:50Z', '{"tags": [4815]}'), :'h_ticket'::text, 'the tag joins from a participant');
select is(pg_temp.goes_to('kollege2@heyer.example', '2026-11-25 10:50Z', '{"tags": [4815]}'), :'h_ticket'::text, 'from the customer''s domain');
select is(pg_temp.goes_to('boss@elsewhere.example', '2026-11-25 10:50Z', '{"tags": [4815]}'), 'new', 'the tag alone from a stranger is a new ticket');
select is(pg_temp.goes_to('kunde3@heyer.example', '2026-11-25 10:50Z', '{"tags": [4815], "trust": "unverified"}'), 'new', 'unverified by domain it is a new ticket');
select is(pg_temp.goes_to('kunde@heyer.example', '2026-11-25 10:50Z', '{"tags": [4815], "from_count": 2}'), 'new', 'several From join nothing');
select is(pg_temp.goes_to('kunde@heyer.example', '2026-11-25 10:50Z', '{"tags": [999999999]}'), 'new', 'the tag of no ticket is a new ticket');
select is(pg_temp.goes_to('kunde@heyer.example', '2026-11-25 10:50Z', pg_temp.token_of(:h_ticket) || '{"tags": [4816]}'), :'h_ticket'::text, 'the token goes before the tag');

-- ---- closed ----
select vorrang.set_status(:h_ticket, 'solved', '2026-11-26 10:00Z', 'anna', 'imap') as done \gset
select is(pg_temp.goes_to('kunde@heyer.example', '2026-12-10 09:59Z', pg_temp.token_of(:h_ticket)), :'h_ticket'::text, 'a mail within the reopen time joins');
select is((pg_temp.ticket(:h_ticket)).status, 'in-progress', 'and reopens');
select ok((pg_temp.ticket(:h_ticket)).lifted and (pg_temp.ticket(:h_ticket)).closed_at is null, 'lifted, and no longer closed');
select vorrang.set_status(:h_ticket, 'solved', '2026-12-11 10:00Z', 'anna', 'imap') as done \gset
select ticket as linked from pg_temp.mail('kunde@heyer.example', '2026-12-25 10:01Z', pg_temp.token_of(:h_ticket)) \gset
select isnt(:'linked'::text, :'h_ticket'::text, 'after the reopen time it is a new ticket');
select is((pg_temp.ticket(:linked)).previous_number, :h_ticket::bigint, 'linked to the old one');
select is((pg_temp.ticket(:h_ticket)).status, 'solved', 'which stays closed');

-- ---- machine mail ----
select * from pg_temp.mail('robot@heyer.example', '2026-11-25 12:00Z', '{"machine": "auto"}') \gset r_
select is(:'r_outcome'::text, 'open', 'machine mail to a channel is filed as a ticket');
select is((select count(*) from vorrang.outbox where ticket_number = :r_ticket), 0::bigint, 'and not confirmed');
select pg_temp.opens('kunde@kessel.example', '2026-11-25 12:00Z') as k \gset
select pg_temp.has_read('anna', :k, '2026-11-25 12:09Z');
select outcome from pg_temp.reply('anna', :k, '2026-11-25 12:10Z') \gset
select is(pg_temp.goes_to('kunde@kessel.example', '2026-11-25 12:11Z', pg_temp.token_of(:k) || '{"machine": "auto"}'), :'k'::text, 'an out-of-office answer is filed');
select is((pg_temp.ticket(:k)).status, 'waiting', 'and changes no state');
select ok(not (pg_temp.ticket(:k)).lifted, 'it lifts nothing');
select is(pg_temp.goes_to('mailer-daemon@mx.example', '2026-11-25 12:12Z', pg_temp.token_of(:k) || '{"machine": "bounce", "envelope_from": ""}'), :'k'::text, 'a bounce returns to its ticket');
select alike(pg_temp.events(:k), '%bounced', 'as a bounce in the history');
select vorrang.set_status(:k, 'closed', '2026-11-25 13:00Z', 'anna', 'imap') as done \gset
select pg_temp.follow_up(:k, 'kunde@kessel.example', '2026-11-25 13:01Z', '{"machine": "auto"}') is not null as done \gset
select is((pg_temp.ticket(:k)).status, 'closed', 'machine mail never reopens');
select is(pg_temp.goes_to('kunde@kessel.example', '2027-02-01 13:01Z', pg_temp.token_of(:k) || '{"machine": "auto"}'), :'k'::text, 'however old the ticket is, it opens none');

-- ---- who the sender is ----
create function pg_temp.customer_of(p_from text, p jsonb default '{}') returns text
language plpgsql
as $$
declare
    v_ticket bigint := pg_temp.opens(p_from, '2026-11-25 14:00Z', p);
begin
    return (select coalesce(k.key, 'nobody') || ' ' || t.class || case when t.vip then ' vip' else '' end
            from vorrang.tickets t left join vorrang.customers k on k.id = t.customer_id where t.number = v_ticket);
end
$$;
select vorrang_api.contact_set('ceo@gmail.com', '{"customers": ["kessel"], "vip": true, "name": "Chefin"}', '2026-01-01Z') is not null as done \gset
select vorrang_api.contact_set('both@heyer.example', '{"customers": ["nordit", "heyer"], "name": "Both"}', '2026-01-01Z') is not null as done \gset
insert into vorrang.customer_domains (domain, customer_id)
select 'gmx.de', id from vorrang.customers where key = 'heyer' on conflict do nothing;
select is(pg_temp.customer_of('kunde@brandt.example'), 'brandt C', 'a contact is his customer''s');
select is(pg_temp.customer_of('anyone@heyer.example'), 'heyer A', 'an unknown address of a customer''s domain is his');
select is(pg_temp.customer_of('anyone@mail.heyer.example'), 'nobody -', 'a domain is meant exactly');
select is(pg_temp.customer_of('anyone@gmx.de'), 'nobody -', 'a freemail domain never names a customer, even when entered');
select is(pg_temp.customer_of('ceo@gmail.com'), 'kessel C vip', 'but its exact contact does, VIP and all');
select is(pg_temp.customer_of('ceo@gmail.com', '{"trust": "unverified"}'), 'kessel -', 'an unverified sender has neither class nor VIP');
select is(pg_temp.customer_of('both@heyer.example'), 'nordit B', 'a contact of several customers is the first''s');
select is(pg_temp.customer_of('kunde@heyer.example', '{"from_count": 2}'), 'nobody -', 'several From: nobody''s');
select is(pg_temp.customer_of('', '{"from_count": 0, "envelope_from": ""}'), 'nobody -', 'no From: nobody''s');

-- ---- several channels in one mail ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 15:00Z', '{"channels": ["sales@desk.example", "support@desk.example", "lead@desk.example"]}') as c \gset
select is((pg_temp.ticket(:c)).channel_id, pg_temp.channel('sales'), 'the channel named first has the ticket');
select set_eq(format($$ select c.key from vorrang.ticket_watch_channels w join vorrang.channels c on c.id = w.channel_id where ticket_number = %s $$, :c),
    array['lead', 'support'], 'the others watch');
select throws_ok($$ select pg_temp.opens('x@y.example', '2026-11-25 15:00Z', '{"channels": ["gone@desk.example"]}') $$, 'VR001', null,
    'a mail for no channel of ours is not taken');

-- ---- confirmations are limited ----
create function pg_temp.confirmed(p_from text, p_times timestamptz[], p jsonb default '{}') returns text
language plpgsql
as $$
declare
    v_at timestamptz;
begin
    foreach v_at in array p_times loop
        perform pg_temp.opens(p_from, v_at, p);
    end loop;
    return (select count(*) || coalesce(' known=' || string_agg(distinct o.detail->>'known', ','), '')
            from vorrang.outbox o where o.kind = 'confirmation' and o.recipients = array[p_from]);
end
$$;
select is(pg_temp.confirmed('flood@heyer.example', array(select '2026-11-20 10:00Z'::timestamptz + make_interval(secs => n) from generate_series(1, 22) n)),
    '20 known=true', 'a known domain gets 20 confirmations an hour');
select is(pg_temp.confirmed('flood@heyer.example', array['2026-11-20 11:00:03Z'::timestamptz]), '21 known=true', 'and more in the next');
select is(pg_temp.confirmed('one@elsewhere.example', array['2026-11-20 10:00Z', '2026-11-20 10:59Z']::timestamptz[]), '1 known=false',
    'an unknown address gets one an hour, with the fixed text');
select is(pg_temp.confirmed('four@elsewhere.example', array['2026-11-20 01:00Z', '2026-11-20 03:00Z', '2026-11-20 05:00Z', '2026-11-20 07:00Z']::timestamptz[]),
    '3 known=false', 'and three a day');
select is(pg_temp.confirmed('x@heyer.example', array['2026-11-20 10:00Z', '2026-11-20 10:01Z']::timestamptz[], '{"trust": "unverified"}'), '1 known=false',
    'an unverified sender counts as unknown');
select is(pg_temp.confirmed('null@heyer.example', array['2026-11-20 10:00Z'::timestamptz], '{"envelope_from": ""}'), '0', 'a null sender is not confirmed');
select is(pg_temp.confirmed('lead@desk.example', array['2026-11-20 10:00Z'::timestamptz]), '0', 'our own domain is not confirmed: no loop');

select * from finish();
rollback;

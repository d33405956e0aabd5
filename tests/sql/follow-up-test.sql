-- Web forms, mail to closed tickets, unverified follow-ups, confirmations of a domain (TS-06, U-07, T2, T8).
begin;
\ir support/world.sql
select plan(39);

-- ---- web forms (TS-06): who is the customer ----
select vorrang_api.channel_set('support', '{"form_senders": ["Web@www.example"], "form_hosts": ["192.0.2.7", "2001:0db8::0:7"]}',
    '2026-01-01Z') as c \gset
select is(:'c'::jsonb->>'form_senders', '["web@www.example"]', 'addresses are kept lower-case');
select is(:'c'::jsonb->>'form_hosts', '["192.0.2.7", "2001:db8::7"]', 'hosts in their shortest form');
select throws_ok($$ select vorrang_api.channel_set('support', '{"form_hosts": ["192.0.2.0/24x"]}') $$, 'VR004', null, 'a host is one address');

create function pg_temp.form(p jsonb default '{}') returns text
language sql
as $$
    select x->>'from' || ' ' || coalesce(x->>'source', 'mail') || ' ' || (x->>'trust')
    from vorrang.read_form(pg_temp.facts('web@www.example', '{"trust": "verified", "client": "",
        "reply_to": [{"address": "kunde@heyer.example", "name": "Ina"}]}'::jsonb || p)) x
$$;
select is(pg_temp.form(), 'kunde@heyer.example web unproven', 'a verified form sender''s Reply-To is the customer');
select is(pg_temp.form('{"machine": "auto"}'), 'kunde@heyer.example web unproven', 'also of a form that says it is automatic');
select is(pg_temp.form(p), 'web@www.example mail ' || coalesce(p->>'trust', 'verified'), why)
from (values
    ('{"trust": "unverified"}'::jsonb, 'a spoofed form sender counts for nothing'),
    ('{"trust": "unproven"}', 'nor does one that nobody vouches for'),
    ('{"trust": "unchecked"}', 'nor one that nobody looked at'),
    ('{"trust": "unchecked", "client": "192.0.2.8"}', 'nor one from another host'),
    ('{"channels": ["sales@desk.example"]}', 'it is a form sender of its channel alone'),
    ('{"from_count": 2}', 'two From are nobody''s'),
    ('{"machine": "bounce"}', 'a bounce is no form'),
    ('{"reply_to": []}', 'without Reply-To it is the site''s own mail'),
    ('{"reply_to": [{"address": "a@heyer.example"}, {"address": "b@nordit.example"}]}', 'of several Reply-To none is used'),
    ('{"reply_to": [{"address": "sales@desk.example"}]}', 'nor is an address of the desk'),
    ('{"reply_to": [{"address": "web@www.example"}]}', 'the form''s own is no other')) as v (p, why);
select is(pg_temp.form('{"trust": "unchecked", "client": "2001:db8::7"}'), 'kunde@heyer.example web unproven', 'a form host proves it');
select is(pg_temp.form('{"reply_to": [{"address": "bernd@staff.example"}]}'), 'bernd@staff.example web unverified',
    'a colleague''s address in a form is unverified');
select pg_temp.opens('web@www.example', '2026-11-25 10:00Z', '{"trust": "verified", "client": "", "from_name": "Form",
    "reply_to": [{"address": "kunde@heyer.example", "name": "Ina"}], "participants": [{"address": "spy@elsewhere.example"}]}') as f \gset
select row_eq(format($$ select source, sender_address, sender_name, class::text from vorrang.tickets where number = %s $$, :f),
    row('web'::text, 'kunde@heyer.example'::text, 'Ina'::text, 'A'::text), 'the ticket is hers, from the web');
select set_eq(format($$ select address from vorrang.participants where ticket_number = %s $$, :f), array['kunde@heyer.example'],
    'whom the form copies takes no part');
select is((select detail->>'known' from vorrang.outbox where ticket_number = :f and kind = 'confirmation'), 'false',
    'the confirmation is a stranger''s');
select is((select count(*) from vorrang.outbox o, pg_temp.opens('web@www.example', '2026-11-25 10:01Z', '{"trust": "verified",
    "client": "", "reply_to": [{"address": "kunde@heyer.example"}]}') n where o.ticket_number = n), 0::bigint, 'and not twice an hour');

-- ---- after the end (U-07) ----
create function pg_temp.closed(p_now timestamptz) returns bigint
language plpgsql
as $$
declare
    v_ticket bigint := pg_temp.opens('kunde@heyer.example', p_now);
begin
    perform vorrang.close_ticket(v_ticket, 'solved', false, p_now, 'anna', 'cli');
    return v_ticket;
end
$$;
create function pg_temp.after(p_ticket bigint, p_now timestamptz, p jsonb default '{}') returns text
language plpgsql
as $$
declare
    v_outcome text;
begin
    select m.outcome into v_outcome from pg_temp.mail('kunde@heyer.example', p_now, jsonb_build_object('token',
        jsonb_build_object('ticket', p_ticket, 'token', (pg_temp.ticket(p_ticket)).token)) || p) m;
    return v_outcome || ' ' || (pg_temp.ticket(p_ticket)).status;
end
$$;
select is(pg_temp.after(pg_temp.closed('2026-11-25 10:00Z'), '2026-11-25 11:00Z', '{"thanks": true}'), 'append in-progress',
    'reopen, the default: also a thank-you reopens');
select throws_ok($$ select vorrang_api.channel_set('support', '{"follow_up": "never"}') $$, '23514', null, 'a policy that is none');
select vorrang_api.channel_set('support', '{"follow_up": "new"}') is not null as done \gset
select pg_temp.closed('2026-11-25 10:00Z') as n \gset
select is(pg_temp.after(:n, '2026-11-25 10:01Z'), 'open solved', 'new: a new ticket at once');
select is((select max(number) from vorrang.tickets where previous_number = :n), (select max(number) from vorrang.tickets), 'that is linked');
select is(pg_temp.after(:n, '2026-11-25 10:02Z', '{"machine": "auto"}'), 'append solved', 'a machine''s mail opens nothing');
select vorrang_api.channel_set('support', '{"follow_up": "ask"}') is not null as done \gset
select pg_temp.closed('2026-11-25 10:00Z') as k \gset
select is(pg_temp.after(:k, '2026-11-25 11:00Z'), 'append solved', 'ask: it stays closed');
select is(pg_temp.after(:k, '2026-11-25 12:00Z'), 'append solved', 'also at the next mail');
select set_eq(format($$ select a.key from vorrang.notices n join vorrang.agents a on a.id = n.agent_id
    where n.ticket_number = %s and n.kind = 'follow-up' $$, :k), $$ select a.key from vorrang.members m join vorrang.agents a on a.id = m.agent_id
    where m.channel_id = pg_temp.channel('support') and m.kind = 'standard' $$, 'the team is asked');
select is((select count(*) from vorrang.notices where ticket_number = :k and agent_id = pg_temp.agent('anna')), 1::bigint, 'each once');
select ok(vorrang.set_status(:k, 'in-progress', '2026-11-25 13:00Z', 'bernd', 'imap'), 'one reopens it');
select is((select count(*) from vorrang.notices where ticket_number = :k and done_at is null), 0::bigint, 'and nobody is asked any more');
select is(pg_temp.after(pg_temp.closed('2026-11-01 10:00Z'), '2026-11-25 11:00Z'), 'open solved', 'after the reopen time it is a new ticket');
select vorrang_api.channel_set('support', '{"follow_up": "reopen", "thanks_reopen": false}') is not null as done \gset
select pg_temp.closed('2026-11-25 10:00Z') as q \gset
select is(pg_temp.after(:q, '2026-12-25 11:00Z', '{"thanks": true}'), 'append solved', 'thanks that do not count are filed, however late');
select matches(pg_temp.events(:q), 'thanked$', 'with their own event');

-- ---- an unverified follow-up (T2) ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z') as u \gset
select ok(vorrang.set_status(:u, 'waiting', '2026-11-25 10:01Z', 'anna', 'imap'), 'it waits');
select pg_temp.follow_up(:u, 'kunde@heyer.example', '2026-11-25 11:00Z', '{"trust": "unverified",
    "participants": [{"address": "spy@elsewhere.example"}]}') as m \gset
select row_eq(format($$ select status, lifted from vorrang.tickets where number = %s $$, :u), row('in-progress'::text, false),
    'an unverified word brings it back and lifts nothing');
select is((select trust from vorrang.messages where id = :m), 'unverified', 'the message bears the mark');

select * from finish();
rollback;

-- A callback (SSC-08): its phone number, and that it ends with an outcome.
begin;
\ir support/world.sql
select plan(22);

select vorrang_api.channel_set('express', '{"type": "callback"}', '2026-11-25Z') as done \gset
select vorrang_api.rule_set('ruf', '{"subject": "*rückruf*", "type": "callback"}', '2026-11-25Z') as done \gset
select vorrang_api.contact_set('kunde@heyer.example', '{"phone": "0711 123456"}', '2026-11-25Z') as done \gset
select is(vorrang_api.number_search()->>'phones', 'true', 'SSC-08: the milter learns to look for phone numbers');
create function pg_temp.phones(variadic p_phones text[]) returns jsonb
language sql
as $$ select jsonb_build_object('phones', jsonb_agg(jsonb_build_object('number', split_part(x, ' ', 1), 'place', split_part(x, ' ', 2)))) from unnest(p_phones) x $$;
create function pg_temp.calls(p_ticket bigint) returns text
language sql volatile
as $$ select concat_ws(' ', c->>'phone', c->>'source', c->>'outcome') from vorrang.callback_of(p_ticket) c $$;

select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', '{"channels": ["express@desk.example"]}' || pg_temp.phones('+49171123 text', '0711999 signature')) as t \gset
select is((pg_temp.ticket(:t)).type, 'callback', 'SSC-08: a channel says what its tickets are');
select is(pg_temp.calls(:t), '+49171123 mail', 'SSC-08: the first number of the mail');
select is(pg_temp.events(:t), 'created message phone', 'SSC-08: with an event');
select is((pg_temp.ticket(:t)).response_due, '2026-11-25 10:42Z', 'SSC-08: due by the SLA');
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', '{"subject": "Rückruf bitte"}') as r \gset
select is(pg_temp.calls(:r), '0711123456 contact', 'SSC-08: a rule says it too; without a number it is the contact''s');
select pg_temp.follow_up(:r, 'kunde@heyer.example', '2026-11-25 10:10Z', pg_temp.phones('+49171456 text')) as done \gset
select is(pg_temp.calls(:r), '+49171456 mail', 'SSC-08: a mail''s number replaces the contact''s');
select pg_temp.follow_up(:r, 'kunde@heyer.example', '2026-11-25 10:11Z', pg_temp.phones('+49171789 text')) as done \gset
select is(pg_temp.calls(:r), '+49171456 mail', 'SSC-08: and nothing replaces that');
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', pg_temp.phones('+49171123 text')) as plain \gset
select is(vorrang.callback_of(:plain), null, 'SSC-08: another ticket is none');
select is((pg_temp.ticket(:plain)).phone, null, 'SSC-08: and keeps no number');

-- ---- closing needs an outcome ----
create function pg_temp.tries(p_ticket bigint, p_target text) returns text
language plpgsql
as $$
begin
    perform pg_temp.moves('anna', 'INBOX', p_ticket, p_target, '2026-11-25 10:20Z');
    return 'done';
exception when sqlstate 'VR002' then
    return sqlerrm;
end
$$;
select pg_temp.project('2026-11-25 10:15Z');
select is(pg_temp.tries(:t, 'Closed'), format('#%s: a callback is closed with its outcome: write "#close reached", "#close not-reached" or "#close not-needed" on top of a reply or note. Nothing was moved', :t),
    'SSC-08: moving into Closed without one is refused with how');
select alike(pg_temp.tries(:t, 'Do/Close quietly'), '%#close not-reached%', 'SSC-08: quietly too');
select is((pg_temp.ticket(:t)).status, 'new', 'SSC-08: nothing happened');
create function pg_temp.closes(p_ticket bigint, p_args text, p jsonb default '{"note": true}') returns text
language plpgsql
as $$
declare
    v_sentence text;
begin
    perform pg_temp.has_read('anna', p_ticket, '2026-11-25 10:21Z');
    select r.sentence into v_sentence from pg_temp.reply('anna', p_ticket, '2026-11-25 10:22Z',
        jsonb_build_object('lines', jsonb_build_array(jsonb_build_object('word', 'close', 'args', p_args))) || p) r;
    return coalesce(v_sentence, (select t.status || ' ' || t.close_reason from vorrang.tickets t where t.number = p_ticket));
end
$$;
select is(pg_temp.closes(:t, ''), format('#%s: #close: a callback is closed with its outcome: write "#close reached", "#close not-reached" or "#close not-needed" on top of a reply or note. Nothing was sent.', :t), 'SSC-08: #close without one is refused with the same sentence');
select alike(pg_temp.closes(:t, 'solved', '{}'), '%with its outcome%', 'SSC-08: solved is none, in a reply neither');
select is(pg_temp.closes(:t, 'Not reached'), 'closed not-reached', 'SSC-08: with one it is closed');
select is(pg_temp.calls(:t), '+49171123 mail not-reached', 'SSC-08: and it is kept');
select is(pg_temp.closes(:r, 'erreicht', '{}'), 'solved reached', 'SSC-08: in German, in a reply');
select is(pg_temp.closes(:plain, 'reached'), format('#%s: #close: write #close, #close solved or #close unsolved. Nothing was sent.', :plain), 'SSC-08: no other ticket is reached or not');
select is(pg_temp.closes(:plain, ''), 'closed quiet', 'SSC-08: which closes as before');

-- ---- by phone ----
select pg_temp.facts('anna@staff.example', '{"login": "anna@staff.example", "channels": ["express@desk.example"], "source": "phone", "customer": {"phone": "0711 5555"}}'
    || pg_temp.phones('0711777 text')) as call \gset
select o.ticket as c from vorrang_api.agent_enquiry(:'call', vorrang_api.next_ticket_number(), 'H', 'B', null, null, null, '2026-11-25 10:30Z') o \gset
select is(pg_temp.calls(:c), '07115555 caller', 'SSC-08: who rang is called back where he rang from');
select pg_temp.facts('anna@staff.example', '{"login": "anna@staff.example", "channels": ["express@desk.example"], "customer": {"address": "kunde@heyer.example", "name": ""}}'
    || pg_temp.phones('0711777 signature')) as call \gset
select o.ticket as c from vorrang_api.agent_enquiry(:'call', vorrang_api.next_ticket_number(), 'H', 'B', null, null, null, '2026-11-25 10:31Z') o \gset
select is(pg_temp.calls(:c), '0711123456 contact', 'SSC-08: an agent''s signature is not where to call');

select * from finish();
rollback;

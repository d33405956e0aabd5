-- The admin's nouns: set is idempotent and keeps what it is not given; what a change does to open tickets.
begin;
\ir support/world.sql
select plan(46);

-- ---- set keeps what it is not given; a list given at all replaces the list ----
select is(vorrang_api.customer_set('heyer', '{"class": "B"}', '2026-11-25Z')->>'name', 'Heyer Plan AG', 'a customer keeps his name');
select is(vorrang_api.customer_set('heyer', '{}', '2026-11-25Z'), vorrang_api.customer_show('heyer'), 'set without anything changes nothing, and answers as show');
select is(vorrang_api.customer_set('heyer', '{"domains": ["plan.example"]}', '2026-11-25Z')->'domains', '["plan.example"]', 'domains given replace the domains');
select is(vorrang_api.contact_set('kunde@heyer.example', '{"vip": true}', '2026-11-25Z') - 'name', '{"address": "kunde@heyer.example", "vip": true, "language": null, "phone": null, "salutation": null, "customers": ["heyer"]}', 'a contact keeps his customers');
select is(vorrang_api.sla_set('gold', '{"response": 60, "resolution": 120}', '2026-11-25Z')->>'response', '60', 'a new SLA');
select is(vorrang_api.sla_set('gold', '{"response": 90}', '2026-11-25Z')->>'resolution', '120', 'keeps its resolution target');
select is(vorrang_api.channel_set('support', '{"red": 10}', '2026-11-25Z') - 'red' - 'members', vorrang_api.channel_show('support') - 'red' - 'members', 'a channel keeps the rest');
select is(vorrang_api.channel_show('support')->'members', '["anna", "bernd", "dora", "rita:read"]', 'its team');
select is(vorrang_api.agent_set('anna', '{"name": "Anna Bergmann"}', '2026-11-25Z')->'members', '["express", "support"]', 'an agent keeps her channels');
select is(vorrang_api.agent_set('anna', '{"members": ["sales:read"]}', '2026-11-25Z')->'members', '["sales:read"]', 'members given replace them');
select is(vorrang_api.contract_set('heyer-2026', '{"level": "platinum"}', '2026-11-25Z')->>'sla', '42m', 'a contract keeps its SLA');
select is(vorrang_api.escalation_set('express', '{"level": 1, "notify": "owner"}', '2026-11-25Z')->>'to_channel', 'lead', 'a step keeps its channel');
select lives_ok($$ select vorrang_api.calendar_set('office', '{"holidays": ["2026-12-24", "2026-12-25"], "intervals": [[1764061200, 1764090000]]}', '2026-11-25Z') $$,
    'a calendar is given a holiday without its hours');
select is(vorrang_api.calendar_show('office')->'open', '["Mon-Fri 09:00-12:00 13:00-17:00"]', 'and keeps them');

-- ---- what is wrong is said ----
select throws_ok(x.call, x.state, null, x.rule)
from (values
    ($$ select vorrang_api.customer_show('nosuch') $$, 'VR001', 'no such customer'),
    ($$ select vorrang_api.ticket_show('99999') $$, 'VR001', 'no such ticket, also when there is none at all'),
    ($$ select vorrang_api.ticket_show('abc') $$, 'VR004', 'no number, also then'),
    ($$ select vorrang_api.message_show('0') $$, 'VR001', 'no such message'),
    ($$ select vorrang_api.ticket_find_message_id('<no@where>') $$, 'VR001', 'no such Message-ID'),
    ($$ select vorrang_api.channel_set('new', '{"address": "new@desk.example", "sla": "nosuch", "calendar": "always"}') $$, 'VR001', 'no such SLA'),
    ($$ select vorrang_api.agent_set('anna', '{"members": ["nosuch"]}') $$, 'VR001', 'no such channel'),
    ($$ select vorrang_api.channel_set('new', '{"name": "New"}') $$, 'VR004', 'a new channel without address'),
    ($$ select vorrang_api.customer_set('heyer', '{"class": "D"}') $$, '23514', 'no such class'),
    ($$ select vorrang_api.channel_set('support', '{"red": 60}') $$, '23514', 'red before amber'),
    ($$ select vorrang_api.agent_set('anna', '{"members": ["sales:boss"]}') $$, '23514', 'no such kind of member')
) as x (call, state, rule);

-- ---- what a change does to open tickets ----
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:00Z') as t \gset
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:00Z') as closed \gset
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:00Z', '{"trust": "unverified"}') as unverified \gset
select vorrang.set_status(:closed, 'solved', '2026-11-25 10:01Z', 'anna', 'imap') as done \gset
select vorrang_api.customer_set('nordit', '{"class": "A"}', '2026-11-25 10:05Z') is not null as done \gset
select is((pg_temp.ticket(:t)).class::text, 'A', 'a customer''s new class counts for his open tickets');
select is((pg_temp.ticket(:closed)).class::text || (pg_temp.ticket(:unverified)).class, 'B-', 'not for closed ones, nor for who is not proven to be his');
select is((select detail::text from vorrang.events where ticket_number = :t and kind = 'class'), '{"to": "A", "from": "B"}', 'the history says so');
select vorrang_api.sla_set('3h48m', '{"response": 60}', '2026-11-25 10:06Z') is not null as done \gset
select is((pg_temp.ticket(:t)).response_due, '2026-11-25 10:01Z', 'osTicket #5160: changed targets count for open tickets, from receipt on');
select is((select array_agg(e->>'number') from jsonb_array_elements(vorrang_api.ticket_list('{}')) e), array[:t, :unverified]::text[], 'ticket list: the open ones');
select is(jsonb_array_length(vorrang_api.ticket_list('{"all": true}')), 3, 'with all: every one');
select ok(vorrang_api.ticket_show(:t::text) ?& array['number', 'subject', 'status', 'channel', 'customer', 'class', 'vip', 'contact', 'owner', 'received_at',
    'response_due', 'resolution_due', 'first_response_at', 'closed_at', 'light', 'messages', 'events'], 'ticket show has what it promises');
select throws_ok('select vorrang_api.ticket_show(''99999'')', 'VR001', null, 'no such ticket, among others');
select throws_ok('select vorrang_api.set_first_number(4815)', 'VR002', null, 'a number is never used twice');

-- ---- CC-09: renamed and removed ----
select (vorrang.ensure_folder((select id from vorrang.agents where key = 'dora'), 'Queues/support', '2026-11-25 10:00Z')).id as folder \gset
select is(vorrang_api.channel_rename('support', 'help', '2026-11-25Z')->>'address', 'support@desk.example', 'a renamed channel keeps its address');
select is((vorrang.ensure_folder((select id from vorrang.agents where key = 'dora'), 'Queues/help', '2026-11-25 10:00Z')).id, :folder::bigint,
    'and its folder: same uids, same UIDVALIDITY');
select is((pg_temp.ticket(:t)).channel_id, vorrang.channel_id('help'), 'and its tickets');
select throws_ok($$ select vorrang_api.channel_rename('help', 'sales') $$, 'VR003', null, 'not to a name that is taken');
select throws_ok($$ select vorrang_api.channel_rename('nosuch', 'x') $$, 'VR001', null, 'nor one that is not there');
select throws_ok($$ select vorrang_api.channel_rename('help', 'Not A Word') $$, '23514', null, 'nor to what is no word');
select throws_like($$ select vorrang_api.channel_remove('help', '{}') $$, '%3 tickets, 2 of them open%', 'a channel with tickets is not removed');
select throws_like($$ select vorrang_api.channel_remove('lead', '{}') $$, '%escalates to it%', 'nor one that another escalates to');
select vorrang_api.escalation_remove('express', '{"level": 1}') as done \gset
select throws_ok($$ select vorrang_api.escalation_remove('express', '{"level": 1}') $$, 'VR001', null, 'a step is removed once');
select lives_ok($$ select vorrang_api.channel_remove('lead', '{}') $$, 'then it is removed');
select vorrang_api.domain_remove('PLAN.example', '{}') is null as done \gset
select is(vorrang_api.customer_show('heyer')->'domains', '[]', 'a domain that is removed is gone');
select throws_ok($$ select vorrang_api.rule_remove('nosuch', '{}') $$, 'VR001', null, 'a rule that is not there');

select * from finish();
rollback;

-- Who sees and handles what (invariant 4): members by kind, term and parent; owner, responsible, watcher, key account manager.
begin;
\ir support/world.sql
select plan(66);

-- s: sees, h: handles, -: neither.
create function pg_temp.rights(p_ticket bigint) returns text
language sql
as $$
    select string_agg(a.key || ':' || case when vorrang.may_handle(a.id, p_ticket) then 'h' when vorrang.may_see(a.id, p_ticket) then 's' else '-' end, ' ' order by a.key)
    from vorrang.agents a
$$;
create function pg_temp.member(p_agent text, p jsonb, p_now timestamptz) returns text
language sql
as $$ select vorrang_api.member_set(p_agent, p, p_now)::text $$;
create function pg_temp.queues(p_agent text) returns text
language sql
as $$ select string_agg(substr(name, 8), ' ' order by name) from vorrang_api.desk_list(pg_temp.agent(p_agent)) where name like 'Queues/%' $$;
create function pg_temp.kinds(p_agent text) returns text
language sql
as $$ select string_agg(c.key || ':' || m.kind, ' ' order by c.key) from vorrang.members m join vorrang.channels c on c.id = m.channel_id where m.agent_id = pg_temp.agent(p_agent) $$;
-- Every view in which an agent's client shows the ticket.
create function pg_temp.views(p_agent text, p_ticket bigint, p_now timestamptz) returns text
language sql
as $$
    select string_agg(n.name, ' ' order by n.name)
    from vorrang_api.desk_list(pg_temp.agent(p_agent)) n
    where exists (select from pg_temp.shows(p_agent, n.name, p_now) s where s.ticket = p_ticket and s.kind in ('row', 'message'))
$$;

select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z') as t \gset
select pg_temp.project('2026-11-25 10:00Z');

-- ---- TS-53, TS-54, TS-57: the matrix ----
select is(pg_temp.rights(:t), 'anna:h bernd:h carla:- dora:h rita:s', 'members handle, read members see, others nothing');
select vorrang.add_watcher(:t, pg_temp.agent('carla'), (select a from vorrang.agents a where key = 'anna'), '2026-11-25 10:01Z');
select is(pg_temp.rights(:t), 'anna:h bernd:h carla:s dora:h rita:s', 'a watcher sees');
delete from vorrang.ticket_watchers;
select vorrang.set_owner(:t, pg_temp.agent('carla'), '2026-11-25 10:01Z', 'anna', 'imap') as done \gset
select is(pg_temp.rights(:t), 'anna:h bernd:h carla:h dora:h rita:s', 'its owner handles it');
select vorrang.set_owner(:t, null, '2026-11-25 10:01Z', 'anna', 'imap') as done \gset
insert into vorrang.ticket_watch_channels values (:t, pg_temp.channel('accounting'));
select is(pg_temp.rights(:t), 'anna:h bernd:h carla:s dora:h rita:s', 'members of a channel that watches see');
delete from vorrang.ticket_watch_channels;

-- ---- TS-56: the responsible person ----
select is((select outcome from pg_temp.reply('anna', :t, '2026-11-25 10:02Z', '{"note": true, "lines": [{"word": "responsible", "args": "dora"}]}')), 'note', '#responsible dora');
select is((pg_temp.ticket(:t)).responsible_id, pg_temp.agent('dora'), 'is who answers for it');
select is(pg_temp.notices(:t), 'carla:watching dora:responsible', 'and is told once');
select is((select e.by || e.detail from vorrang.events e where e.ticket_number = :t and e.kind = 'responsible'), 'anna{"to": "dora"}', 'an event');
select is((pg_temp.ticket(:t)).owner_id, null, 'the owner is another matter');
select pg_temp.project('2026-11-25 10:02Z');
select is(pg_temp.order_in('dora', 'Watching', '2026-11-25 10:02Z'), array[:t]::bigint[], 'it stands in her Watching');
select is((select sentence from pg_temp.reply('anna', :t, '2026-11-25 10:03Z', '{"note": true, "lines": [{"word": "responsible", "args": "carla"}]}')), format('#%s: #responsible: nobody of its channel is called "carla". Nothing was sent.', :t), 'nobody of another team');
select vorrang.set_channel(:t, pg_temp.channel('lead'), '2026-11-25 10:03Z', 'dora', 'imap') as done \gset
select vorrang_api.agent_set('dora', '{"members": ["sales"]}', '2026-11-25 10:03Z') is not null as done \gset
select is(pg_temp.rights(:t), 'anna:- bernd:- carla:- dora:h rita:h', 'she sees and handles it wherever it goes');
select is((select outcome from pg_temp.reply('dora', :t, '2026-11-25 10:04Z', '{"note": true, "lines": [{"word": "responsible", "args": "nobody"}]}')), 'note', '#responsible nobody');
select is(pg_temp.rights(:t), 'anna:- bernd:- carla:- dora:- rita:h', 'then she does not');
select vorrang_api.agent_set('dora', '{"members": ["support", "express", "sales", "accounting", "lead"]}', '2026-11-25 10:04Z') is not null as done \gset

-- ---- an escalation tells team and responsible, no one else ----
select pg_temp.opens('x@elsewhere.example', '2026-11-25 10:05Z', '{"channels": ["express@desk.example"]}') as e \gset
select vorrang.set_responsible(:e, pg_temp.agent('bernd'), a, '2026-11-25 10:05Z', 'imap') from vorrang.agents a where a.key = 'bernd';
select vorrang_api.clock_run(50, '2026-11-25 10:06:01Z') as n \gset
select is(pg_temp.notices(:e), 'bernd:escalated dora:escalated', 'the escalation channel''s standard member and the responsible person');

-- ---- TW-07: membership with a beginning and an end ----
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:10Z') as n \gset
select pg_temp.project('2026-11-25 10:10Z');
select is(pg_temp.member('carla', '{"channel": "support", "from": "2026-11-26", "until": "2026-11-26"}', '2026-11-25 10:10Z')::jsonb->2,
    '{"kind": "standard", "from": "2026-11-26", "agent": "carla", "until": "2026-11-26", "channel": "support"}', 'Carla helps for a day');
select is(pg_temp.queues('carla'), 'accounting sales', 'not yet');
select is(vorrang_api.clock_next_at('2026-11-25 10:10Z') <= '2026-11-25 23:00Z', true, 'the clock knows when');
select vorrang_api.clock_run(50, '2026-11-25 22:59:59Z') as n1 \gset
select is(pg_temp.queues('carla'), 'accounting sales', 'not a second too early');
select vorrang_api.clock_run(50, '2026-11-25 23:00Z') as n1 \gset
select is(pg_temp.queues('carla'), 'accounting sales support', 'CC-08: from midnight in the channel''s zone, at the next LIST');
select ok(:n = any (pg_temp.order_in('carla', 'INBOX', '2026-11-26 08:00Z')), 'its tickets stand in her INBOX');
select vorrang_api.desk_open(pg_temp.agent('carla'), 'INBOX', 0, 0, '2026-11-26 22:59Z');
select vorrang_api.clock_run(50, '2026-11-26 22:59:59Z') as n1 \gset
select ok(vorrang.may_handle(pg_temp.agent('carla'), :n), 'the whole day');
select vorrang_api.clock_run(50, '2026-11-26 23:00Z') as n1 \gset
select is(pg_temp.rights(:n), 'anna:h bernd:h carla:- dora:h rita:s', 'then no more');
select is((select count(*) from vorrang.folder_rows r join vorrang.folders f on f.id = r.folder_id
           where f.kind = 'inbox' and f.agent_id = pg_temp.agent('carla') and r.ticket_number = :n and r.vanished_at is null), 0::bigint, 'its row left her open INBOX in that moment');
select is(pg_temp.queues('carla'), 'accounting sales', 'nor in her LIST');
select throws_ok($$ select pg_temp.member('carla', '{"channel": "support", "until": "2026-11-25"}', '2026-11-26 23:01Z') $$, 'VR003', null, 'an end that is past is refused');
select pg_temp.member('carla', '{"channel": "support", "kind": "read", "until": "2026-12-24"}', '2026-11-26 23:01Z') as x \gset
select is(pg_temp.kinds('carla'), 'accounting:standard sales:standard support:read', 'with a kind');
select pg_temp.member('carla', '{"channel": "support", "until": ""}', '2026-11-26 23:01Z') as x \gset
select is(vorrang_api.member_show('carla', '2026-11-26 23:01Z')->2->>'until', null, 'without an end');
select is(pg_temp.kinds('carla'), 'accounting:standard sales:standard support:read', 'what is not given stays');
select pg_temp.member('carla', '{"channel": "support", "remove": true}', '2026-11-26 23:01Z') as x \gset
select is(pg_temp.kinds('carla'), 'accounting:standard sales:standard', 'taken away');

-- ---- channels below channels ----
select vorrang_api.channel_set('lead', '{"parent": "support"}', '2026-11-27 09:00Z')->>'parent' as parent \gset
select is(:'parent'::text, 'support', 'lead stands below support');
select is(pg_temp.kinds('anna'), 'express:standard lead:informal support:standard', 'a parent''s member handles its children, without being told');
select is(pg_temp.kinds('rita'), 'lead:informal support:read', 'a grant of the child goes before');
select pg_temp.member('rita', '{"channel": "lead", "remove": true}', '2026-11-27 09:00Z') as x \gset
select is(pg_temp.kinds('rita'), 'lead:read support:read', 'who reads along above reads along below');
select is(pg_temp.kinds('dora') like '%lead:standard%', true, 'her own grant stays');
select is(pg_temp.rights(:t), 'anna:h bernd:h carla:- dora:h rita:s', 'they see its tickets');
select vorrang_api.channel_set('sales', '{"parent": "lead"}', '2026-11-27 09:00Z') is not null as x \gset
select is(pg_temp.kinds('anna'), 'express:standard lead:informal sales:informal support:standard', 'and those of its children');
select throws_ok($$ select vorrang_api.channel_set('support', '{"parent": "sales"}', '2026-11-27 09:00Z') $$, 'VR003', null, 'no circle');
select throws_ok($$ select vorrang_api.channel_set('support', '{"parent": "support"}', '2026-11-27 09:00Z') $$, 'VR003', null, 'nor itself');
select is(pg_temp.kinds('carla'), 'accounting:standard sales:standard', 'a child''s member sees nothing of its parent');
select vorrang_api.channel_set('lead', '{"parent": ""}', '2026-11-27 09:00Z') is not null as x \gset
select vorrang_api.channel_set('sales', '{"parent": ""}', '2026-11-27 09:00Z') is not null as x \gset
select is(pg_temp.kinds('anna'), 'express:standard support:standard', 'standing alone again');

-- ---- TS-13: for the key account manager only ----
select vorrang_api.customer_set('nordit', '{"kam": "carla"}', '2026-11-27 10:00Z') is not null as x \gset
select is(pg_temp.rights(:n), 'anna:h bernd:h carla:s dora:h rita:s', 'a key account manager sees his customer''s tickets');
select is(pg_temp.order_in('carla', 'Customers/Nord IT GmbH', '2026-11-27 10:00Z'), array[:n]::bigint[], 'in his customer''s folder');
select pg_temp.project('2026-11-27 10:00Z');
select is(pg_temp.views('anna', :n, '2026-11-27 10:00Z'), 'Conversations/support Customers/Nord IT GmbH INBOX Queues/support', 'the team has it everywhere');
select vorrang_api.customer_set('nordit', '{"kam_only": true}', '2026-11-27 10:01Z') is not null as x \gset
select pg_temp.project('2026-11-27 10:01Z');
select is(pg_temp.rights(:n), 'anna:- bernd:- carla:h dora:- rita:-', 'for him only');
select is(pg_temp.views(a, :n, '2026-11-27 10:01Z'), null, a || ' has it in no view') from unnest(array['anna', 'bernd', 'dora', 'rita']) a;
select is(pg_temp.views('carla', :n, '2026-11-27 10:01Z'), 'Customers/Nord IT GmbH INBOX', 'he has it in his INBOX');
select throws_ok($$ select * from vorrang_api.desk_status(pg_temp.agent('anna'), 'Customers/Nord IT GmbH', '2026-11-27 10:01Z') $$, 'VR001', 'Mailbox doesn''t exist', 'T23: and the customer himself is not there for others');
select throws_ok(format($$ select * from vorrang_api.desk_status(pg_temp.agent('anna'), 'Tickets/%s', '2026-11-27 10:01Z') $$, :n), 'VR001', 'Mailbox doesn''t exist', 'nor the ticket');
select pg_temp.opens('kunde@nordit.example', '2026-11-27 10:02Z') as n2 \gset
select pg_temp.project('2026-11-27 10:02Z');
select is(pg_temp.rights(:n2), 'anna:- bernd:- carla:h dora:- rita:-', 'so is what comes in from now on');
select is(pg_temp.views('carla', :n2, '2026-11-27 10:02Z'), 'Customers/Nord IT GmbH INBOX', 'in his INBOX');
select pg_temp.moves('carla', 'INBOX', :n2, 'Waiting', '2026-11-27 10:03Z') is not null as ok \gset
select is(pg_temp.views('carla', :n2, '2026-11-27 10:03Z'), 'Customers/Nord IT GmbH Waiting', 'he works with it as with any');
select pg_temp.moves('carla', 'Waiting', :n2, 'Closed', '2026-11-27 10:03Z') is not null as ok \gset
select is(pg_temp.views('carla', :n2, '2026-11-27 10:03Z'), 'Closed Customers/Nord IT GmbH', 'to its end');
select is((select sentence from pg_temp.reply('carla', :n, '2026-11-27 10:04Z', '{"note": true, "lines": [{"word": "assign", "args": "anna"}]}')), null, 'and may give one to somebody of its channel');
select pg_temp.project('2026-11-27 10:04Z');
select is(pg_temp.rights(:n), 'anna:h bernd:- carla:h dora:- rita:-', 'who then sees this one');
select is(pg_temp.views('anna', :n, '2026-11-27 10:04Z'), 'Customers/Nord IT GmbH INBOX Mine', 'among his own');
select is(pg_temp.views('bernd', :n, '2026-11-27 10:04Z'), null, 'not those who look at Anna''s');
select is((select sentence from pg_temp.reply('carla', :n, '2026-11-27 10:05Z', jsonb_build_object('note', true, 'lines', jsonb_build_array(jsonb_build_object('word', 'merge', 'args', :t || ' force'))))) like '%there is no such ticket%', true, 'one that he may not see is not merged with it');
select vorrang.set_owner(:n, pg_temp.agent('dora'), '2026-11-27 10:05Z', 'carla', 'imap') as x \gset
select is(vorrang.refusal_of_merge(a, array[:n, :t], true), 'one of them is for its customer''s key account manager only', 'nor with any other by one who sees both')
from vorrang.agents a where a.key = 'dora';
select pg_temp.opens('x@nordit.example', '2026-11-27 10:06Z', '{"channels": ["express@desk.example"]}') as n3 \gset
update vorrang.tickets set sla_id = (select id from vorrang.slas where key = 'express'), response_due = '2026-11-27 10:07Z', clock_at = '2026-11-27 10:07Z' where number = :n3;
select vorrang_api.clock_run(50, '2026-11-27 10:07:01Z') as x \gset
select is(pg_temp.notices(:n3), 'carla:escalated', 'its escalation tells him, not the team');
select throws_ok($$ select vorrang_api.customer_set('nordit', '{"kam": ""}', '2026-11-27 10:08Z') $$, '23514', null, 'for him only needs him');

-- ---- a notice of what one may see no more is not shown ----
select pg_temp.opens('kunde@kessel.example', '2026-11-27 11:00Z') as k \gset
select vorrang.notify_agent(pg_temp.agent('anna'), :k, 'returned', '2026-11-27 11:00Z');
update vorrang.notices set header = 'x', body = 'x', shown_size = 1 where ticket_number = :k;
select pg_temp.project('2026-11-27 11:00Z');
select is((select count(*) from pg_temp.shows('anna', 'INBOX', '2026-11-27 11:00Z') where ticket = :k and kind = 'returned'), 1::bigint, 'a notice');
select vorrang.set_channel(:k, pg_temp.channel('sales'), '2026-11-27 11:01Z', 'dora', 'imap') as done \gset
select pg_temp.project('2026-11-27 11:01Z');
select is((select count(*) from pg_temp.shows('anna', 'INBOX', '2026-11-27 11:01Z') where ticket = :k), 0::bigint, 'goes with its ticket');

select * from finish();
rollback;

-- Projects as a tree, tasks with dates, documents that follow a ticket.
begin;
\ir support/world.sql
select plan(66);

create function pg_temp.says(p_agent text, p_ticket bigint, p_word text, p_args text, p_now timestamptz, p jsonb default '{"note": true}')
returns text
language sql
as $$
    select coalesce(regexp_replace(r.sentence, '^#[0-9]+: #[a-z]+: (.*)\. Nothing was sent\.$', '\1'), r.outcome)
      from pg_temp.reply(p_agent, p_ticket, p_now, p || jsonb_build_object('lines', jsonb_build_array(jsonb_build_object('word', p_word, 'args', p_args)))) r
$$;
create function pg_temp.shown(p_key text, p_field text) returns text
language sql
as $$ select vorrang_api.project_show(p_key, '2026-11-30Z')->>p_field $$;
create function pg_temp.books(p_ticket bigint, p_agent text, p_minutes integer) returns void
language sql
as $$ select vorrang_api.time_add(p_ticket::text, jsonb_build_object('agent', p_agent, 'minutes', p_minutes * 60, 'billable', true), '2026-11-26 12:00Z') $$;
create function pg_temp.watchers(p_ticket bigint) returns text
language sql
as $$
    select string_agg(a.key, ' ' order by a.key) from vorrang.ticket_watchers w join vorrang.agents a on a.id = w.agent_id where w.ticket_number = p_ticket
$$;

select pg_temp.opens('kunde@heyer.example', '2026-11-25 08:00Z') as a \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 08:01Z') as b \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 08:02Z') as c \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 08:03Z') as d \gset
select pg_temp.opens('kunde@nordit.example', '2026-11-25 08:04Z') as n \gset

-- ---- the tree ----
select is(pg_temp.says('anna', :a, 'project', 'new Move to the new house', '2026-11-25 09:00Z'), 'note', 'TS-79: a ticket becomes a main project');
select is(vorrang_api.project_show('p-' || :'a', '2026-11-25Z') - '{phases,parts,tickets,members,planned,planned_cost,phases_done,cost,value,booked,closed}'::text[],
    jsonb_build_object('key', 'p-' || :a, 'name', 'Move to the new house', 'kind', 'main', 'parent', null, 'ticket', :a, 'customer', 'heyer', 'responsible', 'anna'),
    'TS-79: called after its number, which it keeps');
select is(pg_temp.says('anna', :b, 'project', 'under p-' || :'a', '2026-11-25 09:01Z'), 'note', 'TS-79: another its sub-project');
select is(pg_temp.says('anna', :c, 'project', 'package P-' || :'b' || ' Cables', '2026-11-25 09:02Z'), 'note', 'TS-79: a third a work package of that');
select is(pg_temp.says('anna', :d, 'project', 'p-' || :'b', '2026-11-25 09:03Z'), 'note', 'TS-79: a fourth one more ticket of the sub-project');
select is(pg_temp.shown('p-' || :'b', 'kind') || ' ' || pg_temp.shown('p-' || :'b', 'parent') || ' ' || pg_temp.shown('p-' || :'b', 'name'), 'sub p-' || :a || ' Outage', 'TS-79: it has the subject as its name');
select is((select string_agg(x->>'number', ' ') from jsonb_array_elements(vorrang_api.project_show('p-' || :'b', '2026-11-25Z')->'tickets') x), :b || ' ' || :d, 'TS-79: several tickets under one');
select is(pg_temp.says('anna', :b, 'project', 'new', '2026-11-25 09:04Z'), format('it is project p-%s already', :b), 'TS-79: a ticket is one project');
select is(pg_temp.says('anna', :d, 'project', 'under p-' || :'b', '2026-11-25 09:04Z'), format('"p-%s" is a sub; nothing like that stands below it', :b), 'TS-79: three levels');
select is(pg_temp.says('anna', :n, 'project', 'under p-' || :'a', '2026-11-25 09:04Z'), format('its customer has no project "p-%s"', :a), 'TS-79: of its own customer');
select throws_ok(format($$ select vorrang_api.project_set('x', '{"parent": "p-%s", "kind": "sub"}', '2026-11-25Z') $$, :c), 'VR003', null, 'TS-79: nothing below a work package');
select throws_ok(format($$ select vorrang_api.project_set('p-%s', '{"parent": "p-%s", "kind": "package"}', '2026-11-25Z') $$, :a, :b), 'VR003', null, 'TS-79: nor below itself');
select is(vorrang_api.project_set('heyer-doc', format('{"parent": "p-%s", "kind": "package", "name": "Manuals", "planned": 7200, "planned_cost": "150 EUR"}', :a)::jsonb, '2026-11-25Z')->>'kind', 'package', 'TS-79: the admin adds a package');

-- ---- sums ----
select vorrang_api.agent_set('anna', '{"cost": "60 EUR"}', '2026-11-25Z') is not null as done \gset
select vorrang_api.rate_set('default', '{"hour": "120 EUR"}', '2026-01-01Z') is not null as done \gset
select pg_temp.books(:a, 'anna', 30);
select pg_temp.books(:b, 'anna', 60);
select pg_temp.books(:c, 'bernd', 90);
select pg_temp.books(:d, 'anna', 15);
select pg_temp.books(:n, 'anna', 5);
select is((pg_temp.shown('p-' || :'a', 'booked'))::integer / 60, 195, 'TS-81: all below rolls up');
select is((pg_temp.shown('p-' || :'b', 'booked'))::integer / 60, 165, 'TS-81: of a part what is its');
select is(pg_temp.shown('p-' || :'a', 'cost'), '105.00 EUR', 'TS-81: what it costs us, as far as said');
select is(pg_temp.shown('p-' || :'a', 'value'), null, 'TS-81: nothing is released');
select is(vorrang_api.time_release(jsonb_build_object('ticket', :'c'), '2026-11-27Z')->>'released', '1', 'one is');
select is(pg_temp.shown('p-' || :'a', 'value'), '180.00 EUR', 'TS-81: what of it will be billed');
select is((select string_agg(concat_ws(' ', x->>'key', x->>'planned', x->>'booked'), ', ' order by x->>'key') from jsonb_array_elements(vorrang_api.project_show('p-' || :'a', '2026-11-25Z')->'parts') x),
    'heyer-doc 120 0, p-' || :b || ' 165', 'TS-81: planned and booked of each part');
select is(pg_temp.says('anna', :c, 'project', 'none', '2026-11-28 09:00Z'), 'note', 'a ticket leaves');
select is((pg_temp.shown('p-' || :'a', 'booked'))::integer / 60, 195, 'TS-81: what is released stays where it was');

-- ---- phases ----
select is((select count(vorrang_api.phase_set('p-' || :'a', f::jsonb, '2026-11-25Z')) from unnest(array[
    '{"number": 1, "name": "Planning", "responsible": "anna", "planned": 3600}', '{"number": 2, "name": "Moving", "responsible": "bernd"}']) f), 2::bigint, 'TS-80: phases');
select is(vorrang_api.phase_set('p-' || :'a', '{"number": 1, "done": true}', '2026-11-26Z')->>'phases_done', '1 of 2', 'TS-80: progress by phases');
select is((vorrang_api.phase_show('p-' || :'a', '2026-11-26Z')->1) - 'done', '{"number": 2, "name": "Moving", "responsible": "bernd", "planned": null}', 'TS-80: each has one responsible');
select throws_ok(format($$ select vorrang_api.phase_set('p-%s', '{"number": 3}', '2026-11-26Z') $$, :a), 'VR004', null, 'TS-80: and a name');
select is(vorrang_api.phase_remove('p-' || :'a', '{"number": 2}', '2026-11-26Z')->>'project', 'p-' || :a, 'TS-80: or goes');

-- ---- members read along ----
select ok(not vorrang.sees(pg_temp.agent('carla'), pg_temp.ticket(:b)), 'TS-64: Carla is in no channel of it');
select vorrang_api.project_set('p-' || :'b', '{"members": ["carla"]}', '2026-11-26Z') is not null as done \gset
select ok(vorrang.sees(pg_temp.agent('carla'), pg_temp.ticket(:b)) and vorrang.sees(pg_temp.agent('carla'), pg_temp.ticket(:d)), 'TS-64: as a member of the project she reads along on its tickets');
select ok(not vorrang.sees(pg_temp.agent('carla'), pg_temp.ticket(:a)), 'TS-64: on no others');
select isnt(pg_temp.says('carla', :b, 'prio', 'high', '2026-11-26 09:00Z'), 'note', 'TS-64: and handles none');
select is(pg_temp.says('anna', :c, 'project', 'p-' || :'b', '2026-11-28 09:00Z'), 'note', 'another ticket comes to it');
select is(pg_temp.watchers(:c), 'carla', 'TS-64: and to her');
select vorrang_api.project_set('p-' || :'b', '{"members": []}', '2026-11-26Z') is not null as done \gset
select ok(not vorrang.sees(pg_temp.agent('carla'), pg_temp.ticket(:b)), 'TS-64: who is no member any more reads no more');

-- ---- tasks ----
select is(pg_temp.says('anna', :n, 'task', 'video: how to reset the pump until friday for bernd', '2026-11-25 10:00Z'), 'note', 'TW-14: #task');
select is((vorrang_api.task_list(jsonb_build_object('ticket', :'n'))->0) - '{number,created_at,done_at}'::text[],
    jsonb_build_object('ticket', :n, 'kind', 'video', 'title', 'how to reset the pump', 'due', '2026-11-27', 'agent', 'bernd', 'deferred', false, 'done', false), 'TW-14: kind, title, day, agent');
select vorrang_api.task_list(jsonb_build_object('ticket', :'n'))->0->>'number' as task \gset
select is(pg_temp.notices(:n), 'bernd:task', 'TW-14: who is to do it has a notice');
select is(pg_temp.says('anna', :n, 'task', 'video', '2026-11-25 10:01Z'), 'say what kind of task and what to do, as in "#task bug look at the driver until friday for bernd"', 'TW-14: it says something');
select is(pg_temp.says('anna', :n, 'task', 'bug x until someday', '2026-11-25 10:01Z'), '"someday" is no day', 'TW-14: a day');
select is(pg_temp.says('anna', :n, 'task', 'bug x for nobody', '2026-11-25 10:01Z'), 'nobody of its channel is called "nobody"', 'TW-14: somebody of its channel');
select is((pg_temp.ticket(:n)).response_due, (pg_temp.ticket(:n)).received_at + interval '13680 s', 'TS-82: the ticket has its SLA');
select is((select vorrang_api.clock_next_at('2026-11-25 10:30Z') <= '2026-11-27 08:00Z'), true, 'TS-82: the task its date');
select is((select vorrang.run_tasks('2026-11-27 06:59Z')), 0, 'TS-82: which has not come');
select is((select vorrang.run_tasks('2026-11-27 07:00Z')), 1, 'TS-82: and comes with its day');
select is((select vorrang.run_tasks('2026-11-27 07:01Z')), 0, 'TS-82: once');
select is(pg_temp.notices(:n), 'bernd:task bernd:task-due', 'TS-82: he is told');
select is(pg_temp.says('anna', :n, 'wait', '', '2026-11-27 08:00Z'), 'note', 'the ticket waits');
select is(pg_temp.says('bernd', :n, 'done', '999', '2026-11-27 09:00Z'), 'name an open task of this ticket, as in "#done 12"', 'TW-14: not just any');
select is(pg_temp.says('bernd', :n, 'done', '', '2026-11-27 09:00Z'), 'note', 'TW-14: #done, where there is one');
select is((pg_temp.ticket(:n)).status, 'in-progress', 'TW-03: its ticket is in progress again');
select is(vorrang_api.task_show(:'task', '2026-11-27Z')->>'done', 'true', 'TW-14: it is done');
select is((select count(*) from vorrang.events where ticket_number = :n and kind = 'task-done'), 1::bigint, 'TW-14: the history has it');
select is(vorrang_api.task_set('new', jsonb_build_object('ticket', :'n', 'kind', 'bug', 'title', 'look', 'due', '2026-12-01', 'deferred', true), '2026-11-27Z')->>'deferred', 'true', 'CC-10: a deferred one');
select is((select vorrang.run_tasks('2026-12-10 07:00Z')), 0, 'CC-10: is out of active planning: nobody is reminded');

-- ---- documents ----
select is(pg_temp.says('anna', :n, 'document', 'service-order Replace the switch', '2026-11-27 10:00Z', '{"note": true, "text": "Bring a 24 port one."}'), 'note', 'SSC-16: #document');
select is(vorrang_api.document_show('so-2026-0001', '2026-11-27Z') - '{message,created_at,changed_at,minutes,language}'::text[],
    jsonb_build_object('number', 'SO-2026-0001', 'kind', 'service-order', 'kind_name', 'Service order', 'ticket', :n, 'status', 'open', 'customer', 'nordit',
        'customer_name', 'Nord IT GmbH', 'contact', 'Kunde von Nord IT GmbH, kunde@nordit.example', 'asset', null, 'contract', 'nordit-2026', 'title', 'Replace the switch',
        'text', 'Bring a 24 port one.', 'by', 'anna'), 'SSC-16: own number, filled with what the ticket knows');
select is((select m.kind from vorrang.messages m where m.id = (vorrang_api.document_show('SO-2026-0001', '2026-11-27Z')->>'message')::bigint), 'note', 'SSC-16: its text is a message of the conversation');
select is(pg_temp.says('anna', :n, 'document', 'so-2026-0001 done', '2026-11-27 11:00Z'), 'note', 'SSC-16: its status');
select is(vorrang_api.document_list('{}'), '[]', 'SSC-16: what is done is not open');
select is(pg_temp.says('anna', :n, 'document', 'so-2026-0001 nearly', '2026-11-27 11:00Z'), 'write #document SO-2026-0001 open, in-progress, done or cancelled', 'SSC-16: one that there is');
select matches(pg_temp.says('anna', :n, 'document', 'poem Roses', '2026-11-27 11:00Z'), 'there is no kind of document "poem"; there are: hardware-change, ', 'SSC-16: and a kind');
select is(vorrang_api.document_kind_set('change-request', '{"name": "Change request", "numbers": "RFC-####"}', '2026-11-27Z')->>'name', 'Change request', 'SSC-18: kinds in your own words');
select is(vorrang_api.document_kind_set('service-order', '{"name": "Serviceauftrag"}', '2026-11-27Z')->>'numbers', 'SO-YYYY-####', 'SSC-18: names, too');
select is(vorrang_api.document_set('new', jsonb_build_object('ticket', :'n', 'kind', 'change-request', 'title', 'More memory'), '2026-11-27Z')->>'number', 'RFC-0001', 'SSC-18: and numbers');
select is((select string_agg(e.kind, ' ' order by e.id) from vorrang.events e where e.ticket_number = :n and e.kind like 'document%'), 'document document-status document', 'SSC-16: the history has all');
select is((select jsonb_path_query_array(vorrang.cover_facts(:n, true, '2026-11-27 12:00Z'), '$.documents[*].kind')), '["Serviceauftrag", "Change request"]', 'SSC-16: the cover sheet names them');

select * from finish();
rollback;

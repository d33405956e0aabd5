-- The steps of an escalation: any number, also later and in silence, each once for its occasion; whom they tell, and how.
begin;
\ir support/world.sql
select plan(58);

create function pg_temp.clock(p_now timestamptz) returns integer
language sql
as $$ select vorrang_api.clock_run(100, p_now) $$;

create function pg_temp.steps(p_ticket bigint) returns text
language sql
as $$
    select string_agg((e.detail->>'level') || ':' || (e.detail->>'at') || coalesce('/' || (e.detail->>'clock'), ''), ' ' order by e.id)
    from vorrang.events e where e.ticket_number = p_ticket and e.kind = 'escalated'
$$;

-- Notices since the last time, who:kind, those that leave as a mail with their address.
create function pg_temp.told(p_ticket bigint) returns text
language plpgsql
as $$
declare
    v text;
begin
    select string_agg(coalesce(a.key, '-') || coalesce('>' || n.mail_to, ''), ' ' order by a.key, n.mail_to) into v
      from vorrang.notices n left join vorrang.agents a on a.id = n.agent_id
     where n.ticket_number = p_ticket and n.shown_size is null;
    update vorrang.notices set shown_size = 0, header = '', body = '' where ticket_number = p_ticket and shown_size is null;
    return v;
end
$$;

-- express: 60 s to answer, 240 s to the end. At amber the owner is told, when the response is due he is released, a
-- minute of open time later the priority rises, two later the lead has it.
do $$
begin
    perform vorrang_api.escalation_set('express', p, '2026-11-25Z') from unnest(array[
        '{"level": 1, "at": "amber", "release_owner": false, "to_channel": "", "notify": "owner"}'::jsonb,
        '{"level": 2, "at": "response-due", "release_owner": true, "to_channel": "", "notify": ["team", "kam"]}',
        '{"level": 3, "at": "later", "after": 60, "raise_priority": true, "notify": "none"}',
        '{"level": 4, "at": "later", "after": 120, "to_channel": "lead", "notify": ["team", "sla-manager", "boss@elsewhere.example"]}']) p;
end
$$;
select is(vorrang_api.escalation_show('express', '2026-11-25Z')->3,
    '{"channel": "express", "level": 4, "at": "later", "after": 120, "release_owner": false, "to_responsible": false, "to_channel": "lead",
      "raise_priority": false, "notify": ["boss@elsewhere.example", "sla-manager", "team"], "webhook": null}', 'a step is kept as it was given');

select pg_temp.opens('unknown@elsewhere.example', '2026-11-25 10:00Z', '{"channels": ["express@desk.example"]}') as x \gset
select vorrang.set_owner(:x, pg_temp.agent('anna'), '2026-11-25 10:00:10Z', 'anna', 'imap') as done \gset
select pg_temp.clock('2026-11-25 10:00:30Z') as n \gset
select is(pg_temp.steps(:x), '1:amber/response', 'zammad #3928: the history says which clock it was');
select is(pg_temp.told(:x), 'anna', 'amber: its owner');
select pg_temp.clock('2026-11-25 10:00:48Z') as n \gset
select pg_temp.clock('2026-11-25 10:01:00Z') as n \gset
select is(pg_temp.steps(:x), '1:amber/response 2:response-due/response', 'response due');
select is((pg_temp.ticket(:x)).owner_id, null, 'released');
select is((pg_temp.ticket(:x)).channel_id, pg_temp.channel('express'), 'and still here');
select is(pg_temp.told(:x), 'anna bernd dora', 'each of the team once');
select is((pg_temp.ticket(:x)).clock_at, '2026-11-25 10:02:00Z', 'TS-31: the next step comes a minute after that one');
select pg_temp.clock('2026-11-25 10:01:59.9Z') as n \gset
select is(pg_temp.steps(:x), '1:amber/response 2:response-due/response', 'and not before');
select pg_temp.clock('2026-11-25 10:02:00Z') as n \gset
select is(pg_temp.steps(:x), '1:amber/response 2:response-due/response 3:later', 'then it does');
select is((pg_temp.ticket(:x)).priority, 1::smallint, 'the priority has risen');
select is(pg_temp.told(:x), null, 'none is nobody');
select vorrang_api.sla_set('express', '{"manager": "carla"}', '2026-11-25 10:02Z') is not null as done \gset
select is(vorrang.may_see(pg_temp.agent('carla'), :x), false, 'the SLA''s manager has nothing to do with it');
select pg_temp.clock('2026-11-25 10:04:00Z') as n \gset
select is(pg_temp.steps(:x), '1:amber/response 2:response-due/response 3:later 4:later', 'the fourth, though the resolution is due as well');
select is((pg_temp.ticket(:x)).channel_id, pg_temp.channel('lead'), 'TS-28: it is the lead''s');
select is(pg_temp.told(:x), 'carla dora ->boss@elsewhere.example', 'SSC-12: the new team, the SLA''s manager, and an address, each once');
select is(vorrang.may_see(pg_temp.agent('carla'), :x), true, 'who watches it from now on');
select is((pg_temp.ticket(:x)).escalation_level, 0::smallint, 'the lead''s own steps begin');
select is((select count(*) from vorrang.ticket_steps s where s.ticket_number = :x), 4::bigint, 'four steps are taken');
select is((pg_temp.ticket(:x)).clock_at, null, 'and nothing more is due');

-- ---- exactly once ----
select vorrang.take_step(:x, e, 'response', '2026-11-25 10:01:00Z', '2026-11-25 10:05Z')
  from vorrang.escalations e join vorrang.channels c on c.id = e.channel_id where c.key = 'express' and e.level = 2;
select is(pg_temp.steps(:x), '1:amber/response 2:response-due/response 3:later 4:later', 'a step for an occasion that had it is not taken again');

-- A new occasion: the customer writes again, and nobody answers again.
select vorrang_api.escalation_set('express', '{"level": 1, "at": "response-due", "notify": "team"}', '2026-11-25Z') is not null as done \gset
select count(vorrang_api.escalation_remove('express', format('{"level": %s}', n)::jsonb, '2026-11-25Z')) as done from generate_series(2, 4) n \gset
select pg_temp.opens('unknown@elsewhere.example', '2026-11-25 11:00Z', '{"channels": ["express@desk.example"]}') as y \gset
select pg_temp.clock('2026-11-25 11:01:00Z') as n \gset
select vorrang.set_status(:y, 'waiting', '2026-11-25 11:02Z', 'anna', 'smtp') as done \gset
update vorrang.tickets set response_running = false where number = :y;
select vorrang.customer_wrote(:y, '2026-11-25 12:00Z');
select pg_temp.clock('2026-11-25 12:00:30Z') as n \gset
select pg_temp.clock('2026-11-25 12:01:00Z') as n \gset
select is(pg_temp.steps(:y), '1:response-due/response 1:response-due/response', 'a promise that is broken a second time escalates a second time');

-- An answer in between ends what comes later.
select vorrang_api.escalation_set('express', '{"level": 2, "at": "later", "after": 60}', '2026-11-25Z') is not null as done \gset
select pg_temp.opens('unknown@elsewhere.example', '2026-11-25 13:00Z', '{"channels": ["express@desk.example"]}') as z \gset
select pg_temp.clock('2026-11-25 13:01:00Z') as n \gset
select vorrang.set_status(:z, 'waiting', '2026-11-25 13:01:30Z', 'anna', 'smtp') as done \gset
select pg_temp.clock('2026-11-25 13:10:00Z') as n \gset
select is(pg_temp.steps(:z), '1:response-due/response', 'what waits for the customer goes no further');

-- ---- chatwoot #6889: forgotten tickets ----
select vorrang_api.escalation_set('sales', '{"level": 1, "at": "silent", "after": 3600, "to_responsible": true, "notify": ["owner", "watchers"]}', '2026-11-25Z') is not null as done \gset
select pg_temp.opens('kunde@brandt.example', '2026-11-25 10:00Z', '{"channels": ["sales@desk.example"]}') as s \gset
select is((pg_temp.ticket(:s)).clock_at, '2026-11-25 11:00Z', 'silence of an hour');
select vorrang.set_owner(:s, pg_temp.agent('bernd'), '2026-11-25 10:30Z', 'bernd', 'imap') as done \gset
select vorrang.set_responsible(:s, pg_temp.agent('carla'), a, '2026-11-25 10:30Z', 'imap') as done from vorrang.agents a where a.key = 'bernd' \gset
select pg_temp.told(:s) as x \gset
select pg_temp.clock('2026-11-25 11:00Z') as n \gset
select is(pg_temp.steps(:s), null, 'something happened at half past: it is not silent');
select is((pg_temp.ticket(:s)).clock_at, '2026-11-25 11:30Z', 'the hour begins then');
select pg_temp.clock('2026-11-25 11:30Z') as n \gset
select is(pg_temp.steps(:s), '1:silent', 'chatwoot #6889: a forgotten ticket escalates');
select is((pg_temp.ticket(:s)).owner_id, pg_temp.agent('carla'), 'its responsible person has it');
select is(pg_temp.told(:s), 'bernd carla', 'he and its last owner are told');
select is(pg_temp.clock('2026-11-25 11:40Z') + pg_temp.clock('2026-11-25 12:30Z'), 0, 'once for this silence: what the clock does breaks none');
select vorrang.write_event(:s, '2026-11-25 12:40Z', 'message', 'carla', 'smtp');
select vorrang.set_lights(:s, '2026-11-25 12:40Z');
select pg_temp.clock('2026-11-25 13:40Z') as n \gset
select is(pg_temp.steps(:s), '1:silent 1:silent', 'and again after the next');
select vorrang.set_status(:s, 'solved', '2026-11-25 13:50Z', 'carla', 'imap') as done \gset
select is((pg_temp.ticket(:s)).clock_at, null, 'what is closed may be silent');

-- ---- refusals ----
select throws_ok($$ select vorrang_api.escalation_set('sales', '{"level": 9, "at": "later"}', '2026-11-25Z') $$, 'VR004', null, 'later than what?');
select throws_ok($$ select vorrang_api.escalation_set('sales', '{"level": 9, "notify": ["everybody"]}', '2026-11-25Z') $$, 'VR004', null, 'nobody is called so');
select throws_ok($$ select vorrang_api.escalation_set('sales', '{"level": 9, "notify": ["a@b@c"]}', '2026-11-25Z') $$, 'VR004', null, 'no address');

-- ---- TS-57: who is told what, and how ----
select is(vorrang_api.agent_set('anna', '{"alert_address": "Anna@Home.example", "notify": ["escalated=inbox,mail", "new=mail", "taken=none", "assigned=inbox"]}', '2026-11-25Z')
    -> 'notify', '["assigned=inbox", "escalated=inbox,mail", "new=mail", "taken=none"]', 'kept as it was given');
select throws_ok(format($$ select vorrang_api.agent_set('anna', '{"notify": [%s]}', '2026-11-25Z') $$, to_jsonb(x)), 'VR004', null, 'nothing of notices: ' || x)
  from unnest(array['escalated', 'collision=none', 'new=sms', '=mail', 'new=mail=inbox']) x;
select pg_temp.opens('unknown@elsewhere.example', '2026-11-26 10:00Z', '{"channels": ["express@desk.example"]}') as m \gset
select is(pg_temp.told(:m), 'anna>anna@home.example', 'a new ticket: only who asked for it is told, by mail');
select pg_temp.clock('2026-11-26 10:01Z') as n \gset
select is(pg_temp.told(:m), 'anna>anna@home.example anna bernd dora', 'an escalation: both, and her colleagues as ever');
select vorrang.set_owner(:m, pg_temp.agent('anna'), '2026-11-26 10:02Z', 'anna', 'imap') as done \gset
select vorrang.assign(t, pg_temp.agent('bernd'), a, '2026-11-26 10:03Z') from vorrang.tickets t, vorrang.agents a where t.number = :m and a.key = 'dora';
select is(pg_temp.told(:m), 'bernd', 'taken: she does not want to know');
select vorrang.assign(t, pg_temp.agent('dora'), a, '2026-11-26 10:03Z') from vorrang.tickets t, vorrang.agents a where t.number = :m and a.key = 'dora';
select is(pg_temp.told(:m), 'bernd', 'TS-57: nobody is told of what he did himself');

-- A mail of the customer, for an owner who is responsible and watches, too: one notice.
select vorrang_api.agent_set('bernd', '{"notify": ["wrote=inbox"]}', '2026-11-25Z') is not null as done \gset
select vorrang.assign(t, pg_temp.agent('bernd'), a, '2026-11-26 10:04Z') from vorrang.tickets t, vorrang.agents a where t.number = :m and a.key = 'bernd';
select vorrang.set_responsible(:m, pg_temp.agent('bernd'), a, '2026-11-26 10:04Z', 'imap') as done from vorrang.agents a where a.key = 'bernd' \gset
select vorrang.add_watcher(:m, pg_temp.agent('bernd'), a, '2026-11-26 10:04Z') from vorrang.agents a where a.key = 'bernd';
select pg_temp.told(:m) as x \gset
select vorrang.notify_interested(:m, 'wrote', '2026-11-26 10:05Z');
select is(pg_temp.told(:m), 'bernd', 'TS-57: one notice with several roles');

-- Own hours: the mail waits for the shift, the row in the INBOX does not.
select vorrang_api.agent_set('anna', '{"shift": "office", "alert_on_shift": true}', '2026-11-25Z') is not null as done \gset
select vorrang.notify_agent(pg_temp.agent('anna'), :m, 'escalated', '2026-11-26 22:00Z');
select is((select array_agg(n.not_before order by n.not_before) from vorrang.notices n where n.ticket_number = :m and n.shown_size is null),
    array['2026-11-27 08:00Z', null]::timestamptz[], 'zammad #4432: no mail at midnight');
select pg_temp.told(:m) as x \gset
select vorrang.notify_agent(pg_temp.agent('anna'), :m, 'escalated', '2026-11-27 09:00Z');
select is((select count(*) from vorrang.notices n where n.ticket_number = :m and n.shown_size is null and n.mail_to is not null and n.not_before is null), 1::bigint,
    'in her shift at once');
-- Its way out: composed once, sent once, shown nowhere.
select count(vorrang_api.notice_written(n.id, 'H', 'B', 2, '2026-11-27 09:00:01Z')) as n
  from (select c.id from vorrang_api.notice_claim(100, '2026-11-27 09:00Z') c) n \gset
select is((select o.kind || ' ' || o.recipients::text || ' ' || o.state || ' ' || m.kind from vorrang.outbox o join vorrang.messages m on m.id = o.message
            where o.ticket_number = :m and o.kind = 'alert'), 'alert {anna@home.example} waiting alert', 'it leaves as any mail does');
select is((select count(*) from vorrang_api.ticket_show(:'m', '2026-11-27 09:00Z') x, jsonb_array_elements(x->'messages') y where y->>'kind' = 'alert'), 0::bigint,
    'and is no message of the ticket that anybody sees');

-- Of a team those are told whose shift it is (TW-06).
select vorrang_api.agent_set('dora', '{"shift": "always"}', '2026-11-25Z') is not null as done \gset
select vorrang_api.agent_set('bernd', '{"shift": "office"}', '2026-11-25Z') is not null as done \gset
select pg_temp.opens('unknown@elsewhere.example', '2026-11-28 10:00Z', '{"channels": ["express@desk.example"]}') as w \gset
select pg_temp.told(:w) as x \gset
select pg_temp.clock('2026-11-28 10:01Z') as n \gset
select is(pg_temp.told(:w), 'dora', 'TW-06: on Saturday only who works on Saturday');
select vorrang_api.agent_set('dora', '{"shift": "office"}', '2026-11-25Z') is not null as done \gset
select pg_temp.opens('unknown@elsewhere.example', '2026-11-28 11:00Z', '{"channels": ["express@desk.example"]}') as v \gset
select pg_temp.told(:v) as x \gset
select pg_temp.clock('2026-11-28 11:01Z') as n \gset
select is(pg_temp.told(:v), 'anna>anna@home.example anna bernd dora', 'but if it is nobody''s shift, all of them');

-- ---- SSC-13: before one calls a customer ----
select vorrang_api.channel_set('express', '{"sla": "express"}', '2026-11-25Z') is not null as done \gset
select pg_temp.opens('kunde@kessel.example', '2026-11-01 10:00Z') as old \gset
select vorrang.set_status(:old, 'solved', '2026-11-02 10:00Z', 'anna', 'imap') as done \gset
select pg_temp.opens('kunde@kessel.example', '2026-11-25 10:00Z') as one \gset
select pg_temp.opens('kunde@kessel.example', '2026-11-26 10:00Z', '{"channels": ["express@desk.example"]}') as two \gset
select vorrang_api.ticket_set(:'two', '{"sla": "express"}', '2026-11-26 10:00Z') is not null as done \gset
select pg_temp.clock('2026-11-26 10:05Z') as n \gset
select vorrang.set_status(:two, 'solved', '2026-11-27 10:00Z', 'anna', 'imap') as done \gset
select vorrang_api.customer_show('kessel', '2026-11-28 10:00Z') as shown \gset
select is((select jsonb_object_agg(x.key, x.value) from jsonb_each(:'shown'::jsonb) x where x.key like '%_14_days'),
    '{"opened_14_days": 2, "closed_14_days": 1, "escalated_14_days": 1, "late_14_days": 2}', 'SSC-13: the last fourteen days');
select is(jsonb_path_query_array(:'shown', '$.open[*].number'), jsonb_build_array(:one), 'what is open');
select is(jsonb_path_query_array(:'shown', '$.escalated[*].number'), jsonb_build_array(:two), 'what escalated, though it is solved');
select is(:'shown'::jsonb->'escalated'->0->>'escalated', '2026-11-26 11:05', 'and when');

-- ---- many at once: none is left behind, and the oldest comes first ----
select vorrang_api.escalation_set('express', '{"level": 2, "at": "response-due", "release_owner": true, "to_channel": "", "notify": "none"}', '2026-11-27Z') is not null as done \gset
create temporary table pending as
select pg_temp.opens('many@elsewhere.example', '2026-11-27 09:00Z', '{"channels": ["express@desk.example"]}') as number, n from generate_series(1, 1100) n;
update vorrang.tickets t set response_due = '2026-11-27 10:00Z'::timestamptz - p.n * interval '1 second', amber_at = '2026-11-27 09:00Z', red_at = '2026-11-27 09:00Z',
       light = 'red', clock_at = '2026-11-27 10:00Z'::timestamptz - p.n * interval '1 second'
  from pending p where p.number = t.number;
do $$ begin while vorrang_api.clock_run(50, '2026-11-27 10:00Z') > 0 loop end loop; end $$;
select is((select count(*) || ' ' || count(distinct e.ticket_number) from vorrang.events e join pending p on p.number = e.ticket_number
            where e.kind = 'escalated' and e.detail->>'level' = '2'), '1100 1100', 'more than a thousand dues that are pending: each is carried out');
select is_empty($$
    select ticket_number from (
        select e.ticket_number, p.n, lead(p.n) over (order by e.id) as next from vorrang.events e join pending p on p.number = e.ticket_number
         where e.kind = 'escalated' and e.detail->>'level' = '2') x
     where next > n $$, 'the oldest first');

select * from finish();
rollback;

-- Other programs are told by calls: by steps, by agents' choice; what an attempt's answer makes of a call; and digests.
begin;
\ir support/world.sql
select plan(57);

create function pg_temp.clock(p_now timestamptz) returns integer
language sql
as $$ select vorrang_api.clock_run(100, p_now) $$;

-- The webhooks of which calls are claimed now, as key/attempt.
create function pg_temp.claims(p_now timestamptz, p_limit integer default 10) returns text
language sql
as $$ select string_agg(c.key || '/' || c.attempt, ' ' order by c.key) from vorrang_api.webhook_claim(p_limit, 30, p_now) c $$;

create function pg_temp.last_call(p_key text) returns vorrang.webhook_calls
language sql stable
as $$ select c from vorrang.webhook_calls c where c.webhook_id = vorrang.webhook_id(p_key) order by c.id desc limit 1 $$;

create function pg_temp.answers(p_key text, p_code integer, p_now timestamptz, p_retry_after integer default 0) returns text
language sql
as $$ select vorrang_api.webhook_done(c.id, c.attempt, p_code, 'said so', p_retry_after, p_now) from pg_temp.last_call(p_key) c $$;

-- ---- the noun ----
select throws_ok($$ select vorrang_api.webhook_set('chat', '{}', '2026-11-25Z') $$, 'VR004', 'a new webhook needs an address', 'without an address there is none');
select throws_ok($$ select vorrang_api.webhook_set('chat', '{"url": "ftp://chat.example/"}', '2026-11-25Z') $$, 'VR003', null, 'nor with one that is not of the web');
select vorrang_api.webhook_set('chat', '{"url": "https://chat.example/hook"}', '2026-11-25Z') as made \gset
select ok((:'made'::jsonb->>'secret') ~ '^whsec_[A-Za-z0-9+/]{43}=$', 'a secret of 32 bytes is told when it is made');
select is(vorrang_api.webhook_show('chat', '2026-11-25Z') ? 'secret', false, 'and never again');
select is(vorrang_api.webhook_set('chat', '{"url": "https://chat.example/other"}', '2026-11-25Z') ? 'secret', false, 'a change keeps it');
select vorrang_api.webhook_set('crm', '{"url": "http://127.0.0.1:9/crm"}', '2026-11-25Z') is not null as done \gset
select is((select count(distinct w.secret) from vorrang.webhooks w), 2::bigint, 'each has its own');
select vorrang_api.webhook_set('chat', '{"new_secret": true}', '2026-11-25 10:00Z') as made2 \gset
select isnt(:'made2'::jsonb->>'secret', :'made'::jsonb->>'secret', 'another one');
select vorrang_api.webhook_try('chat', '{}', '2026-11-25 10:00Z') as tried \gset
select is((select (c.secret = substr(:'made2'::jsonb->>'secret', 7), c.old_secret = substr(:'made'::jsonb->>'secret', 7))::text
             from vorrang_api.webhook_claim(10, 30, '2026-11-25 10:00Z') c),
    '(t,t)', 'for a day both sign');
select pg_temp.answers('chat', 200, '2026-11-25 10:00Z') as done \gset
select vorrang_api.webhook_try('chat', '{}', '2026-11-26 10:00Z') as tried \gset
select is((select c.old_secret from vorrang_api.webhook_claim(10, 30, '2026-11-26 10:00Z') c), null, 'then the new one alone');
select pg_temp.answers('chat', 200, '2026-11-26 10:00Z') as done \gset
delete from vorrang.webhook_calls;

-- ---- a step ----
select vorrang_api.escalation_set('express', '{"level": 1, "at": "response-due", "notify": "none", "webhook": "chat"}', '2026-11-25Z') is not null as done \gset
select is(vorrang_api.escalation_show('express', '2026-11-25Z')->0->>'webhook', 'chat', 'a step calls it');
select throws_ok($$ select vorrang_api.webhook_remove('chat', '{}', '2026-11-25Z') $$, 'VR003', 'webhook ''chat'' is still needed: a step of channel ''express'' calls it', 'so it stays');
select throws_ok($$ select vorrang_api.escalation_set('express', '{"webhook": "nobody"}', '2026-11-25Z') $$, 'VR001', null, 'none that is not there');
select pg_temp.opens('unknown@elsewhere.example', '2026-11-25 10:00Z', '{"channels": ["express@desk.example"]}') as x \gset
select pg_temp.clock('2026-11-25 10:01Z') as n \gset
select is((select array_agg(c.kind) from vorrang.webhook_calls c where c.ticket_number = :x), '{escalated}', 'TS-31, SSC-12: the step makes one call');
select pg_temp.clock('2026-11-25 10:02Z') as n \gset
select vorrang.take_step(:x, e, 'response', '2026-11-25 10:01:00Z', '2026-11-25 10:05Z')
  from vorrang.escalations e join vorrang.channels c on c.id = e.channel_id where c.key = 'express' and e.level = 1;
select is((select count(*) from vorrang.webhook_calls), 1::bigint, 'and no second for its occasion');
select (pg_temp.last_call('chat')).body::jsonb as body \gset
select is(:'body'::jsonb - 'data', '{"type": "ticket.escalated", "timestamp": "2026-11-25T10:01:00.000000Z"}'::jsonb, 'its type and instant');
select is(:'body'::jsonb->'data', jsonb_build_object(
    'ticket', :x, 'subject', 'Outage', 'class', '-', 'status', 'new', 'light', 'red', 'priority', 'normal', 'due', '2026-11-25T10:01:00.000000Z',
    'received', '2026-11-25T10:00:00.000000Z', 'channel', 'lead', 'owner', null, 'customer', null,
    'level', 1, 'step', 'response-due', 'clock', 'response', 'missed', '2026-11-25T10:01:00.000000Z'), 'and what it says: no word of a mail, no token');

-- ---- attempts ----
select is(pg_temp.claims('2026-11-25 10:02Z'), 'chat/1', 'it is made');
select is(pg_temp.claims('2026-11-25 10:02Z'), null, 'by nobody else meanwhile');
select vorrang_api.webhook_try('chat', '{}', '2026-11-25 10:02:01Z') as tried \gset
select vorrang_api.webhook_try('crm', '{}', '2026-11-25 10:02:01Z') as tried \gset
select is(pg_temp.claims('2026-11-25 10:02:02Z'), 'crm/1', 'a receiver that is slow holds up its own calls and no others');
select is(pg_temp.answers('crm', null, '2026-11-25 10:02:02Z'), 'waiting', 'nobody answers: it waits');
select is(pg_temp.claims('2026-11-25 10:02:02.9Z'), null, 'a second');
select is(pg_temp.claims('2026-11-25 10:02:03Z'), 'crm/2', 'and comes again');
select throws_ok($$ select vorrang_api.webhook_done(c.id, 1, 200, '', 0, '2026-11-25 10:02:03Z') from pg_temp.last_call('crm') c $$, 'VR005', null,
    'an attempt that is not the current one says nothing');
select is(pg_temp.answers('crm', 503, '2026-11-25 10:02:03Z', 120), 'waiting', 'it has enough, for two minutes');
select vorrang_api.webhook_try('crm', '{}', '2026-11-25 10:02:04Z') as tried \gset
select is(pg_temp.claims('2026-11-25 10:02:10Z'), null, 'then no other call of it is made either');
select is(pg_temp.claims('2026-11-25 10:02:30.5Z'), 'chat/2', 'a lease that ran out: the call is made again');
select is((select array_agg(distinct c.attempt) from vorrang.webhook_calls c where c.kind = 'escalated'), '{2}', 'the same call');
select is((select vorrang_api.webhook_done(c.id, 2, 204, '', 0, '2026-11-25 10:02:31Z') from vorrang.webhook_calls c where c.kind = 'escalated'), 'delivered', 'taken');
select is(pg_temp.claims('2026-11-25 10:02:31Z'), 'chat/1', 'the next of it at once');
select is(pg_temp.answers('chat', 400, '2026-11-25 10:02:31Z'), 'waiting', 'refused: it waits');
select vorrang_api.webhook_try('chat', '{}', '2026-11-25 10:02:31Z') as tried \gset
select is(pg_temp.claims('2026-11-25 10:02:31.5Z'), 'chat/1', 'and holds up no other');
select is(pg_temp.answers('chat', 200, '2026-11-25 10:02:31.5Z'), 'delivered', 'which is taken');
select is(pg_temp.claims('2026-11-25 10:04:03Z', 1), 'chat/2', 'no more at once than wanted');
select is(pg_temp.claims('2026-11-25 10:04:03Z', 1), 'crm/1', 'the other with the next: first what was never tried');
select is(pg_temp.answers('crm', 410, '2026-11-25 10:04:03Z'), 'failed', 'gone for good: it fails at once');
select is(vorrang.webhook_pause(1) || ' ' || vorrang.webhook_pause(4) || ' ' || vorrang.webhook_pause(30), '00:00:01 00:00:08 00:05:00', 'pauses grow to 5 minutes');
select is(vorrang_api.webhook_done(c.id, c.attempt, 500, '', 0, '2026-11-26 10:02:01Z'), 'failed', 'a day of attempts: it fails')
  from vorrang.webhook_calls c where c.webhook_id = vorrang.webhook_id('chat') and c.state = 'waiting';
select is((select jsonb_build_object('waiting', j->'waiting', 'delivered', j->'delivered', 'failed', j->'failed', 'error', j->'error')
             from vorrang_api.webhook_show('crm', '2026-11-26Z') j),
    '{"waiting": 1, "delivered": 0, "failed": 1, "error": "said so"}'::jsonb, 'the admin sees how it stands');
select is((select array_agg(x->>'state') from jsonb_array_elements(vorrang_api.webhook_calls('crm', '{}', '2026-11-26Z')) x), '{failed,waiting}', 'and each call');
select is(vorrang_api.webhook_retry('crm', '{}', '2026-11-26 11:00Z')->>'again', '2', 'and makes them again');
select is(pg_temp.claims('2026-11-26 11:00Z'), 'crm/3', 'at once');
select is(vorrang_api.webhooks_keep('2026-12-27Z'), 3, 'what is done with is forgotten after 30 days');

-- ---- an agent ----
select throws_ok($$ select vorrang_api.agent_set('anna', '{"notify": ["new=webhook"]}', '2026-11-25Z') $$, 'VR004', null, 'a way that leads nowhere is none');
select throws_ok($$ select vorrang_api.agent_set('anna', '{"notify": ["new=digest"]}', '2026-11-25Z') $$, 'VR004', null, 'neither is a digest without a time');
select throws_ok($$ select vorrang_api.agent_set('anna', '{"digest": ["25:00"]}', '2026-11-25Z') $$, 'VR004', null, 'nor a time that is none');
delete from vorrang.webhook_calls;
select vorrang_api.agent_set('anna', '{"webhook": "chat", "notify": ["new=webhook", "wrote=digest", "note=inbox,digest"], "digest": ["9:00", "16:30"]}', '2026-11-25 08:30Z') as a \gset
select is((:'a'::jsonb->'webhook', :'a'::jsonb->'digest', :'a'::jsonb->'notify')::text, '("""chat""","[""09:00"", ""16:30""]","[""new=webhook"", ""note=digest,inbox"", ""wrote=digest""]")', 'it is kept as it was given');
select is((select a.digest_at from vorrang.agents a where a.key = 'anna'), '2026-11-25 15:30Z', 'the next in her zone: half past four in Berlin');
select throws_ok($$ select vorrang_api.webhook_remove('chat', '{}', '2026-11-25Z') $$, 'VR003', null, 'it is needed');
select pg_temp.opens('unknown@elsewhere.example', '2026-11-25 11:00Z', '{"subject": "One"}') as one \gset
select is((select string_agg(c.kind || ' ' || (c.body::jsonb->'data'->>'to'), ',') from vorrang.webhook_calls c), 'new anna', 'TS-57: she is told by a call');
select vorrang.set_owner(:one, pg_temp.agent('anna'), '2026-11-25 11:01Z', 'anna', 'imap') as done \gset
select pg_temp.follow_up(:one, 'unknown@elsewhere.example', '2026-11-25 11:10Z') is not null as done \gset
select is((select count(*) from vorrang.notices n where n.agent_id = pg_temp.agent('anna') and n.kind = 'wrote'), 0::bigint, 'of what waits for the digest no row');
select pg_temp.clock('2026-11-25 15:29:59Z') as n \gset
select is((select count(*) from vorrang.notices n where n.kind = 'digest'), 0::bigint, 'not before its time');
select ok(vorrang_api.clock_next_at('2026-11-25 15:29:59Z') <= '2026-11-25 15:30Z', 'for which the clock wakes');
do $$ begin for i in 1..5 loop perform vorrang_api.clock_run(100, '2026-11-25 15:30Z'); end loop; end $$;
select is((select array_agg(n.detail->'lines') from vorrang.notices n where n.kind = 'digest'),
    array[jsonb_build_array(jsonb_build_object('number', :one, 'subject', 'One', 'class', '-', 'kind', 'wrote', 'at', '11-25 12:10', 'by', null,
        'due', vorrang.local_minute(vorrang.effective_due(pg_temp.ticket(:one)), 'Europe/Berlin', '2026-11-25 15:30Z'), 'customer', null))],
    'TS-57: then one digest says all of it');
select is((select a.digest_at from vorrang.agents a where a.key = 'anna'), '2026-11-26 08:00Z', 'the next tomorrow at nine');
do $$ begin for i in 1..5 loop perform vorrang_api.clock_run(100, '2026-11-26 08:00Z'); end loop; end $$;
select is((select count(*) from vorrang.notices n where n.kind = 'digest'), 1::bigint, 'which has nothing to say and does not come');
select pg_temp.follow_up(:one, 'unknown@elsewhere.example', '2026-11-26 08:10Z') is not null as done \gset
select vorrang.set_owner(:one, null, '2026-11-26 08:11Z', 'vorrang', 'clock') as done \gset
select vorrang.set_channel(:one, pg_temp.channel('lead'), '2026-11-26 08:11Z', 'vorrang', 'clock') as done \gset
do $$ begin for i in 1..5 loop perform vorrang_api.clock_run(100, '2026-11-26 15:30Z'); end loop; end $$;
select is((select count(*) from vorrang.notices n where n.kind = 'digest'), 1::bigint, 'of what she may not see any more it says nothing');
select is((select count(*) from vorrang.digest_lines), 0::bigint, 'and it is not kept');

select * from finish();
rollback;

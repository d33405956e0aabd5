-- Leave or sickness holds nothing up (TS-30). Times are those of the world's calendars: 25 November 2026 is a Wednesday.
begin;
\ir support/world.sql
select plan(31);

create function pg_temp.owner(p_ticket bigint) returns text
language sql stable
as $$ select a.key from vorrang.tickets t join vorrang.agents a on a.id = t.owner_id where t.number = p_ticket $$;
create function pg_temp.due(p_ticket bigint, p_due timestamptz) returns boolean
language sql volatile
as $$ update vorrang.tickets set response_due = p_due where number = p_ticket returning true $$;
create function pg_temp.absent(p_agent text, p jsonb, p_now timestamptz) returns jsonb
language sql volatile
as $$ select vorrang_api.agent_absent(p_agent, p, p_now) $$;
create function pg_temp.refused(p_sql text) returns text
language plpgsql
as $$
begin
    execute p_sql;
    return null;
exception when others then
    return sqlstate || ' ' || sqlerrm;
end
$$;

select pg_temp.opens('kunde@heyer.example', '2026-11-25 09:00Z') as soon \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 09:00Z') as later \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 09:00Z') as waits \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 09:00Z') as others \gset
select bool_and(vorrang.set_owner(n, pg_temp.agent(o), '2026-11-25 09:01Z', o, 'imap')) as done
  from (values (:soon, 'anna'), (:later, 'anna'), (:waits, 'anna'), (:others, 'bernd')) as x (n, o) \gset
select pg_temp.due(:later, '2026-12-14 10:00Z') as done \gset
select vorrang.set_status(:waits, 'waiting', '2026-11-25 09:02Z', 'anna', 'imap') as done \gset

-- Planned: nothing happens before its day.
select is(pg_temp.absent('anna', '{"from": "2026-11-26", "until": "2026-12-11"}', '2026-11-25 09:10Z')->'absences',
    '[{"from": "2026-11-26", "until": "2026-12-11", "source": "admin"}]', 'a planned absence stands there');
select is(vorrang_api.agent_show('anna', '2026-11-25 09:10Z')->>'absent_until', null, 'and she is here');
select is(pg_temp.owner(:soon), 'anna', 'hers until then');
select is(vorrang.next_absence_at(), '2026-11-25 23:00Z', 'TS-30: it begins at midnight of her zone');
select ok(vorrang_api.clock_next_at('2026-11-25 09:10Z') <= '2026-11-25 23:00Z', 'the clock knows of it');
-- An hour before midnight: as if every other clock had run.
update vorrang.tickets set clock_at = null;
select is(vorrang_api.clock_run(50, '2026-11-25 22:59Z'), 0, 'not a minute early');
select is(vorrang_api.clock_run(50, '2026-11-25 23:00Z'), 1, 'then it begins');
select is(vorrang_api.clock_run(50, '2026-11-25 23:00Z'), 0, 'once');
select is(vorrang_api.agent_show('anna', '2026-11-26 09:10Z')->>'absent_until', '2026-12-11T23:00:00.000000Z', 'away until the end of her last day');
select is(pg_temp.owner(:soon), null, 'TS-30: what is due meanwhile has no owner');
select is(pg_temp.owner(:later), 'anna', 'what is due after her return stays hers');
select is(pg_temp.owner(:waits), 'anna', 'what waits for the customer, too');
select is(pg_temp.owner(:others), 'bernd', 'nobody else''s is touched');
select is((select (e.by, e.via, e.detail)::text from vorrang.events e where e.ticket_number = :soon and e.kind = 'owner' order by e.id desc limit 1),
    '(vorrang,clock,"{""from"": ""anna"", ""until"": ""2026-12-11T23:00:00.000000Z"", ""reason"": ""absent""}")', 'history says why');
select ok(exists (select from vorrang.ticket_changes c where c.ticket_number = :soon), 'its rows change');

-- The customer answers what waited: nobody is there to see it, so it is everybody's (CC-14).
select pg_temp.follow_up(:waits, 'kunde@heyer.example', '2026-11-26 10:00Z') as done \gset
select is(pg_temp.owner(:waits), null, 'CC-14: an answer that she would miss goes to the pool');

-- A colleague hands over: only what she will be there for.
select is(vorrang.refusal_of_absent(pg_temp.ticket(:soon), pg_temp.agent('anna'), '2026-11-26 10:00Z'),
    'Anna Berg is away until 2026-12-12 00:00, and it is due before. Give it to somebody else', 'a refusal says until when');
select is(vorrang.refusal_of_absent(pg_temp.ticket(:later), pg_temp.agent('anna'), '2026-11-26 10:00Z'), null, 'not of what is due later');
select is(vorrang.refusal_of_line(pg_temp.ticket(:soon), (select a from vorrang.agents a where a.key = 'bernd'), 'assign', 'anna', '2026-11-26 10:00Z'),
    'Anna Berg is away until 2026-12-12 00:00, and it is due before. Give it to somebody else', '#assign says so, too');

-- She works all the same: what she takes is hers.
select vorrang.set_status(:soon, 'waiting', '2026-11-26 11:00Z', 'bernd', 'imap') as done \gset
select vorrang.set_owner(:soon, pg_temp.agent('anna'), '2026-11-26 11:00Z', 'anna', 'imap') as done \gset
select vorrang.set_status(:soon, 'in-progress', '2026-11-26 11:01Z', 'anna', 'imap') as done \gset
select is(pg_temp.owner(:soon), 'anna', 'her own doing is not undone');
select vorrang.set_status(:soon, 'waiting', '2026-11-26 11:02Z', 'anna', 'imap') as done \gset
select vorrang.set_status(:soon, 'in-progress', '2026-11-26 11:03Z', 'bernd', 'imap') as done \gset
select is(pg_temp.owner(:soon), null, 'that of a colleague is');

-- Longer than planned.
select pg_temp.absent('anna', '{"until": "2026-12-20"}', '2026-12-02 10:00Z') as done \gset
select is(pg_temp.owner(:later), null, 'longer: what is due in the time that was added is released at once');
select is((select count(*) from vorrang.absences), 1::bigint, 'still one absence');

-- Back before that.
select is(pg_temp.absent('anna', '{"back": true}', '2026-12-03 08:00Z')->>'absent_until', null, 'back');
select is(pg_temp.refused($$select vorrang_api.agent_absent('anna', '{"back": true}', '2026-12-03 08:01Z')$$), 'VR001 Anna Berg is not absent', 'once');
select is(pg_temp.refused($$select vorrang_api.agent_absent('anna', '{"from": "2026-12-10", "until": "2026-12-09"}', '2026-12-03 08:01Z')$$),
    'VR003 that absence would end before it begins', 'time goes forward');
select pg_temp.absent('anna', '{"from": "2026-12-20"}', '2026-12-03 08:01Z') as done \gset
select is(pg_temp.absent('anna', '{"from": "2026-12-20", "back": true}', '2026-12-03 08:02Z')->'absences', '[]', 'a planned one is taken back');

-- The agent's own vacation rule, told again and again.
select pg_temp.absent('anna', '{"source": "sieve"}', '2026-12-03 09:00Z') as done \gset
select pg_temp.absent('anna', '{"source": "sieve"}', '2026-12-03 09:05Z') as done \gset
select is(pg_temp.absent('anna', '{"source": "sieve"}', '2026-12-03 09:10Z')->'absences', '[{"from": "2026-12-03", "until": null, "source": "sieve"}]',
    'N-14: her vacation rule is one absence however often it is told');
select is(vorrang_api.agent_show('anna', '2026-12-03 09:10Z')->>'absent_until', 'unknown', 'nobody knows how long');
select is(pg_temp.refused($$select vorrang_api.agent_absent('anna', '{"source": "sieve", "back": true}', '2026-12-03 09:15Z')$$), null, 'the rule is off');
select is(pg_temp.refused($$select vorrang_api.agent_absent('anna', '{"source": "sieve", "back": true}', '2026-12-03 09:20Z')$$), null, 'and off again');

select * from finish();
rollback;

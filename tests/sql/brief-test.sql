-- The morning brief (N-16). 25 November 2026 is a Wednesday; the office opens at 9:00 in Berlin, 8:00 UTC.
begin;
\ir support/world.sql
select plan(19);

create function pg_temp.briefs(p_agent text) returns bigint
language sql stable
as $$
    select count(*) from vorrang.notices n join vorrang.agents a on a.id = n.agent_id
     where a.key = p_agent and n.kind = 'brief' and n.done_at is null
$$;
create function pg_temp.part(p_agent text, p_part text) returns text
language sql stable
as $$
    select coalesce(string_agg(x->>'number', ' ' order by o), '')
    from vorrang.notices n join vorrang.agents a on a.id = n.agent_id
    cross join lateral jsonb_array_elements(n.detail->p_part) with ordinality as e (x, o)
    where a.key = p_agent and n.kind = 'brief' and n.done_at is null
$$;

update vorrang.channels set calendar_id = (select k.id from vorrang.calendars k where k.key = 'office');
select is((vorrang_api.agent_set('anna', '{"brief": true}', '2026-11-25 09:00Z')->>'brief')::boolean, true, 'she wants briefs');
select is((select a.brief_at from vorrang.agents a where a.key = 'anna'), '2026-11-26 08:00Z', 'N-16: the next when her calendar opens');
select is(vorrang.next_brief(), '2026-11-26 08:00Z', 'the clock knows of it');
select is(vorrang.next_brief_at((select a from vorrang.agents a where a.key = 'anna'), '2026-11-27 09:00Z'), '2026-11-30 08:00Z', 'over a weekend');
select is(vorrang.next_brief_at((select a from vorrang.agents a where a.key = 'anna'), '2026-12-24 09:00Z'), '2026-12-28 08:00Z', 'over a holiday');

select pg_temp.opens('kunde@heyer.example', '2026-11-25 09:00Z') as soon \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 09:00Z') as later \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 09:00Z') as nobodys \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 09:00Z') as released \gset
select bool_and(vorrang.set_owner(n, pg_temp.agent('anna'), '2026-11-25 09:01Z', 'anna', 'imap')) as done
  from unnest(array[:soon, :later, :released]) n \gset
update vorrang.tickets set response_due = case number when :later then timestamptz '2026-11-27 10:00Z' else '2026-11-26 10:00Z' end;
update vorrang.tickets set clock_at = null;
select pg_temp.has_read('anna', :soon, '2026-11-25 10:00Z') as done \gset
select outcome from pg_temp.reply('anna', :later, '2026-11-25 10:01Z', '{"lines": [{"word": "open", "args": ""}], "time_minutes": 10}') \gset
select outcome from pg_temp.reply('anna', :soon, '2026-11-25 10:02Z', '{"lines": [{"word": "open", "args": ""}]}') \gset
update vorrang.tickets set response_running = true, response_due = case number when :later then timestamptz '2026-11-27 10:00Z' else '2026-11-26 10:00Z' end;
select vorrang.set_owner(:released, null, '2026-11-25 11:00Z', 'vorrang', 'clock', '{"reason": "absent"}') as done \gset
update vorrang.tickets set clock_at = null;

select is(vorrang_api.clock_run(50, '2026-11-26 07:59Z'), 0, 'not a minute early');
select is(vorrang_api.clock_run(50, '2026-11-26 08:00Z'), 1, 'then it is written');
select is(vorrang_api.clock_run(50, '2026-11-26 08:00Z'), 0, 'once');
select is(pg_temp.briefs('anna'), 1::bigint, 'one notice');
select is(pg_temp.briefs('bernd'), 0::bigint, 'who wants none has none');
select is(pg_temp.part('anna', 'due'), :'soon', 'N-16: hers, due before noon');
select is(pg_temp.part('anna', 'due_unowned'), format('%s %s', :nobodys, :released), 'nobody''s, due before noon');
select is(pg_temp.part('anna', 'waiting'), :'later', 'hers, due later');
select is(pg_temp.part('anna', 'released'), :'released', 'taken off her while she was away');
select is(pg_temp.part('anna', 'unbooked'), :'soon', 'she wrote, and booked no time');

select is(vorrang_api.clock_run(50, '2026-11-27 08:00Z'), 1, 'the next morning');
select is(pg_temp.briefs('anna'), 1::bigint, 'yesterday''s went');
select vorrang_api.agent_absent('anna', '{}', '2026-11-29 10:00Z') is not null as done \gset
select vorrang_api.clock_run(50, '2026-11-30 08:00Z') as done \gset
select is((select count(*) from vorrang.notices n where n.kind = 'brief' and n.at = '2026-11-30 08:00Z'), 0::bigint, 'who is away has none');
select is((select a.brief_at from vorrang.agents a where a.key = 'anna'), '2026-12-01 08:00Z', 'and the next is asked for');

select * from finish();
rollback;

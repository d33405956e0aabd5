-- Time entries: what is booked, corrected, covered by a contingent, and what an hour costs.
begin;
\ir support/world.sql
select plan(78);

create function pg_temp.pieces(p_from timestamptz, p_minutes integer, p_customer integer default null) returns text
language sql
as $$
    select string_agg(minutes || '@' || percent, ' ' order by starts_at)
      from vorrang.surcharge_pieces(p_customer, p_from, p_from + make_interval(mins => p_minutes))
$$;
create function pg_temp.books(p_agent text, p_ticket bigint, p_now timestamptz, p_minutes integer, p_comment text default '', p jsonb default '{}')
returns text
language plpgsql
as $$
declare
    v_sentence text;
begin
    select r.sentence into v_sentence from pg_temp.reply(p_agent, p_ticket, p_now,
        jsonb_build_object('note', true, 'time_minutes', p_minutes, 'time_comment', p_comment) || p) r;
    return coalesce(v_sentence, (
        select concat_ws(' ', e.minutes, coalesce(w.key, '-'), nullif(e.comment, ''), case when e.billable then 'billable' else 'free' end,
                         (select string_agg(d.minutes::text, '+') from vorrang.contingent_draws(e.id) d))
          from vorrang.time_entries e left join vorrang.work_types w on w.id = e.work_type_id
         where e.ticket_number = p_ticket order by e.id desc limit 1));
end
$$;
create function pg_temp.last(p_ticket bigint) returns text
language sql
as $$ select max(e.id)::text from vorrang.time_entries e where e.ticket_number = p_ticket $$;
create function pg_temp.detail(p_ticket bigint, p_kind text) returns jsonb
language sql
as $$ select e.detail - 'entry' from vorrang.events e where e.ticket_number = p_ticket and e.kind = p_kind order by e.id desc limit 1 $$;
create function pg_temp.sum_of(p_ticket bigint) returns bigint
language sql
as $$ select sum(e.minutes) from vorrang.time_entries e where e.ticket_number = p_ticket $$;
create function pg_temp.balance(p_key text, p_now timestamptz) returns integer
language sql
as $$ select ((vorrang_api.contingent_show(p_key, p_now)->>'balance')::integer / 60) $$;

-- ---- money ----
select is((select minor || currency from vorrang.money_of('120.00 EUR')), '12000EUR', 'an amount is cents');
select is((select minor || currency from vorrang.money_of('120,5eur')), '12050EUR', 'with a comma, too');
select is((select minor || currency from vorrang.money_of('900 JPY')), '900JPY', 'a yen has no cents');
select throws_ok($$ select vorrang.money_of('1.200,00 EUR') $$, 'VR003', null, 'thousands are not told from decimals');
select throws_ok($$ select vorrang.money_of('9.50 JPY') $$, 'VR003', null, 'nor has it any');

-- ---- recording ----
select vorrang_api.work_type_set('onsite', '{"name": "On site"}', '2026-01-01Z') is not null as done \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 08:00Z') as t \gset
select pg_temp.opens('niemand@nowhere.example', '2026-11-25 08:00Z') as u \gset
select is(pg_temp.books('anna', :t, '2026-11-25 10:00:30Z', 25, 'onsite changed the switch'), '25 onsite changed the switch free',
    'TS-70: the first word is a work type; what the contract includes is free');
select is((select started_at from vorrang.time_entries where id = pg_temp.last(:t)::bigint), '2026-11-25 09:35Z',
    'TS-70: the work began so long before, to the minute');
select is(pg_temp.books('anna', :u, '2026-11-25 10:00Z', 10, 'looked at it'), '10 - looked at it billable', 'TS-70: other words are text');
select is(pg_temp.books('anna', :u, '2026-11-25 10:30Z', 60, '', '{"time_start": 1290}'), '60 - billable', 'TS-70: with a beginning');
select is((select started_at from vorrang.time_entries where id = pg_temp.last(:u)::bigint), '2026-11-24 20:30Z',
    'TS-70: 21:30 was yesterday, in the channel''s zone');

-- ---- corrections: zammad #1323 ----
select is(vorrang_api.time_correct(pg_temp.last(:u), '{"minutes": 2700, "text": "three quarters"}', '2026-11-25 11:00Z')
              - '{id,corrects,project,bill,contingent}'::text[],
    jsonb_build_object('ticket', :u, 'agent', 'anna', 'from', '2026-11-24 21:30', 'minutes', 45, 'work_type', null, 'text', 'three quarters',
        'billable', true, 'state', 'recorded', 'customer', null), 'zammad #1323: a wrong entry is corrected');
select is((select string_agg(minutes || vorrang.entry_state(id), ' ' order by id) from vorrang.time_entries where ticket_number = :u),
    '10recorded 60corrected -60corrected 45recorded', 'TS-70: by later entries, nothing is overwritten');
select is(pg_temp.sum_of(:u), 55::bigint, 'TS-70: and the sum is right');
select is(pg_temp.detail(:u, 'time-corrected'), '{"minutes": -60}', 'TS-70: the history has it');
select throws_ok(format($$ select vorrang_api.time_correct('%s', '{"minutes": 60}', '2026-11-25 11:01Z') $$,
        (select min(id) from vorrang.time_entries where ticket_number = :u and minutes = 60)), 'VR002', null, 'TS-70: an entry is corrected once');
select is(vorrang_api.time_correct(pg_temp.last(:u), '{"minutes": 0}', '2026-11-25 11:02Z')->>'minutes', '-45', 'TS-70: nothing takes its place');
select is(pg_temp.sum_of(:u), 10::bigint, 'TS-70: what is left');
select throws_ok($$ select vorrang_api.time_correct('999999', '{}', '2026-11-25Z') $$, 'VR001', null, 'there is no such entry');
select throws_ok(format($$ select vorrang_api.time_add('%s', '{"agent": "anna", "minutes": 3600, "from": "2026-11-25 23:30"}', '2026-11-25 12:00Z') $$, :u),
    'VR003', null, 'work ends before it is booked');
select throws_ok(format($$ select vorrang_api.time_add('%s', '{"agent": "anna", "minutes": 90000}', '2026-11-25 12:00Z') $$, :u), 'VR003', null, 'a day has 24 hours');
select is(vorrang_api.time_add(:'u', '{"agent": "bernd", "minutes": 1800, "from": "2026-11-20 09:00", "work_type": "onsite", "billable": false}', '2026-11-25 12:00Z')
              ->>'state', 'recorded', 'TS-70: the admin books for an agent');
select is(pg_temp.detail(:u, 'time'), '{"minutes": 30, "billable": false, "overridden": true}', 'SSC-04: and says that it is free, which the history tells');
select is(jsonb_array_length(vorrang_api.time_list('{"agent": "bernd", "from": "2026-11-20", "until": "2026-11-20"}')), 1, 'the list of a day');
select is(jsonb_array_length(vorrang_api.time_list('{"state": "corrected"}')), 4, 'and of a state');

select is(pg_temp.books('bernd', :u, '2026-11-25 12:10Z', 15, '', '{"lines": [{"word": "correct", "args": "0:15"}]}'), '15 onsite free',
    'TS-70: #correct puts another time in the place of the agent''s last one; what it does not say stays');
select is((select string_agg(minutes::text, ' ' order by id) from vorrang.time_entries where ticket_number = :u and agent_id = pg_temp.agent('bernd')), '30 -30 15', 'TS-70: by two more entries');
select is(pg_temp.books('bernd', :u, '2026-11-25 12:11Z', 0, '', '{"lines": [{"word": "correct", "args": "0"}]}'), '-15 onsite free', 'TS-70: #correct 0: it was none');
select matches(pg_temp.books('bernd', :u, '2026-11-25 12:12Z', 5, '', '{"lines": [{"word": "correct", "args": "5m"}]}'), 'no time of yours', 'TS-70: nothing is left to correct');

-- ---- automatic time ----
select vorrang_api.channel_set('support', '{"auto_time": 1200}', '2026-11-25Z') is not null as done \gset
select pg_temp.opens('niemand@nowhere.example', '2026-11-25 13:00Z') as v \gset
select pg_temp.has_read('anna', :v, '2026-11-25 13:10Z');
select is((select outcome from pg_temp.reply('anna', :v, '2026-11-25 13:17:20Z')), 'reply', 'a reply without #time');
select is(pg_temp.sum_of(:v), 8::bigint, 'TS-70: books from reading to sending, begun minutes are whole');
select is((select outcome from pg_temp.reply('anna', :v, '2026-11-25 15:00Z')), 'reply', 'another, hours later');
select is(pg_temp.sum_of(:v), 28::bigint, 'TS-70: at most what the channel says');
select is((select outcome from pg_temp.reply('anna', :v, '2026-11-25 15:10Z', '{"note": true}')), 'note', 'a note');
select is(pg_temp.sum_of(:v), 28::bigint, 'TS-70: books nothing by itself');
select vorrang_api.channel_set('support', '{"auto_time": 0}', '2026-11-25Z') is not null as done \gset

-- ---- rates ----
create function pg_temp.rate(p_contract text, p_customer text, p_agent text, p_type text, p_day date default '2026-11-25') returns text
language sql
as $$
    select coalesce((vorrang.rate_of((select id from vorrang.contracts where key = p_contract), (select id from vorrang.customers where key = p_customer),
        pg_temp.agent(p_agent), (select id from vorrang.work_types where key = p_type), p_day)).key, 'none')
$$;
select is(pg_temp.rate(null, 'heyer', 'anna', 'onsite'), 'none', 'TS-73: no rate');
select count(vorrang_api.rate_set(r.key, r.fields, '2026-01-01Z')) as done
  from (values ('default', '{"hour": "90 EUR"}'::jsonb), ('onsite', '{"hour": "110 EUR", "work_type": "onsite"}'),
               ('anna', '{"hour": "100 EUR", "agent": "anna"}'), ('anna-onsite', '{"hour": "120 EUR", "agent": "anna", "work_type": "onsite"}'),
               ('heyer', '{"hour": "80 EUR", "customer": "heyer"}'), ('heyer-onsite', '{"hour": "95 EUR", "customer": "heyer", "work_type": "onsite"}'),
               ('heyer-2027', '{"hour": "85 EUR", "customer": "heyer", "from": "2027-01-01"}'),
               ('kessel-2026', '{"hour": "70 EUR", "contract": "kessel-2026"}')) as r (key, fields) \gset
select is(pg_temp.rate(null, 'nordit', 'bernd', null), 'default', 'TS-73: the default');
select is(pg_temp.rate(null, 'nordit', 'bernd', 'onsite'), 'onsite', 'TS-73: the work type before the default');
select is(pg_temp.rate(null, 'nordit', 'anna', 'onsite'), 'anna-onsite', 'TS-73: agent and work type before either');
select is(pg_temp.rate(null, 'nordit', 'anna', null), 'anna', 'TS-73: the agent');
select is(pg_temp.rate(null, 'heyer', 'anna', null), 'heyer', 'TS-73: the customer before the agent');
select is(pg_temp.rate(null, 'heyer', 'anna', 'onsite'), 'heyer-onsite', 'breeze #4615: work types have rates; what says more goes before what says less (TS-73)');
select is(pg_temp.rate(null, 'heyer', 'anna', null, '2027-01-01'), 'heyer-2027', 'TS-73: from its first day');
select is(pg_temp.rate('kessel-2026', 'kessel', 'anna', 'onsite'), 'kessel-2026', 'TS-73: the contract before all');
select throws_ok($$ select vorrang_api.rate_set('twice', '{"hour": "1 EUR", "customer": "heyer"}', '2026-01-01Z') $$, 'VR003', null, 'TS-73: two rates for the same');
select throws_ok($$ select vorrang_api.rate_set('none', '{"customer": "heyer"}', '2026-01-01Z') $$, 'VR004', null, 'TS-73: a rate is some');

-- ---- surcharges: zammad #1007 ----
select vorrang_api.surcharge_set('night', '{"percent": 25, "calendar": "office", "hours": ["Mon-Sun 22:00-06:00"]}', '2026-01-01Z') is not null as done \gset
select vorrang_api.surcharge_set('weekend', '{"percent": 50, "calendar": "office", "hours": ["Sat-Sun 00:00-24:00"]}', '2026-01-01Z') is not null as done \gset
select vorrang_api.surcharge_set('holiday', '{"percent": 100, "calendar": "office", "holidays": true}', '2026-01-01Z') is not null as done \gset
select is(pg_temp.pieces('2026-11-25 20:30Z', 60), '30@0 30@25', 'TS-74: cut at 22:00');
select is(pg_temp.pieces('2026-11-26 04:59Z', 2), '1@25 1@0', 'TS-74: to the minute, at 06:00');
select is(pg_temp.pieces('2026-11-27 22:30Z', 60), '30@25 30@50', 'zammad #1007: at 24:00 the weekend begins; the higher one holds');
select is(pg_temp.pieces('2026-11-29 22:30Z', 60), '30@50 30@25', 'TS-74: and ends');
select is(pg_temp.pieces('2026-12-24 22:00Z', 120), '60@25 60@100', 'TS-74: a holiday of the calendar');
select is(pg_temp.pieces('2026-11-25 09:00Z', 60), '60@0', 'TS-74: in the day there is none');
select vorrang_api.surcharge_remove('weekend', '{}', '2026-01-01Z') is not null as done \gset
select is(pg_temp.pieces('2026-10-24 19:30Z', 600), '30@0 540@25 30@0', 'TS-74: the night in which clocks go back has nine hours');
select is(pg_temp.pieces('2026-03-28 20:30Z', 480), '30@0 420@25 30@0', 'TS-74: the one in which they go forward has seven');
select vorrang_api.surcharge_set('two', '{"percent": 75, "calendar": "office", "hours": ["Sun 02:00-03:00"], "customer": "nordit"}', '2026-01-01Z') is not null as done \gset
select is(pg_temp.pieces('2026-10-24 23:30Z', 180, (select id from vorrang.customers where key = 'nordit')), '30@0 120@75 30@0',
    'TS-74: the hour that comes twice is charged twice; a customer''s own surcharges hold instead of the general ones');
select throws_ok($$ select vorrang_api.surcharge_set('bad', '{"percent": 5, "calendar": "office", "hours": ["Mon 25:00-26:00"]}', '2026-01-01Z') $$, 'VR003', null, 'TS-74: hours that are none');

-- ---- contingents ----
select vorrang_api.contingent_set('heyer-2h', '{"contract": "heyer-2026", "minutes": 7200, "from": "2026-11-01"}', '2026-11-25Z') is not null as done \gset
select vorrang_api.customer_set('heyer', '{"kam": "dora"}', '2026-11-25Z') is not null as done \gset
select is(pg_temp.balance('heyer-2h', '2026-11-25Z'), 120, 'TS-78: a month''s minutes');
select is(pg_temp.books('anna', :t, '2026-11-25 16:00Z', 75), '75 - billable 75', 'TS-78: what is booked is taken from it; with a contingent work is billable');
select is(pg_temp.books('bernd', :t, '2026-11-25 16:30Z', 60), '60 - billable 45', 'SSC-22: the last 45 of 60');
select is(pg_temp.detail(:t, 'time'), '{"minutes": 60, "billable": true, "contingent": 45, "beyond": 15}', 'TS-78: 45 + 15, in the history');
select is(pg_temp.balance('heyer-2h', '2026-11-25 17:00Z'), 0, 'TS-78: nothing is left, and never less');
select is(pg_temp.detail(:t, 'contingent'), '{"of": 120, "left": 0, "used": 100, "contingent": "heyer-2h"}', 'TS-78: at 100 percent');
select is((select string_agg(n.detail->>'used', ' ' order by n.id) from vorrang.notices n where n.kind = 'contingent' and n.agent_id = pg_temp.agent('dora')),
    '100', 'TS-78: the key account manager is told once, of what is reached');
select is(vorrang_api.time_correct(pg_temp.last(:t), '{"minutes": 1800}', '2026-11-25 17:00Z')->>'contingent', '30', 'TS-78: a correction gives back, and takes anew');
select is(pg_temp.balance('heyer-2h', '2026-11-25 17:00Z'), 15, 'TS-78: what is left then');
select is((select sum(change) from vorrang.contingent_bookings), 15::bigint, 'TS-78: the ledger''s sum is the balance');
select is(pg_temp.books('anna', :t, '2026-11-25 17:10Z', 20, '', '{"lines": [{"word": "bill", "args": "no"}]}'), '20 - free', 'SSC-04: free work takes nothing');
select is(pg_temp.books('anna', :t, '2026-12-01 09:00Z', 30), '30 - billable 30', 'TS-78: the next month has its own');
select is(pg_temp.books('anna', :t, '2026-12-02 09:00Z', 20, '', '{"time_start": 540}'), '20 - billable 20', 'TS-78: of which it is taken');
select is(vorrang_api.customer_show('heyer', '2026-12-03Z')->'contingents', '[{"key": "heyer-2h", "left": 70, "of": 120, "from": "2026-12-01", "until": "2026-12-31"}]', 'SSC-22: what is left stands with the customer');
select is((vorrang.cover_facts(:t, true, '2026-12-03Z'))#>>'{contingents,0,left}', '70', 'SSC-22: and on the cover sheet');
select is((vorrang_api.customer_show('heyer', '2026-12-03Z')->>'unbilled_minutes')::integer, 25 + 75 + 30 + 20 + 30 + 20, 'TS-78: and what is not billed');
select is((select balance from vorrang.contingent_periods where starts_on = '2026-11-01'), 15, 'TS-78: the old month''s rest is not carried over');
select is(vorrang_api.time_add(:'t', '{"agent": "anna", "minutes": 1800, "from": "2026-11-30 09:00"}', '2026-12-03 09:00Z')->>'contingent', '15', 'TS-78: work of November takes November''s');
select is(vorrang_api.contingents_keep('2026-12-20Z'), 0, 'TS-78: nothing is left to expire');
select vorrang_api.contingent_set('nordit-h', '{"contract": "nordit-2026", "minutes": 3600, "from": "2026-09-01", "carry_months": 1, "overage": "150 EUR"}', '2026-09-10Z') is not null as done \gset
select pg_temp.opens('kunde@nordit.example', '2026-11-25 08:00Z') as n \gset
select is(vorrang_api.contingents_keep('2026-10-02Z') + vorrang_api.contingents_keep('2026-11-02Z'), 0, 'TS-78: months begin');
select is(pg_temp.balance('nordit-h', '2026-11-25Z'), 120, 'TS-78: October''s rest and November''s minutes');
select is(vorrang_api.contingents_keep('2026-11-25Z'), 1, 'TS-78: September''s expires, two weeks after it could last be used');
select is(pg_temp.books('anna', :n, '2026-11-25 16:00Z', 150), '150 - billable 60+60', 'TS-78: first what ends first');

select * from finish();
rollback;

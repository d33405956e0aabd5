-- Release and bills: what is released is locked, what is billed is billed once, and nothing is forgotten.
begin;
\ir support/world.sql
select plan(64);

create function pg_temp.add(p_ticket bigint, p_from text, p_minutes integer, p jsonb default '{}') returns bigint
language sql
as $$
    select (vorrang_api.time_add(p_ticket::text, jsonb_build_object('agent', 'anna', 'minutes', p_minutes * 60, 'from', p_from) || p,
                                 '2026-12-01 12:00Z')->>'id')::bigint
$$;
create function pg_temp.parts(p_entry bigint) returns text
language sql
as $$
    select string_agg(concat_ws(' ', minutes, source, nullif(hour_minor, 0), surcharge), ', ' order by position)
      from vorrang.time_parts where entry_id = p_entry
$$;
create function pg_temp.billed(p_number text) returns text
language sql
as $$
    select string_agg(l.minutes || '/' || l.billed_minutes || '=' || l.amount_minor, ' ' order by l.position)
      from vorrang.bill_lines l where l.bill_id = vorrang.bill_id(p_number)
$$;
create function pg_temp.heads(p jsonb) returns text
language sql
as $$
    select string_agg(concat_ws(' ', b->>'number', b->>'customer', b->>'net', b->>'gross', b->>'currency'), ', ' order by n)
      from jsonb_array_elements(p->'bills') with ordinality as x (b, n)
$$;
create function pg_temp.held(p jsonb default '{"until": "2026-12-31"}') returns text
language sql
as $$
    select coalesce(string_agg(x.why || ' ' || x.many, ', ' order by x.why), 'nothing')
      from (select h->>'why' as why, count(*) as many from jsonb_array_elements(vorrang_api.bill_held(p, '2026-12-31Z')) h group by 1) x
$$;

select pg_temp.opens('kunde@heyer.example', '2026-11-02 08:00Z') as a \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-02 08:00Z') as b \gset
select pg_temp.opens('kunde@nordit.example', '2026-11-02 08:00Z') as n \gset
select pg_temp.opens('niemand@nowhere.example', '2026-11-02 08:00Z') as u \gset
select count(vorrang_api.contract_set(k || '-2026', '{"time": "billable"}', '2026-11-01Z')) as done from unnest(array['heyer', 'nordit']) k \gset
select is(vorrang_api.contract_show('heyer-2026')->>'time', 'billable', 'work of a contract is billable if it says so');

-- ---- release ----
select vorrang_api.work_type_set('onsite', '{}', '2026-11-01Z') is not null as done \gset
select r.outcome as done from pg_temp.reply('anna', :a, '2026-11-03Z', '{"note": true, "lines": [{"word": "tag", "args": "vpn"}]}') r \gset
select pg_temp.add(:a, '2026-11-10 10:00', 10, '{"text": "one"}') as a1 \gset
select pg_temp.add(:a, '2026-11-11 21:50', 17, '{"text": "two", "work_type": "onsite"}') as a2 \gset
select pg_temp.add(:b, '2026-11-12 10:00', 5) as b1 \gset
select pg_temp.add(:b, '2026-11-13 10:00', 30, '{"billable": false}') as b2 \gset
select pg_temp.add(:n, '2026-11-12 10:00', 60) as n1 \gset
select pg_temp.add(:u, '2026-11-12 10:00', 7) as u1 \gset
select is(pg_temp.held(), 'no-customer 1, no-project 5', 'TS-77: without a project time is held back, and listed');
select is(vorrang_api.time_release('{"until": "2026-11-30"}', '2026-12-01 13:00Z'),
    '{"released": 0, "taken_back": 0, "held_back": {"no-project": 5, "no-customer": 1}}', 'TS-77: it is not released');
select vorrang_api.project_set('heyer-care', '{"customer": "heyer", "name": "Care"}', '2026-11-01Z') is not null as done \gset
select vorrang_api.project_set('heyer-other', '{"customer": "heyer"}', '2026-11-01Z') is not null as done \gset
select vorrang_api.project_set('nordit', '{"customer": "nordit"}', '2026-11-01Z') is not null as done \gset
select throws_ok($$ select vorrang_api.customer_set('heyer', '{"project": "nordit"}', '2026-11-01Z') $$, 'VR003', null, 'TS-77: a project is one customer''s');
select vorrang_api.customer_set('heyer', '{"project": "heyer-other", "maintenance_project": "heyer-care"}', '2026-11-01Z') is not null as done \gset
select vorrang_api.customer_set('nordit', '{"project": "nordit"}', '2026-11-01Z') is not null as done \gset
select is((select p.key from vorrang.projects p where p.id = vorrang.project_of(pg_temp.ticket(:a))), 'heyer-care', 'TS-77: where a contract covers it, the maintenance project');
select is((select r.outcome from pg_temp.reply('anna', :b, '2026-11-25 12:00Z', '{"note": true, "lines": [{"word": "project", "args": "heyer-other"}]}') r), 'note', 'TS-77: #project');
select is((select p.key from vorrang.projects p where p.id = vorrang.project_of(pg_temp.ticket(:b))), 'heyer-other', 'TS-77: the ticket''s own');
select matches((select r.sentence from pg_temp.reply('anna', :b, '2026-11-25 12:00Z', '{"note": true, "lines": [{"word": "project", "args": "nordit"}]}') r),
    'its customer has no project "nordit"', 'TS-77: no other customer''s project is told of');
select is(pg_temp.held(), 'no-customer 1, no-rate 4, not-released 1', 'TS-73: without a rate it is held back, too');
select vorrang_api.rate_set('default', '{"hour": "90 EUR"}', '2026-01-01Z') is not null as done \gset
select vorrang_api.surcharge_set('night', '{"percent": 25, "calendar": "office", "hours": ["Mon-Sun 22:00-06:00"], "name": "Night"}', '2026-01-01Z') is not null as done \gset
select matches((select r.sentence from pg_temp.reply('anna', :a, '2026-11-25 12:00Z', '{"note": true, "lines": [{"word": "release", "args": ""}]}') r),
    'you may not release time', 'TS-71: not everybody releases');
select is(vorrang.entry_state(:a1), 'recorded', 'TS-71: nothing was');
select vorrang_api.agent_set('carla', '{"accounting": true}', '2026-11-25Z') is not null as done \gset
select vorrang_api.agent_set('bernd', '{"accounting": true}', '2026-11-25Z') is not null as done \gset
select is((select r.outcome from pg_temp.reply('bernd', :a, '2026-12-01 12:10Z', '{"note": true, "lines": [{"word": "release", "args": ""}]}') r), 'note', 'TS-71: #release');
select is(vorrang.entry_state(:a1) || ' ' || vorrang.entry_state(:b1), 'released recorded', 'TS-71: a ticket''s time is released');
select is(pg_temp.parts(:a2), '10 rate 9000, 7 rate 9000 Night', 'TS-74: cut at the surcharge');
select throws_ok(format($$ select vorrang_api.time_correct('%s', '{"minutes": 60}', '2026-12-01 13:00Z') $$, :a1), 'VR002', null, 'TS-71: released entries are locked');
select vorrang_api.rate_set('default', '{"hour": "100 EUR"}', '2026-01-01Z') is not null as done \gset
select is(pg_temp.parts(:a1), '10 rate 9000', 'TS-73: the rate is frozen at release');
select is(vorrang_api.time_release(jsonb_build_object('entry', :'a1', 'back', true), '2026-12-01 13:00Z')->>'taken_back', '1', 'TS-71: a release is taken back');
select is(vorrang.entry_state(:a1) || (select count(*) from vorrang.time_parts where entry_id = :a1), 'recorded0', 'TS-71: and the entry is recorded');
select vorrang_api.rate_set('default', '{"hour": "90 EUR"}', '2026-01-01Z') is not null as done \gset
select is(vorrang_api.time_release('{"until": "2026-11-30"}', '2026-12-01 13:00Z'),
    '{"released": 4, "taken_back": 0, "held_back": {"no-customer": 1}}', 'TS-71: all that can be');
select is(pg_temp.parts(:b2), '30 free', 'SSC-04: free time is released, and costs nothing');

-- ---- bills ----
select is(vorrang_api.bill_run('{"month": "2026-11"}', '2026-12-01 13:00Z'), '{"run": null, "bills": []}', 'TS-72: nobody is a buyer yet');
select is(pg_temp.held(), 'no-buyer 5, no-customer 1', 'TS-72: which the list says');
select vorrang_api.seller_set('main', '{"name": "Desk GmbH", "step": 900, "minimum": 0, "tax": "19"}', '2026-11-01Z') is not null as done \gset
select count(vorrang_api.buyer_set(k, '{"street": "Weg 1", "city": "Berlin"}', '2026-11-01Z')) as done from unnest(array['heyer', 'nordit']) k \gset
select is(pg_temp.held(), 'no-customer 1, not-billed 5', 'TS-72: the next run takes it');
select is(pg_temp.heads(vorrang_api.bill_preview('{"month": "2026-11"}', '2026-12-01 13:00Z')),
    'R-2026-0001 heyer 70.13 83.45 EUR, R-2026-0002 nordit 90.00 107.10 EUR', 'TS-72: a preview');
select is((select count(*) from vorrang.bills) || pg_temp.held(), '0no-customer 1, not-billed 5', 'TS-72: leaves nothing');
select is(pg_temp.heads(vorrang_api.bill_run('{"month": "2026-11"}', '2026-12-01 13:00Z')),
    'R-2026-0001 heyer 70.13 83.45 EUR, R-2026-0002 nordit 90.00 107.10 EUR', 'TS-76: one bill for all of a customer''s tickets');
select is(pg_temp.billed('R-2026-0001'), '10/10=1500 10/13=1950 7/7=1313 5/15=2250 30/0=0',
    'gorelo: minutes are rounded up on a ticket''s sum (27 to 30), not entry by entry; raw minutes are kept (TS-75)');
select is((select net_minor || '+' || tax_minor from vorrang.bills where number = 'R-2026-0001'), '7013+1332', 'TS-72: the sum of its lines, and tax once on it');
select is(vorrang_api.bill_run('{"month": "2026-11"}', '2026-12-01 14:00Z'), '{"run": null, "bills": []}', 'TS-72: what is billed is billed once');
select is(vorrang.entry_state(:a1), 'billed', 'TS-71: billed');
select throws_ok(format($$ select vorrang_api.time_correct('%s', '{"minutes": 60}', '2026-12-01 13:00Z') $$, :a1), 'VR002', null, 'TS-71: and locked');
select throws_ok(format($$ select vorrang_api.time_release('{"entry": "%s", "back": true}', '2026-12-01 13:00Z') $$, :a1), 'VR002', null, 'TS-71: nor taken back');
select is(vorrang_api.bill_show('r-2026-0001')#>>'{lines,2,surcharge}', 'Night', 'TS-72: a line says all: its surcharge');
select is((vorrang_api.bill_show('R-2026-0001')->'lines'->1) - '{hour_minor,amount_minor}'::text[],
    jsonb_build_object('position', 2, 'date', '2026-11-11 21:50', 'agent', 'Anna Berg', 'ticket', :a, 'work_type', 'onsite', 'text', 'two', 'project', 'Care',
        'source', 'rate', 'contingent', null, 'minutes', 10, 'billed', 13, 'rate', '90.00', 'surcharge', null, 'percent', 0, 'amount', '19.50'),
    'TS-72: date, agent, ticket, text, minutes, rate');
select is((select string_agg(concat_ws(' ', e.minutes, e.work_type, e.billable, e.state, nullif(e.ticket_type, ''), e.tags), ', ' order by e.id) from vorrang_api.accounting_entries e where e.customer = 'heyer'),
    '10 t billed {vpn}, 17 onsite t billed {vpn}, 5 t billed {}, 30 f billed {}', 'zammad #1506, #4533, #3976: tags, type and work type stand beside each entry, and say what is billable');

-- ---- void ----
select throws_ok($$ select vorrang_api.bill_void('R-2026-0002', '{}', '2026-12-02Z') $$, 'VR004', null, 'a bill is void for a reason');
select is((select x->>'number' || ' ' || (x->>'gross') || ' ' || (x->>'voids') from vorrang_api.bill_void('R-2026-0002', '{"reason": "wrong rate"}', '2026-12-02Z') x),
    'G-2026-0001 107.10 R-2026-0002', 'a credit note takes it back');
select throws_ok($$ select vorrang_api.bill_void('R-2026-0002', '{"reason": "again"}', '2026-12-02Z') $$, 'VR002', null, 'once');
select throws_ok($$ select vorrang_api.bill_void('G-2026-0001', '{"reason": "again"}', '2026-12-02Z') $$, 'VR002', null, 'and is not taken back');
select is(vorrang.entry_state(:n1), 'released', 'its time is released again');
select is(vorrang_api.time_release(jsonb_build_object('entry', :'n1', 'back', true), '2026-12-02Z')->>'taken_back', '1', 'may be corrected');
select is(vorrang_api.time_correct(:'n1', '{"minutes": 2700}', '2026-12-02 13:00Z')->>'state', 'recorded', 'is');
select is(vorrang_api.time_release('{"customer": "nordit"}', '2026-12-02 14:00Z')->>'released', '1', 'and released');
select is(pg_temp.heads(vorrang_api.bill_run('{"until": "2026-12-02", "customer": "nordit"}', '2026-12-02 15:00Z')), 'R-2026-0003 nordit 67.50 80.33 EUR', 'numbers go on without a gap');
select is((select string_agg(number, ' ' order by id) from vorrang.bills where kind = 'invoice'), 'R-2026-0001 R-2026-0002 R-2026-0003', 'void bills stay');

-- ---- contingents, per ticket, per entry, other money ----
select vorrang_api.contingent_set('heyer-1h', '{"contract": "heyer-2026", "minutes": 3600, "from": "2026-12-01", "overage": "150 EUR"}', '2026-12-01Z') is not null as done \gset
select pg_temp.add(:a, '2026-12-01 08:00', 50) as c1 \gset
select pg_temp.add(:a, '2026-12-01 09:00', 30) as c2 \gset
select pg_temp.add(:b, '2026-12-01 10:00', 20) as c3 \gset
select is(vorrang_api.time_release('{"customer": "heyer"}', '2026-12-02 14:00Z')->>'released', '3', 'three more');
select is(pg_temp.parts(:c1) || ' | ' || pg_temp.parts(:c2) || ' | ' || pg_temp.parts(:c3), '50 contingent | 10 contingent, 20 rate 15000 | 20 rate 15000',
    'frappe #733, breeze #4547: hours of a contract are drawn down, and overage has its own rate');
select vorrang_api.buyer_set('heyer', '{"per": "ticket"}', '2026-12-01Z') is not null as done \gset
select vorrang_api.contract_set('heyer-2026', '{"rounding": "entry", "step": 300, "minimum": 1800}', '2026-12-01Z') is not null as done \gset
select is(pg_temp.heads(vorrang_api.bill_preview('{"month": "2026-12"}', '2027-01-02 13:00Z')), 'R-2027-0001 heyer 75.00 89.25 EUR, R-2027-0002 heyer 75.00 89.25 EUR',
    'TS-76: a bill per ticket; TS-75: at least the minimum; numbers of the new year begin anew');
select vorrang_api.seller_set('main', '{"invoice_numbers": "R####", "tax": "0", "tax_reason": "small business"}', '2026-12-01Z') is not null as done \gset
select is(pg_temp.heads(vorrang_api.bill_run('{"month": "2026-12"}', '2027-01-02 13:00Z')), 'R0001 heyer 75.00 75.00 EUR, R0002 heyer 75.00 75.00 EUR', 'or do not');
select is((select trim(tax_category) || ' ' || tax_reason from vorrang.bills where number = 'R0001'), 'E small business', 'no tax, and why');
select is((select seller->>'tax' from vorrang.bills where number = 'R-2026-0001'), '19', 'what is billed says what it said');
select pg_temp.add(:a, '2026-12-01 11:00', 12, '{"billable": false}') as f \gset
select is(vorrang_api.time_release('{"customer": "heyer"}', '2026-12-02 14:00Z')->>'released', '1', 'free work alone');
select is(pg_temp.heads(vorrang_api.bill_run('{"month": "2026-12"}', '2027-01-03 13:00Z')), 'N-2027-0001 heyer 0.00 0.00 EUR', 'is a statement, no invoice');
select vorrang_api.buyer_set('nordit', '{"tax": "reverse-charge", "vat_id": "ATU 12345678", "country": "at"}', '2026-12-01Z') is not null as done \gset
select throws_ok($$ select vorrang_api.buyer_set('heyer', '{"tax": "reverse-charge"}', '2026-12-01Z') $$, 'VR004', null, 'reverse charge needs a VAT number');
select vorrang_api.rate_set('nordit', '{"hour": "100 CHF", "customer": "nordit"}', '2026-01-01Z') is not null as done \gset
select pg_temp.add(:n, '2026-12-01 11:00', 60) as m \gset
select is(vorrang_api.time_release('{"customer": "nordit"}', '2026-12-02 14:00Z')->>'released', '1', 'in francs');
select is(pg_temp.heads(vorrang_api.bill_run('{"month": "2026-12"}', '2027-01-03 13:00Z')), 'R0003 nordit 100.00 100.00 CHF', 'other money, another bill');
select is((select trim(tax_category) || ' ' || tax_reason from vorrang.bills where number = 'R0003'), 'AE Reverse charge', 'and the buyer owes the tax');

-- ---- effort and revenue ----
select vorrang_api.agent_set('anna', '{"cost": "60 EUR"}', '2026-11-01Z') is not null as done \gset
select vorrang_api.contract_set('heyer-2026', '{"fee": "300 EUR", "fee_months": 3}', '2026-11-01Z') is not null as done \gset
select is((vorrang_api.report_effort('{"from": "2026-11-01", "until": "2026-11-30", "customer": "heyer"}', '2026-12-31Z')->'rows'->0),
    '{"customer": "heyer", "contract": "heyer-2026", "minutes": 62, "free": 30, "contingent": 0, "cost": "62.00", "uncosted_minutes": 0, "invoiced": "70.13", "fee": "100.00", "margin": "108.13"}',
    'SSC-21: effort against revenue: what it cost, what stands on bills that hold, the fee of the month');
select is((select string_agg(concat_ws(' ', r->>'customer', r->>'minutes', r->>'invoiced'), ', ' order by n) from jsonb_array_elements(
    vorrang_api.report_effort('{"from": "2026-11-01", "until": "2026-11-30"}', '2026-12-31Z')->'rows') with ordinality x (r, n)), '7 0.00, nordit 45 67.50, heyer 62 70.13',
    'SSC-21: of all customers, the least margin first; a void bill is no revenue');
select is(vorrang_api.report_effort('{"from": "2026-12-01", "until": "2026-12-31", "currency": "CHF"}', '2026-12-31Z')#>>'{rows,0,invoiced}', '0.00', 'SSC-21: of one currency');
select is((vorrang_api.report_contingent('heyer-1h', '2026-12-31Z')), '[{"left": 0, "used": 60, "beyond": 40, "period": "2026-12-01", "expired": 0, "granted": 60, "usable_until": "2026-12-31"}]',
    'SSC-21: a contingent''s use, and what went beyond it');

-- ---- what there is at all ----
select is((select sum(case when b.voids is not null then -l.minutes else l.minutes end) from vorrang.bill_lines l join vorrang.bills b on b.id = l.bill_id)
          + (select coalesce(sum((h->>'minutes')::integer), 0) from jsonb_array_elements(vorrang_api.bill_held('{"until": "2027-12-31"}', '2027-01-04Z')) h),
    (select sum(minutes)::bigint from vorrang.time_entries), 'billed and held back are what is recorded');
select is((select sum(minutes)::bigint from vorrang.time_parts where entry_id = :c2), 30::bigint, 'the parts of an entry are the entry');
select set_eq('select entry_id from vorrang.time_releases where bill_id is not null',
    'select l.entry_id from vorrang.bill_lines l join vorrang.bills b on b.id = l.bill_id where b.voids is null and not exists (select from vorrang.bills x where x.voids = b.id)',
    'each billed entry stands on one bill that holds');

select * from finish();
rollback;

-- Entitlement: which contract covers a ticket (SSC-05), what a number in a mail does (SSC-03), what time costs (SSC-04).
begin;
\ir support/world.sql
select plan(64);

-- ---- contracts and assets of heyer (42m, all of him): one for a site, one that only an asset names ----
do $$
begin
    perform vorrang_api.contract_set('heyer-plant', '{"customer": "heyer", "sla": "6h", "calendar": "always", "from": "2026-01-01", "site": "Plant"}', '2026-01-01Z');
    perform vorrang_api.contract_set('heyer-pump', '{"customer": "heyer", "sla": "express", "calendar": "always", "from": "2026-01-01", "assets_only": true}', '2026-01-01Z');
    perform vorrang_api.import_assets('[
        {"line": 2, "fields": {"vendor": "Acme", "ident": "SN-100-07", "customer": "heyer", "contract": "heyer-pump", "site": "plant"}},
        {"line": 3, "fields": {"vendor": "Acme", "ident": "SN-100-08", "customer": "heyer", "site": "PLANT"}},
        {"line": 4, "fields": {"vendor": "Acme", "ident": "SN-100-09", "customer": "heyer"}},
        {"line": 5, "fields": {"vendor": "Bosch", "ident": "77 123.4", "customer": "nordit"}},
        {"line": 6, "fields": {"vendor": "Acme", "ident": "DOUBLE-1", "customer": "kessel"}},
        {"line": 7, "fields": {"vendor": "Bosch", "ident": "DOUBLE-1", "customer": "brandt"}}]', '2026-01-01Z');
    perform vorrang_api.customer_set('heyer', '{"number": "K-10 234"}', '2026-01-01Z');
    perform vorrang_api.pattern_set('acme', '{"kind": "serial", "pattern": "SN-###-##", "vendor": "acme"}', '2026-01-01Z');
    perform vorrang_api.pattern_set('kd', '{"kind": "customer-number", "pattern": "K-#####"}', '2026-01-01Z');
    -- This one had a contract.
    perform vorrang_api.customer_set('past', '{"domains": ["past.example"], "class": "B"}', '2026-01-01Z');
    perform vorrang_api.contract_set('past-2024', '{"customer": "past", "sla": "42m", "calendar": "always", "from": "2024-01-01", "until": "2024-12-31"}', '2026-01-01Z');
    perform vorrang_api.contract_set('past-2025', '{"customer": "past", "sla": "42m", "calendar": "always", "from": "2025-01-01", "until": "2025-12-31"}', '2026-01-01Z');
    perform vorrang_api.contract_set('past-2027', '{"customer": "past", "sla": "42m", "calendar": "always", "from": "2027-01-01"}', '2026-01-01Z');
    perform vorrang_api.import_assets('[
        {"line": 2, "fields": {"vendor": "Acme", "ident": "WARM-1", "customer": "past", "valid_until": "2026-11-25"}},
        {"line": 3, "fields": {"vendor": "Acme", "ident": "COLD-1", "customer": "past", "valid_until": "2026-11-24"}}]', '2026-01-01Z');
end
$$;

create function pg_temp.asset(p_ident text) returns integer
language sql stable as $$ select a.id from vorrang.assets a where a.ident = p_ident order by a.id limit 1 $$;
create function pg_temp.covered(p_customer text, p_ident text, p_at timestamptz default '2026-11-25 10:00Z') returns text
language sql stable
as $$
    select concat_ws(' ', s.entitlement, s.level, (select n.key from vorrang.contracts n where n.id = s.contract_id),
                     'was ' || (select n.key from vorrang.contracts n where n.id = s.lapsed_contract_id))
    from vorrang.sla_for((select k.id from vorrang.customers k where k.key = p_customer), pg_temp.asset(p_ident),
                         pg_temp.channel('support'), p_at) s
$$;
select is(pg_temp.covered('heyer', 'SN-100-07'), 'entitled 3 heyer-pump', 'SSC-05: the contract that the asset names beats all');
select is(pg_temp.covered('heyer', 'SN-100-08'), 'entitled 2 heyer-plant', 'SSC-05: else that of its site, in either case');
select is(pg_temp.covered('heyer', 'SN-100-09'), 'entitled 1 heyer-2026', 'SSC-05: else the customer''s');
select is(pg_temp.covered('heyer', null), 'entitled 1 heyer-2026', 'SSC-05: without an asset neither a site''s nor an asset''s counts');
select is(pg_temp.covered('nordit', 'SN-100-07'), 'entitled 1 nordit-2026', 'SSC-05: somebody else''s asset gives nothing');
select is(pg_temp.covered('past', null), 'expired 0 was past-2025', 'SSC-02: past contracts are over: expired, and the last one is named');
select is(pg_temp.covered('past', null, '2025-12-31 22:59Z'), 'entitled 1 past-2025', 'SSC-02: the last day counts in the calendar''s zone');
select is(pg_temp.covered('past', null, '2025-12-31 23:01Z'), 'expired 0 was past-2025', 'SSC-02: and ends there');
select is(pg_temp.covered('past', null, '2023-01-01Z'), 'unknown 0', 'SSC-02: before the first contract nothing is known');
select is(pg_temp.covered('past', 'WARM-1'), 'entitled 0', 'SSC-03: a warranty entitles without a contract, on its last day too');
select is(pg_temp.covered('past', 'COLD-1'), 'expired 0 was past-2025', 'SSC-03: and expires');
select is(pg_temp.covered('nobody', null), 'unknown 0', 'SSC-03: nobody is known');
do $$
begin
    perform vorrang_api.contract_set('heyer-short', '{"customer": "heyer", "sla": "24h", "calendar": "always", "from": "2026-01-01", "until": "2026-11-30"}', '2026-01-01Z');
end
$$;
select is(pg_temp.covered('heyer', null), 'entitled 1 heyer-short', 'SSC-05: of two alike the one that ends first');
delete from vorrang.contracts where key = 'heyer-short';

-- ---- numbers in a new mail ----
create function pg_temp.numbers(variadic p_numbers text[]) returns jsonb
language sql
as $$
    select jsonb_build_object('numbers', jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'number', split_part(n, ' ', 1), 'place', split_part(n, ' ', 2), 'pattern', nullif(split_part(n, ' ', 3), '')))))
    from unnest(p_numbers) n
$$;
create function pg_temp.knows(p_ticket bigint) returns text
language sql volatile
as $$
    select concat_ws(' ', e->>'entitlement', e->>'by', e->>'contract', e->'asset'->>'ident', 'of ' || (e->>'customer'),
                     'but ' || (e->>'named_customer'))
    from vorrang.entitlement_of(p_ticket) e
$$;
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z') as plain \gset
select is(pg_temp.knows(:plain), 'entitled customer heyer-2026 of heyer', 'SSC-03: without a number the customer''s contract counts');
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', pg_temp.numbers('SN10007 subject acme')) as pump \gset
select is(pg_temp.knows(:pump), 'entitled asset heyer-pump SN-100-07 of heyer', 'SSC-03: a serial names asset and contract');
select is((pg_temp.ticket(:pump)).response_due, '2026-11-25 10:01Z', 'SSC-03: and its SLA holds from receipt');
select is(pg_temp.events(:pump), 'created message entitlement dues', 'SSC-03: the history says so');
select is((select e.detail from vorrang.events e where e.ticket_number = :pump and e.kind = 'entitlement'),
    '{"to": "entitled", "from": "entitled", "asset": "Acme SN-100-07", "was": "heyer-2026", "contract": "heyer-pump"}', 'SSC-03: from what to what');
select is(pg_temp.knows(pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', pg_temp.numbers('SN10009 subject', 'SN10008 text', 'SN10007 quote'))),
    'entitled site heyer-plant SN-100-08 of heyer', 'SSC-05: of several the most specific one; what is quoted comes last');
select is(pg_temp.knows(pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', pg_temp.numbers('NOSUCH1 text', 'SN99999 text acme'))),
    'entitled customer heyer-2026 of heyer', 'SSC-03: a number that nobody has changes nothing');
select is((select array_agg(x->>'number' || coalesce(' ' || (x->>'asset'), '')) from jsonb_array_elements(vorrang.entitlement_of((select max(number) from vorrang.tickets))->'numbers') x),
    array['SN99999'], 'SSC-03: what a pattern found is told all the same');
select is(pg_temp.knows(pg_temp.opens('kunde@past.example', '2026-11-25 10:00Z')), 'expired customer past-2025 of past', 'SSC-02: an expired contract is a mark');
select row_eq($$ select s.key, t.contract_id from vorrang.tickets t join vorrang.slas s on s.id = t.sla_id where t.number = (select max(x.number) from vorrang.tickets x) $$,
    row('default'::text, null::integer), 'SSC-02: and the channel''s SLA');
select is(pg_temp.knows(pg_temp.opens('kunde@past.example', '2026-11-25 10:00Z', pg_temp.numbers('WARM1 text'))), 'entitled warranty WARM-1 of past', 'SSC-03: a warranty');
select is(pg_temp.knows(pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', pg_temp.numbers('K10234 signature kd'))), 'entitled customer heyer-2026 of heyer', 'SSC-03: his own customer number says nothing new');
select is(pg_temp.knows(pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', pg_temp.numbers('DOUBLE1 subject'))), 'entitled customer heyer-2026 of heyer', 'SSC-03: a number that two customers have names neither');
select is((select count(*) from vorrang.numbers_named('[{"number": "771234", "place": "text", "pattern": "acme"}]') x where x.asset_id is not null), 0::bigint, 'SSC-03: a pattern of one vendor finds no other''s');
select is((select count(*) from vorrang.numbers_named('[{"number": "771234", "place": "text"}]') x where x.asset_id is not null), 1::bigint, 'SSC-03: separators do not count');

-- ---- contradiction, suggestion ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', pg_temp.numbers('771234 text', 'SN10009 subject')) as wrong \gset
select is(pg_temp.knows(:wrong), 'entitled customer heyer-2026 SN-100-09 of heyer but nordit', 'SSC-03: another customer''s number is flagged, the sender''s own counts');
select is(pg_temp.events(:wrong), 'created message contradiction entitlement', 'SSC-03: and stands in the history');
select matches(vorrang.entitlement_of(:wrong)->>'advice', '"#customer nordit".*"#customer heyer"', 'SSC-03: with what to do');
select is(pg_temp.knows(pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', pg_temp.numbers('771234 quote'))), 'entitled customer heyer-2026 of heyer', 'SSC-03: what he quotes may be our words: no contradiction');
select pg_temp.opens('wer@neu.example', '2026-11-25 10:00Z', pg_temp.numbers('771234 subject')) as stranger \gset
select is(pg_temp.knows(:stranger), 'unknown but nordit', 'SSC-03: a stranger is not mapped, the customer is suggested');
select is((pg_temp.ticket(:stranger)).class::text, '-', 'SSC-03: nor gets his class');
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z', pg_temp.numbers('SN10007 subject acme') || '{"trust": "unverified"}') as forged \gset
select is(pg_temp.knows(:forged), 'unknown of heyer', 'SSC-03: a forged mail gets no contract');
select is((select s.key from vorrang.slas s where s.id = (pg_temp.ticket(:forged)).sla_id), 'default', 'SSC-03: nor an SLA');
select is(vorrang.entitlement_of(:forged)->'numbers', '[{"place": "subject", "asset": null, "number": "SN10007", "claimed": true, "pattern": "acme", "customer": null}]', 'SSC-03: its number is only claimed');
select is(pg_temp.events(:forged), 'created message confirmation-withheld claimed', 'SSC-03: as the history says');

-- ---- an agent decides ----
create function pg_temp.note(p_ticket bigint, p_now timestamptz, p_line text, p jsonb default '{}') returns text
language sql
as $$
    select coalesce(r.sentence, r.outcome)
    from pg_temp.reply('anna', p_ticket, p_now, jsonb_build_object('note', true, 'lines', jsonb_build_array(jsonb_build_object(
        'word', split_part(p_line, ' ', 1), 'args', substr(p_line, position(' ' in p_line || ' ') + 1)))) || p) r
$$;
select is(pg_temp.note(:stranger, '2026-11-25 10:30Z', 'customer nosuch'), '#' || :stranger || ': #customer: there is no customer "nosuch". Nothing was sent.', 'SSC-03: #customer wants a customer');
select is(pg_temp.note(:stranger, '2026-11-25 10:30Z', 'customer NordIT'), 'note', 'SSC-03: #customer accepts a suggestion');
select is(pg_temp.knows(:stranger), 'entitled customer nordit-2026 77 123.4 of nordit', 'SSC-03: with contract and asset');
select row_eq(format('select class::text, response_due from vorrang.tickets where number = %s', :stranger), row('B'::text, '2026-11-25 13:48Z'::timestamptz), 'SSC-03: class and due, from receipt on');
select is(pg_temp.events(:stranger), 'created message suggestion refused message customer entitlement dues status', 'SSC-03: each with its event');
select is(pg_temp.note(:wrong, '2026-11-25 10:30Z', 'customer k-10234'), 'note', 'SSC-03: a customer number names him too');
select is(pg_temp.knows(:wrong), 'entitled customer heyer-2026 SN-100-09 of heyer', 'SSC-03: who keeps the customer ends the contradiction');
select is(pg_temp.note(:forged, '2026-11-25 10:30Z', 'customer heyer'), 'note', 'SSC-03: an agent vouches for a mail');
select is(pg_temp.knows(:forged) || ' ' || (pg_temp.ticket(:forged)).trust, 'entitled asset heyer-pump SN-100-07 of heyer unproven', 'SSC-03: then what it claimed counts');
select is(vorrang_api.ticket_set(:plain::text, '{"customer": "nordit"}', '2026-11-25 10:30Z')->>'customer', 'nordit', 'SSC-03: so does the admin');
select is((pg_temp.ticket(:plain)).response_due, '2026-11-25 13:48Z', 'SSC-03: another customer''s SLA runs from receipt');

-- ---- a number named later ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 11:00Z') as later \gset
select vorrang.set_status(:later, 'waiting', '2026-11-25 11:10Z', 'anna', 'imap') as done \gset
select pg_temp.follow_up(:later, 'kunde@heyer.example', '2026-11-25 12:10Z', pg_temp.numbers('SN10008 text')) as done \gset
select is(pg_temp.knows(:later), 'entitled site heyer-plant SN-100-08 of heyer', 'SSC-03: a number named later fills the unknown one');
select is((pg_temp.ticket(:later)).resolution_due, '2026-11-26 12:00Z', 'SSC-03: its SLA counts from receipt, and the hour that the clock stood still is kept');
select pg_temp.follow_up(:later, 'kunde@heyer.example', '2026-11-25 12:20Z', pg_temp.numbers('SN10007 subject', '771234 subject')) as done \gset
select is(pg_temp.knows(:later), 'entitled site heyer-plant SN-100-08 of heyer but nordit', 'SSC-03: a second one replaces nothing, somebody else''s is flagged');
select is((pg_temp.ticket(:later)).asset_id, pg_temp.asset('SN-100-08'), 'SSC-03: the asset stays');

-- ---- one person of two customers ----
select vorrang_api.contact_set('beide@elsewhere.example', '{"customers": ["heyer", "nordit"]}', '2026-01-01Z') as done \gset
select is(pg_temp.knows(pg_temp.opens('beide@elsewhere.example', '2026-11-25 10:00Z', pg_temp.numbers('771234 text'))),
    'entitled customer nordit-2026 77 123.4 of nordit', 'TS-12: of his own customers the number says which is meant');
select is(pg_temp.knows(pg_temp.opens('beide@elsewhere.example', '2026-11-25 10:00Z', pg_temp.numbers('771234 quote'))), 'entitled customer heyer-2026 of heyer', 'TS-12: a quoted one does not');

-- ---- merge, split: numbers go with their messages ----
select pg_temp.opens('kunde@heyer.example', '2026-11-25 11:00Z') as a \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 11:00Z', pg_temp.numbers('SN10007 text')) as b \gset
select is(pg_temp.note(:a, '2026-11-25 11:05Z', 'merge ' || :b), 'note', 'TS-60: two tickets are one');
select is(pg_temp.knows(:a), 'entitled asset heyer-pump SN-100-07 of heyer', 'TS-60: what the other''s mail named is known');

-- ---- time (SSC-04) ----
create function pg_temp.books(p_ticket bigint, p_bill text default null) returns text
language plpgsql
as $$
declare
    v_sentence text;
begin
    select r.sentence into v_sentence
    from pg_temp.reply('anna', p_ticket, '2026-11-25 13:00Z', jsonb_build_object('note', true, 'time_minutes', 5, 'lines',
        case when p_bill is null then '[]' else jsonb_build_array(jsonb_build_object('word', 'bill', 'args', p_bill)) end)) r;
    return coalesce(v_sentence,
        (select (e.detail - 'entry')::text from vorrang.events e where e.ticket_number = p_ticket and e.kind = 'time' order by e.id desc limit 1));
end
$$;
select pg_temp.opens('kunde@past.example', '2026-11-25 11:00Z') as past \gset
select is(pg_temp.books(:pump), '{"minutes": 5, "billable": false}', 'SSC-04: entitled support is free');
select is(pg_temp.books(:past), '{"minutes": 5, "billable": true}', 'SSC-04: expired is billable');
select is(pg_temp.books(:pump, 'yes'), '{"minutes": 5, "billable": true, "overridden": true}', 'SSC-04: #bill yes, and the history says that it was said');
select is(pg_temp.books(:past, 'nein'), '{"minutes": 5, "billable": false, "overridden": true}', 'SSC-04: #bill nein');
select is(pg_temp.books(:past, 'yes'), '{"minutes": 5, "billable": true}', 'SSC-04: what was so anyway is no override');
select is(pg_temp.books(:past, 'maybe'), '#' || :past || ': #bill: write #bill yes or #bill no. Nothing was sent.', 'SSC-04: yes or no');
select is((vorrang_api.ticket_show(:past::text)->>'minutes') || ' ' || (vorrang_api.ticket_show(:past::text)->>'billable_minutes'), '15 10', 'SSC-04: both sums are shown');

select * from finish();
rollback;

-- Imports (SSC-01): what a row answers, that the second time changes nothing, what a wrong row says.
begin;
\ir support/world.sql
select plan(57);

-- One row, given by its fields: its answer without the line, or one part of it.
create function pg_temp.import(p_kind text, p_fields jsonb, p_now timestamptz default '2026-11-25Z') returns jsonb
language plpgsql
as $$
declare
    v jsonb;
begin
    execute format('select vorrang_api.import_%s($1, $2)', p_kind) into v
      using jsonb_build_array(jsonb_build_object('line', 2, 'fields', p_fields)), p_now;
    return (v->0) - 'line';
end
$$;
create function pg_temp.wrong(p_kind text, p_fields jsonb) returns text
language sql
as $$
    select string_agg(w->>'column' || ': ' || (w->>'text'), '; ')
    from jsonb_array_elements(pg_temp.import(p_kind, p_fields)->'wrong') w where w->>'hint' <> ''
$$;

-- ---- customers ----
select is(vorrang_api.import_customers('[{"line": 2, "fields": {"key": "neu"}}, {"line": 5, "fields": {"key": "heyer", "class": "A"}}]'),
    '[{"line": 2, "outcome": "created"}, {"line": 5, "outcome": "unchanged"}]', 'SSC-01: rows are answered in their order, by line');
select is(vorrang_api.import_customers('[]'), '[]', 'SSC-01: no rows, no answers');
select is(vorrang_api.customer_show('neu') - '{contacts,contracts,open,escalated,opened_14_days,closed_14_days,escalated_14_days,late_14_days,contingents,unbilled_minutes,project,maintenance_project}'::text[], '{"key": "neu", "name": "neu", "class": "-", "number": null, "kam": null, "kam_only": false, "folder": "neu", "domains": []}', 'SSC-01: a new customer has at least a key');
select is(pg_temp.import('customers', '{"key": "neu", "name": "Neu AG", "class": "B", "domains": ["neu.example"]}'),
    '{"outcome": "changed", "fields": {"name": ["neu", "Neu AG"], "class": ["-", "B"], "domains": [[], ["neu.example"]]}}', 'SSC-01: a change says from what to what');
select is(pg_temp.import('customers', '{"key": "neu", "name": "Neu AG", "class": "B", "domains": ["neu.example"]}'), '{"outcome": "unchanged"}', 'SSC-01: the second time nothing changes');
select is(pg_temp.import('customers', '{"key": "neu"}'), '{"outcome": "unchanged"}', 'SSC-01: what is not given stays');
select is(vorrang_api.customer_show('neu')->>'name', 'Neu AG', 'SSC-01: and is there');
select is(pg_temp.import('customers', '{"key": "heyer", "domains": ["heyer.example", "neu.example"]}')->'fields', '{"domains": [["heyer.example"], ["heyer.example", "neu.example"]]}', 'SSC-01: a domain moves');
select is(vorrang_api.customer_show('neu')->'domains', '[]', 'SSC-01: from who had it');
select is(pg_temp.wrong('customers', '{"key": "frei", "domains": ["gmx.de"]}'), 'domains: gmx.de gives addresses to anybody and cannot name a customer', 'SSC-01: freemail names no customer');
select throws_ok('select vorrang_api.customer_show(''frei'')', 'VR001', null, 'SSC-01: a wrong row writes nothing');

-- ---- an unchanged row is not written ----
create temporary table places as select key, ctid as place from vorrang.customers;
select is(pg_temp.import('customers', '{"key": "kessel", "name": "Kessel & Co", "class": "C", "domains": ["kessel.example"]}'), '{"outcome": "unchanged"}', 'SSC-01: an unchanged customer');
select is((select k.ctid from vorrang.customers k where k.key = 'kessel'), (select p.place from places p where p.key = 'kessel'), 'SSC-01: is not even written');

-- ---- class of open tickets (TS-16) ----
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:00Z') as b \gset
select pg_temp.opens('kunde@kessel.example', '2026-11-25 10:00Z') as c \gset
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:00Z') as closed \gset
select vorrang.set_status(:closed, 'solved', '2026-11-25 10:01Z', 'anna', 'imap') as done \gset
delete from vorrang.ticket_changes;
select is(pg_temp.import('customers', '{"key": "nordit", "class": "A"}')->>'outcome', 'changed', 'TS-16: a class changes by import');
select is((pg_temp.ticket(:b)).class::text, 'B', 'TS-16: tickets wait for the end of the import');
select is(vorrang_api.import_rank('2026-11-25 10:05Z'), 1::bigint, 'TS-16: then the open one is ranked');
select is((pg_temp.ticket(:b)).class || (pg_temp.ticket(:c)).class || (pg_temp.ticket(:closed)).class, 'ACB', 'TS-16: that one only');
select is((select array_agg(ticket_number) from vorrang.ticket_changes), array[:b::bigint], 'TS-16: its row will move');
select is((select detail::text || by from vorrang.events where ticket_number = :b and kind = 'class'), '{"to": "A", "from": "B"}admin', 'TS-16: the history says so');
select is(vorrang_api.import_rank('2026-11-25 10:06Z'), 0::bigint, 'TS-16: the second time none');

-- ---- contacts ----
select is(pg_temp.import('contacts', '{"address": "Doppel@x.example", "customers": ["kessel", "heyer"], "vip": true}'), '{"outcome": "created"}', 'SSC-01: a contact of two customers');
select is(vorrang_api.contact_show('doppel@x.example'), '{"address": "doppel@x.example", "name": "", "vip": true, "language": null, "phone": null, "salutation": null, "customers": ["kessel", "heyer"]}', 'SSC-01: in the order of the cell');
select is(pg_temp.import('contacts', '{"address": "doppel@x.example", "customers": ["heyer", "kessel"]}')->'fields', '{"customers": [["kessel", "heyer"], ["heyer", "kessel"]]}', 'SSC-01: another order is a change');
select is(pg_temp.import('contacts', '{"address": "doppel@x.example", "customers": ["heyer", "kessel"], "vip": true}'), '{"outcome": "unchanged"}', 'SSC-01: the second time nothing changes');
select is(pg_temp.wrong('contacts', '{"address": "neu@x.example", "customers": ["nosuch", "heyer", "nor"]}'), 'customers: there is no customer "nosuch"; customers: there is no customer "nor"', 'SSC-01: every unknown customer is named');

select is(pg_temp.import('contacts', '{"address": "ruf@x.example", "phone": "+49 (0)711 123-45", "language": "de", "salutation": "Sehr geehrte Frau Ruf"}'), '{"outcome": "created"}', 'SSC-01: a contact''s phone, language and form of address');
select is(vorrang_api.contact_show('ruf@x.example') - '{name,vip,customers}'::text[], '{"address": "ruf@x.example", "language": "de", "phone": "+4971112345", "salutation": "Sehr geehrte Frau Ruf"}', 'SSC-01: the phone as it is compared');
select is(vorrang.caller('{"phone": "0049 711 12345"}')->>'address', 'ruf@x.example', 'SSC-01: who calls from there is known');
select is(pg_temp.import('contacts', '{"address": "ruf@x.example", "phone": "004971112345", "language": "de"}'), '{"outcome": "unchanged"}', 'SSC-01: another spelling is no change');
select is(pg_temp.import('contacts', '{"address": "ruf@x.example", "phone": null, "language": null, "salutation": ""}')->'fields', '{"phone": ["+4971112345", null], "language": ["de", null], "salutation": ["Sehr geehrte Frau Ruf", ""]}', 'SSC-01: each can be taken away');
select is(vorrang_api.contact_show('ruf@x.example')->>'language', null, 'SSC-01: and is gone');
select is(pg_temp.wrong('contacts', '{"address": "ruf@x.example", "phone": "none"}'), 'phone: "none" is no phone number', 'SSC-01: a word is no phone number');

-- ---- contracts ----
select is(pg_temp.wrong('contracts', '{"key": "c0", "customer": "heyer", "sla": "6h", "calendar": "always", "valid_from": "2026-01-01", "site": "Plant", "assets_only": true}'), 'assets_only: it covers a site, not only assets that name it', 'SSC-05: a contract is for a site or for assets');
select is(pg_temp.wrong('contracts', '{"key": "c1", "sla": "nosuch", "calendar": "never", "level": "gold"}'),
    'customer: a contract needs its customer; valid_from: a contract needs its valid_from; sla: there is no SLA "nosuch"; calendar: there is no calendar "never"', 'SSC-01: all that a new contract lacks');
select is(pg_temp.import('contracts', '{"key": "c1", "customer": "heyer", "sla": "6h", "calendar": "always", "valid_from": "2026-01-01", "valid_until": "2026-12-31"}'), '{"outcome": "created"}', 'SSC-01: a contract');
select is(vorrang_api.contract_show('c1') - '{time,step,minimum,rounding,fee,fee_months}'::text[], '{"key": "c1", "customer": "heyer", "sla": "6h", "calendar": "always", "level": "", "from": "2026-01-01", "until": "2026-12-31", "site": null, "assets_only": false}', 'SSC-01: is there');
select is(pg_temp.import('contracts', '{"key": "c1", "valid_until": "2026-12-31", "level": ""}'), '{"outcome": "unchanged"}', 'SSC-01: needs its key only from then on');
select is(pg_temp.wrong('contracts', '{"key": "c1", "valid_until": "2025-12-31"}'), 'valid_until: the last day 2025-12-31 is before the first, 2026-01-01', 'SSC-01: the stored first day counts');
select is(pg_temp.import('contracts', '{"key": "c1", "valid_until": null}')->'fields', '{"valid_until": ["2026-12-31", null]}', 'SSC-01: null makes it open-ended');
select is(pg_temp.wrong('contracts', '{"key": "c1", "customer": null}'), 'customer: a contract needs its customer', 'SSC-01: what is needed cannot be taken away');

-- ---- assets (SSC-03) ----
select is(pg_temp.import('customers', '{"key": "heyer", "number": "K-10234"}')->'fields', '{"number": [null, "K-10234"]}', 'SSC-03: a customer''s number');
select is(vorrang.customer_named('k 10234'), vorrang.customer_id('heyer'), 'SSC-03: names him');
select is(pg_temp.import('assets', '{"vendor": "Acme", "ident": "sn-1", "customer": "heyer", "contract": "c1", "valid_until": "2027-06-30"}'), '{"outcome": "created"}', 'SSC-03: an asset');
select is(pg_temp.import('assets', '{"vendor": "Acme", "ident": "SN-1", "name": "Pump", "customer": "heyer"}')->'fields', '{"name": ["", "Pump"]}', 'SSC-03: is known in either case');
select is(pg_temp.import('assets', '{"vendor": "Bosch", "ident": "SN-1", "customer": "kessel"}'), '{"outcome": "created"}', 'SSC-03: another vendor''s is another one');
select is((select array_agg(a.vendor || ' ' || a.ident || ' ' || k.key || ' ' || coalesce(n.key, '-') || ' ' || coalesce(a.valid_until::text, '-') order by a.vendor)
           from vorrang.assets a join vorrang.customers k on k.id = a.customer_id left join vorrang.contracts n on n.id = a.contract_id),
    array['Acme SN-1 heyer c1 2027-06-30', 'Bosch SN-1 kessel - -'], 'SSC-03: both are there');
select is(pg_temp.wrong('assets', '{"vendor": "Bosch", "ident": "SN-1", "contract": "c1"}'), 'contract: the contract "c1" is not of the customer "kessel"', 'SSC-03: the contract must be the customer''s');
select is(pg_temp.import('assets', '{"vendor": "Acme", "ident": "SN-1", "contract": null}')->'fields', '{"contract": ["c1", null]}', 'SSC-03: null takes the contract away');

-- ---- orders (TS-63) ----
select is(pg_temp.import('orders', '{"kind": "invoice", "number": "RE-7", "customer": "heyer", "date": "2026-11-01", "amount": "1250.5", "currency": "EUR", "text": "Pump"}'), '{"outcome": "created"}', 'TS-63: an invoice');
select is((select amount_minor from vorrang.orders where number = 'RE-7'), 125050::bigint, 'TS-63: amounts are kept in minor units');
select is(pg_temp.import('orders', '{"kind": "invoice", "number": "RE-7", "amount": "1250.50", "currency": "EUR"}'), '{"outcome": "unchanged"}', 'TS-63: however they are written');
select is(pg_temp.import('orders', '{"kind": "invoice", "number": "RE-7", "amount": "-5"}')->'fields', '{"amount": ["1250.50", "-5.00"]}', 'TS-63: the currency stays');
select is(pg_temp.import('orders', '{"kind": "invoice", "number": "RE-7", "amount": null}')->'fields', '{"amount": ["-5.00", null], "currency": ["EUR", null]}', 'TS-63: without amount no currency');
select is(pg_temp.wrong('orders', '{"kind": "offer", "number": "RE-7", "amount": "1"}'), 'customer: an order needs its customer; date: an order needs its date; currency: an amount needs its currency', 'TS-63: all that a new one lacks');
select is(pg_temp.wrong('orders', '{"kind": "offer", "number": "1", "customer": "heyer", "date": "2026-11-01", "amount": "1.5", "currency": "JPY"}'), 'amount: 1.5 has more than the 0 decimals of JPY', 'TS-63: a yen has no decimals');
select pg_temp.import('orders', '{"kind": "offer", "number": "2", "customer": "heyer", "date": "2026-11-01", "amount": "1500", "currency": "JPY"}') is not null as done \gset
select is((select amount_minor from vorrang.orders where number = '2'), 1500::bigint, 'TS-63: its amount is whole');
select throws_ok($$ insert into vorrang.orders (kind, number, customer_id, dated_on, amount_minor) select 'order', '9', id, '2026-11-01', 5 from vorrang.customers limit 1 $$,
    '23514', null, 'TS-63: no amount without currency, whoever writes');

select * from finish();
rollback;

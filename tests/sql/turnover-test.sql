-- Classes by turnover: the invoices of a rolling period, for customers whose class nobody typed.
begin;
\ir support/world.sql
select plan(17);

create function pg_temp.invoice(p_customer text, p_number text, p_day date, p_amount text, p_currency text default 'EUR') returns void
language plpgsql
as $$
begin
    perform vorrang_api.import_orders(jsonb_build_array(jsonb_build_object('line', 2, 'fields', jsonb_build_object(
        'kind', 'invoice', 'number', p_number, 'customer', p_customer, 'date', p_day, 'amount', p_amount, 'currency', p_currency))), '2026-11-25Z');
end
$$;
create function pg_temp.class(p_customer text) returns text
language sql
as $$ select class::text || case when class_typed then ' typed' else '' end from vorrang.customers where key = p_customer $$;

select vorrang_api.customer_set('neu', '{"name": "Neu"}', '2026-01-01Z') is not null as done \gset
select vorrang_api.contact_set('kunde@neu.example', '{"customers": ["neu"]}', '2026-01-01Z') is not null as done \gset
select is(pg_temp.class('heyer') || ', ' || pg_temp.class('neu'), 'A typed, -', 'a class that was given is typed');
select pg_temp.opens('kunde@neu.example', '2026-11-25 10:00Z') as t \gset
select is(vorrang_api.classes_keep('2026-11-25Z'), 0, 'without a rule nothing changes');
select pg_temp.invoice('neu', 'R1', '2026-01-10', '30000.00');
select pg_temp.invoice('neu', 'R2', '2026-06-10', '25000.50');
select pg_temp.invoice('heyer', 'R3', '2026-06-10', '10.00');
select is(vorrang_api.turnover_set('eur', '{"a": 50000, "b": 10000}', '2026-11-25Z'), '{"currency": "EUR", "days": 365, "a": 50000, "b": 10000}', 'a rule');
select is(pg_temp.class('neu'), 'A', 'TS-16: 55,000 in a year is A');
select is((pg_temp.ticket(:t)).class::text, 'A', 'his open ticket is ranked anew');
select is(pg_temp.class('heyer'), 'A typed', 'a typed class stays, whatever he buys');
select pg_temp.invoice('neu', 'G1', '2026-07-01', '-10000.00');
select is(vorrang_api.classes_keep('2026-11-25Z') || ' ' || pg_temp.class('neu'), '1 B', 'a credit is taken off');
select is(vorrang_api.classes_keep('2026-11-25Z'), 0, 'and once');
select is((select pg_temp.class('neu') from vorrang_api.classes_keep('2027-01-09Z')), 'B', 'the last day of the year');
select is((select vorrang_api.classes_keep('2027-01-10Z')), 0, 'what is a year old counts no more: 15,000 is B still');
select is((select vorrang_api.classes_keep('2027-06-10Z')) || ' ' || pg_temp.class('neu'), '1 C', 'then C');
select pg_temp.invoice('neu', 'R4', '2027-06-11', '900000', 'JPY');
select vorrang_api.turnover_set('JPY', '{"a": 800000, "b": 1000, "days": 30}', '2027-06-11Z') is not null as done \gset
select is(pg_temp.class('neu'), 'A', 'the better one of two currencies');
select vorrang_api.customer_set('neu', '{"class": "C"}', '2027-06-12Z') is not null as done \gset
select is((select vorrang_api.classes_keep('2027-06-12Z')) || ' ' || pg_temp.class('neu'), '0 C typed', 'typed goes before computed');
select is(vorrang_api.customer_set('neu', '{"class": "auto"}', '2027-06-12Z')->>'class', 'A', 'and is given back');
select vorrang_api.customer_set('neu', '{"name": "Anders"}', '2027-06-12Z') is not null as done \gset
select is(pg_temp.class('neu'), 'A', 'another change types no class');
select throws_ok($$ select vorrang_api.turnover_set('USD', '{"a": 1000}', '2026-11-25Z') $$, 'VR004', null, 'two thresholds');
select throws_ok($$ select vorrang_api.turnover_set('USD', '{"a": 1000, "b": 2000}', '2026-11-25Z') $$, '23514', null, 'A is more than B');

select * from finish();
rollback;

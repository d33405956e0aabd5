-- Imports of what other programs know about a customer: assets (SSC-03) and orders (TS-63).
-- Rows and answers as in import-customers.

create or replace function vorrang.import_asset(p_row jsonb, p_now timestamptz)
returns jsonb
language plpgsql
as $$
declare
    f jsonb := p_row->'fields' || jsonb_build_object('ident', upper(p_row->'fields'->>'ident'));
    v_before jsonb;
    v_after jsonb;
    v_wrong jsonb;
    v_customer integer;
    v_contract vorrang.contracts;
begin
    select jsonb_build_object('vendor', a.vendor, 'ident', a.ident, 'name', a.name, 'customer', k.key,
               'contract', n.key, 'valid_until', a.valid_until, 'site', a.site)
      into v_before
      from vorrang.assets a
      join vorrang.customers k on k.id = a.customer_id
      left join vorrang.contracts n on n.id = a.contract_id
     where a.ident = f->>'ident' and a.vendor = f->>'vendor';
    v_after := coalesce(v_before, '{"name": "", "contract": null, "valid_until": null, "site": ""}') || f;
    v_wrong := vorrang.wrong_missing(v_after, 'an asset', 'customer')
        || vorrang.wrong_reference('customer', f->>'customer')
        || vorrang.wrong_reference('contract', f->>'contract');
    select k.id into v_customer from vorrang.customers k where k.key = v_after->>'customer';
    select * into v_contract from vorrang.contracts n where n.key = v_after->>'contract';
    if v_contract.customer_id <> v_customer then
        v_wrong := v_wrong || vorrang.wrong_cell('contract',
            format('the contract "%s" is not of the customer "%s"', v_contract.key, v_after->>'customer'),
            'give one of his own contracts, or - for none');
    end if;
    if v_wrong = '[]' and v_before is distinct from v_after then
        insert into vorrang.assets (vendor, ident, name, customer_id, contract_id, valid_until, site)
        values (v_after->>'vendor', v_after->>'ident', v_after->>'name', v_customer, v_contract.id,
                (v_after->>'valid_until')::date, v_after->>'site')
        on conflict (ident, vendor) do update
           set name = excluded.name, customer_id = excluded.customer_id,
               contract_id = excluded.contract_id, valid_until = excluded.valid_until, site = excluded.site;
    end if;
    return vorrang.import_answer(p_row, v_before, v_after, v_wrong);
end
$$;

create or replace function vorrang_api.import_assets(p_rows jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp set enable_seqscan = off
as $$
begin
    perform vorrang.one_import();
    if not exists (select from vorrang.assets) then
        perform vorrang.directory_changed();
    end if;
    return (select coalesce(jsonb_agg(vorrang.import_asset(r, p_now)), '[]') from jsonb_array_elements(p_rows) r);
end
$$;
comment on function vorrang_api.import_assets is
    'Creates or changes things of customers: vendor, ident (upper case), name, customer, contract, '
    'valid_until (last day of the warranty), site. Answers row by row.';

-- Amount and currency as they will stand: an amount has a currency, a currency alone says nothing.
create or replace function vorrang.import_amount(p_after jsonb)
returns jsonb
language plpgsql immutable
as $$
declare
    v_amount numeric := (p_after->>'amount')::numeric;
    v_currency text := p_after->>'currency';
    v_digits integer := vorrang.minor_digits(v_currency);
begin
    if v_amount is null or v_currency is null or trim_scale(v_amount) <> round(v_amount, v_digits) then
        return p_after || jsonb_build_object('currency', case when v_amount is not null then v_currency end);
    end if;
    return p_after || jsonb_build_object('amount',
        vorrang.amount_text((v_amount * 10::numeric ^ v_digits)::bigint, v_currency));
end
$$;

create or replace function vorrang.wrong_amount(p_after jsonb)
returns jsonb
language plpgsql immutable
as $$
declare
    v_digits integer := vorrang.minor_digits(p_after->>'currency');
begin
    if p_after->>'amount' is null then
        return '[]';
    elsif p_after->>'currency' is null then
        return vorrang.wrong_cell('currency', 'an amount needs its currency', 'write its three letters, as EUR');
    elsif scale(trim_scale((p_after->>'amount')::numeric)) > v_digits then
        return vorrang.wrong_cell('amount',
            format('%s has more than the %s decimals of %s', p_after->>'amount', v_digits, p_after->>'currency'),
            'write it without thousands separators, as 1250.00');
    end if;
    return '[]';
end
$$;

create or replace function vorrang.import_order(p_row jsonb, p_now timestamptz)
returns jsonb
language plpgsql
as $$
declare
    f jsonb := p_row->'fields';
    v_before jsonb;
    v_after jsonb;
    v_wrong jsonb;
begin
    select jsonb_build_object('kind', o.kind, 'number', o.number, 'customer', k.key, 'date', o.dated_on,
               'amount', vorrang.amount_text(o.amount_minor, o.currency), 'currency', o.currency, 'text', o.text)
      into v_before
      from vorrang.orders o
      join vorrang.customers k on k.id = o.customer_id
     where o.number = f->>'number' and o.kind = f->>'kind';
    v_after := vorrang.import_amount(
        coalesce(v_before, '{"amount": null, "currency": null, "text": ""}') || f);
    v_wrong := vorrang.wrong_missing(v_after, 'an order', 'customer', 'date')
        || vorrang.wrong_reference('customer', f->>'customer')
        || vorrang.wrong_amount(v_after);
    if v_wrong = '[]' and v_before is distinct from v_after then
        insert into vorrang.orders (kind, number, customer_id, dated_on, amount_minor, currency, text)
        values (v_after->>'kind', v_after->>'number', vorrang.customer_id(v_after->>'customer'),
                (v_after->>'date')::date,
                (v_after->>'amount')::numeric * 10::numeric ^ vorrang.minor_digits(v_after->>'currency'),
                v_after->>'currency', v_after->>'text')
        on conflict (number, kind) do update
           set customer_id = excluded.customer_id, dated_on = excluded.dated_on,
               amount_minor = excluded.amount_minor, currency = excluded.currency, text = excluded.text;
    end if;
    return vorrang.import_answer(p_row, v_before, v_after, v_wrong);
end
$$;

create or replace function vorrang_api.import_orders(p_rows jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp set enable_seqscan = off
as $$
begin
    perform vorrang.one_import();
    return (select coalesce(jsonb_agg(vorrang.import_order(r, p_now)), '[]') from jsonb_array_elements(p_rows) r);
end
$$;
comment on function vorrang_api.import_orders is
    'Creates or changes orders, invoices and offers: kind, number, customer, date, amount (decimal), currency, '
    'text. Answers row by row.';

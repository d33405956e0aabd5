-- The admin's nouns seller (who sends the bills) and buyer (what a customer's bills say of him).

create or replace function vorrang.seller_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer := (select s.id from vorrang.sellers s where s.key = lower(p_key));
begin
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no seller %L', p_key),
            'see `vorrang seller list`, or create it with `vorrang seller set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.seller_of(p_customer integer)
returns integer
language sql stable
as $$
    select coalesce((select b.seller_id from vorrang.buyers b where b.customer_id = p_customer),
                    (select case when count(*) = 1 then min(s.id) end from vorrang.sellers s))
$$;
comment on function vorrang.seller_of is 'Who bills a customer: whom his buyer data name, else the only seller; null: nobody says.';

create or replace function vorrang.seller_json(s vorrang.sellers)
returns jsonb
language sql stable
as $$
    select to_jsonb(s) - '{id,step_minutes,minimum_minutes,tax_percent}'::text[] || jsonb_build_object(
        'step', s.step_minutes * 60, 'minimum', s.minimum_minutes * 60, 'tax', trim_scale(s.tax_percent)::text)
$$;

create or replace function vorrang_api.seller_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    s vorrang.sellers;
    v_new jsonb := p - '{step,minimum,tax}'::text[];
begin
    select * into s from vorrang.sellers x where x.key = p_key;
    if s.id is null and not p ? 'name' then
        perform vorrang.raise('VR004', 'a new seller needs a name', 'give --name, the company''s as bills have it');
    end if;
    if s.id is null then
        insert into vorrang.sellers (key) values (p_key) returning * into s;
    end if;
    if p ? 'step' then
        v_new := v_new || jsonb_build_object('step_minutes', (p->>'step')::bigint / 60);
    end if;
    if p ? 'minimum' then
        v_new := v_new || jsonb_build_object('minimum_minutes', (p->>'minimum')::bigint / 60);
    end if;
    if p ? 'tax' then
        v_new := v_new || jsonb_build_object('tax_percent', vorrang.percent_of(p->>'tax'));
    end if;
    if p ? 'zone' and not exists (select from pg_timezone_names z where z.name = p->>'zone') then
        perform vorrang.raise('VR003', format('%L is no time zone', p->>'zone'), 'write it as Europe/Berlin');
    end if;
    s := jsonb_populate_record(s, v_new - '{id,key}'::text[]);
    update vorrang.sellers x
       set (name, street, postcode, city, country, vat_id, tax_number, iban, bic, contact, phone, email, language, zone, currency, tax_percent,
            tax_reason, due_days, step_minutes, minimum_minutes, rounding, invoice_numbers, credit_numbers, statement_numbers)
         = row (s.name, s.street, s.postcode, s.city, upper(s.country), upper(translate(s.vat_id, ' ', '')), s.tax_number,
            upper(translate(s.iban, ' ', '')), upper(s.bic), s.contact, s.phone, s.email, s.language, s.zone, upper(s.currency), s.tax_percent,
            s.tax_reason, s.due_days, s.step_minutes, s.minimum_minutes, s.rounding, s.invoice_numbers, s.credit_numbers,
            s.statement_numbers)
     where x.id = s.id
    returning * into s;
    return vorrang.seller_json(s);
end
$$;
comment on function vorrang_api.seller_set is
    'Who sends bills: name, street, postcode, city, country, vat_id, tax_number, iban, bic, contact, phone, email; language (en, de: of its bills), zone (whose '
    'months), currency, tax (percent), tax_reason (why there is none, where it is 0), due_days; step, minimum (seconds) and '
    'rounding (ticket, entry) of billed time where a contract says nothing; invoice_numbers, credit_numbers, statement_numbers: '
    'R-YYYY-####, with # for digits. Bills that are made keep what they say.';

create or replace function vorrang.percent_of(p_text text)
returns numeric
language plpgsql immutable
as $$
begin
    if replace(p_text, ',', '.') !~ '^[0-9]{1,3}(\.[0-9]{1,2})?%?$' then
        perform vorrang.raise('VR003', format('%L is no percentage', p_text), 'write it as 19 or 7.5');
    end if;
    return rtrim(replace(p_text, ',', '.'), '%')::numeric;
end
$$;

create or replace function vorrang_api.seller_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.seller_json(s) from vorrang.seller_id(p_key) n (id) join sellers s on s.id = n.id
$$;

create or replace function vorrang_api.seller_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.seller_json(s) order by s.key), '[]') from sellers s
$$;

create or replace function vorrang.buyer_json(b vorrang.buyers)
returns jsonb
language sql stable
as $$
    select to_jsonb(b) - '{customer_id,seller_id}'::text[] || jsonb_build_object(
        'customer', k.key, 'name', coalesce(nullif(b.name, ''), k.name),
        'number', coalesce(k.number, k.key),
        'seller', (select s.key from vorrang.sellers s where s.id = b.seller_id))
    from vorrang.customers k where k.id = b.customer_id
$$;

create or replace function vorrang_api.buyer_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    b vorrang.buyers;
    v_customer integer := vorrang.customer_id(p_key);
begin
    insert into vorrang.buyers (customer_id) values (v_customer) on conflict do nothing;
    select * into strict b from vorrang.buyers x where x.customer_id = v_customer for update;
    b := jsonb_populate_record(b, p - '{customer,customer_id,seller}'::text[]);
    if p ? 'seller' then
        b.seller_id := case when p->>'seller' <> '' then vorrang.seller_id(p->>'seller') end;
    end if;
    if b.tax = 'reverse-charge' and b.vat_id = '' then
        perform vorrang.raise('VR004', 'reverse charge needs the buyer''s VAT number', 'give --vat-id');
    end if;
    update vorrang.buyers x
       set (seller_id, name, street, postcode, city, country, vat_id, reference, email, per, tax)
         = row (b.seller_id, b.name, b.street, b.postcode, b.city, upper(b.country), upper(translate(b.vat_id, ' ', '')), b.reference,
            b.email, b.per, b.tax)
     where x.customer_id = v_customer
    returning * into b;
    return vorrang.buyer_json(b);
end
$$;
comment on function vorrang_api.buyer_set is
    'What a customer''s bills say of him: name ("": his own), street, postcode, city, country, vat_id, reference (what he wants to '
    'see on them), email; per: month (one bill of all his tickets) or ticket; tax: standard or reverse-charge; seller, where there '
    'are several. Without it he is not billed.';

create or replace function vorrang_api.buyer_show(p_key text, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v jsonb;
begin
    select vorrang.buyer_json(b) into v from vorrang.buyers b where b.customer_id = vorrang.customer_id(p_key);
    if v is null then
        perform vorrang.raise('VR001', format('nothing is said of %L as a buyer', p_key), 'say it with `vorrang buyer set`');
    end if;
    return v;
end
$$;

create or replace function vorrang_api.buyer_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.buyer_json(b) order by k.key), '[]') from buyers b join customers k on k.id = b.customer_id
$$;

create or replace function vorrang.einvoice_gaps(p_seller jsonb, p_buyer jsonb, p_tax_category text)
returns text[]
language sql immutable
as $$
    select coalesce(array_agg(x.gap order by x.place), '{}')
      from (values
        (1, 'seller --city (BR-DE-3)', p_seller->>'country' = 'DE' and p_seller->>'city' = ''),
        (2, 'seller --postcode (BR-DE-4)', p_seller->>'country' = 'DE' and p_seller->>'postcode' = ''),
        (3, 'seller --contact (BR-DE-5)', p_seller->>'country' = 'DE' and p_seller->>'contact' = ''),
        (4, 'seller --phone (BR-DE-6)', p_seller->>'country' = 'DE' and p_seller->>'phone' = ''),
        (5, 'seller --email (BR-DE-7)', p_seller->>'country' = 'DE' and p_seller->>'email' = ''),
        (6, 'seller --iban (BR-DE-1)', p_seller->>'country' = 'DE' and p_seller->>'iban' = ''),
        (7, 'seller --vat-id or --tax-number (BR-S-02, BR-E-02)', p_seller->>'vat_id' = '' and p_seller->>'tax_number' = ''),
        (8, 'seller --vat-id (BR-AE-02)', p_tax_category = 'AE' and p_seller->>'vat_id' = '' and p_seller->>'tax_number' <> ''),
        (9, 'seller --tax-reason (BR-E-10)', p_tax_category = 'E' and p_seller->>'tax_reason' = ''),
        (10, 'buyer --city (BR-DE-8)', p_seller->>'country' = 'DE' and p_buyer->>'city' = ''),
        (11, 'buyer --postcode (BR-DE-9)', p_seller->>'country' = 'DE' and p_buyer->>'postcode' = ''),
        (12, 'buyer --reference (BR-DE-15)', p_seller->>'country' = 'DE' and p_buyer->>'reference' = ''),
        (13, 'buyer --email (PEPPOL-EN16931-R010)', p_seller->>'country' = 'DE' and p_buyer->>'email' = '')) as x (place, gap, missing)
     where x.missing
$$;
comment on function vorrang.einvoice_gaps is
    'What a bill of this seller to this buyer lacks to be an electronic invoice of EN 16931, by the rule that asks for it; where the '
    'seller is German, XRechnung 3.0''s rules, too.';

-- The admin's noun pattern: which numbers the milter looks for in mails.

create or replace function vorrang.pattern_json(p vorrang.number_patterns)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('key', p.key, 'kind', p.kind, 'pattern', p.pattern, 'check', p.check_digit, 'vendor', p.vendor,
        'customer', (select k.key from vorrang.customers k where k.id = p.customer_id))
$$;

create or replace function vorrang.pattern_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer;
begin
    select p.id into v_id from vorrang.number_patterns p where p.key = p_key;
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no pattern %L', p_key),
            'see `vorrang pattern list`, or create it with `vorrang pattern set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang_api.pattern_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    x vorrang.number_patterns;
begin
    select * into x from vorrang.number_patterns y where y.key = p_key;
    if x.id is null and not (p ?& array['kind', 'pattern']) then
        perform vorrang.raise('VR004', 'a new pattern needs its kind and the pattern', 'give --kind and --pattern');
    end if;
    insert into vorrang.number_patterns (key, kind, pattern, check_digit, vendor, customer_id)
    values (p_key, coalesce(p->>'kind', x.kind), coalesce(p->>'pattern', x.pattern),
            coalesce(p->>'check', x.check_digit, 'none'), vorrang.changed(p, 'vendor', x.vendor),
            case when p->>'customer' <> '' then vorrang.customer_id(p->>'customer')
                 when not p ? 'customer' then x.customer_id end)
    on conflict (key) do update
       set kind = excluded.kind, pattern = excluded.pattern, check_digit = excluded.check_digit,
           vendor = excluded.vendor, customer_id = excluded.customer_id
    returning * into x;
    perform vorrang.directory_changed();
    return vorrang.pattern_json(x);
end
$$;
comment on function vorrang_api.pattern_set is
    'A number that mails may name: kind (customer-number, serial, ident), pattern (core/mail/number-pattern.hh), check (none, '
    'luhn, mod97, mod11, ean), vendor and customer (only their assets). "" takes vendor or customer away.';

create or replace function vorrang_api.pattern_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.pattern_json(p) from vorrang.pattern_id(p_key) n (id) join number_patterns p on p.id = n.id
$$;

create or replace function vorrang_api.pattern_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.pattern_json(x) order by x.key), '[]') from number_patterns x
$$;

create or replace function vorrang_api.pattern_remove(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_id integer := vorrang.pattern_id(p_key);
    v jsonb := vorrang_api.pattern_show(p_key, p_now);
begin
    delete from vorrang.number_patterns p where p.id = v_id;
    perform vorrang.directory_changed();
    return v;
end
$$;
comment on function vorrang_api.pattern_remove is
    'The milter no longer looks for it; what was found stays with its tickets. Returns what it was.';

create or replace function vorrang_api.pattern_try(p_numbers jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'number', x.number, 'place', x.place, 'pattern', x.pattern, 'kind', x.kind, 'asset', vorrang.asset_name(x.asset_id),
        'customer', k.key, 'entitlement', s.entitlement,
        'contract', (select n.key from contracts n where n.id = coalesce(s.contract_id, s.lapsed_contract_id)))
        order by x.at), '[]')
    from vorrang.numbers_named(p_numbers) x
    left join customers k on k.id = x.customer_id
    left join lateral vorrang.sla_for(x.customer_id, x.asset_id, null, p_now) s on x.customer_id is not null
$$;
comment on function vorrang_api.pattern_try is
    'What these numbers (as intake_store takes them) would mean now; writes nothing. One without a pattern that is no '
    'asset''s is left out.';

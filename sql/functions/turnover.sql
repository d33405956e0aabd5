-- Classes by turnover: A, B or C by the invoices of a rolling period, for customers whose class nobody typed (TS-16).

create or replace function vorrang.class_by_turnover(p_customer integer, p_now timestamptz)
returns text
language plpgsql stable
as $$
begin
    -- Of several currencies the one in which he buys most by its own rule.
    return (
        select min(case when x.sum >= r.a_minor then 'A' when x.sum >= r.b_minor then 'B' else 'C' end)
          from vorrang.turnover_rules r
          cross join lateral (
              select coalesce(sum(o.amount_minor), 0) as sum from vorrang.orders o
               where o.customer_id = p_customer and o.kind = 'invoice' and o.currency = r.currency
                 and o.dated_on > (p_now at time zone 'UTC')::date - r.days and o.dated_on <= (p_now at time zone 'UTC')::date) x);
end
$$;
comment on function vorrang.class_by_turnover is
    'The class that his invoices of the rule''s days make, credits taken off; null: there is no rule.';

create or replace function vorrang_api.classes_keep(p_now timestamptz default now())
returns integer
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    k record;
    v_count integer := 0;
begin
    for k in
        select x.id, x.class, vorrang.class_by_turnover(x.id, p_now) as computed
          from customers x
         where not x.class_typed and exists (select from turnover_rules)
         order by x.id
    loop
        continue when k.class = k.computed;
        update customers set class = k.computed where id = k.id and not class_typed;
        perform vorrang.sync_class(k.id, p_now, 'vorrang');
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$$;
comment on function vorrang_api.classes_keep is
    'Gives each customer whose class nobody typed the one of his turnover, and ranks his open tickets; how many changed. '
    'vorrangd asks each quarter of an hour.';

create or replace function vorrang.turnover_json(r vorrang.turnover_rules)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('currency', r.currency, 'days', r.days,
        'a', r.a_minor / (10 ^ vorrang.minor_digits(r.currency))::bigint, 'b', r.b_minor / (10 ^ vorrang.minor_digits(r.currency))::bigint)
$$;

create or replace function vorrang_api.turnover_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    r vorrang.turnover_rules;
    v_unit bigint := (10 ^ vorrang.minor_digits(upper(p_key)))::bigint;
begin
    select * into r from vorrang.turnover_rules x where x.currency = upper(p_key);
    if r.currency is null and not p ?& array['a', 'b'] then
        perform vorrang.raise('VR004', 'a new rule needs two thresholds', 'give --a and --b, as in --a 50000 --b 10000');
    end if;
    insert into vorrang.turnover_rules (currency, days, a_minor, b_minor)
    values (upper(p_key), coalesce((p->>'days')::integer, r.days, 365),
            coalesce((p->>'a')::bigint * v_unit, r.a_minor), coalesce((p->>'b')::bigint * v_unit, r.b_minor))
    on conflict (currency) do update set days = excluded.days, a_minor = excluded.a_minor, b_minor = excluded.b_minor
    returning * into r;
    perform vorrang_api.classes_keep(p_now);
    return vorrang.turnover_json(r);
end
$$;
comment on function vorrang_api.turnover_set is
    'The rule of a currency: days back that count (365), a and b: turnover from which a customer is A or B, in whole units; '
    'below b he is C.';

create or replace function vorrang_api.turnover_show(p_key text, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v jsonb;
begin
    select vorrang.turnover_json(r) into v from vorrang.turnover_rules r where r.currency = upper(p_key);
    if v is null then
        perform vorrang.raise('VR001', format('there is no rule for %L', p_key), 'see `vorrang turnover list`');
    end if;
    return v;
end
$$;

create or replace function vorrang_api.turnover_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.turnover_json(r) order by r.currency), '[]') from turnover_rules r
$$;

create or replace function vorrang_api.turnover_remove(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    delete from vorrang.turnover_rules r where r.currency = upper(p_key);
    if not found then
        perform vorrang.raise('VR001', format('there is no rule for %L', p_key), 'see `vorrang turnover list`');
    end if;
    return jsonb_build_object('currency', upper(p_key));
end
$$;
comment on function vorrang_api.turnover_remove is 'Takes a rule away; the classes that it made stay until another says otherwise.';

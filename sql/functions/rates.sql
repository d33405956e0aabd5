-- What an hour of work costs (TS-73).

create or replace function vorrang.rate_of(
    p_contract integer, p_customer integer, p_agent integer, p_work_type integer, p_day date)
returns vorrang.rates
language plpgsql stable
as $$
declare
    r vorrang.rates;
begin
    select x.* into r from vorrang.rates x
     where x.valid_from <= p_day
       and (x.contract_id is null or x.contract_id = p_contract)
       and (x.customer_id is null or x.customer_id = p_customer)
       and (x.agent_id is null or x.agent_id = p_agent)
       and (x.work_type_id is null or x.work_type_id = p_work_type)
     order by x.contract_id is not null desc, x.customer_id is not null desc, x.agent_id is not null desc,
              x.work_type_id is not null desc, x.valid_from desc
     limit 1;
    return r;
end
$$;
comment on function vorrang.rate_of is
    'The rate of work done on a day: one that names the contract goes before one that names the customer, that before one of the '
    'agent, that before one of the work type, that before the default; of several such the one that says more in the same '
    'order, then the latest. A null row: there is none.';

create or replace function vorrang.rate_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer := (select r.id from vorrang.rates r where r.key = lower(p_key));
begin
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no rate %L', p_key),
            'see `vorrang rate list`, or create it with `vorrang rate set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.rate_json(r vorrang.rates)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'key', r.key, 'hour', vorrang.money_text(r.hour_minor, r.currency), 'from', r.valid_from,
        'contract', (select n.key from vorrang.contracts n where n.id = r.contract_id),
        'customer', (select k.key from vorrang.customers k where k.id = r.customer_id),
        'agent', (select a.key from vorrang.agents a where a.id = r.agent_id),
        'work_type', (select w.key from vorrang.work_types w where w.id = r.work_type_id))
$$;

create or replace function vorrang_api.rate_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    r vorrang.rates;
begin
    select * into r from vorrang.rates x where x.key = p_key;
    if p ? 'hour' then
        select m.minor, m.currency into r.hour_minor, r.currency from vorrang.money_of(p->>'hour') m;
    elsif r.id is null then
        perform vorrang.raise('VR004', 'a new rate needs what an hour costs', 'give --hour, as in --hour "120.00 EUR"');
    end if;
    r.contract_id := case when not p ? 'contract' then r.contract_id
                          when p->>'contract' <> '' then vorrang.contract_id(p->>'contract') end;
    r.customer_id := case when not p ? 'customer' then r.customer_id
                          when p->>'customer' <> '' then vorrang.customer_id(p->>'customer') end;
    r.agent_id := case when not p ? 'agent' then r.agent_id when p->>'agent' <> '' then vorrang.agent_id(p->>'agent') end;
    r.work_type_id := case when not p ? 'work_type' then r.work_type_id
                           when p->>'work_type' <> '' then vorrang.work_type_id(p->>'work_type') end;
    r.valid_from := coalesce((p->>'from')::date, r.valid_from, '2000-01-01');
    if exists (select from vorrang.rates x
                where x.key <> p_key and x.valid_from = r.valid_from
                  and (x.contract_id, x.customer_id, x.agent_id, x.work_type_id)
                      is not distinct from (r.contract_id, r.customer_id, r.agent_id, r.work_type_id)) then
        perform vorrang.raise('VR003', 'another rate says what the same work costs from the same day on',
            'change that one (`vorrang rate list`), or give another --from');
    end if;
    insert into vorrang.rates (key, contract_id, customer_id, agent_id, work_type_id, valid_from, hour_minor, currency)
    values (p_key, r.contract_id, r.customer_id, r.agent_id, r.work_type_id, r.valid_from, r.hour_minor, r.currency)
    on conflict (key) do update
       set contract_id = excluded.contract_id, customer_id = excluded.customer_id, agent_id = excluded.agent_id,
           work_type_id = excluded.work_type_id, valid_from = excluded.valid_from, hour_minor = excluded.hour_minor,
           currency = excluded.currency
    returning * into r;
    return vorrang.rate_json(r);
end
$$;
comment on function vorrang_api.rate_set is
    'hour: what it costs ("120.00 EUR"). contract, customer, agent, work_type: of what work ("": any); from: the first day of '
    'such work. What is released keeps the rate that it was released with.';

create or replace function vorrang_api.rate_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.rate_json(r) from vorrang.rate_id(p_key) n (id) join rates r on r.id = n.id
$$;

create or replace function vorrang_api.rate_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.rate_json(r) order by
        r.contract_id is null, r.customer_id is null, r.agent_id is null, r.work_type_id is null, r.key, r.valid_from), '[]')
    from rates r
$$;
comment on function vorrang_api.rate_list is 'All rates, what goes before first.';

create or replace function vorrang_api.rate_remove(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    delete from vorrang.rates r where r.id = vorrang.rate_id(p_key);
    return jsonb_build_object('key', p_key);
end
$$;
comment on function vorrang_api.rate_remove is 'Takes a rate away; what was released with it keeps it.';

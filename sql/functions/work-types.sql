-- The admin's noun work-type: what kinds of work are told apart by their rates.

create or replace function vorrang.work_type_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer := (select w.id from vorrang.work_types w where w.key = lower(p_key));
begin
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no work type %L', p_key),
            'see `vorrang work-type list`, or create it with `vorrang work-type set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.work_type_json(w vorrang.work_types)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('key', w.key, 'name', w.name)
$$;

create or replace function vorrang_api.work_type_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    w vorrang.work_types;
begin
    insert into vorrang.work_types (key, name) values (p_key, trim(coalesce(p->>'name', '')))
    on conflict (key) do update set name = case when p ? 'name' then excluded.name else work_types.name end
    returning * into w;
    return vorrang.work_type_json(w);
end
$$;
comment on function vorrang_api.work_type_set is 'A kind of work: `#time 0:25 onsite` books such. name: as a bill says it.';

create or replace function vorrang_api.work_type_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.work_type_json(w) from vorrang.work_type_id(p_key) n (id) join work_types w on w.id = n.id
$$;

create or replace function vorrang_api.work_type_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.work_type_json(w) order by w.key), '[]') from work_types w
$$;

-- The admin's noun surcharge.

create or replace function vorrang.surcharge_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer := (select s.id from vorrang.surcharges s where s.key = lower(p_key));
begin
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no surcharge %L', p_key),
            'see `vorrang surcharge list`, or create it with `vorrang surcharge set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.surcharge_json(s vorrang.surcharges)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'key', s.key, 'name', s.name, 'percent', s.percent, 'hours', to_jsonb(s.hours), 'holidays', s.holidays,
        'calendar', (select c.key from vorrang.calendars c where c.id = s.calendar_id),
        'customer', (select k.key from vorrang.customers k where k.id = s.customer_id))
$$;

create or replace function vorrang_api.surcharge_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    s vorrang.surcharges;
begin
    select * into s from vorrang.surcharges x where x.key = p_key;
    if s.id is null and not p ?& array['percent', 'calendar'] then
        perform vorrang.raise('VR004', 'a new surcharge needs its percentage and a calendar', 'give --percent and --calendar');
    end if;
    s.hours := vorrang.lines_field(p, 'hours', s.hours);
    s.holidays := coalesce((p->>'holidays')::boolean, s.holidays, false);
    if cardinality(s.hours) = 0 and not s.holidays then
        perform vorrang.raise('VR004', 'a surcharge holds at some time', 'give --hours, --holidays or both');
    end if;
    insert into vorrang.surcharges (key, name, calendar_id, customer_id, percent, hours, holidays)
    values (p_key, trim(coalesce(p->>'name', s.name, '')),
            case when p ? 'calendar' then vorrang.calendar_id(p->>'calendar') else s.calendar_id end,
            case when not p ? 'customer' then s.customer_id
                 when p->>'customer' <> '' then vorrang.customer_id(p->>'customer') end,
            coalesce((p->>'percent')::integer, s.percent), s.hours, s.holidays)
    on conflict (key) do update
       set name = excluded.name, calendar_id = excluded.calendar_id, customer_id = excluded.customer_id,
           percent = excluded.percent, hours = excluded.hours, holidays = excluded.holidays
    returning * into s;
    delete from vorrang.surcharge_hours h where h.surcharge_id = s.id;
    insert into vorrang.surcharge_hours (surcharge_id, weekday, from_minute, to_minute)
    select s.id, w.weekday, w.from_minute, w.to_minute from unnest(s.hours) h (line) cross join lateral vorrang.week_minutes(h.line) w;
    return vorrang.surcharge_json(s);
end
$$;
comment on function vorrang_api.surcharge_set is
    'percent on top of the rate; hours: ["Mon-Fri 22:00-06:00"] in the calendar''s zone; holidays: on that calendar''s; customer: '
    'for him alone, instead of the general ones. What is released keeps the surcharge that it was released with.';

create or replace function vorrang_api.surcharge_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.surcharge_json(s) from vorrang.surcharge_id(p_key) n (id) join surcharges s on s.id = n.id
$$;

create or replace function vorrang_api.surcharge_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.surcharge_json(s) order by s.key), '[]') from surcharges s
$$;

create or replace function vorrang_api.surcharge_remove(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    delete from vorrang.surcharges s where s.id = vorrang.surcharge_id(p_key);
    return jsonb_build_object('key', p_key);
end
$$;
comment on function vorrang_api.surcharge_remove is 'Takes a surcharge away; what was released with it keeps it.';

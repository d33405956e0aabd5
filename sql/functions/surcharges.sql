-- Surcharges for work at night, on weekends and holidays (TS-74): local hours of a calendar's zone, exact to the minute.

create or replace function vorrang.weekday_named(p_name text)
returns smallint
language sql immutable
as $$
    select array_position(array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], lower(p_name))::smallint
$$;
comment on function vorrang.weekday_named is 'Mon is 1, Sun 7; null: it is none.';

create or replace function vorrang.week_minutes(p_line text)
returns table (weekday smallint, from_minute smallint, to_minute smallint)
language plpgsql immutable
as $$
declare
    v text[] := regexp_match(trim(p_line), '^([A-Za-z]{3})(?:-([A-Za-z]{3}))? +([0-2]?[0-9]):([0-5][0-9])-([0-2]?[0-9]):([0-5][0-9])$');
    v_first smallint := vorrang.weekday_named(v[1]);
    v_last smallint := vorrang.weekday_named(coalesce(v[2], v[1]));
    v_from integer := v[3]::integer * 60 + v[4]::integer;
    v_to integer := v[5]::integer * 60 + v[6]::integer;
begin
    if v_first is null or v_last is null or v_from >= 1440 or v_to > 1440 or v_from = v_to then
        perform vorrang.raise('VR003', format('%L are no hours', p_line),
            'write days and hours, as "Mon-Fri 22:00-06:00" or "Sat-Sun 00:00-24:00"');
    end if;
    for day in v_first .. case when v_last < v_first then v_last + 7 else v_last end loop
        weekday := (day - 1) % 7 + 1;
        from_minute := v_from;
        to_minute := case when v_to > v_from then v_to else 1440 end;
        return next;
        if v_to < v_from and v_to > 0 then
            weekday := day % 7 + 1;
            from_minute := 0;
            to_minute := v_to;
            return next;
        end if;
    end loop;
end
$$;
comment on function vorrang.week_minutes is
    'Reads "Mon-Fri 22:00-06:00": the days on which they begin; what ends before it begins ends on the day after.';

create or replace function vorrang.local_instant(p_day date, p_minute integer, p_zone text, p_first boolean default false)
returns timestamptz
language plpgsql stable
as $$
declare
    v_local timestamp := p_day + make_interval(mins => p_minute);
    v_instant timestamptz := v_local at time zone p_zone;
    v_earlier timestamptz;
begin
    -- PostgreSQL takes the second of two; clocks are put back by an hour, on Lord Howe by half of one.
    foreach v_earlier in array case when p_first then array[v_instant - interval '1 hour', v_instant - interval '30 minutes']
                                    else '{}' end loop
        if v_earlier at time zone p_zone = v_local then
            return v_earlier;
        end if;
    end loop;
    return v_instant;
end
$$;
comment on function vorrang.local_instant is
    'When a zone''s clocks say so; 1440 is the next midnight. A time that the clocks skip is as long after the skip; of one that they '
    'show twice it is the second, or the first if so asked.';

create or replace function vorrang.surcharge_spans(p_customer integer, p_from timestamptz, p_until timestamptz)
returns table (starts_at timestamptz, ends_at timestamptz, percent integer, name text)
language sql stable
as $$
    select vorrang.local_instant(d.day, h.from_minute, k.zone, true), vorrang.local_instant(d.day, h.to_minute, k.zone),
           s.percent, coalesce(nullif(s.name, ''), s.key)
      from vorrang.surcharges s
      join vorrang.calendars k on k.id = s.calendar_id
      cross join lateral (
          select x::date as day
            from generate_series((p_from at time zone k.zone)::date, (p_until at time zone k.zone)::date, interval '1 day') x) d
      cross join lateral (
          select w.from_minute, w.to_minute from vorrang.surcharge_hours w
           where w.surcharge_id = s.id and w.weekday = extract(isodow from d.day)
          union all
          select 0, 1440 where s.holidays and exists (select from unnest(k.holidays) x where left(x, 10) = d.day::text)) h
     where s.customer_id is not distinct from (
               select o.customer_id from vorrang.surcharges o where o.customer_id = p_customer limit 1)
$$;
comment on function vorrang.surcharge_spans is
    'When which surcharge holds on the days of a stretch of time: a customer''s own ones, else the general ones.';

create or replace function vorrang.surcharge_pieces(p_customer integer, p_from timestamptz, p_until timestamptz)
returns table (starts_at timestamptz, minutes integer, percent integer, name text)
language plpgsql stable
as $$
begin
    return query
    with spans as materialized (select * from vorrang.surcharge_spans(p_customer, p_from, p_until)),
    edges as (
        select p_from as edge
        union select s.starts_at from spans s where s.starts_at > p_from and s.starts_at < p_until
        union select s.ends_at from spans s where s.ends_at > p_from and s.ends_at < p_until),
    pieces as (
        select e.edge, coalesce(s.percent, 0) as percent, s.name
          from edges e
          left join lateral (
              select y.percent, y.name from spans y
               where y.starts_at <= e.edge and y.ends_at > e.edge order by y.percent desc, y.name limit 1) s on true),
    -- What the same surcharge holds for, over midnight too, is one piece.
    begins as (
        select x.* from (
            select p.*, (p.percent, p.name) is distinct from lag((p.percent, p.name)) over (order by p.edge) as other from pieces p) x
         where x.other)
    select b.edge, (extract(epoch from lead(b.edge, 1, p_until) over (order by b.edge) - b.edge) / 60)::integer, b.percent, b.name
      from begins b
     order by b.edge;
end
$$;
comment on function vorrang.surcharge_pieces is
    'A stretch of work, cut exactly where a surcharge begins or ends; where several hold, the highest does. Their minutes are '
    'as many as the stretch has.';

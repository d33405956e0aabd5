-- Business time on instants. A calendar is a row of open intervals with a running sum, so both
-- functions are index look-ups and know nothing of zones. In PL/pgSQL, as what is called often is: its
-- plans are kept, those of an SQL function that cannot be inlined are not.

create or replace function vorrang.open_seconds_until(p_calendar integer, p_at timestamptz)
returns double precision
language plpgsql stable
as $$
begin
    return (
        select coalesce(
            (select i.open_before + date_part('epoch', least(p_at, i.closes_at) - i.opens_at)
             from vorrang.calendar_intervals i
             where i.calendar_id = p_calendar
               and i.opens_at <= p_at
             order by i.opens_at desc
             limit 1),
            0));
end
$$;
comment on function vorrang.open_seconds_until is
    'Open seconds of the calendar from its first interval to the instant.';

create or replace function vorrang.instant_at_open_seconds(p_calendar integer, p_sum double precision)
returns timestamptz
language plpgsql stable
as $$
begin
    return (
        select least(i.opens_at + make_interval(secs => p_sum - i.open_before), i.closes_at)
        from vorrang.calendar_intervals i
        where i.calendar_id = p_calendar
          and i.open_before < greatest(p_sum, 1e-9)
        order by i.open_before desc
        limit 1);
end
$$;
comment on function vorrang.instant_at_open_seconds is
    'The instant at which the calendar has been open for p_sum seconds since its first interval; '
    'saturates at the end of the expansion.';

create or replace function vorrang.due_after(p_calendar integer, p_from timestamptz, p_open_seconds double precision)
returns table (due timestamptz)
language sql stable rows 1
as $$
    select greatest(p_from, (
               select least(i.opens_at + make_interval(secs => s.sum - i.open_before), i.closes_at)
                 from vorrang.calendar_intervals i
                where i.calendar_id = p_calendar and i.open_before < greatest(s.sum, 1e-9)
                order by i.open_before desc limit 1))
      from (select coalesce((
                       select i.open_before + date_part('epoch', least(p_from, i.closes_at) - i.opens_at)
                         from vorrang.calendar_intervals i
                        where i.calendar_id = p_calendar and i.opens_at <= p_from
                        order by i.opens_at desc limit 1), 0) + p_open_seconds as sum
            offset 0) s
$$;
comment on function vorrang.due_after is
    'The deadline as a table of one row: in a lateral join it becomes part of the statement, two index look-ups and no call, '
    'for many at once.';

create or replace function vorrang.deadline(
    p_calendar integer, p_from timestamptz, p_open_seconds double precision)
returns timestamptz
language plpgsql stable
as $$
begin
    return (select d.due from vorrang.due_after(p_calendar, p_from, p_open_seconds) d);
end
$$;
comment on function vorrang.deadline is
    'The instant after p_open_seconds of open time from p_from (TS-26). Half-open intervals: a '
    'deadline that is used up at closing time is that closing time.';

create or replace function vorrang.open_seconds_between(
    p_calendar integer, p_from timestamptz, p_to timestamptz)
returns double precision
language sql stable
as $$
    select vorrang.open_seconds_until(p_calendar, p_to)
         - vorrang.open_seconds_until(p_calendar, p_from)
$$;
comment on function vorrang.open_seconds_between is
    'Open seconds between two instants; negative when p_to is the earlier one.';

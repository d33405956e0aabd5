-- Business time on instants: deadline, open seconds, and that the one is the inverse of the other (TS-26, SSC-11).
begin;
\ir support/world.sql
select plan(26);

create function pg_temp.calendar(p_key text) returns integer
language sql stable
as $$ select c.id from vorrang.calendars c where c.key = p_key $$;

-- Seven hours on the day on which Berlin's clocks go back, five on the day on which they go forward.
do $$
begin
    perform vorrang_api.calendar_set('early', jsonb_build_object('zone', 'Europe/Berlin', 'open', '["Mon-Sun 00:00-06:00"]'::jsonb,
        'intervals', (select jsonb_agg(jsonb_build_array(
                          date_part('epoch', (d.day + time '00:00') at time zone 'Europe/Berlin'),
                          date_part('epoch', (d.day + time '06:00') at time zone 'Europe/Berlin')) order by d.day)
                      from (select date '2026-01-01' + n as day from generate_series(0, 400) n) d)), '2026-01-01Z');
end
$$;

-- Office: Mon-Fri 09-12 and 13-17 Berlin. 2026-11-25 is a Wednesday, in winter (UTC+1).
select is(vorrang.deadline(pg_temp.calendar(x.calendar), x.start::timestamptz, x.seconds), x.due::timestamptz, x.rule)
from (values
    ('office', '2026-11-25 09:00+01', 3600, '2026-11-25 10:00+01', 'an hour from opening time is an hour later'),
    ('office', '2026-11-25 11:30+01', 3600, '2026-11-25 13:30+01', 'the clock stands still over lunch'),
    ('office', '2026-11-25 12:15+01', 600, '2026-11-25 13:10+01', 'a mail in the lunch break starts after it'),
    ('office', '2026-11-25 11:00+01', 3600, '2026-11-25 12:00+01', 'a deadline used up at closing time is that closing time'),
    ('office', '2026-11-25 09:00+01', 25200, '2026-11-25 17:00+01', 'the seventh open hour ends with the day'),
    ('office', '2026-11-25 16:59+01', 120, '2026-11-26 09:01+01', 'what is left of two minutes goes on next morning'),
    ('office', '2026-11-27 16:00+01', 7200, '2026-11-30 10:00+01', 'a weekend is no open time'),
    ('office', '2026-11-28 10:00+01', 60, '2026-11-30 09:01+01', 'a mail on Saturday starts on Monday'),
    ('office', '2026-12-24 16:00+01', 7200, '2026-12-28 10:00+01', 'a holiday is no open time'),
    ('office', '2026-11-25 07:00+01', 0, '2026-11-25 07:00+01', 'no open time at all is due at once'),
    ('office', '2026-10-23 16:00+02', 7200, '2026-10-26 10:00+01', 'hours are local hours across the change of clocks'),
    ('early', '2026-10-25 00:00+02', 25200, '2026-10-25 06:00+01', 'the night in which clocks go back has an hour more'),
    ('early', '2026-03-29 00:00+01', 18000, '2026-03-29 06:00+02', 'the night in which clocks go forward has an hour less'),
    ('always', '2026-10-24 12:00Z', 86400, '2026-10-25 12:00Z', 'around the clock a day is a day, also when clocks change'),
    ('always', '2026-11-25 10:00Z', 2520, '2026-11-25 10:42Z', 'around the clock 42 minutes are 42 minutes')
) as x (calendar, start, seconds, due, rule);

select is(vorrang.open_seconds_between(pg_temp.calendar(x.calendar), x.a::timestamptz, x.b::timestamptz)::numeric,
    x.seconds::numeric, x.rule)
from (values
    ('always', '2026-11-25 00:00Z', '2026-11-26 00:00Z', 86400, '24/7 is exactly 1440 minutes a day'),
    ('office', '2026-11-25 00:00+01', '2026-11-26 00:00+01', 25200, 'a working day has seven hours'),
    ('office', '2026-11-25 11:30+01', '2026-11-25 13:30+01', 3600, 'lunch does not count'),
    ('office', '2026-12-21 00:00+01', '2026-12-28 00:00+01', 100800, 'the week of the holiday has four days'),
    ('early', '2026-10-25 00:00+02', '2026-10-26 00:00+01', 25200, 'the longer night counts seven hours'),
    ('office', '2026-11-25 13:30+01', '2026-11-25 11:30+01', -3600, 'backwards it is negative')
) as x (calendar, a, b, seconds, rule);

-- Properties over generated instants, to the microsecond as they come from now().
select setseed(0.4815);
create temporary table cases as
select pg_temp.calendar(c) as calendar,
       timestamptz '2026-01-05Z' + make_interval(secs => floor(random() * 3e13) / 1e6) as a,
       timestamptz '2026-01-05Z' + make_interval(secs => floor(random() * 3e13) / 1e6) as b,
       timestamptz '2026-01-05Z' + make_interval(secs => floor(random() * 3e13) / 1e6) as c,
       floor(random() * 400000) as m, floor(random() * 400000) as n
from generate_series(1, 4000) g, unnest(array['office', 'always', 'early']) c;

select is_empty($$
    select * from cases x
    where abs(vorrang.open_seconds_between(x.calendar, x.a, x.c) - vorrang.open_seconds_between(x.calendar, x.a, x.b)
              - vorrang.open_seconds_between(x.calendar, x.b, x.c)) > 1e-5 $$,
    'open time from a to b and from b to c is open time from a to c');

select is_empty($$
    select * from cases x
    where x.a <= x.b and vorrang.deadline(x.calendar, x.a, x.n) > vorrang.deadline(x.calendar, x.b, x.n) + interval '1 ms'
       or vorrang.deadline(x.calendar, x.a, least(x.m, x.n)) > vorrang.deadline(x.calendar, x.a, greatest(x.m, x.n))
       or vorrang.deadline(x.calendar, x.a, x.n) < x.a $$,
    'later mail or more time never gives an earlier deadline');

select is_empty($$
    select * from cases x
    where abs(vorrang.open_seconds_between(x.calendar, x.a, vorrang.deadline(x.calendar, x.a, x.n)) - x.n) > 1e-5 $$,
    'until a deadline exactly its open seconds pass');

select is_empty($$
    select * from cases x
    where abs(date_part('epoch', vorrang.deadline(x.calendar, vorrang.deadline(x.calendar, x.a, x.m), x.n)
                               - vorrang.deadline(x.calendar, x.a, x.m + x.n))) > 1e-3 $$,
    'a deadline after m and then n seconds is the deadline after m + n');

-- A pause of no length at any microsecond must give the very same closing time back: a difference of one
-- bit must not throw the deadline over the night.
select is_empty($$
    select * from (
        select x.*, vorrang.deadline(x.calendar, x.a, vorrang.open_seconds_between(x.calendar, x.a, i.closes_at)) as again,
               i.closes_at
        from cases x
        cross join lateral (select y.closes_at from vorrang.calendar_intervals y
                            where y.calendar_id = x.calendar and y.closes_at > x.a order by y.opens_at limit 1) i) z
    where abs(date_part('epoch', z.again - z.closes_at)) > 1e-3 $$,
    'a deadline at closing time stays at closing time when it is computed anew');

select * from finish();
rollback;

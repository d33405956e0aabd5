-- The rank date: newest is first to serve, a pure function of ticket and generation.
begin;
\ir support/world.sql
select plan(25);

-- Bands: class, lifted, VIP, priority.
select is(vorrang.rank_band(x.class, x.lifted, x.vip, x.priority::smallint), x.band, x.rule)
from (values
    ('A', true, true, 1, 0, 'an A ticket, lifted, VIP, high priority is served first'),
    ('A', true, true, 0, 1, 'then normal priority'),
    ('A', true, true, -1, 2, 'then low'),
    ('A', true, false, 1, 3, 'VIP goes before priority'),
    ('A', false, true, 1, 6, 'lifted goes before VIP'),
    ('A', false, false, -1, 11, 'the last of A'),
    ('B', true, true, 1, 12, 'goes before the first of B'),
    ('-', false, false, -1, 47, 'an unknown sender''s low one is last')
) as x (class, lifted, vip, priority, band, rule);

-- Slots around the generation instant G.
select is(vorrang.due_slot('2026-11-25Z'::timestamptz + x.off::interval, '2026-11-25Z'), x.slot::bigint, x.rule)
from (values
    ('-4 days', 0, 'long overdue: the first slot'),
    ('-3 days', 0, 'three days before G: the first slot'),
    ('-3 days 59 seconds', 0, 'within a minute tickets are equals'),
    ('-3 days 1 minute', 1, 'a minute later: the next'),
    ('0', 4320, 'at G'),
    ('14 days', 24480, 'fourteen days on'),
    ('14 days 9 minutes', 24480, 'from there ten minutes are one slot'),
    ('14 days 10 minutes', 24481, 'the next'),
    ('28 days', 26495, 'four weeks on: the last with a due'),
    ('400 days', 26495, 'and everything later')
) as x (off, slot, rule);
select is(vorrang.due_slot(null, '2026-11-25Z'), 26496::bigint, 'no due: after all that have one');

select is(vorrang.generation_at('2026-11-25 10:00Z'), vorrang.generation_at('2026-11-25 11:00Z'), 'a generation holds for a time');
select ok(vorrang.generation_at(x) <= x and x < vorrang.generation_at(x) + interval '14 days', 'of 14 days') from (values ('2026-11-25 10:00Z'::timestamptz)) v (x);

-- Properties over random tickets.
select setseed(0.26497);
create temporary table cases as
select vorrang.rank_band(class, lifted, vip, priority) as band, class, due,
       timestamptz '2026-11-19Z' as generation
from (select substr('ABC-', 1 + floor(random() * 4)::integer, 1) as class, random() < 0.5 as lifted, random() < 0.5 as vip,
             (floor(random() * 3) - 1)::smallint as priority,
             case when random() < 0.9 then timestamptz '2026-11-12Z' + make_interval(secs => random() * 50 * 86400) end as due
      from generate_series(1, 3000)) x;

select is_empty($$
    select * from (
        select c.*, vorrang.rank_at('value', c.band, c.class, c.due, c.generation) as rank_at,
               lag(vorrang.rank_at('value', c.band, c.class, c.due, c.generation))
                   over (order by c.band, c.due nulls last) as before
        from cases c) x
    where x.rank_at > x.before $$,
    'by value: the date never contradicts the order of band and due');
select is_empty($$
    select vorrang.rank_at('value', band, class, due, generation) from cases
    group by 1
    having count(distinct (band, vorrang.due_slot(due, generation))) > 1 $$,
    'by value: dates are equal only in the same band and slot');
select is_empty($$
    select * from (
        select c.*, vorrang.rank_at('weighted', c.band, c.class, c.due, c.generation) as rank_at,
               lag(vorrang.rank_at('weighted', c.band, c.class, c.due, c.generation)) over (
                   order by c.due - case c.class when 'A' then interval '4 hours' when 'B' then interval '2 hours'
                                         else interval '0' end nulls last) as before
        from cases c) x
    where x.rank_at > x.before $$,
    'by weight: the date follows due minus the head start of the class');
select is_empty($$
    select * from cases c cross join unnest(array['value', 'weighted', 'deadline']) p
    where vorrang.rank_at(p, c.band, c.class, c.due, c.generation) not between c.generation - interval '15 days' and c.generation $$,
    'all dates lie in the 15 days before the generation instant: notices stand after it');

select * from finish();
rollback;

-- Service order as a date (design section 5, Rank date): newest = first to serve. A pure function of
-- the ticket and the folder's generation instant.

create or replace function vorrang.rank_band(p_class text, p_lifted boolean, p_vip boolean, p_priority smallint)
returns integer
language sql immutable
as $$
    select (((strpos('ABC-', p_class) - 1) * 2 + case when p_lifted then 0 else 1 end) * 2
            + case when p_vip then 0 else 1 end) * 3
           + (1 - p_priority)
$$;
comment on function vorrang.rank_band is
    'One of 48 bands, 0 served first: class (A, B, C, -), lifted, VIP, priority high, normal, low.';

create or replace function vorrang.due_slot(p_due timestamptz, p_generation timestamptz)
returns bigint
language plpgsql immutable
as $$
declare
    m bigint := floor(date_part('epoch', p_due - (p_generation - make_interval(secs => 259200))) / 60);
begin
    return case
        when m is null then 26496
        when m < 0 then 0
        when m < 24480 then m
        else least(24480 + (m - 24480) / 10, 26495)
    end;
end
$$;
comment on function vorrang.due_slot is
    'One of 26,497 slots: a minute of due each from 3 days before the generation instant to 14 days '
    'after, ten minutes each to 28 days, saturating; the last is for tickets without due.';

create or replace function vorrang.head_start(p_class text)
returns interval
language sql immutable
as $$
    select make_interval(secs => case p_class when 'A' then 14400 when 'B' then 7200 else 0 end)
$$;
comment on function vorrang.head_start is
    'Policy weighted: an A ticket stands as if due 4 hours earlier, a B ticket 2 hours.';

create or replace function vorrang.rank_at(
    p_policy text, p_band integer, p_class text, p_due timestamptz, p_generation timestamptz)
returns timestamptz
language sql immutable
as $$
    select p_generation - make_interval(secs => case p_policy
        when 'value' then p_band * 26497 + vorrang.due_slot(p_due, p_generation)
        when 'weighted' then vorrang.due_slot(p_due - vorrang.head_start(p_class), p_generation)
        else vorrang.due_slot(p_due, p_generation)
    end)
$$;
comment on function vorrang.rank_at is
    'INTERNALDATE and topmost Received of a row: one second a slot, all within 15 days before the generation.';

create or replace function vorrang.generation_at(p_now timestamptz)
returns timestamptz
language sql immutable
as $$
    select to_timestamp(floor((date_part('epoch', p_now) - 270000) / 1209600) * 1209600 + 270000)
$$;
comment on function vorrang.generation_at is
    'The generation instant that holds now: every other Sunday at 03:00 UTC, when nobody is disturbed by rows '
    'that get new uids. (1970-01-04 was a Sunday.)';

create or replace function vorrang.ticket_band(t vorrang.tickets)
returns integer
language sql immutable
as $$
    select vorrang.rank_band(t.class::text, t.lifted, t.vip, t.priority)
$$;

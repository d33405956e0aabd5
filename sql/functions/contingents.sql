-- Contingents: minutes that a contract includes, drawn from as time is booked (TS-78, SSC-22). The ledger is append-only;
-- each row says what was there, what changed and what is left.

create or replace function vorrang.book_contingent(
    p_period bigint, p_kind text, p_change integer, p_entry bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_balance integer;
begin
    update vorrang.contingent_periods set balance = balance + p_change where id = p_period returning balance into strict v_balance;
    insert into vorrang.contingent_bookings (period_id, at, kind, entry_id, previous, change, balance)
    values (p_period, p_now, p_kind, p_entry, v_balance - p_change, p_change, v_balance);
end
$$;
comment on function vorrang.book_contingent is 'One line of the ledger, and the balance that it makes. Less than nothing cannot be left.';

create or replace function vorrang.ensure_period(c vorrang.contingents, p_day date, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_starts date := case when c.kind = 'block' then c.valid_from
                          else greatest(date_trunc('month', p_day)::date, c.valid_from) end;
    v_period bigint;
begin
    if p_day < c.valid_from or p_day > coalesce(c.valid_until, 'infinity')
       or exists (select from vorrang.contingent_periods x where x.contingent_id = c.id and x.starts_on = v_starts) then
        return;
    end if;
    insert into vorrang.contingent_periods (contingent_id, starts_on, usable_until, granted, balance)
    values (c.id, v_starts,
            case when c.kind = 'block' then c.valid_until
                 else least(c.valid_until,
                            (date_trunc('month', v_starts) + make_interval(months => 1 + c.carry_months))::date - 1) end,
            c.minutes, 0)
    on conflict (contingent_id, starts_on) do nothing
    returning id into v_period;
    if v_period is not null then
        perform vorrang.book_contingent(v_period, 'grant', c.minutes, null, p_now);
    end if;
end
$$;
comment on function vorrang.ensure_period is
    'Grants the minutes of a day''s month, or the block, once. A month that begins late has all its minutes.';

create or replace function vorrang.ensure_periods(p_contract integer, p_day date, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    -- Also the months whose rest may still be used on that day.
    perform vorrang.ensure_period(c, (p_day - make_interval(months => n))::date, p_now)
       from vorrang.contingents c
       cross join lateral generate_series(c.carry_months::integer, 0, -1) n
      where c.contract_id = p_contract
      order by c.id;
end
$$;

create or replace function vorrang.tell_contingent(p_period bigint, p_ticket bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    x record;
    v_used smallint;
begin
    select y.granted, y.balance, y.told, y.starts_on, c.key, c.tell_customer, k.kam_id into strict x
      from vorrang.contingent_periods y
      join vorrang.contingents c on c.id = y.contingent_id
      join vorrang.contracts n on n.id = c.contract_id
      join vorrang.customers k on k.id = n.customer_id
     where y.id = p_period;
    v_used := case when x.balance = 0 then 100 when x.balance * 5 <= x.granted then 80 else 0 end;
    if v_used <= x.told then
        return;
    end if;
    update vorrang.contingent_periods set told = v_used where id = p_period;
    perform vorrang.write_event(p_ticket, p_now, 'contingent', 'vorrang', 'clock', jsonb_build_object(
        'contingent', x.key, 'used', v_used, 'left', x.balance, 'of', x.granted));
    if x.tell_customer then
        perform vorrang.tell_customer(t, 'contingent', p_now, jsonb_build_object('contingent', x.key, 'left', x.balance, 'of', x.granted))
           from vorrang.tickets t where t.number = p_ticket and t.trust <> 'unverified';
    end if;
    if x.kam_id is not null then
        perform vorrang.notify_agent(x.kam_id, p_ticket, 'contingent', p_now, jsonb_build_object(
            'contingent', x.key, 'used', v_used, 'left', x.balance, 'of', x.granted));
    end if;
end
$$;
comment on function vorrang.tell_contingent is
    'At 80 and at 100 percent of a period''s minutes its customer''s key account manager has a notice, each once, and who wrote the ticket a mail, if the contingent says so.';

create or replace function vorrang.draw_contingent(
    p_entry bigint, p_ticket bigint, p_contract integer, p_day date, p_minutes integer, p_now timestamptz)
returns integer
language plpgsql
as $$
declare
    x record;
    v_left integer := p_minutes;
    v_take integer;
begin
    perform vorrang.ensure_periods(p_contract, p_day, p_now);
    -- The lock makes who books at the same time wait, and see what is left.
    for x in
        select y.id, y.balance from vorrang.contingent_periods y
          join vorrang.contingents c on c.id = y.contingent_id
         where c.contract_id = p_contract and y.balance > 0
           and y.starts_on <= p_day and coalesce(y.usable_until, 'infinity') >= p_day
         order by y.usable_until nulls last, y.id
           for no key update of y
    loop
        exit when v_left = 0;
        v_take := least(v_left, x.balance);
        perform vorrang.book_contingent(x.id, 'use', -v_take, p_entry, p_now);
        perform vorrang.tell_contingent(x.id, p_ticket, p_now);
        v_left := v_left - v_take;
    end loop;
    return p_minutes - v_left;
end
$$;
comment on function vorrang.draw_contingent is
    'Takes an entry''s minutes from its contract''s contingents, first from what ends first; returns how many there were. What is '
    'more is overage. p_day: of the work, in the contract''s zone.';

create or replace function vorrang.return_contingent(p_entry bigint, p_now timestamptz)
returns integer
language plpgsql
as $$
declare
    x record;
    v_sum integer := 0;
begin
    perform from vorrang.contingent_periods y
      where y.id in (select b.period_id from vorrang.contingent_bookings b where b.entry_id = p_entry)
      order by y.usable_until nulls last, y.id for no key update;
    for x in
        select b.period_id, -sum(b.change)::integer as minutes from vorrang.contingent_bookings b
         where b.entry_id = p_entry group by b.period_id having sum(b.change) < 0 order by b.period_id
    loop
        perform vorrang.book_contingent(x.period_id, 'return', x.minutes, p_entry, p_now);
        v_sum := v_sum + x.minutes;
    end loop;
    return v_sum;
end
$$;
comment on function vorrang.return_contingent is 'Gives back what an entry took, to where it took it from; how many minutes.';

create or replace function vorrang.contingent_draws(p_entry bigint)
returns table (contingent_id integer, minutes integer)
language sql stable
as $$
    select y.contingent_id, -sum(b.change)::integer
      from vorrang.contingent_bookings b
      join vorrang.contingent_periods y on y.id = b.period_id
     where b.entry_id = p_entry
     group by y.contingent_id, y.usable_until, y.id
    having sum(b.change) < 0
     order by y.usable_until nulls last, y.id
$$;
comment on function vorrang.contingent_draws is 'What an entry has of contingents, in the order in which it took it.';

create or replace function vorrang.contingents_left(p_contract integer, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_object(
                   'key', c.key, 'left', y.balance, 'of', y.granted, 'from', y.starts_on, 'until', y.usable_until)
                   order by y.usable_until nulls last, y.id), '[]')
          from vorrang.contingents c
          join vorrang.contracts n on n.id = c.contract_id
          join vorrang.calendars k on k.id = n.calendar_id
          join vorrang.contingent_periods y on y.contingent_id = c.id
         where c.contract_id = p_contract and y.starts_on <= (p_now at time zone k.zone)::date
           and coalesce(y.usable_until, 'infinity') >= (p_now at time zone k.zone)::date);
end
$$;
comment on function vorrang.contingents_left is 'What work of today may still use of a contract''s contingents, in minutes: [{key, left, of, from, until}].';

create or replace function vorrang_api.contingents_keep(p_now timestamptz default now())
returns integer
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    x record;
    v_count integer := 0;
begin
    perform vorrang.ensure_period(c, (p_now at time zone k.zone)::date, p_now)
       from vorrang.contingents c
       join vorrang.contracts n on n.id = c.contract_id
       join vorrang.calendars k on k.id = n.calendar_id
      order by c.id;
    for x in
        select y.id, y.balance from vorrang.contingent_periods y
         where y.balance > 0 and y.usable_until < (p_now at time zone 'UTC')::date - 14
         order by y.usable_until, y.id for no key update skip locked
    loop
        perform vorrang.book_contingent(x.id, 'expiry', -x.balance, null, p_now);
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$$;
comment on function vorrang_api.contingents_keep is
    'Grants the minutes of a month that has begun, and lets expire what could be used until more than two weeks ago (work of '
    'those days may be booked later); returns how many did. vorrangd asks each quarter of an hour.';

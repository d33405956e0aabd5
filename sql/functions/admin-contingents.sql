-- The admin's noun contingent.

create or replace function vorrang.contingent_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer := (select c.id from vorrang.contingents c where c.key = lower(p_key));
begin
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no contingent %L', p_key),
            'see `vorrang contingent list`, or create it with `vorrang contingent set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.contingent_json(c vorrang.contingents, p_now timestamptz)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'key', c.key, 'kind', c.kind, 'minutes', c.minutes * 60, 'from', c.valid_from, 'until', c.valid_until,
        'contract', n.key, 'customer', (select k.key from vorrang.customers k where k.id = n.customer_id),
        'carry_months', c.carry_months, 'tell_customer', c.tell_customer,
        'overage', vorrang.money_text(c.hour_minor, c.currency),
        'balance', (select coalesce(sum(y.balance), 0) * 60 from vorrang.contingent_periods y
                     where y.contingent_id = c.id and y.starts_on <= (p_now at time zone k.zone)::date
                       and coalesce(y.usable_until, 'infinity') >= (p_now at time zone k.zone)::date))
    from vorrang.contracts n join vorrang.calendars k on k.id = n.calendar_id
    where n.id = c.contract_id
$$;
comment on function vorrang.contingent_json is 'minutes and balance are in seconds, as all durations here; balance: usable today.';

create or replace function vorrang.contingent_ledger(p_contingent integer)
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(x.line order by x.id desc), '[]')
      from (select b.id, jsonb_build_object(
                       'at', vorrang.iso(b.at), 'period', y.starts_on, 'what', b.kind, 'ticket', e.ticket_number,
                       'agent', (select a.key from vorrang.agents a where a.id = e.agent_id),
                       'previous', b.previous, 'change', b.change, 'balance', b.balance) as line
              from vorrang.contingent_bookings b
              join vorrang.contingent_periods y on y.id = b.period_id
              left join vorrang.time_entries e on e.id = b.entry_id
             where y.contingent_id = p_contingent
             order by b.id desc limit 200) x
$$;
comment on function vorrang.contingent_ledger is 'The last 200 bookings, in minutes, newest first.';

create or replace function vorrang.grant_differently(p_contingent integer, p_minutes integer, p_day date, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    y vorrang.contingent_periods;
    v_change integer;
begin
    select * into y from vorrang.contingent_periods x
     where x.contingent_id = p_contingent and x.starts_on <= p_day order by x.starts_on desc limit 1 for no key update;
    if y.id is null or y.granted = p_minutes then
        return;
    end if;
    v_change := greatest(p_minutes - y.granted, -y.balance);
    update vorrang.contingent_periods set granted = p_minutes, told = case when v_change > 0 then 0 else told end where id = y.id;
    if v_change <> 0 then
        perform vorrang.book_contingent(y.id, 'change', v_change, null, p_now);
    end if;
end
$$;
comment on function vorrang.grant_differently is
    'The period that runs has other minutes from now on; what is used stays used, also where that is more.';

create or replace function vorrang_api.contingent_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    c vorrang.contingents;
    n vorrang.contracts;
    v_today date;
begin
    select * into c from vorrang.contingents x where x.key = p_key for no key update;
    if c.id is null and not p ?& array['contract', 'minutes'] then
        perform vorrang.raise('VR004', 'a new contingent needs its contract and its time', 'give --contract and --minutes, as 2h');
    elsif c.id is not null and p ?| array['contract', 'kind', 'from', 'carry_months'] then
        perform vorrang.raise('VR003', format('contingent %L has been granted: contract, kind, first day and carrying over stay', p_key),
            'end it with --until, and create another');
    end if;
    select * into strict n from vorrang.contracts x
     where x.id = coalesce(c.contract_id, vorrang.contract_id(p->>'contract'));
    v_today := (p_now at time zone (select k.zone from vorrang.calendars k where k.id = n.calendar_id))::date;
    if p ? 'overage' then
        c.hour_minor := null;
        c.currency := null;
        if p->>'overage' <> '' then
            select m.minor, m.currency into c.hour_minor, c.currency from vorrang.money_of(p->>'overage') m;
        end if;
    end if;
    insert into vorrang.contingents (key, contract_id, kind, minutes, valid_from, valid_until, carry_months, tell_customer, hour_minor, currency)
    values (p_key, n.id, coalesce(p->>'kind', c.kind, 'monthly'), coalesce((p->>'minutes')::bigint / 60, c.minutes),
            coalesce((p->>'from')::date, c.valid_from, n.valid_from),
            case when p ? 'until' then nullif(p->>'until', '')::date else coalesce(c.valid_until, n.valid_until) end,
            coalesce((p->>'carry_months')::smallint, c.carry_months, 0),
            coalesce((p->>'tell_customer')::boolean, c.tell_customer, false), c.hour_minor, c.currency)
    on conflict (key) do update
       set minutes = excluded.minutes, valid_until = excluded.valid_until, tell_customer = excluded.tell_customer,
           hour_minor = excluded.hour_minor, currency = excluded.currency
    returning * into c;
    update vorrang.contingent_periods y set usable_until = least(coalesce(y.usable_until, c.valid_until), c.valid_until)
     where y.contingent_id = c.id and c.valid_until is not null;
    perform vorrang.grant_differently(c.id, c.minutes, v_today, p_now);
    perform vorrang.ensure_period(c, v_today, p_now);
    return vorrang.contingent_json(c, p_now);
end
$$;
comment on function vorrang_api.contingent_set is
    'What a contract includes: kind monthly (each calendar month) or block (once); minutes (in seconds); from, until (the '
    'contract''s days); carry_months: how long the rest of a month lives on; tell_customer; overage: what an hour more costs ("": '
    'the rates say).';

create or replace function vorrang_api.contingent_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.contingent_json(c, p_now) || jsonb_build_object('bookings', vorrang.contingent_ledger(c.id))
    from vorrang.contingent_id(p_key) x (id) join contingents c on c.id = x.id
$$;
comment on function vorrang_api.contingent_show is 'One contingent with its ledger (contingent_ledger).';

create or replace function vorrang_api.contingent_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.contingent_json(c, p_now) order by c.key), '[]') from contingents c
$$;

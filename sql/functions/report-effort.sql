-- Effort against revenue (SSC-21), and how contingents are used over time.

create or replace function vorrang.months_begun(p_from date, p_until date)
returns integer
language sql immutable
as $$
    select count(*)::integer from generate_series(date_trunc('month', p_from), p_until, interval '1 month') m
     where m::date between p_from and p_until
$$;
comment on function vorrang.months_begun is 'How many calendar months begin from a day until a day.';

create or replace function vorrang.effort_rows(p_customer integer, p_from date, p_until date, p_currency text)
returns table (customer_id integer, contract_id integer, minutes bigint, free bigint, contingent bigint, cost bigint, uncosted bigint,
               invoiced bigint, fee bigint)
language sql stable
as $$
    with entries as (
        select coalesce(r.customer_id, t.customer_id) as customer_id,
               case when r.entry_id is null then t.contract_id else r.contract_id end as contract_id,
               e.id, e.minutes, e.billable, a.cost_minor, a.cost_currency, r.bill_id
          from vorrang.time_entries e
          join vorrang.tickets t on t.number = e.ticket_number
          join vorrang.agents a on a.id = e.agent_id
          left join vorrang.time_releases r on r.entry_id = e.id
         where coalesce(r.worked_on, e.started_at::date) between p_from and p_until
           and (p_customer is null or coalesce(r.customer_id, t.customer_id) = p_customer)),
    sums as (
        select x.customer_id, x.contract_id, sum(x.minutes) as minutes, sum(x.minutes) filter (where not x.billable) as free,
               sum((select coalesce(sum(d.minutes), 0) from vorrang.contingent_draws(x.id) d)) as contingent,
               sum(round(x.minutes * x.cost_minor / 60.0)) filter (where x.cost_currency = p_currency) as cost,
               sum(x.minutes) filter (where x.cost_currency is distinct from p_currency) as uncosted,
               sum((select sum(l.amount_minor) from vorrang.bill_lines l join vorrang.bills b on b.id = l.bill_id
                     where l.bill_id = x.bill_id and l.entry_id = x.id and b.currency = p_currency)) as invoiced
          from entries x group by x.customer_id, x.contract_id),
    fees as (
        select n.customer_id, n.id as contract_id,
               round(n.fee_minor * vorrang.months_begun(greatest(p_from, n.valid_from), least(p_until, coalesce(n.valid_until, p_until)))
                     / n.fee_months::numeric) as fee
          from vorrang.contracts n
         where n.fee_currency = p_currency and (p_customer is null or n.customer_id = p_customer)
           and n.valid_from <= p_until and coalesce(n.valid_until, p_until) >= p_from)
    select coalesce(s.customer_id, f.customer_id), coalesce(s.contract_id, f.contract_id), coalesce(s.minutes, 0)::bigint,
           coalesce(s.free, 0)::bigint, coalesce(s.contingent, 0)::bigint, coalesce(s.cost, 0)::bigint, coalesce(s.uncosted, 0)::bigint,
           coalesce(s.invoiced, 0)::bigint, coalesce(f.fee, 0)::bigint
      from sums s full join fees f on f.contract_id = s.contract_id
$$;
comment on function vorrang.effort_rows is
    'By customer and contract: minutes worked in a time, of them free and a contingent''s; in one currency what they cost the desk '
    '(uncosted: minutes of agents without such a cost), what of them stands on bills that hold, and the contract''s fee for the months '
    'that begin in that time.';

create or replace function vorrang_api.report_effort(p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v_customer integer := case when p ? 'customer' then vorrang.customer_id(p->>'customer') end;
    v_today date := (p_now at time zone 'UTC')::date;
    v_from date := coalesce((p->>'from')::date, date_trunc('month', v_today)::date);
    v_until date := coalesce((p->>'until')::date, v_today);
    v_currency text := upper(coalesce(p->>'currency', (select min(s.currency) from vorrang.sellers s), 'EUR'));
begin
    return jsonb_build_object('from', v_from, 'until', v_until, 'currency', v_currency, 'rows', (
        select coalesce(jsonb_agg(jsonb_build_object(
                   'customer', k.key, 'contract', n.key, 'minutes', x.minutes, 'free', x.free, 'contingent', x.contingent,
                   'cost', vorrang.amount_text(x.cost, v_currency), 'uncosted_minutes', x.uncosted,
                   'invoiced', vorrang.amount_text(x.invoiced, v_currency), 'fee', vorrang.amount_text(x.fee, v_currency),
                   'margin', vorrang.amount_text(x.invoiced + x.fee - x.cost, v_currency)) order by x.invoiced + x.fee - x.cost, k.key, n.key), '[]')
          from vorrang.effort_rows(v_customer, v_from, v_until, v_currency) x
          left join vorrang.customers k on k.id = x.customer_id
          left join vorrang.contracts n on n.id = x.contract_id));
end
$$;
comment on function vorrang_api.report_effort is
    'Effort against revenue from a day until a day (this month), of a customer or of all, the least margin first: rows {customer, '
    'contract, minutes, free, contingent, cost, uncosted_minutes, invoiced, fee, margin}; amounts in one currency (a seller''s, EUR).';

create or replace function vorrang.worked_beyond(c vorrang.contingents, p_from date)
returns bigint
language plpgsql stable
as $$
declare
    v_until date := case when c.kind = 'block' then coalesce(c.valid_until, 'infinity')
                         else least(coalesce(c.valid_until, 'infinity'), (date_trunc('month', p_from) + interval '1 month')::date - 1) end;
begin
    return (
        select coalesce(sum(e.minutes - (select coalesce(sum(d.minutes), 0) from vorrang.contingent_draws(e.id) d)), 0)
          from vorrang.time_entries e
          join vorrang.tickets t on t.number = e.ticket_number
          left join vorrang.time_releases r on r.entry_id = e.id
         where case when r.entry_id is null then t.contract_id else r.contract_id end = c.contract_id
           and e.billable and vorrang.entry_state(e.id) <> 'corrected'
           and coalesce(r.worked_on, vorrang.work_day(t.number, e.started_at)) between p_from and v_until);
end
$$;
comment on function vorrang.worked_beyond is 'Billable minutes of a period''s work under the contract that no contingent covers.';

create or replace function vorrang_api.report_contingent(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'period', y.starts_on, 'usable_until', y.usable_until, 'granted', y.granted,
               'used', (select -coalesce(sum(b.change), 0) from contingent_bookings b where b.period_id = y.id and b.kind in ('use', 'return')),
               'expired', (select -coalesce(sum(b.change), 0) from contingent_bookings b where b.period_id = y.id and b.kind = 'expiry'),
               'left', y.balance, 'beyond', vorrang.worked_beyond(c, y.starts_on)) order by y.starts_on), '[]')
      from vorrang.contingent_id(p_key) n (id)
      join contingents c on c.id = n.id
      join contingent_periods y on y.contingent_id = c.id
$$;
comment on function vorrang_api.report_contingent is
    'A contingent''s use, period by period, in minutes: granted, used, expired, left; beyond: work of that time that it did not cover.';

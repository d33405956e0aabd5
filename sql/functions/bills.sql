-- A bill run: what is released becomes bills, each with its lines, in one transaction (TS-72, TS-75, TS-76).
-- Rounding: minutes of a ticket on a bill are summed, raised to the minimum and rounded up to the step; what that adds goes
-- to the cheapest line, of several the last. An amount is minutes × rate × (100 + surcharge) / 6000, half a cent up; tax is
-- reckoned once, on the sum.

create or replace function vorrang.unbilled(p_until date, p_customer integer)
returns table (entry_id bigint, customer_id integer, seller_id integer, ticket_number bigint, currency char(3))
language sql stable
as $$
    select x.entry_id, x.customer_id, x.seller_id, x.ticket_number,
           coalesce(x.currency, max(x.currency) over (partition by x.customer_id, x.ticket_number), x.usual_currency)
      from (select r.entry_id, r.customer_id, s.id as seller_id, s.currency as usual_currency,
                   case when b.per = 'ticket' then e.ticket_number end as ticket_number,
                   (select max(p.currency) from vorrang.time_parts p where p.entry_id = r.entry_id) as currency
              from vorrang.time_releases r
              join (select y.*, vorrang.seller_of(y.customer_id) as of_seller from vorrang.buyers y) b on b.customer_id = r.customer_id
              join vorrang.sellers s on s.id = b.of_seller
              join vorrang.time_entries e on e.id = r.entry_id
             where r.bill_id is null and r.worked_on <= p_until and (p_customer is null or r.customer_id = p_customer)) x
$$;
comment on function vorrang.unbilled is
    'What a run bills, and on which bill each entry belongs: customer, ticket (null: all of his together), currency. What is free or '
    'a contingent''s goes with what costs something.';

create or replace function vorrang.start_bills(p_run integer, p_until date, p_customer integer, p_now timestamptz)
returns void
language plpgsql set enable_nestloop = off
as $$
begin
    -- A new run is in no statistics: the planner expects one bill of it, and would go through all entries for each.
    insert into vorrang.bills (
        run_id, seller_id, customer_id, ticket_number, issued_on, due_on, currency, digits, tax_percent, tax_category, tax_reason, seller, buyer)
    select p_run, g.seller_id, g.customer_id, g.ticket_number,
           (p_now at time zone s.zone)::date, (p_now at time zone s.zone)::date + s.due_days, g.currency, vorrang.minor_digits(g.currency),
           case when y.tax = 'reverse-charge' then 0 else s.tax_percent end,
           case when y.tax = 'reverse-charge' then 'AE' when s.tax_percent = 0 then 'E' else 'S' end,
           case when y.tax = 'reverse-charge' then 'Reverse charge' when s.tax_percent = 0 then s.tax_reason else '' end,
           vorrang.seller_json(s), vorrang.buyer_json(y)
      from (select distinct x.seller_id, x.customer_id, x.ticket_number, x.currency from vorrang.unbilled(p_until, p_customer) x) g
      join vorrang.sellers s on s.id = g.seller_id
      join vorrang.buyers y on y.customer_id = g.customer_id
      join vorrang.customers k on k.id = g.customer_id
     order by s.key, k.key, g.ticket_number, g.currency;
    update vorrang.time_releases r set bill_id = b.id
      from vorrang.unbilled(p_until, p_customer) x
      join vorrang.bills b on b.run_id = p_run and b.customer_id = x.customer_id and b.currency = x.currency
                          and b.ticket_number is not distinct from x.ticket_number
     where r.entry_id = x.entry_id and r.bill_id is null;
    -- Somebody may have taken a release back meanwhile.
    delete from vorrang.bills b
     where b.run_id = p_run and not exists (select from vorrang.time_releases r where r.bill_id = b.id);
end
$$;
comment on function vorrang.start_bills is 'The bills of a run, without lines yet, and which entries are on each.';

create or replace function vorrang.write_bill_lines(p_run integer)
returns void
language sql set work_mem = '128MB' set jit = off
as $$
    -- In that much memory a month of a million entries is sorted.
    insert into vorrang.bill_lines (
        bill_id, position, entry_id, ticket_number, started, worked_on, agent, work_type, text, project, source, contingent,
        minutes, billed_minutes, hour_minor, surcharge, surcharge_percent, amount_minor)
    with parts as (
        select r.bill_id, r.worked_on, e.ticket_number, e.agent_id, e.work_type_id, e.comment, r.project_id, p.*,
               s.zone, coalesce(n.step_minutes, s.step_minutes) as step, coalesce(n.minimum_minutes, s.minimum_minutes) as minimum,
               r.contract_id, case when coalesce(n.rounding, s.rounding) = 'entry' then e.id end as alone
          from vorrang.bills b
          join vorrang.sellers s on s.id = b.seller_id
          join vorrang.time_releases r on r.bill_id = b.id
          join vorrang.time_entries e on e.id = r.entry_id
          join vorrang.time_parts p on p.entry_id = e.id
          left join vorrang.contracts n on n.id = r.contract_id
         where b.run_id = p_run),
    summed as (
        select x.*, sum(x.minutes) filter (where x.source = 'rate') over (partition by x.bill_id, x.ticket_number, x.contract_id, x.alone) as together,
               row_number() over (partition by x.bill_id, x.ticket_number, x.contract_id, x.alone
                                  order by x.source <> 'rate', x.hour_minor * (100 + x.surcharge_percent),
                                           x.started_at desc, x.entry_id desc, x.position desc) as cheapest
          from parts x),
    billed as (
        select y.*, case when y.source <> 'rate' then 0
                         when y.cheapest = 1 then y.minutes + greatest(ceil(y.together::numeric / y.step) * y.step, y.minimum) - y.together
                         else y.minutes end as billed
          from summed y)
    select z.bill_id, row_number() over (partition by z.bill_id order by z.started_at, z.entry_id, z.position),
           z.entry_id, z.ticket_number, to_char(z.started_at at time zone z.zone, 'YYYY-MM-DD HH24:MI'), z.worked_on, a.name,
           coalesce(nullif(w.name, ''), w.key, ''), z.comment, coalesce(nullif(j.name, ''), j.key), z.source, c.key,
           z.minutes, z.billed, z.hour_minor, z.surcharge, z.surcharge_percent,
           round(z.billed * z.hour_minor * (100 + z.surcharge_percent) / 6000)
      from billed z
      join vorrang.agents a on a.id = z.agent_id
      join vorrang.projects j on j.id = z.project_id
      left join vorrang.work_types w on w.id = z.work_type_id
      left join vorrang.contingents c on c.id = z.contingent_id
$$;

create or replace function vorrang.take_numbers(p_seller integer, p_kind text, p_year integer, p_many integer)
returns integer
language sql
as $$
    insert into vorrang.bill_numbers (seller_id, kind, year, last) values (p_seller, p_kind, p_year, p_many)
    on conflict (seller_id, kind, year) do update set last = bill_numbers.last + excluded.last
    returning last - p_many
$$;
comment on function vorrang.take_numbers is 'The last number before so many new ones, which are the caller''s if he commits.';

create or replace function vorrang.number_bills(p_run integer)
returns void
language plpgsql
as $$
declare
    x record;
    v_before integer;
    v_year integer;
begin
    for x in
        select b.seller_id, b.kind, extract(year from b.issued_on)::integer as year, count(*)::integer as many,
               case b.kind when 'invoice' then s.invoice_numbers else s.statement_numbers end as pattern
          from vorrang.bills b join vorrang.sellers s on s.id = b.seller_id
         where b.run_id = p_run
         group by 1, 2, 3, 5 order by 1, 2, 3
    loop
        v_year := case when x.pattern like '%YYYY%' then x.year else 0 end;
        v_before := vorrang.take_numbers(x.seller_id, x.kind, v_year, x.many);
        update vorrang.bills b set number = vorrang.number_text(x.pattern, x.year, v_before + y.nth)
          from (select z.id, row_number() over (order by z.id) as nth from vorrang.bills z
                 where z.run_id = p_run and z.seller_id = x.seller_id and z.kind = x.kind) y
         where b.id = y.id;
    end loop;
end
$$;
comment on function vorrang.number_bills is 'Numbers of a run''s bills, without a gap in each seller''s series.';

create or replace function vorrang.make_bills(p_until date, p_customer integer, p_by text, p_now timestamptz)
returns integer
language plpgsql
as $$
declare
    v_run integer;
begin
    -- One run at a time: two would number what both have begun.
    lock table vorrang.bill_runs in share row exclusive mode;
    insert into vorrang.bill_runs (id, at, by, until)
    select coalesce(max(u.id), 0) + 1, p_now, p_by, p_until from vorrang.bill_runs u
    returning id into v_run;
    perform vorrang.start_bills(v_run, p_until, p_customer, p_now);
    raise notice '% bills are begun', (select count(*) from vorrang.bills b where b.run_id = v_run);
    perform vorrang.write_bill_lines(v_run);
    raise notice 'their lines are written; they are summed and numbered';
    update vorrang.bills b
       set net_minor = x.net, tax_minor = round(x.net * b.tax_percent / 100), period_from = x.first, period_until = x.last,
           kind = case when x.net = 0 then 'statement' else 'invoice' end
      from (select l.bill_id, sum(l.amount_minor) as net, min(l.worked_on) as first, max(l.worked_on) as last
              from vorrang.bill_lines l join vorrang.bills y on y.id = l.bill_id where y.run_id = v_run group by l.bill_id) x
     where b.id = x.bill_id;
    perform vorrang.number_bills(v_run);
    return v_run;
end
$$;
comment on function vorrang.make_bills is 'All of a run: what is released and unbilled, with work until a day, of one customer or of all.';

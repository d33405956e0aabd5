-- The admin's verbs of bill: preview, run, held, list, show, void.

create or replace function vorrang.bill_json(b vorrang.bills)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'number', b.number, 'kind', b.kind, 'run', b.run_id, 'customer', b.buyer->>'customer', 'name', b.buyer->>'name',
        'ticket', b.ticket_number, 'issued_on', b.issued_on, 'due_on', b.due_on, 'period_from', b.period_from,
        'period_until', b.period_until, 'currency', b.currency,
        'net', vorrang.amount_text(b.net_minor, b.currency), 'tax', vorrang.amount_text(b.tax_minor, b.currency),
        'gross', vorrang.amount_text(b.net_minor + b.tax_minor, b.currency),
        'minutes', (select coalesce(sum(l.minutes), 0) from vorrang.bill_lines l where l.bill_id = b.id),
        'voids', (select x.number from vorrang.bills x where x.id = b.voids),
        'void_by', (select x.number from vorrang.bills x where x.voids = b.id), 'reason', b.reason,
        'gaps', to_jsonb(case when b.kind = 'statement' then '{}' else vorrang.einvoice_gaps(b.seller, b.buyer, trim(b.tax_category)) end))
$$;
comment on function vorrang.bill_json is 'The head of a bill; minutes: of all its lines; void_by: the credit note that takes it back; gaps: what it '
    'lacks to be an electronic invoice.';

create or replace function vorrang.bill_lines_json(b vorrang.bills)
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'position', l.position, 'date', l.started, 'agent', l.agent, 'ticket', l.ticket_number, 'work_type', l.work_type,
        'text', l.text, 'project', l.project, 'source', l.source, 'contingent', l.contingent, 'minutes', l.minutes,
        'billed', l.billed_minutes, 'rate', vorrang.amount_text(l.hour_minor, b.currency), 'surcharge', l.surcharge,
        'percent', l.surcharge_percent, 'amount', vorrang.amount_text(l.amount_minor, b.currency),
        'hour_minor', l.hour_minor, 'amount_minor', l.amount_minor) order by l.position), '[]')
    from vorrang.bill_lines l where l.bill_id = b.id
$$;

create or replace function vorrang.bill_id(p_number text)
returns bigint
language plpgsql stable
as $$
declare
    v_id bigint := (select b.id from vorrang.bills b where upper(b.number) = upper(trim(p_number)));
begin
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no bill %L', p_number), 'see `vorrang bill list`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.run_json(p_run integer)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'run', p_run,
        'bills', (select coalesce(jsonb_agg(vorrang.bill_json(b) order by b.id), '[]') from vorrang.bills b where b.run_id = p_run))
$$;

create or replace function vorrang.last_day_of(p jsonb)
returns date
language plpgsql immutable
as $$
begin
    if p->>'month' !~ '^[0-9]{4}-(0[1-9]|1[0-2])$' then
        perform vorrang.raise('VR003', format('%L is no month', p->>'month'), 'write it as 2026-11');
    elsif not p ?| array['month', 'until'] then
        perform vorrang.raise('VR004', 'bill until when?', 'give --month 2026-11, or --until with a day');
    end if;
    return coalesce((p->>'until')::date, ((p->>'month' || '-01')::date + interval '1 month')::date - 1);
end
$$;

create or replace function vorrang_api.bill_run(p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_run integer;
begin
    v_run := vorrang.make_bills(vorrang.last_day_of(p),
        case when p ? 'customer' then vorrang.customer_id(p->>'customer') end, coalesce(p->>'by', 'admin'), p_now);
    if not exists (select from vorrang.bills b where b.run_id = v_run) then
        delete from vorrang.bill_runs u where u.id = v_run;
        v_run := null;
    end if;
    return vorrang.run_json(v_run);
end
$$;
comment on function vorrang_api.bill_run is
    'Bills what is released and not billed, with work until the end of a month (month: 2026-11) or until a day, of all customers or '
    'one; in one transaction: all of the bills or none. Asked again it bills nothing: what is billed is billed once. run: null where '
    'there was nothing.';

create or replace function vorrang_api.bill_preview(p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v jsonb;
begin
    begin
        v := vorrang_api.bill_run(p, p_now);
        raise exception using errcode = 'VR000', message = 'a preview is not kept';
    exception when sqlstate 'VR000' then
        null;
    end;
    return v;
end
$$;
comment on function vorrang_api.bill_preview is 'What bill_run would make, with the numbers that it would give; nothing of it stays.';

create or replace function vorrang_api.bill_list(p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v_customer integer := case when p ? 'customer' then vorrang.customer_id(p->>'customer') end;
begin
    return (
        select coalesce(jsonb_agg(vorrang.bill_json(b) order by b.id), '[]') from vorrang.bills b
         where (v_customer is null or b.customer_id = v_customer)
           and (p->>'run' is null or b.run_id = (p->>'run')::integer)
           and (p->>'month' is null or to_char(b.issued_on, 'YYYY-MM') = p->>'month'));
end
$$;
comment on function vorrang_api.bill_list is 'Bills of a customer, of a run, issued in a month; as they were made.';

create or replace function vorrang_api.bill_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.bill_json(b) || jsonb_build_object('lines', vorrang.bill_lines_json(b))
    from vorrang.bill_id(p_key) n (id) join bills b on b.id = n.id
$$;

create or replace function vorrang_api.bill_document(p_key text)
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.bill_json(b) || jsonb_build_object(
        'lines', vorrang.bill_lines_json(b), 'seller', b.seller, 'buyer', b.buyer, 'tax_percent', trim_scale(b.tax_percent)::text,
        'tax_category', trim(b.tax_category), 'tax_reason', b.tax_reason, 'digits', b.digits,
        'net_minor', b.net_minor, 'tax_minor', b.tax_minor,
        'voided_on', (select x.issued_on from vorrang.bills x where x.id = b.voids))
    from vorrang.bill_id(p_key) n (id) join bills b on b.id = n.id
$$;
comment on function vorrang_api.bill_document is
    'All that a bill says, as it was when it was made, for those who write it down: the same at any time. voided_on: when what a '
    'credit note takes back was issued.';

create or replace function vorrang_api.bill_void(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    b vorrang.bills;
    v_new vorrang.bills;
    v_day date;
    v_pattern text;
    v_year integer;
begin
    select * into strict b from vorrang.bills x where x.id = vorrang.bill_id(p_key) for update;
    if coalesce(p->>'reason', '') = '' then
        perform vorrang.raise('VR004', 'a bill is void for a reason', 'give --reason');
    elsif b.voids is not null then
        perform vorrang.raise('VR002', format('%s takes a bill back itself', b.number), 'bill anew with `vorrang bill run`');
    elsif exists (select from vorrang.bills x where x.voids = b.id) then
        perform vorrang.raise('VR002', format('%s is void already', b.number), 'see `vorrang bill show`');
    end if;
    v_day := (p_now at time zone (b.seller->>'zone'))::date;
    v_pattern := case when b.kind = 'invoice' then b.seller->>'credit_numbers' else b.seller->>'statement_numbers' end;
    v_year := case when v_pattern like '%YYYY%' then extract(year from v_day) else 0 end;
    v_new := b;
    v_new.kind := case when b.kind = 'invoice' then 'credit-note' else 'statement' end;
    v_new.number := vorrang.number_text(v_pattern, extract(year from v_day)::integer,
        vorrang.take_numbers(b.seller_id, v_new.kind, v_year, 1) + 1);
    insert into vorrang.bills (
        number, kind, seller_id, customer_id, ticket_number, issued_on, due_on, period_from, period_until, currency, digits, net_minor, tax_minor,
        tax_percent, tax_category, tax_reason, seller, buyer, voids, reason)
    values (v_new.number, v_new.kind, b.seller_id, b.customer_id, b.ticket_number, v_day, v_day, b.period_from, b.period_until,
            b.currency, b.digits, b.net_minor, b.tax_minor, b.tax_percent, b.tax_category, b.tax_reason, b.seller, b.buyer, b.id, p->>'reason')
    returning * into v_new;
    insert into vorrang.bill_lines
    select v_new.id, l.position, l.entry_id, l.ticket_number, l.started, l.worked_on, l.agent, l.work_type, l.text, l.project, l.source,
           l.contingent, l.minutes, l.billed_minutes, l.hour_minor, l.surcharge, l.surcharge_percent, l.amount_minor
      from vorrang.bill_lines l where l.bill_id = b.id;
    update vorrang.time_releases r set bill_id = null where r.bill_id = b.id;
    return vorrang.bill_json(v_new);
end
$$;
comment on function vorrang_api.bill_void is
    'Takes a bill back for a reason: a credit note of all its lines, with a number of its own series, goes to the customer; what stood '
    'on it is released again, and the next run bills it anew. Bills are never deleted.';

create or replace function vorrang_api.bill_held(p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v_until date := coalesce((p->>'until')::date, (p_now at time zone 'UTC')::date);
    v_customer integer := case when p ? 'customer' then vorrang.customer_id(p->>'customer') end;
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_object(
            'id', x.entry, 'ticket', x.ticket, 'customer', x.customer, 'minutes', x.minutes, 'state', x.state, 'why', x.why)
            order by x.customer nulls first, x.ticket, x.entry), '[]')
          from (select e.id as entry, t.number as ticket, k.key as customer, e.minutes,
                       case when r.entry_id is null then 'recorded' else 'released' end as state,
                       case when r.entry_id is null then coalesce(vorrang.release_hindrance(e), 'not-released')
                            when b.customer_id is null then 'no-buyer'
                            when vorrang.seller_of(k.id) is null then 'no-seller'
                            else 'not-billed' end as why
                  from vorrang.time_entries e
                  join vorrang.tickets t on t.number = e.ticket_number
                  left join vorrang.time_releases r on r.entry_id = e.id
                  left join vorrang.customers k on k.id = coalesce(r.customer_id, t.customer_id)
                  left join vorrang.buyers b on b.customer_id = k.id
                 where r.bill_id is null and vorrang.entry_state(e.id) in ('recorded', 'released')
                   and (v_customer is null or k.id = v_customer)
                   and coalesce(r.worked_on, vorrang.work_day(t.number, e.started_at)) <= v_until) x);
end
$$;
comment on function vorrang_api.bill_held is
    'All time until a day (today) that is not billed, and why: not-released, no-customer, no-project, no-rate (it could not be '
    'released), no-buyer, no-seller (it could not be billed), not-billed (the next run takes it).';

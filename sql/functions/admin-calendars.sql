-- The admin's nouns calendar, sla, contract.

create or replace function vorrang.calendar_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer;
begin
    select c.id into v_id from vorrang.calendars c where c.key = p_key;
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no calendar %L', p_key),
            'see `vorrang calendar list`, or create it with `vorrang calendar set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.sla_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer;
begin
    select s.id into v_id from vorrang.slas s where s.key = p_key;
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no SLA %L', p_key),
            'see `vorrang sla list`, or create it with `vorrang sla set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.calendar_json(c vorrang.calendars)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'key', c.key, 'zone', c.zone, 'open', to_jsonb(c.open_lines), 'holidays', to_jsonb(c.holidays),
        'exceptions', to_jsonb(c.exceptions),
        'expanded_from', (select vorrang.iso(min(i.opens_at))
                          from vorrang.calendar_intervals i where i.calendar_id = c.id),
        'expanded_until', (select vorrang.iso(max(i.closes_at))
                           from vorrang.calendar_intervals i where i.calendar_id = c.id))
$$;

create or replace function vorrang.lines_field(p jsonb, p_field text, p_old text[])
returns text[]
language sql immutable
as $$
    select case when p ? p_field then array(select x from jsonb_array_elements_text(p->p_field) x where x <> '' order by x)
                else coalesce(p_old, '{}') end
$$;

create or replace function vorrang.read_intervals(p_intervals jsonb)
returns table (opens_at timestamptz, closes_at timestamptz, open_before double precision)
language sql immutable
as $$
    select to_timestamp(x.opens), to_timestamp(x.closes),
           coalesce(sum(x.closes - x.opens) over (
               order by x.opens rows between unbounded preceding and 1 preceding), 0)
      from (select (e->>0)::double precision as opens, (e->>1)::double precision as closes
              from jsonb_array_elements(p_intervals) e) x
$$;
comment on function vorrang.read_intervals is
    '[[opens, closes], …] in epoch seconds, ascending, with the open seconds before each.';

create or replace function vorrang.store_intervals(p_calendar integer, p_intervals jsonb, p_now timestamptz)
returns boolean
language plpgsql
as $$
declare
    v_until timestamptz := (select max(i.closes_at) from vorrang.calendar_intervals i where i.calendar_id = p_calendar);
    v_changed boolean;
begin
    v_changed := exists (
        select from vorrang.calendar_intervals i
        full join vorrang.read_intervals(p_intervals) n using (opens_at, closes_at)
        where coalesce(i.calendar_id, p_calendar) = p_calendar
          and (i.opens_at is null and opens_at < v_until or n.opens_at is null));
    delete from vorrang.calendar_intervals i where i.calendar_id = p_calendar;
    insert into vorrang.calendar_intervals (calendar_id, opens_at, closes_at, open_before)
    select p_calendar, n.* from vorrang.read_intervals(p_intervals) n;
    update vorrang.agents a set shift_ends_at = vorrang.next_shift_end(p_calendar, p_now) where a.shift_id = p_calendar;
    return coalesce(v_changed, true);
end
$$;
comment on function vorrang.store_intervals is
    'A calendar''s expansion. False: as far as there was one it is the same.';

create or replace function vorrang_api.calendar_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    c vorrang.calendars;
begin
    if not p ? 'intervals' then
        perform vorrang.raise('VR004', 'a calendar comes with its expanded intervals',
            'use `vorrang calendar set`, which expands it');
    end if;
    select * into c from vorrang.calendars x where x.key = p_key;
    insert into vorrang.calendars (key, zone, open_lines, holidays, exceptions)
    values (p_key, coalesce(p->>'zone', c.zone, 'UTC'), vorrang.lines_field(p, 'open', c.open_lines),
            vorrang.lines_field(p, 'holidays', c.holidays), vorrang.lines_field(p, 'exceptions', c.exceptions))
    on conflict (key) do update
       set zone = excluded.zone, open_lines = excluded.open_lines, holidays = excluded.holidays, exceptions = excluded.exceptions
    returning * into c;
    perform vorrang.store_intervals(c.id, p->'intervals', p_now);
    return vorrang.calendar_json(c) || jsonb_build_object('tickets',
        vorrang.recompute_tickets(vorrang.open_tickets_of(p_calendar => c.id), p_now, 'admin', 'calendar'));
end
$$;
comment on function vorrang_api.calendar_set is
    'Opening hours: zone, open lines, holidays ("DATE NAME"), exceptions ("DATE HOURS", before holidays and the week), and '
    'intervals [[opens, closes], …] in epoch seconds, ascending, as the caller expanded them. Its open tickets are computed '
    'anew; "tickets" in the answer says how many.';

create or replace function vorrang_api.calendar_keep(p_key text, p_intervals jsonb, p_now timestamptz default now())
returns integer
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_id integer := vorrang.calendar_id(p_key);
begin
    perform from vorrang.calendars c where c.id = v_id for no key update;
    if not vorrang.store_intervals(v_id, p_intervals, p_now) then
        return 0;
    end if;
    return vorrang.recompute_tickets(vorrang.open_tickets_of(p_calendar => v_id), p_now, 'vorrang', 'time zones');
end
$$;
comment on function vorrang_api.calendar_keep is
    'The expansion as vorrangd makes it each day, to stay ten years ahead. Where it is another than it was (a time zone''s '
    'rules changed) the open tickets are computed anew; says how many.';

create or replace function vorrang_api.calendar_due(p_key text, p_from timestamptz, p_seconds bigint)
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select jsonb_build_object('due', vorrang.iso(d.at), 'local', to_char(d.at at time zone c.zone, 'Dy YYYY-MM-DD HH24:MI:SS'))
    from vorrang.calendar_id(p_key) n (id)
    join calendars c on c.id = n.id
    cross join lateral vorrang.deadline(c.id, p_from, p_seconds) d (at)
$$;
comment on function vorrang_api.calendar_due is 'When so many open seconds from an instant on are used up, in UTC and in its zone.';

create or replace function vorrang_api.calendar_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.calendar_json(c) from vorrang.calendar_id(p_key) n (id) join calendars c on c.id = n.id
$$;

create or replace function vorrang_api.calendar_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.calendar_json(c) order by c.key), '[]') from calendars c
$$;

create or replace function vorrang_api.calendar_rules(p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang_api.calendar_list('{}', p_now)
$$;
comment on function vorrang_api.calendar_rules is 'All calendars, for vorrangd, which expands them each day.';

create or replace function vorrang.sla_json(s vorrang.slas)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('key', s.key, 'response', s.response_seconds, 'resolution', s.resolution_seconds,
        'targets', (select coalesce(jsonb_agg(vorrang.target_words(g) order by g.class nulls first, g.priority desc nulls first, g.type nulls first), '[]')
                    from vorrang.sla_targets g where g.sla_id = s.id),
        'manager', (select a.key from vorrang.agents a where a.id = s.manager_id))
$$;

create or replace function vorrang_api.sla_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    s vorrang.slas;
begin
    select * into s from vorrang.slas x where x.key = p_key;
    if s.id is null and not (p ? 'response' and p ? 'resolution') then
        perform vorrang.raise('VR004', 'a new SLA needs both targets',
            'give --response and --resolution, as in --response 2h --resolution 8h');
    end if;
    insert into vorrang.slas (key, response_seconds, resolution_seconds, manager_id)
    values (p_key, coalesce((p->>'response')::bigint, s.response_seconds),
            coalesce((p->>'resolution')::bigint, s.resolution_seconds),
            case when p->>'manager' <> '' then vorrang.agent_id(p->>'manager') when not p ? 'manager' then s.manager_id end)
    on conflict (key) do update
       set response_seconds = excluded.response_seconds, resolution_seconds = excluded.resolution_seconds,
           manager_id = excluded.manager_id
    returning * into s;
    if p ? 'targets' then
        perform vorrang.set_targets(s.id, p->'targets');
    end if;
    return vorrang.sla_json(s) || jsonb_build_object('tickets',
        vorrang.recompute_tickets(vorrang.open_tickets_of(p_sla => s.id), p_now, 'admin', 'sla'));
end
$$;
comment on function vorrang_api.sla_set is
    'Response and resolution target in seconds of open time; targets: for a class, priority or type (read_target), given '
    'at all: all of them; manager: told by the escalations that name him ("": nobody). Its open tickets are computed '
    'anew; "tickets" in the answer says how many.';

create or replace function vorrang_api.sla_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.sla_json(s) from vorrang.sla_id(p_key) n (id) join slas s on s.id = n.id
$$;

create or replace function vorrang_api.sla_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.sla_json(s) order by s.key), '[]') from slas s
$$;

create or replace function vorrang.contract_json(n vorrang.contracts)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'key', n.key,
        'customer', (select k.key from vorrang.customers k where k.id = n.customer_id),
        'sla', (select s.key from vorrang.slas s where s.id = n.sla_id),
        'calendar', (select c.key from vorrang.calendars c where c.id = n.calendar_id),
        'level', n.level, 'from', n.valid_from, 'until', n.valid_until, 'site', nullif(n.site, ''),
        'assets_only', n.assets_only, 'time', n.time, 'step', n.step_minutes * 60, 'minimum', n.minimum_minutes * 60,
        'rounding', n.rounding, 'fee', vorrang.money_text(n.fee_minor, n.fee_currency), 'fee_months', n.fee_months)
$$;

create or replace function vorrang.contract_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer := (select n.id from vorrang.contracts n where n.key = p_key);
begin
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no contract %L', p_key), 'see `vorrang contract list`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang_api.contract_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    n vorrang.contracts;
begin
    select * into n from vorrang.contracts x where x.key = p_key;
    if n.id is null and not (p ?& array['customer', 'sla', 'calendar', 'from']) then
        perform vorrang.raise('VR004', 'a new contract needs customer, SLA, calendar and first day',
            'give --customer, --sla, --calendar and --from');
    end if;
    insert into vorrang.contracts (key, customer_id, sla_id, calendar_id, level, valid_from, valid_until, site, assets_only,
        time, step_minutes, minimum_minutes, rounding)
    values (p_key,
            case when p ? 'customer' then vorrang.customer_id(p->>'customer') else n.customer_id end,
            case when p ? 'sla' then vorrang.sla_id(p->>'sla') else n.sla_id end,
            case when p ? 'calendar' then vorrang.calendar_id(p->>'calendar') else n.calendar_id end,
            coalesce(p->>'level', n.level, ''),
            coalesce((p->>'from')::date, n.valid_from),
            case when p ? 'until' then nullif(p->>'until', '')::date else n.valid_until end,
            trim(coalesce(p->>'site', n.site, '')), coalesce((p->>'assets_only')::boolean, n.assets_only, false),
            nullif(coalesce(p->>'time', n.time), 'auto'), nullif(coalesce((p->>'step')::bigint / 60, n.step_minutes), 0),
            coalesce((p->>'minimum')::bigint / 60, n.minimum_minutes), nullif(coalesce(p->>'rounding', n.rounding), 'seller'))
    on conflict (key) do update
       set customer_id = excluded.customer_id, sla_id = excluded.sla_id,
           calendar_id = excluded.calendar_id, level = excluded.level,
           valid_from = excluded.valid_from, valid_until = excluded.valid_until, site = excluded.site,
           assets_only = excluded.assets_only, time = excluded.time, step_minutes = excluded.step_minutes,
           minimum_minutes = excluded.minimum_minutes, rounding = excluded.rounding
    returning * into n;
    if p ?| array['fee', 'fee_months'] then
        update vorrang.contracts x
           set fee_minor = case when p ? 'fee' then m.minor else x.fee_minor end,
               fee_currency = case when p ? 'fee' then m.currency else x.fee_currency end,
               fee_months = coalesce((p->>'fee_months')::smallint, x.fee_months)
          from (select 1) one left join lateral vorrang.money_of(p->>'fee') m on p->>'fee' <> ''
         where x.id = n.id
        returning x.* into n;
    end if;
    perform vorrang.change_sla(t.number, n.sla_id, n.calendar_id, p_now, 'admin', 'cli')
       from (select x.number from vorrang.tickets x
              where x.contract_id = n.id and x.closed_at is null order by x.number for no key update) t;
    return vorrang.contract_json(n);
end
$$;
comment on function vorrang_api.contract_set is
    'A customer''s contract: sla, calendar, level, first day, last day (empty: open-ended), site (it covers '
    'what stands there), assets_only (it covers assets that name it); time (included, billable, auto: billable with a contingent), step, minimum '
    '(seconds) and rounding (ticket, entry, seller) of its bills, else the seller''s; fee ("250.00 EUR") and fee_months: what the customer pays for it, for analyses. What is open under it has its SLA and calendar '
    'from receipt on; whom it covers is asked for new tickets.';

create or replace function vorrang_api.contract_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.contract_json(n) from vorrang.contract_id(p_key) x (id) join contracts n on n.id = x.id
$$;

create or replace function vorrang_api.contract_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.contract_json(n) order by n.key), '[]') from contracts n
$$;

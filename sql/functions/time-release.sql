-- Release for billing (TS-71): what is released is locked, and what it costs is frozen.

create or replace function vorrang.release_hindrance(e vorrang.time_entries)
returns text
language plpgsql stable
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets x where x.number = e.ticket_number;
    return case
        when t.customer_id is null then 'no-customer'
        when vorrang.project_of(t) is null then 'no-project'
        when e.billable and vorrang.price_of(e, t) is null then 'no-rate'
    end;
end
$$;
comment on function vorrang.release_hindrance is
    'Why an entry cannot be released: no-customer, no-project (its customer has no default one), no-rate; null: it can.';

create or replace function vorrang.price_of(e vorrang.time_entries, t vorrang.tickets)
returns jsonb
language plpgsql stable
as $$
declare
    v jsonb;
    v_day date := vorrang.work_day(t.number, e.started_at);
    r vorrang.rates;
begin
    select jsonb_build_object('hour', c.hour_minor, 'currency', c.currency) into v
      from vorrang.contingents c
     where c.contract_id = t.contract_id and c.hour_minor is not null
       and v_day between c.valid_from and coalesce(c.valid_until, 'infinity')
     order by c.id limit 1;
    if v is null then
        r := vorrang.rate_of(t.contract_id, t.customer_id, e.agent_id, e.work_type_id, v_day);
        v := case when r.id is not null then jsonb_build_object('hour', r.hour_minor, 'currency', r.currency) end;
    end if;
    return v;
end
$$;
comment on function vorrang.price_of is
    'What an hour of an entry costs, without surcharge: hour in the currency''s smallest unit, currency. Beyond a contingent that '
    'names what more costs it is that, else the rates say; null: they do not.';

create or replace function vorrang.cut_entry(e vorrang.time_entries, t vorrang.tickets)
returns void
language plpgsql
as $$
declare
    v_price jsonb := vorrang.price_of(e, t);
    v_from timestamptz := e.started_at;
    v_position smallint := 0;
    x record;
begin
    if not e.billable then
        insert into vorrang.time_parts (entry_id, position, started_at, minutes, source) values (e.id, 1, v_from, e.minutes, 'free');
        return;
    end if;
    for x in select * from vorrang.contingent_draws(e.id) loop
        v_position := v_position + 1;
        insert into vorrang.time_parts (entry_id, position, started_at, minutes, source, contingent_id)
        values (e.id, v_position, v_from, x.minutes, 'contingent', x.contingent_id);
        v_from := v_from + make_interval(mins => x.minutes);
    end loop;
    if v_from < e.started_at + make_interval(mins => e.minutes) then
        insert into vorrang.time_parts (
            entry_id, position, started_at, minutes, source, hour_minor, currency, surcharge_percent, surcharge)
        select e.id, v_position + row_number() over (order by p.starts_at), p.starts_at, p.minutes, 'rate',
               (v_price->>'hour')::bigint, v_price->>'currency', p.percent, p.name
          from vorrang.surcharge_pieces(t.customer_id, v_from, e.started_at + make_interval(mins => e.minutes)) p;
    end if;
end
$$;
comment on function vorrang.cut_entry is
    'The parts of an entry: its first minutes are the contingents'', the others are cut where a surcharge begins or ends. What a '
    'contingent gives costs nothing more at any hour. The parts'' minutes are the entry''s.';

create or replace function vorrang.release_entry(p_entry bigint, p_now timestamptz, p_by text, p_via text)
returns text
language plpgsql
as $$
declare
    e vorrang.time_entries;
    t vorrang.tickets;
    v_hindrance text;
begin
    select * into strict e from vorrang.time_entries x where x.id = p_entry for no key update;
    if vorrang.entry_state(e.id) <> 'recorded' then
        return vorrang.entry_state(e.id);
    end if;
    v_hindrance := vorrang.release_hindrance(e);
    if v_hindrance is not null then
        return v_hindrance;
    end if;
    select * into strict t from vorrang.tickets x where x.number = e.ticket_number;
    insert into vorrang.time_releases (entry_id, at, by, customer_id, contract_id, project_id, worked_on)
    values (e.id, p_now, p_by, t.customer_id, t.contract_id, vorrang.project_of(t), vorrang.work_day(t.number, e.started_at));
    perform vorrang.cut_entry(e, t);
    perform vorrang.write_event(t.number, p_now, 'time-released', p_by, p_via, jsonb_build_object('entry', e.id));
    return null;
end
$$;
comment on function vorrang.release_entry is 'Releases an entry; returns why it could not (its state, or release_hindrance); null: done.';

create or replace function vorrang.release_back(p_entry bigint, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
declare
    r vorrang.time_releases;
begin
    select * into r from vorrang.time_releases x where x.entry_id = p_entry for update;
    if r.entry_id is null then
        perform vorrang.raise('VR002', format('time entry %s is not released', p_entry), 'see `vorrang time list`');
    elsif r.bill_id is not null then
        perform vorrang.refuse_locked(p_entry);
    end if;
    delete from vorrang.time_releases x where x.entry_id = p_entry;
    perform vorrang.write_event(e.ticket_number, p_now, 'time-release-taken-back', p_by, p_via, jsonb_build_object('entry', e.id))
       from vorrang.time_entries e where e.id = p_entry;
end
$$;
comment on function vorrang.release_back is 'An entry is only recorded again, and may be corrected. VR002: it is not released, or billed.';

create or replace function vorrang.releasable(p jsonb)
returns setof bigint
language plpgsql stable
as $$
declare
    v_ticket bigint := case when p ? 'ticket' then vorrang.ticket_number(p->>'ticket') end;
    v_customer integer := case when p ? 'customer' then vorrang.customer_id(p->>'customer') end;
    v_entry bigint := case when p ? 'entry' then vorrang.time_entry_id(p->>'entry') end;
begin
    return query
    select e.id from vorrang.time_entries e join vorrang.tickets t on t.number = e.ticket_number
     where (v_entry is null or e.id = v_entry)
       and (v_ticket is null or e.ticket_number = v_ticket)
       and (v_customer is null or t.customer_id = v_customer)
       and (p->>'until' is null or vorrang.work_day(t.number, e.started_at) <= (p->>'until')::date)
       and e.minutes > 0
       and not exists (select from vorrang.time_releases r where r.entry_id = e.id)
       and not exists (select from vorrang.time_entries x where x.corrects = e.id and x.minutes < 0)
     order by e.ticket_number, e.id;
end
$$;

create or replace function vorrang_api.time_release(p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_entry bigint;
    v_reason text;
    v_count integer := 0;
    v_held jsonb := '{}';
begin
    if not p ?| array['ticket', 'customer', 'entry', 'until'] then
        perform vorrang.raise('VR004', 'release what?', 'give --until DATE, --customer, --ticket or --entry');
    end if;
    if coalesce((p->>'back')::boolean, false) then
        if not p ? 'entry' then
            perform vorrang.raise('VR004', 'a release is taken back entry by entry', 'give --entry');
        end if;
        perform vorrang.release_back(vorrang.time_entry_id(p->>'entry'), p_now, 'admin', 'cli');
        return jsonb_build_object('released', 0, 'taken_back', 1, 'held_back', v_held);
    end if;
    for v_entry in select * from vorrang.releasable(p) loop
        v_reason := vorrang.release_entry(v_entry, p_now, 'admin', 'cli');
        if v_reason is null then
            v_count := v_count + 1;
        else
            v_held := v_held || jsonb_build_object(v_reason, coalesce((v_held->>v_reason)::integer, 0) + 1);
        end if;
    end loop;
    return jsonb_build_object('released', v_count, 'taken_back', 0, 'held_back', v_held);
end
$$;
comment on function vorrang_api.time_release is
    'Releases recorded entries: of a ticket, of a customer, one entry, with work until a day. held_back counts those that could '
    'not be, by reason (release_hindrance). back, with entry: takes a release back.';

create or replace function vorrang.release_ticket(p_ticket bigint, a vorrang.agents, p_now timestamptz)
returns void
language sql
as $$
    select vorrang.release_entry(e.id, p_now, a.key, 'smtp') from vorrang.time_entries e where e.ticket_number = p_ticket order by e.id
$$;
comment on function vorrang.release_ticket is 'The line #release: all that can be released of a ticket.';

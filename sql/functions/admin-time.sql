-- The admin's verbs of time: add, correct, list.

create or replace function vorrang.time_entry_id(p_key text)
returns bigint
language plpgsql stable
as $$
begin
    if p_key !~ '^[0-9]{1,18}$' or not exists (select from vorrang.time_entries e where e.id = p_key::bigint) then
        perform vorrang.raise('VR001', format('there is no time entry %L', p_key), 'see the numbers in `vorrang time list`');
    end if;
    return p_key::bigint;
end
$$;

create or replace function vorrang.local_time_of(p_text text, p_zone text)
returns timestamptz
language plpgsql stable
as $$
begin
    if p_text !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}$' then
        perform vorrang.raise('VR003', format('%L is no point in time', p_text), 'write it as "2026-11-25 21:30", as the channel''s clocks say');
    end if;
    return p_text::timestamp at time zone p_zone;
exception when datetime_field_overflow then
    perform vorrang.raise('VR003', format('there is no %s', p_text), 'write day and time as "2026-11-25 21:30"');
end
$$;

create or replace function vorrang.time_entry_json(e vorrang.time_entries)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'id', e.id, 'ticket', e.ticket_number, 'agent', (select a.key from vorrang.agents a where a.id = e.agent_id),
        'from', to_char(e.started_at at time zone c.zone, 'YYYY-MM-DD HH24:MI'), 'minutes', e.minutes,
        'work_type', (select w.key from vorrang.work_types w where w.id = e.work_type_id), 'text', e.comment,
        'billable', e.billable, 'contingent', (select sum(d.minutes) from vorrang.contingent_draws(e.id) d),
        'corrects', e.corrects, 'state', vorrang.entry_state(e.id),
        'customer', (select k.key from vorrang.customers k where k.id = coalesce(r.customer_id, t.customer_id)),
        'project', (select p.key from vorrang.projects p where p.id = coalesce(r.project_id, vorrang.project_of(t))),
        'bill', (select b.number from vorrang.bills b where b.id = r.bill_id))
    from vorrang.tickets t
    join vorrang.channels c on c.id = t.channel_id
    left join vorrang.time_releases r on r.entry_id = e.id
    where t.number = e.ticket_number
$$;
comment on function vorrang.time_entry_json is 'minutes: of the entry; contingent: how many of them a contingent gave.';

create or replace function vorrang.fill_entry(e vorrang.time_entries, p jsonb)
returns vorrang.time_entries
language plpgsql stable
as $$
begin
    e.minutes := coalesce((p->>'minutes')::bigint / 60, e.minutes);
    if p ? 'minutes' and e.minutes not between 1 and 1440 then
        perform vorrang.raise('VR003', 'an entry is of one minute to 24 hours', 'give --minutes, as 25m; book longer work day by day');
    end if;
    if p ? 'from' then
        e.started_at := vorrang.local_time_of(p->>'from', (
            select c.zone from vorrang.tickets t join vorrang.channels c on c.id = t.channel_id where t.number = e.ticket_number));
    end if;
    e.work_type_id := case when not p ? 'work_type' then e.work_type_id
                           when p->>'work_type' <> '' then vorrang.work_type_id(p->>'work_type') end;
    e.comment := coalesce(p->>'text', e.comment, '');
    e.billable := coalesce((p->>'billable')::boolean, case when e.overridden then e.billable end);
    return e;
end
$$;
comment on function vorrang.fill_entry is 'An entry with what the admin says of it; what he does not name stays.';

create or replace function vorrang.refuse_future(e vorrang.time_entries)
returns void
language plpgsql
as $$
begin
    if e.started_at + make_interval(mins => e.minutes) > e.at + interval '1 minute' then
        perform vorrang.raise('VR003', 'that work ends in the future', 'give --from, its beginning, or book it when it is done');
    end if;
end
$$;

create or replace function vorrang_api.time_add(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    e vorrang.time_entries;
begin
    if not p ?& array['agent', 'minutes'] then
        perform vorrang.raise('VR004', 'time is somebody''s and some', 'give --agent and --minutes');
    end if;
    e.ticket_number := vorrang.ticket_number(p_key);
    select coalesce(t.merged_into, t.number) into strict e.ticket_number
      from vorrang.tickets t where t.number = e.ticket_number for no key update;
    e.agent_id := vorrang.agent_id(p->>'agent');
    e.at := p_now;
    e := vorrang.fill_entry(e, p);
    perform vorrang.refuse_future(e);
    e.id := vorrang.book(e, 'admin', 'cli');
    perform vorrang.touch(e.ticket_number, p_now);
    return (select vorrang.time_entry_json(x) from vorrang.time_entries x where x.id = e.id);
end
$$;
comment on function vorrang_api.time_add is
    'Books time on a ticket: agent, minutes (in seconds, at most a day), from ("2026-11-25 21:30" in the channel''s zone; so long '
    'before now if not given), work_type, text, billable (as the ticket''s entitlement says if not given).';

create or replace function vorrang_api.time_correct(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    e vorrang.time_entries;
    v_id bigint := vorrang.time_entry_id(p_key);
    v_old vorrang.time_entries;
begin
    perform from vorrang.tickets t
      where t.number = (select x.ticket_number from vorrang.time_entries x where x.id = v_id) for no key update;
    v_old := vorrang.take_back(v_id, p_now, 'admin', 'cli');
    perform vorrang.touch(v_old.ticket_number, p_now);
    if p->>'minutes' = '0' then
        return (select vorrang.time_entry_json(x) from vorrang.time_entries x where x.corrects = v_id and x.minutes < 0);
    end if;
    e := vorrang.fill_entry(v_old, p);
    if not p ? 'from' then
        e.started_at := vorrang.corrected_start(v_old, e.minutes);
    end if;
    e.at := p_now;
    e.corrects := v_old.id;
    perform vorrang.refuse_future(e);
    e.id := vorrang.book(e, 'admin', 'cli');
    return (select vorrang.time_entry_json(x) from vorrang.time_entries x where x.id = e.id);
end
$$;
comment on function vorrang_api.time_correct is
    'Takes an entry back and books what is right in its place: fields as in time_add, what is not named stays; minutes 0: nothing '
    'takes its place. VR002: it is released, billed or corrected already.';

create or replace function vorrang_api.time_list(p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v_ticket bigint := case when p ? 'ticket' then vorrang.ticket_number(p->>'ticket') end;
    v_customer integer := case when p ? 'customer' then vorrang.customer_id(p->>'customer') end;
    v_agent integer := case when p ? 'agent' then vorrang.agent_id(p->>'agent') end;
begin
    return (
        select coalesce(jsonb_agg(vorrang.time_entry_json(e) order by e.started_at, e.id), '[]')
          from vorrang.time_entries e
          join vorrang.tickets t on t.number = e.ticket_number
          left join vorrang.time_releases r on r.entry_id = e.id
         where (v_ticket is null or e.ticket_number = v_ticket)
           and (v_customer is null or coalesce(r.customer_id, t.customer_id) = v_customer)
           and (v_agent is null or e.agent_id = v_agent)
           and (p->>'state' is null or vorrang.entry_state(e.id) = p->>'state')
           and (p->>'from' is null or e.started_at >= (p->>'from')::date)
           and (p->>'until' is null or e.started_at < (p->>'until')::date + 1));
end
$$;
comment on function vorrang_api.time_list is
    'Entries by the beginning of their work: of a ticket, customer, agent, state (recorded, released, billed, corrected), from a '
    'day until a day (UTC).';

-- The admin's nouns ticket and message, and the schema's version.

create or replace function vorrang.ticket_number(p_text text)
returns bigint
language plpgsql stable
as $$
begin
    if p_text !~ '^#?[0-9]{1,18}$' then
        perform vorrang.raise('VR004', format('%L is not a ticket number', p_text), 'give it as 4815');
    end if;
    if not exists (select from vorrang.tickets t where t.number = ltrim(p_text, '#')::bigint) then
        perform vorrang.raise('VR001', format('there is no ticket %s', p_text), 'see `vorrang ticket list --all`');
    end if;
    return ltrim(p_text, '#')::bigint;
end
$$;

create or replace function vorrang_api.ticket_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.ticket_json(t) order by t.number), '[]')
    from tickets t
    where coalesce((p->>'all')::boolean, false) or not vorrang.is_closed(t.status)
$$;
comment on function vorrang_api.ticket_list is 'Open tickets by number; with {"all": true} every one.';

create or replace function vorrang_api.ticket_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.ticket_json(t) || jsonb_build_object(
        'participants', (select coalesce(jsonb_agg(
                             jsonb_build_object('address', p.address, 'role', p.role) order by p.address), '[]')
                         from participants p where p.ticket_number = t.number),
        'watching_channels', (select coalesce(jsonb_agg(c.key order by c.key), '[]')
                              from ticket_watch_channels w
                              join channels c on c.id = w.channel_id
                              where w.ticket_number = t.number),
        'messages', (select coalesce(jsonb_agg(vorrang.message_json(m) order by m.id), '[]')
                     from messages m where m.ticket_number = t.number and m.kind not in ('source', 'recalled', 'alert')),
        'minutes', (select coalesce(sum(e.minutes), 0) from time_entries e where e.ticket_number = t.number),
        'billable_minutes', (select coalesce(sum(e.minutes), 0) from time_entries e
                             where e.ticket_number = t.number and e.billable),
        'project', (select p.key from projects p where p.id = vorrang.project_of(t)),
        'covered_by', nullif(concat_ws(' ', e.entitled->>'by', e.entitled->>'contract', 'until ' || (e.entitled->>'valid_until')), ''),
        'asset', vorrang.asset_name(t.asset_id),
        'named_customer', e.entitled->>'named_customer',
        'advice', e.entitled->>'advice',
        'numbers', e.entitled->'numbers',
        'phone', t.phone,
        'reading', vorrang.readers_of(t.number, p_now),
        'events', vorrang.events_json(t.number))
    from vorrang.ticket_number(p_key) n (number)
    join tickets t on t.number = n.number
    cross join lateral (select vorrang.entitlement_of(t.number) as entitled offset 0) e
$$;
comment on function vorrang_api.ticket_show is 'One ticket with participants, messages and its whole history.';

create or replace function vorrang_api.ticket_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_ticket bigint := vorrang.ticket_number(p_key);
begin
    if p ? 'customer' then
        perform vorrang.set_customer(v_ticket, vorrang.customer_id(p->>'customer'), p_now, 'admin', 'cli');
    end if;
    if p ? 'sla' then
        perform vorrang.set_own_sla(v_ticket, case when p->>'sla' <> '' then vorrang.sla_id(p->>'sla') end, p_now, 'admin', 'cli');
    end if;
    if p ? 'project' then
        perform vorrang.set_project(t, case when p->>'project' <> '' then vorrang.own_project_id(p->>'project', t.customer_id) end,
                                    p_now, 'admin', 'cli')
           from vorrang.tickets t where t.number = v_ticket;
    end if;
    return vorrang_api.ticket_show(p_key, p_now);
end
$$;
comment on function vorrang_api.ticket_set is
    'customer: whose it is, with class, contract and SLA from receipt on; accepts or turns down what a number in it says. '
    'sla: one of its own; "": what its customer has. project: onto which its time runs; "": as its customer''s does.';

create or replace function vorrang_api.ticket_find_message_id(p_message_id text)
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v jsonb;
begin
    select jsonb_agg(jsonb_build_object('ticket', k.ticket_number, 'message', k.message)
                     order by k.ticket_number, k.message)
      into v
      from vorrang.known_message_ids k
     where k.message_id = p_message_id;
    if v is null then
        perform vorrang.raise('VR001', format('no ticket knows the Message-ID %s', p_message_id),
            'give it with its angle brackets, as in "<…>"');
    end if;
    return v;
end
$$;

comment on function vorrang_api.ticket_find_message_id is 'Tickets and messages that are known under a Message-ID.';

create or replace function vorrang_api.message_show(p_key text, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v jsonb;
begin
    if p_key !~ '^[0-9]{1,18}$' then
        perform vorrang.raise('VR004', format('%L is not a message id', p_key),
            'see the ids in `vorrang ticket show`');
    end if;
    select vorrang.message_json(m) into v from vorrang.messages m where m.id = p_key::bigint;
    if v is null then
        perform vorrang.raise('VR001', format('there is no message %s', p_key),
            'see the ids in `vorrang ticket show`');
    end if;
    return v;
end
$$;

create or replace function vorrang_api.set_first_number(p_number bigint)
returns bigint
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    if exists (select from vorrang.tickets t where t.number >= p_number) then
        perform vorrang.raise('VR002', format('ticket %s or a later one exists already', p_number),
            'numbers are never used twice');
    end if;
    update vorrang.numbering set next_ticket = greatest(p_number, next_ticket);
    return p_number;
end
$$;
comment on function vorrang_api.set_first_number is 'The next ticket gets this number (at set-up).';

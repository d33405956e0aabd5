-- The admin's noun note: service notes, shown on the cover sheets of the tickets whose context they name.

create or replace function vorrang.note_json(n vorrang.service_notes)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'key', n.key, 'text', n.text,
        'customer', (select k.key from vorrang.customers k where k.id = n.customer_id),
        'contact', (select c.address from vorrang.contacts c where c.id = n.contact_id),
        'channel', (select c.key from vorrang.channels c where c.id = n.channel_id),
        'type', n.ticket_type)
$$;

create or replace function vorrang.contact_id(p_address text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer;
begin
    select c.id into v_id from vorrang.contacts c where c.address = lower(p_address);
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no contact %L', p_address),
            'see `vorrang contact list`, or create it with `vorrang contact set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang_api.note_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    n vorrang.service_notes;
begin
    select * into n from vorrang.service_notes x where x.key = p_key;
    if p->>'text' = '' then
        delete from vorrang.service_notes x where x.key = p_key;
        perform vorrang.recheck_covers(p_now);
        return vorrang.note_json(n) || jsonb_build_object('key', p_key, 'text', null);
    end if;
    n.key := p_key;
    n.text := coalesce(p->>'text', n.text);
    if n.text is null then
        perform vorrang.raise('VR004', 'a new service note must say something', 'give --text');
    end if;
    n.ticket_type := vorrang.changed(p, 'type', n.ticket_type);
    if p ? 'customer' then
        n.customer_id := case when p->>'customer' <> '' then vorrang.customer_id(p->>'customer') end;
    end if;
    if p ? 'contact' then
        n.contact_id := case when p->>'contact' <> '' then vorrang.contact_id(p->>'contact') end;
    end if;
    if p ? 'channel' then
        n.channel_id := case when p->>'channel' <> '' then vorrang.channel_id(p->>'channel') end;
    end if;
    if num_nonnulls(n.customer_id, n.contact_id, n.channel_id, n.ticket_type) = 0 then
        perform vorrang.raise('VR004', 'a service note needs a context: it would stand on every ticket',
            'give --customer, --contact, --channel or --type');
    end if;
    insert into vorrang.service_notes (key, text, customer_id, contact_id, channel_id, ticket_type)
    values (n.key, n.text, n.customer_id, n.contact_id, n.channel_id, n.ticket_type)
    on conflict (key) do update
       set text = excluded.text, customer_id = excluded.customer_id, contact_id = excluded.contact_id,
           channel_id = excluded.channel_id, ticket_type = excluded.ticket_type
    returning * into n;
    perform vorrang.recheck_covers(p_now);
    return vorrang.note_json(n);
end
$$;
comment on function vorrang_api.note_set is
    'A service note: text ("": it is gone) and its context: customer, contact, channel, type. All that are named must hold.';

create or replace function vorrang_api.note_show(p_key text, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v jsonb;
begin
    select vorrang.note_json(n) into v from vorrang.service_notes n where n.key = p_key;
    if v is null then
        perform vorrang.raise('VR001', format('there is no service note %L', p_key),
            'see `vorrang note list`, or create it with `vorrang note set`');
    end if;
    return v;
end
$$;

create or replace function vorrang_api.note_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.note_json(n) order by n.key), '[]') from service_notes n
$$;

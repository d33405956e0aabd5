-- The admin's nouns customer, domain, contact, contract. Every *_set keeps what p does not name.

create or replace function vorrang.customer_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer;
begin
    select k.id into v_id from vorrang.customers k where k.key = p_key;
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no customer %L', p_key),
            'see `vorrang customer list`, or create it with `vorrang customer set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.customer_json(k vorrang.customers)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'key', k.key, 'name', k.name, 'class', k.class, 'number', k.number, 'folder', k.folder_name,
        'kam', (select a.key from vorrang.agents a where a.id = k.kam_id), 'kam_only', k.kam_only,
        'domains', (select coalesce(jsonb_agg(d.domain order by d.domain), '[]')
                    from vorrang.customer_domains d where d.customer_id = k.id),
        'contacts', (select coalesce(jsonb_agg(c.address order by c.address), '[]')
                     from vorrang.contact_customers x
                     join vorrang.contacts c on c.id = x.contact_id
                     where x.customer_id = k.id),
        'contracts', (select coalesce(jsonb_agg(n.key order by n.key), '[]')
                      from vorrang.contracts n where n.customer_id = k.id),
        'project', (select p.key from vorrang.projects p where p.id = k.default_project_id),
        'maintenance_project', (select p.key from vorrang.projects p where p.id = k.maintenance_project_id))
$$;

create or replace function vorrang.set_domain(p_domain text, p_customer integer)
returns void
language plpgsql
as $$
begin
    if vorrang.is_freemail(p_domain) then
        perform vorrang.raise('VR003', format('%s gives addresses to anybody and cannot name a customer', p_domain),
            'add the customer''s people one by one with `vorrang contact set`');
    end if;
    insert into vorrang.customer_domains (domain, customer_id)
    values (lower(p_domain), p_customer)
    on conflict (domain) do update set customer_id = excluded.customer_id;
end
$$;

create or replace function vorrang.store_customer(p_key text, p jsonb)
returns vorrang.customers
language plpgsql
as $$
declare
    k vorrang.customers;
    v_domain text;
begin
    select * into k from vorrang.customers x where x.key = p_key;
    insert into vorrang.customers (key, name, class, class_typed, number, kam_id, kam_only)
    values (p_key, coalesce(p->>'name', k.name, p_key), upper(coalesce(nullif(p->>'class', 'auto'), k.class, '-')),
            coalesce((p->>'class_typed')::boolean, k.class_typed, false),
            case when p ? 'number' then nullif(p->>'number', '') else k.number end,
            case when p->>'kam' <> '' then vorrang.agent_id(p->>'kam') when not p ? 'kam' then k.kam_id end,
            coalesce((p->>'kam_only')::boolean, k.kam_only, false))
    on conflict (key) do update
       set name = excluded.name, class = excluded.class, class_typed = excluded.class_typed, number = excluded.number, kam_id = excluded.kam_id, kam_only = excluded.kam_only
    returning * into k;
    if p ? 'name' or k.folder_name is null then
        k.folder_name := vorrang.name_customer_folder(k);
    end if;
    if p ?| array['project', 'maintenance_project'] then
        k.default_project_id := case when not p ? 'project' then k.default_project_id
            when p->>'project' <> '' then vorrang.own_project_id(p->>'project', k.id) end;
        k.maintenance_project_id := case when not p ? 'maintenance_project' then k.maintenance_project_id
            when p->>'maintenance_project' <> '' then vorrang.own_project_id(p->>'maintenance_project', k.id) end;
        update vorrang.customers x
           set default_project_id = k.default_project_id, maintenance_project_id = k.maintenance_project_id where x.id = k.id;
    end if;
    if p ? 'domains' then
        delete from vorrang.customer_domains d
         where d.customer_id = k.id
           and d.domain not in (select lower(x) from jsonb_array_elements_text(p->'domains') x);
        for v_domain in select x from jsonb_array_elements_text(p->'domains') x loop
            perform vorrang.set_domain(lower(v_domain), k.id);
        end loop;
    end if;
    return k;
end
$$;
comment on function vorrang.store_customer is
    'Writes a customer and his domains; who calls it ranks the tickets.';

create or replace function vorrang_api.customer_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    k vorrang.customers := vorrang.store_customer(p_key, p || case when p ? 'class'
        then jsonb_build_object('class_typed', p->>'class' not in ('-', 'auto')) else '{}' end);
begin
    if not k.class_typed and exists (select from vorrang.turnover_rules) then
        update vorrang.customers set class = vorrang.class_by_turnover(k.id, p_now) where id = k.id returning * into k;
    end if;
    perform vorrang.sync_class(k.id, p_now, 'admin');
    perform vorrang.sync_kam(k, p_now, 'admin');
    perform vorrang.recheck_covers(p_now);
    return vorrang.customer_json(k) || vorrang.customer_standing(k.id, p_now);
end
$$;
comment on function vorrang_api.customer_set is
    'Creates or changes a customer: name, class (A, B, C; - and auto: as his turnover says, if there is a rule), number ("": his key is it), domains (given at all: the whole set), kam (his key '
    'account manager, "" for none), kam_only (membership of a channel shows nothing of his tickets), project and maintenance_project (onto which his time runs; '
    'the latter where a contract covers it).';

create or replace function vorrang.customer_ticket_json(t vorrang.tickets)
returns jsonb
language plpgsql stable
as $$
begin
    return (select jsonb_build_object(
        'number', t.number, 'status', t.status, 'light', t.light,
        'due', to_char(vorrang.effective_due(t) at time zone c.zone, 'YYYY-MM-DD HH24:MI'),
        'owner', (select a.key from vorrang.agents a where a.id = t.owner_id), 'channel', c.key,
        'escalated', (select to_char(max(e.at) at time zone c.zone, 'YYYY-MM-DD HH24:MI') from vorrang.events e
                       where e.ticket_number = t.number and e.kind = 'escalated'),
        'subject', t.subject)
    from vorrang.channels c where c.id = t.channel_id);
end
$$;

create or replace function vorrang.unbilled_minutes(p_customer integer)
returns bigint
language sql stable
as $$
    select coalesce(sum(e.minutes), 0) from vorrang.time_entries e
      join vorrang.tickets t on t.number = e.ticket_number
      left join vorrang.time_releases r on r.entry_id = e.id
     where coalesce(r.customer_id, t.customer_id) = p_customer and r.bill_id is null
$$;
comment on function vorrang.unbilled_minutes is 'What was worked for a customer and is on no bill.';

create or replace function vorrang.customer_contingents(p_customer integer, p_now timestamptz)
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(l.line order by n.key, l.nth), '[]') from vorrang.contracts n
     cross join lateral jsonb_array_elements(vorrang.contingents_left(n.id, p_now)) with ordinality as l (line, nth)
     where n.customer_id = p_customer
$$;
comment on function vorrang.customer_contingents is 'contingents_left of all of a customer''s contracts.';

create or replace function vorrang.customer_standing(p_customer integer, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        with mine as (
            select t.number, t.closed_at, t.received_at,
                   exists (select from vorrang.events e where e.ticket_number = t.number and e.kind = 'escalated'
                            and e.at >= p_now - interval '14 days') as escalated,
                   t.response_missed or t.resolution_missed as missed,
                   vorrang.customer_ticket_json(t) as line
              from vorrang.tickets t
             where t.customer_id = p_customer and t.status <> 'spam' and t.merged_into is null
               and (t.closed_at is null or t.closed_at >= p_now - interval '14 days' or t.received_at >= p_now - interval '14 days'))
        select jsonb_build_object(
            'opened_14_days', count(*) filter (where m.received_at >= p_now - interval '14 days'),
            'closed_14_days', count(*) filter (where m.closed_at >= p_now - interval '14 days'),
            'escalated_14_days', count(*) filter (where m.escalated),
            'late_14_days', count(*) filter (where m.missed),
            'unbilled_minutes', vorrang.unbilled_minutes(p_customer),
            'contingents', vorrang.customer_contingents(p_customer, p_now),
            'open', coalesce(jsonb_agg(m.line order by m.number) filter (where m.closed_at is null), '[]'),
            'escalated', coalesce(jsonb_agg(m.line order by m.number) filter (where m.escalated), '[]'))
        from mine m);
end
$$;
comment on function vorrang.customer_standing is
    'What one should know before one calls a customer (SSC-13): his open tickets, what has escalated in the last 14 days, '
    'open or not, and how many were opened, closed, escalated and late in that time.';

create or replace function vorrang_api.customer_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.customer_json(k) || vorrang.customer_standing(k.id, p_now)
    from vorrang.customer_id(p_key) n (id) join customers k on k.id = n.id
$$;
comment on function vorrang_api.customer_show is 'One customer, and how things stand with him (customer_standing).';

create or replace function vorrang_api.customer_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.customer_json(k) order by k.key), '[]') from customers k
$$;

create or replace function vorrang_api.domain_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    if not p ? 'customer' then
        perform vorrang.raise('VR004', 'a domain needs its customer', 'give --customer KEY');
    end if;
    perform vorrang.set_domain(lower(p_key), vorrang.customer_id(p->>'customer'));
    return vorrang_api.domain_show(p_key, p_now);
end
$$;
comment on function vorrang_api.domain_set is
    'Mail from this domain (exactly: no sub-domains) is the customer''s.';

create or replace function vorrang_api.domain_show(p_key text, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v jsonb;
begin
    select jsonb_build_object('domain', d.domain, 'customer', k.key) into v
      from vorrang.customer_domains d
      join vorrang.customers k on k.id = d.customer_id
     where d.domain = lower(p_key);
    if v is null then
        perform vorrang.raise('VR001', format('no customer has the domain %L', p_key),
            'see `vorrang domain list`');
    end if;
    return v;
end
$$;

create or replace function vorrang_api.domain_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('domain', d.domain, 'customer', k.key) order by d.domain), '[]')
    from customer_domains d
    join customers k on k.id = d.customer_id
$$;

create or replace function vorrang.contact_json(c vorrang.contacts)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'address', c.address, 'name', c.name, 'vip', c.vip, 'language', c.language, 'phone', c.phone,
        'salutation', nullif(c.salutation, ''),
        'customers', (select coalesce(jsonb_agg(k.key order by x.position), '[]')
                      from vorrang.contact_customers x
                      join vorrang.customers k on k.id = x.customer_id
                      where x.contact_id = c.id))
$$;

create or replace function vorrang_api.contact_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    c vorrang.contacts;
begin
    insert into vorrang.contacts (address, name, vip, language, phone, salutation)
    values (lower(p_key), coalesce(p->>'name', ''), coalesce((p->>'vip')::boolean, false), p->>'language',
            vorrang.normal_phone(p->>'phone'), trim(coalesce(p->>'salutation', '')))
    on conflict (address) do update
       set name = coalesce(p->>'name', contacts.name),
           vip = coalesce((p->>'vip')::boolean, contacts.vip),
           language = case when p ? 'language' then excluded.language else contacts.language end,
           salutation = trim(coalesce(p->>'salutation', contacts.salutation)),
           phone = case when p ? 'phone' then vorrang.normal_phone(p->>'phone') else contacts.phone end
    returning * into c;
    if p ? 'customers' then
        delete from vorrang.contact_customers x where x.contact_id = c.id;
        insert into vorrang.contact_customers (contact_id, customer_id, position)
        select c.id, vorrang.customer_id(e.key), e.position
          from jsonb_array_elements_text(p->'customers') with ordinality as e (key, position)
        on conflict do nothing;
    end if;
    return vorrang.contact_json(c);
end
$$;
comment on function vorrang_api.contact_set is
    'Creates or changes a person: name, vip, language (en, de; else the channel''s), phone, '
    'salutation (empty: by name and language), customers (the first is meant where nothing says which).';

create or replace function vorrang_api.contact_show(p_key text, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v jsonb;
begin
    select vorrang.contact_json(c) into v from vorrang.contacts c where c.address = lower(p_key);
    if v is null then
        perform vorrang.raise('VR001', format('there is no contact %L', p_key), 'see `vorrang contact list`');
    end if;
    return v;
end
$$;

create or replace function vorrang_api.contact_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.contact_json(c) order by c.address), '[]') from contacts c
$$;

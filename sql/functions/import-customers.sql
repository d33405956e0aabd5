-- Imports (SSC-01): rows of a file, checked cell by cell by `vorrang import`, made true. A row is
-- {"line": n, "fields": {…}}: fields has the cells that are filled; null in it says "none".
-- The answer to a row is {"line", "outcome": created | changed | unchanged | wrong,
-- "fields": {column: [from, to]}, "wrong": [{"column", "text", "hint"}]}. A wrong row changes nothing.
-- Without enable_seqscan = off a first import would plan for empty tables, and read them whole for each row.

create or replace function vorrang.one_import()
returns void
language plpgsql
as $$
begin
    if not pg_try_advisory_xact_lock(8607247002) then
        perform vorrang.raise('VR005', 'another import is running', 'wait until it has ended, then run this one again');
    end if;
end
$$;

create or replace function vorrang.wrong_cell(p_column text, p_text text, p_hint text)
returns jsonb
language plpgsql immutable
as $$
begin
    return jsonb_build_array(jsonb_build_object('column', p_column, 'text', p_text, 'hint', p_hint));
end
$$;

create or replace function vorrang.wrong_missing(p_wanted jsonb, p_noun text, variadic p_columns text[])
returns jsonb
language plpgsql immutable
as $$
declare
    v_column text;
    v_wrong jsonb := '[]';
begin
    foreach v_column in array p_columns loop
        if p_wanted->>v_column is null then
            v_wrong := v_wrong || vorrang.wrong_cell(v_column, format('%s needs its %s', p_noun, v_column),
                format('fill the column %s', v_column));
        end if;
    end loop;
    return v_wrong;
end
$$;
comment on function vorrang.wrong_missing is
    'What the row, together with what is stored, still lacks; p_noun with its article.';

create or replace function vorrang.wrong_reference(p_column text, p_key text)
returns jsonb
language plpgsql stable
as $$
declare
    v_noun text := case p_column when 'customers' then 'customer' when 'sla' then 'SLA' else p_column end;
    v_there boolean := case lower(v_noun)
        when 'customer' then exists (select from vorrang.customers x where x.key = p_key)
        when 'contract' then exists (select from vorrang.contracts x where x.key = p_key)
        when 'sla' then exists (select from vorrang.slas x where x.key = p_key)
        when 'calendar' then exists (select from vorrang.calendars x where x.key = p_key) end;
begin
    if p_key is null or v_there then
        return '[]';
    end if;
    return vorrang.wrong_cell(p_column, format('there is no %s "%s"', v_noun, p_key),
        case when v_noun in ('customer', 'contract') then format('import %ss first', v_noun)
             else format('see `vorrang %s list`', lower(v_noun)) end);
end
$$;

create or replace function vorrang.import_answer(p_row jsonb, p_before jsonb, p_after jsonb, p_wrong jsonb)
returns jsonb
language plpgsql immutable
as $$
declare
    v_changes jsonb;
begin
    if p_wrong <> '[]' then
        return jsonb_build_object('line', p_row->'line', 'outcome', 'wrong', 'wrong', p_wrong);
    elsif p_before is null then
        return jsonb_build_object('line', p_row->'line', 'outcome', 'created');
    elsif p_before = p_after then
        return jsonb_build_object('line', p_row->'line', 'outcome', 'unchanged');
    end if;
    select jsonb_object_agg(e.key, jsonb_build_array(p_before->e.key, e.value)) into v_changes
      from jsonb_each(p_after) e
     where e.value is distinct from p_before->e.key;
    return jsonb_build_object('line', p_row->'line', 'outcome', 'changed', 'fields', v_changes);
end
$$;

create or replace function vorrang.import_customer(p_row jsonb, p_now timestamptz)
returns jsonb
language plpgsql
as $$
declare
    f jsonb := p_row->'fields';
    v_before jsonb;
    v_after jsonb;
    v_domain text;
    v_wrong jsonb := '[]';
begin
    select jsonb_build_object('key', k.key, 'name', k.name, 'class', k.class, 'number', k.number,
               'domains', (select coalesce(jsonb_agg(d.domain order by d.domain collate "C"), '[]')
                           from vorrang.customer_domains d where d.customer_id = k.id))
      into v_before
      from vorrang.customers k where k.key = f->>'key';
    v_after := coalesce(v_before, jsonb_build_object('name', f->'key', 'class', '-', 'number', null, 'domains', '[]'::jsonb)) || f;
    for v_domain in select x from jsonb_array_elements_text(f->'domains') x loop
        if vorrang.is_freemail(v_domain) then
            v_wrong := v_wrong || vorrang.wrong_cell('domains',
                format('%s gives addresses to anybody and cannot name a customer', v_domain),
                'leave it out, and import the customer''s people as contacts');
        end if;
    end loop;
    if v_wrong = '[]' and v_before is distinct from v_after then
        perform vorrang.store_customer(f->>'key', v_after
            || case when f ? 'class' then jsonb_build_object('class_typed', f->>'class' <> '-') else '{}' end);
    end if;
    return vorrang.import_answer(p_row, v_before, v_after, v_wrong);
end
$$;

create or replace function vorrang_api.import_customers(p_rows jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp set enable_seqscan = off
as $$
begin
    perform vorrang.one_import();
    return (select coalesce(jsonb_agg(vorrang.import_customer(r, p_now)), '[]') from jsonb_array_elements(p_rows) r);
end
$$;
comment on function vorrang_api.import_customers is
    'Creates or changes customers: key, name, class, number, domains (given: the whole set; a domain of another '
    'customer moves). Answers row by row; import_rank then ranks their tickets.';

create or replace function vorrang.import_contact(p_row jsonb, p_now timestamptz)
returns jsonb
language plpgsql
as $$
declare
    f jsonb := p_row->'fields' || jsonb_build_object('address', lower(p_row->'fields'->>'address'));
    v_before jsonb;
    v_after jsonb;
    v_customer text;
    v_wrong jsonb := '[]';
begin
    select jsonb_build_object('address', c.address, 'name', c.name, 'vip', c.vip, 'phone', c.phone, 'language', c.language,
               'salutation', c.salutation,
               'customers', (select coalesce(jsonb_agg(k.key order by x.position), '[]')
                             from vorrang.contact_customers x
                             join vorrang.customers k on k.id = x.customer_id
                             where x.contact_id = c.id))
      into v_before
      from vorrang.contacts c where c.address = f->>'address';
    if f ? 'phone' then
        f := f || jsonb_build_object('phone', vorrang.normal_phone(f->>'phone'));
    end if;
    v_after := coalesce(v_before,
        '{"name": "", "vip": false, "phone": null, "language": null, "salutation": "", "customers": []}') || f;
    if f->'phone' is distinct from p_row->'fields'->'phone' and f->>'phone' is null then
        v_wrong := vorrang.wrong_cell('phone', format('"%s" is no phone number', p_row->'fields'->>'phone'),
            'write it with its area code, as 0711 123456 or +49 711 123456');
    end if;
    for v_customer in select x from jsonb_array_elements_text(f->'customers') x loop
        v_wrong := v_wrong || vorrang.wrong_reference('customers', v_customer);
    end loop;
    if v_wrong = '[]' and v_before is distinct from v_after then
        perform vorrang_api.contact_set(f->>'address', v_after, p_now);
    end if;
    return vorrang.import_answer(p_row, v_before, v_after, v_wrong);
end
$$;

create or replace function vorrang_api.import_contacts(p_rows jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp set enable_seqscan = off
as $$
begin
    perform vorrang.one_import();
    return (select coalesce(jsonb_agg(vorrang.import_contact(r, p_now)), '[]') from jsonb_array_elements(p_rows) r);
end
$$;
comment on function vorrang_api.import_contacts is
    'Creates or changes people: address, name, vip, phone, language, salutation, customers (given: all of them, in this '
    'order). Answers row by row.';

create or replace function vorrang.import_contract(p_row jsonb, p_now timestamptz)
returns jsonb
language plpgsql
as $$
declare
    f jsonb := p_row->'fields';
    v_before jsonb;
    v_after jsonb;
    v_wrong jsonb;
begin
    select jsonb_build_object('key', n.key, 'customer', k.key, 'sla', s.key, 'calendar', c.key,
               'level', n.level, 'valid_from', n.valid_from, 'valid_until', n.valid_until, 'site', n.site,
               'assets_only', n.assets_only)
      into v_before
      from vorrang.contracts n
      join vorrang.customers k on k.id = n.customer_id
      join vorrang.slas s on s.id = n.sla_id
      join vorrang.calendars c on c.id = n.calendar_id
     where n.key = f->>'key';
    v_after := coalesce(v_before, '{"level": "", "valid_until": null, "site": "", "assets_only": false}') || f;
    v_wrong := vorrang.wrong_missing(v_after, 'a contract', 'customer', 'sla', 'calendar', 'valid_from')
        || vorrang.wrong_reference('customer', f->>'customer')
        || vorrang.wrong_reference('sla', f->>'sla')
        || vorrang.wrong_reference('calendar', f->>'calendar');
    if (v_after->>'valid_until')::date < (v_after->>'valid_from')::date then
        v_wrong := v_wrong || vorrang.wrong_cell('valid_until',
            format('the last day %s is before the first, %s', v_after->>'valid_until', v_after->>'valid_from'),
            'give a later day, or - for open-ended');
    end if;
    if v_after->>'site' <> '' and (v_after->>'assets_only')::boolean then
        v_wrong := v_wrong || vorrang.wrong_cell('assets_only', 'it covers a site, not only assets that name it',
            'write no, or take the site away with -');
    end if;
    if v_wrong = '[]' and v_before is distinct from v_after then
        perform vorrang_api.contract_set(f->>'key', v_after || jsonb_build_object(
            'from', v_after->'valid_from', 'until', coalesce(v_after->>'valid_until', '')), p_now);
    end if;
    return vorrang.import_answer(p_row, v_before, v_after, v_wrong);
end
$$;

create or replace function vorrang_api.import_contracts(p_rows jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp set enable_seqscan = off
as $$
begin
    perform vorrang.one_import();
    return (select coalesce(jsonb_agg(vorrang.import_contract(r, p_now)), '[]') from jsonb_array_elements(p_rows) r);
end
$$;
comment on function vorrang_api.import_contracts is
    'Creates or changes contracts: key, customer, sla, calendar, level, valid_from, valid_until, site, assets_only (see '
    'contract_set). Answers row by row.';

create or replace function vorrang_api.import_rank(p_now timestamptz default now())
returns bigint
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_tickets bigint[];
    v_customer integer;
begin
    -- All locks first, by number: sync_class goes by customer.
    select array_agg(x.number) into v_tickets
      from (select t.number
              from vorrang.tickets t
              join vorrang.customers k on k.id = t.customer_id
             where not vorrang.is_closed(t.status) and t.trust <> 'unverified' and t.class <> k.class
             order by t.number
               for no key update of t) x;
    for v_customer in select distinct t.customer_id from vorrang.tickets t where t.number = any (v_tickets) loop
        perform vorrang.sync_class(v_customer, p_now, 'admin');
    end loop;
    return coalesce(cardinality(v_tickets), 0);
end
$$;
comment on function vorrang_api.import_rank is
    'The last call of an import of customers: open tickets whose customer has another class now are ranked '
    'anew (TS-16). Returns how many.';

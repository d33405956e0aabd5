-- The admin's nouns document and document-kind.

create or replace function vorrang.document_kind_json(k vorrang.document_kinds)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('key', k.key, 'name', k.name, 'numbers', k.numbers)
$$;

create or replace function vorrang_api.document_kind_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    k vorrang.document_kinds;
begin
    select * into k from vorrang.document_kinds x where x.key = p_key;
    if k.id is null and not p ?& array['name', 'numbers'] then
        perform vorrang.raise('VR004', 'a new kind of document needs a name and numbers', 'give --name and --numbers, as SO-YYYY-####');
    end if;
    insert into vorrang.document_kinds (key, name, numbers)
    values (p_key, coalesce(p->>'name', k.name), coalesce(p->>'numbers', k.numbers))
    on conflict (key) do update set name = excluded.name, numbers = excluded.numbers
    returning * into k;
    return vorrang.document_kind_json(k);
end
$$;
comment on function vorrang_api.document_kind_set is
    'A kind of document: name as the desk calls it ("Change request"), numbers (CR-YYYY-####; # a digit, YYYY the year).';

create or replace function vorrang_api.document_kind_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.document_kind_json(k) from vorrang.document_kind(p_key) k
$$;

create or replace function vorrang_api.document_kind_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.document_kind_json(k) order by k.key), '[]') from document_kinds k
$$;

create or replace function vorrang.document_json(d vorrang.documents)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'number', d.number, 'kind', k.key, 'kind_name', k.name, 'ticket', d.ticket_number, 'message', d.message, 'status', d.status,
        'customer', c.key, 'customer_name', c.name, 'contact', d.contact, 'asset', nullif(d.asset, ''), 'contract', nullif(d.contract, ''),
        'language', (select h.language from vorrang.tickets t join vorrang.channels h on h.id = t.channel_id where t.number = d.ticket_number),
        'title', d.title, 'text', d.text, 'created_at', vorrang.iso(d.created_at), 'by', d.created_by, 'changed_at', vorrang.iso(d.changed_at),
        'minutes', (select coalesce(sum(e.minutes), 0) from vorrang.time_entries e where e.ticket_number = d.ticket_number))
    from vorrang.document_kinds k, (select 1) one left join vorrang.customers c on c.id = d.customer_id
    where k.id = d.kind_id
$$;

create or replace function vorrang.document_number(p_key text)
returns text
language plpgsql stable
as $$
declare
    v_number text := (select d.number from vorrang.documents d where upper(d.number) = upper(trim(p_key)));
begin
    if v_number is null then
        perform vorrang.raise('VR001', format('there is no document %L', p_key),
            'see `vorrang document list`; #document in a reply or note makes one');
    end if;
    return v_number;
end
$$;

create or replace function vorrang_api.document_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_number text;
begin
    if p_key = 'new' then
        if not p ?& array['ticket', 'kind', 'title'] then
            perform vorrang.raise('VR004', 'a new document needs its ticket, its kind and what it is about', 'give --ticket, --kind and --title');
        end if;
        v_number := vorrang.add_document(t, vorrang.document_kind(p->>'kind'), p->>'title', p->>'text', null, p_now, 'admin', 'cli')
            from vorrang.tickets t where t.number = vorrang.ticket_number(p->>'ticket');
    else
        v_number := vorrang.document_number(p_key);
        update vorrang.documents d
           set title = coalesce(p->>'title', d.title), text = coalesce(p->>'text', d.text),
               changed_at = case when p ?| array['title', 'text'] then p_now else d.changed_at end
         where d.number = v_number;
    end if;
    if p ? 'status' then
        perform vorrang.set_document_status(v_number, p->>'status', p_now, 'admin', 'cli');
    end if;
    return (select vorrang.document_json(d) from vorrang.documents d where d.number = v_number);
end
$$;
comment on function vorrang_api.document_set is
    'Changes a document, or with "new" for its number makes one: ticket, kind, title, text, status (open, in-progress, done, cancelled).';

create or replace function vorrang_api.document_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.document_json(d) from vorrang.document_number(p_key) n (number) join documents d on d.number = n.number
$$;

create or replace function vorrang_api.document_list(p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v_ticket bigint := case when p ? 'ticket' then vorrang.ticket_number(p->>'ticket') end;
    v_customer integer := case when p ? 'customer' then vorrang.customer_id(p->>'customer') end;
begin
    return (
        select coalesce(jsonb_agg(vorrang.document_json(d) - case when coalesce((p->>'text')::boolean, false) then '' else 'text' end order by d.id), '[]') from vorrang.documents d
         where (d.status in ('open', 'in-progress') or coalesce((p->>'all')::boolean, false))
           and (v_ticket is null or d.ticket_number = v_ticket) and (v_customer is null or d.customer_id = v_customer));
end
$$;
comment on function vorrang_api.document_list is 'Documents that are open or in progress; of a ticket, of a customer; all: every one.';

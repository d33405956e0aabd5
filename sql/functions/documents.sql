-- Documents that follow a ticket: service orders, changes of hardware and software, or what the desk calls its kinds (SSC-16,
-- SSC-18). Each has a number of its own, is filled with what the ticket knows, and its text is a note of the conversation.

create or replace function vorrang.document_kind(p_key text)
returns vorrang.document_kinds
language plpgsql stable
as $$
declare
    k vorrang.document_kinds;
begin
    select * into k from vorrang.document_kinds x where x.key = lower(p_key);
    if k.id is null then
        perform vorrang.raise('VR001', format('there is no kind of document %L', p_key), 'see `vorrang document-kind list`');
    end if;
    return k;
end
$$;

create or replace function vorrang.refusal_of_document(t vorrang.tickets, p_args text)
returns text
language plpgsql stable
as $$
declare
    v_word text := split_part(trim(p_args), ' ', 1);
    v_rest text := trim(substr(trim(p_args), length(split_part(trim(p_args), ' ', 1)) + 1));
begin
    if exists (select from vorrang.documents d where d.ticket_number = t.number and upper(d.number) = upper(v_word)) then
        return case when lower(v_rest) not in ('open', 'in-progress', 'done', 'cancelled')
            then format('write #document %s open, in-progress, done or cancelled', upper(v_word)) end;
    end if;
    return case
        when not exists (select from vorrang.document_kinds k where k.key = lower(v_word))
            then format('there is no kind of document "%s"; there are: %s', left(v_word, 60),
                        (select string_agg(k.key, ', ' order by k.key) from vorrang.document_kinds k))
        when v_rest = '' then format('say what it is about, as in "#document %s replace the switch"', lower(v_word)) end;
end
$$;

create or replace function vorrang.add_document(
    t vorrang.tickets, k vorrang.document_kinds, p_title text, p_text text, p_message bigint, p_now timestamptz, p_by text, p_via text)
returns text
language plpgsql
as $$
declare
    v_day date := (p_now at time zone (select c.zone from vorrang.channels c where c.id = t.channel_id))::date;
    v_year integer := extract(year from v_day);
    v_number text;
    v_count integer;
begin
    insert into vorrang.document_numbers (kind_id, year, last)
    values (k.id, case when k.numbers like '%YYYY%' then v_year else 0 end, 1)
    on conflict (kind_id, year) do update set last = document_numbers.last + 1
    returning last into v_count;
    v_number := vorrang.number_text(k.numbers, v_year, v_count);
    insert into vorrang.documents (
        number, kind_id, ticket_number, message, customer_id, contact, asset, contract, title, text, created_at, created_by, changed_at)
    values (v_number, k.id, t.number, p_message, t.customer_id,
            coalesce((select concat_ws(', ', nullif(c.name, ''), c.address, c.phone) from vorrang.contacts c where c.id = t.contact_id), t.sender_address, ''),
            coalesce(vorrang.asset_name(t.asset_id), ''), coalesce((select n.key from vorrang.contracts n where n.id = t.contract_id), ''),
            p_title, coalesce(p_text, ''), p_now, p_by, p_now);
    perform vorrang.write_event(t.number, p_now, 'document', p_by, p_via, jsonb_build_object('number', v_number, 'kind', k.key));
    perform vorrang.touch(t.number, p_now);
    return v_number;
end
$$;
comment on function vorrang.add_document is
    'A document of a ticket, filled with its customer, contact, asset and contract; returns its number, which has no gap in its series.';

create or replace function vorrang.set_document_status(p_number text, p_status text, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
declare
    d vorrang.documents;
begin
    select * into strict d from vorrang.documents x where upper(x.number) = upper(p_number) for no key update;
    if d.status <> p_status then
        update vorrang.documents set status = p_status, changed_at = p_now where id = d.id;
        perform vorrang.write_event(d.ticket_number, p_now, 'document-status', p_by, p_via, jsonb_build_object(
            'number', d.number, 'from', d.status, 'to', p_status));
        perform vorrang.touch(d.ticket_number, p_now);
    end if;
end
$$;

create or replace function vorrang.document_line(
    t vorrang.tickets, a vorrang.agents, p_args text, p_facts jsonb, p_message bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_word text := split_part(trim(p_args), ' ', 1);
    v_rest text := trim(substr(trim(p_args), length(split_part(trim(p_args), ' ', 1)) + 1));
begin
    if exists (select from vorrang.documents d where d.ticket_number = t.number and upper(d.number) = upper(v_word)) then
        perform vorrang.set_document_status(v_word, lower(v_rest), p_now, a.key, 'smtp');
    else
        perform vorrang.add_document(t, vorrang.document_kind(v_word), v_rest, p_facts->>'text', p_message, p_now, a.key, 'smtp');
    end if;
end
$$;
comment on function vorrang.document_line is
    'The line #document: KIND TITLE makes one, whose text is the agent''s own words below; NUMBER STATUS says how it stands.';

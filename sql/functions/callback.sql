-- A customer who asks for a call (SSC-08): a ticket of the type callback, by its channel or by a rule.

create or replace function vorrang.callback_outcome(p_text text)
returns text
language sql immutable
as $$
    select case regexp_replace(lower(trim(p_text)), '[\s-]+', '-', 'g')
        when 'reached' then 'reached' when 'erreicht' then 'reached'
        when 'not-reached' then 'not-reached' when 'nicht-erreicht' then 'not-reached'
        when 'not-needed' then 'not-needed' when 'erledigt' then 'not-needed'
    end
$$;
comment on function vorrang.callback_outcome is 'How a call ended, in the word that is kept; null: it is none.';

create or replace function vorrang.refusal_of_closing(t vorrang.tickets, p_outcome text)
returns text
language plpgsql immutable
as $$
begin
    return case
        when t.type = 'callback' and not vorrang.is_closed(t.status) and vorrang.callback_outcome(p_outcome) is null
            then 'a callback is closed with its outcome: write "#close reached", "#close not-reached" or '
                 '"#close not-needed" on top of a reply or note'
    end;
end
$$;
comment on function vorrang.refusal_of_closing is 'Why it cannot be closed so, in words; null: it can.';

create or replace function vorrang.note_phone(p_ticket bigint, p_facts jsonb, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_phone text;
    v_source text;
begin
    select * into strict t from vorrang.tickets where number = p_ticket;
    if t.type <> 'callback' or t.phone_source in ('mail', 'caller') then
        return;
    end if;
    select x.phone, x.source into v_phone, v_source
      from (values
          (1, vorrang.normal_phone(p_facts->'customer'->>'phone'), 'caller'),
          (2, left(p_facts->'phones'->0->>'number', 30), 'mail'),
          (3, (select c.phone from vorrang.contacts c where c.id = t.contact_id), 'contact')) as x (n, phone, source)
     where x.phone is not null
     order by x.n limit 1;
    if v_phone is not null and v_phone is distinct from t.phone then
        update vorrang.tickets set phone = v_phone, phone_source = v_source where number = p_ticket;
        perform vorrang.write_event(p_ticket, p_now, 'phone', p_by, p_via, jsonb_build_object('source', v_source));
        perform vorrang.touch(p_ticket, p_now);
    end if;
end
$$;
comment on function vorrang.note_phone is
    'Where to call back: the number that the caller rang from, else the first that his mail names, else the contact''s. '
    'A mail''s number replaces the contact''s, and nothing replaces it.';

create or replace function vorrang.callback_of(p_ticket bigint)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('phone', t.phone, 'source', t.phone_source, 'outcome', vorrang.callback_outcome(t.close_reason))
    from vorrang.tickets t
    where t.number = p_ticket and t.type = 'callback'
$$;
comment on function vorrang.callback_of is
    'Of a callback, for colleagues: phone, its source (mail, contact, caller; an unverified mail''s number is only claimed, '
    'as its trust says), outcome (reached, not-reached, not-needed; null: open). Null: it is none.';

-- The numbers that mails name (serial, ident, customer number), and what a ticket makes of them (SSC-03). The milter finds
-- them, vorrang.number_patterns says which; a number without a pattern counts only where it is an asset's, exactly.

create or replace function vorrang.numbers_named(p_numbers jsonb)
returns table (
    pattern text, kind text, number text, place text, asset_id integer, customer_id integer, at bigint)
language plpgsql stable
as $$
begin
    return query
    select distinct on (n.number, f.asset_id, f.customer_id)
           p.key, coalesce(p.kind, 'ident'), n.number, n.place, f.asset_id, f.customer_id, e.position
      from jsonb_array_elements(p_numbers) with ordinality as e (item, position)
      cross join lateral (
          select left(e.item->>'number', 80) as number, e.item->>'place' as place, e.item->>'pattern' as pattern) n
      left join vorrang.number_patterns p on p.key = n.pattern
      left join lateral (
          select a.id as asset_id, a.customer_id
            from vorrang.assets a
           where a.normal_ident = n.number and p.kind is distinct from 'customer-number'
             and (p.vendor is null or lower(a.vendor) = lower(p.vendor))
             and (p.customer_id is null or a.customer_id = p.customer_id)
           union all
          select null, k.id
            from vorrang.customers k
           where k.normal_number = n.number and p.kind = 'customer-number'
             and (p.customer_id is null or k.id = p.customer_id)) f on true
     where f.customer_id is not null or p.key is not null
     order by n.number, f.asset_id, f.customer_id, p.key is null, e.position;
end
$$;
comment on function vorrang.numbers_named is
    'What these numbers mean. p_numbers: [{"number", "place", "pattern"}], number without separators in upper case, '
    'pattern absent for one that none found. One that no asset and no customer has stays only where a pattern found it.';

create or replace function vorrang.keep_numbers(p_ticket bigint, p_message bigint, p_numbers jsonb, p_claimed boolean)
returns boolean
language plpgsql
as $$
begin
    insert into vorrang.message_numbers (message, pattern, number, place, claimed, asset_id, customer_id)
    select distinct on (x.at, x.number) p_message, x.pattern, x.number, x.place, true, null::integer, null::integer
      from vorrang.numbers_named(p_numbers) x
     where p_claimed
     union all
    (select p_message, x.pattern, x.number, x.place, false, x.asset_id, x.customer_id
       from vorrang.numbers_named(p_numbers) x
      where not p_claimed
        and not exists (
            select from vorrang.messages m
            join vorrang.message_numbers o on o.message = m.id
            where m.ticket_number = p_ticket and o.number = x.number and not o.claimed
              and (o.asset_id, o.customer_id) is not distinct from (x.asset_id, x.customer_id)
              and (o.place <> 'quote' or x.place = 'quote'))
      order by x.at
      limit 40);
    return found;
end
$$;
comment on function vorrang.keep_numbers is
    'Keeps what a mail names and its ticket did not know. p_claimed: an unverified sender wrote it, and the number alone is kept.';

create or replace function vorrang.customers_named(p_message bigint)
returns integer[]
language plpgsql stable
as $$
begin
    return (
        select array_agg(x.customer_id order by x.place, x.first)
        from (select min(n.customer_id) as customer_id, min(n.id) as first,
                     min(array_position(array['subject', 'text', 'signature'], n.place)) as place
                from vorrang.message_numbers n
               where n.message = p_message and n.place <> 'quote' and n.customer_id is not null
               group by n.number
              having count(distinct n.customer_id) = 1) x);
end
$$;
comment on function vorrang.customers_named is
    'Whose numbers a mail names, first the subject''s. A number that several customers have names none of them; what is '
    'quoted may be our own words.';

create or replace function vorrang.fill_asset(p_ticket bigint, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_asset integer;
begin
    select * into strict t from vorrang.tickets where number = p_ticket;
    if t.asset_id is null and t.trust <> 'unverified' then
        v_asset := vorrang.best_asset(p_ticket, t.customer_id, t.channel_id, t.received_at);
    end if;
    if v_asset is not null then
        perform vorrang.entitle(p_ticket, v_asset, p_now, p_by, p_via);
    end if;
end
$$;
comment on function vorrang.fill_asset is 'A ticket that knows no asset gets the best of those that its mails name.';

create or replace function vorrang.weigh_numbers(
    p_ticket bigint, p_message bigint, p_opens boolean, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_named integer[] := coalesce(vorrang.customers_named(p_message), '{}');
    v_other integer;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if t.trust = 'unverified' then
        return;
    end if;
    select n.id into v_other
      from unnest(v_named) with ordinality as n (id, position)
      join vorrang.contact_customers x on x.customer_id = n.id and x.contact_id = t.contact_id
     where p_opens and t.customer_id <> all (v_named)
     order by n.position limit 1;
    if v_other is not null then
        perform vorrang.set_customer(p_ticket, v_other, p_now, 'vorrang', p_via);
        return;
    end if;
    select n.id into v_other
      from unnest(v_named) with ordinality as n (id, position)
     where n.id is distinct from t.customer_id
     order by n.position limit 1;
    if v_other is not null and t.named_customer_id is null then
        update vorrang.tickets set named_customer_id = v_other where number = p_ticket;
        perform vorrang.write_event(p_ticket, p_now, case when t.customer_id is null then 'suggestion' else 'contradiction' end,
            p_by, p_via, jsonb_build_object('customer', (select k.key from vorrang.customers k where k.id = v_other)));
        perform vorrang.touch(p_ticket, p_now);
    end if;
    perform vorrang.fill_asset(p_ticket, p_now, p_by, p_via);
end
$$;
comment on function vorrang.weigh_numbers is
    'What the numbers of a message do to its ticket. An asset of its customer fills an unknown one, and never replaces one. '
    'A number of somebody else changes nothing: it is a contradiction, or a suggestion where the customer is unknown, '
    'that an agent resolves. p_opens: of several customers to whom the sender himself belongs, the number says which.';

create or replace function vorrang.note_numbers(
    p_ticket bigint, p_message bigint, p_facts jsonb, p_opens boolean, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
declare
    v_claimed boolean;
begin
    -- Most tokens of most mails are nobody's: that is found out cheaply.
    if jsonb_array_length(coalesce(p_facts->'numbers', '[]')) = 0 or not exists (
        select from jsonb_array_elements(p_facts->'numbers') x
        where x ? 'pattern' or exists (select from vorrang.assets a where a.normal_ident = x->>'number')) then
        return;
    end if;
    select t.trust = 'unverified' or coalesce(p_facts->>'trust', 'unverified') = 'unverified' into v_claimed
      from vorrang.tickets t where t.number = p_ticket;
    if not vorrang.keep_numbers(p_ticket, p_message, p_facts->'numbers', v_claimed) then
        return;
    elsif v_claimed then
        perform vorrang.write_event(p_ticket, p_now, 'claimed', p_by, p_via, jsonb_build_object('message', p_message));
    else
        perform vorrang.weigh_numbers(p_ticket, p_message, p_opens, p_now, p_by, p_via);
    end if;
end
$$;
comment on function vorrang.note_numbers is
    'A mail of a customer is in: its numbers count for the ticket, or are only noted as claimed where nobody vouches for him.';

create or replace function vorrang.look_up_claimed(p_ticket bigint)
returns void
language plpgsql
as $$
declare
    v record;
begin
    for v in
        select n.message, jsonb_agg(jsonb_build_object('number', n.number, 'place', n.place, 'pattern', n.pattern) order by n.id) as numbers
          from vorrang.messages m
          join vorrang.message_numbers n on n.message = m.id and n.claimed
         where m.ticket_number = p_ticket
         group by n.message
    loop
        delete from vorrang.message_numbers n where n.message = v.message and n.claimed;
        perform vorrang.keep_numbers(p_ticket, v.message, v.numbers, false);
    end loop;
end
$$;

create or replace function vorrang.set_customer(
    p_ticket bigint, p_customer integer, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    k vorrang.customers;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if t.customer_id = p_customer and t.named_customer_id is null and t.trust <> 'unverified' then
        return;
    end if;
    select * into strict k from vorrang.customers x where x.id = p_customer;
    update vorrang.tickets
       set customer_id = k.id, named_customer_id = null, class = k.class, kam_id = k.kam_id, kam_only = k.kam_only,
           vip = coalesce((select c.vip from vorrang.contacts c where c.id = t.contact_id), false),
           trust = case when t.trust = 'unverified' then 'unproven' else t.trust end
     where number = p_ticket;
    perform vorrang.write_event(p_ticket, p_now, 'customer', p_by, p_via, jsonb_build_object(
        'from', (select x.key from vorrang.customers x where x.id = t.customer_id), 'to', k.key,
        'not', (select x.key from vorrang.customers x where x.id = t.named_customer_id and x.id <> p_customer),
        'was', nullif(t.trust, (select x.trust from vorrang.tickets x where x.number = p_ticket))));
    perform vorrang.look_up_claimed(p_ticket);
    perform vorrang.entitle(p_ticket, coalesce(
            (select a.id from vorrang.assets a where a.id = t.asset_id and a.customer_id = p_customer),
            vorrang.best_asset(p_ticket, p_customer, t.channel_id, t.received_at)), p_now, p_by, p_via);
    perform vorrang.recompute_ticket(p_ticket, p_now, p_by, p_via, 'customer');
    perform vorrang.touch(p_ticket, p_now);
end
$$;
comment on function vorrang.set_customer is
    'The ticket is this customer''s, with his class, contract and SLA from receipt on, and no number contradicts any more. '
    'Who says so vouches for the sender: an unverified mail counts from then on as an unproven one.';

create or replace function vorrang.customer_named(p_text text)
returns integer
language sql stable
as $$
    select k.id from vorrang.customers k
     where k.key = lower(p_text) or k.normal_number = upper(translate(p_text, ' -._/:', ''))
     order by k.key <> lower(p_text), k.id
     limit 1
$$;
comment on function vorrang.customer_named is 'The customer of this key or customer number; null: none.';

create or replace function vorrang.apply_customer(p_ticket bigint, a vorrang.agents, p_facts jsonb, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    perform vorrang.set_customer(p_ticket, vorrang.customer_named(l.args), p_now, a.key, 'smtp')
       from vorrang.lines_of(p_facts) l where l.word = 'customer';
end
$$;
comment on function vorrang.apply_customer is
    'The line #customer. It comes before the booking of time, whose price hangs on it.';

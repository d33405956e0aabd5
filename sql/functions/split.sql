-- A message becomes a ticket of its own (TS-61).

create or replace function vorrang.new_token()
returns text
language sql volatile
as $$
    select string_agg(substr('abcdefghijklmnopqrstuvwxyz234567', 1 + substring(r.bits from 5 * n + 1 for 5)::integer, 1), ''
                      order by n)
    from (select ('x' || encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex'))::bit(256) as bits) r
    cross join generate_series(0, 25) n
$$;
comment on function vorrang.new_token is '130 random bits in base32, as the milter makes them for a new ticket.';

create or replace function vorrang.is_splittable(p_message bigint)
returns boolean
language sql stable
as $$
    select exists (
        select from vorrang.messages m
        where m.id = p_message and m.direction = 'in' and m.machine <> 'bounce'
          and exists (select from vorrang.messages o
                       where o.ticket_number = m.ticket_number and o.direction = 'in' and o.id <> m.id))
$$;
comment on function vorrang.is_splittable is
    'Can this message become a ticket of its own? A customer''s, and not the only one of its ticket.';

create or replace function vorrang.split_message(
    p_message bigint, p_channel integer, a vorrang.agents, p_now timestamptz)
returns bigint
language plpgsql
as $$
declare
    m vorrang.messages;
    t vorrang.tickets;
    v_number bigint;
begin
    select * into strict m from vorrang.messages x where x.id = p_message;
    select * into strict t from vorrang.tickets x where x.number = m.ticket_number for no key update;
    v_number := vorrang_api.next_ticket_number();
    perform vorrang.open_ticket(v_number, jsonb_build_object(
        'by', a.key, 'via', 'imap', 'from_count', 1, 'trust', t.trust, 'customer_id', t.customer_id,
        'customer', jsonb_build_object('address', m.from_address, 'name', m.from_name),
        'subject', m.subject, 'channels', array[(select c.address from vorrang.channels c where c.id = p_channel)],
        'new_token', vorrang.new_token(), 'new_note_token', vorrang.new_token()), t.number, m.at);
    update vorrang.tickets x set source = 'split' where x.number = v_number;
    insert into vorrang.participants (ticket_number, address, name, role)
    select v_number, p.address, p.name, p.role from vorrang.participants p
     where p.ticket_number = t.number and p.address = m.from_address
    on conflict do nothing;
    insert into vorrang.known_message_ids (message_id, ticket_number, message)
    select distinct k.message_id, v_number, k.message from vorrang.known_message_ids k where k.message = m.id;
    delete from vorrang.known_message_ids k where k.message = m.id and k.ticket_number <> v_number;
    update vorrang.retry_keys r set ticket_number = v_number where r.message = m.id;
    update vorrang.messages x set ticket_number = v_number, merged_from = null where x.id = m.id;
    perform vorrang.weigh_numbers(v_number, m.id, false, p_now, a.key, 'imap');
    perform vorrang.note_phone(v_number, '{}', p_now, a.key, 'imap');
    perform vorrang.write_event(t.number, p_now, 'split', a.key, 'imap',
        jsonb_build_object('message', m.id, 'to', v_number));
    perform vorrang.write_event(v_number, p_now, 'split', a.key, 'imap',
        jsonb_build_object('message', m.id, 'from', t.number));
    perform vorrang.touch(t.number, p_now);
    perform vorrang.touch(v_number, p_now);
    return v_number;
end
$$;
comment on function vorrang.split_message is
    'Opens a ticket with this message of another: same customer, its own number, clocks from the message''s '
    'receipt, linked both ways. Answers to it land there from then on. No mail leaves.';

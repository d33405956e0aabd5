-- A ticket that an agent opens for somebody else: a caller, the sender of a mail that he forwards, or
-- of one that he drags into a desk folder (TS-02, TS-05, U-08, N-11).

create or replace function vorrang.channel_of_agent(a vorrang.agents)
returns integer
language sql stable
as $$
    select coalesce(
        (select c.id from vorrang.members m
           join vorrang.channels c on c.id = m.channel_id and vorrang.takes_mail(c.intake)
          where m.agent_id = a.id and c.id = a.channel_id and m.kind <> 'read'),
        (select c.id from vorrang.members m
           join vorrang.channels c on c.id = m.channel_id and vorrang.takes_mail(c.intake)
          where m.agent_id = a.id and m.kind <> 'read'
          order by c.key limit 1))
$$;
comment on function vorrang.channel_of_agent is
    'Where his tickets go when he names no channel: his own setting, else the first that he handles.';

create or replace function vorrang.normal_phone(p_text text)
returns text
language sql immutable
as $$
    select nullif(regexp_replace(regexp_replace(regexp_replace(p_text, '\(0\)', ''), '[^0-9+]', '', 'g'), '^00', '+'), '')
$$;
comment on function vorrang.normal_phone is 'A phone number as it is stored and compared: digits, + in front of a country code.';

create or replace function vorrang.caller(p_customer jsonb)
returns jsonb
language sql stable
as $$
    select case
        when p_customer->>'phone' is null then p_customer
        else coalesce(
            (select jsonb_build_object('address', c.address, 'name', c.name)
               from vorrang.contacts c
              where c.phone = vorrang.normal_phone(p_customer->>'phone')
              order by c.id limit 1),
            jsonb_build_object('address', '', 'name', vorrang.normal_phone(p_customer->>'phone')))
    end
$$;
comment on function vorrang.caller is
    'Whom an enquiry is for: {"address", "name"}; a phone number means the contact who has it, else nobody '
    'known, and the number stands for the name.';

create or replace function vorrang.refusal_of_enquiry(
    a vorrang.agents, p_facts jsonb, p_channel integer, p_now timestamptz)
returns text
language plpgsql stable
as $$
declare
    v_customer jsonb := vorrang.caller(p_facts->'customer');
begin
    if p_channel is null or not exists (
        select from vorrang.members m
        where m.agent_id = a.id and m.channel_id = p_channel and m.kind <> 'read') then
        return 'You do not handle that channel. Nothing was sent.';
    elsif not (select vorrang.takes_mail(c.intake) from vorrang.channels c where c.id = p_channel) then
        return 'That channel is switched off: no tickets are opened there. Nothing was sent.';
    elsif p_facts->'customer'->>'phone' is null and not vorrang.is_mailable(coalesce(v_customer->>'address', '')) then
        return format('"%s" can be nobody''s address outside the desk. Nothing was sent.',
            left(coalesce(v_customer->>'address', ''), 100));
    elsif exists (select from vorrang.agents x where x.login = v_customer->>'address') then
        return format('%s is an agent of the desk and no customer. Nothing was sent.', v_customer->>'address');
    end if;
    return (select format('#%s: %s. Nothing was sent.', l.word, r.sentence)
              from vorrang.lines_of(p_facts) l
              cross join lateral vorrang.refusal_of_line(null, a, l.word, l.args, p_now) r (sentence)
             where l.word in ('prio', 'tag', 'bill', 'customer') and r.sentence is not null
             limit 1);
end
$$;

create or replace function vorrang.known_mail(a vorrang.agents, p_facts jsonb)
returns table (ticket bigint, message bigint)
language sql stable
as $$
    select m.ticket_number, m.id
    from vorrang.known_message_ids k
    join vorrang.messages m on m.id = k.message
    where k.message_id = p_facts->>'message_id'
      and m.direction = 'in' and m.from_address = p_facts->>'from'
      and vorrang.may_see(a.id, m.ticket_number)
    order by m.id
    limit 1
$$;
comment on function vorrang.known_mail is
    'The message that this very mail is already, if the agent may see its ticket: bringing it again makes nothing.';

create or replace function vorrang.take_enquiry(
    a vorrang.agents, p_facts jsonb, p_own boolean, p_channel integer, p_number bigint,
    p_header bytea, p_body bytea, p_now timestamptz,
    out outcome text, out ticket bigint, out message bigint)
language plpgsql
as $$
declare
    v_facts jsonb := p_facts || jsonb_build_object('trust', 'unproven', 'by', a.key,
        'channels', array[(select c.address from vorrang.channels c where c.id = p_channel)],
        'customer', vorrang.caller(p_facts->'customer'));
    v_match record;
begin
    select 'open' as outcome, null::bigint as ticket, null::bigint as message, null::bigint as previous into v_match;
    if p_own then
        select k.ticket, k.message into ticket, message from vorrang.known_mail(a, p_facts) k;
        if ticket is not null then
            outcome := 'duplicate';
            return;
        end if;
        select * into v_match from vorrang.match_mail(v_facts - 'token', p_now);
    end if;
    if v_match.outcome <> 'open' and vorrang.may_see(a.id, v_match.ticket) then
        outcome := v_match.outcome;
        ticket := v_match.ticket;
        message := v_match.message;
        if outcome = 'duplicate' then
            return;
        end if;
        perform from vorrang.tickets t where t.number = v_match.ticket for no key update;
    else
        outcome := 'open';
        if p_number is null then
            outcome := 'need-number';
            return;
        end if;
        ticket := p_number;
        perform vorrang.open_ticket(ticket, v_facts, v_match.previous, p_now);
    end if;
    message := vorrang.add_message(ticket, 'in', case when p_own then 'mail' else 'enquiry' end,
        case when not p_own then a.id end, v_facts, false, p_header, p_body, p_now);
    insert into vorrang.participants (ticket_number, address, name, role)
    select ticket, v_facts->'customer'->>'address', coalesce(v_facts->'customer'->>'name', ''), 'customer'
     where coalesce(v_facts->'customer'->>'address', '') <> ''
    on conflict do nothing;
    if p_own then
        perform vorrang.join_participants(ticket, v_facts, false);
    end if;
    perform vorrang.write_event(ticket, p_now, 'message', a.key, coalesce(p_facts->>'via', 'smtp'),
        jsonb_build_object('message', message, 'source', p_facts->>'source', 'queue_id', p_facts->>'queue_id'));
    if outcome = 'open' then
        perform vorrang.note_numbers(ticket, message, v_facts, true, p_now, a.key, coalesce(p_facts->>'via', 'smtp'));
        -- Below an agent's own words stands his own number.
        perform vorrang.note_phone(ticket, case when p_own then p_facts else p_facts || jsonb_build_object('phones', (
                select jsonb_agg(x) from jsonb_array_elements(p_facts->'phones') x where x->>'place' <> 'signature')) end, p_now, a.key, coalesce(p_facts->>'via', 'smtp'));
        perform vorrang.confirm_receipt(ticket, v_facts || jsonb_build_object(
            'envelope_from', v_facts->'customer'->>'address', 'from_count', 1), message, p_now);
        insert into vorrang.ticket_changes (ticket_number) values (ticket);
    else
        perform vorrang.note_numbers(ticket, message, v_facts, false, p_now, a.key, coalesce(p_facts->>'via', 'smtp'));
        perform vorrang.customer_wrote(ticket, p_now);
    end if;
end
$$;
comment on function vorrang.take_enquiry is
    'Opens a ticket for p_facts.customer. p_own: the mail is the customer''s own (attached, dragged) and may '
    'belong to a ticket that is there: then it joins it. Else it is the agent''s, and nothing but a new ticket. '
    'Nobody vouches for the mail but the agent: trust is unproven, with the customer''s class and contract.';

create or replace function vorrang_api.agent_enquiry(
    p_facts jsonb, p_number bigint, p_header bytea, p_body bytea,
    p_original jsonb, p_original_header bytea, p_original_body bytea, p_now timestamptz default now())
returns table (
    outcome text, ticket bigint, message bigint, original bigint, original_is_new boolean, sentence text)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents;
    v_channel integer;
    v_key bytea := decode(p_facts->>'retry_key', 'hex');
    v_taken record;
begin
    original_is_new := false;
    perform pg_advisory_xact_lock(hashtextextended(p_facts->>'retry_key', 4815));
    select r.ticket_number, r.message into ticket, message
      from vorrang.retry_keys r where r.key = v_key and r.expires_at > p_now;
    if found then
        outcome := 'duplicate';
        return next;
        return;
    end if;
    select * into a from vorrang.agents x where x.login = lower(p_facts->>'login');
    v_channel := case when p_facts->'channels' = '[]' then vorrang.channel_of_agent(a)
                      else vorrang.channel_of_mail(p_facts) end;
    sentence := vorrang.refusal_of_enquiry(a, p_facts, v_channel, p_now);
    if sentence is not null then
        outcome := 'refused';
        return next;
        return;
    end if;
    if p_original is null then
        select * into v_taken
          from vorrang.take_enquiry(a, p_facts, false, v_channel, p_number, p_header, p_body, p_now);
        message := v_taken.message;
    else
        select * into v_taken
          from vorrang.take_enquiry(a, p_original || jsonb_build_object(
                  'customer', p_facts->'customer', 'source', p_facts->>'source', 'queue_id', p_facts->>'queue_id'),
               true, v_channel, p_number, p_original_header, p_original_body, p_now);
        original := v_taken.message;
        original_is_new := v_taken.outcome <> 'duplicate';
        if v_taken.outcome <> 'need-number' then
            message := vorrang.add_message(v_taken.ticket, 'note', 'note', a.id, p_facts, false, p_header, p_body, p_now);
            perform vorrang.touch(v_taken.ticket, p_now);
        end if;
    end if;
    outcome := v_taken.outcome;
    ticket := v_taken.ticket;
    if outcome <> 'need-number' then
        outcome := case outcome when 'open' then 'open' else 'append' end;
        insert into vorrang.retry_keys (key, ticket_number, message, expires_at)
        values (v_key, ticket, message, p_now + make_interval(secs => (p_facts->>'retry_seconds')::integer))
        on conflict (key) do update set ticket_number = excluded.ticket_number, message = excluded.message,
            expires_at = excluded.expires_at;
        insert into vorrang.reads (agent_id, message_id, at)
        select a.id, x, p_now from unnest(array[message, original]) x where x is not null
        on conflict do nothing;
        perform vorrang.apply_customer(ticket, a, p_facts, p_now);
        perform vorrang.book_time(ticket, a, message, p_facts, p_now);
        perform vorrang.apply_lines(t, a, p_facts, message, p_now) from vorrang.tickets t where t.number = v_taken.ticket;
    end if;
    return next;
end
$$;
comment on function vorrang_api.agent_enquiry is
    'Takes an agent''s mail that opens a ticket for somebody else. p_facts: as for intake_store, and login, '
    'customer {address, name} or {phone}, source, time_minutes, time_comment. p_original (with header and '
    'body): the customer''s own mail that was attached; it becomes the customer''s message and may join a '
    'ticket that is there, the agent''s mail is then a note. Outcomes: open, append, duplicate (answer 250), '
    'need-number (nothing written), refused (sentence). Further chunks by message_add_chunk.';

create or replace function vorrang.channel_of_drag(a vorrang.agents, p_target text)
returns integer
language plpgsql stable
as $$
declare
    n record;
begin
    select * into n from vorrang.find_folder(a.id, p_target);
    if n.kind = 'queue' then
        return n.channel_id;
    elsif n.kind not in ('inbox', 'mine') then
        perform vorrang.raise('VR002', 'A mail from elsewhere becomes a ticket in INBOX, Mine or a queue; nowhere else. '
            'Nothing was done');
    end if;
    return vorrang.channel_of_agent(a);
end
$$;

create or replace function vorrang_api.desk_take(
    p_agent bigint, p_target text, p_facts jsonb, p_number bigint, p_header bytea, p_body bytea,
    p_now timestamptz default now())
returns table (is_new boolean, ticket bigint, message bigint, known_id text)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
    v_channel integer;
    v_facts jsonb := p_facts || jsonb_build_object(
        'customer', jsonb_build_object('address', p_facts->>'from', 'name', p_facts->>'from_name'),
        'source', 'dragged', 'via', 'imap',
        'participants', (select coalesce(jsonb_agg(x), '[]') from jsonb_array_elements(p_facts->'participants') x
                          where vorrang.is_mailable(x->>'address')
                            and not exists (select from agents o where o.login = x->>'address')));
    v_refusal text;
    v_taken record;
    t vorrang.tickets;
begin
    perform pg_advisory_xact_lock(hashtextextended(p_facts->>'retry_key', 4815));
    select * into t from tickets x where x.number = vorrang.own_copy(a, p_facts) for no key update;
    if t.number is not null then
        message := vorrang.copied_already(t.number, p_facts);
        is_new := message is null;
        message := coalesce(message, vorrang.keep_copy(t, a, v_facts || '{"queue_id": null}',
            vorrang.is_an_answer(t, v_facts), 'imap', p_header, p_body, p_now));
        ticket := t.number;
        return next;
        return;
    end if;
    v_channel := vorrang.channel_of_drag(a, p_target);
    v_refusal := case when (p_facts->>'from_count')::integer <> 1 then 'The mail does not say who wrote it.'
                      else vorrang.refusal_of_enquiry(a, v_facts, v_channel, p_now) end;
    if v_refusal is not null then
        perform vorrang.raise('VR002', replace(v_refusal, ' Nothing was sent.', '') || ' Nothing was done');
    end if;
    select * into v_taken
      from vorrang.take_enquiry(a, v_facts, true, v_channel, p_number, p_header, p_body, p_now);
    is_new := v_taken.outcome <> 'duplicate';
    ticket := v_taken.ticket;
    message := v_taken.message;
    select coalesce(m.message_id, m.fallback_message_id) into known_id from messages m where m.id = v_taken.message;
    if is_new then
        insert into vorrang.retry_keys (key, ticket_number, message, expires_at)
        values (decode(p_facts->>'retry_key', 'hex'), ticket, message,
                p_now + make_interval(secs => (p_facts->>'retry_seconds')::integer))
        on conflict (key) do nothing;
    end if;
    return next;
end
$$;
comment on function vorrang_api.desk_take is
    'A mail from elsewhere that an agent drags into INBOX, Mine or a queue: a ticket of its sender, or the '
    'ticket that it answers or already is (is_new false). The client''s copy of what its agent wrote about a ticket of his '
    'is kept there, once, and moves nothing: known_id is null. p_number: a free ticket number. desk_append in the '
    'same transaction then moves its row; known_id is what it is to be named by. Further chunks by message_add_chunk.';

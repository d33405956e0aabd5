-- A mail becomes a message of exactly one ticket. p_facts is what the milter read from the mail; its
-- fields are described at core/api/intake.hh.

create or replace function vorrang.match_mail(
    p_facts jsonb, p_now timestamptz,
    out outcome text, out ticket bigint, out message bigint, out is_foreign boolean, out previous bigint)
language plpgsql stable
as $$
declare
    v_from text := coalesce(p_facts->>'from', '');
    v_count integer := coalesce((p_facts->>'from_count')::integer, 0);
    v_trust text := p_facts->>'trust';
    v_ids jsonb := coalesce(p_facts->'references', '[]')
        || case when p_facts->>'message_id' is null then '[]' else jsonb_build_array(p_facts->'message_id') end;
    v_end record;
begin
    is_foreign := false;
    select r.ticket_number, r.message into ticket, message
      from vorrang.retry_keys r
     where r.key = decode(p_facts->>'retry_key', 'hex') and r.expires_at > p_now;
    if found then
        outcome := 'duplicate';
        ticket := vorrang.survivor(ticket);
        return;
    end if;
    if p_facts->'token'->>'token' is not null then
        select t.number into ticket
          from vorrang.tickets t
         where t.token = p_facts->'token'->>'token'
           and t.number = (p_facts->'token'->>'ticket')::bigint;
    end if;
    if ticket is not null then
        is_foreign := not vorrang.takes_part(ticket, v_from, v_count, v_trust);
    elsif jsonb_array_length(v_ids) > 0 then
        select k.ticket_number into ticket
          from jsonb_array_elements_text(v_ids)
                   with ordinality as r (message_id, position)
          join vorrang.known_message_ids k on k.message_id = r.message_id
         where vorrang.takes_part(k.ticket_number, v_from, v_count, v_trust)
         order by r.position, k.ticket_number desc
         limit 1;
    end if;
    if ticket is null and p_facts->>'machine' = 'bounce' then
        ticket := (vorrang.bounced_outbox(p_facts, null)).ticket_number;
    end if;
    if ticket is null and jsonb_array_length(coalesce(p_facts->'tags', '[]')) > 0 then
        select t.number into ticket
          from jsonb_array_elements_text(p_facts->'tags')
                   with ordinality as g (number, position)
          join vorrang.tickets t on t.number = g.number::bigint
         where vorrang.takes_part(t.number, v_from, v_count, v_trust)
         order by g.position
         limit 1;
    end if;
    if ticket is null then
        ticket := vorrang.ticket_called(p_facts);
    end if;
    if ticket is null then
        outcome := 'open';
        return;
    end if;
    ticket := vorrang.survivor(ticket);
    select t.closed_at + make_interval(secs => c.reopen_seconds) as until, c.follow_up, c.thanks_reopen into v_end
      from vorrang.tickets t
      join vorrang.channels c on c.id = t.channel_id
     where t.number = ticket and t.status in ('solved', 'closed');
    if (v_end.until < p_now or v_end.follow_up = 'new')
       and coalesce(p_facts->>'machine', '') = ''
       and not (coalesce((p_facts->>'thanks')::boolean, false) and not v_end.thanks_reopen) then
        previous := ticket;
        ticket := null;
        is_foreign := false;
    end if;
    outcome := case when ticket is null then 'open' else 'append' end;
end
$$;
comment on function vorrang.match_mail is
    'Where a mail belongs: a retry of what is committed; else by token; else by reference or subject '
    'tag, if the sender takes part (his own Message-ID counts too: a list''s copy of a direct mail is a '
    'second message of one ticket; a bounce''s by the mail of ours that it returns), or by what '
    'this sender called it before (another tracker''s number); else a new ticket. Closed longer than the reopen time, '
    'or in a channel whose follow_up is new: a new, linked one, unless it only says thank you and that counts for nothing.';

create or replace function vorrang_api.intake_match(p_facts jsonb, p_now timestamptz default now())
returns table (outcome text, ticket bigint)
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
begin
    return query select m.outcome, m.ticket from vorrang.match_mail(vorrang.read_form(p_facts), p_now) m;
end
$$;
comment on function vorrang_api.intake_match is
    'Where this mail would go: duplicate, append, open. Writes nothing; intake_store decides again.';

create or replace function vorrang_api.next_ticket_number()
returns bigint
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_number bigint;
begin
    update numbering set next_ticket = next_ticket + 1 returning next_ticket - 1 into strict v_number;
    return v_number;
end
$$;
comment on function vorrang_api.next_ticket_number is
    'Takes a ticket number. To be called in a transaction of its own with synchronous_commit = off: '
    'its lock is then held for microseconds, and the commit that uses the number makes it durable. '
    'A number whose mail was not committed stays unused.';

create or replace function vorrang.channel_of_mail(p_facts jsonb)
returns integer
language plpgsql stable
as $$
declare
    v_channel integer;
begin
    select c.id into v_channel
      from jsonb_array_elements_text(p_facts->'channels') with ordinality as a (address, position)
      join vorrang.channels c on c.address = a.address
     where vorrang.takes_mail(c.intake)
     order by a.position
     limit 1;
    if v_channel is null and not exists (
        select from vorrang.channels c where p_facts->'channels' ? c.address) then
        perform vorrang.raise('VR001', 'no channel has this address',
            'see `vorrang channel list`; the sender was told to try again later');
    end if;
    return v_channel;
end
$$;
comment on function vorrang.channel_of_mail is
    'The channel that a mail belongs to if it opens a ticket; null: those that it names do not take mail.';

create or replace function vorrang.promise(
    p_facts jsonb, c vorrang.channels, p_triage boolean, p_now timestamptz)
returns vorrang.tickets
language plpgsql stable
as $$
declare
    t vorrang.tickets;
    v_trusted boolean := p_facts->>'trust' <> 'unverified';
    v_sender record;
    v_sla record;
begin
    t.channel_id := c.id;
    t.sender_address := coalesce(p_facts->'customer'->>'address', p_facts->>'from', '');
    select * into v_sender
      from vorrang.known_sender(t.sender_address, (p_facts->>'from_count')::integer);
    t.customer_id := coalesce((p_facts->>'customer_id')::integer, v_sender.customer_id);
    t.contact_id := v_sender.contact_id;
    select coalesce(case when v_trusted then k.class end, '-'), k.kam_id, k.kam_only
      into t.class, t.kam_id, t.kam_only
      from (select t.customer_id as id) x
      left join vorrang.customers k on k.id = x.id;
    t.kam_only := coalesce(t.kam_only, false);
    t.vip := v_sender.vip and v_trusted;
    t.priority := 0;
    t.type := coalesce(p_facts->>'type', c.type);
    select * into strict v_sla
      from vorrang.sla_for(case when v_trusted then t.customer_id end, null, c.id, p_now);
    t.sla_id := v_sla.sla_id;
    t.calendar_id := v_sla.calendar_id;
    t.contract_id := v_sla.contract_id;
    t.entitlement := v_sla.entitlement;
    t.lapsed_contract_id := v_sla.lapsed_contract_id;
    t.status := case when p_triage then 'triage' else 'new' end;
    select * into t.response_seconds, t.resolution_seconds from vorrang.promised(t.sla_id, t.class, t.priority, t.type);
    t.response_running := true;
    t.response_missed := false;
    t.response_due := vorrang.deadline(t.calendar_id, p_now, t.response_seconds);
    t.resolution_running := true;
    t.resolution_missed := false;
    t.resolution_due := vorrang.deadline(t.calendar_id, p_now, t.resolution_seconds);
    select l.light, l.amber_at, l.red_at, l.clock_at into t.light, t.amber_at, t.red_at, t.clock_at
      from vorrang.lights_of(t, p_now) l;
    return t;
end
$$;
comment on function vorrang.promise is
    'Whose mail this is and what he is promised: customer, class, SLA, both dues, lights. An unverified sender '
    'gets no class and no contract (T4).';

create or replace function vorrang.open_ticket(p_number bigint, p_facts jsonb, p_previous bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    c vorrang.channels;
    t vorrang.tickets;
    v_triage boolean;
begin
    select * into strict c from vorrang.channels x
     where x.id = coalesce((p_facts->>'channel_id')::integer, vorrang.channel_of_mail(p_facts));
    v_triage := c.intake = 'triage' and not p_facts ? 'by';
    t := vorrang.promise(p_facts, c, v_triage, p_now);
    insert into vorrang.tickets (
        number, channel_id, customer_id, contact_id, contract_id, sla_id, calendar_id, status, class, vip, trust,
        subject, sender_address, sender_name, token, note_token, received_at, changed_at,
        response_started_at, response_due, resolution_due, light, amber_at, red_at, clock_at, previous_number,
        internal, unaccepted, kam_id, kam_only, source, entitlement, lapsed_contract_id, type, response_seconds, resolution_seconds)
    values (
        p_number, t.channel_id, t.customer_id, t.contact_id, t.contract_id, t.sla_id, t.calendar_id, t.status,
        t.class, t.vip, p_facts->>'trust',
        coalesce(p_facts->>'subject', ''), t.sender_address,
        coalesce(p_facts->'customer'->>'name', p_facts->>'from_name', ''),
        p_facts->>'new_token', p_facts->>'new_note_token', p_now, p_now,
        p_now, t.response_due, t.resolution_due, t.light, t.amber_at, t.red_at, t.clock_at,
        p_previous, c.internal, case when v_triage then 'silent' end,
        t.kam_id, t.kam_only, coalesce(p_facts->>'source', 'mail'), t.entitlement, t.lapsed_contract_id,
        t.type, t.response_seconds, t.resolution_seconds);
    perform vorrang.write_event(p_number, p_now, 'created', coalesce(p_facts->>'by', 'customer'),
        coalesce(p_facts->>'via', 'smtp'),
        jsonb_build_object('trust', p_facts->>'trust', 'previous', p_previous, 'queue_id', p_facts->>'queue_id',
            'source', p_facts->>'source', 'triage', nullif(v_triage, false)));
end
$$;
comment on function vorrang.open_ticket is
    'A new ticket with what is promised. Its customer is the sender, or whom p_facts.customer '
    '(address, name) and customer_id name, its channel the mail''s or channel_id, its type that of p_facts or the channel''s. In a channel with triage it waits '
    'for an agent, unless one made it (by).';

create or replace function vorrang.join_participants(p_ticket bigint, p_facts jsonb, p_sender boolean)
returns void
language plpgsql
as $$
begin
    insert into vorrang.participants (ticket_number, address, name, role)
    select p_ticket, p_facts->>'from', coalesce(p_facts->>'from_name', ''), 'customer'
     where p_sender and coalesce(p_facts->>'from', '') <> ''
    on conflict do nothing;
    insert into vorrang.participants (ticket_number, address, name, role)
    select distinct on (x.address) p_ticket, x.address, coalesce(x.name, ''), 'cc'
      from jsonb_to_recordset(coalesce(p_facts->'participants', '[]')) as x (address text, name text)
     where coalesce(x.address, '') <> ''
       and coalesce(p_facts->>'trust', '') <> 'unverified'
    on conflict do nothing;
end
$$;
comment on function vorrang.join_participants is
    'Sender and visible other recipients of a mail take part. They get mail only if a reply keeps them. An '
    'unverified mail brings nobody in: who forged it chose its Cc (T2).';

create or replace function vorrang.watch_channels_of_mail(p_ticket bigint, p_facts jsonb, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_key text;
begin
    for v_key in
        with added as (
            insert into vorrang.ticket_watch_channels (ticket_number, channel_id)
            select p_ticket, c.id
              from jsonb_array_elements_text(p_facts->'channels') as a (address)
              join vorrang.channels c on c.address = a.address
              join vorrang.tickets t on t.number = p_ticket and t.channel_id <> c.id
             where vorrang.takes_mail(c.intake)
            on conflict do nothing
            returning channel_id)
        select c.key from added join vorrang.channels c on c.id = added.channel_id order by c.key
    loop
        perform vorrang.write_event(p_ticket, p_now, 'watching', 'vorrang', 'smtp',
            jsonb_build_object('channel', v_key));
        perform vorrang.touch(p_ticket, p_now);
    end loop;
end
$$;
comment on function vorrang.watch_channels_of_mail is
    'Several channels in one mail: one ticket in the channel named first, the others'' teams watch.';

create or replace function vorrang.add_message(
    p_ticket bigint, p_direction text, p_kind text, p_agent integer, p_facts jsonb, p_foreign boolean,
    p_header bytea, p_body bytea, p_now timestamptz)
returns bigint
language plpgsql
as $$
declare
    v_message bigint;
begin
    insert into vorrang.messages (
        ticket_number, direction, kind, at, agent_id, from_address, from_name, message_id,
        fallback_message_id, subject,
        envelope_from, queue_id, machine, trust, is_foreign, size, body_size, shown_size, thread_size)
    values (
        p_ticket, p_direction, p_kind, p_now, p_agent, coalesce(p_facts->>'from', ''),
        coalesce(p_facts->>'from_name', ''), p_facts->>'message_id',
        coalesce(p_facts->>'fallback_message_id', ''), coalesce(p_facts->>'subject', ''),
        coalesce(p_facts->>'envelope_from', ''), p_facts->>'queue_id', coalesce(p_facts->>'machine', ''),
        case when p_direction = 'in' then coalesce(p_facts->>'trust', '') else '' end, p_foreign, (p_facts->>'size')::bigint, (p_facts->>'body_size')::bigint,
        (p_facts->>'shown_size')::bigint,
        coalesce((p_facts->>'thread_size')::bigint, (p_facts->>'shown_size')::bigint))
    returning id into v_message;
    insert into vorrang.message_chunks (message_id, part, n, data)
    select v_message, c.part, 0, c.data
      from (values (0::smallint, p_header), (1::smallint, p_body)) as c (part, data)
     where octet_length(c.data) > 0;
    insert into vorrang.known_message_ids (message_id, ticket_number, message)
    select k.id, p_ticket, v_message
      from (select coalesce(p_facts->>'message_id', nullif(p_facts->>'fallback_message_id', '')) as id) k
     where k.id is not null
    on conflict do nothing;
    return v_message;
end
$$;
comment on function vorrang.add_message is
    'Stores a message with the first chunk of its header and body; message_add_chunk brings the rest.';

create or replace function vorrang_api.message_add_chunk(
    p_message bigint, p_part smallint, p_n integer, p_data bytea)
returns void
language sql security definer set search_path = vorrang, pg_temp
as $$
    insert into message_chunks (message_id, part, n, data) values (p_message, p_part, p_n, p_data)
$$;
comment on function vorrang_api.message_add_chunk is
    'A further chunk of 256 KiB, in the transaction that made the message.';

create or replace function vorrang.note_attempt(p_ticket bigint, p_what jsonb, p_message bigint, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    if (select count(*) from vorrang.events e
         where e.ticket_number = p_ticket and e.kind = 'outside-attempt' and e.at > p_now - interval '1 hour') < 5 then
        perform vorrang.write_event(p_ticket, p_now, 'outside-attempt', 'customer', 'smtp',
            jsonb_build_object('what', p_what, 'message', p_message));
    end if;
end
$$;
comment on function vorrang.note_attempt is
    'Somebody who is no agent tried what only agents may (T6): it had no effect. At most 5 lines an hour of a ticket.';

create or replace function vorrang_api.intake_store(
    p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_now timestamptz default now())
returns table (outcome text, ticket bigint, message bigint)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_key bytea := decode(p_facts->>'retry_key', 'hex');
    v_match record;
    v_as_it_came jsonb := p_facts;
    v_machine boolean;
    v_monitoring boolean := vorrang.is_monitoring(p_facts);
    v_channel integer;
    v_effect jsonb := '{"rules": [], "confirm": true}';
begin
    perform pg_advisory_xact_lock(hashtextextended(p_facts->>'retry_key', 4815));
    p_facts := vorrang.read_form(p_facts);
    v_machine := coalesce(p_facts->>'machine', '') <> '';
    select * into v_match from vorrang.match_mail(p_facts, p_now);
    outcome := v_match.outcome;
    ticket := v_match.ticket;
    message := v_match.message;
    if outcome = 'duplicate' then
        perform vorrang.watch_channels_of_mail(ticket, p_facts, p_now);
        return next;
        return;
    end if;
    if outcome = 'open' then
        if p_number is null then
            outcome := 'need-number';
            return next;
            return;
        end if;
        v_channel := vorrang.channel_of_mail(p_facts);
        if v_channel is null then
            outcome := 'untaken';
            return next;
            return;
        end if;
        ticket := p_number;
        if exists (select from vorrang.rules) then
            v_effect := vorrang.rule_effect(v_as_it_came, v_channel);
        end if;
        if vorrang.is_blocked(p_facts->>'from') then
            v_effect := v_effect || '{"confirm": false, "spam": true, "blocked": true}';
        end if;
        perform vorrang.open_ticket(ticket,
            p_facts || jsonb_build_object('channel_id', v_channel) || (v_effect - 'tags'), v_match.previous, p_now);
    else
        perform from vorrang.tickets t where t.number = v_match.ticket for no key update;
    end if;
    message := vorrang.add_message(ticket, 'in', 'mail', null, p_facts, v_match.is_foreign,
        p_header, p_body, p_now);
    delete from vorrang.retry_keys r where r.key = v_key;
    insert into vorrang.retry_keys (key, ticket_number, message, expires_at)
    values (v_key, ticket, message, p_now + make_interval(secs => (p_facts->>'retry_seconds')::integer));
    if not v_match.is_foreign and not v_machine then
        perform vorrang.join_participants(ticket, p_facts, outcome = 'open' or p_facts->>'trust' <> 'unverified');
    end if;
    perform vorrang.watch_channels_of_mail(ticket, p_facts, p_now);
    perform vorrang.write_event(ticket, p_now, case when p_facts->>'machine' = 'bounce' then 'bounced' else 'message' end,
        'customer', 'smtp',
        jsonb_build_object('message', message, 'machine', nullif(p_facts->>'machine', ''),
            'foreign', nullif(v_match.is_foreign, false),
            'trust', case when outcome = 'append' then nullif(p_facts->>'trust', 'verified') end, 'source', p_facts->>'source', 'queue_id', p_facts->>'queue_id'));
    if p_facts->>'machine' = 'bounce' then
        perform vorrang.take_bounce(ticket, p_facts, message, p_now);
    end if;
    if p_facts ? 'attempts' then
        perform vorrang.note_attempt(ticket, p_facts->'attempts', message, p_now);
    end if;
    perform vorrang.remember_names(ticket, p_facts, v_monitoring);
    if outcome = 'open' then
        if (v_effect->>'confirm')::boolean then
            perform vorrang.confirm_receipt(ticket, p_facts, message, p_now);
        end if;
        perform vorrang.apply_rules(ticket, v_effect, p_now);
        perform vorrang.note_numbers(ticket, message, p_facts, v_effect->>'customer_id' is null, p_now, 'customer', 'smtp');
        perform vorrang.note_phone(ticket, p_facts, p_now, 'customer', 'smtp');
        insert into vorrang.ticket_changes (ticket_number) values (ticket);
        if (select t.status = 'new' from tickets t where t.number = ticket) then
            perform vorrang.notify_interested(ticket, 'new', p_now);
        end if;
    elsif not v_machine and not v_match.is_foreign and not v_monitoring then
        perform vorrang.note_numbers(ticket, message, p_facts, false, p_now, 'customer', 'smtp');
        perform vorrang.note_phone(ticket, p_facts, p_now, 'customer', 'smtp');
        perform vorrang.follow_up(ticket, p_facts, message, p_now);
        perform vorrang.notify_interested(ticket, 'wrote', p_now, jsonb_build_object('message', message));
    else
        perform vorrang.touch(ticket, p_now);
    end if;
    if v_monitoring and (vorrang.monitoring_of(p_facts->>'subject')).recovered then
        perform vorrang.close_ticket(ticket, 'recovered', false, p_now, 'vorrang', 'smtp');
    end if;
    return next;
end
$$;
comment on function vorrang_api.intake_store is
    'Takes a mail in: ticket, dues, message, retry key, confirmation in one transaction. Outcomes: '
    'opened as open, append, duplicate (already committed: answer 250), need-number, untaken (it belongs to no ticket, '
    'and its channels do not take mail): both times nothing was written.';

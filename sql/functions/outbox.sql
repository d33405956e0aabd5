-- Mail that leaves. A row is claimed, composed, stored as a message, and only then submitted; the
-- milter on the private port lets exactly the current attempt pass (design section 8, Mail out).

create or replace function vorrang_api.outbox_claim(
    p_worker text, p_limit integer, p_now timestamptz default now(), p_lease_seconds integer default 600)
returns table (id bigint, attempt integer, kind text, ticket bigint, message bigint, job jsonb)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    return query
    with due as (
        select o.id
          from vorrang.outbox o
         where o.not_before <= p_now
           and (o.state = 'waiting' or (o.state = 'claimed' and o.lease_until <= p_now))
         order by o.not_before, o.id
         limit p_limit
           for update skip locked),
    claimed as (
        update vorrang.outbox o
           set state = 'claimed',
               attempt = o.attempt + 1,
               claimed_by = p_worker,
               lease_until = p_now + make_interval(secs => p_lease_seconds)
          from due
         where o.id = due.id
        returning o.*),
    -- What could be recalled until now leaves its author's Outgoing.
    told as (
        insert into vorrang.ticket_changes (ticket_number)
        select c.ticket_number from claimed c where c.kind = 'reply' and c.not_before > c.created_at)
    select c.id, c.attempt, c.kind, c.ticket_number, c.message, vorrang.outbox_job(c::vorrang.outbox)
      from claimed c
     order by c.id;
end
$$;
comment on function vorrang_api.outbox_claim is
    'Takes up to p_limit due rows for a worker, each with a new attempt number; a row whose lease ran '
    'out is claimed again. message is null until the mail has been composed.';

create or replace function vorrang.thread_of(p_ticket bigint)
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(x.message_id order by x.id), '[]')
    from (
        select m.id, m.message_id
          from vorrang.messages m
         where m.ticket_number = p_ticket
           and m.message_id is not null
           and (m.agent_id is null or m.direction = 'out')
           and m.direction <> 'note'
           and m.kind not in ('source', 'recalled', 'alert')
           and m.machine = ''
         order by m.id desc
         limit 20) x
$$;
comment on function vorrang.thread_of is
    'The customer''s side of the conversation, oldest first: the References of what leaves. An agent''s own '
    'enquiry is not in it: its Message-ID names his host.';

create or replace function vorrang.outbox_job(o vorrang.outbox)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'ticket', t.number,
        'token', t.token,
        'subject', t.subject,
        'recipients', to_jsonb(o.recipients),
        'envelope_from', case when o.kind in ('confirmation', 'alert') then '' else vorrang.reply_address(t, c) end,
        'to', t.sender_address,
        'to_name', t.sender_name,
        'source_message', o.source_message,
        'message_id', (select x.message_id from vorrang.messages x
                       where x.id = vorrang.row_message(t.number) and (x.agent_id is null or x.direction = 'out')),
        'references', vorrang.thread_of(t.number),
        'response_due', vorrang.iso(t.response_due),
        'desk_domains', (select jsonb_agg(distinct split_part(d.address, '@', 2)) from vorrang.channels d),
        'own_addresses', (select jsonb_agg(a.login) from vorrang.agents a),
        'channel', jsonb_build_object('key', c.key, 'name', c.name, 'address', c.address, 'zone', c.zone))
        || vorrang.letter_json(t, m.agent_id)
        || o.detail
    from vorrang.tickets t
    join vorrang.channels c on c.id = t.channel_id
    left join vorrang.messages m on m.id = o.source_message
    where t.number = o.ticket_number
$$;

create or replace function vorrang.claimed_outbox(p_id bigint, p_attempt integer)
returns vorrang.outbox
language plpgsql
as $$
declare
    o vorrang.outbox;
begin
    select * into o from vorrang.outbox x where x.id = p_id for update;
    if o.id is null or o.attempt <> p_attempt or o.state <> 'claimed' then
        perform vorrang.raise('VR005',
            format('outbox row %s is no longer attempt %s', p_id, p_attempt),
            'another worker has it; nothing to do');
    end if;
    return o;
end
$$;

create or replace function vorrang_api.outbox_composed(
    p_id bigint, p_attempt integer, p_message jsonb, p_header bytea, p_body bytea,
    p_now timestamptz default now())
returns bigint
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    o vorrang.outbox := vorrang.claimed_outbox(p_id, p_attempt);
    v_message bigint;
begin
    if o.message is not null then
        perform vorrang.raise('VR005', format('outbox row %s is composed already', p_id),
            'submit the stored message');
    end if;
    v_message := vorrang.add_message(vorrang.survivor(o.ticket_number), 'out', o.kind,
        (select m.agent_id from vorrang.messages m where m.id = o.source_message), p_message, false,
        p_header, p_body, p_now);
    update vorrang.outbox set message = v_message where id = p_id;
    update vorrang.messages m set question = s.question
      from vorrang.messages s
     where m.id = v_message and s.id = o.source_message and s.question is not null;
    perform vorrang.touch(vorrang.survivor(o.ticket_number), p_now);
    return v_message;
end
$$;
comment on function vorrang_api.outbox_composed is
    'Stores what is about to be sent, byte for byte, before it leaves (invariant 3).';

create or replace function vorrang_api.outbox_accept(
    p_id bigint, p_attempt integer, p_queue_id text, p_boot_id text, p_now timestamptz default now())
returns text
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    o vorrang.outbox;
begin
    select * into o from vorrang.outbox x where x.id = p_id for update;
    if o.id is null or p_attempt > o.attempt then
        return 'unknown';
    end if;
    if p_attempt < o.attempt or o.state <> 'claimed'
       or (o.accepted_attempt is not null and o.accepted_boot_id = p_boot_id) then
        return 'discard';
    end if;
    update vorrang.outbox
       set accepted_attempt = p_attempt, accepted_queue_id = p_queue_id, accepted_boot_id = p_boot_id
     where id = p_id;
    return 'accept';
end
$$;
comment on function vorrang_api.outbox_accept is
    'The private port''s milter asks: may this attempt pass? accept, discard (older, accepted already, '
    'or recalled), unknown (no such attempt was made: not now).';

create or replace function vorrang.finish_outbox(o vorrang.outbox, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    update vorrang.outbox
       set state = 'sent', sent_at = p_now, lease_until = null, error = null
     where id = o.id;
    perform vorrang.write_event(o.ticket_number, p_now,
        case o.kind when 'confirmation' then 'confirmed' else 'sent' end, 'vorrang', 'outbox',
        jsonb_build_object('outbox', o.id, 'message', o.message, 'kind', o.kind,
            'queue_id', o.accepted_queue_id));
end
$$;

create or replace function vorrang_api.outbox_sent(
    p_id bigint, p_attempt integer, p_queue_id text, p_now timestamptz default now())
returns void
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    o vorrang.outbox := vorrang.claimed_outbox(p_id, p_attempt);
begin
    o.accepted_queue_id := coalesce(o.accepted_queue_id, p_queue_id);
    perform vorrang.finish_outbox(o, p_now);
end
$$;
comment on function vorrang_api.outbox_sent is 'Postfix said 250: the mail is Postfix''s.';

create or replace function vorrang_api.outbox_retry(
    p_id bigint, p_attempt integer, p_error text, p_not_before timestamptz, p_refused boolean,
    p_now timestamptz default now())
returns void
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    o vorrang.outbox := vorrang.claimed_outbox(p_id, p_attempt);
    -- A refused attempt says nothing of an earlier one that is in doubt: that one may have left.
    v_forget boolean := p_refused and o.accepted_attempt is not distinct from p_attempt;
begin
    update vorrang.outbox
       set state = 'waiting',
           not_before = p_not_before,
           lease_until = null,
           error = left(p_error, 500),
           accepted_attempt = case when not v_forget then accepted_attempt end,
           accepted_queue_id = case when not v_forget then accepted_queue_id end,
           accepted_boot_id = case when not v_forget then accepted_boot_id end
     where id = p_id;
end
$$;
comment on function vorrang_api.outbox_retry is
    'The attempt did not end in 250. p_refused: Postfix said so itself (4xx), so it does not have '
    'this attempt''s mail; otherwise in doubt. What the milter accepted of another attempt stays accepted.';

create or replace function vorrang_api.outbox_settle(p_boot_id text, p_now timestamptz default now())
returns integer
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    o vorrang.outbox;
    v_count integer := 0;
begin
    for o in
        select * from vorrang.outbox x
         where x.accepted_attempt is not null
           and x.accepted_boot_id = p_boot_id
           and (x.state = 'waiting' or (x.state = 'claimed' and x.lease_until <= p_now))
         order by x.id
           for update skip locked
    loop
        perform vorrang.finish_outbox(o, p_now);
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$$;
comment on function vorrang_api.outbox_settle is
    'Rows that the milter accepted and whose 250 was never heard: with the same boot they are sent. '
    'With another boot id a power loss may have eaten Postfix''s file, and they are sent again.';

create or replace function vorrang_api.outbox_adopt(p_worker text, p_known bigint[], p_now timestamptz default now())
returns integer
language sql security definer set search_path = vorrang, pg_temp
as $$
    with freed as (
        update outbox set lease_until = p_now
         where state = 'claimed' and claimed_by = p_worker and lease_until > p_now and id <> all (p_known)
        returning id)
    select count(*)::integer from freed
$$;
comment on function vorrang_api.outbox_adopt is
    'What this worker (host and role) holds without knowing is due again at once: what it held when it died, or a claim whose '
    'answer it never heard; p_known: what it is delivering.';

create or replace function vorrang.unanswer(p_ticket bigint, p_message bigint)
returns void
language sql
as $$
    update vorrang.tickets t
       set answered_message = null,
           response_running = true,
           first_response_at = case when t.first_response_at < m.at then t.first_response_at end
      from vorrang.messages m
     where t.number = p_ticket and t.answered_message = p_message and m.id = p_message
$$;
comment on function vorrang.unanswer is
    'The answer never left: the response clock runs on with the due it had. What was not sent is no response.';

create or replace function vorrang_api.outbox_failed(
    p_id bigint, p_attempt integer, p_error text, p_now timestamptz default now())
returns void
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    o vorrang.outbox := vorrang.claimed_outbox(p_id, p_attempt);
begin
    update vorrang.outbox
       set state = 'failed', lease_until = null, error = left(p_error, 500)
     where id = p_id;
    perform vorrang.write_event(o.ticket_number, p_now, 'failed', 'vorrang', 'outbox',
        jsonb_build_object('outbox', o.id, 'kind', o.kind));
    if o.kind = 'reply' then
        perform vorrang.unanswer(o.ticket_number, o.source_message);
        perform vorrang.set_status(o.ticket_number, 'in-progress', p_now, 'vorrang', 'outbox');
        perform vorrang.notify_agent(coalesce(t.owner_id, m.agent_id), t.number, 'failed', p_now,
            jsonb_build_object('error', left(p_error, 500), 'source', m.id))
           from vorrang.tickets t
           join vorrang.messages m on m.id = o.source_message
          where t.number = o.ticket_number;
    end if;
end
$$;
comment on function vorrang_api.outbox_failed is
    'It will never go (5xx, or it cannot be composed): event, and the ticket is with us again.';

create or replace function vorrang_api.outbox_next_at(p_now timestamptz default now())
returns timestamptz
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
begin
    return least(
        (select min(o.not_before) from outbox o where o.state = 'waiting'),
        (select min(o.lease_until) from outbox o where o.state = 'claimed'));
end
$$;
comment on function vorrang_api.outbox_next_at is 'When the outbox next has something to do; null: nothing waits.';

create or replace function vorrang_api.message_raw(p_id bigint, p_body_chunks integer default null)
returns table (part smallint, n integer, data bytea)
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select c.part, c.n, c.data
    from message_chunks c
    where c.message_id = p_id
      and (c.part = 0 or p_body_chunks is null or c.n < p_body_chunks)
    order by c.part, c.n
$$;
comment on function vorrang_api.message_raw is
    'The stored bytes of a message: header chunks (part 0), then body chunks (part 1), of these the first '
    'p_body_chunks (null: all).';

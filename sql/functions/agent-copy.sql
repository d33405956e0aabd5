-- Mail of an agent that leaves by itself is the ticket's too (SSC-07): a copy by Bcc to log+4815@, or his client's
-- own copy, saved in a folder of the desk.

create or replace function vorrang.copied_already(p_ticket bigint, p_facts jsonb)
returns bigint
language sql stable
as $$
    select k.message from vorrang.known_message_ids k
     where k.message_id = p_facts->>'message_id' and k.ticket_number = p_ticket
     limit 1
$$;

create or replace function vorrang.is_an_answer(t vorrang.tickets, p_facts jsonb)
returns boolean
language sql stable
as $$
    select exists (
        select from jsonb_to_recordset(coalesce(p_facts->'participants', '[]')) as x (address text)
        where x.address = t.sender_address or vorrang.takes_part(t.number, x.address, 1, ''))
$$;
comment on function vorrang.is_an_answer is
    'Does this mail go to somebody who takes part in the ticket? One to a supplier is filed, and answers nobody.';

create or replace function vorrang.refusal_of_copy(
    t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_answers boolean, p_now timestamptz)
returns text
language plpgsql stable
as $$
declare
    m vorrang.messages;
    v_sentence text := vorrang.refusal_of_leaving(t, p_facts);
begin
    if not vorrang.may_handle(a.id, t.number) and not vorrang.reply_wins(t, a.id, p_now) then
        return format('#%s: you only read along in its channel. Nothing was sent.', t.number);
    elsif v_sentence is not null or not p_answers then
        return v_sentence;
    end if;
    m := vorrang.unread_newer(t.number, a.id, p_facts->'references'->>0);
    return case when m.id is not null then vorrang.collision_sentence(t.number, m, p_now) end;
end
$$;

create or replace function vorrang.keep_copy(
    t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_answers boolean, p_via text, p_header bytea, p_body bytea,
    p_now timestamptz)
returns bigint
language plpgsql
as $$
declare
    v_message bigint;
begin
    v_message := vorrang.add_message(t.number, 'out', 'copy', a.id, p_facts, false, p_header, p_body, p_now);
    insert into vorrang.retry_keys (key, ticket_number, message, expires_at)
    values (decode(p_facts->>'retry_key', 'hex'), t.number, v_message,
            p_now + make_interval(secs => (p_facts->>'retry_seconds')::integer))
    on conflict (key) do nothing;
    insert into vorrang.reads (agent_id, message_id, at) values (a.id, v_message, p_now);
    perform vorrang.write_event(t.number, p_now, 'message', a.key, p_via,
        jsonb_build_object('message', v_message, 'copy', true, 'queue_id', p_facts->>'queue_id'));
    if p_answers then
        perform vorrang.commit_answer(t, a, p_facts, v_message, 'waiting', p_now);
    end if;
    perform vorrang.touch(t.number, p_now);
    return v_message;
end
$$;
comment on function vorrang.keep_copy is
    'A mail that has left, or leaves now, by another way than ours: filed as sent, never sent by us. To somebody who '
    'takes part it is an answer, and does what one does.';

create or replace function vorrang.ticket_of_copy(p_facts jsonb, a vorrang.agents, p_now timestamptz)
returns vorrang.tickets
language sql stable
as $$
    select x
    from vorrang.tickets n
    join vorrang.tickets x on x.number = vorrang.survivor(n.number)
    where n.number = (p_facts->'log'->>'ticket')::bigint
      and coalesce(p_facts->'log'->>'token', '') in ('', n.token, n.note_token)
      and (vorrang.may_see(a.id, x.number) or vorrang.reply_wins(x, a.id, p_now))
$$;
comment on function vorrang.ticket_of_copy is 'The ticket that log+4815@ names, if this agent may see it; null: none.';

create or replace function vorrang.file_copy(
    a vorrang.agents, p_facts jsonb, p_header bytea, p_body bytea, p_now timestamptz,
    out outcome text, out ticket bigint, out message bigint, out sentence text)
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_answers boolean;
begin
    perform from vorrang.tickets x where x.number = (vorrang.ticket_of_copy(p_facts, a, p_now)).number for no key update;
    t := vorrang.ticket_of_copy(p_facts, a, p_now);
    outcome := 'refused';
    if t.number is null then
        sentence := 'There is no such ticket. Nothing was sent.';
        return;
    end if;
    ticket := t.number;
    message := vorrang.copied_already(t.number, p_facts);
    if message is not null then
        outcome := 'duplicate';
        return;
    end if;
    v_answers := vorrang.is_an_answer(t, p_facts);
    sentence := coalesce(vorrang.refusal_of_repeating(t, p_facts), vorrang.refusal_of_copy(t, a, p_facts, v_answers, p_now));
    if sentence is not null then
        perform vorrang.note_refusal(t, a, p_facts, sentence, p_now);
        return;
    end if;
    message := vorrang.keep_copy(t, a, p_facts, v_answers, 'smtp', p_header, p_body, p_now);
    outcome := 'copy';
end
$$;
comment on function vorrang.file_copy is
    'Takes the copy of a mail with a log+4815@ among its recipients; the others get the mail from Postfix as it is. '
    'p_facts.log: {ticket, token}. Once for each Message-ID.';

create or replace function vorrang.own_copy(a vorrang.agents, p_facts jsonb)
returns bigint
language plpgsql stable
as $$
declare
    v_ticket bigint;
begin
    if (p_facts->>'from_count')::integer <> 1 or p_facts->>'from' <> a.login then
        return null;
    end if;
    select vorrang.survivor(k.ticket_number) into v_ticket
      from (select p_facts->>'message_id' as id, 0 as position
            union all
            select r.id, r.position
              from jsonb_array_elements_text(coalesce(p_facts->'references', '[]')) with ordinality r (id, position)) x
      join vorrang.known_message_ids k on k.message_id = x.id
     where vorrang.may_handle(a.id, vorrang.survivor(k.ticket_number))
     order by x.position
     limit 1;
    return coalesce(v_ticket, (
        select n.number
        from jsonb_array_elements_text(coalesce(p_facts->'tags', '[]')) with ordinality g (number, position)
        cross join lateral vorrang.survivor(g.number::bigint) n (number)
        where vorrang.may_handle(a.id, n.number)
        order by g.position
        limit 1));
end
$$;
comment on function vorrang.own_copy is
    'The ticket of a mail that this agent wrote himself and his client saves on the desk: by its own Message-ID, one '
    'that it answers, or the tag in its subject, if he may answer there. Null: none.';

create or replace function vorrang.refusal_of_repeating(t vorrang.tickets, p_facts jsonb)
returns text
language sql stable
as $$
    select format('#%s: it repeats words of an internal note (%s, %s). Take them out, or write "#public" on top if '
            'they may leave. Nothing was sent.',
            t.number, coalesce(a.name, 'the desk'), to_char(m.at at time zone c.zone, 'YYYY-MM-DD HH24:MI'))
    from vorrang.messages m
    join vorrang.channels c on c.id = t.channel_id
    left join vorrang.agents a on a.id = m.agent_id
    where m.id = (p_facts->>'repeats')::bigint and m.ticket_number = t.number
$$;
comment on function vorrang.refusal_of_repeating is 'A note''s words stand in the mail (T15): which note''s; null: none''s.';

create or replace function vorrang_api.agent_texts(p_facts jsonb, p_open boolean, p_now timestamptz default now())
returns table (message bigint, header bytea, body bytea)
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents;
    v_ticket bigint;
    v_authors integer[];
begin
    select * into a from vorrang.agents x where x.login = lower(p_facts->>'login');
    v_ticket := case when p_facts ? 'log' then (vorrang.ticket_of_copy(p_facts, a, p_now)).number
        else (select r.ticket from vorrang.reply_ticket(p_facts, a, p_now) r) end;
    if v_ticket is null then
        return;
    end if;
    select array_agg(distinct m.agent_id) into v_authors
      from vorrang.messages m where m.ticket_number = v_ticket and m.direction = 'note';
    return query
    select x.id,
           coalesce((select c.data from message_chunks c where c.message_id = x.id and c.part = 0 and c.n = 0), ''),
           coalesce((select c.data from message_chunks c where c.message_id = x.id and c.part = 1 and c.n = 0), '')
    from (
        (select m.id from messages m
          where m.ticket_number = v_ticket and (m.direction = 'note') <> p_open
            and m.kind not in ('recalled', 'alert', case when p_open then 'source' else '' end)
          order by m.id desc
          limit 50)
        union all
        (select m.id from messages m
          where p_open and m.agent_id = any (v_authors) and m.ticket_number <> v_ticket
            and m.id > (select max(y.id) - 20000 from messages y)
          order by m.id desc
          limit 10)) x;
end
$$;
comment on function vorrang_api.agent_texts is
    'Of the ticket that an agent''s mail is about: its newest 50 internal notes, or (p_open) what of it came from '
    'outside or left, and the last 10 mails that its notes'' writers wrote elsewhere (what they write to everybody, as '
    'their signatures). Of each the first 256 KiB of header and body.';

-- An agent's mail about a ticket: reply to the customer, or internal note (design section 6). The
-- checks come first; a refusal is an answer and no error, so that its notice and event are committed.

create or replace function vorrang_api.agent_ticket(p_login text, p_tags bigint[])
returns bigint
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select s.number
    from unnest(p_tags) with ordinality as n (number, position)
    join agents a on a.login = lower(p_login)
    cross join lateral vorrang.survivor(n.number) s (number)
    where vorrang.may_see(a.id, s.number)
    order by n.position
    limit 1
$$;
comment on function vorrang_api.agent_ticket is
    'The first of these numbers whose ticket the agent may see: a mail of his with its tag is the desk''s.';

create or replace function vorrang.reply_wins(t vorrang.tickets, p_agent integer, p_now timestamptz)
returns boolean
language sql immutable
as $$
    select coalesce(t.escalated_from_id = p_agent and t.escalated_at > p_now - interval '2 minutes', false)
$$;
comment on function vorrang.reply_wins is
    'An escalation took the ticket from him less than 2 minutes ago: his reply still goes out and counts.';

create or replace function vorrang.names_a_note(p_message_ids jsonb)
returns boolean
language sql stable
as $$
    select exists (
        select from jsonb_array_elements_text(p_message_ids) as i (id)
        join vorrang.known_message_ids k on k.message_id = i.id
        left join vorrang.messages m on m.id = k.message
        where m.direction = 'note' or (k.message is null and k.message_id like '<cover.%'))
$$;

create or replace function vorrang.answers_a_note(p_facts jsonb)
returns boolean
language sql stable
as $$
    select coalesce(vorrang.names_a_note(jsonb_build_array(p_facts->'references'->0)), false)
$$;

create or replace function vorrang.goes_out(p_facts jsonb)
returns boolean
language sql stable
as $$
    select exists (
            select from jsonb_array_elements_text(coalesce(p_facts->'recipients', '[]')) as r (address)
            where position('.' || (p_facts->'token'->>'token') || '@' in r.address) > 0)
        or exists (
            select from jsonb_to_recordset(coalesce(p_facts->'participants', '[]')) as x (address text)
            where x.address not in (select a.login from vorrang.agents a))
$$;
comment on function vorrang.goes_out is
    'Is this mail of an agent addressed to a ticket''s own address or to anybody outside?';

create or replace function vorrang.reply_ticket(
    p_facts jsonb, a vorrang.agents, p_now timestamptz, out ticket bigint, out is_note boolean)
language plpgsql stable
as $$
declare
    v_number bigint := (p_facts->'token'->>'ticket')::bigint;
    v_token text := p_facts->'token'->>'token';
begin
    select t.number, n.note_token = v_token into ticket, is_note
      from vorrang.tickets n
      join vorrang.tickets t on t.number = vorrang.survivor(n.number)
     where n.number = v_number and v_token in (n.token, n.note_token)
       and (vorrang.may_see(a.id, t.number) or vorrang.reply_wins(t, a.id, p_now));
    if ticket is null then
        ticket := vorrang_api.agent_ticket(a.login,
            array(select x::bigint from jsonb_array_elements_text(coalesce(p_facts->'tags', '[]')) x));
    end if;
    is_note := coalesce(is_note, false) or coalesce((p_facts->>'note')::boolean, false)
        or (vorrang.answers_a_note(p_facts) and not vorrang.goes_out(p_facts));
end
$$;

create or replace function vorrang.unread_newer(p_ticket bigint, p_agent integer, p_in_reply_to text)
returns vorrang.messages
language sql stable
as $$
    select m
    from vorrang.messages m
    where m.ticket_number = p_ticket
      and m.agent_id is distinct from p_agent
      and ((m.direction = 'in' and m.machine = '') or m.kind in ('source', 'copy'))
      and m.id > coalesce(
          (select max(k.message) from vorrang.known_message_ids k
            where k.message_id = p_in_reply_to and k.ticket_number = p_ticket),
          (select x.id from vorrang.messages x
            where x.ticket_number = p_ticket
              and exists (select from vorrang.reads d where d.agent_id = p_agent and d.message_id = x.id)
            order by x.id desc limit 1),
          0)
      and not exists (
          select from vorrang.reads d
          where d.agent_id = p_agent
            and d.message_id in (m.id, (select o.message from vorrang.outbox o where o.source_message = m.id)))
    order by m.id
    limit 1
$$;
comment on function vorrang.unread_newer is
    'The first message of customer or colleague that is newer than the one he answers (else than the '
    'newest he has read) and that he has not read: a collision. Notes, machine mail, own mail never collide.';

create or replace function vorrang.ago(p_from timestamptz, p_to timestamptz)
returns text
language sql immutable
as $$
    select case
        when s < 120 then s || ' s'
        when s < 7200 then s / 60 || ' min'
        when s < 172800 then s / 3600 || ' h'
        else s / 86400 || ' days'
    end || ' ago'
    from (select greatest(0, floor(date_part('epoch', p_to - p_from)))::bigint as s) x
$$;

create or replace function vorrang.collision_sentence(p_ticket bigint, m vorrang.messages, p_now timestamptz)
returns text
language sql stable
as $$
    select format('#%s: %s %s and you have not read it. Nothing was sent.', p_ticket,
        coalesce((select a.name from vorrang.agents a where a.id = m.agent_id) || ' replied', 'the customer wrote'),
        vorrang.ago(m.at, p_now))
$$;

create or replace function vorrang.stranger_in(p_ticket bigint, p_facts jsonb)
returns text
language sql stable
as $$
    select x.address
    from jsonb_to_recordset(coalesce(p_facts->'participants', '[]')) as x (address text)
    where x.address not in (select p.address from vorrang.participants p where p.ticket_number = p_ticket)
      and x.address not in (select t.sender_address from vorrang.tickets t where t.number = p_ticket)
      and x.address not in (select a.login from vorrang.agents a)
      and x.address not in (
          select lower(l.args) from vorrang.lines_of(p_facts) l where l.word = 'cc')
    limit 1
$$;
comment on function vorrang.stranger_in is 'An address in the reply that neither takes part nor was named by #cc.';

create or replace function vorrang.refusal_of_reply(
    t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_note boolean, p_now timestamptz)
returns text
language plpgsql stable
as $$
declare
    m vorrang.messages;
    v_sentence text;
    v_stranger text;
begin
    if not vorrang.may_handle(a.id, t.number) and not vorrang.reply_wins(t, a.id, p_now)
       and not (p_note and vorrang.may_note(a.id, t.number, p_facts)) then
        return format('#%s: you only read along in its channel. Nothing was sent.', t.number);
    end if;
    v_sentence := coalesce(vorrang.refusal_of_leaving(t, p_facts), vorrang.refusal_of_lines(t, a, p_facts, p_now),
                           vorrang.refusal_of_step_line(t, p_facts, p_note));
    if p_note or v_sentence is not null then
        return v_sentence;
    end if;
    if not t.internal and vorrang.answers_a_note(p_facts) then
        return format('#%s: it answers an internal note, which it would quote. Answer the customer''s message, or '
            'write "#note" on top. Nothing was sent.', t.number);
    elsif not t.internal and vorrang.names_a_note(coalesce(p_facts->'attached', '[]')) then
        return format('#%s: an internal note is attached to it. Nothing was sent.', t.number);
    elsif not t.internal and coalesce((p_facts->>'quotes_cover')::boolean, false) then
        return format('#%s: it quotes the internal cover sheet. Take that out. Nothing was sent.', t.number);
    end if;
    v_sentence := coalesce(vorrang.refusal_of_canned(t, p_facts),
        case when not t.internal then vorrang.refusal_of_repeating(t, p_facts) end);
    if v_sentence is not null then
        return v_sentence;
    end if;
    v_stranger := vorrang.stranger_in(t.number, p_facts);
    if v_stranger is not null then
        return format('#%s: %s takes no part in it. Write "#cc %s" on top to add the address. Nothing was sent.',
            t.number, v_stranger, v_stranger);
    end if;
    m := vorrang.unread_newer(t.number, a.id, p_facts->'references'->>0);
    if m.id is not null then
        return vorrang.collision_sentence(t.number, m, p_now);
    end if;
    return null;
end
$$;

create or replace function vorrang.note_refusal(
    t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_sentence text, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    m vorrang.messages := vorrang.unread_newer(t.number, a.id, p_facts->'references'->>0);
begin
    if p_sentence <> vorrang.collision_sentence(t.number, m, p_now) then
        m := null;  -- refused for another reason, although something is unread
    end if;
    perform vorrang.write_event(t.number, p_now, 'refused', a.key, 'smtp',
        jsonb_build_object('reason', case when m.id is null then 'rule' else 'collision' end, 'message', m.id));
    if m.id is not null then
        perform vorrang.notify_agent(a.id, t.number, 'collision', p_now,
            jsonb_build_object('sentence', p_sentence, 'message', m.id, 'text', p_facts->>'text'));
    end if;
end
$$;
comment on function vorrang.note_refusal is
    'A refused reply leaves an event and, at a collision, a notice with the newer message and his own text.';

create or replace function vorrang.reply_recipients(t vorrang.tickets, p_facts jsonb)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'to', jsonb_build_array(jsonb_build_object('address', t.sender_address, 'name', t.sender_name)),
        'cc', coalesce((
            select jsonb_agg(distinct jsonb_build_object('address', x.address, 'name', coalesce(x.name, '')))
            from (select p.address, p.name
                    from jsonb_to_recordset(coalesce(p_facts->'participants', '[]')) as p (address text, name text)
                  union
                  select lower(l.args), '' from vorrang.lines_of(p_facts) l where l.word = 'cc') x
            where x.address <> t.sender_address
              and x.address not in (select a.login from vorrang.agents a)), '[]'))
$$;
comment on function vorrang.reply_recipients is
    'Who gets the answer: the customer, the participants that the agent kept, whom he added by #cc.';

create or replace function vorrang.commit_answer(
    t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_otherwise text, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    perform vorrang.add_watcher(t.number, x.id, a, p_now)
       from jsonb_to_recordset(coalesce(p_facts->'participants', '[]')) as p (address text)
       join vorrang.agents x on x.login = p.address and x.id <> a.id;
    update vorrang.tickets
       set first_response_at = coalesce(first_response_at, p_now),
           response_running = false,
           lifted = false,
           answered_message = p_message
     where number = t.number;
    if t.owner_id is null then
        perform vorrang.set_owner(t.number, a.id, p_now, a.key, 'smtp');
    end if;
    perform vorrang.apply_state(t, a, p_facts, p_otherwise, false, p_now);
    perform vorrang.set_lights(t.number, p_now);
end
$$;
comment on function vorrang.commit_answer is
    'What an answer does to its ticket: the response clock stops at its Send time, colleagues whom it names '
    'watch, an unowned ticket becomes the agent''s, and its state is that of its line, else p_otherwise. By '
    'itself the whole of an answer in an internal ticket (TS-03): no mail is made of it.';

create or replace function vorrang.commit_reply(
    t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_to jsonb := vorrang.reply_recipients(t, p_facts) || jsonb_build_object('articles', vorrang.article_texts(a, p_facts));
begin
    insert into vorrang.outbox (
        ticket_number, kind, source_message, recipients, detail, not_before, created_at)
    select t.number, 'reply', p_message,
           array(select r->>'address' from jsonb_array_elements((v_to->'to') || (v_to->'cc')) r),
           v_to, p_now + make_interval(secs => c.undo_seconds), p_now
      from vorrang.channels c where c.id = t.channel_id;
    insert into vorrang.participants (ticket_number, address, name, role)
    select t.number, r->>'address', r->>'name', 'cc' from jsonb_array_elements(v_to->'cc') r
    on conflict do nothing;
    perform vorrang.commit_answer(t, a, p_facts, p_message, vorrang.state_after_reply(t), p_now);
end
$$;
comment on function vorrang.commit_reply is
    'The answer is committed (commit_answer), and the mail that is made of it waits in the outbox for the '
    'channel''s undo seconds; whom it names outside takes part.';

create or replace function vorrang.commit_note(
    t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_tell boolean, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    if t.status = 'new' then
        perform vorrang.set_status(t.number, 'in-progress', p_now, a.key, 'smtp');
    end if;
    perform vorrang.apply_state(t, a, p_facts, null, p_tell, p_now);
end
$$;
comment on function vorrang.commit_note is
    'A note changes no clock; on a new ticket it starts the work. Its lines count, and #close tells nobody. '
    'p_tell: it is no note but a reply of nothing but lines; then #close sends the closing mail.';

create or replace function vorrang_api.agent_reply(
    p_facts jsonb, p_header bytea, p_body bytea, p_now timestamptz default now())
returns table (outcome text, ticket bigint, message bigint, sentence text)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents;
    t vorrang.tickets;
    v_note boolean;
    v_bare boolean := coalesce((p_facts->>'bare')::boolean, false) and coalesce(p_facts->'lines', '[]') <> '[]';
begin
    perform pg_advisory_xact_lock(hashtextextended(p_facts->>'retry_key', 4815));
    select r.ticket_number, r.message into ticket, message
      from vorrang.retry_keys r
     where r.key = decode(p_facts->>'retry_key', 'hex') and r.expires_at > p_now;
    if found then
        outcome := 'duplicate';
        return next;
        return;
    end if;
    select * into a from vorrang.agents x where x.login = lower(p_facts->>'login');
    if p_facts ? 'log' then
        return query select * from vorrang.file_copy(a, p_facts, p_header, p_body, p_now);
        return;
    end if;
    select r.ticket, r.is_note into ticket, v_note from vorrang.reply_ticket(p_facts, a, p_now) r;
    if ticket is null then
        outcome := 'refused';
        sentence := 'There is no such ticket. Nothing was sent.';
        return next;
        return;
    end if;
    select * into strict t from vorrang.tickets x where x.number = agent_reply.ticket for no key update;
    v_bare := v_bare and not v_note;
    v_note := v_note or v_bare;
    sentence := vorrang.refusal_of_reply(t, a, p_facts, v_note, p_now);
    if sentence is not null then
        perform vorrang.note_refusal(t, a, p_facts, sentence, p_now);
        outcome := 'refused';
        return next;
        return;
    end if;
    message := vorrang.add_message(ticket, case when v_note or t.internal then 'note' else 'out' end,
        case when v_note or t.internal then 'note' else 'source' end, a.id, p_facts, false, p_header, p_body, p_now);
    insert into vorrang.retry_keys (key, ticket_number, message, expires_at)
    values (decode(p_facts->>'retry_key', 'hex'), ticket, message,
            p_now + make_interval(secs => (p_facts->>'retry_seconds')::integer))
    on conflict (key) do update set ticket_number = excluded.ticket_number, message = excluded.message,
        expires_at = excluded.expires_at;
    insert into vorrang.reads (agent_id, message_id, at) values (a.id, message, p_now);
    perform vorrang.write_event(ticket, p_now, 'message', a.key, 'smtp',
        jsonb_build_object('message', message, 'note', nullif(v_note, false), 'queue_id', p_facts->>'queue_id'));
    perform vorrang.apply_customer(ticket, a, p_facts, p_now);
    perform vorrang.book_time(ticket, a, message, p_facts, p_now);
    if v_note then
        perform vorrang.commit_note(t, a, p_facts, v_bare, p_now);
        perform vorrang.tell_of_note(t, a, p_facts, message, p_now) where not v_bare;
    elsif t.internal then
        perform vorrang.commit_answer(t, a, p_facts, message, 'in-progress', p_now);
    else
        perform vorrang.keep_question(t, a, p_facts, message, p_now);
        perform vorrang.commit_reply(t, a, p_facts, message, p_now);
    end if;
    perform vorrang.apply_lines(t, a, p_facts, message, p_now);
    perform vorrang.touch(ticket, p_now);
    outcome := case when v_note or t.internal then 'note' else 'reply' end;
    return next;
end
$$;
comment on function vorrang_api.agent_reply is
    'Takes an agent''s mail about a ticket. p_facts: as for intake_store, and login, note (its first line '
    'is #note), bare (no word of his own stands in it: with lines nothing is sent), lines [{word, args}], '
    'time_minutes, time_comment, attached (Message-IDs of attached mails), quotes_cover (a cover sheet stands in it), text, question (of #ask), canned (of #use), repeats (the note whose words '
    'stand in it), log (see file_copy). Outcomes: reply, note, copy, duplicate '
    '(already committed: answer 250), refused (sentence goes to the agent''s client, nothing is sent). '
    'Further chunks by message_add_chunk in the same transaction.';

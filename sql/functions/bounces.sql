-- A mail of ours that did not arrive comes back: to its ticket, and to the eyes of who answers for it (U-02).

create or replace function vorrang.bounced_outbox(p_facts jsonb, p_ticket bigint)
returns vorrang.outbox
language sql stable
as $$
    select o
    from vorrang.known_message_ids k
    join vorrang.outbox o on o.message = k.message
    where k.message_id = p_facts->'bounce'->>'message_id'
      and (p_ticket is null or vorrang.survivor(o.ticket_number) = vorrang.survivor(p_ticket))
    limit 1
$$;
comment on function vorrang.bounced_outbox is
    'The mail of ours that a bounce returns, by the Message-ID in the returned header. That id holds the '
    'ticket''s token, so who names it has had the mail.';

create or replace function vorrang.take_bounce(p_ticket bigint, p_facts jsonb, p_message bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    o vorrang.outbox := vorrang.bounced_outbox(p_facts, p_ticket);
    t vorrang.tickets;
    v_failed jsonb := coalesce(p_facts->'bounce'->'failed', '[]');
    v_customer boolean;
begin
    if o.id is null or v_failed = '[]' then
        return; -- a delay, or no mail of ours
    end if;
    update vorrang.outbox set bounced = coalesce(nullif(v_failed->0->>'status', ''), '5.0.0') where id = o.id;
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    v_customer := exists (select from jsonb_array_elements(v_failed) f where lower(f->>'address') = t.sender_address);
    if o.kind = 'reply' and v_customer and t.answered_message = o.source_message and not vorrang.is_closed(t.status) then
        perform vorrang.unanswer(p_ticket, o.source_message);
        perform vorrang.set_status(p_ticket, 'in-progress', p_now, 'vorrang', 'smtp');
        perform vorrang.set_lights(p_ticket, p_now);
    end if;
    perform vorrang.notify_agent(a.id, p_ticket, 'bounced', p_now,
            jsonb_build_object('failed', v_failed, 'kind', o.kind, 'message', p_message))
       from vorrang.agents a
      where a.id = coalesce(t.owner_id, (select m.agent_id from vorrang.messages m where m.id = o.source_message));
end
$$;
comment on function vorrang.take_bounce is
    'A mail of ours failed for good. A reply that did not reach the customer is no answer: the ticket is with '
    'us again and its response clock runs on with the due it had, unless it was closed meanwhile. The owner, '
    'else who wrote it, is told in words. Nothing is mailed to anybody.';

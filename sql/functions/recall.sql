-- Undo send: while a reply waits in the outbox, its author sees it in Outgoing and can take it back (U-21).

create or replace function vorrang.outgoing(p_agent integer, p_tickets bigint[])
returns setof vorrang.outbox
language plpgsql stable rows 5
as $$
begin
    return query
    select o.* from vorrang.outbox o
      join vorrang.messages m on m.id = o.source_message
     where o.state = 'waiting' and o.kind = 'reply' and m.agent_id = p_agent
       and (p_tickets is null or o.ticket_number = any (p_tickets));
end
$$;
comment on function vorrang.outgoing is 'An agent''s replies that have not left yet, of these tickets (null: of all).';

create or replace function vorrang.recall_reply(a vorrang.agents, p_message bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    o vorrang.outbox;
    t vorrang.tickets;
begin
    select * into o from vorrang.outbox x where x.source_message = p_message and x.kind = 'reply' for update;
    if o.id is null or o.state <> 'waiting' or o.accepted_attempt is not null then
        perform vorrang.raise('VR002', 'Too late: that reply has left. Write again to correct it');
    end if;
    update vorrang.outbox set state = 'recalled' where id = o.id;
    select * into strict t from vorrang.tickets x where x.number = o.ticket_number for no key update;
    if t.answered_message = p_message then
        perform vorrang.unanswer(t.number, p_message);
        perform vorrang.set_status(t.number, 'in-progress', p_now, a.key, 'imap');
        perform vorrang.set_lights(t.number, p_now);
    end if;
    delete from vorrang.retry_keys r where r.message = p_message;
    perform vorrang.take_back(e.id, p_now, a.key, 'imap')
       from vorrang.time_entries e where e.message = p_message and vorrang.entry_state(e.id) <> 'corrected';
    delete from vorrang.known_message_ids k where k.message = p_message;
    update vorrang.messages m set kind = 'recalled', direction = 'note' where m.id = p_message;
    perform vorrang.write_event(t.number, p_now, 'recalled', a.key, 'imap',
        jsonb_build_object('outbox', o.id, 'message', p_message, 'kind', 'reply'));
    perform vorrang.touch(t.number, p_now);
end
$$;
comment on function vorrang.recall_reply is
    'Takes a reply back before it leaves: it was never said. The ticket is with us again, its response clock '
    'runs on with the due it had, time booked in it is taken back, and the same mail may be sent again. Left '
    'already, or in doubt: VR002. The mail is kept, and shown in no folder.';

-- A note that is meant for somebody reaches him (TW-12).

create or replace function vorrang.may_note(p_agent integer, p_ticket bigint, p_facts jsonb)
returns boolean
language sql stable
as $$
    select exists (select from vorrang.ticket_watchers w where w.agent_id = p_agent and w.ticket_number = p_ticket)
       and not exists (select from vorrang.lines_of(p_facts) l where l.word not in ('note', 'internal'))
$$;
comment on function vorrang.may_note is
    'Who does not handle a ticket but watches it may write a note in it, as he does who was asked; nothing else.';

create or replace function vorrang.tell_of_note(
    t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_answered text := p_facts->'references'->>0;
    v_agent integer;
begin
    for v_agent in
        select x.id from jsonb_to_recordset(coalesce(p_facts->'participants', '[]')) as p (address text)
          join vorrang.agents x on x.login = p.address
        union
        select m.agent_id from vorrang.known_message_ids k
          join vorrang.messages m on m.id = k.message
         where k.message_id = v_answered and k.ticket_number = t.number and m.direction = 'note'
        union
        select m.agent_id from vorrang.notices n
          join vorrang.messages m on m.id = (n.detail->>'message')::bigint
         where n.id = substring(v_answered from '^<notice\.([0-9]{1,18})@')::bigint
           and n.agent_id = a.id and n.kind = 'note' and n.ticket_number = t.number
        order by 1
    loop
        if v_agent <> a.id then
            perform vorrang.add_watcher(t.number, v_agent, a, p_now, p_tell => false);
            perform vorrang.notify_agent(v_agent, t.number, 'note', p_now,
                jsonb_build_object('by', a.name, 'message', p_message));
        end if;
    end loop;
end
$$;
comment on function vorrang.tell_of_note is
    'The colleagues whom a note names in To or Cc, and who wrote the note that it answers: each watches the ticket '
    'and has a notice with the note''s words. An answer to that notice is a note, too.';

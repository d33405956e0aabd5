-- What a further mail of the customer does, by the channel's policy (U-07).

create or replace function vorrang.ask_whether_to_reopen(t vorrang.tickets, p_message bigint, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    perform vorrang.write_event(t.number, p_now, 'asked-to-reopen', 'vorrang', 'smtp',
        jsonb_build_object('message', p_message));
    perform vorrang.notify_agent(x.agent, t.number, 'follow-up', p_now, jsonb_build_object('message', p_message))
       from (select t.owner_id as agent where t.owner_id is not null
             union
             select m.agent_id from vorrang.members m
              where t.owner_id is null and m.channel_id = t.channel_id and m.kind = 'standard') x
      where not exists (
          select from vorrang.notices n
           where n.agent_id = x.agent and n.ticket_number = t.number and n.kind = 'follow-up' and n.done_at is null);
end
$$;
comment on function vorrang.ask_whether_to_reopen is
    'The owner, else the team, finds a notice: it stands for the ticket, and moving it to a queue reopens it.';

create or replace function vorrang.settle_follow_up(p_ticket bigint, p_now timestamptz)
returns void
language sql
as $$
    update vorrang.notices set done_at = p_now
     where ticket_number = p_ticket and kind = 'follow-up' and done_at is null
$$;
comment on function vorrang.settle_follow_up is 'One of the team has decided: the others need not.';

create or replace function vorrang.follow_up(p_ticket bigint, p_facts jsonb, p_message bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    c vorrang.channels;
begin
    select * into strict t from vorrang.tickets where number = p_ticket;
    select * into strict c from vorrang.channels where id = t.channel_id;
    if t.status not in ('solved', 'closed') then
        perform vorrang.customer_wrote(p_ticket, p_now, p_facts->>'trust' <> 'unverified');
    elsif coalesce((p_facts->>'thanks')::boolean, false) and not c.thanks_reopen then
        perform vorrang.write_event(p_ticket, p_now, 'thanked', 'customer', 'smtp',
            jsonb_build_object('message', p_message));
        perform vorrang.touch(p_ticket, p_now);
    elsif c.follow_up = 'ask' then
        perform vorrang.ask_whether_to_reopen(t, p_message, p_now);
        perform vorrang.touch(p_ticket, p_now);
    else
        perform vorrang.customer_wrote(p_ticket, p_now, p_facts->>'trust' <> 'unverified');
    end if;
end
$$;
comment on function vorrang.follow_up is
    'A mail joined a ticket. A closed one is reopened, or its team is asked, or, where a mere thank-you does not '
    'count, it stays closed; the mail is filed in any case. A new ticket instead: match_mail.';

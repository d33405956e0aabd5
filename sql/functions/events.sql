create or replace function vorrang.write_event(
    p_ticket bigint, p_at timestamptz, p_kind text, p_by text, p_via text, p_detail jsonb default '{}')
returns void
language plpgsql
as $$
begin
    insert into vorrang.events (ticket_number, at, kind, by, via, detail)
    values (p_ticket, p_at, p_kind, p_by, p_via, jsonb_strip_nulls(p_detail));
end
$$;
comment on function vorrang.write_event is
    'One line of a ticket''s history. p_by: an agent''s key, customer, or vorrang. No personal text.';

create or replace function vorrang.touch(p_ticket bigint, p_at timestamptz)
returns void
language plpgsql
as $$
begin
    update vorrang.tickets set changed_at = greatest(changed_at, p_at) where number = p_ticket;
    insert into vorrang.ticket_changes (ticket_number) values (p_ticket);
end
$$;
comment on function vorrang.touch is 'The rows that show this ticket may have to change.';

create or replace function vorrang.notify_agent(
    p_agent integer, p_ticket bigint, p_kind text, p_now timestamptz, p_detail jsonb default '{}')
returns void
language sql
as $$
    insert into vorrang.notices (agent_id, ticket_number, kind, at, detail)
    values (p_agent, p_ticket, p_kind, p_now, p_detail)
$$;
comment on function vorrang.notify_agent is
    'A notice in an agent''s INBOX. It may only be written for somebody who may see the ticket.';

create or replace function vorrang.notify_escalated(
    p_ticket bigint, p_step vorrang.escalations, p_owner integer, p_now timestamptz)
returns void
language sql
as $$
    select vorrang.notify_agent(x.agent_id, p_ticket, 'escalated', p_now,
        jsonb_build_object('level', p_step.level, 'step', p_step.at))
    from vorrang.tickets t
    cross join lateral (
        select m.agent_id from vorrang.members m
        where m.channel_id = t.channel_id and m.kind = 'standard' and not t.kam_only
          and (p_step.notify = 'team' or (p_step.notify = 'owner' and m.agent_id = p_owner))
        union
        select t.responsible_id where t.responsible_id is not null and p_step.notify <> 'none'
        union
        select t.kam_id where t.kam_only and p_step.notify <> 'none') x
    where t.number = p_ticket
$$;
comment on function vorrang.notify_escalated is
    'One notice to each standard member of the team that has the ticket now (of a customer for his key account '
    'manager only: to that one) and to its responsible person.';

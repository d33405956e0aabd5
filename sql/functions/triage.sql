-- What stood in triage becomes a ticket (CC-04).

create or replace function vorrang.accept_ticket(t vorrang.tickets, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
begin
    perform vorrang.write_event(t.number, p_now, 'accepted', p_by, p_via);
    if t.unaccepted = 'confirm' then
        perform vorrang.send_confirmation(t,
            (select min(m.id) from vorrang.messages m where m.ticket_number = t.number and m.direction = 'in'),
            p_now, p_via);
    end if;
end
$$;
comment on function vorrang.accept_ticket is
    'A mail in triage became a ticket (CC-04; t: as it was): its customer is told the number that was reserved for '
    'it. Called by set_status, with the ticket locked, so once.';

create or replace function vorrang.catch_up_amber(p_ticket bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets where number = p_ticket;
    if t.light in ('amber', 'red') and t.response_running then
        perform vorrang.escalate(p_ticket, 'amber', 'response', t.amber_at, p_now);
    end if;
end
$$;
comment on function vorrang.catch_up_amber is
    'The step at amber that a ticket in triage did not take. Missed targets are the clock''s: it comes at once.';

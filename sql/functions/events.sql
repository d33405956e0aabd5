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

-- Who is reading a ticket just now (N-13): colleagues see the keyword $Reading on its rows for five minutes. Coarse on
-- purpose: one row alone, marked as read or opened; what a client fetches ahead or marks in bulk does not count.

create or replace function vorrang.note_reader(a vorrang.agents, p_folder bigint, p_uid bigint, p_reads boolean, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_ticket bigint;
begin
    select t.number into v_ticket
      from vorrang.folder_rows r
      join vorrang.tickets t on t.number = r.ticket_number
      join vorrang.channels c on c.id = t.channel_id and c.shows_reading
     where r.folder_id = p_folder and r.uid = p_uid and r.vanished_at is null and r.notice_id is null
       and t.status not in ('solved', 'closed', 'spam')
       and vorrang.may_handle(a.id, t.number);
    if v_ticket is null then
        return;
    elsif p_reads then
        insert into vorrang.reading (ticket_number, agent_id, until) values (v_ticket, a.id, p_now + interval '5 minutes')
        on conflict (ticket_number, agent_id) do update set until = excluded.until;
        insert into vorrang.ticket_changes (ticket_number, not_before) values (v_ticket, p_now), (v_ticket, p_now + interval '5 minutes');
    else
        delete from vorrang.reading d where d.ticket_number = v_ticket and d.agent_id = a.id;
        if found then
            insert into vorrang.ticket_changes (ticket_number, not_before) values (v_ticket, p_now);
        end if;
    end if;
end
$$;
comment on function vorrang.note_reader is
    'An agent who may answer opens a row, or marks it as unread again. The second change takes the mark away in time.';

create or replace function vorrang.readers_of(p_ticket bigint, p_now timestamptz)
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(a.key order by a.key), '[]')
    from vorrang.reading d join vorrang.agents a on a.id = d.agent_id
    where d.ticket_number = p_ticket and d.until > p_now
$$;

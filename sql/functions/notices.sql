-- Notices are rendered by vorrangd and then stand in their agent's INBOX.

create or replace function vorrang_api.notice_claim(p_limit integer, p_now timestamptz default now())
returns table (id bigint, kind text, ticket bigint, job jsonb)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    return query
    select n.id, n.kind, n.ticket_number,
           n.detail || jsonb_build_object(
               'ticket', t.number, 'subject', t.subject, 'class', t.class, 'status', t.status,
               'at', vorrang.iso(n.at), 'due', vorrang.iso(vorrang.effective_due(t)),
               'channel', jsonb_build_object('key', c.key, 'name', c.name, 'address', c.address, 'zone', c.zone),
               'owner', (select o.name from agents o where o.id = t.owner_id),
               'customer', (select k.name from customers k where k.id = t.customer_id),
               'agent', jsonb_build_object('key', a.key, 'name', a.name, 'login', a.login))
    from notices n
    join agents a on a.id = n.agent_id
    left join tickets t on t.number = n.ticket_number
    left join channels c on c.id = t.channel_id
    where n.shown_size is null
    order by n.id
    limit p_limit
      for update of n skip locked;
end
$$;
comment on function vorrang_api.notice_claim is
    'Notices that want their text, to be written by notice_written in the same transaction.';

create or replace function vorrang_api.notice_written(
    p_id bigint, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamptz default now())
returns void
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_folder bigint;
begin
    update vorrang.notices n set header = p_header, body = p_body, shown_size = p_shown_size
     where n.id = p_id and n.shown_size is null;
    select f.id into v_folder
      from vorrang.folders f
      join vorrang.notices n on n.agent_id = f.agent_id
     where n.id = p_id and f.kind = 'inbox' and f.kept_until > p_now;
    if v_folder is not null then
        perform vorrang.project_folder(v_folder, null, p_now);
    else
        -- An INBOX that is being opened now, or before this is committed, may not see this notice: the projector will
        -- (one about no ticket is seen at its next change).
        insert into vorrang.ticket_changes (ticket_number)
        select n.ticket_number from vorrang.notices n where n.id = p_id and n.ticket_number is not null;
    end if;
end
$$;
comment on function vorrang_api.notice_written is 'The notice''s mail as vorrangd wrote it; it stands in the INBOX now.';

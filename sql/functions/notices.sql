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
               'agent', jsonb_build_object('key', a.key, 'name', coalesce(a.name, ''), 'login', coalesce(n.mail_to, a.login)))
    from notices n
    left join agents a on a.id = n.agent_id
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

create or replace function vorrang.send_notice(n vorrang.notices, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_message bigint;
begin
    v_message := vorrang.add_message(n.ticket_number, 'out', 'alert', null, jsonb_build_object(
        'message_id', format('<alert.%s@%s>', n.id, coalesce(
            (select split_part(c.address, '@', 2) from vorrang.tickets t join vorrang.channels c on c.id = t.channel_id
              where t.number = n.ticket_number), 'localhost')),
        'size', length(n.header) + length(n.body), 'body_size', length(n.body), 'shown_size', n.shown_size), false,
        n.header, n.body, p_now);
    insert into vorrang.outbox (ticket_number, kind, message, recipients, not_before, created_at)
    values (n.ticket_number, 'alert', v_message, array[n.mail_to], greatest(n.not_before, p_now), p_now);
end
$$;
comment on function vorrang.send_notice is
    'The notice leaves as a mail, once, like any mail out; it stands in no folder, and no customer sees it.';

create or replace function vorrang_api.notice_written(
    p_id bigint, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamptz default now())
returns void
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_folder bigint;
    v_notice vorrang.notices;
begin
    update vorrang.notices x set header = p_header, body = p_body, shown_size = p_shown_size
     where x.id = p_id and x.shown_size is null
    returning * into v_notice;
    if v_notice.mail_to is not null then
        perform vorrang.send_notice(v_notice, p_now);
        return;
    end if;
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

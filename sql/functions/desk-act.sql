-- Moving a row is what an agent does to a ticket (design section 5, folder table and Moves).

create or replace function vorrang.row_tickets(p_agent integer, f vorrang.folders, p_uids bigint[], p_now timestamptz)
returns table (uid bigint, ticket_number bigint, message_id bigint, notice_id bigint)
language plpgsql stable
as $$
begin
    return query
    select r.uid, r.ticket_number, r.message_id, r.notice_id
      from vorrang.folder_rows r
     where r.folder_id = f.id and r.uid = any (p_uids)
       and (r.vanished_at is null or r.vanished_at > p_now - interval '24 hours')
       and (r.ticket_number is null or vorrang.may_see(p_agent, r.ticket_number))
     order by array_position(p_uids, r.uid);
end
$$;
comment on function vorrang.row_tickets is
    'The tickets of moved rows, in the order of the command. A row that went within 24 hours still '
    'names its ticket: clients work offline.';

create or replace function vorrang.reopen_or_resume(p_ticket bigint, p_now timestamptz, a vorrang.agents)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets where number = p_ticket;
    if t.status = 'spam' then
        perform vorrang.unblock_sender(t, a, p_now);
    end if;
    if not vorrang.is_with_us(t.status) then
        perform vorrang.set_status(p_ticket, case when t.unaccepted is null then 'in-progress' else 'new' end,
            p_now, a.key, 'imap');
    end if;
end
$$;
comment on function vorrang.reopen_or_resume is
    'Moved to a folder of work: undo of wait, hold, close; of spam: its sender is no longer blocked; out of triage it '
    'is a ticket from now on.';

create or replace function vorrang.move_to_inbox(a vorrang.agents, p_source text, p_ticket bigint, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    if p_source = 'mine' then
        perform vorrang.set_owner(p_ticket, null, p_now, a.key, 'imap');
    end if;
    perform vorrang.reopen_or_resume(p_ticket, p_now, a);
end
$$;

create or replace function vorrang.move_ticket(
    a vorrang.agents, p_source vorrang.folders, p_target vorrang.folders, p_ticket bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if vorrang.watch_move(a, p_source, p_target, p_ticket, p_now) then
        return;
    end if;
    perform vorrang.must_handle(a.id, p_ticket);
    perform vorrang.must_step(t, vorrang.step_of_move(t, p_target.kind));
    if p_target.kind in ('closed', 'close-quietly') and vorrang.refusal_of_closing(t, null) is not null then
        perform vorrang.raise('VR002', format('#%s: %s. Nothing was moved', p_ticket, vorrang.refusal_of_closing(t, null)));
    end if;
    case p_target.kind
    when 'inbox' then
        perform vorrang.move_to_inbox(a, p_source.kind, p_ticket, p_now);
    when 'queue' then
        if not vorrang.handles_channel(a.id, p_target.channel_id) then
            perform vorrang.raise('VR002', 'You only read along in that channel. Nothing was moved');
        end if;
        if p_source.kind = 'mine' and t.channel_id = p_target.channel_id then
            perform vorrang.set_owner(p_ticket, null, p_now, a.key, 'imap');
        end if;
        perform vorrang.set_channel(p_ticket, p_target.channel_id, p_now, a.key, 'imap');
        perform vorrang.reopen_or_resume(p_ticket, p_now, a);
    when 'mine' then
        perform vorrang.reopen_or_resume(p_ticket, p_now, a);
        perform vorrang.set_owner(p_ticket, a.id, p_now, a.key, 'imap');
    when 'triage' then
        if t.unaccepted is null then
            perform vorrang.raise('VR002', format('#%s is a ticket and stays one: its customer knows the number. Close '
                'it, or move it to Spam. Nothing was moved', p_ticket));
        end if;
        perform vorrang.set_status(p_ticket, 'triage', p_now, a.key, 'imap');
    when 'waiting' then
        perform vorrang.must_be_open(t);
        perform vorrang.set_status(p_ticket, 'waiting', p_now, a.key, 'imap');
    when 'hold', 'hold-until' then
        perform vorrang.hold_row(a, t, p_target.word, p_now);
    when 'team' then
        perform vorrang.hand_over(a, t, p_target.colleague_id, p_now);
    when 'customer' then
        perform vorrang.set_customer(p_ticket, p_target.customer_id, p_now, a.key, 'imap');
    when 'spam-sender' then
        perform vorrang.block_sender(t, a, p_now);
        perform vorrang.set_status(p_ticket, 'spam', p_now, a.key, 'imap');
    when 'closed' then
        perform vorrang.close_ticket(p_ticket, case when t.unaccepted is null then 'solved' else 'quiet' end,
            t.unaccepted is null, p_now, a.key, 'imap');
    when 'close-quietly' then
        perform vorrang.close_ticket(p_ticket, 'quiet', false, p_now, a.key, 'imap');
    when 'spam' then
        perform vorrang.set_status(p_ticket, 'spam', p_now, a.key, 'imap');
    when 'release' then
        perform vorrang.set_owner(p_ticket, null, p_now, a.key, 'imap');
    else
        perform vorrang.raise('VR002', 'Nothing can be moved there. Move to Mine, Waiting, Hold, Closed, Spam, INBOX '
            'or a queue');
    end case;
end
$$;
comment on function vorrang.move_ticket is
    'What a move into a folder means: INBOX undo, reopen, release (from Mine); a queue the same or '
    'hand over; Mine take; Waiting wait; Hold until the next open day; Closed solve and tell the customer; '
    'Do/Close quietly tell nobody; Spam junk; Do/Spam sender junk, and his mail from now on; Do/Release no owner; '
    'Triage undo of closing what was no ticket yet. Whatever leaves a row of Triage open makes a ticket of it (set_status). '
    'Hold/<word> until then; Team/<agent> his; Customers/<name> this customer''s; Watching read along. Merge and split are of several rows, '
    'or of a message: carry_out.';

create or replace function vorrang.live_uids(p_folder bigint, p_tickets bigint[])
returns bigint[]
language sql stable
as $$
    select array_agg(
        (select max(r.uid) from vorrang.folder_rows r
          where r.folder_id = p_folder and r.item = t.number and r.vanished_at is null and r.leaving_at is null)
        order by t.position)
    from unnest(p_tickets) with ordinality as t (number, position)
$$;
comment on function vorrang.live_uids is 'The uids under which these tickets stand in a folder, null where they do not.';

create or replace function vorrang.renew_rows(
    p_folder bigint, p_uids bigint[], p_now timestamptz)
returns void
language plpgsql
as $$
declare
    f vorrang.folders;
    v_modseq bigint;
    v_count integer;
begin
    select * into strict f from vorrang.folders where id = p_folder for update;
    v_modseq := vorrang.next_modseq(f.modseq, 0);
    with old as (
        update vorrang.folder_rows r
           set vanished_at = p_now, leaving_at = null, modseq = v_modseq
         where r.folder_id = f.id and r.vanished_at is null and r.notice_id is null
           and r.uid = any (p_uids)
        returning r.*),
    numbered as (
        select o.*, f.uidnext + row_number() over (order by array_position(p_uids, o.uid)) - 1 as new_uid
          from old o),
    kept as (
        insert into vorrang.row_flags (agent_id, folder_id, uid, modseq, seen, keywords)
        select g.agent_id, g.folder_id, n.new_uid, v_modseq, g.seen, g.keywords
          from numbered n
          join vorrang.row_flags g on g.folder_id = f.id and g.uid = n.uid
        on conflict do nothing)
    insert into vorrang.folder_rows (
        folder_id, uid, modseq, item, ticket_number, message_id, notice_id, owner_id, rank_at, made_at,
        prefix, added, keep_thread, size, light, answered, bell, cover_id, article_id)
    select n.folder_id, n.new_uid, v_modseq, n.item, n.ticket_number, n.message_id, n.notice_id, n.owner_id,
           n.rank_at, p_now, n.prefix, n.added, n.keep_thread, n.size, n.light, n.answered, n.bell,
           n.cover_id, n.article_id
      from numbered n;
    get diagnostics v_count = row_count;
    if v_count = 0 then
        return;
    end if;
    update vorrang.folders set modseq = v_modseq, uidnext = uidnext + v_count where id = f.id;
    perform pg_notify('vorrang_folder', f.id::text);
end
$$;
comment on function vorrang.renew_rows is
    'These rows get new uids in this order, everything else as it was: a moved row must be new in its '
    'target, and a row that belongs where it was deleted comes back.';

create or replace function vorrang.project_acted(
    p_source vorrang.folders, p_target vorrang.folders, p_how text, p_tickets bigint[], p_left bigint[],
    p_uids bigint[], p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_folder bigint;
    v_stay bigint[];
begin
    for v_folder in
        select distinct x from unnest(array[p_source.id, p_target.id]) x
         where x = p_target.id or (x = p_source.id and p_how = 'move')
         order by x
    loop
        perform vorrang.project_folder(v_folder, p_tickets || p_left, p_now, true);
        select array_agg(r.uid order by t.position, r.uid) into v_stay
          from unnest(p_tickets) with ordinality as t (number, position)
          join vorrang.folder_rows r
            on r.folder_id = v_folder and r.ticket_number = t.number and r.vanished_at is null
           and r.notice_id is null
         where v_folder = p_target.id and (cardinality(p_tickets) > 1 or r.uid < p_target.uidnext)
            or v_folder = p_source.id and p_how = 'move' and r.uid = any (p_uids);
        if v_stay is not null then
            perform vorrang.renew_rows(v_folder, v_stay, p_now);
        end if;
    end loop;
end
$$;
comment on function vorrang.project_acted is
    'The acting agent''s two folders, inside his action. The moved uids always go (a ticket that still '
    'belongs there comes back under a new one); the target''s rows are always new, in the command''s order. '
    'p_left: tickets that lost a message by it.';

create or replace function vorrang.merge_rows(a vorrang.agents, p_tickets bigint[], p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_refusal text;
begin
    if cardinality(p_tickets) < 2 then
        perform vorrang.raise('VR002', 'Select the rows of several tickets and move them together: they become one');
    end if;
    v_refusal := vorrang.refusal_of_merge(a, p_tickets, false);
    if v_refusal is not null then
        perform vorrang.raise('VR002', 'Nothing was merged: ' || v_refusal);
    end if;
    perform vorrang.merge_tickets(p_tickets, a, 'imap', p_now);
end
$$;
comment on function vorrang.merge_rows is 'Rows moved into Do/Merge.';

create or replace function vorrang.splits(
    p_source vorrang.folders, p_target vorrang.folders, p_messages bigint[])
returns boolean
language sql stable
as $$
    select p_target.kind = 'split'
        or (p_target.kind = 'queue' and p_source.kind in ('conversation', 'ticket')
            and cardinality(p_messages) = 1 and vorrang.is_splittable(p_messages[1]))
$$;
comment on function vorrang.splits is
    'Is this move a split? Into Do/Split always; a single message of a conversation into a queue, if it '
    'is not all that the customer wrote: then the ticket moves.';

create or replace function vorrang.split_rows(
    a vorrang.agents, p_target vorrang.folders, p_messages bigint[], p_now timestamptz)
returns bigint[]
language plpgsql
as $$
declare
    v_message bigint;
    v_ticket bigint;
    v_channel integer;
    v_new bigint[] := '{}';
begin
    foreach v_message in array p_messages loop
        select m.ticket_number, coalesce(p_target.channel_id, t.channel_id) into v_ticket, v_channel
          from vorrang.messages m
          join vorrang.tickets t on t.number = m.ticket_number
         where m.id = v_message;
        perform vorrang.must_handle(a.id, v_ticket);
        if not vorrang.is_splittable(v_message) then
            perform vorrang.raise('VR002', format('#%s: only a customer''s message that is not the ticket''s only one '
                'can become a ticket of its own. Nothing was split', v_ticket));
        end if;
        v_new := v_new || vorrang.split_message(v_message, v_channel, a, p_now);
    end loop;
    return v_new;
end
$$;
comment on function vorrang.split_rows is 'Each of these messages becomes a ticket, in the target''s channel or its own.';

create or replace function vorrang.carry_out(
    a vorrang.agents, p_how text, p_source vorrang.folders, p_uids bigint[], p_target vorrang.folders,
    p_tickets bigint[], p_left bigint[], p_rows integer, p_now timestamptz)
returns table (uidvalidity bigint, uid bigint)
language plpgsql
as $$
declare
    v_target vorrang.folders;
    v_ticket bigint;
    v_uids bigint[];
begin
    perform from vorrang.tickets t where t.number = any (p_tickets) order by t.number for no key update;
    if p_target.kind = 'merge' then
        perform vorrang.merge_rows(a, p_tickets, p_now);
    elsif p_target.kind <> 'split' and p_source.id is distinct from p_target.id then
        foreach v_ticket in array p_tickets loop
            perform vorrang.move_ticket(a, p_source, p_target, v_ticket, p_now);
        end loop;
    end if;
    perform from vorrang.folders f where f.id in (p_source.id, p_target.id) order by f.id for update;
    select * into v_target from vorrang.folders f where f.id = p_target.id;
    perform vorrang.project_acted(p_source, v_target, p_how, p_tickets, p_left, p_uids, p_now);
    if p_how = 'copy' and p_source.id is not null then
        perform vorrang.note_copied(a.id, p_source.id, p_uids, p_now);
    end if;
    v_uids := vorrang.live_uids(v_target.id, p_tickets);
    if cardinality(p_tickets) < p_rows or array_position(v_uids, null) is not null then
        v_uids := array[null];
    end if;
    return query select v_target.uidvalidity, u from unnest(v_uids) u;
end
$$;
comment on function vorrang.carry_out is
    'An agent''s move of these tickets into a folder, with all that he sees of it. Without a source (null) '
    'the mails came from outside of the desk. Gives the new uids in order, or one null where p_rows (what '
    'was moved) are more than the tickets, or a ticket does not stand there.';

create or replace function vorrang.asks(p_notice bigint)
returns boolean
language sql stable
as $$
    select exists (select from vorrang.notices n where n.id = p_notice and n.kind = 'follow-up')
$$;
comment on function vorrang.asks is 'A notice that asks for a decision stands for its ticket: it can be moved.';

create or replace function vorrang_api.desk_act(
    p_agent bigint, p_how text, p_source text, p_uids bigint[], p_target text, p_now timestamptz default now())
returns table (uidvalidity bigint, uid bigint)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
    v_source vorrang.folders := vorrang.folder_of(a.id, p_source);
    v_target vorrang.folders := vorrang.ensure_folder(a.id, p_target, p_now);
    v_tickets bigint[];
    v_left bigint[] := '{}';
    v_messages bigint[];
    v_rows integer;
    v_notices integer;
begin
    if 'topic' in (v_source.kind, v_target.kind) then
        return query select * from vorrang.act_on_articles(a, p_how, v_source, p_uids, v_target, p_now);
        return;
    end if;
    select array_agg(x.ticket_number order by x.first), sum(x.n), sum(x.notices), array_agg(x.message order by x.first)
      into v_tickets, v_rows, v_notices, v_messages
      from (select r.ticket_number, count(*) as n, count(r.notice_id) filter (where not vorrang.asks(r.notice_id)) as notices,
                   min(r.message_id) as message,
                   min(array_position(p_uids, r.uid)) as first
              from vorrang.row_tickets(a.id, v_source, p_uids, p_now) r
             group by r.ticket_number) x;
    if coalesce(v_rows, 0) < cardinality(p_uids) then
        perform vorrang.raise('VR001', 'A row is gone: the ticket moved on. Open the folder again',
            'imap:EXPUNGEISSUED');
    end if;
    if v_source.kind = 'outgoing' or v_target.kind = 'outgoing' then
        perform vorrang.raise('VR002', 'Outgoing shows replies that have not left. Move one to Drafts, or delete it, '
            'and it is not sent');
    end if;
    if v_notices > 0 then
        perform vorrang.raise('VR002', 'A notice is no ticket. Delete it when you have read it');
    end if;
    perform vorrang.settle_follow_up(r.ticket_number, p_now)
       from vorrang.row_tickets(a.id, v_source, p_uids, p_now) r
      where vorrang.asks(r.notice_id) and v_target.id <> v_source.id;
    if v_target.kind = 'split' and array_position(v_messages, null) is not null then
        perform vorrang.raise('VR002', 'The cover sheet is no message. Move the message that is to be a ticket of its own');
    end if;
    if v_target.kind = 'split' and v_rows > cardinality(v_messages) then
        perform vorrang.raise('VR002', 'Move one message of a ticket at a time: each becomes a ticket of its own');
    end if;
    if v_rows = cardinality(v_messages) and vorrang.splits(v_source, v_target, v_messages) then
        perform from vorrang.tickets t where t.number = any (v_tickets) order by t.number for no key update;
        v_left := v_tickets;
        v_tickets := vorrang.split_rows(a, v_target, v_messages, p_now);
    end if;
    return query select *
        from vorrang.carry_out(a, p_how, v_source, p_uids, v_target, v_tickets, v_left, v_rows, p_now);
end
$$;
comment on function vorrang_api.desk_act is
    'MOVE or COPY of rows between our folders: one transaction for all rows. COPY is the same action '
    'with the source left alone. Gives the new target uids in the order of the command, or one null '
    'where several rows are one ticket.';

create or replace function vorrang_api.desk_append(
    p_agent bigint, p_how text, p_target text, p_mails jsonb, p_now timestamptz default now())
returns table (uidvalidity bigint, uid bigint)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
    v_target vorrang.folders := vorrang.ensure_folder(a.id, p_target, p_now);
    v_nowhere vorrang.folders;
    v_tickets bigint[];
    v_own integer;
begin
    if p_mails = '[]' then
        return query select v_target.uidvalidity, null::bigint;
        return;
    end if;
    select array_agg(x.ticket order by x.first), sum(x.n)
      into v_tickets, v_own
      from (select k.ticket_number as ticket, count(*) as n, min(m.position) as first
              from jsonb_array_elements(p_mails) with ordinality as m (facts, position)
              join vorrang.known_message_ids k
                on k.message_id = m.facts->>'message_id' and k.ticket_number = (m.facts->>'ticket')::bigint
             where vorrang.may_see(a.id, k.ticket_number)
             group by k.ticket_number) x;
    if coalesce(v_own, 0) < jsonb_array_length(p_mails) then
        perform vorrang.raise('VR002', 'This is the row of a ticket that is not yours to see, and no mail by itself. Nothing was done');
    end if;
    return query select *
        from vorrang.carry_out(a, p_how, v_nowhere, null, v_target, v_tickets, '{}', v_own, p_now);
end
$$;
comment on function vorrang_api.desk_append is
    'Mails that come into our folder from elsewhere; p_mails: [{"ticket", "message_id"}], each as the mail '
    'itself says. A mail of a ticket that this agent may see is that ticket''s row, and bringing it is '
    'moving the row; any other is refused, and then nothing happens. What desk_take took in this transaction is '
    'among them, but for an agent''s own copies, which move nothing: where there are only such, none. Answers as desk_act.';

create or replace function vorrang.note_copied(p_agent integer, p_folder bigint, p_uids bigint[], p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_modseq bigint := vorrang.agent_modseq(p_agent, p_folder);
begin
    insert into vorrang.row_flags (agent_id, folder_id, uid, modseq, copied_at)
    select p_agent, p_folder, u, v_modseq, p_now from unnest(p_uids) u
    on conflict (agent_id, folder_id, uid) do update set copied_at = p_now;
end
$$;
comment on function vorrang.note_copied is
    'Clients without MOVE copy, then delete: the expunge of these uids within 10 minutes is silent.';

create or replace function vorrang_api.desk_expunge(
    p_agent bigint, p_folder text, p_uids bigint[], p_now timestamptz default now())
returns void
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
    f vorrang.folders := vorrang.folder_of(a.id, p_folder);
    v_tickets bigint[];
    v_loud bigint[];
    v_notices bigint[];
begin
    if f.kind = 'topic' then
        perform vorrang.withdraw_articles(a, f, p_uids, p_now);
        return;
    end if;
    select array_agg(distinct r.ticket_number) filter (where r.notice_id is null),
           array_agg(distinct r.ticket_number) filter (
               where r.notice_id is null
                 and (g.copied_at is null or g.copied_at < p_now - interval '10 minutes')),
           array_agg(r.notice_id) filter (where r.notice_id is not null)
      into v_tickets, v_loud, v_notices
      from vorrang.folder_rows r
      left join vorrang.row_flags g on g.agent_id = a.id and g.folder_id = r.folder_id and g.uid = r.uid
     where r.folder_id = f.id and r.vanished_at is null and r.uid = any (p_uids);
    update vorrang.notices n set done_at = p_now where n.id = any (v_notices) and n.agent_id = a.id;
    if f.kind = 'watching' then
        v_loud := array(select x from unnest(v_loud) x where not vorrang.stop_watching(x, a, p_now));
    end if;
    if f.kind = 'outgoing' then
        perform vorrang.recall_reply(a, r.message_id, p_now)
           from vorrang.folder_rows r
          where r.folder_id = f.id and r.vanished_at is null and r.uid = any (p_uids);
    end if;
    perform vorrang.project_folder(f.id, v_tickets, p_now, true);
    perform vorrang.renew_rows(f.id, p_uids, p_now);
    if f.kind not in ('conversation', 'ticket') then
        perform vorrang.notify_agent(a.id, x, 'returned', p_now)
           from unnest(v_loud) x
          where exists (select from vorrang.folder_rows r
                        where r.folder_id = f.id and r.item = x and r.vanished_at is null);
    end if;
end
$$;
comment on function vorrang_api.desk_expunge is
    'Deleting a row does nothing to its ticket: the row comes back under a new uid, with a notice (after '
    'a COPY of it silently). Deleting a notice puts it away, deleting what stands in Outgoing recalls it, deleting '
    'in Watching ends the watching, deleting an article withdraws it.';

create or replace function vorrang_api.desk_leave(
    p_agent bigint, p_how text, p_source text, p_target text, p_special_use text, p_now timestamptz default now())
returns void
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v_kind text := (select n.kind from vorrang.find_folder((vorrang.desk_agent(p_agent)).id, p_source) n);
begin
    if v_kind = 'topic' and p_special_use <> '\Trash' then
        perform vorrang.raise('VR002', 'An article stays in Knowledge: COPY gives its text. Deleted, it is withdrawn');
    elsif v_kind = 'outgoing' then
        if p_special_use not in ('\Drafts', '\Trash') then
            perform vorrang.raise('VR002', 'Move it to Drafts: then it is not sent');
        end if;
    elsif p_special_use <> '\Trash' then
        perform vorrang.raise('VR002',
            'Tickets stay on the desk. Move to Closed when it is done, to Waiting, or to another queue; '
            'a copy of the mail can be made with COPY');
    end if;
end
$$;
comment on function vorrang_api.desk_leave is
    'May rows be moved out of the desk? Only to Trash, where the copy stays and the row comes back, and from '
    'Outgoing to Drafts: the expunge that follows recalls the reply.';

create or replace function vorrang_api.desk_manage(
    p_agent bigint, p_verb text, p_folder text, p_new text, p_now timestamptz default now())
returns void
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
begin
    if p_verb in ('subscribe', 'unsubscribe') then
        perform vorrang.subscribe_folder(a, p_verb = 'subscribe', (vorrang.find_folder(a.id, p_folder)).id);
        return;
    end if;
    perform vorrang.raise('VR002', case p_verb
        when 'create' then 'The desk''s folders are made by the admin: `vorrang channel set`. Your own go below Personal'
        when 'delete' then 'The desk''s folders cannot be deleted. Unsubscribe from what you do not want to see'
        else 'The desk''s folders cannot be renamed'
    end);
end
$$;
comment on function vorrang_api.desk_manage is
    'SUBSCRIBE and UNSUBSCRIBE; CREATE, DELETE, RENAME of our folders: refused, with what to do instead.';

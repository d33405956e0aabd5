-- Open it = own it (TW-02), where the channel says so: the first to read an unowned ticket takes it; marking
-- it unread within 10 minutes gives it back.

create or replace function vorrang.opened_ticket(a vorrang.agents, p_folder bigint, p_uid bigint)
returns vorrang.tickets
language plpgsql
as $$
begin
    return (
        select t from vorrang.folder_rows r
          join vorrang.folders f on f.id = r.folder_id and f.kind in ('inbox', 'queue')
          join vorrang.tickets t on t.number = r.ticket_number
          join vorrang.channels c on c.id = t.channel_id and c.open_owns
         where r.folder_id = p_folder and r.uid = p_uid and r.vanished_at is null and r.notice_id is null
           and vorrang.is_with_us(t.status)
           and vorrang.may_handle(a.id, t.number)
           for no key update of t);
end
$$;
comment on function vorrang.opened_ticket is
    'The ticket of a row of work, locked, where opening is owning and this agent may handle it; number null: none.';

create or replace function vorrang.open_row(a vorrang.agents, p_folder bigint, p_uid bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets := vorrang.opened_ticket(a, p_folder, p_uid);
begin
    if t.number is not null and t.owner_id is null and not exists (
            select from vorrang.row_flags g
             where g.agent_id = a.id and g.folder_id = p_folder and g.uid = p_uid and g.seen) then
        perform vorrang.set_owner(t.number, a.id, p_now, a.key, 'imap',
            jsonb_build_object('opened', true, 'was', t.status));
    end if;
end
$$;
comment on function vorrang.open_row is
    'An agent marks one row as read, or fetches its body: he owns it from now on. Called before the mark is kept: only '
    'a row that he had not read counts.';

create or replace function vorrang.close_row(a vorrang.agents, p_folder bigint, p_uid bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets := vorrang.opened_ticket(a, p_folder, p_uid);
    e vorrang.events;
begin
    if t.owner_id is distinct from a.id then
        return;
    end if;
    select x.* into e from vorrang.events x
     where x.ticket_number = t.number and not (x.kind = 'status' and x.at = (
               select max(o.at) from vorrang.events o where o.ticket_number = t.number and o.kind = 'owner'))
     order by x.id desc limit 1;
    if e.kind = 'owner' and e."by" = a.key and (e.detail->>'opened')::boolean and e.at > p_now - interval '10 minutes' then
        perform vorrang.set_owner(t.number, null, p_now, a.key, 'imap', '{"opened": false}');
        perform vorrang.set_status(t.number, e.detail->>'was', p_now, a.key, 'imap');
    end if;
end
$$;
comment on function vorrang.close_row is
    'An agent marks one row as unread: what he took by opening it within 10 minutes is nobody''s again, in its state '
    'of before, if nothing else happened to it.';

create or replace function vorrang.note_opening(
    a vorrang.agents, p_folder bigint, p_changes jsonb, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_uids bigint[] := array(
        select distinct u from jsonb_to_recordset(p_changes) as x (uids bigint[]) cross join unnest(x.uids) u limit 2);
    v_adds boolean := (
        select x.op = 'add' from jsonb_to_recordset(p_changes) as x (op text, flags text[])
         where '\Seen' = any (x.flags) limit 1);
begin
    if cardinality(v_uids) <> 1 or v_adds is null then
        return;
    end if;
    perform vorrang.note_reader(a, p_folder, v_uids[1], v_adds, p_now);
    if v_adds then
        perform vorrang.open_row(a, p_folder, v_uids[1], p_now);
    else
        perform vorrang.close_row(a, p_folder, v_uids[1], p_now);
    end if;
end
$$;
comment on function vorrang.note_opening is
    'One row alone was marked as read or unread by one command. "Mark all as read" opens nothing, nor does a client that '
    'fetches ahead.';

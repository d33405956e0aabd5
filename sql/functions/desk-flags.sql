-- STORE: \Seen is the agent's reading, the star is "mine" where his light does not use it, the keyword of a tag is the
-- ticket's; the light and \Answered are ours and are answered by the truth, other keywords are kept for him.

create or replace function vorrang.agent_modseq(p_agent integer, p_folder bigint)
returns bigint
language plpgsql
as $$
declare
    v_folder bigint;
    v_agent bigint;
begin
    select f.modseq into strict v_folder from vorrang.folders f where f.id = p_folder for share;
    insert into vorrang.agent_folders (agent_id, folder_id) values (p_agent, p_folder)
    on conflict do nothing;
    select g.modseq into strict v_agent
      from vorrang.agent_folders g where g.agent_id = p_agent and g.folder_id = p_folder for update;
    v_agent := vorrang.next_modseq(v_folder, v_agent);
    update vorrang.agent_folders set modseq = v_agent where agent_id = p_agent and folder_id = p_folder;
    perform pg_notify('vorrang_folder', p_folder || ' ' || p_agent);
    return v_agent;
end
$$;
comment on function vorrang.agent_modseq is
    'A new modseq for what one agent changes in one folder: the folder is locked shared, his own line alone.';

create or replace function vorrang.mark_rows(
    p_agent integer, p_folder bigint, p_uids int8multirange, p_seen boolean, p_deleted boolean,
    p_add text[], p_remove text[])
returns void
language plpgsql
as $$
declare
    v_modseq bigint := vorrang.agent_modseq(p_agent, p_folder);
begin
    insert into vorrang.row_flags as g (agent_id, folder_id, uid, modseq, seen, deleted, keywords)
    select p_agent, p_folder, r.uid, v_modseq, p_seen, coalesce(p_deleted, false), p_add
      from vorrang.folder_rows r
     where r.folder_id = p_folder and r.vanished_at is null
       and r.uid between lower(p_uids) and upper(p_uids) and r.uid <@ p_uids
    on conflict (agent_id, folder_id, uid) do update
       set modseq = excluded.modseq,
           seen = coalesce(p_seen, g.seen),
           deleted = coalesce(p_deleted, g.deleted),
           keywords = array(
               select distinct k from unnest(g.keywords || p_add) k where k <> all (p_remove)
                order by k limit 20);
end
$$;

create or replace function vorrang.note_reading(
    p_agent integer, p_folder bigint, p_uids int8multirange, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_messages bigint[];
    v_other record;
begin
    select array_agg(distinct coalesce(r.message_id, (n.detail->>'message')::bigint)) into v_messages
      from vorrang.folder_rows r
      left join vorrang.notices n on n.id = r.notice_id
     where r.folder_id = p_folder and r.vanished_at is null
       and r.uid between lower(p_uids) and upper(p_uids) and r.uid <@ p_uids
       and (r.message_id is not null or n.detail ? 'message');
    insert into vorrang.reads (agent_id, message_id, at)
    select p_agent, m, p_now from unnest(v_messages) m
    on conflict do nothing;
    for v_other in
        select o.folder_id, range_agg(int8range(o.uid, o.uid + 1)) as uids
          from vorrang.folder_rows o
          join vorrang.folders f on f.id = o.folder_id and coalesce(f.agent_id, p_agent) = p_agent
         where o.message_id = any (v_messages) and (o.folder_id <> p_folder or not o.uid <@ p_uids) and o.vanished_at is null
         group by o.folder_id
         order by o.folder_id
    loop
        perform vorrang.mark_rows(p_agent, v_other.folder_id, v_other.uids, true, null, '{}', '{}');
    end loop;
end
$$;
comment on function vorrang.note_reading is
    'The agent has read what these rows show, or what a notice among them is about: it counts for collisions, and his '
    'other rows of the same messages become seen.';

create or replace function vorrang.own_keywords(p_flags text[])
returns text[]
language sql immutable
as $$
    select array(
        select k from unnest(p_flags) k
         where left(k, 1) <> '\' and k not in ('$label1', '$label2', '$label3', '$MailFlagBit0', '$Unverified', '$Reading'))
$$;
comment on function vorrang.own_keywords is 'Keywords that are the agent''s own: no system flag, no light, no mark of ours.';

create or replace function vorrang.star_rows(
    a vorrang.agents, p_folder bigint, p_uids int8multirange, p_star boolean, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_changed bigint[] := array[]::bigint[];
begin
    for t in
        select x.* from vorrang.tickets x
         where x.number in (
             select r.ticket_number from vorrang.folder_rows r
              where r.folder_id = p_folder and r.vanished_at is null and r.notice_id is null
                and r.uid between lower(p_uids) and upper(p_uids) and r.uid <@ p_uids)
         order by x.number
           for no key update
    loop
        continue when p_star and t.owner_id = a.id;
        continue when not p_star and t.owner_id is distinct from a.id;
        if p_star and t.owner_id is not null then
            perform vorrang.raise('VR002', format('Ticket #%s belongs to %s. Move it to Mine to take it over',
                t.number, (select o.name from vorrang.agents o where o.id = t.owner_id)));
        end if;
        perform vorrang.must_handle(a.id, t.number);
        perform vorrang.set_owner(t.number, case when p_star then a.id end, p_now, a.key, 'imap');
        v_changed := array_append(v_changed, t.number);
    end loop;
    if cardinality(v_changed) > 0 then
        perform vorrang.project_folder(p_folder, v_changed, p_now, true);
    end if;
end
$$;
comment on function vorrang.star_rows is
    'The star says mine: it takes an unowned ticket, its removal releases one''s own. Another''s is refused.';

create or replace function vorrang_api.desk_flags(
    p_agent bigint, p_folder text, p_changes jsonb, p_now timestamptz default now())
returns void
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents := vorrang.desk_agent(p_agent);
    f vorrang.folders := vorrang.folder_of(a.id, p_folder);
    v_op record;
    v_tags text[];
    v_own text[];
begin
    perform vorrang.note_opening(a, f.id, p_changes, p_now);
    for v_op in
        select x.op = 'add' as adds, vorrang.uid_set(x.uids) as uids, x.flags
          from jsonb_to_recordset(p_changes) as x (op text, uids bigint[], flags text[])
    loop
        if '\Flagged' = any (v_op.flags) and a.light in ('label', 'none') then
            perform vorrang.star_rows(a, f.id, v_op.uids, v_op.adds, p_now);
        end if;
        if '\Seen' = any (v_op.flags) and v_op.adds then
            perform vorrang.note_reading(a.id, f.id, v_op.uids, p_now);
        end if;
        v_own := vorrang.own_keywords(v_op.flags);
        v_tags := case when v_own = '{}' then '{}' else vorrang.tags_in(f, v_own) end;
        if cardinality(v_tags) > 0 then
            perform vorrang.tag_rows(a, f.id, v_op.uids, v_op.adds, v_tags, p_now);
        end if;
        perform vorrang.mark_rows(
            a.id, f.id, v_op.uids,
            case when '\Seen' = any (v_op.flags) then v_op.adds end,
            case when '\Deleted' = any (v_op.flags) then v_op.adds end,
            case when v_op.adds then array(select k from unnest(v_own) k where lower(k) <> all (v_tags)) else '{}' end,
            case when v_op.adds then '{}' else v_own end);
    end loop;
end
$$;
comment on function vorrang_api.desk_flags is
    'Flag changes of one agent, in order. Every named row that lives gets a new modseq, so that what he '
    'may not change is answered by the true flags.';

-- After whatever happened, in whatever order: what the projector made step by step is what a whole
-- projection would make.
begin;
\ir support/world.sql
select plan(11);

create function pg_temp.one_of(p text[]) returns text
language sql volatile
as $$ select p[1 + floor(random() * cardinality(p))::integer] $$;

create function pg_temp.some_ticket() returns bigint
language sql volatile
as $$ select number from vorrang.tickets order by random() limit 1 $$;

create temporary table done (n integer, what text, outcome text);

-- One step of one person, or of the clock; a refusal is an outcome.
create function pg_temp.step(p_n integer, p_now timestamptz) returns void
language plpgsql
as $$
declare
    v_what text := pg_temp.one_of(array['mail', 'mail', 'mail', 'mail', 'follow-up', 'follow-up', 'reply', 'reply', 'note', 'move', 'move',
        'move', 'move', 'copy', 'clock', 'clock', 'read', 'read', 'star', 'fetch', 'expunge', 'look', 'class', 'machine', 'send', 'notice']);
    v_agent text := pg_temp.one_of(array['anna', 'bernd', 'carla', 'dora', 'rita']);
    v_folders text[] := array['INBOX', 'INBOX', 'Mine', 'Waiting', 'Closed', 'Queues/support', 'Queues/support', 'Queues/express', 'Queues/sales',
        'Queues/lead', 'Conversations/support', 'Triage', 'Triage'];
    v_from text := pg_temp.one_of(array['kunde@heyer.example', 'kunde@nordit.example', 'kunde@kessel.example', 'kunde@brandt.example', 'unknown@elsewhere.example']);
    v_folder text := pg_temp.one_of(v_folders);
    v_ticket bigint := pg_temp.some_ticket();
    v_row record;
    v_out text := 'done';
begin
    if v_what in ('move', 'copy', 'read', 'star', 'fetch', 'expunge') then
        select * into v_row from pg_temp.shows(v_agent, v_folder, p_now) s order by random() limit 1;
    end if;
    case
    when v_what = 'mail' then
        perform pg_temp.mail(v_from, p_now, jsonb_build_object('channels',
            array[pg_temp.one_of(array['support', 'support', 'sales', 'express']) || '@desk.example']));
    when v_what = 'machine' then perform pg_temp.mail(v_from, p_now, '{"machine": "auto"}');
    when v_what = 'clock' then perform vorrang_api.clock_run(5, p_now);
    when v_what = 'look' then perform pg_temp.shows(v_agent, v_folder, p_now);
    when v_what = 'class' then
        perform vorrang_api.customer_set(pg_temp.one_of(array['heyer', 'nordit', 'kessel']), jsonb_build_object('class', pg_temp.one_of(array['A', 'B', 'C'])), p_now);
    when v_what = 'send' then
        perform vorrang_api.outbox_composed(c.id, c.attempt, jsonb_build_object('message_id', '<o' || c.id || '@desk.example>', 'size', 9, 'body_size', 4, 'shown_size', 9), 'H', 'B', p_now)
           from vorrang_api.outbox_claim('w', 3, p_now) c where c.message is null;
    when v_what = 'notice' then
        perform vorrang_api.notice_written(n.id, 'H', 'B', 9, p_now) from (select c.id from vorrang_api.notice_claim(5, p_now) c) n;
    when v_ticket is null then v_out := 'nothing there';
    when v_what = 'follow-up' then perform pg_temp.follow_up(v_ticket, (pg_temp.ticket(v_ticket)).sender_address, p_now);
    when v_what in ('reply', 'note') then
        if random() < 0.6 then
            perform pg_temp.has_read(v_agent, v_ticket, p_now);
        end if;
        select r.outcome into v_out from pg_temp.reply(v_agent, v_ticket, p_now, jsonb_build_object('note', v_what = 'note')) r;
    when v_row.uid is null then v_out := 'nothing there';
    when v_what in ('move', 'copy') then
        perform vorrang_api.desk_act(pg_temp.agent(v_agent), v_what, v_folder, array[v_row.uid], pg_temp.one_of(v_folders), p_now);
    when v_what = 'read' then perform pg_temp.store(v_agent, v_folder, array[v_row.uid], 'add', array['\Seen'], p_now);
    when v_what = 'star' then perform pg_temp.store(v_agent, v_folder, array[v_row.uid], pg_temp.one_of(array['add', 'remove']), array['\Flagged'], p_now);
    when v_what = 'fetch' then perform vorrang_api.desk_body(pg_temp.agent(v_agent), v_folder, v_row.uid, p_now);
    when v_what = 'expunge' then perform vorrang_api.desk_expunge(pg_temp.agent(v_agent), v_folder, array[v_row.uid], p_now);
    end case;
    insert into done values (p_n, v_what, v_out);
exception when sqlstate 'VR001' or sqlstate 'VR002' or sqlstate 'VR005' then
    insert into done values (p_n, v_what, 'refused');
end
$$;

create temporary table seen_modseq (folder_id bigint primary key, modseq bigint, uidnext bigint, uidvalidity bigint);
create temporary table broken (n integer, folder_id bigint, what text);

-- What must hold at every moment.
create function pg_temp.check_invariants(p_n integer) returns void
language sql
as $$
    insert into broken
    select p_n, f.id, 'modseq or uidnext went back'
    from vorrang.folders f join seen_modseq s on s.folder_id = f.id
    where f.modseq < s.modseq or f.uidnext < s.uidnext or f.uidvalidity <> s.uidvalidity;
    insert into seen_modseq select f.id, f.modseq, f.uidnext, f.uidvalidity from vorrang.folders f
    on conflict (folder_id) do update set modseq = excluded.modseq, uidnext = excluded.uidnext;
    insert into broken select p_n, r.folder_id, 'an item has two rows that stay'
    from vorrang.folder_rows r where r.vanished_at is null and r.leaving_at is null group by r.folder_id, r.item having count(*) > 1;
    insert into broken select p_n, r.folder_id, 'a uid is not below uidnext, or a modseq above the folder''s'
    from vorrang.folder_rows r join vorrang.folders f on f.id = r.folder_id where r.uid >= f.uidnext or r.modseq > f.modseq
$$;

select vorrang_api.channel_set('express', '{"intake": "triage"}', '2026-11-25Z') is not null as done \gset
select setseed(0.20261125);
\o /dev/null
select vorrang_api.desk_open(a.id, f.name, 0, 0, '2026-11-25 09:00Z') from vorrang.agents a cross join lateral vorrang_api.desk_list(a.id) f;
\o
do $$
declare
    v_now timestamptz := '2026-11-25 09:00Z';
begin
    for n in 1..300 loop
        v_now := v_now + make_interval(secs => floor(random() * 120) + 0.5);
        perform pg_temp.step(n, v_now);
        if random() < 0.6 then
            perform vorrang_api.desk_project(1 + floor(random() * 20)::integer, v_now);
        end if;
        if random() < 0.3 then
            perform vorrang_api.desk_keep_open(array(select id from vorrang.folders), v_now);
        end if;
        perform pg_temp.check_invariants(n);
    end loop;
    -- Quiet: what was put off is due, what leaves has left.
    for n in 1..3 loop
        perform vorrang_api.desk_keep_open(array(select id from vorrang.folders), v_now);
        v_now := v_now + interval '1 minute 50 seconds';
    end loop;
    for n in 1..4 loop
        v_now := v_now + interval '1 second';
        perform pg_temp.project(v_now);
    end loop;
    perform set_config('test.now', v_now::text, true);
end
$$;

select cmp_ok((select count(*) from done where outcome not in ('refused', 'nothing there')), '>', 150::bigint, 'most steps did something');
select cmp_ok((select count(distinct what) from done where outcome not in ('refused', 'nothing there')), '>=', 16::bigint, 'of every kind');
select cmp_ok((select count(*) from vorrang.folders where kept_until > current_setting('test.now')::timestamptz), '>', 5::bigint, 'several folders are kept');
select is_empty('select what, folder_id, min(n) from broken group by 1, 2',
    'at every moment modseqs and uidnext only grow, uids are below uidnext, nothing stands twice');
select is((select count(*) from vorrang.ticket_changes), 0::bigint, 'nothing is left to project');
select is_empty('select folder_id, uid from vorrang.folder_rows r join vorrang.folders f on f.id = r.folder_id where leaving_at is not null and vanished_at is null and f.kept_until > current_setting(''test.now'')::timestamptz',
    'nothing is still leaving');
select is_empty($$
    select f.kind, f.channel_id, f.agent_id, d.action, d.item, d.old_uid
    from vorrang.folders f
    cross join lateral vorrang.project_pairs(f, null, current_setting('test.now')::timestamptz, false) d
    where f.kept_until > current_setting('test.now')::timestamptz $$,
    'a whole projection of each kept folder finds nothing to change');
select is_empty($$
    select f.id, r.ticket_number from vorrang.folder_rows r join vorrang.folders f on f.id = r.folder_id
    where f.kind not in ('conversation', 'ticket') and r.notice_id is null and r.vanished_at is null
      and f.kept_until > current_setting('test.now')::timestamptz
    group by f.id, r.ticket_number having count(*) > 1 $$, 'no ticket stands twice in a folder');
select is_empty($$
    select r.folder_id, r.uid from vorrang.folder_rows r join vorrang.folders f on f.id = r.folder_id
    where r.vanished_at is not null and r.modseq > f.modseq $$, 'no tombstone is newer than its folder');
select is_empty($$
    select number from vorrang.tickets where clock_at is not null and status in ('solved', 'closed', 'spam') $$, 'no clock ticks for a closed ticket');
select is_empty($$
    select f.agent_id, r.ticket_number from vorrang.folder_rows r join vorrang.folders f on f.id = r.folder_id
    where f.agent_id is not null and r.vanished_at is null and r.notice_id is null and f.kept_until > current_setting('test.now')::timestamptz
      and not vorrang.may_see(f.agent_id, r.ticket_number) $$, 'no agent''s folder shows a ticket that he may not see');

select * from finish();
rollback;

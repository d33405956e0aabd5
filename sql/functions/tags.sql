-- Tags: words that agents, rules and mail clients put on tickets (TW-04). The first 20 that are used are IMAP keywords,
-- too: clients and Maildirs that hold copies keep no more than 26, and five are ours (N-04).

create or replace function vorrang.may_be_keyword(p_tag text)
returns boolean
language sql immutable
as $$
    select p_tag not in ('junk', 'nonjunk', 'notjunk', 'junkrecorded', 'forwarded', 'redirected')
$$;
comment on function vorrang.may_be_keyword is 'Mail clients set these by themselves, and mean something else.';

create or replace function vorrang.may_add_keyword()
returns boolean
language sql stable
as $$
    select count(*) < 20 from vorrang.tags x where x.keyword
$$;

create or replace function vorrang.know_tag(p_tag text)
returns void
language plpgsql
as $$
begin
    if not exists (select from vorrang.tags x where x.tag = p_tag) then
        lock table vorrang.tags in share row exclusive mode;
        insert into vorrang.tags (tag, keyword)
        values (p_tag, vorrang.may_be_keyword(p_tag) and vorrang.may_add_keyword())
        on conflict do nothing;
    end if;
end
$$;
comment on function vorrang.know_tag is 'A tag that is used for the first time; the lock keeps two of them from both being the 20th keyword.';

create or replace function vorrang.keywords_of(p_ticket bigint)
returns text[]
language sql stable
as $$
    select nullif(array(
        select g.tag from vorrang.ticket_tags g join vorrang.tags x on x.tag = g.tag
         where g.ticket_number = p_ticket and x.keyword order by g.tag), '{}')
$$;

create or replace function vorrang.change_tags(p_ticket bigint, p_add text[], p_remove text[], p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_keywords text[];
begin
    perform vorrang.know_tag(x) from unnest(p_add) x;
    delete from vorrang.ticket_tags g where g.ticket_number = p_ticket and g.tag = any (p_remove);
    insert into vorrang.ticket_tags (ticket_number, tag)
    select p_ticket, x from unnest(p_add) x
    on conflict do nothing;
    v_keywords := vorrang.keywords_of(p_ticket);
    update vorrang.tickets t set keywords = v_keywords
     where t.number = p_ticket and t.keywords is distinct from v_keywords;
    if found then
        perform vorrang.touch(p_ticket, p_now);
    end if;
end
$$;
comment on function vorrang.change_tags is 'Takes tags off a ticket and puts others on it; its rows follow.';

create or replace function vorrang.tags_in(f vorrang.folders, p_flags text[])
returns text[]
language sql stable
as $$
    select array(
        select x.tag from vorrang.tags x
         where x.keyword and f.kind not in ('conversation', 'ticket', 'outgoing', 'topic')
           and x.tag = any (array(select lower(k) from unnest(p_flags) k)))
$$;
comment on function vorrang.tags_in is
    'The keywords that mean a tag of the ticket. In folders whose rows are messages there are none: there a keyword is the '
    'agent''s own.';

create or replace function vorrang.tag_rows(
    a vorrang.agents, p_folder bigint, p_uids int8multirange, p_adds boolean, p_tags text[], p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_ticket bigint;
    v_changed bigint[] := array[]::bigint[];
begin
    for v_ticket in
        select t.number from vorrang.tickets t
         where t.number in (
             select r.ticket_number from vorrang.folder_rows r
              where r.folder_id = p_folder and r.vanished_at is null and r.item = r.ticket_number
                and r.uid between lower(p_uids) and upper(p_uids) and r.uid <@ p_uids)
           and case when p_adds then not coalesce(t.keywords, '{}') @> p_tags else t.keywords && p_tags end
         order by t.number
           for no key update
    loop
        perform vorrang.must_handle(a.id, v_ticket);
        perform vorrang.change_tags(v_ticket, case when p_adds then p_tags end, case when not p_adds then p_tags end, p_now);
        perform vorrang.write_event(v_ticket, p_now, 'tags', a.key, 'imap',
            jsonb_build_object('tags', array(select case when p_adds then '' else '-' end || x from unnest(p_tags) x)));
        v_changed := array_append(v_changed, v_ticket);
    end loop;
    if cardinality(v_changed) > 0 then
        perform vorrang.project_folder(p_folder, v_changed, p_now, true);
    end if;
end
$$;
comment on function vorrang.tag_rows is 'A mail client''s way to tag: the keyword of a known tag, put on a row or taken off it.';

create or replace function vorrang.tag_json(x vorrang.tags)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('key', x.tag, 'keyword', x.keyword, 'open', (
        select count(*) from vorrang.ticket_tags g join vorrang.tickets t on t.number = g.ticket_number
         where g.tag = x.tag and t.status not in ('solved', 'closed', 'spam')))
$$;

create or replace function vorrang.tag_named(p_key text)
returns vorrang.tags
language plpgsql stable
as $$
declare
    x vorrang.tags;
begin
    select * into x from vorrang.tags y where y.tag = lower(p_key);
    if x.tag is null then
        perform vorrang.raise('VR001', format('there is no tag %L', p_key), 'see `vorrang tag list`; a tag is known from its first use on');
    end if;
    return x;
end
$$;

create or replace function vorrang_api.tag_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    x vorrang.tags;
    v_wanted boolean := (p->>'keyword')::boolean;
begin
    if p_key !~* '^[a-z0-9][a-z0-9_-]{0,30}$' then
        perform vorrang.raise('VR003', format('%L is no tag', p_key), 'letters a to z, digits, - and _, 31 characters at most');
    end if;
    perform vorrang.know_tag(lower(p_key));
    x := vorrang.tag_named(p_key);
    if v_wanted and not x.keyword then
        lock table tags in share row exclusive mode;
        if not vorrang.may_be_keyword(x.tag) then
            perform vorrang.raise('VR003', format('mail clients set the keyword %L by themselves', x.tag), 'choose another word');
        elsif not vorrang.may_add_keyword() then
            perform vorrang.raise('VR003', '20 tags are keywords, and there can be no more',
                'take one away with `vorrang tag set TAG --no-keyword`, see `vorrang tag list`');
        end if;
    end if;
    if v_wanted <> x.keyword then
        update tags y set keyword = v_wanted where y.tag = x.tag returning * into x;
        perform vorrang.change_tags(g.ticket_number, '{}', '{}', p_now)
           from ticket_tags g join tickets t on t.number = g.ticket_number
          where g.tag = x.tag and t.status not in ('solved', 'closed', 'spam');
    end if;
    return vorrang.tag_json(x);
end
$$;
comment on function vorrang_api.tag_set is 'A tag: keyword (shown by IMAP, on for the first 20). Of closed tickets it changes when they are tagged again.';

create or replace function vorrang_api.tag_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.tag_json(vorrang.tag_named(p_key))
$$;

create or replace function vorrang_api.tag_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.tag_json(x) order by x.tag), '[]') from tags x
$$;

-- The admin's nouns topic and article.

create or replace function vorrang.topic_json(x vorrang.topics)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('key', x.key, 'name', x.name, 'folder', 'Knowledge/' || x.folder_name,
        'channel', (select c.key from vorrang.channels c where c.id = x.channel_id),
        'articles', (select count(*) from vorrang.articles a where a.topic_id = x.id and a.ended_at is null))
$$;

create or replace function vorrang.topic_named(p_key text)
returns vorrang.topics
language plpgsql stable
as $$
declare
    x vorrang.topics;
begin
    select * into x from vorrang.topics y where y.key = p_key;
    if x.id is null then
        perform vorrang.raise('VR001', format('there is no topic %L', p_key),
            'see `vorrang topic list`, or create it with `vorrang topic set`');
    end if;
    return x;
end
$$;

create or replace function vorrang_api.topic_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    x vorrang.topics;
    v_name text;
begin
    select * into x from topics y where y.key = p_key;
    v_name := coalesce(p->>'name', x.name, p_key);
    if vorrang.safe_folder_name(v_name) in ('', '.', '..', '~') then
        perform vorrang.raise('VR003', format('a folder cannot be called %L', v_name), 'choose another --name');
    elsif exists (select from topics y where y.key <> p_key and lower(y.folder_name) = lower(vorrang.safe_folder_name(v_name))) then
        perform vorrang.raise('VR003', format('there is a topic called %L already', v_name), 'choose another --name');
    end if;
    insert into topics (key, name, folder_name, channel_id)
    values (p_key, v_name, vorrang.safe_folder_name(v_name),
            case when p->>'channel' <> '' then vorrang.channel_id(p->>'channel') when not p ? 'channel' then x.channel_id end)
    on conflict (key) do update
       set name = excluded.name, folder_name = excluded.folder_name, channel_id = excluded.channel_id
    returning * into x;
    perform vorrang.recheck_covers(p_now);
    return vorrang.topic_json(x);
end
$$;
comment on function vorrang_api.topic_set is
    'A topic: name (of its folder Knowledge/<name>), channel (its members alone; "": every agent).';

create or replace function vorrang_api.topic_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.topic_json(vorrang.topic_named(p_key))
$$;

create or replace function vorrang_api.topic_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.topic_json(x) order by x.key), '[]') from topics x
$$;

create or replace function vorrang_api.topic_remove(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    x vorrang.topics := vorrang.topic_named(p_key);
begin
    if exists (select from articles a where a.topic_id = x.id) then
        perform vorrang.raise('VR003', format('topic %L has had articles', p_key),
            'move them to another one with `vorrang article set NUMBER --topic KEY`; withdrawn ones count');
    end if;
    delete from topics y where y.id = x.id;
    return jsonb_build_object('key', p_key);
end
$$;
comment on function vorrang_api.topic_remove is 'Removes a topic without articles.';

create or replace function vorrang.article_json(x vorrang.articles)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('number', x.number, 'title', x.title, 'topic', (select p.key from vorrang.topics p where p.id = x.topic_id),
        'agent', (select a.key from vorrang.agents a where a.id = x.agent_id), 'at', vorrang.iso(x.at),
        'withdrawn', x.ended_at is not null, 'text', x.text)
$$;

create or replace function vorrang.article_numbered(p_key text)
returns vorrang.articles
language plpgsql stable
as $$
declare
    x vorrang.articles;
begin
    select * into x from vorrang.articles y where y.number::text = p_key order by y.ended_at is null desc, y.id desc limit 1;
    if x.id is null then
        perform vorrang.raise('VR001', format('there is no article %L', p_key),
            'see `vorrang article list`; agents publish them by moving a solved ticket into Knowledge');
    end if;
    return x;
end
$$;

create or replace function vorrang_api.article_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    x vorrang.articles := vorrang.article_numbered(p_key);
    v_old integer := x.topic_id;
begin
    if p ? 'topic' then
        x.topic_id := (vorrang.topic_named(p->>'topic')).id;
        update articles y set topic_id = x.topic_id where y.number = x.number;
    end if;
    if p ? 'withdrawn' then
        x.ended_at := case when (p->>'withdrawn')::boolean then coalesce(x.ended_at, p_now) end;
        update articles y set ended_at = x.ended_at where y.id = x.id;
    end if;
    if p ?| array['title', 'text'] then
        if x.ended_at is not null then
            perform vorrang.raise('VR003', format('article %s is withdrawn', p_key), 'give --no-withdrawn to bring it back, too');
        end if;
        x.title := coalesce(p->>'title', x.title);
        x.text := coalesce(p->>'text', x.text);
        if x.text is null then
            perform vorrang.raise('VR003', 'this article is being written just now', 'try again in a second');
        end if;
        insert into articles (number, topic_id, title, text, message_id, agent_id, at)
        values (x.number, x.topic_id, x.title, x.text, x.message_id, x.agent_id, p_now);
    end if;
    perform vorrang.project_topics(array[v_old, x.topic_id], p_now);
    return vorrang.article_json(x);
end
$$;
comment on function vorrang_api.article_set is
    'Changes an article: title and text (a new revision, which vorrangd writes), topic, withdrawn (on: gone from its '
    'folder; off: there again).';

create or replace function vorrang_api.article_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.article_json(vorrang.article_numbered(p_key))
$$;

create or replace function vorrang_api.article_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(
               vorrang.article_json(x) - case when (p->>'text')::boolean then '' else 'text' end order by x.number), '[]')
    from articles x
    where x.id = (select max(y.id) from articles y where y.number = x.number)
      and (x.ended_at is null or coalesce((p->>'all')::boolean, false))
$$;
comment on function vorrang_api.article_list is 'Articles; all: withdrawn ones too; text: with what they say.';

-- Articles: published by moving a ticket, or one message of it, into Knowledge/<topic>; inserted by `#kb 17`; named on
-- the cover sheets of tickets that sound like them (SSC-17, TS-52).

create or replace function vorrang.must_edit_topic(p_agent integer, p_topic integer)
returns void
language plpgsql stable
as $$
begin
    if not exists (select from vorrang.topics x
                   join vorrang.members m on m.agent_id = p_agent and m.kind <> 'read'
                                         and (x.channel_id is null or m.channel_id = x.channel_id)
                   where x.id = p_topic) then
        perform vorrang.raise('VR002', 'You only read along in this topic. Nothing was done');
    end if;
end
$$;

create or replace function vorrang.stems(p_text text)
returns tsvector
language sql stable
as $$
    select coalesce(array_to_tsvector(array_agg(distinct s.stem)), '')
    from unnest(tsvector_to_array(to_tsvector('simple', left(p_text, 8000)))) w (word)
    cross join lateral (select ts_lexize('english_stem', w.word) as english, ts_lexize('german_stem', w.word) as german) x
    cross join lateral unnest(x.english || x.german) s (stem)
    where x.english <> '{}' and x.german <> '{}' and length(w.word) between 2 and 40
$$;
comment on function vorrang.stems is
    'What a text is about: the English and the German stem of each word, without the words that say nothing in either.';

create or replace function vorrang.article_source(p_ticket bigint)
returns bigint
language sql stable
as $$
    select coalesce(
        t.solution_message,
        (select max(m.id) from vorrang.messages m where m.ticket_number = t.number and m.kind = 'source'))
    from vorrang.tickets t where t.number = p_ticket
$$;
comment on function vorrang.article_source is
    'How a ticket was solved: the message that #solution named, else the last answer as its agent wrote it.';

create or replace function vorrang.project_topics(p_topics integer[], p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_folder bigint;
begin
    for v_folder in
        select f.id from vorrang.folders f where f.kind = 'topic' and f.topic_id = any (p_topics) order by f.id
    loop
        perform vorrang.project_folder(v_folder, null, p_now, true);
    end loop;
end
$$;
comment on function vorrang.project_topics is 'The folders of these topics show what there is now; they are small, and always whole.';

create or replace function vorrang.publish(
    a vorrang.agents, p_ticket bigint, p_message bigint, p_topic vorrang.topics, p_now timestamptz)
returns integer
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_number bigint;
    v_left integer;
begin
    select * into strict t from vorrang.tickets x where x.number = p_ticket for no key update;
    select x.number, x.topic_id into v_number, v_left from vorrang.articles x where x.message_id = p_message and x.ended_at is null limit 1;
    if v_number is not null then
        update vorrang.articles set topic_id = p_topic.id where number = v_number and ended_at is null;
    else
        v_number := nextval('vorrang.article_numbers');
        insert into vorrang.articles (number, topic_id, title, message_id, agent_id, at)
        values (v_number, p_topic.id, coalesce(nullif(trim(t.subject), ''), '#' || t.number), p_message, a.id, p_now);
    end if;
    perform vorrang.write_event(p_ticket, p_now, 'published', a.key, 'imap',
        jsonb_build_object('article', v_number, 'topic', p_topic.key, 'message', p_message));
    perform vorrang.touch(p_ticket, p_now);
    return v_left;
end
$$;
comment on function vorrang.publish is
    'A message becomes an article, once: published again it goes to the other topic. Gives the topic that it left.';

create or replace function vorrang.publish_rows(
    a vorrang.agents, p_source vorrang.folders, p_uids bigint[], p_topic vorrang.topics, p_now timestamptz,
    out tickets bigint[], out topics integer[])
language plpgsql
as $$
declare
    r record;
    m vorrang.messages;
begin
    select array_agg(distinct x.ticket_number) into tickets from vorrang.row_tickets(a.id, p_source, p_uids, p_now) x;
    perform from vorrang.tickets t where t.number = any (publish_rows.tickets) order by t.number for no key update;
    topics := array[p_topic.id];
    for r in select x.* from vorrang.row_tickets(a.id, p_source, p_uids, p_now) x loop
        if r.notice_id is not null then
            perform vorrang.raise('VR002', 'A notice is no solution. Delete it when you have read it');
        end if;
        perform vorrang.must_handle(a.id, r.ticket_number);
        select * into m from vorrang.messages x
         where x.id = case when p_source.kind in ('conversation', 'ticket') and r.message_id is not null then r.message_id
                           else vorrang.article_source(r.ticket_number) end;
        if m.id is null then
            perform vorrang.raise('VR002', format('#%s has no solution yet: answer it, or write a note with "#solution" on top. '
                'Nothing was published', r.ticket_number));
        elsif m.direction = 'in' or m.kind not in ('source', 'reply', 'note', 'copy') then
            perform vorrang.raise('VR002', format('#%s: what a customer wrote, and what the desk sends by itself, is not published. '
                'Write a note with "#solution" on top. Nothing was published', r.ticket_number));
        end if;
        topics := topics || vorrang.publish(a, r.ticket_number, m.id, p_topic, p_now);
    end loop;
end
$$;
comment on function vorrang.publish_rows is
    'A ticket''s row is its solution; a message of a conversation is itself, if an agent wrote it. Gives the tickets, and the '
    'topics in which something changed.';

create or replace function vorrang.withdraw_articles(a vorrang.agents, f vorrang.folders, p_uids bigint[], p_now timestamptz)
returns void
language plpgsql
as $$
begin
    perform vorrang.must_edit_topic(a.id, f.topic_id);
    update vorrang.articles x set ended_at = p_now
     where x.ended_at is null
       and x.number in (select r.item from vorrang.folder_rows r
                         where r.folder_id = f.id and r.vanished_at is null and r.uid = any (p_uids));
    perform vorrang.project_topics(array[f.topic_id], p_now);
end
$$;
comment on function vorrang.withdraw_articles is
    'Deleted in its folder, an article is gone for everybody; `vorrang article set 17 --no-withdrawn` brings it back.';

create or replace function vorrang.act_on_articles(
    a vorrang.agents, p_how text, p_source vorrang.folders, p_uids bigint[], p_target vorrang.folders, p_now timestamptz)
returns table (uidvalidity bigint, uid bigint)
language plpgsql
as $$
declare
    v_topic vorrang.topics;
    v_topics integer[];
    v_tickets bigint[];
begin
    if p_target.kind <> 'topic' then
        perform vorrang.raise('VR002', 'An article is no ticket. Move it to another topic, or delete it: then it is withdrawn');
    end if;
    select * into strict v_topic from vorrang.topics x where x.id = p_target.topic_id;
    perform vorrang.must_edit_topic(a.id, v_topic.id);
    if p_source.kind <> 'topic' then
        select x.tickets, x.topics into v_tickets, v_topics from vorrang.publish_rows(a, p_source, p_uids, v_topic, p_now) x;
        if p_how = 'move' then
            perform vorrang.project_folder(p_source.id, v_tickets, p_now, true);
            perform vorrang.renew_rows(p_source.id, p_uids, p_now);
        else
            perform vorrang.note_copied(a.id, p_source.id, p_uids, p_now);
        end if;
    elsif p_source.id = p_target.id then
        perform vorrang.renew_rows(p_source.id, p_uids, p_now) where p_how = 'move';
    elsif p_how = 'copy' then
        perform vorrang.raise('VR002', 'An article stands in one topic. Move it there');
    else
        perform vorrang.must_edit_topic(a.id, p_source.topic_id);
        update vorrang.articles x set topic_id = v_topic.id
         where x.ended_at is null
           and x.number in (select r.item from vorrang.folder_rows r where r.folder_id = p_source.id and r.uid = any (p_uids));
    end if;
    perform vorrang.project_topics(v_topics || array[p_source.topic_id, v_topic.id], p_now);
    return query select p_target.uidvalidity, null::bigint;
end
$$;
comment on function vorrang.act_on_articles is
    'A move into, or between, the folders of Knowledge. What is new stands there when vorrangd has written it: no uid is named.';

create or replace function vorrang_api.article_claim(p_limit integer, p_now timestamptz default now())
returns table (id bigint, number bigint, title text, text text, message bigint, agent text, at timestamptz)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    return query
    select x.id, x.number, x.title, x.text, x.message_id, (select g.name from agents g where g.id = x.agent_id), x.at
    from articles x
    where x.shown_size is null and x.ended_at is null
    order by x.id
    limit p_limit
      for update of x skip locked;
end
$$;
comment on function vorrang_api.article_claim is
    'Articles that want their mail, to be written by article_written in the same transaction: text, or '
    'the message whose writer''s own words are the text.';

create or replace function vorrang_api.article_written(
    p_id bigint, p_text text, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamptz default now())
returns void
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    x vorrang.articles;
begin
    update articles y
       set text = p_text, header = p_header, body = p_body, shown_size = p_shown_size,
           words = vorrang.stems(y.title || ' ' || p_text)
     where y.id = p_id and y.shown_size is null
    returning * into x;
    update articles y set ended_at = p_now where y.number = x.number and y.id < x.id and y.ended_at is null;
    perform vorrang.project_topics(array[x.topic_id], p_now);
end
$$;
comment on function vorrang_api.article_written is 'The article''s mail as vorrangd wrote it; it stands in its folder now, for its last revision.';

create or replace function vorrang.refusal_of_articles(a vorrang.agents, p_args text)
returns text
language sql stable
as $$
    select case when p_args !~ '^[0-9]{1,15}$' or not exists (
        select from vorrang.articles x join vorrang.topics p on p.id = x.topic_id
         where x.number::text = ltrim(p_args, '0') and x.ended_at is null and x.text is not null and vorrang.sees_topic(a.id, p))
        then format('there is no article "%s"; their numbers stand in Knowledge', left(p_args, 20)) end
$$;

create or replace function vorrang.article_texts(a vorrang.agents, p_facts jsonb)
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(x.text order by l.position), '[]')
    from (select k.args, row_number() over () as position from vorrang.lines_of(p_facts) k where k.word = 'kb') l
    join vorrang.articles x on x.number::text = ltrim(l.args, '0') and x.ended_at is null
$$;
comment on function vorrang.article_texts is 'What `#kb` inserts into a reply, as it stands at Send.';

create or replace function vorrang.suggested_articles(p_ticket bigint, p_team boolean)
returns jsonb
language plpgsql stable
as $$
declare
    v_words tsvector;
    v_any tsquery;
begin
    select vorrang.stems(t.subject) || coalesce(
               (select m.words from vorrang.messages m
                 where m.ticket_number = t.number and m.direction = 'in' and m.words is not null order by m.id limit 1), '')
      into v_words from vorrang.tickets t where t.number = p_ticket;
    select string_agg('''' || replace(replace(s, '\', '\\'), '''', '''''') || '''', ' | ')::tsquery
      into v_any from unnest(tsvector_to_array(v_words)) s;
    if v_any is null then
        return '[]';
    end if;
    return (
        with found as materialized (
            select x.id, x.number, x.title, p.folder_name, x.words, vorrang.stems(x.title) as title_words
              from vorrang.articles x
              join vorrang.topics p on p.id = x.topic_id
              join vorrang.tickets t on t.number = p_ticket
             where x.ended_at is null and x.words @@ v_any
               and (p.channel_id is null or (p_team and p.channel_id = t.channel_id))),
        hits as (
            select f.id, s.stem, s.stem = any (tsvector_to_array(f.title_words)) as in_title
              from found f cross join lateral unnest(tsvector_to_array(f.words)) s (stem)
             where s.stem = any (tsvector_to_array(v_words))),
        common as (
            select h.stem, count(*) as n from hits h group by h.stem),
        ranked as (
            select h.id, sum(ln(1 + (select count(*) from found) / c.n::numeric) * case when h.in_title then 2 else 1 end) as score
              from hits h join common c using (stem)
             group by h.id
            having count(*) >= 3 or bool_or(h.in_title))
        select coalesce(jsonb_agg(jsonb_build_object('number', x.number, 'title', x.title, 'topic', x.folder_name)
                                  order by x.score desc, x.number desc), '[]')
          from (select f.*, r.score from ranked r join found f using (id) order by r.score desc, f.number desc limit 3) x);
end
$$;
comment on function vorrang.suggested_articles is
    'Up to three articles that share words with a ticket''s subject and first message, the rarer the word the better; one '
    'word in a title is enough. Those of a channel''s topic for its team alone.';

create or replace function vorrang_api.articles_for(p_ticket bigint, p_team boolean, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.suggested_articles(p_ticket, p_team)
$$;
comment on function vorrang_api.articles_for is 'What a cover sheet suggests, once its messages'' words are known.';

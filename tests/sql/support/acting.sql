-- What people do in these tests, each as one call.
create temporary sequence mails;

create function pg_temp.agent(p_key text) returns integer
language sql stable
as $$ select a.id from vorrang.agents a where a.key = p_key $$;

create function pg_temp.channel(p_key text) returns integer
language sql stable
as $$ select c.id from vorrang.channels c where c.key = p_key $$;

create function pg_temp.ticket(p_number bigint) returns vorrang.tickets
language sql stable
as $$ select t from vorrang.tickets t where t.number = p_number $$;

-- The facts of a plain mail to support@; p overrides any of them.
create function pg_temp.facts(p_from text, p jsonb default '{}') returns jsonb
language sql volatile
as $$
    select jsonb_build_object(
        'retry_key', encode(sha256(('mail ' || n)::bytea), 'hex'), 'retry_seconds', 604800,
        'queue_id', 'Q' || n, 'envelope_from', p_from, 'recipients', array['support@desk.example'],
        'channels', array['support@desk.example'], 'token', null, 'tags', array[]::text[],
        'message_id', '<' || n || '@world.example>', 'fallback_message_id', '<fallback.' || n || '@desk.example>',
        'references', array[]::text[], 'from', p_from, 'from_name', 'Kunde', 'from_count', 1,
        'subject', 'Outage', 'participants', array[]::text[], 'trust', 'unproven', 'machine', '',
        'size', 1000, 'body_size', 600, 'shown_size', 1010, 'thread_size', 1005,
        'new_token', 'token' || n, 'new_note_token', 'note' || n) || p
    from (select nextval('mails') as n) x
$$;

-- A mail comes in, with a ticket number at hand if one is needed.
create function pg_temp.mail(p_from text, p_now timestamptz, p jsonb default '{}')
returns table (outcome text, ticket bigint, message bigint)
language plpgsql
as $$
declare
    v_facts jsonb := pg_temp.facts(p_from, p);
begin
    select m.outcome into outcome from vorrang_api.intake_match(v_facts, p_now) m;
    return query select * from vorrang_api.intake_store(v_facts,
        case when outcome = 'open' then vorrang_api.next_ticket_number() end,
        convert_to(e'Subject: Outage\r\n', 'UTF8'), 'It does not work'::bytea, p_now);
end
$$;

-- … opens a ticket, whose number it gives.
create function pg_temp.opens(p_from text, p_now timestamptz, p jsonb default '{}') returns bigint
language sql
as $$ select m.ticket from pg_temp.mail(p_from, p_now, p) m where m.outcome = 'open' $$;

-- A mail to the ticket's own address.
create function pg_temp.follow_up(p_ticket bigint, p_from text, p_now timestamptz, p jsonb default '{}') returns bigint
language sql
as $$
    select m.message
    from vorrang.tickets t
    cross join lateral pg_temp.mail(p_from, p_now,
        jsonb_build_object('token', jsonb_build_object('ticket', t.number, 'token', t.token)) || p) m
    where t.number = p_ticket
$$;

-- An agent answers by the ticket's own address.
create function pg_temp.reply(p_agent text, p_ticket bigint, p_now timestamptz, p jsonb default '{}')
returns table (outcome text, ticket bigint, message bigint, sentence text)
language sql
as $$
    select r.*
    from (select pg_temp.facts(p_agent || '@staff.example', jsonb_build_object(
              'login', p_agent || '@staff.example',
              'token', jsonb_build_object('ticket', p_ticket,
                  'token', coalesce((pg_temp.ticket(p_ticket)).token, 'none')),
              'lines', array[]::text[], 'text', 'Try this.') || p) as facts) f
    cross join lateral vorrang_api.agent_reply(f.facts, e'Subject: Re\r\n'::bytea, 'Try this.'::bytea, p_now) r
$$;

-- He has read everything of the ticket.
create function pg_temp.has_read(p_agent text, p_ticket bigint, p_now timestamptz) returns void
language sql
as $$
    insert into vorrang.reads (agent_id, message_id, at)
    select pg_temp.agent(p_agent), m.id, p_now from vorrang.messages m where m.ticket_number = p_ticket
    on conflict do nothing
$$;

-- What his client shows of a folder.
create function pg_temp.shows(p_agent text, p_folder text, p_now timestamptz)
returns table (uid bigint, ticket bigint, prefix text, flags text, rank_at timestamptz, modseq bigint, kind text)
language plpgsql
as $$
begin
    perform vorrang_api.desk_open(pg_temp.agent(p_agent), p_folder, 0, 0, p_now);
    return query
    select o.uid, r.ticket_number, r.prefix, o.flags, r.rank_at, o.modseq,
           case when r.notice_id is not null then (select n.kind from vorrang.notices n where n.id = r.notice_id)
                when r.keep_thread then 'message' else 'row' end
    from vorrang_api.desk_open(pg_temp.agent(p_agent), p_folder, 0, 0, p_now) o
    join vorrang.folder_rows r
      on r.folder_id = (vorrang.folder_of(pg_temp.agent(p_agent), p_folder)).id and r.uid = o.uid
    where o.kind = 'R'
    order by o.uid;
end
$$;

-- Tickets of a folder, first to serve first.
create function pg_temp.order_in(p_agent text, p_folder text, p_now timestamptz) returns bigint[]
language sql
as $$
    select coalesce(array_agg(s.ticket order by s.rank_at desc, s.ticket), '{}')
    from pg_temp.shows(p_agent, p_folder, p_now) s where s.kind = 'row'
$$;

create function pg_temp.uid(p_agent text, p_folder text, p_ticket bigint, p_now timestamptz) returns bigint
language sql
as $$
    select max(s.uid) from pg_temp.shows(p_agent, p_folder, p_now) s
    where s.ticket = p_ticket and s.kind in ('row', 'message')
$$;

create function pg_temp.flags(p_agent text, p_folder text, p_ticket bigint, p_now timestamptz) returns text
language sql
as $$
    select s.flags from pg_temp.shows(p_agent, p_folder, p_now) s where s.ticket = p_ticket order by s.uid desc limit 1
$$;

create function pg_temp.store(p_agent text, p_folder text, p_uids bigint[], p_op text, p_flags text[], p_now timestamptz)
returns void
language sql
as $$
    select vorrang_api.desk_flags(pg_temp.agent(p_agent), p_folder,
        jsonb_build_array(jsonb_build_object('op', p_op, 'uids', p_uids, 'flags', p_flags)), p_now)
$$;

-- He sets \Seen on the ticket's row.
create function pg_temp.reads(p_agent text, p_folder text, p_ticket bigint, p_now timestamptz) returns void
language sql
as $$
    select pg_temp.store(p_agent, p_folder, array[pg_temp.uid(p_agent, p_folder, p_ticket, p_now)], 'add',
        array['\Seen'], p_now)
$$;

-- He moves (or copies) the ticket's row; what COPYUID says.
create function pg_temp.moves(
    p_agent text, p_source text, p_ticket bigint, p_target text, p_now timestamptz, p_how text default 'move')
returns bigint
language plpgsql
as $$
declare
    v_uid bigint := pg_temp.uid(p_agent, p_source, p_ticket, p_now);
begin
    return (select a.uid from vorrang_api.desk_act(
                pg_temp.agent(p_agent), p_how, p_source, array[v_uid], p_target, p_now) a);
end
$$;

-- The projector works until nothing is left: the new rows, then the old ones' leave.
create function pg_temp.project(p_now timestamptz) returns void
language plpgsql
as $$
begin
    loop
        exit when (select taken from vorrang_api.desk_project(1000, p_now)) = 0;
    end loop;
    loop
        exit when (select taken from vorrang_api.desk_project(1000, p_now + interval '20 milliseconds')) = 0;
    end loop;
end
$$;

create function pg_temp.events(p_ticket bigint) returns text
language sql stable
as $$ select string_agg(e.kind, ' ' order by e.id) from vorrang.events e where e.ticket_number = p_ticket $$;

create function pg_temp.notices(p_ticket bigint) returns text
language sql stable
as $$
    select string_agg(a.key || ':' || n.kind, ' ' order by a.key, n.id)
    from vorrang.notices n join vorrang.agents a on a.id = n.agent_id
    where n.ticket_number = p_ticket and n.done_at is null
$$;

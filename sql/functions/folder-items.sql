-- What a folder should show now. The projector compares this with its rows.

create or replace function vorrang.unowned_first(p_agent integer)
returns setof bigint
language sql stable
as $$
    select x.number
    from vorrang.members m
    join vorrang.channels c on c.id = m.channel_id and c.in_inbox
    cross join lateral (
        select t.number, vorrang.rank_band(t.class::text, t.lifted, t.vip, t.priority) as band,
               vorrang.effective_due(t) as due
        from vorrang.tickets t
        where t.channel_id = m.channel_id
          and t.owner_id is null
          and t.status in ('new', 'in-progress')
          and not t.kam_only
        order by band, due, t.number
        limit 100) x
    where m.agent_id = p_agent
      and m.kind <> 'read'
    order by x.band, x.due nulls last, x.number
    limit 100
$$;
comment on function vorrang.unowned_first is
    'The first 100 unowned tickets of the channels that an agent handles: they stand in his INBOX.';

create or replace function vorrang.shown_to(p_agent integer, p_states text[], p_tickets bigint[])
returns setof bigint
language plpgsql stable rows 50
as $$
begin
    return query
    select t.number from vorrang.tickets t
      join vorrang.members m on m.channel_id = t.channel_id and m.agent_id = p_agent
     where t.status = any (p_states) and not t.kam_only and (p_tickets is null or t.number = any (p_tickets))
    union all
    select t.number from vorrang.tickets t
     where t.kam_id = p_agent and t.kam_only
       and t.status = any (p_states) and (p_tickets is null or t.number = any (p_tickets));
end
$$;
comment on function vorrang.shown_to is
    'Tickets in these states of an agent''s channels, and those for which he is the only key account manager.';

create or replace function vorrang.closed_for(p_agent integer, p_tickets bigint[], p_now timestamptz)
returns setof vorrang.tickets
language plpgsql stable rows 50
as $$
begin
    return query
    select t.* from vorrang.tickets t
      join vorrang.members m on m.channel_id = t.channel_id and m.agent_id = p_agent
     where t.closed_at > p_now - interval '14 days' and not t.kam_only
       and (p_tickets is null or t.number = any (p_tickets))
    union all
    select t.* from vorrang.tickets t
     where t.kam_id = p_agent and t.kam_only and t.closed_at > p_now - interval '14 days'
       and (p_tickets is null or t.number = any (p_tickets));
end
$$;
comment on function vorrang.closed_for is 'As vorrang.shown_to: closed in the last 14 days, spam too.';

create or replace function vorrang.watched_by(p_agent integer, p_tickets bigint[])
returns setof bigint
language plpgsql stable rows 50
as $$
begin
    return query
    select t.number from vorrang.tickets t
     where t.status not in ('solved', 'closed', 'spam')
       and (p_tickets is null or t.number = any (p_tickets))
       and t.number in (
           select w from vorrang.watched_numbers(p_agent) w
           union all
           select r.number from vorrang.tickets r where r.responsible_id = p_agent)
       and vorrang.sees(p_agent, t);
end
$$;
comment on function vorrang.watched_by is
    'Open tickets that an agent or a channel of his watches, or that he is the responsible person of.';

create or replace function vorrang.folder_tickets(f vorrang.folders, p_tickets bigint[], p_now timestamptz)
returns setof bigint
language plpgsql stable rows 50
as $$
begin
    case f.kind
    when 'queue' then
        return query select t.number from vorrang.tickets t
            where t.channel_id = f.channel_id and t.status in ('new', 'in-progress') and not t.kam_only
              and (p_tickets is null or t.number = any (p_tickets));
    when 'conversation' then
        return query select t.number from vorrang.tickets t
            where t.channel_id = f.channel_id and t.status not in ('solved', 'closed', 'spam') and not t.kam_only
              and (p_tickets is null or t.number = any (p_tickets));
    when 'inbox' then
        return query
            select t.number from vorrang.tickets t
             where t.owner_id = f.agent_id and t.status in ('new', 'in-progress')
            union
            select u from vorrang.unowned_first(f.agent_id) u
            union
            select t.number from vorrang.tickets t
             where t.kam_id = f.agent_id and t.kam_only and t.owner_id is null and t.status in ('new', 'in-progress');
    when 'mine' then
        return query select t.number from vorrang.tickets t
            where t.owner_id = f.agent_id and t.status not in ('solved', 'closed', 'spam')
              and (p_tickets is null or t.number = any (p_tickets));
    when 'triage' then
        return query select t.number from vorrang.tickets t
            join vorrang.members m on m.channel_id = t.channel_id and m.agent_id = f.agent_id
            where t.status = 'triage' and (p_tickets is null or t.number = any (p_tickets));
    when 'waiting' then
        return query select x from vorrang.shown_to(f.agent_id, '{waiting}', p_tickets) x;
    when 'hold' then
        return query select x from vorrang.shown_to(f.agent_id, '{hold}', p_tickets) x;
    when 'spam' then
        return query select x.number from vorrang.closed_for(f.agent_id, p_tickets, p_now) x where x.status = 'spam';
    when 'closed' then
        return query select x.number from vorrang.closed_for(f.agent_id, p_tickets, p_now) x where x.status <> 'spam';
    when 'watching' then
        return query select x from vorrang.watched_by(f.agent_id, p_tickets) x;
    when 'team' then
        return query select t.number from vorrang.tickets t
            join vorrang.members m on m.channel_id = t.channel_id and m.agent_id = f.agent_id
            where t.owner_id = f.colleague_id and t.status not in ('solved', 'closed', 'spam')
              and (p_tickets is null or t.number = any (p_tickets))
              and vorrang.sees(f.agent_id, t);
    when 'customer' then
        return query select t.number from vorrang.tickets t
            where t.customer_id = f.customer_id and t.merged_into is null
              and (p_tickets is null or t.number = any (p_tickets))
              and ((not t.kam_only
                    and t.channel_id in (select m.channel_id from vorrang.members m where m.agent_id = f.agent_id))
                   or vorrang.sees(f.agent_id, t));
    when 'ticket' then
        return next f.ticket_number;
    else
        return; -- Do/…, Hold/…: what is moved there is done, and nothing stays
    end case;
end
$$;
comment on function vorrang.folder_tickets is
    'The tickets that belong into a folder now, of p_tickets (null: of all). An INBOX is always whole.';

create or replace function vorrang.row_message(p_ticket bigint)
returns bigint
language plpgsql stable
as $$
begin
    return (
        select coalesce(
            (select m.id from vorrang.messages m
              where m.ticket_number = p_ticket and m.direction = 'in' and m.machine = '' and not m.is_foreign
              order by m.id desc limit 1),
            (select m.id from vorrang.messages m
              where m.ticket_number = p_ticket and m.direction <> 'note' and m.kind not in ('source', 'recalled', 'alert')
              order by m.id limit 1)));
end
$$;
comment on function vorrang.row_message is
    'What a row shows: the newest message from the customer; where a machine opened the ticket, its first.';

create or replace function vorrang.mail_date(p_at timestamptz)
returns text
language sql immutable
as $$
    select to_char(p_at at time zone 'UTC', 'Dy, DD Mon YYYY HH24:MI:SS') || ' +0000'
$$;
comment on function vorrang.mail_date is 'An instant as RFC 5322 date-time.';

create or replace function vorrang.row_prefix(t vorrang.tickets, p_zone text)
returns text
language sql stable
as $$
    select t.class || ' '
        || coalesce(to_char(vorrang.effective_due(t) at time zone p_zone, 'MM-DD HH24:MI'), '--')
        || ' [#' || t.number || '] '
$$;
comment on function vorrang.row_prefix is
    'What stands before the subject in a row: class, effective due in the channel''s zone, number.';

create or replace function vorrang.reply_address(t vorrang.tickets, c vorrang.channels)
returns text
language sql immutable
as $$
    select split_part(c.address, '@', 1) || '+' || t.number || '.' || t.token
        || '@' || split_part(c.address, '@', 2)
$$;
comment on function vorrang.reply_address is 'The ticket''s own address: what is sent there is a reply.';

create or replace function vorrang.note_address(t vorrang.tickets, c vorrang.channels)
returns text
language sql immutable
as $$
    select 'note+' || t.number || '.' || t.note_token || '@' || split_part(c.address, '@', 2)
$$;
comment on function vorrang.note_address is 'What an agent sends there is a note: it is where a note''s answer goes.';

create or replace function vorrang.row_added(
    t vorrang.tickets, c vorrang.channels, p_customer text, p_rank_at timestamptz, p_reply_to text, p_trust text)
returns text
language sql stable
as $$
    select 'Received: by ' || split_part(c.address, '@', 2) || ' with Vorrang; '
        || vorrang.mail_date(p_rank_at) || e'\r\n'
        || coalesce('Reply-To: ' || p_reply_to || e'\r\n', '')
        || 'X-Vorrang-Ticket: ' || t.number || e'\r\n'
        || coalesce('X-Vorrang-Customer: ' || p_customer || e'\r\n', '')
        || 'X-Vorrang-Class: ' || t.class || e'\r\n'
        || coalesce('X-Vorrang-Due: ' || to_char(vorrang.effective_due(t) at time zone 'UTC',
               'YYYY-MM-DD"T"HH24:MI:SS"Z"') || e'\r\n', '')
        || case when p_trust = 'unverified' then e'X-Vorrang-Trust: unverified\r\n' else '' end
$$;
comment on function vorrang.row_added is 'The header lines that stand on top of what a row shows.';

-- `offset 0` below keeps the planner from asking for row_message once for each ticket and message that there is.
create or replace function vorrang.desired_rows(f vorrang.folders, p_tickets bigint[], p_now timestamptz)
returns table (
    item bigint, ticket_number bigint, message_id bigint, notice_id bigint, owner_id integer, rank_at timestamptz,
    prefix text, added text, keep_thread boolean, size bigint, light text, answered boolean, cover_id bigint,
    article_id bigint, tags text[], readers integer[])
language plpgsql stable
as $$
declare
    v_readers integer[];
begin
    if f.kind = 'outgoing' then
        return query
        select m.id, m.ticket_number, m.id, null::bigint, null::integer, date_trunc('second', m.at), '', '', true,
               m.thread_size, 'none', false, null::bigint, null::bigint, null::text[], null::integer[]
          from vorrang.outgoing(f.agent_id, p_tickets) o
          join vorrang.messages m on m.id = o.source_message;
        return;
    elsif f.kind = 'topic' then
        return query
        select x.number, null::bigint, null::bigint, null::bigint, null::integer, date_trunc('second', x.at), '',
               'X-Vorrang-Article: ' || x.number || e'\r\n', true, x.shown_size, 'none', false, null::bigint, x.id,
               null::text[], null::integer[]
          from vorrang.articles x
         where x.topic_id = f.topic_id and x.ended_at is null and x.shown_size is not null
           and not exists (select from vorrang.articles y
                            where y.number = x.number and y.id > x.id and y.ended_at is null and y.shown_size is not null);
        return;
    end if;
    if f.kind in ('conversation', 'ticket') then
        v_readers := vorrang.cover_channels(coalesce(f.channel_id,
            (select t.channel_id from vorrang.tickets t where t.number = f.ticket_number)));
        return query
        select m.id, t.number, m.id, null::bigint, null::integer, date_trunc('second', m.at), '',
               vorrang.row_added(t, c, k.key, date_trunc('second', m.at),
                   case m.direction
                       when 'in' then vorrang.reply_address(t, c)
                       when 'note' then vorrang.note_address(t, c)
                   end, m.trust)
                   || 'References: ' || vorrang.cover_id_of(t.number, c) || e'\r\n',
               true, m.thread_size, 'none', false, null::bigint, null::bigint, null::text[], null::integer[]
          from vorrang.folder_tickets(f, p_tickets, p_now) n
          join vorrang.tickets t on t.number = n
          join vorrang.channels c on c.id = t.channel_id
          left join vorrang.customers k on k.id = t.customer_id
          join vorrang.messages m on m.ticket_number = t.number and m.kind not in ('source', 'recalled', 'alert')
        union all
        select -t.number, t.number, null::bigint, null::bigint, null::integer, d.at, '',
               'Received: by ' || split_part(c.address, '@', 2) || ' with Vorrang; ' || vorrang.mail_date(d.at) || e'\r\n'
                   || 'Reply-To: ' || vorrang.note_address(t, c) || e'\r\n'
                   || 'X-Vorrang-Ticket: ' || t.number || e'\r\n'
                   || 'X-Vorrang-Cover: ' || v.id || e'\r\n',
               true, v.shown_size, 'none', false, v.id, null::bigint, null::text[], null::integer[]
          from vorrang.folder_tickets(f, p_tickets, p_now) n
          join vorrang.tickets t on t.number = n
          join vorrang.channels c on c.id = t.channel_id
         cross join lateral (select vorrang.cover_is_for_team(f, t) as team offset 0) s
         cross join lateral (
             select x.id, x.shown_size, x.channels from vorrang.covers x
              where x.ticket_number = t.number and x.team = s.team order by x.id desc limit 1) v
         cross join lateral (select vorrang.cover_date(t) as at offset 0) d
         where v.channels <@ v_readers; -- else it was written for others: a new one comes
    else
        return query
        select t.number, t.number, m.id, null::bigint, t.owner_id, r.rank_at, r.prefix, a.added, false,
               m.shown_size, t.light, coalesce(t.answered_message > m.id, false), null::bigint, null::bigint,
               t.keywords, nullif(array_remove(g.agents, f.agent_id), '{}')
          from vorrang.folder_tickets(f, p_tickets, p_now) n
          join vorrang.tickets t on t.number = n
          join vorrang.channels c on c.id = t.channel_id
          left join vorrang.customers k on k.id = t.customer_id
          left join (select d.ticket_number as number, array_agg(d.agent_id order by d.agent_id) as agents
                       from vorrang.reading d where d.until > p_now group by d.ticket_number) g on g.number = t.number
          cross join lateral (select vorrang.row_message(n) as id offset 0) shown
          join vorrang.messages m on m.id = shown.id
          cross join lateral (
              select case when f.kind = 'customer' then date_trunc('second', t.received_at)
                          else vorrang.rank_at(
                              case f.kind when 'queue' then c.order_policy else 'value' end,
                              vorrang.ticket_band(t), t.class::text, vorrang.effective_due(t), f.generation)
                     end as rank_at,
                     vorrang.row_prefix(t, c.zone) as prefix) r
          cross join lateral (select vorrang.row_added(t, c, k.key, r.rank_at, vorrang.reply_address(t, c), m.trust) as added) a;
    end if;
    if f.kind = 'inbox' then
        return query
        select -n.id, n.ticket_number, null::bigint, n.id, null::integer, r.rank_at, '',
               'Received: by desk with Vorrang; ' || vorrang.mail_date(r.rank_at) || e'\r\n'
                   || coalesce('X-Vorrang-Ticket: ' || n.ticket_number || e'\r\n', '')
                   || 'X-Vorrang-Notice: ' || n.kind || e'\r\n'
                   || case when n.kind = 'note' then 'Reply-To: ' || vorrang.note_address(t, c) || e'\r\n' else '' end,
               true, n.shown_size, 'none', false, null::bigint, null::bigint, null::text[], null::integer[]
          from vorrang.notices n
          left join vorrang.tickets t on t.number = n.ticket_number
          left join vorrang.channels c on c.id = t.channel_id
          cross join lateral (
              select date_trunc('second', greatest(n.at, f.generation + interval '1 second')) as rank_at) r
         where n.agent_id = f.agent_id and n.done_at is null and n.shown_size is not null
           and (n.ticket_number is null or vorrang.may_see(f.agent_id, n.ticket_number));
    end if;
end
$$;
comment on function vorrang.desired_rows is
    'The rows that a folder should have for these tickets (null: for all), frozen parts and light. An '
    'INBOX also has its agent''s notices, dated after every ticket.';

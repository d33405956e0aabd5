-- Why a ticket stands where it stands: its place, what decides, what is before it. The cover sheet and
-- `vorrang explain` say it in the same words.

create or replace function vorrang.order_words(p_policy text)
returns text
language sql immutable
as $$
    select case p_policy
        when 'value' then 'by value (class, answered question, VIP, priority, due)'
        when 'weighted' then 'by weighted due (A 4 hours ahead, B 2 hours)'
        else 'by deadline (due alone)'
    end
$$;

create or replace function vorrang.due_words(t vorrang.tickets, p_zone text, p_now timestamptz)
returns text
language plpgsql stable
as $$
begin
    return (
        select coalesce(
            case when t.response_running then 'answer ' else 'solution ' end
            || case when vorrang.effective_due(t) < p_now then 'overdue since ' else 'due ' end
            || vorrang.local_minute(vorrang.effective_due(t), p_zone, p_now), 'nothing promised now'));
end
$$;
comment on function vorrang.due_words is 'What is due of a ticket and when, in the channel''s zone.';

create or replace function vorrang.standing_words(t vorrang.tickets, p_zone text, p_now timestamptz)
returns text
language plpgsql stable
as $$
begin
    return (
        select concat_ws(', ',
            case t.class when '-' then 'no class' else 'class ' || t.class end,
            case when t.lifted then 'the customer answered a question' end,
            case when t.vip then 'VIP' end,
            case when t.priority <> 0 then vorrang.priority_word(t.priority) || ' priority' end,
            vorrang.due_words(t, p_zone, p_now)));
end
$$;
comment on function vorrang.standing_words is 'All that decides where a ticket stands: "A, VIP, answer due 11-25 14:30".';

create or replace function vorrang.before_words(p_reason text, p_count bigint)
returns text
language sql immutable
as $$
    select p_count || case p_reason
        when 'class' then ' of a higher class'
        when 'lifted' then ' whose customer answered a question'
        when 'vip' then case p_count when 1 then ' VIP' else ' VIPs' end
        when 'priority' then ' of higher priority'
        when 'weight' then ' due earlier by the weight of the class'
        else ' due earlier'
    end
$$;

-- The columns are those of rank_at: what decides stands first in `reason`.
create or replace function vorrang.queue_neighbours(
    t vorrang.tickets, p_policy text, p_inbox bigint[], p_now timestamptz)
returns table (number bigint, side integer, reason text, place bigint, slot bigint)
language plpgsql stable
as $$
declare
    g timestamptz := vorrang.generation_at(p_now);
    v_band integer := case p_policy when 'value' then vorrang.ticket_band(t) else 0 end;
    v_due timestamptz := vorrang.effective_due(t) - case p_policy when 'weighted' then vorrang.head_start(t.class) else interval '0' end;
    v_slot bigint := vorrang.due_slot(v_due, g);
begin
    return query
    select o.number, x.side,
           case when p_policy = 'weighted' and vorrang.head_start(o.class) > vorrang.head_start(t.class) then 'weight'
                when p_policy <> 'value' then 'due'
                when o.class <> t.class then 'class'
                when o.lifted <> t.lifted then 'lifted'
                when o.vip <> t.vip then 'vip'
                when o.priority <> t.priority then 'priority'
                else 'due' end,
           o.band::bigint, o.slot
      from (select q.*, case p_policy when 'value' then vorrang.ticket_band(q) else 0 end as band,
                   vorrang.due_slot(vorrang.effective_due(q)
                       - case p_policy when 'weighted' then vorrang.head_start(q.class) else interval '0' end, g) as slot
              from vorrang.tickets q
             where q.status in ('new', 'in-progress')
               and q.number <> t.number
               and case when p_inbox is null then q.channel_id = t.channel_id and not q.kam_only else q.number = any (p_inbox) end) o
     cross join lateral (select case when (o.band, o.slot) < (v_band, v_slot) then -1
                                     when (o.band, o.slot) = (v_band, v_slot) then 0 else 1 end as side) x;
end
$$;
comment on function vorrang.queue_neighbours is
    'The other tickets of a queue (p_inbox: of an INBOX), each before (-1), beside (0) or behind (1) this one '
    'by the order that rank_at keeps, and what decides it.';

create or replace function vorrang.place_lines(
    t vorrang.tickets, p_where text, p_policy text, p_inbox bigint[], p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
declare
    c vorrang.channels;
    v_before bigint;
    v_beside bigint;
    v_all bigint;
    v_reasons text;
    v_nearest text;
    v_lines text[];
begin
    select * into strict c from vorrang.channels x where x.id = t.channel_id;
    with n as materialized (select * from vorrang.queue_neighbours(t, p_policy, p_inbox, p_now)),
    counted as (
        select n.reason, count(*) as n, min(array_position(array['class', 'lifted', 'vip', 'priority', 'weight', 'due'], n.reason)) as first
          from n where n.side = -1 group by n.reason),
    nearest as (
        select n.number, n.place, n.slot from n where n.side = -1 order by n.place desc, n.slot desc, n.number desc limit 2)
    select (select count(*) from n where n.side = -1), (select count(*) from n where n.side = 0), (select count(*) from n) + 1,
           (select string_agg(vorrang.before_words(x.reason, x.n), ', ' order by x.first) from counted x),
           (select string_agg(format('#%s (%s)', o.number, vorrang.standing_words(o, c.zone, p_now)), '; '
                              order by x.place desc, x.slot desc, x.number desc)
              from nearest x join vorrang.tickets o on o.number = x.number)
      into v_before, v_beside, v_all, v_reasons, v_nearest;
    v_lines := array[
        format('%s of %s in %s, served %s.', vorrang.ordinal(v_before + 1), v_all, p_where, vorrang.order_words(p_policy)),
        format('It stands there by: %s.', vorrang.standing_words(t, c.zone, p_now)),
        case when v_before = 0 then 'Nothing stands before it.'
             else format('Before it: %s. Next before it: %s.', v_reasons, v_nearest) end];
    if v_beside > 0 then
        v_lines := v_lines || format('%s %s beside it: of the same standing to the minute.', v_beside,
            case v_beside when 1 then 'stands' else 'stand' end);
    end if;
    return jsonb_build_object('rank', v_before + 1, 'of', v_all, 'policy', p_policy, 'lines', to_jsonb(v_lines));
end
$$;

create or replace function vorrang.ordinal(p_n bigint)
returns text
language sql immutable
as $$
    select p_n || case when p_n % 100 between 11 and 13 then 'th'
                       else case p_n % 10 when 1 then 'st' when 2 then 'nd' when 3 then 'rd' else 'th' end end
$$;

create or replace function vorrang.outside_words(t vorrang.tickets, p_now timestamptz)
returns text
language plpgsql stable
as $$
begin
    return (
        select case
            when t.merged_into is not null then format('It was merged into #%s.', t.merged_into)
            when t.status = 'waiting' then 'It waits for the customer and stands in no queue until he writes.'
            when t.status = 'hold' then 'It is put aside until '
                || coalesce(vorrang.local_minute(t.held_until, c.zone, p_now), 'somebody takes it up')
                || ' or until the customer writes.'
            when t.status = 'spam' then 'It is junk and stands in no queue.'
            else 'It is closed and stands in no queue; mail of the customer opens it again until '
                || vorrang.local_minute(t.closed_at + make_interval(secs => c.reopen_seconds), c.zone, p_now) || '.'
        end
        from vorrang.channels c where c.id = t.channel_id);
end
$$;

create or replace function vorrang.place_in_queue(t vorrang.tickets, p_most bigint, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
declare
    c vorrang.channels;
begin
    if not vorrang.is_with_us(t.status) then
        return jsonb_build_object('lines', jsonb_build_array(vorrang.outside_words(t, p_now)));
    end if;
    select * into strict c from vorrang.channels x where x.id = t.channel_id;
    if p_most < (select count(*) from (select from vorrang.tickets q
                  where q.channel_id = t.channel_id and q.status in ('new', 'in-progress') limit p_most + 1) x) then
        return jsonb_build_object('lines', jsonb_build_array(
            format('One of more than %s in Queues/%s, served %s; `vorrang explain %s` counts them.', p_most, c.key,
                vorrang.order_words(c.order_policy), t.number),
            format('It stands there by: %s.', vorrang.standing_words(t, c.zone, p_now))));
    end if;
    return vorrang.place_lines(t, 'Queues/' || c.key, c.order_policy, null, p_now);
end
$$;
comment on function vorrang.place_in_queue is
    'A ticket''s place in its channel''s queue in words, for those who may see the whole queue. In one of more than '
    'p_most (null: none is too long) only what it stands by.';

create or replace function vorrang.own_place(t vorrang.tickets, p_zone text, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
begin
    return jsonb_build_array(case when vorrang.is_with_us(t.status)
        then format('It stands in its queue by: %s.', vorrang.standing_words(t, p_zone, p_now))
        else vorrang.outside_words(t, p_now) end);
end
$$;
comment on function vorrang.own_place is 'As much of its place as can be said without naming another ticket.';

create or replace function vorrang.place_in_inbox(t vorrang.tickets, a vorrang.agents, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
declare
    f vorrang.folders;
    v_inbox bigint[];
    v_owner text := (select o.name from vorrang.agents o where o.id = t.owner_id);
begin
    if not vorrang.is_with_us(t.status) then
        return jsonb_build_object('lines', jsonb_build_array(vorrang.outside_words(t, p_now)));
    end if;
    f.kind := 'inbox';
    f.agent_id := a.id;
    v_inbox := array(select * from vorrang.folder_tickets(f, null, p_now));
    if t.number = any (v_inbox) then
        return vorrang.place_lines(t, format('%s''s INBOX (%s)', a.name,
            case when t.owner_id = a.id then 'taken' else 'nobody has taken it' end), 'value', v_inbox, p_now);
    end if;
    return jsonb_build_object('lines', jsonb_build_array(case
        when t.owner_id is not null then format('Not in %s''s INBOX: it is %s''s.', a.name, v_owner)
        when not exists (select from vorrang.members m where m.agent_id = a.id and m.channel_id = t.channel_id and m.kind <> 'read')
            then format('Not in %s''s INBOX: he does not handle its channel.', a.name)
        else format('Not in %s''s INBOX: it shows the first 100 that nobody has taken, and this one comes later.', a.name)
    end));
end
$$;
comment on function vorrang.place_in_inbox is
    'A ticket''s place in an agent''s INBOX, or why it is not there. Its order is always value.';

create or replace function vorrang_api.explain(p_ticket text, p_agent text default null, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v_number bigint := vorrang.survivor(vorrang.ticket_number(p_ticket));
    t vorrang.tickets;
    a vorrang.agents;
begin
    select * into strict t from vorrang.tickets x where x.number = v_number;
    if p_agent is null then
        return jsonb_build_object('ticket', t.number) || vorrang.place_in_queue(t, null, p_now);
    end if;
    select * into a from vorrang.agents x where x.id = vorrang.agent_id(p_agent);
    if not vorrang.may_see(a.id, t.number) then
        return jsonb_build_object('ticket', t.number, 'agent', a.key, 'lines', jsonb_build_array(
            format('%s may not see it: no member of its channel or of one that watches it, not its owner, '
                   'no watcher, not the key account manager.', a.name)));
    end if;
    return jsonb_build_object('ticket', t.number, 'agent', a.key) || vorrang.place_in_inbox(t, a, p_now);
end
$$;
comment on function vorrang_api.explain is
    'Why a ticket stands where it stands: in its channel''s queue, or in an agent''s INBOX.';

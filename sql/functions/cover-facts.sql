-- What a cover sheet says of a ticket, in words and in the channel's zone; vorrangd only lays it out.
-- It is shared by its readers, so it holds only what each of them may see (invariant 4).

create or replace function vorrang.cover_strangers(t vorrang.tickets)
returns boolean
language plpgsql stable
as $$
begin
    return (
        select t.kam_only or exists (
            select from (
                select unnest(array[t.owner_id, t.responsible_id, t.kam_id]) as agent_id
                union all select w.agent_id from vorrang.ticket_watchers w where w.ticket_number = t.number
                union all select m.agent_id from vorrang.ticket_watch_channels w
                          join vorrang.members m on m.channel_id = w.channel_id where w.ticket_number = t.number) v
            where v.agent_id is not null
              and not exists (select from vorrang.members m where m.channel_id = t.channel_id and m.agent_id = v.agent_id)));
end
$$;
comment on function vorrang.cover_strangers is
    'May somebody see this ticket who is no member of its channel, or may its members not? Then the sheet of Tickets/n names no other ticket.';

create or replace function vorrang.may_read_cover(p_agent integer, p_cover bigint)
returns boolean
language plpgsql stable
as $$
begin
    return (select not exists (
                select from unnest(v.channels) c
                where not exists (select from vorrang.members m where m.agent_id = p_agent and m.channel_id = c))
            from vorrang.covers v where v.id = p_cover);
end
$$;
comment on function vorrang.may_read_cover is
    'Is he still a member of each channel whose tickets this revision names? Asked at each reading, beside may_see.';

create or replace function vorrang.cover_channels(p_channel integer)
returns integer[]
language plpgsql stable
as $$
begin
    return (
        select array_agg(c.id)
        from vorrang.channels c
        where c.id = p_channel
           or (exists (select from vorrang.members m where m.channel_id = c.id)
               and not exists (
                   select from vorrang.members m
                   where m.channel_id = p_channel
                     and not exists (select from vorrang.members x where x.channel_id = c.id and x.agent_id = m.agent_id))));
end
$$;
comment on function vorrang.cover_channels is 'The channels that every member of this one may read, itself first of all.';

create or replace function vorrang.local_minute(p_at timestamptz, p_zone text, p_now timestamptz)
returns text
language sql stable
as $$
    select to_char(p_at at time zone p_zone, case
        when date_part('year', p_at at time zone p_zone) = date_part('year', p_now at time zone p_zone) then '' else 'YYYY-' end
        || 'MM-DD HH24:MI')
$$;
comment on function vorrang.local_minute is 'As a row says its due: 11-25 14:30; with the year where it is another.';

create or replace function vorrang.open_time_words(p_seconds double precision)
returns text
language sql immutable
as $$
    select floor(p_seconds / 3600) || ':' || lpad((floor(p_seconds / 60)::bigint % 60)::text, 2, '0') || ' h'
$$;

create or replace function vorrang.clock_words(
    p_calendar integer, p_running boolean, p_paused boolean, p_done timestamptz, p_due timestamptz, p_zone text, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        select jsonb_strip_nulls(jsonb_build_object(
            'state', case when p_running and p_paused then 'stands still'
                          when p_running and p_due < p_now then 'overdue'
                          when p_running then 'running' else 'stopped' end,
            'due', case when p_running then vorrang.local_minute(p_due, p_zone, p_now) end,
            'done', vorrang.local_minute(p_done, p_zone, p_now),
            'left', case when p_running and p_due >= p_now then
                vorrang.open_time_words(vorrang.open_seconds_between(p_calendar, p_now, p_due)) || ' left' end)));
end
$$;

create or replace function vorrang.cover_clocks(t vorrang.tickets, p_zone text, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        select jsonb_build_object(
            'response', vorrang.clock_words(t.calendar_id, t.response_running, false, t.first_response_at, t.response_due, p_zone, p_now),
            'resolution', vorrang.clock_words(t.calendar_id, t.resolution_running, t.paused_at is not null, t.closed_at,
                t.resolution_due, p_zone, coalesce(t.paused_at, p_now))));
end
$$;
comment on function vorrang.cover_clocks is
    'Both clocks: running, overdue, stands still or stopped; due, when it was met, and the open time that is left.';

create or replace function vorrang.cover_notes(t vorrang.tickets)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_object('text', n.text, 'about', concat_ws(', ',
            (select k.name from vorrang.customers k where k.id = n.customer_id),
            (select coalesce(nullif(x.name, ''), x.address) from vorrang.contacts x where x.id = n.contact_id),
            (select c.name from vorrang.channels c where c.id = n.channel_id), n.ticket_type)) order by n.key), '[]')
        from vorrang.service_notes n
        where coalesce(n.customer_id = t.customer_id, n.customer_id is null)
          and coalesce(n.contact_id = t.contact_id, n.contact_id is null)
          and coalesce(n.channel_id = t.channel_id, n.channel_id is null)
          and coalesce(n.ticket_type = t.type, n.ticket_type is null));
end
$$;
comment on function vorrang.cover_notes is 'The service notes of this ticket: those whose whole context holds (TS-15).';

create or replace function vorrang.cover_tickets(t vorrang.tickets, p_channels integer[], p_zone text, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        with others as (
            select o.number, o.subject, o.status, o.received_at, o.closed_at, o.channel_id
              from (select x.* from vorrang.tickets x where x.customer_id = t.customer_id order by x.number desc limit 300) o
             where o.number <> t.number and o.merged_into is null and o.status <> 'spam' and not o.kam_only and o.channel_id = any (p_channels)),
        shown as (
            (select * from others o where o.closed_at is null order by o.number desc limit 6)
            union all
            (select * from others o where o.closed_at is not null order by o.closed_at desc, o.number desc limit 3))
        select coalesce(jsonb_agg(jsonb_build_object('number', s.number, 'subject', s.subject, 'status', s.status,
            'channel', (select c.key from vorrang.channels c where c.id = s.channel_id),
            'when', case when s.closed_at is not null then 'closed ' || (s.closed_at at time zone p_zone)::date
                         else 'opened ' || (s.received_at at time zone p_zone)::date end)
            order by s.closed_at is not null, s.number desc), '[]')
        from shown s);
end
$$;
comment on function vorrang.cover_tickets is
    'The customer''s other tickets in these channels, of his newest 300: 6 open ones and the 3 closed last.';

create or replace function vorrang.cover_orders(p_customer integer)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_object('kind', o.kind, 'number', o.number, 'dated', o.dated_on::text, 'text', o.text,
            'amount', to_char(o.amount_minor / 100.0, 'FM999999999990.00') || ' ' || o.currency)
            order by o.dated_on desc, o.id desc), '[]')
        from (select * from vorrang.orders x where x.customer_id = p_customer order by x.dated_on desc, x.id desc limit 5) o);
end
$$;

create or replace function vorrang.agent_word(p_by text)
returns text
language plpgsql stable
as $$
begin
    return (
        select coalesce((select a.name from vorrang.agents a where a.key = p_by),
                        case p_by when 'vorrang' then 'Vorrang' when 'customer' then 'the customer' else p_by end));
end
$$;

create or replace function vorrang.event_words(e vorrang.events)
returns text
language plpgsql stable
as $$
declare
    d jsonb := e.detail;
begin
    return case e.kind
        when 'created' then 'opened it'
        when 'message' then case
            when coalesce(d->>'machine', '') <> '' then 'a program wrote'
            when (d->>'foreign')::boolean then 'somebody who takes no part wrote'
            when e."by" = 'customer' then 'wrote'
            when (d->>'note')::boolean then 'wrote a note'
            else 'wrote to the customer' end
        when 'bounced' then 'a mail to the customer came back'
        when 'status' then format('state %s → %s', d->>'from', d->>'to')
        when 'owner' then case when d->>'to' is null then 'released it from ' || coalesce(vorrang.agent_word(d->>'from'), 'nobody')
                               else 'owner is ' || vorrang.agent_word(d->>'to') end
        when 'channel' then format('channel %s → %s', d->>'from', d->>'to')
        when 'class' then format('class %s → %s', d->>'from', d->>'to')
        when 'priority' then format('priority %s → %s', vorrang.priority_word((d->>'from')::smallint),
                                    vorrang.priority_word((d->>'to')::smallint))
        when 'amber' then 'amber: half of the time is used'
        when 'red' then 'red: little time is left'
        when 'escalated' then format('escalated (step %s): %s', d->>'level', d->>'at')
        when 'confirmed' then 'confirmed the receipt'
        when 'sent' then format('sent the %s', d->>'kind')
        when 'failed' then 'a mail could not be sent'
        when 'tags' then 'tags ' || coalesce((select string_agg(x, ' ') from jsonb_array_elements_text(d->'tags') x), '')
        when 'time' then 'booked ' || coalesce(vorrang.open_time_words((d->>'minutes')::integer * 60), 'time')
        when 'task' then format('task %s (%s)%s', d->>'task', d->>'kind', coalesce(' for ' || vorrang.agent_word(d->>'agent'), ''))
        when 'task-done' then format('task %s is done', d->>'task')
        when 'document' then format('made %s', d->>'number')
        when 'document-status' then format('%s: %s → %s', d->>'number', d->>'from', d->>'to')
        when 'time-corrected' then 'took back ' || coalesce(vorrang.open_time_words(-(d->>'minutes')::integer * 60), 'time')
        when 'time-released' then 'released time for billing'
        when 'contingent' then format('%s%% of contingent %s is used', d->>'used', d->>'contingent')
        when 'project' then format('project %s → %s', coalesce(d->>'from', 'as usual'), coalesce(d->>'to', 'as usual'))
        when 'watching' then coalesce(vorrang.agent_word(d->>'agent'), 'the channel ' || (d->>'channel')) || ' watches'
        when 'merged' then coalesce('merged #' || (d->>'from') || ' into it', 'merged it into #' || (d->>'into'))
        when 'split' then coalesce('split #' || (d->>'to') || ' off', 'split off #' || (d->>'from'))
        when 'asked' then 'asked the customer'
        when 'reminded' then 'reminded the customer'
        when 'solution' then 'wrote how it was solved'
        when 'refused' then 'tried a reply that was refused'
        when 'recalled' then 'recalled a mail'
        when 'accepted' then 'made a ticket of it'
        when 'customer' then format('customer %s → %s', coalesce(d->>'from', 'unknown'), d->>'to')
        when 'entitlement' then concat_ws(', ', format('entitlement %s → %s', d->>'from', d->>'to'), d->>'asset',
                                          'contract ' || (d->>'contract'))
        when 'contradiction' then format('a number names another customer, %s', d->>'customer')
        when 'suggestion' then format('a number names a customer, %s', d->>'customer')
        when 'claimed' then 'named numbers, and nobody vouches for the sender'
        when 'sla' then format('SLA %s → %s', d->>'from', d->>'to')
        when 'dues' then format('dues computed anew: %s', d->>'why')
        when 'responsible' then coalesce(vorrang.agent_word(d->>'to'), 'nobody') || ' is responsible'
        when 'key-account' then coalesce(vorrang.agent_word(d->>'agent'), 'nobody') || ' is key account manager'
        when 'not-watching' then coalesce(vorrang.agent_word(d->>'agent'), 'somebody') || ' watches no more'
        when 'published' then format('published it as article %s', d->>'article')
        when 'thanked' then 'said thank you, which reopens nothing'
        when 'asked-to-reopen' then 'asks whether to reopen it: the customer wrote after its end'
        when 'outside-attempt' then 'tried what only agents may, without effect'
        when 'confirmation-withheld' then 'withheld the confirmation (limit)'
        when 'rules' then 'rules spoke'
        else replace(e.kind, '-', ' ')
    end;
end
$$;
comment on function vorrang.event_words is 'One event of the history as a person says it, without its who and when.';

create or replace function vorrang.cover_history(p_ticket bigint, p_zone text, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_object('at', vorrang.local_minute(e.at, p_zone, p_now), 'by', vorrang.agent_word(e.by),
            'what', vorrang.event_words(e)) order by e.id desc), '[]')
        from vorrang.events e
        where e.id = any (array(select x.id from vorrang.events x where x.ticket_number = p_ticket order by x.id desc limit 10)));
end
$$;

create or replace function vorrang.cover_people(t vorrang.tickets)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        select jsonb_build_object(
            'owner', (select a.name from vorrang.agents a where a.id = t.owner_id),
            'watchers', (select coalesce(jsonb_agg(x.name order by x.name), '[]') from (
                select a.name from vorrang.ticket_watchers w join vorrang.agents a on a.id = w.agent_id where w.ticket_number = t.number
                union all
                select c.name from vorrang.ticket_watch_channels w join vorrang.channels c on c.id = w.channel_id
                 where w.ticket_number = t.number) x),
            'responsible', (select a.name from vorrang.agents a where a.id = t.responsible_id),
            'kam', (select a.name || ' <' || a.login || '>' from vorrang.agents a where a.id = t.kam_id),
            'contact', jsonb_strip_nulls(jsonb_build_object('address', t.sender_address,
                'name', coalesce((select nullif(x.name, '') from vorrang.contacts x where x.id = t.contact_id), nullif(t.sender_name, '')),
                'phone', (select x.phone from vorrang.contacts x where x.id = t.contact_id)))));
end
$$;

create or replace function vorrang.cover_contract(t vorrang.tickets, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        select jsonb_build_object('plan', s.key, 'calendar', k.key,
            'contract', (select jsonb_build_object('key', n.key, 'level', n.level, 'until', n.valid_until::text)
                         from vorrang.contracts n where n.id = t.contract_id),
            'contingents', vorrang.contingents_left(t.contract_id, p_now),
            'entitlement', vorrang.entitlement_of(t.number), 'call', vorrang.callback_of(t.number))
        from vorrang.slas s, vorrang.calendars k
        where s.id = t.sla_id and k.id = t.calendar_id);
end
$$;

create or replace function vorrang.cover_facts(p_ticket bigint, p_team boolean, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
declare
    t vorrang.tickets;
    c vorrang.channels;
begin
    select * into strict t from vorrang.tickets x where x.number = p_ticket;
    select * into strict c from vorrang.channels x where x.id = t.channel_id;
    return vorrang.cover_people(t) || vorrang.cover_contract(t, p_now) || jsonb_build_object(
        'ticket', t.number, 'subject', t.subject, 'status', t.status, 'type', t.type, 'internal', t.internal,
        'priority', vorrang.priority_word(t.priority), 'class', t.class, 'vip', t.vip, 'lifted', t.lifted, 'trust', t.trust,
        'tags', (select coalesce(jsonb_agg(g.tag order by g.tag), '[]') from vorrang.ticket_tags g where g.ticket_number = t.number),
        'customer', (select k.name from vorrang.customers k where k.id = t.customer_id),
        'channel', jsonb_build_object('name', c.name, 'key', c.key, 'address', c.address, 'zone', c.zone),
        'received', vorrang.local_minute(t.received_at, c.zone, p_now),
        'clocks', vorrang.cover_clocks(t, c.zone, p_now),
        'notes', vorrang.cover_notes(t), 'steps', vorrang.steps_from(t, t.status),
        'history', vorrang.cover_history(t.number, c.zone, p_now),
        'orders', vorrang.cover_orders(t.customer_id), 'articles', vorrang.suggested_articles(t.number, p_team),
        'files', (select coalesce(jsonb_agg(f.file order by m.id), '[]') from vorrang.messages m
                  cross join lateral jsonb_array_elements(m.files) as f (file)
                  where m.ticket_number = t.number and m.kind not in ('source', 'recalled', 'alert')),
        'project', (select concat_ws(', ', p.key, nullif(p.name, '')) from vorrang.projects p where p.id = vorrang.project_of(t)),
        'tasks', (select coalesce(jsonb_agg(jsonb_build_object(
                      'number', k.number, 'kind', k.kind, 'title', k.title, 'due', k.due_on, 'deferred', k.deferred,
                      'agent', (select a.name from vorrang.agents a where a.id = k.agent_id)) order by k.due_on nulls last, k.number), '[]')
                  from vorrang.tasks k where k.ticket_number = t.number and k.done_at is null),
        'documents', (select coalesce(jsonb_agg(jsonb_build_object(
                          'number', d.number, 'kind', k.name, 'title', d.title, 'status', d.status) order by d.id), '[]')
                      from vorrang.documents d join vorrang.document_kinds k on k.id = d.kind_id where d.ticket_number = t.number),
        'minutes', (select coalesce(sum(e.minutes), 0) from vorrang.time_entries e where e.ticket_number = t.number),
        'as_of', vorrang.local_minute(p_now, c.zone, p_now))
        || case when p_team then jsonb_build_object(
            'place', vorrang.place_in_queue(t, 1000, p_now)->'lines',
            'tickets', vorrang.cover_tickets(t, vorrang.cover_channels(t.channel_id), c.zone, p_now))
        else jsonb_build_object('place', vorrang.own_place(t, c.zone, p_now)) end;
end
$$;
comment on function vorrang.cover_facts is
    'All that a cover sheet says. p_team: for members of the ticket''s channel, with its place in the queue and '
    'the customer''s other tickets; else only what belongs to the ticket itself.';

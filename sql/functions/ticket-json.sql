-- Instants as ISO 8601 with offset, in UTC: what every --json shows.
create or replace function vorrang.iso(p_at timestamptz)
returns text
language sql immutable
as $$
    select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

create or replace function vorrang.priority_word(p_priority smallint)
returns text
language sql immutable
as $$
    select case p_priority when 1 then 'high' when 0 then 'normal' when -1 then 'low' end
$$;

create or replace function vorrang.ticket_json(t vorrang.tickets)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'number', t.number,
        'subject', t.subject,
        'status', t.status,
        'channel', c.key,
        'customer', k.key,
        'class', t.class,
        'vip', t.vip,
        'priority', vorrang.priority_word(t.priority),
        'contact', t.sender_address,
        'trust', t.trust,
        'owner', a.key,
        'responsible', (select r.key from vorrang.agents r where r.id = t.responsible_id),
        'watchers', (select coalesce(jsonb_agg(x.key order by x.key), '[]')
                     from vorrang.ticket_watchers w
                     join vorrang.agents x on x.id = w.agent_id
                     where w.ticket_number = t.number),
        'sla', s.key,
        'own_sla', t.own_sla_id is not null,
        'response_target', t.response_seconds,
        'resolution_target', t.resolution_seconds,
        'contract', n.key,
        'entitlement', t.entitlement,
        'received_at', vorrang.iso(t.received_at),
        'response_due', vorrang.iso(t.response_due),
        'resolution_due', vorrang.iso(t.resolution_due),
        'effective_due', vorrang.iso(vorrang.effective_due(t)),
        'first_response_at', vorrang.iso(t.first_response_at),
        'closed_at', vorrang.iso(t.closed_at),
        'light', t.light,
        'lifted', t.lifted,
        'previous', t.previous_number,
        'source', t.source,
        'internal', t.internal,
        'type', nullif(t.type, ''),
        'merged_into', t.merged_into,
        'close_reason', t.close_reason,
        'held_until', vorrang.iso(t.held_until),
        'tags', (select coalesce(jsonb_agg(g.tag order by g.tag), '[]')
                 from vorrang.ticket_tags g where g.ticket_number = t.number))
    from vorrang.channels c
    left join vorrang.customers k on k.id = t.customer_id
    left join vorrang.agents a on a.id = t.owner_id
    left join vorrang.slas s on s.id = t.sla_id
    left join vorrang.contracts n on n.id = t.contract_id
    where c.id = t.channel_id
$$;

create or replace function vorrang.message_json(m vorrang.messages)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'id', m.id,
        'ticket', m.ticket_number,
        'direction', m.direction,
        'kind', m.kind,
        'from', m.from_address,
        'agent', (select a.key from vorrang.agents a where a.id = m.agent_id),
        'message_id', m.message_id,
        'subject', m.subject,
        'at', vorrang.iso(m.at),
        'size', m.size,
        'queue_id', m.queue_id,
        'machine', nullif(m.machine, ''),
        'foreign', m.is_foreign,
        'trust', nullif(m.trust, ''),
        'delivery', (select case when o.bounced is not null then 'bounced ' || o.bounced else o.state end
                     from vorrang.outbox o where o.message = m.id),
        'visible_to_customer', m.direction <> 'note')
        || case when m.question is null then '{}' else jsonb_build_object('question', m.question) end
$$;

create or replace function vorrang.events_json(p_ticket bigint)
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'at', vorrang.iso(e.at), 'kind', e.kind, 'by', e.by, 'via', e.via, 'detail', e.detail)
        order by e.id), '[]')
    from vorrang.events e
    where e.ticket_number = p_ticket
$$;

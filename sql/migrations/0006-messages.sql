-- A message of a ticket: in (from outside), out (to the customer), note (never leaves).
create table vorrang.messages (
    id bigint generated always as identity primary key,
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    direction text not null,
    kind text not null default 'mail',
    at timestamptz not null,
    agent_id integer references vorrang.agents,
    from_address text not null default '',
    from_name text not null default '',
    message_id text,
    fallback_message_id text not null,
    subject text not null default '',
    envelope_from text not null default '',
    queue_id text,
    machine text not null default '',
    is_foreign boolean not null default false,
    size bigint not null,
    body_size bigint not null,
    shown_size bigint not null,
    thread_size bigint not null,
    constraint message_direction_is_known check (direction in ('in', 'out', 'note'))
);
create index on vorrang.messages (ticket_number, id);

-- Header (part 0) and body (part 1) in chunks of 256 KiB.
create table vorrang.message_chunks (
    message_id bigint not null references vorrang.messages on delete cascade,
    part smallint not null,
    n integer not null,
    data bytea compression lz4 not null,
    primary key (message_id, part, n),
    constraint chunk_part_is_known check (part in (0, 1)),
    constraint chunk_is_small check (octet_length(data) <= 262144)
);

-- Every Message-ID under which somebody may answer: the mail's own, ours, the agent's client's.
create table vorrang.known_message_ids (
    message_id text not null,
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    message bigint references vorrang.messages on delete cascade,
    primary key (message_id, ticket_number)
);

-- A retry of what is committed is recognised by its key (invariant 2).
create table vorrang.retry_keys (
    key bytea primary key,
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    message bigint not null references vorrang.messages on delete cascade,
    expires_at timestamptz not null
);
create index on vorrang.retry_keys (expires_at);

-- Mail that is to leave: written in the transaction that causes it, sent by the outbox.
create table vorrang.outbox (
    id bigint generated always as identity primary key,
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    kind text not null,
    source_message bigint references vorrang.messages,
    message bigint references vorrang.messages,
    recipients text[] not null,
    detail jsonb not null default '{}',
    not_before timestamptz not null,
    created_at timestamptz not null,
    state text not null default 'waiting',
    attempt integer not null default 0,
    claimed_by text,
    lease_until timestamptz,
    accepted_attempt integer,
    accepted_queue_id text,
    accepted_boot_id text,
    sent_at timestamptz,
    error text,
    constraint outbox_kind_is_known check (kind in ('confirmation', 'reply', 'closing')),
    constraint outbox_has_recipients check (cardinality(recipients) > 0),
    constraint outbox_state_is_known check (state in ('waiting', 'claimed', 'sent', 'failed', 'recalled'))
);
create index outbox_due on vorrang.outbox (not_before) where state in ('waiting', 'claimed');
create unique index one_confirmation_per_ticket on vorrang.outbox (ticket_number) where kind = 'confirmation';

-- How many confirmations an address got lately: machine-made floods must not become ours.
create index outbox_confirmations on vorrang.outbox ((recipients[1]), created_at)
    where kind = 'confirmation';

create table vorrang.tickets (
    number bigint primary key,
    channel_id integer not null references vorrang.channels,
    customer_id integer references vorrang.customers,
    contact_id integer references vorrang.contacts,
    contract_id integer references vorrang.contracts,
    sla_id integer not null references vorrang.slas,
    calendar_id integer not null references vorrang.calendars,
    owner_id integer references vorrang.agents,
    status text not null default 'new',
    class char(1) not null,
    vip boolean not null default false,
    priority smallint not null default 0,
    lifted boolean not null default false,
    trust text not null,
    subject text not null,
    sender_address text not null,
    sender_name text not null default '',
    token text not null unique,
    note_token text not null unique,
    received_at timestamptz not null,
    changed_at timestamptz not null,
    response_running boolean not null default true,
    response_started_at timestamptz not null,
    response_due timestamptz not null,
    response_missed boolean not null default false,
    first_response_at timestamptz,
    resolution_running boolean not null default true,
    resolution_due timestamptz not null,
    resolution_missed boolean not null default false,
    paused_at timestamptz,
    held_until timestamptz,
    closed_at timestamptz,
    close_reason text,
    light text not null default 'green',
    amber_at timestamptz,
    red_at timestamptz,
    clock_at timestamptz,
    escalation_level smallint not null default 0,
    escalated_from_id integer references vorrang.agents,
    escalated_at timestamptz,
    answered_message bigint,
    previous_number bigint references vorrang.tickets,
    constraint ticket_status_is_known check (
        status in ('new', 'in-progress', 'waiting', 'hold', 'solved', 'closed', 'spam')),
    constraint ticket_class_is_known check (class in ('A', 'B', 'C', '-')),
    constraint ticket_priority_is_known check (priority between -1 and 1),
    constraint ticket_light_is_known check (light in ('green', 'amber', 'red', 'paused', 'none')),
    constraint ticket_trust_is_known check (trust in ('verified', 'unproven', 'unverified', 'unchecked')),
    constraint closed_has_an_instant check ((status in ('solved', 'closed', 'spam')) = (closed_at is not null))
);
comment on column vorrang.tickets.clock_at is
    'the next instant at which the clock has something to do for this ticket; null: nothing';
comment on column vorrang.tickets.paused_at is
    'since when the resolution clock stands still; resolution_due is as it stood then';
create index tickets_clock on vorrang.tickets (clock_at) where clock_at is not null;
create index tickets_open on vorrang.tickets (channel_id, status)
    where status not in ('solved', 'closed', 'spam');
create index tickets_owner on vorrang.tickets (owner_id)
    where status not in ('solved', 'closed', 'spam');
create index tickets_closed on vorrang.tickets (channel_id, closed_at) where closed_at is not null;
create index tickets_customer on vorrang.tickets (customer_id, number);

create table vorrang.participants (
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    address text not null,
    name text not null default '',
    role text not null,
    primary key (ticket_number, address),
    constraint participant_role_is_known check (role in ('customer', 'cc'))
);

-- Channels that watch a ticket beside the one it is in (one mail to several channels).
create table vorrang.ticket_watch_channels (
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    channel_id integer not null references vorrang.channels on delete cascade,
    primary key (ticket_number, channel_id)
);
create table vorrang.ticket_watchers (
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    agent_id integer not null references vorrang.agents on delete cascade,
    primary key (ticket_number, agent_id)
);

-- Append-only. Who and what, never a word of anybody's text.
create table vorrang.events (
    id bigint generated always as identity primary key,
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    at timestamptz not null,
    kind text not null,
    by text not null,
    via text not null,
    detail jsonb not null default '{}',
    constraint event_via_is_known check (via in ('smtp', 'imap', 'cli', 'clock', 'outbox'))
);
create index on vorrang.events (ticket_number, id);

-- Tickets whose rows may have to change. Written in the transaction of the change, emptied by the
-- projector. No key on the ticket: intake must never wait here.
create table vorrang.ticket_changes (
    id bigint generated always as identity primary key,
    ticket_number bigint not null,
    not_before timestamptz not null default '-infinity'
);

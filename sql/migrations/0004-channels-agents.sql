create table vorrang.channels (
    id integer generated always as identity primary key,
    key text not null unique,
    address text not null unique,
    name text not null,
    order_policy text not null default 'value',
    sla_id integer not null references vorrang.slas,
    calendar_id integer not null references vorrang.calendars,
    zone text not null,
    amber_percent smallint not null default 50,
    red_percent smallint not null default 20,
    reopen_seconds bigint not null default 1209600,
    undo_seconds integer not null default 0,
    constraint channel_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint channel_address_is_normal check (address = lower(address) and address ~ '^[^@+\s]+@[^@\s]+$'),
    constraint channel_order_is_known check (order_policy in ('value', 'weighted', 'deadline')),
    constraint channel_light_is_in_order check (0 <= red_percent and red_percent <= amber_percent and amber_percent <= 100),
    constraint channel_times_are_not_negative check (reopen_seconds >= 0 and undo_seconds >= 0)
);

create table vorrang.agents (
    id integer generated always as identity primary key,
    key text not null unique,
    login text not null unique,
    name text not null,
    light text not null default 'label',
    last_used_at timestamptz,
    constraint agent_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint agent_login_is_normal check (login = lower(login)),
    constraint agent_light_is_known check (light in ('label', 'apple', 'star', 'none'))
);

-- standard: handles, is told; informal: handles, is not told; read: reads along, may not answer.
create table vorrang.members (
    channel_id integer not null references vorrang.channels on delete cascade,
    agent_id integer not null references vorrang.agents on delete cascade,
    kind text not null default 'standard',
    primary key (channel_id, agent_id),
    constraint member_kind_is_known check (kind in ('standard', 'informal', 'read'))
);
create index on vorrang.members (agent_id);

-- The desk takes a step of a channel when a ticket's clock reaches `at`.
create table vorrang.escalations (
    id integer generated always as identity primary key,
    channel_id integer not null references vorrang.channels on delete cascade,
    level smallint not null,
    at text not null default 'response-due',
    release_owner boolean not null default false,
    to_channel_id integer references vorrang.channels,
    notify text not null default 'team',
    unique (channel_id, level),
    constraint escalation_at_is_known check (at in ('amber', 'response-due', 'resolution-due')),
    constraint escalation_notify_is_known check (notify in ('team', 'owner', 'none'))
);

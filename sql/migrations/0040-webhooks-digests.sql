-- Other programs are told by signed calls, and an agent of many things in one (SSC-12, TS-57).

create table vorrang.webhooks (
    id integer generated always as identity primary key,
    key text not null unique,
    url text not null,
    secret bytea not null,
    -- The secret before, by which calls are signed too until the receiver knows the new one.
    old_secret bytea,
    old_secret_until timestamptz,
    -- One call at a time, and none while the receiver is away.
    busy_until timestamptz,
    constraint webhook_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint webhook_url_is_http check (url ~ '^https?://[^[:space:]]+$' and length(url) <= 2000),
    constraint webhook_old_secret_ends check ((old_secret is null) = (old_secret_until is null))
);

create table vorrang.webhook_calls (
    id bigint generated always as identity primary key,
    webhook_id integer not null references vorrang.webhooks on delete cascade,
    call_key uuid not null default gen_random_uuid(),
    kind text not null,
    ticket_number bigint references vorrang.tickets on delete cascade,
    -- As it is sent, each time the same.
    body text not null,
    created_at timestamptz not null,
    state text not null default 'waiting',
    attempt integer not null default 0,
    not_before timestamptz not null,
    code integer,
    error text,
    done_at timestamptz,
    constraint webhook_call_state_is_known check (state in ('waiting', 'delivered', 'failed')),
    constraint webhook_call_is_done_or_waits check ((state = 'waiting') = (done_at is null))
);
comment on column vorrang.webhook_calls.call_key is 'by which the receiver knows a call that comes again';
comment on column vorrang.webhook_calls.code is 'what the receiver answered last; null: nothing';
create index on vorrang.webhook_calls (webhook_id, not_before) where state = 'waiting';
create index on vorrang.webhook_calls (webhook_id, id);
create index on vorrang.webhook_calls (ticket_number);
create index on vorrang.webhook_calls (done_at) where done_at is not null;

alter table vorrang.escalations add column webhook_id integer references vorrang.webhooks;

alter table vorrang.agents
    add column webhook_id integer references vorrang.webhooks,
    -- Times of day in his zone.
    add column digest_times time[] not null default '{}',
    add column digest_at timestamptz,
    add constraint agent_digest_has_times check ((digest_at is null) = (digest_times = '{}'));
create index on vorrang.agents (digest_at) where digest_at is not null;
alter table vorrang.agent_notify
    drop constraint notify_ways_are_known,
    add constraint notify_ways_are_known check (ways <@ array['inbox', 'mail', 'webhook', 'digest']);

create table vorrang.digest_lines (
    id bigint generated always as identity primary key,
    agent_id integer not null references vorrang.agents on delete cascade,
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    kind text not null,
    at timestamptz not null,
    detail jsonb not null default '{}'
);
comment on table vorrang.digest_lines is 'what an agent will be told in his next digest';
create index on vorrang.digest_lines (agent_id);
create index on vorrang.digest_lines (ticket_number);

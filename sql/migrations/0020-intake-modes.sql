-- How a channel takes mail: at once, after an agent's look, not at all, or only looking on.
alter table vorrang.channels
    add column intake text not null default 'auto',
    add constraint channel_intake_is_known check (intake in ('auto', 'triage', 'off', 'observe'));

alter table vorrang.tickets
    add column unaccepted text,
    add constraint ticket_unaccepted_is_known check (unaccepted in ('confirm', 'silent')),
    drop constraint ticket_status_is_known,
    add constraint ticket_status_is_known check (
        status in ('triage', 'new', 'in-progress', 'waiting', 'hold', 'solved', 'closed', 'spam')),
    add constraint triage_is_unaccepted check (status <> 'triage' or unaccepted is not null);
comment on column vorrang.tickets.unaccepted is
    'no agent has accepted it, and its customer knows no number: whether he gets the confirmation then; null: accepted';

alter table vorrang.folders drop constraint folder_kind_is_known;
alter table vorrang.folders add constraint folder_kind_is_known check (
    kind in ('inbox', 'queue', 'mine', 'triage', 'waiting', 'hold', 'closed', 'spam', 'conversation', 'ticket', 'outgoing',
             'close-quietly', 'merge', 'split', 'release',
             'watching', 'team', 'customer', 'hold-until', 'spam-sender'));

-- What came to channels that only look on, and when the first human answer left: neither names nor words.
create table vorrang.observed (
    id bigint generated always as identity primary key,
    channel_id integer not null references vorrang.channels on delete cascade,
    received_at timestamptz not null,
    message_id text not null,
    sender bytea not null,
    subject bytea not null,
    customer_id integer references vorrang.customers on delete set null,
    class char(1) not null,
    vip boolean not null,
    priority smallint not null,
    calendar_id integer not null references vorrang.calendars,
    response_due timestamptz not null,
    amber_at timestamptz,
    follow_ups integer not null default 0,
    answered_at timestamptz,
    unique (channel_id, message_id)
);
comment on column vorrang.observed.sender is 'SHA-256 of the bare address';
comment on column vorrang.observed.subject is 'SHA-256 of the subject without its Re:';
comment on column vorrang.observed.follow_ups is 'further mails of its thread while it waited for the answer';
create index observed_age on vorrang.observed (received_at);
create index observed_sender on vorrang.observed (sender) where answered_at is null;
create index on vorrang.observed (customer_id);

-- Message-IDs that mean an observed mail: its own, its thread's, its answers'.
create table vorrang.observed_ids (
    message_id text not null,
    observed_id bigint not null references vorrang.observed on delete cascade,
    primary key (message_id, observed_id)
);
create index on vorrang.observed_ids (observed_id);

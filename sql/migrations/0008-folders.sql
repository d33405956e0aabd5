-- What IMAP shows. UIDs, modseqs and UIDVALIDITY live here: a lost Dovecot index or another node shows
-- the same mailbox. Only the projector and the action functions assign them, with the folder row locked.
create table vorrang.folders (
    id bigint generated always as identity primary key,
    kind text not null,
    channel_id integer references vorrang.channels on delete cascade,
    agent_id integer references vorrang.agents on delete cascade,
    ticket_number bigint references vorrang.tickets on delete cascade,
    uidvalidity bigint not null,
    uidnext bigint not null default 1,
    modseq bigint not null default 1,
    tombstones_from bigint not null default 1,
    generation timestamptz not null,
    kept_until timestamptz not null default '-infinity',
    unique nulls not distinct (kind, channel_id, agent_id, ticket_number),
    constraint folder_kind_is_known check (
        kind in ('inbox', 'queue', 'mine', 'waiting', 'closed', 'conversation', 'ticket'))
);
comment on column vorrang.folders.generation is
    'the instant from which rank dates count backwards; renewed every 14 days';
comment on column vorrang.folders.kept_until is
    'the projector keeps the folder up to date until then; later it is projected whole at its next use';

-- One line of a folder, frozen: a change of anything but light gives a new uid. A vanished row is a
-- tombstone that can still be read for 30 days.
create table vorrang.folder_rows (
    folder_id bigint not null references vorrang.folders on delete cascade,
    uid bigint not null,
    modseq bigint not null,
    item bigint not null,
    ticket_number bigint references vorrang.tickets on delete cascade,
    message_id bigint references vorrang.messages on delete cascade,
    notice_id bigint references vorrang.notices on delete cascade,
    owner_id integer references vorrang.agents,
    rank_at timestamptz not null,
    made_at timestamptz not null,
    prefix text not null,
    added text not null,
    keep_thread boolean not null,
    size bigint not null,
    light text not null,
    answered boolean not null,
    bell boolean not null default false,
    fetched_at timestamptz,
    leaving_at timestamptz,
    vanished_at timestamptz,
    primary key (folder_id, uid)
);
comment on column vorrang.folder_rows.item is
    'what the row stands for: a ticket, a message (Conversations, Tickets), or minus a notice';
comment on column vorrang.folder_rows.bell is 'shown unread although its message was read: it turned red';
create index folder_rows_modseq on vorrang.folder_rows (folder_id, modseq);
create index folder_rows_item on vorrang.folder_rows (folder_id, item) where vanished_at is null;
create index folder_rows_ticket on vorrang.folder_rows (ticket_number) where vanished_at is null;
create index folder_rows_message on vorrang.folder_rows (message_id) where vanished_at is null;
create index folder_rows_tombstones on vorrang.folder_rows (vanished_at) where vanished_at is not null;

-- What one agent did to one row. No line: seen as read says.
create table vorrang.row_flags (
    agent_id integer not null references vorrang.agents on delete cascade,
    folder_id bigint not null references vorrang.folders on delete cascade,
    uid bigint not null,
    modseq bigint not null,
    seen boolean,
    deleted boolean not null default false,
    copied_at timestamptz,
    keywords text[] not null default '{}',
    primary key (agent_id, folder_id, uid)
);
create index row_flags_modseq on vorrang.row_flags (agent_id, folder_id, modseq);

create table vorrang.agent_folders (
    agent_id integer not null references vorrang.agents on delete cascade,
    folder_id bigint not null references vorrang.folders on delete cascade,
    modseq bigint not null default 1,
    primary key (agent_id, folder_id)
);

-- Which messages an agent has read: set by \Seen on any row that shows it, never unset by us. Decides
-- collisions.
create table vorrang.reads (
    agent_id integer not null references vorrang.agents on delete cascade,
    message_id bigint not null references vorrang.messages on delete cascade,
    at timestamptz not null,
    primary key (agent_id, message_id)
);

-- One difference between a folder and what it should show: what the projector works on.
create type vorrang.projected as (
    action text,
    old_uid bigint,
    bell boolean,
    unread boolean,
    same_message boolean,
    item bigint,
    ticket_number bigint,
    message_id bigint,
    notice_id bigint,
    owner_id integer,
    rank_at timestamptz,
    prefix text,
    added text,
    keep_thread boolean,
    size bigint,
    light text,
    answered boolean
);

-- The unowned tickets of a channel in service order, for the INBOXes of its team. The expressions are
-- vorrang.rank_band and vorrang.effective_due written out: an index must not depend on functions that
-- are made anew at each upgrade.
create index tickets_unowned on vorrang.tickets (
    channel_id,
    ((((strpos('ABC-', class::text) - 1) * 2 + case when lifted then 0 else 1 end) * 2
      + case when vip then 0 else 1 end) * 3 + (1 - priority)),
    (case when response_running then response_due
          when resolution_running and paused_at is null then resolution_due end),
    number)
where owner_id is null and status in ('new', 'in-progress');

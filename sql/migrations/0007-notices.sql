-- A notice: a line to an agent in his INBOX, above all rows until it is read and put away.
create table vorrang.notices (
    id bigint generated always as identity primary key,
    agent_id integer not null references vorrang.agents on delete cascade,
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    kind text not null,
    at timestamptz not null,
    detail jsonb not null default '{}',
    header bytea,
    body bytea,
    shown_size bigint,
    done_at timestamptz
);
create index on vorrang.notices (agent_id) where done_at is null;
create index notices_to_write on vorrang.notices (id) where shown_size is null;
comment on column vorrang.notices.header is 'the mail as vorrangd wrote it; null until then';

-- Time spent on a ticket, as the agent booked it. Append-only: a correction is a further entry.
create table vorrang.time_entries (
    id bigint generated always as identity primary key,
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    agent_id integer not null references vorrang.agents,
    message bigint references vorrang.messages,
    at timestamptz not null,
    minutes integer not null,
    comment text not null default '',
    constraint time_entry_is_positive check (minutes > 0)
);
create index on vorrang.time_entries (ticket_number);

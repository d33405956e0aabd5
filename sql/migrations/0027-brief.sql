-- The morning brief (N-16): one notice at opening time, about the day and no ticket.

alter table vorrang.notices alter column ticket_number drop not null;

alter table vorrang.agents
    -- When the next one is due; null: he wants none.
    add column brief_at timestamptz,
    add column briefed_at timestamptz;
create index on vorrang.agents (brief_at) where brief_at is not null;

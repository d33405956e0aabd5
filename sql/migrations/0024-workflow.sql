-- What a channel lets its agents do with a ticket.

alter table vorrang.channels
    -- {"from": ["to", …]}: where a state is named, agents may go from it to these alone.
    add column steps jsonb not null default '{}',
    -- Who is the first to read an unowned ticket owns it.
    add column open_owns boolean not null default false,
    -- Its unowned tickets stand in the INBOX of those who handle it.
    add column in_inbox boolean not null default true;

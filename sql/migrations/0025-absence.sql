-- When agents are away (TS-30).

create table vorrang.absences (
    agent_id integer not null references vorrang.agents on delete cascade,
    source text not null default 'admin',
    starts_at timestamptz not null,
    -- Null: nobody knows yet.
    ends_at timestamptz,
    -- What falls due meanwhile has been released.
    begun boolean not null default false,
    primary key (agent_id, source, starts_at),
    constraint absence_source_is_known check (source in ('admin', 'sieve')),
    constraint absence_ends_after_it_begins check (ends_at >= starts_at)
);
create index on vorrang.absences (starts_at) where not begun;

-- A calendar's opening hours as the admin wrote them, and expanded into UTC intervals with a running
-- sum of open seconds. The expansion (zones, DST, holidays) is made in C++; SQL only does instants.
create table vorrang.calendars (
    id integer generated always as identity primary key,
    key text not null unique,
    zone text not null,
    open_lines text[] not null,
    holidays date[] not null default '{}',
    constraint calendar_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint calendar_is_open_some_time check (cardinality(open_lines) > 0)
);

create table vorrang.calendar_intervals (
    calendar_id integer not null references vorrang.calendars on delete cascade,
    opens_at timestamptz not null,
    closes_at timestamptz not null,
    open_before double precision not null,
    primary key (calendar_id, opens_at) include (closes_at, open_before),
    constraint interval_is_not_empty check (opens_at < closes_at)
);
comment on column vorrang.calendar_intervals.open_before is
    'open seconds of this calendar before opens_at, counted from its first interval';
create unique index calendar_intervals_open_before
    on vorrang.calendar_intervals (calendar_id, open_before) include (opens_at, closes_at);

create table vorrang.slas (
    id integer generated always as identity primary key,
    key text not null unique,
    response_seconds bigint not null,
    resolution_seconds bigint not null,
    constraint sla_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint sla_targets_are_positive check (response_seconds > 0 and resolution_seconds > 0)
);

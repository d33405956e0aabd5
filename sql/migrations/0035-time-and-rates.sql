-- What an hour costs, whose project it runs onto, and when a surcharge holds (TS-70, TS-73, TS-74, TS-77).

create table vorrang.work_types (
    id integer generated always as identity primary key,
    key text not null unique,
    name text not null default '',
    constraint work_type_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$')
);
comment on column vorrang.work_types.name is 'as a bill says it; empty: the key';

create table vorrang.projects (
    id integer generated always as identity primary key,
    key text not null unique,
    customer_id integer not null references vorrang.customers,
    name text not null default '',
    responsible_id integer references vorrang.agents,
    planned_minutes integer,
    closed boolean not null default false,
    constraint project_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint project_plans_some_time check (planned_minutes > 0)
);
create index on vorrang.projects (customer_id);
alter table vorrang.customers
    add column default_project_id integer references vorrang.projects,
    add column maintenance_project_id integer references vorrang.projects;
comment on column vorrang.customers.default_project_id is 'onto which time runs where nothing else says so';
comment on column vorrang.customers.maintenance_project_id is 'the same, of tickets that a contract covers';
alter table vorrang.tickets add column project_id integer references vorrang.projects;
create index on vorrang.tickets (project_id) where project_id is not null;

alter table vorrang.agents add column accounting boolean not null default false;
comment on column vorrang.agents.accounting is 'he may release time for billing';

alter table vorrang.channels
    add column auto_time_minutes integer,
    add constraint channel_auto_time_is_some_time check (auto_time_minutes between 1 and 480);
comment on column vorrang.channels.auto_time_minutes is 'a reply without #time books what it took, at most so much; null: nothing';

alter table vorrang.contracts
    add column time text,
    add column step_minutes integer,
    add column minimum_minutes integer,
    add column rounding text,
    add constraint contract_time_is_known check (time in ('included', 'billable')),
    add constraint contract_step_is_some_time check (step_minutes between 1 and 480),
    add constraint contract_minimum_is_some_time check (minimum_minutes between 0 and 480),
    add constraint contract_rounding_is_known check (rounding in ('ticket', 'entry'));
comment on column vorrang.contracts.time is 'how work counts that it covers; null: billable with a contingent, else included';
comment on column vorrang.contracts.step_minutes is 'billed minutes are rounded up to it; null: the seller''s';

create table vorrang.rates (
    id integer generated always as identity primary key,
    key text not null unique,
    contract_id integer references vorrang.contracts,
    customer_id integer references vorrang.customers,
    agent_id integer references vorrang.agents,
    work_type_id integer references vorrang.work_types,
    valid_from date not null,
    hour_minor bigint not null,
    currency char(3) not null,
    constraint rate_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint rate_is_no_gift check (hour_minor >= 0),
    constraint rate_currency_is_a_code check (currency ~ '^[A-Z]{3}$')
);
create unique index rates_say_one_thing on vorrang.rates (
    coalesce(contract_id, 0), coalesce(customer_id, 0), coalesce(agent_id, 0), coalesce(work_type_id, 0), valid_from);
comment on column vorrang.rates.valid_from is 'the first day of work that costs so much';

create table vorrang.surcharges (
    id integer generated always as identity primary key,
    key text not null unique,
    name text not null default '',
    calendar_id integer not null references vorrang.calendars,
    customer_id integer references vorrang.customers,
    percent integer not null,
    hours text[] not null default '{}',
    holidays boolean not null default false,
    constraint surcharge_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint surcharge_is_some_percent check (percent between 1 and 1000),
    constraint surcharge_holds_some_time check (holidays or cardinality(hours) > 0)
);
comment on column vorrang.surcharges.calendar_id is 'its zone and its holidays';
comment on column vorrang.surcharges.customer_id is 'for this customer alone, who has then none of the general ones';

create table vorrang.surcharge_hours (
    surcharge_id integer not null references vorrang.surcharges on delete cascade,
    weekday smallint not null,
    from_minute smallint not null,
    to_minute smallint not null,
    constraint surcharge_hours_are_of_a_day check (
        weekday between 1 and 7 and from_minute >= 0 and from_minute < to_minute and to_minute <= 1440)
);
create index on vorrang.surcharge_hours (surcharge_id);
comment on table vorrang.surcharge_hours is 'minutes of local days, Monday is 1';

-- Entries are never changed once written: a correction is two new ones, the first of which takes the wrong one back.
alter table vorrang.time_entries
    add column started_at timestamptz,
    add column work_type_id integer references vorrang.work_types,
    add column overridden boolean not null default false,
    add column corrects bigint references vorrang.time_entries,
    drop constraint time_entry_is_positive;
update vorrang.time_entries set started_at = date_trunc('minute', at) - make_interval(mins => minutes);
alter table vorrang.time_entries
    alter column started_at set not null,
    add constraint time_entry_is_some_time check (minutes > 0 or (minutes < 0 and corrects is not null));
create unique index time_entries_taken_back on vorrang.time_entries (corrects) where minutes < 0;
create index on vorrang.time_entries (corrects) where corrects is not null;
comment on column vorrang.time_entries.at is 'when it was booked';
comment on column vorrang.time_entries.started_at is 'when the work began, a full minute';
comment on column vorrang.time_entries.overridden is 'somebody said whether it is billable';
comment on column vorrang.time_entries.corrects is 'negative minutes: it takes this entry back; else what stands in its place';

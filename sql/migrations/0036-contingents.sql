-- Minutes that a contract includes, and the ledger of their use (TS-78).

alter table vorrang.outbox drop constraint outbox_kind_is_known,
    add constraint outbox_kind_is_known check (kind in ('confirmation', 'reply', 'closing', 'reminder', 'alert', 'contingent'));

create table vorrang.contingents (
    id integer generated always as identity primary key,
    key text not null unique,
    contract_id integer not null references vorrang.contracts,
    kind text not null,
    minutes integer not null,
    valid_from date not null,
    valid_until date,
    carry_months smallint not null default 0,
    tell_customer boolean not null default false,
    hour_minor bigint,
    currency char(3),
    constraint contingent_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint contingent_kind_is_known check (kind in ('monthly', 'block')),
    constraint contingent_is_some_time check (minutes > 0),
    constraint contingent_carries_months check (carry_months between 0 and 60 and (kind = 'monthly' or carry_months = 0)),
    constraint contingent_ends_after_it_starts check (valid_until >= valid_from),
    constraint contingent_overage_has_a_currency check ((hour_minor is null) = (currency is null))
);
create index on vorrang.contingents (contract_id);
comment on column vorrang.contingents.carry_months is 'so many further months what a month leaves can be used';
comment on column vorrang.contingents.hour_minor is 'what an hour beyond it costs; null: the rates say';

create table vorrang.contingent_periods (
    id bigint generated always as identity primary key,
    contingent_id integer not null references vorrang.contingents,
    starts_on date not null,
    usable_until date,
    granted integer not null,
    balance integer not null,
    told smallint not null default 0,
    unique (contingent_id, starts_on),
    constraint contingent_is_never_overdrawn check (balance >= 0)
);
create index contingent_periods_unspent on vorrang.contingent_periods (usable_until) where balance > 0;
comment on column vorrang.contingent_periods.usable_until is 'the last day of work that may use it; null: none';
comment on column vorrang.contingent_periods.told is 'the percentage used that was told of last: 0, 80 or 100';

create table vorrang.contingent_bookings (
    id bigint generated always as identity primary key,
    period_id bigint not null references vorrang.contingent_periods,
    at timestamptz not null,
    kind text not null,
    entry_id bigint references vorrang.time_entries,
    previous integer not null,
    change integer not null,
    balance integer not null,
    constraint contingent_booking_kind_is_known check (kind in ('grant', 'use', 'return', 'expiry', 'change')),
    constraint contingent_booking_adds_up check (balance = previous + change and balance >= 0),
    constraint contingent_booking_of_an_entry check ((kind in ('use', 'return')) = (entry_id is not null))
);
create index on vorrang.contingent_bookings (period_id, id);
create index on vorrang.contingent_bookings (entry_id) where entry_id is not null;
comment on table vorrang.contingent_bookings is 'the ledger: rows are added, never changed';

-- Release, bills and what stands on them (TS-71, TS-72, TS-75, TS-76).

create table vorrang.sellers (
    id integer generated always as identity primary key,
    key text not null unique,
    name text not null default '',
    street text not null default '',
    postcode text not null default '',
    city text not null default '',
    country char(2) not null default 'DE',
    vat_id text not null default '',
    tax_number text not null default '',
    iban text not null default '',
    bic text not null default '',
    contact text not null default '',
    phone text not null default '',
    email text not null default '',
    language text not null default 'en',
    zone text not null default 'Europe/Berlin',
    currency char(3) not null default 'EUR',
    tax_percent numeric(5, 2) not null default 19,
    tax_reason text not null default '',
    due_days integer not null default 14,
    step_minutes integer not null default 1,
    minimum_minutes integer not null default 0,
    rounding text not null default 'ticket',
    invoice_numbers text not null default 'R-YYYY-####',
    credit_numbers text not null default 'G-YYYY-####',
    statement_numbers text not null default 'N-YYYY-####',
    constraint seller_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint seller_language_is_known check (language in ('en', 'de')),
    constraint seller_currency_is_a_code check (currency ~ '^[A-Z]{3}$'),
    constraint seller_country_is_a_code check (country ~ '^[A-Z]{2}$'),
    constraint seller_tax_is_a_percentage check (tax_percent between 0 and 100),
    constraint seller_waits_some_days check (due_days between 0 and 365),
    constraint seller_step_is_some_time check (step_minutes between 1 and 480),
    constraint seller_minimum_is_some_time check (minimum_minutes between 0 and 480),
    constraint seller_rounding_is_known check (rounding in ('ticket', 'entry')),
    constraint seller_numbers_count check (
        invoice_numbers ~ '^[^#]*#{1,9}[^#]*$' and credit_numbers ~ '^[^#]*#{1,9}[^#]*$'
        and statement_numbers ~ '^[^#]*#{1,9}[^#]*$')
);
comment on column vorrang.sellers.tax_reason is 'why there is no tax, where there is none';
comment on column vorrang.sellers.zone is 'whose days and months the bills have';

create table vorrang.buyers (
    customer_id integer primary key references vorrang.customers,
    seller_id integer references vorrang.sellers,
    name text not null default '',
    street text not null default '',
    postcode text not null default '',
    city text not null default '',
    country char(2) not null default 'DE',
    vat_id text not null default '',
    reference text not null default '',
    email text not null default '',
    per text not null default 'month',
    tax text not null default 'standard',
    constraint buyer_country_is_a_code check (country ~ '^[A-Z]{2}$'),
    constraint buyer_is_billed_per check (per in ('month', 'ticket')),
    constraint buyer_tax_is_known check (tax in ('standard', 'reverse-charge'))
);
comment on column vorrang.buyers.name is 'as bills name him; empty: as the customer';
comment on column vorrang.buyers.reference is 'what he wants to see on a bill: BT-10, in Germany the Leitweg-ID of a public body';

create table vorrang.bill_numbers (
    seller_id integer not null references vorrang.sellers,
    kind text not null,
    year integer not null,
    last integer not null,
    primary key (seller_id, kind, year)
);
comment on table vorrang.bill_numbers is 'counted with the row locked, so that no number is missing; year 0: numbers go on over the years';

create table vorrang.bill_runs (
    id integer primary key,
    at timestamptz not null,
    by text not null,
    until date not null
);
comment on column vorrang.bill_runs.until is 'the last day of work that it billed';

create table vorrang.bills (
    id bigint generated always as identity primary key,
    number text unique,
    kind text not null default 'invoice',
    run_id integer references vorrang.bill_runs,
    seller_id integer not null references vorrang.sellers,
    customer_id integer not null references vorrang.customers,
    ticket_number bigint,
    issued_on date not null,
    due_on date not null,
    period_from date,
    period_until date,
    currency char(3) not null,
    digits smallint not null,
    net_minor bigint not null default 0,
    tax_minor bigint not null default 0,
    tax_percent numeric(5, 2) not null,
    tax_category char(2) not null,
    tax_reason text not null default '',
    seller jsonb not null,
    buyer jsonb not null,
    voids bigint unique references vorrang.bills,
    reason text,
    constraint bill_kind_is_known check (kind in ('invoice', 'credit-note', 'statement')),
    constraint bill_voids_one_if_it_credits check ((kind = 'credit-note') = (voids is not null) or kind = 'statement'),
    constraint bill_tax_category_is_known check (tax_category in ('S', 'AE', 'E'))
);
create index on vorrang.bills (run_id);
create index on vorrang.bills (customer_id, issued_on);
comment on column vorrang.bills.kind is 'statement: nothing of it is to be paid';
comment on column vorrang.bills.digits is 'decimals of its currency';
comment on column vorrang.bills.seller is 'who sold, as it was when the bill was made';

-- What is released is locked, and keeps what it costs.
create table vorrang.time_releases (
    entry_id bigint primary key references vorrang.time_entries,
    at timestamptz not null,
    by text not null,
    customer_id integer not null references vorrang.customers,
    contract_id integer references vorrang.contracts,
    project_id integer not null references vorrang.projects,
    worked_on date not null,
    bill_id bigint references vorrang.bills
);
create index time_releases_unbilled on vorrang.time_releases (customer_id) where bill_id is null;
create index on vorrang.time_releases (bill_id) where bill_id is not null;

create table vorrang.time_parts (
    entry_id bigint not null references vorrang.time_releases on delete cascade,
    position smallint not null,
    started_at timestamptz not null,
    minutes integer not null,
    source text not null,
    contingent_id integer references vorrang.contingents,
    hour_minor bigint not null default 0,
    currency char(3),
    surcharge_percent integer not null default 0,
    surcharge text,
    primary key (entry_id, position),
    constraint time_part_is_some_time check (minutes > 0),
    constraint time_part_source_is_known check (source in ('rate', 'contingent', 'free')),
    constraint time_part_of_a_contingent check ((source = 'contingent') = (contingent_id is not null)),
    constraint time_part_has_a_currency check ((source = 'rate') = (currency is not null))
);
comment on table vorrang.time_parts is 'an entry cut where a contingent ends and where a surcharge begins or ends';

create table vorrang.bill_lines (
    bill_id bigint not null references vorrang.bills,
    position integer not null,
    entry_id bigint not null,
    ticket_number bigint not null,
    started text not null,
    worked_on date not null,
    agent text not null,
    work_type text not null default '',
    text text not null default '',
    project text not null,
    source text not null,
    contingent text,
    minutes integer not null,
    billed_minutes integer not null,
    hour_minor bigint not null,
    surcharge text,
    surcharge_percent integer not null,
    amount_minor bigint not null,
    primary key (bill_id, position)
);
create index on vorrang.bill_lines (entry_id);
comment on column vorrang.bill_lines.entry_id is 'a released entry, which nobody can remove';
comment on column vorrang.bill_lines.started is 'local time of the seller''s zone';

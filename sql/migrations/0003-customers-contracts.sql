create table vorrang.customers (
    id integer generated always as identity primary key,
    key text not null unique,
    name text not null,
    class char(1) not null default '-',
    constraint customer_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint customer_class_is_known check (class in ('A', 'B', 'C', '-'))
);

-- A sender's domain names its customer by equality only: no patterns, no suffixes.
create table vorrang.customer_domains (
    domain text primary key,
    customer_id integer not null references vorrang.customers on delete cascade,
    constraint domain_is_normal check (domain = lower(domain) and domain ~ '^[a-z0-9.-]+$')
);
create index on vorrang.customer_domains (customer_id);

create table vorrang.contacts (
    id integer generated always as identity primary key,
    address text not null unique,
    name text not null default '',
    vip boolean not null default false,
    constraint contact_address_is_normal check (address = lower(address) and address ~ '^[^@\s]+@[^@\s]+$')
);

-- The first customer (lowest position) is meant where nothing else says which.
create table vorrang.contact_customers (
    contact_id integer not null references vorrang.contacts on delete cascade,
    customer_id integer not null references vorrang.customers on delete cascade,
    position smallint not null,
    primary key (contact_id, customer_id)
);
create index on vorrang.contact_customers (customer_id);

create table vorrang.contracts (
    id integer generated always as identity primary key,
    key text not null unique,
    customer_id integer not null references vorrang.customers on delete cascade,
    sla_id integer not null references vorrang.slas,
    calendar_id integer not null references vorrang.calendars,
    level text not null default '',
    valid_from date not null,
    valid_until date,
    constraint contract_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint contract_ends_after_it_starts check (valid_until is null or valid_until >= valid_from)
);
create index on vorrang.contracts (customer_id, valid_from);

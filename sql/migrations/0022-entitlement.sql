-- Which asset and contract a ticket is about (SSC-03 to SSC-05), what its time is to cost, and calls back (SSC-08).

-- What people write with blanks, hyphens and in either case is one number.
alter table vorrang.customers
    add column number text,
    add column normal_number text
        generated always as (upper(translate(coalesce(number, key), ' -._/:', ''))) stored;
comment on column vorrang.customers.number is 'the customer number as it stands in letters; null: his key is it';
create index customers_number on vorrang.customers (normal_number);

alter table vorrang.assets
    add column site text not null default '',
    add column normal_ident text generated always as (upper(translate(ident, ' -._/:', ''))) stored;
comment on column vorrang.assets.site is 'where it stands: the contracts of that site cover it';
create index assets_number on vorrang.assets (normal_ident);

alter table vorrang.contracts
    add column site text not null default '',
    add column assets_only boolean not null default false,
    add constraint contract_covers_a_site_or_assets check (site = '' or not assets_only);
comment on column vorrang.contracts.site is 'it covers what stands there; empty: all of the customer';
comment on column vorrang.contracts.assets_only is 'it covers nothing but the assets that name it';

-- What the milter looks for in mails.
create table vorrang.number_patterns (
    id integer generated always as identity primary key,
    key text not null unique,
    kind text not null,
    pattern text not null,
    check_digit text not null default 'none',
    vendor text,
    customer_id integer references vorrang.customers on delete cascade,
    constraint pattern_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint pattern_kind_is_known check (kind in ('customer-number', 'serial', 'ident')),
    constraint pattern_is_short check (length(pattern) between 1 and 60),
    constraint pattern_check_digit_is_known check (check_digit in ('none', 'luhn', 'mod97', 'mod11', 'ean'))
);

-- The numbers that a mail names.
create table vorrang.message_numbers (
    id bigint generated always as identity primary key,
    message bigint not null references vorrang.messages on delete cascade,
    pattern text,
    number text not null,
    place text not null,
    claimed boolean not null default false,
    asset_id integer references vorrang.assets on delete set null,
    customer_id integer references vorrang.customers on delete set null,
    constraint number_place_is_known check (place in ('subject', 'text', 'signature', 'quote')),
    constraint number_is_normal check (number <> '' and length(number) <= 80),
    constraint claimed_names_nothing check (not claimed or (asset_id is null and customer_id is null))
);
comment on column vorrang.message_numbers.claimed is 'an unverified sender wrote it: it names nothing';
create index on vorrang.message_numbers (message);

alter table vorrang.tickets
    add column entitlement text not null default 'unknown',
    add column asset_id integer references vorrang.assets on delete set null,
    add column lapsed_contract_id integer references vorrang.contracts,
    add column named_customer_id integer references vorrang.customers,
    add column phone text,
    add column phone_source text,
    add constraint ticket_entitlement_is_known check (entitlement in ('entitled', 'expired', 'unknown')),
    add constraint ticket_phone_source_is_known check (phone_source in ('mail', 'contact', 'caller'));
comment on column vorrang.tickets.named_customer_id is
    'another customer than the ticket''s, whom a number in it names: a contradiction, or a suggestion where it has none';
comment on column vorrang.tickets.lapsed_contract_id is 'of an expired one: the contract that would have covered it';
update vorrang.tickets set entitlement = 'entitled' where contract_id is not null;

alter table vorrang.channels
    add column type text not null default '',
    add constraint channel_type_is_a_word check (type ~ '^([a-z0-9][a-z0-9_-]{0,30})?$');

alter table vorrang.time_entries add column billable boolean not null default true;
comment on column vorrang.time_entries.billable is 'false: the contract or the warranty covers it';

-- What the firm's other programs know about a customer and the desk only shows: things he has, and what
-- he ordered. Both come by `vorrang import` and are edited there.

-- A thing of a customer, known by the number on its label: serial, ident or machine number.
create table vorrang.assets (
    id integer generated always as identity primary key,
    vendor text not null,
    ident text not null,
    name text not null default '',
    customer_id integer not null references vorrang.customers on delete cascade,
    contract_id integer references vorrang.contracts on delete set null,
    valid_until date,
    constraint asset_ident_is_unique_per_vendor unique (ident, vendor),
    constraint asset_vendor_is_named check (vendor ~ '\S' and length(vendor) <= 120),
    constraint asset_ident_is_normal check (ident = upper(ident) and ident ~ '\S' and length(ident) <= 120)
);
comment on column vorrang.assets.valid_until is 'the last day of its warranty; null: not known';
create index on vorrang.assets (customer_id);
create index on vorrang.assets (contract_id);

create table vorrang.orders (
    id integer generated always as identity primary key,
    kind text not null,
    number text not null,
    customer_id integer not null references vorrang.customers on delete cascade,
    dated_on date not null,
    amount_minor bigint,
    currency char(3),
    text text not null default '',
    constraint order_number_is_unique_per_kind unique (number, kind),
    constraint order_kind_is_known check (kind in ('order', 'invoice', 'offer')),
    constraint order_number_is_normal check (number ~ '\S' and length(number) <= 120),
    constraint order_currency_is_a_code check (currency ~ '^[A-Z]{3}$'),
    constraint order_amount_has_its_currency check ((amount_minor is null) = (currency is null))
);
comment on column vorrang.orders.amount_minor is 'in the smallest unit of its currency: cents; negative: a credit';
create index on vorrang.orders (customer_id, dated_on);

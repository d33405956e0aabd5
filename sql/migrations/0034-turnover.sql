-- A class by turnover, where nobody has typed one (TS-16).

create table vorrang.turnover_rules (
    currency char(3) primary key,
    days integer not null,
    a_minor bigint not null,
    b_minor bigint not null,
    constraint turnover_currency_is_a_code check (currency ~ '^[A-Z]{3}$'),
    constraint turnover_days_are_some check (days between 1 and 3660),
    constraint turnover_a_is_more_than_b check (a_minor > b_minor and b_minor >= 0)
);
comment on column vorrang.turnover_rules.days is 'so many days back invoices count';

alter table vorrang.customers add column class_typed boolean not null default false;
comment on column vorrang.customers.class_typed is 'somebody said his class: turnover does not change it';
update vorrang.customers set class_typed = true where class <> '-';
create index orders_invoices on vorrang.orders (dated_on) where kind = 'invoice' and amount_minor is not null;

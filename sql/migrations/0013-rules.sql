-- Rules say at SMTP time what a mail is about that opens a ticket, by what stands on its envelope and header.
create table vorrang.rules (
    id integer generated always as identity primary key,
    key text not null unique,
    channel_id integer references vorrang.channels on delete cascade,
    position smallint not null default 100,
    enabled boolean not null default true,
    from_like text,
    to_like text,
    subject_like text,
    header_name text,
    header_like text,
    larger_than bigint,
    to_channel_id integer references vorrang.channels,
    customer_id integer references vorrang.customers,
    priority smallint,
    type text,
    tags text[] not null default '{}',
    confirm boolean not null default true,
    spam boolean not null default false,
    constraint rule_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint rule_priority_is_known check (priority between -1 and 1),
    constraint rule_header_has_both check ((header_name is null) = (header_like is null)),
    constraint rule_header_is_a_name check (header_name ~ '^[a-z0-9-]{1,76}$'),
    constraint rule_asks_something check (
        num_nonnulls(from_like, to_like, subject_like, header_name, larger_than) > 0)
);

alter table vorrang.tickets
    add column type text not null default '',
    add constraint ticket_type_is_a_word check (type ~ '^([a-z0-9][a-z0-9_-]{0,30})?$');

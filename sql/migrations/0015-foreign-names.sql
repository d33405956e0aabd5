-- What a sender calls a ticket: another tracker's number, or =host/service of a monitoring system.
create table vorrang.foreign_names (
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    sender text not null,
    name text not null,
    primary key (sender, name, ticket_number)
);
create index on vorrang.foreign_names (ticket_number);
alter table vorrang.rules add column monitoring boolean not null default false;

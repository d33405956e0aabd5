-- Two schemas: vorrang holds the tables and is private; vorrang_api holds the functions, the only
-- thing that a program may touch.
create schema vorrang;
create schema vorrang_api;
revoke all on schema vorrang, vorrang_api from public;
alter default privileges revoke execute on functions from public;

-- The next ticket number. A row and not a sequence: a sequence skips up to 32 numbers at a crash.
create table vorrang.numbering (
    one_row boolean primary key default true,
    next_ticket bigint not null,
    constraint numbering_has_one_row check (one_row),
    constraint ticket_numbers_are_positive check (next_ticket > 0)
);
insert into vorrang.numbering (next_ticket) values (1);

-- The cover sheet: what an agent has to know of a ticket, on top of its conversation.

-- What is worth knowing before one answers, shown where its context holds (all that it names).
create table vorrang.service_notes (
    id integer generated always as identity primary key,
    key text not null unique,
    text text not null,
    customer_id integer references vorrang.customers on delete cascade,
    contact_id integer references vorrang.contacts on delete cascade,
    channel_id integer references vorrang.channels on delete cascade,
    ticket_type text,
    constraint service_note_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint service_note_says_something check (text ~ '\S' and length(text) <= 2000),
    constraint service_note_has_a_context check (num_nonnulls(customer_id, contact_id, channel_id, ticket_type) > 0)
);

-- A revision of a sheet as vorrangd wrote it. It never changes, so that a row of it does not.
create table vorrang.covers (
    id bigint generated always as identity primary key,
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    team boolean not null,
    channels integer[] not null,
    made_at timestamptz not null,
    checked_at timestamptz not null,
    event_id bigint not null,
    digest text not null,
    place text not null,
    header bytea not null,
    body bytea compression lz4 not null,
    shown_size bigint not null
);
comment on column vorrang.covers.team is
    'for the members of the ticket''s channel: it also names the channel''s other tickets';
comment on column vorrang.covers.channels is 'whoever reads it must be a member of each of these';
comment on column vorrang.covers.event_id is 'the newest event that it knows of';
comment on column vorrang.covers.digest is 'of what it shows, without its place and what passes by itself';
comment on column vorrang.covers.place is 'of the ticket''s place in the queue as it shows it';
create index on vorrang.covers (ticket_number, team, id);

-- Sheets to be written anew: put in while somebody has a folder open that shows them.
create table vorrang.covers_wanted (
    id bigint generated always as identity primary key,
    ticket_number bigint not null,
    team boolean not null,
    exact boolean not null,
    not_before timestamptz not null
);
create index on vorrang.covers_wanted (ticket_number);
comment on column vorrang.covers_wanted.exact is 'also if nothing differs but the place in the queue';

alter table vorrang.folder_rows add column cover_id bigint references vorrang.covers;
create index folder_rows_cover on vorrang.folder_rows (cover_id) where cover_id is not null;
alter type vorrang.projected add attribute cover_id bigint;

alter table vorrang.messages add column files jsonb;
comment on column vorrang.messages.files is
    'its attached files [{name, size}], read when a cover sheet first names them; null: not looked yet';

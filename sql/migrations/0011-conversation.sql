-- What a conversation has beside mails and replies: its language, its end, reminders, tags.
alter table vorrang.channels
    add column language text not null default 'en',
    add column close_notice boolean not null default true,
    add column remind_days smallint not null default 0,
    add column remind_times smallint not null default 2,
    add constraint channel_language_is_known check (language in ('en', 'de')),
    add constraint channel_reminders_are_few check (remind_days between 0 and 365 and remind_times between 0 and 9);

alter table vorrang.contacts
    add column language text,
    add column phone text,
    add constraint contact_language_is_known check (language in ('en', 'de')),
    add constraint contact_phone_is_normal check (phone ~ '^\+?[0-9]{3,20}$');
create index contacts_phone on vorrang.contacts (phone) where phone is not null;

-- Where an agent's own new tickets go if he names no channel; null: the first that he handles.
alter table vorrang.agents add column channel_id integer references vorrang.channels;

alter table vorrang.tickets
    add column remind_at timestamptz,
    add column reminders smallint not null default 0,
    add column solution_message bigint,
    add column source text not null default 'mail',
    add constraint ticket_source_is_known check (source in ('mail', 'phone', 'forward', 'dragged', 'split'));
comment on column vorrang.tickets.remind_at is
    'while it waits: when the customer is reminded next, or it is closed for want of an answer';

create table vorrang.ticket_tags (
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    tag text not null,
    primary key (ticket_number, tag),
    constraint tag_is_a_word check (tag ~ '^[a-z0-9][a-z0-9_-]{0,30}$')
);

alter table vorrang.outbox
    drop constraint outbox_kind_is_known,
    add constraint outbox_kind_is_known check (kind in ('confirmation', 'reply', 'closing', 'reminder')),
    add column bounced text;
comment on column vorrang.outbox.bounced is 'the status code of a bounce, such as 5.1.1; null: none came';
create index outbox_message on vorrang.outbox (message) where message is not null;

-- A merged ticket keeps its number for ever: what names it means the one it was merged into.
alter table vorrang.tickets add column merged_into bigint references vorrang.tickets;
create index tickets_merged on vorrang.tickets (merged_into) where merged_into is not null;
alter table vorrang.messages add column merged_from bigint;
alter table vorrang.time_entries add column merged_from bigint;

create table vorrang.merges (
    merged bigint not null references vorrang.tickets on delete cascade,
    survivor bigint not null references vorrang.tickets on delete cascade,
    at timestamptz not null,
    status text not null,
    participants text[] not null,
    primary key (merged, at)
);
comment on column vorrang.merges.status is 'the merged ticket''s state before; undo gives it back';
comment on column vorrang.merges.participants is 'who takes part in the survivor only by this merge';

alter table vorrang.folders drop constraint folder_kind_is_known;
alter table vorrang.folders add constraint folder_kind_is_known check (
    kind in ('inbox', 'queue', 'mine', 'waiting', 'hold', 'closed', 'spam', 'conversation', 'ticket',
             'close-quietly', 'merge', 'split', 'release'));

create index notices_of_ticket on vorrang.notices (ticket_number) where done_at is null;

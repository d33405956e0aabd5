-- Memberships with an end and through a parent, key account managers and responsible persons, and the folders of these.
alter table vorrang.channels add column parent_id integer references vorrang.channels;

-- What the admin granted; vorrang.members is made of it: who belongs to a channel now, himself or through its parent.
create table vorrang.member_grants (
    channel_id integer not null references vorrang.channels on delete cascade,
    agent_id integer not null references vorrang.agents on delete cascade,
    kind text not null default 'standard',
    starts_at timestamptz,
    ends_at timestamptz,
    primary key (channel_id, agent_id),
    constraint grant_kind_is_known check (kind in ('standard', 'informal', 'read')),
    constraint grant_ends_after_it_starts check (ends_at > starts_at)
);
insert into vorrang.member_grants (channel_id, agent_id, kind) select m.channel_id, m.agent_id, m.kind from vorrang.members m;

alter table vorrang.agents
    add column language text not null default 'en',
    add constraint agent_language_is_known check (language in ('en', 'de'));

alter table vorrang.customers
    add column kam_id integer references vorrang.agents,
    add column kam_only boolean not null default false,
    add column folder_name text,
    add constraint kam_only_has_one check (not kam_only or kam_id is not null);
comment on column vorrang.customers.kam_id is 'his key account manager';
comment on column vorrang.customers.kam_only is 'membership of a channel shows nothing of his tickets';
comment on column vorrang.customers.folder_name is 'his name as a folder''s, made by vorrang.name_customer_folder';
create unique index customers_folder_name on vorrang.customers (lower(folder_name));

alter table vorrang.tickets
    add column responsible_id integer references vorrang.agents,
    add column kam_id integer references vorrang.agents,
    add column kam_only boolean not null default false;
comment on column vorrang.tickets.kam_id is 'its customer''s, kept with the ticket: every look at a folder asks';
create index tickets_kam on vorrang.tickets (kam_id) where kam_id is not null;
create index tickets_responsible on vorrang.tickets (responsible_id) where responsible_id is not null;
create index tickets_customer_open on vorrang.tickets (customer_id)
    where customer_id is not null and status not in ('solved', 'closed', 'spam');
create index on vorrang.ticket_watchers (agent_id);
create index on vorrang.ticket_watch_channels (channel_id);

-- Who moved a ticket to Do/Spam sender: mail of its sender is spam from then on. No agent: the admin said so.
create table vorrang.blocked_senders (
    address text primary key,
    agent_id integer references vorrang.agents,
    at timestamptz not null,
    constraint blocked_address_is_normal check (address = lower(address) and address ~ '^[^@\s]+@[^@\s]+$')
);

-- Folders that an agent's client shall not show; by the id that the protocol gives them, in whatever language.
create table vorrang.unsubscribed (
    agent_id integer not null references vorrang.agents on delete cascade,
    folder text not null,
    primary key (agent_id, folder)
);

alter table vorrang.folders
    add column colleague_id integer references vorrang.agents on delete cascade,
    add column customer_id integer references vorrang.customers on delete cascade,
    add column word text,
    drop constraint folders_kind_channel_id_agent_id_ticket_number_key,
    drop constraint folder_kind_is_known,
    add constraint folder_kind_is_known check (
        kind in ('inbox', 'queue', 'mine', 'waiting', 'hold', 'closed', 'spam', 'conversation', 'ticket', 'outgoing',
                 'close-quietly', 'merge', 'split', 'release',
                 'watching', 'team', 'customer', 'hold-until', 'spam-sender'));
comment on column vorrang.folders.word is 'Hold/<word>: until when';
create unique index folders_one_each on vorrang.folders (
    kind, coalesce(agent_id, 0), coalesce(channel_id, 0), coalesce(ticket_number, 0), coalesce(colleague_id, 0),
    coalesce(customer_id, 0), coalesce(word, ''));

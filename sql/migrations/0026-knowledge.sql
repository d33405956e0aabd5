-- Articles: how things were solved, by topic (SSC-17, TS-52).

create table vorrang.topics (
    id integer generated always as identity primary key,
    key text not null unique,
    name text not null,
    folder_name text not null,
    -- Null: for every agent.
    channel_id integer references vorrang.channels on delete cascade,
    constraint topic_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$')
);
create unique index topics_folder_name on vorrang.topics (lower(folder_name));

create sequence vorrang.article_numbers;

-- A revision of an article: what it shows never changes, so that a row of it does not.
create table vorrang.articles (
    id bigint generated always as identity primary key,
    number bigint not null,
    topic_id integer not null references vorrang.topics,
    title text not null,
    -- Null: to be read out of message_id by vorrangd.
    text text,
    message_id bigint references vorrang.messages on delete set null,
    agent_id integer references vorrang.agents on delete set null,
    at timestamptz not null,
    header bytea,
    body bytea compression lz4,
    shown_size bigint,
    -- Withdrawn, or another revision stands for it.
    ended_at timestamptz,
    words tsvector not null default '',
    constraint article_has_a_title check (title ~ '\S'),
    constraint article_comes_from_somewhere check (text is not null or message_id is not null or shown_size is not null)
);
comment on column vorrang.articles.header is 'the mail as vorrangd wrote it; null until then';
create index on vorrang.articles (number);
create index on vorrang.articles (topic_id) where ended_at is null;
create index articles_to_write on vorrang.articles (id) where shown_size is null;
create index articles_words on vorrang.articles using gin (words) where ended_at is null;

alter table vorrang.folders
    add column topic_id integer references vorrang.topics on delete cascade,
    drop constraint folder_kind_is_known,
    add constraint folder_kind_is_known check (
        kind in ('inbox', 'queue', 'mine', 'triage', 'waiting', 'hold', 'closed', 'spam', 'conversation', 'ticket', 'outgoing',
                 'close-quietly', 'merge', 'split', 'release',
                 'watching', 'team', 'customer', 'hold-until', 'spam-sender', 'topic'));
drop index vorrang.folders_one_each;
create unique index folders_one_each on vorrang.folders (
    kind, coalesce(agent_id, 0), coalesce(channel_id, 0), coalesce(ticket_number, 0), coalesce(colleague_id, 0),
    coalesce(customer_id, 0), coalesce(topic_id, 0), coalesce(word, ''));

alter table vorrang.folder_rows add column article_id bigint references vorrang.articles;
create index folder_rows_article on vorrang.folder_rows (article_id) where article_id is not null;
alter type vorrang.projected add attribute article_id bigint;

alter table vorrang.messages add column words tsvector;
comment on column vorrang.messages.words is 'stems of its writer''s own words, read with its files';

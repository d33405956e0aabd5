-- The chain over the history: that nobody changed, took out or slipped in a line later can be proved (U-13).

create table vorrang.audit_links (
    n bigint primary key,
    at timestamptz not null,
    -- Of the events it holds, ascending. A transaction that took its id early and ended late is in a later link.
    event_ids bigint[] not null,
    -- The highest id of this link and of all before it.
    upto bigint not null,
    -- And the latest instant.
    newest timestamptz not null,
    digest bytea not null,
    chain bytea not null,
    constraint audit_link_holds_something check (cardinality(event_ids) > 0)
);
comment on column vorrang.audit_links.digest is 'SHA-256 over the digests of its events';
comment on column vorrang.audit_links.chain is 'SHA-256 over the chain of the link before and its own number, instant, ids and digest';

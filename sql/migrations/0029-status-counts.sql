-- What STATUS counted last: clients ask it of every folder, and most of the time nothing has changed.

alter table vorrang.agent_folders
    -- The highest modseq when it was counted; null: never.
    add column counted_at bigint,
    add column messages integer,
    add column unseen integer;

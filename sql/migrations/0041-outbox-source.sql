-- Whether a reply is newer than what its agent has read is asked of the mail that was made of it: by its source, at each
-- reply. Without an index that goes through all mail that ever left.

create index outbox_source on vorrang.outbox (source_message) where source_message is not null;

-- The rate of confirmations is counted by the bare address: a+1@, a+2@ and a@ are one mailbox.

drop index vorrang.outbox_confirmations;
create index outbox_confirmations
    on vorrang.outbox ((regexp_replace(recipients[1], '^([^+@]+)\+[^@]*@', '\1@')), created_at)
    where kind = 'confirmation';

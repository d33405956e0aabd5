-- What a channel makes of web forms, of mail after the end, and how often it writes to strangers.
alter table vorrang.channels
    add column form_senders text[] not null default '{}',
    add column form_hosts text[] not null default '{}',
    add column follow_up text not null default 'reopen',
    add column thanks_reopen boolean not null default true,
    add column domain_confirmations integer not null default 20,
    add column freemail_confirmations integer not null default 200,
    add constraint channel_follow_up_is_known check (follow_up in ('reopen', 'new', 'ask')),
    add constraint channel_confirmations_are_few check (
        domain_confirmations between 0 and 100000 and freemail_confirmations between 0 and 100000);

alter table vorrang.tickets
    drop constraint ticket_source_is_known,
    add constraint ticket_source_is_known check (source in ('mail', 'phone', 'forward', 'dragged', 'split', 'web'));

-- Confirmations to strangers are counted for their whole domain too.
create index outbox_confirmations_of_domain
    on vorrang.outbox (split_part(recipients[1], '@', 2), created_at)
    where kind = 'confirmation' and detail->>'known' = 'false';

alter table vorrang.messages add column trust text not null default '';
comment on column vorrang.messages.trust is 'of a mail from outside: whether our own verifier believes its sender';

-- Any number of steps, also after further time or in silence (TS-31); each taken once; and who is told how (SSC-12, TS-57).

alter table vorrang.escalations
    drop constraint escalation_at_is_known,
    drop constraint escalation_notify_is_known,
    alter column notify drop default,
    alter column notify type text[] using case notify when 'none' then '{}' else array[notify] end,
    alter column notify set default '{team}',
    add column after_seconds bigint,
    add column to_responsible boolean not null default false,
    add column raise_priority boolean not null default false,
    add constraint escalation_at_is_known check (at in ('amber', 'response-due', 'resolution-due', 'later', 'silent')),
    add constraint escalation_after_is_of_later_and_silent check ((at in ('later', 'silent')) = (after_seconds is not null)),
    add constraint escalation_after_is_positive check (after_seconds > 0);
comment on column vorrang.escalations.after_seconds is 'open time: of later, after the step before; of silent, without an event';

create table vorrang.ticket_steps (
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    escalation_id integer not null references vorrang.escalations on delete cascade,
    -- Which occasion: the instant that was missed.
    due timestamptz not null,
    at timestamptz not null,
    primary key (ticket_number, escalation_id, due)
);
comment on table vorrang.ticket_steps is 'steps that were taken: each once for its occasion, whatever is killed when';

-- What he is told, and how. No row: in his INBOX; an empty list: not at all.
create table vorrang.agent_notify (
    agent_id integer not null references vorrang.agents on delete cascade,
    event text not null,
    ways text[] not null,
    primary key (agent_id, event),
    constraint notify_ways_are_known check (ways <@ array['inbox', 'mail'])
);
create index agent_notify_event on vorrang.agent_notify (event);
alter table vorrang.agents
    add column alert_address text,
    add column alert_on_shift boolean not null default false;
comment on column vorrang.agents.alert_address is 'where the mails go that tell him something; never seen by a customer';
comment on column vorrang.agents.alert_on_shift is 'such a mail waits for his shift';

-- A notice that leaves as a mail, to an agent's alert address or to one that a step names. It stands in no INBOX.
alter table vorrang.notices
    alter column agent_id drop not null,
    add column mail_to text,
    add column not_before timestamptz,
    add constraint notice_is_for_somebody check (num_nonnulls(agent_id, mail_to) > 0),
    add constraint mailed_notice_is_done check (mail_to is null or done_at is not null);
alter table vorrang.outbox
    drop constraint outbox_kind_is_known,
    add constraint outbox_kind_is_known check (kind in ('confirmation', 'reply', 'closing', 'reminder', 'alert'));
create index events_ticket_at on vorrang.events (ticket_number, at desc) where via <> 'clock';

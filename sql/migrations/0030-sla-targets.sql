-- Targets by class, priority and type (TS-24), an SLA of one ticket's own (TS-23), and the pauses of a ticket, so
-- that any change computes its dues anew from receipt.

create table vorrang.sla_targets (
    sla_id integer not null references vorrang.slas on delete cascade,
    class char(1),
    priority smallint,
    type text,
    response_seconds bigint,
    resolution_seconds bigint,
    unique nulls not distinct (sla_id, class, priority, type),
    constraint target_is_for_something check (num_nonnulls(class, priority, type) > 0),
    constraint target_says_something check (num_nonnulls(response_seconds, resolution_seconds) > 0),
    constraint target_is_positive check (response_seconds > 0 and resolution_seconds > 0),
    constraint target_class_is_known check (class in ('A', 'B', 'C', '-')),
    constraint target_priority_is_known check (priority between -1 and 1)
);
comment on table vorrang.sla_targets is
    'What an SLA promises these tickets; a column that is null is for all, a target that is null is the less specific one''s.';

-- Is told by the escalations of tickets that are under it.
alter table vorrang.slas add column manager_id integer references vorrang.agents on delete set null;

alter table vorrang.channels add column resolution_runs_on boolean not null default false;
comment on column vorrang.channels.resolution_runs_on is 'the resolution clock runs while the ticket waits for the customer';

alter table vorrang.tickets
    add column own_sla_id integer references vorrang.slas,
    add column response_seconds bigint,
    add column resolution_seconds bigint;
comment on column vorrang.tickets.own_sla_id is 'the SLA that an agent gave this one ticket; null: what its customer has';
comment on column vorrang.tickets.response_seconds is 'open time promised for the response, as sla_targets and its SLA say';
update vorrang.tickets t
   set response_seconds = s.response_seconds, resolution_seconds = s.resolution_seconds
  from vorrang.slas s where s.id = t.sla_id;
alter table vorrang.tickets
    alter column response_seconds set not null,
    alter column resolution_seconds set not null;

create table vorrang.ticket_pauses (
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    paused_at timestamptz not null,
    resumed_at timestamptz not null,
    primary key (ticket_number, paused_at)
);
comment on table vorrang.ticket_pauses is 'when the resolution clock stood still; the pause that lasts is tickets.paused_at';
-- Those of tickets that are there are in their history.
insert into vorrang.ticket_pauses (ticket_number, paused_at, resumed_at)
select x.ticket_number, x.at, x.resumed_at
  from (select e.ticket_number, e.at, e.detail->>'to' as state, e.detail->>'from' as was,
               min(e.at) filter (where e.detail->>'to' in ('new', 'in-progress', 'triage'))
                   over (partition by e.ticket_number order by e.id rows between 1 following and unbounded following) as resumed_at
          from vorrang.events e where e.kind = 'status') x
 where x.resumed_at > x.at
   and x.state not in ('new', 'in-progress', 'triage')
   and x.was in ('new', 'in-progress', 'triage')
on conflict do nothing;

-- Tickets whose dues are computed anew in batches, where a change touches many.
create table vorrang.recomputes (
    ticket_number bigint primary key references vorrang.tickets on delete cascade,
    by text not null,
    why text not null
);

create index tickets_open_by_sla on vorrang.tickets (sla_id) where closed_at is null;
create index tickets_open_by_calendar on vorrang.tickets (calendar_id) where closed_at is null;

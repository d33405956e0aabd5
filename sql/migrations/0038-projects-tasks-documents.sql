-- Projects as a tree with phases, tasks with dates, and documents that follow a ticket (TS-79 to TS-82, TW-14, SSC-16, SSC-18).

alter table vorrang.projects
    add column parent_id integer references vorrang.projects,
    add column kind text not null default 'main',
    add column ticket_number bigint unique references vorrang.tickets on delete set null,
    add column planned_minor bigint,
    add column currency char(3),
    add constraint project_kind_is_known check (kind in ('main', 'sub', 'package')),
    add constraint project_has_a_parent_unless_main check ((kind = 'main') = (parent_id is null)),
    add constraint project_plans_money_of_a_currency check ((planned_minor is null) = (currency is null));
create index on vorrang.projects (parent_id) where parent_id is not null;
comment on column vorrang.projects.ticket_number is 'the ticket that is this node; it keeps its number';

create table vorrang.project_phases (
    project_id integer not null references vorrang.projects on delete cascade,
    number smallint not null,
    name text not null,
    responsible_id integer references vorrang.agents,
    planned_minutes integer,
    done_at timestamptz,
    primary key (project_id, number),
    constraint phase_number_counts check (number between 1 and 99),
    constraint phase_plans_some_time check (planned_minutes > 0)
);

create table vorrang.project_members (
    project_id integer not null references vorrang.projects on delete cascade,
    agent_id integer not null references vorrang.agents on delete cascade,
    primary key (project_id, agent_id)
);
comment on table vorrang.project_members is 'they read along on the tickets that name the project (TS-64)';

alter table vorrang.agents
    add column cost_minor bigint,
    add column cost_currency char(3),
    add constraint agent_cost_has_a_currency check ((cost_minor is null) = (cost_currency is null));
comment on column vorrang.agents.cost_minor is 'what an hour of his costs the desk itself';

alter table vorrang.contracts
    add column fee_minor bigint,
    add column fee_currency char(3),
    add column fee_months smallint not null default 1,
    add constraint contract_fee_has_a_currency check ((fee_minor is null) = (fee_currency is null)),
    add constraint contract_fee_is_of_some_months check (fee_months between 1 and 60);
comment on column vorrang.contracts.fee_minor is 'what the customer pays for it each fee_months; told in analyses, billed elsewhere';

create table vorrang.tasks (
    number bigint generated always as identity primary key,
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    kind text not null,
    title text not null,
    agent_id integer references vorrang.agents,
    due_on date,
    deferred boolean not null default false,
    created_at timestamptz not null,
    remind_at timestamptz,
    done_at timestamptz,
    constraint task_kind_is_a_word check (kind ~ '^[a-z0-9][a-z0-9_-]{0,30}$'),
    constraint task_says_something check (title <> '')
);
create index on vorrang.tasks (ticket_number);
create index tasks_due on vorrang.tasks (remind_at) where remind_at is not null;
create index tasks_open on vorrang.tasks (agent_id) where done_at is null;
comment on column vorrang.tasks.deferred is 'out of active planning: nobody is reminded of its date';
comment on column vorrang.tasks.remind_at is 'when its agent is told that its day has come; null: never, or he was';

create table vorrang.document_kinds (
    id integer generated always as identity primary key,
    key text not null unique,
    name text not null,
    numbers text not null,
    constraint document_kind_key_is_a_word check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    constraint document_numbers_count check (numbers ~ '^[^#]*#{1,9}[^#]*$')
);
insert into vorrang.document_kinds (key, name, numbers) values
    ('service-order', 'Service order', 'SO-YYYY-####'),
    ('hardware-change', 'Hardware change', 'HC-YYYY-####'),
    ('software-change', 'Software change', 'SC-YYYY-####');

create table vorrang.document_numbers (
    kind_id integer not null references vorrang.document_kinds,
    year integer not null,
    last integer not null,
    primary key (kind_id, year)
);

create table vorrang.documents (
    id bigint generated always as identity primary key,
    number text not null unique,
    kind_id integer not null references vorrang.document_kinds,
    ticket_number bigint not null references vorrang.tickets,
    message bigint references vorrang.messages,
    customer_id integer references vorrang.customers,
    contact text not null default '',
    asset text not null default '',
    contract text not null default '',
    title text not null,
    text text not null default '',
    status text not null default 'open',
    created_at timestamptz not null,
    created_by text not null,
    changed_at timestamptz not null,
    constraint document_status_is_known check (status in ('open', 'in-progress', 'done', 'cancelled'))
);
create index on vorrang.documents (ticket_number);
create index on vorrang.documents (customer_id);

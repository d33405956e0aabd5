-- Days with hours of their own, holidays by their names, and the hours of an agent (U-12, TW-06).

alter table vorrang.calendars
    alter column holidays drop default,
    alter column holidays type text[] using holidays::text[],
    alter column holidays set default '{}',
    add column exceptions text[] not null default '{}';
comment on column vorrang.calendars.holidays is '"2026-12-25 Christmas Day", the name may be missing';
comment on column vorrang.calendars.exceptions is '"2026-12-24 09:00-12:00", "2026-12-26 closed"';

-- When he works; null: whenever he is here.
alter table vorrang.agents
    add column shift_id integer references vorrang.calendars,
    add column shift_ends_at timestamptz;
comment on column vorrang.agents.shift_ends_at is 'when vorrangd next looks at what he owns';

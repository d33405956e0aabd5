-- Tags as IMAP keywords (TW-04, N-04), and who is reading a ticket just now (N-13).

create table vorrang.tags (
    tag text primary key,
    -- Shown as a keyword of a ticket's rows.
    keyword boolean not null,
    constraint tag_is_a_word check (tag ~ '^[a-z0-9][a-z0-9_-]{0,30}$')
);
insert into vorrang.tags (tag, keyword)
select g.tag, row_number() over (order by count(*) desc, g.tag) <= 20
  from vorrang.ticket_tags g
 where g.tag not in ('junk', 'nonjunk', 'notjunk', 'junkrecorded', 'forwarded', 'redirected')
 group by g.tag
union all
select distinct g.tag, false from vorrang.ticket_tags g
 where g.tag in ('junk', 'nonjunk', 'notjunk', 'junkrecorded', 'forwarded', 'redirected');

alter table vorrang.ticket_tags add constraint ticket_tag_is_known foreign key (tag) references vorrang.tags;

alter table vorrang.tickets add column keywords text[];
comment on column vorrang.tickets.keywords is 'those of its tags that its rows show; null: none';
update vorrang.tickets t set keywords = k.tags
  from (select g.ticket_number, array_agg(g.tag order by g.tag) as tags
          from vorrang.ticket_tags g join vorrang.tags x on x.tag = g.tag
         where x.keyword group by g.ticket_number) k
 where k.ticket_number = t.number;

create table vorrang.reading (
    ticket_number bigint not null references vorrang.tickets on delete cascade,
    agent_id integer not null references vorrang.agents on delete cascade,
    until timestamptz not null,
    primary key (ticket_number, agent_id)
);

-- Whoever works in it sees that a colleague is reading.
alter table vorrang.channels add column shows_reading boolean not null default true;

alter table vorrang.folder_rows
    add column tags text[],
    add column readers integer[];
alter type vorrang.projected add attribute tags text[], add attribute readers integer[];

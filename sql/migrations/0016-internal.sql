-- Internal channels: colleagues write there, clocks run, and nothing of it ever leaves.
alter table vorrang.channels add column internal boolean not null default false;
alter table vorrang.tickets add column internal boolean not null default false;
comment on column vorrang.tickets.internal is 'opened in an internal channel: stays so wherever it is moved';

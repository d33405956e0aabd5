-- Amber and red by the time that is left, beside the percentage (TS-25).

alter table vorrang.channels
    add column amber_seconds bigint,
    add column red_seconds bigint,
    add constraint channel_lights_are_some_time check (amber_seconds > 0 and red_seconds > 0);
comment on column vorrang.channels.amber_seconds is 'amber when so much open time is left; null: amber_percent says when';

-- What an SLA promises a ticket: by its class, priority and type where the SLA says so, else its defaults (TS-24).

create or replace function vorrang.duration_seconds(p_text text)
returns bigint
language plpgsql immutable
as $$
declare
    v text[] := regexp_match(p_text, '^(?:([0-9]{1,5})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,7})m)?(?:([0-9]{1,8})s)?$');
begin
    return nullif(coalesce(v[1]::bigint * 86400, 0) + coalesce(v[2]::bigint * 3600, 0)
                  + coalesce(v[3]::bigint * 60, 0) + coalesce(v[4]::bigint, 0), 0);
end
$$;
comment on function vorrang.duration_seconds is '"1d2h30m" in seconds, as `--response` reads it; null: it is none.';

create or replace function vorrang.duration_words(p_seconds bigint)
returns text
language sql immutable
as $$
    select nullif(concat(nullif(p_seconds / 3600, 0) || 'h', nullif(p_seconds % 3600 / 60, 0) || 'm', nullif(p_seconds % 60, 0) || 's'), '')
$$;
comment on function vorrang.duration_words is 'Seconds as duration_seconds reads them.';

create or replace function vorrang.bad_target(p_text text)
returns void
language plpgsql
as $$
begin
    perform vorrang.raise('VR004', format('%L is no target', left(p_text, 80)),
        'write --target "A high incident: 1h/8h": class (A, B, C, -), priority (high, normal, low), type, as many as are '
        'meant, then response/resolution; one of them may be left out');
end
$$;

create or replace function vorrang.read_target(p_sla integer, p_text text)
returns vorrang.sla_targets
language plpgsql immutable
as $$
declare
    g vorrang.sla_targets;
    v_words text := trim(split_part(p_text, ':', 1));
    v_times text[] := regexp_match(split_part(p_text, ':', 2), '^ *([0-9dhms]*)/([0-9dhms]*) *$');
    v_word text;
begin
    g.sla_id := p_sla;
    foreach v_word in array regexp_split_to_array(v_words, '\s+') loop
        if g.class is null and upper(v_word) in ('A', 'B', 'C', '-') then
            g.class := upper(v_word);
        elsif g.priority is null and vorrang.priority_named(v_word) is not null then
            g.priority := vorrang.priority_named(v_word);
        elsif g.type is null and vorrang.priority_named(v_word) is null and v_word ~ '^[a-z0-9][a-z0-9_-]{1,30}$' then
            g.type := v_word;
        else
            perform vorrang.bad_target(p_text);
        end if;
    end loop;
    g.response_seconds := vorrang.duration_seconds(v_times[1]);
    g.resolution_seconds := vorrang.duration_seconds(v_times[2]);
    if num_nonnulls(g.response_seconds, g.resolution_seconds) = 0
       or v_times[1] <> '' and g.response_seconds is null or v_times[2] <> '' and g.resolution_seconds is null then
        perform vorrang.bad_target(p_text);
    end if;
    return g;
end
$$;
comment on function vorrang.read_target is '"A high incident: 1h/8h" as a row of sla_targets.';

create or replace function vorrang.target_words(g vorrang.sla_targets)
returns text
language plpgsql stable
as $$
begin
    return concat_ws(' ', g.class, vorrang.priority_word(g.priority), g.type) || ': '
        || coalesce(vorrang.duration_words(g.response_seconds), '') || '/' || coalesce(vorrang.duration_words(g.resolution_seconds), '');
end
$$;

create or replace function vorrang.set_targets(p_sla integer, p_list jsonb)
returns void
language plpgsql
as $$
declare
    g vorrang.sla_targets;
    v_text text;
begin
    delete from vorrang.sla_targets x where x.sla_id = p_sla;
    for v_text in select x from jsonb_array_elements_text(p_list) x where x <> '' loop
        g := vorrang.read_target(p_sla, v_text);
        begin
            insert into vorrang.sla_targets values (g.*);
        exception when unique_violation then
            perform vorrang.raise('VR003', format('%L is given twice', split_part(v_text, ':', 1)), 'give each kind of ticket one --target');
        end;
    end loop;
end
$$;
comment on function vorrang.set_targets is 'The SLA''s targets beside its defaults, all of them; [""]: none.';

create or replace function vorrang.promised(
    p_sla integer, p_class text, p_priority smallint, p_type text,
    out response_seconds bigint, out resolution_seconds bigint)
language plpgsql stable
as $$
declare
    g record;
begin
    select s.response_seconds, s.resolution_seconds into strict response_seconds, resolution_seconds
      from vorrang.slas s where s.id = p_sla;
    for g in
        select x.response_seconds, x.resolution_seconds from vorrang.sla_targets x
         where x.sla_id = p_sla
           and coalesce(x.class, p_class) = p_class
           and coalesce(x.priority, p_priority) = p_priority
           and coalesce(x.type, p_type) = p_type
         order by num_nonnulls(x.class, x.priority, x.type), x.class is not null, x.priority is not null
    loop
        response_seconds := coalesce(g.response_seconds, response_seconds);
        resolution_seconds := coalesce(g.resolution_seconds, resolution_seconds);
    end loop;
end
$$;
comment on function vorrang.promised is
    'Open time promised to a ticket of this class, priority and type: the target that names most of them, of two that '
    'name as many the one with the class, then the priority; what it does not say is said by a less specific one, at '
    'last by the SLA itself. Never nothing.';

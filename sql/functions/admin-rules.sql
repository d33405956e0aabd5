-- The admin's noun rule.

create or replace function vorrang.rule_json(r vorrang.rules)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'key', r.key, 'enabled', r.enabled, 'position', r.position,
        'channel', (select c.key from vorrang.channels c where c.id = r.channel_id),
        'from', r.from_like, 'to', r.to_like, 'subject', r.subject_like,
        'header', r.header_name || ': ' || r.header_like, 'larger', r.larger_than,
        'to_channel', (select c.key from vorrang.channels c where c.id = r.to_channel_id),
        'customer', (select k.key from vorrang.customers k where k.id = r.customer_id),
        'priority', vorrang.priority_word(r.priority),
        'type', r.type, 'tags', r.tags, 'confirm', r.confirm, 'spam', r.spam,
        'monitoring', r.monitoring)
$$;

create or replace function vorrang.rule_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer;
begin
    select r.id into v_id from vorrang.rules r where r.key = p_key;
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no rule %L', p_key),
            'see `vorrang rule list`, or create it with `vorrang rule set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.changed(p jsonb, p_field text, p_old text)
returns text
language sql immutable
as $$
    select case when p ? p_field then nullif(p->>p_field, '') else p_old end
$$;
comment on function vorrang.changed is 'A field''s new text, "" for none; the old one where it is not given.';

create or replace function vorrang_api.rule_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    r vorrang.rules;
    v_channel text;
begin
    select * into r from vorrang.rules x where x.key = p_key;
    if r.id is null and not p ?| array['from', 'to', 'subject', 'header', 'larger'] then
        perform vorrang.raise('VR004', 'a new rule must ask for something',
            'give --from, --to, --subject, --header or --larger');
    end if;
    r.key := p_key;
    r.enabled := coalesce((p->>'enabled')::boolean, r.enabled, true);
    r.position := coalesce((p->>'position')::smallint, r.position, 100);
    r.from_like := vorrang.changed(p, 'from', r.from_like);
    r.to_like := vorrang.changed(p, 'to', r.to_like);
    r.subject_like := vorrang.changed(p, 'subject', r.subject_like);
    if p ? 'header' then
        if p->>'header' !~ '^([A-Za-z0-9-]+:\s*\S.*)?$' then
            perform vorrang.raise('VR003', format('%L is no header with its pattern', p->>'header'),
                'write it as --header "X-Spam: yes"');
        end if;
        r.header_name := nullif(lower(split_part(p->>'header', ':', 1)), '');
        r.header_like := nullif(trim(substr(p->>'header', position(':' in p->>'header') + 1)), '');
    end if;
    r.larger_than := coalesce((p->>'larger')::bigint, r.larger_than);
    v_channel := vorrang.changed(p, 'channel', (select c.key from vorrang.channels c where c.id = r.channel_id));
    r.channel_id := case when v_channel is not null then vorrang.channel_id(v_channel) end;
    v_channel := vorrang.changed(p, 'to_channel', (select c.key from vorrang.channels c where c.id = r.to_channel_id));
    r.to_channel_id := case when v_channel is not null then vorrang.channel_id(v_channel) end;
    if p ? 'customer' then
        r.customer_id := case when p->>'customer' <> '' then vorrang.customer_id(p->>'customer') end;
    end if;
    r.priority := case when p ? 'priority' then vorrang.priority_named(p->>'priority') else r.priority end;
    r.type := vorrang.changed(p, 'type', r.type);
    r.tags := case when p ? 'tags' then array(select lower(x) from jsonb_array_elements_text(p->'tags') x)
                   else coalesce(r.tags, '{}') end;
    r.confirm := coalesce((p->>'confirm')::boolean, r.confirm, true);
    r.spam := coalesce((p->>'spam')::boolean, r.spam, false);
    r.monitoring := coalesce((p->>'monitoring')::boolean, r.monitoring, false);
    insert into vorrang.rules (
        key, enabled, position, channel_id, from_like, to_like, subject_like, header_name, header_like, larger_than,
        to_channel_id, customer_id, priority, type, tags, confirm, spam,
        monitoring)
    values (
        r.key, r.enabled, r.position, r.channel_id, r.from_like, r.to_like, r.subject_like, r.header_name, r.header_like,
        r.larger_than, r.to_channel_id, r.customer_id, r.priority, r.type, r.tags, r.confirm, r.spam, r.monitoring)
    on conflict (key) do update
       set enabled = excluded.enabled, position = excluded.position, channel_id = excluded.channel_id,
           from_like = excluded.from_like, to_like = excluded.to_like, subject_like = excluded.subject_like,
           header_name = excluded.header_name, header_like = excluded.header_like, larger_than = excluded.larger_than,
           to_channel_id = excluded.to_channel_id, customer_id = excluded.customer_id, priority = excluded.priority,
           type = excluded.type, tags = excluded.tags, confirm = excluded.confirm, spam = excluded.spam,
           monitoring = excluded.monitoring
    returning * into r;
    perform vorrang.directory_changed();
    return vorrang.rule_json(r);
end
$$;
comment on function vorrang_api.rule_set is
    'A rule for mails that open tickets: asks (channel, from, to, subject, header, larger; all must hold) and '
    'effects (to_channel, customer, priority, type, tags, confirm, spam, '
    'monitoring). "" takes a text away.';

create or replace function vorrang_api.rule_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.rule_json(r) from vorrang.rule_id(p_key) n (id) join rules r on r.id = n.id
$$;

create or replace function vorrang_api.rule_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.rule_json(r) order by r.position, r.key), '[]') from rules r
$$;

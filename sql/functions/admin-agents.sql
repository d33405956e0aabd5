-- The admin's noun agent.

create or replace function vorrang.agent_json(a vorrang.agents, p_now timestamptz)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'key', a.key, 'login', a.login, 'name', a.name, 'light', a.light, 'language', a.language, 'brief', a.brief_at is not null,
        'channel', (select c.key from vorrang.channels c where c.id = a.channel_id),
        'alert_address', a.alert_address, 'alert_on_shift', a.alert_on_shift,
        'webhook', (select w.key from vorrang.webhooks w where w.id = a.webhook_id),
        'digest', (select coalesce(jsonb_agg(to_char(t, 'HH24:MI') order by t), '[]') from unnest(a.digest_times) t), 'accounting', a.accounting, 'cost', vorrang.money_text(a.cost_minor, a.cost_currency),
        'notify', (select coalesce(jsonb_agg(n.event || '=' || coalesce(nullif(array_to_string(n.ways, ','), ''), 'none') order by n.event), '[]')
                   from vorrang.agent_notify n where n.agent_id = a.id),
        'shift', (select k.key from vorrang.calendars k where k.id = a.shift_id),
        'members', (select coalesce(jsonb_agg(
                        c.key || case m.kind when 'standard' then '' else ':' || m.kind end order by c.key), '[]')
                    from vorrang.member_grants m
                    join vorrang.channels c on c.id = m.channel_id
                    where m.agent_id = a.id),
        'absent_until', (select case when u < 'infinity' then vorrang.iso(u) else 'unknown' end
                           from vorrang.absent_until(a.id, p_now) u where u is not null),
        'absences', vorrang.absences_json(a, p_now))
$$;

create or replace function vorrang.times_of_day(p_list jsonb)
returns time[]
language plpgsql immutable
as $$
declare
    v_bad text := (select x from jsonb_array_elements_text(p_list) x where x <> '' and x !~ '^([01]?[0-9]|2[0-3]):[0-5][0-9]$' limit 1);
begin
    if v_bad is not null then
        perform vorrang.raise('VR004', format('%L is no time of day', left(v_bad, 20)), 'write hours and minutes, as 9:00 or 16:30');
    end if;
    return array(select distinct x::time from jsonb_array_elements_text(p_list) x where x <> '' order by 1);
end
$$;

create or replace function vorrang.check_way(a vorrang.agents, p_event text, p_ways text[])
returns void
language plpgsql
as $$
begin
    if 'digest' = any (p_ways) and a.digest_times = '{}' then
        perform vorrang.raise('VR004', format('%s has no digest in which he could be told of %s', a.key, p_event),
            'give its times of day, too, as in --digest 9:00 --digest 16:00');
    elsif 'webhook' = any (p_ways) and a.webhook_id is null then
        perform vorrang.raise('VR004', format('%s has no webhook by which he could be told of %s', a.key, p_event),
            'give --webhook, too; see `vorrang webhook list`');
    end if;
end
$$;
comment on function vorrang.check_way is 'That a way he chose leads somewhere. (A mail needs an alert address, which may follow.)';

create or replace function vorrang.set_alerts(a vorrang.agents, p jsonb, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_text text;
    v_event text;
    v_ways text[];
begin
    update vorrang.agents x
       set alert_address = case when p ? 'alert_address' then nullif(lower(p->>'alert_address'), '') else a.alert_address end,
           alert_on_shift = coalesce((p->>'alert_on_shift')::boolean, a.alert_on_shift),
           webhook_id = case when p->>'webhook' <> '' then vorrang.webhook_id(p->>'webhook') when not p ? 'webhook' then a.webhook_id end
     where x.id = a.id
    returning * into a;
    if p ? 'digest' then
        a.digest_times := vorrang.times_of_day(p->'digest');
        update vorrang.agents x set digest_times = a.digest_times, digest_at = vorrang.next_digest_at(a, p_now) where x.id = a.id;
    end if;
    if p ? 'notify' then
        delete from vorrang.agent_notify n where n.agent_id = a.id;
        for v_text in select replace(lower(x), ' ', '') from jsonb_array_elements_text(p->'notify') x where x <> '' loop
            v_event := split_part(v_text, '=', 1);
            v_ways := array(select distinct x from unnest(string_to_array(split_part(v_text, '=', 2), ',')) x where x not in ('', 'none') order by 1);
            if v_text !~ '^[a-z-]+=[a-z,]+$' or v_event <> all (vorrang.notify_events()) or not v_ways <@ '{inbox,mail,webhook,digest}' then
                perform vorrang.raise('VR004', format('%L says nothing of notices', left(v_text, 60)),
                    'write --notify EVENT=WAYS, as in --notify escalated=inbox,mail; ways: inbox, mail, webhook, digest, none; events: '
                    || array_to_string(vorrang.notify_events(), ', '));
            end if;
            perform vorrang.check_way(a, v_event, v_ways);
            insert into vorrang.agent_notify (agent_id, event, ways) values (a.id, v_event, v_ways)
            on conflict (agent_id, event) do update set ways = excluded.ways;
        end loop;
    end if;
end
$$;
comment on function vorrang.set_alerts is 'How an agent is told of what: alert_address, alert_on_shift, webhook, digest (times of day), notify ("EVENT=WAYS", given at '
    'all: all of it).';

create or replace function vorrang_api.agent_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents;
begin
    select * into a from vorrang.agents x where x.key = p_key;
    if a.id is null and not p ? 'login' then
        perform vorrang.raise('VR004', 'a new agent needs his login',
            'give --login, the name he logs in with at IMAP and submission');
    end if;
    insert into vorrang.agents (key, login, name, light, language, channel_id)
    values (p_key, lower(coalesce(p->>'login', a.login)), coalesce(p->>'name', a.name, p_key),
            coalesce(p->>'light', a.light, 'label'), coalesce(p->>'language', a.language, 'en'),
            case when p->>'channel' <> '' then vorrang.channel_id(p->>'channel')
                 when not p ? 'channel' then a.channel_id end)
    on conflict (key) do update
       set name = excluded.name, light = excluded.light, language = excluded.language, channel_id = excluded.channel_id;
    -- Apart, and only if it is another: a lock for a unique column would stop whoever gives him a ticket, and that one
    -- may hold folders that spread_members wants.
    update vorrang.agents x set login = lower(p->>'login') where x.key = p_key and x.login <> lower(p->>'login');
    select * into strict a from vorrang.agents x where x.key = p_key;
    if p ? 'members' then
        delete from vorrang.member_grants g where g.agent_id = a.id;
        insert into vorrang.member_grants (channel_id, agent_id, kind)
        select vorrang.channel_id(split_part(e, ':', 1)), a.id,
               coalesce(nullif(split_part(e, ':', 2), ''), 'standard')
          from jsonb_array_elements_text(p->'members') e
        on conflict (channel_id, agent_id) do update set kind = excluded.kind;
        perform vorrang.spread_members(p_now);
    end if;
    if p ?| array['alert_address', 'alert_on_shift', 'webhook', 'digest', 'notify'] then
        perform vorrang.set_alerts(a, p, p_now);
        select * into strict a from vorrang.agents x where x.id = a.id;
    end if;
    if p ? 'shift' then
        update vorrang.agents x
           set shift_id = case when p->>'shift' <> '' then vorrang.calendar_id(p->>'shift') end where x.id = a.id;
        update vorrang.agents x set shift_ends_at = vorrang.next_shift_end(x.shift_id, p_now) where x.id = a.id
        returning * into a;
    end if;
    if p ? 'cost' then
        update vorrang.agents x set cost_minor = m.minor, cost_currency = m.currency
          from (select 1) one left join lateral vorrang.money_of(p->>'cost') m on p->>'cost' <> '' where x.id = a.id
        returning x.* into a;
    end if;
    if p ? 'accounting' then
        update vorrang.agents x set accounting = (p->>'accounting')::boolean where x.id = a.id returning * into a;
    end if;
    if p ? 'brief' then
        update vorrang.agents x
           set brief_at = case when (p->>'brief')::boolean then coalesce(x.brief_at, vorrang.next_brief_at(a, p_now)) end
         where x.id = a.id
        returning * into a;
    end if;
    perform vorrang.directory_changed();
    return vorrang.agent_json(a, p_now);
end
$$;
comment on function vorrang_api.agent_set is
    'An agent: login, name, light, language of his folders (en, de), brief (a notice each morning), channel (where his own new tickets go), '
    'alert_address, alert_on_shift, webhook, digest and notify (see set_alerts), shift (the calendar of his hours, "": none: what falls due between them is not his), '
    'members: all his memberships, as channel or channel:kind (standard, informal, read), without an end.';

create or replace function vorrang_api.agent_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.agent_json(a, p_now) from vorrang.agent_id(p_key) n (id) join agents a on a.id = n.id
$$;

create or replace function vorrang_api.agent_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.agent_json(a, p_now) order by a.key), '[]') from agents a
$$;

-- The admin's nouns channel and escalation.

create or replace function vorrang.channel_json(c vorrang.channels)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'key', c.key, 'address', c.address, 'name', c.name, 'order', c.order_policy,
        'sla', (select s.key from vorrang.slas s where s.id = c.sla_id),
        'calendar', (select k.key from vorrang.calendars k where k.id = c.calendar_id),
        'zone', c.zone, 'amber', c.amber_percent, 'red', c.red_percent,
        'amber_time', c.amber_seconds, 'red_time', c.red_seconds,
        'reopen', c.reopen_seconds, 'undo', c.undo_seconds, 'language', c.language,
        'internal', c.internal, 'intake', c.intake, 'type', nullif(c.type, ''),
        'parent', (select o.key from vorrang.channels o where o.id = c.parent_id),
        'close_notice', c.close_notice, 'remind_days', c.remind_days, 'remind_times', c.remind_times,
        'form_senders', c.form_senders, 'form_hosts', c.form_hosts, 'follow_up', c.follow_up,
        'thanks_reopen', c.thanks_reopen, 'domain_confirmations', c.domain_confirmations,
        'freemail_confirmations', c.freemail_confirmations,
        'steps', vorrang.step_words(c.steps), 'open_owns', c.open_owns, 'in_inbox', c.in_inbox, 'shows_reading', c.shows_reading,
        'resolution_runs_on', c.resolution_runs_on, 'auto_time', c.auto_time_minutes * 60,
        'members', (select coalesce(jsonb_agg(
                        a.key || case m.kind when 'standard' then '' else ':' || m.kind end order by a.key), '[]')
                    from vorrang.members m
                    join vorrang.agents a on a.id = m.agent_id
                    where m.channel_id = c.id))
$$;

create or replace function vorrang.set_parent(p_channel integer, p_parent text)
returns void
language plpgsql
as $$
declare
    v_parent integer := case when p_parent <> '' then vorrang.channel_id(p_parent) end;
    v_above integer := v_parent;
begin
    for n in 1 .. 20 loop
        exit when v_above is null;
        if v_above = p_channel or n = 20 then
            perform vorrang.raise('VR003', format('%L stands below this channel, or too deep, and cannot be its parent', p_parent),
                'see `vorrang channel list`; --parent "" makes a channel stand alone');
        end if;
        v_above := (select c.parent_id from vorrang.channels c where c.id = v_above);
    end loop;
    update vorrang.channels set parent_id = v_parent where id = p_channel;
end
$$;
comment on function vorrang.set_parent is 'A parent''s members see its children (vorrang.members_now). "": no parent.';
create or replace function vorrang.words_of(p_list jsonb)
returns text[]
language sql immutable
as $$
    select coalesce(array_agg(distinct lower(x)), '{}') from jsonb_array_elements_text(p_list) x where x <> ''
$$;
comment on function vorrang.words_of is 'A list of the admin''s, lower-case, each once; "" alone: none.';

create or replace function vorrang.hosts_of(p_list jsonb)
returns text[]
language plpgsql immutable
as $$
begin
    return array(select host(x::inet) from unnest(vorrang.words_of(p_list)) x);
exception when invalid_text_representation then
    perform vorrang.raise('VR004', 'a form host is the address of one machine',
        'give it as --form-host 192.0.2.7 or 2001:db8::7');
end
$$;

create or replace function vorrang_api.channel_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    c vorrang.channels;
    o vorrang.channels;
begin
    select * into c from vorrang.channels x where x.key = p_key;
    o := c;
    if c.id is null and not (p ?& array['address', 'sla', 'calendar']) then
        perform vorrang.raise('VR004', 'a new channel needs address, SLA and calendar',
            'give --address, --sla and --calendar');
    end if;
    insert into vorrang.channels (
        key, address, name, order_policy, sla_id, calendar_id, zone, amber_percent, red_percent,
        reopen_seconds, undo_seconds, language, close_notice, remind_days, remind_times,
        internal, intake, type, form_senders, form_hosts, follow_up, thanks_reopen, domain_confirmations, freemail_confirmations,
        steps, open_owns, in_inbox, shows_reading, resolution_runs_on, auto_time_minutes, amber_seconds, red_seconds)
    values (
        p_key, lower(coalesce(p->>'address', c.address)), coalesce(p->>'name', c.name, p_key),
        coalesce(p->>'order', c.order_policy, 'value'),
        case when p ? 'sla' then vorrang.sla_id(p->>'sla') else c.sla_id end,
        case when p ? 'calendar' then vorrang.calendar_id(p->>'calendar') else c.calendar_id end,
        coalesce(p->>'zone', c.zone, 'UTC'),
        coalesce((p->>'amber')::smallint, c.amber_percent, 50),
        coalesce((p->>'red')::smallint, c.red_percent, 20),
        coalesce((p->>'reopen')::bigint, c.reopen_seconds, 1209600),
        coalesce((p->>'undo')::integer, c.undo_seconds, 0),
        coalesce(p->>'language', c.language, 'en'),
        coalesce((p->>'close_notice')::boolean, c.close_notice, true),
        coalesce((p->>'remind_days')::smallint, c.remind_days, 0),
        coalesce((p->>'remind_times')::smallint, c.remind_times, 2),
        coalesce((p->>'internal')::boolean, c.internal, false),
        coalesce(p->>'intake', c.intake, 'auto'), coalesce(p->>'type', c.type, ''),
        case when p ? 'form_senders' then vorrang.words_of(p->'form_senders') else coalesce(c.form_senders, '{}') end,
        case when p ? 'form_hosts' then vorrang.hosts_of(p->'form_hosts') else coalesce(c.form_hosts, '{}') end,
        coalesce(p->>'follow_up', c.follow_up, 'reopen'),
        coalesce((p->>'thanks_reopen')::boolean, c.thanks_reopen, true),
        coalesce((p->>'domain_confirmations')::integer, c.domain_confirmations, 20),
        coalesce((p->>'freemail_confirmations')::integer, c.freemail_confirmations, 200),
        case when p ? 'steps' then vorrang.steps_of(p->'steps') else coalesce(c.steps, '{}') end,
        coalesce((p->>'open_owns')::boolean, c.open_owns, false),
        coalesce((p->>'in_inbox')::boolean, c.in_inbox, true),
        coalesce((p->>'shows_reading')::boolean, c.shows_reading, true),
        coalesce((p->>'resolution_runs_on')::boolean, c.resolution_runs_on, false),
        nullif(coalesce((p->>'auto_time')::bigint / 60, c.auto_time_minutes), 0),
        nullif(coalesce((p->>'amber_time')::bigint, c.amber_seconds), 0), nullif(coalesce((p->>'red_time')::bigint, c.red_seconds), 0))
    on conflict (key) do update
       set name = excluded.name, order_policy = excluded.order_policy,
           sla_id = excluded.sla_id, calendar_id = excluded.calendar_id, zone = excluded.zone,
           amber_percent = excluded.amber_percent, red_percent = excluded.red_percent,
           reopen_seconds = excluded.reopen_seconds, undo_seconds = excluded.undo_seconds,
           language = excluded.language, close_notice = excluded.close_notice,
           remind_days = excluded.remind_days, remind_times = excluded.remind_times,
           internal = excluded.internal, intake = excluded.intake, type = excluded.type,
           form_senders = excluded.form_senders, form_hosts = excluded.form_hosts,
           follow_up = excluded.follow_up, thanks_reopen = excluded.thanks_reopen,
           domain_confirmations = excluded.domain_confirmations, freemail_confirmations = excluded.freemail_confirmations,
           steps = excluded.steps, open_owns = excluded.open_owns, in_inbox = excluded.in_inbox,
           shows_reading = excluded.shows_reading, resolution_runs_on = excluded.resolution_runs_on,
           auto_time_minutes = excluded.auto_time_minutes, amber_seconds = excluded.amber_seconds, red_seconds = excluded.red_seconds;
    -- Apart, as agent_set does it: else intake would wait for it.
    update vorrang.channels x set address = lower(p->>'address') where x.key = p_key and x.address <> lower(p->>'address');
    select * into strict c from vorrang.channels x where x.key = p_key;
    if p ? 'parent' then
        perform vorrang.set_parent(c.id, p->>'parent');
        perform vorrang.spread_members(p_now);
        select * into strict c from vorrang.channels x where x.id = c.id;
    end if;
    perform vorrang.change_sla(t.number, c.sla_id, c.calendar_id, p_now, 'admin', 'cli')
       from (select x.number from vorrang.tickets x
              where x.channel_id = c.id and x.closed_at is null and x.contract_id is null
                and (o.sla_id, o.calendar_id) <> (c.sla_id, c.calendar_id)
                and x.calendar_id = o.calendar_id and (x.sla_id = o.sla_id or x.own_sla_id is not null)
              order by x.number for no key update) t;
    if (o.amber_percent, o.red_percent, o.amber_seconds, o.red_seconds)
       is distinct from (c.amber_percent, c.red_percent, c.amber_seconds, c.red_seconds) then
        -- The clock comes at once and gives each its new light, with all that a light brings.
        update vorrang.tickets y set clock_at = p_now
          from (select x.number from vorrang.tickets x
                 where x.channel_id = c.id and x.closed_at is null order by x.number for no key update) t
         where y.number = t.number;
    end if;
    insert into vorrang.ticket_changes (ticket_number)
    select t.number from vorrang.tickets t where t.channel_id = c.id and not vorrang.is_closed(t.status);
    perform vorrang.directory_changed();
    return vorrang.channel_json(c);
end
$$;
comment on function vorrang_api.channel_set is
    'A channel: address, name, order (value, weighted, deadline), sla and calendar for senders without '
    'contract, zone of the shown dues, amber and red in percent of the time left, reopen and undo seconds; '
    'language of its own words (en, de), close_notice (tell the customer), remind_days (open days until a '
    'waiting customer is reminded, 0: never), remind_times (then it is closed); internal (from '
    'agents only, and nothing of its tickets leaves); parent (its members see this channel too); intake: auto, triage (an agent '
    'accepts each mail), off (its mail is left alone), observe (so too, and looked at for report_observe); '
    'type of its tickets (callback: a call is asked for); '
    'form_senders and form_hosts (web forms, see is_form_sender); '
    'follow_up (mail after the end: reopen, new, ask) and thanks_reopen; domain_confirmations and '
    'freemail_confirmations (to strangers, an hour and domain); steps (from which state agents may bring a ticket '
    'where, see steps_of); open_owns (who opens an unowned ticket owns it); in_inbox (its unowned tickets stand in '
    'the INBOX of those who handle it); shows_reading (colleagues see $Reading on what one of them reads); '
    'resolution_runs_on (its clock runs while a ticket waits). What is open here under the SLA and calendar that it had, '
    'and no contract, has the new ones from receipt on.';

create or replace function vorrang_api.channel_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.channel_json(c) from vorrang.channel_id(p_key) n (id) join channels c on c.id = n.id
$$;

create or replace function vorrang_api.channel_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.channel_json(c) order by c.key), '[]') from channels c
$$;

create or replace function vorrang.escalation_json(e vorrang.escalations)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'channel', (select c.key from vorrang.channels c where c.id = e.channel_id),
        'level', e.level, 'at', e.at, 'after', e.after_seconds, 'release_owner', e.release_owner,
        'to_responsible', e.to_responsible,
        'to_channel', (select c.key from vorrang.channels c where c.id = e.to_channel_id),
        'raise_priority', e.raise_priority, 'notify', to_jsonb(e.notify),
        'webhook', (select w.key from vorrang.webhooks w where w.id = e.webhook_id))
$$;

create or replace function vorrang.whom_of(p_list jsonb)
returns text[]
language plpgsql immutable
as $$
declare
    v text[] := array(select distinct lower(x) from jsonb_array_elements_text(
        case jsonb_typeof(p_list) when 'array' then p_list else jsonb_build_array(p_list) end) x
        where x not in ('', 'none') order by 1);
    v_bad text := (select x from unnest(v) x
        where x not in ('team', 'owner', 'responsible', 'watchers', 'kam', 'sla-manager') and x !~ '^[^@\s,;<>"]+@[^@\s,;<>"]+$' limit 1);
begin
    if v_bad is not null then
        perform vorrang.raise('VR004', format('nobody is called %L here', left(v_bad, 60)),
            'write --notify team, owner, responsible, watchers, kam, sla-manager, none or a mail address; repeat it for more');
    end if;
    return v;
end
$$;
comment on function vorrang.whom_of is 'Whom a step tells, as the admin wrote it: roles and addresses; "none": nobody.';

create or replace function vorrang_api.escalation_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    e vorrang.escalations;
    v_channel integer := vorrang.channel_id(p_key);
    v_level smallint := coalesce((p->>'level')::smallint, 1);
begin
    select * into e from vorrang.escalations x where x.channel_id = v_channel and x.level = v_level;
    e.at := coalesce(p->>'at', e.at, 'response-due');
    if e.at in ('later', 'silent') and p->>'after' is null and e.after_seconds is null then
        perform vorrang.raise('VR004', format('a step that comes %s needs a time', e.at), 'give --after, open time as in --after 2h');
    end if;
    insert into vorrang.escalations (channel_id, level, at, after_seconds, release_owner, to_responsible, to_channel_id, raise_priority, notify, webhook_id)
    values (v_channel, v_level, e.at,
            case when e.at in ('later', 'silent') then coalesce((p->>'after')::bigint, e.after_seconds) end,
            coalesce((p->>'release_owner')::boolean, e.release_owner, false),
            coalesce((p->>'to_responsible')::boolean, e.to_responsible, false),
            case when p->>'to_channel' <> '' then vorrang.channel_id(p->>'to_channel') when not p ? 'to_channel' then e.to_channel_id end,
            coalesce((p->>'raise_priority')::boolean, e.raise_priority, false),
            case when p ? 'notify' then vorrang.whom_of(p->'notify') else coalesce(e.notify, '{team}') end,
            case when p->>'webhook' <> '' then vorrang.webhook_id(p->>'webhook') when not p ? 'webhook' then e.webhook_id end)
    on conflict (channel_id, level) do update
       set at = excluded.at, after_seconds = excluded.after_seconds, release_owner = excluded.release_owner,
           to_responsible = excluded.to_responsible, to_channel_id = excluded.to_channel_id,
           raise_priority = excluded.raise_priority, notify = excluded.notify, webhook_id = excluded.webhook_id
    returning * into e;
    perform vorrang.set_lights(t.number, p_now)
       from (select x.number from vorrang.tickets x where x.channel_id = v_channel and x.closed_at is null order by x.number for no key update) t;
    return vorrang.escalation_json(e);
end
$$;
comment on function vorrang_api.escalation_set is
    'A step of a channel (key): level, at (amber, response-due, resolution-due, later, silent), after (seconds of open time: '
    'of later, since the step before; of silent, without an event), release_owner, to_responsible, to_channel ("": stays), '
    'raise_priority, notify (roles and addresses, see told_of_step), webhook ("": none).';

create or replace function vorrang_api.escalation_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.escalation_json(e) order by e.level) filter (where e.id is not null), '[]')
    from vorrang.channel_id(p_key) n (id)
    left join escalations e on e.channel_id = n.id
$$;

create or replace function vorrang_api.escalation_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.escalation_json(e) order by c.key, e.level), '[]')
    from escalations e
    join channels c on c.id = e.channel_id
$$;

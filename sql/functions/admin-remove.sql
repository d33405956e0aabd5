-- The admin's verbs remove and rename (CC-09). What tickets or other settings still need is not removed.

create or replace function vorrang_api.channel_rename(p_key text, p_new text, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    c vorrang.channels;
begin
    if exists (select from vorrang.channels x where x.key = p_new and x.key <> p_key) then
        perform vorrang.raise('VR003', format('there is a channel %L already', p_new), 'choose another name');
    end if;
    update vorrang.channels x set key = p_new where x.id = vorrang.channel_id(p_key) returning * into c;
    perform vorrang.directory_changed();
    return vorrang.channel_json(c);
end
$$;
comment on function vorrang_api.channel_rename is
    'Another key for a channel: its folders have the new name at the next LIST, with the same uids, flags and '
    'UIDVALIDITY. Its address stays.';

create or replace function vorrang_api.channel_remove(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_id integer := vorrang.channel_id(p_key);
    v_tickets bigint;
    v_open bigint;
    v_user text;
begin
    perform from vorrang.channels c where c.id = v_id for update;
    select count(*), count(*) filter (where not vorrang.is_closed(t.status)) into v_tickets, v_open
      from vorrang.tickets t where t.channel_id = v_id;
    if v_tickets > 0 then
        perform vorrang.raise('VR003', format('channel %L has %s tickets, %s of them open', p_key, v_tickets, v_open),
            'a channel that has had tickets is not removed: hand the open ones over, and take its members away');
    end if;
    select coalesce(
        (select format('rule %L leads to it', r.key) from vorrang.rules r where r.to_channel_id = v_id limit 1),
        (select format('channel %L escalates to it', c.key) from vorrang.escalations e
           join vorrang.channels c on c.id = e.channel_id
          where e.to_channel_id = v_id and e.channel_id <> v_id limit 1),
        (select format('topic %L is its', x.key) from vorrang.topics x where x.channel_id = v_id limit 1),
        (select format('it is where new tickets of agent %L go', a.key) from vorrang.agents a where a.channel_id = v_id limit 1))
      into v_user;
    if v_user is not null then
        perform vorrang.raise('VR003', format('channel %L is still needed: %s', p_key, v_user), 'change that first');
    end if;
    delete from vorrang.channels c where c.id = v_id;
    perform vorrang.directory_changed();
    return jsonb_build_object('key', p_key);
end
$$;
comment on function vorrang_api.channel_remove is
    'Removes a channel without tickets, with its members, steps, folders and the rules of its own. Remove its '
    'addresses from Postfix, too: mail to them is refused from now on.';

create or replace function vorrang_api.escalation_remove(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_level smallint := coalesce((p->>'level')::smallint, 1);
begin
    delete from vorrang.escalations e where e.channel_id = vorrang.channel_id(p_key) and e.level = v_level;
    if not found then
        perform vorrang.raise('VR001', format('channel %L has no step %s', p_key, v_level),
            format('see `vorrang escalation show %s`', p_key));
    end if;
    return jsonb_build_object('channel', p_key, 'level', v_level);
end
$$;
comment on function vorrang_api.escalation_remove is
    'Removes a step (level, 1 if not given). Tickets that it would have taken stay where they are.';

create or replace function vorrang_api.rule_remove(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    delete from vorrang.rules r where r.id = vorrang.rule_id(p_key);
    perform vorrang.directory_changed();
    return jsonb_build_object('key', p_key);
end
$$;
comment on function vorrang_api.rule_remove is 'Removes a rule; the tickets that it has made stay as they are.';

create or replace function vorrang_api.domain_remove(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    delete from vorrang.customer_domains d where d.domain = lower(p_key);
    if not found then
        perform vorrang.raise('VR001', format('there is no domain %L', p_key), 'see `vorrang domain list`');
    end if;
    return jsonb_build_object('domain', lower(p_key));
end
$$;
comment on function vorrang_api.domain_remove is
    'A mail domain names no customer any more; exact contacts of that domain still do.';

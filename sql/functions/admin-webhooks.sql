-- The admin's noun webhook.

create or replace function vorrang.webhook_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer := (select w.id from vorrang.webhooks w where w.key = p_key);
begin
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no webhook %L', p_key),
            'see `vorrang webhook list`, or create it with `vorrang webhook set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.webhook_json(w vorrang.webhooks)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('key', w.key, 'url', w.url,
        'waiting', count(*) filter (where c.state = 'waiting'),
        'delivered', count(*) filter (where c.state = 'delivered'),
        'failed', count(*) filter (where c.state = 'failed'),
        'waits_since', vorrang.iso(min(c.created_at) filter (where c.state = 'waiting' and c.attempt > 0)),
        'error', (array_agg(c.error order by c.id desc) filter (where c.error <> ''))[1])
    from vorrang.webhook_calls c where c.webhook_id = w.id
$$;
comment on function vorrang.webhook_json is
    'A webhook and its calls of the last 30 days: waits_since, when the oldest was caused that was tried in vain; error, what the '
    'last one in vain met. Never its secret.';

create or replace function vorrang_api.webhook_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    w vorrang.webhooks;
    v_secret bytea;
begin
    select * into w from vorrang.webhooks x where x.key = p_key for no key update;
    if w.id is null and not p ? 'url' then
        perform vorrang.raise('VR004', 'a new webhook needs an address', 'give --url, as in --url https://chat.firm.example/hook');
    end if;
    if p->>'url' !~ '^https?://[^[:space:]]+$' or length(p->>'url') > 2000 then
        perform vorrang.raise('VR003', 'this is no web address', 'it begins with https:// (or http://), without blanks, 2000 bytes at most');
    end if;
    if w.id is null or (p->>'new_secret')::boolean then
        v_secret := sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea);
    end if;
    if w.id is null then
        insert into vorrang.webhooks (key, url, secret) values (p_key, p->>'url', v_secret) returning * into w;
    else
        update vorrang.webhooks x
           set url = coalesce(p->>'url', w.url),
               secret = coalesce(v_secret, w.secret),
               old_secret = case when v_secret is null then w.old_secret else w.secret end,
               old_secret_until = case when v_secret is null then w.old_secret_until else p_now + interval '24 hours' end
         where x.id = w.id
        returning * into w;
    end if;
    return vorrang.webhook_json(w)
           || case when v_secret is null then '{}' else jsonb_build_object('secret', 'whsec_' || encode(v_secret, 'base64')) end;
end
$$;
comment on function vorrang_api.webhook_set is
    'A receiver of signed calls: url; new_secret makes another secret, beside which the old one signs for 24 hours. A secret is '
    'told once, here, when it is made.';

create or replace function vorrang_api.webhook_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.webhook_json(w) from vorrang.webhook_id(p_key) n (id) join webhooks w on w.id = n.id
$$;

create or replace function vorrang_api.webhook_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.webhook_json(w) order by w.key), '[]') from webhooks w
$$;

create or replace function vorrang_api.webhook_remove(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_id integer := vorrang.webhook_id(p_key);
    v_user text;
begin
    perform from vorrang.webhooks w where w.id = v_id for update;
    select coalesce(
        (select format('a step of channel %L calls it', c.key) from vorrang.escalations e join vorrang.channels c on c.id = e.channel_id
          where e.webhook_id = v_id limit 1),
        (select format('agent %L is told by it', a.key) from vorrang.agents a where a.webhook_id = v_id limit 1))
      into v_user;
    if v_user is not null then
        perform vorrang.raise('VR003', format('webhook %L is still needed: %s', p_key, v_user), 'change that first');
    end if;
    delete from vorrang.webhooks w where w.id = v_id;
    return jsonb_build_object('key', p_key);
end
$$;
comment on function vorrang_api.webhook_remove is 'Removes a webhook that nobody needs, with its calls, made or not.';

create or replace function vorrang_api.webhook_calls(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(to_jsonb(x) - 'n' order by x.n desc), '[]') from (
        select c.id as n, vorrang.webhook_call_name(c.call_key) as id, c.kind, c.ticket_number as ticket, c.state,
               c.attempt as attempts, vorrang.iso(c.created_at) as at, vorrang.iso(c.done_at) as done,
               case when c.state = 'waiting' then vorrang.iso(c.not_before) end as next, c.code, c.error
          from vorrang.webhook_id(p_key) n (id)
          join webhook_calls c on c.webhook_id = n.id
         where coalesce(c.state = p->>'state', true)
         order by c.id desc limit 100) x
$$;
comment on function vorrang_api.webhook_calls is 'The last 100 calls of a webhook, the newest first; state: waiting, delivered, failed.';

create or replace function vorrang_api.webhook_retry(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_id integer := vorrang.webhook_id(p_key);
    v_count integer;
begin
    perform from vorrang.webhooks w where w.id = v_id for no key update;
    update vorrang.webhook_calls c
       set state = 'waiting', done_at = null, created_at = case when c.state = 'failed' then p_now else c.created_at end, not_before = p_now
     where c.webhook_id = v_id and (c.state = 'failed' or c.state = 'waiting' and c.attempt > 0);
    get diagnostics v_count = row_count;
    update vorrang.webhooks w set busy_until = null where w.id = v_id;
    return jsonb_build_object('key', p_key, 'again', v_count);
end
$$;
comment on function vorrang_api.webhook_retry is
    'Makes the calls again that failed or were tried in vain, at once, for another day; how many.';

create or replace function vorrang_api.webhook_try(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language sql security definer set search_path = vorrang, pg_temp
as $$
    insert into webhook_calls (webhook_id, kind, body, created_at, not_before)
    select n.id, 'test', jsonb_build_object('type', 'test', 'timestamp', vorrang.iso(p_now), 'data', jsonb_build_object('webhook', p_key))::text,
           p_now, p_now
      from vorrang.webhook_id(p_key) n (id)
    returning jsonb_build_object('key', p_key, 'id', vorrang.webhook_call_name(call_key))
$$;
comment on function vorrang_api.webhook_try is 'A call of type "test", to see whether the receiver takes it; its id.';

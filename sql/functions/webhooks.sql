-- Other programs are told by HTTP calls as https://www.standardwebhooks.com has them: signed, tried again until they
-- are taken, each with a key by which the receiver knows one that comes again. vorrangd makes the calls.

create or replace function vorrang.webhook_ticket(t vorrang.tickets)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'ticket', t.number, 'subject', t.subject, 'class', t.class, 'status', t.status, 'light', t.light,
        'priority', vorrang.priority_word(t.priority),
        'due', vorrang.iso(vorrang.effective_due(t)), 'received', vorrang.iso(t.received_at),
        'channel', (select c.key from vorrang.channels c where c.id = t.channel_id),
        'owner', (select a.key from vorrang.agents a where a.id = t.owner_id),
        'customer', (select k.key from vorrang.customers k where k.id = t.customer_id))
$$;
comment on function vorrang.webhook_ticket is
    'What a receiver is told of a ticket: no word of anybody''s mail, and nothing by which one could write to it.';

create or replace function vorrang.webhook_call_name(p_key uuid)
returns text
language sql immutable
as $$
    select 'msg_' || replace(p_key::text, '-', '')
$$;
comment on function vorrang.webhook_call_name is 'By which the receiver knows a call that comes again, as he and the admin see it.';

create or replace function vorrang.call_webhook(
    p_webhook integer, p_kind text, p_ticket bigint, p_detail jsonb, p_not_before timestamptz, p_now timestamptz)
returns void
language sql
as $$
    insert into vorrang.webhook_calls (webhook_id, kind, ticket_number, body, created_at, not_before)
    select p_webhook, p_kind, p_ticket,
           jsonb_build_object('type', 'ticket.' || p_kind, 'timestamp', vorrang.iso(p_now),
               'data', vorrang.webhook_ticket(t) || (p_detail - 'message' - 'source'))::text,
           p_now, greatest(p_not_before, p_now)
      from vorrang.tickets t where t.number = p_ticket
$$;
comment on function vorrang.call_webhook is
    'A call is to be made, in the transaction that causes it: of what happened to a ticket, from p_not_before on.';

create or replace function vorrang.webhook_pause(p_attempt integer)
returns interval
language sql immutable
as $$
    select least(power(2, least(p_attempt, 20) - 1), 300) * interval '1 second'
$$;
comment on function vorrang.webhook_pause is 'How long a call waits after its n-th attempt: 1 s, 2 s, 4 s … 5 min.';

create or replace function vorrang_api.webhook_claim(p_limit integer, p_lease_seconds integer, p_now timestamptz default now())
returns table (id bigint, attempt integer, key text, call_key text, url text, secret text, old_secret text, body text)
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    w vorrang.webhooks;
    c vorrang.webhook_calls;
    v_left integer := p_limit;
begin
    for w in
        select * from vorrang.webhooks x where coalesce(x.busy_until, p_now) <= p_now order by x.id for no key update skip locked
    loop
        exit when v_left = 0;
        select * into c from vorrang.webhook_calls x
         where x.webhook_id = w.id and x.state = 'waiting' and x.not_before <= p_now order by x.not_before, x.id limit 1;
        continue when not found;
        v_left := v_left - 1;
        update vorrang.webhook_calls x set attempt = x.attempt + 1 where x.id = c.id;
        update vorrang.webhooks x set busy_until = p_now + p_lease_seconds * interval '1 second' where x.id = w.id;
        return query select c.id, c.attempt + 1, w.key, vorrang.webhook_call_name(c.call_key), w.url,
            encode(w.secret, 'base64'), encode(case when w.old_secret_until > p_now then w.old_secret end, 'base64'), c.body;
    end loop;
end
$$;
comment on function vorrang_api.webhook_claim is
    'Calls to be made now, of each webhook one. It makes no other until webhook_done says what became of that one, or until '
    'the lease runs out: a receiver that does not answer holds up nobody else. old_secret: signs too, for a day after a change.';

create or replace function vorrang_api.webhook_done(
    p_id bigint, p_attempt integer, p_code integer, p_error text, p_retry_after integer, p_now timestamptz default now())
returns text
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    c vorrang.webhook_calls;
    v_pause interval;
begin
    select * into c from vorrang.webhook_calls x where x.id = p_id and x.attempt = p_attempt and x.state = 'waiting' for no key update;
    if not found then
        perform vorrang.raise('VR005', format('attempt %s of call %s is not the current one', p_attempt, p_id), '');
    end if;
    v_pause := greatest(vorrang.webhook_pause(p_attempt), least(p_retry_after, 3600) * interval '1 second');
    c.state := case when p_code between 200 and 299 then 'delivered'
                    when p_code = 410 or c.created_at + interval '24 hours' <= p_now + v_pause then 'failed'
                    else 'waiting' end;
    update vorrang.webhook_calls x
       set state = c.state, code = p_code, error = p_error,
           done_at = case when c.state <> 'waiting' then p_now end,
           not_before = case when c.state = 'waiting' then p_now + v_pause else x.not_before end
     where x.id = p_id;
    update vorrang.webhooks x
       set busy_until = case when p_code is null or p_code in (429, 503) then p_now + v_pause end
     where x.id = c.webhook_id;
    return c.state;
end
$$;
comment on function vorrang_api.webhook_done is
    'What became of an attempt: p_code the HTTP status, null: no answer. 2xx delivers it; 410 and a day of attempts fail it; '
    'anything else waits (longer each time, or what the receiver asked for, an hour at most). Where nobody answers, or the '
    'receiver has enough (429, 503), all its calls wait. Returns its state.';

create or replace function vorrang_api.webhooks_keep(p_now timestamptz default now())
returns integer
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_count integer;
begin
    delete from vorrang.webhook_calls c where c.done_at < p_now - interval '30 days';
    get diagnostics v_count = row_count;
    return v_count;
end
$$;
comment on function vorrang_api.webhooks_keep is 'Forgets calls that were done with 30 days ago; how many.';

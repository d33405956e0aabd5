-- Senders whose mail is spam from now on: an agent moved a ticket to Do/Spam sender, or the admin said so.

create or replace function vorrang.is_blocked(p_address text)
returns boolean
language plpgsql stable
as $$
begin
    return exists (select from vorrang.blocked_senders b where b.address = p_address);
end
$$;

create or replace function vorrang.refusal_of_block(p_address text)
returns text
language plpgsql stable
as $$
begin
    return case
        when p_address = '' then 'Its sender has no address'
        when exists (select from vorrang.agents a where a.login = p_address) or not vorrang.is_mailable(p_address)
            then format('%s is one of us', p_address)
        when exists (select from vorrang.contacts c where c.address = p_address)
            then format('%s is a contact of a customer', p_address)
        when exists (select from vorrang.customer_domains d where d.domain = split_part(p_address, '@', 2))
            then format('%s writes from a customer''s domain', p_address)
    end;
end
$$;
comment on function vorrang.refusal_of_block is
    'Why this sender''s mail shall not be spam for ever: a colleague, a contact, somebody of a customer''s domain. Null: it may be.';

create or replace function vorrang.block_sender(t vorrang.tickets, a vorrang.agents, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_refusal text := vorrang.refusal_of_block(t.sender_address);
begin
    if v_refusal is not null then
        perform vorrang.raise('VR002', format('%s. Nothing was done; move #%s to Spam if it is just this mail', v_refusal, t.number));
    end if;
    insert into vorrang.blocked_senders (address, agent_id, at) values (t.sender_address, a.id, p_now)
    on conflict do nothing;
    if found then
        perform vorrang.write_event(t.number, p_now, 'sender-blocked', a.key, 'imap');
    end if;
end
$$;
comment on function vorrang.block_sender is 'New mail of this ticket''s sender goes to Spam, unanswered, until one is moved back.';

create or replace function vorrang.unblock_sender(t vorrang.tickets, a vorrang.agents, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    delete from vorrang.blocked_senders b where b.address = t.sender_address;
    if found then
        perform vorrang.write_event(t.number, p_now, 'sender-unblocked', a.key, 'imap');
    end if;
end
$$;

create or replace function vorrang_api.block_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_address text := lower(p_key);
begin
    if coalesce((p->>'remove')::boolean, false) then
        delete from vorrang.blocked_senders b where b.address = v_address;
        return jsonb_build_object('address', v_address, 'by', null, 'at', null);
    end if;
    if exists (select from vorrang.agents a where a.login = v_address) or not vorrang.is_mailable(v_address) then
        perform vorrang.raise('VR003', format('%s is one of us and cannot be blocked', v_address),
            'block an address outside of the desk');
    end if;
    insert into vorrang.blocked_senders (address, at) values (v_address, p_now) on conflict do nothing;
    return vorrang_api.block_show(v_address, p_now);
end
$$;
comment on function vorrang_api.block_set is 'New mail of this address is spam; remove: no more.';

create or replace function vorrang.block_json(b vorrang.blocked_senders)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('address', b.address, 'at', vorrang.iso(b.at),
        'by', coalesce((select a.key from vorrang.agents a where a.id = b.agent_id), 'admin'))
$$;

create or replace function vorrang_api.block_show(p_key text, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v jsonb := (select vorrang.block_json(b) from vorrang.blocked_senders b where b.address = lower(p_key));
begin
    if v is null then
        perform vorrang.raise('VR001', format('%L is not blocked', p_key), 'see `vorrang block list`');
    end if;
    return v;
end
$$;

create or replace function vorrang_api.block_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.block_json(b) order by b.address), '[]') from blocked_senders b
$$;

-- Tickets of an internal channel (TS-03): like any other, but nothing of them ever leaves.

create or replace function vorrang.refusal_of_leaving(t vorrang.tickets, p_facts jsonb)
returns text
language plpgsql stable
as $$
declare
    v_outside text;
begin
    if not t.internal then
        return null;
    end if;
    select x.address into v_outside
      from jsonb_to_recordset(coalesce(p_facts->'participants', '[]')) as x (address text)
     where x.address not in (select o.login from vorrang.agents o)
     limit 1;
    return case when v_outside is not null or vorrang.has_line(p_facts, 'cc') then
        format('#%s is internal: nothing of it leaves. Take %s off. Nothing was sent.', t.number,
            coalesce(v_outside, '#cc')) end;
end
$$;
comment on function vorrang.refusal_of_leaving is 'A mail about an internal ticket that names somebody outside, in words; null: none.';

create or replace function vorrang.commit_internal(
    t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    perform vorrang.add_watcher(t.number, x.id, a, p_now)
       from jsonb_to_recordset(coalesce(p_facts->'participants', '[]')) as p (address text)
       join vorrang.agents x on x.login = p.address and x.id <> a.id;
    update vorrang.tickets
       set first_response_at = coalesce(first_response_at, p_now), response_running = false, lifted = false,
           answered_message = p_message
     where number = t.number;
    if t.owner_id is null then
        perform vorrang.set_owner(t.number, a.id, p_now, a.key, 'smtp');
    end if;
    perform vorrang.apply_state(t, a, p_facts, 'in-progress', false, p_now);
    perform vorrang.set_lights(t.number, p_now);
end
$$;
comment on function vorrang.commit_internal is
    'An answer in an internal ticket: it stops the response clock as any answer does and stands in the '
    'conversation; no mail is made of it.';

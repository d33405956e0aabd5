-- Whose a ticket is beside its owner: its customer, his key account manager, the responsible person.

create or replace function vorrang.sync_kam(k vorrang.customers, p_now timestamptz, p_by text)
returns void
language plpgsql
as $$
declare
    v_ticket bigint;
begin
    for v_ticket in
        select t.number from vorrang.tickets t
         where t.customer_id = k.id and (t.kam_id, t.kam_only) is distinct from (k.kam_id, k.kam_only)
         order by t.number
           for no key update
    loop
        update vorrang.tickets set kam_id = k.kam_id, kam_only = k.kam_only where number = v_ticket;
        perform vorrang.write_event(v_ticket, p_now, 'key-account', p_by, 'cli', jsonb_build_object(
            'agent', (select a.key from vorrang.agents a where a.id = k.kam_id), 'only', k.kam_only));
        perform vorrang.touch(v_ticket, p_now);
    end loop;
end
$$;
comment on function vorrang.sync_kam is
    'A customer''s key account manager changed, or whether he is for him only: all his tickets, closed ones too.';

create or replace function vorrang.set_responsible(
    p_ticket bigint, p_agent integer, a vorrang.agents, p_now timestamptz, p_via text)
returns boolean
language plpgsql
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if t.responsible_id is not distinct from p_agent then
        return false;
    end if;
    update vorrang.tickets set responsible_id = p_agent where number = p_ticket;
    perform vorrang.write_event(p_ticket, p_now, 'responsible', a.key, p_via, jsonb_build_object(
        'from', (select x.key from vorrang.agents x where x.id = t.responsible_id),
        'to', (select x.key from vorrang.agents x where x.id = p_agent)));
    if p_agent <> a.id then
        perform vorrang.notify_agent(p_agent, p_ticket, 'responsible', p_now, jsonb_build_object('by', a.name));
    end if;
    perform vorrang.touch(p_ticket, p_now);
    return true;
end
$$;
comment on function vorrang.set_responsible is
    'Who answers for the ticket beside its owner (TS-56), one or nobody (null); he is told once.';

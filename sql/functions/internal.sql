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

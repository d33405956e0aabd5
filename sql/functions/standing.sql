-- What an agent asks the desk by mail: `#customer heyer` to desk@ is answered on top of his INBOX (SSC-13).

create or replace function vorrang.standing_for(a vorrang.agents, k vorrang.customers, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
declare
    v_all boolean := a.accounting or coalesce(k.kam_id = a.id, false);
    v jsonb;
begin
    with seen as (
        select t.number, t.received_at, t.closed_at, t.response_missed or t.resolution_missed as missed,
               exists (select from vorrang.events e where e.ticket_number = t.number and e.kind = 'escalated'
                        and e.at >= p_now - interval '14 days') as escalated,
               jsonb_build_object('number', t.number, 'subject', t.subject, 'class', t.class, 'status', t.status,
                   'due', vorrang.local_minute(vorrang.effective_due(t), c.zone, p_now)) as line
          from vorrang.tickets t join vorrang.channels c on c.id = t.channel_id
         where t.customer_id = k.id and t.status <> 'spam' and t.merged_into is null and vorrang.sees(a.id, t)),
    listed as (
        select coalesce(jsonb_agg(s.line order by s.number) filter (where s.closed_at is null), '[]') as open,
               coalesce(jsonb_agg(s.line order by s.number) filter (where s.escalated), '[]') as escalated,
               count(*) as tickets,
               count(*) filter (where s.received_at >= p_now - interval '14 days') as opened,
               count(*) filter (where s.closed_at >= p_now - interval '14 days') as closed,
               count(*) filter (where s.missed and coalesce(s.closed_at, p_now) >= p_now - interval '14 days') as late
          from seen s)
    select jsonb_build_object('key', k.key, 'name', k.name, 'class', k.class, 'open', l.open, 'escalated', l.escalated,
               'opened', l.opened, 'closed', l.closed, 'late', l.late,
               'contingents', case when v_all or l.tickets > 0 then vorrang.customer_contingents(k.id, p_now) end,
               'unbilled', case when v_all then vorrang.unbilled_minutes(k.id) end)
      into v from listed l
     where v_all or l.tickets > 0;
    return v;
end
$$;
comment on function vorrang.standing_for is
    'How things stand with a customer, as far as an agent may see: open and escalated tickets, the last 14 days in numbers, what is left '
    'of contingents; unbilled minutes for his key account manager and for accounting. Null: he may see nothing of him.';

create or replace function vorrang_api.agent_asks(p_login text, p_lines jsonb, p_now timestamptz default now())
returns text
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    a vorrang.agents;
    k vorrang.customers;
    l record;
    v_standing jsonb;
    v_asked integer := 0;
begin
    select * into a from vorrang.agents x where x.login = p_login;
    for l in select * from vorrang.lines_of(jsonb_build_object('lines', p_lines)) loop
        if l.word <> 'customer' then
            return format('#%s is no question; the desk answers #customer with a key or number. Nothing was sent', l.word);
        end if;
        select * into k from vorrang.customers x where x.id = vorrang.customer_named(l.args);
        v_standing := case when k.id is not null then vorrang.standing_for(a, k, p_now) end;
        if v_standing is null then
            return format('#customer: you know of no customer "%s". Nothing was sent', left(l.args, 60));
        end if;
        perform vorrang.notify_agent(a.id, null, 'standing', p_now, jsonb_build_object('standing', v_standing));
        v_asked := v_asked + 1;
    end loop;
    return case when v_asked = 0 then 'ask the desk with a line such as "#customer heyer" on top. Nothing was sent' end;
end
$$;
comment on function vorrang_api.agent_asks is
    'Answers an agent''s mail to the desk''s own address: lines [{word, args}]; the answer is a notice in his INBOX. Returns why it is '
    'refused; null: answered. A customer of whom he may see nothing is as one that is not there.';

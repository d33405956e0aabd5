-- A digest (TS-57): what an agent wants to hear of, but not each time, is one notice at the times of day he names.

create or replace function vorrang.next_digest_at(a vorrang.agents, p_now timestamptz)
returns timestamptz
language sql stable
as $$
    select min(x.at)
      from vorrang.agent_zone(a) z
     cross join generate_series(0, 1) d
     cross join unnest(a.digest_times) t
     cross join lateral (select (((p_now at time zone z)::date + d) + t) at time zone z as at) x
     where x.at > p_now
$$;
comment on function vorrang.next_digest_at is 'The next of his times of day, in his zone; null: he named none.';

create or replace function vorrang.next_digest()
returns timestamptz
language sql stable
as $$
    select min(a.digest_at) from vorrang.agents a where a.digest_at is not null
$$;

create or replace function vorrang.digest_facts(a vorrang.agents, p_now timestamptz)
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'number', t.number, 'subject', t.subject, 'class', t.class, 'kind', d.kind,
               'at', to_char(d.at at time zone z, 'MM-DD HH24:MI'), 'by', d.detail->>'by',
               'due', vorrang.local_minute(vorrang.effective_due(t), z, p_now),
               'customer', (select k.name from vorrang.customers k where k.id = t.customer_id)) order by d.id), '[]')
      from vorrang.digest_lines d
      join vorrang.tickets t on t.number = d.ticket_number
     cross join vorrang.agent_zone(a) z
     where d.agent_id = a.id and d.at <= p_now and vorrang.sees(a.id, t)
$$;
comment on function vorrang.digest_facts is 'What a digest says: a line for each thing, in the order in which they happened, of tickets that he may see now.';

create or replace function vorrang.run_digests(p_now timestamptz)
returns integer
language plpgsql
as $$
declare
    a vorrang.agents;
    v_lines jsonb;
    v_count integer := 0;
begin
    for a in select x.* from vorrang.agents x where x.digest_at <= p_now order by x.id for no key update skip locked loop
        v_count := v_count + 1;
        v_lines := vorrang.digest_facts(a, p_now);
        delete from vorrang.digest_lines d where d.agent_id = a.id and d.at <= p_now;
        if v_lines <> '[]' then
            perform vorrang.notify_agent(a.id, null, 'digest', p_now, jsonb_build_object('lines', v_lines));
        end if;
        update vorrang.agents x set digest_at = vorrang.next_digest_at(a, p_now) where x.id = a.id;
    end loop;
    return v_count;
end
$$;
comment on function vorrang.run_digests is
    'Writes the digests that are due, and says how many agents it looked at. Nothing to say: no digest. Nothing is left out: '
    'what could not be said in time is said in the next one.';

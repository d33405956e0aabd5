-- What a project took and costs, of itself and all below it (TS-81).

create or replace function vorrang.project_entries(p_projects integer[])
returns setof bigint
language sql stable
as $$
    select e.id
      from vorrang.time_entries e
      join vorrang.tickets t on t.number = e.ticket_number
      left join vorrang.time_releases r on r.entry_id = e.id
     where t.customer_id in (select p.customer_id from vorrang.projects p where p.id = any (p_projects))
       and coalesce(r.project_id, vorrang.project_of(t)) = any (p_projects)
$$;
comment on function vorrang.project_entries is
    'Time that runs onto these projects: as released; what is not released, as its tickets stand now.';

create or replace function vorrang.project_sums(p_projects integer[])
returns jsonb
language plpgsql stable
as $$
declare
    v_entries bigint[] := array(select vorrang.project_entries(p_projects));
begin
    return (
        select jsonb_build_object(
            'booked', coalesce(sum(e.minutes), 0) * 60,
            'cost', vorrang.money_sum(array_agg(round(e.minutes * a.cost_minor / 60.0)::bigint), array_agg(a.cost_currency::text)),
            'value', (
                select vorrang.money_sum(array_agg(round(x.minutes * x.hour_minor * (100 + x.surcharge_percent) / 6000.0)::bigint),
                                         array_agg(x.currency::text))
                  from vorrang.time_parts x where x.entry_id = any (v_entries) and x.source = 'rate'))
          from vorrang.time_entries e join vorrang.agents a on a.id = e.agent_id
         where e.id = any (v_entries));
end
$$;
comment on function vorrang.project_sums is
    'booked (seconds), cost (what the agents'' hours cost the desk, as `agent set --cost` says), value (what of it is released, at its '
    'rates, before rounding).';

create or replace function vorrang.project_json(p vorrang.projects)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'key', p.key, 'name', p.name, 'kind', p.kind,
        'parent', (select x.key from vorrang.projects x where x.id = p.parent_id), 'ticket', p.ticket_number,
        'customer', (select k.key from vorrang.customers k where k.id = p.customer_id),
        'responsible', (select a.key from vorrang.agents a where a.id = p.responsible_id),
        'members', (select coalesce(jsonb_agg(a.key order by a.key), '[]')
                      from vorrang.project_members m join vorrang.agents a on a.id = m.agent_id where m.project_id = p.id),
        'planned', p.planned_minutes * 60, 'planned_cost', vorrang.money_text(p.planned_minor, p.currency),
        'phases_done', (select count(*) filter (where f.done_at is not null) || ' of ' || count(*)
                          from vorrang.project_phases f where f.project_id = p.id having count(*) > 0),
        'closed', p.closed)
        || vorrang.project_sums(array(select vorrang.project_tree(p.id)))
$$;
comment on function vorrang.project_json is 'One project; booked, cost and value (project_sums) are of it and all below it.';

create or replace function vorrang.project_details(p vorrang.projects)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'phases', (select coalesce(jsonb_agg(jsonb_build_object(
                       'number', f.number, 'name', f.name, 'responsible', (select a.key from vorrang.agents a where a.id = f.responsible_id),
                       'planned', f.planned_minutes, 'done', vorrang.iso(f.done_at)) order by f.number), '[]')
                   from vorrang.project_phases f where f.project_id = p.id),
        'parts', (select coalesce(jsonb_agg(jsonb_build_object(
                      'key', x.key, 'kind', x.kind, 'ticket', x.ticket_number, 'name', x.name, 'planned', x.planned_minutes,
                      'booked', (vorrang.project_sums(array(select vorrang.project_tree(x.id)))->>'booked')::bigint / 60) order by x.key), '[]')
                  from vorrang.projects x where x.parent_id = p.id),
        'tickets', (select coalesce(jsonb_agg(jsonb_build_object('number', t.number, 'status', t.status, 'subject', t.subject) order by t.number), '[]')
                    from vorrang.tickets t where t.project_id = p.id))
$$;
comment on function vorrang.project_details is
    'Its phases, what is directly below it, and the tickets that name it; planned and booked in minutes here.';

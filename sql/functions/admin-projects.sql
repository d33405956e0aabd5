-- The admin's nouns project and phase.

create or replace function vorrang.check_parent(p_kind text, p_parent integer, p_customer integer)
returns void
language plpgsql stable
as $$
declare
    x vorrang.projects;
begin
    select * into x from vorrang.projects y where y.id = p_parent;
    if x.customer_id <> p_customer then
        perform vorrang.raise('VR003', format('project %L is another customer''s', x.key), 'see `vorrang project list`');
    elsif x.kind = 'package' or (x.kind = 'sub' and p_kind = 'sub') then
        perform vorrang.raise('VR003', format('%L is a %s, and nothing like that stands below it', x.key, x.kind),
            'main projects hold sub-projects and work packages, sub-projects work packages');
    end if;
end
$$;
comment on function vorrang.check_parent is 'A main project holds sub-projects and work packages, a sub-project work packages (TS-79).';

create or replace function vorrang.set_members(p_project integer, p_members jsonb)
returns void
language plpgsql
as $$
begin
    delete from vorrang.ticket_watchers w
     using vorrang.tickets t, vorrang.project_members m
     where m.project_id = p_project and t.project_id = p_project and w.ticket_number = t.number and w.agent_id = m.agent_id
       and not exists (select from jsonb_array_elements_text(p_members) x where x <> '' and vorrang.agent_id(x) = m.agent_id);
    delete from vorrang.project_members m where m.project_id = p_project;
    insert into vorrang.project_members (project_id, agent_id)
    select distinct p_project, vorrang.agent_id(x) from jsonb_array_elements_text(p_members) x where x <> '';
    perform vorrang.join_project(t.number) from vorrang.tickets t where t.project_id = p_project order by t.number;
    insert into vorrang.ticket_changes (ticket_number) select t.number from vorrang.tickets t where t.project_id = p_project;
end
$$;
comment on function vorrang.set_members is 'Who reads along on the tickets that name a project: these alone (TS-64).';

create or replace function vorrang.store_project(p_key text, p jsonb)
returns vorrang.projects
language plpgsql
as $$
declare
    x vorrang.projects;
begin
    select * into x from vorrang.projects y where y.key = lower(p_key);
    if x.id is null and not p ?| array['customer', 'parent'] then
        perform vorrang.raise('VR004', 'a new project needs a customer', 'give --customer, or --under the project that it is part of');
    end if;
    x.parent_id := case when not p ? 'parent' then x.parent_id when p->>'parent' <> '' then vorrang.project_id(p->>'parent') end;
    x.kind := coalesce(p->>'kind', case when x.parent_id is null then 'main' else coalesce(nullif(x.kind, 'main'), 'sub') end);
    if p ? 'customer' and x.customer_id <> vorrang.customer_id(p->>'customer') then
        perform vorrang.raise('VR003', format('project %L is another customer''s', p_key), 'create one of its own for this customer');
    end if;
    x.customer_id := coalesce(x.customer_id, case when p ? 'customer' then vorrang.customer_id(p->>'customer') end,
                              (select y.customer_id from vorrang.projects y where y.id = x.parent_id));
    if x.parent_id is not null then
        perform vorrang.check_parent(x.kind, x.parent_id, x.customer_id);
        if x.id is not null and x.parent_id in (select vorrang.project_tree(x.id)) then
            perform vorrang.raise('VR003', format('project %L cannot stand below itself', p_key), 'give another --under');
        end if;
    end if;
    if p ? 'planned_cost' then
        x.planned_minor := null;
        x.currency := null;
        if p->>'planned_cost' <> '' then
            select m.minor, m.currency into x.planned_minor, x.currency from vorrang.money_of(p->>'planned_cost') m;
        end if;
    end if;
    insert into vorrang.projects (key, customer_id, parent_id, kind, name, responsible_id, planned_minutes, planned_minor, currency, closed)
    values (lower(p_key), x.customer_id, x.parent_id, x.kind, trim(coalesce(p->>'name', x.name, '')),
            case when not p ? 'responsible' then x.responsible_id when p->>'responsible' <> '' then vorrang.agent_id(p->>'responsible') end,
            case when p ? 'planned' then nullif((p->>'planned')::bigint / 60, 0) else x.planned_minutes end,
            x.planned_minor, x.currency, coalesce((p->>'closed')::boolean, x.closed, false))
    on conflict (key) do update
       set parent_id = excluded.parent_id, kind = excluded.kind, name = excluded.name, responsible_id = excluded.responsible_id,
           planned_minutes = excluded.planned_minutes, planned_minor = excluded.planned_minor, currency = excluded.currency,
           closed = excluded.closed
    returning * into x;
    return x;
end
$$;
comment on function vorrang.store_project is 'Writes a project as vorrang_api.project_set describes it.';

create or replace function vorrang_api.project_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    x vorrang.projects := vorrang.store_project(p_key, p);
begin
    if p ? 'members' then
        perform vorrang.set_members(x.id, p->'members');
    end if;
    return vorrang.project_json(x);
end
$$;
comment on function vorrang_api.project_set is
    'A customer''s project: name, customer; parent (""; a main project or, for work packages, a sub-project) and kind (main, sub, '
    'package); responsible (""), members (who read along on its tickets), planned (seconds; 0: no plan), planned_cost ("1000.00 EUR", '
    '""), closed: no new ticket may name it.';

create or replace function vorrang_api.project_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.project_json(p) || vorrang.project_details(p) from vorrang.project_id(p_key) n (id) join projects p on p.id = n.id
$$;

create or replace function vorrang_api.project_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.project_json(x) order by x.key), '[]')
    from projects x where not x.closed or coalesce((p->>'all')::boolean, false)
$$;

create or replace function vorrang_api.phase_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_project integer := vorrang.project_id(p_key);
    v_number smallint := coalesce((p->>'number')::smallint, 1);
    f vorrang.project_phases;
begin
    select * into f from vorrang.project_phases x where x.project_id = v_project and x.number = v_number;
    if f.project_id is null and not p ? 'name' then
        perform vorrang.raise('VR004', 'a new phase needs a name', 'give --name');
    end if;
    insert into vorrang.project_phases (project_id, number, name, responsible_id, planned_minutes, done_at)
    values (v_project, v_number, coalesce(p->>'name', f.name),
            case when not p ? 'responsible' then f.responsible_id when p->>'responsible' <> '' then vorrang.agent_id(p->>'responsible') end,
            case when p ? 'planned' then nullif((p->>'planned')::bigint / 60, 0) else f.planned_minutes end,
            case when not p ? 'done' then f.done_at when (p->>'done')::boolean then coalesce(f.done_at, p_now) end)
    on conflict (project_id, number) do update
       set name = excluded.name, responsible_id = excluded.responsible_id, planned_minutes = excluded.planned_minutes, done_at = excluded.done_at;
    return vorrang_api.project_show(p_key, p_now);
end
$$;
comment on function vorrang_api.phase_set is
    'A phase of a project: number (1 if not given), name, one responsible (""), planned (seconds), done. Returns the project.';

create or replace function vorrang_api.phase_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang_api.project_show(p_key, p_now)->'phases'
$$;

create or replace function vorrang_api.phase_remove(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
begin
    delete from vorrang.project_phases f
     where f.project_id = vorrang.project_id(p_key) and f.number = coalesce((p->>'number')::smallint, 1);
    if not found then
        perform vorrang.raise('VR001', format('project %L has no such phase', p_key), format('see `vorrang project show %s`', p_key));
    end if;
    return jsonb_build_object('project', p_key);
end
$$;
comment on function vorrang_api.phase_remove is 'Takes a phase away (number, 1 if not given).';

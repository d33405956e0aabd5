-- Projects: what a customer's time runs onto (TS-77).

create or replace function vorrang.project_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer := (select p.id from vorrang.projects p where p.key = lower(p_key));
begin
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no project %L', p_key),
            'see `vorrang project list`, or create it with `vorrang project set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.own_project_id(p_key text, p_customer integer)
returns integer
language plpgsql stable
as $$
declare
    v_id integer := vorrang.project_id(p_key);
begin
    if not exists (select from vorrang.projects p where p.id = v_id and p.customer_id = p_customer) then
        perform vorrang.raise('VR003', format('project %L is another customer''s', p_key), 'see `vorrang project list`');
    end if;
    return v_id;
end
$$;
comment on function vorrang.own_project_id is 'The project of this key, which must be this customer''s.';

create or replace function vorrang.project_of(t vorrang.tickets)
returns integer
language plpgsql stable
as $$
begin
    return coalesce(t.project_id, (
        select case when t.contract_id is not null then coalesce(k.maintenance_project_id, k.default_project_id)
                    else k.default_project_id end
          from vorrang.customers k where k.id = t.customer_id));
end
$$;
comment on function vorrang.project_of is
    'Onto which project a ticket''s time runs: its own, else its customer''s maintenance project where a contract covers it, '
    'else his default one; null: none.';

create or replace function vorrang.project_json(p vorrang.projects)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'key', p.key, 'name', p.name,
        'customer', (select k.key from vorrang.customers k where k.id = p.customer_id),
        'responsible', (select a.key from vorrang.agents a where a.id = p.responsible_id),
        'planned', p.planned_minutes * 60,
        'booked', (select coalesce(sum(e.minutes), 0) * 60
                     from vorrang.time_entries e
                     join vorrang.tickets t on t.number = e.ticket_number
                     left join vorrang.time_releases r on r.entry_id = e.id
                    where t.customer_id = p.customer_id and coalesce(r.project_id, vorrang.project_of(t)) = p.id),
        'closed', p.closed)
$$;
comment on function vorrang.project_json is
    'booked: seconds of all time that runs onto it, as released; of what is not released, as its tickets stand now.';

create or replace function vorrang_api.project_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    x vorrang.projects;
    v_customer integer;
begin
    select * into x from vorrang.projects y where y.key = lower(p_key);
    v_customer := case when p ? 'customer' then vorrang.customer_id(p->>'customer') else x.customer_id end;
    if v_customer is null then
        perform vorrang.raise('VR004', 'a new project needs a customer', 'give --customer');
    end if;
    if x.customer_id <> v_customer then
        perform vorrang.raise('VR003', format('project %L is another customer''s', p_key), 'create one of its own for this customer');
    end if;
    insert into vorrang.projects (key, customer_id, name, responsible_id, planned_minutes, closed)
    values (lower(p_key), v_customer, trim(coalesce(p->>'name', x.name, '')),
            case when not p ? 'responsible' then x.responsible_id when p->>'responsible' <> '' then vorrang.agent_id(p->>'responsible') end,
            case when p ? 'planned' then nullif((p->>'planned')::bigint / 60, 0) else x.planned_minutes end,
            coalesce((p->>'closed')::boolean, x.closed, false))
    on conflict (key) do update
       set name = excluded.name, responsible_id = excluded.responsible_id,
           planned_minutes = excluded.planned_minutes, closed = excluded.closed
    returning * into x;
    return vorrang.project_json(x);
end
$$;
comment on function vorrang_api.project_set is
    'A customer''s project: name, customer, responsible (""), planned (seconds; 0: no plan), closed: no new ticket may name it.';

create or replace function vorrang_api.project_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.project_json(p) from vorrang.project_id(p_key) n (id) join projects p on p.id = n.id
$$;

create or replace function vorrang_api.project_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.project_json(x) order by x.key), '[]')
    from projects x where not x.closed or coalesce((p->>'all')::boolean, false)
$$;

create or replace function vorrang.set_project(t vorrang.tickets, p_project integer, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
begin
    if t.project_id is distinct from p_project then
        update vorrang.tickets set project_id = p_project where number = t.number;
        perform vorrang.write_event(t.number, p_now, 'project', p_by, p_via, jsonb_build_object(
            'from', (select p.key from vorrang.projects p where p.id = t.project_id),
            'to', (select p.key from vorrang.projects p where p.id = p_project)));
        perform vorrang.touch(t.number, p_now);
    end if;
end
$$;
comment on function vorrang.set_project is 'A project of the ticket''s own; null: what its customer''s are.';

create or replace function vorrang.project_named(p_text text)
returns integer
language sql stable
as $$
    select p.id from vorrang.projects p where p.key = lower(p_text)
$$;
comment on function vorrang.project_named is 'The project that `#project …` names; null: none, as `#project none` wants it.';

create or replace function vorrang.refusal_of_project(t vorrang.tickets, p_text text)
returns text
language plpgsql stable
as $$
declare
    p vorrang.projects;
begin
    if lower(p_text) in ('none', 'keines', '-') then
        return null;
    end if;
    select * into p from vorrang.projects x where x.id = vorrang.project_named(p_text) and x.customer_id = t.customer_id;
    return case when p.id is null then format('its customer has no project "%s"', left(p_text, 60))
                when p.closed then format('project "%s" is closed', p.key) end;
end
$$;

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

create or replace function vorrang.project_tree(p_project integer)
returns setof integer
language sql stable
as $$
    with recursive tree as (
        select p_project as id
        union all select p.id from vorrang.projects p join tree t on p.parent_id = t.id)
    select id from tree
$$;
comment on function vorrang.project_tree is 'A project and all below it.';

create or replace function vorrang.join_project(p_ticket bigint)
returns void
language sql
as $$
    insert into vorrang.ticket_watchers (ticket_number, agent_id)
    select t.number, m.agent_id from vorrang.tickets t join vorrang.project_members m on m.project_id = t.project_id
     where t.number = p_ticket
    on conflict do nothing
$$;
comment on function vorrang.join_project is 'The members of a ticket''s own project watch it, without being told.';

create or replace function vorrang.set_project(t vorrang.tickets, p_project integer, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
begin
    if t.project_id is distinct from p_project then
        update vorrang.tickets set project_id = p_project where number = t.number;
        perform vorrang.join_project(t.number);
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
comment on function vorrang.project_named is 'The project of this key; null: none.';

create or replace function vorrang.refusal_of_project(t vorrang.tickets, p_args text)
returns text
language plpgsql stable
as $$
declare
    v_words text[] := regexp_split_to_array(trim(p_args), '\s+');
    v_verb text := lower(v_words[1]);
    v_below boolean := v_verb in ('under', 'package');
    v_key text := coalesce(v_words[case when v_below then 2 else 1 end], '');
    p vorrang.projects;
begin
    if v_verb in ('none', 'keines', '-') then
        return null;
    elsif t.customer_id is null then
        return 'it has no customer yet, and a project is a customer''s';
    elsif (v_verb = 'new' or v_below) and exists (select from vorrang.projects x where x.ticket_number = t.number) then
        return format('it is project %s already', (select x.key from vorrang.projects x where x.ticket_number = t.number));
    elsif v_verb = 'new' then
        return null;
    end if;
    select * into p from vorrang.projects x where x.id = vorrang.project_named(v_key) and x.customer_id = t.customer_id;
    return case when p.id is null then format('its customer has no project "%s"', left(v_key, 60))
                when p.closed then format('project "%s" is closed', p.key)
                when v_below and (p.kind = 'package' or p.kind = 'sub' and v_verb = 'under')
                    then format('"%s" is a %s; nothing like that stands below it', p.key, p.kind) end;
end
$$;

create or replace function vorrang.project_line(t vorrang.tickets, p_args text, p_now timestamptz, p_by text)
returns void
language plpgsql
as $$
declare
    v_words text[] := regexp_split_to_array(trim(p_args), '\s+');
    v_verb text := lower(v_words[1]);
    v_name text := array_to_string(v_words[case when v_verb = 'new' then 2 else 3 end:], ' ');
    v_project integer;
begin
    if v_verb not in ('new', 'under', 'package') then
        perform vorrang.set_project(t, vorrang.project_named(v_verb), p_now, p_by, 'smtp');
        return;
    end if;
    insert into vorrang.projects (key, customer_id, parent_id, kind, name, responsible_id, ticket_number)
    values ('p-' || t.number, t.customer_id, case when v_verb <> 'new' then vorrang.project_named(v_words[2]) end,
            case v_verb when 'new' then 'main' when 'under' then 'sub' else 'package' end,
            coalesce(nullif(v_name, ''), left(t.subject, 200)), coalesce(t.responsible_id, t.owner_id, (select a.id from vorrang.agents a where a.key = p_by)), t.number)
    returning id into v_project;
    perform vorrang.set_project(t, v_project, p_now, p_by, 'smtp');
end
$$;
comment on function vorrang.project_line is
    'The line #project: KEY (time runs onto it; none: as usual), new NAME, under KEY NAME, package KEY NAME: the ticket becomes a main '
    'project, a sub-project or a work package, called p-4815 after it, and keeps its number (TS-79).';

-- The admin's noun task.

create or replace function vorrang.task_json(k vorrang.tasks)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'number', k.number, 'ticket', k.ticket_number, 'kind', k.kind, 'title', k.title, 'due', k.due_on, 'deferred', k.deferred,
        'agent', (select a.key from vorrang.agents a where a.id = k.agent_id), 'done', k.done_at is not null,
        'created_at', vorrang.iso(k.created_at), 'done_at', vorrang.iso(k.done_at))
$$;

create or replace function vorrang.task_number(p_key text)
returns bigint
language plpgsql stable
as $$
begin
    if p_key !~ '^[0-9]{1,18}$' or not exists (select from vorrang.tasks k where k.number = p_key::bigint) then
        perform vorrang.raise('VR001', format('there is no task %L', p_key),
            'see `vorrang task list`; agents make one by #task in a reply or note, you by `vorrang task new --ticket`');
    end if;
    return p_key::bigint;
end
$$;

create or replace function vorrang_api.task_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    k vorrang.tasks;
    v_number bigint;
begin
    if p_key = 'new' then
        if not p ?& array['ticket', 'kind', 'title'] then
            perform vorrang.raise('VR004', 'a new task needs its ticket, its kind and what to do', 'give --ticket, --kind and --title');
        end if;
        v_number := vorrang.add_task(vorrang.ticket_number(p->>'ticket'), lower(p->>'kind'), p->>'title',
            case when p->>'agent' <> '' then vorrang.agent_id(p->>'agent') end, nullif(p->>'due', '')::date, p_now, 'admin', 'cli');
    else
        v_number := vorrang.task_number(p_key);
    end if;
    select * into strict k from vorrang.tasks x where x.number = v_number for no key update;
    k.kind := lower(coalesce(p->>'kind', k.kind));
    k.title := coalesce(p->>'title', k.title);
    k.agent_id := case when not p ? 'agent' then k.agent_id when p->>'agent' <> '' then vorrang.agent_id(p->>'agent') end;
    k.due_on := case when p ? 'due' then nullif(p->>'due', '')::date else k.due_on end;
    k.deferred := coalesce((p->>'deferred')::boolean, k.deferred);
    update vorrang.tasks x
       set kind = k.kind, title = k.title, agent_id = k.agent_id, due_on = k.due_on, deferred = k.deferred,
           remind_at = case when p ?| array['due', 'deferred'] then vorrang.task_reminder(k, p_now) else x.remind_at end
     where x.number = v_number;
    if coalesce((p->>'done')::boolean, false) then
        perform vorrang.finish_task(v_number, true, p_now, 'admin', 'cli');
    end if;
    perform vorrang.touch(k.ticket_number, p_now);
    return (select vorrang.task_json(x) from vorrang.tasks x where x.number = v_number);
end
$$;
comment on function vorrang_api.task_set is
    'Changes a task, or with "new" for its number makes one: ticket, kind (a word), title, agent (""), due (a day, ""), deferred (out '
    'of active planning: no reminder), done.';

create or replace function vorrang_api.task_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select vorrang.task_json(k) from vorrang.task_number(p_key) n (number) join tasks k on k.number = n.number
$$;

create or replace function vorrang_api.task_list(p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v_ticket bigint := case when p ? 'ticket' then vorrang.ticket_number(p->>'ticket') end;
begin
    return (
        select coalesce(jsonb_agg(vorrang.task_json(k) order by k.done_at is not null, k.deferred, k.due_on nulls last, k.number), '[]')
          from vorrang.tasks k
         where (k.done_at is null or coalesce((p->>'all')::boolean, false))
           and (v_ticket is null or k.ticket_number = v_ticket)
           and (p->>'agent' is null or k.agent_id = vorrang.agent_id(p->>'agent')));
end
$$;
comment on function vorrang_api.task_list is 'Open tasks, what is due first; of a ticket, of an agent; all: done ones, too.';

-- Tasks: what has to be done for a ticket, by a day and without an SLA (TW-14, TS-82). Time for them is the ticket's.

create or replace function vorrang.task_of_line(t vorrang.tickets, p_args text, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
declare
    v_zone text := (select k.zone from vorrang.calendars k where k.id = t.calendar_id);
    v_text text := regexp_replace(trim(p_args), '\s+', ' ', 'g');
    v_kind text := lower(rtrim(split_part(v_text, ' ', 1), ':'));
    v_for text := substring(v_text from '\m(?:for|für) (@?[a-zA-Z0-9_.@-]+)$');
    v_day text;
begin
    v_text := trim(substr(v_text, length(split_part(v_text, ' ', 1)) + 1));
    v_text := case when v_for is null then v_text else regexp_replace(v_text, '(^| )(for|für) \S+$', '') end;
    v_day := substring(v_text from '\m(?:until|bis) (.+)$');
    if v_day is not null then
        v_text := regexp_replace(v_text, '(^| )(until|bis) .+$', '');
    end if;
    return jsonb_build_object(
        'kind', v_kind, 'title', v_text, 'for', v_for, 'agent', vorrang.agent_named(v_for), 'until', v_day,
        'due', case when v_day is not null then vorrang.day_named(lower(v_day), (p_now at time zone v_zone)::date) end);
end
$$;
comment on function vorrang.task_of_line is
    'Reads `#task video how to reset the pump until friday for bernd`: kind, title, due and agent; for and until as they were written.';

create or replace function vorrang.refusal_of_task(t vorrang.tickets, p_args text, p_now timestamptz)
returns text
language plpgsql stable
as $$
declare
    k jsonb := vorrang.task_of_line(t, p_args, p_now);
begin
    return case
        when k->>'kind' !~ '^[a-z0-9][a-z0-9_-]{0,30}$' or k->>'title' = ''
            then 'say what kind of task and what to do, as in "#task bug look at the driver until friday for bernd"'
        when k->>'for' is not null and not coalesce(vorrang.may_be_given(t, (k->>'agent')::integer), false)
            then format('nobody of its channel is called "%s"', left(k->>'for', 60))
        when k->>'until' is not null and k->>'due' is null then format('"%s" is no day', left(k->>'until', 60))
    end;
end
$$;

create or replace function vorrang.task_reminder(k vorrang.tasks, p_now timestamptz)
returns timestamptz
language plpgsql stable
as $$
begin
    return (
        select greatest(vorrang.opens_on(t.calendar_id, k.due_on), p_now)
          from vorrang.tickets t
         where t.number = k.ticket_number and k.done_at is null and not k.deferred and k.due_on is not null);
end
$$;
comment on function vorrang.task_reminder is 'When a task''s agent is told of its day: at its opening; null: never.';

create or replace function vorrang.task_detail(k vorrang.tasks, p_by text)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('task', k.number, 'kind', k.kind, 'title', k.title, 'due', k.due_on,
                              'by', coalesce((select a.name from vorrang.agents a where a.key = p_by), 'the admin'))
$$;

create or replace function vorrang.add_task(
    p_ticket bigint, p_kind text, p_title text, p_agent integer, p_due date, p_now timestamptz, p_by text, p_via text)
returns bigint
language plpgsql
as $$
declare
    k vorrang.tasks;
begin
    insert into vorrang.tasks (ticket_number, kind, title, agent_id, due_on, created_at)
    values (p_ticket, p_kind, p_title, p_agent, p_due, p_now) returning * into k;
    update vorrang.tasks set remind_at = vorrang.task_reminder(k, p_now) where number = k.number;
    perform vorrang.write_event(p_ticket, p_now, 'task', p_by, p_via, jsonb_build_object(
        'task', k.number, 'kind', k.kind, 'due', k.due_on, 'agent', (select a.key from vorrang.agents a where a.id = p_agent)));
    if (select a.key from vorrang.agents a where a.id = p_agent) <> p_by then
        perform vorrang.notify_agent(p_agent, p_ticket, 'task', p_now, vorrang.task_detail(k, p_by));
    end if;
    perform vorrang.touch(p_ticket, p_now);
    return k.number;
end
$$;
comment on function vorrang.add_task is 'A task of a ticket; its agent has a notice, unless he set it himself.';

create or replace function vorrang.finish_task(p_task bigint, p_back boolean, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
declare
    k vorrang.tasks;
    t vorrang.tickets;
begin
    update vorrang.tasks set done_at = p_now, remind_at = null where number = p_task and done_at is null returning * into k;
    if k.number is null then
        return;
    end if;
    select * into strict t from vorrang.tickets x where x.number = k.ticket_number for no key update;
    perform vorrang.write_event(t.number, p_now, 'task-done', p_by, p_via, jsonb_build_object('task', k.number, 'kind', k.kind));
    if p_back and t.status in ('waiting', 'hold') then
        perform vorrang.set_status(t.number, 'in-progress', p_now, p_by, p_via);
    end if;
    if (select a.key from vorrang.agents a where a.id = t.owner_id) <> p_by then
        perform vorrang.notify_agent(t.owner_id, t.number, 'task-done', p_now, vorrang.task_detail(k, p_by));
    end if;
    perform vorrang.touch(t.number, p_now);
end
$$;
comment on function vorrang.finish_task is
    'A task is done, once: its ticket''s owner has a notice and, with p_back, a ticket that waits is in progress again.';

create or replace function vorrang.open_task_of(p_ticket bigint, p_args text)
returns bigint
language sql stable
as $$
    select min(k.number) from vorrang.tasks k
     where k.ticket_number = p_ticket and k.done_at is null
       and (trim(p_args) = '' and (select count(*) from vorrang.tasks x where x.ticket_number = p_ticket and x.done_at is null) = 1
            or k.number::text = ltrim(trim(p_args), '#'))
$$;
comment on function vorrang.open_task_of is 'The open task that `#done 12` names; "": the only one; null: none.';

create or replace function vorrang.next_task_at()
returns timestamptz
language sql stable
as $$
    select min(k.remind_at) from vorrang.tasks k where k.remind_at is not null
$$;

create or replace function vorrang.run_tasks(p_now timestamptz)
returns integer
language plpgsql
as $$
declare
    k vorrang.tasks;
    v_count integer := 0;
begin
    for k in select * from vorrang.tasks x where x.remind_at <= p_now order by x.number limit 100 for no key update skip locked loop
        update vorrang.tasks set remind_at = null where number = k.number;
        perform vorrang.notify_agent(coalesce(k.agent_id, t.owner_id), t.number, 'task-due', p_now, vorrang.task_detail(k, 'vorrang'))
           from vorrang.tickets t where t.number = k.ticket_number and coalesce(k.agent_id, t.owner_id) is not null;
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$$;
comment on function vorrang.run_tasks is 'Tells the agents of tasks whose day has come, else the ticket''s owner, once; how many.';

-- What the lines on top of an agent's mail do (`#word args`). All are looked at before anything is
-- committed: a line that cannot be carried out refuses the mail.

create or replace function vorrang.lines_of(p_facts jsonb)
returns table (word text, args text)
language sql immutable
as $$
    select l->>'word', trim(coalesce(l->>'args', ''))
    from jsonb_array_elements(coalesce(p_facts->'lines', '[]')) with ordinality as x (l, position)
    order by x.position
$$;

create or replace function vorrang.has_line(p_facts jsonb, p_word text)
returns boolean
language sql immutable
as $$
    select exists (select from vorrang.lines_of(p_facts) l where l.word = p_word)
$$;

create or replace function vorrang.agent_named(p_text text)
returns integer
language sql stable
as $$
    select a.id from vorrang.agents a where lower(ltrim(p_text, '@')) in (a.key, a.login)
$$;
comment on function vorrang.agent_named is 'The agent of this key or login; null: none.';

create or replace function vorrang.priority_named(p_text text)
returns smallint
language sql immutable
as $$
    select case lower(p_text)
        when 'high' then 1 when 'hoch' then 1
        when 'normal' then 0
        when 'low' then -1 when 'niedrig' then -1
    end::smallint
$$;

create or replace function vorrang.sla_named(p_text text)
returns integer
language plpgsql stable
as $$
begin
    return case when lower(p_text) in ('none', 'keine', '-') then 0
                else (select s.id from vorrang.slas s where s.key = lower(p_text)) end;
end
$$;
comment on function vorrang.sla_named is 'The SLA that `#sla …` names; 0: none of its own; null: there is no such one.';

create or replace function vorrang.yes_or_no(p_text text)
returns boolean
language sql immutable
as $$
    select case lower(p_text) when 'yes' then true when 'ja' then true when 'no' then false when 'nein' then false end
$$;

create or replace function vorrang.day_named(p_text text, p_today date)
returns date
language plpgsql immutable
as $$
declare
    v_names text[] := array['monday mon montag mo', 'tuesday tue dienstag di', 'wednesday wed mittwoch mi',
        'thursday thu donnerstag do', 'friday fri freitag fr', 'saturday sat samstag sa', 'sunday sun sonntag so'];
    v_found text[];
begin
    if p_text in ('tomorrow', 'morgen') then
        return p_today + 1;
    elsif p_text in ('next week', 'nächste woche') then
        return p_today + 8 - extract(isodow from p_today)::integer;
    end if;
    for n in 1 .. 7 loop
        if p_text = any (string_to_array(v_names[n], ' ')) then
            return p_today + 1 + (n - 1 - extract(isodow from p_today)::integer + 7) % 7;
        end if;
    end loop;
    v_found := regexp_match(p_text, '^([0-9]{1,3}) *(?:d|days?|tagen?|tage)$');
    if v_found is not null then
        return p_today + v_found[1]::integer;
    end if;
    v_found := regexp_match(p_text, '^([0-9]{1,2}) *(?:w|weeks?|wochen?)$');
    if v_found is not null then
        return p_today + 7 * v_found[1]::integer;
    end if;
    v_found := regexp_match(p_text, '^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$');
    if v_found is null then
        v_found := regexp_match(p_text, '^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})?$');
        v_found := array[coalesce(v_found[3], extract(year from p_today)::text), v_found[2], v_found[1]];
    end if;
    return make_date(v_found[1]::integer, v_found[2]::integer, v_found[3]::integer);
exception when datetime_field_overflow then
    return null;
end
$$;
comment on function vorrang.day_named is
    'tomorrow, monday, next week, 3 days, 2 weeks, 2026-12-01, 1.12., and in German; a weekday is the '
    'next one after today. Null: it is no day.';

create or replace function vorrang.opens_on(p_calendar integer, p_day date)
returns timestamptz
language sql stable
as $$
    select coalesce(
        (select min(i.opens_at) from vorrang.calendar_intervals i
          where i.calendar_id = k.id
            and i.opens_at >= p_day::timestamp at time zone k.zone
            and i.opens_at < (p_day + 14)::timestamp at time zone k.zone),
        (p_day + time '08:00') at time zone k.zone)
    from vorrang.calendars k
    where k.id = p_calendar
$$;
comment on function vorrang.opens_on is
    'The first opening on that day or, if it is closed, after it; round the clock: 8:00.';

create or replace function vorrang.hold_until(p_text text, p_calendar integer, p_now timestamptz)
returns timestamptz
language plpgsql stable
as $$
declare
    v_zone text := (select k.zone from vorrang.calendars k where k.id = p_calendar);
    v_today date := (p_now at time zone v_zone)::date;
    v_text text := lower(regexp_replace(trim(p_text), '\s+', ' ', 'g'));
    v_time text[] := regexp_match(v_text, '(?:^| )(?:at |um )?([01]?[0-9]|2[0-3]):([0-5][0-9])$');
    v_hours text[] := regexp_match(v_text, '^([0-9]{1,3}) *(?:h|hours?|stunden?)$');
    v_day date;
    v_until timestamptz;
begin
    if v_hours is not null then
        return p_now + make_interval(hours => v_hours[1]::integer);
    end if;
    v_text := trim(regexp_replace(v_text, '(?:^| )(?:at |um )?[0-9]{1,2}:[0-9]{2}$', ''));
    if v_text = '' and v_time is null then
        return vorrang.open_day_after(p_calendar, p_now, 1);
    end if;
    v_day := case when v_text = '' then v_today else vorrang.day_named(v_text, v_today) end;
    v_until := case when v_time is null then vorrang.opens_on(p_calendar, v_day)
        else (v_day + make_time(v_time[1]::integer, v_time[2]::integer, 0)) at time zone v_zone end;
    if v_text = '' and v_until <= p_now then
        v_until := v_until + interval '1 day';
    end if;
    return case when v_until > p_now and v_until < p_now + interval '400 days' then v_until end;
end
$$;
comment on function vorrang.hold_until is
    'When `#hold …` ends: a day (see day_named) at its opening or at a given time, a time alone, hours '
    '(`4h`), nothing: the next day with opening hours. Null: it cannot be read or is past.';

create or replace function vorrang.refusal_of_line(t vorrang.tickets, a vorrang.agents, p_word text, p_args text, p_now timestamptz)
returns text
language plpgsql stable
as $$
begin
    return case p_word
        when 'assign' then coalesce(
            case when not coalesce(vorrang.may_be_given(t, vorrang.agent_named(p_args)), false)
                then format('nobody of its channel is called "%s"', left(p_args, 60)) end,
            vorrang.refusal_of_absent(t, vorrang.agent_named(p_args), p_now))
        when 'responsible' then case when lower(p_args) not in ('', 'nobody')
                and not coalesce(vorrang.may_be_given(t, vorrang.agent_named(p_args)), false)
            then format('nobody of its channel is called "%s"', left(p_args, 60)) end
        when 'watch' then case when p_args <> '' and vorrang.agent_named(p_args) is null
            then format('no agent is called "%s"', left(p_args, 60)) end
        when 'prio' then case when vorrang.priority_named(p_args) is null then 'write high, normal or low' end
        when 'sla' then case when vorrang.sla_named(p_args) is null
            then format('there is no SLA "%s"; "#sla none" takes one off again', left(p_args, 60)) end
        when 'tag' then case when exists (select from regexp_split_to_table(lower(p_args), '[\s,]+') x
                                           where x !~ '^-?[a-z0-9][a-z0-9_-]{0,30}$')
            then 'a tag is a word of a-z, 0-9, _ and -, at most 31 long' end
        when 'hold' then case when vorrang.hold_until(p_args, t.calendar_id, p_now) is null
            then 'say until when, as in "#hold monday", "#hold 3 days", "#hold 2026-12-01 14:00"' end
        when 'close' then coalesce(vorrang.refusal_of_closing(t, p_args),
            case when t.type is distinct from 'callback' and lower(p_args) not in ('', 'solved', 'unsolved')
                then 'write #close, #close solved or #close unsolved' end)
        when 'bill' then case when vorrang.yes_or_no(p_args) is null then 'write #bill yes or #bill no' end
        when 'customer' then case when vorrang.customer_named(p_args) is null
            then format('there is no customer "%s"', left(p_args, 60)) end
        when 'cc' then case when lower(p_args) !~ '^[^@\s,;<>"]+@[^@\s,;<>"]+$' or not vorrang.is_mailable(p_args)
            then 'write one address to a line, none of the desk''s own' end
        when 'project' then vorrang.refusal_of_project(t, p_args)
        when 'correct' then case when vorrang.last_booked(t.number, a.id) is null
            then 'there is no time of yours on it that can be corrected: what is released is locked' end
        when 'task' then vorrang.refusal_of_task(t, p_args, p_now)
        when 'done' then case when vorrang.open_task_of(t.number, p_args) is null
            then 'name an open task of this ticket, as in "#done 12"' end
        when 'document' then vorrang.refusal_of_document(t, p_args)
        when 'release' then case when not a.accounting
            then 'you may not release time; an admin gives the right with vorrang agent set --accounting' end
        when 'merge' then vorrang.refusal_of_merge(a, array[t.number, vorrang.number_in(p_args)], p_args ~* '\mforce$')
        when 'unmerge' then vorrang.refusal_of_unmerge(a, t.number, vorrang.number_in(p_args), p_now)
        when 'kb' then vorrang.refusal_of_articles(a, p_args)
        when 'for' then 'a ticket that is there has its customer; it is for new tickets'
    end;
end
$$;

create or replace function vorrang.refusal_of_lines(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_now timestamptz)
returns text
language sql stable
as $$
    select format('#%s: #%s: %s. Nothing was sent.', t.number, l.word, r.sentence)
    from vorrang.lines_of(p_facts) l
    cross join lateral vorrang.refusal_of_line(t, a, l.word, l.args, p_now) r (sentence)
    where r.sentence is not null
    limit 1
$$;
comment on function vorrang.refusal_of_lines is 'The first line that cannot be carried out, in words; null: all can.';

create or replace function vorrang.may_be_given(t vorrang.tickets, p_to integer)
returns boolean
language sql stable
as $$
    select vorrang.handles_channel(p_to, t.channel_id) or vorrang.may_handle(p_to, t.number)
$$;
comment on function vorrang.may_be_given is
    'May this agent become its owner? Who handles its channel, also where the customer is for his key account '
    'manager only: being given it lets him see this one ticket.';

create or replace function vorrang.refusal_of_absent(t vorrang.tickets, p_to integer, p_now timestamptz)
returns text
language plpgsql stable
as $$
declare
    v_until timestamptz := vorrang.misses_due(t, p_to, p_now);
begin
    return case when v_until is not null then format('%s is away%s, and it is due before. Give it to somebody else',
        (select a.name from vorrang.agents a where a.id = p_to),
        case when v_until < 'infinity' then to_char(
            v_until at time zone (select vorrang.agent_zone(a) from vorrang.agents a where a.id = p_to),
            '" until" YYYY-MM-DD HH24:MI') end) end;
end
$$;
comment on function vorrang.refusal_of_absent is 'Why a colleague who is away is not given this ticket, in words; null: he is.';

create or replace function vorrang.assign(
    t vorrang.tickets, p_to integer, a vorrang.agents, p_now timestamptz, p_via text default 'smtp')
returns void
language plpgsql
as $$
begin
    if not vorrang.set_owner(t.number, p_to, p_now, a.key, p_via) then
        return;
    end if;
    perform vorrang.notify_agent(x, t.number, case x when p_to then 'assigned' else 'taken' end, p_now,
            jsonb_build_object('by', a.name))
       from unnest(array[p_to, t.owner_id]) x
      where x is not null and x <> a.id;
end
$$;
comment on function vorrang.assign is 'Gives a ticket to a colleague; he and its last owner are told (TS-55).';

create or replace function vorrang.tag(p_ticket bigint, p_args text, a vorrang.agents, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_tags text[] := array(select x from regexp_split_to_table(lower(p_args), '[\s,]+') x);
begin
    perform vorrang.change_tags(p_ticket,
        array(select x from unnest(v_tags) x where x not like '-%'),
        array(select substr(x, 2) from unnest(v_tags) x where x like '-%'), p_now);
    perform vorrang.write_event(p_ticket, p_now, 'tags', a.key, 'smtp', jsonb_build_object('tags', v_tags));
end
$$;
comment on function vorrang.tag is 'Puts tags on a ticket; -word takes one off (TW-04).';

create or replace function vorrang.add_watcher(
    p_ticket bigint, p_agent integer, a vorrang.agents, p_now timestamptz, p_via text default 'smtp',
    p_tell boolean default true)
returns void
language plpgsql
as $$
begin
    insert into vorrang.ticket_watchers (ticket_number, agent_id) values (p_ticket, p_agent) on conflict do nothing;
    if found then
        perform vorrang.write_event(p_ticket, p_now, 'watching', a.key, p_via,
            jsonb_build_object('agent', (select x.key from vorrang.agents x where x.id = p_agent)));
        perform vorrang.touch(p_ticket, p_now);
        if p_agent <> a.id and p_tell then
            perform vorrang.notify_agent(p_agent, p_ticket, 'watching', p_now, jsonb_build_object('by', a.name));
        end if;
    end if;
end
$$;
comment on function vorrang.add_watcher is
    'Somebody reads along without being responsible, and is told so once (TS-58), if p_tell.';

create or replace function vorrang.stop_watching(p_ticket bigint, a vorrang.agents, p_now timestamptz)
returns boolean
language plpgsql
as $$
begin
    delete from vorrang.ticket_watchers w where w.ticket_number = p_ticket and w.agent_id = a.id;
    if not found then
        return false;
    end if;
    perform vorrang.write_event(p_ticket, p_now, 'not-watching', a.key, 'imap', jsonb_build_object('agent', a.key));
    perform vorrang.touch(p_ticket, p_now);
    return true;
end
$$;
comment on function vorrang.stop_watching is 'He reads along no more. False: it was a channel that watches, or nobody.';

create or replace function vorrang.set_priority(p_ticket bigint, p_priority smallint, a vorrang.agents, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if t.priority <> p_priority then
        update vorrang.tickets set priority = p_priority where number = p_ticket;
        perform vorrang.write_event(p_ticket, p_now, 'priority', a.key, 'smtp',
            jsonb_build_object('from', t.priority, 'to', p_priority));
        perform vorrang.recompute_ticket(p_ticket, p_now, a.key, 'smtp', 'priority');
        perform vorrang.touch(p_ticket, p_now);
    end if;
end
$$;

create or replace function vorrang.apply_lines(
    t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    l record;
begin
    for l in select * from vorrang.lines_of(p_facts) loop
        case l.word
        when 'assign' then perform vorrang.assign(t, vorrang.agent_named(l.args), a, p_now);
        when 'watch' then perform vorrang.add_watcher(t.number, coalesce(vorrang.agent_named(l.args), a.id), a, p_now);
        when 'responsible' then perform vorrang.set_responsible(t.number,
            case lower(l.args) when '' then a.id when 'nobody' then null else vorrang.agent_named(l.args) end, a, p_now, 'smtp');
        when 'prio' then perform vorrang.set_priority(t.number, vorrang.priority_named(l.args), a, p_now);
        when 'sla' then perform vorrang.set_own_sla(t.number, nullif(vorrang.sla_named(l.args), 0), p_now, a.key, 'smtp');
        when 'project' then perform vorrang.project_line(t, l.args, p_now, a.key);
        when 'task' then perform vorrang.add_task(t.number, k->>'kind', k->>'title', (k->>'agent')::integer, (k->>'due')::date, p_now, a.key, 'smtp')
            from vorrang.task_of_line(t, l.args, p_now) k;
        when 'done' then perform vorrang.finish_task(vorrang.open_task_of(t.number, l.args),
            coalesce((p_facts->>'note')::boolean, false)
                and not exists (select from vorrang.lines_of(p_facts) x where x.word in ('close', 'hold', 'open', 'wait')),
            p_now, a.key, 'smtp');
        when 'document' then perform vorrang.document_line(t, a, l.args, p_facts, p_message, p_now);
        when 'release' then perform vorrang.release_ticket(t.number, a, p_now);
        when 'tag' then perform vorrang.tag(t.number, l.args, a, p_now);
        when 'solution' then
            update vorrang.tickets set solution_message = p_message where number = t.number;
            perform vorrang.write_event(t.number, p_now, 'solution', a.key, 'smtp',
                jsonb_build_object('message', p_message));
        when 'merge' then perform vorrang.merge_tickets(array[t.number, vorrang.number_in(l.args)], a, 'smtp', p_now);
        when 'unmerge' then perform vorrang.unmerge(vorrang.number_in(l.args), a, 'smtp', p_now);
        else null;
        end case;
    end loop;
end
$$;
comment on function vorrang.apply_lines is
    'The lines that change something beside the state (apply_state): assign, watch, responsible, prio, sla, project, release, task, '
    'done, document, tag, solution, '
    'merge, unmerge. Each can be carried out: refusal_of_lines was asked.';

create or replace function vorrang.apply_state(
    t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_otherwise text, p_tell boolean, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    l record;
begin
    select * into l from vorrang.lines_of(p_facts) x where x.word in ('close', 'hold', 'open', 'wait') limit 1;
    case l.word
    when 'close' then
        perform vorrang.close_ticket(t.number,
            case when t.type = 'callback' then vorrang.callback_outcome(l.args)
                 when p_otherwise is null and not p_tell then 'quiet'
                 else coalesce(nullif(lower(l.args), ''), 'solved') end,
            p_tell, p_now, a.key, 'smtp');
    when 'hold' then
        perform vorrang.hold_ticket(t.number, vorrang.hold_until(l.args, t.calendar_id, p_now), p_now, a.key, 'smtp');
    when 'open' then perform vorrang.set_status(t.number, 'in-progress', p_now, a.key, 'smtp');
    when 'wait' then perform vorrang.set_status(t.number, 'waiting', p_now, a.key, 'smtp');
    else
        if p_otherwise is not null then
            perform vorrang.set_status(t.number, p_otherwise, p_now, a.key, 'smtp');
        end if;
    end case;
end
$$;
comment on function vorrang.apply_state is
    'The state a mail leaves its ticket in: by its line, else p_otherwise (null: as it is). p_tell: '
    '#close sends the closing mail, as the agent''s own words do not. A note''s #close is quiet.';

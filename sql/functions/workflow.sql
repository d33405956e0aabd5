-- Steps: from which state to which an agent may bring a ticket, channel by channel (TS-41). What customers
-- and clocks do is never forbidden.

create or replace function vorrang.steps_of(p_list jsonb)
returns jsonb
language plpgsql immutable
as $$
declare
    v_open text[] := array['new', 'in-progress', 'waiting', 'hold', 'solved', 'closed', 'spam'];
    v_steps jsonb := '{}';
    v_from text;
    v_to text[];
    v_text text;
begin
    for v_text in select replace(lower(x), ' ', '') from jsonb_array_elements_text(p_list) x where x <> '' loop
        v_from := split_part(v_text, '>', 1);
        v_to := string_to_array(split_part(v_text, '>', 2), ',');
        if v_text !~ '^[a-z-]+>[a-z,-]*$' or not array[v_from] || v_to <@ v_open then
            perform vorrang.raise('VR004', format('%L says no steps', v_text),
                'write --steps "in-progress>waiting,hold,solved"; states: ' || array_to_string(v_open, ', '));
        end if;
        if v_from = 'new' then
            v_to := array(select distinct x from unnest(v_to || array['in-progress']) x order by x);
        end if;
        v_steps := v_steps || jsonb_build_object(v_from, to_jsonb(v_to));
    end loop;
    return v_steps;
end
$$;
comment on function vorrang.steps_of is
    'The admin''s list ("from>to,to") as it is kept; "" alone: every step is allowed. Work on a new ticket can '
    'always begin.';

create or replace function vorrang.step_words(p_steps jsonb)
returns jsonb
language sql immutable
as $$
    select coalesce(jsonb_agg(s.key || '>' || coalesce((select string_agg(x, ',') from jsonb_array_elements_text(s.value) x), '')
                              order by s.key), '[]')
    from jsonb_each(p_steps) s
$$;

create or replace function vorrang.steps_from(t vorrang.tickets, p_status text)
returns jsonb
language plpgsql stable
as $$
begin
    return (select c.steps->p_status from vorrang.channels c where c.id = t.channel_id);
end
$$;
comment on function vorrang.steps_from is 'The states to which agents may bring a ticket from this one; null: to all.';

create or replace function vorrang.refusal_of_step(t vorrang.tickets, p_from text, p_to text)
returns text
language plpgsql stable
as $$
declare
    v_to jsonb := vorrang.steps_from(t, p_from);
begin
    return case when p_to <> p_from and not v_to ? p_to then
        format('in this channel a ticket that is %s does not become %s', replace(p_from, '-', ' '), replace(p_to, '-', ' '))
        || coalesce(', but ' || (select string_agg(replace(x, '-', ' '), ', ') from jsonb_array_elements_text(v_to) x), '') end;
end
$$;
comment on function vorrang.refusal_of_step is 'Why an agent may not bring a ticket of this state there, in words; null: he may (TS-41).';

create or replace function vorrang.step_of_move(t vorrang.tickets, p_kind text)
returns text
language sql immutable
as $$
    select case
        when p_kind in ('waiting', 'spam') then p_kind
        when p_kind in ('hold', 'hold-until') then 'hold'
        when p_kind = 'closed' then case when t.unaccepted is null then 'solved' else 'closed' end
        when p_kind = 'close-quietly' then 'closed'
        when p_kind = 'spam-sender' then 'spam'
        when p_kind in ('inbox', 'queue', 'mine') and not vorrang.is_with_us(t.status) then 'in-progress'
    end
$$;
comment on function vorrang.step_of_move is 'The state into which a move to a folder of this kind brings a ticket; null: it keeps its own.';

create or replace function vorrang.must_step(t vorrang.tickets, p_to text)
returns void
language plpgsql stable
as $$
declare
    v_free boolean := t.status = 'triage' or (vorrang.is_closed(t.status) and vorrang.is_closed(p_to));
    v_refusal text := case when not v_free then vorrang.refusal_of_step(t, t.status, p_to) end;
begin
    if v_refusal is not null then
        perform vorrang.raise('VR002', format('#%s: %s. Nothing was done', t.number, v_refusal));
    end if;
end
$$;
comment on function vorrang.must_step is
    'Raises VR002 for a step that the channel forbids. Free: what is in triage, and from one end to another (solved, then spam).';

create or replace function vorrang.refusal_of_worked_step(t vorrang.tickets, p_to text)
returns text
language sql stable
as $$
    select vorrang.refusal_of_step(t, case t.status when 'new' then 'in-progress' else t.status end, p_to)
$$;
comment on function vorrang.refusal_of_worked_step is 'As refusal_of_step, for a mail: it is work, by which a new ticket is in progress.';

create or replace function vorrang.step_of_line(p_word text, p_args text, p_quiet boolean)
returns text
language sql immutable
as $$
    select case p_word
        when 'open' then 'in-progress'
        when 'wait' then 'waiting'
        when 'hold' then 'hold'
        when 'close' then case when not p_quiet and lower(p_args) in ('', 'solved', 'reached') then 'solved' else 'closed' end
    end
$$;

create or replace function vorrang.refusal_of_step_line(t vorrang.tickets, p_facts jsonb, p_note boolean)
returns text
language sql stable
as $$
    select format('#%s: #%s: %s. Nothing was sent.', t.number, l.word, r.sentence)
    from vorrang.lines_of(p_facts) l
    cross join lateral vorrang.refusal_of_worked_step(t,
        vorrang.step_of_line(l.word, l.args, p_note and not coalesce((p_facts->>'bare')::boolean, false))) r (sentence)
    where l.word in ('open', 'wait', 'hold', 'close') and t.status <> 'triage' and r.sentence is not null
    limit 1
$$;
comment on function vorrang.refusal_of_step_line is
    'The line of a reply or note that the channel forbids, in words; null: none.';

create or replace function vorrang.state_after_reply(t vorrang.tickets)
returns text
language sql stable
as $$
    select case when vorrang.refusal_of_worked_step(t, 'waiting') is null then 'waiting' else 'in-progress' end
$$;
comment on function vorrang.state_after_reply is 'A reply without a line is never refused for its state: where it may not wait, it stays with us.';

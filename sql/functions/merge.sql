-- Several tickets become one: the oldest survives, the other numbers stand for it from then on (TS-60).

create or replace function vorrang.survivor(p_number bigint)
returns bigint
language plpgsql stable
as $$
begin
    return (select coalesce(t.merged_into, t.number) from vorrang.tickets t where t.number = p_number);
end
$$;
comment on function vorrang.survivor is 'The ticket that a number means: its own, or the one it was merged into.';

create or replace function vorrang.number_in(p_text text)
returns bigint
language sql immutable
as $$
    select (regexp_match(p_text, '^\[?#?([0-9]{1,18})\]?(?:\s|$)'))[1]::bigint
$$;

create or replace function vorrang.refusal_of_merge(a vorrang.agents, p_numbers bigint[], p_force boolean)
returns text
language plpgsql stable
as $$
declare
    v_numbers bigint[] := array(select distinct vorrang.survivor(n) from unnest(p_numbers) n where n is not null);
    v_whose bigint;
begin
    if array_position(p_numbers, null) is not null then
        return 'name the other ticket, as in "#merge 4821"';
    elsif exists (select from unnest(p_numbers) n where not coalesce(vorrang.may_see(a.id, vorrang.survivor(n)), false)) then
        return 'there is no such ticket';
    elsif exists (select from unnest(v_numbers) n where not vorrang.may_handle(a.id, n)) then
        return 'you only read along in the channel of one of them';
    elsif cardinality(v_numbers) < 2 then
        return 'they are one ticket already';
    elsif (select count(distinct t.internal) > 1 from vorrang.tickets t where t.number = any (v_numbers)) then
        return 'one of them is internal, and nothing of it may leave';
    elsif (select count(distinct t.kam_only) > 1 from vorrang.tickets t where t.number = any (v_numbers)) then
        return 'one of them is for its customer''s key account manager only';
    end if;
    select count(distinct coalesce(t.customer_id::text, t.sender_address)) into v_whose
      from vorrang.tickets t where t.number = any (v_numbers);
    if v_whose > 1 and not p_force then
        return 'they are of different customers. "#merge 4821 force" does it all the same';
    end if;
    return null;
end
$$;
comment on function vorrang.refusal_of_merge is
    'Why this agent may not merge these tickets, in words; null: he may. Different customers: by force only.';

create or replace function vorrang.carry_over(s vorrang.tickets, m vorrang.tickets, a vorrang.agents, p_via text, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    if vorrang.is_with_us(m.status) and not vorrang.is_with_us(s.status)
       or m.status = 'triage' and s.unaccepted is null and not vorrang.is_with_us(s.status)
       or s.status = 'triage' and m.unaccepted is null then
        perform vorrang.set_status(s.number, 'in-progress', p_now, a.key, p_via);
    end if;
    update vorrang.tickets
       set lifted = lifted or (m.lifted and vorrang.is_with_us(status)),
           priority = greatest(priority, m.priority)
     where number = s.number;
    if m.priority > s.priority then
        perform vorrang.recompute_ticket(s.number, p_now, a.key, p_via, 'priority');
    end if;
    if m.response_running then
        update vorrang.tickets
           set response_due = case when response_running then least(response_due, m.response_due) else m.response_due end,
               response_started_at = case when response_running then least(response_started_at, m.response_started_at)
                                          else m.response_started_at end,
               response_missed = case when response_running then response_missed or m.response_missed
                                      else m.response_missed end,
               response_running = true
         where number = s.number;
    end if;
    if s.owner_id is null and m.owner_id is not null then
        perform vorrang.set_owner(s.number, m.owner_id, p_now, a.key, p_via);
    end if;
end
$$;
comment on function vorrang.carry_over is
    'What of a merged ticket the survivor takes: that an agent accepted it, an answer that is owed (the earlier '
    'due), lift, the higher priority, its owner where the survivor has none.';

create or replace function vorrang.move_content(p_from bigint, p_to bigint, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    insert into vorrang.known_message_ids (message_id, ticket_number, message)
    select k.message_id, p_to, k.message from vorrang.known_message_ids k where k.ticket_number = p_from
    on conflict do nothing;
    update vorrang.messages set ticket_number = p_to, merged_from = coalesce(merged_from, p_from)
     where ticket_number = p_from;
    update vorrang.time_entries set ticket_number = p_to, merged_from = coalesce(merged_from, p_from)
     where ticket_number = p_from;
    perform vorrang.rebook_moved(p_from, p_to, p_now);
    update vorrang.outbox set ticket_number = p_to
     where ticket_number = p_from and kind <> 'confirmation' and state in ('waiting', 'claimed');
    insert into vorrang.ticket_watchers (ticket_number, agent_id)
    select p_to, w.agent_id from vorrang.ticket_watchers w where w.ticket_number = p_from
    on conflict do nothing;
    perform vorrang.change_tags(p_to, array(select g.tag from vorrang.ticket_tags g where g.ticket_number = p_from), '{}', p_now);
end
$$;

create or replace function vorrang.merge_one(s vorrang.tickets, m vorrang.tickets, a vorrang.agents, p_via text, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_added text[];
begin
    with added as (
        insert into vorrang.participants (ticket_number, address, name, role)
        select s.number, p.address, p.name, 'cc' from vorrang.participants p where p.ticket_number = m.number
        on conflict do nothing
        returning address)
    select coalesce(array_agg(address), '{}') into v_added from added;
    insert into vorrang.merges (merged, survivor, at, status, participants)
    values (m.number, s.number, p_now, m.status, v_added);
    perform vorrang.move_content(m.number, s.number, p_now);
    perform vorrang.close_ticket(m.number, 'merged', false, p_now, a.key, p_via);
    update vorrang.tickets set merged_into = s.number where number = m.number or merged_into = m.number;
    perform vorrang.carry_over(s, m, a, p_via, p_now);
    perform vorrang.write_event(s.number, p_now, 'merged', a.key, p_via, jsonb_build_object('from', m.number));
    perform vorrang.write_event(m.number, p_now, 'merged', a.key, p_via, jsonb_build_object('into', s.number));
end
$$;

create or replace function vorrang.merge_tickets(p_numbers bigint[], a vorrang.agents, p_via text, p_now timestamptz)
returns bigint
language plpgsql
as $$
declare
    v_numbers bigint[] := array(select distinct vorrang.survivor(n) from unnest(p_numbers) n order by 1);
    s vorrang.tickets;
    m vorrang.tickets;
    v_number bigint;
begin
    perform from vorrang.tickets t where t.number = any (v_numbers) order by t.number for no key update;
    foreach v_number in array v_numbers[2:] loop
        select * into strict s from vorrang.tickets t where t.number = v_numbers[1];
        select * into strict m from vorrang.tickets t where t.number = v_number;
        perform vorrang.merge_one(s, m, a, p_via, p_now);
        perform vorrang.touch(v_number, p_now);
    end loop;
    perform vorrang.fill_asset(v_numbers[1], p_now, a.key, p_via);
    perform vorrang.set_lights(v_numbers[1], p_now);
    perform vorrang.touch(v_numbers[1], p_now);
    return v_numbers[1];
end
$$;
comment on function vorrang.merge_tickets is
    'Merges these tickets into the oldest: messages, times, watchers, tags and participants go along, the '
    'other numbers stand for it for ever. Nobody outside is told. refusal_of_merge was asked.';

create or replace function vorrang.refusal_of_unmerge(a vorrang.agents, p_survivor bigint, p_merged bigint, p_now timestamptz)
returns text
language plpgsql stable
as $$
declare
    v_at timestamptz;
begin
    select x.at into v_at from vorrang.merges x
     where x.merged = p_merged and x.survivor = p_survivor
       and exists (select from vorrang.tickets t where t.number = p_merged and t.merged_into = p_survivor)
     order by x.at desc limit 1;
    return case
        when v_at is null then format('%s was not merged into it', coalesce(p_merged::text, 'that'))
        when v_at < p_now - interval '7 days' then 'that was more than 7 days ago; split the messages instead'
    end;
end
$$;

create or replace function vorrang.unmerge(p_merged bigint, a vorrang.agents, p_via text, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    x vorrang.merges;
    v_family bigint[];
begin
    select * into strict x from vorrang.merges y where y.merged = p_merged order by y.at desc limit 1;
    perform from vorrang.tickets t where t.number in (x.merged, x.survivor) order by t.number for no key update;
    select array_agg(y.merged) || x.merged into v_family from vorrang.merges y where y.survivor = x.merged;
    update vorrang.tickets set merged_into = nullif(x.merged, number)
     where number = any (v_family) and merged_into = x.survivor;
    update vorrang.messages set ticket_number = x.merged, merged_from = nullif(merged_from, x.merged)
     where ticket_number = x.survivor and merged_from = any (v_family);
    update vorrang.time_entries set ticket_number = x.merged, merged_from = nullif(merged_from, x.merged)
     where ticket_number = x.survivor and merged_from = any (v_family);
    perform vorrang.rebook_moved(x.survivor, x.merged, p_now);
    delete from vorrang.known_message_ids k
     where k.ticket_number = x.survivor
       and exists (select from vorrang.known_message_ids o
                    where o.message_id = k.message_id and o.ticket_number = x.merged);
    delete from vorrang.participants p where p.ticket_number = x.survivor and p.address = any (x.participants);
    perform vorrang.set_status(x.merged, x.status, p_now, a.key, p_via);
    perform vorrang.write_event(x.survivor, p_now, 'unmerged', a.key, p_via, jsonb_build_object('from', x.merged));
    perform vorrang.write_event(x.merged, p_now, 'unmerged', a.key, p_via, jsonb_build_object('from', x.survivor));
    perform vorrang.touch(x.survivor, p_now);
    perform vorrang.touch(x.merged, p_now);
end
$$;
comment on function vorrang.unmerge is
    'Undoes a merge within 7 days: the messages and times that came with it go back, what came since stays '
    'with the survivor. Watchers and tags stay on both.';

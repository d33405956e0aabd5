-- What a change of state does to a ticket and its clocks (design: states and clocks).

create or replace function vorrang.is_with_us(p_status text)
returns boolean
language sql immutable
as $$
    select p_status in ('new', 'in-progress')
$$;

create or replace function vorrang.is_closed(p_status text)
returns boolean
language sql immutable
as $$
    select p_status in ('solved', 'closed', 'spam')
$$;

create or replace function vorrang.is_accepted_by(t vorrang.tickets, p_status text)
returns boolean
language sql immutable
as $$
    select t.unaccepted is not null and p_status <> 'triage' and not vorrang.is_closed(p_status)
$$;
comment on function vorrang.is_accepted_by is
    'Does this state make a ticket of what was none yet? Spam and a quiet end do not: nobody was told a number.';

create or replace function vorrang.is_unanswered(t vorrang.tickets)
returns boolean
language sql stable
as $$
    select coalesce(
        (select m.at < t.response_started_at from vorrang.messages m where m.id = t.answered_message),
        true)
$$;
comment on function vorrang.is_unanswered is
    'Nobody has answered since the response clock started: closed by a slip and put back, it runs on.';

create or replace function vorrang.set_status(
    p_ticket bigint, p_status text, p_now timestamptz, p_by text, p_via text,
    p_detail jsonb default '{}')
returns boolean
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_accepted boolean;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if t.status = p_status then
        return false;
    end if;
    v_accepted := vorrang.is_accepted_by(t, p_status);
    if vorrang.is_with_us(p_status) or p_status = 'triage'
       or p_status = 'waiting' and (select c.resolution_runs_on from vorrang.channels c where c.id = t.channel_id) then
        perform vorrang.resume_resolution(p_ticket, p_now);
    else
        perform vorrang.pause_resolution(p_ticket, p_now);
    end if;
    update vorrang.tickets
       set status = p_status,
           unaccepted = case when not v_accepted then unaccepted end,
           response_running = case
               when vorrang.is_closed(p_status) then false
               when vorrang.is_closed(t.status) then vorrang.is_unanswered(t)
               else response_running
           end,
           resolution_running = not vorrang.is_closed(p_status),
           lifted = lifted and vorrang.is_with_us(p_status),
           closed_at = case when vorrang.is_closed(p_status)
                            then coalesce(closed_at, p_now) end,
           close_reason = case when vorrang.is_closed(p_status) then coalesce(p_detail->>'reason', p_status) end,
           remind_at = case when p_status = 'waiting' then vorrang.first_reminder(t, p_now) end,
           reminders = 0,
           held_until = case when p_status = 'hold' then held_until end
     where number = p_ticket;
    perform vorrang.write_event(p_ticket, p_now, 'status', p_by, p_via,
        jsonb_build_object('from', t.status, 'to', p_status) || p_detail);
    if p_status = 'spam' then
        perform vorrang.recall_mail(p_ticket, array['confirmation', 'reply', 'closing', 'reminder'], p_now);
    elsif vorrang.is_closed(t.status) then
        perform vorrang.recall_mail(p_ticket, array['closing'], p_now);
        perform vorrang.settle_follow_up(p_ticket, p_now);
    elsif t.reminders > 0 then
        perform vorrang.recall_mail(p_ticket, array['reminder'], p_now);
    end if;
    perform vorrang.set_lights(p_ticket, p_now);
    if v_accepted then
        perform vorrang.accept_ticket(t, p_now, p_by, p_via);
        perform vorrang.catch_up_amber(p_ticket, p_now);
    end if;
    if vorrang.is_with_us(p_status) and t.owner_id is not null
       and p_by is distinct from (select a.key from vorrang.agents a where a.id = t.owner_id) then
        perform vorrang.release_if_absent(p_ticket, p_now);
    end if;
    perform vorrang.touch(p_ticket, p_now);
    return true;
end
$$;
comment on function vorrang.set_status is
    'Moves a ticket to a state: pauses, resumes, ends its clocks and writes the event; out of triage it is '
    'accepted, back with us off an owner who is away when it is due. False: it was there already.';

create or replace function vorrang.hold_ticket(
    p_ticket bigint, p_until timestamptz, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
begin
    update vorrang.tickets set held_until = p_until where number = p_ticket;
    if not vorrang.set_status(p_ticket, 'hold', p_now, p_by, p_via,
               jsonb_build_object('until', vorrang.iso(p_until))) then
        perform vorrang.write_event(p_ticket, p_now, 'status', p_by, p_via,
            jsonb_build_object('from', 'hold', 'to', 'hold', 'until', vorrang.iso(p_until)));
        perform vorrang.set_lights(p_ticket, p_now);
        perform vorrang.touch(p_ticket, p_now);
    end if;
end
$$;
comment on function vorrang.hold_ticket is
    'Puts a ticket aside until an instant; then the clock brings it back (U-10). Held already: until then.';

create or replace function vorrang.set_owner(
    p_ticket bigint, p_owner integer, p_now timestamptz, p_by text, p_via text,
    p_detail jsonb default '{}')
returns boolean
language plpgsql
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if t.owner_id is not distinct from p_owner then
        return false;
    end if;
    update vorrang.tickets set owner_id = p_owner where number = p_ticket;
    perform vorrang.write_event(p_ticket, p_now, 'owner', p_by, p_via,
        jsonb_build_object(
            'from', (select key from vorrang.agents where id = t.owner_id),
            'to', (select key from vorrang.agents where id = p_owner)) || p_detail);
    if p_owner is not null and t.status in ('new', 'triage') then
        perform vorrang.set_status(p_ticket, 'in-progress', p_now, p_by, p_via);
    end if;
    perform vorrang.touch(p_ticket, p_now);
    return true;
end
$$;
comment on function vorrang.set_owner is
    'Gives a ticket to an agent, or releases it (null). Taking a new ticket starts the work on it.';

create or replace function vorrang.set_channel(
    p_ticket bigint, p_channel integer, p_now timestamptz, p_by text, p_via text,
    p_detail jsonb default '{}')
returns boolean
language plpgsql
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if t.channel_id = p_channel then
        return false;
    end if;
    update vorrang.tickets
       set channel_id = p_channel, escalation_level = 0
     where number = p_ticket;
    delete from vorrang.ticket_watch_channels
     where ticket_number = p_ticket and channel_id = p_channel;
    perform vorrang.write_event(p_ticket, p_now, 'channel', p_by, p_via,
        jsonb_build_object(
            'from', (select key from vorrang.channels where id = t.channel_id),
            'to', (select key from vorrang.channels where id = p_channel)) || p_detail);
    perform vorrang.set_lights(p_ticket, p_now);
    perform vorrang.touch(p_ticket, p_now);
    return true;
end
$$;
comment on function vorrang.set_channel is
    'Hands a ticket over to another channel''s team. Its SLA stays what it was at receipt.';

create or replace function vorrang.customer_wrote(p_ticket bigint, p_now timestamptz, p_believed boolean default true)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    if t.status in ('waiting', 'hold', 'solved', 'closed') then
        perform vorrang.set_status(p_ticket, case when t.unaccepted is null then 'in-progress' else 'triage' end,
            p_now, 'customer', 'smtp');
        update vorrang.tickets set response_running = false
         where number = p_ticket and t.closed_at is not null;
        perform vorrang.start_response(p_ticket, p_now);
        update vorrang.tickets set lifted = p_believed where number = p_ticket and unaccepted is null;
        perform vorrang.set_lights(p_ticket, p_now);
        perform vorrang.release_if_absent(p_ticket, p_now);
    end if;
    perform vorrang.touch(p_ticket, p_now);
end
$$;
comment on function vorrang.customer_wrote is
    'A customer''s mail arrived. Only waiting, hold or closed → with us lifts a ticket and starts the '
    'response clock; every other mail changes nothing (TS-21, CC-14). What no agent had accepted is in triage again. Not believed (an unverified sender): the ticket '
    'is with us again, so that nobody is reminded or left unheard, but it is not lifted before others.';

create or replace function vorrang.sync_class(p_customer integer, p_now timestamptz, p_by text)
returns void
language plpgsql
as $$
declare
    v_changed bigint[];
begin
    with old as (
        select t.number, t.class as was, k.class
          from vorrang.tickets t
          join vorrang.customers k on k.id = t.customer_id
         where t.customer_id = p_customer
           and not vorrang.is_closed(t.status)
           and t.trust <> 'unverified'
           and t.class <> k.class
         order by t.number
           for no key update of t),
    changed as (
        update vorrang.tickets t set class = o.class, changed_at = greatest(t.changed_at, p_now)
          from old o where t.number = o.number
        returning t.number, o.was, t.class, t.sla_id),
    told as (
        insert into vorrang.events (ticket_number, at, kind, by, via, detail)
        select c.number, p_now, 'class', p_by, 'cli', jsonb_build_object('from', c.was, 'to', c.class) from changed c order by c.number),
    shown as (
        insert into vorrang.ticket_changes (ticket_number)
        select c.number from changed c order by c.number)
    select coalesce(array_agg(c.number order by c.number), '{}') into v_changed from changed c
     where exists (select from vorrang.sla_targets g where g.sla_id = c.sla_id and g.class is not null);
    perform vorrang.recompute_tickets(v_changed, p_now, p_by, 'class');
end
$$;
comment on function vorrang.sync_class is
    'A customer''s class changed: his open tickets are ranked anew, thousands in one statement, and their dues are those '
    'of the class. Unverified ones keep none.';

-- Who is told what, and how (TS-57, SSC-12): a row in his INBOX, a mail to his alert address, both, or nothing.

create or replace function vorrang.notify_events()
returns text[]
language sql immutable
as $$
    select array['new', 'wrote', 'assigned', 'taken', 'responsible', 'watching', 'note', 'escalated', 'follow-up', 'contingent', 'task', 'task-due', 'task-done']
$$;
comment on function vorrang.notify_events is
    'What an agent may choose how to be told of. Not here: what would be lost if nobody saw it (a refused or failed reply, '
    'a bounce), which stands in his INBOX always.';

create or replace function vorrang.ways_of(p_agent integer, p_event text)
returns text[]
language plpgsql stable
as $$
begin
    return coalesce(
        (select n.ways from vorrang.agent_notify n where n.agent_id = p_agent and n.event = p_event),
        case when p_event in ('new', 'wrote') then '{}'::text[] else '{inbox}' end);
end
$$;
comment on function vorrang.ways_of is
    'How an agent is told: inbox, mail, webhook, digest. If he has not said: in his INBOX; of new tickets and customers'' mails '
    'not at all, for those stand there themselves.';

create or replace function vorrang.mail_notice(
    p_agent integer, p_address text, p_ticket bigint, p_kind text, p_now timestamptz, p_detail jsonb, p_not_before timestamptz)
returns void
language sql
as $$
    insert into vorrang.notices (agent_id, ticket_number, kind, at, detail, mail_to, not_before, done_at)
    values (p_agent, p_ticket, p_kind, p_now, p_detail - 'message', lower(p_address), p_not_before, p_now)
$$;
comment on function vorrang.mail_notice is
    'A notice that leaves as a mail, without the words of the mail that it is about; from p_not_before on.';

create or replace function vorrang.notify_elsewhere(
    p_agent integer, p_ways text[], p_ticket bigint, p_kind text, p_now timestamptz, p_detail jsonb)
returns void
language plpgsql
as $$
declare
    a vorrang.agents;
    v_not_before timestamptz;
begin
    select * into strict a from vorrang.agents x where x.id = p_agent;
    if a.alert_on_shift then
        v_not_before := nullif(vorrang.off_shift_until(a.id, p_now), 'infinity');
    end if;
    if 'mail' = any (p_ways) and a.alert_address is not null then
        perform vorrang.mail_notice(a.id, a.alert_address, p_ticket, p_kind, p_now, p_detail, v_not_before);
    end if;
    if 'webhook' = any (p_ways) and a.webhook_id is not null then
        perform vorrang.call_webhook(a.webhook_id, p_kind, p_ticket, p_detail || jsonb_build_object('to', a.key), v_not_before, p_now);
    end if;
    if 'digest' = any (p_ways) and a.digest_at is not null then
        insert into vorrang.digest_lines (agent_id, ticket_number, kind, at, detail)
        values (a.id, p_ticket, p_kind, p_now, p_detail - 'message');
    end if;
end
$$;
comment on function vorrang.notify_elsewhere is
    'What leaves his INBOX alone: a mail to his alert address and a call of his webhook, both in his shift if he wants it so; a '
    'line of his next digest.';

create or replace function vorrang.notify_agent(
    p_agent integer, p_ticket bigint, p_kind text, p_now timestamptz, p_detail jsonb default '{}')
returns void
language plpgsql
as $$
declare
    v_ways text[] := case when p_kind = any (vorrang.notify_events()) then vorrang.ways_of(p_agent, p_kind) else '{inbox}' end;
begin
    if 'inbox' = any (v_ways) then
        insert into vorrang.notices (agent_id, ticket_number, kind, at, detail)
        values (p_agent, p_ticket, p_kind, p_now, p_detail);
    end if;
    if p_ticket is not null and v_ways && '{mail,webhook,digest}' then
        perform vorrang.notify_elsewhere(p_agent, v_ways, p_ticket, p_kind, p_now, p_detail);
    end if;
end
$$;
comment on function vorrang.notify_agent is
    'Tells an agent, in the ways he chose. Only of what he may see.';

create or replace function vorrang.notify_interested(
    p_ticket bigint, p_kind text, p_now timestamptz, p_detail jsonb default '{}')
returns void
language plpgsql
as $$
begin
    if exists (select from vorrang.agent_notify n where n.event = p_kind) then
        perform vorrang.notify_agent(n.agent_id, p_ticket, p_kind, p_now, p_detail)
           from vorrang.agent_notify n
           join vorrang.tickets t on t.number = p_ticket
          where n.event = p_kind and n.ways <> '{}'
            and (case p_kind
                 when 'new' then not t.kam_only and exists (
                     select from vorrang.members m
                      where m.agent_id = n.agent_id and m.channel_id = t.channel_id and m.kind = 'standard')
                     or t.kam_id = n.agent_id
                 else n.agent_id in (t.owner_id, t.responsible_id)
                     or exists (select from vorrang.ticket_watchers w where w.ticket_number = t.number and w.agent_id = n.agent_id) end)
          order by n.agent_id;
    end if;
end
$$;
comment on function vorrang.notify_interested is
    'Tells those who chose to be told: of a new ticket its channel''s standard members, of a customer''s mail its owner, '
    'responsible person and watchers. One notice each, whatever roles he has.';

create or replace function vorrang.told_of_step(t vorrang.tickets, p_step vorrang.escalations, p_owner integer, p_now timestamptz)
returns integer[]
language plpgsql stable
as $$
declare
    v_team integer[];
begin
    if 'team' = any (p_step.notify) then
        v_team := array(
            select m.agent_id from vorrang.members m
             where m.channel_id = t.channel_id and m.kind = 'standard' and not t.kam_only);
        if exists (select from unnest(v_team) x where vorrang.off_shift_until(x, p_now) is null) then
            v_team := array(select x from unnest(v_team) x where vorrang.off_shift_until(x, p_now) is null);
        end if;
    end if;
    return array(
        select distinct x.agent_id from (
            select unnest(v_team) as agent_id
            union all select p_owner where 'owner' = any (p_step.notify)
            union all select t.responsible_id where p_step.notify <> '{}'
            union all select w.agent_id from vorrang.ticket_watchers w
                       where w.ticket_number = t.number and 'watchers' = any (p_step.notify)
            union all select t.kam_id where 'kam' = any (p_step.notify) or t.kam_only and p_step.notify <> '{}'
            union all select s.manager_id from vorrang.slas s where s.id = t.sla_id and 'sla-manager' = any (p_step.notify)) x
         where x.agent_id is not null
         order by 1);
end
$$;
comment on function vorrang.told_of_step is
    'Whom a step tells, each once, and always the responsible person, unless it tells nobody: of the team those whose shift it is, if it is anybody''s. A ticket of a customer for his '
    'key account manager only tells that one and not the team.';

create or replace function vorrang.notify_escalated(
    p_ticket bigint, p_step vorrang.escalations, p_owner integer, p_clock text, p_due timestamptz, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_agent integer;
    v_detail jsonb := vorrang.step_detail(p_step, p_clock, p_due);
begin
    select * into strict t from vorrang.tickets where number = p_ticket;
    foreach v_agent in array vorrang.told_of_step(t, p_step, p_owner, p_now) loop
        if not vorrang.may_see(v_agent, p_ticket) and 'sla-manager' = any (p_step.notify)
           and v_agent = (select s.manager_id from vorrang.slas s where s.id = t.sla_id) then
            insert into vorrang.ticket_watchers (ticket_number, agent_id) values (p_ticket, v_agent) on conflict do nothing;
            perform vorrang.write_event(p_ticket, p_now, 'watching', 'vorrang', 'clock',
                jsonb_build_object('agent', (select a.key from vorrang.agents a where a.id = v_agent)));
        end if;
        if vorrang.may_see(v_agent, p_ticket) then
            perform vorrang.notify_agent(v_agent, p_ticket, 'escalated', p_now, v_detail);
        end if;
    end loop;
    perform vorrang.mail_notice(null, x, p_ticket, 'escalated', p_now, v_detail, null)
       from unnest(p_step.notify) x where x like '%@%';
end
$$;
comment on function vorrang.notify_escalated is
    'One notice to each whom the step tells and who may see the ticket as it is now; the SLA''s manager watches it from then '
    'on. Addresses get a mail.';

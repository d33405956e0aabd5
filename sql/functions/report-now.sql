-- How things stand just now (TS-42, TS-92): one line a channel, and their sum.

create or replace function vorrang.counted_now(p_channel integer, p_agent integer, p_now timestamptz)
returns jsonb
language plpgsql stable
as $$
begin
    return (
        select jsonb_build_object(
            'new', count(*) filter (where t.status in ('new', 'triage')),
            'in_progress', count(*) filter (where t.status = 'in-progress'),
            'waiting', count(*) filter (where t.status = 'waiting'),
            'hold', count(*) filter (where t.status = 'hold'),
            'unowned', count(*) filter (where t.owner_id is null and vorrang.is_with_us(t.status)),
            'red', count(*) filter (where vorrang.is_with_us(t.status) and t.light = 'red'),
            'overdue', count(*) filter (where vorrang.effective_due(t) <= p_now),
            'opened_today', count(*) filter (where t.received_at >= d.midnight),
            'closed_today', count(*) filter (where t.status in ('solved', 'closed') and t.closed_at >= d.midnight))
        from vorrang.channels c
        cross join lateral (
            select date_trunc('day', p_now at time zone c.zone) at time zone c.zone as midnight) d
        left join vorrang.tickets t
          on t.channel_id = c.id and t.status <> 'spam' and t.merged_into is null
         and (t.closed_at is null or t.closed_at >= d.midnight or t.received_at >= d.midnight)
         and (p_agent is null or vorrang.sees(p_agent, t))
        where c.id = p_channel);
end
$$;
comment on function vorrang.counted_now is
    'One channel''s tickets, of those that the agent sees (null: all). Today is the day of the channel''s zone. '
    'Merged tickets count once, spam not at all; new has what is in triage, too.';

create or replace function vorrang_api.report_now(p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v_agent integer := case when p ? 'agent' then vorrang.agent_id(p->>'agent') end;
    v_only integer := case when p ? 'channel' then vorrang.channel_id(p->>'channel') end;
    v_lines jsonb;
begin
    select coalesce(jsonb_agg(jsonb_build_object('channel', c.key) || vorrang.counted_now(c.id, v_agent, p_now) order by c.key), '[]')
      into v_lines
      from channels c
     where (v_only is null or c.id = v_only)
       and vorrang.takes_mail(c.intake)
       and (v_agent is null or exists (select from members m where m.channel_id = c.id and m.agent_id = v_agent));
    return jsonb_build_object('at', vorrang.iso(p_now), 'channels', v_lines, 'sum', (
        select coalesce(jsonb_object_agg(x.key, x.sum), '{}')
          from (select e.key, sum(e.value::bigint) as sum
                  from jsonb_array_elements(v_lines) l cross join lateral jsonb_each_text(l - 'channel') e
                 group by e.key) x));
end
$$;
comment on function vorrang_api.report_now is
    'How many tickets are new, in progress, waiting, on hold, unowned, red, overdue, and were opened and closed today, per '
    'channel. p: channel (only that), agent (what he sees in the channels he is a member of).';

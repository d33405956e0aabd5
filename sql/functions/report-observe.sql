-- What observed channels would have been like as channels of the desk.

create or replace function vorrang.would_escalate(o vorrang.observed, p_until timestamptz)
returns table (at text, level smallint, channel text, to_channel text)
language plpgsql stable
as $$
declare
    s vorrang.escalations;
    v_channel integer := o.channel_id;
    v_level smallint := 0;
    v_step record;
begin
    for v_step in
        select * from (values ('amber', o.amber_at), ('response-due', o.response_due)) as x (kind, due)
         where x.due <= p_until
    loop
        select * into s from vorrang.escalations e
         where e.channel_id = v_channel and e.at = v_step.kind and e.level > v_level
         order by e.level limit 1;
        if s.id is not null then
            at := v_step.kind;
            level := s.level;
            channel := (select c.key from vorrang.channels c where c.id = v_channel);
            to_channel := (select c.key from vorrang.channels c where c.id = s.to_channel_id);
            return next;
            v_channel := coalesce(s.to_channel_id, v_channel);
            v_level := case when s.to_channel_id is null then s.level else 0 end;
        end if;
    end loop;
end
$$;
comment on function vorrang.would_escalate is
    'The steps that escalate() would have taken for an observed mail until its answer: at amber and at response due.';

create or replace function vorrang.observed_since(p_channel integer, p_from timestamptz, p_now timestamptz)
returns table (
    id bigint, channel text, policy text, received_at timestamptz, customer text, class text, vip boolean, priority smallint,
    sender bytea, message_id text, follow_ups integer, response_due timestamptz, answered_at timestamptz,
    business_seconds double precision, late_seconds double precision)
language plpgsql stable
as $$
begin
    return query
    select o.id, c.key, c.order_policy, o.received_at, k.key, o.class::text, o.vip, o.priority, o.sender, o.message_id,
           o.follow_ups, o.response_due, a.at,
           case when a.at is not null
                then vorrang.open_seconds_between(o.calendar_id, o.received_at, a.at)::double precision end,
           case when o.response_due < coalesce(a.at, p_now)
                then vorrang.open_seconds_between(o.calendar_id, o.response_due, coalesce(a.at, p_now))::double precision end
      from vorrang.observed o
      join vorrang.channels c on c.id = o.channel_id
      left join vorrang.customers k on k.id = o.customer_id
      cross join lateral (select case when o.answered_at <= p_now then o.answered_at end as at offset 0) a
     where (p_channel is null or o.channel_id = p_channel)
       and o.received_at > p_from and o.received_at <= p_now;
end
$$;
comment on function vorrang.observed_since is
    'Observed mails as they stood at p_now: business time to the answer, and how late (null: in time).';

create or replace function vorrang_api.report_observe(p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v_days integer := coalesce((p->>'days')::integer, 7);
    v_from timestamptz := p_now - make_interval(days => v_days);
    v_channel integer := case when p->>'channel' is not null then vorrang.channel_id(p->>'channel') end;
    v jsonb;
begin
    if v_days not between 1 and 30 then
        perform vorrang.raise('VR004', 'a report looks back 1 to 30 days', 'what was observed is kept for 30 days');
    end if;
    select jsonb_build_object(
        'from', vorrang.iso(v_from), 'until', vorrang.iso(p_now), 'days', v_days,
        'channels', (select coalesce(jsonb_agg(jsonb_build_object(
                         'key', c.key, 'address', c.address, 'intake', c.intake, 'zone', c.zone) order by c.key), '[]')
                     from channels c where c.id = v_channel or (v_channel is null and c.intake = 'observe')),
        'mails', count(*), 'follow_ups', coalesce(sum(o.follow_ups), 0),
        'answered', count(o.answered_at), 'unanswered', count(*) - count(o.answered_at),
        'median_seconds', round(percentile_cont(0.5) within group (order by o.business_seconds)),
        'worst_seconds', round(max(o.business_seconds)),
        'late', count(o.late_seconds))
      into v
      from vorrang.observed_since(v_channel, v_from, p_now) o;
    return v || jsonb_build_object(
        'by_class', (
            select coalesce(jsonb_agg(jsonb_build_object('class', x.class, 'customers', x.customers, 'mails', x.mails)
                                      order by strpos('ABC-', x.class)), '[]')
            from (select o.class, count(distinct coalesce(o.customer, encode(o.sender, 'hex'))) as customers, count(*) as mails
                    from vorrang.observed_since(v_channel, v_from, p_now) o group by o.class) x),
        'worst', (
            select coalesce(jsonb_agg(jsonb_build_object(
                       'received_at', vorrang.iso(x.received_at), 'channel', x.channel, 'customer', x.customer, 'class', x.class,
                       'response_due', vorrang.iso(x.response_due), 'answered_at', vorrang.iso(x.answered_at),
                       'late_seconds', round(x.late_seconds), 'message_id', x.message_id) order by x.late_seconds desc, x.id), '[]')
            from (select * from vorrang.observed_since(v_channel, v_from, p_now) o
                   where o.late_seconds is not null order by o.late_seconds desc, o.id limit 10) x),
        'escalations', (
            select coalesce(jsonb_agg(jsonb_build_object(
                       'channel', x.channel, 'at', x.at, 'level', x.level, 'to_channel', x.to_channel, 'mails', x.mails)
                       order by x.channel, x.level), '[]')
            from (select e.channel, e.at, e.level, e.to_channel, count(*) as mails
                    from vorrang.observed_since(v_channel, v_from, p_now) s
                    join vorrang.observed o on o.id = s.id
                    cross join lateral vorrang.would_escalate(o, coalesce(s.answered_at, p_now)) e
                   group by e.channel, e.at, e.level, e.to_channel) x),
        'next', (
            select coalesce(jsonb_agg(jsonb_build_object(
                       'response_due', vorrang.iso(x.response_due), 'class', x.class, 'customer', x.customer,
                       'channel', x.channel, 'received_at', vorrang.iso(x.received_at), 'message_id', x.message_id)
                       order by x.rank desc, x.id), '[]')
            from (select o.*, vorrang.rank_at(
                             case when v_channel is null then 'value' else o.policy end,
                             vorrang.rank_band(o.class, false, o.vip, o.priority), o.class, o.response_due,
                             vorrang.generation_at(p_now)) as rank
                    from vorrang.observed_since(v_channel, v_from, p_now) o
                   where o.answered_at is null order by rank desc, o.id limit 10) x));
end
$$;
comment on function vorrang_api.report_observe is
    'What was seen in the last days (p.days, 1 to 30; 7) at observed channels, or at p.channel: how much, from whom, '
    'answered when, late, what would have escalated, and who would be next. Time is business time.';

-- Who belongs to a channel now: by a grant that is in force, or as a member of its parent (TW-07).

create or replace function vorrang.members_now(p_now timestamptz)
returns table (channel_id integer, agent_id integer, kind text)
language sql stable
as $$
    with recursive reach (channel_id, agent_id, kind, depth) as (
        select g.channel_id, g.agent_id, g.kind, 0
        from vorrang.member_grants g
        where coalesce(g.starts_at <= p_now, true) and coalesce(g.ends_at > p_now, true)
        union all
        select c.id, r.agent_id, case r.kind when 'standard' then 'informal' else r.kind end, r.depth + 1
        from reach r
        join vorrang.channels c on c.parent_id = r.channel_id
        where r.depth < 20)
    select distinct on (r.channel_id, r.agent_id) r.channel_id, r.agent_id, r.kind
    from reach r
    order by r.channel_id, r.agent_id, r.depth, r.kind
$$;
comment on function vorrang.members_now is
    'Members by their grants and through parents: who handles the parent handles its children without being '
    'told, who reads along there reads along here; a grant of the child itself goes before.';

create or replace function vorrang.spread_members(p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_agents integer[];
begin
    lock table vorrang.members in share row exclusive mode;
    with wanted as materialized (
        select * from vorrang.members_now(p_now)),
    gone as (
        delete from vorrang.members m
         where not exists (select from wanted w where w.channel_id = m.channel_id and w.agent_id = m.agent_id)
        returning m.agent_id),
    come as (
        insert into vorrang.members as m (channel_id, agent_id, kind)
        select w.channel_id, w.agent_id, w.kind from wanted w
        on conflict (channel_id, agent_id) do update set kind = excluded.kind where m.kind <> excluded.kind
        returning m.agent_id)
    select array_agg(x.agent_id order by x.agent_id) into v_agents
      from (select g.agent_id from gone g union select c.agent_id from come c) x;
    perform vorrang.project_agents(v_agents, p_now);
    perform vorrang.recheck_covers(p_now);
end
$$;
comment on function vorrang.spread_members is
    'After a change of grants or parents: vorrang.members is made anew, and what an agent may not see any more '
    'leaves his open folders at once.';

create or replace function vorrang.run_memberships(p_now timestamptz)
returns boolean
language plpgsql
as $$
begin
    if not exists (select from vorrang.member_grants g where g.starts_at <= p_now or g.ends_at <= p_now) then
        return false;
    end if;
    delete from vorrang.member_grants g where g.ends_at <= p_now;
    update vorrang.member_grants g set starts_at = null where g.starts_at <= p_now;
    perform vorrang.spread_members(p_now);
    return true;
end
$$;
comment on function vorrang.run_memberships is 'Begins and ends memberships whose time has come. False: none.';

create or replace function vorrang.grant_json(g vorrang.member_grants)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('agent', a.key, 'channel', c.key, 'kind', g.kind,
        'from', (g.starts_at at time zone c.zone)::date, 'until', (g.ends_at at time zone c.zone)::date - 1)
    from vorrang.agents a
    join vorrang.channels c on c.id = g.channel_id
    where a.id = g.agent_id
$$;

create or replace function vorrang.day_field(p jsonb, p_field text, p_days integer, p_zone text, p_old timestamptz)
returns timestamptz
language sql stable
as $$
    select case when p ? p_field
                then (nullif(p->>p_field, '')::date + p_days)::timestamp at time zone p_zone
                else p_old end
$$;

create or replace function vorrang_api.member_set(p_key text, p jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_agent integer := vorrang.agent_id(p_key);
    g vorrang.member_grants;
    c vorrang.channels;
begin
    if not p ? 'channel' then
        perform vorrang.raise('VR004', 'a membership is one of a channel', 'give --channel KEY');
    end if;
    select * into c from vorrang.channels x where x.id = vorrang.channel_id(p->>'channel');
    select * into g from vorrang.member_grants x where x.agent_id = v_agent and x.channel_id = c.id;
    delete from vorrang.member_grants x where x.agent_id = v_agent and x.channel_id = c.id;
    if not coalesce((p->>'remove')::boolean, false) then
        g.starts_at := vorrang.day_field(p, 'from', 0, c.zone, g.starts_at);
        g.ends_at := vorrang.day_field(p, 'until', 1, c.zone, g.ends_at);
        if g.ends_at <= greatest(p_now, g.starts_at) then
            perform vorrang.raise('VR003', 'that membership would end before it begins',
                'give a later --until, or take it away with --remove');
        end if;
        insert into vorrang.member_grants (channel_id, agent_id, kind, starts_at, ends_at)
        values (c.id, v_agent, coalesce(p->>'kind', g.kind, 'standard'),
                case when g.starts_at > p_now then g.starts_at end, g.ends_at);
    end if;
    perform vorrang.spread_members(p_now);
    perform vorrang.directory_changed();
    return vorrang_api.member_show(p_key, p_now);
end
$$;
comment on function vorrang_api.member_set is
    'An agent''s membership of a channel: kind (standard, informal, read), from and until (first and last day in '
    'the channel''s zone, "" for none), or remove. His others stay.';

create or replace function vorrang_api.member_show(p_key text, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.grant_json(g) order by c.key) filter (where g.agent_id is not null), '[]')
    from vorrang.agent_id(p_key) n (id)
    left join member_grants g on g.agent_id = n.id
    left join channels c on c.id = g.channel_id
$$;

create or replace function vorrang_api.member_list(p jsonb, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(vorrang.grant_json(g) order by c.key, a.key), '[]')
    from member_grants g
    join channels c on c.id = g.channel_id
    join agents a on a.id = g.agent_id
$$;

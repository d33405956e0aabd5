-- The chain over the history (U-13). vorrangd adds links in batches, in transactions of its own: no ticket waits for it.

create or replace function vorrang.event_digest(e vorrang.events)
returns bytea
language sql immutable
as $$
    select sha256(convert_to(concat_ws('|', e.id, e.ticket_number,
        trunc(extract(epoch from e.at) * 1000000)::bigint, e.kind, e."by", e.via, e.detail::text), 'UTF8'))
$$;
comment on function vorrang.event_digest is 'What of an event must never change: all of it.';

create or replace function vorrang.link_chain(p_before bytea, p_n bigint, p_at timestamptz, p_ids bigint[], p_digest bytea)
returns bytea
language sql immutable
as $$
    select sha256(coalesce(p_before, '') || convert_to(concat_ws('|', p_n,
        trunc(extract(epoch from p_at) * 1000000)::bigint, array_to_string(p_ids, ',')), 'UTF8') || p_digest)
$$;

create or replace function vorrang_api.audit_link(p_limit integer, p_now timestamptz default now())
returns integer
language plpgsql security definer set search_path = vorrang, pg_temp set enable_nestloop = off
as $$
declare
    v_last vorrang.audit_links;
    v_settled vorrang.audit_links;
    v_ids bigint[];
    v_newest timestamptz;
    v_digest bytea;
begin
    if not pg_try_advisory_xact_lock(hashtext('vorrang.audit')) then
        return 0;
    end if;
    select * into v_last from vorrang.audit_links l order by l.n desc limit 1;
    -- No transaction of ours lasts so long: what is older than that has no gaps any more.
    select * into v_settled from vorrang.audit_links l where l.newest < p_now - interval '20 minutes' order by l.n desc limit 1;
    select array_agg(x.id order by x.id), max(x.at), sha256(string_agg(vorrang.event_digest(x), '' order by x.id))
      into v_ids, v_newest, v_digest
      from (select e.* from vorrang.events e
             where e.id > coalesce(v_settled.upto, 0)
               and not exists (select from (select unnest(l.event_ids) as id from vorrang.audit_links l
                                             where l.n > coalesce(v_settled.n, 0)) linked
                                where linked.id = e.id)
             order by e.id limit p_limit) x;
    if v_ids is null then
        return 0;
    end if;
    insert into vorrang.audit_links (n, at, event_ids, upto, newest, digest, chain)
    values (coalesce(v_last.n, 0) + 1, p_now, v_ids, greatest(v_last.upto, v_ids[cardinality(v_ids)]),
            greatest(v_last.newest, v_newest), v_digest,
            vorrang.link_chain(v_last.chain, coalesce(v_last.n, 0) + 1, p_now, v_ids, v_digest));
    return cardinality(v_ids);
end
$$;
comment on function vorrang_api.audit_link is
    'Adds a link for up to p_limit events that are in none; how many they were. One at a time, whoever asks.';

create or replace function vorrang.bad_link(l vorrang.audit_links, p_before bytea)
returns text
language plpgsql stable
as $$
declare
    v_count bigint;
    v_digest bytea;
begin
    if l.chain <> vorrang.link_chain(p_before, l.n, l.at, l.event_ids, l.digest) then
        return 'the link itself was changed, or the one before it';
    end if;
    select count(*), sha256(string_agg(vorrang.event_digest(e), '' order by e.id)) into v_count, v_digest
      from vorrang.events e where e.id = any (l.event_ids);
    return case when v_count <> cardinality(l.event_ids) then format('%s of its events are gone', cardinality(l.event_ids) - v_count)
                when v_digest <> l.digest then 'an event in it was changed' end;
end
$$;

create or replace function vorrang.unlinked_events(p_now timestamptz)
returns bigint
language plpgsql stable
as $$
declare
    v_upto bigint := coalesce((select l.upto from vorrang.audit_links l order by l.n desc limit 1), 0);
begin
    return (select count(*) from vorrang.events e where e.id <= v_upto)
         - (select coalesce(sum(cardinality(l.event_ids)), 0) from vorrang.audit_links l)
         + (select count(*) from vorrang.events e where e.id > v_upto and e.at < p_now - interval '1 hour');
end
$$;
comment on function vorrang.unlinked_events is 'Events in no link: slipped in between those that are, or older than an hour.';

create or replace function vorrang_api.audit_verify(p_after bigint, p_limit integer, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    l vorrang.audit_links;
    v_before bytea := (select x.chain from vorrang.audit_links x where x.n = p_after);
    v_next bigint := p_after;
    v_events bigint := 0;
    v_bad text;
begin
    for l in select * from vorrang.audit_links x where x.n > p_after order by x.n limit p_limit loop
        v_bad := case when l.n <> v_next + 1 then format('link %s is gone', v_next + 1) else vorrang.bad_link(l, v_before) end;
        if v_bad is not null then
            return jsonb_build_object('link', l.n, 'events', v_events, 'why', v_bad,
                'first', l.event_ids[1], 'last', l.event_ids[cardinality(l.event_ids)], 'at', vorrang.iso(l.at));
        end if;
        v_next := l.n;
        v_before := l.chain;
        v_events := v_events + cardinality(l.event_ids);
    end loop;
    return jsonb_build_object('link', v_next, 'events', v_events, 'chain', encode(v_before, 'hex'),
        'more', exists (select from vorrang.audit_links x where x.n > v_next),
        'unlinked', case when not exists (select from vorrang.audit_links x where x.n > v_next) then vorrang.unlinked_events(p_now) end);
end
$$;
comment on function vorrang_api.audit_verify is
    'Reckons up to p_limit links after this one anew: {link, events, chain} of the last one, whether there are more, and, at '
    'the end, how many events are in none; or what is wrong with which (why, first and last event, at).';

create or replace function vorrang_api.audit_chain(p_link bigint)
returns text
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select encode(l.chain, 'hex') from audit_links l where l.n = p_link
$$;
comment on function vorrang_api.audit_chain is 'The chain at a link; null: there is no such one.';

create or replace function vorrang_api.audit_export(
    p_after bigint, p_limit integer, p_from timestamptz, p_until timestamptz, p_now timestamptz default now())
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'id', x.id, 'at', vorrang.iso(x.at), 'ticket', x.ticket_number, 'kind', x.kind, 'by', x."by", 'via', x.via,
               'detail', x.detail, 'digest', encode(vorrang.event_digest(x::events), 'hex')) order by x.id), '[]')
    from (select e.* from events e
           where e.id > p_after and e.at >= coalesce(p_from, '-infinity') and e.at < coalesce(p_until, 'infinity')
           order by e.id limit p_limit) x
$$;
comment on function vorrang_api.audit_export is 'Events of a time after this id, oldest first, with their digests.';

-- Which contract covers a ticket, and so which SLA holds and what its time costs (SSC-02 to SSC-05).

create or replace function vorrang.sla_for(
    p_customer integer, p_asset integer, p_channel integer, p_at timestamptz,
    out sla_id integer, out calendar_id integer, out contract_id integer,
    out entitlement text, out level smallint, out lapsed_contract_id integer)
language plpgsql stable
as $$
declare
    a vorrang.assets;
    v record;
    v_today date;
begin
    entitlement := 'unknown';
    level := 0;
    if p_customer is not null then
        if p_asset is not null then
            select * into a from vorrang.assets x where x.id = p_asset and x.customer_id = p_customer;
        end if;
        select n.id, n.sla_id, n.calendar_id, x.level, x.is_over into v
          from vorrang.contracts n
          join vorrang.calendars k on k.id = n.calendar_id
          cross join lateral (
              select (p_at at time zone k.zone)::date as today,
                     coalesce(n.valid_until < (p_at at time zone k.zone)::date, false) as is_over,
                     (case when n.id = a.contract_id then 3 when n.site <> '' then 2 else 1 end)::smallint as level) x
         where n.customer_id = p_customer
           and n.valid_from <= x.today
           and (n.id = a.contract_id or (not n.assets_only and lower(n.site) in ('', lower(a.site))))
         order by x.is_over, x.level desc, case when not x.is_over then n.valid_until end nulls last,
                  n.valid_until desc, n.key
         limit 1;
        if v.is_over = false then
            sla_id := v.sla_id;
            calendar_id := v.calendar_id;
            contract_id := v.id;
            level := v.level;
            entitlement := 'entitled';
            return;
        end if;
        if v.id is not null or a.valid_until is not null then
            v_today := (p_at at time zone coalesce(
                (select c.zone from vorrang.channels c where c.id = p_channel), 'UTC'))::date;
            entitlement := case when a.valid_until >= v_today then 'entitled' else 'expired' end;
            lapsed_contract_id := case when entitlement = 'expired' then v.id end;
        end if;
    end if;
    select c.sla_id, c.calendar_id into sla_id, calendar_id
      from vorrang.channels c where c.id = p_channel;
end
$$;
comment on function vorrang.sla_for is
    'Which SLA holds: of the contracts valid at receipt the most specific one (level 3: named by the asset, 2: of its '
    'site, 1: the customer''s), of several the one that ends first; else the channel''s. entitlement: entitled (also by '
    'the asset''s warranty alone, which has no SLA), expired (lapsed_contract_id: what would have covered it), unknown.';

create or replace function vorrang.best_asset(
    p_ticket bigint, p_customer integer, p_channel integer, p_at timestamptz)
returns integer
language plpgsql stable
as $$
begin
    return (
        select x.asset_id
        from (select n.asset_id, min(array_position(array['subject', 'text', 'signature', 'quote'], n.place)) as place,
                     min(n.id) as first
                from vorrang.messages m
                join vorrang.message_numbers n on n.message = m.id
                join vorrang.assets a on a.id = n.asset_id
               where m.ticket_number = p_ticket and a.customer_id = p_customer
               group by n.asset_id) x
        cross join lateral vorrang.sla_for(p_customer, x.asset_id, p_channel, p_at) s
        left join vorrang.contracts c on c.id = s.contract_id
        order by x.place = 4, array_position(array['entitled', 'expired', 'unknown'], s.entitlement), s.level desc,
                 c.valid_until nulls last, x.place, x.first
        limit 1);
end
$$;
comment on function vorrang.best_asset is
    'Of all assets of this customer that the ticket''s mails name: what somebody wrote himself before what he quotes, '
    'then the most specific valid contract, then the one that ends first, then the subject before the text.';

create or replace function vorrang.asset_name(p_asset integer)
returns text
language sql stable
as $$
    select a.vendor || ' ' || a.ident from vorrang.assets a where a.id = p_asset
$$;

create or replace function vorrang.entitle(
    p_ticket bigint, p_asset integer, p_now timestamptz, p_by text, p_via text)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    s record;
begin
    select * into strict t from vorrang.tickets where number = p_ticket for no key update;
    select * into strict s
      from vorrang.sla_for(case when t.trust <> 'unverified' then t.customer_id end, p_asset, t.channel_id, t.received_at);
    if (t.asset_id, t.contract_id, t.entitlement, t.lapsed_contract_id)
       is not distinct from (p_asset, s.contract_id, s.entitlement, s.lapsed_contract_id) then
        return;
    end if;
    update vorrang.tickets
       set asset_id = p_asset, contract_id = s.contract_id, entitlement = s.entitlement,
           lapsed_contract_id = s.lapsed_contract_id
     where number = p_ticket;
    perform vorrang.write_event(p_ticket, p_now, 'entitlement', p_by, p_via, jsonb_build_object(
        'from', t.entitlement, 'to', s.entitlement, 'asset', vorrang.asset_name(p_asset),
        'was', (select n.key from vorrang.contracts n where n.id = t.contract_id),
        'contract', (select n.key from vorrang.contracts n where n.id = coalesce(s.contract_id, s.lapsed_contract_id))));
    if s.contract_id is distinct from t.contract_id then
        perform vorrang.change_sla(p_ticket, s.sla_id, s.calendar_id, p_now, p_by, p_via);
    end if;
    perform vorrang.rebook(p_ticket, p_now, p_by, p_via);
    perform vorrang.touch(p_ticket, p_now);
end
$$;
comment on function vorrang.entitle is
    'This asset is what the ticket is about (null: none): contract, SLA and entitlement follow, as of its receipt.';

create or replace function vorrang.entitlement_of(p_ticket bigint)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'entitlement', t.entitlement,
        'by', case when t.entitlement = 'unknown' then null
                   when n.id is null then 'warranty'
                   when n.id = a.contract_id then 'asset'
                   when n.site <> '' then 'site'
                   else 'customer' end,
        'contract', n.key, 'level', nullif(n.level, ''), 'valid_until', case when n.id is null then a.valid_until else n.valid_until end,
        'asset', case when a.id is not null then jsonb_build_object(
                     'vendor', a.vendor, 'ident', a.ident, 'name', nullif(a.name, ''), 'site', nullif(a.site, '')) end,
        'customer', k.key,
        'named_customer', o.key,
        'advice', case
            when o.id is null then null
            when k.id is null then format('a number in it is %s''s (%s): "#customer %s" in a reply or note makes it his',
                                          o.key, o.name, o.key)
            else format('a number in it is %s''s (%s), but the sender is %s''s: "#customer %s" in a reply or note makes it '
                        'the former''s, "#customer %s" leaves it', o.key, o.name, k.key, o.key, k.key) end,
        'numbers', (select coalesce(jsonb_agg(jsonb_build_object(
                        'number', x.number, 'place', x.place, 'claimed', x.claimed, 'asset', vorrang.asset_name(x.asset_id),
                        'customer', (select c.key from vorrang.customers c where c.id = x.customer_id),
                        'pattern', x.pattern) order by x.id), '[]')
                    from vorrang.messages m
                    join vorrang.message_numbers x on x.message = m.id
                    where m.ticket_number = t.number))
    from vorrang.tickets t
    left join vorrang.customers k on k.id = t.customer_id
    left join vorrang.customers o on o.id = t.named_customer_id
    left join vorrang.assets a on a.id = t.asset_id
    left join vorrang.contracts n on n.id = coalesce(t.contract_id, t.lapsed_contract_id)
    where t.number = p_ticket
$$;
comment on function vorrang.entitlement_of is
    'All that there is to tell about a ticket''s entitlement, for colleagues only: entitlement (entitled, expired, unknown); '
    'by (asset, site, customer, warranty) with contract, level and valid_until, of an expired one those that would have '
    'covered it; asset {vendor, ident, name, site}; customer; named_customer and advice, where a number is another '
    'customer''s; numbers [{number, place, claimed, asset, customer, pattern}], as they came.';

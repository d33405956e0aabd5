-- Rules for mails that open tickets (U-05): all that match count, the first that says a thing wins.

create or replace function vorrang.is_like(p_text text, p_pattern text)
returns boolean
language sql immutable
as $$
    select lower(p_text) like translate(
        replace(replace(replace(lower(p_pattern), '\', '\\'), '%', '\%'), '_', '\_'), '*?', '%_')
$$;
comment on function vorrang.is_like is
    'Is the whole text like the pattern, in which * stands for anything and ? for one character? Without case.';

create or replace function vorrang.any_is_like(p_texts jsonb, p_pattern text)
returns boolean
language sql immutable
as $$
    select exists (select from jsonb_array_elements_text(coalesce(p_texts, '[]')) x where vorrang.is_like(x, p_pattern))
$$;

create or replace function vorrang.rule_reasons(r vorrang.rules, p_facts jsonb, p_channel integer)
returns table (holds boolean, reason text)
language sql stable
as $$
    select x.holds, x.reason
    from (values
        (1, r.channel_id is not null, r.channel_id = p_channel,
            'the mail is to ' || (select c.key from vorrang.channels c where c.id = r.channel_id)),
        (2, r.from_like is not null,
            vorrang.any_is_like(jsonb_build_array(p_facts->>'from', p_facts->>'envelope_from'), r.from_like),
            format('its sender is like %s', r.from_like)),
        (3, r.to_like is not null, vorrang.any_is_like(p_facts->'recipients', r.to_like),
            format('a recipient is like %s', r.to_like)),
        (4, r.subject_like is not null, vorrang.is_like(p_facts->>'subject', r.subject_like),
            format('its subject is like %s', r.subject_like)),
        (5, r.header_name is not null, vorrang.any_is_like(p_facts->'headers'->r.header_name, r.header_like),
            format('a %s header is like %s', r.header_name, r.header_like)),
        (6, r.larger_than is not null, (p_facts->>'size')::bigint > r.larger_than,
            format('it is larger than %s bytes', r.larger_than))) as x (n, asked, holds, reason)
    where x.asked
    order by x.n
$$;
comment on function vorrang.rule_reasons is 'What a rule asks of a mail, each with whether it holds.';

create or replace function vorrang.rules_that_match(p_facts jsonb, p_channel integer)
returns setof vorrang.rules
language plpgsql stable
as $$
begin
    return query
    select r.* from vorrang.rules r
     where r.enabled
       and not exists (select from vorrang.rule_reasons(r, p_facts, p_channel) x where x.holds is not true)
     order by r.position, r.key;
end
$$;

create or replace function vorrang.rule_effect(p_facts jsonb, p_channel integer)
returns jsonb
language plpgsql stable
as $$
declare
    r vorrang.rules;
    v jsonb := '{"rules": [], "tags": [], "confirm": true, "spam": false, "monitoring": false}';
begin
    for r in select * from vorrang.rules_that_match(p_facts, p_channel) loop
        v := jsonb_strip_nulls(jsonb_build_object(
                 'channel_id', r.to_channel_id, 'customer_id', r.customer_id, 'priority', r.priority, 'type', r.type))
             || v
             || jsonb_build_object('rules', (v->'rules') || to_jsonb(r.key), 'tags', (v->'tags') || to_jsonb(r.tags),
                 'confirm', (v->>'confirm')::boolean and r.confirm, 'spam', (v->>'spam')::boolean or r.spam, 'monitoring', (v->>'monitoring')::boolean or r.monitoring);
    end loop;
    return v;
end
$$;
comment on function vorrang.rule_effect is
    'What the rules make of a mail to this channel: {rules, channel_id, customer_id, priority, type, tags, confirm, spam, '
    'monitoring}.';

create or replace function vorrang.apply_rules(p_ticket bigint, p_effect jsonb, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    if p_effect ? 'blocked' then
        perform vorrang.set_status(p_ticket, 'spam', p_now, 'vorrang', 'smtp', '{"reason": "blocked"}');
    end if;
    if p_effect->'rules' = '[]' then
        return;
    end if;
    update vorrang.tickets
       set priority = coalesce((p_effect->>'priority')::smallint, priority), type = coalesce(p_effect->>'type', type)
     where number = p_ticket;
    perform vorrang.recompute_ticket(p_ticket, p_now, 'vorrang', 'smtp', 'rules');
    perform vorrang.change_tags(p_ticket, array(select x from jsonb_array_elements_text(p_effect->'tags') x), '{}', p_now);
    perform vorrang.write_event(p_ticket, p_now, 'rules', 'vorrang', 'smtp', jsonb_build_object('rules', p_effect->'rules'));
    if (p_effect->>'spam')::boolean then
        perform vorrang.set_status(p_ticket, 'spam', p_now, 'vorrang', 'smtp');
    end if;
end
$$;

create or replace function vorrang_api.rule_try(p_facts jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v_channels jsonb := (select coalesce(jsonb_agg(c.address order by x.position), '[]')
        from jsonb_array_elements_text(p_facts->'recipients') with ordinality as x (address, position)
        join channels c on c.address = lower(x.address));
    v_channel integer;
    v_form jsonb;
    v_match record;
    v_effect jsonb;
    v_sender record;
    v_sla record;
begin
    if v_channels = '[]' then
        perform vorrang.raise('VR001', 'none of its recipients is a channel''s address',
            'name one with --recipient; see `vorrang channel list`');
    end if;
    v_channel := vorrang.channel_of_mail(jsonb_build_object('channels', v_channels));
    if v_channel is null then
        perform vorrang.raise('VR002', 'its channel takes no mail: it is off or only observes',
            'see `vorrang channel list`; `vorrang channel set KEY --intake auto` switches it on');
    end if;
    v_effect := vorrang.rule_effect(p_facts, v_channel);
    v_form := vorrang.read_form(p_facts || jsonb_build_object('channels', v_channels, 'trust', 'verified'));
    p_facts := case when v_form ? 'source' then v_form else p_facts end;
    select * into v_match from vorrang.match_mail(p_facts, p_now);
    select * into v_sender from vorrang.known_sender(p_facts->>'from', (p_facts->>'from_count')::integer);
    v_sender.customer_id := coalesce((v_effect->>'customer_id')::integer, v_sender.customer_id);
    select s.* into v_sla
      from vorrang.sla_for(v_sender.customer_id, null, coalesce((v_effect->>'channel_id')::integer, v_channel), p_now) x
      join slas s on s.id = x.sla_id;
    return jsonb_build_object(
        'from', p_facts->>'from', 'subject', p_facts->>'subject', 'machine', nullif(p_facts->>'machine', ''),
        'outcome', v_match.outcome, 'ticket', v_match.ticket,
        'channel', (select c.key from channels c where c.id = coalesce((v_effect->>'channel_id')::integer, v_channel)),
        'customer', (select k.key from customers k where k.id = v_sender.customer_id),
        'class', coalesce((select k.class from customers k where k.id = v_sender.customer_id), '-'),
        'sla', v_sla.key,
        'effect', v_effect - 'rules' - 'channel_id' - 'customer_id' - 'monitoring',
        'rules', (select coalesce(jsonb_agg(jsonb_build_object('rule', r.key, 'enabled', r.enabled,
                      'matches', r.enabled and not exists (
                          select from vorrang.rule_reasons(r, p_facts, v_channel) x where x.holds is not true),
                      'reasons', (select jsonb_agg(jsonb_build_object('holds', coalesce(x.holds, false), 'reason', x.reason))
                                  from vorrang.rule_reasons(r, p_facts, v_channel) x)) order by r.position, r.key), '[]')
                  from rules r));
end
$$;
comment on function vorrang_api.rule_try is
    'What would become of this mail, and why; writes nothing. p_facts: as for intake_match, with the recipients '
    'and the headers that rules ask for. Trust is not judged: as if nothing spoke against the sender.';

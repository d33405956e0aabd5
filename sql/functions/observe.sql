-- Channels that only look on (intake = observe): what comes there, and when the first human answer leaves.
-- Kept are digests of address and subject, no name and no word; after 30 days nothing.

create or replace function vorrang.digest(p_text text)
returns bytea
language sql immutable
as $$
    select sha256(convert_to(p_text, 'UTF8'))
$$;

create or replace function vorrang.subject_digest(p_subject text)
returns bytea
language sql immutable
as $$
    select vorrang.digest(trim(regexp_replace(
        regexp_replace(lower(coalesce(p_subject, '')), '^(\s*(re|aw|antw|sv|fwd?|wg)(\[[0-9]+\])?\s*:)+', ''), '\s+', ' ', 'g')))
$$;
comment on function vorrang.subject_digest is 'What is compared of a subject: without Re:, AW: and the like, case and spacing.';

create or replace function vorrang.is_own_address(p_address text)
returns boolean
language sql stable
as $$
    select exists (select from vorrang.agents a where split_part(a.login, '@', 2) = split_part(p_address, '@', 2)
                                                   or a.login = p_address)
        or exists (select from vorrang.channels c where split_part(c.address, '@', 2) = split_part(p_address, '@', 2))
$$;
comment on function vorrang.is_own_address is 'Does this address belong to the house: a domain of agents or of channels?';

create or replace function vorrang.observe_in(c vorrang.channels, p_facts jsonb, p_now timestamptz)
returns text
language plpgsql
as $$
declare
    v_message_id text := coalesce(p_facts->>'message_id', p_facts->>'fallback_message_id');
    v_effect jsonb := '{}';
    v_id bigint;
    t vorrang.tickets;
begin
    perform pg_advisory_xact_lock(hashtextextended(v_message_id, 4817));
    if exists (select from vorrang.observed_ids k join vorrang.observed o on o.id = k.observed_id
                where k.message_id = v_message_id and o.channel_id = c.id) then
        return 'known';
    end if;
    select o.id into v_id
      from vorrang.observed_ids k
      join vorrang.observed o on o.id = k.observed_id
     where k.message_id in (select x from jsonb_array_elements_text(p_facts->'references') x)
       and o.channel_id = c.id and o.answered_at is null
     order by o.id desc
     limit 1;
    if v_id is not null then
        update vorrang.observed set follow_ups = follow_ups + 1 where id = v_id;
    else
        if exists (select from vorrang.rules) then
            v_effect := vorrang.rule_effect(p_facts, c.id);
            if (v_effect->>'spam')::boolean then
                return 'spam';
            end if;
        end if;
        t := vorrang.promise(p_facts || (v_effect - 'tags'),
            (select x from vorrang.channels x where x.id = coalesce((v_effect->>'channel_id')::integer, c.id)), false, p_now);
        insert into vorrang.observed (
            channel_id, received_at, message_id, sender, subject, customer_id, class, vip, priority, calendar_id,
            response_due, amber_at)
        values (
            c.id, p_now, v_message_id, vorrang.digest(vorrang.bare_address(t.sender_address)),
            vorrang.subject_digest(p_facts->>'subject'), t.customer_id, t.class, t.vip,
            coalesce((v_effect->>'priority')::smallint, 0), t.calendar_id, t.response_due, t.amber_at)
        returning id into v_id;
    end if;
    insert into vorrang.observed_ids (message_id, observed_id) values (v_message_id, v_id);
    return case when t.channel_id is null then 'follow-up' else 'recorded' end;
end
$$;
comment on function vorrang.observe_in is
    'A mail at one observed channel. Promised is what intake would promise (rules, SLA). A further mail of a thread that '
    'still waits for its answer promises nothing new; after the answer it does.';

create or replace function vorrang_api.observe_mail(p_facts jsonb, p_now timestamptz default now())
returns text
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    c vorrang.channels;
    v_outcome text := 'not-observed';
begin
    if coalesce(p_facts->>'machine', '') <> '' then
        return 'machine';
    elsif vorrang.is_own_address(coalesce(p_facts->>'from', '')) then
        return 'own';
    end if;
    for c in
        select * from vorrang.channels x
         where p_facts->'channels' ? x.address and x.intake = 'observe'
         order by x.id
    loop
        v_outcome := vorrang.observe_in(c, p_facts, p_now);
    end loop;
    return v_outcome;
end
$$;
comment on function vorrang_api.observe_mail is
    'A mail passed to channels that observe. p_facts: as for intake_store. Says what became of it: recorded, follow-up, '
    'known (a retry), machine, own (of our own people), spam (a rule says so), not-observed.';

create or replace function vorrang_api.observe_answer(p_facts jsonb, p_now timestamptz default now())
returns text
language plpgsql security definer set search_path = vorrang, pg_temp
as $$
declare
    v_to bytea[] := array(select vorrang.digest(vorrang.bare_address(x))
                            from jsonb_array_elements_text(p_facts->'to') x where not vorrang.is_own_address(x));
    v_ids bigint[];
begin
    if coalesce(p_facts->>'machine', '') <> '' then
        return 'machine';
    elsif v_to = '{}' then
        return 'inside';
    end if;
    v_ids := array(
        select distinct k.observed_id
          from jsonb_array_elements_text(p_facts->'references') r
          join vorrang.observed_ids k on k.message_id = r);
    if v_ids = '{}' then
        v_ids := array(
            select o.id from vorrang.observed o
             where o.sender = any (v_to) and o.answered_at is null and o.received_at <= p_now
               and o.subject = vorrang.subject_digest(p_facts->>'subject')
               and o.subject <> vorrang.subject_digest(''));
    end if;
    if v_ids = '{}' then
        return 'no-answer';
    end if;
    update vorrang.observed set answered_at = greatest(p_now, received_at)
     where id = any (v_ids) and answered_at is null;
    insert into vorrang.observed_ids (message_id, observed_id)
    select p_facts->>'message_id', (select max(x) from unnest(v_ids) x)
     where p_facts->>'message_id' is not null
    on conflict do nothing;
    return 'answered';
end
$$;
comment on function vorrang_api.observe_answer is
    'A mail of our own people leaves. p_facts: as for intake_store, and to (its recipients). It answers the observed '
    'mails that its References name, else those of a recipient with the same subject. Says: answered, no-answer, '
    'inside (to our own people only), machine.';

create or replace function vorrang.forget_observed(p_now timestamptz)
returns void
language sql
as $$
    delete from vorrang.observed o where o.received_at < p_now - interval '30 days'
$$;
comment on function vorrang.forget_observed is
    'A month is enough to decide by, and the longest that report_observe looks back.';

-- Whether a new ticket's sender is told of it, and how often one mailbox and one domain are (T7, T8).

create or replace function vorrang.confirmations_spent(p_address text, p_known boolean, p_now timestamptz)
returns boolean
language plpgsql stable
as $$
begin
    return (
        select case when p_known then x.hour >= 20 else x.hour >= 1 or x.day >= 3 end
        from (
            select count(*) filter (where o.created_at > p_now - interval '1 hour') as hour, count(*) as day
              from vorrang.outbox o
             where o.kind = 'confirmation'
               -- as the index has it
               and regexp_replace(o.recipients[1], '^([^+@]+)\+[^@]*@', '\1@') = vorrang.bare_address(p_address)
               and o.created_at > p_now - interval '24 hours') x);
end
$$;
comment on function vorrang.confirmations_spent is
    'Has this mailbox had its confirmations? 20 an hour to a known one, 1 an hour and 3 a day to others (T8).';

create or replace function vorrang.domain_spent(p_address text, p_channel integer, p_now timestamptz)
returns boolean
language plpgsql stable
as $$
declare
    v_domain text := split_part(p_address, '@', 2);
begin
    return (
        select count(*) >= (select case when vorrang.is_freemail(v_domain) then c.freemail_confirmations
                                        else c.domain_confirmations end
                              from vorrang.channels c where c.id = p_channel)
          from vorrang.outbox o
         where o.kind = 'confirmation' and o.detail->>'known' = 'false'
           and split_part(o.recipients[1], '@', 2) = v_domain
           and o.created_at > p_now - interval '1 hour');
end
$$;
comment on function vorrang.domain_spent is
    'Have strangers of this domain had the confirmations of an hour, whatever their names? The channel says how many.';

create or replace function vorrang.why_unconfirmed(t vorrang.tickets, p_known boolean, p_now timestamptz)
returns text
language plpgsql stable
as $$
begin
    return case
        when vorrang.confirmations_spent(t.sender_address, p_known, p_now) then 'rate'
        when not p_known and vorrang.domain_spent(t.sender_address, t.channel_id, p_now) then 'domain-rate'
    end;
end
$$;

create or replace function vorrang.send_confirmation(
    t vorrang.tickets, p_message bigint, p_now timestamptz, p_via text)
returns void
language plpgsql
as $$
declare
    -- Anybody types any address into a form.
    v_known boolean := t.trust <> 'unverified' and t.customer_id is not null and t.source <> 'web';
    v_why_not text := vorrang.why_unconfirmed(t, v_known, p_now);
begin
    if v_why_not is null then
        -- Mails of one moment do not see each other's confirmations: they count one after the other.
        perform pg_advisory_xact_lock(hashtextextended(vorrang.bare_address(t.sender_address), 4816));
        if not v_known then
            perform pg_advisory_xact_lock(hashtextextended(split_part(t.sender_address, '@', 2), 4817));
        end if;
        v_why_not := vorrang.why_unconfirmed(t, v_known, p_now);
    end if;
    if v_why_not is not null then
        perform vorrang.write_event(t.number, p_now, 'confirmation-withheld', 'vorrang', p_via,
            jsonb_build_object('reason', v_why_not));
        return;
    end if;
    insert into vorrang.outbox (
        ticket_number, kind, source_message, recipients, detail, not_before, created_at)
    values (
        t.number, 'confirmation', p_message, array[t.sender_address],
        jsonb_build_object('known', v_known), p_now, p_now);
end
$$;
comment on function vorrang.send_confirmation is
    'The confirmation of a ticket. At most 20 an hour to a known contact or customer''s domain; to others 1 an hour '
    'and 3 a day, so many an hour to one domain, with a fixed text (T7, T8).';

create or replace function vorrang.confirm_receipt(p_ticket bigint, p_facts jsonb, p_message bigint, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    t vorrang.tickets;
    v_confirmable boolean;
begin
    select * into strict t from vorrang.tickets where number = p_ticket;
    v_confirmable := coalesce(p_facts->>'machine', '') = ''
        and coalesce(p_facts->>'envelope_from', '') <> ''
        and (p_facts->>'from_count')::integer = 1
        and not t.internal
        and vorrang.is_mailable(t.sender_address);
    if v_confirmable and t.unaccepted is null then
        perform vorrang.send_confirmation(t, p_message, p_now, 'smtp');
    elsif v_confirmable then
        update vorrang.tickets set unaccepted = 'confirm' where number = p_ticket;
    end if;
end
$$;
comment on function vorrang.confirm_receipt is
    'One confirmation per ticket, to the From address (of a web form: its Reply-To), never to a machine: now, or in triage when it is accepted.';

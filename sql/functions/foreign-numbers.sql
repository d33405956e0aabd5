-- Mails that name a case by somebody else's number: monitoring systems and other trackers (U-22).

create or replace function vorrang.monitoring_of(p_subject text, out object text, out recovered boolean)
language plpgsql immutable
as $$
declare
    v text[];
begin
    v := regexp_match(p_subject, '(PROBLEM|RECOVERY|ACKNOWLEDGEMENT|DOWNTIME\w*|FLAPPING\w*)\W*(?:Host|Service)? ?(?:Alert|Notification)?:? *(.+?) is ([A-Z]+)\M', 'i');
    if v is not null then
        object := lower(v[2]);
        recovered := upper(v[1]) = 'RECOVERY' or upper(v[3]) in ('OK', 'UP');
        return;
    end if;
    v := regexp_match(p_subject, '^Check_?MK: *(.+?) +(?:\(?[A-Z]+\)?) *-> *([A-Z]+)\M', 'i');
    if v is not null then
        object := lower(v[1]);
        recovered := upper(v[2]) in ('OK', 'UP');
    end if;
end
$$;
comment on function vorrang.monitoring_of is
    'Which host or service a subject of Nagios, Icinga or Checkmk is about, and whether all is well with it '
    'again. Null: it is none of theirs.';

create or replace function vorrang.is_monitoring(p_facts jsonb)
returns boolean
language plpgsql stable
as $$
begin
    return exists (select from vorrang.rules r where r.enabled and r.monitoring)
       and jsonb_array_length(coalesce(p_facts->'channels', '[]')) > 0
       and (vorrang.monitoring_of(p_facts->>'subject')).object is not null
       and exists (select from vorrang.rules_that_match(p_facts, vorrang.channel_of_mail(p_facts)) r where r.monitoring);
end
$$;
comment on function vorrang.is_monitoring is
    'Does a rule say that a monitoring system writes, and does the subject read like it? Such a mail opens, '
    'joins or ends a ticket by its host or service, and lifts nothing.';

create or replace function vorrang.foreign_numbers(p_subject text)
returns text[]
language sql immutable
as $$
    select coalesce(array_agg(distinct upper(coalesce(m[1], m[2], m[3]))), '{}')
    from regexp_matches(left(p_subject, 500),
        '\m((?:INC|REQ|RITM|CHG|PRB|TASK|SCTASK|CS)[0-9]{5,10})\M|\[(?:JIRA\] *\(?)?([A-Z][A-Z0-9]{1,9}-[0-9]{1,7})[\])]|\mJIRA[ :]+([A-Z][A-Z0-9]{1,9}-[0-9]{1,7})\M',
        'g') m
$$;
comment on function vorrang.foreign_numbers is
    'Other trackers'' numbers in a subject: ServiceNow (INC0012345), Jira ([ABC-12], [JIRA] (ABC-12)).';

create or replace function vorrang.remember_names(p_ticket bigint, p_facts jsonb, p_monitoring boolean)
returns void
language plpgsql
as $$
declare
    v_names text[] := vorrang.foreign_numbers(p_facts->>'subject');
begin
    if p_monitoring then
        v_names := v_names || ('=' || (vorrang.monitoring_of(p_facts->>'subject')).object);
    end if;
    if v_names <> '{}' and coalesce(p_facts->>'from', '') <> '' then
        insert into vorrang.foreign_names (ticket_number, sender, name)
        select p_ticket, lower(p_facts->>'from'), x from unnest(v_names) x
        on conflict do nothing;
    end if;
end
$$;
comment on function vorrang.remember_names is
    'What a sender calls this ticket: later mails of his with the same name are of it. p_monitoring: a rule '
    'says that a monitoring system writes.';

create or replace function vorrang.ticket_called(p_facts jsonb)
returns bigint
language plpgsql stable
as $$
declare
    v_names text[];
begin
    if (p_facts->>'from_count')::integer is distinct from 1 or p_facts->>'trust' = 'unverified'
       or not exists (select from vorrang.foreign_names f where f.sender = lower(p_facts->>'from')) then
        return null;
    end if;
    v_names := vorrang.foreign_numbers(p_facts->>'subject')
        || case when vorrang.is_monitoring(p_facts) then array['=' || (vorrang.monitoring_of(p_facts->>'subject')).object] end;
    return (
        select f.ticket_number
        from vorrang.foreign_names f
        join vorrang.tickets t on t.number = vorrang.survivor(f.ticket_number)
        where f.sender = lower(p_facts->>'from')
          and f.name = any (v_names)
          and (f.name not like '=%' or not vorrang.is_closed(t.status))
        order by f.ticket_number desc
        limit 1);
end
$$;
comment on function vorrang.ticket_called is
    'The newest ticket that this very sender called by a number that his subject names (an open one where '
    'the name is a host or service). Nobody else''s number is believed.';

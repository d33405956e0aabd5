create or replace function vorrang.takes_mail(p_intake text)
returns boolean
language sql immutable
as $$
    select p_intake in ('auto', 'triage')
$$;
comment on function vorrang.takes_mail is
    'Does a channel of this intake make tickets of its mail? One that is off or observes leaves it alone.';

-- What the milter must know at RCPT, before it asks the database for anything else.
create or replace function vorrang_api.number_search()
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
begin
    return jsonb_build_object(
        'idents', exists (select from vorrang.assets),
        'phones', exists (select from vorrang.channels c where c.type = 'callback')
               or exists (select from vorrang.rules r where r.enabled and r.type = 'callback'),
        'patterns', (select coalesce(jsonb_agg(jsonb_build_object(
                         'key', p.key, 'pattern', p.pattern, 'check', p.check_digit) order by p.key), '[]')
                     from vorrang.number_patterns p));
end
$$;
comment on function vorrang_api.number_search is
    'What a reader of mails is to look for: patterns {key, pattern, check}, idents (there are assets: every token that may be '
    'a serial), phones (there are callbacks). The milter''s directory has it too.';

create or replace function vorrang_api.milter_directory()
returns jsonb
language sql stable security definer set search_path = vorrang, pg_temp
as $$
    select jsonb_build_object(
        'domains', (select coalesce(jsonb_agg(distinct split_part(c.address, '@', 2)), '[]')
                    from channels c where vorrang.takes_mail(c.intake)),
        'headers', (select coalesce(jsonb_agg(distinct r.header_name), '[]')
                    from rules r where r.enabled and r.header_name is not null),
        'numbers', vorrang_api.number_search(),
        'channels', (select coalesce(jsonb_agg(jsonb_build_object(
                         'id', c.id, 'key', c.key, 'address', c.address, 'internal', c.internal,
                         'intake', c.intake) order by c.id), '[]')
                     from channels c),
        'agents', (select coalesce(jsonb_agg(jsonb_build_object(
                       'id', a.id, 'key', a.key, 'login', a.login, 'name', a.name) order by a.id), '[]')
                   from agents a))
$$;
comment on function vorrang_api.milter_directory is
    'Desk domains, the headers that rules ask for, the numbers to look for, channels and agents. NOTIFY vorrang_directory tells of each change.';

create or replace function vorrang.directory_changed()
returns void
language sql
as $$
    select pg_notify('vorrang_directory', '')
$$;

create or replace function vorrang.channel_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer;
begin
    select c.id into v_id from vorrang.channels c where c.key = p_key;
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no channel %L', p_key),
            'see `vorrang channel list`, or create it with `vorrang channel set`');
    end if;
    return v_id;
end
$$;

create or replace function vorrang.agent_id(p_key text)
returns integer
language plpgsql stable
as $$
declare
    v_id integer;
begin
    select a.id into v_id from vorrang.agents a where a.key = p_key;
    if v_id is null then
        perform vorrang.raise('VR001', format('there is no agent %L', p_key),
            'see `vorrang agent list`, or create him with `vorrang agent set`');
    end if;
    return v_id;
end
$$;

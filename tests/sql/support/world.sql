-- The sample world of every test here: the one of `contrib/demo`, with fixed instants.
-- Included inside the test's transaction by a superuser; from here on the owner of the schema acts.
set local client_min_messages = warning;
set local timezone = 'UTC';
set local role vorrang_owner;

update vorrang.numbering set next_ticket = 4815;

-- Opening hours of a working week in a zone, expanded as `vorrang calendar set` expands them.
create function pg_temp.week(p_zone text, p_from date, p_days integer, p_hours text[], p_holidays date[] default '{}')
returns jsonb
language sql
as $$
    select jsonb_agg(jsonb_build_array(
               date_part('epoch', (d.day + split_part(h, '-', 1)::interval) at time zone p_zone),
               date_part('epoch', (d.day + split_part(h, '-', 2)::interval) at time zone p_zone))
               order by d.day, h)
    from (select p_from + n as day from generate_series(0, p_days - 1) n) d
    cross join unnest(p_hours) h
    where date_part('isodow', d.day) < 6 and d.day <> all (p_holidays)
$$;

do $$
begin
    perform vorrang_api.calendar_set('always',
        '{"zone": "Europe/Berlin", "open": ["always"], "intervals": [[0, 7258118400]]}', '2026-01-01Z');
    perform vorrang_api.calendar_set('office',
        jsonb_build_object('zone', 'Europe/Berlin', 'open', '["Mon-Fri 09:00-12:00 13:00-17:00"]'::jsonb,
            'holidays', '["2026-12-25"]'::jsonb,
            'intervals', pg_temp.week('Europe/Berlin', '2026-01-01', 730,
                array['09:00-12:00', '13:00-17:00'], array['2026-12-25'::date])), '2026-01-01Z');
    perform vorrang_api.sla_set('default', '{"response": 172800, "resolution": 691200}', '2026-01-01Z');
    perform vorrang_api.sla_set('express', '{"response": 60, "resolution": 240}', '2026-01-01Z');
    perform vorrang_api.sla_set('42m', '{"response": 2520, "resolution": 10080}', '2026-01-01Z');
    perform vorrang_api.sla_set('3h48m', '{"response": 13680, "resolution": 54720}', '2026-01-01Z');
    perform vorrang_api.sla_set('6h', '{"response": 21600, "resolution": 86400}', '2026-01-01Z');
    perform vorrang_api.sla_set('24h', '{"response": 86400, "resolution": 345600}', '2026-01-01Z');
end
$$;

create function pg_temp.customer(p_key text, p_name text, p_class text, p_sla text)
returns void
language plpgsql
as $$
begin
    perform vorrang_api.customer_set(p_key,
        jsonb_build_object('name', p_name, 'class', p_class, 'domains', array[p_key || '.example']), '2026-01-01Z');
    perform vorrang_api.contact_set('kunde@' || p_key || '.example',
        jsonb_build_object('name', 'Kunde von ' || p_name, 'customers', array[p_key]), '2026-01-01Z');
    perform vorrang_api.contract_set(p_key || '-2026',
        jsonb_build_object('customer', p_key, 'sla', p_sla, 'calendar', 'always', 'level', 'gold', 'from', '2026-01-01'),
        '2026-01-01Z');
end
$$;

do $$
begin
    perform pg_temp.customer('heyer', 'Heyer Plan AG', 'A', '42m');
    perform pg_temp.customer('nordit', 'Nord IT GmbH', 'B', '3h48m');
    perform pg_temp.customer('kessel', 'Kessel & Co', 'C', '6h');
    perform pg_temp.customer('brandt', 'Brandt & Söhne', 'C', '24h');
    perform vorrang_api.channel_set(c.key,
        jsonb_build_object('address', c.key || '@desk.example', 'name', initcap(c.key), 'sla', c.sla,
            'calendar', 'always', 'zone', 'Europe/Berlin'), '2026-01-01Z')
       from (values ('support', 'default'), ('sales', 'default'), ('accounting', 'default'), ('lead', 'default'),
                    ('express', 'express')) as c (key, sla);
    perform vorrang_api.escalation_set('express',
        '{"level": 1, "at": "response-due", "release_owner": true, "to_channel": "lead", "notify": "team"}',
        '2026-01-01Z');
    perform vorrang_api.agent_set(a.key,
        jsonb_build_object('login', a.key || '@staff.example', 'name', a.name, 'members', a.members), '2026-01-01Z')
       from (values ('anna', 'Anna Berg', array['support', 'express']),
                    ('bernd', 'Bernd Otto', array['support', 'express', 'sales']),
                    ('carla', 'Carla Fink', array['sales', 'accounting']),
                    ('dora', 'Dora Wolf', array['support', 'express', 'sales', 'accounting', 'lead']),
                    ('rita', 'Rita Lese', array['support:read', 'lead:informal'])) as a (key, name, members);
end
$$;

\ir acting.sql

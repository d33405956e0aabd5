-- STORE: what an agent's flags do, and how the light is shown to him.
begin;
\ir support/world.sql
select plan(29);

-- ---- styles ----
select is(string_to_array(ltrim(vorrang.light_flags(x.light, x.style, x.mine)), ' '), x.flags::text[], x.style || ', ' || x.light || case when x.mine then ', mine' else '' end)
from (values
    ('red', 'label', false, '{$label1}'), ('amber', 'label', false, '{$label2}'), ('green', 'label', false, '{$label3}'),
    ('paused', 'label', false, '{}'), ('red', 'label', true, '{$label1,\\Flagged}'),
    ('red', 'apple', false, '{\\Flagged}'), ('amber', 'apple', true, '{\\Flagged,$MailFlagBit0}'), ('green', 'apple', true, '{}'),
    ('red', 'star', false, '{\\Flagged}'), ('green', 'star', true, '{}'),
    ('red', 'none', false, '{}'), ('red', 'none', true, '{\\Flagged}')
) as x (light, style, mine, flags);

select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z') as t \gset
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:00Z') as u \gset
select count(*) as n from vorrang.agents a, lateral vorrang_api.desk_open(a.id, 'INBOX', 0, 0, '2026-11-25 10:00Z') where a.key in ('anna', 'bernd') \gset
select count(*) as n from vorrang_api.desk_open(pg_temp.agent('anna'), 'Queues/support', 0, 0, '2026-11-25 10:00Z') \gset

-- ---- \Seen ----
select pg_temp.reads('anna', 'INBOX', :t, '2026-11-25 10:01Z');
select is(pg_temp.flags('anna', 'INBOX', :t, '2026-11-25 10:01Z'), '\Seen $label3', '\Seen is set');
select is(pg_temp.flags('anna', 'Queues/support', :t, '2026-11-25 10:01Z'), '\Seen $label3', 'and goes to her other rows of that mail');
select is(pg_temp.flags('anna', 'INBOX', :u, '2026-11-25 10:01Z'), '$label3', 'not to another mail''s');
select is(pg_temp.flags('bernd', 'Queues/support', :t, '2026-11-25 10:01Z') || pg_temp.flags('bernd', 'INBOX', :t, '2026-11-25 10:01Z'), '$label3$label3', 'not to a colleague''s');
select is((select messages || ' ' || unseen from vorrang_api.desk_status(pg_temp.agent('anna'), 'Queues/support', '2026-11-25 10:01Z')), '2 1', 'STATUS counts it');
select (vorrang.folder_of(pg_temp.agent('bernd'), 'INBOX')).modseq as m \gset
select is((select highestmodseq from vorrang_api.desk_highest((vorrang.folder_of(pg_temp.agent('anna'), 'Queues/support')).id, array[pg_temp.agent('bernd')::bigint], '2026-11-25 10:01Z')),
    (vorrang.folder_of(pg_temp.agent('anna'), 'Queues/support')).modseq, 'for the colleague nothing changed in the shared folder');

-- ---- the light is ours ----
select modseq as m from pg_temp.shows('anna', 'INBOX', '2026-11-25 10:01Z') where ticket = :t \gset
select pg_temp.store('anna', 'INBOX', array[pg_temp.uid('anna', 'INBOX', :t, '2026-11-25 10:02Z')], 'add', array['$label1', '\Answered', 'invoice'], '2026-11-25 10:02Z');
select is(pg_temp.flags('anna', 'INBOX', :t, '2026-11-25 10:02Z'), '\Seen $label3 invoice', 'a light or \Answered cannot be set, other keywords are kept');
select cmp_ok((select modseq from pg_temp.shows('anna', 'INBOX', '2026-11-25 10:02Z') where ticket = :t), '>', :m::bigint, 'and the client is told the true flags');
select pg_temp.store('anna', 'INBOX', array[pg_temp.uid('anna', 'INBOX', :t, '2026-11-25 10:02Z')], 'remove', array['$label3', 'invoice'], '2026-11-25 10:02Z');
select is(pg_temp.flags('anna', 'INBOX', :t, '2026-11-25 10:02Z'), '\Seen $label3', 'nor can it be taken away; a keyword can');

-- ---- star = mine ----
select pg_temp.store('anna', 'INBOX', array[pg_temp.uid('anna', 'INBOX', :t, '2026-11-25 10:03Z')], 'add', array['\Flagged'], '2026-11-25 10:03Z');
select is((pg_temp.ticket(:t)).owner_id, pg_temp.agent('anna'), 'the star takes the ticket');
select pg_temp.project('2026-11-25 10:03Z');
select ok(pg_temp.flags('anna', 'INBOX', :t, '2026-11-25 10:03Z') like '%\\Flagged%' and pg_temp.flags('anna', 'Queues/support', :t, '2026-11-25 10:03Z') like '%\\Flagged%', 'and shows on all rows of the owner');
select unalike(pg_temp.flags('bernd', 'Queues/support', :t, '2026-11-25 10:03Z'), '%Flagged%', 'not on a colleague''s');
select throws_ok(format($$ select pg_temp.store('bernd', 'Queues/support', array[%s]::bigint[], 'add', array['\Flagged'], '2026-11-25 10:04Z') $$, pg_temp.uid('bernd', 'Queues/support', :t, '2026-11-25 10:04Z')),
    'VR002', format('Ticket #%s belongs to Anna Berg. Move it to Mine to take it over', :t), 'his star on her ticket is refused in words');
select pg_temp.store('bernd', 'Queues/support', array[pg_temp.uid('bernd', 'Queues/support', :t, '2026-11-25 10:04Z')], 'remove', array['\Flagged'], '2026-11-25 10:04Z');
select is((pg_temp.ticket(:t)).owner_id, pg_temp.agent('anna'), 'his taking a star away does nothing to it');
select pg_temp.store('anna', 'INBOX', array[pg_temp.uid('anna', 'INBOX', :t, '2026-11-25 10:05Z')], 'remove', array['\Flagged'], '2026-11-25 10:05Z');
select is((pg_temp.ticket(:t)).owner_id, null, 'hers releases it');
select throws_ok($$ select pg_temp.store('rita', 'Queues/support', array(select s.uid from pg_temp.shows('rita', 'Queues/support', '2026-11-25 10:06Z') s), 'add', array['\Flagged'], '2026-11-25 10:06Z') $$,
    'VR002', null, 'who reads along cannot take by star');
select vorrang_api.agent_set('bernd', '{"light": "apple"}', '2026-11-25 10:07Z') is not null as done \gset
select pg_temp.store('bernd', 'INBOX', array[pg_temp.uid('bernd', 'INBOX', :u, '2026-11-25 10:07Z')], 'add', array['\Flagged'], '2026-11-25 10:07Z');
select is((pg_temp.ticket(:u)).owner_id, null, 'where the light uses the star, a star takes nothing');

select * from finish();
rollback;

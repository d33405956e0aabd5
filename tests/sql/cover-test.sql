-- Cover sheets: what they say, who may read it, when a revision is written, and why a ticket stands where it does.
begin;
\ir support/world.sql
select plan(69);

-- vorrangd writes what is wanted: how many sheets it wrote.
create function pg_temp.writes(p_now timestamptz) returns integer
language plpgsql
as $$
declare
    j record;
    n integer := 0;
begin
    loop
        select * into j from vorrang_api.cover_job(null, null, p_now);
        exit when j.ticket is null;
        n := n + 1;
        perform vorrang_api.cover_written(j.ticket, j.team, j.job, convert_to(e'Subject: Cover sheet\r\n', 'UTF8'),
            convert_to(j.job::text, 'UTF8'), 100, p_now);
    end loop;
    perform pg_temp.project(p_now);
    return n;
end
$$;
create function pg_temp.sheets(p_agent text, p_folder text, p_ticket bigint) returns text
language sql stable
as $$
    select coalesce(string_agg(r.uid::text, ' ' order by r.uid), '') from vorrang.folder_rows r
     where r.folder_id = (vorrang.folder_of(pg_temp.agent(p_agent), p_folder)).id and r.ticket_number = p_ticket
       and r.cover_id is not null and r.vanished_at is null and r.leaving_at is null
$$;
create function pg_temp.looks(p_agent text, p_folder text, p_now timestamptz) returns bigint
language sql
as $$ select count(*) from vorrang_api.desk_open(pg_temp.agent(p_agent), p_folder, 0, 0, p_now) $$;
-- The sheet as this agent reads it; null: he gets none.
create function pg_temp.read_sheet(p_agent text, p_folder text, p_ticket bigint, p_now timestamptz) returns text
language plpgsql
as $$
declare
    v_uid bigint := nullif(split_part(pg_temp.sheets(p_agent, p_folder, p_ticket), ' ', 1), '')::bigint;
    v_source text;
begin
    if v_uid is null or not exists (select from vorrang_api.desk_headers(pg_temp.agent(p_agent), p_folder, array[v_uid], p_now)) then
        return null;
    end if;
    select source into v_source from vorrang_api.desk_body(pg_temp.agent(p_agent), p_folder, v_uid, p_now);
    return (select convert_from(c.data, 'UTF8') from vorrang_api.desk_body_chunks(pg_temp.agent(p_agent), v_source, 0, 9, p_now) c);
end
$$;
create function pg_temp.fact(p_ticket bigint, p_now timestamptz, variadic p_path text[]) returns text
language sql stable
as $$ select vorrang.cover_facts(p_ticket, true, p_now) #>> p_path $$;
create function pg_temp.lines(p_ticket bigint, p_agent text, p_now timestamptz) returns text
language sql stable
as $$ select string_agg(x, ' ') from jsonb_array_elements_text(vorrang_api.explain(p_ticket::text, p_agent, p_now)->'lines') x $$;

-- ---- TS-62: what it says ----
select vorrang_api.contact_set('chef@heyer.example', '{"name": "Ina Heyer", "vip": true, "phone": "+49721123456", "customers": ["heyer"]}') is not null as done \gset
select vorrang_api.customer_set('heyer', '{"kam": "carla"}')->>'kam' as kam \gset
select is(:'kam'::text, 'carla', 'TS-13: a customer has a key account manager');
select vorrang_api.import_orders('[{"line": 2, "fields": {"kind": "invoice", "number": "R-7", "customer": "heyer", "date": "2026-10-01", "amount": "1199.50", "currency": "EUR", "text": "Router"}}]') as imported \gset
select pg_temp.opens('kunde@heyer.example', '2026-11-25 10:00Z') as h \gset
select pg_temp.opens('kunde@nordit.example', '2026-11-25 10:01Z') as n \gset
select pg_temp.opens('chef@heyer.example', '2026-11-25 10:02Z', '{"subject": "Old matter"}') as v \gset
select is(pg_temp.fact(:v, '2026-11-25 10:05Z', 'customer') || pg_temp.fact(:v, '2026-11-25 10:05Z', 'class') || pg_temp.fact(:v, '2026-11-25 10:05Z', 'vip'),
    'Heyer Plan AGAtrue', 'TS-16, TS-14: customer, class, VIP');
select is(pg_temp.fact(:v, '2026-11-25 10:05Z', 'contact', 'name') || pg_temp.fact(:v, '2026-11-25 10:05Z', 'contact', 'phone'), 'Ina Heyer+49721123456', 'TS-62: who writes');
select is(pg_temp.fact(:v, '2026-11-25 10:05Z', 'kam'), 'Carla Fink <carla@staff.example>', 'TS-13: the key account manager with his address');
select is(pg_temp.fact(:v, '2026-11-25 10:05Z', 'contract'), '{"key": "heyer-2026", "level": "gold", "until": null}', 'TS-62: contract and level');
select is(pg_temp.fact(:v, '2026-11-25 10:05Z', 'plan'), '42m', 'SSC-10: the plan');
select is(pg_temp.fact(:v, '2026-11-25 10:05Z', 'clocks', 'response'), '{"due": "11-25 11:44", "left": "0:39 h left", "state": "running"}', 'SSC-10: the answer''s clock, in the channel''s zone');
select is(pg_temp.fact(:v, '2026-11-25 10:05Z', 'clocks', 'resolution', 'state'), 'running', 'SSC-10: the solution''s clock');
select is(pg_temp.fact(:v, '2026-11-25 11:05Z', 'clocks', 'response', 'state'), 'overdue', 'SSC-10: overdue is said');
select is(pg_temp.fact(:v, '2026-11-25 10:05Z', 'orders', '0', 'amount'), '1199.50 EUR', 'TS-63: an invoice with its amount');
select is(pg_temp.fact(:n, '2026-11-25 10:05Z', 'orders'), '[]', 'TS-63: nothing of another customer');
select is(pg_temp.fact(:v, '2026-11-25 10:05Z', 'tickets', '0', 'number'), :'h', 'TW-10: the customer''s other ticket');
select is(pg_temp.fact(:v, '2026-11-25 10:05Z', 'tickets', '1'), null, 'TW-10: and no other customer''s');
select is(pg_temp.fact(:v, '2026-11-25 10:05Z', 'history', '0', 'by') || ' ' || pg_temp.fact(:v, '2026-11-25 10:05Z', 'history', '0', 'what'), 'the customer wrote', 'TS-62: the history in words');
select is(pg_temp.fact(:v, '2026-11-25 10:05Z', 'owner'), null, 'TS-56: nobody owns it');
select vorrang.set_owner(:v, pg_temp.agent('anna'), '2026-11-25 10:06Z', 'anna', 'imap') as done \gset
select is(pg_temp.fact(:v, '2026-11-25 10:06Z', 'owner'), 'Anna Berg', 'TS-56: one owner');
select is(pg_temp.fact(:v, '2026-11-25 10:06Z', 'history', '1', 'what'), 'owner is Anna Berg', 'TS-62: the owner''s change in words');
insert into vorrang.reads (agent_id, message_id, at) select pg_temp.agent('anna'), m.id, '2026-11-25 10:06Z' from vorrang.messages m where m.ticket_number = :h;
select outcome from pg_temp.reply('anna', :h, '2026-11-25 10:06Z') \gset
select is(pg_temp.fact(:h, '2026-11-25 10:30Z', 'clocks', 'response'), '{"done": "11-25 11:06", "state": "stopped"}', 'SSC-10: an answered clock is stopped');
select is(pg_temp.fact(:h, '2026-11-25 10:30Z', 'clocks', 'resolution', 'state'), 'stands still', 'SSC-10: the other one stands still');
select is(pg_temp.fact(:h, '2026-11-25 10:30Z', 'clocks', 'resolution', 'left'), pg_temp.fact(:h, '2026-11-25 12:30Z', 'clocks', 'resolution', 'left'), 'SSC-10: and what is left does not shrink');

-- ---- TS-15: service notes only in their context ----
create function pg_temp.notes(p_ticket bigint) returns text
language sql stable
as $$ select coalesce(string_agg(x->>'text', ' '), '') from jsonb_array_elements(vorrang.cover_facts(p_ticket, true, '2026-11-25 10:10Z')->'notes') x $$;
select vorrang_api.note_set('a', '{"customer": "heyer", "text": "organisation"}') is not null as done \gset
select vorrang_api.note_set('b', '{"contact": "chef@heyer.example", "text": "contact"}') is not null as done \gset
select vorrang_api.note_set('c', '{"channel": "sales", "text": "channel"}') is not null as done \gset
select vorrang_api.note_set('d', '{"type": "incident", "text": "type"}') is not null as done \gset
select vorrang_api.note_set('e', '{"type": "incident", "customer": "heyer", "text": "both"}') is not null as done \gset
select is(pg_temp.notes(:h), 'organisation', 'TS-15: the organisation''s note');
select is(pg_temp.notes(:v), 'organisation contact', 'TS-15: and the contact''s, on the contact''s ticket alone');
select is(pg_temp.notes(:n), '', 'TS-15: on no other customer''s');
update vorrang.tickets set type = 'incident' where number in (:n, :h);
select is(pg_temp.notes(:n), 'type', 'TS-15: the type''s note');
select is(pg_temp.notes(:h), 'organisation type both', 'TS-15: one with two contexts only where both hold');
select vorrang.set_channel(:n, pg_temp.channel('sales'), '2026-11-25 10:07Z', 'bernd', 'imap') as done \gset
select is(pg_temp.notes(:n), 'channel type', 'TS-15: the channel''s note');
select throws_ok($$ select vorrang_api.note_set('f', '{"text": "everywhere"}') $$, 'VR004', null, 'TS-15: a note without a context is refused');
select vorrang_api.note_set('a', '{"text": ""}') is not null as done \gset
select throws_ok($$ select vorrang_api.note_show('a') $$, 'VR001', null, 'TS-15: a note can be taken away');

-- ---- TS-22: why it stands where it stands ----
select pg_temp.opens('kunde@kessel.example', '2026-11-25 10:08Z') as c1 \gset
select pg_temp.opens('kunde@kessel.example', '2026-11-25 10:09Z') as c2 \gset
select is(pg_temp.lines(:v, null, '2026-11-25 10:10Z'), '1st of 3 in Queues/support, served by value (class, answered question, VIP, priority, due). It stands there by: class A, VIP, answer due 11-25 11:44. Nothing stands before it.', 'TS-22: the first, and by what');
select alike(pg_temp.lines(:c2, null, '2026-11-25 10:10Z'), '3rd of 3 %Before it: 1 of a higher class, 1 due earlier. Next before it: #' || :c1 || ' (class C, answer due 11-25 17:08); #' || :v || ' (%', 'TS-22: what is before it, and why');
update vorrang.tickets set vip = true, lifted = true where number = :c2;
select alike(pg_temp.lines(:c1, null, '2026-11-25 10:10Z'), '3rd of 3 %Before it: 1 of a higher class, 1 whose customer answered a question.%', 'TS-22: lifted is the reason');
select alike(pg_temp.lines(:c2, null, '2026-11-25 10:10Z'), '2nd of 3 %It stands there by: class C, the customer answered a question, VIP, answer due%', 'TS-22: and said of the lifted one');
update vorrang.channels set order_policy = 'deadline' where key = 'support';
select alike(pg_temp.lines(:c2, null, '2026-11-25 10:10Z'), '3rd of 3 %by deadline%Before it: 2 due earlier.%', 'TS-22: another policy, another reason');
update vorrang.channels set order_policy = 'weighted' where key = 'support';
select alike(pg_temp.lines(:c1, null, '2026-11-25 16:00Z'), '%weighted%Before it: 1 due earlier by the weight of the class.%', 'TS-22: weighted');
update vorrang.channels set order_policy = 'value' where key = 'support';
select alike(pg_temp.lines(:v, 'anna', '2026-11-25 10:10Z'), '1st of 3 in Anna Berg''s INBOX (taken)%', 'TS-22: in an agent''s INBOX');
select alike(pg_temp.lines(:v, 'bernd', '2026-11-25 10:10Z'), 'Not in Bernd Otto''s INBOX: it is Anna Berg''s.', 'TS-22: or why it is not there');
select alike(pg_temp.lines(:h, null, '2026-11-25 10:10Z'), 'It waits for the customer%', 'TS-22: in no queue');
select is((vorrang_api.explain(:'c1', null, '2026-11-25 10:10Z')->>'rank')::bigint,
    (select count(*) + 1 from vorrang.tickets o where o.channel_id = pg_temp.channel('support') and o.status in ('new', 'in-progress')
      and vorrang.rank_at('value', vorrang.ticket_band(o), o.class::text, vorrang.effective_due(o), '2026-11-30Z')
        > (select vorrang.rank_at('value', vorrang.ticket_band(t), t.class::text, vorrang.effective_due(t), '2026-11-30Z') from vorrang.tickets t where t.number = :c1)),
    'TS-22: the rank is that of the rank dates');
select is(vorrang_api.explain(:'c1', null, '2026-11-25 10:10Z')->'lines', vorrang.cover_facts(:c1, true, '2026-11-25 10:10Z')->'place', 'TS-22: the sheet says what explain says');

select alike(vorrang.place_in_queue(pg_temp.ticket(:c1), 2, '2026-11-25 10:10Z')->'lines'->>0, 'One of more than 2 in Queues/support%', 'a sheet does not count a queue that is too long');

-- ---- when a revision is written ----
select is((select count(*) from vorrang.covers_wanted), 0::bigint, 'nobody looks: nothing is wanted');
select pg_temp.looks('anna', 'Conversations/support', '2026-11-25 10:10Z') as n1 \gset
select is(pg_temp.writes('2026-11-25 10:10Z'), 4, 'opened: one sheet for each open ticket');
select isnt(pg_temp.sheets('anna', 'Conversations/support', :v), '', 'which is a row of the conversation');
select is((select r.added like '%Reply-To: note+' || :v || '.%' and r.added like '%X-Vorrang-Ticket: ' || :v || '%' from vorrang.folder_rows r where r.cover_id is not null and r.ticket_number = :v limit 1), true, 'whose answers are notes');
select cmp_ok((select max(r.rank_at) from vorrang.folder_rows r where r.cover_id is not null and r.ticket_number = :v), '<', (select min(m.at) from vorrang.messages m where m.ticket_number = :v), 'dated before all its messages');
select pg_temp.sheets('anna', 'Conversations/support', :v) as uid \gset
select is(pg_temp.writes('2026-11-25 10:11Z'), 0, 'nothing new: no revision');
select vorrang.touch(:v, '2026-11-25 10:11Z');
select pg_temp.project('2026-11-25 10:11Z');
select is(pg_temp.writes('2026-11-25 10:11Z'), 0, 'touched without an event: none either');
select pg_temp.follow_up(:v, 'chef@heyer.example', '2026-11-25 10:12Z') as m \gset
select pg_temp.follow_up(:v, 'chef@heyer.example', '2026-11-25 10:12Z') as m \gset
select pg_temp.project('2026-11-25 10:12Z');
select is(pg_temp.writes('2026-11-25 10:12Z'), 1, 'two events at once are one revision');
select cmp_ok(pg_temp.sheets('anna', 'Conversations/support', :v)::bigint, '>', :uid::bigint, 'a new revision is a new uid, and the old one is gone');
select is((select count(*) from vorrang.messages where ticket_number = :v), 3::bigint, 'and no message');
select pg_temp.follow_up(:v, 'chef@heyer.example', '2026-11-25 10:12:02Z') as m \gset
select pg_temp.project('2026-11-25 10:12:02Z');
select is(pg_temp.writes('2026-11-25 10:12:02Z') || ' ' || pg_temp.writes('2026-11-25 10:12:05Z'), '0 1', 'of one ticket at most every 5 seconds');
select is((select r.flags from vorrang_api.desk_open(pg_temp.agent('bernd'), 'Conversations/support', 0, 0, '2026-11-25 10:13Z') r where r.uid = pg_temp.sheets('bernd', 'Conversations/support', :v)::bigint), '\Seen', 'a sheet is no unread mail');

-- ---- who may read it (invariant 4) ----
select isnt(pg_temp.read_sheet('anna', 'Conversations/support', :v, '2026-11-25 10:13Z'), null, 'a member of the channel reads it');
select is(pg_temp.looks('anna', format('Tickets/%s', :v), '2026-11-25 10:14Z') > 0, true, 'Tickets/n');
select pg_temp.writes('2026-11-25 10:14Z') as n1 \gset
select pg_temp.looks('anna', format('Tickets/%s', :v), '2026-11-25 10:14Z') as n1 \gset
select ok(pg_temp.read_sheet('carla', format('Tickets/%s', :v), :v, '2026-11-25 10:14Z') not like '%served by%'
    and pg_temp.read_sheet('carla', format('Tickets/%s', :v), :v, '2026-11-25 10:14Z') not like '%#' || :h || '%'
    and pg_temp.read_sheet('carla', format('Tickets/%s', :v), :v, '2026-11-25 10:14Z') not like '%"tickets"%',
    'the key account manager is no member: the sheet he shares names no other ticket and no place');
select alike(pg_temp.read_sheet('anna', 'Conversations/support', :v, '2026-11-25 10:14Z'), '%served by%', 'while the team''s has both');
select pg_temp.looks('anna', format('Tickets/%s', :c1), '2026-11-25 10:14Z') as n1 \gset
select pg_temp.writes('2026-11-25 10:14Z') as n1 \gset
select alike(pg_temp.read_sheet('anna', format('Tickets/%s', :c1), :c1, '2026-11-25 10:14Z'), '%served by%', 'only members may see this one: Tickets/n has both, too');
insert into vorrang.ticket_watchers (ticket_number, agent_id) values (:c1, pg_temp.agent('carla'));
select is(pg_temp.read_sheet('carla', format('Tickets/%s', :c1), :c1, '2026-11-25 10:15Z'), null, 'a new watcher does not get the sheet that the members had');
select throws_ok($$ select pg_temp.looks('carla', 'Conversations/support', '2026-11-25 10:15Z') $$, 'VR001', null, 'nor their conversations');
select vorrang.write_event(:c1, '2026-11-25 10:15Z', 'watching', 'anna', 'imap') is null as done \gset
select vorrang.touch(:c1, '2026-11-25 10:15Z');
select pg_temp.project('2026-11-25 10:15Z');
select pg_temp.writes('2026-11-25 10:20Z') as n1 \gset
select pg_temp.project('2026-11-25 10:22Z');
select unalike(pg_temp.read_sheet('carla', format('Tickets/%s', :c1), :c1, '2026-11-25 10:22Z'), '%served by%', 'he gets one of his own kind');
select throws_ok(format($$ select vorrang_api.cover_job(pg_temp.agent('carla'), 'Tickets/%s', now()) $$, :c2), 'VR001', null, 'a ticket that he may not see has no sheet');

-- ---- handed over to another team ----
select pg_temp.looks('carla', 'Conversations/sales', '2026-11-25 10:22Z') as n1 \gset
select vorrang.set_channel(:c2, pg_temp.channel('sales'), '2026-11-25 10:22Z', 'bernd', 'imap') as done \gset
select pg_temp.project('2026-11-25 10:22Z');
select is(pg_temp.sheets('carla', 'Conversations/sales', :c2), '', 'the other team does not get the sheet of the one before');
select pg_temp.writes('2026-11-25 10:22Z') as n1 \gset
select alike(pg_temp.read_sheet('carla', 'Conversations/sales', :c2, '2026-11-25 10:22Z'), '%in Queues/sales%', 'but its own');
select vorrang.set_channel(:c2, pg_temp.channel('support'), '2026-11-25 10:22:30Z', 'bernd', 'imap') as done \gset
select pg_temp.project('2026-11-25 10:22:30Z');

-- ---- what the admin changes ----
select pg_temp.looks('anna', 'Conversations/support', '2026-11-25 10:23Z') as n1 \gset
select pg_temp.writes('2026-11-25 10:23Z') as n1 \gset
select vorrang_api.note_set('g', '{"customer": "kessel", "text": "new"}', '2026-11-25 10:24Z') is not null as done \gset
select is(pg_temp.writes('2026-11-25 10:24Z'), 2, 'a note comes at once onto the sheets that somebody has open, of its customer alone');
select vorrang_api.agent_set('rita', '{"members": ["support:read"]}', '2026-11-25 10:24Z') is not null as done \gset
select is(pg_temp.writes('2026-11-25 10:24Z'), 0, 'a change of members that says nothing new writes nothing');

-- ---- tidy ----
select vorrang_api.desk_tidy('2027-01-10Z') is not null as done \gset
select is((select count(*) from vorrang.covers v where not exists (select from vorrang.folder_rows r where r.cover_id = v.id)), 0::bigint, 'a revision goes with the last row that shows it');

-- ---- the history in words ----
select is(vorrang.event_words(x.e), x.words, x.words)
from (values
    (row(0, 0, now(), 'entitlement', 'customer', 'smtp', '{"from": "unknown", "to": "entitled", "asset": "Acme SN-1", "contract": "c1"}'::jsonb)::vorrang.events,
     'entitlement unknown → entitled, Acme SN-1, contract c1'),
    (row(0, 0, now(), 'customer', 'anna', 'smtp', '{"to": "heyer"}'::jsonb)::vorrang.events, 'customer unknown → heyer'),
    (row(0, 0, now(), 'responsible', 'anna', 'smtp', '{"to": null}'::jsonb)::vorrang.events, 'nobody is responsible')) x (e, words);

select * from finish();
rollback;

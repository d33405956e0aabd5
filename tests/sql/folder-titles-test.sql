-- What folders are called: names from data made safe, clashes, English and German.
begin;
\ir support/world.sql
select plan(27);

-- ---- a safe name, whatever stands in the data: random text of what is dangerous ----
select setseed(0.4815);
create temporary table noise as
select string_agg(c.c, '' order by random()) as text
from generate_series(1, 3000) n
cross join lateral (
    select (array['a', 'Ä', 'ö', 'ß', e'\u0061\u0308', e'\u0301', '/', '\', '%', '*', '"', '&', '.', '~', ' ', e'\t', e'\r', e'\n', e'\u0001', e'\u007f',
                  e'\u0085', e'\u00a0', e'\u00ad', e'\u061c', e'\u200b', e'\u200e', e'\u200f', e'\u202a', e'\u202e', e'\u2028', e'\u2066', e'\u2069', e'\ufeff',
                  e'\ufe0f', e'\uffff', '日', '本', '株', '😀', e'\U000E0041', 'ﬁ', 'Å'])[1 + floor(random() * 42)] as c
    from generate_series(1, 1 + (n % 90)) k where n > 0) c
group by n;
create temporary table safe as select n.text, vorrang.safe_folder_name(n.text) as name from noise n;
select is((select count(*) from safe), 3000::bigint, 'seed 0.4815: 3,000 names');
select is_empty($$ select * from safe where octet_length(name) > 60 $$, 'at most 60 bytes');
select is_empty($$ select * from safe where name is not normalized $$, 'NFC');
select is_empty($$ select * from safe where name ~ '[/\\%*"[:cntrl:]]' $$, 'nothing that separates, matches or quotes, no control character');
select is_empty($$ select * from safe where name ~ '[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000E0000-\U000E007F]' $$, 'no bidi, nothing of no width');
select is_empty($$ select * from safe where name <> trim(name) $$, 'no blank at its ends');
select is_empty($$ select * from safe where vorrang.safe_folder_name(name) <> name $$, 'safe is safe: it stays as it is');
select is(vorrang.safe_folder_name(repeat('ä', 40)), repeat('ä', 30), 'cut between characters');
select is(vorrang.safe_folder_name(e'Mu\u0308ller/AG'), 'Müller-AG', 'composed, without the separator');

-- ---- clashes ----
create function pg_temp.customer_called(p_key text, p_name text) returns text
language sql
as $$ select vorrang_api.customer_set(p_key, jsonb_build_object('name', p_name), '2026-11-25Z')->>'folder' $$;
select is(pg_temp.customer_called('k1', 'Kraus'), 'Kraus', 'the first has its name');
select is(pg_temp.customer_called('k2', 'Kraus'), 'Kraus (k2)', 'the second its key behind it');
select is(pg_temp.customer_called('k3', e'Kraus\u200b'), 'Kraus (k3)', 'what only looks alike is alike');
select is(pg_temp.customer_called('k4', 'KRAUS'), 'KRAUS (k4)', 'so it is in capitals');
select is(pg_temp.customer_called('k5', 'Kraus (k6)'), 'Kraus (k6)', 'a name that looks like a suffix');
select matches(pg_temp.customer_called('k6', 'Kraus'), '^Kraus \([0-9]+\)$', 'is no reason to share one');
select is(pg_temp.customer_called('k1', 'Kraus'), 'Kraus', 'set again: it keeps its name');
select is(pg_temp.customer_called('k7', '..'), '.. (k7)', 'no name that means a directory');
select is(pg_temp.customer_called('k8', e'\u202e'), '(k8)', 'nothing left: the key');
select cmp_ok(octet_length(pg_temp.customer_called(repeat('k', 63), repeat('ü', 50))), '<=', 60, 'long ones, too');
select is((select count(*) from vorrang.customers where octet_length(folder_name) > 60), 0::bigint, 'none is longer');
select is((select count(pg_temp.customer_called('r' || n, s.text)) from (select text, row_number() over () as n from noise limit 500) s), 500::bigint, 'any data gets one');
select is_empty($$ select lower(folder_name) from vorrang.customers group by 1 having count(*) > 1 $$, 'and no two the same');

-- ---- two languages: one name for each folder, there and back ----
select is_empty($$
    select n.name from (select english as name from vorrang.folder_titles() union all
                        values ('INBOX'), ('Spam'), ('Team/bernd'), ('Queues/support'), ('Conversations/support'), ('Customers/Mine'), ('Tickets/4815'), ('Hold/3 days')) n
    where vorrang.plain_folder(vorrang.folder_title(n.name, 'de'), 'de') is distinct from n.name $$, 'German and back is the same folder');
select is(vorrang.folder_title('Queues/support', 'de'), 'Warteschlangen/support', 'the first part is translated, data is not');
select is(vorrang.plain_folder('Queues/support', 'de'), null, 'the English name is no folder for a German agent');
select is(vorrang.plain_folder(e'Verla\u0308ufe/support', 'de'), 'Conversations/support', 'a client may write it decomposed');
select is(vorrang.folder_title('Triage', 'de'), 'Triage', 'what has no German name keeps its own');

select * from finish();
rollback;

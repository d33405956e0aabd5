-- Each program may execute its own functions and nothing else; no role touches a table. The table below is
-- the whole truth: a new function of vorrang_api that does not stand in it fails.
begin;
select plan(26);

create temporary table expected (name text, milter boolean, daemon boolean, admin boolean, accounting boolean);
insert into expected (name, milter, daemon, admin, accounting)
select f, position('m' in roles) > 0, position('d' in roles) > 0, position('a' in roles) > 0, position('c' in roles) > 0
from (values
    ('m', array['milter_directory', 'intake_match', 'intake_store', 'agent_ticket', 'agent_reply', 'agent_texts', 'agent_enquiry', 'agent_asks', 'outbox_accept',
                'observe_mail', 'observe_answer']),
    ('md', array['message_add_chunk', 'next_ticket_number']),
    ('d', array['outbox_claim', 'outbox_composed', 'outbox_sent', 'outbox_retry', 'outbox_settle', 'outbox_adopt',
                'outbox_failed', 'outbox_next_at', 'clock_next_at', 'clock_run', 'recomputes_run', 'calendar_rules', 'calendar_keep', 'audit_link', 'classes_keep', 'contingents_keep', 'webhook_claim', 'webhook_done', 'webhooks_keep', 'desk_project', 'notice_claim',
                'notice_written', 'cover_job', 'cover_written', 'message_read', 'desk_login', 'desk_list', 'desk_find', 'desk_open', 'desk_keep_open', 'desk_watch', 'desk_highest', 'desk_tidy',
                'desk_status', 'desk_statuses', 'desk_headers', 'desk_body', 'desk_body_chunks', 'desk_flags', 'desk_act', 'desk_append', 'desk_take', 'desk_expunge',
                'desk_leave', 'desk_manage', 'article_claim', 'article_written', 'articles_for']),
    ('ac', array['time_list', 'time_release', 'bill_preview', 'bill_run', 'bill_list', 'bill_show', 'bill_void', 'bill_held', 'bill_document', 'report_effort', 'report_contingent']),
    ('', array['simulate']),
    ('da', array['message_raw', 'number_search']),
    ('a', array['customer_set', 'customer_show', 'customer_list', 'domain_set', 'domain_show', 'domain_list',
                'contact_set', 'contact_show', 'contact_list', 'calendar_set', 'calendar_show', 'calendar_list', 'calendar_due', 'audit_verify', 'audit_chain', 'audit_export',
                'sla_set', 'sla_show', 'sla_list', 'contract_set', 'contract_show', 'contract_list',
                'channel_set', 'channel_show', 'channel_list', 'rule_set', 'rule_show', 'rule_list', 'rule_try', 'pattern_set', 'pattern_show', 'pattern_list',
                'note_set', 'note_show', 'note_list', 'tag_set', 'tag_show', 'tag_list', 'turnover_set', 'turnover_show', 'turnover_list', 'turnover_remove', 'topic_set', 'topic_show', 'topic_list', 'topic_remove', 'article_set', 'article_show', 'article_list', 'explain', 'pattern_remove', 'pattern_try', 'agent_set', 'agent_show', 'agent_list', 'agent_absent',
                'member_set', 'member_show', 'member_list', 'block_set', 'block_show', 'block_list',
                'escalation_set', 'escalation_show', 'escalation_list', 'ticket_list', 'ticket_show', 'ticket_set',
                'ticket_find_message_id', 'message_show', 'set_first_number', 'import_customers', 'import_contacts',
                'import_contracts', 'import_assets', 'import_orders', 'import_rank', 'report_observe', 'report_now', 'export_tickets',
                'work_type_set', 'work_type_show', 'work_type_list', 'project_set', 'project_show', 'project_list',
                'phase_set', 'phase_show', 'phase_remove', 'task_set', 'task_show', 'task_list', 'document_set', 'document_show', 'document_list',
                'document_kind_set', 'document_kind_show', 'document_kind_list',
                'rate_set', 'rate_show', 'rate_list', 'rate_remove', 'surcharge_set', 'surcharge_show', 'surcharge_list', 'surcharge_remove',
                'contingent_set', 'contingent_show', 'contingent_list', 'seller_set', 'seller_show', 'seller_list',
                'buyer_set', 'buyer_show', 'buyer_list', 'time_add', 'time_correct',
                'channel_remove', 'channel_rename', 'domain_remove', 'rule_remove', 'escalation_remove',
                'webhook_set', 'webhook_show', 'webhook_list', 'webhook_remove', 'webhook_calls', 'webhook_retry', 'webhook_try'])
) as x (roles, functions)
cross join unnest(x.functions) f;
-- Made by `vorrang db upgrade` itself, for everybody: which schema is this?
insert into expected select f, true, true, true, true from unnest(array['schema_version', 'schema_checksum']) f
where exists (select from pg_proc p where p.proname = f and p.pronamespace = 'vorrang_api'::regnamespace);

create temporary table actual as
select p.proname::text as name, has_function_privilege('vorrang_milter', p.oid, 'execute') as milter,
       has_function_privilege('vorrang_daemon', p.oid, 'execute') as daemon,
       has_function_privilege('vorrang_admin', p.oid, 'execute') as admin,
       has_function_privilege('vorrang_accounting', p.oid, 'execute') as accounting
from pg_proc p where p.pronamespace = 'vorrang_api'::regnamespace;

select set_eq('select name, milter, daemon, admin, accounting from actual', 'select name, milter, daemon, admin, accounting from expected',
    'each function of vorrang_api may be executed by exactly the programs that call it');
select is_empty('select name from actual group by name having count(*) > 1', 'no function has two forms: a grant by name means one');
select is_empty($$
    select p.oid::regprocedure, r from pg_proc p, unnest(array['vorrang_milter', 'vorrang_daemon', 'vorrang_admin', 'vorrang_accounting']) r
    where p.pronamespace = 'vorrang'::regnamespace and has_function_privilege(r, p.oid, 'execute') $$,
    'no program may execute a function of schema vorrang');
select is_empty($$
    select c.oid::regclass, r, v from pg_class c, unnest(array['vorrang_milter', 'vorrang_daemon', 'vorrang_admin']) r,
           unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) v
    where c.relnamespace in ('vorrang'::regnamespace, 'vorrang_api'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm')
      and has_table_privilege(r, c.oid, v) $$,
    'no program may touch a table');
select is_empty($$
    select c.oid::regclass, r from pg_class c, unnest(array['vorrang_milter', 'vorrang_daemon', 'vorrang_admin']) r
    where c.relnamespace = 'vorrang'::regnamespace and c.relkind = 'S' and has_sequence_privilege(r, c.oid, 'usage, select, update') $$,
    'nor a sequence');
select is_empty($$
    select n, r from unnest(array['vorrang', 'vorrang_api']) n, unnest(array['vorrang_milter', 'vorrang_daemon', 'vorrang_admin']) r
    where has_schema_privilege(r, n, 'create') or (n = 'vorrang' and has_schema_privilege(r, n, 'usage')) $$,
    'no program may create anything, or look into schema vorrang');
select is_empty($$
    select p.oid::regprocedure from pg_proc p
    where p.pronamespace = 'vorrang_api'::regnamespace
      and (not p.prosecdef or not exists (select from unnest(p.proconfig) c where c ~ '^search_path=vorrang, ?pg_temp$'))
      and p.proname not in ('schema_version', 'schema_checksum') $$,
    'each function of vorrang_api runs as its owner, with its own search path');
select is_empty($$
    select p.oid::regprocedure from pg_proc p where p.pronamespace = 'vorrang_api'::regnamespace
      and obj_description(p.oid, 'pg_proc') is null and p.proname !~ '_(show|list)$|^schema_' $$,
    'each function that a program calls says what it does');
select is_empty($$
    select oid::regprocedure from pg_proc
    where pronamespace in ('vorrang'::regnamespace, 'vorrang_api'::regnamespace) and proowner <> 'vorrang_owner'::regrole $$,
    'all belong to vorrang_owner');
select is((select string_agg(rolname, ' ' order by rolname) from pg_roles where rolname like 'vorrang%' and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication)),
    null, 'no role of ours is more than a role');
select is_empty($$ select m.roleid from pg_auth_members m where m.member in (select oid from pg_roles where rolname like 'vorrang%') $$, 'none is a member of another');

-- Tried, not only looked up.
create function pg_temp.tries(p_role text, p_sql text) returns text
language plpgsql
as $$
begin
    execute format('set local role %I', p_role);
    execute p_sql;
    return 'done';
exception when others then
    return sqlstate;
end
$$;
select is(pg_temp.tries(r, 'select * from vorrang.tickets'), '42501', r || ' reads no table') from unnest(array['vorrang_milter', 'vorrang_daemon', 'vorrang_admin']) r;
reset role;
select is(pg_temp.tries('vorrang_milter', 'select vorrang_api.milter_directory()'), 'done', 'the milter reads its directory');
reset role;
select is(pg_temp.tries('vorrang_milter', 'select vorrang_api.clock_next_at(''2026-11-25Z'')'), '42501', 'but not the clock');
reset role;
select is(pg_temp.tries('vorrang_daemon', 'select vorrang_api.clock_next_at(''2026-11-25Z'')'), 'done', 'the daemon reads the clock');
reset role;
select is(pg_temp.tries('vorrang_daemon', 'select vorrang_api.agent_list(''{}'', ''2026-11-25Z'')'), '42501', 'but manages nobody');
reset role;
select is(pg_temp.tries('vorrang_admin', 'select vorrang_api.agent_list(''{}'', ''2026-11-25Z'')'), 'done', 'the admin does');
reset role;

select is(pg_temp.tries('vorrang_accounting', 'select vorrang_api.bill_held(''{}'', ''2026-11-25Z'')'), 'done', 'accounting sees what is held back');
reset role;
select is(pg_temp.tries('vorrang_accounting', 'select vorrang_api.time_correct(''1'', ''{}'', ''2026-11-25Z'')'), '42501', 'and corrects nothing');
reset role;
select is(pg_temp.tries('vorrang_accounting', format('select * from vorrang_api.%I', v)), 'done', 'it reads ' || v)
  from unnest(array['accounting_entries', 'accounting_bills', 'accounting_bill_lines', 'accounting_contingents']) v;
reset role;
select is(pg_temp.tries('vorrang_accounting', 'select * from vorrang.time_entries'), '42501', 'and no table');
reset role;

select * from finish();
rollback;

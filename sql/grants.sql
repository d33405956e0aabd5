-- Who may call what. Nothing else is granted to anybody: a new function is closed until it stands here.
revoke all on all functions in schema vorrang, vorrang_api from public;
revoke all on all tables in schema vorrang from public;
grant usage on schema vorrang_api to vorrang_milter, vorrang_daemon, vorrang_admin;

grant execute on function
    vorrang_api.milter_directory,
    vorrang_api.intake_match,
    vorrang_api.next_ticket_number,
    vorrang_api.intake_store,
    vorrang_api.message_add_chunk,
    vorrang_api.agent_ticket,
    vorrang_api.agent_reply,
    vorrang_api.agent_texts,
    vorrang_api.agent_enquiry,
    vorrang_api.agent_asks,
    vorrang_api.outbox_accept,
    vorrang_api.observe_mail,
    vorrang_api.observe_answer
to vorrang_milter;

grant execute on function
    vorrang_api.outbox_claim,
    vorrang_api.outbox_composed,
    vorrang_api.outbox_sent,
    vorrang_api.outbox_retry,
    vorrang_api.outbox_settle,
    vorrang_api.outbox_adopt,
    vorrang_api.outbox_failed,
    vorrang_api.outbox_next_at,
    vorrang_api.message_raw,
    vorrang_api.message_add_chunk,
    vorrang_api.clock_next_at,
    vorrang_api.clock_run,
    vorrang_api.recomputes_run,
    vorrang_api.calendar_rules,
    vorrang_api.calendar_keep,
    vorrang_api.audit_link,
    vorrang_api.classes_keep,
    vorrang_api.contingents_keep,
    vorrang_api.webhook_claim, vorrang_api.webhook_done, vorrang_api.webhooks_keep,
    vorrang_api.desk_project,
    vorrang_api.notice_claim,
    vorrang_api.notice_written,
    vorrang_api.cover_job,
    vorrang_api.cover_written,
    vorrang_api.message_read,
    vorrang_api.desk_login,
    vorrang_api.desk_list,
    vorrang_api.desk_find,
    vorrang_api.desk_open,
    vorrang_api.desk_keep_open,
    vorrang_api.desk_watch,
    vorrang_api.desk_highest,
    vorrang_api.desk_tidy,
    vorrang_api.desk_status,
    vorrang_api.desk_statuses,
    vorrang_api.desk_headers,
    vorrang_api.desk_body,
    vorrang_api.desk_body_chunks,
    vorrang_api.desk_flags,
    vorrang_api.desk_act,
    vorrang_api.desk_append,
    vorrang_api.desk_take,
    vorrang_api.number_search,
    vorrang_api.next_ticket_number,
    vorrang_api.desk_expunge,
    vorrang_api.desk_leave,
    vorrang_api.desk_manage,
    vorrang_api.article_claim, vorrang_api.article_written, vorrang_api.articles_for
to vorrang_daemon;

grant execute on function
    vorrang_api.customer_set, vorrang_api.customer_show, vorrang_api.customer_list,
    vorrang_api.domain_set, vorrang_api.domain_show, vorrang_api.domain_list,
    vorrang_api.contact_set, vorrang_api.contact_show, vorrang_api.contact_list,
    vorrang_api.calendar_set, vorrang_api.calendar_show, vorrang_api.calendar_list, vorrang_api.calendar_due,
    vorrang_api.audit_verify, vorrang_api.audit_chain, vorrang_api.audit_export,
    vorrang_api.sla_set, vorrang_api.sla_show, vorrang_api.sla_list,
    vorrang_api.contract_set, vorrang_api.contract_show, vorrang_api.contract_list,
    vorrang_api.channel_set, vorrang_api.channel_show, vorrang_api.channel_list,
    vorrang_api.channel_remove, vorrang_api.channel_rename, vorrang_api.domain_remove, vorrang_api.rule_remove,
    vorrang_api.webhook_set, vorrang_api.webhook_show, vorrang_api.webhook_list, vorrang_api.webhook_remove,
    vorrang_api.webhook_calls, vorrang_api.webhook_retry, vorrang_api.webhook_try,
    vorrang_api.escalation_remove,
    vorrang_api.rule_set, vorrang_api.rule_show, vorrang_api.rule_list, vorrang_api.rule_try,
    vorrang_api.member_set, vorrang_api.member_show, vorrang_api.member_list,
    vorrang_api.block_set, vorrang_api.block_show, vorrang_api.block_list,
    vorrang_api.pattern_set, vorrang_api.pattern_show, vorrang_api.pattern_list, vorrang_api.pattern_remove,
    vorrang_api.pattern_try, vorrang_api.number_search,
    vorrang_api.agent_set, vorrang_api.agent_show, vorrang_api.agent_list, vorrang_api.agent_absent,
    vorrang_api.escalation_set, vorrang_api.escalation_show, vorrang_api.escalation_list,
    vorrang_api.import_customers, vorrang_api.import_contacts, vorrang_api.import_contracts,
    vorrang_api.import_assets, vorrang_api.import_orders, vorrang_api.import_rank,
    vorrang_api.note_set, vorrang_api.note_show, vorrang_api.note_list,
    vorrang_api.explain,
    vorrang_api.topic_set, vorrang_api.topic_show, vorrang_api.topic_list, vorrang_api.topic_remove,
    vorrang_api.article_set, vorrang_api.article_show, vorrang_api.article_list,
    vorrang_api.tag_set, vorrang_api.tag_show, vorrang_api.tag_list,
    vorrang_api.turnover_set, vorrang_api.turnover_show, vorrang_api.turnover_list, vorrang_api.turnover_remove,
    vorrang_api.work_type_set, vorrang_api.work_type_show, vorrang_api.work_type_list,
    vorrang_api.project_set, vorrang_api.project_show, vorrang_api.project_list,
    vorrang_api.phase_set, vorrang_api.phase_show, vorrang_api.phase_remove,
    vorrang_api.task_set, vorrang_api.task_show, vorrang_api.task_list,
    vorrang_api.document_set, vorrang_api.document_show, vorrang_api.document_list,
    vorrang_api.document_kind_set, vorrang_api.document_kind_show, vorrang_api.document_kind_list,
    vorrang_api.rate_set, vorrang_api.rate_show, vorrang_api.rate_list, vorrang_api.rate_remove,
    vorrang_api.surcharge_set, vorrang_api.surcharge_show, vorrang_api.surcharge_list, vorrang_api.surcharge_remove,
    vorrang_api.contingent_set, vorrang_api.contingent_show, vorrang_api.contingent_list,
    vorrang_api.seller_set, vorrang_api.seller_show, vorrang_api.seller_list,
    vorrang_api.buyer_set, vorrang_api.buyer_show, vorrang_api.buyer_list,
    vorrang_api.time_add, vorrang_api.time_correct, vorrang_api.time_list, vorrang_api.time_release,
    vorrang_api.bill_preview, vorrang_api.bill_run, vorrang_api.bill_list, vorrang_api.bill_show, vorrang_api.bill_void,
    vorrang_api.bill_held, vorrang_api.bill_document,
    vorrang_api.ticket_list, vorrang_api.ticket_show, vorrang_api.ticket_set, vorrang_api.ticket_find_message_id,
    vorrang_api.message_show, vorrang_api.message_raw,
    vorrang_api.report_observe,
    vorrang_api.report_effort, vorrang_api.report_contingent,
    vorrang_api.report_now, vorrang_api.export_tickets,
    vorrang_api.set_first_number
to vorrang_admin;

-- The accountant's role came later: a cluster has it after a superuser ran sql/roles.sql again.
do $$
begin
    if exists (select from pg_roles where rolname = 'vorrang_accounting') then
        grant usage on schema vorrang_api to vorrang_accounting;
        grant select on
            vorrang_api.accounting_entries, vorrang_api.accounting_bills, vorrang_api.accounting_bill_lines,
            vorrang_api.accounting_contingents
        to vorrang_accounting;
        grant execute on function
            vorrang_api.time_list, vorrang_api.time_release,
            vorrang_api.bill_preview, vorrang_api.bill_run, vorrang_api.bill_list, vorrang_api.bill_show,
            vorrang_api.bill_void, vorrang_api.bill_held, vorrang_api.bill_document,
            vorrang_api.report_effort, vorrang_api.report_contingent
        to vorrang_accounting;
    end if;
end
$$;

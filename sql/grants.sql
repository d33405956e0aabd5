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
    vorrang_api.agent_enquiry,
    vorrang_api.outbox_accept
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
    vorrang_api.desk_project,
    vorrang_api.notice_claim,
    vorrang_api.notice_written,
    vorrang_api.cover_job,
    vorrang_api.cover_written,
    vorrang_api.message_files_set,
    vorrang_api.desk_login,
    vorrang_api.desk_list,
    vorrang_api.desk_find,
    vorrang_api.desk_open,
    vorrang_api.desk_keep_open,
    vorrang_api.desk_watch,
    vorrang_api.desk_highest,
    vorrang_api.desk_tidy,
    vorrang_api.desk_status,
    vorrang_api.desk_headers,
    vorrang_api.desk_body,
    vorrang_api.desk_body_chunks,
    vorrang_api.desk_flags,
    vorrang_api.desk_act,
    vorrang_api.desk_append,
    vorrang_api.desk_take,
    vorrang_api.next_ticket_number,
    vorrang_api.desk_expunge,
    vorrang_api.desk_leave,
    vorrang_api.desk_manage
to vorrang_daemon;

grant execute on function
    vorrang_api.customer_set, vorrang_api.customer_show, vorrang_api.customer_list,
    vorrang_api.domain_set, vorrang_api.domain_show, vorrang_api.domain_list,
    vorrang_api.contact_set, vorrang_api.contact_show, vorrang_api.contact_list,
    vorrang_api.calendar_set, vorrang_api.calendar_show, vorrang_api.calendar_list,
    vorrang_api.sla_set, vorrang_api.sla_show, vorrang_api.sla_list,
    vorrang_api.contract_set, vorrang_api.contract_show, vorrang_api.contract_list,
    vorrang_api.channel_set, vorrang_api.channel_show, vorrang_api.channel_list,
    vorrang_api.rule_set, vorrang_api.rule_show, vorrang_api.rule_list, vorrang_api.rule_try,
    vorrang_api.agent_set, vorrang_api.agent_show, vorrang_api.agent_list,
    vorrang_api.escalation_set, vorrang_api.escalation_show, vorrang_api.escalation_list,
    vorrang_api.import_customers, vorrang_api.import_contacts, vorrang_api.import_contracts,
    vorrang_api.import_assets, vorrang_api.import_orders, vorrang_api.import_rank,
    vorrang_api.note_set, vorrang_api.note_show, vorrang_api.note_list,
    vorrang_api.explain,
    vorrang_api.ticket_list, vorrang_api.ticket_show, vorrang_api.ticket_find_message_id,
    vorrang_api.message_show, vorrang_api.message_raw,
    vorrang_api.set_first_number
to vorrang_admin;

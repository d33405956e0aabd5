/// Header and body streams, and what FETCH gets from the index record alone (date, size, GUID).
#include "dovecot-plugin/vorrang-storage.hh"

namespace vorrang {

namespace {

const RowRecord* row_record(mail* mail) {
    const void* data = nullptr;
    bool expunged = false;
    mail_index_lookup_ext(
        mail->transaction->view, mail->seq, mailbox_of(mail->box)->ext_id, &data, &expunged);
    const auto* const record = static_cast<const RowRecord*>(data);
    return record != nullptr && record->size != 0 ? record : nullptr;
}

int get_received_date(mail* mail, time_t* date) {
    if (const RowRecord* const record = row_record(mail)) {
        *date = static_cast<time_t>(record->date);
        return 0;
    }
    return index_mail_get_received_date(mail, date);
}

int get_save_date(mail* mail, time_t* date) {
    if (const RowRecord* const record = row_record(mail)) {
        *date = static_cast<time_t>(record->saved);
        return 1;
    }
    return index_mail_get_save_date(mail, date);
}

/// All lines end in CRLF, so both sizes are one.
int get_size(mail* mail, uoff_t* size) {
    index_mail_data& data = index_mail_of(mail)->data;
    if (const RowRecord* const record = row_record(mail)) {
        data.physical_size = data.virtual_size = record->size;
        *size = record->size;
        return 0;
    }
    return index_mail_get_physical_size(mail, size);
}

int get_special(mail* mail, mail_fetch_field field, const char** value) {
    index_mail* const imail = index_mail_of(mail);
    if (field != MAIL_FETCH_GUID || mail->uid == 0) {
        return index_mail_get_special(mail, field, value);
    }
    const auto uid_validity = mail_index_get_header(mail->transaction->view)->uid_validity;
    const auto guid = guid_of(mailbox_of(mail->box)->folder_id, uid_validity, mail->uid);
    *value = imail->data.guid = p_strdup(imail->mail.data_pool, guid.c_str());
    return 0;
}

/// The cache field whose absence made us ask for this header.
unsigned wanted_cache_field(const index_mail* imail) {
    const mailbox_header_lookup_ctx* const wanted = imail->data.wanted_headers;
    return wanted != nullptr && wanted->count > 0
               ? wanted->idx[wanted->count - 1]
               : imail->ibox->cache_fields[MAIL_CACHE_IMAP_ENVELOPE].idx;
}

/// Uids after `uid` in the mailbox whose header is not in the cache either.
std::vector<std::uint32_t> uncached_after(mail* mail, std::uint32_t uid, std::size_t most) {
    mailbox_transaction_context* const t = mail->transaction;
    const unsigned field = wanted_cache_field(index_mail_of(mail));
    std::vector<std::uint32_t> uids;
    std::uint32_t seq = 0;
    std::uint32_t last = 0;
    if (!mail_index_lookup_seq_range(t->view, uid + 1, UINT32_MAX, &seq, &last)) {
        return uids;
    }
    for (; seq <= last && uids.size() < most; ++seq) {
        if (mail_cache_field_exists(t->cache_view, seq, field) <= 0) {
            std::uint32_t next = 0;
            mail_index_lookup_uid(t->view, seq, &next);
            uids.push_back(next);
        }
    }
    return uids;
}

int fail(mail* mail, const Refusal& refusal) {
    if (refusal.code == "EXPUNGEISSUED") {
        mail_set_expunged(mail);
    } else {
        set_refusal(mail->box, refusal);
    }
    return -1;
}

int open_header(mail* mail) {
    Desk& desk = desk_of(mail->box);
    const auto header = desk.header_ahead.header(
        folder_name(mail->box), mail->uid, [mail](std::uint32_t uid, std::size_t most) {
            return uncached_after(mail, uid, most);
        });
    if (!header) {
        return fail(mail, header.error());
    }
    if (*header == nullptr) {
        mail_set_expunged(mail);
        return -1;
    }
    index_mail_data& data = index_mail_of(mail)->data;
    data.stream = i_stream_create_copy_from_data((*header)->data(), (*header)->size());
    data.stream_has_only_header = TRUE;
    return 0;
}

/// Brings the message into memory or, when it is big, a temporary file.
istream* fetch_body(mail* mail) {
    const DataStackFrame frame;
    string_t* const prefix = t_str_new(128);
    mail_user_set_get_temp_prefix(prefix, mail->box->storage->user->set);
    ostream* output = nullptr;
    const BodySink sink{.begin =
                            [&] {
                                o_stream_unref(&output);
                                output = iostream_temp_create(str_c(prefix), iostream_temp_flags{});
                                return true;
                            },
                        .piece =
                            [&](std::string_view piece) {
                                return o_stream_send(output, piece.data(), piece.size()) ==
                                       static_cast<ssize_t>(piece.size());
                            }};
    const auto answer = desk_of(mail->box).client.body(folder_name(mail->box), mail->uid, sink);
    if (!answer || output == nullptr) {
        o_stream_unref(&output);
        (void)fail(mail, answer ? Refusal{"SERVERBUG", "The message is empty"} : answer.error());
        return nullptr;
    }
    return iostream_temp_finish(&output, IO_BLOCK_SIZE);
}

int open_message(mail* mail) {
    Desk& desk = desk_of(mail->box);
    const LastBody& last = desk.last_body;
    const std::string folder_id = mailbox_of(mail->box)->folder_id;
    const auto uid_validity = mail_index_get_header(mail->transaction->view)->uid_validity;
    if (last.stream == nullptr || last.uid != mail->uid || last.folder_id != folder_id ||
        last.uid_validity != uid_validity) {
        istream* input = fetch_body(mail);
        if (input == nullptr) {
            return -1;
        }
        desk.keep_body({folder_id, uid_validity, mail->uid, input});
        i_stream_unref(&input);
    }
    index_mail_data& data = index_mail_of(mail)->data;
    // A stream of its own on the kept one: it is destroyed with this mail object.
    i_stream_seek(last.stream, 0);
    data.stream = i_stream_create_limit(last.stream, UOFF_T_MAX);
    data.stream_has_only_header = FALSE;
    return 0;
}

int open_stream(mail* mail, bool with_body) {
    if (!index_mail_of(mail)->data.initialized) {
        mail_set_aborted(mail);
        return -1;
    }
    if (!mail_stream_access_start(mail)) {
        return -1;
    }
    if ((with_body ? open_message(mail) : open_header(mail)) < 0) {
        return -1;
    }
    index_mail* const imail = index_mail_of(mail);
    i_stream_set_name(imail->data.stream, t_strdup_printf("vorrang uid %u", mail->uid));
    index_mail_set_read_buffer_size(mail, imail->data.stream);
    return imail->mail.v.istream_opened == nullptr
               ? 0
               : imail->mail.v.istream_opened(mail, &imail->data.stream);
}

int get_stream(
    mail* mail, bool get_body, message_size* hdr_size, message_size* body_size, istream** stream) {
    index_mail* const imail = index_mail_of(mail);
    index_mail_data& data = imail->data;
    const bool with_body = get_body || (data.access_part & (READ_BODY | PARSE_BODY)) != 0;
    if (data.stream != nullptr && data.stream_has_only_header && with_body) {
        index_mail_close_streams(imail); // had the header; the body is wanted now
    }
    if (data.stream == nullptr) {
        const DataStackFrame frame;
        if (open_stream(mail, with_body) < 0) {
            return -1;
        }
    }
    return index_mail_init_stream(imail, hdr_size, body_size, stream);
}

} // namespace

mail* mail_alloc(mailbox_transaction_context* t,
                 mail_fetch_field wanted_fields,
                 mailbox_header_lookup_ctx* wanted_headers) {
    pool_t pool = pool_alloconly_create("vorrang mail", 2048);
    auto* const imail = p_new(pool, index_mail, 1);
    index_mail_init(imail, t, wanted_fields, wanted_headers, pool, nullptr);
    return &imail->mail.mail;
}

mail_vfuncs mail_functions = {
    .close = index_mail_close,
    .free = index_mail_free,
    .set_seq = index_mail_set_seq,
    .set_uid = index_mail_set_uid,
    .set_uid_cache_updates = index_mail_set_uid_cache_updates,
    .prefetch = index_mail_prefetch,
    .precache = index_mail_precache,
    .add_temp_wanted_fields = index_mail_add_temp_wanted_fields,
    .get_flags = index_mail_get_flags,
    .get_keywords = index_mail_get_keywords,
    .get_keyword_indexes = index_mail_get_keyword_indexes,
    .get_modseq = index_mail_get_modseq,
    .get_pvt_modseq = index_mail_get_pvt_modseq,
    .get_parts = index_mail_get_parts,
    .get_date = index_mail_get_date,
    .get_received_date = get_received_date,
    .get_save_date = get_save_date,
    .get_virtual_size = get_size,
    .get_physical_size = get_size,
    .get_first_header = index_mail_get_first_header,
    .get_headers = index_mail_get_headers,
    .get_header_stream = index_mail_get_header_stream,
    .get_stream = get_stream,
    .get_binary_stream = index_mail_get_binary_stream,
    .get_special = get_special,
    .get_backend_mail = index_mail_get_backend_mail,
    .update_flags = update_flags,
    .update_keywords = update_keywords,
    .update_modseq = index_mail_update_modseq,
    .update_pvt_modseq = index_mail_update_pvt_modseq,
    .update_pop3_uidl = nullptr, // no POP3 on desk folders
    .expunge = expunge,
    .set_cache_corrupted = index_mail_set_cache_corrupted,
    .istream_opened = index_mail_opened,
};

} // namespace vorrang

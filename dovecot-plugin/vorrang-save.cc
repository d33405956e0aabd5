/// APPEND, COPY and MOVE into our folders. Nothing is written locally: the mails are collected, and
/// at commit one request tells vorrangd. Dovecot wants index records for them meanwhile; they are
/// taken out again before the commit, and the next sync brings the real rows.
#include "dovecot-plugin/vorrang-storage.hh"

namespace vorrang {

namespace {

struct SavedMail {
    istream* stream = nullptr;
    uoff_t size = 0;
    time_t date = -1;
    std::string flags;
};

/// What one command brings into the folder: rows of one folder of ours, or mails from elsewhere.
struct Arrival {
    std::string how = "append";
    std::string source;
    std::string source_id;
    std::vector<std::uint32_t> source_uids;
    std::vector<SavedMail> mails;
    unsigned records = 0; ///< temporary ones in the index transaction

    ~Arrival() {
        for (auto& mail : mails) {
            i_stream_unref(&mail.stream);
        }
    }
};

struct vorrang_save {
    mail_save_context ctx;
    Arrival* arrival;
    istream* input;
    bool failed;
};

vorrang_save* save_of(mail_save_context* ctx) {
    return reinterpret_cast<vorrang_save*>(ctx);
}

void free_save(vorrang_save* save) {
    delete save->arrival;
    i_free(save);
}

const char* how_of(const mail_save_context* ctx) {
    return ctx->moving ? "move" : ctx->copying_or_moving ? "copy" : "append";
}

void add_record(vorrang_save* save) {
    mail* const mail = save->ctx.dest_mail;
    std::uint32_t seq = 0;
    mail_index_append(save->ctx.transaction->itrans, 0, &seq);
    mail_set_seq_saving(mail, seq);
    index_mail_of(mail)->data.no_caching = TRUE;
    index_mail_of(mail)->data.forced_no_caching = TRUE;
    ++save->arrival->records;
}

void remove_records(vorrang_save* save) {
    mailbox_transaction_context* const t = save->ctx.transaction;
    const std::uint32_t last = mail_index_view_get_messages_count(t->view);
    for (unsigned i = 0; i < save->arrival->records; ++i) {
        mail_index_expunge(t->itrans, last - i);
    }
}

std::string flags_text(const mail_save_data& data) {
    const DataStackFrame frame;
    std::string text;
    string_t* const system = t_str_new(64);
    imap_write_flags(system, static_cast<mail_flags>(data.flags & ~MAIL_RECENT), nullptr);
    text = str_c(system);
    if (data.keywords != nullptr) {
        const auto* const names = static_cast<const char* const*>(
            mail_index_get_keywords(data.keywords->index)->arr.buffer->data);
        for (unsigned i = 0; i < data.keywords->count; ++i) {
            text += text.empty() ? "" : " ";
            text += names[data.keywords->idx[i]];
        }
    }
    return text;
}

/// Ends the writing of one mail: true if it is whole.
bool take_mail(vorrang_save* save) {
    mail_save_data& data = save->ctx.data;
    SavedMail mail;
    mail.stream = iostream_temp_finish(&data.output, IO_BLOCK_SIZE);
    if (i_stream_get_size(mail.stream, TRUE, &mail.size) <= 0) {
        mailbox_set_critical(save->ctx.transaction->box,
                             "read(%s) failed: %s",
                             i_stream_get_name(mail.stream),
                             i_stream_get_error(mail.stream));
        i_stream_unref(&mail.stream);
        return false;
    }
    mail.date = data.received_date;
    mail.flags = flags_text(data);
    save->arrival->mails.push_back(std::move(mail));
    return true;
}

MailToAppend to_append(SavedMail& mail) {
    istream* const stream = mail.stream;
    i_stream_seek(stream, 0);
    return {.date = mail.date < 0 ? std::nullopt : std::optional<std::int64_t>(mail.date),
            .flags = mail.flags,
            .size = mail.size,
            .next = [stream, used = size_t{0}]() mutable {
                i_stream_skip(stream, used);
                const unsigned char* data = nullptr;
                used = 0;
                return i_stream_read_more(stream, &data, &used) <= 0
                           ? std::string_view()
                           : std::string_view(reinterpret_cast<const char*>(data), used);
            }};
}

Answer<Placed> send_arrival(mailbox* box, Arrival& arrival) {
    Client& client = desk_of(box).client;
    const std::string folder = folder_name(box);
    if (arrival.mails.empty()) {
        return client.act(arrival.how, arrival.source, arrival.source_uids, folder);
    }
    std::vector<MailToAppend> mails;
    for (auto& mail : arrival.mails) {
        mails.push_back(to_append(mail));
    }
    return client.append(arrival.how, folder, mails);
}

void report_changes(vorrang_save* save, const Placed& placed) {
    Arrival& arrival = *save->arrival;
    mailbox* const box = save->ctx.transaction->box;
    mail_transaction_commit_changes* const changes = save->ctx.transaction->changes;
    changes->uid_validity = placed.uid_validity;
    if (placed.uids.size() == arrival.records) {
        for (const auto uid : placed.uids) {
            seq_range_array_add(&changes->saved_uids, uid);
        }
    }
    if (arrival.mails.empty() && arrival.how == "move") {
        for (const auto uid : arrival.source_uids) {
            desk_of(box).moved.emplace(arrival.source_id, uid);
        }
    }
}

/// A row of ours is only named: its bytes stay where they are.
int copy_row(vorrang_save* save, mail* mail) {
    Arrival& arrival = *save->arrival;
    const std::string source = folder_name(mail->box);
    const bool other_source = !arrival.source_uids.empty() && arrival.source != source;
    if (other_source || !arrival.mails.empty()) {
        mail_storage_set_error(save->ctx.transaction->box->storage,
                               MAIL_ERROR_NOTPOSSIBLE,
                               "Please copy or move rows of one folder at a time");
        save->failed = true;
        index_save_context_free(&save->ctx);
        return -1;
    }
    arrival.how = how_of(&save->ctx);
    arrival.source = source;
    arrival.source_id = mailbox_of(mail->box)->folder_id;
    arrival.source_uids.push_back(mail->uid);
    add_record(save);
    index_save_context_free(&save->ctx);
    return 0;
}

} // namespace

mail_save_context* save_alloc(mailbox_transaction_context* t) {
    if (t->save_ctx == nullptr) {
        auto* const save = i_new(vorrang_save, 1);
        save->ctx.transaction = t;
        save->arrival = new Arrival();
        t->save_ctx = &save->ctx;
    }
    return t->save_ctx;
}

int save_begin(mail_save_context* ctx, istream* input) {
    vorrang_save* const save = save_of(ctx);
    const DataStackFrame frame;
    string_t* const prefix = t_str_new(128);
    mail_user_set_get_temp_prefix(prefix, ctx->transaction->box->storage->user->set);
    save->input = i_stream_create_crlf(input);
    ctx->data.output = iostream_temp_create(str_c(prefix), iostream_temp_flags{});
    return 0;
}

int save_continue(mail_save_context* ctx) {
    vorrang_save* const save = save_of(ctx);
    if (!save->failed && index_storage_save_continue(ctx, save->input, nullptr) < 0) {
        save->failed = true;
    }
    return save->failed ? -1 : 0;
}

int save_finish(mail_save_context* ctx) {
    vorrang_save* const save = save_of(ctx);
    save->arrival->how = how_of(ctx);
    if (!save->failed && !take_mail(save)) {
        save->failed = true;
    }
    if (!save->failed) {
        add_record(save);
    }
    o_stream_unref(&ctx->data.output);
    i_stream_unref(&save->input);
    index_save_context_free(ctx);
    return save->failed ? -1 : 0;
}

void save_cancel(mail_save_context* ctx) {
    save_of(ctx)->failed = true;
    (void)save_finish(ctx);
}

int copy(mail_save_context* ctx, mail* mail) {
    if (!is_ours(mail->box) || mail->box->storage->user != ctx->transaction->box->storage->user) {
        return mail_storage_copy(ctx, mail);
    }
    if (mail->expunged) {
        mail_set_expunged(mail);
        index_save_context_free(ctx);
        return -1;
    }
    return copy_row(save_of(ctx), mail);
}

int save_commit_pre(mail_save_context* ctx) {
    vorrang_save* const save = save_of(ctx);
    mailbox* const box = ctx->transaction->box;
    remove_records(save);
    if (save->arrival->records == 0) {
        return 0;
    }
    const auto placed = send_arrival(box, *save->arrival);
    mark_acted(box->storage);
    if (!placed) {
        set_refusal(box, placed.error());
        free_save(save); // Dovecot calls nothing more for it
        return -1;
    }
    report_changes(save, *placed);
    return 0;
}

void save_commit_post(mail_save_context* ctx, mail_index_transaction_commit_result*) {
    free_save(save_of(ctx));
}

void save_rollback(mail_save_context* ctx) {
    free_save(save_of(ctx));
}

} // namespace vorrang

/// Flag changes and expunges: noted while a command runs, told to vorrangd at its end, before the
/// index is touched. What vorrangd refuses did not happen.
#include "dovecot-plugin/vorrang-storage.hh"

namespace vorrang {

namespace {

constexpr unsigned system_mask =
    MAIL_ANSWERED | MAIL_FLAGGED | MAIL_DELETED | MAIL_SEEN | MAIL_DRAFT;

struct SystemFlag {
    mail_flags flag;
    const char* name;
};

constexpr SystemFlag system_flags[] = {
    {MAIL_SEEN, "\\Seen"},
    {MAIL_ANSWERED, "\\Answered"},
    {MAIL_FLAGGED, "\\Flagged"},
    {MAIL_DELETED, "\\Deleted"},
    {MAIL_DRAFT, "\\Draft"},
};

vorrang_transaction* transaction_of(mailbox_transaction_context* t) {
    return reinterpret_cast<vorrang_transaction*>(t);
}

Pending& pending_of(mail* mail) {
    vorrang_transaction* const t = transaction_of(mail->transaction);
    if (t->pending == nullptr) {
        t->pending = new Pending();
    }
    return *t->pending;
}

void note(mail* mail, bool add, const char* flag) {
    auto& changes = pending_of(mail).flags;
    const auto same = std::find_if(changes.begin(), changes.end(), [&](const FlagChange& change) {
        return change.add == add && change.flags == flag;
    });
    auto& change = same != changes.end()
                       ? *same
                       : changes.emplace_back(add, std::vector<std::uint32_t>(), flag);
    change.uids.push_back(mail->uid);
}

void note_system_flags(mail* mail, bool add, unsigned flags) {
    for (const auto& known : system_flags) {
        if ((flags & known.flag) != 0) {
            note(mail, add, known.name);
        }
    }
}

void sort_unique(std::vector<std::uint32_t>& uids) {
    std::sort(uids.begin(), uids.end());
    uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
}

/// Rows that ACT has moved away are gone already; their expunge is only the index's affair.
void drop_moved(vorrang_mailbox* mbox, std::vector<std::uint32_t>& uids) {
    auto& moved = desk_of(&mbox->box).moved;
    std::erase_if(uids, [&](std::uint32_t uid) {
        return moved.erase({mbox->folder_id, uid}) != 0;
    });
}

Answer<void> tell(mailbox* box, Pending& pending) {
    Client& client = desk_of(box).client;
    const std::string folder = folder_name(box);
    for (auto& change : pending.flags) {
        sort_unique(change.uids);
    }
    sort_unique(pending.expunges);
    if (!pending.flags.empty()) {
        if (auto done = client.flags(folder, pending.flags); !done) {
            return done;
        }
    }
    return pending.expunges.empty() ? Answer<void>() : client.expunge(folder, pending.expunges);
}

} // namespace

mailbox_transaction_context*
transaction_begin(mailbox* box, mailbox_transaction_flags flags, const char* reason) {
    auto* const t = i_new(vorrang_transaction, 1);
    index_transaction_init(&t->t, box, flags, reason);
    return &t->t;
}

int transaction_commit(mailbox_transaction_context* t, mail_transaction_commit_changes* changes) {
    const std::unique_ptr<Pending> pending(transaction_of(t)->pending);
    vorrang_mailbox* const mbox = mailbox_of(t->box);
    if (pending) {
        mbox->acted = true;
        mbox->stored = mbox->stored && pending->expunges.empty();
        drop_moved(mbox, pending->expunges);
        if (const auto told = tell(&mbox->box, *pending); !told) {
            index_transaction_rollback(t);
            set_refusal(&mbox->box, told.error()); // after the rollback, which may clear it
            return -1;
        }
    }
    return index_transaction_commit(t, changes);
}

void transaction_rollback(mailbox_transaction_context* t) {
    delete transaction_of(t)->pending;
    index_transaction_rollback(t);
}

void update_flags(mail* mail, modify_type modify_type, mail_flags flags) {
    if (!mail->saving) {
        mailbox_of(mail->box)->stored = true;
        const unsigned now = mail_get_flags(mail) & system_mask;
        const unsigned wanted = flags & system_mask;
        if (modify_type != MODIFY_REMOVE) {
            note_system_flags(mail, true, wanted & ~now);
        }
        if (modify_type != MODIFY_ADD) {
            note_system_flags(mail, false, now & (modify_type == MODIFY_REMOVE ? wanted : ~wanted));
        }
    }
    index_mail_update_flags(mail, modify_type, flags);
}

void update_keywords(mail* mail, modify_type modify_type, mail_keywords* keywords) {
    if (!mail->saving) {
        mailbox_of(mail->box)->stored = true;
        const DataStackFrame frame;
        const auto* const names = static_cast<const char* const*>(
            mail_index_get_keywords(mail->box->index)->arr.buffer->data);
        std::set<std::string> now;
        for (const char* const* name = mail_get_keywords(mail); *name != nullptr; ++name) {
            now.insert(*name);
        }
        std::set<std::string> wanted;
        for (unsigned i = 0; i < keywords->count; ++i) {
            wanted.insert(names[keywords->idx[i]]);
        }
        for (const auto& name : wanted) {
            if (now.contains(name) == (modify_type == MODIFY_REMOVE)) {
                note(mail, modify_type != MODIFY_REMOVE, name.c_str());
            }
        }
        for (const auto& name : now) {
            if (modify_type == MODIFY_REPLACE && !wanted.contains(name)) {
                note(mail, false, name.c_str());
            }
        }
    }
    index_mail_update_keywords(mail, modify_type, keywords);
}

void expunge(mail* mail) {
    // Not in the index: vorrangd says at commit whether it goes, and the next sync brings it.
    pending_of(mail).expunges.push_back(mail->uid);
}

} // namespace vorrang

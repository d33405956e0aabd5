/// Changes from vorrangd into this agent's index.
///
/// Invariants:
/// - vorrangd is the truth; the index is a cache that may be deleted at any time.
/// - The index header's modseq says how far the index has followed: what it holds equals vorrangd's
///   rows at that modseq (uids, flags, dates, sizes), plus flag changes of ours that vorrangd has
///   taken.
/// - Uids come from vorrangd alone and are appended in ascending order; one below the index's next
/// uid
///   that is not in it was expunged and stays away.
/// - An answer is applied only onto the state that it was asked for or an older one (the index is
/// not
///   locked while we wait for vorrangd; another session of the agent may be faster).
/// - A new uid validity empties the index in a sync of its own.
#include "dovecot-plugin/vorrang-index-update.hh"
#include "dovecot-plugin/vorrang-storage.hh"

#include <utility>

namespace vorrang {

namespace {

/// How far the index has followed.
struct Position {
    std::uint32_t uid_validity = 0;
    std::uint64_t modseq = 0;
};

Position position_in(vorrang_mailbox* mbox, mail_index_view* view) {
    Position position;
    const void* data = nullptr;
    size_t size = 0;
    position.uid_validity = mail_index_get_header(view)->uid_validity;
    mail_index_get_header_ext(view, mbox->ext_id, &data, &size);
    if (size >= sizeof(FolderRecord)) {
        position.modseq = static_cast<const FolderRecord*>(data)->modseq;
    }
    return position;
}

int current_position(vorrang_mailbox* mbox, Position& position) {
    if (mail_index_refresh(mbox->box.index) < 0) {
        mailbox_set_index_error(&mbox->box);
        return -1;
    }
    mail_index_view* view = mail_index_view_open(mbox->box.index);
    position = position_in(mbox, view);
    mail_index_view_close(&view);
    return 0;
}

/// One locked sync of the index; the changes are in `change`. 0 if there is nothing to do.
int with_locked_index(
    vorrang_mailbox* mbox,
    bool only_if_pending,
    const std::function<void(mail_index_view* view, mail_index_transaction* trans)>& change) {
    mailbox* const box = &mbox->box;
    unsigned flags = index_storage_get_sync_flags(box) | MAIL_INDEX_SYNC_FLAG_AVOID_FLAG_UPDATES;
    if (only_if_pending) {
        flags |= MAIL_INDEX_SYNC_FLAG_REQUIRE_CHANGES;
    }
    mail_index_sync_ctx* sync = nullptr;
    mail_index_view* view = nullptr;
    mail_index_transaction* trans = nullptr;
    const int began = index_storage_expunged_sync_begin(
        box, &sync, &view, &trans, static_cast<mail_index_sync_flags>(flags));
    if (began <= 0) {
        return began;
    }
    change(view, trans);
    // Our own flag changes that wait here were told to vorrangd before they were written.
    mail_index_sync_rec record;
    while (mail_index_sync_next(sync, &record)) {
    }
    const int committed = mail_index_sync_commit(&sync);
    if (committed < 0) {
        mailbox_set_index_error(box);
    }
    index_storage_expunging_deinit(box);
    return committed;
}

void set_uid_validity(mail_index_transaction* trans, std::uint32_t uid_validity) {
    mail_index_update_header(
        trans, offsetof(mail_index_header, uid_validity), &uid_validity, sizeof uid_validity, TRUE);
}

int reset_index(vorrang_mailbox* mbox, std::uint32_t uid_validity) {
    const auto reset = [&](mail_index_view*, mail_index_transaction* trans) {
        mail_index_reset(trans);
        set_uid_validity(trans, uid_validity);
    };
    // The reset takes the modseq extension away, and the index believes that it is still enabled.
    const auto track_modseqs = [&](mail_index_view*, mail_index_transaction* trans) {
        const mail_index_modseq_header header{};
        const std::uint32_t extension = mbox->box.index->modseq_ext_id;
        mail_index_update_header_ext(trans, extension, 0, &header, sizeof header);
    };
    return with_locked_index(mbox, false, reset) < 0
               ? -1
               : with_locked_index(mbox, false, track_modseqs);
}

/// Rows came and rows went in one change that is being pushed: show the new ones first. The index
/// then stays at its old modseq, so that the next sync gets all of it again.
bool is_first_half(const vorrang_mailbox* mbox, const OpenedFolder& opened, const Position& asked) {
    const std::uint32_t next_uid = mail_index_get_header(mbox->box.view)->next_uid;
    const bool came = !opened.rows.empty() && opened.rows.back().uid >= next_uid;
    return mbox->push_first_half && came && !opened.gone.empty() && asked.modseq != 0 &&
           !opened.state.all;
}

int apply_first_half(vorrang_mailbox* mbox, const OpenedFolder& opened) {
    return with_locked_index(
        mbox, false, [&](mail_index_view* view, mail_index_transaction* trans) {
            const Position now = position_in(mbox, view);
            if (now.uid_validity == opened.state.uid_validity &&
                now.modseq <= opened.state.highest_modseq) {
                IndexUpdate(mbox, view, trans).apply_rows(opened);
            }
        });
}

int apply(vorrang_mailbox* mbox, const OpenedFolder& opened, const Position& asked) {
    const auto& state = opened.state;
    const bool nothing_new = opened.rows.empty() && opened.gone.empty() && !state.all &&
                             state.highest_modseq == asked.modseq;
    return with_locked_index(
        mbox, nothing_new, [&](mail_index_view* view, mail_index_transaction* trans) {
            const Position now = position_in(mbox, view);
            const bool other_mailbox =
                now.uid_validity != 0 && now.uid_validity != state.uid_validity;
            if (other_mailbox || now.modseq > state.highest_modseq) {
                return; // another session was faster: the next sync goes on from there
            }
            if (now.uid_validity == 0) {
                set_uid_validity(trans, state.uid_validity);
            }
            IndexUpdate(mbox, view, trans).apply(opened, now.modseq == 0);
        });
}

/// After a lost index: the log must hold an expunge for every tombstone (QRESYNC's VANISHED).
int expunge_tombstones(vorrang_mailbox* mbox, const std::vector<wire::UidRange>& gone) {
    return with_locked_index(
        mbox, false, [&](mail_index_view* view, mail_index_transaction* trans) {
            IndexUpdate(mbox, view, trans).expunge(gone);
        });
}

int follow(vorrang_mailbox* mbox, const OpenedFolder& opened, Position asked) {
    mailbox* const box = &mbox->box;
    if (opened.folder.id != mbox->folder_id) {
        mailbox_set_deleted(box); // the name belongs to another folder now
        return -1;
    }
    mbox->read_only = !opened.folder.writable;
    if (asked.uid_validity != 0 && asked.uid_validity != opened.state.uid_validity) {
        if (reset_index(mbox, opened.state.uid_validity) < 0) {
            return -1;
        }
        asked = {};
    }
    if (apply(mbox, opened, asked) < 0) {
        return -1;
    }
    return asked.modseq == 0 && !opened.gone.empty() ? expunge_tombstones(mbox, opened.gone) : 0;
}

int sync_with_vorrangd(vorrang_mailbox* mbox) {
    mailbox* const box = &mbox->box;
    Position asked;
    if (current_position(mbox, asked) < 0) {
        return -1;
    }
    const auto opened =
        desk_of(box).client.open(folder_name(box), asked.uid_validity, asked.modseq);
    if (!opened) {
        opened.error().code == "NONEXISTENT" ? mailbox_set_deleted(box)
                                             : set_refusal(box, opened.error());
        return -1;
    }
    if (is_first_half(mbox, *opened, asked)) {
        Desk::push_second_half(mbox);
        return apply_first_half(mbox, *opened);
    }
    if (follow(mbox, *opened, asked) < 0) {
        return -1;
    }
    mbox->last_modseq = opened->state.highest_modseq;
    mbox->acted = false;
    return 0;
}

/// The sync that ends a UID STORE (or a FETCH that marks as read) may tell which rows went; we keep
/// that for the next command. Thunderbird overlooks an EXPUNGE that answers its UID STORE, and
/// shows the row for minutes; it stores \Answered just when the answered row goes. (doveadm repairs
/// while it syncs, which Dovecot asserts to include expunges.)
mailbox_sync_flags expunges_wait_after_store(vorrang_mailbox* mbox, mailbox_sync_flags flags) {
    const bool stored = std::exchange(mbox->stored, false);
    constexpr unsigned whole = MAILBOX_SYNC_FLAG_EXPUNGE | MAILBOX_SYNC_FLAG_FIX_INCONSISTENT;
    return stored && (flags & whole) == 0
               ? static_cast<mailbox_sync_flags>(flags | MAILBOX_SYNC_FLAG_NO_EXPUNGES)
               : flags;
}

} // namespace

int update_index(mailbox* box) {
    return sync_with_vorrangd(mailbox_of(box));
}

mailbox_sync_context* sync_init(mailbox* box, mailbox_sync_flags flags) {
    vorrang_mailbox* const mbox = mailbox_of(box);
    bool failed = !box->opened && mailbox_open(box) < 0;
    if (!failed && (index_mailbox_want_full_sync(box, flags) || mbox->acted)) {
        failed = sync_with_vorrangd(mbox) < 0;
    }
    return index_mailbox_sync_init(box, expunges_wait_after_store(mbox, flags), failed);
}

} // namespace vorrang

#include "dovecot-plugin/vorrang-storage.hh"

namespace vorrang {

namespace {

constexpr const char* extension_name = "vorrang";

/// Marks the folder as open by this agent until the last mailbox of it in this process is closed.
void count_open(vorrang_mailbox* mbox) {
    mbox->counted = true;
    ++desk_of(&mbox->box).opened[folder_name(&mbox->box)];
}

void count_close(vorrang_mailbox* mbox) {
    if (!mbox->counted) {
        return;
    }
    mbox->counted = false;
    Desk& desk = desk_of(&mbox->box);
    const std::string name = folder_name(&mbox->box);
    if (--desk.opened[name] == 0) {
        desk.opened.erase(name);
        (void)desk.client.close(name); // vorrangd away: it has forgotten us anyway
    }
}

int exists(mailbox* box, bool, mailbox_existence* existence) {
    const std::string name = folder_name(box);
    const auto found = desk_of(box).client.find(name);
    const bool away = !found && found.error().code == "UNAVAILABLE";
    const bool there = found || (away && was_listed(box->list, name));
    if (!there && found.error().code != "NONEXISTENT") {
        set_refusal(box, found.error());
        return -1;
    }
    *existence = there ? MAILBOX_EXISTENCE_SELECT : MAILBOX_EXISTENCE_NONE;
    return 0;
}

int open(mailbox* box) {
    vorrang_mailbox* const mbox = mailbox_of(box);
    Desk& desk = desk_of(box);
    const auto found = desk.client.find(folder_name(box));
    if (!found) {
        set_refusal(box, found.error());
        return -1;
    }
    desk.remember(*found);
    mbox->folder_id = p_strdup(box->pool, found->id.c_str());
    mbox->read_only = !found->writable;
    if (index_storage_mailbox_open(box, FALSE) < 0) {
        return -1;
    }
    mail_index_modseq_enable(box->index);
    mbox->ext_id = mail_index_ext_register(
        box->index, extension_name, sizeof(FolderRecord), sizeof(RowRecord), alignof(RowRecord));
    count_open(mbox);
    return 0;
}

void close(mailbox* box) {
    vorrang_mailbox* const mbox = mailbox_of(box);
    desk_of(box).unwatch(mbox);
    count_close(mbox);
    index_storage_mailbox_close(box);
}

bool is_readonly(mailbox* box) {
    return mailbox_of(box)->read_only || index_storage_is_readonly(box);
}

int manage(mailbox* box, const char* what, const std::string& to = {}) {
    const auto done = desk_of(box).client.manage(what, folder_name(box), to);
    if (!done) {
        set_refusal(box, done.error());
        return -1;
    }
    return 0;
}

int create_box(mailbox* box, const struct mailbox_update*, bool) {
    return manage(box, "create");
}

int update_box(mailbox* box, const struct mailbox_update*) {
    mail_storage_set_error(
        box->storage, MAIL_ERROR_NOTPOSSIBLE, "Folders of the desk cannot be changed from here");
    return -1;
}

int delete_box(mailbox* box) {
    return manage(box, "delete");
}

int rename_box(mailbox* src, mailbox* dest) {
    return manage(src, "rename", folder_name(dest));
}

int get_status(mailbox* box, mailbox_status_items items, mailbox_status* status) {
    constexpr unsigned known = STATUS_MESSAGES | STATUS_RECENT | STATUS_UIDNEXT |
                               STATUS_UIDVALIDITY | STATUS_UNSEEN | STATUS_HIGHESTMODSEQ;
    if (box->opened || items == 0 || (items & ~known) != 0) {
        return index_storage_get_status(box, items, status);
    }
    const auto answer = desk_of(box).status(folder_name(box));
    if (!answer) {
        set_refusal(box, answer.error());
        return -1;
    }
    status->messages = answer->messages;
    status->unseen = answer->unseen;
    status->recent = 0;
    status->uidvalidity = answer->state.uid_validity;
    status->uidnext = answer->state.uid_next;
    status->highest_modseq = answer->state.highest_modseq;
    return 0;
}

int get_metadata(mailbox* box, mailbox_metadata_items items, mailbox_metadata* metadata) {
    if ((items & ~static_cast<unsigned>(MAILBOX_METADATA_GUID)) != 0) {
        if (!box->opened && mailbox_open(box) < 0) {
            return -1;
        }
        if (index_mailbox_get_metadata(box, items, metadata) < 0) {
            return -1;
        }
    }
    if ((items & MAILBOX_METADATA_GUID) != 0) {
        const auto found = desk_of(box).client.find(folder_name(box));
        if (!found) {
            set_refusal(box, found.error());
            return -1;
        }
        (void)guid_128_from_string(guid_of(found->id, 0, 0).c_str(), metadata->guid);
    }
    return 0;
}

int list_index_has_changed(mailbox*, mail_index_view*, uint32_t, bool, const char** reason) {
    *reason = "vorrangd knows";
    return 1;
}

void list_index_update_sync(mailbox*, mail_index_transaction*, uint32_t) {}

} // namespace

mailbox*
mailbox_alloc(mail_storage* storage, mailbox_list* list, const char* vname, mailbox_flags flags) {
    pool_t pool = pool_alloconly_create("vorrang mailbox", 3072);
    auto* const mbox = p_new(pool, vorrang_mailbox, 1);
    mbox->box = mailbox_class;
    mbox->box.pool = pool;
    mbox->box.storage = storage;
    mbox->box.list = list;
    mbox->box.mail_vfuncs = &mail_functions;
    index_storage_mailbox_alloc(&mbox->box, vname, flags, MAIL_INDEX_PREFIX);
    return &mbox->box;
}

mailbox mailbox_class = {
    .v =
        {
            .is_readonly = is_readonly,
            .enable = index_storage_mailbox_enable,
            .exists = exists,
            .open = open,
            .close = close,
            .free = index_storage_mailbox_free,
            .create_box = create_box,
            .update_box = update_box,
            .delete_box = delete_box,
            .rename_box = rename_box,
            .get_status = get_status,
            .get_metadata = get_metadata,
            .set_subscribed = index_storage_set_subscribed,
            .attribute_set = index_storage_attribute_set,
            .attribute_get = index_storage_attribute_get,
            .attribute_iter_init = index_storage_attribute_iter_init,
            .attribute_iter_next = index_storage_attribute_iter_next,
            .attribute_iter_deinit = index_storage_attribute_iter_deinit,
            .list_index_has_changed = list_index_has_changed,
            .list_index_update_sync = list_index_update_sync,
            .sync_init = sync_init,
            .sync_next = index_mailbox_sync_next,
            .sync_deinit = index_mailbox_sync_deinit,
            .sync_notify = nullptr, // no backend wants to know what was synced
            .notify_changes = notify_changes,
            .transaction_begin = transaction_begin,
            .transaction_commit = transaction_commit,
            .transaction_rollback = transaction_rollback,
            .get_private_flags_mask =
                nullptr, // the index is one agent's: all its flags are private
            .mail_alloc = mail_alloc,
            .search_init = index_storage_search_init,
            .search_deinit = index_storage_search_deinit,
            .search_next_nonblock = index_storage_search_next_nonblock,
            .search_next_update_seq = index_storage_search_next_update_seq,
            .search_next_match_mail = index_storage_search_next_match_mail,
            .save_alloc = save_alloc,
            .save_begin = save_begin,
            .save_continue = save_continue,
            .save_finish = save_finish,
            .save_cancel = save_cancel,
            .copy = copy,
            .transaction_save_commit_pre = save_commit_pre,
            .transaction_save_commit_post = save_commit_post,
            .transaction_save_rollback = save_rollback,
            .is_inconsistent = index_storage_is_inconsistent,
        },
};

} // namespace vorrang

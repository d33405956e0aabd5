#include "dovecot-plugin/vorrang-storage.hh"

namespace vorrang {

namespace {

MODULE_CONTEXT_DEFINE_INIT(user_module, &mail_user_module_register);

/// Hangs a Desk onto a mail user; allocated from the user's pool.
struct vorrang_user {
    union mail_user_module_context module_ctx;
    Desk* desk;
};

void user_deinit(mail_user* user) {
    auto* const ours = module_context<vorrang_user>(user, user_module);
    ours->module_ctx.super.deinit(user);
    delete ours->desk;
    ours->desk = nullptr;
}

} // namespace

void user_created(mail_user* user) {
    auto* const ours = p_new(user->pool, vorrang_user, 1);
    ours->module_ctx.super = *user->vlast;
    user->vlast = &ours->module_ctx.super;
    user->v.deinit = user_deinit;
    MODULE_CONTEXT_SET(user, user_module, ours);
}

Desk* desk_of(mail_user* user, std::string& error) {
    if (!has_module_context(user, user_module)) {
        error = "mail_plugins must name vorrang for this user, too";
        return nullptr;
    }
    auto* const ours = module_context<vorrang_user>(user, user_module);
    if (ours->desk == nullptr) {
        Settings settings;
        if (!read_settings(user, settings, error)) {
            return nullptr;
        }
        ours->desk = new Desk(user, settings);
    }
    return ours->desk;
}

Desk& desk_of(mail_user* user) {
    return *module_context<vorrang_user>(user, user_module)->desk;
}

Desk::Desk(mail_user* user, const Settings& settings)
    : client({.socket_path = settings.socket_path,
              .login = user->username,
              .timeout = std::chrono::milliseconds(settings.timeout_msecs),
              .log = [user](const std::string& text) { e_error(user->event, "%s", text.c_str()); }})
    , header_ahead(client, settings.read_ahead)
    , statuses_(client)
    , watch_(settings.socket_path, user->username) {}

Desk::~Desk() {
    disarm();
    timeout_remove(&retry_);
    timeout_remove(&first_look_);
    timeout_remove(&packet_done_);
    i_stream_unref(&last_body.stream);
}

void Desk::on_packet_done(void* context) {
    auto* const desk = static_cast<Desk*>(context);
    timeout_remove(&desk->packet_done_);
    desk->statuses_.forget();
}

Answer<FolderStatus> Desk::status(const std::string& folder) {
    // What was read together is answered before the loop turns.
    if (packet_done_ == nullptr) {
        packet_done_ = timeout_add_short(0, on_packet_done, this);
    }
    return statuses_.of(folder);
}

void Desk::keep_body(LastBody body) {
    i_stream_unref(&last_body.stream);
    last_body = std::move(body);
    if (last_body.stream != nullptr) {
        i_stream_ref(last_body.stream);
    }
}

std::string folder_name(mailbox_list* list, const char* storage_name) {
    std::string name = mailbox_list_get_vname(list, storage_name);
    if (name.starts_with(std::string_view(list->ns->prefix, list->ns->prefix_len))) {
        name.erase(0, list->ns->prefix_len);
    }
    const char separator = mail_namespace_get_sep(list->ns);
    std::replace(name.begin(), name.end(), separator, '/');
    return name;
}

std::string folder_name(const mailbox* box) {
    const DataStackFrame frame;
    return folder_name(box->list, box->name);
}

mail_error error_of(const Refusal& refusal) {
    struct Known {
        std::string_view code;
        mail_error error;
    };

    static constexpr Known table[] = {
        {"NONEXISTENT", MAIL_ERROR_NOTFOUND},
        {"CANNOT", MAIL_ERROR_NOTPOSSIBLE},
        {"NOPERM", MAIL_ERROR_NOTPOSSIBLE}, // PERM would turn EXPUNGE into "OK Expunge ignored"
        {"EXPUNGEISSUED", MAIL_ERROR_EXPUNGED},
        {"LIMIT", MAIL_ERROR_LIMIT},
        {"OVERQUOTA", MAIL_ERROR_NOQUOTA},
        {"INUSE", MAIL_ERROR_INUSE},
        {"UNAVAILABLE", MAIL_ERROR_UNAVAILABLE},
    };
    for (const auto& known : table) {
        if (known.code == refusal.code) {
            return known.error;
        }
    }
    return MAIL_ERROR_TEMP;
}

const char* error_text(const Refusal& refusal) {
    // With its own code the text goes to the client as it is, whichever command failed.
    return t_strdup_printf("[%s] %s", refusal.code.c_str(), refusal.sentence.c_str());
}

void set_refusal(mailbox* box, const Refusal& refusal) {
    const DataStackFrame frame;
    const mail_error error = error_of(refusal);
    const char* text = error_text(refusal);
    if (error == MAIL_ERROR_NOTFOUND) {
        // Targets of COPY, MOVE and APPEND are opened to be saved to: there Dovecot says
        // [TRYCREATE].
        text = T_MAIL_ERR_MAILBOX_NOT_FOUND(box->vname);
        if ((box->flags & MAILBOX_FLAG_SAVEONLY) == 0) {
            text = t_strconcat("[NONEXISTENT] ", text, NULL);
        }
    }
    mail_storage_set_error(box->storage, error, text);
}

void mark_acted(mail_storage* storage) {
    for (mailbox* box = storage->mailboxes; box != nullptr; box = box->next) {
        mailbox_of(box)->acted = true;
    }
}

std::string guid_of(const std::string& folder_id, std::uint32_t uid_validity, std::uint32_t uid) {
    const std::string text =
        folder_id + '/' + std::to_string(uid_validity) + '/' + std::to_string(uid);
    unsigned char digest[SHA1_RESULTLEN];
    sha1_get_digest(text.data(), text.size(), digest);
    constexpr char digits[] = "0123456789abcdef";
    std::string guid;
    for (std::size_t i = 0; i < GUID_128_SIZE; ++i) {
        guid += digits[digest[i] >> 4];
        guid += digits[digest[i] & 0xF];
    }
    return guid;
}

namespace {

mail_storage* storage_alloc() {
    pool_t pool = pool_alloconly_create("vorrang storage", 512);
    auto* const storage = p_new(pool, mail_storage, 1);
    *storage = storage_class;
    storage->pool = pool;
    return storage;
}

int storage_create(mail_storage* storage, mail_namespace*, const char** error) {
    std::string text;
    if (desk_of(storage->user, text) == nullptr) {
        *error = t_strdup(text.c_str());
        return -1;
    }
    return 0;
}

void get_list_settings(const mail_namespace*, mailbox_list_settings* set) {
    if (set->layout == nullptr) {
        set->layout = driver_name;
    }
    if (set->subscription_fname == nullptr) {
        set->subscription_fname = "subscriptions";
    }
}

} // namespace

mail_storage storage_class = {
    .name = driver_name,
    .class_flags = static_cast<mail_storage_class_flags>(
        MAIL_STORAGE_CLASS_FLAG_NOQUOTA | MAIL_STORAGE_CLASS_FLAG_NO_ROOT |
        MAIL_STORAGE_CLASS_FLAG_HAVE_MAIL_GUIDS | MAIL_STORAGE_CLASS_FLAG_HAVE_MAIL_GUID128 |
        MAIL_STORAGE_CLASS_FLAG_SECONDARY_INDEX | MAIL_STORAGE_CLASS_FLAG_NO_LIST_DELETES),
    .v =
        {
            .alloc = storage_alloc,
            .create = storage_create,
            .destroy = index_storage_destroy,
            .get_list_settings = get_list_settings,
            .mailbox_alloc = mailbox_alloc,
        },
};

} // namespace vorrang

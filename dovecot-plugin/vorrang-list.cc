/// Folders, as vorrangd lists them; while it is away, as it listed them last (a file beside the
/// indexes), so that clients do not drop their caches.
#include "dovecot-plugin/vorrang-storage.hh"

#include <cstdio>
#include <fstream>
#include <unordered_map>

namespace vorrang {

namespace {

struct vorrang_list_iter {
    mailbox_list_iterate_context ctx;
    mailbox_tree_context* tree;
    mailbox_tree_iterate_context* iter;
    mailbox_info info;
    std::unordered_map<std::string, Folder>* folders; ///< by the name that clients see
};

constexpr const char* last_list_name = "vorrang-folders";
constexpr const char* temp_prefix = ".vorrang.temp.";

std::string last_list_path(mailbox_list* list) {
    return std::string(list->set.root_dir) + "/" + last_list_name;
}

std::string as_text(const std::vector<Folder>& folders) {
    std::string text;
    for (const auto& folder : folders) {
        text += wire::line("FOLDER",
                           std::vector{folder.name,
                                       folder.id,
                                       folder.special_use,
                                       std::string(folder.writable ? "rw" : "ro"),
                                       std::string(folder.subscribed ? "" : "unsubscribed")});
    }
    return text;
}

std::string read_last_list(mailbox_list* list) {
    std::ifstream file(last_list_path(list), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Keeps the list for bad days. A failure costs nothing today; the next LIST tries again.
void keep_last_list(mailbox_list* list, const std::vector<Folder>& folders) {
    const std::string text = as_text(folders);
    if (read_last_list(list) == text) {
        return;
    }
    (void)mkdir_parents(list->set.root_dir, 0700);
    const std::string path = last_list_path(list);
    const std::string temp = path + ".tmp." + std::to_string(getpid());
    std::ofstream file(temp, std::ios::binary);
    file << text;
    file.close();
    if (!file || rename(temp.c_str(), path.c_str()) < 0) {
        (void)unlink(temp.c_str());
    }
}

std::vector<Folder> last_list(mailbox_list* list) {
    std::vector<Folder> folders;
    const std::string text = read_last_list(list);
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = rest.find('\n');
        const auto fields = wire::split(rest.substr(0, end));
        if (fields.size() >= 5) {
            folders.push_back({wire::unescape(fields[1]),
                               std::string(fields[2]),
                               wire::unescape(fields[3]),
                               fields[4] == "rw",
                               fields.size() < 6 || fields[5] != "unsubscribed"});
        }
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return folders;
}

} // namespace

bool was_listed(mailbox_list* list, const std::string& folder) {
    const auto folders = last_list(list);
    return std::any_of(
        folders.begin(), folders.end(), [&](const Folder& known) { return known.name == folder; });
}

namespace {

/// The folders now; -1 and the list's error if nothing can be shown.
int get_folders(mailbox_list* list, std::vector<Folder>& folders, Refusal& refusal) {
    Desk& desk = desk_of(list->ns->user);
    auto answer = desk.client.list();
    if (answer) {
        folders = std::move(*answer);
        keep_last_list(list, folders);
    } else {
        refusal = answer.error();
        if (refusal.code == "UNAVAILABLE") {
            folders = last_list(list);
        }
        if (folders.empty()) {
            return -1;
        }
    }
    for (const auto& folder : folders) {
        desk.remember(folder);
    }
    return 0;
}

void set_list_error(mailbox_list* list, const Refusal& refusal) {
    mailbox_list_set_error(list, error_of(refusal), error_text(refusal));
}

std::string vname_of(mailbox_list* list, const Folder& folder) {
    std::string name = folder.name;
    std::replace(name.begin(), name.end(), '/', mail_namespace_get_sep(list->ns));
    const bool inbox = name == "INBOX" && (list->ns->flags & NAMESPACE_FLAG_INBOX_ANY) != 0;
    return inbox ? name : list->ns->prefix + name;
}

// --- the vtable
// -----------------------------------------------------------------------------------

mailbox_list* list_alloc() {
    pool_t pool = pool_alloconly_create("vorrang list", 1024);
    auto* const list = p_new(pool, mailbox_list, 1);
    *list = list_class;
    list->pool = pool;
    return list;
}

int list_init(mailbox_list* list, const char** error) {
    if (list->set.root_dir == nullptr) {
        *error = "location = vorrang:PATH needs the directory for this agent's indexes";
        return -1;
    }
    std::string text;
    if (desk_of(list->ns->user, text) == nullptr) {
        *error = t_strdup(text.c_str());
        return -1;
    }
    return 0;
}

void list_deinit(mailbox_list* list) {
    pool_unref(&list->pool);
}

char get_hierarchy_sep(mailbox_list*) {
    return '/';
}

/// The index directory is named by the folder's id, so that a renamed folder keeps its index.
int get_path(mailbox_list* list, const char* name, mailbox_list_path_type type, const char** path) {
    if (type == MAILBOX_LIST_PATH_TYPE_ALT_DIR || type == MAILBOX_LIST_PATH_TYPE_ALT_MAILBOX ||
        type == MAILBOX_LIST_PATH_TYPE_LIST_INDEX || type == MAILBOX_LIST_PATH_TYPE_INDEX_CACHE ||
        type == MAILBOX_LIST_PATH_TYPE_INDEX_PRIVATE) {
        return 0;
    }
    if (name == nullptr && type == MAILBOX_LIST_PATH_TYPE_CONTROL &&
        list->set.control_dir != nullptr) {
        *path = list->set.control_dir;
        return 1;
    }
    const bool of_folder =
        type == MAILBOX_LIST_PATH_TYPE_INDEX || type == MAILBOX_LIST_PATH_TYPE_CONTROL;
    if (name == nullptr || !of_folder) {
        *path = list->set.root_dir; // there are no mail files
        return 1;
    }
    Desk& desk = desk_of(list->ns->user);
    const std::string folder = folder_name(list, name);
    if (!desk.folders.contains(folder)) {
        const auto found = desk.client.find(folder);
        if (!found) {
            found.error().code == "NONEXISTENT"
                ? mailbox_list_set_error(
                      list, MAIL_ERROR_NOTFOUND, T_MAILBOX_LIST_ERR_NOT_FOUND(list, name))
                : set_list_error(list, found.error());
            return -1;
        }
        desk.folders[folder] = *found;
    }
    *path = t_strdup_printf("%s/%s", list->set.root_dir, desk.folders[folder].id.c_str());
    return 1;
}

const char* get_temp_prefix(mailbox_list*, bool) {
    return temp_prefix;
}

mailbox_list_iterate_context*
iter_init(mailbox_list* list, const char* const* patterns, mailbox_list_iter_flags flags) {
    const char separator = mail_namespace_get_sep(list->ns);
    pool_t pool = pool_alloconly_create("vorrang list iter", 1024);
    auto* const iter = p_new(pool, vorrang_list_iter, 1);
    iter->ctx.pool = pool;
    iter->ctx.list = list;
    iter->ctx.flags = flags;
    iter->ctx.glob = imap_match_init_multiple(pool, patterns, TRUE, separator);
    array_create(&iter->ctx.module_contexts, pool, sizeof(void*), 5);
    iter->info.ns = list->ns;
    iter->folders = new std::unordered_map<std::string, Folder>();
    iter->tree = mailbox_tree_init(separator);
    mailbox_tree_set_parents_nonexistent(iter->tree);

    std::vector<Folder> folders;
    Refusal refusal;
    iter->ctx.failed = get_folders(list, folders, refusal) < 0;
    if (iter->ctx.failed) {
        set_list_error(list, refusal);
    }
    mailbox_list_iter_update_context update = {
        .iter_ctx = &iter->ctx,
        .tree_ctx = iter->tree,
        .glob = iter->ctx.glob,
        .leaf_flags = {},
        .parent_flags = {},
        .update_only = FALSE,
        .match_parents = TRUE,
    };
    for (const auto& folder : folders) {
        if (!folder.subscribed && (flags & MAILBOX_LIST_ITER_SELECT_SUBSCRIBED) != 0) {
            continue;
        }
        update.leaf_flags = folder.subscribed ? MAILBOX_SUBSCRIBED : mailbox_info_flags{};
        update.parent_flags = folder.subscribed ? MAILBOX_CHILD_SUBSCRIBED : mailbox_info_flags{};
        const std::string vname = vname_of(list, folder);
        mailbox_list_iter_update(&update, vname.c_str());
        iter->folders->emplace(vname, folder);
    }
    iter->iter = mailbox_tree_iterate_init(iter->tree, nullptr, MAILBOX_MATCHED);
    return &iter->ctx;
}

const mailbox_info* iter_next(mailbox_list_iterate_context* ctx) {
    auto* const iter = reinterpret_cast<vorrang_list_iter*>(ctx);
    if (ctx->failed) {
        return nullptr;
    }
    const char* vname = nullptr;
    for (;;) {
        const mailbox_node* const node = mailbox_tree_iterate_next(iter->iter, &vname);
        if (node == nullptr) {
            return mailbox_list_iter_default_next(ctx);
        }
        const auto folder = iter->folders->find(vname);
        const bool special = folder != iter->folders->end() && !folder->second.special_use.empty();
        if ((ctx->flags & MAILBOX_LIST_ITER_SELECT_SPECIALUSE) != 0 && !special) {
            continue;
        }
        iter->info.vname = vname;
        iter->info.flags = node->flags;
        iter->info.special_use = special ? folder->second.special_use.c_str() : nullptr;
        return &iter->info;
    }
}

int iter_deinit(mailbox_list_iterate_context* ctx) {
    auto* const iter = reinterpret_cast<vorrang_list_iter*>(ctx);
    const int result = ctx->failed ? -1 : 0;
    mailbox_tree_iterate_deinit(&iter->iter);
    mailbox_tree_deinit(&iter->tree);
    delete iter->folders;
    pool_unref(&ctx->pool);
    return result;
}

int get_mailbox_flags(
    mailbox_list*, const char*, const char*, mailbox_list_file_type, mailbox_info_flags* flags) {
    *flags = MAILBOX_NONEXISTENT; // only directory-based layouts ask
    return 0;
}

/// Our folders are subscribed until the agent says otherwise (Thunderbird lists nothing else); the
/// database keeps that, so that it holds on every node. What other namespaces leave to us
/// (`subscriptions = no`) stands in an ordinary subscriptions file beside the indexes.
int subscriptions_refresh(mailbox_list* src_list, mailbox_list* dest_list) {
    if (src_list != dest_list) {
        return mailbox_list_subscriptions_refresh(src_list, dest_list);
    }
    std::vector<Folder> folders;
    Refusal refusal;
    if (get_folders(src_list, folders, refusal) < 0) {
        set_list_error(dest_list, refusal);
        return -1;
    }
    if (dest_list->subscriptions == nullptr) {
        dest_list->subscriptions = mailbox_tree_init(mail_namespace_get_sep(dest_list->ns));
    } else {
        mailbox_tree_clear(dest_list->subscriptions); // Dovecot asks it before it calls us
    }
    for (const auto& folder : folders) {
        if (!folder.subscribed) {
            continue;
        }
        bool created = false;
        mailbox_node* const node = mailbox_tree_get(
            dest_list->subscriptions, vname_of(src_list, folder).c_str(), &created);
        node->flags = MAILBOX_SUBSCRIBED;
    }
    return 0;
}

int set_subscribed(mailbox_list* list, const char* name, bool set) {
    const char* const vname = t_strconcat(list->ns->prefix, name, NULL);
    if (mail_namespace_find(list->ns->user->namespaces, vname) != list->ns) {
        const bool apart = list->set.control_dir != nullptr;
        const char* const directory = apart ? list->set.control_dir : list->set.root_dir;
        (void)mkdir_parents(directory, 0700);
        const char* const path = t_strconcat(directory, "/", list->set.subscription_fname, NULL);
        return subsfile_set_subscribed(list, path, temp_prefix, name, set);
    }
    const auto done =
        desk_of(list->ns->user)
            .client.manage(set ? "subscribe" : "unsubscribe", folder_name(list, name));
    if (!done && (set || done.error().code != "NONEXISTENT")) {
        set_list_error(list, done.error());
        return -1;
    }
    return 0;
}

/// mailbox_class refuses first (it asks vorrangd for the sentence); nothing of ours gets here.
int refuse(mailbox_list* list, const char*) {
    mailbox_list_set_error(
        list, MAIL_ERROR_NOTPOSSIBLE, "Folders of the desk are made by its administrator");
    return -1;
}

int refuse_rename(mailbox_list* list, const char* name, mailbox_list*, const char*) {
    return refuse(list, name);
}

} // namespace

mailbox_list list_class = {
    .name = driver_name,
    .props = static_cast<mailbox_list_properties>(
        MAILBOX_LIST_PROP_NO_ROOT | MAILBOX_LIST_PROP_AUTOCREATE_DIRS |
        MAILBOX_LIST_PROP_NO_LIST_INDEX | MAILBOX_LIST_PROP_NO_INTERNAL_NAMES),
    .mailbox_name_max_length = MAILBOX_LIST_NAME_MAX_LENGTH,
    .v =
        {
            .alloc = list_alloc,
            .init = list_init,
            .deinit = list_deinit,
            .get_hierarchy_sep = get_hierarchy_sep,
            .get_vname = mailbox_list_default_get_vname,
            .get_storage_name = mailbox_list_default_get_storage_name,
            .get_path = get_path,
            .get_temp_prefix = get_temp_prefix,
            .iter_init = iter_init,
            .iter_next = iter_next,
            .iter_deinit = iter_deinit,
            .get_mailbox_flags = get_mailbox_flags,
            .subscriptions_refresh = subscriptions_refresh,
            .set_subscribed = set_subscribed,
            .delete_mailbox = refuse,
            .delete_dir = refuse,
            .delete_symlink = refuse,
            .rename_mailbox = refuse_rename,
        },
};

} // namespace vorrang

#include "dovecot-plugin/vorrang-plugin.hh"

#include "dovecot-plugin/vorrang-debian.hh"
#include "dovecot-plugin/vorrang-storage.hh"

namespace {

bool registered = false;

// Not read here: `vorrang check` finds it in the file.
[[gnu::used]] const char built_with[] =
    "vorrang plugin built with dovecot-dev " VORRANG_DOVECOT_VERSION;

mail_storage_hooks hooks = {
    .mail_user_created = vorrang::user_created,
    .mail_namespaces_created = vorrang::make_personal_inbox,
    .mailbox_allocated = vorrang::leave_mailbox_allocated,
};

} // namespace

extern "C" {

const char* vorrang_plugin_version = DOVECOT_ABI_VERSION;

void vorrang_plugin_init(module* module) {
    // Beside another revision not even the class structures can be trusted, so nothing is
    // registered: an account with a desk namespace gets "Unknown mail storage driver", all others
    // go on.
    const std::string obstacle =
        vorrang::debian::why_not_beside("/var/lib/dpkg/status", VORRANG_DOVECOT_VERSION);
    if (!obstacle.empty()) {
        i_error("vorrang plugin refuses to load: %s", obstacle.c_str());
        return;
    }
    mailbox_list_register(&vorrang::list_class);
    mail_storage_class_register(&vorrang::storage_class);
    mail_storage_hooks_add(module, &hooks);
    vorrang::take_over_commands();
    registered = true;
}

void vorrang_plugin_deinit() {
    if (!registered) {
        return;
    }
    vorrang::give_back_commands();
    mail_storage_hooks_remove(&hooks);
    mail_storage_class_unregister(&vorrang::storage_class);
    mailbox_list_unregister(&vorrang::list_class);
}
}

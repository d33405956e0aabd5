/// `Personal/Inbox`. Dovecot takes a `mailbox Inbox { auto = subscribe }` of any namespace for the
/// INBOX of the account, which is the desk's: so the folder of ordinary mail cannot be auto-created
/// by configuration, and is made here, at an agent's first login.
#include "dovecot-plugin/vorrang-storage.hh"

namespace vorrang {

namespace {

bool has_desk(const mail_namespace* namespaces) {
    for (const auto* ns = namespaces; ns != nullptr; ns = ns->next) {
        if (ns->list != nullptr && strcmp(ns->list->name, driver_name) == 0) {
            return true;
        }
    }
    return false;
}

void create_and_subscribe(mail_namespace* ns, const char* name) {
    mailbox* box = ::mailbox_alloc(ns->list, name, mailbox_flags{});
    mailbox_existence existence = MAILBOX_EXISTENCE_SELECT;
    const bool made = mailbox_exists(box, FALSE, &existence) == 0 &&
                      existence == MAILBOX_EXISTENCE_NONE &&
                      mailbox_create(box, nullptr, FALSE) == 0;
    // Somebody else's login may have made it meanwhile: not worth a word.
    if (made && mailbox_set_subscribed(box, TRUE) < 0) {
        e_error(box->event, "cannot subscribe: %s", mailbox_get_last_internal_error(box, nullptr));
    }
    mailbox_free(&box);
}

} // namespace

void make_personal_inbox(mail_namespace* namespaces) {
    const char* const name = mail_user_plugin_getenv(namespaces->user, "vorrang_personal_inbox");
    if (name == nullptr || *name == '\0' || !has_desk(namespaces)) {
        return;
    }
    mail_namespace* const ns = mail_namespace_find(namespaces, name);
    if (strcmp(ns->list->name, driver_name) != 0) {
        create_and_subscribe(ns, name);
    }
}

} // namespace vorrang

/// MOVE of our rows into a folder that is not ours: vorrangd is asked before anything is copied.
#include "dovecot-plugin/vorrang-storage.hh"

namespace vorrang {

namespace {

MODULE_CONTEXT_DEFINE_INIT(leave_module, &mail_storage_module_register);

struct vorrang_foreign_mailbox {
    union mailbox_module_context module_ctx;
};

std::string special_use_of(mailbox* box) {
    const mailbox_settings* const set =
        mailbox_settings_find(mailbox_get_namespace(box), mailbox_get_vname(box));
    return set == nullptr ? std::string() : set->special_use;
}

int foreign_copy(mail_save_context* ctx, mail* mail) {
    mailbox* const box = ctx->transaction->box;
    // Asked for the first row; the rest of the command goes where that one went.
    if (ctx->moving && is_ours(mail->box) && ctx->transaction->save_count == 0) {
        const auto may = desk_of(mail->box).client.leave(
            folder_name(mail->box), mailbox_get_vname(box), special_use_of(box));
        if (!may) {
            mailbox_save_cancel(&ctx);
            set_refusal(box, may.error());
            return -1;
        }
    }
    return module_context<vorrang_foreign_mailbox>(box, leave_module)
        ->module_ctx.super.copy(ctx, mail);
}

} // namespace

void leave_mailbox_allocated(mailbox* box) {
    if (is_ours(box)) {
        return;
    }
    auto* const foreign = p_new(box->pool, vorrang_foreign_mailbox, 1);
    foreign->module_ctx.super = *box->vlast;
    box->vlast = &foreign->module_ctx.super;
    box->v.copy = foreign_copy;
    MODULE_CONTEXT_SET(box, leave_module, foreign);
}

} // namespace vorrang

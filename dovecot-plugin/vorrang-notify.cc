/// IDLE: vorrangd's second connection is watched by Dovecot's event loop.
#include "dovecot-plugin/vorrang-storage.hh"

namespace vorrang {

namespace {

constexpr unsigned retry_msecs = 2000;

/// Long enough for a client to have taken the new rows in, too short for anybody to act between.
constexpr unsigned second_half_msecs = 100;

void call_back(vorrang_mailbox* mbox) {
    mbox->acted = true; // a quick sync must look, too
    if (mbox->box.notify_callback != nullptr) {
        mbox->box.notify_callback(&mbox->box, mbox->box.notify_context);
    }
}

void on_second_half(void* context) {
    auto* const mbox = static_cast<vorrang_mailbox*>(context);
    timeout_remove(&mbox->second_push);
    call_back(mbox);
}

} // namespace

void Desk::on_readable(void* context) {
    static_cast<Desk*>(context)->take_changes();
}

void Desk::on_retry(void* context) {
    auto* const desk = static_cast<Desk*>(context);
    timeout_remove(&desk->retry_);
    desk->watch_.reconnect();
    desk->arm();
}

/// A change between the last sync and WATCH may have come already: look once from the event loop
/// (calling back inside notify_changes would find IDLE half set up).
void Desk::on_first_look(void* context) {
    auto* const desk = static_cast<Desk*>(context);
    timeout_remove(&desk->first_look_);
    desk->take_changes();
}

void Desk::arm() {
    disarm();
    if (watch_.is_open()) {
        io_ = io_add(watch_.fd(), IO_READ, on_readable, this);
    } else if (!watch_.is_empty() && retry_ == nullptr) {
        retry_ = timeout_add(retry_msecs, on_retry, this);
    }
}

void Desk::disarm() {
    io_remove(&io_);
}

void Desk::take_changes() {
    if (!watch_.is_open()) {
        return;
    }
    // The descriptor must leave the event loop before it is closed.
    disarm();
    const auto changes = watch_.take_changes();
    arm();
    for (const auto& change : changes) {
        const auto mailboxes = watching_; // a callback may end a mailbox's watching
        for (auto* const mbox : mailboxes) {
            const bool still = std::count(watching_.begin(), watching_.end(), mbox) > 0;
            const bool news =
                change.highest_modseq == 0 || change.highest_modseq > mbox->last_modseq;
            if (still && news && folder_name(&mbox->box) == change.folder) {
                tell(mbox);
            }
        }
    }
}

void Desk::tell(vorrang_mailbox* mbox) {
    mbox->push_first_half = mbox->second_push == nullptr;
    call_back(mbox);
    mbox->push_first_half = false;
}

void Desk::push_second_half(vorrang_mailbox* mbox) {
    mbox->acted = true;
    if (mbox->second_push == nullptr) {
        mbox->second_push = timeout_add_short(second_half_msecs, on_second_half, mbox);
    }
}

void Desk::watch(vorrang_mailbox* mbox) {
    unwatch(mbox);
    watching_.push_back(mbox);
    watch_.watch(folder_name(&mbox->box), mbox->last_modseq);
    arm();
    if (first_look_ == nullptr) {
        first_look_ = timeout_add_short(0, on_first_look, this);
    }
}

void Desk::unwatch(vorrang_mailbox* mbox) {
    timeout_remove(&mbox->second_push);
    if (std::erase(watching_, mbox) == 0) {
        return;
    }
    const std::string folder = folder_name(&mbox->box);
    const bool wanted = std::any_of(watching_.begin(), watching_.end(), [&](const auto* other) {
        return folder_name(&other->box) == folder;
    });
    if (!wanted) {
        watch_.unwatch(folder);
    }
    if (watching_.empty()) {
        disarm();
        watch_.close();
        timeout_remove(&retry_);
        timeout_remove(&first_look_);
    }
}

void notify_changes(mailbox* box) {
    box->notify_callback != nullptr ? desk_of(box).watch(mailbox_of(box))
                                    : desk_of(box).unwatch(mailbox_of(box));
}

} // namespace vorrang

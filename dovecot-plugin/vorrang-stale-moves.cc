/// UID MOVE and UID COPY of rows that went meanwhile. A row's uid changes with its rank, and an
/// offline client names the one it saw: Dovecot would drop it silently, vorrangd honours it for a
/// day. So these two commands are taken over where a named uid is not in the folder any more; else
/// Dovecot's own runs.
#include "dovecot-plugin/vorrang-storage.hh"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wignored-qualifiers"
// clang-format off
extern "C" {
#include "imap-common.h"
#include "imap-client.h"
#include "imap-commands.h"
#include "imap-commands-util.h"
#include "imap-seqset.h"
#include "imap-sync.h"
}
// clang-format on
#pragma GCC diagnostic pop

// The imap process has these, lmtp and doveadm have not: there they are null and nothing is taken
// over.
#pragma weak command_find
#pragma weak command_register
#pragma weak command_unregister
#pragma weak client_read_string_args
#pragma weak client_find_namespace
#pragma weak client_send_line
#pragma weak client_send_tagline
#pragma weak cmd_sync

namespace vorrang {

namespace {

/// As many as Dovecot puts into one batch of a MOVE.
constexpr std::size_t most_uids = 1000;

struct Taken {
    const char* name;
    const char* how;
    command_func_t* original;
};

Taken taken[] = {{"UID MOVE", "move", nullptr}, {"UID COPY", "copy", nullptr}};

/// The uids of an IMAP set; nothing if Dovecot's own command should judge it.
std::vector<std::uint32_t> named_uids(const char* set, std::uint32_t next_uid) {
    const DataStackFrame frame;
    ARRAY_TYPE(seq_range) ranges;
    t_array_init(&ranges, 16);
    std::vector<std::uint32_t> uids;
    if (imap_seq_set_nostar_parse(set, &ranges) < 0 || seq_range_count(&ranges) > most_uids) {
        return uids;
    }
    const auto* const range = static_cast<const seq_range*>(ranges.arr.buffer->data);
    for (std::size_t i = 0; i < array_count_i(&ranges.arr); ++i) {
        for (std::uint32_t uid = range[i].seq1; uid <= range[i].seq2 && uid < next_uid; ++uid) {
            uids.push_back(uid);
        }
    }
    return uids;
}

/// The named uids if one of them is gone, whether the client has been told or not.
std::vector<std::uint32_t> stale_uids(mailbox* box, const char* set) {
    if (update_index(box) < 0) {
        return {}; // Dovecot's command will find out the same and say it
    }
    mail_index_view* view = mail_index_view_open(box->index);
    auto uids = named_uids(set, mail_index_get_header(view)->next_uid);
    const bool all_there = std::all_of(uids.begin(), uids.end(), [view](std::uint32_t uid) {
        std::uint32_t seq = 0;
        return mail_index_lookup_seq(view, uid, &seq);
    });
    mail_index_view_close(&view);
    return all_there ? std::vector<std::uint32_t>() : uids;
}

std::string copy_uid(const std::vector<std::uint32_t>& uids, const Placed& placed) {
    return "[COPYUID " + std::to_string(placed.uid_validity) + ' ' + wire::format_uids(uids) + ' ' +
           wire::format_uids(placed.uids) + "] ";
}

bool refuse(client_command_context* cmd, const Refusal& refusal, const char* vname) {
    const char* const text =
        refusal.code == "NONEXISTENT"
            ? t_strconcat("NO [TRYCREATE] ", T_MAIL_ERR_MAILBOX_NOT_FOUND(vname), NULL)
            : t_strconcat("NO ", error_text(refusal), NULL);
    client_send_tagline(cmd, text);
    return true;
}

bool act(client_command_context* cmd,
         const Taken& command,
         const std::vector<std::uint32_t>& uids,
         mail_namespace* target_namespace,
         const char* target) {
    mailbox* const box = cmd->client->mailbox;
    const char* const storage_name = mailbox_list_get_storage_name(target_namespace->list, target);
    const auto placed = desk_of(box).client.act(
        command.how, folder_name(box), uids, folder_name(target_namespace->list, storage_name));
    mark_acted(box->storage);
    if (!placed) {
        return refuse(cmd, placed.error(), target);
    }
    const std::string code = placed->uids.size() == uids.size() ? copy_uid(uids, *placed) : "";
    if (strcmp(command.how, "copy") == 0) {
        return cmd_sync(cmd,
                        mailbox_sync_flags{},
                        imap_sync_flags{},
                        t_strdup_printf("OK %sCopy completed.", code.c_str()));
    }
    if (!code.empty()) {
        client_send_line(cmd->client, t_strdup_printf("* OK %sMoved UIDs.", code.c_str()));
    }
    return cmd_sync(cmd, MAILBOX_SYNC_FLAG_EXPUNGE, imap_sync_flags{}, "OK Move completed.");
}

bool run(client_command_context* cmd, const Taken& command) {
    const char* set = nullptr;
    const char* target = nullptr;
    if (!client_read_string_args(cmd, 2, &set, &target)) {
        return false;
    }
    mailbox* const box = cmd->client->mailbox;
    if (box != nullptr && is_ours(box)) {
        const auto uids = stale_uids(box, set);
        mail_namespace* const ns = uids.empty() ? nullptr : client_find_namespace(cmd, &target);
        if (!uids.empty() && ns == nullptr) {
            return true; // it has said why
        }
        if (ns != nullptr && strcmp(ns->list->name, driver_name) == 0) {
            return act(cmd, command, uids, ns, target);
        }
    }
    return command.original(cmd); // reads its arguments again: the parser keeps them
}

bool uid_move(client_command_context* cmd) {
    return run(cmd, taken[0]);
}

bool uid_copy(client_command_context* cmd) {
    return run(cmd, taken[1]);
}

} // namespace

void take_over_commands() {
    if (command_find == nullptr || command_register == nullptr || cmd_sync == nullptr) {
        return;
    }
    command_func_t* const ours[] = {uid_move, uid_copy};
    for (std::size_t i = 0; i < std::size(taken); ++i) {
        const command* const known = command_find(taken[i].name);
        if (known == nullptr) {
            continue;
        }
        const auto flags = known->flags;
        taken[i].original = known->func;
        command_unregister(taken[i].name);
        command_register(taken[i].name, ours[i], flags);
    }
}

void give_back_commands() {
    for (auto& command : taken) {
        if (command.original != nullptr) {
            const auto flags = command_find(command.name)->flags;
            command_unregister(command.name);
            command_register(command.name, command.original, flags);
            command.original = nullptr;
        }
    }
}

} // namespace vorrang

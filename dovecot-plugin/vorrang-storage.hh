#pragma once

#include "dovecot-plugin/dovecot.hh"
#include "dovecot-plugin/vorrang-client.hh"
#include "dovecot-plugin/vorrang-headers.hh"
#include "dovecot-plugin/vorrang-settings.hh"
#include "dovecot-plugin/vorrang-statuses.hh"
#include "dovecot-plugin/vorrang-watch.hh"

/// The storage driver's objects. Structures that Dovecot allocates are zeroed raw memory: they hold
/// no C++ members, only pointers that are deleted where Dovecot lets go.
namespace vorrang {

constexpr const char* driver_name = "vorrang";

struct vorrang_mailbox;

/// The last message that was read, for clients that fetch it in pieces, a command each.
struct LastBody {
    std::string folder_id;
    std::uint32_t uid_validity = 0;
    std::uint32_t uid = 0;
    istream* stream = nullptr;
};

/// What one mail user of this process has with vorrangd.
class Desk {
  public:
    Desk(mail_user* user, const Settings& settings);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    Client client;
    HeaderAhead header_ahead;
    LastBody last_body;
    std::map<std::string, Folder> folders; ///< all that were ever told, by name: names of indexes
    std::map<std::string, int> opened;     ///< mailboxes open in this process, by folder
    std::set<std::pair<std::string, std::uint32_t>> moved; ///< (folder id, uid) that ACT took away

    /// Watches the folder for this mailbox (vorrang-notify.cc).
    void watch(vorrang_mailbox* mbox);
    void unwatch(vorrang_mailbox* mbox);

    /// Has the rest of a change shown in a moment: the new row comes before the old one goes.
    static void push_second_half(vorrang_mailbox* mbox);

    /// What STATUS shows; what is known of other folders lives until the next packet is read.
    [[nodiscard]] Answer<FolderStatus> status(const std::string& folder);

    void remember(const Folder& folder) { folders[folder.name] = folder; }

    void keep_body(LastBody body);

  private:
    static void on_readable(void* context);
    static void on_retry(void* context);
    static void on_first_look(void* context);
    void take_changes();
    void arm();
    void disarm();
    static void tell(vorrang_mailbox* mbox);
    static void on_packet_done(void* context);

    StatusAhead statuses_;
    Watch watch_;
    std::vector<vorrang_mailbox*> watching_;
    io* io_ = nullptr;
    timeout* retry_ = nullptr;
    timeout* first_look_ = nullptr;
    timeout* packet_done_ = nullptr;
};

/// The desk of the user, made at first use; nullptr with `error` if the settings are wrong.
Desk* desk_of(mail_user* user, std::string& error);

/// The desk of a list or storage whose creation has already checked the settings.
Desk& desk_of(mail_user* user);

struct vorrang_mailbox {
    mailbox box;
    std::uint32_t ext_id;
    std::uint64_t last_modseq; ///< highest that the index has seen in this session
    char* folder_id;           ///< from pool; set by open
    timeout* second_push;      ///< will show what pushed_first held back
    bool acted;                ///< something was changed behind the index: sync must look
    bool stored;               ///< flags were set: the next sync belongs to that command
    bool push_first_half;      ///< the next sync shows new rows only, not yet what went
    bool counted;              ///< stands in Desk::opened
    bool read_only;
};

/// One uid's row in the index: what FETCH needs without asking. 24 bytes, aligned.
struct RowRecord {
    std::int64_t date;
    std::int64_t saved;
    std::uint64_t size;
};

/// The index header's part: how far it has followed vorrangd.
struct FolderRecord {
    std::uint64_t modseq;
};

/// What one transaction has to tell vorrangd when it is committed.
struct Pending {
    std::vector<FlagChange> flags;
    std::vector<std::uint32_t> expunges;
};

struct vorrang_transaction {
    mailbox_transaction_context t;
    Pending* pending;
};

inline vorrang_mailbox* mailbox_of(mailbox* box) {
    return reinterpret_cast<vorrang_mailbox*>(box);
}

inline bool is_ours(const mailbox* box) {
    return strcmp(box->storage->name, driver_name) == 0;
}

inline Desk& desk_of(const mailbox* box) {
    return desk_of(box->storage->user);
}

/// The folder's name in the protocol: its path below the namespace's prefix.
std::string folder_name(const mailbox* box);
std::string folder_name(mailbox_list* list, const char* storage_name);

/// The IMAP error for a refusal, for the mailbox's storage.
void set_refusal(mailbox* box, const Refusal& refusal);
mail_error error_of(const Refusal& refusal);
/// The refusal's text with its response code, on the data stack.
const char* error_text(const Refusal& refusal);

/// Makes every open mailbox of the storage ask vorrangd at its next sync.
void mark_acted(mail_storage* storage);

/// Names the uids of one row for all eternity: 128 bits of folder, uid validity and uid.
std::string guid_of(const std::string& folder_id, std::uint32_t uid_validity, std::uint32_t uid);

// vorrang-list.cc
extern mailbox_list list_class;
/// Whether the folder stood in the last list that vorrangd gave.
bool was_listed(mailbox_list* list, const std::string& folder);
// vorrang-storage.cc
extern mail_storage storage_class;
void user_created(mail_user* user);
// vorrang-mailbox.cc
extern mailbox mailbox_class;
mailbox* mailbox_alloc(mail_storage*, mailbox_list*, const char* vname, mailbox_flags);
// vorrang-sync.cc
/// Brings the index up to date; what the client is shown stays as it is until its next sync.
int update_index(mailbox* box);
mailbox_sync_context* sync_init(mailbox* box, mailbox_sync_flags flags);
// vorrang-mail.cc
extern mail_vfuncs mail_functions;
mail* mail_alloc(mailbox_transaction_context*, mail_fetch_field, mailbox_header_lookup_ctx*);
// vorrang-save.cc
mail_save_context* save_alloc(mailbox_transaction_context* t);
int save_begin(mail_save_context* ctx, istream* input);
int save_continue(mail_save_context* ctx);
int save_finish(mail_save_context* ctx);
void save_cancel(mail_save_context* ctx);
int copy(mail_save_context* ctx, mail* mail);
int save_commit_pre(mail_save_context* ctx);
void save_commit_post(mail_save_context* ctx, mail_index_transaction_commit_result* result);
void save_rollback(mail_save_context* ctx);
// vorrang-transaction.cc
mailbox_transaction_context*
transaction_begin(mailbox* box, mailbox_transaction_flags flags, const char* reason);
int transaction_commit(mailbox_transaction_context* t, mail_transaction_commit_changes* changes);
void transaction_rollback(mailbox_transaction_context* t);
void update_flags(mail* mail, modify_type modify_type, mail_flags flags);
void update_keywords(mail* mail, modify_type modify_type, mail_keywords* keywords);
void expunge(mail* mail);
// vorrang-notify.cc
void notify_changes(mailbox* box);
// vorrang-personal.cc
void make_personal_inbox(mail_namespace* namespaces);
// vorrang-stale-moves.cc
void take_over_commands();
void give_back_commands();
// vorrang-leave.cc
void leave_mailbox_allocated(mailbox* box);

} // namespace vorrang

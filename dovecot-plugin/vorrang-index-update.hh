#pragma once

#include "dovecot-plugin/vorrang-storage.hh"

namespace vorrang {

/// Writes rows of vorrangd into one index transaction, only where they differ from the index (each
/// needless change would be an untagged FETCH for every session).
class IndexUpdate {
  public:
    IndexUpdate(vorrang_mailbox* mbox, mail_index_view* view, mail_index_transaction* trans);
    ~IndexUpdate();
    IndexUpdate(const IndexUpdate&) = delete;
    IndexUpdate& operator=(const IndexUpdate&) = delete;

    /// Everything of the answer. `fresh`: the index knows nothing yet; tombstones are then
    /// appended, too, and must be expunged by the next transaction.
    void apply(const OpenedFolder& opened, bool fresh);

    /// New rows and changed flags only; the header stays where it was.
    void apply_rows(const OpenedFolder& opened);

    void expunge(const std::vector<wire::UidRange>& gone);

  private:
    /// The flags of a row, parsed; many rows share one text.
    struct Flags {
        mail_flags system{};
        mail_keywords* keywords = nullptr;
    };

    const Flags& parsed(const std::string& text);
    void append(const Row& row);
    void append_tombstone(std::uint32_t uid);
    void append_fresh(const OpenedFolder& opened);
    void update(std::uint32_t seq, const Row& row);
    bool has_keywords(std::uint32_t seq, const mail_keywords* wanted);
    void expunge_unnamed(const std::vector<Row>& rows);
    void set_header(const FolderState& state);

    vorrang_mailbox* mbox_;
    mail_index_view* view_;
    mail_index_transaction* trans_;
    std::uint32_t next_uid_;
    std::map<std::string, Flags> flags_;
    ARRAY_TYPE(keyword_indexes) current_;
};

} // namespace vorrang

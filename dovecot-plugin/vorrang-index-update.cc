#include "dovecot-plugin/vorrang-index-update.hh"

namespace vorrang {

namespace {

/// A lost index is rebuilt with at most so many tombstones (30 days of a busy queue are fewer).
constexpr std::uint32_t most_tombstones = 200'000;

constexpr unsigned system_mask =
    MAIL_ANSWERED | MAIL_FLAGGED | MAIL_DELETED | MAIL_SEEN | MAIL_DRAFT;

} // namespace

IndexUpdate::IndexUpdate(vorrang_mailbox* mbox,
                         mail_index_view* view,
                         mail_index_transaction* trans)
    : mbox_(mbox)
    , view_(view)
    , trans_(trans)
    , next_uid_(mail_index_get_header(view)->next_uid) {
    i_array_init(&current_, 8);
}

IndexUpdate::~IndexUpdate() {
    for (auto& [text, flags] : flags_) {
        mail_index_keywords_unref(&flags.keywords);
    }
    array_free(&current_);
}

const IndexUpdate::Flags& IndexUpdate::parsed(const std::string& text) {
    const auto [place, is_new] = flags_.try_emplace(text);
    Flags& flags = place->second;
    if (is_new) {
        const DataStackFrame frame;
        std::vector<const char*> keywords;
        for (const char* const* word = t_strsplit_spaces(text.c_str(), " "); *word != nullptr;
             ++word) {
            if (**word == '\\') {
                flags.system =
                    static_cast<mail_flags>(flags.system | imap_parse_system_flag(*word));
            } else {
                keywords.push_back(*word);
            }
        }
        keywords.push_back(nullptr);
        flags.keywords = mail_index_keywords_create(mbox_->box.index, keywords.data());
    }
    return flags;
}

void IndexUpdate::apply(const OpenedFolder& opened, bool fresh) {
    if (fresh && mail_index_view_get_messages_count(view_) == 0) {
        append_fresh(opened);
    } else {
        apply_rows(opened);
        opened.state.all ? expunge_unnamed(opened.rows) : expunge(opened.gone);
    }
    set_header(opened.state);
}

void IndexUpdate::apply_rows(const OpenedFolder& opened) {
    for (const auto& row : opened.rows) {
        std::uint32_t seq = 0;
        if (row.uid >= next_uid_) {
            append(row);
        } else if (mail_index_lookup_seq(view_, row.uid, &seq)) {
            update(seq, row);
        }
    }
}

void IndexUpdate::append_fresh(const OpenedFolder& opened) {
    auto gone = opened.gone;
    std::sort(
        gone.begin(), gone.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::uint32_t> tombstones = wire::expand(gone);
    if (tombstones.size() > most_tombstones) {
        tombstones.erase(tombstones.begin(), tombstones.end() - most_tombstones);
    }
    auto tombstone = tombstones.begin();
    for (const auto& row : opened.rows) {
        for (; tombstone != tombstones.end() && *tombstone < row.uid; ++tombstone) {
            append_tombstone(*tombstone);
        }
        append(row);
    }
    for (; tombstone != tombstones.end() && *tombstone < opened.state.uid_next; ++tombstone) {
        append_tombstone(*tombstone);
    }
}

void IndexUpdate::append_tombstone(std::uint32_t uid) {
    if (uid >= next_uid_) {
        std::uint32_t seq = 0;
        mail_index_append(trans_, uid, &seq);
        next_uid_ = uid + 1;
    }
}

void IndexUpdate::append(const Row& row) {
    std::uint32_t seq = 0;
    mail_index_append(trans_, row.uid, &seq);
    next_uid_ = row.uid + 1;
    const RowRecord record{.date = row.date, .saved = row.saved, .size = row.size};
    mail_index_update_ext(trans_, seq, mbox_->ext_id, &record, nullptr);
    const Flags& flags = parsed(row.flags);
    mail_index_update_flags(trans_, seq, MODIFY_REPLACE, flags.system);
    if (flags.keywords->count > 0) {
        mail_index_update_keywords(trans_, seq, MODIFY_REPLACE, flags.keywords);
    }
    mail_index_update_modseq(trans_, seq, row.modseq);
}

void IndexUpdate::update(std::uint32_t seq, const Row& row) {
    const Flags& flags = parsed(row.flags);
    const auto current = mail_index_lookup(view_, seq)->flags & system_mask;
    if (current != static_cast<unsigned>(flags.system)) {
        mail_index_update_flags(trans_, seq, MODIFY_REPLACE, flags.system);
    }
    if (!has_keywords(seq, flags.keywords)) {
        mail_index_update_keywords(trans_, seq, MODIFY_REPLACE, flags.keywords);
    }
    if (mail_index_modseq_lookup(view_, seq) < row.modseq) {
        mail_index_update_modseq(trans_, seq, row.modseq);
    }
}

bool IndexUpdate::has_keywords(std::uint32_t seq, const mail_keywords* wanted) {
    mail_index_lookup_keywords(view_, seq, &current_);
    const auto* const current = static_cast<const unsigned*>(current_.arr.buffer->data);
    const std::size_t count = array_count_i(&current_.arr);
    const unsigned* const first = wanted->idx;
    return count == wanted->count && std::is_permutation(current, current + count, first);
}

void IndexUpdate::expunge(const std::vector<wire::UidRange>& gone) {
    for (const auto& range : gone) {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        if (mail_index_lookup_seq_range(view_, range.first, range.last, &first, &last)) {
            for (std::uint32_t seq = first; seq <= last; ++seq) {
                mail_index_expunge(trans_, seq);
            }
        }
    }
}

void IndexUpdate::expunge_unnamed(const std::vector<Row>& rows) {
    auto row = rows.begin();
    const std::uint32_t count = mail_index_view_get_messages_count(view_);
    for (std::uint32_t seq = 1; seq <= count; ++seq) {
        std::uint32_t uid = 0;
        mail_index_lookup_uid(view_, seq, &uid);
        while (row != rows.end() && row->uid < uid) {
            ++row;
        }
        if (row == rows.end() || row->uid != uid) {
            mail_index_expunge(trans_, seq);
        }
    }
}

void IndexUpdate::set_header(const FolderState& state) {
    if (state.uid_next > next_uid_) {
        mail_index_update_header(trans_,
                                 offsetof(mail_index_header, next_uid),
                                 &state.uid_next,
                                 sizeof state.uid_next,
                                 FALSE);
    }
    const FolderRecord record{.modseq = state.highest_modseq};
    mail_index_update_header_ext(trans_, mbox_->ext_id, 0, &record, sizeof record);
    mail_index_update_highest_modseq(trans_, state.highest_modseq);
}

} // namespace vorrang

/// The verbs of docs/protocol.md, one function each.
#include "dovecot-plugin/vorrang-client.hh"

#include <utility>

namespace vorrang {

namespace {

using Fields = std::vector<std::string_view>;

bool is_index_directory(std::string_view id) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789._-";
    return !id.empty() && id.size() <= 64 && id[0] != '.' &&
           id.find_first_not_of(allowed) == std::string_view::npos;
}

bool read_folder(const Fields& fields, Folder& folder) {
    if (fields.size() < 5 || !is_index_directory(fields[2])) {
        return false;
    }
    folder.name = wire::unescape(fields[1]);
    folder.id = fields[2];
    folder.special_use = wire::unescape(fields[3]);
    folder.writable = fields[4] == "rw";
    folder.subscribed = fields.size() < 6 || fields[5] != "unsubscribed";
    return true;
}

bool read_state(const Fields& fields, FolderState& state) {
    if (fields.size() < 5) {
        return false;
    }
    const auto uid_validity = wire::number(fields[1]);
    const auto uid_next = wire::number(fields[2]);
    const auto modseq = wire::number(fields[3]);
    if (!uid_validity || !uid_next || !modseq || *uid_validity == 0 || *uid_next == 0 ||
        *uid_validity > UINT32_MAX || *uid_next > UINT32_MAX) {
        return false;
    }
    state.uid_validity = static_cast<std::uint32_t>(*uid_validity);
    state.uid_next = static_cast<std::uint32_t>(*uid_next);
    state.highest_modseq = *modseq;
    state.all = fields[4] == "all";
    return true;
}

bool read_counts(const Fields& fields, FolderStatus& status) {
    if (fields.size() < 3) {
        return false;
    }
    const auto messages = wire::number(fields[1]);
    const auto unseen = wire::number(fields[2]);
    status.messages = static_cast<std::uint32_t>(messages.value_or(0));
    status.unseen = static_cast<std::uint32_t>(unseen.value_or(0));
    return messages && unseen;
}

bool read_row(const Fields& fields, std::vector<Row>& rows) {
    if (fields.size() < 7) {
        return false;
    }
    const auto uid = wire::number(fields[1]);
    const auto modseq = wire::number(fields[2]);
    const auto date = wire::number(fields[3]);
    const auto size = wire::number(fields[4]);
    const auto saved = wire::number(fields[5]);
    const std::uint32_t last_uid = rows.empty() ? 0 : rows.back().uid;
    if (!uid || !modseq || !date || !size || !saved || *uid <= last_uid || *uid > UINT32_MAX) {
        return false;
    }
    rows.push_back({.uid = static_cast<std::uint32_t>(*uid),
                    .modseq = *modseq,
                    .date = static_cast<std::int64_t>(*date),
                    .size = *size,
                    .saved = static_cast<std::int64_t>(*saved),
                    .flags = wire::unescape(fields[6])});
    return true;
}

bool read_gone(const Fields& fields, std::vector<wire::UidRange>& gone) {
    const auto ranges = fields.size() < 2 ? std::nullopt : wire::parse_uids(fields[1]);
    if (!ranges) {
        return false;
    }
    gone.insert(gone.end(), ranges->begin(), ranges->end());
    return true;
}

bool read_opened(const Fields& fields, OpenedFolder& opened) {
    const auto kind = fields[0];
    return kind == "FOLDER"  ? read_folder(fields, opened.folder)
           : kind == "STATE" ? read_state(fields, opened.state)
           : kind == "ROW"   ? read_row(fields, opened.rows)
           : kind == "GONE"  ? read_gone(fields, opened.gone)
                             : false;
}

bool read_status(const Fields& fields, FolderStatus& status) {
    const auto kind = fields[0];
    return kind == "FOLDER"   ? read_folder(fields, status.folder)
           : kind == "STATE"  ? read_state(fields, status.state)
           : kind == "COUNTS" ? read_counts(fields, status)
                              : false;
}

} // namespace

Answer<std::vector<Folder>> Client::list() {
    std::vector<Folder> folders;
    auto request = reading("LIST", {});
    request.begin = [&folders] { folders.clear(); };
    request.data = [&folders](const Fields& fields) {
        return fields[0] == "FOLDER" && read_folder(fields, folders.emplace_back());
    };
    const auto answer = ask(request);
    return answer ? Answer<std::vector<Folder>>(std::move(folders))
                  : tl::unexpected(answer.error());
}

Answer<Folder> Client::find(const std::string& folder) {
    Folder found;
    auto request = reading("FIND", {folder});
    request.data = [&found](const Fields& fields) {
        return fields[0] == "FOLDER" && read_folder(fields, found);
    };
    if (const auto answer = ask(request); !answer) {
        return tl::unexpected(answer.error());
    }
    if (found.id.empty()) {
        return tl::unexpected(defect("FIND " + folder + ": no FOLDER line"));
    }
    return found;
}

Answer<FolderStatus> Client::status(const std::string& folder) {
    FolderStatus status;
    auto request = reading("STATUS", {folder});
    request.begin = [&status] { status = {}; };
    request.data = [&status](const Fields& fields) { return read_status(fields, status); };
    if (const auto answer = ask(request); !answer) {
        return tl::unexpected(answer.error());
    }
    if (status.folder.id.empty() || status.state.uid_validity == 0) {
        return tl::unexpected(defect("STATUS " + folder + ": no FOLDER or STATE line"));
    }
    return status;
}

Answer<std::vector<FolderStatus>> Client::statuses() {
    std::vector<FolderStatus> all;
    if (minor_ < 1) {
        return all;
    }
    auto request = reading("STATUS", {});
    request.begin = [&all] { all.clear(); };
    request.data = [&all](const Fields& fields) {
        if (fields[0] == "FOLDER") {
            all.emplace_back();
        }
        return !all.empty() && read_status(fields, all.back());
    };
    const auto answer = ask(request);
    return answer ? Answer<std::vector<FolderStatus>>(std::move(all))
                  : tl::unexpected(answer.error());
}

Answer<OpenedFolder>
Client::open(const std::string& folder, std::uint32_t uid_validity, std::uint64_t since) {
    OpenedFolder opened;
    auto request = reading("OPEN", {folder, std::to_string(uid_validity), std::to_string(since)});
    request.begin = [&opened] { opened = {}; };
    request.data = [&opened](const Fields& fields) { return read_opened(fields, opened); };
    if (const auto answer = ask(request); !answer) {
        return tl::unexpected(answer.error());
    }
    if (opened.folder.id.empty() || opened.state.uid_validity == 0) {
        return tl::unexpected(defect("OPEN " + folder + ": no FOLDER or STATE line"));
    }
    return opened;
}

Answer<void> Client::ask_done(const Request& request) {
    const auto answer = ask(request);
    return answer ? Answer<void>() : tl::unexpected(answer.error());
}

Answer<void> Client::close(const std::string& folder) {
    // A lost connection has closed it already: nothing to connect for.
    return socket_.is_open() ? ask_done(reading("CLOSE", {folder})) : Answer<void>();
}

Answer<void>
Client::manage(const std::string& what, const std::string& folder, const std::string& to) {
    auto request =
        to.empty() ? writing("MANAGE", {what, folder}) : writing("MANAGE", {what, folder, to});
    request.repeat = Repeat::never;
    return ask_done(request);
}

Answer<Headers> Client::headers(const std::string& folder, const std::vector<std::uint32_t>& uids) {
    Headers headers;
    auto request = reading("HEADERS", {folder, wire::format_uids(uids)});
    request.begin = [&headers] { headers.clear(); };
    request.data = into_headers(headers);
    const auto answer = ask(request);
    return answer ? Answer<Headers>(std::move(headers)) : tl::unexpected(answer.error());
}

Answer<void> Client::body(const std::string& folder, std::uint32_t uid, const BodySink& sink) {
    std::uint64_t expected = 0;
    std::uint64_t received = 0;
    auto request = reading("BODY", {folder, std::to_string(uid)});
    request.data = [&](const Fields& fields) {
        if (fields[0] == "MESSAGE" && fields.size() >= 3) {
            expected = wire::number(fields[2]).value_or(0);
            received = 0;
            return sink.begin();
        }
        const auto bytes = fields.size() < 2 ? std::nullopt : wire::number(fields[1]);
        received += bytes.value_or(0);
        return bytes && fields[0] == "DATA" && read_bytes(*bytes, sink.piece);
    };
    const auto answer = ask_done(request);
    if (answer && received != expected) {
        return tl::unexpected(defect("BODY " + folder + " " + std::to_string(uid) + ": " +
                                     std::to_string(received) + " bytes instead of " +
                                     std::to_string(expected)));
    }
    return answer;
}

Answer<void> Client::flags(const std::string& folder, const std::vector<FlagChange>& changes) {
    std::vector<std::string> arguments{folder};
    for (const auto& change : changes) {
        arguments.emplace_back(change.add ? "add" : "remove");
        arguments.push_back(wire::format_uids(change.uids));
        arguments.push_back(change.flags);
    }
    return ask_done(writing("FLAGS", arguments));
}

Answer<void> Client::expunge(const std::string& folder, const std::vector<std::uint32_t>& uids) {
    return ask_done(writing("EXPUNGE", {folder, wire::format_uids(uids)}));
}

Answer<Placed> Client::ask_placed(const Request& request) {
    const auto answer = ask(request);
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    const auto uid_validity = answer->empty() ? std::nullopt : wire::number((*answer)[0]);
    const auto uids =
        answer->size() < 2 ? std::vector<wire::UidRange>() : wire::parse_uids((*answer)[1]);
    if (!uid_validity || !uids) {
        return tl::unexpected(defect("where the rows went"));
    }
    return Placed{static_cast<std::uint32_t>(*uid_validity), wire::expand(*uids)};
}

Answer<Placed> Client::act(const std::string& how,
                           const std::string& source,
                           const std::vector<std::uint32_t>& uids,
                           const std::string& target) {
    auto request = writing("ACT", {how, source, wire::format_uids(uids), target});
    request.repeat = Repeat::never;
    return ask_placed(request);
}

Answer<Placed> Client::append(const std::string& how,
                              const std::string& folder,
                              std::vector<MailToAppend>& mails) {
    auto request = writing("APPEND", {how, folder, std::to_string(mails.size())});
    request.repeat = Repeat::never;
    request.payload = [this, &mails] { return send_mails(mails); };
    return ask_placed(request);
}

Answer<void> Client::leave(const std::string& source,
                           const std::string& target,
                           const std::string& special_use) {
    return ask_done(reading("LEAVE", {"move", source, target, special_use}));
}

} // namespace vorrang

#include "daemon/admin/export.hh"

#include "core/api/admin.hh"
#include "core/pg/rows.hh"
#include "daemon/admin/mbox-writer.hh"
#include "daemon/admin/nouns.hh"
#include "daemon/admin/output.hh"
#include "daemon/admin/progress.hh"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace vorrang::admin {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr int page = 100; // tickets of one query

std::string text_of(const json::object& object, std::string_view field) {
    const auto* const value = object.if_contains(field);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
}

/// A word for a header line: what is not printable ASCII stays out.
std::string plain(std::string text) {
    std::erase_if(text, [](unsigned char c) { return c <= ' ' || c > '~'; });
    return text;
}

tl::unexpected<Error> cannot_write(const fs::path& file) {
    return fail(ErrorCode::unavailable,
                fmt::format("cannot write {}", file.string()),
                "is the disk full? Empty the directory and export again");
}

class Exporter {
  public:
    Exporter(const Context& context, pg::Connection& connection, fs::path directory)
        : context_(context)
        , admin_(connection)
        , directory_(std::move(directory)) {}

    Result<void> nouns();
    Result<void> tickets(const std::string& channel);
    /// All of it is on its way to the disk.
    Result<void> end();

    [[nodiscard]] std::int64_t ticket_count() const { return tickets_; }

    [[nodiscard]] std::int64_t message_count() const { return messages_; }

  private:
    Result<std::ofstream*> file(const std::string& name);
    Result<void> ticket(const json::object& ticket);
    Result<void>
    message(std::ofstream& mbox, const json::object& ticket, const json::object& message);

    const Context& context_;
    api::Admin admin_;
    fs::path directory_;
    std::map<std::string, std::ofstream> files_;
    std::int64_t tickets_ = 0;
    std::int64_t messages_ = 0;
    Progress progress_;
};

Result<std::ofstream*> Exporter::file(const std::string& name) {
    auto& out = files_[name];
    if (!out.is_open()) {
        out.open(directory_ / name, std::ios::binary);
    }
    if (!out) {
        return cannot_write(directory_ / name);
    }
    return &out;
}

Result<void> Exporter::end() {
    for (auto& [name, out] : files_) {
        if (!out.flush()) {
            return cannot_write(directory_ / name);
        }
    }
    return {};
}

Result<void> Exporter::nouns() {
    std::vector<std::string_view> names{"time", "bill"};
    for (const auto& noun : admin::nouns()) {
        if (noun.listed && noun.name != "ticket") {
            names.push_back(noun.name);
        }
    }
    for (const auto name : names) {
        const auto list = admin_.list(name, {{"all", true}, {"text", true}}, context_.now);
        if (!list) {
            return pass_on(list);
        }
        auto out = file(fmt::format("{}.json", name));
        if (!out) {
            return pass_on(out);
        }
        **out << json_text(*list);
    }
    return {};
}

Result<void> Exporter::tickets(const std::string& channel) {
    std::int64_t after = 0;
    while (true) {
        const auto tickets = admin_.export_tickets(after, page, channel, context_.now);
        if (!tickets) {
            return pass_on(tickets);
        }
        for (const auto& one : tickets->as_array()) {
            if (auto done = ticket(one.as_object()); !done) {
                return done;
            }
            after = one.at("number").as_int64();
        }
        if (tickets->as_array().size() < page) {
            break;
        }
    }
    return {};
}

Result<void> Exporter::ticket(const json::object& ticket) {
    auto lines = file("tickets.jsonl");
    if (!lines) {
        return pass_on(lines);
    }
    **lines << json::serialize(ticket) << '\n';
    auto mbox = file(text_of(ticket, "channel") + ".mbox");
    if (!mbox) {
        return pass_on(mbox);
    }
    for (const auto& one : ticket.at("messages").as_array()) {
        if (auto done = message(**mbox, ticket, one.as_object()); !done) {
            return done;
        }
    }
    ++tickets_;
    if (progress_.due()) {
        progress_.tell(fmt::format("{} tickets, {} messages", tickets_, messages_));
    }
    return {};
}

Result<void>
Exporter::message(std::ofstream& mbox, const json::object& ticket, const json::object& message) {
    std::string fields = fmt::format("X-Vorrang-Ticket: {}\n", ticket.at("number").as_int64()) +
                         fmt::format("X-Vorrang-Message: {} {}\n",
                                     plain(text_of(message, "direction")),
                                     plain(text_of(message, "kind")));
    for (const auto& [name, value] : {std::pair{"Customer", text_of(ticket, "customer")},
                                      std::pair{"Agent", text_of(message, "agent")}}) {
        if (!value.empty()) {
            fields += fmt::format("X-Vorrang-{}: {}\n", name, plain(value));
        }
    }
    const auto at = pg::parse_instant(text_of(message, "at")).value_or(context_.now);
    MboxWriter writer([&mbox](std::string_view bytes) { mbox << bytes; });
    writer.begin(plain(text_of(message, "from")), at, fields);
    auto done = admin_.message_raw(message.at("id").as_int64(),
                                   [&writer](std::string_view bytes) { writer.write(bytes); });
    writer.end();
    ++messages_;
    return done;
}

Result<void> make_directory(const fs::path& directory) {
    std::error_code failed;
    const bool there = fs::exists(directory, failed);
    if (there && !fs::is_empty(directory, failed)) {
        return fail(ErrorCode::data,
                    fmt::format("{} is not an empty directory", directory.string()),
                    "name one that is empty or not there yet");
    }
    if (!there && !fs::create_directory(directory, failed)) {
        return fail(ErrorCode::no_such,
                    fmt::format("cannot make {}: {}", directory.string(), failed.message()),
                    "name a directory whose parent you may write to");
    }
    return {};
}

} // namespace

Result<int>
run_export(const Context& context, const std::string& directory, const std::string& channel) {
    ::umask(S_IRWXG | S_IRWXO); // people's mails
    if (auto made = make_directory(directory); !made) {
        return pass_on(made);
    }
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    if (auto begun = connection->begin(); !begun) {
        return pass_on(begun);
    }
    if (auto frozen =
            connection->exec("set transaction isolation level repeatable read, read only");
        !frozen) {
        return pass_on(frozen);
    }
    Exporter exporter(context, *connection, directory);
    if (auto done = exporter.nouns(); !done) {
        return pass_on(done);
    }
    if (auto done = exporter.tickets(channel); !done) {
        return pass_on(done);
    }
    if (auto done = exporter.end(); !done) {
        return pass_on(done);
    }
    print(context.json ? json_text(json::object{{"directory", directory},
                                                {"tickets", exporter.ticket_count()},
                                                {"messages", exporter.message_count()}})
                       : fmt::format("{} tickets with {} messages are in {}\n",
                                     exporter.ticket_count(),
                                     exporter.message_count(),
                                     directory));
    return connection->commit().map([] { return 0; });
}

} // namespace vorrang::admin

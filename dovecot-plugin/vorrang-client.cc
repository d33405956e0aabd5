#include "dovecot-plugin/vorrang-client.hh"

#include <algorithm>
#include <utility>

namespace vorrang {

namespace {

constexpr std::string_view protocol_name = "vorrang-imap";
constexpr std::string_view protocol_major = "1";
constexpr std::string_view hello = "VERSION\tvorrang-imap\t1\t1\n";
constexpr const char* away_sentence =
    "The helpdesk does not answer right now; nothing is lost. Please "
    "try again in a moment";
constexpr const char* defect_sentence = "The helpdesk gave an answer that makes no sense; the "
                                        "administrator finds it in the log";
constexpr std::size_t longest_sentence = 400;

/// One line that a client can show, whatever was sent.
std::string sentence(std::string_view field) {
    std::string text = wire::unescape(field).substr(0, longest_sentence);
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return text;
}

} // namespace

Refusal Client::away(const std::string& why) {
    socket_.close();
    posted_ = false;
    retry_at_ = Steady::now() + options_.back_off;
    if (options_.log) {
        options_.log(options_.socket_path + ": " + why);
    }
    last_failure_ = Refusal{"UNAVAILABLE", away_sentence};
    return *last_failure_;
}

Refusal Client::defect(const std::string& why) {
    socket_.close();
    posted_ = false;
    if (options_.log) {
        options_.log(options_.socket_path + ": not understood: " + why);
    }
    return {"SERVERBUG", defect_sentence};
}

Client::Request Client::reading(std::string_view verb,
                                const std::vector<std::string>& arguments) const {
    return {.line = wire::line(verb, arguments), .timeout = options_.timeout};
}

Client::Request Client::writing(std::string_view verb, const std::vector<std::string>& arguments) {
    ++writes_;
    return {.line = wire::line(verb, arguments), .timeout = 3 * options_.timeout};
}

Answer<void> Client::connect() {
    if (socket_.is_open() && !posted_ && socket_.is_stale()) {
        socket_.close();
    }
    if (socket_.is_open()) {
        return {};
    }
    if (retry_at_ && Steady::now() < *retry_at_) {
        return tl::unexpected(*last_failure_);
    }
    if (!socket_.connect(options_.socket_path, options_.connect_timeout)) {
        return tl::unexpected(away(socket_.failure()));
    }
    return say_hello();
}

Answer<void> Client::say_hello() {
    const std::string text = std::string(hello) + wire::line("LOGIN", std::vector{options_.login});
    if (!socket_.send(text, options_.hello_timeout)) {
        return tl::unexpected(away(socket_.failure()));
    }
    const auto version = socket_.read_line(options_.hello_timeout);
    if (!version) {
        return tl::unexpected(away(socket_.failure()));
    }
    const auto fields = wire::split(*version);
    if (fields.size() < 4 || fields[0] != "VERSION" || fields[1] != protocol_name ||
        fields[2] != protocol_major) {
        return tl::unexpected(away("speaks another protocol: " + std::string(*version)));
    }
    minor_ = wire::number(fields[3]).value_or(0);
    const auto login = read_answer({.line = {}, .timeout = options_.hello_timeout});
    if (!login) {
        const std::string why = "LOGIN " + options_.login + ": " + login.error().sentence;
        (void)away(why);
        last_failure_ = login.error();
        return tl::unexpected(login.error());
    }
    retry_at_.reset();
    return {};
}

Answer<std::vector<std::string>> Client::ask(const Request& request) {
    drain_posted();
    const bool was_open = socket_.is_open();
    auto answer = attempt(request);
    // A connection that broke while it was used says little about vorrangd: it may be back already.
    // One that kept silent would only keep silent again.
    const bool broke = !answer && !socket_.is_open() && !socket_.timed_out() &&
                       answer.error().code == "UNAVAILABLE";
    if (broke && was_open && request.repeat == Repeat::once) {
        retry_at_.reset();
        answer = attempt(request);
    }
    return answer;
}

Answer<std::vector<std::string>> Client::attempt(const Request& request) {
    if (const auto connected = connect(); !connected) {
        return tl::unexpected(connected.error());
    }
    if (request.begin) {
        request.begin();
    }
    if (!socket_.send(request.line, request.timeout)) {
        return tl::unexpected(away(socket_.failure()));
    }
    if (request.payload && !request.payload()) {
        return tl::unexpected(away(socket_.failure()));
    }
    return read_answer(request);
}

Answer<std::vector<std::string>> Client::read_answer(const Request& request) {
    for (;;) {
        const auto line = socket_.read_line(request.timeout);
        if (!line) {
            return tl::unexpected(away(socket_.failure()));
        }
        const auto fields = wire::split(*line);
        if (fields[0] == "OK") {
            std::vector<std::string> values;
            for (std::size_t i = 1; i < fields.size(); ++i) {
                values.push_back(wire::unescape(fields[i]));
            }
            return values;
        }
        if (fields[0] == "NO" && fields.size() >= 3) {
            return tl::unexpected(Refusal{std::string(fields[1]), sentence(fields[2])});
        }
        if (fields[0] == "BAD") {
            return tl::unexpected(defect("BAD: " + sentence(fields.back())));
        }
        // The line is gone from the buffer once its payload was read.
        if (const std::string kind(fields[0]); !request.data || !request.data(fields)) {
            return socket_.is_open() ? tl::unexpected(defect(kind.substr(0, 80) + " line"))
                                     : tl::unexpected(away(socket_.failure()));
        }
    }
}

bool Client::read_bytes(std::uint64_t count, const Piece& sink) {
    while (count > 0) {
        const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(count, SIZE_MAX));
        const auto bytes = socket_.read_some(most, options_.timeout);
        if (!bytes || !sink(*bytes)) {
            return false;
        }
        count -= bytes->size();
    }
    return true;
}

void Client::post_headers(const std::string& folder, const std::vector<std::uint32_t>& uids) {
    drain_posted();
    posted_headers_.clear();
    if (!connect()) {
        return;
    }
    const auto request = reading("HEADERS", {folder, wire::format_uids(uids)});
    posted_ = socket_.send(request.line, request.timeout);
}

Headers Client::take_posted() {
    drain_posted();
    return std::exchange(posted_headers_, {});
}

void Client::drain_posted() {
    if (!posted_) {
        return;
    }
    // Whatever goes wrong here is asked again by the one who misses it.
    Request request{.line = {}, .timeout = options_.timeout};
    request.data = into_headers(posted_headers_);
    if (!read_answer(request)) {
        posted_headers_.clear();
    }
    posted_ = false;
}

std::function<bool(const Client::Fields&)> Client::into_headers(Headers& headers) {
    return [this, &headers](const Fields& fields) {
        if (fields.size() < 3 || fields[0] != "HEAD") {
            return false;
        }
        const auto uid = wire::number(fields[1]);
        const auto bytes = wire::number(fields[2]);
        if (!uid || !bytes) {
            return false;
        }
        auto& header = headers[static_cast<std::uint32_t>(*uid)];
        header.clear();
        return read_bytes(*bytes, [&header](std::string_view piece) {
            header += piece;
            return true;
        });
    };
}

bool Client::send_mails(std::vector<MailToAppend>& mails) {
    for (auto& mail : mails) {
        const std::string date = mail.date ? std::to_string(*mail.date) : std::string();
        const std::vector arguments{date, mail.flags, std::to_string(mail.size)};
        if (!socket_.send(wire::line("MAIL", arguments), 3 * options_.timeout)) {
            return false;
        }
        for (std::uint64_t left = mail.size; left > 0;) {
            const auto piece = mail.next().substr(0, static_cast<std::size_t>(left));
            if (piece.empty() || !socket_.send(piece, 3 * options_.timeout)) {
                return false;
            }
            left -= piece.size();
        }
    }
    return true;
}

} // namespace vorrang

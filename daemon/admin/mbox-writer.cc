#include "daemon/admin/mbox-writer.hh"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace vorrang::admin {

namespace {

constexpr std::string_view from_line = "From ";

/// May `held` still become any number of '>' and "From "?
bool may_be_from(std::string_view held) {
    const auto word = held.substr(std::min(held.find_first_not_of('>'), held.size()));
    return from_line.starts_with(word);
}

} // namespace

void MboxWriter::begin(std::string_view sender, Instant at, std::string_view fields) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
    sink_(fmt::format("From {} {:%a %b %e %H:%M:%S %Y}\n{}",
                      sender.empty() ? "MAILER-DAEMON" : sender,
                      fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)),
                      fields));
    at_line_start_ = true;
    cr_ = false;
    held_.clear();
}

void MboxWriter::flush_held() {
    out_ += held_;
    held_.clear();
    at_line_start_ = false;
}

void MboxWriter::put(char c) {
    if (at_line_start_) {
        held_ += c;
        if (held_.ends_with(from_line) && may_be_from(held_)) {
            out_ += '>';
            flush_held();
        } else if (!may_be_from(held_)) {
            flush_held();
            at_line_start_ = c == '\n';
        }
        return;
    }
    out_ += c;
    at_line_start_ = c == '\n';
}

void MboxWriter::write(std::string_view piece) {
    for (const char c : piece) {
        if (cr_ && c != '\n') {
            put('\r');
        }
        cr_ = c == '\r';
        if (!cr_) {
            put(c);
        }
    }
    sink_(out_);
    out_.clear();
}

void MboxWriter::end() {
    if (cr_) {
        put('\r');
    }
    const bool open_line = !held_.empty() || !at_line_start_;
    flush_held();
    sink_(out_ + (open_line ? "\n\n" : "\n"));
    out_.clear();
}

} // namespace vorrang::admin

#include "milter/trace-lines.hh"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace vorrang::milter {

namespace {

constexpr std::size_t max_word = 255;

/// A word of a client in our header: whatever could end the line or open a comment becomes `?`.
std::string harmless(std::string_view word) {
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                         "0123456789.-_:[]";
    std::string out;
    for (const char c : word.substr(0, max_word)) {
        out += allowed.find(c) == std::string_view::npos ? '?' : c;
    }
    return out;
}

/// The envelope sender between angle brackets; control characters cannot stand in a header.
std::string printable(std::string_view sender) {
    std::string out;
    for (const char c : sender) {
        const auto byte = static_cast<unsigned char>(c);
        out += (byte < 0x20 || byte == 0x7f) ? '?' : c;
    }
    return out;
}

std::string address_literal(const std::string& client) {
    const bool is_v6 = client.find(':') != std::string::npos;
    return fmt::format("[{}{}]", is_v6 ? "IPv6:" : "", harmless(client));
}

std::string from_part(const Trace& trace) {
    if (!trace.login.empty()) {
        return "";
    }
    if (trace.client.empty()) {
        return "from localhost ";
    }
    const std::string helo = trace.helo.empty() ? "unknown" : harmless(trace.helo);
    return fmt::format("from {} ({})\r\n\t", helo, address_literal(trace.client));
}

} // namespace

std::string mail_date(Instant at) {
    using namespace std::chrono;
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<std::chrono::days>(at);
    const year_month_day date{day};
    const hh_mm_ss time{floor<seconds>(at - day)};
    return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000",
                       days.at(weekday{day}.c_encoding()),
                       static_cast<unsigned>(date.day()),
                       months.at(static_cast<unsigned>(date.month()) - 1),
                       static_cast<int>(date.year()),
                       time.hours().count(),
                       time.minutes().count(),
                       time.seconds().count());
}

std::string return_path_line(const Trace& trace) {
    return fmt::format("Return-Path: <{}>", printable(trace.envelope_from));
}

std::string received_line(const Trace& trace) {
    return fmt::format("Received: {}by {} (Vorrang) with {} id {};\r\n\t{}",
                       from_part(trace),
                       harmless(trace.hostname),
                       trace.login.empty() ? "ESMTP" : "ESMTPA",
                       harmless(trace.queue_id),
                       mail_date(trace.at));
}

} // namespace vorrang::milter

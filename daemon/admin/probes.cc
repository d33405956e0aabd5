#include "daemon/admin/probes.hh"

#include "daemon/admin/stream-socket.hh"

#include <fmt/format.h>

#include <cstdint>

namespace vorrang::admin {
namespace {

constexpr std::chrono::seconds kWait{10};

// sendmail's milter protocol: length, command, data; numbers big-endian.
constexpr char kOptionNegotiation = 'O';
constexpr char kQuit = 'Q';
constexpr std::uint32_t kVersion = 6;
constexpr std::uint32_t kAllActions = 0x1FF;
constexpr std::uint32_t kAllSteps = 0x1FFFFF;
constexpr std::size_t kLongestPacket = 1024;

std::string number_bytes(std::uint32_t number) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += static_cast<char>(number >> shift & 0xFFU);
    }
    return out;
}

std::uint32_t number_of(std::string_view bytes) {
    std::uint32_t number = 0;
    for (const char c : bytes.substr(0, 4)) {
        number = number << 8U | static_cast<unsigned char>(c);
    }
    return number;
}

std::string packet(char command, const std::string& data) {
    return number_bytes(static_cast<std::uint32_t>(data.size() + 1)) + command + data;
}

Result<StreamSocket> connect_milter(const std::string& socket) {
    if (socket.starts_with("unix:")) {
        return StreamSocket::connect_unix(socket.substr(5), kWait);
    }
    const auto at = socket.find('@');
    return StreamSocket::connect_tcp(socket.substr(at + 1), socket.substr(5, at - 5), kWait);
}

/// All lines of one SMTP reply, joined by blanks.
Result<std::string> read_reply(StreamSocket& smtp) {
    std::string reply;
    while (true) {
        auto line = smtp.read_line();
        if (!line) {
            return line;
        }
        reply += reply.empty() ? *line : " " + *line;
        if (line->size() < 4 || (*line)[3] != '-') {
            return reply;
        }
    }
}

Result<std::string> command(StreamSocket& smtp, const std::string& line) {
    if (auto written = smtp.write(line + "\r\n"); !written) {
        return pass_on(written);
    }
    return read_reply(smtp);
}

/// Everything up to where recipients may be named.
Result<void> greet(StreamSocket& smtp) {
    auto reply = read_reply(smtp);
    for (const char* const line : {"EHLO vorrang-check.invalid", "MAIL FROM:<>"}) {
        if (reply && reply->starts_with('2')) {
            reply = command(smtp, line);
        }
    }
    if (!reply) {
        return pass_on(reply);
    }
    if (!reply->starts_with('2')) {
        return fail(ErrorCode::unavailable, *reply);
    }
    return {};
}

} // namespace

Result<int> probe_milter(const std::string& socket) {
    auto milter = connect_milter(socket);
    if (!milter) {
        return pass_on(milter);
    }
    const auto offer = number_bytes(kVersion) + number_bytes(kAllActions) + number_bytes(kAllSteps);
    if (auto written = milter->write(packet(kOptionNegotiation, offer)); !written) {
        return pass_on(written);
    }
    const auto length = milter->read(4);
    if (!length) {
        return pass_on(length);
    }
    const auto size = number_of(*length);
    if (size < 13 || size > kLongestPacket) {
        return fail(ErrorCode::data, "what listens there speaks no milter protocol");
    }
    const auto answer = milter->read(size);
    if (!answer) {
        return pass_on(answer);
    }
    if (answer->front() != kOptionNegotiation) {
        return fail(ErrorCode::data, "what listens there speaks no milter protocol");
    }
    (void)milter->write(packet(kQuit, ""));
    return static_cast<int>(number_of(answer->substr(1)));
}

Result<void>
probe_recipients(const std::string& host_port,
                 std::span<const std::string> addresses,
                 const std::function<void(const std::string&, const std::string&)>& answer) {
    const auto colon = host_port.rfind(':');
    auto smtp =
        StreamSocket::connect_tcp(host_port.substr(0, colon), host_port.substr(colon + 1), kWait);
    if (!smtp) {
        return pass_on(smtp);
    }
    if (auto greeted = greet(*smtp); !greeted) {
        return fail(greeted.error().code, fmt::format("{}: {}", host_port, greeted.error().text));
    }
    for (const auto& address : addresses) {
        auto reply = command(*smtp, fmt::format("RCPT TO:<{}>", address));
        if (!reply) {
            return fail(reply.error().code, fmt::format("{}: {}", host_port, reply.error().text));
        }
        answer(address, *reply);
    }
    (void)command(*smtp, "QUIT");
    return {};
}

} // namespace vorrang::admin

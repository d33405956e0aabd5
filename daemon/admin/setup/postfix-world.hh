#pragma once

#include "core/config.hh"
#include "daemon/admin/setup/postfix-picture.hh"
#include "daemon/admin/setup/rule.hh"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::admin::setup {

/// What a lookup table of Postfix says.
struct MapAnswer {
    enum class State { found, absent, cannot_ask };
    State state = State::absent;
    std::string value; ///< of `cannot_ask`: why
};

/// What the rules about Postfix look at.
struct PostfixWorld {
    const PostfixPicture& postfix;
    const Config& config;
    std::vector<std::string> addresses; ///< of the channels that take mail
    /// Asks the table "type:name" for a key.
    std::function<MapAnswer(const std::string& map, const std::string& key)> ask;
    std::vector<std::string> left{}; ///< addresses of the other channels: off, observe
};

/// `postconf` with its arguments, for a shell: "postconf -e 'smtputf8_enable = no'".
[[nodiscard]] std::string
postconf_line(const PostfixPicture& postfix, std::string_view option, const std::string& argument);

/// What gives a setting a value where it stands now: in main.cf, or in the service's own `-o`.
[[nodiscard]] std::string set_line(const PostfixPicture& postfix,
                                   const Service& service,
                                   const std::string& setting,
                                   const std::string& value);

/// What gives one service a value of its own.
[[nodiscard]] std::string set_own_line(const PostfixPicture& postfix,
                                       const Service& service,
                                       const std::string& setting,
                                       const std::string& value);

/// Where a setting of a service stands, for a sentence: "main.cf" or "smtp/inet in master.cf".
[[nodiscard]] std::string standing_in(const Service& service, const std::string& setting);

/// "127.0.0.1:10025/inet (REENTRY)".
[[nodiscard]] std::string called(const PostfixPicture& postfix, const Service& service);

/// Adds a complaint that is mended by a shell's line, but no line twice.
void complain(Complaints& complaints,
              CheckResult::Verdict verdict,
              std::string sentence,
              std::string line);

/// What leads this one address to REENTRY; "" where there is no REENTRY.
[[nodiscard]] std::string desk_route_line(const PostfixWorld& world, const std::string& address);

/// The families of rules.
[[nodiscard]] std::span<const Rule<PostfixWorld>> parameter_rules();
[[nodiscard]] std::span<const Rule<PostfixWorld>> milter_rules();
[[nodiscard]] std::span<const Rule<PostfixWorld>> service_rules();
[[nodiscard]] std::span<const Rule<PostfixWorld>> route_rules();

} // namespace vorrang::admin::setup

#pragma once

#include "daemon/admin/context.hh"
#include "daemon/admin/nouns.hh"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace vorrang::admin {

/// NOUN set KEY …: creates or changes one; prints it as JSON if asked, else nothing.
[[nodiscard]] Result<int> run_set(const Context& context,
                                  const NounSpec& noun,
                                  const std::string& key,
                                  const boost::json::object& fields);
[[nodiscard]] Result<int> run_remove(const Context& context,
                                     const NounSpec& noun,
                                     const std::string& key,
                                     const boost::json::object& fields);
/// channel rename KEY NEW
[[nodiscard]] Result<int>
run_channel_rename(const Context& context, const std::string& key, const std::string& other);
/// agent absent KEY …
[[nodiscard]] Result<int>
run_agent_absent(const Context& context, const std::string& key, const boost::json::object& fields);
[[nodiscard]] Result<int>
run_webhook_try(const Context& context, const std::string& key, const boost::json::object& fields);
[[nodiscard]] Result<int> run_webhook_retry(const Context& context,
                                            const std::string& key,
                                            const boost::json::object& fields);
[[nodiscard]] Result<int> run_webhook_calls(const Context& context,
                                            const std::string& key,
                                            const boost::json::object& fields);
[[nodiscard]] Result<int>
run_list(const Context& context, const NounSpec& noun, const boost::json::object& filter);
[[nodiscard]] Result<int>
run_show(const Context& context, const NounSpec& noun, const std::string& key);

/// explain NUMBER, --agent ("": none)
[[nodiscard]] Result<int>
run_explain(const Context& context, const std::string& ticket, const std::string& agent);

/// report now --channel, --agent: the tickets of each channel, counted.
[[nodiscard]] Result<int> run_report_now(const Context& context, const boost::json::object& filter);

/// ticket find --message-id
[[nodiscard]] Result<int> run_find(const Context& context, const std::string& message_id);

/// message show ID --raw: header and body as stored, byte for byte.
[[nodiscard]] Result<int> run_raw(const Context& context, const std::string& message);

/// db upgrade
[[nodiscard]] Result<int> run_upgrade(const Context& context,
                                      std::optional<std::int64_t> first_number);

enum class ConfigView { all, changed, defaults, man };

/// config [-n|-d]
[[nodiscard]] Result<int> run_config(const Context& context, ConfigView view);

} // namespace vorrang::admin

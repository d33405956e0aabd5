#pragma once

#include <string>

struct mail_user;

namespace vorrang {

/// The plugin's settings (`plugin { vorrang_… }`).
struct Settings {
    std::string socket_path;
    unsigned int timeout_msecs = 0;
    unsigned int read_ahead = 0;
};

/// Reads the user's settings. On a wrong one: false and a sentence that names setting and value.
bool read_settings(mail_user* user, Settings& settings, std::string& error);

} // namespace vorrang

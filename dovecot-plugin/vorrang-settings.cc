#include "dovecot-plugin/vorrang-settings.hh"

#include "dovecot-plugin/dovecot.hh"

namespace vorrang {

namespace {

struct Setting {
    const char* name;
    const char* default_value;
    const char* kind; ///< what a right value looks like, for the message
    bool (*read)(const char* value, Settings& settings);
};

bool read_path(const char* value, Settings& settings) {
    settings.socket_path = value;
    return value[0] == '/';
}

bool read_timeout(const char* value, Settings& settings) {
    const char* error = nullptr;
    return settings_get_time_msecs(value, &settings.timeout_msecs, &error) == 0 &&
           settings.timeout_msecs >= 100 && settings.timeout_msecs <= 600'000;
}

bool read_read_ahead(const char* value, Settings& settings) {
    return str_to_uint(value, &settings.read_ahead) == 0 && settings.read_ahead >= 1 &&
           settings.read_ahead <= 1000;
}

constexpr Setting table[] = {
    {"vorrang_socket", "/run/vorrang/imap.sock", "an absolute path", read_path},
    {"vorrang_timeout", "10s", "a time with unit from 100 ms to 10 min", read_timeout},
    {"vorrang_read_ahead", "500", "a number from 1 to 1000", read_read_ahead},
};

} // namespace

bool read_settings(mail_user* user, Settings& settings, std::string& error) {
    for (const auto& setting : table) {
        const char* value = mail_user_plugin_getenv(user, setting.name);
        if (value == nullptr) {
            value = setting.default_value;
        }
        if (!setting.read(value, settings)) {
            error = std::string("plugin { ") + setting.name + " = " + value + " } must be " +
                    setting.kind;
            return false;
        }
    }
    return true;
}

} // namespace vorrang

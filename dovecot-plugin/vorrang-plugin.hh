#pragma once

struct module;

extern "C" {

/// Dovecot's loader looks these up by name; nothing else is exported.
[[gnu::visibility("default")]] extern const char* vorrang_plugin_version;
[[gnu::visibility("default")]] void vorrang_plugin_init(module* module);
[[gnu::visibility("default")]] void vorrang_plugin_deinit();
}

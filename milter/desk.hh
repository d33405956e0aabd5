#pragma once

#include "core/clock.hh"
#include "milter/agent-desk.hh"
#include "milter/desk-store.hh"
#include "milter/directory.hh"
#include "milter/observer.hh"
#include "milter/outside-attempts.hh"
#include "milter/settings.hh"

#include <memory>
#include <mutex>
#include <utility>

namespace vorrang::milter {

/// The settings in force, exchanged as a whole. Thread-safe.
class SettingsSource {
  public:
    explicit SettingsSource(Settings settings)
        : settings_(std::make_shared<const Settings>(std::move(settings))) {}

    [[nodiscard]] std::shared_ptr<const Settings> current() const {
        const std::lock_guard lock(mutex_);
        return settings_;
    }

    void replace(Settings settings) {
        auto fresh = std::make_shared<const Settings>(std::move(settings));
        const std::lock_guard lock(mutex_);
        settings_.swap(fresh);
    }

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Settings> settings_;
};

/// What all sessions share. Everything in it is thread-safe and outlives them.
struct Desk {
    SettingsSource& settings;
    DirectorySource& directory;
    DeskStore& store;
    AgentDesk& agents;
    Observer& observer;
    const Clock& clock;
    AttemptLog& attempts;
};

} // namespace vorrang::milter

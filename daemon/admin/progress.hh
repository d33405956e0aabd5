#pragma once

#include <chrono>
#include <string_view>

namespace vorrang::admin {

/// Tells a terminal, each second, how far a long command is.
class Progress {
  public:
    Progress() = default;
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    /// Ends the line, if there is one.
    ~Progress();

    /// True: it is time to tell. Never where standard error is no terminal.
    [[nodiscard]] bool due() const;
    void tell(std::string_view text);

  private:
    std::chrono::steady_clock::time_point next_ =
        std::chrono::steady_clock::now() + std::chrono::seconds{1};
    bool told_ = false;
};

} // namespace vorrang::admin

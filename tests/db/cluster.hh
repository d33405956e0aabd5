#pragma once

#include "core/pg/connection.hh"

#include <string>

namespace vorrang::test {

/// One PostgreSQL for the whole test binary, with the roles and an empty database `vorrang`: made
/// at the first use, removed at the end. Made by tests/support/throwaway-cluster.
class Cluster {
  public:
    /// nullptr: there is none to be had here; skip the test.
    static Cluster* get();

    [[nodiscard]] pg::ConnectOptions options(const std::string& user) const;

    /// Makes the database empty again.
    void empty() const;

    /// Stops it as a crash does.
    void kill() const;
    void start() const;

    explicit Cluster(std::string folder);
    ~Cluster();
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;

  private:
    [[nodiscard]] bool run(const std::string& verb, const std::string& more = "") const;

    std::string folder_;
    bool up_;
};

} // namespace vorrang::test

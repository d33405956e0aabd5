#pragma once

#include "core/clock.hh"

#include <boost/json/object.hpp>

namespace vorrang::milter {

/// A mail that passed, and that a channel which only looks on wants to know of.
struct Observation {
    enum class Kind {
        mail,   ///< to observed channels
        answer, ///< by our own people, perhaps an answer to one
    };
    Kind kind = Kind::mail;
    boost::json::object facts; ///< as core/api/observe.hh describes them
    Instant at;
};

/// Who remembers what passed. Thread-safe. Whoever tells him never waits and cannot fail: a mail
/// that is only looked at must not notice it.
class Observer {
  public:
    Observer() = default;
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;
    Observer(Observer&&) = delete;
    Observer& operator=(Observer&&) = delete;
    virtual ~Observer() = default;

    virtual void saw(Observation observation) = 0;
};

} // namespace vorrang::milter

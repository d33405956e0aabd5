#pragma once

#include "daemon/admin/check-result.hh"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The setup of the programs around us: read as pictures, judged by rules. A rule is a pure
/// function of a picture, with a stable name.
namespace vorrang::admin::setup {

/// One thing that a rule finds wrong.
struct Complaint {
    CheckResult::Verdict verdict = CheckResult::Verdict::failed;
    std::string sentence;
    std::string place; ///< where `line` belongs: "run", "psql" or a file; empty: it is a sentence
    std::string line;  ///< exactly what mends it
};

using Complaints = std::vector<Complaint>;

/// One rule about a World: a picture, with what else the rules of that family must know.
template <typename World> struct Rule {
    std::string_view name;   ///< "postfix/milter"
    std::string_view proves; ///< what holds if it has nothing to say
    Complaints (*look)(const World& world);
};

/// A rule's results: its complaints, or one good one.
void add_results(std::vector<CheckResult>& results,
                 std::string_view name,
                 std::string_view proves,
                 Complaints complaints);

/// Asks every rule. `about` is what was looked at: told, with the number of rules, if all of them
/// are content.
template <typename World>
void ask_rules(std::span<const Rule<World>> rules,
               const World& world,
               std::vector<CheckResult>& results) {
    for (const auto& rule : rules) {
        add_results(results, rule.name, rule.proves, rule.look(world));
    }
}

/// The line that stands for a whole family: "all 31 rules hold", or how many of them.
[[nodiscard]] CheckResult family_result(const std::string& family,
                                        const std::string& about,
                                        std::span<const CheckResult> results);

} // namespace vorrang::admin::setup

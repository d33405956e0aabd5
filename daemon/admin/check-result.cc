#include "daemon/admin/check-result.hh"

#include "core/log-escape.hh"
#include "daemon/admin/output.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace vorrang::admin {
namespace {

namespace json = boost::json;
using Results = std::vector<CheckResult>;
using Verdict = CheckResult::Verdict;

std::string_view verdict_word(Verdict verdict) {
    switch (verdict) {
    case Verdict::ok:
        return "ok";
    case Verdict::skipped:
        return "skip";
    case Verdict::warn:
        return "WARN";
    case Verdict::failed:
        return "FAIL";
    }
    return "FAIL";
}

std::string remedy_text(const CheckResult& result) {
    if (result.remedy.empty()) {
        return {};
    }
    return result.place.empty() ? fmt::format(" -> {}", result.remedy)
                                : fmt::format(" -> {}: {}", result.place, result.remedy);
}

std::string counts_text(const Results& results) {
    const auto count = [&](Verdict verdict) {
        return std::count_if(results.begin(), results.end(), [&](const CheckResult& result) {
            return result.verdict == verdict;
        });
    };
    const auto skipped = count(Verdict::skipped);
    return fmt::format("{} ok, {} warned of, {} failed{}\n",
                       count(Verdict::ok),
                       count(Verdict::warn),
                       count(Verdict::failed),
                       skipped == 0 ? "" : fmt::format(", {} not looked at", skipped));
}

json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

} // namespace

std::string check_text(const Results& results, bool verbose) {
    std::string out;
    for (const auto& result : results) {
        if (result.verdict == Verdict::ok && result.detail && !verbose) {
            continue;
        }
        const auto line = fmt::format("{:<5}{}: {}{}",
                                      verdict_word(result.verdict),
                                      result.what,
                                      result.finding,
                                      remedy_text(result));
        out += log::printable(line) + "\n";
    }
    return out + counts_text(results);
}

std::string check_json(const Results& results) {
    json::array out;
    for (const auto& result : results) {
        out.push_back(json::object{{"result", verdict_word(result.verdict)},
                                   {"check", result.what},
                                   {"finding", result.finding},
                                   {"remedy", text_or_null(result.remedy)},
                                   {"place", text_or_null(result.place)}});
    }
    return json_text(out);
}

} // namespace vorrang::admin

#include "core/api/number-search.hh"

#include "core/log.hh"
#include "core/mail/body-text.hh"
#include "core/mail/message.hh"

#include <boost/json/array.hpp>

#include <stdexcept>

namespace vorrang::api {

namespace {

constexpr std::size_t body_looked_at = std::size_t{256} << 10;
constexpr std::size_t text_limit = std::size_t{16} << 10;

} // namespace

mail::NumberSearch parse_number_search(const boost::json::object& answer) {
    mail::NumberSearch out;
    out.idents = answer.at("idents").as_bool();
    out.phones = answer.at("phones").as_bool();
    for (const auto& item : answer.at("patterns").as_array()) {
        const auto& one = item.as_object();
        const std::string key(one.at("key").as_string());
        auto pattern = mail::NumberPattern::read(one.at("pattern").as_string());
        const auto check = mail::check_digit_named(one.at("check").as_string());
        if (!pattern || !check) {
            log::warning("pattern.skipped",
                         {{"pattern", key},
                          {"error", pattern ? "unknown check digit" : pattern.error().text}});
            continue;
        }
        out.patterns.push_back({key, std::move(*pattern), *check});
    }
    return out;
}

Call<mail::NumberSearch> number_search() {
    return {"select vorrang_api.number_search()", pg::Params{}, [](const pg::Rows& rows) {
                try {
                    return parse_number_search(rows.json(0, 0).as_object());
                } catch (const std::runtime_error& other) {
                    throw std::logic_error(other.what());
                }
            }};
}

Result<mail::MailNumbers> numbers_of_mail(const mail::RawMail& raw,
                                          const mail::NumberSearch& search,
                                          std::string_view subject) {
    const auto header = raw.header(0, mail::header_bytes_limit);
    const auto body = raw.body(0, body_looked_at);
    if (!header || !body) {
        return tl::unexpected<Error>(!header ? header.error() : body.error());
    }
    return mail::find_numbers(
        search, subject, mail::body_text_parts(*header, *body, body_looked_at, text_limit));
}

Result<void>
read_numbers(const mail::RawMail& raw, const mail::NumberSearch& search, IntakeFacts& facts) {
    if (search.empty() || facts.machine == "bounce" || facts.machine == "list") {
        return {};
    }
    auto found = numbers_of_mail(raw, search, facts.subject);
    if (!found) {
        return pass_on(found);
    }
    facts.numbers = std::move(found->numbers);
    facts.phones = std::move(found->phones);
    return {};
}

} // namespace vorrang::api

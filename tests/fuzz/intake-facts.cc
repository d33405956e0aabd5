// What the milter reads from a mail of a stranger. Parts: envelope sender, HELO name, the mail.
#include "milter/intake-facts.hh"

#include "core/api/mail-facts.hh"
#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"
#include "milter/trace-lines.hh"
#include "tests/fuzz/target.hh"
#include "tests/support/fake-milter.hh"

#include <boost/json/value.hpp>

using namespace vorrang;
using namespace vorrang::milter;

namespace {

const Directory directory{milter::test::small_world()};
const Settings settings = milter::test::usual_settings();

/// Every text can be a column of one line.
void check(const boost::json::value& value) {
    if (const auto* text = value.if_string()) {
        VORRANG_CLAIM(mail::is_utf8(*text) && fuzz::is_one_line(*text));
    } else if (const auto* list = value.if_array()) {
        std::for_each(list->begin(), list->end(), check);
    } else if (const auto* object = value.if_object()) {
        for (const auto& member : *object) {
            check(member.value());
        }
    }
}

/// The mail as libmilter hands it over.
mail::RawMail raw_mail(std::string_view text) {
    const auto mail = mail::split_mail(text);
    mail::RawMail raw("/nonexistent");
    for (const auto& field : mail::split_header(mail.header)) {
        VORRANG_CLAIM(raw.add_header(field.name, field.value));
    }
    raw.end_of_headers();
    VORRANG_CLAIM(raw.add_body(mail.body));
    return raw;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [sender, helo, text] = fuzz::parts_of<3>(data, size);
    if (size > mail::RawMail::memory_limit / 2) {
        return 0;
    }
    auto raw = raw_mail(text);
    Envelope envelope;
    envelope.queue_id = "4Zqueue";
    envelope.sender = sender;
    envelope.recipients = {match_recipient(directory, settings.aliases, "<support@desk.example>"),
                           match_recipient(directory, settings.aliases, sender)};
    const std::string trace = received_line(
        {std::string(sender), std::string(helo), "192.0.2.7", "", "desk.example", "4Z", {}});
    const std::string path = return_path_line({std::string(sender), "", "", "", "", "", {}});
    VORRANG_CLAIM(mail::split_header(trace + "\r\n").size() == 1);
    VORRANG_CLAIM(mail::split_header(path + "\r\n").size() == 1);
    raw.prepend(trace);
    raw.prepend(path);

    const Peer peer{"RELAY", "mx.desk.example", "192.0.2.7", std::string(helo)};
    const auto facts = read_facts(raw, envelope, peer, directory, settings);
    VORRANG_CLAIM(facts && facts->participants.size() <= mail::address_limit);
    VORRANG_CLAIM(facts->size == raw.stored_size() && facts->retry_key.size() == 64);
    check(api::to_json(*facts));
    for (const auto& [name, values] : api::header_values(*raw.header(0, raw.header_size()), {})) {
        VORRANG_CLAIM(values.size() <= 5);
        for (const std::string& value : values) {
            VORRANG_CLAIM(mail::is_utf8(value) && fuzz::is_one_line(value) && value.size() <= 1000);
        }
    }
    return 0;
}

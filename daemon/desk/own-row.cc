#include "daemon/desk/own-row.hh"

#include "core/mail/header-fields.hh"
#include "core/mail/message.hh"
#include "daemon/desk/protocol.hh"

#include <string>

namespace vorrang::desk {

boost::json::object own_row(std::string_view head) {
    const auto fields = mail::split_header(head);
    boost::json::object row{{"ticket", nullptr}, {"message_id", nullptr}};
    if (const auto ticket = mail::find_field(fields, "X-Vorrang-Ticket")) {
        if (const auto number = parse_number(mail::unfold(*ticket))) {
            row["ticket"] = *number;
        }
    }
    if (const auto id = mail::find_field(fields, "Message-ID")) {
        const auto ids = mail::message_ids(*id, 1);
        if (!ids.empty()) {
            row["message_id"] = ids.front();
        }
    }
    return row;
}

} // namespace vorrang::desk

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// What made a mail that no person wrote: it is filed, but never answered, and never reopens,
/// pauses or lifts a ticket.
enum class MachineKind {
    none,      ///< a person
    automatic, ///< an auto-reply, out-of-office, generated notice
    bounce,    ///< a delivery report
    list,      ///< a mailing list or bulk mail
};

/// "", "auto", "bounce", "list": the word of the SQL API.
[[nodiscard]] std::string_view to_text(MachineKind kind);

/// Judges by the stored header and the envelope sender (without <>; empty: null sender).
[[nodiscard]] MachineKind machine_kind(std::string_view header, std::string_view envelope_sender);

/// What a bounce says about the mail it is about (RFC 3464).
struct BounceReport {
    std::optional<std::string> original_message_id; ///< with its <>, from the returned header
    std::optional<std::string> original_envelope_id;

    struct Recipient {
        std::string address; ///< Original-Recipient if given, else Final-Recipient
        std::string action;  ///< failed, delayed, delivered, relayed, expanded; lower-case
        std::string status;  ///< 5.1.1
        std::string diagnostic;
    };

    std::vector<Recipient> recipients;
};

/// Reads a multipart/report: the delivery-status groups and the returned header. What is missing is
/// left empty; a mail that is no report gives an empty one.
[[nodiscard]] BounceReport bounce_report(std::string_view header, std::string_view body);

} // namespace vorrang::mail

// The border to libmilter: C callbacks, no exception leaves them. A session is made in connect,
// begun anew for each mail, and freed in close. libmilter runs the callbacks of one session on
// different threads, one at a time, so nothing here may be thread_local.
#include "milter/callbacks.hh"

#include "core/log.hh"
#include "milter/mta-actions-libmilter.hh"
#include "milter/participants.hh"
#include "milter/session.hh"

#include <libmilter/mfapi.h>
#include <libmilter/mfdef.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <exception>
#include <memory>

namespace vorrang::milter {

namespace {

/// What we may do to a mail: take off recipients, and the outbox header.
constexpr unsigned long wanted_actions = SMFIF_DELRCPT | SMFIF_CHGHDRS | SMFIF_SETSYMLIST;

/// Header values with their leading space (else the stored bytes were not the mail's), and no
/// waiting for an answer where we have none to give.
constexpr unsigned long wanted_steps = SMFIP_HDR_LEADSPC | SMFIP_NOUNKNOWN | SMFIP_NR_CONN |
                                       SMFIP_NR_HELO | SMFIP_NR_MAIL | SMFIP_NR_HDR | SMFIP_NR_BODY;

/// libmilter hands its callbacks no pointer of ours before a session exists.
std::atomic<const Desk*> the_desk = nullptr;

std::atomic<int> finishing = 0;
std::atomic<bool> closing = false;

class Finishing {
  public:
    Finishing() { ++finishing; }

    Finishing(const Finishing&) = delete;
    Finishing& operator=(const Finishing&) = delete;

    ~Finishing() { --finishing; }
};

Session* session_of(SMFICTX* context) {
    return static_cast<Session*>(smfi_getpriv(context));
}

sfsistat to_status(Verdict verdict) {
    switch (verdict) {
    case Verdict::go_on:
        return SMFIS_CONTINUE;
    case Verdict::accept:
        return SMFIS_ACCEPT;
    case Verdict::refuse:
        return SMFIS_REJECT;
    case Verdict::defer:
        return SMFIS_TEMPFAIL;
    case Verdict::discard:
        return SMFIS_DISCARD;
    }
    return SMFIS_TEMPFAIL;
}

void log_defect(const char* stage, const char* what) noexcept {
    log::error("defect", {{"stage", stage}, {"error", what}});
}

/// A stage the MTA waits for: whatever goes wrong is a 4xx.
template <typename Stage>
sfsistat answered(SMFICTX* context, const char* name, const Stage& stage) noexcept {
    try {
        auto* session = session_of(context);
        if (session == nullptr || closing) {
            return SMFIS_TEMPFAIL;
        }
        return to_status(stage(*session));
    } catch (const std::exception& defect) {
        log_defect(name, defect.what());
    } catch (...) {
        log_defect(name, "unknown exception");
    }
    return SMFIS_TEMPFAIL;
}

void spoil(SMFICTX* context, const char* name, const char* what) noexcept {
    log_defect(name, what);
    try {
        if (auto* session = session_of(context)) {
            session->spoil({ErrorCode::internal, what});
        }
    } catch (...) {
        // Not even room for a sentence: without its session the mail ends in 451 all the same.
        const std::unique_ptr<Session> owner(session_of(context));
        smfi_setpriv(context, nullptr);
    }
}

/// A stage the MTA does not wait for: whatever goes wrong is a 4xx at the end of the mail.
template <typename Stage>
sfsistat unanswered(SMFICTX* context, const char* name, const Stage& stage) noexcept {
    try {
        if (auto* session = session_of(context)) {
            stage(*session);
        }
    } catch (const std::exception& defect) {
        spoil(context, name, defect.what());
    } catch (...) {
        spoil(context, name, "unknown exception");
    }
    return SMFIS_NOREPLY;
}

std::string client_address(const _SOCK_ADDR* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = nullptr;
    if (address != nullptr && address->sa_family == AF_INET) {
        bytes = &reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
    } else if (address != nullptr && address->sa_family == AF_INET6) {
        bytes = &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
    }
    if (bytes == nullptr ||
        ::inet_ntop(address->sa_family, bytes, text.data(), text.size()) == nullptr) {
        return "";
    }
    return text.data();
}

void close_session(SMFICTX* context) noexcept {
    const std::unique_ptr<Session> owner(session_of(context));
    smfi_setpriv(context, nullptr);
}

void ask_for_macros(SMFICTX* context) {
    std::string at_connect = "j {daemon_name}";
    std::string at_mail = "{auth_authen}";
    std::string at_end = "i";
    static_cast<void>(smfi_setsymlist(context, SMFIM_CONNECT, at_connect.data()));
    static_cast<void>(smfi_setsymlist(context, SMFIM_ENVFROM, at_mail.data()));
    static_cast<void>(smfi_setsymlist(context, SMFIM_EOM, at_end.data()));
}

extern "C" {

sfsistat on_negotiate(SMFICTX* context,
                      unsigned long actions,
                      unsigned long steps,
                      unsigned long /*f2*/,
                      unsigned long /*f3*/,
                      unsigned long* use_actions,
                      unsigned long* use_steps,
                      unsigned long* use_f2,
                      unsigned long* use_f3) {
    if ((actions & wanted_actions) != wanted_actions || (steps & wanted_steps) != wanted_steps) {
        log::error("negotiate.refused", {{"actions", actions}, {"steps", steps}});
        return SMFIS_REJECT;
    }
    *use_actions = wanted_actions;
    *use_steps = wanted_steps;
    *use_f2 = 0;
    *use_f3 = 0;
    try {
        ask_for_macros(context);
    } catch (...) {
        return SMFIS_REJECT;
    }
    return SMFIS_CONTINUE;
}

sfsistat on_connect(SMFICTX* context, char* /*host*/, _SOCK_ADDR* address) {
    close_session(context);
    try {
        const LibmilterActions mta(context);
        Peer peer;
        peer.daemon = mta.macro("{daemon_name}");
        peer.host = mta.macro("j");
        peer.client = client_address(address);
        auto session = std::make_unique<Session>(*the_desk.load(), std::move(peer));
        if (smfi_setpriv(context, session.get()) == MI_SUCCESS) {
            static_cast<void>(session.release());
        }
    } catch (...) {
        log_defect("connect", "no session could be made");
    }
    return SMFIS_NOREPLY;
}

sfsistat on_helo(SMFICTX* context, char* name) {
    return unanswered(context, "helo", [&](Session& session) { session.helo(name); });
}

sfsistat on_mail(SMFICTX* context, char** arguments) {
    return unanswered(context, "mail", [&](Session& session) {
        session.mail(LibmilterActions(context), arguments[0] == nullptr ? "" : arguments[0]);
    });
}

sfsistat on_recipient(SMFICTX* context, char** arguments) {
    return answered(context, "rcpt", [&](Session& session) {
        LibmilterActions mta(context);
        std::string original;
        for (auto* const* one = arguments; *one != nullptr && original.empty(); ++one) {
            original = original_recipient(*one);
        }
        return session.recipient(
            mta, arguments[0] == nullptr ? "" : arguments[0], std::move(original));
    });
}

sfsistat on_data(SMFICTX* context) {
    return answered(context, "data", [](Session& session) { return session.data(); });
}

sfsistat on_header(SMFICTX* context, char* name, char* value) {
    return unanswered(context, "header", [&](Session& session) { session.header(name, value); });
}

sfsistat on_end_of_headers(SMFICTX* context) {
    return answered(context, "eoh", [](Session& session) { return session.end_of_headers(); });
}

sfsistat on_body(SMFICTX* context, unsigned char* bytes, std::size_t size) {
    return unanswered(context, "body", [&](Session& session) {
        session.body({reinterpret_cast<const char*>(bytes), size});
    });
}

sfsistat on_end_of_message(SMFICTX* context) {
    const Finishing under_way;
    return answered(context, "eom", [&](Session& session) {
        LibmilterActions mta(context);
        return session.end_of_message(mta);
    });
}

sfsistat on_abort(SMFICTX* context) {
    static_cast<void>(unanswered(context, "abort", [](Session& session) { session.abort(); }));
    return SMFIS_CONTINUE;
}

sfsistat on_close(SMFICTX* context) {
    close_session(context);
    return SMFIS_CONTINUE;
}

} // extern "C"

smfiDesc filter_description(std::string& name) {
    smfiDesc filter{};
    filter.xxfi_name = name.data();
    filter.xxfi_version = SMFI_VERSION;
    filter.xxfi_flags = wanted_actions;
    filter.xxfi_connect = on_connect;
    filter.xxfi_helo = on_helo;
    filter.xxfi_envfrom = on_mail;
    filter.xxfi_envrcpt = on_recipient;
    filter.xxfi_header = on_header;
    filter.xxfi_eoh = on_end_of_headers;
    filter.xxfi_body = on_body;
    filter.xxfi_eom = on_end_of_message;
    filter.xxfi_abort = on_abort;
    filter.xxfi_close = on_close;
    filter.xxfi_data = on_data;
    filter.xxfi_negotiate = on_negotiate;
    return filter;
}

} // namespace

Result<void> register_filter(const Desk& desk) {
    // A header field may be as long as Postfix lets it (header_size_limit): libmilter would give up
    // the session at 64 KiB.
    constexpr std::size_t largest_packet = std::size_t{1} << 20;
    static_cast<void>(smfi_setmaxdatasize(largest_packet));
    the_desk = &desk;
    std::string name = "vorrang-milter";
    if (smfi_register(filter_description(name)) != MI_SUCCESS) {
        return fail(ErrorCode::internal, "libmilter does not take the filter's description");
    }
    return {};
}

void close_filter() {
    closing = true;
}

int mails_being_finished() {
    return finishing;
}

} // namespace vorrang::milter

#include "core/mail/address.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/gmime-text.hh"
#include "core/mail/gobject-ref.hh"
#include "core/mail/header-fields.hh"

#include <gmime/gmime.h>

#include <algorithm>

namespace vorrang::mail {

namespace {

/// GMime follows groups in groups by recursion: no honest mail has more of them than this.
constexpr std::size_t group_limit = 32;
constexpr std::size_t value_limit = std::size_t{32} << 10;

/// Where a value must be cut so that at most address_limit addresses are before it.
std::size_t cap_length(std::string_view value) {
    const std::size_t end = std::min(value.size(), value_limit);
    std::size_t separators = 0;
    std::size_t colons = 0;
    std::size_t depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < end; ++i) {
        const char c = value[i];
        if (c == '\\') {
            ++i;
        } else if (c == '"' && depth == 0) {
            quoted = !quoted;
        } else if (quoted) {
            continue;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')' && depth > 0) {
            --depth;
        } else if ((c == ',' || c == ';') && depth == 0 && ++separators == address_limit) {
            return i;
        } else if (c == ':' && ++colons > group_limit) {
            return i;
        }
    }
    return end;
}

/// GMime loses the memory of a domain literal that an unclosed comment follows: `a@[192.0.2.1](`.
/// So none is left open.
void close_comments(std::string& text) {
    if (text.find('[') == std::string::npos) {
        return;
    }
    std::size_t depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '(') {
            ++depth;
        } else if (text[i] == ')' && depth > 0) {
            --depth;
        }
    }
    if (depth > 0) {
        text.append(1, ' ').append(depth, ')'); // the space for a backslash at the end
    }
}

bool needs_quotes(std::string_view local) {
    constexpr std::string_view specials = " \"(),:;<>@[\\]\t";
    return local.empty() || local.find_first_of(specials) != std::string_view::npos ||
           local.front() == '.' || local.back() == '.';
}

std::string quote(std::string_view local) {
    std::string out = "\"";
    for (const char c : local) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return out + '"';
}

std::string unquote(std::string_view local) {
    if (local.size() < 2 || local.front() != '"' || local.back() != '"') {
        return std::string(local);
    }
    std::string out;
    local = local.substr(1, local.size() - 2);
    for (std::size_t i = 0; i < local.size(); ++i) {
        i += local[i] == '\\' && i + 1 < local.size() ? 1 : 0;
        out += local[i];
    }
    return out;
}

std::string fold_case(std::string_view text) {
    if (is_ascii(text)) {
        return lower(text);
    }
    const GText folded(g_utf8_strdown(text.data(), static_cast<gssize>(text.size())));
    return folded.get();
}

std::optional<Mailbox> split_address(std::string_view address) {
    const std::size_t at = address.rfind('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == address.size()) {
        return std::nullopt;
    }
    const std::string clean_local = one_line(guess_utf8(address.substr(0, at)));
    Mailbox mailbox{{}, one_line(unquote(clean_local)), normal_domain(address.substr(at + 1))};
    if (mailbox.local.empty() || mailbox.domain.empty()) {
        return std::nullopt;
    }
    return mailbox;
}

void collect(InternetAddressList* list, AddressList& out) {
    const int length = internet_address_list_length(list);
    for (int i = 0; i < length; ++i) {
        InternetAddress* entry = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(entry)) {
            InternetAddressGroup* group = INTERNET_ADDRESS_GROUP(entry);
            collect(internet_address_group_get_members(group), out);
            continue;
        }
        const char* address = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(entry));
        auto mailbox = split_address(address != nullptr ? address : "");
        if (!mailbox) {
            continue;
        }
        if (out.mailboxes.size() >= address_limit) {
            out.over_cap = true;
            return;
        }
        const char* name = internet_address_get_name(entry);
        mailbox->display = one_line(name != nullptr ? name : "");
        out.mailboxes.push_back(std::move(*mailbox));
    }
}

} // namespace

std::string Mailbox::address() const {
    if (empty()) {
        return {};
    }
    return (needs_quotes(local) ? quote(local) : local) + "@" + domain;
}

std::string Mailbox::key() const {
    Mailbox folded{{}, fold_case(local), domain};
    return folded.address();
}

AddressList parse_address_list(std::string_view value) {
    start_gmime();
    AddressList out;
    const std::size_t length = cap_length(value);
    out.over_cap = length < value.size() &&
                   value.find_first_not_of(" \t\r\n", length + 1) != std::string_view::npos;
    std::string text = guess_utf8(unfold(value.substr(0, length)));
    std::replace(text.begin(), text.end(), '\0', ' ');
    close_comments(text);
    const GObjectRef<InternetAddressList> list(internet_address_list_parse(nullptr, text.c_str()));
    if (list) {
        collect(list.get(), out);
    }
    return out;
}

std::optional<Mailbox> parse_path(std::string_view argument) {
    argument = trim(argument);
    if (argument.starts_with('<')) {
        const std::size_t end = argument.rfind('>');
        argument = argument.substr(1, end == std::string_view::npos ? end : end - 1);
    }
    if (argument.starts_with('@')) { // source route
        const std::size_t colon = argument.find(':');
        if (colon == std::string_view::npos) {
            return std::nullopt;
        }
        argument.remove_prefix(colon + 1);
    }
    return split_address(argument);
}

std::string normal_domain(std::string_view domain) {
    const std::string line = one_line(guess_utf8(domain));
    const std::size_t last = line.find_last_not_of(". ");
    const std::string_view name =
        std::string_view(line).substr(0, last == std::string::npos ? 0 : last + 1);
    if (is_ascii(name)) {
        return lower(name);
    }
    start_gmime();
    const std::string folded = fold_case(name);
    const GObjectRef<InternetAddress> mailbox(
        internet_address_mailbox_new(nullptr, ("x@" + folded).c_str()));
    const char* idn =
        internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(mailbox.get()));
    const std::string_view address = idn != nullptr ? idn : "";
    // A-labels may have come out with spaces or a final dot where the characters were alike.
    return address.size() > 2 && is_ascii(address) ? normal_domain(address.substr(2)) : folded;
}

DetailSplit split_detail(std::string_view local, char delimiter) {
    const std::size_t at = local.find(delimiter);
    if (at == std::string_view::npos || at == 0) {
        return {local, std::nullopt};
    }
    return {local.substr(0, at), local.substr(at + 1)};
}

} // namespace vorrang::mail

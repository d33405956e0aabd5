#include "core/mail/auth-results.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/message.hh"

#include <algorithm>

namespace vorrang::mail {

namespace {

constexpr std::size_t method_limit = 100;

bool space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Reads words, quoted strings and separators; comments and folding count as white space.
class ResultsReader {
  public:
    explicit ResultsReader(std::string_view text)
        : text_(text) {}

    bool at_end() {
        skip_white();
        return at_ >= text_.size();
    }

    bool take(char c) {
        if (at_end() || text_[at_] != c) {
            return false;
        }
        ++at_;
        return true;
    }

    /// A word up to white space, a comment or one of `stops`; or a quoted string.
    std::string word(std::string_view stops) {
        if (at_end()) {
            return {};
        }
        if (text_[at_] == '"') {
            return quoted();
        }
        const std::size_t begin = at_;
        while (at_ < text_.size() && !space(text_[at_]) && text_[at_] != '(' &&
               stops.find(text_[at_]) == std::string_view::npos) {
            ++at_;
        }
        return std::string(text_.substr(begin, at_ - begin));
    }

    /// Steps to the `;` that ends a broken result.
    void skip_result() {
        while (!at_end() && text_[at_] != ';') {
            if (text_[at_] == '"') {
                (void)quoted();
            } else {
                ++at_;
            }
        }
    }

  private:
    std::string quoted() {
        std::string out;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
                ++at_;
            }
            out += text_[at_];
        }
        at_ += at_ < text_.size() ? 1 : 0;
        return out;
    }

    void skip_white() {
        int depth = 0;
        while (at_ < text_.size() && (depth > 0 || space(text_[at_]) || text_[at_] == '(')) {
            const char c = text_[at_++];
            if (c == '(') {
                ++depth;
            } else if (c == ')') {
                --depth;
            } else if (c == '\\' && at_ < text_.size()) {
                ++at_;
            }
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// `dkim=pass reason="ok" header.d=a.example`; nothing for `none` and for what is broken.
std::optional<AuthMethod> read_method(ResultsReader& reader) {
    AuthMethod method;
    method.method = lower(reader.word("=;/"));
    if (reader.take('/')) {
        (void)reader.word("=;"); // the method's version
    }
    if (method.method.empty() || !reader.take('=')) {
        return std::nullopt;
    }
    method.result = lower(reader.word(";"));
    while (!reader.at_end() && method.properties.size() < method_limit) {
        std::string name = lower(reader.word("=;"));
        if (name.empty() || !reader.take('=')) {
            break;
        }
        method.properties.emplace_back(std::move(name), lower(reader.word(";")));
    }
    return method;
}

/// The domain of `a@b`, `@b` or `b`.
std::string domain_of(std::string_view value) {
    const std::size_t at = value.rfind('@');
    return normal_domain(at == std::string_view::npos ? value : value.substr(at + 1));
}

bool parent_of(std::string_view parent, std::string_view child) {
    return child.size() > parent.size() + 1 && child.ends_with(parent) &&
           child[child.size() - parent.size() - 1] == '.' &&
           parent.find('.') != std::string_view::npos;
}

/// The domain that a method's result is about.
std::string subject_of(const AuthMethod& method) {
    if (method.method == "dkim") {
        const std::string_view d = method.property("header.d");
        return domain_of(d.empty() ? method.property("header.i") : d);
    }
    if (method.method == "spf") {
        return domain_of(method.property("smtp.mailfrom"));
    }
    return domain_of(method.property("header.from"));
}

Trust judge_results(const AuthResults& results, std::string_view from_domain) {
    bool passed = false;
    bool failed = false;
    bool dmarc_passed = false;
    for (const AuthMethod& method : results.methods) {
        const std::string subject = subject_of(method);
        const bool pass = method.result == "pass";
        const bool fail = method.result == "fail" || method.result == "hardfail";
        if (method.method == "dmarc") {
            // A verifier that names another From than we see: the mail was made to be read in two
            // ways.
            const bool other =
                !subject.empty() && !from_domain.empty() && !aligned(subject, from_domain);
            if (fail || other) {
                return Trust::unverified;
            }
            dmarc_passed = dmarc_passed || (pass && !from_domain.empty());
        } else if ((method.method == "dkim" || method.method == "spf") &&
                   aligned(subject, from_domain)) {
            passed = passed || pass;
            failed = failed || fail;
        }
    }
    if (passed || dmarc_passed) {
        return Trust::verified;
    }
    return failed ? Trust::unverified : Trust::unproven;
}

bool contains_folded(std::span<const std::string> set, std::string_view text) {
    return std::any_of(
        set.begin(), set.end(), [&](const std::string& one) { return equals_folded(one, text); });
}

std::optional<AuthResults> topmost(std::string_view header, std::span<const std::string> ids) {
    for (const HeaderField& field :
         split_header(header.substr(0, header_bytes_limit), header_lines_limit)) {
        if (!field.is("authentication-results")) {
            continue;
        }
        auto results = parse_auth_results(field.value);
        if (results && contains_folded(ids, results->authserv_id)) {
            return results;
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view AuthMethod::property(std::string_view name) const {
    for (const auto& [key, value] : properties) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

std::optional<AuthResults> parse_auth_results(std::string_view value) {
    ResultsReader reader(value);
    AuthResults results{lower(reader.word(";")), {}};
    if (results.authserv_id.empty()) {
        return std::nullopt;
    }
    reader.skip_result(); // the version
    while (reader.take(';') && results.methods.size() < method_limit) {
        if (auto method = read_method(reader)) {
            results.methods.push_back(std::move(*method));
        }
        reader.skip_result();
    }
    return results;
}

std::string_view to_text(Trust trust) {
    switch (trust) {
    case Trust::verified:
        return "verified";
    case Trust::unverified:
        return "unverified";
    case Trust::unproven:
        return "unproven";
    case Trust::unchecked:
        break;
    }
    return "unchecked";
}

bool aligned(std::string_view domain, std::string_view from_domain) {
    if (domain.empty() || from_domain.empty()) {
        return false;
    }
    return domain == from_domain || parent_of(domain, from_domain) ||
           parent_of(from_domain, domain);
}

Trust judge_trust(std::string_view header, const TrustFacts& facts) {
    if (facts.from_count > 1) {
        return Trust::unverified;
    }
    if (facts.logged_in) {
        return Trust::verified;
    }
    const std::string from_domain = facts.from.empty() ? std::string() : facts.from.front().domain;
    if (contains_folded(facts.own_domains, from_domain)) {
        return Trust::unverified;
    }
    if (!facts.behind_verifier) {
        return Trust::unchecked;
    }
    const auto results = topmost(header, facts.authserv_ids);
    return results ? judge_results(*results, from_domain) : Trust::unchecked;
}

} // namespace vorrang::mail

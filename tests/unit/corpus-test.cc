#include "core/mail/agent-lines.hh"
#include "core/mail/auth-results.hh"
#include "core/mail/body-text.hh"
#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/machine-mail.hh"
#include "core/mail/message.hh"
#include "core/mail/mime-tree.hh"
#include "core/mail/shown-header.hh"
#include "core/mail/ticket-reference.hh"
#include "tests/support/cpu-clock.hh"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace vorrang::mail;
namespace fs = std::filesystem;

namespace {

const fs::path corpora = VORRANG_CORPORA;

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

bool may_hold_mails(const fs::path& path) {
    const std::string name = path.filename().string();
    for (const char* other : {".xml", ".json", ".html", "README"}) {
        if (name.find(other) != std::string::npos) {
            return false;
        }
    }
    return true;
}

/// The mails of an mbox file, or the one mail of another file.
std::vector<std::string> mails_of(const fs::path& path) {
    const std::string text = read_file(path);
    if (!text.starts_with("From ")) {
        return {text};
    }
    std::vector<std::string> mails;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t next = text.find("\nFrom ", at + 1);
        next = next == std::string::npos ? text.size() : next + 1;
        const std::string one = text.substr(at, next - at);
        mails.push_back(one.substr(std::min(one.find('\n') + 1, one.size())));
        at = next;
    }
    return mails;
}

/// Everything that reads mails, on one mail; what comes out must be fit for PostgreSQL.
void read_everything(const std::string& mail) {
    const MailSplit split = split_mail(mail);
    const Message message = parse_message(split.header);
    std::string out = message.subject + message.subject_raw;
    out += message.message_id.value_or("");
    for (const auto& id : message.answered_ids()) {
        out += id;
    }
    for (const auto* list : {&message.from, &message.to, &message.cc, &message.reply_to}) {
        for (const Mailbox& mailbox : *list) {
            out += mailbox.display + mailbox.key();
        }
    }
    (void)machine_kind(split.header, "kunde@heyer.example");
    for (const auto& recipient : bounce_report(split.header, split.body).recipients) {
        out += recipient.address + recipient.diagnostic;
    }
    const std::vector<std::string> ids = {"mx.desk.example"};
    (void)judge_trust(split.header, {true, ids, {}, message.from, message.from_count, false});
    EXPECT_TRUE(is_utf8(out));
    EXPECT_EQ(out.find_first_of(std::string("\0\r\n", 3)), std::string::npos);

    const std::string base = base_header(split.header, "<f@desk.example>");
    const std::string shown = shown_header(base, "Received: r\r\n", "A 11-22 14:30 [#4815] ");
    EXPECT_EQ(shown.size(), base.size() + 13 + 22);
    if (const Message again = parse_message(shown); !again.over_cap) {
        EXPECT_EQ(row_prefixes(again.subject).size(), 1u) << message.subject_raw;
    }

    const std::string text = body_text(split.header, split.body);
    EXPECT_TRUE(is_utf8(text));
    EXPECT_EQ(text.find('\0'), std::string::npos);
    (void)parse_agent_lines(text);
}

/// The mail with line feeds alone, with NULs, with CRs alone, and cut.
std::vector<std::string> variants(const std::string& mail) {
    std::string nul = mail;
    for (std::size_t at = 7; at < nul.size(); at += 97) {
        nul[at] = '\0';
    }
    std::string cr;
    for (const char c : mail) {
        cr += c == '\n' ? '\r' : c;
    }
    std::vector<std::string> out = {mail, nul, cr};
    for (std::size_t part = 1; part < 16; part += 5) {
        out.push_back(mail.substr(0, mail.size() * part / 16));
    }
    return out;
}

} // namespace

TEST(Corpus, EveryMailIsReadInBoundedTimeWithoutHarm) {
    if (!fs::is_directory(corpora)) {
        GTEST_SKIP() << "no corpora in " << corpora;
    }
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(corpora)) {
        if (!entry.is_regular_file() || !may_hold_mails(entry.path())) {
            continue;
        }
        for (const std::string& mail : mails_of(entry.path())) {
            for (const std::string& variant : variants(mail)) {
                const auto start = vorrang::test::CpuClock::now();
                read_everything(variant);
                const std::chrono::duration<double> took = vorrang::test::CpuClock::now() - start;
                EXPECT_LT(took.count(), 1.0 + 1e-6 * static_cast<double>(variant.size()))
                    << entry.path();
            }
            ++count;
        }
        if (HasFailure()) {
            FAIL() << "in " << entry.path();
        }
    }
    std::cout << count << " mails, each in 6 variants\n";
    EXPECT_GT(count, 100u);
}

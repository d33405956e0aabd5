// T11: what one mail may cost the milter, at 1, 10 and 100 times each cap.
#include "core/mail/body-text.hh"
#include "milter/session.hh"
#include "milter/stored-mail.hh"
#include "tests/support/cpu-clock.hh"
#include "tests/support/fake-milter.hh"
#include "tests/support/hostile-mails.hh"
#include "tests/support/template-folder.hh"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace vorrang::milter {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;
using vorrang::test::CpuClock;
using vorrang::test::HostileKind;
using vorrang::test::HostileMail;

enum class By { customer, agent };

/// Reads a mail as PgStore does, chunk by chunk, and forgets it.
class ReadingStore final : public DeskStore {
  public:
    Result<api::IntakeStored>
    take(const api::IntakeFacts& facts, const mail::RawMail& mail, Instant) override {
        read(boost::json::serialize(api::to_json(facts)), mail);
        return api::IntakeStored{api::IntakeOutcome::open, 4815, 1};
    }

    Result<api::ReplyStored>
    take_reply(const api::ReplyFacts& facts, const mail::RawMail& mail, Instant) override {
        read(boost::json::serialize(api::to_json(facts)), mail);
        return api::ReplyStored{api::ReplyOutcome::reply, 4815, 2, ""};
    }

    Result<api::EnquiryStored>
    take_enquiry(const Enquiry&, const mail::RawMail&, Instant) override {
        return fail(ErrorCode::refused, "no enquiries here");
    }

    Result<std::string> answer_question(const std::string&,
                                        const std::vector<std::pair<std::string, std::string>>&,
                                        Instant) override {
        return fail(ErrorCode::refused, "no questions here");
    }

    Result<std::optional<std::int64_t>> ticket_of_agent(const std::string&,
                                                        const std::vector<std::int64_t>&) override {
        return std::optional<std::int64_t>(4815);
    }

    Result<api::OutboxAnswer>
    accept_outgoing(std::int64_t, int, const std::string&, Instant) override {
        return api::OutboxAnswer::unknown;
    }

    Result<std::vector<api::StoredText>> texts(const api::ReplyFacts&, bool, Instant) override {
        return std::vector<api::StoredText>{};
    }

    std::size_t bytes = 0;

  private:
    void read(const std::string& facts, const mail::RawMail& mail) {
        bytes = facts.size();
        for (std::size_t n = 0; n < mail.header_chunks(); ++n) {
            bytes += mail.header_chunk(n).value().size();
        }
        for (std::size_t n = 0; n < mail.body_chunks(); ++n) {
            bytes += mail.body_chunk(n).value().size();
        }
    }
};

/// A desk that takes mails without a database.
class CapDesk {
  public:
    CapDesk() {
        auto settings = test::usual_settings();
        settings.spool_directory = folder_.path();
        settings_.replace(settings);
    }

    /// The whole way of a mail through a session.
    Verdict take(const HostileMail& mail, By by) {
        test::RecordingMta mta;
        Session session({settings_, directory_, store_, agents_, observer_, clock_, attempts_},
                        {"RELAY", "mx.desk.example", "192.0.2.7", "x"});
        if (by == By::agent) {
            mta.macros["{auth_authen}"] = "anna@staff.example";
        }
        session.mail(mta, by == By::agent ? "<anna@staff.example>" : "<kunde@heyer.example>");
        EXPECT_EQ(session.recipient(mta, "<support+4815.abcdefghijklmnopqrstuv2345@desk.example>"),
                  Verdict::go_on);
        for (const std::string& recipient : mail.recipients) {
            EXPECT_EQ(session.recipient(mta, recipient), Verdict::go_on);
        }
        EXPECT_EQ(session.data(), Verdict::go_on);
        session.header("From", by == By::agent ? " anna@staff.example" : " kunde@heyer.example");
        for (const auto& [name, value] : mail.headers) {
            session.header(name, value);
        }
        EXPECT_EQ(session.end_of_headers(), Verdict::go_on);
        for (std::size_t at = 0; at < mail.body.size(); at += chunk) {
            session.body(std::string_view(mail.body).substr(at, chunk));
        }
        return session.end_of_message(mta);
    }

  private:
    static constexpr std::size_t chunk = 65535; // of libmilter

    vorrang::test::TemplateFiles folder_;
    SettingsSource settings_{test::usual_settings()};
    test::FakeDirectory directory_;
    ReadingStore store_;
    test::FakeObserver observer_;
    AttemptLog attempts_;
    AgentReply agents_{store_};
    FixedClock clock_{Instant(std::chrono::seconds(1795339445))};
};

/// What a mail costs at the least: whatever else runs on the machine only adds to it.
class Cost {
  public:
    Cost(const HostileMail& mail, By by)
        : mail_(mail)
        , by_(by) {}

    duration<double> least(int rounds) {
        for (int n = 0; n < rounds; ++n) {
            const auto start = CpuClock::now();
            const Verdict verdict = desk_.take(mail_, by_);
            least_ = std::min<duration<double>>(least_, CpuClock::now() - start);
            EXPECT_TRUE(verdict == Verdict::discard || verdict == Verdict::refuse);
        }
        return least_;
    }

  private:
    const HostileMail& mail_;
    By by_;
    CapDesk desk_;
    duration<double> least_{1e9};
};

/// `VmHWM:` of /proc/self/status in bytes.
std::size_t memory(const std::string& line) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == line) {
            std::size_t kib = 0;
            status >> kib;
            return kib << 10;
        }
    }
    return 0;
}

/// How far the memory of a process rises that takes this mail: of one that does nothing else.
std::size_t growth(const HostileMail& mail, By by) {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe(ends.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
        CapDesk desk;
        malloc_trim(0);
        std::ofstream("/proc/self/clear_refs") << 5; // the peak counts from here
        const std::size_t before = memory("VmRSS:");
        (void)desk.take(mail, by);
        const std::size_t more = memory("VmHWM:") - before;
        _exit(write(ends[1], &more, sizeof more) == sizeof more ? 0 : 1);
    }
    close(ends[1]);
    std::size_t more = std::size_t(-1);
    EXPECT_EQ(read(ends[0], &more, sizeof more), ssize_t{sizeof more});
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return more;
}

class Caps : public testing::TestWithParam<HostileKind> {
  protected:
    /// Ten times as much may take ten times as long, with a margin for caches and allocators; what
    /// is quadratic takes a hundred times as long. Below 10 ms steps show, such as the one from
    /// memory to a file.
    static bool is_linear(duration<double> few, duration<double> many) {
        constexpr double margin = 2.5;
        return many <= 10 * margin * std::max<duration<double>>(few, milliseconds(10));
    }

    /// A page that the kernel gives anew costs 0.1 us on one machine and 70 us on another, which is
    /// no cost of ours: memory that was freed is kept for the next round.
    static void keep_memory(bool keep) {
        mallopt(M_MMAP_MAX, keep ? 0 : 65536); // the usual values stand in mallopt(3)
        mallopt(M_TRIM_THRESHOLD, keep ? 1 << 30 : 128 << 10);
    }

    static void check(By by) {
        keep_memory(true);
        const HostileMail one = GetParam().make(1);
        const HostileMail ten = GetParam().make(10);
        const HostileMail hundred = GetParam().make(100);
        Cost cost1(one, by);
        Cost cost10(ten, by);
        Cost cost100(hundred, by);
        const auto stays_linear = [](Cost& few, Cost& many) {
            bool linear = false;
            for (int n = 0; n < 3 && !linear; ++n) {
                linear = is_linear(few.least(2), many.least(1));
            }
            return linear;
        };
        // What is not linear here would take minutes there.
        ASSERT_TRUE(stays_linear(cost1, cost10))
            << cost1.least(0).count() << " s, " << cost10.least(0).count() << " s";
        EXPECT_TRUE(stays_linear(cost10, cost100))
            << cost10.least(0).count() << " s, " << cost100.least(0).count() << " s";
        EXPECT_LT(cost100.least(0), std::chrono::seconds(1));
#ifndef __SANITIZE_ADDRESS__
        keep_memory(false);
        const std::size_t more = growth(hundred, by);
        // An agent's reply is held whole, and a text of it in each of its forms.
        const std::size_t held = by == By::agent ? 6 * hundred.body.size() : 0;
        EXPECT_LT(more, (std::size_t{64} << 20) + held);
        std::cout << cost1.least(0).count() << " s, " << cost10.least(0).count() << " s, "
                  << cost100.least(0).count() << " s, " << (more >> 10) << " KiB more\n";
#endif
    }
};

} // namespace

TEST_P(Caps, a_customers_mail_costs_little) {
    check(By::customer);
}

TEST_P(Caps, an_agents_mail_costs_little) {
    check(By::agent);
}

INSTANTIATE_TEST_SUITE_P(T11,
                         Caps,
                         testing::ValuesIn(vorrang::test::hostile_kinds),
                         [](const auto& kind) { return std::string(kind.param.name); });

} // namespace vorrang::milter

#include "core/mail/attached-files.hh"
#include "core/mail/body-text.hh"
#include "core/mail/cover-sheet.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/mime-tree.hh"
#include "tests/support/property.hh"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>
#include <string>

using namespace std::string_literals;
using namespace vorrang::mail;
using vorrang::Instant;

namespace {

CoverSheet sheet() {
    CoverSheet out;
    out.ticket = 4815;
    out.subject = "Outage reported";
    out.notes = {{"Heyer Plan AG", "Only by phone\nbefore 9."}};
    out.lines = {{"Customer", "Heyer Plan AG, class A"}, {"Tags", ""}};
    out.parts = {{"History", {"2026-11-25 11:00  the customer: opened it"}}, {"Files", {}}};
    out.from = {"Vorrang", "vorrang", "desk.example"};
    out.note_address = {"", "note+4815.abc", "desk.example"};
    out.message_id = "<cover.4815@desk.example>";
    out.date = Instant{std::chrono::seconds(1763818200)};
    return out;
}

std::string field(const ComposedMail& mail, std::string_view name) {
    const auto value = find_field(split_header(mail.header), name);
    return value ? unfold(*value) : "(none)";
}

MimePart part(const ComposedMail& mail, std::string_view type) {
    const auto tree = parse_mime(mail.header, mail.body);
    const auto* const found =
        find_part(tree.root, [&](const MimePart& one) { return one.is(type); });
    return found == nullptr ? MimePart{} : *found;
}

std::size_t count(std::string_view text, std::string_view what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos;
         at = text.find(what, at + 1)) {
        ++n;
    }
    return n;
}

} // namespace

TEST(CoverSheetMail, SaysWhatItKnowsInTextAndHtml) {
    const auto mail = compose_cover_sheet(sheet());
    EXPECT_EQ(field(mail, "Subject"), "[#4815] Cover sheet: Outage reported");
    EXPECT_EQ(field(mail, "Message-ID"), "<cover.4815@desk.example>");
    EXPECT_EQ(field(mail, "To"), "note+4815.abc@desk.example");
    EXPECT_EQ(field(mail, "Auto-Submitted"), "auto-generated");
    EXPECT_EQ(part(mail, "text/plain").content(),
              "#4815 Outage reported\r\n"
              "Internal cover sheet: nothing of it is for the customer.\r\n\r\n"
              "!! Only by phone\r\n!! before 9. (Heyer Plan AG)\r\n\r\n"
              "Customer     Heyer Plan AG, class A\r\n\r\n"
              "History\r\n  2026-11-25 11:00  the customer: opened it\r\n");
    const auto html = part(mail, "text/html").content();
    EXPECT_NE(html.find("Only by phone<br>"), std::string::npos) << html;
    EXPECT_EQ(count(html, "<h2"), 1U) << "a part without lines has no heading";
    EXPECT_EQ(count(html, "<tr>"), 1U) << "a line without text is left out";
}

TEST(CoverSheetMail, IsTheSameForTheSame) {
    EXPECT_EQ(compose_cover_sheet(sheet()).whole(), compose_cover_sheet(sheet()).whole());
}

TEST(CoverSheetMail, LoadsNothingAndHasItsReadersColours) {
    const auto html = part(compose_cover_sheet(sheet()), "text/html").content();
    for (const auto* const foreign : {"http",
                                      "src=",
                                      "<img",
                                      "<a ",
                                      "<script",
                                      "<link",
                                      "<style",
                                      "url(",
                                      "background",
                                      ";color:",
                                      "\"color:",
                                      "class="}) {
        EXPECT_EQ(count(html, foreign), 0U) << foreign;
    }
}

// T15, TS-62: whatever a customer or an import wrote, it is text.
TEST(CoverSheetMail, NoInputAddsAFieldOrATag) {
    const auto fields = split_header(compose_cover_sheet(sheet()).header).size();
    const auto tags = count(part(compose_cover_sheet(sheet()), "text/html").content(), "<");
    vorrang::test::check_property(
        [&](const std::string& raw) {
            // NUL, line ends, markup and words that a header or a boundary could begin with.
            const auto evil = *rc::gen::element(raw,
                                                raw + "\r\nBcc: x@evil.example\r\n\r\n" + raw,
                                                "</td><script>" + raw,
                                                "\" onload=\"x" + raw,
                                                "--=_cover-sheet--\r\n" + raw,
                                                "=?utf-8?Q?=0D=0ABcc:_x?=" + raw,
                                                "\xe2\x80\xa8\xe2\x80\xae" + raw);
            auto job = sheet();
            job.subject = evil;
            job.lines[0].text = "x" + evil;
            job.parts[0].lines[0] = "x" + evil;
            job.notes[0] = {"x" + evil, "first\n" + ("second" + evil).substr(0, 40)};
            std::erase(job.notes[0].text, '\n');
            job.notes[0].text.insert(5, "\n");
            const auto mail = compose_cover_sheet(job);
            RC_ASSERT(split_header(mail.header).size() == fields);
            const auto tree = parse_mime(mail.header, mail.body);
            RC_ASSERT(tree.root.parts.size() == 2U);
            RC_ASSERT(count(tree.root.parts[1].content(), "<") == tags);
            RC_ASSERT(count(tree.root.parts[1].content(), "=\"x") == 0U);
            for (const char c : mail.whole()) {
                RC_ASSERT(static_cast<unsigned char>(c) < 0x7f);
            }
        },
        2000);
}

TEST(CoverSheetMail, ItsMarkIsFoundHoweverItIsQuoted) {
    const auto mail = compose_cover_sheet(sheet());
    const std::string plain = "Content-Type: text/plain\r\n";
    const auto quotes = [](const std::string& header, const std::string& body) {
        return quotes_cover_sheet(parse_mime(header, body).root);
    };
    EXPECT_TRUE(quotes(mail.header, mail.body));
    EXPECT_TRUE(quotes(
        plain, "See:\r\n> Internal cover sheet: nothing of\r\n> > it is for the customer.\r\n"));
    EXPECT_TRUE(quotes("Content-Type: text/html\r\n",
                       "<p>INTERNAL&nbsp;cover <b>sheet:</b> nothing<br>of it is for the "
                       "customer.</p>"));
    const std::string mixed = "Content-Type: multipart/mixed; boundary=x\r\n";
    EXPECT_TRUE(quotes(mixed,
                       "--x\r\n\r\nsee\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n" +
                           mail.whole() + "\r\n--x--\r\n"));
    EXPECT_FALSE(quotes(plain, "The cover sheet of the printer: nothing of it is for sale."));
}

TEST(AttachedFiles, AreNamedWithTheirSize) {
    const std::string header = "Content-Type: multipart/mixed; boundary=x\r\n";
    const std::string body =
        "--x\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
        "--x\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Disposition: attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe%0d%0a.pdf\r\n\r\n"
        "QUJDREVG\r\nR0g=\r\n"
        "--x\r\nContent-Type: image/png; name=\"=?utf-8?Q?Bild_=C3=A4.png?=\"\r\n\r\n12345\r\n"
        "--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n"
        "--x\r\nContent-Type: text/csv\r\nContent-Disposition: attachment\r\n\r\na;b\r\n--x--\r\n";
    const auto files = attached_files(parse_mime(header, body).root);
    ASSERT_EQ(files.size(), 4U);
    EXPECT_EQ(files[0].name, "Grüße .pdf");
    EXPECT_EQ(files[0].size, 8U);
    EXPECT_EQ(files[1].name, "Bild ä.png");
    EXPECT_EQ(files[1].size, 5U);
    EXPECT_EQ(files[2].name, "attached mail");
    EXPECT_EQ(files[3].name, "");
}

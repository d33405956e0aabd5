// What is read out of words: thanks and nothing else (U-07), and words of a note in a mail that
// leaves (T15).
#include "core/mail/mail-texts.hh"
#include "core/mail/only-thanks.hh"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

using namespace vorrang::mail;

namespace {

const std::string secret = "we will give him ten percent off if he complains once more";

std::string part(const std::string& fields, const std::string& content) {
    return "--cut\r\n" + fields + "\r\n\r\n" + content + "\r\n";
}

bool repeats(const std::string& note, const std::string& header, const std::string& body) {
    return have_common(runs_of_note("", note), runs_of_mail(header, body));
}

const std::string mixed = "Content-Type: multipart/mixed; boundary=cut\r\n";

} // namespace

TEST(OnlyThanks, AreKnownInEnglishAndGerman) {
    for (const char* text : {"Thanks!\n",
                             "Thank you very much for your quick help.\n",
                             "Hi Anna,\n\nthanks a lot, it works again :-)\n\nBest regards\nIna "
                             "Heyer\nHeyer Plan AG\n",
                             "Vielen Dank!\n",
                             "Sehr geehrte Frau Berg,\n\nvielen Dank für die schnelle Hilfe, es "
                             "funktioniert wieder.\n\n"
                             "Mit freundlichen Grüßen\nIna Heyer\nTel. 0721 123456\n",
                             "DANKE\n",
                             "Super, danke. Läuft jetzt.\nLG Ina\n"}) {
        EXPECT_TRUE(says_only_thanks(text)) << text;
    }
}

TEST(OnlyThanks, IsNoMailThatSaysMore) {
    for (const char* text : {"",
                             "It works again.\n",
                             "Thanks, but it does not work.\n",
                             "Thanks, it works now?\n",
                             "Vielen Dank, leider geht es wieder nicht.\n",
                             "Danke! Der Drucker im zweiten Stock ist auch kaputt.\n",
                             "Thank you. Please call me.\n",
                             "No thanks\n",
                             "Thanks for nothing, it still fails.\n"}) {
        EXPECT_FALSE(says_only_thanks(text)) << text;
    }
}

TEST(OnlyThanks, QuotesDoNotCountAndFilesDo) {
    EXPECT_TRUE(is_only_thanks(
        "", "Thanks!\r\n\r\nOn 25.11.26, Support wrote:\r\n> Does it work now?\r\n"));
    EXPECT_TRUE(is_only_thanks("Content-Type: text/html\r\n",
                               "<p>Vielen Dank!</p><p>Viele Gr&uuml;&szlig;e<br>Ina</p>"));
    EXPECT_FALSE(is_only_thanks(mixed,
                                part("Content-Type: text/plain", "Thanks!") +
                                    part("Content-Type: image/png; name=a.png", "x") +
                                    "--cut--\r\n"));
}

TEST(NoteWords, AreFoundHoweverTheyCameIntoTheMail) {
    EXPECT_TRUE(repeats(secret, "", "Hello,\r\n" + secret + "\r\n"));
    EXPECT_TRUE(repeats(
        secret,
        "",
        "> we will give him\r\n> > ten percent OFF if he,\r\n> complains \"once\" more\r\n"));
    EXPECT_TRUE(repeats(secret, "", "so: we will give him ten percent off if\r\n"));
    EXPECT_TRUE(repeats(secret,
                        "Content-Type: text/html\r\n",
                        "<p>we will <b>give</b> him&nbsp;ten<br>percent off if</p>"));
    EXPECT_TRUE(
        repeats(secret,
                "Content-Transfer-Encoding: base64\r\nContent-Type: text/plain; charset=utf-8\r\n",
                "d2Ugd2lsbCBnaXZlIGhpbSB0ZW4gcGVyY2VudCBvZmYgaWY=\r\n"));
    EXPECT_TRUE(
        repeats(secret,
                mixed,
                part("Content-Type: text/plain", "Hello") +
                    part("Content-Type: text/plain; name=n.txt\r\nContent-Disposition: attachment",
                         secret) +
                    "--cut--"));
    EXPECT_TRUE(
        repeats(secret,
                mixed,
                part("Content-Type: message/rfc822", "Subject: x\r\n\r\n" + secret) + "--cut--"));
}

TEST(NoteWords, ArePassedOverWhereTheyAreFewOrASignature) {
    EXPECT_FALSE(repeats(secret, "", "we will give him ten percent off, said nobody\r\n"));
    EXPECT_FALSE(repeats(secret, "", "Hello, it is repaired.\r\n"));
    const std::string signature =
        "Anna Berg\r\nSupport\r\nDesk GmbH, Am Platz 1, 76131 Karlsruhe, Tel. 0721 123456\r\n";
    for (const char* above :
         {"Kind regards\r\n", "-- \r\n", "Mit freundlichen Grüßen aus Karlsruhe\r\n", "LG\r\n"}) {
        EXPECT_FALSE(repeats("He is angry.\r\n\r\n" + (above + signature),
                             "",
                             "It works.\r\n\r\n" + (above + signature)));
    }
    const std::string quote = "On Wed, Nov 25, 2026 at 10:00 AM Ina Heyer <kunde@heyer.example> "
                              "wrote:\r\n> It does not work.\r\n";
    EXPECT_FALSE(repeats("He is angry.\r\n\r\n" + quote, "", "It is repaired.\r\n\r\n" + quote));
    EXPECT_FALSE(repeats("see https://desk.example/a/b/c/d/e/f/g/h?i=j&k=l",
                         "",
                         "see https://desk.example/a/b/c/d/e/f/g/h?i=j&k=l"));
}

TEST(NoteWords, TakeLinearTime) {
    std::string text;
    for (int n = 0; n < 400000; ++n) {
        text += "word" + std::to_string(n % 977) + (n % 3 == 0 ? "\n> " : " ");
    }
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(have_common(runs_of_note("", secret), runs_of_mail("", text)));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
}

TEST(AttachedRow, IsSeenUnderAnyNameButAMails) {
    const std::string row = "Received: by desk.example with Vorrang; x\r\nX-Vorrang-Ticket: "
                            "4815\r\nSubject: x\r\n\r\nSecret\r\n";
    const auto attached = [](const std::string& type, const std::string& content) {
        return attached_row(mixed,
                            part("Content-Type: text/plain", "Hello") +
                                part("Content-Type: " + type +
                                         "\r\nContent-Disposition: attachment; filename=n.eml",
                                     content) +
                                "--cut--");
    };
    EXPECT_EQ(attached("application/octet-stream", row), "n.eml");
    EXPECT_EQ(attached("text/plain", row), "n.eml");
    EXPECT_EQ(attached("application/octet-stream", "Subject: A 11-25 15:12 [#4815] Outage\r\n"),
              "n.eml");
    EXPECT_EQ(attached("application/octet-stream\r\nContent-Transfer-Encoding: base64",
                       "WC1WT1JSQU5HLVRJQ0tFVDogNDgxNQ=="),
              "n.eml");
    EXPECT_EQ(attached("application/octet-stream", "how X-Vorrang-Ticket works\r\n"), "");
    EXPECT_EQ(attached("application/pdf", std::string("%PDF\0X-Vorrang-Ticket", 21)), "");
    EXPECT_EQ(attached("application/octet-stream", std::string(1 << 20, 'x') + "\r\n" + row), "");
}

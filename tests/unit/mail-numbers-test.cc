#include "core/mail/body-text.hh"
#include "core/mail/check-digit.hh"
#include "core/mail/mail-numbers.hh"
#include "tests/support/property.hh"

#include <algorithm>
#include <chrono>

namespace vorrang::mail {
namespace {

std::vector<std::string>
found_by(const std::string& pattern, std::string_view text, CheckDigit check = CheckDigit::none) {
    NumberSearch search;
    search.patterns.push_back({"p", NumberPattern::read(pattern).value(), check});
    std::vector<std::string> out;
    for (const auto& one : find_numbers(search, "", {std::string(text), "", ""}).numbers) {
        out.push_back(one.number);
    }
    return out;
}

std::vector<std::string> tokens(std::string_view text) {
    NumberSearch search;
    search.idents = true;
    std::vector<std::string> out;
    for (const auto& one : find_numbers(search, "", {std::string(text), "", ""}).numbers) {
        out.push_back(one.number);
    }
    return out;
}

using Strings = std::vector<std::string>;

TEST(NumberPattern, FindsANumberHoweverItIsWritten) {
    for (const char* text : {"SN-100-07",
                             "see sn10007.",
                             "(SN 100 07)",
                             "Serial:SN-100-07, please",
                             "SN\xC2\xA0"
                             "100\xE2\x80\x93"
                             "07",
                             "SN - 100 - 07\nand more"}) {
        EXPECT_EQ(found_by("SN-###-##", text), Strings{"SN10007"}) << text;
    }
}

TEST(NumberPattern, FindsNoPieceOfALongerNumber) {
    for (const char* text : {"XSN-100-07",
                             "SN-100-070",
                             "SN-100-07-1",
                             "SN-100-07A",
                             "7-SN-100-07",
                             "SN-100\n-07",
                             "SN-100-0"}) {
        EXPECT_EQ(found_by("SN-###-##", text), Strings{}) << text;
    }
    EXPECT_EQ(found_by("########", "call +12345678 or 112345678"), Strings{});
    EXPECT_EQ(found_by("########", "Nr.12345678/x"), Strings{"12345678"});
}

TEST(NumberPattern, KnowsLettersWhatMayBeMissingAndWhatIntroducesANumber) {
    EXPECT_EQ(found_by("@@-####[-##]", "ab-1234 and AB 1234-56"), (Strings{"AB1234", "AB123456"}));
    EXPECT_EQ(found_by("X??###", "xa1234 X-a1234"), Strings{"XA1234"});
    EXPECT_EQ(found_by("Kunde[nnummer] {#####}", "Kundennummer: 10234, Kunde 55555, 66666"),
              (Strings{"10234", "55555"}));
    EXPECT_EQ(found_by("Gerät {####}", "GerÄt 1, Gerät 1234"), Strings{"1234"});
}

TEST(NumberPattern, RefusesWhatCannotBeOneAndSaysHowToWriteIt) {
    for (const char* pattern : {"",
                                "###",
                                "SN-",
                                "[####]",
                                "SN-(##)",
                                "SN-*##",
                                "[SN-###",
                                "SN-###]",
                                "SN-{###",
                                "{##}##",
                                "SN-[##[##]]",
                                "SN####{}",
                                "{[SN####}]"}) {
        const auto read = NumberPattern::read(pattern);
        ASSERT_FALSE(read) << pattern;
        EXPECT_FALSE(read.error().hint.empty()) << pattern;
    }
    EXPECT_FALSE(NumberPattern::read(std::string(61, '#')));
}

TEST(NumberPattern, ANumberOfItsFormIsFoundInAnyText) {
    test::check_property([](const std::string& before, const std::string& after) {
        const auto digits =
            *rc::gen::container<std::string>(6, rc::gen::inRange('0', static_cast<char>('9' + 1)));
        const std::string text = before + " SN-" + digits + " \n" + after;
        const auto found = found_by("SN-######", text);
        RC_ASSERT(std::find(found.begin(), found.end(), "SN" + digits) != found.end());
    });
}

TEST(NumberPattern, AMailMadeToBeSlowIsNot) {
    const std::string text = [] {
        std::string out;
        while (out.size() < 16384) {
            out += "1 ";
        }
        return out;
    }();
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(found_by("# # # # # # # # # # # # # # # # # # # # # # # # [#] [#] x", text),
              Strings{});
    // Without a bound it would be years; the sanitizers and a busy machine get their share.
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

TEST(CheckDigits, HoldForKnownNumbersAndForNoneWithOneDigitWrong) {
    const std::pair<CheckDigit, std::string> good[] = {{CheckDigit::luhn, "4111111111111111"},
                                                       {CheckDigit::luhn, "SN79927398713"},
                                                       {CheckDigit::ean, "4006381333931"},
                                                       {CheckDigit::ean, "73513537"},
                                                       {CheckDigit::mod11, "0306406152"},
                                                       {CheckDigit::mod11, "097522980X"},
                                                       {CheckDigit::mod97, "5493001KJTIIGC8Y1R12"}};
    for (const auto& [scheme, number] : good) {
        EXPECT_TRUE(check_digit_holds(scheme, number)) << number;
        for (std::size_t at = number.size() - 5; at < number.size(); ++at) {
            std::string wrong = number;
            wrong[at] = wrong[at] == '7' ? '8' : '7';
            EXPECT_FALSE(check_digit_holds(scheme, wrong)) << wrong;
        }
    }
    for (const auto scheme :
         {CheckDigit::luhn, CheckDigit::ean, CheckDigit::mod11, CheckDigit::mod97}) {
        for (const char* none : {"", "0", "X", "A", "12-4", "\xFF\xFE"}) {
            EXPECT_FALSE(check_digit_holds(scheme, none)) << none;
        }
    }
    EXPECT_TRUE(check_digit_holds(CheckDigit::none, "anything"));
    EXPECT_EQ(check_digit_named("mod11"), CheckDigit::mod11);
    EXPECT_EQ(check_digit_named("crc"), std::nullopt);
}

TEST(CheckDigits, OneLastDigitOfTenHolds) {
    test::check_property([] {
        const auto digits = *rc::gen::container<std::string>(
            *rc::gen::inRange(3, 20), rc::gen::inRange('0', static_cast<char>('9' + 1)));
        for (const auto scheme : {CheckDigit::luhn, CheckDigit::ean, CheckDigit::mod11}) {
            int holds = 0;
            for (const char last : std::string("0123456789X")) {
                holds += check_digit_holds(scheme, digits + last) ? 1 : 0;
            }
            RC_ASSERT(holds == 1);
        }
    });
}

TEST(CheckDigits, AWrongOneIsASlipAndNoFind) {
    NumberSearch search;
    search.patterns.push_back(
        {"ean", NumberPattern::read("#############").value(), CheckDigit::ean});
    const auto found = find_numbers(search, "4006381333931", {"4006381333932", "", ""});
    EXPECT_EQ(found.numbers,
              (std::vector<FoundNumber>{{"4006381333931", NumberPlace::subject, "ean"}}));
    EXPECT_EQ(found.slips, (std::vector<FoundNumber>{{"4006381333932", NumberPlace::text, "ean"}}));
}

TEST(Tokens, AreWordsWithADigitJoinedOrNot) {
    EXPECT_EQ(tokens("Pump SN-100-07.Please, 12 or ABCDE, a1b2c"),
              (Strings{"SN10007", "A1B2C", "SN10007PLEASE"}));
    EXPECT_EQ(tokens("100.07/5"), (Strings{"100075"}));
    EXPECT_EQ(tokens("--A12345--"), Strings{"A12345"});
    EXPECT_EQ(tokens(std::string(41, '1')), Strings{});
}

TEST(Tokens, AreBoundedWhateverTheMailIs) {
    test::check_property(
        [](const std::string& text) {
            const auto found = tokens(text + "\xFF " + text);
            RC_ASSERT(found.size() <= 100);
            for (const auto& one : found) {
                RC_ASSERT(one.size() >= 5 && one.size() <= 40);
                RC_ASSERT(normal_number(one) == one);
            }
        },
        3000);
    std::string many;
    for (int n = 10000; n < 20000; ++n) {
        many += "T" + std::to_string(n) + " ";
    }
    EXPECT_EQ(tokens(many).size(), 100U);
}

TEST(Places, TellWhoseWordsTheyAre) {
    NumberSearch search;
    search.idents = true;
    const auto parts = text_parts("It is A0001.\n> quoted A0002\nor A0003\n-- \nFirm, A0004\n\n"
                                  "-----Original Message-----\nFrom: us\nA0005 A0001\n");
    const auto found = find_numbers(search, "A0006: A0004", parts).numbers;
    const std::vector<FoundNumber> expected = {{"A0006", NumberPlace::subject, ""},
                                               {"A0004", NumberPlace::subject, ""},
                                               {"A0001", NumberPlace::text, ""},
                                               {"A0003", NumberPlace::text, ""},
                                               {"A0002", NumberPlace::quote, ""},
                                               {"A0005", NumberPlace::quote, ""}};
    EXPECT_EQ(found, expected);
}

TEST(Places, AnHtmlMailsQuoteIsOne) {
    const auto parts = body_text_parts("Content-Type: text/html\r\n",
                                       "<p>It is A0001</p><blockquote>A0002</blockquote>",
                                       1000,
                                       1000);
    EXPECT_NE(parts.own.find("A0001"), std::string::npos);
    EXPECT_EQ(parts.own.find("A0002"), std::string::npos);
    EXPECT_NE(parts.quote.find("A0002"), std::string::npos);
}

TEST(Phones, InInternationalAndGermanSpelling) {
    const std::pair<const char*, Strings> cases[] = {
        {"Ruf mich an: 0711 / 123-456, bitte", {"0711123456"}},
        {"Tel. +49 (0) 711 123456", {"+49711123456"}},
        {"+49 (0)711/12 34 56-0.", {"+497111234560"}},
        {"0049 (0)171 1234567", {"+491711234567"}},
        {"(0711) 123456", {"0711123456"}},
        {"Fax: 0711 123457\nMobil 0171.1234567", {"01711234567"}},
        {"Tel: 0711 1 | Fax 0711 123457 | Tel 0711 123456", {"0711123456"}},
        {"+1-212-555-0100 or +44 20 7946 0000", {"+12125550100", "+442079460000"}},
        {"am 01.02.2026 um 08:30", {}},
        {"SN-0711-123456, 0,123456, 12345678, +49", {}},
        {"00000000000", {}},
        {"01711234567890123456", {}},
        {"a@0711123456.example", {}}};
    for (const auto& [text, numbers] : cases) {
        EXPECT_EQ(phone_numbers(text), numbers) << text;
    }
}

TEST(Phones, AreDigitsWhateverTheTextIs) {
    test::check_property(
        [](const std::string& text) {
            const auto gaps = *rc::gen::container<std::string>(
                rc::gen::element('+', '0', '1', ' ', '(', ')', '-', '.', '/', '\n', 'f'));
            for (const auto& phone : phone_numbers(text + gaps + text)) {
                RC_ASSERT(phone.size() >= 6 && phone.size() <= 16);
                RC_ASSERT(phone.find_first_not_of("0123456789", phone[0] == '+' ? 1 : 0) ==
                          std::string::npos);
            }
        },
        5000);
}

} // namespace
} // namespace vorrang::mail

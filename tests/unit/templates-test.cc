// The admin's words: which file counts, what may stand in it, how a letter begins (U-04, U-20).
#include "core/mail/clean-text.hh"
#include "core/mail/letter.hh"
#include "tests/support/template-folder.hh"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace vorrang::mail;
using vorrang::ErrorCode;
using vorrang::test::TemplateFiles;
using Names = std::vector<std::string>;

namespace {

Letter letter_in(const TemplateFiles& files, const std::string& language = "de") {
    Letter letter;
    letter.templates = TemplateFolder(files.path());
    letter.channel = "support";
    letter.language = language;
    return letter;
}

std::string found_in(const TemplateFiles& files,
                     const std::string& kind,
                     const std::string& channel,
                     Language language) {
    const auto found = TemplateFolder(files.path()).find(kind, channel, language).value();
    return found ? found->file : "(none)";
}

std::vector<std::size_t> lines_of_mistakes(const std::string& text,
                                           TemplateNames names = TemplateNames::common) {
    std::vector<std::size_t> lines;
    for (const auto& mistake : template_mistakes(text, names)) {
        lines.push_back(mistake.line);
    }
    return lines;
}

} // namespace

TEST(TemplateFolder, TheMostSpecificFileCounts) {
    const TemplateFiles files;
    EXPECT_EQ(found_in(files, "closing", "support", Language::german), "(none)");
    for (const char* file :
         {"closing.txt", "closing.de.txt", "closing.support.txt", "closing.support.de.txt"}) {
        files.write(file, "x");
        EXPECT_EQ(found_in(files, "closing", "support", Language::german), file);
    }
    EXPECT_EQ(found_in(files, "closing", "support", Language::english), "closing.support.txt");
    EXPECT_EQ(found_in(files, "closing", "sales", Language::german), "closing.de.txt");
    EXPECT_EQ(found_in(files, "closing", "sales", Language::english), "closing.txt");
    EXPECT_EQ(found_in(files, "reminder", "support", Language::german), "(none)");
}

TEST(TemplateFolder, ReadsAnEditedFileAtOnceAndNothingOutsideItself) {
    const TemplateFiles files;
    files.write("ask.de.txt", "\xEF\xBB\xBFone\r\n");
    const TemplateFolder folder(files.path());
    EXPECT_EQ(folder.find("ask", "", Language::german).value()->text, "one\n");
    files.write("ask.de.txt", "two\n");
    EXPECT_EQ(folder.find("ask", "", Language::german).value()->text, "two\n");
    EXPECT_EQ(found_in(files, "ask", "../../etc", Language::english), "(none)");
    std::filesystem::create_directory(files.path() + "/closing.de.txt");
    EXPECT_EQ(folder.find("closing", "", Language::german).error().code, ErrorCode::data);
}

TEST(TemplateFolder, WithoutAFolderThereAreNone) {
    for (const TemplateFolder& folder : {TemplateFolder(), TemplateFolder("/nonexistent")}) {
        EXPECT_FALSE(folder.find("closing", "support", Language::german).value());
        EXPECT_TRUE(folder.files().empty());
        EXPECT_TRUE(folder.canned().empty());
    }
}

TEST(TemplateFolder, KnowsTheCannedRepliesAndWhereTheyAreThere) {
    const TemplateFiles files;
    files.write("use/greeting.de.txt", "x");
    files.write("use/greeting.sales.en.txt", "x");
    files.write("use/logs.txt", "x");
    files.write("use/logs.txt~", "x");
    files.write("use/.hidden.txt", "x");
    files.write("use/Not a name.txt", "x");
    files.write("closing.de.txt", "x");
    const auto canned = TemplateFolder(files.path()).canned();
    ASSERT_EQ(canned.size(), 2u);
    ASSERT_EQ(canned.at("greeting").size(), 2u);
    EXPECT_EQ(canned.at("greeting")[0].language, "de");
    EXPECT_EQ(canned.at("greeting")[0].channel, std::nullopt);
    EXPECT_EQ(canned.at("greeting")[1].channel, "sales");
    EXPECT_EQ(canned.at("logs")[0].language, std::nullopt);
}

TEST(TemplateName, IsReadOrSaysWhatIsWrong) {
    const auto name = parse_template_name("reminder.sales.de.txt").value();
    EXPECT_EQ(name.kind, "reminder");
    EXPECT_EQ(name.channel, "sales");
    EXPECT_EQ(name.language, "de");
    EXPECT_EQ(parse_template_name("use/de.txt")->kind, "use/de");
    for (const char* bad : {"greeting.de.txt",
                            "closing.de",
                            "closing.sales.de.x.txt",
                            "closing.de.sales.txt",
                            "closing..txt",
                            "Closing.txt",
                            "use/.txt",
                            "use/a b.txt",
                            "use/../x.txt",
                            ".txt",
                            "closing.txt.bak"}) {
        EXPECT_FALSE(parse_template_name(bad)) << bad;
    }
}

TEST(TemplateText, TellsEveryMistakeByItsLine) {
    EXPECT_TRUE(
        lines_of_mistakes("{{salutation}}\n{{#due}}x{{/due}} {{{subject}}} {{! x }} {{&name}}")
            .empty());
    EXPECT_EQ(lines_of_mistakes("a\n{{numbr}}\n\n{{#due}}\n{{/name}}\n{{x}}"),
              (std::vector<std::size_t>{2, 4, 5, 6}));
    EXPECT_EQ(lines_of_mistakes("a\n{{number"), (std::vector<std::size_t>{2}));
    EXPECT_EQ(lines_of_mistakes("a\nb\n\xFC"), (std::vector<std::size_t>{3}));
    for (const char* bad :
         {"", " \n", "{{> file}}", "{{=<% %>=}}", "{{/due}}", "{{}}", "{{text}}", "{{#text}}"}) {
        EXPECT_EQ(lines_of_mistakes(bad).empty(), false) << bad;
        EXPECT_EQ(fill_template(bad, TemplateNames::common, {}).error().code, ErrorCode::data);
    }
    EXPECT_EQ(lines_of_mistakes("\xEF\xBF\xBD"), std::vector<std::size_t>{}); // U+FFFD itself
}

TEST(TemplateText, AMistakeIsToldOnOneLineWhateverTheTemplateHolds) {
    const auto mistakes = template_mistakes("{{#a\nb}}{{/due}}{{^\x1b[2J}}", TemplateNames::common);
    EXPECT_GE(mistakes.size(), 5u);
    for (const auto& mistake : mistakes) {
        EXPECT_EQ(mistake.text, one_line(mistake.text));
        EXPECT_EQ(mistake.hint, one_line(mistake.hint));
    }
}

TEST(TemplateText, AnAskTemplateMustShowTheQuestion) {
    EXPECT_TRUE(lines_of_mistakes("{{text}}", TemplateNames::ask).empty());
    EXPECT_FALSE(lines_of_mistakes("Hello", TemplateNames::ask).empty());
    EXPECT_FALSE(lines_of_mistakes("{{#text}}Hello{{/text}}", TemplateNames::ask).empty());
}

TEST(TemplateText, ValuesAreNoTemplatesAndStayOnOneLine) {
    TemplateWords words;
    words.number = 4815;
    words.subject = "{{number}} <b>\r\nBcc: x";
    EXPECT_EQ(fill_template("{{subject}} & {{{subject}}} {{number}}", TemplateNames::common, words)
                  .value(),
              "{{number}} <b> Bcc: x & {{number}} <b> Bcc: x 4815");
}

TEST(Salutation, IsTheContactsOwnElseByNameAndLanguage) {
    EXPECT_EQ(make_salutation("Sehr geehrte Frau Heyer", "Ina Heyer", Language::german),
              "Sehr geehrte Frau Heyer");
    EXPECT_EQ(make_salutation("", "Ina Heyer", Language::german), "Guten Tag Ina Heyer");
    EXPECT_EQ(make_salutation("", "Ina Heyer", Language::english), "Hello Ina Heyer");
    EXPECT_EQ(make_salutation(" ", "", Language::german), "Guten Tag");
    EXPECT_EQ(make_salutation("a\r\nb", "", Language::english), "a b");
}

TEST(WriteLetter, FillsTheAdminsWordsAndNamesTheFileOfAMistake) {
    const TemplateFiles files;
    files.write("closing.de.txt",
                "{{salutation}},\nTicket {{number}}.\n{{#agent}}\n{{agent}}\n{{/agent}}\n\n\n");
    auto letter = letter_in(files);
    letter.name = "Ina Heyer";
    letter.agent = "Anna Berg";
    TemplateWords words;
    words.number = 4815;
    EXPECT_EQ(write_letter("closing", letter, words).value(),
              "Guten Tag Ina Heyer,\nTicket 4815.\nAnna Berg\n");
    letter.salutation = "Sehr geehrte Frau Heyer";
    EXPECT_TRUE(write_letter("closing", letter, words)->starts_with("Sehr geehrte Frau Heyer,\n"));
    EXPECT_TRUE(write_letter("closing", letter, words, false)->starts_with("Guten Tag,\n"))
        << "a stranger is not called by name";
    files.write("closing.de.txt", "x\n{{numbr}}\n");
    const auto wrong = write_letter("closing", letter, words);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::data);
    EXPECT_EQ(wrong.error().text, "closing.de.txt, line 2: {{numbr}} is not known here");
}

TEST(WriteLetter, AMissingCannedReplyIsNoReasonToWait) {
    const TemplateFiles files;
    files.write("use/greeting.en.txt", "Hello");
    EXPECT_EQ(write_letter("use/greeting", letter_in(files, "en"), {}).value(), "Hello\n");
    EXPECT_EQ(write_letter("use/greeting", letter_in(files, "de"), {}).error().code,
              ErrorCode::data);
    EXPECT_EQ(write_letter("use/../closing", letter_in(files), {}).error().code, ErrorCode::data);
    EXPECT_EQ(words_in_force("fax", letter_in(files)).error().code, ErrorCode::no_such);
}

TEST(WriteLetter, EveryBuiltInTemplateCanBeFilled) {
    for (const auto kind : {StandardMail::confirmation,
                            StandardMail::closing,
                            StandardMail::reminder,
                            StandardMail::ask}) {
        for (const auto language : {Language::german, Language::english}) {
            for (const bool known : {true, false}) {
                const auto names =
                    kind == StandardMail::ask ? TemplateNames::ask : TemplateNames::common;
                EXPECT_TRUE(
                    template_mistakes(standard_template(kind, language, known), names).empty());
            }
        }
    }
}

#include "daemon/admin/templates.hh"
#include "tests/support/template-folder.hh"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace vorrang::admin {
namespace {

std::vector<std::string> found(const test::TemplateFiles& files,
                               const std::optional<std::set<std::string>>& channels) {
    std::vector<std::string> out;
    for (const auto& mistake : template_mistakes_in(mail::TemplateFolder(files.path()), channels)) {
        out.push_back(mistake.file + ":" + std::to_string(mistake.line) + ": " + mistake.text);
        EXPECT_FALSE(mistake.hint.empty()) << out.back();
    }
    return out;
}

using Lines = std::vector<std::string>;

} // namespace

TEST(TemplateCheck, NamesFileLineAndWhatIsWrong) {
    const test::TemplateFiles files;
    files.write("closing.de.txt", "{{salutation}},\n\n{{numbr}}\n");
    files.write("ask.en.txt", "no question\n");
    files.write("closing.fr.txt", "x\n");
    files.write("greeting.txt", "x\n");
    files.write("use/logs.support.txt", "{{text}}\n");
    EXPECT_EQ(found(files, std::set<std::string>{"support"}),
              (Lines{"ask.en.txt:1: it does not show the question",
                     "closing.de.txt:3: {{numbr}} is not known here",
                     "closing.fr.txt:1: there is no channel or language \"fr\"",
                     "greeting.txt:1: there is no kind \"greeting\"",
                     "use/logs.support.txt:1: {{text}} is not known here"}));
    EXPECT_EQ(found(files, std::nullopt).size(), 4u) << "without a database every channel may be";
}

TEST(TemplateCheck, GoodOnesAreGood) {
    const test::TemplateFiles files;
    EXPECT_EQ(found(files, std::set<std::string>{}), Lines{});
    files.write("closing.support.de.txt", "{{salutation}},\n");
    files.write("use/logs.txt", "Please send the log.\n");
    EXPECT_EQ(found(files, std::set<std::string>{"support"}), Lines{});
}

TEST(TemplateCheck, TheSamplesAreGood) {
    const mail::TemplateFolder samples(VORRANG_SOURCE_DIR "/contrib/templates");
    EXPECT_FALSE(samples.files().empty());
    EXPECT_TRUE(template_mistakes_in(samples, std::nullopt).empty());
}

} // namespace vorrang::admin

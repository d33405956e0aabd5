#include "dovecot-plugin/vorrang-debian.hh"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace vorrang::debian {

namespace {

constexpr const char* status = "Package: dovecot-core-extra\n"
                               "Status: install ok installed\n"
                               "Version: 9\n"
                               "\n"
                               "Package: dovecot-core\n"
                               "Status: install ok installed\n"
                               "Architecture: amd64\n"
                               "Version: 1:2.3.19.1+dfsg1-2.1+deb12u7\n"
                               "Description: x\n"
                               "\n"
                               "Package: dovecot-imapd\n"
                               "Status: deinstall ok config-files\n"
                               "Version: 3\n";

TEST(DovecotRevision, IsTheInstalledOneOfThatVeryPackage) {
    EXPECT_EQ(installed_version(status, "dovecot-core"), "1:2.3.19.1+dfsg1-2.1+deb12u7");
    EXPECT_EQ(installed_version(status, "dovecot-imapd"), "");
    EXPECT_EQ(installed_version(status, "core"), "");
    EXPECT_EQ(installed_version("", "dovecot-core"), "");
}

TEST(DovecotRevision, AnotherOneIsNamedInTheRefusal) {
    std::string path = "/tmp/vorrang-dpkg-XXXXXX";
    ::close(::mkstemp(path.data()));
    std::ofstream(path) << status;
    EXPECT_EQ(why_not_beside(path, "1:2.3.19.1+dfsg1-2.1+deb12u7"), "");
    const std::string text = why_not_beside(path, "1:2.3.19.1+dfsg1-2.1+deb12u6");
    EXPECT_NE(text.find("deb12u6"), std::string::npos);
    EXPECT_NE(text.find("deb12u7"), std::string::npos);
    ::unlink(path.c_str());
    EXPECT_NE(why_not_beside(path, "1"), "") << "what cannot be read cannot be right";
}

} // namespace

} // namespace vorrang::debian

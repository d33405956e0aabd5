#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace vorrang::test {

/// A folder of templates for one test, removed at its end.
class TemplateFiles {
  public:
    TemplateFiles() {
        std::string name = (std::filesystem::temp_directory_path() / "templates.XXXXXX").string();
        path_ = ::mkdtemp(name.data());
        std::filesystem::create_directory(path_ / "use");
    }

    ~TemplateFiles() { std::filesystem::remove_all(path_); }

    TemplateFiles(const TemplateFiles&) = delete;
    TemplateFiles& operator=(const TemplateFiles&) = delete;
    TemplateFiles(TemplateFiles&&) = delete;
    TemplateFiles& operator=(TemplateFiles&&) = delete;

    void write(const std::string& file, const std::string& text) const {
        std::ofstream(path_ / file, std::ios::binary) << text;
    }

    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

} // namespace vorrang::test

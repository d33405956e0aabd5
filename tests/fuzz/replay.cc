// Calls a fuzz target with every seed in a directory, or with single files: an ordinary test.
#include "tests/fuzz/target.hh"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> inputs_of(const fs::path& path) {
    if (!fs::is_directory(path)) {
        return {path};
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(path)) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

bool replay(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::cerr << path << " cannot be read\n";
        return false;
    }
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    std::cout << path.string() << std::endl; // flushed: the one that fails is the last one named
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    return true;
}

} // namespace

int main(int count, char** arguments) {
    std::size_t replayed = 0;
    for (int i = 1; i < count; ++i) {
        for (const fs::path& path : inputs_of(arguments[i])) {
            if (!replay(path)) {
                return 1;
            }
            ++replayed;
        }
    }
    if (replayed == 0) {
        std::cerr << "there are no seeds\n";
        return 1;
    }
    std::cout << replayed << " seeds\n";
    return 0;
}

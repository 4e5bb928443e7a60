#include "world_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace wordnet {
namespace {

std::filesystem::path make_temporary() {
    auto name = (std::filesystem::temp_directory_path() / "wordnet-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::system_error(errno, std::generic_category(), "cannot make a folder " + name);
    return name;
}

}  // namespace

world_folder::world_folder(const std::filesystem::path& asked_for)
    : path_(asked_for.empty() ? make_temporary() : asked_for), temporary_(asked_for.empty()) {
    if (temporary_) return;
    std::filesystem::create_directories(path_);
    // A database of an earlier run holds another graph's rows; a snapshot is replaced anyway.
    for (const auto* const more : {"", "-journal", "-wal", "-shm"})
        std::filesystem::remove(database().string() + more);
}

world_folder::~world_folder() {
    std::error_code ignored;
    if (temporary_) std::filesystem::remove_all(path_, ignored);
}

}  // namespace wordnet

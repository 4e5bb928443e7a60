#pragma once

#include <kith/storage/file/file_system.hpp>

namespace kith::storage::file {

/// What a file that was replaced survives.
enum class durability : std::uint8_t {
    /// A power loss: after `commit` the new content is there. During it, the old or the new.
    synced,
    /// The end of the program at any moment, but no power loss: nothing waits for the disk.
    renamed,
};

/// Replaces a file as a whole: the new content is written to a file beside it (`path` + ".new"), which
/// takes its name at last. Whatever fails, the old file is as it was.
///
/// Ownership: refers to the file system. Without `commit` the new file is removed.
class replacement {
public:
    replacement(file_system& files, const std::filesystem::path& path);
    ~replacement();
    replacement(const replacement&) = delete;
    replacement& operator=(const replacement&) = delete;

    [[nodiscard]] output& content() noexcept { return *output_; }
    /// Throws storage_error (file_unwritable).
    void commit(durability how = durability::synced);

private:
    file_system& files_;
    std::filesystem::path path_;
    std::filesystem::path beside_;
    std::unique_ptr<output> output_;
};

}  // namespace kith::storage::file

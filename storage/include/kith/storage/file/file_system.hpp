#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

namespace kith::storage::file {

/// The content of a file in memory, aligned for any type. Moved, not copied.
struct bytes {
    struct release {
        void operator()(std::byte* held) const noexcept { std::free(held); }
    };
    std::unique_ptr<std::byte[], release> data;
    std::size_t size = 0;

    /// Room for that many bytes, whose content is unspecified. Throws std::bad_alloc.
    [[nodiscard]] static bytes with_room(std::size_t count);
};

/// A file that is being written, from its beginning. Closed by the destructor; what was not synced by then
/// is in the hands of the operating system.
///
/// Every function throws storage_error (file_unwritable) with the path, the reason and a remedy.
class output {
public:
    output() = default;
    virtual ~output() = default;
    output(const output&) = delete;
    output& operator=(const output&) = delete;

    /// Writes behind what was written before.
    virtual void append(const void* from, std::size_t size) = 0;
    /// Writes over bytes that were appended.
    virtual void overwrite(std::uint64_t offset, const void* from, std::size_t size) = 0;
    /// The content survives a power loss from here on. Its name does so after `sync_folder`.
    virtual void sync() = 0;
};

/// What kith needs of an operating system. `disk` is the real one, `simulated_disk` its twin in memory.
///
/// Threads: as many as like to, on different files.
class file_system {
public:
    file_system() = default;
    virtual ~file_system() = default;
    file_system(const file_system&) = delete;
    file_system& operator=(const file_system&) = delete;

    /// The whole file. Throws storage_error: file_missing, file_unreadable.
    [[nodiscard]] virtual bytes read(const std::filesystem::path& path) const = 0;
    [[nodiscard]] virtual bool exists(const std::filesystem::path& path) const = 0;
    /// Names of the files in a folder, sorted. Throws storage_error: file_missing, file_unreadable.
    [[nodiscard]] virtual std::vector<std::filesystem::path>
    list(const std::filesystem::path& folder) const = 0;

    /// The file that a path means: links followed, so that a replacement replaces what they point at.
    [[nodiscard]] virtual std::filesystem::path target(const std::filesystem::path& path) const {
        return path;
    }

    // Each throws storage_error (file_unwritable).

    /// An empty file, in the place of any that was there. It gets the access rights of `like`, if that exists.
    /// Throws too when another writer has it open.
    [[nodiscard]] virtual std::unique_ptr<output> create(const std::filesystem::path& path,
                                                         const std::filesystem::path& like) = 0;
    /// Gives a file another name, in the place of any file of that name, in one step.
    virtual void rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    /// Nothing happens to a file that does not exist.
    virtual void remove(const std::filesystem::path& path) = 0;
    /// The names in a folder survive a power loss from here on.
    virtual void sync_folder(const std::filesystem::path& folder) = 0;
};

}  // namespace kith::storage::file

#pragma once

#include <kith/storage/file/file_system.hpp>

namespace kith::storage::file {

/// The operating system's files (POSIX). Holds nothing: make one where one is needed.
class disk final : public file_system {
public:
    [[nodiscard]] bytes read(const std::filesystem::path& path) const override;
    [[nodiscard]] bool exists(const std::filesystem::path& path) const override;
    [[nodiscard]] std::vector<std::filesystem::path> list(const std::filesystem::path& folder) const override;
    [[nodiscard]] std::filesystem::path target(const std::filesystem::path& path) const override;
    [[nodiscard]] std::unique_ptr<output> create(const std::filesystem::path& path,
                                                 const std::filesystem::path& like) override;
    void rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    void remove(const std::filesystem::path& path) override;
    void sync_folder(const std::filesystem::path& folder) override;
};

}  // namespace kith::storage::file

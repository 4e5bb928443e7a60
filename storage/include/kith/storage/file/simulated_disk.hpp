#pragma once

#include <kith/storage/file/file_system.hpp>

#include <map>
#include <string>
#include <string_view>

namespace kith::storage::file {

/// A disk in memory that can be made to fail at any step, or to lose its power there.
///
/// What it keeps over a power loss is what was synced, and nothing else: a file's content as of its last
/// `sync`, a folder's names as of its last `sync_folder`. There is one folder for each `parent_path`.
class simulated_disk final : public file_system {
public:
    /// What of the names that were not synced a power loss spares: a real disk may do either.
    enum class names : std::uint8_t { lost, kept };

    [[nodiscard]] bytes read(const std::filesystem::path& path) const override;
    [[nodiscard]] bool exists(const std::filesystem::path& path) const override;
    [[nodiscard]] std::vector<std::filesystem::path> list(const std::filesystem::path& folder) const override;
    [[nodiscard]] std::unique_ptr<output> create(const std::filesystem::path& path,
                                                 const std::filesystem::path& like) override;
    void rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    void remove(const std::filesystem::path& path) override;
    void sync_folder(const std::filesystem::path& folder) override;

    /// Steps taken so far: each creating, appending, overwriting, syncing, renaming and removing is one.
    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }
    /// The step after `steps` more fails, half done where it can be. Only that one.
    void fail_after(std::size_t steps) noexcept { fails_at_ = steps_ + steps + 1; }
    /// At the step after `steps` more the power goes: it and all later ones fail until `restore_power`.
    void lose_power_after(std::size_t steps, names unsynced) noexcept {
        power_fails_at_ = steps_ + steps + 1;
        unsynced_ = unsynced;
    }
    void restore_power() noexcept {
        power_ = true;
        power_fails_at_ = 0;
    }

    /// The content of a file, and a new one (synced), for tests.
    [[nodiscard]] std::string content(const std::filesystem::path& path) const;
    void put(const std::filesystem::path& path, std::string_view content);

private:
    friend class simulated_output;
    struct file {
        std::string now;
        std::string synced;
        bool open = false;
    };
    using files = std::map<std::string, std::shared_ptr<file>>;  // by name

    /// False if the step is to fail now.
    [[nodiscard]] bool step();
    void lose_power();
    [[noreturn]] void fail(const std::filesystem::path& path, const char* verb) const;
    [[nodiscard]] std::shared_ptr<file> find(const std::filesystem::path& path) const;

    std::map<std::string, files> now_;  // by folder
    std::map<std::string, files> synced_;
    std::size_t steps_ = 0;
    std::size_t fails_at_ = 0;
    std::size_t power_fails_at_ = 0;
    names unsynced_ = names::lost;
    bool power_ = true;
};

}  // namespace kith::storage::file

#pragma once

#include <kith/kith.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <thread>

namespace colony {

/// Puts the world into a file now and then, in a thread of its own: what is saved is a frozen view, and the
/// simulation goes on beside it.
class saver {
public:
    explicit saver(std::filesystem::path file) : file_(std::move(file)) {}
    saver(const saver&) = delete;
    saver& operator=(const saver&) = delete;
    ~saver();

    /// Begins to save the world as it is now, in place of what the file held. Waits for the last save if that is
    /// not done yet, and throws what it failed with.
    void save(kith::graph& world);
    /// Waits for the last save, and throws what it failed with.
    void finish();

    [[nodiscard]] std::size_t saves() const noexcept { return saves_; }
    /// The digest of what the file holds. Requires that the last save is finished.
    [[nodiscard]] std::uint64_t digest() const noexcept { return digest_; }

private:
    std::filesystem::path file_;
    kith::frozen_view view_;  // of the last save: the next one copies only what has changed since
    std::thread thread_;
    std::exception_ptr problem_;
    std::size_t saves_ = 0;
    std::uint64_t digest_ = 0;
};

}  // namespace colony

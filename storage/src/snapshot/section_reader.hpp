#pragma once

#include "complaint.hpp"
#include "format.hpp"

#include <kith/storage/file/file_system.hpp>

#include <cstring>
#include <memory>
#include <span>

namespace kith::storage::snapshot {

/// Reads one section's bytes, whose checksum was verified. Nothing is believed for that: every length is
/// held against what is left before it is used. Throws storage_error (snapshot_damaged).
class section_reader {
public:
    section_reader(std::span<const std::byte> payload, std::string name, const complaint& file);
    ~section_reader();
    section_reader(const section_reader&) = delete;
    section_reader& operator=(const section_reader&) = delete;

    [[nodiscard]] std::uint8_t small();
    [[nodiscard]] std::uint32_t medium();
    [[nodiscard]] std::uint64_t large();
    [[nodiscard]] std::string text();
    /// `count` elements in place: an array in an archive without header is its bytes. Sections lie in memory
    /// as in the file, aligned to 8.
    template <class T>
    [[nodiscard]] std::span<const T> array(std::uint64_t count) {
        return {reinterpret_cast<const T*>(bytes(count, sizeof(T))), static_cast<std::size_t>(count)};
    }
    [[nodiscard]] const std::byte* bytes(std::uint64_t count, std::size_t width);

    [[nodiscard]] std::size_t left() const noexcept { return payload_.size() - at_; }
    /// Nothing but the zero bytes that fill up a section may be left.
    void expect_end() const;
    [[noreturn]] void fail(const std::string& what) const;
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

private:
    class buffer;
    struct archive;
    template <class T>
    T number();

    std::span<const std::byte> payload_;
    std::size_t at_ = 0;
    std::string name_;
    const complaint& file_;
    std::unique_ptr<buffer> buffer_;
    std::unique_ptr<archive> archive_;
};

}  // namespace kith::storage::snapshot

#pragma once

#include <kith/memory/page_log.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

namespace kith::memory {

/// Contiguous address space, reserved once and committed as it grows: its base never moves and growth
/// copies nothing. New bytes are zero. Every write goes through `touch` first: the write barrier.
///
/// Ownership: owns its pages and refers to the log, which must outlive it. Not copied, not moved.
class region {
public:
    /// Reserves `reserve` bytes of address space and commits the first page.
    /// Throws limit_error when the address space is not to be had.
    region(page_log& log, std::size_t reserve);
    ~region();
    region(const region&) = delete;
    region& operator=(const region&) = delete;

    [[nodiscard]] std::byte* base() noexcept { return base_; }
    [[nodiscard]] const std::byte* base() const noexcept { return base_; }
    /// Bytes that may be read and written.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::size_t pages() const noexcept { return size_ >> page_bits; }
    [[nodiscard]] std::uint32_t index() const noexcept { return index_; }

    /// Commits at least `bytes` in all. Grows by halves, so that growth is amortised constant.
    /// Throws limit_error beyond the reservation or when the machine has no memory; nothing changed then.
    void grow_to(std::size_t bytes) {
        if (bytes > size_) [[unlikely]]
            commit(bytes);
    }

#ifdef KITH_NO_BARRIER
    // For benchmarks of what the barrier costs: no mark, transaction, checkpoint or seal works without it.
    void touch(std::size_t) {}
    void touch(std::size_t, std::size_t) {}
    [[nodiscard]] static bool open(std::size_t, std::uint32_t) noexcept { return true; }
#else
    /// The barrier: call before writing the byte at `offset`.
    void touch(std::size_t offset) {
        const auto page = offset >> page_bits;
        if (stamps_[page] != *epoch_) [[unlikely]]
            log_.before_write(*this, static_cast<std::uint32_t>(page));
    }
    /// The barrier for `bytes` > 0 bytes from `offset`.
    void touch(std::size_t offset, std::size_t bytes) {
        const auto last = (offset + bytes - 1) >> page_bits;
        for (auto page = offset >> page_bits; page <= last; ++page)
            if (stamps_[page] != *epoch_) [[unlikely]]
                log_.before_write(*this, static_cast<std::uint32_t>(page));
    }
    /// True if `touch` of this byte has nothing to do in the log's epoch.
    [[nodiscard]] bool open(std::size_t offset, std::uint32_t epoch) const noexcept {
        return stamps_[offset >> page_bits] == epoch;
    }
#endif

    template <class T>
    [[nodiscard]] const T& at(std::size_t index) const noexcept {
        return reinterpret_cast<const T*>(base_)[index];
    }
    /// Writes one cell behind the barrier. `T`'s size divides the page or the cell may straddle two.
    template <class T>
    void put(std::size_t index, const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        const auto offset = index * sizeof(T);
        if constexpr (page_size % sizeof(T) == 0)
            touch(offset);
        else
            touch(offset, sizeof(T));
        std::memcpy(base_ + offset, &value, sizeof(T));
    }

    /// Makes these cells zero, behind the barrier. Pages whose cells are zero already are not written.
    template <class T>
    void wipe(std::span<const std::uint32_t> cells) {
        static_assert(std::is_trivially_copyable_v<T> && page_size % sizeof(T) == 0);
        // Told that nothing of this moves meanwhile, compilers keep it in registers.
        T* const values = reinterpret_cast<T*>(base_);
        const std::uint32_t* const stamps = stamps_;
        const std::uint32_t epoch = *epoch_;
        for (const std::uint32_t cell : cells) {
            if (values[cell] == T{}) continue;
            const auto page = (std::size_t{cell} * sizeof(T)) >> page_bits;
            if (stamps[page] != epoch) [[unlikely]]
                log_.before_write(*this, static_cast<std::uint32_t>(page));
            values[cell] = T{};
        }
    }

    // For page_log.
    [[nodiscard]] std::uint32_t stamp(std::uint32_t page) const noexcept { return stamps_[page]; }
    void set_stamp(std::uint32_t page, std::uint32_t stamp) noexcept { stamps_[page] = stamp; }
    [[nodiscard]] std::byte* page(std::uint32_t page) noexcept {
        return base_ + (std::size_t{page} << page_bits);
    }
    [[nodiscard]] const std::byte* page(std::uint32_t page) const noexcept {
        return base_ + (std::size_t{page} << page_bits);
    }

private:
    void commit(std::size_t bytes);

    // What a read or a barrier needs comes first: one cache line.
    std::byte* base_ = nullptr;
    std::uint32_t* stamps_ = nullptr;  // one per committed page, see page_log
    const std::uint32_t* epoch_;
    page_log& log_;
    std::size_t size_ = 0;
    std::size_t reserved_ = 0;
    std::uint32_t index_ = 0;
    void* mapping_ = nullptr;
    std::size_t mapping_bytes_ = 0;
};

}  // namespace kith::memory

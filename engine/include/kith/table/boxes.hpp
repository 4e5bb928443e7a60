#pragma once

#include <kith/schema/field.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <vector>

namespace kith::table {

/// The values of boxed fields: immutable C++ objects that cells name by number. A cell's bytes may come
/// back through a rollback or be read through a baseline, so a value outlives its cell for as long as
/// either is possible.
///
/// Ownership: owns the values. Number 0 is no value: the field's default.
/// Threads: one writer. While it goes on, others may read values that it does not destroy: those that nobody has
/// told it to forget.
class boxes {
public:
    boxes() = default;
    ~boxes();
    boxes(const boxes&) = delete;
    boxes& operator=(const boxes&) = delete;

    [[nodiscard]] const void* value(std::uint32_t box) const noexcept { return at(box).value; }

    /// Makes sure that `births` puts and `deaths` frees cannot fail, nor a rollback of them.
    void reserve(std::size_t births, std::size_t deaths);
    /// Takes `value` over. Requires `reserve`.
    [[nodiscard]] std::uint32_t put(const schema::boxed_type& type, void* value) noexcept;
    /// The cell that held `box` no longer does.
    void free(std::uint32_t box) noexcept;

    /// The present, as a number that a mark or baseline remembers.
    [[nodiscard]] std::uint64_t now() const noexcept { return first_event_ + events_.size(); }
    /// Values freed since `then` live again and those put since are gone. They are destroyed and the present
    /// is `then` again; or, with `keep`, for a baseline that may still read them, the present goes on.
    void rollback(std::uint64_t then, bool keep) noexcept;
    /// Makes sure that `turn` of so many events cannot fail.
    void reserve_turn(std::uint64_t first, std::uint64_t last) {
        reserve(0, static_cast<std::size_t>(last - first));
    }
    /// Values live as they did before the events from `first` to `last`, or after them. Takes note of it by
    /// events of its own. Of the values that these events name, no other may have told since.
    void turn(std::uint64_t first, std::uint64_t last, bool before) noexcept;
    /// Nobody goes back before `then` any more: what died before it is destroyed.
    void forget(std::uint64_t then) noexcept;

private:
    struct entry {
        const schema::boxed_type* type = nullptr;
        void* value = nullptr;
        std::uint32_t next_free = 0;
        std::uint32_t events = 0;  // that name it and are not forgotten
        bool lives = false;        // a cell holds it
        bool lived = false;        // before the rollback under way
    };
    enum class what : std::uint8_t { made, died, revived };
    struct event {
        std::uint32_t box;
        what kind;
    };
    // Entries stay where they are, since others read them: chunk after chunk, each twice as large.
    static constexpr unsigned first_bits = 6;
    static constexpr std::uint32_t first_chunk = std::uint32_t{1} << first_bits;
    struct place {
        unsigned chunk;
        std::uint32_t within;
    };
    [[nodiscard]] static place place_of(std::uint32_t box) noexcept {
        const std::uint64_t number = std::uint64_t{box} + first_chunk;
        const auto chunk = static_cast<unsigned>(std::bit_width(number)) - 1 - first_bits;
        return {chunk, static_cast<std::uint32_t>(number - (std::uint64_t{first_chunk} << chunk))};
    }
    [[nodiscard]] const entry& at(std::uint32_t box) const noexcept {
        const place where = place_of(box);
        return chunks_[where.chunk][where.within];
    }
    [[nodiscard]] entry& at(std::uint32_t box) noexcept {
        const place where = place_of(box);
        return chunks_[where.chunk][where.within];
    }
    void note(std::uint32_t box, what kind) noexcept;
    void destroy(std::uint32_t box) noexcept;

    std::array<std::unique_ptr<entry[]>, 33 - first_bits> chunks_;
    std::size_t room_ = 0;    // in the chunks that are there
    std::uint32_t size_ = 1;  // entries ever used, and that of number 0
    std::uint32_t free_ = 0;
    std::vector<event> events_;
    std::uint64_t first_event_ = 0;
};

}  // namespace kith::table

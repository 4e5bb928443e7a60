#pragma once

#include <kith/base/config.hpp>
#include <kith/memory/region.hpp>
#include <kith/table/key_map.hpp>
#include <kith/table/slot_range.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kith::table {

/// The rows of one type: which slots live, their ids, and the order in which they were added.
///
/// Invariants
/// 1. A slot lives exactly when its id is not 0 and its bit in `living` is set. Slot 0 never lives.
/// 2. Ids are given 1, 2, 3 … and never twice; slots are used again, the last one freed first.
/// 3. `order` lists the living slots in the order they were added, holes in between; `place[s]` is where
///    a living slot s stands in it. Of a dead slot, `place` is the next free slot.
/// 4. Every cell of a slot that does not live is zero.
class rows {
public:
    rows(memory::page_log& log, memory::heap& links, std::string type, std::uint64_t most_rows);

    [[nodiscard]] std::size_t size() const noexcept { return state().live; }
    /// One past the highest slot ever used.
    [[nodiscard]] slot end() const noexcept { return state().top + 1; }
    [[nodiscard]] key id(slot where) const noexcept { return ids_.at<key>(where); }
    [[nodiscard]] bool lives(slot where) const noexcept {
        return where < capacity_ && (living_.at<std::uint8_t>(where >> 3) >> (where & 7) & 1U) != 0;
    }
    [[nodiscard]] slot find(key id) const noexcept;
    [[nodiscard]] key next_id() const noexcept { return state().next_id; }
    /// Living slots in the order they were added.
    [[nodiscard]] slot_range all() const noexcept {
        return {&order_.at<slot>(0), state().order_size, state().live, state().order_first};
    }
    /// Slots that live, side by side.
    struct run {
        slot first;
        std::uint32_t count;
    };
    /// The slots that live from the first such at or behind `from`, up to one that does not; none when there is
    /// none. Linear in what is passed, 64 slots at a time.
    [[nodiscard]] run next_run(slot from) const noexcept;
    /// Eight bytes that are others after rows were added or removed.
    [[nodiscard]] const std::byte* count_place() const noexcept {
        static_assert(offsetof(header, order_size) == offsetof(header, live) + 4);
        return state_.base() + offsetof(header, live);
    }
    /// Where a living slot stands among the others: orders like insertion.
    [[nodiscard]] std::uint32_t place(slot where) const noexcept { return places_.at<std::uint32_t>(where); }

    /// A region with one cell of `width` bytes a row, to be grown with the table, and with so many bytes beyond.
    void enlist(memory::region& cells, std::size_t width, std::size_t beyond = 0);

    /// Makes sure that one `add` of that id cannot fail. Throws limit_error past the row limit.
    void reserve_one(key id = 0) {
        const header& head = state();
        const key given = id != 0 ? id : head.next_id;
        const bool fits = head.free == 0 && head.top + std::uint64_t{1} < capacity_ &&
                          given == head.top + std::uint64_t{1} && head.elsewhere.capacity == 0 &&
                          (std::size_t{head.order_size} + 1) * sizeof(slot) <= order_.size();
        if (!fits || log_.recording()) [[unlikely]]
            reserve_slowly(id);
    }
    /// A new row with the given id, which must be free; 0 takes the next one. Requires `reserve_one`.
    slot add(key id = 0);
    void reserve_remove(std::size_t count);
    /// Requires `reserve_remove`; the rows' other cells must be zero already. The first of them is the first
    /// whose slot is used again.
    void remove(std::span<const slot> gone);
    /// The next id to be given: at least one more than any that lives.
    void set_next_id(key next);
    /// Fills an empty table: rows with these ids, in this order. Rows lie in the slots of their ids unless
    /// those are too sparse; then they lie in slots 1, 2, 3 … False, with the table half filled, when an id
    /// is 0, comes twice or is not below `next_id`, or that is past `max_id + 1`: to be called where a
    /// rollback can follow. Throws limit_error past the row limit.
    [[nodiscard]] bool restore(std::span<const key> ids, key next_id);

    /// The regions are a copy of those of another table: takes over what else there is to know.
    void share(const rows& of) noexcept { capacity_ = of.capacity_; }

    [[nodiscard]] const memory::region& ids() const noexcept { return ids_; }

private:
    struct header {
        key next_id;
        slot top;
        slot free;
        std::uint32_t live;
        std::uint32_t order_size;
        std::uint32_t order_first;  // the places of `order` before it are holes
        key_map elsewhere;
    };
    struct cells {
        memory::region* region;
        std::size_t width;
        std::size_t beyond;
    };
    [[nodiscard]] const header& state() const noexcept { return state_.at<header>(0); }
    [[nodiscard]] header& change() {
        state_.touch(0);
        return *reinterpret_cast<header*>(state_.base());
    }
    [[noreturn]] void fail_full() const;
    void reserve_slowly(key id);
    void grow(slot top);
    void close_holes();
    void set_living(slot where, bool lives) {
        const auto byte = living_.at<std::uint8_t>(where >> 3);
        const auto bit = static_cast<std::uint8_t>(1U << (where & 7));
        living_.put(where >> 3, static_cast<std::uint8_t>(lives ? byte | bit : byte & ~bit));
    }

    memory::page_log& log_;
    memory::heap& links_;
    std::string type_;
    std::uint64_t most_rows_;
    std::uint64_t capacity_ = 1;  // slots for which every cell is committed
    memory::region state_;
    memory::region ids_;
    memory::region living_;  // a bit a row: small enough to stay in cache, so that every change can look
    memory::region order_;
    memory::region places_;
    std::vector<cells> cells_;
};

}  // namespace kith::table

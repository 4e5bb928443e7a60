#pragma once

#include <kith/schema/field.hpp>

#include <cstdint>
#include <vector>

namespace kith::table {

/// The values of boxed fields: immutable C++ objects that cells name by number. A cell's bytes may come
/// back through a rollback or be read through a baseline, so a value outlives its cell for as long as
/// either is possible.
///
/// Ownership: owns the values. Number 0 is no value: the field's default.
class boxes {
public:
    boxes() = default;
    ~boxes();
    boxes(const boxes&) = delete;
    boxes& operator=(const boxes&) = delete;

    [[nodiscard]] const void* value(std::uint32_t box) const noexcept { return entries_[box].value; }

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
    void note(std::uint32_t box, what kind) noexcept;
    void destroy(std::uint32_t box) noexcept;

    std::vector<entry> entries_{1};
    std::uint32_t free_ = 0;
    std::vector<event> events_;
    std::uint64_t first_event_ = 0;
};

}  // namespace kith::table

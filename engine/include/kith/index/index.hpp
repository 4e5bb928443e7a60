#pragma once

#include <kith/base/config.hpp>
#include <kith/schema/field.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace kith::index {

/// The column that an index reads its keys from.
struct source {
    const std::byte* cells;
    schema::kind kind;
    const std::byte* text_heap;
    /// Of an index within owners: each row's owner, 0 for none.
    const slot* owners = nullptr;

    /// The value in a slot's cell as a number that orders as the value does.
    /// Requires a kind that is no string.
    [[nodiscard]] std::int64_t number(slot where) const noexcept;
    /// Requires text or bytes.
    [[nodiscard]] std::string_view text(slot where) const noexcept;
};

/// What is looked for: a number as `source::number` makes it, or a text.
struct probe {
    std::int64_t number = 0;
    std::string_view text;
    slot owner = 0;  // of an index within owners
};

/// A number that orders as the value in `cell` does; floating point orders -inf … inf, NaN, and takes
/// -0.0 for 0.0. One key kind serves integers, dates and floating point thereby.
[[nodiscard]] std::int64_t order_number(schema::kind of, const void* cell) noexcept;

/// One end of a range; absent means unbounded.
struct bound {
    probe at;
    bool inclusive = true;
};

/// An index of a table's slots by one column: a Boost.MultiIndex container whose key extractor reads the
/// column. Derived data: whoever changes an indexed cell takes the slot out before and puts it in after.
///
/// Invariants
/// 1. It holds exactly the living rows whose cell is not null.
/// 2. A unique index holds no two rows with equal keys.
class index {
public:
    /// Requires `field.index != none`.
    [[nodiscard]] static std::unique_ptr<index> make(const schema::field& field, source from);
    /// An index for equality of a row's owner and the column together. Holds the rows that have both; it is
    /// not unique: its user sees to that.
    [[nodiscard]] static std::unique_ptr<index> make_within_owners(source from);
    virtual ~index() = default;

    [[nodiscard]] bool unique() const noexcept { return unique_; }
    [[nodiscard]] bool ordered() const noexcept { return ordered_; }
    [[nodiscard]] virtual std::size_t size() const noexcept = 0;
    [[nodiscard]] bool contains(slot where) const noexcept {
        return where < elements_.size() && elements_[where] != nullptr;
    }
    [[nodiscard]] const source& from() const noexcept { return from_; }

    /// Makes sure that `count` inserts of slots below `end` cannot fail.
    virtual void reserve(std::size_t count, slot end) = 0;
    /// Requires `reserve`, and of a unique index that no equal key is present.
    virtual void insert(slot where) noexcept = 0;
    /// Nothing happens to a slot that is not in. The cell must still hold the key it was inserted under.
    virtual void erase(slot where) noexcept = 0;

    // A rollback takes rows out while their cells are the old ones, and asks for them when they are back.

    /// Takes a row out, if it is in, and remembers it.
    void withdraw(slot where) noexcept {
        if (where >= elements_.size() || elements_[where] == &withdrawn) return;
        erase(where);
        elements_[where] = &withdrawn;
    }
    /// True if the row is remembered, which ends thereby.
    [[nodiscard]] bool was_withdrawn(slot where) noexcept {
        if (where >= elements_.size() || elements_[where] != &withdrawn) return false;
        elements_[where] = nullptr;
        return true;
    }

    /// A row with this key, 0 for none.
    [[nodiscard]] virtual slot find(const probe& key) const = 0;
    /// Appends the rows with this key, in no particular order.
    virtual void equal(const probe& key, std::vector<slot>& out) const = 0;
    /// Appends the rows between two keys, ascending. Requires `ordered()`.
    virtual void between(const std::optional<bound>& low, const std::optional<bound>& high,
                         std::vector<slot>& out) const = 0;
    /// How many rows have this key.
    [[nodiscard]] virtual std::size_t count(const probe& key) const = 0;

protected:
    index(bool unique, bool ordered, source from) : unique_(unique), ordered_(ordered), from_(from) {}

    bool unique_;
    bool ordered_;
    source from_;
    static constexpr slot withdrawn = 0;  // its address stands for no element
    std::vector<const slot*> elements_;   // by slot: its element in the container, which tells its node
};

}  // namespace kith::index

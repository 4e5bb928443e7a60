#pragma once

#include <kith/core/extent.hpp>

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace kith::core {

enum class comparison : std::uint8_t { equal, less, less_equal, greater, greater_equal };

/// A comparison of a column with a value, which an index of that column can answer.
struct index_term {
    std::uint32_t column = 0;
    comparison how = comparison::equal;
    std::int64_t number = 0;
    std::string text;

    [[nodiscard]] index::probe probe() const { return {number, text}; }
};

using row_test = std::function<bool(const extent&, slot)>;

struct sort_key {
    std::uint32_t column = 0;
    bool descending = false;
};

/// A question to one extent, or to the members of one end: what must hold, in which order, how many.
/// Without an order, results come in insertion order, of rows or of the end.
class query {
public:
    explicit query(const extent& in) : in_(&in) {}
    /// Asks the members of an end only.
    query(const extent& owner, std::uint32_t end, slot row)
        : in_(owner.end(end).target), owner_(&owner), end_(end), row_(row) {}

    /// All of `terms` must hold, and `test`, which includes them.
    void where(row_test test, std::vector<index_term> terms);
    void order_by(sort_key key) { order_.push_back(key); }
    void limit(std::size_t most) { limit_ = std::min(limit_, most); }
    void offset(std::size_t skip) { offset_ += skip; }

    [[nodiscard]] const extent& in() const noexcept { return *in_; }
    /// The rows that answer.
    [[nodiscard]] std::vector<slot> run() const;
    /// The first row that answers, 0 for none.
    [[nodiscard]] slot first() const;
    [[nodiscard]] std::size_t count() const;
    /// Which index is used, or that there is none: "Game: hashed index on title, 1 row to test".
    [[nodiscard]] std::string explain() const;

private:
    struct plan {
        const index_term* equal = nullptr;  // answered by equality
        std::uint32_t range_column = 0;     // answered by a range of this column
        std::optional<index::bound> low, high;
        bool by_range = false;
    };
    [[nodiscard]] plan make_plan() const;
    [[nodiscard]] bool passes(slot row) const;
    [[nodiscard]] std::vector<slot> candidates(std::size_t enough) const;
    void sort(std::vector<slot>& rows) const;

    const extent* in_;
    const extent* owner_ = nullptr;
    std::uint32_t end_ = 0;
    slot row_ = 0;
    std::vector<row_test> tests_;
    std::vector<index_term> terms_;
    std::vector<sort_key> order_;
    std::size_t limit_ = std::numeric_limits<std::size_t>::max();
    std::size_t offset_ = 0;
};

}  // namespace kith::core

#pragma once

#include <kith/core/criterion.hpp>
#include <kith/core/sort_key.hpp>

#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace kith::core {

/// A question to one extent, to the members of one end, or to what the answers of another question are linked
/// with: what must hold, in which order, how many. Without an order, answers come in insertion order, of rows
/// or of the end, or as they are come upon. Each answer comes once.
///
/// A question to the members of an end finds nothing while the end's owner is gone.
class query {
public:
    /// Asks nobody: finds nothing.
    query() = default;
    explicit query(const extent& in) : in_(&in) {}
    query(const extent& owner, std::uint32_t end, slot row)
        : in_(owner.end(end).target), owner_(&owner, row), end_(end) {}
    /// Asks what the answers of `from` are linked with by an end.
    query(query from, std::uint32_t end);

    void where(criterion wanted);
    void order_by(sort_key key) { order_.push_back(std::move(key)); }
    void limit(std::size_t most) { limit_ = std::min(limit_, most); }
    void offset(std::size_t skip);
    /// Of what limits and offsets leave, those from number `from` up to but without number `to`. Throws
    /// usage_error unless from <= to.
    void slice(std::size_t from, std::size_t to);
    [[noreturn]] static void fail_negative(long long given);
    [[noreturn]] static void fail_slice(std::size_t from, std::size_t to);

    /// Whose rows are asked for; null when nobody is asked.
    [[nodiscard]] const extent* in() const noexcept { return in_; }
    /// The rows that answer.
    [[nodiscard]] std::vector<slot> run() const;
    /// The same, to be told later from others that have their slots.
    [[nodiscard]] std::vector<known_row> run_known() const;
    /// The first of those that `keys` do not tell apart.
    [[nodiscard]] std::vector<slot> run_distinct(std::span<const sort_key> keys) const;
    /// The first row that answers, 0 for none.
    [[nodiscard]] slot first() const;
    enum class none { is_refused, is_zero };
    /// The only row that answers. Throws lookup_error when there are several, or none and that is refused.
    [[nodiscard]] slot one(none allowed) const;
    [[nodiscard]] bool exists() const;
    [[nodiscard]] std::size_t count() const;
    /// How rows are found and what a test looks at besides them: "Game: hashed index on title, rows to test: 1".
    [[nodiscard]] std::string explain() const;

private:
    [[nodiscard]] bool asks_members() const noexcept { return owner_.in != nullptr; }
    [[nodiscard]] table::slot_range source() const noexcept;
    [[nodiscard]] std::optional<std::vector<slot>> look_up(std::string* told = nullptr) const;
    [[nodiscard]] std::vector<slot> followed() const;
    [[nodiscard]] bool passes(slot row) const;
    [[nodiscard]] std::vector<slot> candidates(std::size_t enough) const;
    void arrange(std::vector<slot>& found) const;
    void sort(std::vector<slot>& rows, std::size_t enough) const;
    [[nodiscard]] std::string looks() const;

    static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

    const extent* in_ = nullptr;
    known_row owner_;
    std::uint32_t end_ = 0;
    std::shared_ptr<const query> from_;
    std::vector<row_test> tests_;
    std::vector<way> ways_;
    std::vector<steps> looks_;
    std::vector<sort_key> order_;
    std::size_t limit_ = all;
    std::size_t offset_ = 0;
};

}  // namespace kith::core

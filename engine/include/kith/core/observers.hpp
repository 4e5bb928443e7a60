#pragma once

#include <kith/base/config.hpp>

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

namespace kith::core {

class extent;
struct net_changes;

/// A value on its way into a cell. Valid during the call that is given it.
struct cell_value {
    const void* bytes = nullptr;  ///< of a number, a date, a plain struct or a boxed value
    std::string_view text{};      ///< of text and bytes
    bool null = false;
};

/// A membership that is about to begin or to end. At a `many` end one of the two is 0; at a `one` end both
/// can be rows, when the partner changes.
struct link_change {
    slot owner;
    slot before;
    slot after;
};

/// Who is asked or told about one column.
struct column_watch {
    /// Gives the value to be set, the given one or another, which must live until the next call.
    std::function<cell_value(extent&, slot, const cell_value&)> validate;
    std::list<std::pair<std::uint64_t, std::function<void(extent&, slot, const cell_value&)>>> told;
};

/// Who is asked or told about one end.
struct end_watch {
    /// Gives the member to be linked, the given one or another. Of a `one` end also asked about 0.
    std::function<slot(extent&, slot owner, slot member)> validate;
    bool validates_reverse = true;    ///< also what comes from the other end
    bool validates_removals = false;  ///< of a `many` end: also who leaves
    std::list<std::pair<std::uint64_t, std::function<void(extent&, const link_change&)>>> told;
};

/// Who is told about the rows of one type.
struct row_watch {
    std::list<std::pair<std::uint64_t, std::function<void(extent&, slot)>>> added;
    std::list<std::pair<std::uint64_t, std::function<void(extent&, slot)>>> erased;
};

/// Everybody who watches a graph. Watches stay where they are: columns and ends point at theirs.
///
/// An observer may be dropped while it runs: it is forgotten when the outermost call to one has ended.
class observers {
public:
    using place = std::pair<std::uint32_t, std::uint32_t>;  // type, and column or end

    [[nodiscard]] column_watch& column(std::uint32_t type, std::uint32_t index) {
        return columns_[{type, index}];
    }
    [[nodiscard]] end_watch& end(std::uint32_t type, std::uint32_t index) { return ends_[{type, index}]; }
    [[nodiscard]] row_watch& rows(std::uint32_t type) { return rows_[type]; }

    /// Who is told of units of work that have ended.
    std::list<std::pair<std::uint64_t, std::function<void(const std::shared_ptr<const net_changes>&)>>>
        committed;
    /// Called when nobody is left there.
    std::function<void()> nobody_committed;

    [[nodiscard]] std::uint64_t next_number() noexcept { return ++last_; }
    /// The number that was given last.
    [[nodiscard]] std::uint64_t last_number() const noexcept { return last_; }
    /// Forgets the observer of that number.
    void drop(std::uint64_t number) noexcept;

    /// Tells each of a list, in the order in which they came.
    template <class List, class... Values>
    void tell(List& list, Values&&... values) {
        const running here(*this);
        // Who comes while others are told is not told yet: behind the last of now.
        const std::uint64_t last = last_;
        for (auto& [number, call] : list)
            if (number != 0 && number <= last) call(values...);
    }

    /// While one lives, who is dropped stays in the lists, with the number 0.
    struct running {
        explicit running(observers& of) : in(of) { ++in.depth_; }
        ~running() {
            if (--in.depth_ == 0 && in.dropped_) in.sweep();
        }
        running(const running&) = delete;
        running& operator=(const running&) = delete;
        observers& in;
    };

private:
    void sweep() noexcept;
    template <class Do>
    void for_each_list(Do&& what);

    std::map<place, column_watch> columns_;
    std::map<place, end_watch> ends_;
    std::map<std::uint32_t, row_watch> rows_;
    std::uint64_t last_ = 0;
    unsigned depth_ = 0;
    bool dropped_ = false;
};

}  // namespace kith::core

namespace kith {

/// What an observer is registered by: it is told until this is destroyed or `stop` is called. May outlive the
/// graph.
class subscription {
public:
    subscription() = default;
    subscription(std::weak_ptr<core::observers> with, std::uint64_t number)
        : with_(std::move(with)), number_(number) {}
    subscription(subscription&& other) noexcept
        : with_(std::move(other.with_)), number_(std::exchange(other.number_, 0)) {}
    subscription& operator=(subscription&& other) noexcept {
        if (this != &other) {
            stop();
            with_ = std::move(other.with_);
            number_ = std::exchange(other.number_, 0);
        }
        return *this;
    }
    ~subscription() { stop(); }

    void stop() noexcept {
        if (const auto with = with_.lock(); with != nullptr && number_ != 0) with->drop(number_);
        number_ = 0;
    }

private:
    std::weak_ptr<core::observers> with_;
    std::uint64_t number_ = 0;
};

}  // namespace kith

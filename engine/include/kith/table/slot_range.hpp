#pragma once

#include <kith/base/config.hpp>

#include <cstddef>
#include <iterator>

namespace kith::table {

/// A list of slots in memory whose holes (slot 0) are skipped: the rows of a table, the members of an end.
/// A view: a pointer and counts. Changing the list invalidates it.
///
/// Invariants
/// 1. The last place is no hole; the places before `first` are.
class slot_range {
public:
    class iterator {
    public:
        using value_type = slot;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::bidirectional_iterator_tag;
        using pointer = const slot*;
        using reference = slot;

        iterator() = default;
        /// Of a list without holes, `last` is none.
        iterator(const slot* at, const slot* last) noexcept : at_(at), last_(last) { skip(); }

        slot operator*() const noexcept { return *at_; }
        iterator& operator++() noexcept {
            ++at_;
            skip();
            return *this;
        }
        iterator operator++(int) noexcept {
            iterator before = *this;
            ++*this;
            return before;
        }
        iterator& operator--() noexcept {
            do --at_;
            while (*at_ == 0);
            return *this;
        }
        iterator operator--(int) noexcept {
            iterator before = *this;
            --*this;
            return before;
        }
        friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.at_ == b.at_; }

    private:
        // A list without holes is not searched for them. Compilers see that the test has one outcome for a whole
        // walk and make two loops of it, of which that without holes is the loop over an array. They would not if
        // there were a loop within the loop, which is why the search is a call, or two tests that can be made one,
        // which is why the place before the end is looked at again instead of the end not being looked at.
        void skip() noexcept {
            if (last_ == nullptr) return;
            if (at_[at_ == last_ ? -1 : 0] == 0) [[unlikely]]
                at_ = past_holes(at_, last_);
        }
        const slot* at_ = nullptr;
        const slot* last_ = nullptr;
    };

    slot_range() = default;
    /// Without holes.
    slot_range(const slot* list, std::size_t used) noexcept : list_(list), used_(used), live_(used) {}
    slot_range(const slot* list, std::size_t used, std::size_t live, std::size_t first = 0) noexcept
        : list_(list), used_(used), live_(live), first_(first) {}

    [[nodiscard]] iterator begin() const noexcept {
        return {list_ + first_, used_ == live_ ? nullptr : list_ + used_};
    }
    [[nodiscard]] iterator end() const noexcept { return {list_ + used_, nullptr}; }
    /// Members, without the holes.
    [[nodiscard]] std::size_t size() const noexcept { return live_; }
    [[nodiscard]] bool empty() const noexcept { return live_ == 0; }
    /// The raw list: places, holes among them.
    [[nodiscard]] const slot* data() const noexcept { return list_; }
    [[nodiscard]] std::size_t places() const noexcept { return used_; }

    /// The places before this one are holes.
    [[nodiscard]] std::size_t first() const noexcept { return first_; }

    /// The n-th member, 0 beyond the end. Constant for the first and the last one and while there are no holes
    /// between them, else linear in n.
    [[nodiscard]] slot nth(std::size_t n) const noexcept { return n < live_ ? list_[place_of(n)] : 0; }
    /// The place of the n-th member; `places()` beyond the end.
    [[nodiscard]] std::size_t place_of(std::size_t n) const noexcept {
        if (n >= live_) return used_;
        if (used_ - first_ == live_) return first_ + n;
        if (n + 1 == live_) return used_ - 1;
        std::size_t place = first_;
        for (std::size_t seen = 0;; ++place)
            if (list_[place] != 0 && seen++ == n) return place;
    }

private:
    [[nodiscard, gnu::noinline, gnu::pure]] static const slot* past_holes(const slot* at,
                                                                          const slot* last) noexcept {
        while (at != last && *at == 0) ++at;
        return at;
    }

    const slot* list_ = nullptr;
    std::size_t used_ = 0;
    std::size_t live_ = 0;
    std::size_t first_ = 0;
};

}  // namespace kith::table

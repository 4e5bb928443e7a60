#pragma once

#include <kith/model/ends.hpp>

#include <algorithm>
#include <utility>

namespace kith::model {

/// Where a slice of `size` members begins and ends: what lies beyond the last is left out, as C++ containers and
/// Python's lists cut it.
[[nodiscard]] inline std::pair<std::size_t, std::size_t> slice_within(std::size_t size, std::size_t from,
                                                                      std::size_t to) {
    if (to < from) core::query::fail_slice(from, to);
    return {std::min(from, size), std::min(to, size)};
}

/// What ends have whose members stand in an order: places count from 0. Finding the n-th member is constant,
/// but linear in n while the end has holes, which removals leave and later writes close.
template <class T>
class placed_end : public open_end<T> {
public:
    using open_end<T>::open_end;

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    /// The n-th member. Throws lookup_error (out_of_range) beyond the end.
    [[nodiscard]] ref<T> operator[](std::size_t n) const { return this->make(expect(n)); }
    /// The last member; an empty ref of an empty end.
    [[nodiscard]] ref<T> back() const {
        return this->make(this->empty() ? slot{0} : this->slots().nth(this->size() - 1));
    }
    /// The place of a member, npos if it is none. Complexity: constant; while the end has holes, linear.
    [[nodiscard]] std::size_t index_of(const ref<T>& member) const {
        if (!this->contains(member)) return npos;
        const core::link_end& link = this->in_->end(this->end_);
        const std::size_t place = link.relation->place(link.side, this->row_, access::row(member));
        const table::slot_range members = this->slots();
        if (members.places() == members.size()) return place;
        return place - static_cast<std::size_t>(std::count(members.data(), members.data() + place, slot{0}));
    }
    template <no_ref_to<T> Other>
    [[nodiscard]] std::size_t index_of(const Other&) const {
        return refuse_member<Other>();
    }
    /// The members from place `from` up to but without place `to`, as a query's slice counts its answers; fewer
    /// where the end has fewer. A view to read. Throws usage_error (bad_slice) unless from <= to, here and below.
    [[nodiscard]] auto slice(std::size_t from, std::size_t to) const {
        const auto [first, last] = slice_within(this->size(), from, to);
        const auto begin = std::ranges::next(this->begin(), static_cast<std::ptrdiff_t>(first));
        return std::ranges::subrange(
            begin, std::ranges::next(begin, static_cast<std::ptrdiff_t>(last - first)), last - first);
    }

    /// Releases the n-th member. Throws lookup_error (out_of_range) beyond the end.
    void erase(std::size_t n) const {
        const slot member = expect(n);
        this->graph().unlink(*this->in_, this->end_, this->row_, member);
    }
    /// Releases the members of a slice.
    void erase(std::size_t from, std::size_t to) const {
        core::graph& changed = this->graph();
        const auto part = slice(from, to);
        const std::vector<slot> gone = this->linkable_all(part);
        changed.as_unit([&] {
            for (const slot each : gone) changed.unlink(*this->in_, this->end_, this->row_, each);
        });
    }
    /// Releases the last, or the n-th member. Returns it: an empty ref when releasing it erased it. Throws
    /// lookup_error (out_of_range) when there is none.
    ref<T> pop() const { return pop(this->empty() ? 0 : this->size() - 1); }
    ref<T> pop(std::size_t n) const {
        const slot member = expect(n);
        this->graph().unlink(*this->in_, this->end_, this->row_, member);
        return this->make_released(member);
    }

protected:
    [[nodiscard]] slot expect(std::size_t n) const {
        const slot member = this->slots().nth(n);
        if (member != 0) return member;
        throw lookup_error(errc::out_of_range, "kith: " + this->name() + " has " +
                                                   std::to_string(this->size()) +
                                                   " members; there is none at " + std::to_string(n));
    }
};

}  // namespace kith::model

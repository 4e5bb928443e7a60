#pragma once

#include <kith/model/placed_end.hpp>

#include <numeric>

namespace kith {

/// The members of an end that stands without `kith::as_set`, `ordered_by` or `keyed_by`: a list, whose order is
/// the caller's. With `kith::ordering_list` each member's number follows its place.
///
/// Putting members elsewhere changes nobody's membership. Complexity: linear in the members whose places
/// change, where nothing else is said.
template <class T>
class list_end : public model::placed_end<T> {
public:
    using model::placed_end<T>::placed_end;
    list_end() = default;
    list_end(const list_end&) = default;
    list_end& operator=(const list_end&) & = default;  // not to what an accessor returns

    /// Adds a member as the n-th; beyond the end it comes last.
    void insert(std::size_t n, const ref<T>& member) const {
        const slot row = this->linkable(member);
        this->graph().insert(*this->in_, this->end_, this->row_, n, row);
    }
    template <model::no_ref_to<T> Other>
    void insert(std::size_t, const Other&) const {
        model::refuse_member<Other>();
    }
    /// Puts a member in the place of the n-th, which is released. Throws lookup_error (out_of_range) beyond the
    /// end.
    void replace(std::size_t n, const ref<T>& member) const {
        const slot row = this->linkable(member);
        this->graph().replace(*this->in_, this->end_, this->row_, n, row);
    }
    template <model::no_ref_to<T> Other>
    void replace(std::size_t, const Other&) const {
        model::refuse_member<Other>();
    }
    /// Puts the entities of a range in the place of a slice's members, which are released unless the range has them
    /// too. The range is read first.
    template <class Range = std::vector<ref<T>>>
    void splice(std::size_t from, std::size_t to, Range&& members) const {
        const std::vector<slot> rows = this->linkable_all(std::forward<Range>(members));
        const auto [first, last] = model::slice_within(this->size(), from, to);
        this->graph().splice(*this->in_, this->end_, this->row_, first, last - first, rows);
    }

    /// Puts the member at `from` so that it stands at `to`. Throws lookup_error (out_of_range) beyond the end.
    void move(std::size_t from, std::size_t to) const {
        this->graph().move(*this->in_, this->end_, this->row_, from, to);
    }
    /// Exchanges two places. Throws lookup_error (out_of_range) beyond the end. Complexity: as `operator[]`.
    void swap(std::size_t i, std::size_t j) const {
        this->graph().swap(*this->in_, this->end_, this->row_, i, j);
    }
    /// Sorts by `less(a, b)`, which is asked with two refs; members of which neither is less stand as they stood.
    /// Complexity: n log n.
    template <std::predicate<const ref<T>&, const ref<T>&> Less>
    void sort(Less less) const {
        core::graph& changed = this->graph();
        const std::vector<ref<T>> members = this->all();
        std::vector<std::uint32_t> order(members.size());
        std::iota(order.begin(), order.end(), 0U);
        const auto by_member = [&](std::uint32_t a, std::uint32_t b) { return less(members[a], members[b]); };
        if (std::is_sorted(order.begin(), order.end(), by_member)) return;
        std::stable_sort(order.begin(), order.end(), by_member);
        changed.reorder(*this->in_, this->end_, this->row_, order);
    }
    /// Sorts by a member: `game.reviews().sort<&Review::score>()`, or downwards with std::ranges::greater{}.
    template <auto Member, class Less = std::ranges::less>
    void sort(Less less = {}) const {
        static_assert(std::is_base_of_v<typename model::pointer_traits<Member>::owner, T>,
                      "kith: sort wants a member of the type that the relationship leads to");
        using home = model::home_of<T, Member>;
        static_assert(!std::is_void_v<home>, "kith: sort names a member that KITH_MODEL does not list");
        constexpr std::size_t at = model::member_at<Member, home>();
        sort([&less](const ref<T>& a, const ref<T>& b) {
            return less(model::read<home, at>(a), model::read<home, at>(b));
        });
    }
    void reverse() const {
        core::graph& changed = this->graph();
        std::vector<std::uint32_t> order(this->size());
        std::iota(order.rbegin(), order.rend(), 0U);
        if (order.size() > 1) changed.reorder(*this->in_, this->end_, this->row_, order);
    }
};

}  // namespace kith

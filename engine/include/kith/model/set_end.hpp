#pragma once

#include <kith/model/ends.hpp>
#include <kith/model/refusals.hpp>

#include <algorithm>

namespace kith {

namespace model {

struct set_without_places {
    template <class... Given>
    static consteval void refuse() {
        static_assert(never<Given...>,
                      "kith: a set has no places; ask for members, or leave out kith::as_set for a list");
    }
};

}  // namespace model

/// The members of an end with `kith::as_set`: no order is promised but that the same calls give the same one, and
/// releasing a member is constant.
///
/// The verbs of set algebra read the given range before anything changes. Complexity: linear in both, and
/// n log n in the given range.
template <class T>
class set_end : public model::open_end<T>, public model::without_places<model::set_without_places> {
public:
    using model::open_end<T>::open_end;
    set_end() = default;
    set_end(const set_end&) = default;
    set_end& operator=(const set_end&) & = default;  // not to what an accessor returns

    /// Adds a member; one that is there changes nothing.
    void add(const ref<T>& member) const { this->append(member); }
    template <model::no_ref_to<T> Other>
    void add(const Other&) const {
        model::refuse_member<Other>();
    }
    /// Adds all of a range: the union.
    template <class Range = std::vector<ref<T>>>
    void update(Range&& others) const {
        this->extend(std::forward<Range>(others));
    }
    /// Keeps those that are in the range too.
    template <class Range = std::vector<ref<T>>>
    void intersection_update(Range&& others) const {
        const std::vector<slot> wanted = distinct(std::forward<Range>(others));
        std::vector<slot> kept;
        for (const slot each : this->slots())
            if (std::binary_search(wanted.begin(), wanted.end(), each)) kept.push_back(each);
        this->graph().assign(*this->in_, this->end_, this->row_, kept);
    }
    /// Releases those that are in the range.
    template <class Range = std::vector<ref<T>>>
    void difference_update(Range&& others) const {
        exchange(distinct(std::forward<Range>(others)), [](slot) {});
    }
    /// Releases those that are in the range, and adds those of the range that were no members.
    template <class Range = std::vector<ref<T>>>
    void symmetric_difference_update(Range&& others) const {
        exchange(distinct(std::forward<Range>(others)),
                 [&](slot each) { this->graph().link(*this->in_, this->end_, this->row_, each); });
    }
    /// Releases some member. Returns it: an empty ref when releasing it erased it. Throws lookup_error
    /// (out_of_range) when there is none.
    ref<T> pop() const {
        core::graph& changed = this->graph();
        if (this->empty())
            throw lookup_error(errc::out_of_range, "kith: " + this->name() + " has no member to pop");
        const slot member = this->slots().nth(0);
        changed.unlink(*this->in_, this->end_, this->row_, member);
        return this->make_released(member);
    }

    auto operator[](auto&& n) const { model::set_without_places::refuse<decltype(n)>(); }

private:
    template <class Range>
    [[nodiscard]] std::vector<slot> distinct(Range&& others) const {
        std::vector<slot> rows = this->linkable_all(std::forward<Range>(others));
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        return rows;
    }
    template <class Add>
    void exchange(const std::vector<slot>& others, const Add& add_new) const {
        core::graph& changed = this->graph();
        const core::link_end& link = this->in_->end(this->end_);
        changed.as_unit([&] {
            for (const slot each : others) {
                if (link.relation->linked(link.side, this->row_, each))
                    changed.unlink(*this->in_, this->end_, this->row_, each);
                else
                    add_new(each);
            }
        });
    }
};

}  // namespace kith

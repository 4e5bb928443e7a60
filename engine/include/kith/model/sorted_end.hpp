#pragma once

#include <kith/model/placed_end.hpp>
#include <kith/model/refusals.hpp>

namespace kith {

namespace model {

struct sorted_by_itself {
    template <class... Given>
    static consteval void refuse() {
        static_assert(
            never<Given...>,
            "kith: kith::ordered_by says where the members of this end stand; write that column, or "
            "leave the option out for a list");
    }
};

}  // namespace model

/// The members of an end with `kith::ordered_by`: they stand sorted by that column, always. Who is added, or has
/// the column written, goes to its place. There are places to look at, and none to choose.
template <class T>
class sorted_end : public model::placed_end<T>, public model::without_order<model::sorted_by_itself> {
public:
    using model::placed_end<T>::placed_end;
    sorted_end() = default;
    sorted_end(const sorted_end&) = default;
    sorted_end& operator=(const sorted_end&) & = default;  // not to what an accessor returns

    /// Adds a member where its column says.
    void add(const ref<T>& member) const { this->append(member); }
    template <model::no_ref_to<T> Other>
    void add(const Other&) const {
        model::refuse_member<Other>();
    }
};

}  // namespace kith

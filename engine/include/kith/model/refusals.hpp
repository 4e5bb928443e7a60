#pragma once

#include <cstddef>

namespace kith::model {

// Verbs that a flavour does not have, so that using one is a compile error with a sentence. `Sentence::refuse`
// has the static_assert.

/// What only a list has: the caller's order.
template <class Sentence>
struct without_order {
    auto insert(auto&&... given) const { Sentence::template refuse<decltype(given)...>(); }
    auto replace(auto&&... given) const { Sentence::template refuse<decltype(given)...>(); }
    auto splice(auto&&... given) const { Sentence::template refuse<decltype(given)...>(); }
    auto move(auto&&... given) const { Sentence::template refuse<decltype(given)...>(); }
    auto swap(auto&&... given) const { Sentence::template refuse<decltype(given)...>(); }
    auto sort(auto&&... given) const { Sentence::template refuse<decltype(given)...>(); }
    template <auto Member>
    auto sort(auto&&... given) const {
        Sentence::template refuse<decltype(given)...>();
    }
    auto reverse(auto&&... given) const { Sentence::template refuse<decltype(given)...>(); }
};

/// What only ends with places have.
template <class Sentence>
struct without_places : without_order<Sentence> {
    auto back(auto&&... given) const { Sentence::template refuse<decltype(given)...>(); }
    auto slice(auto&&... given) const { Sentence::template refuse<decltype(given)...>(); }
    auto index_of(auto&&... given) const { Sentence::template refuse<decltype(given)...>(); }
    auto erase(auto&&... given) const { Sentence::template refuse<decltype(given)...>(); }
};

/// True of no arguments: what a static_assert in a template has to depend on.
template <class... Given>
inline constexpr bool never = sizeof...(Given) == static_cast<std::size_t>(-1);

}  // namespace kith::model

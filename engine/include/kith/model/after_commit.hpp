#pragma once

#include <kith/core/commits.hpp>
#include <kith/model/changes.hpp>

#include <concepts>
#include <memory>
#include <utility>

namespace kith {
namespace model {

template <class Wanted, class Call>
[[nodiscard]] subscription subscribe_commits(core::graph& graph, Wanted wanted, Call call) {
    constexpr bool fits = std::invocable<Call&, kith::changes>;
    static_assert(
        fits,
        "kith: kith::after_commit wants a function of the changes: [](const kith::changes& what) { ... }");
    if constexpr (fits) {
        const std::uint64_t number =
            graph.commits().watch([wanted = std::move(wanted), call = std::move(call)](
                                      const std::shared_ptr<const core::net_changes>& what) mutable {
                if (wanted(*what)) call(kith::changes(what));
            });
        return {graph.observers(), number};
    } else {
        return subscription();
    }
}

}  // namespace model

/// Tells `call(const kith::changes&)` what a unit of work has changed, once, when it has ended: a single call that
/// changes something is one, and a transaction is one. Nothing is told when nothing differs in the end. A rollback,
/// an undo and a redo are one each, told as what they changed (`changes.restored()`), without anything of the steps
/// between.
///
/// `call` runs when the unit has ended, and may change the graph: what it changes is a unit of its own, which is told
/// when everybody has been told of this one. It may end subscriptions, its own too; who subscribes meanwhile is told
/// of what changes from then on, as is who subscribes inside a transaction. A transaction that is left is told to
/// those only who subscribed inside it.
/// What `call` throws comes out of the call that made the change, which has happened nonetheless; the others are told
/// before that. From a transaction that is left by the end of its scope it goes nowhere.
///
/// While somebody is told of commits, the graph keeps a copy of each page that a unit writes, and compares these
/// pages at the end of the unit: microseconds a call. Units whose difference cannot be made for want of memory do not
/// happen (std::bad_alloc).
/// Throws usage_error (graph_busy) in the middle of a change.
template <class Call>
[[nodiscard]] subscription after_commit(core::graph& graph, Call call) {
    return model::subscribe_commits(
        graph, [](const core::net_changes&) { return true; }, std::move(call));
}
/// The same, when an entity of type `T` came, went or changed, or a link or order at an end that `T` declares. `call`
/// gets the whole difference.
template <class T, class Call>
[[nodiscard]] subscription after_commit(core::graph& graph, Call call) {
    const std::uint32_t type = model::extent_in<T>(graph).number();
    return model::subscribe_commits(
        graph, [type](const core::net_changes& what) { return what.touches(type); }, std::move(call));
}
/// The same, when a column has another value than before, or a link or order at an end is another. The columns of
/// entities that came or went have not changed; their links have.
/// A column that `T` has from a mixin is named with the model: `kith::after_commit<Game, &Game::created_at>`.
template <class T, auto Member, class Call>
[[nodiscard]] subscription after_commit(core::graph& graph, Call call) {
    constexpr std::size_t at = model::watched_member<Member, T>::at;
    const std::uint32_t type = model::extent_in<T>(graph).number();
    if constexpr (model::traits_of<T, at>::is_field)
        return model::subscribe_commits(
            graph,
            [type](const core::net_changes& what) {
                return what.touches_field(type, model::column_index<T, at>);
            },
            std::move(call));
    else
        return model::subscribe_commits(
            graph,
            [type](const core::net_changes& what) { return what.touches_end(type, model::end_index<T, at>); },
            std::move(call));
}
template <auto Member, class Call>
[[nodiscard]] subscription after_commit(core::graph& graph, Call call) {
    return after_commit<typename model::watched_member<Member>::owner, Member>(graph, std::move(call));
}

}  // namespace kith

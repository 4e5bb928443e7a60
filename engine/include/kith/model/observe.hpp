#pragma once

#include <kith/core/observers.hpp>
#include <kith/model/accessors.hpp>
#include <kith/model/watched.hpp>

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace kith {

/// Which changes an end's validator is asked about, besides those made through the end itself.
struct validated_changes {
    bool reverse = true;    ///< those that come from the other end
    bool removals = false;  ///< of a list: members that leave
};

namespace model {

template <class List, class Call>
[[nodiscard]] subscription subscribe(core::graph& graph, List& list, Call call) {
    const std::uint64_t number = graph.observers()->next_number();
    list.emplace_back(number, std::move(call));
    return {graph.observers(), number};
}

[[noreturn]] inline void fail_second_validator(const core::extent& in, std::string_view member) {
    throw usage_error(errc::validator_taken, "kith: " + in.type().name + "." + std::string(member) +
                                                 " has a validator already; a member has one, which can do "
                                                 "several things");
}

/// Whether `Call` gives what column `I` of `T` can be set to.
template <class T, std::size_t I, class Call>
consteval bool validates_column() {
    using value = typename watched_value<T, I>::type;
    if constexpr (std::invocable<Call&, ref<T>, value>) {
        using given = std::invoke_result_t<Call&, ref<T>, value>;
        if constexpr (std::is_assignable_v<value&, given>)
            return is_ownable<value, std::remove_cvref_t<given>>();
    }
    return false;
}

// What a validator gave, to be set: whole numbers that the column cannot hold are refused, as where one is written.
template <class Kept, class Given>
void put_validated(Kept& to, const core::extent& in, std::uint32_t column, Given&& given) {
    using number = typename without_optional<Kept>::type;
    using returned = std::remove_cvref_t<Given>;
    if constexpr (std::is_integral_v<number> && is_optional<returned>) {
        to = std::nullopt;
        if (given) to = to_cell<number>(in, column, *given);
    } else if constexpr (std::is_integral_v<number> && std::is_arithmetic_v<returned>) {
        to = to_cell<number>(in, column, given);
    } else {
        to = std::forward<Given>(given);
    }
}

template <class T, std::size_t I, class Call>
void validate_column(core::graph& graph, Call call) {
    using value = watched_value<T, I>;
    core::extent& in = extent_in<T>(graph);
    constexpr std::uint32_t column = column_index<T, I>;
    core::column_watch& watch = graph.observers()->column(in.number(), column);
    if (watch.validate) fail_second_validator(in, member_name<T, I>);
    // What the call gives must live while it is set.
    auto kept = std::make_shared<typename value::type>();
    watch.validate = [call = std::move(call), kept](core::extent& of, slot row,
                                                    const core::cell_value& given) mutable {
        put_validated(*kept, of, column, call(access::make<T>(of, row), value::read(given)));
        return value::view(*kept);
    };
    graph.watch_column(in, column);
}

template <class T, std::size_t I, class Call>
void validate_end(core::graph& graph, Call call, validated_changes which) {
    using target = typename member_type<T, I>::target;
    core::extent& in = extent_in<T>(graph);
    constexpr std::uint32_t end = end_index<T, I>;
    core::end_watch& watch = graph.observers()->end(in.number(), end);
    if (watch.validate) fail_second_validator(in, member_name<T, I>);
    watch.validate = [call = std::move(call)](core::extent& of, slot owner, slot member) mutable -> slot {
        core::extent& targets = *of.end(end).target;
        const ref<target> given = call(access::make<T>(of, owner),
                                       member == 0 ? ref<target>() : access::make<target>(targets, member));
        return given ? access::linkable(given, targets) : 0;
    };
    watch.validates_reverse = which.reverse;
    watch.validates_removals = which.removals;
    graph.watch_end(in, end);
}

template <class T, std::size_t I, class Call>
[[nodiscard]] subscription observe_end(core::graph& graph, Call call) {
    core::extent& in = extent_in<T>(graph);
    constexpr std::uint32_t end = end_index<T, I>;
    graph.watch_end(in, end);
    return subscribe(graph, graph.observers()->end(in.number(), end).told, std::move(call));
}

template <class T, std::size_t I, class Call>
[[nodiscard]] subscription observe_column(core::graph& graph, Call call) {
    core::extent& in = extent_in<T>(graph);
    constexpr std::uint32_t column = column_index<T, I>;
    graph.watch_column(in, column);
    return subscribe(
        graph, graph.observers()->column(in.number(), column).told,
        [call = std::move(call)](core::extent& of, slot row, const core::cell_value& value) mutable {
            call(access::make<T>(of, row), watched_value<T, I>::read(value));
        });
}

template <class T, std::size_t I, class Call>
[[nodiscard]] subscription observe_link(core::graph& graph, Call call) {
    using target = typename member_type<T, I>::target;
    return observe_end<T, I>(
        graph, [call = std::move(call)](core::extent& of, const core::link_change& change) mutable {
            core::extent& targets = *of.end(end_index<T, I>).target;
            call(access::make<T>(of, change.owner),
                 change.after == 0 ? ref<target>() : access::make<target>(targets, change.after));
        });
}

/// Tells `call` of the members that come, or go, at an end that holds many.
template <auto Member, slot core::link_change::*Which, class Call>
[[nodiscard]] subscription observe_members(core::graph& graph, Call call) {
    using owner = typename watched_member<Member>::owner;
    constexpr std::size_t at = watched_member<Member>::at;
    static_assert(traits_of<owner, at>::is_many,
                  "kith: members come and go at lists; of a column or a link to one watch kith::on_change");
    using target = typename member_type<owner, at>::target;
    constexpr bool fits = std::invocable<Call&, ref<owner>, ref<target>>;
    static_assert(fits,
                  "kith: kith::on_append and kith::on_remove want a function of two refs: [](kith::ref<Game> "
                  "owner, kith::ref<Review> member) { ... }");
    if constexpr (fits)
        return observe_end<owner, at>(
            graph, [call = std::move(call)](core::extent& of, const core::link_change& change) mutable {
                if (change.*Which == 0) return;
                call(access::make<owner>(of, change.owner),
                     access::make<target>(*of.end(end_index<owner, at>).target, change.*Which));
            });
    else
        return subscription();
}

/// Tells `call` of the entities of a type that come, or go.
template <class T, auto Which, class Call>
[[nodiscard]] subscription observe_rows(core::graph& graph, Call call) {
    constexpr bool fits = std::invocable<Call&, ref<T>>;
    static_assert(
        fits,
        "kith: kith::on_add and kith::on_erase want a function of a ref: [](kith::ref<Game> game) { ... }");
    if constexpr (fits) {
        core::extent& in = extent_in<T>(graph);
        graph.watch_rows(in);
        return subscribe(
            graph, graph.observers()->rows(in.number()).*Which,
            [call = std::move(call)](core::extent& of, slot row) mutable { call(access::make<T>(of, row)); });
    } else {
        return subscription();
    }
}

}  // namespace model

/// Asks `call(ref<T>, value)` before a column or an end changes, and sets what it returns: the value, or
/// another in its place. What it throws refuses the change, and nothing is changed. A list's validator is
/// asked with each member that comes, also with those that whole assignment keeps; a link to one with an
/// empty ref when it is cut. What `graph.add` is given is validated where it differs from what a new entity
/// holds anyway and is not null, a boxed value always. Loading and rollback ask nobody.
///
/// `call` sees the graph as it was, and may read it; changing it throws usage_error (graph_busy). From the
/// other end of a link (`validated_changes`) it can refuse, but not substitute.
/// Errors: usage_error when the member has a validator already.
///
/// A column that `T` has from a mixin is named with the model: `kith::validate<Game, &Game::created_at>`.
template <class T, auto Member, class Call>
void validate(core::graph& graph, Call call, validated_changes which = {}) {
    using owner = typename model::watched_member<Member, T>::owner;
    constexpr std::size_t at = model::watched_member<Member, T>::at;
    if constexpr (model::traits_of<owner, at>::is_field) {
        constexpr bool fits = model::validates_column<owner, at, Call>();
        static_assert(
            fits,
            "kith: kith::validate of a column wants a function of a ref and a value that returns the value "
            "to set: [](kith::ref<Game> game, std::int32_t price) { return price; }; a text comes as "
            "std::string, what can be null as std::optional");
        if constexpr (fits) model::validate_column<owner, at>(graph, std::move(call));
    } else {
        using target = ref<typename model::member_type<owner, at>::target>;
        constexpr bool fits = std::is_invocable_r_v<target, Call&, ref<owner>, target>;
        static_assert(
            fits,
            "kith: kith::validate of a relationship wants a function of two refs that returns the one to "
            "link: [](kith::ref<Game> owner, kith::ref<Review> member) { return member; }");
        if constexpr (fits) model::validate_end<owner, at>(graph, std::move(call), which);
    }
}
template <auto Member, class Call>
void validate(core::graph& graph, Call call, validated_changes which = {}) {
    validate<typename model::pointer_traits<Member>::owner, Member>(graph, std::move(call), which);
}

/// Tells `call(ref<T>, value)` that a column or a link to one is about to change, until the subscription ends.
/// What it was can still be read from the ref; of a link, the value is a ref, empty when the link is cut.
/// Assigning an equal value is no change. Rollbacks, loading, and the first values of a new entity are not told.
///
/// As with every observer: `call` may read the graph; changing it throws usage_error (graph_busy). What it
/// throws refuses the change. Several are told in the order in which they came. At a move, those are told
/// first where it began, then the other end, then who loses.
///
/// A column that `T` has from a mixin is named with the model: `kith::on_change<Game, &Game::created_at>`.
template <class T, auto Member, class Call>
[[nodiscard]] subscription on_change(core::graph& graph, Call call) {
    using owner = typename model::watched_member<Member, T>::owner;
    constexpr std::size_t at = model::watched_member<Member, T>::at;
    static_assert(!model::traits_of<owner, at>::is_many,
                  "kith: a list is not assigned as one value; watch kith::on_append and kith::on_remove");
    if constexpr (model::traits_of<owner, at>::is_field) {
        constexpr bool fits =
            std::invocable<Call&, ref<owner>, typename model::watched_value<owner, at>::type>;
        static_assert(
            fits, "kith: kith::on_change of a column wants a function of a ref and a value: "
                  "[](kith::ref<Game> game, std::int32_t price) { ... }; a text comes as std::string, what "
                  "can be null as std::optional");
        if constexpr (fits)
            return model::observe_column<owner, at>(graph, std::move(call));
        else
            return subscription();
    } else {
        using target = ref<typename model::member_type<owner, at>::target>;
        constexpr bool fits = std::invocable<Call&, ref<owner>, target>;
        static_assert(
            fits, "kith: kith::on_change of a link wants a function of two refs: [](kith::ref<Review> owner, "
                  "kith::ref<Game> partner) { ... }");
        if constexpr (fits)
            return model::observe_link<owner, at>(graph, std::move(call));
        else
            return subscription();
    }
}

template <auto Member, class Call>
[[nodiscard]] subscription on_change(core::graph& graph, Call call) {
    return on_change<typename model::pointer_traits<Member>::owner, Member>(graph, std::move(call));
}

/// Tells `call(ref<T> owner, ref<U> member)` that a member is about to come to a list, from whichever end.
/// Giving members another order is not told.
template <auto Member, class Call>
[[nodiscard]] subscription on_append(core::graph& graph, Call call) {
    return model::observe_members<Member, &core::link_change::after>(graph, std::move(call));
}
/// Tells `call(ref<T> owner, ref<U> member)` that a member is about to leave a list, also because either is
/// erased.
template <auto Member, class Call>
[[nodiscard]] subscription on_remove(core::graph& graph, Call call) {
    return model::observe_members<Member, &core::link_change::before>(graph, std::move(call));
}

/// Tells `call(ref<T>)` of a new entity, whole and linked, as the last step of adding it.
template <class T, class Call>
[[nodiscard]] subscription on_add(core::graph& graph, Call call) {
    return model::observe_rows<T, &core::row_watch::added>(graph, std::move(call));
}
/// Tells `call(ref<T>)` that an entity is about to be erased, with all its members and links still there.
template <class T, class Call>
[[nodiscard]] subscription on_erase(core::graph& graph, Call call) {
    return model::observe_rows<T, &core::row_watch::erased>(graph, std::move(call));
}

}  // namespace kith

#pragma once

#include <kith/model/seen_from.hpp>
#include <kith/model/updating.hpp>
#include <kith/model/values.hpp>

#include <concepts>
#include <limits>
#include <utility>
#include <vector>

namespace kith {

namespace model {

template <class Name, class T>
concept orders = std::same_as<typename Name::root, T> && Name::has_order;

/// A number of answers as its caller gave it: refused when negative.
[[nodiscard]] std::size_t count_given(std::integral auto given) {
    if (std::cmp_less(given, 0)) core::query::fail_negative(static_cast<long long>(given));
    return std::in_range<std::size_t>(given) ? static_cast<std::size_t>(given)
                                             : std::numeric_limits<std::size_t>::max();
}

}  // namespace model

/// A question to a graph, or to the members of one end. Built step by step; answered by `all`, `first`, `one`,
/// `count`, `exists`, `values`, by iterating it, or by what is done with all answers: `erase` and `update`.
/// Each entity answers once (R195), in insertion order unless `order_by` is given. Every answer looks anew.
///
/// What is asked through an empty ref, or of an entity that is erased by now, finds nothing.
///
/// Complexity: a scan, or where an index or links answer a condition the rows that they find; see `explain`.
template <class T>
class query {
public:
    explicit query(core::query asked) : asked_(std::move(asked)) {}

    /// A condition on `T`, or any test of a `ref<T>`. Those of several calls must all hold.
    template <class Holds>
    query& where(Holds&& holds) & {
        static_assert(
            std::convertible_to<Holds, condition<T>>,
            "kith: where() wants a condition on members of the type that is asked, or a test that takes "
            "a kith::ref of it; ask for another type's member by kith::path, has() or any()");
        asked_.where(condition<T>(std::forward<Holds>(holds)).wanted());
        return *this;
    }
    /// Ascending by columns, of `T` or by `kith::path`, or by the size of a list; descending by `desc`. What
    /// comes later, or by a later call, orders among equals. Null comes before every value.
    template <class... Names>
    query& order_by(const Names&...) & {
        static_assert(
            (model::orders<model::seen_by<T, Names>, T> && ...),
            "kith: order_by() wants columns of numbers, texts or times, of the type that is asked or by "
            "kith::path from it, or the size() of its lists");
        (asked_.order_by(model::seen_by<T, Names>::key()), ...);
        return *this;
    }
    /// At most so many answers. A negative number is a usage_error, here and below.
    query& limit(std::integral auto most) & {
        asked_.limit(model::count_given(most));
        return *this;
    }
    /// Without the first so many.
    query& offset(std::integral auto skip) & {
        asked_.offset(model::count_given(skip));
        return *this;
    }
    /// Of what is asked for so far, the answers from number `from`, counted from 0, up to but without number
    /// `to`. Throws usage_error unless from <= to.
    query& slice(std::integral auto from, std::integral auto to) & {
        const std::size_t first = model::count_given(from);
        asked_.slice(first, model::count_given(to));
        return *this;
    }
    // By value, so that `for (auto each : graph.query<T>().where(...))` iterates a query that still lives.
    template <class Holds>
    [[nodiscard]] query where(Holds&& holds) && {
        return std::move(this->where(std::forward<Holds>(holds)));
    }
    template <class... Names>
    [[nodiscard]] query order_by(const Names&... by) && {
        return std::move(this->order_by(by...));
    }
    [[nodiscard]] query limit(std::integral auto most) && { return std::move(this->limit(most)); }
    [[nodiscard]] query offset(std::integral auto skip) && { return std::move(this->offset(skip)); }
    [[nodiscard]] query slice(std::integral auto from, std::integral auto to) && {
        return std::move(this->slice(from, to));
    }

    /// A question to what the answers are linked with by a relationship, and so on by each further one: of all
    /// reviews that are found, `follow<&Review::game>()` are the games. Each comes once, where it comes first.
    template <auto End, auto... More>
    [[nodiscard]] auto follow() const {
        using owner = typename model::pointer_traits<End>::owner;
        if constexpr (!std::same_as<owner, T> && std::is_base_of_v<owner, T> && model::inherits<T>)
            return query<model::base_of<T>>(core::query(asked_, model::base_end<T>))
                .template follow<End, More...>();
        else
            return follow_own<End, More...>();
    }
    /// The values of columns, links or sizes instead of the entities: `values<&Game::platform>().distinct()`.
    template <auto... Pointers>
    [[nodiscard]] auto values() const requires(sizeof...(Pointers) != 0) {
        return values(field<Pointers>...);
    }
    template <class... Names>
    [[nodiscard]] auto values(const Names&...) const requires(sizeof...(Names) != 0) {
        static_assert(
            (model::has_values<model::seen_by<T, Names>> && ...),
            "kith: values() are of columns, of ends that hold one, or of the size() of a list; follow() "
            "a list for its members");
        static_assert((std::same_as<typename model::seen_by<T, Names>::root, T> && ...),
                      "kith: values() are of members of the type that is asked; of others by kith::path");
        return values_query<model::seen_by<T, Names>...>(asked_);
    }

    [[nodiscard]] std::vector<ref<T>> all() const {
        std::vector<ref<T>> out;
        for (const slot row : asked_.run()) out.push_back(make(row));
        return out;
    }
    /// The first answer; empty when there is none.
    [[nodiscard]] ref<T> first() const { return make(asked_.first()); }
    /// The only answer. Throws lookup_error when there is none or more than one.
    [[nodiscard]] ref<T> one() const { return make(asked_.one(core::query::none::is_refused)); }
    /// The only answer; empty when there is none. Throws lookup_error when there is more than one.
    [[nodiscard]] ref<T> one_or_none() const { return make(asked_.one(core::query::none::is_zero)); }
    [[nodiscard]] std::size_t count() const { return asked_.count(); }
    [[nodiscard]] bool exists() const { return asked_.exists(); }
    /// How answers are found: "Game: unique hashed index on title, rows to test: 1".
    [[nodiscard]] std::string explain() const { return asked_.explain(); }

    /// Erases every answer with its cascades; everybody else forgets them. One unit of work: when one may not
    /// go, all stay. Unlike a bulk delete of SQLAlchemy's (R101, R197), which knows of neither cascades nor
    /// lists in memory. Returns how many answers there were.
    std::size_t erase() const {
        const auto rows = asked_.run();
        if (!rows.empty()) in().owner().erase(in(), rows);
        return rows.size();
    }
    /// Sets a member of every answer, or several: `update<&Game::price>(50)`,
    /// `update<&Review::game>(zelda)`, `update<&Game::price, &Game::platform>(50, "PC")`. In place of a value
    /// stands what works it out: `update<&Game::price>([](kith::ref<Game> game) { return 2 * game.price(); })`;
    /// all values are worked out before the first is set.
    ///
    /// Effects: those of setting each by hand, in the order of the answers: both ends are kept, cascades,
    /// indexes, stamps and rules hold. One unit of work: when one cannot be set, or `value` throws, nothing is
    /// changed. Unlike a bulk update of SQLAlchemy's (R197), which passes all of these by.
    /// Returns how many answers there were.
    template <auto Pointer, auto... More, class... Values>
    std::size_t update(const Values&... values) const {
        static_assert(sizeof...(Values) == 1 + sizeof...(More),
                      "kith: update() wants a value for each member that it names");
        if constexpr (sizeof...(Values) == 1 + sizeof...(More))
            return model::update_members<T, Pointer, More...>(asked_, values...);
    }
    /// Does what `work` does with each answer, as one unit of work: all of it or, when `work` throws, nothing.
    /// An answer that is gone when its turn comes is left out. Returns with how many it was done.
    template <std::invocable<ref<T>> Work>
    std::size_t update(Work&& work) const {
        return model::do_with_each<T>(asked_, std::forward<Work>(work));
    }

    /// Walks the answers that there are now; who is erased before its turn is left out.
    [[nodiscard]] auto begin() const {
        return result_iterator{this, std::make_shared<std::vector<core::known_row>>(asked_.run_known()), 0};
    }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

private:
    template <auto End, auto... More>
    [[nodiscard]] auto follow_own() const {
        constexpr std::size_t at = model::member_at<End>();
        static_assert(std::same_as<typename model::pointer_traits<End>::owner, T>,
                      "kith: follow() goes along a relationship of the type that is asked");
        static_assert(at != model::no_member && model::is_end<T, at>,
                      "kith: follow() goes along relationships; of a proxy name what it goes through");
        query<typename model::member_type<T, at>::target> there(core::query(asked_, model::end_index<T, at>));
        if constexpr (sizeof...(More) == 0)
            return there;
        else
            return there.template follow<More...>();
    }
    struct result_iterator {
        using value_type = ref<T>;
        using difference_type = std::ptrdiff_t;

        const query* of = nullptr;
        std::shared_ptr<std::vector<core::known_row>> rows;
        std::size_t at = 0;

        ref<T> operator*() const { return of->make((*rows)[at].row); }
        result_iterator& operator++() {
            do ++at;
            while (at != rows->size() && !(*rows)[at].still_there());
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const result_iterator& it, std::default_sentinel_t) {
            return it.at == it.rows->size();
        }
    };
    [[nodiscard]] core::extent& in() const { return const_cast<core::extent&>(*asked_.in()); }
    [[nodiscard]] ref<T> make(slot row) const {
        return asked_.in() == nullptr ? ref<T>() : model::access::make<T>(in(), row);
    }

    core::query asked_;
};

}  // namespace kith

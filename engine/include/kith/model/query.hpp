#pragma once

#include <kith/model/condition.hpp>

#include <utility>
#include <vector>

namespace kith {

/// A question to a graph, or to the members of one end. Built step by step, answered by `all`, `first`,
/// `one`, `count`, `exists`, by iterating it, or by `erase`. Answers come in insertion order unless
/// `order_by` is given. Every answer looks anew.
///
/// Complexity: a scan, or where an index answers a comparison the rows it finds; see `explain`.
template <class T>
class query {
public:
    explicit query(core::query asked) : asked_(std::move(asked)) {}

    /// Conditions of several calls must all hold.
    query& where(const condition<T>& holds) & {
        asked_.where(holds.test(), holds.terms());
        return *this;
    }
    /// Any test of an entity: `where([](kith::ref<Game> game) { return …; })`.
    template <class Test>
    requires std::predicate<Test, ref<T>> query& where(Test test) & {
        asked_.where(
            [test = std::move(test)](const core::extent& in, slot row) {
                return test(model::access::make<T>(const_cast<core::extent&>(in), row));
            },
            {});
        return *this;
    }
    /// Ascending by a column; a second call orders among equals.
    template <std::size_t I>
    query& order_by(model::field_name<T, I>) & {
        asked_.order_by({model::column_index<T, I>, false});
        return *this;
    }
    template <auto Pointer>
    query& order_by(desc_name<Pointer>) & {
        asked_.order_by({model::column_index<T, model::member_at<Pointer>()>, true});
        return *this;
    }
    query& limit(std::size_t most) & {
        asked_.limit(most);
        return *this;
    }
    query& offset(std::size_t skip) & {
        asked_.offset(skip);
        return *this;
    }
    // By value, so that `for (auto each : graph.query<T>().where(...))` iterates a query that still lives.
    [[nodiscard]] query where(auto&& holds) && {
        return std::move(this->where(std::forward<decltype(holds)>(holds)));
    }
    [[nodiscard]] query order_by(auto by) && { return std::move(this->order_by(by)); }
    [[nodiscard]] query limit(std::size_t most) && { return std::move(this->limit(most)); }
    [[nodiscard]] query offset(std::size_t skip) && { return std::move(this->offset(skip)); }

    [[nodiscard]] std::vector<ref<T>> all() const {
        std::vector<ref<T>> out;
        for (const slot row : asked_.run()) out.push_back(make(row));
        return out;
    }
    /// The first answer; empty when there is none.
    [[nodiscard]] ref<T> first() const { return make(asked_.first()); }
    /// The only answer. Throws lookup_error when there is none or more than one.
    [[nodiscard]] ref<T> one() const {
        query narrowed(*this);
        narrowed.limit(2);
        const auto rows = narrowed.asked_.run();
        if (rows.size() == 1) return make(rows.front());
        throw lookup_error(rows.empty() ? errc::no_result : errc::several_results,
                           "kith: one() on " + asked_.in().type().name + " found " +
                               (rows.empty() ? "none" : "more than one") + "; use first() if that is fine");
    }
    [[nodiscard]] std::size_t count() const { return asked_.count(); }
    [[nodiscard]] bool exists() const { return asked_.first() != 0; }
    /// Which index is used: "Game: unique hashed index on title, rows to test: 1".
    [[nodiscard]] std::string explain() const { return asked_.explain(); }
    /// Erases every answer with its cascades, as one unit of work. Returns how many answers there were.
    std::size_t erase() const {
        const auto rows = asked_.run();
        auto& in = const_cast<core::extent&>(asked_.in());
        in.owner().erase(in, rows);
        return rows.size();
    }

    [[nodiscard]] auto begin() const {
        return result_iterator{this, std::make_shared<std::vector<slot>>(asked_.run()), 0};
    }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

private:
    struct result_iterator {
        using value_type = ref<T>;
        using difference_type = std::ptrdiff_t;

        const query* of = nullptr;
        std::shared_ptr<std::vector<slot>> rows;
        std::size_t at = 0;

        ref<T> operator*() const { return of->make((*rows)[at]); }
        result_iterator& operator++() {
            ++at;
            return *this;
        }
        void operator++(int) { ++at; }
        friend bool operator==(const result_iterator& it, std::default_sentinel_t) {
            return it.at == it.rows->size();
        }
    };
    [[nodiscard]] ref<T> make(slot row) const {
        return model::access::make<T>(const_cast<core::extent&>(asked_.in()), row);
    }

    core::query asked_;
};

}  // namespace kith

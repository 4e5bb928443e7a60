#pragma once

#include <kith/model/proxies.hpp>

#include <compare>

namespace kith {

/// A proxy through a list, or through an end with `kith::ordered_by`. Adding a value makes the object in between;
/// the same value may come several times. Compares with any range, value by value.
template <class T, std::size_t I>
class list_proxy : public model::open_proxy<T, I> {
    using path = model::proxy_path<T, I>;
    using typename model::open_proxy<T, I>::between;
    using making = model::making<T, I>;
    static constexpr bool sorted =
        model::flavour_of<model::member_type<T, path::through>>::value == model::flavour::sorted;

    template <class... Given>
    static consteval void refuse_order() {
        static_assert(
            sizeof...(Given) == static_cast<std::size_t>(-1),
            "kith: a proxy is not sorted or reversed; sort the relationship it goes through: via()");
    }
    template <class... Given>
    static consteval void expect_list() {
        static_assert(
            !sorted || sizeof...(Given) == static_cast<std::size_t>(-1),
            "kith: kith::ordered_by says where the values of this proxy stand; use append, or leave the "
            "option out for a list");
    }

public:
    using model::open_proxy<T, I>::open_proxy;
    list_proxy() = default;
    list_proxy(const list_proxy&) = default;
    list_proxy& operator=(const list_proxy&) & = default;  // not to what an accessor returns
    using typename model::open_proxy<T, I>::value_type;
    using typename model::open_proxy<T, I>::owned_type;

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    /// The n-th value. Throws lookup_error (out_of_range) beyond the end.
    [[nodiscard]] value_type operator[](std::size_t n) const {
        return model::read<between, path::far>(this->via()[n]);
    }
    /// The last value; the default value of an empty proxy.
    [[nodiscard]] value_type back() const { return model::read<between, path::far>(this->via().back()); }
    /// The index of the first occurrence, or npos. Complexity: linear.
    [[nodiscard]] std::size_t find(const value_type& value) const {
        std::size_t n = 0;
        for (const auto& each : *this) {
            if (model::same_value<value_type, value_type>(each, value)) return n;
            ++n;
        }
        return npos;
    }
    /// The values from place `from` up to but without place `to`, fewer where there are fewer: a view to read. Throws
    /// usage_error (bad_slice) unless from <= to, here and below.
    [[nodiscard]] auto slice(std::size_t from, std::size_t to) const {
        const auto [first, last] = model::slice_within(this->size(), from, to);
        const auto begin = std::ranges::next(this->begin(), static_cast<std::ptrdiff_t>(first));
        return std::ranges::subrange(
            begin, std::ranges::next(begin, static_cast<std::ptrdiff_t>(last - first)), last - first);
    }

    /// Makes an object in between for `value`, by the creator or with that one member set, and appends it to the
    /// end. Returns it. Throws what adding and linking it throw, and what the creator does.
    template <class Value = owned_type>
    ref<between> append(const Value& value) const {
        return making::make(this->owner_, value);
    }
    /// The same with the other members of the object in between given:
    /// `employee.projects().append(project, {.role = "lead"})`.
    template <class Value = owned_type>
    ref<between> append(const Value& value, between with) const {
        return making::make_from(this->owner_, value, std::move(with));
    }
    /// Makes an object in between for each value of a range, or given in braces. The range is read first.
    template <class Range = std::vector<owned_type>>
    void extend(Range&& values) const {
        const auto kept = this->keep_all(std::forward<Range>(values));
        this->graph().as_unit([&] {
            for (const auto& each : kept) append(each);
        });
    }
    /// Makes an object in between as the n-th; beyond the end it comes last.
    template <class Value = owned_type>
    ref<between> insert(std::size_t n, const Value& value) const {
        return place(n, [&] { return append(value); });
    }
    template <class Value = owned_type>
    ref<between> insert(std::size_t n, const Value& value, between with) const {
        return place(n, [&] { return append(value, std::move(with)); });
    }

    /// Points the n-th object in between at another target; the object and its other members stay. Throws
    /// lookup_error (out_of_range) beyond the end.
    template <class Value = owned_type>
    void replace(std::size_t n, const Value& value) const {
        static_cast<void>(this->graph());
        model::write<between, path::far>(this->via()[n], value);
    }
    /// Releases the objects in between of a slice, and makes new ones for the values of a range in their place.
    template <class Range = std::vector<owned_type>>
    void splice(std::size_t from, std::size_t to, Range&& values) const {
        expect_list<Range>();
        const auto kept = this->keep_all(std::forward<Range>(values));
        this->graph().as_unit([&] {
            const std::size_t first = std::min(from, this->size());
            const auto via = this->via();
            via.erase(from, to);
            const std::size_t before = via.size();
            for (const auto& each : kept) append(each);
            std::vector<ref<between>> order = via.all();
            const auto at = [&](std::size_t place) {
                return order.begin() + static_cast<std::ptrdiff_t>(place);
            };
            std::rotate(at(first), at(std::min(before, order.size())), order.end());
            arrange(order);
        });
    }

    /// Releases the n-th object in between, or those of a slice. Throws lookup_error (out_of_range) when there is no
    /// n-th.
    void erase(std::size_t n) const { this->via().erase(n); }
    void erase(std::size_t from, std::size_t to) const { this->via().erase(from, to); }
    /// Releases the last, or the n-th object in between, and returns the value it had. Throws lookup_error
    /// (out_of_range) when there is none.
    owned_type pop() const { return pop(this->empty() ? 0 : this->size() - 1); }
    owned_type pop(std::size_t n) const {
        static_cast<void>(this->graph());
        owned_type value = this->own((*this)[n]);
        erase(n);
        return value;
    }

    /// Makes the values these, in this order: objects in between whose value stays are kept with all they hold,
    /// the others are released, and new ones made. The range is read first.
    template <class Range = std::vector<owned_type>>
    void assign(Range&& values) const {
        const std::vector<owned_type> wanted = this->own_all(std::forward<Range>(values));
        this->graph().as_unit([&] {
            const auto via = this->via();
            const std::vector<ref<between>> present = via.all();
            model::value_places<value_type> places;
            for (const ref<between>& each : present) places.add(model::read<between, path::far>(each));
            std::vector<ref<between>> kept(wanted.size());
            std::vector<bool> stays(present.size());
            for (std::size_t n = 0; n < wanted.size(); ++n) {
                const std::size_t place = places.take(value_type(wanted[n]));
                if (place == places.npos) continue;
                kept[n] = present[place];
                stays[place] = true;
            }
            for (std::size_t n = 0; n < present.size(); ++n)
                if (!stays[n]) via.remove(present[n]);
            for (std::size_t n = 0; n < wanted.size(); ++n)
                if (!kept[n]) kept[n] = append(wanted[n]);
            if constexpr (!sorted) arrange(kept);
        });
    }

    auto sort(auto&&... given) const { refuse_order<decltype(given)...>(); }
    auto reverse(auto&&... given) const { refuse_order<decltype(given)...>(); }

private:
    // Gives the members this order. Assigning them would come to the same, but ask validators again.
    void arrange(const std::vector<ref<between>>& order) const {
        model::value_places<ref<between>> places;
        for (const ref<between>& each : order) places.add(each);
        this->via().sort(
            [&](const ref<between>& a, const ref<between>& b) { return places.find(a) < places.find(b); });
    }
    template <class Make>
    ref<between> place(std::size_t n, const Make& make) const {
        expect_list<Make>();
        ref<between> made;
        this->graph().as_unit([&] {
            made = make();
            const auto via = this->via();
            if (const std::size_t at = via.index_of(made); n < at) via.move(at, n);
        });
        return made;
    }
};

namespace model {

template <class View>
concept is_list_proxy = requires(const View& view) {
    []<class T, std::size_t I>(const list_proxy<T, I>&) {}(view);
};

}  // namespace model

template <model::is_list_proxy Proxy, std::ranges::input_range Range>
[[nodiscard]] bool operator==(const Proxy& values, const Range& others) {
    return std::ranges::equal(values, others,
                              [](const auto& a, const auto& b) { return model::same_value(a, b); });
}
/// Ordered as vectors are: by the first values that differ.
template <model::is_list_proxy Proxy, std::ranges::input_range Range>
requires std::three_way_comparable_with<std::ranges::range_reference_t<Proxy>,
                                        std::ranges::range_reference_t<const Range>>
[[nodiscard]] auto operator<=>(const Proxy& values, const Range& others) {
    using order = std::compare_three_way_result_t<std::ranges::range_reference_t<Proxy>,
                                                  std::ranges::range_reference_t<const Range>>;
    auto other = std::ranges::begin(others);
    for (const auto& each : values) {
        if (other == std::ranges::end(others)) return order::greater;
        if (const order here = each <=> *other; here != 0) return here;
        ++other;
    }
    return other == std::ranges::end(others) ? order::equivalent : order::less;
}

}  // namespace kith

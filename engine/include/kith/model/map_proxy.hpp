#pragma once

#include <kith/model/proxies.hpp>

namespace kith {

/// A proxy through a map: its keys are the relationship's, its values what the members show. Iterating goes over
/// the values, `items` over both. Compares with any range of pairs as maps do, without order.
///
/// Each verb is one unit of work. Complexity: what finding a key in the relationship costs, where nothing else is
/// said.
template <class T, std::size_t I>
class map_proxy : public proxy_view<T, I>, public model::without_places<model::map_without_places> {
    using path = model::proxy_path<T, I>;
    using typename proxy_view<T, I>::between;
    using making = model::making<T, I>;
    static constexpr std::size_t key_member =
        model::member_named<between>(model::flavour_of<model::member_type<T, path::through>>::key_name);

public:
    using proxy_view<T, I>::proxy_view;
    map_proxy() = default;
    map_proxy(const map_proxy&) = default;
    map_proxy& operator=(const map_proxy&) & = default;  // not to what an accessor returns
    using typename proxy_view<T, I>::value_type;
    using typename proxy_view<T, I>::owned_type;
    /// What a key reads as: a text as std::string_view.
    using key_type = typename model::end_type<T, path::through>::key_type;

private:
    using items_type = model::owned_type<T, I>;
    // Not a lambda: views are to be assignable.
    struct read_item {
        std::pair<key_type, value_type> operator()(const std::pair<key_type, ref<between>>& item) const {
            return {item.first, model::read<between, path::far>(item.second)};
        }
    };

public:
    /// The value under a key. Throws lookup_error (not_a_member) if there is none.
    template <class Key>
    [[nodiscard]] value_type at(const Key& under) const {
        return model::read<between, path::far>(this->via().at(under));
    }
    template <class Key>
    [[nodiscard]] value_type operator[](const Key& under) const {
        return at(under);
    }
    /// The value under a key, or nothing.
    template <class Key>
    [[nodiscard]] std::optional<value_type> find(const Key& under) const {
        const ref<between> found = this->via().find(under);
        if (!found) return std::nullopt;
        return std::optional<value_type>(std::in_place, model::read<between, path::far>(found));
    }
    /// The value under a key, or the other one.
    template <class Key>
    [[nodiscard]] value_type get_or(const Key& under, const value_type& otherwise) const {
        const ref<between> found = this->via().find(under);
        return found ? value_type(model::read<between, path::far>(found)) : otherwise;
    }
    template <class Key>
    [[nodiscard]] bool contains_key(const Key& under) const {
        return this->via().contains_key(under);
    }
    /// The keys, and pairs of key and value, in the order of the relationship: views.
    [[nodiscard]] auto keys() const { return this->via().keys(); }
    [[nodiscard]] auto items() const { return std::views::transform(this->via().items(), read_item{}); }

    /// Points the object in between under a key at another target, which keeps it and its other members; makes one
    /// where there is none, by the creator, which is given key and value, or with those two members set. Returns
    /// the object in between. Throws what adding and linking it throw, and what the creator does.
    template <class Key, class Value = owned_type>
    ref<between> set(const Key& under, const Value& value) const {
        return set_or(under, value,
                      [&] { return making::template make_keyed<key_member>(this->owner_, under, value); });
    }
    /// The same with the other members of the object in between given, should it be made.
    template <class Key, class Value = owned_type>
    ref<between> set(const Key& under, const Value& value, between with) const {
        return set_or(under, value, [&] {
            return making::template make_keyed_from<key_member>(this->owner_, under, value, std::move(with));
        });
    }
    /// The value under a key, which is set to this one where there is none.
    template <class Key, class Value = owned_type>
    value_type set_default(const Key& under, const Value& value) const {
        static_cast<void>(this->graph());
        ref<between> found = this->via().find(under);
        if (!found) found = set(under, value);
        return model::read<between, path::far>(found);
    }
    /// Sets all of a range of pairs, or of those given in braces. The range is read before anything changes.
    template <class Range = items_type>
    void update(Range&& items) const {
        const auto given = keep_items(std::forward<Range>(items));
        this->graph().as_unit([&] {
            for (const auto& [under, value] : given) set(under, value);
        });
    }
    /// Makes keys and values these: objects in between whose key stays are kept with all they hold and get their
    /// value, the others are released, and new ones made. The range is read first.
    template <class Range = items_type>
    void assign(Range&& items) const {
        const auto given = keep_items(std::forward<Range>(items));
        this->graph().as_unit([&] {
            const auto via = this->via();
            std::vector<ref<between>> kept;
            for (const auto& item : given)
                if (const ref<between> found = via.find(std::get<0>(item))) kept.push_back(found);
            via.assign(kept);
            for (const auto& [under, value] : given) set(under, value);
        });
    }

    /// Releases the object in between under a key, and never the target. Throws lookup_error (not_a_member) when
    /// there is none.
    template <class Key>
    void erase_key(const Key& under) const {
        this->via().erase_key(under);
    }
    /// The same, and returns the value it had.
    template <class Key>
    owned_type pop(const Key& under) const {
        static_cast<void>(this->graph());
        owned_type value = this->own(at(under));
        erase_key(under);
        return value;
    }
    /// The same; returns the other value when there is none (R144).
    template <class Key, class Value = owned_type>
    owned_type pop(const Key& under, const Value& otherwise) const {
        static_cast<void>(this->graph());
        return contains_key(under) ? pop(under) : this->own(otherwise);
    }
    /// Releases the last object in between, and returns its key and the value it had. Throws lookup_error
    /// (out_of_range) when there is none.
    typename items_type::value_type pop_item() const {
        static_cast<void>(this->graph());
        const auto via = this->via();
        if (via.empty())
            throw lookup_error(errc::out_of_range, "kith: " + this->name() + " has no item to pop");
        const auto [under, value] = *std::ranges::prev(items().end());
        typename items_type::value_type popped(under, this->own(value));
        erase_key(popped.first);
        return popped;
    }
    /// Releases all objects in between.
    void clear() const { this->via().clear(); }

private:
    template <class Key, class Value, class Make>
    ref<between> set_or(const Key& under, const Value& value, const Make& make) const {
        static_cast<void>(this->graph());
        const ref<between> found = this->via().find(under);
        if (!found) return make();
        model::write<between, path::far>(found, value);
        return found;
    }
    template <class Range>
    [[nodiscard]] static auto keep_items(Range&& items) {
        constexpr bool pairs = [] {
            if constexpr (std::ranges::input_range<Range>)
                return requires(std::ranges::range_value_t<Range> item) {
                    std::get<0>(item);
                    std::get<1>(item);
                };
            else
                return false;
        }();
        static_assert(pairs,
                      "kith: a proxy through a map is given pairs of key and value, as a range or in braces");
        if constexpr (pairs) {
            using item = std::ranges::range_value_t<Range>;
            using given_key = std::remove_cvref_t<std::tuple_element_t<0, item>>;
            using given_value = std::remove_cvref_t<std::tuple_element_t<1, item>>;
            using kept_key = model::kept_type<given_key, std::string_view, std::string>;
            using kept_value = model::kept_type<given_value, value_type, owned_type>;
            std::vector<std::pair<kept_key, kept_value>> out;
            for (auto&& each : items)
                out.emplace_back(static_cast<kept_key>(std::get<0>(each)),
                                 static_cast<kept_value>(std::get<1>(each)));
            return out;
        } else {
            return items_type();
        }
    }
};

namespace model {

template <class View>
concept is_map_proxy = requires(const View& view) {
    []<class T, std::size_t I>(const map_proxy<T, I>&) {}(view);
};

}  // namespace model

template <model::is_map_proxy Proxy, std::ranges::forward_range Range>
[[nodiscard]] bool operator==(const Proxy& values, const Range& others) {
    if (std::ranges::distance(others) != static_cast<std::ptrdiff_t>(values.size())) return false;
    return std::ranges::all_of(others, [&](const auto& other) {
        const auto found = values.find(std::get<0>(other));
        return found && model::same_value(*found, std::get<1>(other));
    });
}

}  // namespace kith

#pragma once

#include <kith/model/proxies.hpp>

namespace kith {

/// A proxy through a set: adding a value that is there makes nothing. Objects in between that were made in other ways
/// may show equal values, and each is seen here then. Compares with any range as sets do, without order or repeats.
///
/// The verbs of set algebra read the given range before anything changes, and are one unit of work each.
/// Complexity: linear in both.
template <class T, std::size_t I>
class set_proxy : public model::open_proxy<T, I>, public model::without_places<model::set_without_places> {
    using path = model::proxy_path<T, I>;
    using typename model::open_proxy<T, I>::between;
    using making = model::making<T, I>;

public:
    using model::open_proxy<T, I>::open_proxy;
    set_proxy() = default;
    set_proxy(const set_proxy&) = default;
    set_proxy& operator=(const set_proxy&) & = default;  // not to what an accessor returns
    using typename model::open_proxy<T, I>::value_type;
    using typename model::open_proxy<T, I>::owned_type;

    auto operator[](auto&& n) const { model::set_without_places::refuse<decltype(n)>(); }

    /// Makes an object in between for a value that none shows, by the creator or with that one member set.
    /// Returns the object that shows it. Complexity: linear.
    template <class Value = owned_type>
    ref<between> add(const Value& value) const {
        static_cast<void>(this->graph());
        const owned_type wanted = this->own(value);
        const ref<between> found = this->find_between(value_type(wanted));
        return found ? found : making::make(this->owner_, value);
    }
    /// The same with the other members of the object in between given, should it be made.
    template <class Value = owned_type>
    ref<between> add(const Value& value, between with) const {
        static_cast<void>(this->graph());
        const owned_type wanted = this->own(value);
        const ref<between> found = this->find_between(value_type(wanted));
        return found ? found : making::make_from(this->owner_, value, std::move(with));
    }
    /// Adds all of a range, or given in braces: the union.
    template <class Range = std::vector<owned_type>>
    void update(Range&& values) const {
        const std::vector<owned_type> given = distinct(std::forward<Range>(values));
        exchange(
            given, [](const ref<between>&) {},
            [&](const owned_type& each) { making::make(this->owner_, each); });
    }
    /// Keeps the values that are in the range too.
    template <class Range = std::vector<owned_type>>
    void intersection_update(Range&& values) const {
        const std::vector<owned_type> given = distinct(std::forward<Range>(values));
        const auto wanted = places_of(given);
        this->graph().as_unit([&] {
            const auto via = this->via();
            for (const ref<between>& each : via.all())
                if (wanted.find(model::read<between, path::far>(each)) == wanted.npos) via.remove(each);
        });
    }
    /// Releases the values that are in the range.
    template <class Range = std::vector<owned_type>>
    void difference_update(Range&& values) const {
        const std::vector<owned_type> given = distinct(std::forward<Range>(values));
        exchange(
            given, [&](const ref<between>& each) { this->via().remove(each); }, [](const owned_type&) {});
    }
    /// Releases the values that are in the range, and adds those of the range that were not there.
    template <class Range = std::vector<owned_type>>
    void symmetric_difference_update(Range&& values) const {
        const std::vector<owned_type> given = distinct(std::forward<Range>(values));
        exchange(
            given, [&](const ref<between>& each) { this->via().remove(each); },
            [&](const owned_type& each) { making::make(this->owner_, each); });
    }
    /// Makes the values these, repeats dropped: objects in between whose value stays are kept with all they hold,
    /// the others are released, and new ones made. The range is read first.
    template <class Range = std::vector<owned_type>>
    void assign(Range&& values) const {
        const std::vector<owned_type> given = distinct(std::forward<Range>(values));
        this->graph().as_unit([&] {
            intersection_update(given);
            update(given);
        });
    }
    /// Releases some object in between, and returns the value it had. Throws lookup_error (out_of_range) when
    /// there is none.
    owned_type pop() const {
        static_cast<void>(this->graph());
        const auto via = this->via();
        if (via.empty())
            throw lookup_error(errc::out_of_range, "kith: " + this->name() + " has no value to pop");
        owned_type value = this->own(this->front());
        via.remove(via.front());
        return value;
    }

private:
    using places = model::value_places<value_type>;

    [[nodiscard]] static places places_of(const std::vector<owned_type>& given) {
        places out;
        for (const owned_type& each : given) out.add(value_type(each));
        return out;
    }
    template <class Range>
    [[nodiscard]] static std::vector<owned_type> distinct(Range&& values) {
        std::vector<owned_type> all = set_proxy::own_all(std::forward<Range>(values));
        const places where = places_of(all);
        std::vector<owned_type> out;
        for (std::size_t n = 0; n < all.size(); ++n)
            if (where.find(value_type(all[n])) == n) out.push_back(all[n]);
        return out;
    }
    /// Does `present` with the objects in between whose value is among the given ones, then `absent` with the
    /// given values that none shows.
    template <class Present, class Absent>
    void exchange(const std::vector<owned_type>& given, const Present& present, const Absent& absent) const {
        const places wanted = places_of(given);
        this->graph().as_unit([&] {
            std::vector<bool> shown(given.size());
            for (const ref<between>& each : this->via().all()) {
                const std::size_t place = wanted.find(model::read<between, path::far>(each));
                if (place == wanted.npos) continue;
                shown[place] = true;
                present(each);
            }
            for (std::size_t n = 0; n < given.size(); ++n)
                if (!shown[n]) absent(given[n]);
        });
    }
};

namespace model {

template <class View>
concept is_set_proxy = requires(const View& view) {
    []<class T, std::size_t I>(const set_proxy<T, I>&) {}(view);
};

template <class Values, class Others>
[[nodiscard]] bool all_among(const Values& values, const Others& others) {
    return std::ranges::all_of(values, [&](const auto& value) {
        return std::ranges::any_of(others, [&](const auto& other) { return same_value(value, other); });
    });
}

}  // namespace model

/// Complexity: quadratic; nothing is allocated.
template <model::is_set_proxy Proxy, std::ranges::forward_range Range>
[[nodiscard]] bool operator==(const Proxy& values, const Range& others) {
    return model::all_among(values, others) && model::all_among(others, values);
}

}  // namespace kith

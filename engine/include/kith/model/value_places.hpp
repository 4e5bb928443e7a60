#pragma once

#include <kith/model/ref.hpp>
#include <kith/model/value.hpp>

#include <algorithm>
#include <concepts>
#include <cstring>
#include <functional>
#include <ranges>
#include <unordered_map>
#include <utility>
#include <vector>

namespace kith::model {

/// Whether two values of a member are equal: entities by identity, bytes by content.
template <class A, class B>
[[nodiscard]] bool same_value(const A& a, const B& b) {
    if constexpr (is_optional<A> && is_optional<B>)
        return a.has_value() == b.has_value() && (!a || same_value(*a, *b));
    else if constexpr (std::equality_comparable_with<A, B>)
        return a == b;
    else if constexpr (std::ranges::range<A> && std::ranges::range<B>)
        return std::ranges::equal(a, b);
    else if constexpr (!std::is_same_v<A, B>)
        return a == b;
    else if constexpr (kind_v<A> == schema::kind::boxed)
        return boxed_functions<A>::equal(&a, &b);
    else
        return std::memcmp(&a, &b, sizeof(A)) == 0;  // a plain struct, which has no padding
}

/// True of what a member can read as, but for plain structs, boxed values and lists.
template <class Value>
consteval bool is_hashable() {
    if constexpr (is_optional<Value>)
        return is_hashable<typename Value::value_type>();
    else
        return std::is_arithmetic_v<Value> || std::is_enum_v<Value> || textual<Value> || is_ref<Value> ||
               std::is_same_v<Value, date> || std::is_same_v<Value, timestamp>;
}

template <class Value>
[[nodiscard]] std::size_t hash_of(const Value& value) noexcept {
    if constexpr (is_optional<Value>)
        return value ? hash_of(*value) : 0;
    else if constexpr (is_ref<Value>)
        return std::hash<slot>{}(access::row(value));
    else if constexpr (textual<Value>)
        return std::hash<std::string_view>{}(as_text(value));
    else if constexpr (std::is_same_v<Value, date>)
        return std::hash<std::int32_t>{}(value.days);
    else if constexpr (std::is_same_v<Value, timestamp>)
        return std::hash<std::int64_t>{}(value.micros);
    else
        return std::hash<Value>{}(value);
}

/// Values by where they stand: which place has this value, the first one first. Constant where values can be
/// hashed, else linear. Views of texts must outlive it.
template <class Value, bool Hashable = is_hashable<Value>()>
class value_places {
public:
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    /// The next place has this value.
    void add(const Value& value) {
        const std::size_t place = next_.size();
        next_.push_back(npos);
        auto [found, added] = places_.try_emplace(value, chain{place, place});
        if (added) return;
        chain& same = found->second;
        (same.first == npos ? same.first : next_[same.last]) = place;
        same.last = place;
    }
    /// The first place with this value that is not taken, npos if there is none.
    [[nodiscard]] std::size_t find(const Value& value) const {
        const auto found = places_.find(value);
        return found == places_.end() ? npos : found->second.first;
    }
    /// The same, and takes it.
    std::size_t take(const Value& value) {
        const auto found = places_.find(value);
        if (found == places_.end() || found->second.first == npos) return npos;
        return std::exchange(found->second.first, next_[found->second.first]);
    }

private:
    struct chain {
        std::size_t first, last;
    };
    struct hash {
        std::size_t operator()(const Value& value) const noexcept { return hash_of(value); }
    };
    struct equal {
        bool operator()(const Value& a, const Value& b) const { return same_value(a, b); }
    };
    std::unordered_map<Value, chain, hash, equal> places_;
    std::vector<std::size_t> next_;  // place with the same value
};

template <class Value>
class value_places<Value, false> {
public:
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    void add(const Value& value) {
        values_.push_back(value);
        taken_.push_back(false);
    }
    [[nodiscard]] std::size_t find(const Value& value) const {
        for (std::size_t n = 0; n < values_.size(); ++n)
            if (!taken_[n] && same_value(values_[n], value)) return n;
        return npos;
    }
    std::size_t take(const Value& value) {
        const std::size_t place = find(value);
        if (place != npos) taken_[place] = true;
        return place;
    }

private:
    std::vector<Value> values_;
    std::vector<bool> taken_;
};

}  // namespace kith::model

#pragma once

#include <kith/model/column_name.hpp>
#include <kith/model/updating.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::model {

/// What must hold of an entity that has certain columns from a mixin: a condition once its type is known.
template <class Make>
class shared_condition {
public:
    explicit shared_condition(Make make) : make_(std::move(make)) {}
    template <class T>
    operator condition<T>() const {
        return make_(std::type_identity<T>());
    }

private:
    Make make_;
};

template <class A, class B>
[[nodiscard]] auto operator&&(shared_condition<A> a, shared_condition<B> b) {
    return shared_condition([a = std::move(a), b = std::move(b)]<class T>(std::type_identity<T>) {
        return condition<T>(a) && condition<T>(b);
    });
}
template <class A, class B>
[[nodiscard]] auto operator||(shared_condition<A> a, shared_condition<B> b) {
    return shared_condition([a = std::move(a), b = std::move(b)]<class T>(std::type_identity<T>) {
        return condition<T>(a) || condition<T>(b);
    });
}
template <class A>
[[nodiscard]] auto operator!(shared_condition<A> a) {
    return shared_condition([a = std::move(a)]<class T>(std::type_identity<T>) { return !condition<T>(a); });
}

template <auto Pointer>
struct shared_name;
template <class Name>
inline constexpr bool is_shared_name = false;
template <auto Pointer>
inline constexpr bool is_shared_name<shared_name<Pointer>> = true;

/// A column of a mixin in a query: that of whichever model is asked.
template <auto Pointer>
struct shared_name {
    using root = typename pointer_traits<Pointer>::owner;
    using column = column_name<route<root>, root, member_at<Pointer>()>;
    using value_type = typename column::value_type;
    static constexpr bool has_order = column::has_order;

    /// Its name in a query of `T`.
    template <class T>
    static consteval auto in_model();

    friend auto operator==(shared_name, const auto& asked) {
        return ask([](auto name, const auto& value) { return name == value; }, asked);
    }
    friend auto operator!=(shared_name, const auto& asked) {
        return ask([](auto name, const auto& value) { return name != value; }, asked);
    }
    friend auto operator<(shared_name, const auto& asked) {
        return ask([](auto name, const auto& value) { return name < value; }, asked);
    }
    friend auto operator<=(shared_name, const auto& asked) {
        return ask([](auto name, const auto& value) { return name <= value; }, asked);
    }
    friend auto operator>(shared_name, const auto& asked) {
        return ask([](auto name, const auto& value) { return name > value; }, asked);
    }
    friend auto operator>=(shared_name, const auto& asked) {
        return ask([](auto name, const auto& value) { return name >= value; }, asked);
    }
    [[nodiscard]] static auto is_null() {
        return ask([](auto name, std::nullopt_t) { return name.is_null(); }, std::nullopt);
    }
    template <range_of_values Range>
    [[nodiscard]] static auto in(const Range& values) {
        std::vector<decltype(held<value_type>(*std::ranges::begin(values)))> all;
        for (const auto& each : values) all.push_back(held<value_type>(each));
        return ask([](auto name, const auto& kept) { return name.in(kept); }, all);
    }
    template <class Value = value_type>
    [[nodiscard]] static auto in(std::initializer_list<Value> values) {
        return in(std::vector<Value>(values));
    }
    [[nodiscard]] static auto starts_with(std::string_view prefix) {
        return ask([](auto name, const std::string& kept) { return name.starts_with(kept); }, prefix);
    }
    [[nodiscard]] static auto contains(std::string_view part) {
        return ask([](auto name, const std::string& kept) { return name.contains(kept); }, part);
    }
    [[nodiscard]] static constexpr descending_by<shared_name> desc() noexcept { return {}; }

private:
    template <class Question, class Asked>
    [[nodiscard]] static auto ask(Question question, const Asked& asked) {
        return shared_condition([question, value = kept(asked)]<class T>(std::type_identity<T>) {
            using given = std::remove_cvref_t<decltype(value)>;
            if constexpr (is_shared_name<given>)
                return condition<T>(question(in_model<T>(), given::template in_model<T>()));
            else
                return condition<T>(question(in_model<T>(), value));
        });
    }
};

}  // namespace kith::model

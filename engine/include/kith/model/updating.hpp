#pragma once

#include <kith/core/query.hpp>
#include <kith/model/describe.hpp>
#include <kith/model/ref.hpp>

#include <concepts>
#include <functional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

// Setting members of all that a query finds.

namespace kith::model {

/// A value as it is kept until all are worked out: texts and ranges may be views of what is about to change.
template <class Value>
[[nodiscard]] auto kept(Value&& value) {
    using given = std::remove_cvref_t<Value>;
    if constexpr (std::convertible_to<const given&, std::string_view>)
        return std::string(std::string_view(value));
    else if constexpr (std::ranges::input_range<given>)
        return std::vector<std::ranges::range_value_t<given>>(std::ranges::begin(value),
                                                              std::ranges::end(value));
    else
        return given(std::forward<Value>(value));
}

/// Sets a member of an entity, which it may inherit.
template <class T, auto Pointer, class Value>
void update_member(const ref<T>& of, const Value& value) {
    constexpr bool fits = std::is_base_of_v<typename pointer_traits<Pointer>::owner, T>;
    static_assert(fits, "kith: update() sets members of the type that is asked");
    if constexpr (fits) {
        using home = home_of<T, Pointer>;
        static_assert(!std::is_void_v<home>, "kith: update() names a member that KITH_MODEL does not list");
        if constexpr (!std::is_void_v<home>) write<home, member_at<Pointer, home>()>(of, value);
    }
}

/// What a member of each row is to be: one value for all.
template <class T, auto Pointer, class Value>
class one_value {
public:
    one_value(core::extent&, std::span<const slot>, const Value& value) : value_(value) {}
    void put(const ref<T>& of, std::size_t) const { update_member<T, Pointer>(of, value_); }

private:
    const Value& value_;
};

/// What a member of each row is to be: worked out for each, before the first is set.
template <class T, auto Pointer, class Work>
class own_value {
public:
    own_value(core::extent& in, std::span<const slot> rows, const Work& work) {
        values_.reserve(rows.size());
        for (const slot row : rows) values_.push_back({kept(std::invoke(work, access::make<T>(in, row)))});
    }
    void put(const ref<T>& of, std::size_t n) const { update_member<T, Pointer>(of, values_[n].value); }

private:
    struct worked_out {
        decltype(kept(std::declval<std::invoke_result_t<const Work&, ref<T>>>())) value;
    };
    std::vector<worked_out> values_;
};

template <class T, auto Pointer, class Given>
using change = std::conditional_t<std::invocable<const Given&, ref<T>>, own_value<T, Pointer, Given>,
                                  one_value<T, Pointer, Given>>;

/// Sets members of all that `asked` finds, as one unit of work. Returns how many that was.
template <class T, auto... Pointers, class... Values>
std::size_t update_members(const core::query& asked, const Values&... values) {
    const std::vector<slot> rows = asked.run();
    if (rows.empty()) return 0;
    auto& in = const_cast<core::extent&>(*asked.in());
    const std::tuple<change<T, Pointers, Values>...> changes(
        change<T, Pointers, Values>(in, rows, values)...);
    in.owner().as_unit([&] {
        for (std::size_t n = 0; n < rows.size(); ++n) {
            const ref<T> each = access::make<T>(in, rows[n]);
            std::apply([&](const auto&... change) { (change.put(each, n), ...); }, changes);
        }
    });
    return rows.size();
}

/// Does `work` with each row that `asked` finds and that lives when its turn comes, as one unit of work.
/// Returns with how many it was done.
template <class T, class Work>
std::size_t do_with_each(const core::query& asked, Work&& work) {
    const std::vector<core::known_row> known = asked.run_known();
    if (known.empty()) return 0;
    auto& in = const_cast<core::extent&>(*asked.in());
    std::size_t done = 0;
    in.owner().as_unit([&] {
        for (const core::known_row& each : known) {
            if (!each.still_there()) continue;
            std::invoke(work, access::make<T>(in, each.row));
            ++done;
        }
    });
    return done;
}

}  // namespace kith::model

#pragma once

#include <kith/core/graph.hpp>
#include <kith/core/observers.hpp>
#include <kith/model/schema_of.hpp>

#include <optional>

namespace kith::model {

/// A cell's value as its type: std::optional of a column that can be null.
template <class T, std::size_t I>
struct watched_value {
    using declared = typename traits_of<T, I>::value_type;
    using kept = typename without_optional<declared>::type;
    static constexpr bool nullable = is_optional<declared> || traits_of<T, I>::template has<created> ||
                                     traits_of<T, I>::template has<updated> ||
                                     traits_of<T, I>::template has<required>;
    using type = std::conditional_t<nullable, std::optional<kept>, kept>;

    [[nodiscard]] static type read(const core::cell_value& from) {
        if constexpr (nullable)
            if (from.null) return std::nullopt;
        if constexpr (schema::is_string(kind_v<kept>))
            return kept(reinterpret_cast<const typename kept::value_type*>(from.text.data()),
                        reinterpret_cast<const typename kept::value_type*>(from.text.data()) +
                            from.text.size());
        else
            return *static_cast<const kept*>(from.bytes);
    }
    /// A view of a value that goes on living.
    [[nodiscard]] static core::cell_value view(const type& of) {
        if constexpr (nullable)
            return of ? view_of(*of) : core::cell_value{.null = true};
        else
            return view_of(of);
    }

private:
    [[nodiscard]] static core::cell_value view_of(const kept& of) {
        if constexpr (schema::is_string(kind_v<kept>))
            return {.text = as_text(of)};
        else
            return {.bytes = &of};
    }
};

template <auto Member, class T = typename pointer_traits<Member>::owner>
struct watched_member {
    static_assert(described<T>, "kith: this is a mixin's column; name the model too: kith::validate<Game, "
                                "&Game::created_at>, or kith::on_change");
    using owner = T;
    static constexpr std::size_t at = member_at<Member, T>();
    static_assert(at != no_member, "kith: this member is not listed by its type's KITH_MODEL");
    static_assert(
        at == no_member || !traits_of<owner, at>::is_proxy,
        "kith: a proxy stores nothing that could be watched; watch the relationship it goes through");
};

template <class T>
[[nodiscard]] core::extent& extent_in(core::graph& graph) {
    return graph.at(kith_name_of(static_cast<T*>(nullptr)));
}

}  // namespace kith::model

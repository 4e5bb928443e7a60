#pragma once

#include <kith/model/columns.hpp>
#include <kith/model/probe_of.hpp>
#include <kith/model/query.hpp>
#include <kith/model/schema_of.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace kith::model {

template <class T>
inline constexpr char type_key = 0;  // its address stands for the type

/// How what holds a graph of C++ types is read: a graph, a frozen view. `Self` converts to const core::graph&.
///
/// A ref is a cursor that can write, whatever it was got from: the graph decides. A const graph is one whose own
/// functions change nothing.
template <class Self>
class reading {
public:
    /// The entity with that id. Throws lookup_error when it is erased or never was.
    template <class T>
    [[nodiscard]] ref<T> get(kith::id<T> wanted) const {
        const ref<T> found = find(wanted);
        if (!found)
            throw lookup_error(errc::entity_gone,
                               "kith: there is no " + extent_of<T>().type().name + " " +
                                   std::to_string(wanted.value) +
                                   "; it was erased or never was; use find() if that may be");
        return found;
    }
    template <class T>
    [[nodiscard]] ref<T> get(key wanted) const {
        return get(kith::id<T>{wanted});
    }
    /// The entity with that id, or an empty ref.
    template <class T>
    [[nodiscard]] ref<T> find(kith::id<T> wanted) const {
        core::extent& in = extent_of<T>();
        return access::make<T>(in, in.rows().find(wanted.value));
    }
    template <class T>
    [[nodiscard]] ref<T> find(key wanted) const {
        return find(kith::id<T>{wanted});
    }
    /// The entity that has a value in a unique column, or an empty ref: `graph.find<&Game::title>("Zelda")`. Allocates
    /// nothing. Complexity: that of the column's index; of a frozen view without indexes linear.
    template <auto Column, class Value>
    [[nodiscard]] auto find(const Value& value) const {
        return find<typename pointer_traits<Column>::owner, Column>(value);
    }
    /// The same of a type that has the column from a mixin.
    template <class T, auto Column, class Value>
    [[nodiscard]] ref<T> find(const Value& value) const {
        constexpr std::size_t at = member_at<Column, T>();
        static_assert(at != no_member,
                      "kith: find() is by a column of the type; this member is in another table, or "
                      "KITH_MODEL does not list it");
        static_assert(traits_of<T, at>::template has<unique>,
                      "kith: find() is by a column that is kith::unique; ask by others with query()");
        core::extent& in = extent_of<T>();
        const index::index* by = in.column(column_index<T, at>).index.get();
        if (by == nullptr) return query<T>().where(kith::field_of<T, Column> == value).first();
        const auto wanted =
            probe_of<typename without_optional<typename traits_of<T, at>::value_type>::type>(value);
        return access::make<T>(in, wanted ? by->find(*wanted) : slot{0});
    }
    /// All entities of a type, in the order in which they were added.
    template <class T>
    [[nodiscard]] rows_view<T> all() const {
        return rows_view<T>(extent_of<T>());
    }
    template <class T>
    [[nodiscard]] std::size_t count() const {
        return extent_of<T>().rows().size();
    }
    template <class T>
    [[nodiscard]] kith::query<T> query() const {
        return kith::query<T>(core::query(extent_of<T>()));
    }

    /// Columns of all entities of a type, named by their members, to be worked on as arrays. See columns_of.
    template <auto First, auto... More>
    [[nodiscard]] auto columns() const {
        return columns<owner_of_named<First>, First, More...>();
    }
    /// The same of a type that has them from a mixin.
    template <class T, auto... Named>
    [[nodiscard]] columns_of<T, Named...> columns() const {
        return columns_of<T, Named...>(extent_of<T>());
    }

protected:
    using type_keys = std::vector<const void*>;  // in the order of the catalog

    reading() = default;
    explicit reading(type_keys keys) : keys_(std::make_shared<const type_keys>(std::move(keys))) {}
    /// Of the same types as another.
    template <class Other>
    explicit reading(const reading<Other>& of) : keys_(of.keys_) {}

    /// Throws schema_error when the type is not part of this graph.
    template <class T>
    [[nodiscard]] core::extent& extent_of() const {
        expect_described<T>();
        const core::graph& in = static_cast<const Self&>(*this);
        for (std::uint32_t i = 0; i < keys_->size(); ++i)
            if ((*keys_)[i] == &type_key<T>) return in.reach(i);
        if constexpr (described<T>)
            return in.reach(std::string_view(kith_name_of(static_cast<T*>(nullptr))));  // throws
        else
            return in.reach(std::string_view());
    }

private:
    template <class>
    friend class reading;

    std::shared_ptr<const type_keys> keys_;
};

}  // namespace kith::model

#pragma once

#include <kith/base/error.hpp>
#include <kith/core/adding.hpp>
#include <kith/core/graph.hpp>
#include <kith/schema/catalog.hpp>
#include <kith/storage/file/simulated_disk.hpp>
#include <kith/storage/snapshot.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

/// Graphs without C++ types, by hand: what the snapshot's tests save and load.
namespace world {

using kith::schema::arity;
using kith::schema::index_kind;
using kith::schema::kind;

// A boxed type: a list of numbers, written as its bytes. 255 is a number that it cannot read.
using numbers = std::vector<std::uint8_t>;

inline const kith::schema::boxed_type& boxed_numbers() {
    static const auto of = [](const void* value) -> const numbers& {
        return *static_cast<const numbers*>(value);
    };
    static const kith::schema::boxed_type hooks{
        [](const void* value) { return "#" + std::string(of(value).begin(), of(value).end()); },
        [](std::string_view bytes) -> void* {
            auto made = std::make_unique<numbers>(bytes.begin() + 1, bytes.end());
            for (const auto each : *made)
                if (each == 255) throw std::runtime_error("255 is too much");
            return made.release();
        },
        [](const void* value) -> void* { return new numbers(of(value)); },
        [](const void* left, const void* right) { return of(left) == of(right); },
        [](void* value) noexcept { delete static_cast<numbers*>(value); },
        []() noexcept -> const void* {
            static const numbers empty;
            return &empty;
        }};
    return hooks;
}

inline kith::schema::field field(std::string name, kind of, bool nullable = false) {
    kith::schema::field out;
    out.name = std::move(name);
    out.kind = of;
    out.width = of == kind::plain ? 12 : kith::schema::width_of(of);
    out.nullable = nullable;
    if (of == kind::boxed) out.boxed = &boxed_numbers();
    return out;
}

inline kith::schema::end end(std::string name, std::string target, std::string back, arity of) {
    kith::schema::end out;
    out.name = std::move(name);
    out.target = std::move(target);
    out.back = std::move(back);
    out.arity = of;
    return out;
}

template <class... Members>
kith::schema::type type(std::string name, Members... members) {
    kith::schema::type out;
    out.name = std::move(name);
    (out.add(std::move(members)), ...);
    return out;
}

inline const std::vector<kind>& all_kinds() {
    static const std::vector<kind> all{
        kind::boolean, kind::int8,   kind::int16,     kind::int32,   kind::int64,   kind::uint8,
        kind::uint16,  kind::uint32, kind::uint64,    kind::float32, kind::float64, kind::text,
        kind::bytes,   kind::date,   kind::timestamp, kind::plain,   kind::boxed};
    return all;
}

/// A type with a column of every kind, each also as one that can be null.
inline kith::schema::type sample() {
    kith::schema::type out;
    out.name = "Sample";
    for (const kind each : all_kinds()) {
        const std::string name = "k" + std::to_string(static_cast<int>(each));
        out.add(field(name, each));
        out.add(field(name + "_or_null", each, true));
    }
    return out;
}

/// Every kind of relationship: one-to-many, one-to-one, many-to-many, lone ends, sets, and all with itself.
inline std::vector<kith::schema::type> society() {
    auto friends = end("friends", "Person", "friend_of", arity::many);
    auto clubs = end("clubs", "Club", "members", arity::many);
    auto tags = end("tags", "Tag", "", arity::many);
    tags.secondary = "person_tags";
    auto badges = end("badges", "Tag", "holders", arity::many);
    badges.as_set = true;
    auto holders = end("holders", "Person", "badges", arity::many);
    holders.as_set = true;
    auto toys = end("toys", "Toy", "owner", arity::many);
    toys.as_set = true;
    auto name = field("name", kind::text);
    name.unique = true;
    name.index = index_kind::hashed;
    auto age = field("age", kind::int32, true);
    age.index = index_kind::ordered;
    return {type("Person", name, age, end("children", "Person", "parent", arity::many),
                 end("parent", "Person", "children", arity::one),
                 end("spouse", "Person", "spouse_of", arity::one),
                 end("spouse_of", "Person", "spouse", arity::one), friends,
                 end("friend_of", "Person", "friends", arity::many), clubs, tags, badges, toys,
                 end("favourite", "Club", "", arity::one)),
            type("Club", field("name", kind::text), end("members", "Person", "clubs", arity::many),
                 end("rooms", "Tag", "", arity::many)),
            type("Tag", holders), type("Toy", end("owner", "Person", "toys", arity::one))};
}

inline kith::options small_tables() {
    kith::options out;
    out.max_rows = 1'000'000;
    return out;
}

/// A graph with the names of its members at hand.
class graph : public kith::core::graph {
public:
    explicit graph(std::vector<kith::schema::type> types)
        : graph(kith::schema::catalog::of(std::move(types))) {}
    explicit graph(kith::schema::catalog catalog) : kith::core::graph(std::move(catalog), small_tables()) {}

    kith::slot add(std::string_view type, kith::key id = 0) {
        kith::core::adding row(at(type), id);
        row.set_initial();
        return row.finish();
    }
    kith::slot add_named(std::string_view type, std::string_view name) {
        kith::core::adding row(at(type));
        row.set_initial();
        row.set_text(column(type, "name"), name);
        return row.finish();
    }
    std::uint32_t column(std::string_view type, std::string_view name) {
        return at(type).find_column(name).value();
    }
    std::uint32_t end(std::string_view type, std::string_view name) {
        return at(type).find_end(name).value();
    }
    void link(std::string_view type, std::string_view name, kith::slot a, kith::slot b) {
        kith::core::graph::link(at(type), end(type, name), a, b);
    }
    void unlink(std::string_view type, std::string_view name, kith::slot a, kith::slot b) {
        kith::core::graph::unlink(at(type), end(type, name), a, b);
    }
    template <class T>
    void set(std::string_view type, std::string_view name, kith::slot row, T value) {
        kith::core::graph::set(at(type), column(type, name), row, &value);
    }
    void erase(std::string_view type, kith::slot row) { kith::core::graph::erase(at(type), row); }
    /// Ids of the members, in order.
    std::vector<kith::key> members(std::string_view type, std::string_view name, kith::slot row) {
        std::vector<kith::key> out;
        const auto index = end(type, name);
        for (const kith::slot each : at(type).linked(index, row))
            out.push_back(at(type).end(index).target->rows().id(each));
        return out;
    }
    std::vector<kith::key> ids(std::string_view type) {
        std::vector<kith::key> out;
        for (const kith::slot each : at(type).rows().all()) out.push_back(at(type).rows().id(each));
        return out;
    }
};

/// The bytes that a graph is saved as.
inline std::string saved(const kith::core::graph& graph) {
    kith::storage::file::simulated_disk disk;
    kith::storage::snapshot::save(graph, disk, "world.kith");
    return disk.content("world.kith");
}

inline void load(kith::core::graph& graph, const std::string& bytes,
                 const kith::storage::snapshot::load_options& options = {}) {
    kith::storage::file::simulated_disk disk;
    disk.put("world.kith", bytes);
    kith::storage::snapshot::load(graph, disk, "world.kith", options);
}

/// The number of the error that loading ends with; the graph must be as empty as before.
struct refusal {
    kith::errc code{};
    std::string message;
    bool unchanged = false;
};
inline refusal load_fails(kith::core::graph& graph, const std::string& bytes,
                          const kith::storage::snapshot::load_options& options = {}) {
    std::vector<kith::key> next;
    for (std::uint32_t i = 0; i < graph.types(); ++i) next.push_back(graph.at(i).rows().next_id());
    try {
        load(graph, bytes, options);
    } catch (const kith::error& reason) {
        bool unchanged = graph.empty() && graph.check().empty() && !graph.in_transaction();
        for (std::uint32_t i = 0; i < graph.types(); ++i)
            unchanged &= graph.at(i).rows().next_id() == next[i];
        return {reason.code(), reason.what(), unchanged};
    }
    return {};
}

}  // namespace world

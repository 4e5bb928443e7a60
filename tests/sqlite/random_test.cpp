#include "sqlite/world.hpp"

#include <algorithm>
#include <cstdlib>
#include <random>

namespace {

using kith::key;
using kith::slot;
using kith::schema::arity;
using kith::schema::index_kind;
using kith::schema::kind;
using kith::storage::sqlite;

kith::schema::field field(std::string name, kind of, bool nullable, bool unique) {
    kith::schema::field out;
    out.name = std::move(name);
    out.kind = of;
    out.width = kith::schema::width_of(of);
    out.nullable = nullable;
    out.unique = unique;
    if (unique) out.index = index_kind::hashed;
    return out;
}

// Lists are sets: their order is not what is tested here, and a digest leaves it out.
kith::schema::end end(std::string name, std::string target, std::string back, arity of,
                      const char* cascade = "") {
    kith::schema::end out;
    out.name = std::move(name);
    out.target = std::move(target);
    out.back = std::move(back);
    out.arity = of;
    out.as_set = of == arity::many;
    EXPECT_TRUE(kith::schema::parse_cascade(cascade, out.cascade));
    return out;
}

template <class... Members>
kith::schema::type type(std::string name, Members... members) {
    kith::schema::type out;
    out.name = std::move(name);
    (out.add(std::move(members)), ...);
    return out;
}

// Every kind of relationship between types and within one, with all cascades; unique and null values.
kith::schema::catalog society() {
    auto lone = end("tags", "Tag", "", arity::many);
    lone.secondary = "person_tags";
    return kith::schema::catalog::of(
        {type("Person", field("name", kind::text, false, true), field("code", kind::int16, true, true),
              field("note", kind::text, true, false), end("children", "Person", "parent", arity::many, "all"),
              end("parent", "Person", "children", arity::one),
              end("spouse", "Person", "spouse_of", arity::one),
              end("spouse_of", "Person", "spouse", arity::one),
              end("friends", "Person", "friend_of", arity::many),
              end("friend_of", "Person", "friends", arity::many),
              end("clubs", "Club", "members", arity::many), end("favourite", "Club", "", arity::one), lone),
         type("Club", field("size", kind::int32, false, false),
              end("members", "Person", "clubs", arity::many),
              end("rooms", "Tag", "club", arity::many, "all, delete-orphan"),
              end("head", "Tag", "heads", arity::one)),
         type("Tag", field("raw", kind::bytes, false, true), end("club", "Club", "rooms", arity::one),
              end("heads", "Club", "head", arity::one))});
}

/// Changes a graph at random, one call at a time. What the rules refuse is no change.
class changing {
public:
    changing(kith::core::graph& graph, std::mt19937& random) : graph_(graph), random_(random) {}

    void step() {
        try {
            change(graph_.at(below(static_cast<std::uint32_t>(graph_.types()))));
        } catch (const kith::integrity_error&) {
        } catch (const kith::lookup_error&) {
        }
    }

private:
    std::uint32_t below(std::size_t n) { return static_cast<std::uint32_t>(random_() % n); }
    slot any(kith::core::extent& in) {
        return in.rows().all().nth(below(std::max<std::size_t>(1, in.rows().size())));
    }

    void change(kith::core::extent& in) {
        const std::uint32_t dice = below(20);
        if (dice < 5 || in.rows().size() == 0) return add(in);
        const slot row = any(in);
        if (dice == 5) return graph_.erase(in, row);
        if (dice < 11) return set(in, below(in.columns().size()), row);
        const std::uint32_t end = below(in.ends().size());
        kith::core::extent& target = *in.end(end).target;
        if (dice == 11) return graph_.clear(in, end, row);
        if (target.rows().size() == 0) return;
        if (dice < 14) return graph_.unlink(in, end, row, any(target));
        graph_.link(in, end, row, any(target));
    }
    void add(kith::core::extent& in) {
        kith::core::adding row(in);
        row.set_initial();
        for (std::uint32_t i = 0; i < in.columns().size(); ++i) {
            const auto& field = in.type().fields[i];
            if (field.nullable && below(2) == 0) continue;
            if (kith::schema::is_string(field.kind)) {
                row.set_text(i, text());
            } else {
                const std::uint32_t number = below(50);
                row.set(i, &number);
            }
        }
        row.finish();
    }
    void set(kith::core::extent& in, std::uint32_t column, slot row) {
        const auto& field = in.type().fields[column];
        if (field.nullable && below(3) == 0) return graph_.set_null(in, column, row);
        if (kith::schema::is_string(field.kind)) return graph_.set_text(in, column, row, text());
        const std::uint32_t number = below(50);
        graph_.set(in, column, row, &number);
    }
    // Few values, so that unique ones are in demand; some lie in the text heap.
    std::string text() {
        const std::uint32_t number = below(60);
        return std::string(number % 3 == 0 ? 20 : 1, 'a') + std::to_string(number);
    }

    kith::core::graph& graph_;
    std::mt19937& random_;
};

// Swaps of unique values, which single random changes hardly make.
void rotate_names(kith::core::graph& graph, std::mt19937& random) {
    kith::core::extent& people = graph.at("Person");
    std::vector<slot> rows(people.rows().all().begin(), people.rows().all().end());
    if (rows.size() < 3) return;
    std::shuffle(rows.begin(), rows.end(), random);
    const std::string names[] = {std::string(people.text(0, rows[0])), std::string(people.text(0, rows[1])),
                                 std::string(people.text(0, rows[2]))};
    graph.set_text(people, 0, rows[0], "in passing");
    graph.set_text(people, 0, rows[1], names[0]);
    graph.set_text(people, 0, rows[2], names[1]);
    graph.set_text(people, 0, rows[0], names[2]);
}

TEST(random_worlds, I4_I10_a_flushed_graph_always_comes_back) {
    const char* given = std::getenv("KITH_RANDOM_SEED");
    const auto first = static_cast<unsigned>(given != nullptr ? std::strtoul(given, nullptr, 10) : 1);
    for (unsigned seed = first; seed < first + 6; ++seed) {
        SCOPED_TRACE("KITH_RANDOM_SEED=" + std::to_string(seed));
        std::mt19937 random(seed);
        kith::core::graph graph(society(), {.max_rows = 100'000, .clock = {}});
        changing change(graph, random);
        const world::folder temporary;
        kith::storage::sqlite_options quick;
        quick.durability = kith::storage::sqlite_options::durability_level::off;
        sqlite db(temporary / "world.db", quick);
        std::vector<kith::mark> marks;
        for (unsigned round = 0; round < 60; ++round) {
            if (marks.empty() || random() % 4 == 0) marks.push_back(graph.mark());
            for (auto steps = random() % 40; steps != 0; --steps) change.step();
            if (random() % 3 == 0) rotate_names(graph, random);
            if (random() % 6 == 0) {
                const std::size_t to = random() % marks.size();
                graph.rollback(marks[to]);
                marks.resize(to);
            }
            db.flush(graph);
            kith::core::graph loaded(society(), {.max_rows = 100'000, .clock = {}});
            sqlite(temporary / "world.db", quick).load(loaded);
            ASSERT_EQ(loaded.digest(), graph.digest()) << "in round " << round;
            ASSERT_EQ(loaded.check(), std::vector<std::string>{});
            ASSERT_EQ(db.rows("PRAGMA foreign_key_check"), world::rows{});
            ASSERT_TRUE(db.flush(graph).empty());
        }
    }
}

}  // namespace

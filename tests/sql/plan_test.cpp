#include "sql/catalogs.hpp"

#include <kith/core/adding.hpp>
#include <kith/storage/sql/plan.hpp>

#include <gmock/gmock.h>

namespace {

using namespace catalogs;
using kith::slot;
using kith::core::adding;
using kith::core::checkpoint;
using namespace kith::storage::sql;
using testing::ElementsAre;
using testing::IsEmpty;
using what = step::what;

class planning : public testing::Test {
protected:
    explicit planning()
        : graph(society(), {.max_rows = 10'000, .clock = {}}), all(tables::of(graph.catalog())) {}

    // Owners have things, things know each other; a thing's code is unique.
    static kith::schema::catalog society() {
        auto code = field("code", kind::int32);
        code.unique = true;
        code.index = kith::schema::index_kind::hashed;
        return kith::schema::catalog::of(
            {type("Thing", "things", code, end("owner", "Owner", "things", arity::one),
                  end("next", "Thing", "before", arity::one), end("before", "Thing", "next", arity::one),
                  end("tags", "Tag", "things", arity::many)),
             type("Owner", "owners", field("name", kind::text), end("things", "Thing", "owner", arity::many)),
             type("Tag", "tags", end("things", "Thing", "tags", arity::many))});
    }
    slot add(std::string_view type, std::int32_t code = 0) {
        adding row(graph.at(type));
        row.set_initial();
        if (type == "Thing") row.set(0, &code);
        return row.finish();
    }
    void link(std::string_view type, std::string_view end, slot a, slot b) {
        graph.link(graph.at(type), graph.at(type).find_end(end).value(), a, b);
    }
    void unlink(std::string_view type, std::string_view end, slot a, slot b) {
        graph.unlink(graph.at(type), graph.at(type).find_end(end).value(), a, b);
    }
    void set_code(slot thing, std::int32_t code) { graph.set(graph.at("Thing"), 0, thing, &code); }

    /// "insert owners 1", "update things 1: code owner_id".
    std::vector<std::string> steps(const plan& of) const {
        static constexpr const char* words[] = {"unlink", "update", "park", "remove", "insert", "link"};
        std::vector<std::string> out;
        for (const step& each : of.steps) {
            const bool pair = each.kind == what::link || each.kind == what::unlink;
            const table& in = pair ? all.pairs[each.table] : all.types[each.table];
            std::string line = std::string(words[static_cast<int>(each.kind)]) + " " + in.name + " " +
                               std::to_string(each.id);
            if (pair) line += "-" + std::to_string(each.other);
            for (const std::uint32_t column : of.columns_of(each)) line += " " + in.columns[column].name;
            out.push_back(line);
        }
        return out;
    }
    std::vector<std::string> steps_since(const checkpoint& then) const {
        return steps(plan::of(graph, all, then.difference(), &then));
    }

    kith::core::graph graph;
    tables all;
};

TEST_F(planning, R178_inserts_what_is_referred_to_first_then_in_the_order_of_adding) {
    const slot second = add("Thing", 2);
    const slot first = add("Thing", 1);
    const slot owner = add("Owner");
    link("Thing", "owner", first, owner);
    link("Thing", "before", second, first);
    const slot tag = add("Tag");
    link("Tag", "things", tag, second);
    EXPECT_THAT(steps(plan::of(graph, all, everything(graph), nullptr)),
                ElementsAre("insert owners 1", "insert things 2", "insert things 1", "insert tags 1",
                            "link things_tags 1-1"));
}

TEST_F(planning, R100_deletes_pairs_then_what_refers_then_what_is_referred_to) {
    const slot first = add("Thing", 1);
    const slot second = add("Thing", 2);
    const slot owner = add("Owner");
    link("Thing", "owner", first, owner);
    link("Thing", "before", second, first);
    const slot tag = add("Tag");
    link("Tag", "things", tag, second);
    const checkpoint then(graph);
    graph.clear();
    EXPECT_THAT(steps_since(then), ElementsAre("unlink things_tags 2-1", "remove tags 1", "remove things 2",
                                               "remove things 1", "remove owners 1"));
}

TEST_F(planning, lets_go_of_a_row_before_it_is_deleted) {
    const slot thing = add("Thing", 1);
    const slot owner = add("Owner");
    link("Thing", "owner", thing, owner);
    const checkpoint then(graph);
    graph.erase(graph.at("Owner"), owner);
    set_code(thing, 5);
    EXPECT_THAT(steps_since(then),
                ElementsAre("update things 1 owner_id", "remove owners 1", "update things 1 code"));
}

TEST_F(planning, parks_a_unique_value_only_when_another_row_takes_it) {
    const slot one = add("Thing", 1);
    const slot two = add("Thing", 2);
    const slot three = add("Thing", 3);
    const checkpoint then(graph);
    set_code(one, 9);
    set_code(three, 8);
    EXPECT_THAT(steps_since(then), ElementsAre("update things 1 code", "update things 3 code"));
    set_code(two, 1);
    EXPECT_THAT(steps_since(then), ElementsAre("park things 1 code", "update things 1 code",
                                               "update things 2 code", "update things 3 code"));
}

TEST_F(planning, R61_what_came_and_went_is_not_written) {
    const slot thing = add("Thing", 1);
    const slot tag = add("Tag");
    const checkpoint then(graph);
    link("Thing", "tags", thing, tag);
    unlink("Thing", "tags", thing, tag);
    set_code(thing, 2);
    set_code(thing, 1);
    graph.erase(graph.at("Tag"), add("Tag"));
    EXPECT_THAT(steps_since(then), IsEmpty());
}

TEST_F(planning, links_pairs_in_the_order_of_both_ends) {
    const slot a = add("Thing", 1);
    const slot b = add("Thing", 2);
    const slot x = add("Tag");
    const slot y = add("Tag");
    link("Thing", "tags", b, y);
    link("Thing", "tags", b, x);
    link("Thing", "tags", a, y);
    // y has b before a, and b has y before x.
    EXPECT_THAT(
        steps(plan::of(graph, all, everything(graph), nullptr)),
        testing::IsSupersetOf({"link things_tags 2-2", "link things_tags 2-1", "link things_tags 1-2"}));
    const auto order = plan::of(graph, all, everything(graph), nullptr);
    std::vector<std::pair<kith::key, kith::key>> pairs;
    for (const step& each : order.steps)
        if (each.kind == what::link) pairs.emplace_back(each.id, each.other);
    using pair = std::pair<kith::key, kith::key>;
    EXPECT_THAT(pairs, ElementsAre(pair{2, 2}, pair{1, 2}, pair{2, 1}));
}

TEST_F(planning, a_deep_chain_costs_no_stack) {
    std::vector<slot> things;
    for (int i = 0; i < 5'000; ++i) things.push_back(add("Thing", i));
    for (std::size_t i = 0; i + 1 < things.size(); ++i) link("Thing", "before", things[i], things[i + 1]);
    const auto made = plan::of(graph, all, everything(graph), nullptr);
    ASSERT_EQ(made.steps.size(), things.size());
    EXPECT_EQ(made.steps.front().row, things.back());
    EXPECT_EQ(made.steps.back().row, things.front());
}

}  // namespace

#include "support/names.hpp"

#include <kith/core/checkpoint.hpp>

namespace checkpoint_test {

struct Person;
struct Club {
    std::string name{};
    kith::many<Person, "clubs"> people{};
};
struct Person {
    std::string name{};
    std::optional<std::int32_t> age{};
    kith::one<Person> friend_{};
    kith::many<Club, "people"> clubs{};
};
KITH_MODEL(Club, name, people)
KITH_MODEL(Person, name, age, friend_, clubs)

using what = kith::core::row_change::what;
constexpr const char* long_text = "a text that is longer than fifteen bytes";

class checkpoints : public testing::Test {
protected:
    kith::graph graph{kith::models<Club, Person>};
    kith::ref<Person> ana = graph.add(Person{.name = "Ana"});
    kith::ref<Person> bo = graph.add(Person{.name = long_text, .friend_ = ana});
    kith::ref<Club> club = graph.add(Club{.name = "c", .people = {ana}});
    kith::core::checkpoint point{graph};

    [[nodiscard]] std::vector<kith::core::row_change> people() const { return point.difference().rows[1]; }
};

TEST_F(checkpoints, tell_what_was_added_updated_and_erased) {
    ana.name("Ann");
    const auto cy = graph.add(Person{.name = "Cy"});
    const auto changes = people();
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].kind, what::updated);
    EXPECT_EQ(changes[0].id, ana.id().value);
    EXPECT_EQ(changes[0].columns, (std::vector<std::uint32_t>{0}));
    EXPECT_TRUE(changes[0].ends.empty());
    EXPECT_EQ(changes[1].kind, what::added);
    EXPECT_EQ(changes[1].id, cy.id().value);
    point.reset();
    graph.erase(ana);
    const auto after = people();
    ASSERT_EQ(after.size(), 2U);
    EXPECT_EQ(after[0].kind, what::erased);
    EXPECT_EQ(after[0].id, 1U);
    EXPECT_EQ(after[1].kind, what::updated) << "Bo lost a friend";
    EXPECT_EQ(after[1].ends, (std::vector<std::uint32_t>{0}));
}

TEST_F(checkpoints, R220_net_nothing_is_no_difference) {
    ana.name("Ann");
    ana.name("Ana");
    bo.name("short");
    bo.name(long_text);
    bo.friend_(nullptr);
    bo.friend_(ana);
    ana.clubs().clear();
    club.people().append(ana);
    graph.erase(graph.add(Person{.name = "Cy"}));
    EXPECT_TRUE(point.difference().empty());
}

TEST_F(checkpoints, R61_tell_pairs_that_came_and_went) {
    club.people().assign({bo});
    const auto pairs = point.difference().pairs;
    ASSERT_EQ(pairs.size(), 1U);
    EXPECT_EQ(pairs[0].linked, (std::vector<std::pair<kith::key, kith::key>>{{1, 2}}));
    EXPECT_EQ(pairs[0].unlinked, (std::vector<std::pair<kith::key, kith::key>>{{1, 1}}));
    EXPECT_TRUE(people().empty()) << "pairs are no columns of a row";
}

TEST_F(checkpoints, another_order_of_a_list_is_no_difference) {
    club.people().append(bo);
    point.reset();
    club.people().assign({bo, ana});
    EXPECT_TRUE(point.difference().empty());
}

TEST_F(checkpoints, pairs_of_an_erased_entity_are_gone) {
    graph.erase(ana);
    const auto pairs = point.difference().pairs;
    ASSERT_EQ(pairs.size(), 1U);
    EXPECT_EQ(pairs[0].unlinked.size(), 1U);
}

TEST_F(checkpoints, a_slot_used_again_is_one_row_erased_and_another_added) {
    graph.erase(ana);
    const auto cy = graph.add(Person{.name = "Cy"});
    const auto changes = people();
    ASSERT_EQ(changes.size(), 3U);
    EXPECT_EQ(changes[0].kind, what::erased);
    EXPECT_EQ(changes[0].id, 1U);
    EXPECT_EQ(changes[1].kind, what::updated);
    EXPECT_EQ(changes[2].kind, what::added);
    EXPECT_EQ(changes[2].id, cy.id().value);
    EXPECT_EQ(changes[2].row, changes[0].row);
}

TEST_F(checkpoints, survive_a_rollback_past_them) {
    kith::graph own(kith::models<Club, Person>);
    const auto before = own.mark();
    own.add(Person{.name = "Ana"});
    const kith::core::checkpoint later(own);
    own.rollback(before);
    const auto changes = later.difference().rows[1];
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].kind, what::erased);
    own.add(Person{.name = "Ana"});  // under the same id again
    EXPECT_TRUE(later.difference().empty());
}

TEST_F(checkpoints, know_what_every_cell_held) {
    const auto& in = std::as_const(graph).at(1);
    bo.name("now");
    bo.age(5);
    bo.friend_(bo);
    EXPECT_EQ(point.id_then(in, 2), 2U);
    EXPECT_EQ(point.value_then(in.column(0), 2), long_text);
    EXPECT_EQ(point.value_then(in.column(1), 2), std::nullopt);
    EXPECT_EQ(point.partner_then(in.end(0), 2), 1U);
    EXPECT_EQ(point.partner_then(in.end(0), 1), 0U);
}

TEST(checkpoint, outlives_its_graph_without_one) {
    auto graph = std::make_unique<kith::graph>(kith::models<Club, Person>);
    const kith::core::checkpoint point(*graph);
    EXPECT_TRUE(point.alive());
    graph.reset();
    EXPECT_FALSE(point.alive());
}

}  // namespace checkpoint_test

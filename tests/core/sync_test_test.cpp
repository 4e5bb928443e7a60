#include "support/names.hpp"

#include <kith/kith.hpp>
#include <kith/sync_test.hpp>

#include <gmock/gmock.h>

#include <memory>
#include <stdexcept>

namespace sync_test_test {

using testing::HasSubstr;

struct Item;
struct Unit {
    std::string name{};
    std::int32_t hp = 10;
    kith::many<Item, "holder"> items{};
};
struct Item {
    std::int32_t kind = 0;
    kith::one<Unit, "items"> holder{};
};
KITH_MODEL(Unit, name, hp, items)
KITH_MODEL(Item, kind, holder)

class sync_tests : public testing::Test {
protected:
    kith::graph graph{kith::models<Unit, Item>, {.max_rows = 100'000}};
    kith::ref<Unit> unit = graph.add(Unit{.name = "a"});
    int runs = 0;  // what a step keeps outside the graph

    void expect_sound() { EXPECT_THAT(graph.check(), testing::IsEmpty()); }
    [[nodiscard]] std::string apart(const std::function<void()>& step) {
        return to_string(kith::sync_test(graph, step));
    }
    template <class Step>
    [[nodiscard]] kith::errc refusal(Step&& step) {
        try {
            static_cast<void>(kith::sync_test(graph, step));
        } catch (const kith::error& problem) {
            return problem.code();
        }
        ADD_FAILURE() << "nothing was thrown";
        return {};
    }
};

TEST_F(sync_tests, leave_the_graph_as_after_one_step) {
    const auto step = [&] {
        ++runs;
        unit.hp(unit.hp() + 1);
        auto item = graph.add(Item{.kind = 7, .holder = unit});
        if (item.id().value % 3 == 0) graph.erase(unit.items().front());
    };
    for (int i = 0; i < 10; ++i) EXPECT_EQ(apart(step), "");
    EXPECT_EQ(runs, 20);
    EXPECT_EQ(unit.hp(), 20);
    EXPECT_EQ(graph.count<Item>(), 7U);
    EXPECT_EQ(graph.add(Item{}).id().value, 11U);
    EXPECT_EQ(graph.memory().history, 0U);
    expect_sound();
}

TEST_F(sync_tests, name_the_member_that_came_out_in_another_way) {
    EXPECT_EQ(apart([&] { unit.hp(++runs); }), "Unit 1.hp: 1 in the first run, 2 in the second\n");
    EXPECT_EQ(unit.hp(), 2);
    runs = 0;
    EXPECT_EQ(apart([&] { unit.name(std::string(60, static_cast<char>('a' + ++runs))); }).substr(0, 18),
              "Unit 1.name: \"bbbb");
}

TEST_F(sync_tests, find_lists_in_another_order) {
    graph.add(Item{.holder = unit});
    graph.add(Item{.holder = unit});
    EXPECT_EQ(apart([&] {
                  if (runs++ != 0) unit.items().move(0, 1);
              }),
              "Unit 1.items: [1, 2] in the first run, [2, 1] in the second\n");
}

TEST_F(sync_tests, find_entities_that_one_run_only_has) {
    EXPECT_EQ(apart([&] {
                  if (++runs == 1) graph.add(Item{});
              }),
              "Item 1: present in the first run, missing in the second\n"
              "Item: the next id is 2 in the first run, 1 in the second\n");
}

TEST_F(sync_tests, find_ids_and_orders_that_will_differ) {
    EXPECT_EQ(apart([&] {
                  if (++runs == 1) graph.erase(graph.add(Item{}));
              }),
              "Item: the next id is 2 in the first run, 1 in the second\n");
    runs = 0;
    EXPECT_EQ(apart([&] {
                  const bool first = ++runs == 1;
                  graph.add(kith::id<Item>{first ? 8U : 9U}, Item{});
                  graph.add(kith::id<Item>{first ? 9U : 8U}, Item{});
              }),
              "Item: entities are walked in another order: 8 in the first run where 9 comes in the second\n");
}

TEST_F(sync_tests, run_a_step_once_but_for_every_nth) {
    for (std::uint64_t tick = 0; tick < 10; ++tick)
        EXPECT_TRUE(kith::sync_test(graph, [&] { ++runs; }, {.tick = tick, .every = 5}).empty());
    EXPECT_EQ(runs, 12);
    EXPECT_TRUE(kith::sync_test(graph, [&] { ++runs; }, {.every = 0}).empty());
    EXPECT_EQ(runs, 13);
}

TEST_F(sync_tests, take_back_a_step_that_throws) {
    EXPECT_THROW(static_cast<void>(kith::sync_test(graph,
                                                   [&] {
                                                       unit.hp(99);
                                                       throw std::runtime_error("no");
                                                   })),
                 std::runtime_error);
    EXPECT_EQ(unit.hp(), 10);
    EXPECT_EQ(graph.memory().history, 0U);
}

TEST_F(sync_tests, tell_that_only_the_second_run_threw) {
    const auto step = [&] {
        unit.hp(99);
        if (++runs == 2) throw std::runtime_error("no");
    };
    try {
        static_cast<void>(kith::sync_test(graph, step));
        FAIL() << "nothing was thrown";
    } catch (const kith::usage_error& problem) {
        EXPECT_EQ(problem.code(), kith::errc::step_differs);
        EXPECT_THROW(std::rethrow_if_nested(problem), std::runtime_error);
    }
    EXPECT_EQ(unit.hp(), 10);
}

TEST_F(sync_tests, take_steps_of_several_units_of_work) {
    EXPECT_EQ(apart([&] {
                  kith::transaction one(graph);
                  unit.hp(1);
                  one.commit();
                  kith::transaction two(graph);
                  unit.hp(2);
                  two.rollback();
                  const auto mark = graph.mark();
                  unit.name("b");
                  graph.rollback(mark);
              }),
              "");
    EXPECT_EQ(unit.hp(), 1);
    kith::transaction around(graph);
    EXPECT_EQ(apart([&] { unit.hp(5); }), "");
    around.rollback();
    EXPECT_EQ(unit.hp(), 1);
}

TEST_F(sync_tests, refuse_a_step_that_leaves_a_transaction_open) {
    std::unique_ptr<kith::transaction> left;
    EXPECT_EQ(refusal([&] {
                  left = std::make_unique<kith::transaction>(graph);
                  unit.hp(1);
              }),
              kith::errc::transaction_open);
    EXPECT_EQ(unit.hp(), 1);
    left.reset();
    EXPECT_EQ(unit.hp(), 10);
    EXPECT_FALSE(graph.in_transaction());
}

TEST_F(sync_tests, refuse_a_step_that_goes_back_to_before_it_began) {
    const auto before = graph.mark();
    unit.hp(5);
    EXPECT_EQ(refusal([&] { graph.rollback(before); }), kith::errc::mark_spent);
    EXPECT_EQ(unit.hp(), 10);
    kith::transaction around(graph);
    EXPECT_EQ(refusal([&] { around.commit(); }), kith::errc::mark_spent);
    expect_sound();
}

}  // namespace sync_test_test

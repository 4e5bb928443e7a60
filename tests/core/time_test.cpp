#include "support/names.hpp"

#include <kith/kith.hpp>

#include <gtest/gtest.h>

#include <memory>

namespace core_time_test {

struct Node;
struct Node {
    kith::column<std::string, kith::unique> name{};
    std::int32_t value = 0;
    kith::column<kith::timestamp, kith::updated> changed{};
    kith::one<Node, "kids"> parent{};
    kith::many<Node, "parent"> kids{};
};
KITH_MODEL(Node, name, value, changed, parent, kids)

TEST(marks, of_another_graph_are_refused) {
    kith::graph here(kith::models<Node>);
    kith::graph there(kith::models<Node>);
    auto a = here.add(Node{.name = "a"});
    const auto mark = there.mark();
    [[maybe_unused]] const auto own = here.mark();
    a.value(5);
    EXPECT_THROW(here.rollback(mark), kith::usage_error);
    EXPECT_EQ(a.value(), 5);
}

TEST(transactions, inside_one_that_was_rolled_back_have_nothing_left_to_take_back) {
    kith::graph graph(kith::models<Node>);
    auto a = graph.add(Node{.name = "a"});
    auto outer = std::make_unique<kith::transaction>(graph);
    auto inner = std::make_unique<kith::transaction>(graph);
    a.value(3);
    outer.reset();
    inner.reset();
    EXPECT_EQ(a.value(), 0);
    EXPECT_FALSE(graph.in_transaction());
    EXPECT_TRUE(graph.check().empty());
}

TEST(a_clock, cannot_change_the_graph_in_the_middle_of_a_change) {
    std::function<void()> meddle;
    kith::graph graph(kith::models<Node>, {.clock = [&] {
                          if (meddle) meddle();
                          return kith::timestamp{1};
                      }});
    auto a = graph.add(Node{.name = "a"});
    auto b = graph.add(Node{.name = "b"});
    auto kid = graph.add(Node{.name = "kid", .parent = b});
    const auto digest = graph.digest();
    const std::vector<std::function<void()>> meddling{[&] { b.name("c"); }, [&] { graph.erase(a); },
                                                      [&] { b.kids().clear(); }, [&] { graph.add(Node{}); }};
    for (const auto& each : meddling) {
        meddle = each;
        EXPECT_THROW(a.name("c"), kith::usage_error);
        EXPECT_THROW(a.value(5), kith::usage_error);
        EXPECT_THROW(a.kids().append(kid), kith::usage_error);
        meddle = nullptr;
        EXPECT_EQ(graph.digest(), digest);
        EXPECT_TRUE(graph.check().empty());
    }
    a.value(5);
    EXPECT_EQ(a.value(), 5);
}

TEST(queries, with_a_ref_of_another_graph_are_refused) {
    kith::graph here(kith::models<Node>);
    kith::graph there(kith::models<Node>);
    auto a = here.add(Node{.name = "a"});
    here.add(Node{.name = "kid", .parent = a});
    const auto stranger = there.add(Node{.name = "a"});
    EXPECT_EQ(here.query<Node>().where(kith::field<&Node::parent> == a).count(), 1U);
    EXPECT_THROW(static_cast<void>(here.query<Node>().where(kith::field<&Node::parent> == stranger).count()),
                 kith::usage_error);
    here.clear();  // and no less where there is nothing to look at
    EXPECT_THROW(static_cast<void>(here.query<Node>().where(kith::field<&Node::parent> == stranger).count()),
                 kith::usage_error);
}

TEST(transactions, inside_one_that_was_left_cannot_commit) {
    kith::graph graph(kith::models<Node>);
    auto outer = std::make_unique<kith::transaction>(graph);
    kith::transaction inner(graph);
    outer.reset();
    try {
        inner.commit();
        FAIL() << "committed what was taken back";
    } catch (const kith::usage_error& problem) {
        EXPECT_EQ(problem.code(), kith::errc::transaction_over);
    }
}

}  // namespace core_time_test

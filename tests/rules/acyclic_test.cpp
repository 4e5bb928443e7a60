#include "support/names.hpp"

namespace acyclic_test {

/// A hierarchy, work that waits for other work, and couples that stand in a row.
struct Task {
    std::string name{};
    kith::one<Task, "parts"> whole{};
    kith::many<Task, "whole", kith::acyclic> parts{};
    kith::many<Task, "before", kith::acyclic> after{};
    kith::many<Task, "after"> before{};
    kith::one<Task, "previous", kith::acyclic> next{};
    kith::one<Task, "next"> previous{};
    kith::many<Task, "", kith::secondary<"mentions">> mentions{};
};
KITH_MODEL(Task, name, whole, parts, after, before, next, previous, mentions)

using kith::errc;
using tests::names;
using tests::refused;

class acyclic : public testing::Test {
protected:
    ~acyclic() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Task>};
    kith::ref<Task> a = graph.add(Task{.name = "a"});
    kith::ref<Task> b = graph.add(Task{.name = "b"});
    kith::ref<Task> c = graph.add(Task{.name = "c"});
};

TEST_F(acyclic, X16_nobody_becomes_its_own_parent) {
    EXPECT_EQ(refused(graph, [&] { a.whole(a); }), errc::cycle);
    EXPECT_EQ(refused(graph, [&] { a.parts().append(a); }), errc::cycle);
    EXPECT_EQ(refused(graph, [&] { a.after().append(a); }), errc::cycle);
    EXPECT_EQ(refused(graph, [&] { a.next(a); }), errc::cycle);
}

TEST_F(acyclic, X16_a_link_that_would_close_a_circle_is_refused_from_either_end) {
    a.parts().append(b);
    b.parts().append(c);
    EXPECT_EQ(refused(graph, [&] { c.parts().append(a); }), errc::cycle);
    EXPECT_EQ(refused(graph, [&] { a.whole(c); }), errc::cycle);
    EXPECT_EQ(refused(graph, [&] { c.parts().assign({a, b}); }), errc::cycle);
    c.whole(a);
    EXPECT_EQ(names(a.parts()), "b c");
    c.parts().append(b);
    EXPECT_EQ(b.whole(), c);
}

TEST_F(acyclic, X16_two_ways_to_the_same_place_are_no_circle) {
    a.after().assign({b, c});
    b.after().append(c);
    EXPECT_EQ(refused(graph, [&] { c.after().append(a); }), errc::cycle);
    EXPECT_EQ(refused(graph, [&] { a.before().append(c); }), errc::cycle);
    EXPECT_EQ(names(c.before()), "a b");
}

TEST_F(acyclic, X16_a_row_of_couples_does_not_bite_its_tail) {
    a.next(b);
    b.next(c);
    EXPECT_EQ(refused(graph, [&] { c.next(a); }), errc::cycle);
    EXPECT_EQ(refused(graph, [&] { a.previous(c); }), errc::cycle);
    b.next(nullptr);
    c.next(a);
    EXPECT_EQ(a.previous(), c);
}

TEST_F(acyclic, X16_a_circle_may_not_pass_by_in_a_transaction_either) {
    a.parts().append(b);
    graph.atomically([&] {
        EXPECT_EQ(refused(graph, [&] { b.parts().append(a); }), errc::cycle);
        b.whole(nullptr);
        b.parts().append(a);
    });
    EXPECT_EQ(a.whole(), b);
}

TEST_F(acyclic, X16_without_the_option_circles_are_allowed) {
    a.mentions().append(b);
    b.mentions().append(a);
    a.mentions().append(a);
    EXPECT_EQ(names(a.mentions()), "b a");
}

}  // namespace acyclic_test

#include "support/names.hpp"

namespace one_to_many_test {

struct Child;
struct Parent {
    std::string name{};
    kith::many<Child, "parent"> kids{};
};
struct Child {
    std::string name{};
    kith::one<Parent, "kids"> parent{};
};
KITH_MODEL(Parent, name, kids)
KITH_MODEL(Child, name, parent)

using kith::errc;
using tests::names;
using tests::refused;

class one_to_many : public testing::Test {
protected:
    ~one_to_many() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Parent, Child>};
    kith::ref<Parent> p = graph.add(Parent{.name = "p"});
    kith::ref<Parent> q = graph.add(Parent{.name = "q"});
    kith::ref<Child> a = graph.add(Child{.name = "a"});
    kith::ref<Child> b = graph.add(Child{.name = "b"});
    kith::ref<Child> c = graph.add(Child{.name = "c"});
};

TEST_F(one_to_many, R43_members_are_told_apart_by_identity_never_by_their_values) {
    const auto twin = graph.add(Child{.name = "a"});
    p.kids().assign({a, twin});
    EXPECT_EQ(p.kids().size(), 2U);
    p.kids().remove(twin);
    EXPECT_TRUE(p.kids().contains(a));
    EXPECT_FALSE(p.kids().contains(twin));
    EXPECT_NE(a, twin);
}

TEST_F(one_to_many, R45_K10_children_and_rows_keep_the_order_in_which_they_came) {
    c.parent(p);
    p.kids().append(a);
    b.parent(p);
    EXPECT_EQ(names(p.kids()), "c a b");
    p.kids().remove(a);
    a.parent(p);
    EXPECT_EQ(names(p.kids()), "c b a");
    EXPECT_EQ(names(graph.all<Child>()), "a b c");
}

TEST_F(one_to_many, R47_a_list_is_emptied_by_an_empty_one) {
    p.kids().assign({a, b});
    p.kids(std::vector<kith::ref<Child>>());
    EXPECT_TRUE(p.kids().empty());
    EXPECT_FALSE(a.parent());
}

TEST_F(one_to_many, R114_removing_from_a_former_owner_is_refused) {
    p.kids().append(a);
    q.kids().append(a);
    EXPECT_EQ(refused(graph, [&] { p.kids().remove(a); }), errc::not_a_member);
    EXPECT_EQ(a.parent(), q);
}

TEST_F(one_to_many, X9_a_call_with_one_bad_member_changes_nothing) {
    kith::graph elsewhere(kith::models<Parent, Child>);
    const auto stranger = elsewhere.add(Child{.name = "s"});
    q.kids().append(b);
    EXPECT_EQ(refused(graph, [&] { p.kids().extend(std::vector{a, b, stranger}); }), errc::foreign_ref);
    EXPECT_EQ(refused(graph, [&] { p.kids().assign({a, b, kith::ref<Child>()}); }), errc::null_member);
    EXPECT_EQ(b.parent(), q);
}

TEST_F(one_to_many, X15_a_walk_over_what_changes_is_refused_at_its_next_step) {
    const auto walked = [&](const auto& range, const auto& change) {
        int seen = 0;
        try {
            for (const auto& each : range) {
                ++seen;
                change(each);
            }
            ADD_FAILURE() << "the walk went on";
        } catch (const kith::usage_error& problem) {
            EXPECT_EQ(problem.code(), errc::end_changed);
        }
        EXPECT_EQ(seen, 1);
    };
    p.kids().assign({a, b, c});
    walked(p.kids(), [&](const auto& each) { p.kids().remove(each); });
    walked(p.kids(), [&](const auto& each) { q.kids().append(each); });
    walked(p.kids(), [&](const auto&) { a.parent(p); });
    walked(p.kids(), [&](const auto& each) { graph.erase(each); });
    walked(graph.all<Child>(), [&](const auto&) { graph.add(Child{.name = "d"}); });
    EXPECT_EQ(names(p.kids()), "a");
    for (const auto& each : graph.all<Child>()) each.name("same");  // no list has changed
    EXPECT_EQ(names(graph.all<Child>()), "same same same");
}

TEST_F(one_to_many, X15_members_that_were_collected_first_may_be_changed_while_walking) {
    p.kids().assign({a, b, c});
    int seen = 0;
    for (const auto& each : p.kids().all()) {
        q.kids().append(each);
        ++seen;
    }
    for (const auto& each : q.kids().query()) {
        p.kids().insert(0, each);
        ++seen;
    }
    EXPECT_EQ(seen, 6);
    EXPECT_EQ(names(p.kids()), "c b a");
}

}  // namespace one_to_many_test

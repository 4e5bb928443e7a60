#include "support/names.hpp"

#include <ranges>

namespace ends_test {

struct Parent;
struct Child;
struct Tag;
struct Node;

struct Parent {
    std::string name{};
    kith::many<Child, "parent"> kids{};
    kith::many<Child, "", kith::cascade<"delete">> wards{};
};
struct Child {
    std::string name{};
    std::int32_t age = 0;
    kith::one<Parent, "kids"> parent{};
    kith::many<Tag, "children"> tags{};
};
struct Tag {
    std::string name{};
    kith::many<Child, "tags"> children{};
    kith::many<Tag, "follows"> leads{};
    kith::many<Tag, "leads"> follows{};
};
struct Node {
    std::string name{};
    kith::one<Node, "children"> up{};
    kith::many<Node, "up"> children{};
};
KITH_MODEL(Parent, name, kids, wards)
KITH_MODEL(Child, name, age, parent, tags)
KITH_MODEL(Tag, name, children, leads, follows)
KITH_MODEL(Node, name, up, children)

using kith::errc;
using tests::names;
using tests::refused;

class ends : public testing::Test {
protected:
    ~ends() override { tests::expect_sound(graph); }

    kith::ref<Parent> parent(const char* name) { return graph.add(Parent{.name = name}); }
    kith::ref<Child> child(const char* name) { return graph.add(Child{.name = name}); }
    kith::ref<Tag> tag(const char* name) { return graph.add(Tag{.name = name}); }

    kith::graph graph{kith::models<Parent, Child, Tag, Node>};
    kith::ref<Parent> p = parent("p");
    kith::ref<Parent> q = parent("q");
    kith::ref<Child> a = child("a");
    kith::ref<Child> b = child("b");
    kith::ref<Child> c = child("c");
};

// --- one-to-many -------------------------------------------------------------------------------------

TEST_F(ends, R29_adding_a_child_to_a_list_sets_its_reference) {
    p.kids().append(a);
    EXPECT_EQ(a.parent(), p);
}

TEST_F(ends, R30_setting_the_reference_appends_the_child_at_the_end) {
    a.parent(p);
    b.parent(p);
    EXPECT_EQ(names(p.kids()), "a b");
}

TEST_F(ends, R31_setting_the_same_reference_again_changes_nothing) {
    p.kids().assign({a, b});
    const auto digest = graph.digest();
    a.parent(p);
    EXPECT_EQ(names(p.kids()), "a b");
    EXPECT_EQ(graph.digest(), digest);
}

TEST_F(ends, K3_X3_adding_a_child_again_keeps_its_place) {
    p.kids().assign({a, b});
    p.kids().append(a);
    EXPECT_EQ(names(p.kids()), "a b");
}

TEST_F(ends, R32_R33_clearing_the_reference_removes_the_child_from_the_list) {
    p.kids().assign({a, b});
    a.parent(nullptr);
    EXPECT_EQ(names(p.kids()), "b");
    a.parent(nullptr);  // harmless
    EXPECT_FALSE(a.parent());
}

TEST_F(ends, R34_moving_by_the_list_of_another_parent_leaves_the_old_one) {
    p.kids().assign({a, b});
    q.kids().append(a);
    EXPECT_EQ(names(p.kids()), "b");
    EXPECT_EQ(a.parent(), q);
}

TEST_F(ends, K1_R35_moving_by_the_reference_has_the_same_effect) {
    p.kids().assign({a, b});
    q.kids().append(c);
    a.parent(q);
    EXPECT_EQ(names(p.kids()), "b");
    EXPECT_EQ(names(q.kids()), "c a");
}

TEST_F(ends, R36_assigning_a_list_steals_the_listed_and_releases_the_others) {
    p.kids().assign({a, b});
    q.kids().assign({b, c});
    EXPECT_EQ(names(p.kids()), "a");
    q.kids().assign({c, a});
    EXPECT_EQ(names(q.kids()), "c a");
    EXPECT_EQ(p.kids().size(), 0U);
    EXPECT_FALSE(b.parent());
}

TEST_F(ends, R37_assigning_from_a_list_that_shrinks_meanwhile_takes_all) {
    p.kids().assign({a, b, c});
    q.kids().assign(p.kids());
    EXPECT_EQ(names(q.kids()), "a b c");
    EXPECT_TRUE(p.kids().empty());
    p.kids().extend(q.kids());
    EXPECT_EQ(names(p.kids()), "a b c");
}

TEST_F(ends, R38_every_way_of_removing_releases_the_child) {
    p.kids().assign({a, b, c});
    p.kids().remove(b);
    EXPECT_FALSE(b.parent());
    p.kids().erase(0);
    EXPECT_FALSE(a.parent());
    p.kids().pop();
    EXPECT_FALSE(c.parent());
    p.kids().assign({a, b});
    p.kids().clear();
    EXPECT_FALSE(a.parent() || b.parent());
}

TEST_F(ends, R39_removing_who_is_no_member_is_an_error_without_effects) {
    p.kids().append(a);
    EXPECT_EQ(refused(graph, [&] { q.kids().remove(a); }), errc::not_a_member);
    EXPECT_EQ(a.parent(), p);
}

TEST_F(ends, R40_exchanging_two_places_leaves_both_owned) {
    p.kids().assign({a, b, c});
    p.kids().assign({c, b, a});
    EXPECT_EQ(names(p.kids()), "c b a");
    EXPECT_TRUE(a.parent() == p && c.parent() == p);
}

TEST_F(ends, R41_replacing_a_place_releases_the_old_and_takes_the_new) {
    p.kids().assign({a, b});
    q.kids().append(c);
    p.kids().replace(0, c);
    EXPECT_EQ(names(p.kids()), "c b");
    EXPECT_FALSE(a.parent());
    EXPECT_TRUE(q.kids().empty());
    EXPECT_EQ(refused(graph, [&] { p.kids().replace(2, a); }), errc::out_of_range);
}

TEST_F(ends, replacing_by_a_member_moves_it_there) {
    p.kids().assign({a, b, c});
    p.kids().replace(0, c);
    EXPECT_EQ(names(p.kids()), "c b");
    p.kids().replace(1, b);
    EXPECT_EQ(names(p.kids()), "c b");
}

TEST_F(ends, R44_an_owner_without_a_counterpart_still_owns_exclusively) {
    p.wards().append(a);
    q.wards().append(a);
    EXPECT_TRUE(p.wards().empty());
    EXPECT_EQ(kith::backref<&Parent::wards>(a), q);
    graph.erase(q);
    EXPECT_EQ(graph.count<Child>(), 2U);
}

TEST_F(ends, R46_a_list_that_is_only_read_stays_untouched) {
    const auto digest = graph.digest();
    EXPECT_TRUE(p.kids().empty());
    EXPECT_EQ(p.kids().begin(), p.kids().end());
    EXPECT_EQ(graph.digest(), digest);
}

TEST_F(ends, R151_insert_puts_a_member_anywhere_and_clamps) {
    p.kids().insert(5, a);
    p.kids().insert(0, b);
    p.kids().insert(1, c);
    EXPECT_EQ(names(p.kids()), "b c a");
    p.kids().insert(2, b);  // a member keeps its place
    EXPECT_EQ(names(p.kids()), "b c a");
}

TEST_F(ends, R152_another_order_is_no_change_of_membership) {
    p.kids().assign({a, b, c});
    auto mark = graph.mark();
    p.kids().assign({b, c, a});
    EXPECT_EQ(names(p.kids()), "b c a");
    EXPECT_EQ(a.parent(), p);
    graph.rollback(mark);
    EXPECT_EQ(names(p.kids()), "a b c");
}

TEST_F(ends, R156_assigning_a_list_to_itself_changes_nothing) {
    p.kids().assign({a, b});
    const auto digest = graph.digest();
    p.kids().assign(p.kids());
    p.kids().extend(p.kids());
    EXPECT_EQ(graph.digest(), digest);
}

TEST_F(ends, K11_a_repeated_entity_in_an_assigned_list_counts_once) {
    p.kids().assign({a, b, a, b});
    EXPECT_EQ(names(p.kids()), "a b");
}

TEST_F(ends, R165_an_empty_ref_is_refused_at_once) {
    EXPECT_EQ(refused(graph, [&] { p.kids().append(kith::ref<Child>()); }), errc::null_member);
    EXPECT_EQ(refused(graph, [&] { p.kids().assign({a, kith::ref<Child>()}); }), errc::null_member);
}

TEST_F(ends, R244_taking_from_an_empty_list_is_an_error) {
    EXPECT_EQ(refused(graph, [&] { p.kids().pop(); }), errc::out_of_range);
    EXPECT_EQ(refused(graph, [&] { p.kids().erase(0); }), errc::out_of_range);
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(p.kids()[0]); }), errc::out_of_range);
}

TEST_F(ends, removals_keep_the_order_and_leave_no_trace) {
    for (int i = 0; i < 200; ++i) p.kids().append(graph.add(Child{.name = std::to_string(i), .age = i}));
    for (const auto& each : p.kids().all())
        if (each.age() % 7 != 3) p.kids().remove(each);
    int expected = 3;
    for (const auto& each : p.kids()) {
        EXPECT_EQ(each.age(), expected);
        expected += 7;
    }
    EXPECT_EQ(p.kids()[4].age(), 31);
    EXPECT_EQ(p.kids().front().age(), 3);
    EXPECT_EQ(p.kids().back().age(), 199);
}

TEST_F(ends, an_end_of_an_empty_ref_is_empty_and_cannot_be_changed) {
    const kith::ref<Parent> nobody;
    EXPECT_TRUE(nobody.kids().empty());
    EXPECT_EQ(nobody.kids().size(), 0U);
    EXPECT_EQ(nobody.kids().begin(), nobody.kids().end());
    EXPECT_FALSE(nobody.kids().front());
    EXPECT_FALSE(nobody.kids().back());
    EXPECT_EQ(refused(graph, [&] { nobody.kids().append(a); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.kids().clear(); }), errc::null_ref);
}

TEST_F(ends, an_end_of_an_empty_ref_has_no_members_to_find_or_extend) {
    const kith::ref<Parent> nobody;
    EXPECT_FALSE(nobody.kids().contains(a));
    EXPECT_EQ(refused(graph, [&] { nobody.kids().extend(p.kids()); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.kids().assign({a}); }), errc::null_ref);
}

TEST_F(ends, R232_a_ref_of_another_graph_is_refused) {
    kith::graph elsewhere(kith::models<Parent, Child, Tag, Node>);
    const auto stranger = elsewhere.add(Child{.name = "x"});
    EXPECT_EQ(refused(graph, [&] { p.kids().append(stranger); }), errc::foreign_ref);
    EXPECT_EQ(refused(graph, [&] { p.kids().assign({a, stranger}); }), errc::foreign_ref);
    EXPECT_FALSE(p.kids().contains(stranger));
}

// --- many-to-many ------------------------------------------------------------------------------------

TEST_F(ends, R58_both_ends_of_a_many_to_many_follow_each_other) {
    const auto x = tag("x");
    const auto y = tag("y");
    a.tags().append(x);
    EXPECT_EQ(names(x.children()), "a");
    x.children().append(b);
    EXPECT_EQ(names(b.tags()), "x");
    x.children().remove(a);
    EXPECT_TRUE(a.tags().empty());
    b.tags().assign({y, x});
    EXPECT_EQ(names(b.tags()), "y x");
    EXPECT_EQ(names(y.children()), "b");
}

TEST_F(ends, R62_X4_linking_a_pair_twice_keeps_it_once_on_both_ends) {
    const auto x = tag("x");
    a.tags().append(x);
    x.children().append(a);
    a.tags().append(x);
    EXPECT_EQ(names(a.tags()), "x");
    EXPECT_EQ(names(x.children()), "a");
}

TEST_F(ends, R61_linking_and_unlinking_from_either_end_is_a_net_nothing) {
    const auto x = tag("x");
    const auto digest = graph.digest();
    a.tags().append(x);
    x.children().remove(a);
    EXPECT_EQ(graph.digest(), digest);
    a.tags().append(x);
    a.tags().remove(x);
    x.children().append(a);
    EXPECT_EQ(names(a.tags()), "x");
}

TEST_F(ends, R63_clearing_one_side_leaves_all_partners_and_later_removals_are_errors) {
    const auto x = tag("x");
    const auto y = tag("y");
    a.tags().assign({x, y});
    b.tags().assign({y, x});
    a.tags().clear();
    EXPECT_EQ(names(x.children()), "b");
    EXPECT_EQ(names(y.children()), "b");
    EXPECT_EQ(refused(graph, [&] { x.children().remove(a); }), errc::not_a_member);
}

TEST_F(ends, R67_a_self_referential_pair_has_a_direction) {
    const auto x = tag("x");
    const auto y = tag("y");
    x.leads().append(y);
    EXPECT_EQ(names(y.follows()), "x");
    EXPECT_TRUE(y.leads().empty());
    y.leads().append(x);  // another pair
    EXPECT_EQ(names(x.follows()), "y");
    x.leads().remove(y);
    EXPECT_EQ(names(y.leads()), "x");
}

TEST_F(ends, R67_a_self_link_stands_once_in_both_lists_and_is_removed_by_either) {
    const auto x = tag("x");
    x.leads().append(x);
    EXPECT_EQ(names(x.leads()), "x");
    EXPECT_EQ(names(x.follows()), "x");
    x.follows().remove(x);
    EXPECT_TRUE(x.leads().empty());
    x.follows().append(x);
    graph.erase(x);
    EXPECT_EQ(graph.count<Tag>(), 0U);
}

TEST_F(ends, R69_two_relationships_of_the_same_types_are_independent) {
    const auto x = tag("x");
    p.kids().append(a);
    p.wards().append(b);
    a.tags().append(x);
    EXPECT_EQ(names(p.kids()), "a");
    EXPECT_EQ(names(p.wards()), "b");
}

TEST_F(ends, R70_X6_erasing_an_entity_removes_its_pairs_and_keeps_the_partners) {
    const auto x = tag("x");
    x.children().assign({a, b});
    graph.erase(a);
    EXPECT_EQ(names(x.children()), "b");
    EXPECT_EQ(graph.count<Tag>(), 1U);
}

// --- trees -------------------------------------------------------------------------------------------

TEST_F(ends, R75_moving_a_subtree_moves_its_root_only) {
    const auto root = graph.add(Node{.name = "root"});
    const auto left = graph.add(Node{.name = "left", .up = root});
    const auto right = graph.add(Node{.name = "right", .up = root});
    const auto leaf = graph.add(Node{.name = "leaf", .up = left});
    left.up(right);
    EXPECT_EQ(names(root.children()), "right");
    EXPECT_EQ(names(right.children()), "left");
    EXPECT_EQ(leaf.up(), left);
}

TEST_F(ends, R77_erasing_an_inner_node_makes_roots_of_its_children) {
    const auto root = graph.add(Node{.name = "root"});
    const auto inner = graph.add(Node{.name = "inner", .up = root});
    const auto leaf = graph.add(Node{.name = "leaf", .up = inner});
    graph.erase(inner);
    EXPECT_FALSE(leaf.up());
    EXPECT_TRUE(root.children().empty());
}

TEST_F(ends, a_node_may_be_its_own_parent) {
    const auto loop = graph.add(Node{.name = "loop"});
    loop.up(loop);
    EXPECT_EQ(names(loop.children()), "loop");
    graph.erase(loop);
    EXPECT_EQ(graph.count<Node>(), 0U);
}

// --- ranges ------------------------------------------------------------------------------------------

TEST_F(ends, ends_and_rows_work_with_the_ranges_library) {
    static_assert(std::ranges::forward_range<kith::end_view<Child>>);
    static_assert(std::ranges::sized_range<kith::end_view<Child>>);
    static_assert(std::ranges::view<kith::end_view<Child>>);
    static_assert(std::ranges::borrowed_range<kith::end_view<Child>>);
    static_assert(std::ranges::forward_range<kith::rows_view<Child>>);
    a.age(1);
    b.age(2);
    c.age(3);
    p.kids().assign({a, b, c});
    const auto odd = [](const kith::ref<Child>& each) { return each.age() % 2 == 1; };
    const auto age = [](const kith::ref<Child>& each) { return each.age(); };
    int sum = 0;
    for (const int each : p.kids() | std::views::filter(odd) | std::views::transform(age)) sum += each;
    EXPECT_EQ(sum, 4);
    EXPECT_EQ(names(p.kids() | std::views::take(2)), "a b");
    EXPECT_EQ(names(graph.all<Child>() | std::views::drop(1) | std::views::filter(odd)), "c");
    EXPECT_EQ(std::ranges::count_if(graph.all<Child>(), odd), 2);
    EXPECT_NE(std::ranges::find(p.kids(), b), p.kids().end());
    EXPECT_EQ(std::ranges::distance(graph.all<Parent>()), 2);
}

TEST_F(ends, R200_R202_a_list_answers_queries_about_its_members) {
    a.age(4);
    b.age(9);
    c.age(7);
    p.kids().assign({c, a, b});
    EXPECT_EQ(names(p.kids().where(kith::field<&Child::age> > 5).all()), "c b");
    EXPECT_EQ(names(p.kids().query().order_by(kith::field<&Child::age>).all()), "a c b");
    EXPECT_EQ(p.kids().where(kith::field<&Child::name> == "b").one(), b);
    EXPECT_EQ(p.kids().count(), 3U);
    EXPECT_EQ(p.kids().first(), c);
    EXPECT_EQ(p.kids().where(kith::field<&Child::age> > 5).erase(), 2U);
    EXPECT_EQ(names(p.kids()), "a");
}

}  // namespace ends_test

#include "support/names.hpp"

#include <algorithm>
#include <ranges>

namespace set_end_test {

struct Post;
struct Comment;

struct Tag {
    std::string name{};
    kith::many<Post, "tags", kith::as_set> posts{};
};
struct Post {
    std::string name{};
    kith::many<Tag, "posts", kith::as_set> tags{};
    kith::many<Comment, "post", kith::as_set, kith::cascade<"all, delete-orphan">> comments{};
};
struct Comment {
    std::string name{};
    kith::one<Post, "comments"> post{};
};
KITH_MODEL(Tag, name, posts)
KITH_MODEL(Post, name, tags, comments)
KITH_MODEL(Comment, name, post)

using kith::errc;
using tests::refused;

/// The names of a set, sorted: its order is not promised.
std::string names(auto&& refs) {
    std::vector<std::string> all;
    for (const auto& each : refs) all.emplace_back(each.name());
    std::ranges::sort(all);
    std::string out;
    for (const auto& each : all) out += out.empty() ? each : " " + each;
    return out;
}

class set_ends : public testing::Test {
protected:
    ~set_ends() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Tag, Post, Comment>};
    kith::ref<Post> p = graph.add(Post{.name = "p"});
    kith::ref<Post> q = graph.add(Post{.name = "q"});
    kith::ref<Tag> a = graph.add(Tag{.name = "a"});
    kith::ref<Tag> b = graph.add(Tag{.name = "b"});
    kith::ref<Tag> c = graph.add(Tag{.name = "c"});
    kith::ref<Tag> d = graph.add(Tag{.name = "d"});
};

TEST_F(set_ends, R150_are_what_kith_as_set_makes) {
    static_assert(std::is_same_v<decltype(p.tags()), kith::set_end<Tag>>);
    static_assert(std::ranges::view<kith::set_end<Tag>> && std::ranges::borrowed_range<kith::set_end<Tag>>);
}

TEST_F(set_ends, R157_adding_a_member_that_is_there_changes_nothing) {
    p.tags().add(a);
    const auto digest = graph.digest();
    p.tags().add(a);
    p.tags().append(a);
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(names(a.posts()), "p");
}

TEST_F(set_ends, R157_removing_who_is_no_member_is_an_error_and_discarding_is_not) {
    p.tags({a, b});
    EXPECT_EQ(refused(graph, [&] { p.tags().remove(c); }), errc::not_a_member);
    EXPECT_FALSE(p.tags().discard(c));
    EXPECT_TRUE(p.tags().discard(b));
    p.tags().remove(a);
    EXPECT_TRUE(p.tags().empty());
    EXPECT_TRUE(a.posts().empty());
}

TEST_F(set_ends, R157_are_changed_by_set_algebra) {
    p.tags().update({a, b, a});
    EXPECT_EQ(names(p.tags()), "a b");
    p.tags().update(std::vector{b, c});
    EXPECT_EQ(names(p.tags()), "a b c");
    p.tags().intersection_update({b, c, d});
    EXPECT_EQ(names(p.tags()), "b c");
    p.tags().difference_update({c, d});
    EXPECT_EQ(names(p.tags()), "b");
    p.tags().symmetric_difference_update({b, c, d, d});
    EXPECT_EQ(names(p.tags()), "c d");
    EXPECT_EQ(names(c.posts()), "p");
    EXPECT_TRUE(b.posts().empty());
}

TEST_F(set_ends, R156_R157_take_part_in_set_algebra_with_themselves) {
    p.tags({a, b, c});
    const auto digest = graph.digest();
    p.tags().update(p.tags());
    p.tags().intersection_update(p.tags());
    EXPECT_EQ(graph.digest(), digest);
    p.tags().difference_update(p.tags() | std::views::take(1));
    EXPECT_EQ(p.tags().size(), 2U);
    p.tags().symmetric_difference_update(p.tags());
    EXPECT_TRUE(p.tags().empty());
}

TEST_F(set_ends, X9_set_algebra_with_a_refused_member_changes_nothing) {
    p.tags({a, b});
    const kith::ref<Tag> nobody;
    EXPECT_EQ(refused(graph, [&] { p.tags().update({c, nobody}); }), errc::null_member);
    EXPECT_EQ(refused(graph, [&] { p.tags().difference_update({a, nobody}); }), errc::null_member);
    EXPECT_EQ(refused(graph, [&] { p.tags().intersection_update({a, nobody}); }), errc::null_member);
    EXPECT_EQ(refused(graph, [&] { p.tags().symmetric_difference_update({a, nobody}); }), errc::null_member);
}

TEST_F(set_ends, R102_set_algebra_erases_the_orphans_that_it_makes) {
    std::vector<kith::ref<Comment>> all;
    for (const char* name : {"u", "v", "w", "x"}) all.push_back(graph.add(Comment{.name = name, .post = p}));
    p.comments().intersection_update({all[0], all[1], all[2]});
    EXPECT_EQ(graph.count<Comment>(), 3U);
    p.comments().difference_update({all[1]});
    EXPECT_EQ(graph.count<Comment>(), 2U);
    q.comments().symmetric_difference_update({all[0]});
    EXPECT_EQ(names(q.comments()), "u");
    EXPECT_EQ(names(p.comments()), "w");
    EXPECT_FALSE(p.comments().pop());
    EXPECT_EQ(graph.count<Comment>(), 1U);
}

TEST_F(set_ends, R244_pop_releases_some_member_and_wants_one) {
    p.tags({a, b});
    const auto popped = p.tags().pop();
    EXPECT_TRUE(popped == a || popped == b);
    EXPECT_FALSE(p.tags().contains(popped));
    EXPECT_EQ(p.tags().size(), 1U);
    p.tags().pop();
    EXPECT_EQ(refused(graph, [&] { p.tags().pop(); }), errc::out_of_range);
}

TEST_F(set_ends, K11_assigning_releases_and_takes_the_difference) {
    p.tags({a, b});
    p.tags({b, c});
    EXPECT_EQ(names(p.tags()), "b c");
    p.tags({});
    EXPECT_TRUE(p.tags().empty());
}

TEST_F(set_ends, of_an_empty_ref_are_empty_and_cannot_be_changed) {
    const kith::ref<Post> nobody;
    EXPECT_TRUE(nobody.tags().empty());
    EXPECT_FALSE(nobody.tags().front());
    EXPECT_EQ(refused(graph, [&] { nobody.tags().add(a); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.tags().update({a}); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.tags().intersection_update({}); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.tags().pop(); }), errc::null_ref);
}

}  // namespace set_end_test

#include "support/names.hpp"

#include <ranges>
#include <set>
#include <stdexcept>

namespace set_proxy_test {

struct Article;

struct Keyword {
    kith::column<std::string, kith::unique> word{};
    std::int32_t weight = 0;
    kith::one<Article, "keywords"> article{};
};
struct Reader {
    std::string name{};
};
struct Visit {
    std::int32_t times = 0;
    kith::one<Reader> reader{};
    kith::one<Article, "visits"> article{};
};
[[nodiscard]] inline Keyword keyword_of(std::string_view word) {
    if (word == "bad") throw std::invalid_argument("no such word");
    return {.word = std::string(word), .weight = static_cast<std::int32_t>(word.size())};
}
struct Article {
    std::string name{};
    kith::many<Keyword, "article", kith::as_set, kith::cascade<"all, delete-orphan">> keywords{};
    kith::proxy<"keywords", "word", kith::creator<keyword_of>> words{};
    kith::many<Visit, "article", kith::as_set> visits{};
    kith::proxy<"visits", "reader"> readers{};
};
KITH_MODEL(Keyword, word, weight, article)
KITH_MODEL(Reader, name)
KITH_MODEL(Visit, times, reader, article)
KITH_MODEL(Article, name, keywords, words, visits, readers)

using kith::errc;
using tests::refused;
using words = std::set<std::string>;

class set_proxies : public testing::Test {
protected:
    ~set_proxies() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Keyword, Reader, Visit, Article>};
    kith::ref<Article> p = graph.add(Article{.name = "p"});
    kith::ref<Article> q = graph.add(Article{.name = "q"});
    kith::ref<Reader> ana = graph.add(Reader{.name = "Ana"});
    kith::ref<Reader> bo = graph.add(Reader{.name = "Bo"});
};

TEST_F(set_proxies, K12_R124_are_sets_where_their_relationship_is_one) {
    static_assert(std::is_same_v<decltype(p.words()), kith::set_proxy<Article, 2>>);
    static_assert(std::ranges::view<decltype(p.words())> && std::ranges::borrowed_range<decltype(p.words())>);
}

TEST_F(set_proxies, R141_adding_a_value_that_is_there_makes_no_object) {
    const auto made = p.words().add("red");
    EXPECT_EQ(made.weight(), 3);
    EXPECT_EQ(made.article(), p);
    EXPECT_EQ(p.words().add("red"), made);
    EXPECT_EQ(p.words().add(std::string("red"), {.weight = 99}), made);
    EXPECT_EQ(made.weight(), 3);
    EXPECT_EQ(graph.count<Keyword>(), 1U);
    const auto given = p.words().add("blue", {.weight = 99});
    EXPECT_EQ(given.weight(), 99);
    EXPECT_EQ(given.word(), "blue");
    EXPECT_TRUE(p.words() == (words{"blue", "red"}));
}

TEST_F(set_proxies, R141_of_entities_add_each_once) {
    p.readers().add(ana, {.times = 2});
    p.readers().add(ana);
    p.readers().add(bo);
    EXPECT_EQ(graph.count<Visit>(), 2U);
    EXPECT_EQ(p.visits().front().times(), 2);
    EXPECT_TRUE(p.readers() == (std::vector{bo, ana}));
    p.readers().remove(ana);
    EXPECT_TRUE(p.readers() == (std::vector{bo}));
    EXPECT_EQ(graph.count<Visit>(), 2U);  // no cascade here
}

TEST_F(set_proxies, R141_remove_wants_the_value_and_discard_does_not) {
    p.words({"red", "blue"});
    p.words().remove("red");
    EXPECT_EQ(graph.count<Keyword>(), 1U);
    EXPECT_EQ(refused(graph, [&] { p.words().remove("red"); }), errc::not_a_member);
    EXPECT_FALSE(p.words().discard("red"));
    EXPECT_TRUE(p.words().discard("blue"));
    EXPECT_TRUE(p.words().empty());
}

TEST_F(set_proxies, R141_are_changed_by_set_algebra_that_keeps_objects) {
    p.words().update({"a", "b", "b"});
    const auto b = p.words().add("b");
    p.words().update(words{"b", "c"});
    EXPECT_TRUE(p.words() == (words{"a", "b", "c"}));
    p.words().intersection_update({"b", "c", "d"});
    EXPECT_TRUE(p.words() == (words{"b", "c"}));
    p.words().difference_update({"c", "d"});
    EXPECT_TRUE(p.words() == (words{"b"}));
    EXPECT_EQ(p.keywords().front(), b);
    p.words().symmetric_difference_update({"b", "x", "y"});
    EXPECT_TRUE(p.words() == (words{"x", "y"}));
    EXPECT_EQ(graph.count<Keyword>(), 2U);
    p.words().clear();
    EXPECT_EQ(graph.count<Keyword>(), 0U);
}

TEST_F(set_proxies, R141_take_part_in_set_algebra_with_themselves) {
    p.words({"a word longer than fifteen bytes", "b"});
    const auto digest = graph.digest();
    p.words().update(p.words());
    p.words().intersection_update(p.words());
    p.words(p.words());
    EXPECT_EQ(graph.digest(), digest);
    p.words().symmetric_difference_update(p.words());
    EXPECT_TRUE(p.words().empty());
}

TEST_F(set_proxies, R141_compare_with_plain_sets_without_order) {
    p.words({"a", "b"});
    EXPECT_TRUE(p.words() == (std::vector<std::string>{"b", "a", "a"}));
    EXPECT_TRUE((words{"a", "b"}) == p.words());
    EXPECT_TRUE(p.words() != (words{"a"}));
    EXPECT_TRUE(p.words() != (words{"a", "b", "c"}));
    EXPECT_TRUE(p.words() != q.words());
    EXPECT_TRUE(p.words() == p.words());
}

TEST_F(set_proxies, R142_whole_assignment_keeps_the_objects_of_retained_values) {
    p.words({"a", "b"});
    const auto b = p.words().add("b");
    b.weight(50);
    p.words({"b", "c", "b"});
    EXPECT_TRUE(p.words() == (words{"b", "c"}));
    EXPECT_EQ(p.words().add("b"), b);
    EXPECT_EQ(b.weight(), 50);
    EXPECT_EQ(graph.count<Keyword>(), 2U);
}

TEST_F(set_proxies, R244_pop_releases_some_object_and_returns_its_value) {
    p.words({"a", "b"});
    const std::string popped = p.words().pop();
    EXPECT_FALSE(p.words().contains(popped));
    EXPECT_EQ(graph.count<Keyword>(), 1U);
    static_cast<void>(p.words().pop());
    EXPECT_EQ(refused(graph, [&] { p.words().pop(); }), errc::out_of_range);
}

TEST_F(set_proxies, X9_what_fails_in_the_middle_leaves_everything_as_it_was) {
    p.words({"a", "b"});
    const auto fails = [&](auto&& call) {
        const auto digest = graph.digest();
        EXPECT_THROW(call(), std::invalid_argument);
        EXPECT_EQ(graph.digest(), digest);
        tests::expect_sound(graph);
    };
    fails([&] { p.words().add("bad"); });
    fails([&] { p.words().update({"c", "bad"}); });
    fails([&] { p.words().symmetric_difference_update({"a", "c", "bad"}); });
    fails([&] { p.words({"b", "c", "bad"}); });
    // "a" is taken by p: words are unique among all articles.
    EXPECT_EQ(refused(graph, [&] { q.words().update({"c", "a"}); }), errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { q.words({"c", "a"}); }), errc::unique_taken);
}

TEST_F(set_proxies, of_an_empty_ref_are_empty_and_cannot_be_changed) {
    const kith::ref<Article> nobody;
    EXPECT_TRUE(nobody.words().empty());
    EXPECT_FALSE(nobody.words().contains("a"));
    EXPECT_EQ(refused(graph, [&] { nobody.words().add("a"); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.words().update({"a"}); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.words().intersection_update({"a"}); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.words({"a"}); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.words().pop(); }), errc::null_ref);
}

}  // namespace set_proxy_test

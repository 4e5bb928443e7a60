#include "support/names.hpp"

#include <stdexcept>

namespace proxy_creator_test {

struct Page;
struct Label;

struct Tag {
    kith::column<std::string, kith::unique> name{};
    std::int32_t uses = 0;
};
KITH_MODEL(Tag, name, uses)
struct Link {
    std::string note{};
    kith::column<kith::timestamp, kith::updated> changed_at{};
    kith::column<std::string, kith::required> kind{};
    kith::one<Tag> tag{};
    kith::one<Page, "links"> page{};
    kith::proxy<"tag", "name"> tag_name{};

    static Link made_here(const kith::ref<Tag>& tag) { return {.note = "static", .kind = "k", .tag = tag}; }
};

// Lookup-or-create (R134): what SQLAlchemy's manual advises for tags.
[[nodiscard]] Link find_or_make(kith::graph& graph, std::string_view name);
[[nodiscard]] kith::ref<Link> add_it_all(kith::graph& graph, const kith::ref<Tag>& tag);

struct Page {
    std::string name{};
    kith::many<Link, "page", kith::cascade<"all, delete-orphan">> links{};
    kith::proxy<"links", "tag", kith::creator<[](const kith::ref<Tag>& tag) {
                    return Link{.note = "lambda", .kind = "k", .tag = tag};
                }>>
        by_lambda{};
    kith::proxy<"links", "tag", kith::creator<Link::made_here>> by_static{};
    kith::proxy<"links", "tag", kith::creator<find_or_make>> by_name{};
    kith::proxy<"links", "tag", kith::creator<add_it_all>> by_hand{};
    kith::proxy<"links", "tag"> without{};
    kith::proxy<"links", "tag_name", kith::creator<find_or_make>> names{};
};
KITH_MODEL(Link, note, changed_at, kind, tag, page, tag_name)
KITH_MODEL(Page, name, links, by_lambda, by_static, by_name, by_hand, without, names)

Link find_or_make(kith::graph& graph, std::string_view name) {
    auto tag = graph.query<Tag>().where(kith::field<&Tag::name> == std::string(name)).first();
    if (!tag) tag = graph.add(Tag{.name = std::string(name)});
    tag.uses(tag.uses() + 1);
    if (name == "bad") throw std::invalid_argument("no such tag");
    return {.note = "found", .kind = "k", .tag = tag};
}

// Sets both ends by itself, and adds the object by itself.
kith::ref<Link> add_it_all(kith::graph& graph, const kith::ref<Tag>& tag) {
    const auto page = graph.all<Page>().front();
    return graph.add(Link{.note = "by hand", .kind = "k", .tag = tag, .page = page});
}

using kith::errc;
using tests::names;
using tests::refused;
using tests::values;

class proxy_creators : public testing::Test {
protected:
    ~proxy_creators() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Tag, Link, Page>};
    kith::ref<Page> p = graph.add(Page{.name = "p"});
    kith::ref<Page> q = graph.add(Page{.name = "q"});
    kith::ref<Tag> red = graph.add(Tag{.name = "red"});
    kith::ref<Tag> blue = graph.add(Tag{.name = "blue"});
};

TEST_F(proxy_creators, R127_may_be_lambdas_and_static_member_functions) {
    EXPECT_EQ(p.by_lambda().append(red).note(), "lambda");
    EXPECT_EQ(p.by_static().append(blue).note(), "static");
    EXPECT_EQ(names(p.by_lambda()), "red blue");
}

TEST_F(proxy_creators, R128_run_before_the_object_is_added_so_that_adding_is_no_change_of_it) {
    EXPECT_EQ(p.by_lambda().append(red).changed_at(), std::nullopt);
}

TEST_F(proxy_creators, R127_R245_without_one_a_required_member_cannot_be_filled_and_nothing_changes) {
    EXPECT_EQ(refused(graph, [&] { p.without().append(red); }), errc::required_empty);
    EXPECT_EQ(refused(graph, [&] { p.without({red, blue}); }), errc::required_empty);
    EXPECT_EQ(p.without().append(red, {.kind = "given"}).kind(), "given");
}

TEST_F(proxy_creators, R134_may_look_up_what_they_link_or_add_it) {
    p.by_name().append("red");
    p.by_name().append(std::string("green"));
    EXPECT_EQ(names(p.by_name()), "red green");
    EXPECT_EQ(p.by_name()[0], red);
    EXPECT_EQ(graph.count<Tag>(), 3U);
    q.by_name().extend(std::vector<const char*>{"green", "blue", "green"});
    EXPECT_EQ(names(q.by_name()), "green blue green");
    EXPECT_EQ(graph.count<Tag>(), 3U);
    q.by_name().splice(0, 2, std::vector<std::string_view>{"red"});
    EXPECT_EQ(names(q.by_name()), "red green");
}

TEST_F(proxy_creators, X9_what_one_did_before_it_threw_is_undone) {
    p.by_name().append("red");
    const auto fails = [&](auto&& call) {
        const auto digest = graph.digest();
        EXPECT_THROW(call(), std::invalid_argument);
        EXPECT_EQ(graph.digest(), digest);
        tests::expect_sound(graph);
    };
    fails([&] { p.by_name().append("bad"); });
    fails([&] { p.by_name().insert(0, "bad"); });
    fails([&] { p.by_name().extend(std::vector<const char*>{"new", "bad"}); });
    fails([&] { p.by_name().splice(0, 1, std::vector<const char*>{"new", "bad"}); });
    EXPECT_EQ(graph.count<Tag>(), 2U);
}

TEST_F(proxy_creators, R128_may_set_both_ends_and_attach_once) {
    const auto made = p.by_hand().append(red);
    EXPECT_EQ(p.links().size(), 1U);
    EXPECT_EQ(made.page(), p);
    const auto other = q.by_hand().append(blue);  // the creator linked it to p
    EXPECT_EQ(other.page(), q);
    EXPECT_EQ(p.links().size(), 1U);
    EXPECT_EQ(graph.count<Link>(), 2U);
    p.by_hand().insert(0, blue);
    EXPECT_EQ(names(p.by_hand()), "blue red");
}

TEST_F(proxy_creators, R148_are_asked_before_what_lies_behind_another_proxy_is_made) {
    p.names().append("red");
    p.names().append("green");
    EXPECT_EQ(values(p.names()), "red green");
    EXPECT_EQ(p.links()[0].tag(), red);
    EXPECT_EQ(red.uses(), 1);
    EXPECT_EQ(p.links()[1].note(), "found");
}

}  // namespace proxy_creator_test

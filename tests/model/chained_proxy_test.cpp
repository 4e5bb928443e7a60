#include "support/names.hpp"

#include <map>
#include <stdexcept>

namespace chained_proxy_test {

struct User;
struct Person;

struct Keyword {
    kith::column<std::string, kith::unique> word{};
    std::string made_by{};
};
[[nodiscard]] inline Keyword keyword_of(std::string_view word) {
    if (word == "bad") throw std::invalid_argument("no such word");
    return {.word = std::string(word), .made_by = "inner"};
}
struct Entry {
    std::string slot{};
    std::string made_by{};
    kith::one<Keyword> keyword{};
    kith::proxy<"keyword", "word", kith::creator<keyword_of>> word{};
    kith::one<User, "entries"> user{};
    kith::one<User, "filed"> holder{};
};
[[nodiscard]] inline Entry entry_of(std::string_view) { return {.made_by = "outer"}; }
[[nodiscard]] inline Entry filed_entry(std::string_view slot, std::string_view) {
    return {.slot = std::string(slot), .made_by = "outer"};
}
struct User {
    std::string name{};
    kith::many<Entry, "user", kith::cascade<"all, delete-orphan">> entries{};
    kith::proxy<"entries", "word", kith::creator<entry_of>> words{};
    kith::proxy<"entries", "word"> plain_words{};
    kith::many<Entry, "holder", kith::keyed_by<"slot">> filed{};
    kith::proxy<"filed", "word", kith::creator<filed_entry>> filed_words{};
};
struct Country {
    std::string name{};
    std::optional<std::int32_t> code{};
};
struct Address {
    kith::one<Country> country{};
    kith::proxy<"country", "name"> country_name{};
    kith::proxy<"country", "code"> country_code{};
    kith::proxy<"country", "code", kith::cascade_scalar_deletes> own_code{};
};
struct Person {
    std::string name{};
    kith::one<Address> address{};
    kith::proxy<"address", "country_name"> country_name{};
    kith::proxy<"address", "country_code"> country_code{};
    kith::proxy<"address", "own_code"> own_code{};
    kith::one<User> user{};
    kith::proxy<"user", "words"> words{};
};
KITH_MODEL(Keyword, word, made_by)
KITH_MODEL(Entry, slot, made_by, keyword, word, user, holder)
KITH_MODEL(User, name, entries, words, plain_words, filed, filed_words)
KITH_MODEL(Country, name, code)
KITH_MODEL(Address, country, country_name, country_code, own_code)
KITH_MODEL(Person, name, address, country_name, country_code, own_code, user, words)

using kith::errc;
using tests::refused;
using tests::values;

class chained_proxies : public testing::Test {
protected:
    ~chained_proxies() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Keyword, Entry, User, Country, Address, Person>};
    kith::ref<User> u = graph.add(User{.name = "u"});
    kith::ref<Person> person = graph.add(Person{.name = "person"});
};

TEST_F(chained_proxies, R148_append_makes_an_object_at_each_level_by_its_creator) {
    const auto made = u.words().append("red");
    EXPECT_EQ(made.made_by(), "outer");
    EXPECT_EQ(made.keyword().made_by(), "inner");
    EXPECT_EQ(values(u.words()), "red");
    EXPECT_EQ(u.plain_words().append("blue").made_by(), "");
    EXPECT_EQ(u.words().append("green", {.made_by = "given"}).made_by(), "given");
    EXPECT_EQ(values(u.words()), "red blue green");
    EXPECT_EQ(graph.count<Keyword>(), 3U);
}

TEST_F(chained_proxies, R148_setting_in_place_changes_the_innermost_value) {
    const auto made = u.words().append("red");
    const auto keyword = made.keyword();
    u.words().replace(0, "blue");
    EXPECT_EQ(keyword.word(), "blue");
    EXPECT_EQ(u.entries()[0], made);
    EXPECT_EQ(graph.count<Keyword>(), 1U);
}

TEST_F(chained_proxies, R148_removing_takes_the_outermost_object_only) {
    u.words({"red", "blue"});
    u.words().remove("red");
    EXPECT_EQ(graph.count<Entry>(), 1U);
    EXPECT_EQ(graph.count<Keyword>(), 2U);
    EXPECT_EQ(u.words().pop(), "blue");
    EXPECT_EQ(graph.count<Entry>(), 0U);
    EXPECT_EQ(graph.count<Keyword>(), 2U);
}

TEST_F(chained_proxies, R148_null_anywhere_reads_as_null) {
    EXPECT_EQ(person.country_name(), "");
    EXPECT_EQ(person.country_code(), std::nullopt);
    person.address(graph.add(Address{}));
    EXPECT_EQ(person.country_code(), std::nullopt);
    EXPECT_TRUE(person.words().empty());
    graph.add(Entry{.user = u});
    EXPECT_EQ(values(u.words()), "");
    EXPECT_TRUE(u.words().contains(""));
}

TEST_F(chained_proxies, K11_R148_whole_assignment_keeps_the_objects_of_retained_values) {
    u.words({"red", "blue"});
    const auto blue = u.entries()[1];
    u.words({"green", "blue"});
    EXPECT_EQ(values(u.words()), "green blue");
    EXPECT_EQ(u.entries()[1], blue);
    EXPECT_EQ(graph.count<Entry>(), 2U);
}

TEST_F(chained_proxies, R143_R148_of_a_map_set_and_make_at_each_level) {
    const auto made = u.filed_words().set("sk1", "kw1");
    EXPECT_EQ(made.slot(), "sk1");
    EXPECT_EQ(made.made_by(), "outer");
    EXPECT_EQ(made.keyword().word(), "kw1");
    u.filed_words().set("sk1", "kw2");
    EXPECT_EQ(made.keyword().word(), "kw2");
    EXPECT_EQ(graph.count<Keyword>(), 1U);
    u.filed_words({{"sk1", "kw2"}, {"sk2", "kw3"}});
    EXPECT_TRUE(u.filed_words() == (std::map<std::string, std::string>{{"sk1", "kw2"}, {"sk2", "kw3"}}));
    EXPECT_EQ(u.filed().at("sk1"), made);
}

TEST_F(chained_proxies, R145_R148_through_links_to_one_make_each_object) {
    person.country_name("Peru");
    EXPECT_EQ(person.address().country().name(), "Peru");
    person.country_name("Chile");
    EXPECT_EQ(graph.count<Country>(), 1U);
    EXPECT_EQ(graph.count<Address>(), 1U);
    person.country_code(51);
    EXPECT_EQ(person.address().country_code(), 51);
    person.country_code(nullptr);
    EXPECT_EQ(person.country_code(), std::nullopt);
    EXPECT_TRUE(person.address().country());
    person.own_code(std::nullopt);
    EXPECT_TRUE(person.address());
    EXPECT_FALSE(person.address().country());
    person.own_code(kith::reset);
    EXPECT_FALSE(person.address());
}

TEST_F(chained_proxies, R148_through_a_link_to_one_at_a_list_behave_as_that_list) {
    person.user(u);
    person.words().append("red");
    EXPECT_EQ(values(u.words()), "red");
    person.words({"blue", "green"});
    EXPECT_EQ(values(u.words()), "blue green");
    EXPECT_EQ(refused(graph, [&] { kith::ref<Person>().words().append("x"); }), errc::null_ref);
}

TEST_F(chained_proxies, X9_what_fails_at_an_inner_level_leaves_everything_as_it_was) {
    u.words({"red", "blue"});
    const auto fails = [&](auto&& call) {
        const auto digest = graph.digest();
        EXPECT_THROW(call(), std::invalid_argument);
        EXPECT_EQ(graph.digest(), digest);
        tests::expect_sound(graph);
    };
    fails([&] { u.words().append("bad"); });
    fails([&] { u.words().extend({"new", "bad"}); });
    fails([&] { u.words({"red", "new", "bad"}); });
    fails([&] { u.filed_words().set("sk1", "bad"); });
    EXPECT_EQ(refused(graph, [&] { u.words().append("red"); }), errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { u.filed_words().set("sk1", "red"); }), errc::unique_taken);
    EXPECT_EQ(graph.count<Entry>(), 2U);
}

}  // namespace chained_proxy_test

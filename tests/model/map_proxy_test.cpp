#include "support/names.hpp"

#include <map>
#include <ranges>
#include <stdexcept>

namespace map_proxy_test {

struct User;

struct Subject {
    std::string name{};
};
struct Grade {
    std::string term{};
    std::int32_t points = 0;
    std::string remark{};
    kith::column<std::string, kith::unique> stamp{};
    kith::one<Subject> subject{};
    kith::one<User, "grades"> user{};
};
struct Setting {
    std::int16_t number = 0;
    std::string text{};
    kith::one<User, "settings"> user{};
};
[[nodiscard]] inline Grade grade_of(std::string_view term, std::int32_t points) {
    if (points < 0) throw std::invalid_argument("no such grade");
    return {.term = std::string(term),
            .points = points,
            .remark = "made",
            .stamp = points == 13 ? "taken" : std::string(term) + std::to_string(points)};
}
struct User {
    std::string name{};
    kith::many<Grade, "user", kith::keyed_by<"term">, kith::cascade<"all, delete-orphan">> grades{};
    kith::proxy<"grades", "points", kith::creator<grade_of>> points{};
    kith::proxy<"grades", "subject"> subjects{};
    kith::many<Setting, "user", kith::keyed_by<"number">> settings{};
    kith::proxy<"settings", "text"> texts{};
};
KITH_MODEL(Subject, name)
KITH_MODEL(Grade, term, points, remark, stamp, subject, user)
KITH_MODEL(Setting, number, text, user)
KITH_MODEL(User, name, grades, points, subjects, settings, texts)

using kith::errc;
using tests::names;
using tests::refused;
using tests::values;
using points = std::map<std::string, std::int32_t>;

class map_proxies : public testing::Test {
protected:
    ~map_proxies() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Subject, Grade, Setting, User>};
    kith::ref<User> u = graph.add(User{.name = "u"});
    kith::ref<User> v = graph.add(User{.name = "v"});
    kith::ref<Subject> art = graph.add(Subject{.name = "art"});
    kith::ref<Subject> law = graph.add(Subject{.name = "law"});
};

TEST_F(map_proxies, K12_R124_are_maps_where_their_relationship_is_one) {
    static_assert(std::is_same_v<decltype(u.points()), kith::map_proxy<User, 2>>);
    static_assert(std::is_same_v<decltype(u.points())::key_type, std::string_view>);
    static_assert(std::ranges::view<decltype(u.points())> &&
                  std::ranges::borrowed_range<decltype(u.points())>);
}

TEST_F(map_proxies, R143_setting_a_new_key_makes_an_object_by_the_creator) {
    const auto made = u.points().set("spring", 7);
    EXPECT_EQ(made.remark(), "made");
    EXPECT_EQ(made.user(), u);
    EXPECT_EQ(u.grades().at("spring"), made);
    EXPECT_EQ(u.points().at("spring"), 7);
    EXPECT_EQ(u.points()["spring"], 7);
}

TEST_F(map_proxies, R143_setting_a_new_key_without_a_creator_sets_key_and_value) {
    const auto made = u.texts().set(4, "four");
    EXPECT_EQ(made.number(), 4);
    EXPECT_EQ(made.text(), "four");
    EXPECT_EQ(made.user(), u);
    EXPECT_EQ(u.texts().at(4), "four");
}

TEST_F(map_proxies, R143_setting_a_present_key_keeps_the_object_in_between) {
    const auto made = u.points().set("spring", 7);
    made.remark("kept");
    EXPECT_EQ(u.points().set("spring", 9), made);
    EXPECT_EQ(u.points().set("spring", 8, {.remark = "not this"}), made);
    EXPECT_EQ(made.points(), 8);
    EXPECT_EQ(made.remark(), "kept");
    EXPECT_EQ(graph.count<Grade>(), 1U);
}

TEST_F(map_proxies, set_takes_the_other_members_of_the_object_in_between) {
    const auto made = u.points().set("spring", 7, {.remark = "given"});
    EXPECT_EQ(made.remark(), "given");
    EXPECT_EQ(made.term(), "spring");
    EXPECT_EQ(made.points(), 7);
}

TEST_F(map_proxies, R143_of_entities_show_and_set_the_targets) {
    u.subjects().set("spring", art);
    u.subjects().set("spring", law);
    u.subjects().set("autumn", art, {.stamp = "2"});
    EXPECT_EQ(names(u.subjects()), "law art");
    EXPECT_EQ(u.subjects().find("spring"), law);
    EXPECT_TRUE(u.subjects().contains(art));
    EXPECT_EQ(graph.count<Grade>(), 2U);
    u.subjects().set("spring", kith::ref<Subject>());
    EXPECT_EQ(u.subjects().find("spring"), kith::ref<Subject>());
    EXPECT_TRUE(u.subjects().contains_key("spring"));
}

TEST_F(map_proxies, R143_are_read_as_plain_maps_are) {
    u.points({{"spring", 7}, {"autumn", 5}});
    EXPECT_EQ(u.points().size(), 2U);
    EXPECT_EQ(u.points().find("autumn"), 5);
    EXPECT_EQ(u.points().find("winter"), std::nullopt);
    EXPECT_EQ(u.points().get_or("winter", 3), 3);
    EXPECT_EQ(u.points().get_or("spring", 3), 7);
    EXPECT_FALSE(u.points().contains_key("winter"));
    EXPECT_TRUE(u.points().contains(5));
    EXPECT_EQ(values(u.points()), "7 5");
    EXPECT_EQ(values(u.points().keys()), "spring autumn");
    std::string all;
    for (const auto& [under, value] : u.points().items())
        all += std::string(under) + std::to_string(value) + " ";
    EXPECT_EQ(all, "spring7 autumn5 ");
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(u.points().at("winter")); }), errc::not_a_member);
    EXPECT_EQ(u.texts().find(70'000), std::nullopt);
}

TEST_F(map_proxies, R143_update_sets_a_range_of_pairs) {
    u.points().update({{"spring", 7}});
    u.points().update(points{{"autumn", 5}, {"spring", 6}});
    EXPECT_TRUE(u.points() == (points{{"autumn", 5}, {"spring", 6}}));
    v.texts().update(std::vector<std::pair<int, const char*>>{{1, "one"}, {2, "two"}, {1, "uno"}});
    EXPECT_EQ(values(v.texts()), "uno two");
    v.texts().update(v.texts().items());
    EXPECT_EQ(values(v.texts()), "uno two");
    EXPECT_EQ(u.points().set_default("spring", 1), 6);
    EXPECT_EQ(u.points().set_default("winter", 1), 1);
    EXPECT_EQ(u.points().at("winter"), 1);
}

TEST_F(map_proxies, R143_whole_assignment_keeps_the_objects_of_retained_keys) {
    u.points({{"spring", 7}, {"autumn", 5}});
    const auto spring = u.grades().at("spring");
    spring.remark("kept");
    u.points(points{{"spring", 1}, {"winter", 2}});
    EXPECT_TRUE(u.points() == (points{{"spring", 1}, {"winter", 2}}));
    EXPECT_EQ(u.grades().at("spring"), spring);
    EXPECT_EQ(spring.remark(), "kept");
    EXPECT_EQ(graph.count<Grade>(), 2U);
    const auto digest = graph.digest();
    u.points(u.points().items());
    EXPECT_EQ(graph.digest(), digest);
    u.points({});
    EXPECT_TRUE(u.points().empty());
    EXPECT_EQ(graph.count<Grade>(), 0U);
}

TEST_F(map_proxies, R143_compare_with_plain_maps) {
    u.points({{"spring", 7}, {"autumn", 5}});
    EXPECT_TRUE((points{{"spring", 7}, {"autumn", 5}}) == u.points());
    EXPECT_TRUE(u.points() != (points{{"spring", 7}}));
    EXPECT_TRUE(u.points() != (points{{"spring", 7}, {"autumn", 6}}));
    EXPECT_TRUE(u.points() != (points{{"spring", 7}, {"winter", 5}}));
    EXPECT_TRUE(u.points() == u.points().items());
}

TEST_F(map_proxies, R144_pop_releases_a_key_or_returns_the_other_value) {
    u.points({{"spring", 7}, {"autumn", 5}});
    EXPECT_EQ(u.points().pop("spring"), 7);
    EXPECT_EQ(u.points().pop("spring", 99), 99);
    EXPECT_EQ(u.points().pop("autumn", 99), 5);
    EXPECT_EQ(refused(graph, [&] { u.points().pop("spring"); }), errc::not_a_member);
    EXPECT_EQ(graph.count<Grade>(), 0U);
    u.texts().set(1, "a text that is longer than fifteen bytes");
    EXPECT_EQ(u.texts().pop(1, "none"), "a text that is longer than fifteen bytes");
    EXPECT_EQ(u.texts().pop(1, "none"), "none");
    EXPECT_EQ(graph.count<Setting>(), 1U);  // no cascade here
}

TEST_F(map_proxies, R143_pop_item_releases_the_last_one) {
    u.points({{"spring", 7}, {"autumn", 5}});
    EXPECT_EQ(u.points().pop_item(), (std::pair<std::string, std::int32_t>("autumn", 5)));
    EXPECT_EQ(u.points().pop_item().second, 7);
    EXPECT_EQ(refused(graph, [&] { u.points().pop_item(); }), errc::out_of_range);
}

TEST_F(map_proxies, R244_erasing_a_missing_key_is_an_error) {
    u.points({{"spring", 7}, {"autumn", 5}});
    u.points().erase_key("spring");
    EXPECT_EQ(refused(graph, [&] { u.points().erase_key("spring"); }), errc::not_a_member);
    EXPECT_EQ(values(u.points().keys()), "autumn");
    u.points().clear();
    EXPECT_TRUE(u.points().empty());
}

TEST_F(map_proxies, X9_what_fails_in_the_middle_leaves_everything_as_it_was) {
    u.points({{"spring", 7}, {"autumn", 5}});
    v.points({{"spring", 13}});
    const auto fails = [&](auto&& call) {
        const auto digest = graph.digest();
        EXPECT_THROW(call(), std::invalid_argument);
        EXPECT_EQ(graph.digest(), digest);
        tests::expect_sound(graph);
    };
    fails([&] { u.points().set("winter", -1); });
    fails([&] { u.points().update({{"spring", 1}, {"winter", -1}}); });
    fails([&] { u.points({{"spring", 1}, {"winter", -1}}); });
    EXPECT_EQ(refused(graph,
                      [&] {
                          u.points().update({{"spring", 1}, {"winter", 13}});
                      }),
              errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { u.points({{"spring", 1}, {"winter", 13}}); }), errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { u.texts().set(70'000, "no"); }), errc::value_out_of_range);
}

TEST_F(map_proxies, of_an_empty_ref_are_empty_and_cannot_be_changed) {
    const kith::ref<User> nobody;
    EXPECT_TRUE(nobody.points().empty());
    EXPECT_EQ(nobody.points().find("spring"), std::nullopt);
    EXPECT_EQ(nobody.points().get_or("spring", 4), 4);
    EXPECT_TRUE(nobody.points().items().empty());
    EXPECT_EQ(refused(graph, [&] { nobody.points().set("spring", 1); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.points().update({{"spring", 1}}); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.points({{"spring", 1}}); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.points().pop("spring", 1); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.points().clear(); }), errc::null_ref);
}

}  // namespace map_proxy_test

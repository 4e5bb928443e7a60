#include "support/names.hpp"

#include <algorithm>
#include <ranges>
#include <stdexcept>

namespace list_proxy_test {

struct Singer;
struct Track;

struct Song {
    std::string name{};
    kith::many<Track, "song"> tracks{};
};
struct Track {
    kith::column<std::string, kith::unique> code{};
    std::int32_t length = 0;
    std::optional<std::int8_t> stars{};
    kith::bytes sample{};
    kith::one<Song, "tracks"> song{};
    kith::one<Singer, "tracks"> singer{};
    kith::one<Singer, "best"> best_of{};
};

// Counts the tracks that it makes; each has a code of its own unless told otherwise.
struct studio {
    static inline int made = 0;
    static inline std::string code;
    static Track record(const kith::ref<Song>& song);
};

struct Singer {
    std::string name{};
    kith::many<Track, "singer", kith::cascade<"all, delete-orphan">> tracks{};
    kith::proxy<"tracks", "song", kith::creator<studio::record>> songs{};
    kith::proxy<"tracks", "code"> codes{};
    kith::proxy<"tracks", "length"> lengths{};
    kith::proxy<"tracks", "stars"> stars{};
    kith::proxy<"tracks", "sample"> samples{};
    kith::many<Track, "best_of", kith::ordered_by<"length">> best{};
    kith::proxy<"best", "code"> best_codes{};
};
KITH_MODEL(Song, name, tracks)
KITH_MODEL(Track, code, length, stars, sample, song, singer, best_of)
KITH_MODEL(Singer, name, tracks, songs, codes, lengths, stars, samples, best, best_codes)

Track studio::record(const kith::ref<Song>& song) {
    if (song.name() == "x") throw std::runtime_error("no song of that name is recorded");
    ++made;
    return {.code = code.empty() ? std::to_string(made) : code, .song = song};
}

using kith::errc;
using tests::names;
using tests::refused;
using tests::values;

class list_proxies : public testing::Test {
protected:
    list_proxies() {
        studio::made = 0;
        studio::code.clear();
    }
    ~list_proxies() override { tests::expect_sound(graph); }

    kith::ref<Song> song(const char* name) { return graph.add(Song{.name = name}); }

    kith::graph graph{kith::models<Song, Track, Singer>};
    kith::ref<Singer> s = graph.add(Singer{.name = "s"});
    kith::ref<Singer> t = graph.add(Singer{.name = "t"});
    kith::ref<Song> a = song("a");
    kith::ref<Song> b = song("b");
    kith::ref<Song> c = song("c");
    kith::ref<Song> x = song("x");
};

TEST_F(list_proxies, K12_R124_are_lists_where_their_relationship_is_one) {
    static_assert(std::is_same_v<decltype(s.songs()), kith::list_proxy<Singer, 2>>);
    static_assert(std::is_base_of_v<kith::proxy_view<Singer, 2>, kith::list_proxy<Singer, 2>>);
    static_assert(std::is_same_v<decltype(s.best_codes()), kith::list_proxy<Singer, 8>>);
    static_assert(std::ranges::view<decltype(s.songs())> && std::ranges::borrowed_range<decltype(s.songs())>);
    static_assert(std::is_same_v<decltype(s.codes())::value_type, std::string_view>);
    static_assert(std::is_same_v<decltype(s.codes())::owned_type, std::string>);
    static_assert(std::is_same_v<decltype(s.stars())::owned_type, std::optional<std::int8_t>>);
    static_assert(std::is_same_v<decltype(s.samples())::owned_type, kith::bytes>);
}

TEST_F(list_proxies, R126_a_handle_is_a_cursor_like_the_ref_that_it_came_from) {
    const auto songs = s.songs();
    songs.append(a);
    EXPECT_EQ(names(songs), "a");
    graph.erase(s);
#if KITH_CHECKED
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(songs.size()); }), errc::entity_gone);
#else
    EXPECT_TRUE(songs.empty());
#endif
    EXPECT_EQ(refused(graph, [&] { songs.append(a); }), errc::entity_gone);
}

TEST_F(list_proxies, X15_a_walk_over_what_changes_meanwhile_is_refused_at_its_next_step) {
    s.songs({a, b, c});
    const auto walk = [&] {
        for (const auto& each : s.songs())
            if (each == b) s.songs().remove(b);
    };
    EXPECT_THROW(walk(), kith::usage_error);
    s.songs({a, b, c});
    auto last = s.tracks().end();
    --last;
    s.tracks().pop();
    EXPECT_THROW(--last, kith::usage_error);
    EXPECT_THROW(for ([[maybe_unused]] const auto& each : s.songs()) s.songs().append(a), kith::usage_error);
}

TEST_F(list_proxies, R135_compare_with_any_range_of_equal_values) {
    s.songs({a, b});
    EXPECT_TRUE(s.songs() == (std::vector{a, b}));
    EXPECT_TRUE((std::vector{a, b}) == s.songs());
    EXPECT_FALSE(s.songs() == (std::vector{b, a}));
    EXPECT_FALSE(s.songs() == (std::vector{a}));
    EXPECT_TRUE(s.songs() != (std::vector{a, b, b}));
    EXPECT_TRUE(s.codes() == (std::vector<std::string>{"1", "2"}));
    EXPECT_TRUE(s.codes() == (std::vector<const char*>{"1", "2"}));
    t.songs({c, c});
    EXPECT_TRUE(s.lengths() == t.lengths());
    EXPECT_TRUE(s.lengths() == s.lengths());
    EXPECT_FALSE(s.codes() == t.codes());
}

TEST_F(list_proxies, R135_are_ordered_as_lists_are) {
    s.lengths().append(1, {.code = "1"});
    s.lengths().append(5, {.code = "2"});
    EXPECT_TRUE(s.lengths() < (std::vector{2}));
    EXPECT_TRUE(s.lengths() > (std::vector{1}));
    EXPECT_TRUE(s.lengths() < (std::vector{1, 5, 0}));
    EXPECT_TRUE(s.lengths() <= (std::vector{1, 5}));
    EXPECT_TRUE((std::vector{1, 6}) > s.lengths());
    EXPECT_TRUE(t.lengths() < s.lengths());
}

TEST_F(list_proxies, R135_slices_are_views_and_the_ranges_library_concatenates) {
    s.songs({a, b, c});
    EXPECT_EQ(names(s.songs().slice(1, 5)), "b c");
    EXPECT_EQ(names(s.songs().slice(1, 2)), "b");
    EXPECT_TRUE(s.songs().slice(7, 8).empty());
    EXPECT_EQ(std::ranges::count(s.songs(), b), 1);
    EXPECT_EQ(names(s.songs() | std::views::reverse), "c b a");
    EXPECT_FALSE(s.songs().empty());
    EXPECT_TRUE(s.songs());
}

TEST_F(list_proxies, R136_extend_makes_an_object_in_between_for_each_value) {
    s.songs().extend({a, b, a});
    EXPECT_EQ(names(s.songs()), "a b a");
    s.songs().extend(graph.all<Song>() | std::views::take(2));
    EXPECT_EQ(names(s.songs()), "a b a a b");
    t.songs().extend(s.songs() | std::views::drop(3));
    EXPECT_EQ(names(t.songs()), "a b");
    t.songs().extend(t.songs());
    EXPECT_EQ(names(t.songs()), "a b a b");
    EXPECT_EQ(graph.count<Track>(), 9U);
}

TEST_F(list_proxies, R136_insert_makes_an_object_in_between_anywhere_and_clamps) {
    s.songs({a, b});
    const auto made = s.songs().insert(1, c);
    EXPECT_EQ(made.song(), c);
    EXPECT_EQ(names(s.songs()), "a c b");
    s.songs().insert(0, b, {.code = "given", .length = 4});
    s.songs().insert(99, a);
    EXPECT_EQ(names(s.songs()), "b a c b a");
    EXPECT_EQ(s.tracks()[0].code(), "given");
    EXPECT_EQ(s.tracks()[0].length(), 4);
}

TEST_F(list_proxies, R136_pop_releases_the_object_in_between_and_returns_its_value) {
    s.songs({a, b, c});
    EXPECT_EQ(s.songs().pop(), c);
    EXPECT_EQ(s.songs().pop(0), a);
    EXPECT_EQ(names(s.songs()), "b");
    EXPECT_EQ(graph.count<Track>(), 1U);
    const std::string code = s.codes().pop();  // a text of its own: its track is erased
    EXPECT_EQ(code, "2");
    EXPECT_EQ(refused(graph, [&] { s.songs().pop(); }), errc::out_of_range);
    EXPECT_EQ(graph.count<Song>(), 4U);
}

TEST_F(list_proxies, R136_discard_tells_whether_a_value_was_there) {
    s.songs({a, b, a});
    EXPECT_TRUE(s.songs().discard(a));
    EXPECT_EQ(names(s.songs()), "b a");
    EXPECT_FALSE(s.songs().discard(c));
    EXPECT_EQ(refused(graph, [&] { kith::ref<Singer>().songs().discard(a); }), errc::null_ref);
}

TEST_F(list_proxies, R138_erasing_and_splicing_a_slice_releases_and_makes_objects) {
    s.songs({a, b, c});
    const auto kept = s.tracks()[0];
    s.songs().splice(1, 2, {c, a});
    EXPECT_EQ(names(s.songs()), "a c a c");
    EXPECT_EQ(s.tracks()[0], kept);
    EXPECT_EQ(values(s.codes()), "1 4 5 3");
    s.songs().erase(1, 3);
    EXPECT_EQ(names(s.songs()), "a c");
    s.songs().splice(0, 9, s.songs());
    EXPECT_EQ(names(s.songs()), "a c");
    EXPECT_EQ(values(s.codes()), "6 7");
    s.songs().splice(9, 10, {b});
    s.songs().splice(0, 0, {b});
    EXPECT_EQ(names(s.songs()), "b a c b");
    s.songs().splice(0, 3, {});
    EXPECT_EQ(names(s.songs()), "b");
    EXPECT_EQ(graph.count<Track>(), 1U);
}

TEST_F(list_proxies, R140_whole_assignment_takes_any_range_and_braces) {
    s.songs({a, b, c});
    s.songs(s.songs() | std::views::filter([&](const kith::ref<Song>& each) { return each != b; }));
    EXPECT_EQ(names(s.songs()), "a c");
    EXPECT_EQ(values(s.codes()), "1 3");
    s.songs({});
    EXPECT_TRUE(s.songs().empty());
    EXPECT_EQ(graph.count<Track>(), 0U);
}

TEST_F(list_proxies, K11_whole_assignment_keeps_one_object_for_each_repeated_value) {
    s.songs({a, a, b});
    s.songs({b, a, a, a});
    EXPECT_EQ(values(s.codes()), "3 1 2 4");
}

TEST_F(list_proxies, K11_whole_assignment_of_many_values_takes_no_quadratic_time) {
    std::vector<std::int32_t> wanted(20'000);
    for (std::size_t n = 0; n < wanted.size(); ++n) wanted[n] = static_cast<std::int32_t>(n);
    std::vector<kith::ref<Track>> tracks;
    for (std::size_t n = 0; n < wanted.size(); ++n)
        tracks.push_back(graph.add(Track{.code = std::to_string(n), .length = wanted[n], .singer = s}));
    std::ranges::reverse(wanted);
    s.lengths(wanted);
    EXPECT_TRUE(s.lengths() == wanted);
    EXPECT_EQ(s.tracks().front(), tracks.back());
    EXPECT_EQ(graph.count<Track>(), wanted.size());
}

TEST_F(list_proxies, R132_null_entries_of_columns_are_found_made_and_removed) {
    s.stars({});
    s.stars().append(std::nullopt, {.code = "1"});
    s.stars().append(4, {.code = "2"});
    EXPECT_EQ(values(s.stars()), "- 4");
    EXPECT_TRUE(s.stars().contains(std::nullopt));
    EXPECT_EQ(s.stars().find(std::nullopt), 0U);
    s.stars().replace(1, std::nullopt);
    s.stars().remove(std::nullopt);
    EXPECT_EQ(values(s.stars()), "-");
}

TEST_F(list_proxies, of_bytes_compare_their_content) {
    const kith::bytes one{std::byte{1}, std::byte{2}};
    s.samples().append(one, {.code = "1"});
    EXPECT_TRUE(s.samples().contains(one));
    EXPECT_FALSE(s.samples().contains(kith::bytes{std::byte{1}}));
    s.samples({one});
    EXPECT_EQ(values(s.codes()), "1");
    EXPECT_EQ(s.samples().pop(), one);
}

TEST_F(list_proxies, R16_numbers_that_do_not_fit_are_refused) {
    EXPECT_EQ(refused(graph, [&] { s.stars().append(300); }), errc::value_out_of_range);
    EXPECT_EQ(refused(graph, [&] { s.stars(std::vector{1, 300}); }), errc::value_out_of_range);
    s.stars({5});
    EXPECT_EQ(refused(graph, [&] { s.stars().replace(0, -129); }), errc::value_out_of_range);
}

TEST_F(list_proxies, a_slice_that_ends_before_it_begins_is_refused) {
    s.songs({a, b, c});
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(s.songs().slice(2, 1)); }), errc::bad_slice);
    EXPECT_EQ(refused(graph, [&] { s.songs().erase(2, 1); }), errc::bad_slice);
    EXPECT_EQ(refused(graph, [&] { s.songs().splice(2, 1, {a}); }), errc::bad_slice);
    EXPECT_EQ(names(s.songs()), "a b c");
}

TEST_F(list_proxies, X9_a_creator_that_throws_in_the_middle_leaves_everything_as_it_was) {
    s.songs({a, b, c});
    const auto fails = [&](auto&& call) {
        const auto digest = graph.digest();
        EXPECT_THROW(call(), std::runtime_error);
        EXPECT_EQ(graph.digest(), digest);
        tests::expect_sound(graph);
    };
    fails([&] { s.songs().append(x); });
    fails([&] { s.songs().insert(0, x); });
    fails([&] { s.songs().extend({a, x}); });
    fails([&] { s.songs().splice(0, 2, {b, x, c}); });
    fails([&] { s.songs({c, b, x}); });
    EXPECT_EQ(values(s.codes()), "1 2 3");
}

TEST_F(list_proxies, X9_a_unique_value_that_is_taken_in_the_middle_leaves_everything_as_it_was) {
    s.songs({a, b, c});
    studio::code = "3";
    EXPECT_EQ(refused(graph, [&] { s.songs().append(a); }), errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { s.songs().insert(0, a); }), errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { t.songs().extend({a, b}); }), errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { s.songs().splice(0, 1, {b}); }), errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { s.songs({c, a, b, b}); }), errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { s.codes({"9", "8", "9"}); }), errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { s.codes().replace(0, "2"); }), errc::unique_taken);
}

TEST_F(list_proxies, of_a_sorted_relationship_follow_its_order) {
    const auto add = [&](const char* code, std::int32_t length) {
        s.best_codes().append(code, {.length = length});
    };
    add("long", 9);
    add("short", 1);
    add("middle", 5);
    EXPECT_EQ(values(s.best_codes()), "short middle long");
    EXPECT_EQ(s.best_codes().find("middle"), 1U);
    s.best_codes().replace(1, "five");
    s.best_codes().remove("short");
    EXPECT_EQ(values(s.best_codes()), "five long");
    s.best_codes({"long", "new", "five"});
    EXPECT_EQ(values(s.best_codes()), "new five long");
}

TEST_F(list_proxies, of_an_empty_ref_cannot_be_changed) {
    const kith::ref<Singer> nobody;
    EXPECT_EQ(nobody.codes().front(), "");
    EXPECT_FALSE(nobody.songs().back());
    EXPECT_TRUE(nobody.songs().slice(0, 3).empty());
    EXPECT_EQ(refused(graph, [&] { nobody.songs().extend({a}); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.songs().insert(0, a); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.songs().splice(0, 0, {a}); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.songs().replace(0, a); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.songs().pop(); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.songs({a}); }), errc::null_ref);
}

}  // namespace list_proxy_test

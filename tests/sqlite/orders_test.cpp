#include "sqlite/world.hpp"

#include <kith/storage/snapshot.hpp>

#include <gmock/gmock.h>

// Ends that a column of their members orders, in a database and in a file.

namespace orders_test {

struct Album;
struct Track;

struct Album {
    std::string name{};
    kith::many<Track, "album", kith::ordering_list<"position", 1>> tracks{};
    kith::many<Track, "chart", kith::ordered_by<"plays", kith::descending>> chart{};
    kith::many<Track, "shelf", kith::keyed_by<"title">> shelf{};
    kith::many<Track, "fans", kith::ordered_by<"title">> liked{};
};
struct Track {
    std::string title{};
    std::int32_t position = 0;
    std::int32_t plays = 0;
    kith::one<Album, "tracks"> album{};
    kith::one<Album, "chart"> chart{};
    kith::one<Album, "shelf"> shelf{};
    kith::many<Album, "liked"> fans{};
};
KITH_MODEL(Album, name, tracks, chart, shelf, liked)
KITH_MODEL(Track, title, position, plays, album, chart, shelf, fans)

using kith::errc;
using kith::storage::sqlite;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto music = kith::models<Album, Track>;
const kith::options small{.max_rows = 1000};

class ordered_ends : public testing::Test {
protected:
    void fill() {
        const auto album = graph.add(Album{.name = "album"});
        for (const char* title : {"one", "two", "three", "four"})
            graph.add(Track{.title = title,
                            .plays = static_cast<std::int32_t>(std::string_view(title).size()),
                            .album = album,
                            .chart = album,
                            .shelf = album,
                            .fans = {album}});
        album.tracks().move(0, 3);
        album.tracks().swap(0, 1);
    }
    static std::vector<std::string> titles(const auto& tracks) {
        std::vector<std::string> out;
        for (const auto track : tracks) out.emplace_back(track.title());
        return out;
    }
    static void expect_orders(kith::graph& in) {
        const auto album = in.get<Album>(1);
        EXPECT_THAT(titles(album.tracks()), ElementsAre("three", "two", "four", "one"));
        EXPECT_THAT(titles(album.chart()), ElementsAre("three", "four", "one", "two"));
        EXPECT_THAT(titles(album.liked()), ElementsAre("four", "one", "three", "two"));
        EXPECT_EQ(album.shelf().at("two").plays(), 3);
        EXPECT_THAT(in.check(), IsEmpty());
    }

    world::folder temporary;
    std::filesystem::path path = temporary / "music.db";
    kith::graph graph{music, small};
};

TEST_F(ordered_ends, R45_R164_come_back_from_a_database_in_their_orders) {
    fill();
    expect_orders(graph);
    sqlite(path).flush(graph);
    kith::graph loaded(music, small);
    sqlite db(path);
    db.load(loaded);
    expect_orders(loaded);
    loaded.get<Album>(1).shelf().append(loaded.add(Track{.title = "two", .plays = 9}));
    EXPECT_EQ(loaded.get<Album>(1).shelf().size(), 4U);
    db.flush(loaded);
    EXPECT_THAT(loaded.check(), IsEmpty());
}

TEST_F(ordered_ends, come_back_from_a_file_in_their_orders) {
    fill();
    const auto file = temporary / "music.kith";
    kith::storage::snapshot::save(graph, file);
    kith::graph loaded(music, small);
    kith::storage::snapshot::load(loaded, file);
    expect_orders(loaded);
    EXPECT_EQ(loaded.digest(), graph.digest());
}

TEST_F(ordered_ends, positions_with_gaps_are_an_order_and_are_closed_when_the_list_changes) {
    fill();
    {
        sqlite db(path);
        db.flush(graph);
        db.rows("UPDATE Track SET position = position * 10");
    }
    kith::graph loaded(music, small);
    sqlite db(path);
    db.load(loaded);
    const auto album = loaded.get<Album>(1);
    EXPECT_THAT(titles(album.tracks()), ElementsAre("three", "two", "four", "one"));
    EXPECT_EQ(album.tracks()[1].position(), 20);
    EXPECT_THAT(loaded.check(), IsEmpty());
    EXPECT_EQ(db.flush(loaded), kith::storage::flush_counts{});
    album.tracks().erase(0);
    EXPECT_EQ(album.tracks()[0].position(), 1);
    EXPECT_EQ(album.tracks()[2].position(), 3);
}

TEST_F(ordered_ends, two_members_under_one_key_in_a_database_are_refused_and_leave_the_graph_empty) {
    fill();
    {
        sqlite db(path);
        db.flush(graph);
        db.rows("UPDATE Track SET title = 'one' WHERE title = 'two'");
    }
    kith::graph loaded(music, small);
    try {
        sqlite(path).load(loaded);
        FAIL() << "nothing was thrown";
    } catch (const kith::error& problem) {
        EXPECT_EQ(problem.code(), errc::database_value);
        EXPECT_THAT(problem.what(), testing::HasSubstr("Album.shelf is keyed by Track.title"));
    }
    EXPECT_TRUE(loaded.empty());
}

}  // namespace orders_test

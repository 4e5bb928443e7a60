#pragma once

#include <kith/base/error.hpp>
#include <kith/kith.hpp>
#include <kith/storage/sqlite.hpp>

#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// The worlds that the tests of the SQLite store keep.
namespace world {

struct Game;
struct User;
struct Review;

struct Game {
    using kith_table = kith::name<"games">;
    kith::column<std::string, kith::unique> title{};
    kith::column<std::int32_t, kith::ordered> price{};
    kith::many<Review, "game", kith::cascade<"all, delete-orphan">> reviews{};
};
struct User {
    using kith_table = kith::name<"users">;
    std::string name{};
    std::optional<std::int32_t> karma{};
    kith::many<Review, "user"> reviews{};
    kith::many<User, "followers"> following{};
    kith::many<User, "following"> followers{};
};
struct Review {
    using kith_table = kith::name<"reviews">;
    std::int32_t score = 0;
    kith::column<kith::timestamp, kith::created> created_at{};
    kith::column<kith::timestamp, kith::updated> updated_at{};
    kith::one<Game, "reviews"> game{};
    kith::one<User, "reviews"> user{};
};
KITH_MODEL(Game, title, price, reviews)
KITH_MODEL(User, name, karma, reviews, following, followers)
KITH_MODEL(Review, score, created_at, updated_at, game, user)
inline constexpr auto shop = kith::models<Game, User, Review>;

/// A tree whose branches go with their root.
struct Node {
    using kith_table = kith::name<"nodes">;
    std::string name{};
    kith::one<Node, "children"> parent{};
    kith::many<Node, "parent", kith::cascade<"all">> children{};
};
KITH_MODEL(Node, name, parent, children)
inline constexpr auto tree = kith::models<Node>;

/// Types that refer to each other, and a circle through required and unique keys.
struct Player;
struct Team {
    using kith_table = kith::name<"teams">;
    std::string name{};
    kith::one<Player, "leads", kith::foreign_key> captain{};
    kith::many<Player, "team", kith::cascade<"all">> players{};
};
struct Player {
    using kith_table = kith::name<"players">;
    std::string name{};
    kith::one<Team, "players"> team{};
    kith::one<Team, "captain"> leads{};
};
KITH_MODEL(Team, name, captain, players)
KITH_MODEL(Player, name, team, leads)
inline constexpr auto league = kith::models<Team, Player>;

/// One-to-one with a key that is required.
struct Card;
struct Holder {
    using kith_table = kith::name<"holders">;
    std::string name{};
    kith::one<Card, "holder", kith::cascade<"all">> card{};
};
struct Card {
    using kith_table = kith::name<"cards">;
    kith::column<std::int64_t, kith::unique> number{};
    kith::one<Holder, "card", kith::foreign_key, kith::required> holder{};
};
KITH_MODEL(Holder, name, card)
KITH_MODEL(Card, number, holder)
inline constexpr auto office = kith::models<Holder, Card>;

/// What the tests take the time from.
inline kith::options with_clock(kith::timestamp& now) {
    kith::options out;
    out.max_rows = 1'000'000;
    out.clock = [&now] { return now; };
    return out;
}

/// A folder of the test's own, gone after it.
class folder {
public:
    folder() {
        std::string name = (std::filesystem::temp_directory_path() / "kith-sqlite-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~folder() { std::filesystem::remove_all(path_); }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

/// Collects the statements of a store: those that write to the user's tables.
class statements {
public:
    [[nodiscard]] kith::storage::sqlite_options options() {
        kith::storage::sqlite_options out;
        out.on_statement = [this](std::string_view sql) { all.emplace_back(sql); };
        return out;
    }
    /// What changed rows since the last call, kith's own table left out.
    [[nodiscard]] std::vector<std::string> writes() {
        std::vector<std::string> out;
        for (const std::string& each : all)
            if ((each.starts_with("INSERT") || each.starts_with("UPDATE") || each.starts_with("DELETE")) &&
                each.find("kith_meta") == std::string::npos)
                out.push_back(each);
        all.clear();
        return out;
    }

    std::vector<std::string> all;
};

/// The number and the message of the storage_error that `work` ends with.
struct refusal {
    kith::errc code{};
    std::string message;
};
template <class Work>
refusal refusal_of(Work&& work) {
    try {
        work();
    } catch (const kith::storage_error& problem) {
        return {problem.code(), problem.what()};
    }
    ADD_FAILURE() << "nothing was refused";
    return {};
}

/// Both graphs hold the same, and are whole.
inline void expect_same(kith::core::graph& left, kith::core::graph& right) {
    EXPECT_EQ(left.digest(), right.digest());
    EXPECT_EQ(right.check(), std::vector<std::string>{});
    for (std::uint32_t i = 0; i < left.types(); ++i)
        EXPECT_EQ(left.at(i).rows().next_id(), right.at(i).rows().next_id()) << left.at(i).type().name;
}

using rows = std::vector<std::vector<std::string>>;

}  // namespace world

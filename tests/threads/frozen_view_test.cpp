#include <kith/boxed.hpp>
#include <kith/kith.hpp>
#include <kith/storage/file/simulated_disk.hpp>
#include <kith/storage/snapshot.hpp>

#include <boost/serialization/vector.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

namespace threads_test {

struct Player;
struct Team {
    kith::column<std::string, kith::hashed> name{};
    kith::many<Player, "team", kith::cascade<"all, delete-orphan">> players{};
};
struct Player {
    std::string name{};
    kith::column<std::int32_t, kith::ordered> score{};
    std::vector<int> notes{};
    kith::one<Team, "players"> team{};
    kith::many<Player, "known_by"> knows{};
    kith::many<Player, "knows"> known_by{};
};
KITH_MODEL(Team, name, players)
KITH_MODEL(Player, name, score, notes, team, knows, known_by)

/// A world that changes at random, and never stays as it is.
class shared_views : public testing::Test {
protected:
    kith::graph graph{kith::models<Team, Player>, {.max_rows = 100'000}};
    std::mt19937 dice{11};

    void SetUp() override {
        for (int i = 0; i < 20; ++i) graph.add(Team{.name = "team " + std::to_string(i)});
        for (int i = 0; i < 1'000; ++i) change();
    }
    [[nodiscard]] std::uint32_t below(std::size_t most) { return static_cast<std::uint32_t>(dice() % most); }
    template <class T>
    [[nodiscard]] kith::ref<T> any() {
        const auto& order = graph.at(kith_name_of(static_cast<T*>(nullptr))).rows();
        return graph.find<T>(order.id(order.all().nth(below(order.size()))));
    }
    void change() {
        if (graph.count<Player>() < 200 || (dice() % 4 == 0 && graph.count<Player>() < 600)) {
            graph.add(Player{.name = std::string(below(60), 'p'),
                             .score = static_cast<std::int32_t>(below(1000)),
                             .notes = {static_cast<int>(below(9))},
                             .team = any<Team>()});
            return;
        }
        const auto player = any<Player>();
        switch (below(8)) {
            case 0: graph.erase(player); break;
            case 1: player.name(std::string(below(9'000), 'x')); break;
            case 2: player.score(static_cast<std::int32_t>(below(1000))); break;
            case 3: player.notes({1, static_cast<int>(below(99))}); break;
            case 4: player.team(any<Team>()); break;
            case 5: player.knows().append(any<Player>()); break;
            case 6: player.knows().clear(); break;
            default: any<Team>().name("renamed " + std::to_string(below(99)));
        }
    }
    [[nodiscard]] static std::string saved(const kith::core::graph& from) {
        kith::storage::file::simulated_disk files;
        kith::storage::snapshot::save(from, files, "world.kith");
        return files.content("world.kith");
    }
    [[nodiscard]] static std::uint64_t walk(const kith::frozen_view& view) {
        std::uint64_t sum = view.digest();
        for (const auto player : view.all<Player>()) {
            sum += player.name().size() + static_cast<std::uint64_t>(player.score());
            for (const int note : player.notes()) sum = sum * 3 + static_cast<std::uint64_t>(note);
            for (const auto other : player.knows()) sum += other.id().value + other.team().name().size();
        }
        return sum + view.query<Player>().where(kith::field<&Player::score> > 500).count() +
               view.find<Team>(1).players().size();
    }
};

TEST_F(shared_views, are_read_by_many_while_the_writer_goes_on) {
    for (int round = 0; round < 12; ++round) {
        const auto view = graph.freeze();
        const std::uint64_t then = graph.digest();
        std::atomic<std::uint64_t> sums[3];
        std::vector<std::thread> readers;
        for (auto& sum : sums) readers.emplace_back([&] { sum = walk(view); });
        for (int i = 0; i < 300; ++i) change();
        for (std::thread& each : readers) each.join();
        EXPECT_EQ(view.digest(), then);
        for (const auto& sum : sums) EXPECT_EQ(sum, walk(view));
        ASSERT_TRUE(view.check().empty());
    }
    EXPECT_TRUE(graph.check().empty());
}

TEST_F(shared_views, are_saved_in_the_background_as_they_were) {
    auto view = graph.freeze();
    for (int round = 0; round < 20; ++round) {
        const std::string expected = saved(graph);
        graph.refresh(view);
        std::string found;
        std::thread saver([&] { found = saved(view); });
        for (int i = 0; i < 200; ++i) change();
        saver.join();
        ASSERT_EQ(found, expected) << "round " << round;
    }
}

TEST_F(shared_views, are_dropped_by_whoever_has_them_last) {
    for (int round = 0; round < 40; ++round) {
        std::thread last([view = graph.freeze(), read = round % 2 == 0]() mutable {
            if (read) {
                EXPECT_NE(walk(view), 0U);
            }
            const kith::frozen_view dropped = std::move(view);
        });
        for (int i = 0; i < 50; ++i) change();
        last.join();
    }
    EXPECT_TRUE(graph.check().empty());
}

TEST_F(shared_views, are_put_back_while_others_read_them) {
    const auto view = graph.freeze();
    const std::uint64_t then = graph.digest();
    std::uint64_t first = 0;
    std::thread reader([&] { first = walk(view); });
    for (int round = 0; round < 10; ++round) {
        for (int i = 0; i < 50; ++i) change();
        const auto mark = graph.mark();
        change();
        graph.rollback(mark);
        graph.restore(view);
        EXPECT_EQ(graph.digest(), then);
    }
    reader.join();
    EXPECT_EQ(first, walk(view));
    EXPECT_TRUE(graph.check().empty());
}

TEST_F(shared_views, outlive_a_graph_that_ends_while_they_are_read) {
    for (int round = 0; round < 10; ++round) {
        auto other = std::make_unique<kith::graph>(kith::models<Team, Player>,
                                                   kith::options{.max_rows = 100'000, .clock = {}});
        for (int i = 0; i < 200; ++i)
            other->add(Player{.name = std::string(100, 'n'), .score = i, .notes = {i}});
        const auto view = other->freeze();
        const std::uint64_t then = other->digest();
        std::uint64_t found = 0;
        std::thread reader([&] { found = view.digest(); });
        other->query<Player>().update<&Player::score>(7);
        other.reset();
        reader.join();
        EXPECT_EQ(found, then);
    }
}

}  // namespace threads_test

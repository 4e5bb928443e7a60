#include <kith/frame_ring.hpp>
#include <kith/history.hpp>
#include <kith/kith.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace core_steady_test {

using testing::ElementsAre;

struct Group;
struct Thing;
struct Group {
    kith::column<std::string, kith::unique> name{};
    kith::many<Thing, "group", kith::cascade<"all, delete-orphan">> things{};
    kith::many<Thing, "seen_by"> sees{};
};
struct Thing {
    std::string text{};
    std::int32_t value = 0;
    kith::column<std::int32_t, kith::ordered> rank{};
    kith::one<Group, "things"> group{};
    kith::many<Group, "sees"> seen_by{};
};
KITH_MODEL(Group, name, things, sees)
KITH_MODEL(Thing, text, value, rank, group, seen_by)

/// A small world in which as much comes as goes, over and over: births and deaths, texts of every length, links of
/// both kinds, marks, transactions that fail and that do not. What happens has a period, so that whatever is not
/// given back shows.
class small_world {
public:
    small_world() {
        for (int n = 0; n < 10; ++n) graph.add(Group{.name = "group " + std::to_string(n)});
    }

    void tick(unsigned n) {
        const unsigned chance = n % period * 2654435761U;
        ring_.save();
        change(chance);
        if (n % 7 == 0) {
            ring_.back(1);
            ring_.save();
            change(chance);
        }
        if (n % 3 == 0) {
            auto failing = graph.transaction();
            change(chance >> 3);
        }
        if (n % 5 == 0) graph.atomically([&] { group(chance).things().clear(); });
    }

    kith::graph graph{kith::models<Group, Thing>};

private:
    static constexpr unsigned period = 300;

    kith::ref<Group> group(unsigned n) { return graph.get<Group>(n % 10 + 1); }
    void change(unsigned chance) {
        for (unsigned n = 0; n < 3; ++n) {
            auto born = graph.add(Thing{.text = std::string(chance / (n + 1) % 200, 'x'),
                                        .rank = static_cast<int>(chance % 50),
                                        .group = group(chance / 7 + n)});
            born.seen_by({group(chance / 11), group(chance / 13 + n)});
        }
        while (graph.count<Thing>() > 150) graph.erase(*graph.all<Thing>().begin());
        for (auto thing : graph.query<Thing>().where(kith::field<&Thing::rank> == chance % 50).all()) {
            thing.value(thing.value() + 1);
            thing.text(std::string(chance % 90, 'y'));
            thing.group(group(chance / 5));
            thing.rank(static_cast<int>(chance / 3 % 50));
        }
    }

    kith::frame_ring<8> ring_{graph};
};

TEST(memory, of_a_world_of_a_steady_size_does_not_grow) {
    small_world world;
    unsigned tick = 0;
    // The most of two stretches of time: what goes up and down within one may.
    const auto most_until = [&](unsigned last) {
        kith::core::graph::memory_use most{};
        for (; tick < last; ++tick) {
            world.tick(tick);
            const auto now = world.graph.memory();
            most.committed = std::max(most.committed, now.committed);
            most.texts = std::max(most.texts, now.texts);
            most.links = std::max(most.links, now.links);
            most.history = std::max(most.history, now.history);
            most.spare = std::max(most.spare, now.history + now.spare);
        }
        return most;
    };
    most_until(2'000);
    const auto early = most_until(4'000);
    most_until(18'000);
    const auto late = most_until(20'000);
    EXPECT_GT(early.texts, 0U);
    EXPECT_GT(early.links, 0U);
    EXPECT_GT(early.history, 0U);
    EXPECT_EQ(late.committed, early.committed);
    EXPECT_EQ(late.texts, early.texts);
    EXPECT_EQ(late.links, early.links);
    EXPECT_EQ(late.history, early.history);
    EXPECT_EQ(late.spare, early.spare);
    EXPECT_THAT(world.graph.check(), ElementsAre());
}

}  // namespace core_steady_test

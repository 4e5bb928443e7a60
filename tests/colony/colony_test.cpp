#include "colony/saver.hpp"
#include "colony/session.hpp"
#include "colony/view.hpp"

#include <kith/storage/snapshot.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace {

using namespace colony;
using testing::ElementsAre;
using testing::HasSubstr;

session_options small(tick delay, std::uint64_t seed = 7) {
    session_options out;
    out.world = {.agents = 300, .seed = seed};
    out.ticks = 150;
    out.delay = delay;
    return out;
}

session_figures run(const session_options& options) {
    kith::graph world(models);
    const auto figures = play(world, options);
    EXPECT_THAT(world.check(), ElementsAre());
    return figures;
}

TEST(colonies, come_out_the_same_for_the_same_seed_and_different_for_another) {
    EXPECT_EQ(run(small(0)).digest, run(small(0)).digest);
    EXPECT_NE(run(small(0)).digest, run(small(0, 8)).digest);
}

TEST(colonies, come_out_the_same_however_late_the_orders_are) {
    for (const std::uint64_t seed : {7U, 8U}) {
        const auto in_time = run(small(0, seed));
        EXPECT_EQ(in_time.rollbacks, 0U);
        for (const tick delay : {1U, 3U, most_delay}) {
            const auto late = run(small(delay, seed));
            EXPECT_EQ(late.digest, in_time.digest) << delay;
            EXPECT_EQ(late.count.born, in_time.count.born);
            EXPECT_EQ(late.count.died, in_time.count.died);
            EXPECT_EQ(late.count.built, in_time.count.built);
            EXPECT_EQ(late.count.razed, in_time.count.razed);
            EXPECT_GT(late.rollbacks, 0U);
            EXPECT_GE(late.ticks_again, late.rollbacks);
        }
    }
}

TEST(colonies, have_births_and_deaths_in_every_stretch_of_time) {
    const auto figures = run(small(0));
    EXPECT_GT(figures.count.born, 20U);
    EXPECT_GT(figures.count.died, 20U);
    EXPECT_GT(figures.count.built, 20U);
    EXPECT_GT(figures.count.razed, 20U);
}

TEST(colonies, differ_from_what_they_were_thought_to_be_before_late_orders_came) {
    // Were the orders of the second player of no consequence, the other tests would prove nothing.
    auto options = small(most_delay);
    const post mail(options.world.seed, options.delay);
    std::size_t unknown = 0;
    for (tick of = 0; of < options.ticks; ++of)
        unknown += mail.known(of, of).size() != mail.known(of, of + most_delay).size() ? 1 : 0;
    EXPECT_GT(unknown, 30U);
}

TEST(posts, bring_each_order_once_and_not_later_than_they_may) {
    const post mail(3, 5);
    for (tick of = 0; of < 200; ++of) {
        const auto all = mail.known(of, of + 5).size();
        tick came = of;
        while (mail.known(of, came).size() != all) ++came;
        EXPECT_LE(came, of + 5);
        if (came != of) {
            EXPECT_LE(mail.news(came), of);
        }
    }
}

TEST(sessions, refuse_orders_that_would_come_later_than_frames_are_kept) {
    kith::graph world(models);
    auto options = small(most_delay + 1);
    EXPECT_THROW(play(world, options), std::invalid_argument);
}

TEST(buildings, that_are_torn_down_leave_people_without_home_and_work) {
    kith::graph world(models);
    const auto farm = world.add(Building{.kind = trade::farm});
    const auto job = world.add(Job{.yield = 3, .building = farm});
    const auto agent = world.add(Agent{.name = "Ada", .home = farm, .job = job});
    agent.items().append(world.add(Item{.kind = good::food, .amount = 3}));
    world.erase(farm);
    EXPECT_EQ(world.count<Job>(), 0U);
    EXPECT_FALSE(agent.job());
    EXPECT_FALSE(agent.home());
    world.erase(agent);
    EXPECT_EQ(world.count<Item>(), 0U);
}

TEST(saves, made_while_the_session_goes_on_load_back_as_the_world_was) {
    const auto folder = std::filesystem::path(testing::TempDir()) / "kith_colony_saves";
    std::filesystem::create_directories(folder);
    const auto path = folder / "world.kith";
    auto options = small(4);
    saver file(path);
    std::uint64_t digest = 0;
    options.after = [&](kith::graph& world, tick done) {
        if (done % 40 != 0) return;
        file.save(world);
        digest = world.digest();
    };
    kith::graph world(models);
    play(world, options);
    file.finish();
    EXPECT_EQ(file.saves(), 3U);
    EXPECT_EQ(file.digest(), digest);
    kith::graph loaded(models);
    kith::storage::snapshot::load(loaded, path);
    EXPECT_EQ(loaded.digest(), digest);
    EXPECT_NE(world.digest(), digest);
    std::filesystem::remove_all(folder);
}

TEST(saves, that_fail_say_so_when_they_are_waited_for) {
    kith::graph world(models);
    saver file("/nowhere/at/all/world.kith");
    file.save(world);
    EXPECT_THROW(file.finish(), kith::storage_error);
    EXPECT_NO_THROW(file.finish());
}

TEST(views, show_buildings_and_people_where_they_are) {
    kith::graph world(models);
    const auto west = world.add(Settlement{.name = "West"});
    world.add(Settlement{.name = "East"});
    world.add(Building{.kind = trade::mine, .x = 0, .y = 0, .settlement = west});
    for (int n = 0; n < 4; ++n)
        world.add(Agent{.x = world_width - 1, .y = world_height - 1, .settlement = west});
    EXPECT_EQ(draw(world, 4, 2), "\x1b[36mm   \n   :\n\x1b[0m");
    EXPECT_THAT(describe(world, 5),
                HasSubstr("tick 5   West: 4 people (4 without work), 1 buildings, 0 ore"));
}

}  // namespace

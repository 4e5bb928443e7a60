#include <kith/boxed.hpp>
#include <kith/frame_ring.hpp>
#include <kith/kith.hpp>

#include <boost/serialization/vector.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace core_frame_ring_test {

using testing::ElementsAre;
using testing::HasSubstr;

struct Node {
    kith::column<std::string, kith::unique> name{};
    std::int32_t value = 0;
    std::vector<int> path{};
    kith::column<kith::timestamp, kith::updated> changed{};
    kith::one<Node, "kids"> parent{};
    kith::many<Node, "parent", kith::cascade<"all">> kids{};
};
KITH_MODEL(Node, name, value, path, changed, parent, kids)

// A step whose outcome depends on all that was before it: births, deaths, links, texts, boxed values.
void step(kith::graph& graph, std::uint32_t input) {
    const auto all = graph.query<Node>().all();
    std::uint32_t mixed = input + static_cast<std::uint32_t>(all.size());
    for (const auto& each : all) mixed = mixed * 31 + static_cast<std::uint32_t>(each.value());
    const auto some = [&](std::uint32_t of) { return all[(mixed / of) % all.size()]; };
    if (all.size() > 20) {
        graph.erase(some(3));
    } else {
        auto born = graph.add(Node{.name = "node " + std::to_string(mixed) + std::string(mixed % 40, '!')});
        if (!all.empty()) some(5).kids().append(born);
    }
    for (auto each : graph.query<Node>().all()) {
        each.value(each.value() + static_cast<std::int32_t>(mixed % 100));
        if (each.value() % 7 == 0) each.path({each.value(), static_cast<int>(input)});
    }
}

class frame_ring : public testing::Test {
protected:
    std::int64_t clock = 0;
    kith::graph graph{kith::models<Node>, {.clock = [this] { return kith::timestamp{++clock}; }}};

    kith::errc code_of(const std::function<void()>& call) {
        try {
            call();
        } catch (const kith::usage_error& error) {
            said = error.what();
            return error.code();
        }
        return kith::errc{};
    }
    std::string said;

    void step(std::uint32_t input) { core_frame_ring_test::step(graph, input); }
};

TEST_F(frame_ring, goes_back_to_what_was_when_a_frame_was_saved) {
    kith::frame_ring<4> ring(graph);
    std::vector<std::uint64_t> digests;
    for (std::uint32_t n = 0; n < 40; ++n) {
        digests.push_back(graph.digest());
        ring.save();
        step(n);
    }
    EXPECT_EQ(ring.size(), 4U);
    ring.back(1);
    EXPECT_EQ(graph.digest(), digests[39]);
    EXPECT_EQ(ring.size(), 3U);
    ring.back(3);
    EXPECT_EQ(graph.digest(), digests[36]);
    EXPECT_EQ(ring.size(), 0U);
    EXPECT_THAT(graph.check(), ElementsAre());
}

TEST_F(frame_ring, brings_back_the_ids_to_be_given_next_indexes_and_stamps) {
    kith::frame_ring<2> ring(graph);
    auto first = graph.add(Node{.name = "first"});
    const auto stamped = first.changed();
    ring.save();
    first.name("another");
    const auto second = graph.add(Node{.name = "second", .parent = first});
    const auto id = second.id();
    ring.save();
    graph.erase(first);
    ring.back(2);
    EXPECT_EQ(first.changed(), stamped);
    EXPECT_TRUE(first.kids().empty());
    EXPECT_EQ(graph.query<Node>().where(kith::field<&Node::name> == "first").one(), first);
    EXPECT_FALSE(graph.query<Node>().where(kith::field<&Node::name> == "another").exists());
    EXPECT_EQ(graph.add(Node{.name = "second"}).id(), id);
}

// What the other player does in a tick is known `delay` ticks later. Until then it is taken to be nothing.
std::uint64_t play(std::uint32_t ticks, std::uint32_t delay) {
    std::int64_t clock = 0;
    kith::graph world{kith::models<Node>, {.clock = [&] { return kith::timestamp{++clock}; }}};
    kith::frame_ring<8> ring(world);
    const auto simulate = [&](std::uint32_t tick, bool known) {
        ring.save();
        clock = 1000 * std::int64_t{tick};
        step(world, 7 * tick + (known ? tick % 5 : 0));
    };
    for (std::uint32_t now = 0; now < ticks + delay; ++now) {
        const std::uint32_t done = std::min(now, ticks);
        if (delay != 0 && now >= delay) {
            const std::uint32_t late = now - delay;
            ring.back(done - late);
            for (std::uint32_t again = late; again < done; ++again) simulate(again, again == late);
        }
        if (now < ticks) simulate(now, delay == 0);
    }
    EXPECT_THAT(world.check(), ElementsAre());
    return world.digest();
}

TEST(frame_rings, make_late_inputs_come_to_the_same_as_inputs_in_time) {
    const auto in_time = play(120, 0);
    for (const std::uint32_t delay : {1U, 3U, 8U}) EXPECT_EQ(play(120, delay), in_time) << delay;
}

TEST_F(frame_ring, lets_go_of_frames_beyond_its_size) {
    for (std::uint32_t n = 0; n < 30; ++n) step(n);
    kith::frame_ring<3> ring(graph);
    EXPECT_EQ(ring.capacity(), 3U);
    std::vector<std::size_t> memory;
    for (std::uint32_t n = 0; n < 2000; ++n) {
        ring.save();
        step(n);
        if (n >= 100) memory.push_back(ring.memory());
        EXPECT_EQ(ring.memory(), graph.memory().history);
    }
    EXPECT_EQ(ring.size(), 3U);
    EXPECT_GT(*std::min_element(memory.begin(), memory.end()), 0U);
    EXPECT_LE(*std::max_element(memory.begin(), memory.end()), 3 * graph.memory().committed);
}

TEST_F(frame_ring, lets_go_of_everything_when_it_goes) {
    {
        kith::frame_ring<3> ring(graph);
        for (std::uint32_t n = 0; n < 10; ++n) {
            ring.save();
            step(n);
        }
        EXPECT_GT(graph.memory().history, 0U);
        ring.clear();
        EXPECT_EQ(ring.size(), 0U);
        EXPECT_EQ(graph.memory().history, 0U);
        ring.save();
        step(11);
        EXPECT_EQ(ring.size(), 1U);
    }
    EXPECT_EQ(graph.memory().history, 0U);
}

TEST_F(frame_ring, refuses_to_go_back_further_than_it_keeps) {
    kith::frame_ring<4> ring(graph);
    EXPECT_EQ(code_of([&] { ring.back(1); }), kith::errc::frame_not_kept);
    ring.save();
    ring.save();
    auto node = graph.add(Node{.name = "node"});
    EXPECT_EQ(code_of([&] { ring.back(3); }), kith::errc::frame_not_kept);
    EXPECT_THAT(said, HasSubstr("cannot go back 3 frames: this ring of 4 keeps 2 now"));
    EXPECT_EQ(code_of([&] { ring.back(0); }), kith::errc::frame_not_kept);
    EXPECT_EQ(node.name(), "node");
    EXPECT_EQ(ring.size(), 2U);
}

TEST_F(frame_ring, has_no_frames_within_a_transaction) {
    kith::frame_ring<4> ring(graph);
    ring.save();
    {
        auto open = graph.transaction();
        graph.add(Node{.name = "node"});
        EXPECT_EQ(code_of([&] { ring.save(); }), kith::errc::transaction_open);
        EXPECT_EQ(code_of([&] { ring.back(1); }), kith::errc::transaction_open);
        open.commit();
    }
    EXPECT_EQ(graph.count<Node>(), 1U);
    ring.back(1);
    EXPECT_EQ(graph.count<Node>(), 0U);
}

TEST_F(frame_ring, does_not_spend_a_mark_that_somebody_else_has_taken_since) {
    kith::frame_ring<4> ring(graph);
    ring.save();
    ring.save();
    auto node = graph.add(Node{.name = "node"});
    const auto foreign = graph.mark();
    ring.save();
    node.value(5);
    EXPECT_EQ(code_of([&] { ring.back(2); }), kith::errc::mark_in_between);
    EXPECT_THAT(said, HasSubstr("going back 2 frames would spend 1 marks that were taken since"));
    EXPECT_EQ(node.value(), 5);
    ring.back(1);
    EXPECT_EQ(node.value(), 0);
    graph.release(foreign);
    ring.back(2);
    EXPECT_EQ(graph.count<Node>(), 0U);
}

TEST_F(frame_ring, knows_that_going_back_to_an_older_mark_has_spent_its_frames) {
    kith::frame_ring<4> ring(graph);
    ring.save();
    const auto foreign = graph.mark();
    const auto digest = graph.digest();
    for (std::uint32_t n = 0; n < 3; ++n) {
        ring.save();
        step(n);
    }
    EXPECT_EQ(ring.size(), 4U);
    graph.rollback(foreign);
    EXPECT_EQ(ring.size(), 1U);
    for (std::uint32_t n = 0; n < 6; ++n) {
        ring.save();
        step(n);
    }
    EXPECT_EQ(ring.size(), 4U);
    ring.back(4);
    EXPECT_NE(graph.digest(), digest);
    EXPECT_EQ(ring.size(), 0U);
}

TEST_F(frame_ring, hands_what_it_lets_go_of_on_to_a_mark_that_is_older) {
    for (std::uint32_t n = 0; n < 30; ++n) step(n);
    const auto digest = graph.digest();
    const auto foreign = graph.mark();
    kith::frame_ring<2> ring(graph);
    for (std::uint32_t n = 0; n < 50; ++n) {
        ring.save();
        step(n);
        EXPECT_LE(graph.memory().history, 3 * graph.memory().committed);
    }
    graph.rollback(foreign);
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(ring.size(), 0U);
    EXPECT_THAT(graph.check(), ElementsAre());
}

TEST_F(frame_ring, can_stand_beside_another_ring_that_is_coarser) {
    kith::frame_ring<4> fine(graph);
    kith::frame_ring<2> coarse(graph);
    std::uint64_t digest = 0;
    for (std::uint32_t n = 0; n < 40; ++n) {
        if (n % 10 == 0) {
            coarse.save();
            digest = graph.digest();
        }
        fine.save();
        step(n);
    }
    EXPECT_EQ(fine.size(), 4U);
    EXPECT_EQ(code_of([&] { coarse.back(1); }), kith::errc::mark_in_between);
    fine.clear();
    coarse.back(1);
    EXPECT_EQ(graph.digest(), digest);
}

}  // namespace core_frame_ring_test

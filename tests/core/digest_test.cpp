#include "support/names.hpp"

#include <kith/boxed.hpp>
#include <kith/kith.hpp>

#include <boost/serialization/vector.hpp>
#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <vector>

namespace digest_test {

struct Crate;
struct Unit;

struct Unit {
    std::string name{};
    std::int32_t hp = 0;
    std::optional<double> speed{};
    std::vector<int> path{};
    kith::many<Crate, "holder"> crates{};
    kith::many<Unit, "friends_of", kith::as_set> friends{};
    kith::many<Unit, "friends", kith::as_set> friends_of{};
};
struct Crate {
    std::uint8_t kind = 0;
    kith::one<Unit, "crates"> holder{};
};
KITH_MODEL(Unit, name, hp, speed, path, crates, friends, friends_of)
struct Grain {
    std::uint8_t one = 0;
    std::uint16_t two = 0;
    std::int32_t four = 0;
    std::int64_t eight = 0;
};
KITH_MODEL(Crate, kind, holder)
KITH_MODEL(Grain, one, two, four, eight)

class digests : public testing::Test {
protected:
    kith::graph graph{kith::models<Unit, Crate>, {.max_rows = 100'000}};

    [[nodiscard]] std::uint64_t anew() const { return graph.digest(); }
    /// The digest that is kept is the one that is found anew, and another than before exactly if something changed.
    void expect_change(bool changed) {
        const std::uint64_t before = last_;
        last_ = graph.digest();
        EXPECT_EQ(last_, anew());
        EXPECT_EQ(last_ != before, changed);
    }

private:
    std::uint64_t last_ = 0;
};

TEST_F(digests, that_are_kept_follow_every_kind_of_change) {
    graph.keep_digest();
    auto a = graph.add(Unit{.name = "a", .hp = 5});
    auto b = graph.add(Unit{.name = "b"});
    expect_change(true);
    expect_change(false);
    a.hp(6);
    expect_change(true);
    a.speed(1.5);
    expect_change(true);
    a.speed(std::nullopt);
    expect_change(true);
    a.path(std::vector<int>{1, 2});
    expect_change(true);
    a.path(std::vector<int>{1, 3});
    expect_change(true);
    a.name(std::string(100, 'x'));
    expect_change(true);
    a.name(std::string(99, 'x') + "y");
    expect_change(true);
    auto crate = graph.add(Crate{.kind = 1, .holder = a});
    auto other = graph.add(Crate{.kind = 2, .holder = a});
    expect_change(true);
    crate.holder(b);
    expect_change(true);
    a.friends().append(b);
    expect_change(true);
    graph.erase(other);
    expect_change(true);
    graph.erase(b);
    expect_change(true);
    graph.clear();
    expect_change(true);
    EXPECT_EQ(graph.digest(), 0U);
}

TEST(digest, that_is_kept_follows_numbers_of_every_width_in_tables_of_every_length) {
    kith::graph graph(kith::models<Grain>, {.max_rows = 100'000});
    std::vector<kith::ref<Grain>> grains;
    graph.keep_digest();
    std::uint32_t random = 7;
    const auto below = [&random](std::size_t end) {
        random = random * 1'664'525 + 1'013'904'223;
        return (random >> 8) % static_cast<std::uint32_t>(end);
    };
    for (const std::size_t length : {1U, 3U, 500U, 513U, 1025U, 5000U, 12'345U}) {
        while (grains.size() < length) grains.push_back(graph.add(Grain{.four = 1}));
        ASSERT_EQ(graph.digest(), std::as_const(graph).digest()) << length;
        for (int round = 0; round < 4; ++round) {
            for (std::size_t n = 0; n < 1 + length / 50; ++n) {
                const kith::ref<Grain>& each = grains[below(length)];
                switch (below(4)) {
                    case 0: each.one(static_cast<std::uint8_t>(below(256))); break;
                    case 1: each.two(static_cast<std::uint16_t>(below(65'536))); break;
                    case 2: each.four(static_cast<std::int32_t>(below(1'000'000))); break;
                    default: each.eight(std::int64_t{below(1'000'000)} << 20); break;
                }
            }
            const std::size_t gone = below(length);
            graph.erase(grains[gone]);
            grains[gone] = graph.add(Grain{.one = 1, .eight = round});
            ASSERT_EQ(graph.digest(), std::as_const(graph).digest()) << length;
        }
    }
}

TEST_F(digests, that_are_kept_survive_rollbacks_to_before_they_were_asked_for) {
    auto a = graph.add(Unit{.name = "a", .hp = 1});
    graph.keep_digest();
    const std::uint64_t before = graph.digest();
    const auto mark = graph.mark();
    a.hp(2);
    graph.add(Crate{.kind = 3, .holder = a});
    expect_change(true);
    graph.rollback(mark);
    EXPECT_EQ(graph.digest(), before);
    EXPECT_EQ(anew(), before);
}

TEST_F(digests, tell_an_entity_in_a_slot_that_is_used_again_from_the_one_that_lived_there) {
    auto a = graph.add(Unit{.name = "a"});
    auto crate = graph.add(Crate{.holder = a});
    graph.keep_digest();
    expect_change(true);
    graph.erase(crate);
    graph.add(Crate{.holder = a});  // equal bytes in equal places, but another id
    expect_change(true);
}

TEST_F(digests, count_the_order_of_lists_and_not_that_of_sets) {
    graph.keep_digest();
    auto a = graph.add(Unit{});
    auto one = graph.add(Crate{.kind = 1, .holder = a});
    graph.add(Crate{.kind = 2, .holder = a});
    expect_change(true);
    a.crates().move(0, 1);
    expect_change(true);
    a.crates().move(1, 0);
    EXPECT_TRUE(a.crates().front() == one);
    auto b = graph.add(Unit{});
    auto c = graph.add(Unit{});
    a.friends().append(b);
    a.friends().append(c);
    expect_change(true);
    a.friends().clear();
    a.friends().append(c);
    a.friends().append(b);
    expect_change(false);
}

TEST_F(digests, are_equal_whatever_order_types_are_listed_in) {
    kith::graph other(kith::models<Crate, Unit>, {.max_rows = 100'000});
    for (kith::graph* each : {&graph, &other}) {
        auto a = each->add(Unit{.name = "a", .hp = 3});
        each->add(Crate{.kind = 1, .holder = a});
    }
    EXPECT_EQ(anew(), std::as_const(other).digest());
}

TEST_F(digests, may_be_dropped_and_kept_again) {
    auto a = graph.add(Unit{});
    graph.keep_digest();
    graph.keep_digest();
    graph.drop_digest();
    a.hp(9);
    expect_change(true);
    EXPECT_EQ(graph.memory().history, 0U) << "pages are copied for a digest that nobody keeps";
    graph.keep_digest();
    a.hp(10);
    expect_change(true);
}

}  // namespace digest_test

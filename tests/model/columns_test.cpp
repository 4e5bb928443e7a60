#include <kith/kith.hpp>
#include <kith/observe.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <thread>

namespace model_columns_test {

using testing::ElementsAre;
using testing::HasSubstr;

enum class mood : std::uint8_t { calm, angry };
struct point {
    std::int32_t x = 0;
    std::int32_t y = 0;
    friend bool operator==(const point&, const point&) = default;
};
struct wide {
    std::int32_t parts[3] = {};
};

struct Squad;
struct Unit {
    std::string name{};
    double x = 0;
    double vx = 0;
    std::int32_t hits = 0;
    mood now = mood::calm;
    point goal{};
    wide odd{};
    kith::column<std::int32_t, kith::ordered> rank{};
    std::int32_t place = 0;
    kith::one<Squad, "units"> squad{};
};
struct Squad {
    std::int32_t size = 0;
    kith::column<kith::timestamp, kith::updated> changed{};
    kith::many<Unit, "squad", kith::ordered_by<"place">> units{};
};
KITH_MODEL(Unit, name, x, vx, hits, now, goal, odd, rank, place, squad)
KITH_MODEL(Squad, size, changed, units)

struct weighty {
    double weight = 0;
};
KITH_MIXIN(weighty, weight)
struct Crate : weighty {
    std::int32_t number = 0;
};
KITH_MODEL(Crate, (weighty), number)
struct Animal {
    std::int32_t legs = 4;
};
struct Dog : Animal {
    std::int32_t tricks = 0;
};
KITH_MODEL(Animal, legs)
KITH_MODEL(Dog, (Animal), tricks)

class columns : public testing::Test {
protected:
    kith::graph graph{kith::models<Unit, Squad, Crate, Animal, Dog>};
    std::vector<kith::ref<Unit>> units;

    void fill(int count) {
        for (int n = 1; n <= count; ++n) units.push_back(graph.add(Unit{.x = 1.0 * n, .vx = 0.5, .hits = n}));
    }
    std::vector<std::size_t> runs() {
        std::vector<std::size_t> out;
        graph.columns<kith::read_only<&Unit::hits>>().each(
            [&](std::span<const std::int32_t> hits) { out.push_back(hits.size()); });
        return out;
    }
    template <auto... Named>
    kith::errc refused() {
        try {
            graph.columns<Named...>().each([](auto...) {});
        } catch (const kith::usage_error& error) {
            said = error.what();
            return error.code();
        }
        return kith::errc{};
    }
    std::string said;
};

TEST_F(columns, of_a_type_are_handed_out_in_one_piece_from_the_first_cache_line_on) {
    fill(1000);
    std::vector<std::size_t> sizes;
    graph.columns<&Unit::x, kith::read_only<&Unit::vx>>().each(
        [&](std::span<double> x, std::span<const double> vx) {
            sizes.push_back(x.size());
            ASSERT_EQ(vx.size(), x.size());
            if (x.size() > 63) {
                EXPECT_EQ(reinterpret_cast<std::uintptr_t>(x.data()) % 64, 0U);
            }
            for (std::size_t n = 0; n < x.size(); ++n) x[n] += vx[n];
        });
    EXPECT_THAT(sizes, ElementsAre(63U, 937U));
    for (int n = 1; n <= 1000; ++n) EXPECT_EQ(units[static_cast<std::size_t>(n - 1)].x(), n + 0.5);
    EXPECT_THAT(graph.check(), ElementsAre());
}

TEST_F(columns, of_an_empty_type_are_handed_out_never) {
    EXPECT_THAT(runs(), ElementsAre());
    graph.columns<&Unit::x>().each([](std::span<double>) { FAIL(); });
}

TEST_F(columns, leave_out_who_is_erased_and_their_cells_stay_zero) {
    fill(300);
    graph.erase(units[0]);
    graph.erase(units[99]);
    graph.erase(units[100]);
    graph.erase(units[299]);
    EXPECT_THAT(runs(), ElementsAre(98U, 198U));
    graph.columns<&Unit::hits>().each([](std::span<std::int32_t> hits) {
        for (std::int32_t& each : hits) each = -each;
    });
    EXPECT_THAT(graph.check(), ElementsAre());
    EXPECT_EQ(units[1].hits(), -2);
    const auto next = graph.add(Unit{});
    EXPECT_EQ(next.hits(), 0);
}

TEST_F(columns, hold_each_living_row_once_whoever_is_erased) {
    const unsigned seed = std::random_device()();
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    fill(700);
    while (!units.empty()) {
        std::vector<int> seen;
        graph.columns<kith::read_only<&Unit::hits>, kith::read_only<&Unit::x>>().each(
            [&](std::span<const std::int32_t> hits, std::span<const double> x) {
                for (std::size_t n = 0; n < hits.size(); ++n) {
                    EXPECT_EQ(hits[n], x[n]);
                    seen.push_back(hits[n]);
                }
            });
        std::vector<int> living;
        for (auto unit : graph.all<Unit>()) living.push_back(unit.hits());
        EXPECT_EQ(seen, living);  // nobody was added since: slots are in order
        for (std::size_t gone = random() % 40 + 1; gone != 0 && !units.empty(); --gone) {
            const std::size_t which = random() % units.size();
            graph.erase(units[which]);
            units.erase(units.begin() + static_cast<std::ptrdiff_t>(which));
        }
    }
    EXPECT_THAT(runs(), ElementsAre());
}

TEST_F(columns, can_be_of_enums_and_plain_structs_of_any_size) {
    fill(900);
    const auto mark = graph.mark();
    graph.columns<&Unit::now, &Unit::goal, &Unit::odd>().each(
        [](std::span<mood> now, std::span<point> goal, std::span<wide> odd) {
            for (std::size_t n = 0; n < now.size(); ++n) {
                now[n] = mood::angry;
                goal[n] = {5, 7};
                odd[n].parts[2] = 9;
            }
        });
    EXPECT_EQ(units[899].now(), mood::angry);
    EXPECT_EQ(units[899].goal(), (point{5, 7}));
    EXPECT_EQ(units[899].odd().parts[2], 9);
    graph.rollback(mark);
    EXPECT_EQ(units[899].now(), mood::calm);
    EXPECT_EQ(units[899].goal(), point{});
    EXPECT_EQ(units[899].odd().parts[2], 0);
}

TEST_F(columns, that_were_written_come_back_with_a_mark) {
    fill(5000);
    const auto digest = graph.digest();
    const auto mark = graph.mark();
    for (int round = 0; round < 3; ++round) {
        graph.columns<&Unit::x>().each([](std::span<double> x) {
            for (double& each : x) each *= 2;
        });
    }
    EXPECT_EQ(units[4999].x(), 40'000);
    graph.rollback(mark);
    EXPECT_EQ(graph.digest(), digest);
}

TEST_F(columns, that_are_only_read_leave_no_trace) {
    fill(5000);
    [[maybe_unused]] const auto mark = graph.mark();
    double sum = 0;
    graph.columns<kith::read_only<&Unit::x>>().each(
        [&](std::span<const double> x) { sum += std::accumulate(x.begin(), x.end(), 0.0); });
    EXPECT_EQ(sum, 5000.0 * 5001 / 2);
    EXPECT_EQ(graph.memory().history, 0U);
}

TEST_F(columns, that_are_only_read_are_those_that_there_were_when_the_walk_began) {
    fill(10);
    std::size_t seen = 0;
    graph.columns<kith::read_only<&Unit::hits>>().each([&](std::span<const std::int32_t> hits) {
        seen += hits.size();
        fill(100);
    });
    EXPECT_EQ(seen, 10U);
}

TEST_F(columns, can_be_read_by_several_threads_at_once) {
    fill(5000);
    std::vector<std::thread> readers;
    std::array<std::int64_t, 4> sums{};
    for (std::int64_t& sum : sums)
        readers.emplace_back([&] {
            for (int round = 0; round < 20; ++round)
                graph.columns<kith::read_only<&Unit::hits>>().each([&](std::span<const std::int32_t> hits) {
                    sum += std::accumulate(hits.begin(), hits.end(), std::int64_t{0});
                });
        });
    for (std::thread& each : readers) each.join();
    EXPECT_THAT(sums, testing::Each(20LL * 5000 * 5001 / 2));
}

TEST_F(columns, whose_writes_are_more_than_writes_are_refused_and_say_why) {
    fill(3);
    graph.add(Squad{.units = {units[0]}});
    EXPECT_EQ((refused<&Unit::hits, &Unit::rank>()), kith::errc::column_guarded);
    EXPECT_THAT(said,
                HasSubstr("Unit.rank cannot be written as a column, since an index follows it; write it "
                          "through refs, or name it kith::read_only"));
    EXPECT_EQ(refused<&Unit::place>(), kith::errc::column_guarded);
    EXPECT_THAT(said,
                HasSubstr("Unit.place cannot be written as a column, since Squad.units is ordered by it"));
    EXPECT_EQ(refused<&Squad::size>(), kith::errc::column_guarded);
    EXPECT_THAT(said, HasSubstr("since each change stamps changed"));
    const auto watching = kith::on_change<&Unit::x>(graph, [](auto&&...) {});
    EXPECT_EQ(refused<&Unit::x>(), kith::errc::column_guarded);
    EXPECT_THAT(said, HasSubstr("since it is watched"));
    EXPECT_EQ(
        (refused<kith::read_only<&Unit::rank>, kith::read_only<&Unit::place>, kith::read_only<&Unit::x>>()),
        kith::errc{});
    EXPECT_EQ(refused<kith::read_only<&Squad::size>>(), kith::errc{});
}

TEST_F(columns, cannot_have_their_ground_pulled_away_while_they_are_written) {
    fill(10);
    const auto mark = graph.mark();
    auto open = graph.transaction();
    const auto digest = graph.digest();
    const std::vector<std::function<void()>> meddling{
        [&] { static_cast<void>(graph.mark()); },
        [&] { graph.rollback(mark); },
        [&] { open.rollback(); },
        [&] { static_cast<void>(graph.transaction()); },
        [&] { graph.add(Unit{}); },
        [&] { graph.erase(units[3]); },
        [&] { units[3].name("another name, longer than a cell"); },
        [&] { units[3].vx(7); },
        [&] { graph.columns<&Unit::vx>().each([](std::span<double> vx) { vx[0] = 7; }); },
    };
    for (const auto& meddle : meddling) {
        EXPECT_THROW(graph.columns<&Unit::x>().each([&](std::span<double>) { meddle(); }), kith::usage_error);
        EXPECT_FALSE(graph.busy());
    }
    EXPECT_EQ(graph.digest(), digest);
    double seen = 0;
    graph.columns<&Unit::x>().each([&](std::span<double> x) { seen = units[3].x() + x[3]; });
    EXPECT_EQ(seen, 8);
    open.commit();
    EXPECT_THAT(graph.check(), ElementsAre());
}

TEST_F(columns, keep_what_was_written_before_the_work_threw_unless_a_transaction_takes_it_back) {
    fill(10);
    const auto fail = [](std::span<double> x) {
        x[0] = 100;
        throw std::runtime_error("enough");
    };
    EXPECT_THROW(graph.atomically([&] { graph.columns<&Unit::x>().each(fail); }), std::runtime_error);
    EXPECT_EQ(units[0].x(), 1);
    EXPECT_THROW(graph.columns<&Unit::x>().each(fail), std::runtime_error);
    EXPECT_EQ(units[0].x(), 100);
    units[0].x(3);
    EXPECT_EQ(units[0].x(), 3);
}

TEST_F(columns, of_a_mixin_and_of_types_that_inherit_are_those_of_the_table_they_are_in) {
    const auto crate = graph.add(Crate{{.weight = 2.5}, 1});
    const auto dog = graph.add(Dog{{.legs = 3}, 5});
    graph.add(Animal{});
    graph.columns<Crate, &Crate::weight, &Crate::number>().each(
        [](std::span<double> weight, std::span<std::int32_t> number) {
            weight[0] *= 2;
            number[0] = 8;
        });
    EXPECT_EQ(crate.weight(), 5);
    EXPECT_EQ(crate.number(), 8);
    std::size_t animals = 0;
    graph.columns<&Animal::legs>().each([&](std::span<std::int32_t> legs) {
        animals += legs.size();
        for (std::int32_t& each : legs) ++each;
    });
    EXPECT_EQ(animals, 2U);
    EXPECT_EQ(dog.legs(), 4);
}

}  // namespace model_columns_test

#include "support/names.hpp"

#include <kith/boxed.hpp>
#include <kith/core/checkpoint.hpp>

#include <boost/serialization/map.hpp>
#include <boost/serialization/string.hpp>
#include <boost/serialization/vector.hpp>

#include <map>

namespace boxed_test {

struct settings {
    std::map<std::string, std::vector<int>> values;
    friend bool operator==(const settings&, const settings&) = default;
    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive& values;
    }
};
/// Counts how many live, and has no operator==.
struct counted {
    int number = 0;
    static inline int living = 0;
    explicit counted(int n = 0) : number(n) { ++living; }
    counted(const counted& other) : number(other.number) { ++living; }
    counted& operator=(const counted&) = default;
    ~counted() { --living; }
    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive& number;
    }
};

struct Widget {
    std::string name{};
    settings options{};
    std::optional<settings> maybe{};
    counted count = counted(5);
};
KITH_MODEL(Widget, name, options, maybe, count)

using settings_map = std::map<std::string, std::vector<int>>;

class boxed_fields : public testing::Test {
protected:
    kith::graph graph{kith::models<Widget>};
    const settings one{{{"a", {1, 2}}}};
    const settings two{{{"b", {3}}, {"c", {}}}};
};

TEST_F(boxed_fields, read_what_was_written) {
    const auto w = graph.add(Widget{.name = "w", .options = one});
    EXPECT_EQ(w.options(), one);
    EXPECT_EQ(w.maybe(), std::nullopt);
    EXPECT_EQ(w.count().number, 5);
    w.options(two);
    w.maybe(one);
    EXPECT_EQ(w.options(), two);
    EXPECT_EQ(w.maybe(), one);
    w.maybe(std::nullopt);
    EXPECT_EQ(w.maybe(), std::nullopt);
    const kith::ref<Widget> nobody;
    EXPECT_EQ(nobody.options(), settings{});
    EXPECT_EQ(nobody.maybe(), std::nullopt);
    tests::expect_sound(graph);
}

TEST_F(boxed_fields, come_back_with_a_rollback) {
    const auto w = graph.add(Widget{.name = "w", .options = one});
    const auto digest = graph.digest();
    const auto outer = graph.mark();
    w.options(two);
    const auto inner = graph.mark();
    w.options(settings{});
    graph.erase(w);
    graph.rollback(inner);
    EXPECT_EQ(graph.all<Widget>().begin().operator*().options(), two);
    graph.rollback(outer);
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(graph.all<Widget>().front().options(), one);
}

TEST_F(boxed_fields, an_equal_value_is_no_change) {
    const auto w = graph.add(Widget{.name = "w", .options = one, .count = counted(7)});
    kith::core::checkpoint point(graph);
    w.options(settings(one));
    w.count(counted(7));
    EXPECT_TRUE(point.difference().empty());
    w.count(counted(8));
    EXPECT_FALSE(point.difference().empty());
}

TEST_F(boxed_fields, live_as_long_as_somebody_can_come_back_to_them_and_no_longer) {
    // The type's default value is made when it is first read, and stays.
    const auto& widgets = graph.at(0);
    static_cast<void>(widgets.boxed(widgets.find_column("count").value(), 0));
    // The default values, which live for good.
    static_cast<void>(kith::model::boxed_functions<counted>::empty());
    static_cast<void>(kith::ref<Widget>().count());
    const int before = counted::living;
    {
        kith::graph own(kith::models<Widget>);
        auto w = own.add(Widget{.count = counted(1)});
        const int with_one = counted::living;
        w.count(counted(2));
        EXPECT_EQ(counted::living, with_one);
        const auto mark = own.mark();
        w.count(counted(3));
        EXPECT_EQ(counted::living, with_one + 1);
        own.rollback(mark);
        EXPECT_EQ(counted::living, with_one);
        EXPECT_EQ(w.count().number, 2);
        auto point = std::make_unique<kith::core::checkpoint>(own);
        for (int i = 0; i < 10; ++i) w.count(counted(10 + i));
        own.erase(w);
        EXPECT_GT(counted::living, with_one);
        point.reset();
        EXPECT_EQ(counted::living, with_one - 1);
        own.add(Widget{});
    }
    EXPECT_EQ(counted::living, before);
}

TEST_F(boxed_fields, a_checkpoint_taken_after_a_mark_still_reads_its_values_when_the_mark_is_rolled_back_to) {
    auto w = graph.add(Widget{.count = counted(1)});
    const auto mark = graph.mark();
    w.count(counted(2));
    kith::core::checkpoint point(graph);
    graph.rollback(mark);
    EXPECT_FALSE(point.difference().empty());
    w.count(counted(3));
    EXPECT_FALSE(point.difference().empty());
    w.count(counted(2));
    EXPECT_TRUE(point.difference().empty());
}

TEST_F(boxed_fields, a_checkpoint_sees_boxed_changes_through_rollbacks) {
    const auto w = graph.add(Widget{.name = "w", .options = one});
    kith::core::checkpoint point(graph);
    const auto mark = graph.mark();
    w.options(two);
    EXPECT_EQ(point.difference().rows[0].size(), 1U);
    graph.rollback(mark);
    EXPECT_TRUE(point.difference().empty());
    w.options(two);
    w.options(one);
    EXPECT_TRUE(point.difference().empty());
}

TEST_F(boxed_fields, survive_a_random_program_with_marks_and_checkpoints) {
    std::vector<std::pair<kith::mark, std::vector<int>>> marks;
    std::vector<int> values(8, 0);
    for (int i = 0; i < 8; ++i) graph.add(Widget{.count = counted(0)});
    std::unique_ptr<kith::core::checkpoint> point;
    std::uint32_t state = 12345;
    const auto below = [&](std::uint32_t n) { return (state = state * 1664525U + 1013904223U) / 7 % n; };
    for (int step = 0; step < 4000; ++step) {
        const std::uint32_t what = below(12);
        if (what < 7) {
            const auto n = below(8);
            values[n] = static_cast<int>(below(5));
            graph.get(kith::id<Widget>{n + 1}).count(counted(values[n]));
        } else if (what < 9 && marks.size() < 5) {
            marks.emplace_back(graph.mark(), values);
        } else if (what == 9 && !marks.empty()) {
            const auto at = below(static_cast<std::uint32_t>(marks.size()));
            graph.rollback(marks[at].first);
            values = marks[at].second;
            marks.resize(at);
        } else if (what == 10 && !marks.empty()) {
            const auto at = below(static_cast<std::uint32_t>(marks.size()));
            graph.release(marks[at].first);
            marks.erase(marks.begin() + at);
        } else if (what == 11) {
            if (point != nullptr)
                point.reset();
            else
                point = std::make_unique<kith::core::checkpoint>(graph);
        }
        for (std::uint32_t n = 0; n < 8; ++n)
            ASSERT_EQ(graph.get(kith::id<Widget>{n + 1}).count().number, values[n]) << "step " << step;
    }
}

}  // namespace boxed_test

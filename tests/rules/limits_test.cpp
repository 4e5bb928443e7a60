#include "support/names.hpp"

namespace limits_test {

struct Wheel;
struct Stage;
struct Car {
    std::string name{};
    kith::many<Wheel, "car", kith::at_most<4>> wheels{};
    kith::many<Stage, "cars"> stages{};
};
struct Wheel {
    std::string name{};
    kith::one<Car, "wheels"> car{};
};
struct Stage {
    std::string name{};
    kith::many<Car, "stages", kith::at_least<2>, kith::at_most<3>> cars{};
};
KITH_MODEL(Car, name, wheels, stages)
KITH_MODEL(Wheel, name, car)
KITH_MODEL(Stage, name, cars)

using kith::errc;
using tests::names;
using tests::refused;

class limits : public testing::Test {
protected:
    ~limits() override { tests::expect_sound(graph); }

    kith::ref<Car> car(const char* name) { return graph.add(Car{.name = name}); }
    kith::ref<Wheel> wheel(const char* name) { return graph.add(Wheel{.name = name}); }

    kith::graph graph{kith::models<Car, Wheel, Stage>};
    kith::ref<Car> a = car("a");
    kith::ref<Car> b = car("b");
    kith::ref<Car> c = car("c");
    kith::ref<Car> d = car("d");
};

TEST_F(limits, a_member_more_than_at_most_is_refused_from_either_end) {
    for (const char* name : {"1", "2", "3", "4"}) a.wheels().append(wheel(name));
    const auto fifth = wheel("5");
    EXPECT_EQ(refused(graph, [&] { a.wheels().append(fifth); }), errc::too_many_members);
    EXPECT_EQ(refused(graph, [&] { fifth.car(a); }), errc::too_many_members);
    EXPECT_EQ(refused(graph, [&] { graph.add(Wheel{.name = "6", .car = a}); }), errc::too_many_members);
    EXPECT_EQ(names(a.wheels()), "1 2 3 4");
}

TEST_F(limits, a_full_list_still_takes_its_own_members_and_exchanges_them) {
    for (const char* name : {"1", "2", "3", "4"}) a.wheels().append(wheel(name));
    a.wheels().append(a.wheels().front());
    a.wheels().replace(0, wheel("5"));
    EXPECT_EQ(names(a.wheels()), "5 2 3 4");
    const auto others = std::vector{wheel("6"), wheel("7"), wheel("8"), wheel("9")};
    a.wheels().assign(others);
    EXPECT_EQ(names(a.wheels()), "6 7 8 9");
}

TEST_F(limits, X9_an_extend_that_finds_no_room_at_its_end_changes_nothing) {
    for (const char* name : {"1", "2", "3"}) a.wheels().append(wheel(name));
    b.wheels().assign({wheel("4"), wheel("5")});
    EXPECT_EQ(refused(graph, [&] { a.wheels().extend(b.wheels()); }), errc::too_many_members);
    EXPECT_EQ(names(a.wheels()), "1 2 3");
    EXPECT_EQ(names(b.wheels()), "4 5");
}

TEST_F(limits, fewer_members_than_at_least_are_refused_when_the_unit_ends) {
    EXPECT_EQ(refused(graph, [&] { graph.add(Stage{.name = "s", .cars = {a}}); }), errc::too_few_members);
    const auto stage = graph.add(Stage{.name = "s", .cars = {a, b}});
    EXPECT_EQ(refused(graph, [&] { stage.cars().remove(a); }), errc::too_few_members);
    EXPECT_EQ(refused(graph, [&] { b.stages().clear(); }), errc::too_few_members);
    EXPECT_EQ(refused(graph, [&] { graph.erase(a); }), errc::too_few_members);
    graph.atomically([&] {
        graph.erase(a);
        stage.cars().append(c);
    });
    EXPECT_EQ(names(stage.cars()), "b c");
}

TEST_F(limits, who_is_erased_needs_no_members) {
    const auto stage = graph.add(Stage{.name = "s", .cars = {a, b}});
    graph.atomically([&] {
        graph.erase(a);
        graph.erase(stage);
    });
    EXPECT_EQ(names(graph.all<Car>()), "b c d");
}

}  // namespace limits_test

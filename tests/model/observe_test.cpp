#include "support/names.hpp"

#include <kith/observe.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace observe_test {

struct Team;
struct Person;
struct Desk;

struct Team {
    std::string name;
    kith::many<Person, "team", kith::cascade<"all, delete-orphan">> people{};
    kith::many<Person, "clubs"> fans{};
};
struct Person {
    kith::column<std::string, kith::unique> name;
    std::int32_t age = 0;
    std::optional<std::int64_t> number{};
    kith::one<Team, "people"> team{};
    kith::many<Team, "fans"> clubs{};
    kith::one<Desk, "person"> desk{};
};
struct Desk {
    std::string name;
    kith::one<Person, "desk"> person{};
};
KITH_MODEL(Team, name, people, fans)
KITH_MODEL(Person, name, age, number, team, clubs, desk)
KITH_MODEL(Desk, name, person)

using kith::errc;
using kith::ref;
using testing::ElementsAre;
using testing::IsEmpty;
using tests::names;
using tests::refused;

struct observing : testing::Test {
    kith::graph graph{kith::models<Team, Person, Desk>, {.max_rows = 10'000}};
    ref<Team> red = graph.add(Team{.name = "red"});
    ref<Team> blue = graph.add(Team{.name = "blue"});
    ref<Person> ana = graph.add(Person{.name = "ana"});
    ref<Person> bo = graph.add(Person{.name = "bo"});
    std::vector<std::string> told;

    template <class... Parts>
    void note(const Parts&... parts) {
        std::string out;
        ((out += (out.empty() ? "" : " ") + std::string(parts)), ...);
        told.push_back(out);
    }
    static std::string name_of(auto entity) { return entity ? std::string(entity.name()) : "nobody"; }
    std::vector<std::string> heard() { return std::exchange(told, {}); }
};

TEST_F(observing, a_function_that_keeps_something_of_its_own_can_watch) {
    std::int32_t asked = 0, changed = 0, added = 0;
    kith::validate<&Person::age>(graph, [n = 0, &asked](ref<Person>, std::int32_t age) mutable {
        asked = ++n;
        return age;
    });
    const auto watches = kith::on_change<&Person::age>(
        graph, [n = 0, &changed](ref<Person>, std::int32_t) mutable { changed = ++n; });
    const auto additions = kith::on_add<Person>(graph, [n = 0, &added](ref<Person>) mutable { added = ++n; });
    ana.age(1);
    ana.age(2);
    graph.add(Person{.name = "cy"});
    EXPECT_EQ(asked, 2);
    EXPECT_EQ(changed, 2);
    EXPECT_EQ(added, 1);
}

// --- validators --------------------------------------------------------------------------------------

TEST_F(observing, R209_a_validator_gives_the_value_that_is_set) {
    kith::validate<&Person::name>(graph, [](ref<Person>, std::string name) { return name + "!"; });
    ana.name("eva");
    EXPECT_EQ(ana.name(), "eva!");
    const auto cy = graph.add(Person{.name = "cy"});
    EXPECT_EQ(cy.name(), "cy!");
    EXPECT_EQ(graph.query<Person>().where(kith::field<&Person::name> == "cy!").one(), cy);
    EXPECT_THAT(graph.check(), IsEmpty());
}

TEST_F(observing, R209_a_validator_of_numbers_and_nulls_converts_them) {
    kith::validate<&Person::age>(graph,
                                 [](ref<Person>, std::int32_t age) { return std::clamp(age, 0, 150); });
    kith::validate<&Person::number>(graph, [](ref<Person>, std::optional<std::int64_t> number) {
        return number && *number == 13 ? std::nullopt : number;
    });
    ana.age(200);
    EXPECT_EQ(ana.age(), 150);
    ana.number(12);
    EXPECT_EQ(ana.number(), 12);
    ana.number(13);
    EXPECT_EQ(ana.number(), std::nullopt);
    EXPECT_EQ(graph.add(Person{.name = "cy", .age = -4, .number = 13}).age(), 0);
}

TEST_F(observing, R209_a_text_may_be_given_as_a_view_of_one) {
    kith::validate<&Person::name>(
        graph, [](ref<Person>, std::string_view name) { return name == "ana" ? "anna" : "somebody"; });
    ana.name("ana");
    bo.name("bo");
    EXPECT_EQ(ana.name(), "anna");
    EXPECT_EQ(bo.name(), "somebody");
}

TEST_F(observing, R209_a_number_that_a_validator_gives_and_the_column_cannot_hold_is_refused) {
    kith::validate<&Person::age>(graph,
                                 [](ref<Person>, std::int32_t age) { return age * std::int64_t{1'000'000}; });
    ana.age(2);
    EXPECT_EQ(ana.age(), 2'000'000);
    EXPECT_EQ(refused(graph, [&] { ana.age(3'000); }), kith::errc::value_out_of_range);
    EXPECT_EQ(ana.age(), 2'000'000);
}

TEST_F(observing, R209_a_second_validator_of_a_member_is_refused) {
    const auto same = [](ref<Person>, std::int32_t age) { return age; };
    kith::validate<&Person::age>(graph, same);
    EXPECT_EQ(refused(graph, [&] { kith::validate<&Person::age>(graph, same); }), errc::validator_taken);
}

TEST_F(observing, R212_what_a_validator_throws_refuses_the_change) {
    kith::validate<&Person::age>(graph, [](ref<Person>, std::int32_t age) {
        if (age < 0) throw std::invalid_argument("nobody is younger than 0");
        return age;
    });
    kith::validate<&Team::people>(graph, [](ref<Team>, ref<Person> who) {
        if (who.name() == "bo") throw std::invalid_argument("not bo");
        return who;
    });
    red.people().append(ana);
    const auto digest = graph.digest();
    EXPECT_THROW(ana.age(-1), std::invalid_argument);
    EXPECT_THROW(graph.add(Person{.name = "cy", .age = -1}), std::invalid_argument);
    EXPECT_THROW(red.people().append(bo), std::invalid_argument);
    EXPECT_THROW(bo.team(red), std::invalid_argument);
    EXPECT_THROW(red.people().assign({ana, bo}), std::invalid_argument);
    EXPECT_THROW(graph.add(Team{.name = "green", .people = {bo}}), std::invalid_argument);
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_THAT(graph.check(), IsEmpty());
}

TEST_F(observing, R210_a_list_s_validator_sees_every_given_member) {
    kith::validate<&Team::people>(graph, [&](ref<Team>, ref<Person> who) {
        note("asked", who.name());
        return who;
    });
    red.people().append(ana);
    EXPECT_THAT(heard(), ElementsAre("asked ana"));
    red.people().assign({bo, ana});
    EXPECT_THAT(heard(), ElementsAre("asked bo", "asked ana"));
    red.people().remove(bo);
    EXPECT_THAT(heard(), IsEmpty());
}

TEST_F(observing, X17_a_substitute_is_linked_and_nothing_else) {
    kith::validate<&Team::people>(graph, [&](ref<Team>, ref<Person> who) { return who == ana ? bo : who; });
    red.people().append(ana);
    EXPECT_EQ(names(red.people()), "bo");
    EXPECT_FALSE(ana.team());
    EXPECT_EQ(bo.team(), red);
}

TEST_F(observing, R211_validators_are_asked_about_what_comes_from_the_other_end_unless_they_say_not) {
    kith::validate<&Person::team>(graph, [&](ref<Person>, ref<Team> team) {
        note("asked", name_of(team));
        return team;
    });
    kith::validate<&Desk::person>(graph,
                                  [&](ref<Desk>, ref<Person> who) {
                                      note("asked", name_of(who));
                                      return who;
                                  },
                                  {.reverse = false});
    red.people().append(ana);
    EXPECT_THAT(heard(), ElementsAre("asked red"));
    graph.atomically([&] {
        red.people().remove(ana);
        EXPECT_THAT(heard(), ElementsAre("asked nobody"));
        blue.people().append(ana);
    });
    EXPECT_THAT(heard(), ElementsAre("asked blue"));
    const auto desk = graph.add(Desk{.name = "desk"});
    ana.desk(desk);
    EXPECT_THAT(heard(), IsEmpty());
    desk.person(bo);
    EXPECT_THAT(heard(), ElementsAre("asked bo"));
}

TEST_F(observing, R210_a_list_s_validator_can_be_asked_about_those_who_leave) {
    kith::validate<&Team::fans>(graph,
                                [&](ref<Team>, ref<Person> who) {
                                    if (who == bo) throw std::invalid_argument("bo stays out, or in");
                                    return who;
                                },
                                {.removals = true});
    red.fans().append(ana);
    EXPECT_THROW(bo.clubs().append(red), std::invalid_argument);
    red.fans().remove(ana);
    EXPECT_TRUE(red.fans().empty());
}

TEST_F(observing, X9_a_reverse_validator_that_refuses_a_move_leaves_everything_in_place) {
    red.people().append(ana);
    kith::validate<&Person::team>(graph, [&](ref<Person>, ref<Team> team) {
        if (team == blue) throw std::invalid_argument("never blue");
        return team;
    });
    const auto digest = graph.digest();
    EXPECT_THROW(blue.people().append(ana), std::invalid_argument);
    EXPECT_THROW(blue.people().extend(std::vector{bo, ana}), std::invalid_argument);
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(names(red.people()), "ana");
}

// --- observers ---------------------------------------------------------------------------------------

TEST_F(observing, R213_a_column_s_observer_is_told_before_it_changes) {
    const auto watching = kith::on_change<&Person::age>(graph, [&](ref<Person> who, std::int32_t age) {
        note(who.name(), std::to_string(who.age()), "to", std::to_string(age));
    });
    ana.age(7);
    ana.age(7);
    ana.age(8);
    EXPECT_THAT(heard(), ElementsAre("ana 0 to 7", "ana 7 to 8"));
}

struct observing_links : observing {
    std::vector<kith::subscription> all;
    observing_links() {
        all.push_back(kith::on_append<&Team::people>(graph, [&](ref<Team> team, ref<Person> who) {
            note("append", who.name(), "to", team.name(), std::to_string(team.people().size()),
                 name_of(who.team()));
        }));
        all.push_back(kith::on_remove<&Team::people>(graph, [&](ref<Team> team, ref<Person> who) {
            note("remove", who.name(), "from", team.name(), std::to_string(team.people().size()));
        }));
        all.push_back(kith::on_change<&Person::team>(graph, [&](ref<Person> who, ref<Team> after) {
            note("set", who.name(), name_of(who.team()), "to", name_of(after));
        }));
    }
};

TEST_F(observing_links, R214_adding_through_the_list_tells_the_list_and_then_the_member) {
    red.people().append(ana);
    EXPECT_THAT(heard(), ElementsAre("append ana to red 0 nobody", "set ana nobody to red"));
}

TEST_F(observing_links, R214_a_move_through_the_list_tells_the_new_list_the_member_and_the_old_list) {
    red.people().append(ana);
    heard();
    blue.people().append(ana);
    EXPECT_THAT(heard(),
                ElementsAre("append ana to blue 0 red", "set ana red to blue", "remove ana from red 1"));
}

TEST_F(observing_links, R214_a_move_through_the_member_tells_it_the_old_list_and_the_new_list) {
    red.people().append(ana);
    heard();
    ana.team(blue);
    EXPECT_THAT(heard(),
                ElementsAre("set ana red to blue", "remove ana from red 1", "append ana to blue 0 red"));
}

TEST_F(observing_links, R215_setting_what_is_set_tells_nobody) {
    red.people().append(ana);
    heard();
    ana.team(red);
    red.people().append(ana);
    EXPECT_THAT(heard(), IsEmpty());
}

TEST_F(observing_links, R216_reading_tells_nobody) {
    EXPECT_FALSE(ana.team());
    EXPECT_TRUE(red.people().empty());
    EXPECT_THAT(heard(), IsEmpty());
}

TEST_F(observing_links, X11_R153_whole_assignment_tells_of_each_that_comes_and_then_of_each_that_goes_once) {
    const auto cy = graph.add(Person{.name = "cy"});
    red.people().extend(std::vector{ana, bo});
    heard();
    red.people().assign({cy, bo});
    EXPECT_THAT(heard(), ElementsAre("append cy to red 2 nobody", "set cy nobody to red",
                                     "remove ana from red 3", "set ana red to nobody"));
}

TEST_F(observing_links, R152_another_order_tells_nobody) {
    red.people().extend(std::vector{ana, bo});
    heard();
    red.people().assign({bo, ana});
    EXPECT_EQ(names(red.people()), "bo ana");
    EXPECT_THAT(heard(), IsEmpty());
}

TEST_F(observing_links, erasing_tells_of_the_memberships_that_end) {
    red.people().extend(std::vector{ana, bo});
    heard();
    all.push_back(kith::on_erase<Person>(graph, [&](ref<Person> who) { note("erase", who.name()); }));
    graph.erase(ana);
    EXPECT_THAT(heard(), ElementsAre("erase ana", "set ana red to nobody", "remove ana from red 2"));
    graph.erase(red);
    EXPECT_THAT(heard(), ElementsAre("remove bo from red 1", "erase bo", "set bo red to nobody"));
}

TEST_F(observing_links, a_rollback_tells_nobody) {
    const auto mark = graph.mark();
    red.people().append(ana);
    heard();
    graph.rollback(mark);
    EXPECT_THAT(heard(), IsEmpty());
}

TEST_F(observing, R218_a_new_entity_is_told_whole_and_linked) {
    const auto watching = kith::on_add<Person>(graph, [&](ref<Person> who) {
        note(who.name(), name_of(who.team()), std::to_string(who.team().people().size()));
        if (who.name() == "dee") throw std::runtime_error("no more");
    });
    graph.add(Person{.name = "cy", .team = red});
    EXPECT_THAT(heard(), ElementsAre("cy red 1"));
    const auto digest = graph.digest();
    EXPECT_THROW(graph.add(Person{.name = "dee", .team = red}), std::runtime_error);
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(graph.count<Person>(), 3U);
    EXPECT_THAT(graph.check(), IsEmpty());
}

TEST_F(observing, observers_may_not_change_the_graph) {
    std::vector<kith::subscription> all;
    std::vector<errc> errors;
    const auto try_each = [&] {
        const auto attempt = [&](auto&& change) {
            try {
                change();
                ADD_FAILURE() << "nothing was thrown";
            } catch (const kith::error& problem) {
                errors.push_back(problem.code());
            }
        };
        attempt([&] { ana.age(5); });
        attempt([&] { ana.name("eva"); });
        attempt([&] { ana.team(blue); });
        attempt([&] { graph.add(Team{}); });
        attempt([&] { graph.erase(bo); });
        attempt([&] { static_cast<void>(graph.mark()); });
        attempt([&] { static_cast<void>(graph.transaction()); });
    };
    all.push_back(
        kith::on_change<&Person::name>(graph, [&](ref<Person>, const std::string&) { try_each(); }));
    all.push_back(kith::on_append<&Team::people>(graph, [&](ref<Team>, ref<Person>) { try_each(); }));
    all.push_back(kith::on_erase<Desk>(graph, [&](ref<Desk>) { try_each(); }));
    bo.name("bob");
    red.people().append(bo);
    graph.erase(graph.add(Desk{}));
    EXPECT_EQ(errors, std::vector(21, errc::graph_busy));
    EXPECT_EQ(bo.name(), "bob");
    EXPECT_EQ(names(red.people()), "bob");
    EXPECT_EQ(ana.age(), 0);
    EXPECT_THAT(graph.check(), IsEmpty());
}

TEST_F(observing, a_subscription_ends_with_its_handle) {
    {
        const auto watching =
            kith::on_change<&Person::age>(graph, [&](ref<Person>, std::int32_t) { note("a"); });
        ana.age(1);
    }
    ana.age(2);
    auto other = kith::on_change<&Person::age>(graph, [&](ref<Person>, std::int32_t) { note("b"); });
    kith::subscription moved = std::move(other);
    ana.age(3);
    moved.stop();
    ana.age(4);
    EXPECT_THAT(heard(), ElementsAre("a", "b"));
}

TEST_F(observing, an_observer_may_drop_itself_and_others_while_it_runs) {
    kith::subscription first;
    kith::subscription second;
    first = kith::on_change<&Person::age>(graph, [&](ref<Person>, std::int32_t) {
        note("first");
        first.stop();
        second.stop();
    });
    second = kith::on_change<&Person::age>(graph, [&](ref<Person>, std::int32_t) { note("second"); });
    ana.age(1);
    ana.age(2);
    EXPECT_THAT(heard(), ElementsAre("first"));
}

TEST_F(observing, a_subscription_may_outlive_its_graph) {
    kith::subscription left;
    {
        kith::graph other(kith::models<Team, Person, Desk>, {.max_rows = 100});
        left = kith::on_add<Team>(other, [](ref<Team>) {});
    }
    left.stop();
}

}  // namespace observe_test

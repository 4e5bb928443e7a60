#include "support/names.hpp"

#include <kith/observe.hpp>

#include <functional>

// Every validator and every observer of a graph throws in turn, each time it is asked or told during a call.

namespace refusal_test {

struct Team;
struct Person;
struct Badge;

struct Team {
    kith::column<std::string, kith::unique> name{};
    kith::many<Person, "team", kith::cascade<"all, delete-orphan">> people{};
    kith::many<Person, "clubs", kith::as_set> fans{};
    kith::many<Badge, "team", kith::keyed_by<"text">> badges{};
};
struct Person {
    kith::column<std::string, kith::unique> name{};
    std::int32_t rank = 0;
    kith::one<Team, "people"> team{};
    kith::many<Team, "fans"> clubs{};
    kith::many<Badge, "holder", kith::ordering_list<"place">, kith::cascade<"all">> badges{};
};
struct Badge {
    std::string text{};
    std::int32_t place = 0;
    kith::one<Person, "badges"> holder{};
    kith::one<Team, "badges"> team{};
};
KITH_MODEL(Team, name, people, fans, badges)
KITH_MODEL(Person, name, rank, team, clubs, badges)
KITH_MODEL(Badge, text, place, holder, team)

struct refusal : std::runtime_error {
    refusal() : std::runtime_error("refused") {}
};

struct world {
    kith::graph graph{kith::models<Team, Person, Badge>, {.max_rows = 1000}};
    kith::ref<Team> red = graph.add(Team{.name = "red"});
    kith::ref<Team> blue = graph.add(Team{.name = "blue"});
    std::vector<kith::ref<Person>> people;
    std::vector<kith::ref<Badge>> badges;
    std::vector<kith::subscription> all;
    long passing = -1;

    world() {
        for (int i = 0; i < 4; ++i)
            people.push_back(graph.add(Person{.name = std::string(1, static_cast<char>('a' + i)),
                                              .team = i < 3 ? red : blue,
                                              .clubs = {red}}));
        for (int i = 0; i < 6; ++i)
            badges.push_back(graph.add(Badge{
                .text = std::to_string(i % 3), .holder = people[i < 4 ? 0 : 3], .team = i < 3 ? red : blue}));
        validate<&Person::name>();
        validate<&Person::rank>();
        validate<&Badge::text>();
        validate<&Team::people>();
        validate<&Team::fans>();
        validate<&Team::badges>();
        validate<&Person::team>();
        validate<&Person::badges>();
        validate<&Badge::holder>();
        const auto told = [this](auto&&...) { step(); };
        all.push_back(kith::on_change<&Person::name>(graph, told));
        all.push_back(kith::on_change<&Badge::place>(graph, told));
        all.push_back(kith::on_change<&Badge::team>(graph, told));
        all.push_back(kith::on_append<&Team::people>(graph, told));
        all.push_back(kith::on_remove<&Team::people>(graph, told));
        all.push_back(kith::on_append<&Person::badges>(graph, told));
        all.push_back(kith::on_remove<&Person::badges>(graph, told));
        all.push_back(kith::on_add<Person>(graph, told));
        all.push_back(kith::on_erase<Person>(graph, told));
        all.push_back(kith::on_erase<Badge>(graph, told));
    }
    void step() {
        if (passing >= 0 && passing-- == 0) throw refusal();
    }
    template <auto Member>
    void validate() {
        const auto same = [this](auto, auto value) {
            step();
            return value;
        };
        if constexpr (requires { kith::validate<Member>(graph, same, {.removals = true}); })
            kith::validate<Member>(graph, same, {.removals = true});
    }
};

using call = std::function<void(world&)>;

void refuse_each_step(const char* name, bool in_transaction, const call& attempt) {
    std::uint64_t wanted = 0;
    {
        world in;
        attempt(in);
        wanted = in.graph.digest();
    }
    for (long n = 0; n < 1000; ++n) {
        SCOPED_TRACE(std::string(name) + ", refusing at step " + std::to_string(n));
        world in;
        const std::uint64_t before = in.graph.digest();
        std::unique_ptr<kith::transaction> unit;
        if (in_transaction) unit = std::make_unique<kith::transaction>(in.graph);
        in.passing = n;
        bool refused = false;
        try {
            attempt(in);
        } catch (const refusal&) {
            refused = true;
        }
        const bool reached = refused || in.passing < 0;
        in.passing = -1;
        if (unit && !refused) {
            unit->commit();
            unit.reset();
        }
        tests::expect_sound(in.graph);
        ASSERT_EQ(in.graph.digest(), refused ? before : wanted);
        if (!reached) {
            EXPECT_GT(n, 0) << "nobody was asked or told";
            return;
        }
    }
    FAIL() << name << " asks without end";
}
void refuse_each_step(const char* name, const call& attempt) {
    refuse_each_step(name, false, attempt);
    refuse_each_step(name, true, attempt);
}

TEST(R212_a_refusal_at_any_step, leaves_the_graph_as_it_was_when_an_entity_is_added) {
    refuse_each_step("add", [](world& in) { in.graph.add(Person{.name = "x", .rank = 3}); });
    refuse_each_step("add with links", [](world& in) {
        in.graph.add(Person{.name = "x",
                            .rank = 3,
                            .team = in.blue,
                            .clubs = {in.red, in.blue},
                            .badges = {in.badges[1], in.badges[5]}});
    });
    refuse_each_step("add to a key that is taken",
                     [](world& in) { in.graph.add(Badge{.text = "1", .team = in.red}); });
}

TEST(R212_a_refusal_at_any_step, leaves_the_graph_as_it_was_when_members_move) {
    refuse_each_step("move through the list", [](world& in) { in.blue.people().append(in.people[0]); });
    refuse_each_step("move through the member", [](world& in) { in.people[0].team(in.blue); });
    refuse_each_step("extend", [](world& in) { in.blue.people().extend(in.people); });
    refuse_each_step("assign", [](world& in) { in.red.people().assign({in.people[3], in.people[1]}); });
    refuse_each_step("assign a set", [](world& in) { in.red.fans().assign({in.people[3], in.people[1]}); });
    refuse_each_step("insert", [](world& in) { in.people[3].badges().insert(0, in.badges[1]); });
    refuse_each_step("splice", [](world& in) {
        in.people[0].badges().splice(1, 3, {in.badges[5], in.badges[0]});
    });
    refuse_each_step("renumber", [](world& in) { in.people[0].badges().reverse(); });
    refuse_each_step("file under a taken key", [](world& in) { in.red.badges().append(in.badges[4]); });
    refuse_each_step("take a key", [](world& in) { in.badges[0].text("2"); });
}

TEST(R212_a_refusal_at_any_step, leaves_the_graph_as_it_was_when_members_leave) {
    refuse_each_step("remove an orphan", [](world& in) { in.red.people().remove(in.people[0]); });
    refuse_each_step("unlink an orphan", [](world& in) { in.people[0].team(nullptr); });
    refuse_each_step("clear", [](world& in) { in.red.people().clear(); });
    refuse_each_step("clear a set", [](world& in) { in.red.fans().clear(); });
    refuse_each_step("erase", [](world& in) { in.graph.erase(in.red); });
    refuse_each_step("erase one of a numbered list", [](world& in) { in.graph.erase(in.badges[1]); });
}

TEST(a_unique_value_that_is_taken, refuses_a_call_whole_at_whichever_step_it_is_met) {
    const auto refused = [](const call& attempt) {
        world in;
        const std::uint64_t before = in.graph.digest();
        EXPECT_EQ(tests::refused(in.graph, [&] { attempt(in); }), kith::errc::unique_taken);
        EXPECT_EQ(in.graph.digest(), before);
        tests::expect_sound(in.graph);
    };
    refused([](world& in) { in.people[1].name("a"); });
    refused([](world& in) { in.graph.add(Person{.name = "a", .team = in.blue, .badges = {in.badges[0]}}); });
    refused([](world& in) { in.graph.query<Person>().update<&Person::name>("same"); });
    refused([](world& in) {
        in.graph.atomically([&] {
            in.people[0].team(in.blue);
            in.graph.erase(in.people[1]);
            in.people[2].name("d");
        });
    });
}

}  // namespace refusal_test

#include "support/names.hpp"

#include <kith/core/adding.hpp>
#include <kith/model/observe.hpp>
#include <kith/storage/file/simulated_disk.hpp>
#include <kith/storage/snapshot.hpp>
#include <kith/storage/sqlite.hpp>

#include <gmock/gmock.h>

namespace inheritance_test {

struct Zoo;
struct Visit;
struct Animal;
struct Dog;
struct Puppy;
struct Cat;
struct Toy;
struct Checkup;

struct Zoo {
    std::string name{};
    kith::many<Animal, "zoo", kith::cascade<"all">> animals{};
    kith::many<Dog, "guards", kith::cascade<"all, delete-orphan">> watch{};
    kith::many<Checkup, "zoo"> checkups{};
    kith::proxy<"checkups", "animal"> examined{};
};
struct Animal {
    using kith_table = kith::name<"animals">;
    kith::column<std::string, kith::unique> name{};
    std::int32_t age = 0;
    kith::one<Zoo, "animals"> zoo{};
    kith::many<Visit, "patient", kith::cascade<"all">> visits{};
    kith::many<Animal, "", kith::secondary<"friends">> friends{};
    kith::proxy<"visits", "reason"> reasons{};
};
struct Dog : Animal {
    kith::column<std::int32_t, kith::ordered> tricks{};
    kith::column<kith::timestamp, kith::updated> changed{};
    kith::one<Zoo, "watch"> guards{};
    kith::many<Puppy, "mother", kith::cascade<"all">> puppies{};
    kith::many<Toy, "owner", kith::cascade<"deny">> toys{};
};
struct Puppy : Dog {
    std::string litter{};
    kith::one<Dog, "puppies"> mother{};
};
struct Cat : Animal {
    std::int32_t lives = 9;
    kith::one<Toy, "", kith::required> toy{};
};
struct Visit {
    std::string reason{};
    kith::one<Animal, "visits"> patient{};
};
struct Checkup : Visit {
    kith::one<Zoo, "checkups"> zoo{};
    kith::one<Animal> animal{};
};
struct Toy {
    std::string name{};
    kith::one<Dog, "toys"> owner{};
};
KITH_MODEL(Zoo, name, animals, watch, checkups, examined)
KITH_MODEL(Animal, name, age, zoo, visits, friends, reasons)
KITH_MODEL(Dog, (Animal), tricks, changed, guards, puppies, toys)
KITH_MODEL(Puppy, (Dog), litter, mother)
KITH_MODEL(Cat, (Animal), lives, toy)
KITH_MODEL(Visit, reason, patient)
KITH_MODEL(Checkup, (Visit), zoo, animal)
KITH_MODEL(Toy, name, owner)

constexpr auto everybody = kith::models<Zoo, Animal, Dog, Puppy, Cat, Visit, Checkup, Toy>;

using tests::expect_sound;
using tests::names;
using tests::refused;

Dog dog_called(const char* name) { return {{.name = name}, 0}; }
Puppy puppy_of(kith::ref<Dog> mother, const char* name) {
    Puppy made;
    made.name = name;
    made.mother = mother;
    return made;
}

struct inheritance : testing::Test {
    kith::graph graph{everybody, {.max_rows = 100'000, .clock = [] { return kith::timestamp{7}; }}};
    kith::ref<Zoo> zoo = graph.add(Zoo{.name = "Ulm"});
    kith::ref<Animal> ant = graph.add(Animal{.name = "Ant"});
    kith::ref<Dog> rex = graph.add(Dog{{.name = "Rex", .age = 4, .zoo = zoo}, 3});
    kith::ref<Puppy> pip = graph.add(puppy_of(rex, "Pip"));
    kith::ref<Toy> ball = graph.add(Toy{.name = "ball"});
};

TEST_F(inheritance, R20_an_entity_is_one_of_each_type_that_it_inherits_from) {
    const kith::ref<Animal> animal = rex;
    EXPECT_EQ(animal, rex);
    EXPECT_EQ(animal.name(), "Rex");
    EXPECT_EQ(names(graph.all<Animal>()), "Ant Rex Pip");
    EXPECT_EQ(names(graph.all<Dog>()), "Rex Pip");
    EXPECT_EQ(names(graph.all<Puppy>()), "Pip");
    EXPECT_EQ(graph.count<Animal>(), 3U);
    EXPECT_EQ(graph.count<Dog>(), 2U);
    expect_sound(graph);
}

TEST_F(inheritance, what_a_base_declares_is_read_and_written_through_a_ref_to_what_inherits) {
    EXPECT_EQ(rex.age(), 4);
    EXPECT_EQ(rex.tricks(), 3);
    rex.age(5);
    pip.name("Pop");
    pip.tricks(1);
    EXPECT_EQ(kith::ref<Animal>(rex).age(), 5);
    EXPECT_EQ(kith::ref<Animal>(pip).name(), "Pop");
    EXPECT_EQ(kith::ref<Dog>(pip).tricks(), 1);
    EXPECT_EQ(pip.zoo(), nullptr);
    pip.zoo(zoo);
    EXPECT_EQ(names(zoo.animals()), "Rex Pop");
    pip.zoo(nullptr);
    EXPECT_EQ(names(zoo.animals()), "Rex");
}

TEST_F(inheritance, R20_a_relation_declared_on_the_base_takes_what_inherits) {
    zoo.animals().append(pip);
    EXPECT_EQ(pip.zoo(), zoo);
    EXPECT_TRUE(zoo.animals().contains(rex));
    zoo.animals().assign({pip, ant});
    EXPECT_EQ(names(zoo.animals()), "Pip Ant");
    EXPECT_EQ(rex.zoo(), nullptr);
    zoo.animals().extend(std::vector{rex});
    zoo.animals().insert(0, rex);
    zoo.animals().remove(pip);
    EXPECT_EQ(names(zoo.animals()), "Ant Rex");
    rex.friends().append(pip);
    ant.friends().append(rex);
    EXPECT_EQ(names(rex.friends()), "Pip");
    EXPECT_EQ(graph.add(Visit{.reason = "flu", .patient = pip}).patient(), pip);
    EXPECT_EQ(names(graph.add(Animal{.name = "Bee", .friends = {rex, pip}}).friends()), "Rex Pip");
    EXPECT_EQ(names(graph.add(Animal{.name = "Fly", .friends = std::vector{rex}}).friends()), "Rex");
    expect_sound(graph);
}

TEST_F(inheritance, proxies_declared_on_the_base_are_those_of_what_inherits) {
    pip.reasons().append("flu");
    EXPECT_EQ(pip.visits().size(), 1U);
    EXPECT_EQ(pip.reasons().front(), "flu");
    EXPECT_EQ(pip.visits().front().patient(), pip);
}

TEST_F(inheritance, a_proxy_makes_an_object_in_between_that_inherits) {
    const auto checkup = zoo.examined().append(pip);
    EXPECT_EQ(checkup.animal(), pip);
    EXPECT_EQ(checkup.reason(), "");
    EXPECT_EQ(kith::cast<Checkup>(graph.all<Visit>().front()), checkup);
    EXPECT_EQ(zoo.examined().front(), pip);
    EXPECT_EQ(graph.count<Visit>(), 1U);
    zoo.examined().append(rex);
    EXPECT_EQ(names(zoo.examined()), "Pip Rex");
    expect_sound(graph);
}

TEST_F(inheritance, a_link_to_the_base_is_walked_backwards_from_what_inherits) {
    rex.friends().append(pip);
    EXPECT_EQ(names(kith::backref<&Animal::friends>(pip)), "Rex");
}

TEST_F(inheritance, a_cast_tells_what_an_entity_is) {
    const kith::ref<Animal> animal = pip;
    EXPECT_EQ(kith::cast<Dog>(animal), pip);
    EXPECT_EQ(kith::cast<Puppy>(animal), pip);
    EXPECT_EQ(kith::cast<Puppy>(kith::cast<Dog>(animal)), pip);
    EXPECT_EQ(kith::cast<Animal>(pip), animal);
    EXPECT_FALSE(kith::cast<Cat>(animal));
    EXPECT_FALSE(kith::cast<Puppy>(kith::ref<Animal>(rex)));
    EXPECT_FALSE(kith::cast<Dog>(ant));
    EXPECT_FALSE(kith::cast<Dog>(kith::ref<Animal>()));
}

TEST_F(inheritance, an_entity_has_one_id) {
    EXPECT_EQ(rex.id().value, 2U);
    EXPECT_EQ(kith::ref<Animal>(rex).id(), rex.id());
    EXPECT_EQ(kith::ref<Animal>(pip).id().value, 3U);
    EXPECT_EQ(graph.find(kith::id<Dog>{3}), pip);
    EXPECT_EQ(graph.get<Animal>(pip.id()), pip);
    EXPECT_FALSE(graph.find(kith::id<Dog>{1}));
    EXPECT_EQ(graph.add(Animal{.name = "Bee"}).id().value, 4U);
    EXPECT_EQ(graph.add(dog_called("Bo")).id().value, 5U);
}

TEST_F(inheritance, an_id_of_choice_must_be_free_in_every_type) {
    const auto bo = graph.add(kith::id<Dog>{50}, dog_called("Bo"));
    EXPECT_EQ(kith::ref<Animal>(bo).id().value, 50U);
    EXPECT_EQ(graph.add(dog_called("Cy")).id().value, 51U);
    EXPECT_EQ(refused(graph, [&] { graph.add(kith::id<Dog>{1}, dog_called("Di")); }), kith::errc::id_taken);
    EXPECT_EQ(refused(graph, [&] { graph.add(kith::id<Animal>{50}, Animal{.name = "Di"}); }),
              kith::errc::id_taken);
    EXPECT_EQ(graph.add(kith::id<Animal>{40}, Animal{.name = "Di"}).id().value, 40U);
    EXPECT_EQ(refused(graph, [&] { graph.add(kith::id<Puppy>{40}, Puppy{}); }), kith::errc::id_taken);
    expect_sound(graph);
}

TEST_F(inheritance, an_entity_is_printed_with_what_it_inherits) {
    EXPECT_EQ(kith::to_string(rex), "<Dog 2, Rex, 4, 3, null>");
    EXPECT_EQ(kith::to_string(kith::ref<Animal>(rex)), "<Animal 2, Rex, 4>");
    EXPECT_EQ(kith::to_string(pip), "<Puppy 3, Pip, 0, 0, null, >");
    EXPECT_EQ(kith::to_string(kith::ref<Dog>()), "<Dog>");
}

TEST_F(inheritance, an_empty_ref_reads_as_defaults_and_is_not_written_through) {
    const kith::ref<Puppy> none;
    EXPECT_EQ(none.name(), "");
    EXPECT_EQ(none.age(), 0);
    EXPECT_EQ(none.zoo(), nullptr);
    EXPECT_TRUE(none.visits().empty());
    EXPECT_EQ(kith::ref<Animal>(none), nullptr);
    EXPECT_EQ(ant.zoo().name(), "");
    EXPECT_EQ(rex.zoo().animals().size(), 1U);
    EXPECT_EQ(refused(graph, [&] { none.age(1); }), kith::errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { graph.find(kith::id<Dog>{1}).age(1); }), kith::errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { zoo.animals().append(none); }), kith::errc::null_member);
}

TEST_F(inheritance, a_ref_of_another_graph_is_refused) {
    kith::graph other(everybody);
    const auto stranger = other.add(dog_called("Max"));
    EXPECT_EQ(refused(graph, [&] { zoo.animals().append(stranger); }), kith::errc::foreign_ref);
    EXPECT_EQ(refused(graph, [&] { zoo.animals().extend(std::vector{stranger}); }), kith::errc::foreign_ref);
    EXPECT_EQ(refused(graph, [&] { graph.add(Visit{.patient = stranger}); }), kith::errc::foreign_ref);
    EXPECT_NE(kith::ref<Animal>(stranger), rex);
}

TEST_F(inheritance, R20_erasing_an_entity_as_any_of_its_types_erases_all_of_it) {
    const auto mark = graph.mark();
    const std::uint64_t before = graph.digest();
    graph.erase(kith::ref<Animal>(pip));
    EXPECT_EQ(graph.count<Puppy>(), 0U);
    EXPECT_EQ(graph.count<Dog>(), 1U);
    EXPECT_EQ(names(graph.all<Animal>()), "Ant Rex");
    EXPECT_TRUE(rex.puppies().empty());
    expect_sound(graph);
    graph.rollback(mark);
    EXPECT_EQ(graph.digest(), before);
    EXPECT_EQ(names(graph.all<Puppy>()), "Pip");
    expect_sound(graph);

    graph.erase(kith::ref<Dog>(graph.get(kith::id<Puppy>{3})));
    EXPECT_EQ(graph.count<Puppy>(), 0U);
    EXPECT_EQ(names(graph.all<Animal>()), "Ant Rex");
    expect_sound(graph);
}

TEST_F(inheritance, R20_relations_of_what_inherits_take_part_in_cascades_through_a_base_typed_collection) {
    graph.add(Visit{.reason = "flu", .patient = pip});
    ASSERT_EQ(names(zoo.animals()), "Rex");
    const auto mark = graph.mark();
    graph.erase(zoo);
    EXPECT_EQ(names(graph.all<Animal>()), "Ant");
    EXPECT_EQ(graph.count<Dog>(), 0U);
    EXPECT_EQ(graph.count<Puppy>(), 0U) << "Rex's puppies go with him";
    EXPECT_EQ(graph.count<Visit>(), 0U) << "and what their base owns with them";
    expect_sound(graph);
    graph.rollback(mark);
    EXPECT_EQ(names(graph.all<Animal>()), "Ant Rex Pip");
    EXPECT_EQ(graph.all<Visit>().front().patient(), pip);
    expect_sound(graph);
}

TEST_F(inheritance, R20_what_an_entity_must_not_leave_behind_is_judged_in_all_its_types) {
    ball.owner(pip);
    EXPECT_EQ(refused(graph, [&] { graph.erase(kith::ref<Animal>(pip)); }), kith::errc::erase_denied);
    EXPECT_EQ(refused(graph, [&] { graph.erase(zoo); }), kith::errc::erase_denied);
    ball.owner(nullptr);
    graph.add(Cat{{.name = "Tom"}, 9, ball});
    EXPECT_EQ(refused(graph, [&] { graph.erase(ball); }), kith::errc::required_empty);
    EXPECT_EQ(refused(graph, [&] { graph.add(Cat{{.name = "Kit"}}); }), kith::errc::required_empty);
    EXPECT_EQ(names(graph.all<Animal>()), "Ant Rex Pip Tom");
}

TEST_F(inheritance, an_orphan_goes_whole) {
    zoo.watch().append(pip);
    EXPECT_EQ(pip.guards(), zoo);
    zoo.watch().remove(pip);
    EXPECT_EQ(names(graph.all<Animal>()), "Ant Rex");
    EXPECT_EQ(graph.count<Puppy>(), 0U);
    expect_sound(graph);
    zoo.watch().append(rex);
    auto unit = graph.transaction();
    rex.guards(nullptr);
    EXPECT_EQ(names(graph.all<Dog>()), "Rex");
    unit.commit();
    EXPECT_EQ(names(graph.all<Animal>()), "Ant");
    expect_sound(graph);
}

TEST_F(inheritance, a_unique_column_of_the_base_is_unique_among_all_that_inherit) {
    EXPECT_EQ(refused(graph, [&] { graph.add(dog_called("Ant")); }), kith::errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { graph.add(puppy_of(rex, "Rex")); }), kith::errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { pip.name("Ant"); }), kith::errc::unique_taken);
    EXPECT_EQ(names(graph.all<Dog>()), "Rex Pip");
    EXPECT_EQ(names(rex.puppies()), "Pip");
    EXPECT_EQ(graph.add(dog_called("Bo")).id().value, 4U) << "the ids of what was refused are given again";
}

TEST_F(inheritance, what_is_refused_has_displaced_nobody) {
    const auto bo = graph.add(dog_called("Bo"));
    bo.friends().append(rex);
    // Mother and zoo are taken over from others before the name turns out to be taken.
    Puppy twin = puppy_of(bo, "Ant");
    twin.puppies = {pip};
    twin.zoo = zoo;
    twin.visits = {graph.add(Visit{.reason = "flu", .patient = rex})};
    EXPECT_EQ(refused(graph, [&] { graph.add(twin); }), kith::errc::unique_taken);
    EXPECT_EQ(pip.mother(), rex);
    EXPECT_EQ(rex.reasons().front(), "flu");
    twin.name = "Tom";
    const auto tom = graph.add(twin);
    EXPECT_EQ(pip.mother(), tom);
    EXPECT_EQ(names(bo.puppies()), "Tom");
    EXPECT_TRUE(rex.visits().empty());
    EXPECT_EQ(tom.id(), kith::ref<Animal>(tom).id());
    expect_sound(graph);
}

TEST_F(inheritance, the_links_that_an_entity_comes_with_are_no_change_of_it) {
    EXPECT_EQ(rex.changed(), std::nullopt);
    EXPECT_EQ(pip.changed(), std::nullopt);
    rex.age(9);
    EXPECT_EQ(rex.changed(), std::nullopt) << "age is a column of Animal's row (R15)";
    rex.tricks(9);
    EXPECT_EQ(rex.changed(), kith::timestamp{7});
}

TEST_F(inheritance, R3_who_is_told_finds_a_whole_entity) {
    std::vector<std::string> told;
    const auto linked = kith::on_append<&Zoo::animals>(graph, [&](auto, kith::ref<Animal> animal) {
        told.push_back("linked " + kith::to_string(kith::cast<Dog>(animal)));
    });
    const auto tell = [&](auto entity) { told.push_back("added " + kith::to_string(entity)); };
    const auto animals = kith::on_add<Animal>(graph, tell);
    auto dogs = kith::on_add<Dog>(graph, tell);
    const auto bo = graph.add(Dog{{.name = "Bo", .age = 1, .zoo = zoo}, 2});
    EXPECT_THAT(told, testing::ElementsAre("linked <Dog 4, Bo, 1, 2, null>", "added <Animal 4, Bo, 1>",
                                           "added <Dog 4, Bo, 1, 2, null>"));
    // Who throws refuses all of it.
    dogs =
        kith::on_add<Dog>(graph, [](auto) { throw kith::usage_error(kith::errc::null_member, "kith: no"); });
    EXPECT_EQ(refused(graph, [&] { graph.add(Dog{{.name = "Cy", .zoo = zoo, .friends = {bo}}}); }),
              kith::errc::null_member);
    EXPECT_EQ(names(zoo.animals()), "Rex Bo");
    graph.add(Animal{.name = "Bee"});
    EXPECT_EQ(told.back(), "added <Animal 5, Bee, 0>");
}

TEST_F(inheritance, both_rows_are_validated_before_either_is_seen) {
    kith::validate<&Animal::name>(graph, [](auto, std::string name) { return name + "!"; });
    kith::validate<&Dog::tricks>(graph, [](kith::ref<Dog> dog, std::int32_t tricks) {
        if (tricks > 9) throw kith::usage_error(kith::errc::null_member, "kith: " + std::string(dog.name()));
        return tricks;
    });
    EXPECT_EQ(graph.add(Dog{{.name = "Bo"}, 2}).name(), "Bo!");
    EXPECT_EQ(refused(graph,
                      [&] {
                          graph.add(Dog{{.name = "Cy", .zoo = zoo}, 10});
                      }),
              kith::errc::null_member);
    EXPECT_EQ(refused(graph, [&] { pip.tricks(10); }), kith::errc::null_member);
    EXPECT_EQ(names(graph.all<Dog>()), "Rex Pip Bo!");
}

TEST_F(inheritance, what_happens_in_a_transaction_happens_whole) {
    const std::uint64_t before = graph.digest();
    {
        auto unit = graph.transaction();
        graph.add(Cat{{.name = "Tom"}});
        graph.erase(rex);
        EXPECT_THROW(unit.commit(), kith::integrity_error) << "a cat needs a toy";
    }
    EXPECT_EQ(graph.digest(), before);
    expect_sound(graph);
    auto unit = graph.transaction();
    const auto tom = graph.add(Cat{{.name = "Tom"}});
    tom.toy(ball);
    unit.commit();
    EXPECT_EQ(kith::cast<Cat>(graph.get<Animal>(tom.id())), tom);
}

TEST_F(inheritance, a_rollback_takes_back_both_rows_and_their_ids) {
    const auto mark = graph.mark();
    graph.add(dog_called("Bo"));
    graph.rollback(mark);
    EXPECT_EQ(graph.count<Animal>(), 3U);
    EXPECT_EQ(graph.count<Dog>(), 2U);
    EXPECT_EQ(graph.add(dog_called("Bo")).id().value, 4U);
    expect_sound(graph);
}

TEST_F(inheritance, everything_is_erased_by_clear) {
    graph.clear();
    EXPECT_EQ(graph.count<Animal>() + graph.count<Dog>() + graph.count<Puppy>(), 0U);
    EXPECT_EQ(graph.add(dog_called("Bo")).id().value, 4U) << "ids go on counting";
    expect_sound(graph);
}

TEST_F(inheritance, a_graph_without_the_base_is_refused) {
    try {
        kith::graph wrong(kith::models<Toy, Dog, Zoo, Puppy, Visit, Checkup>);
        FAIL() << "a dog is no animal here";
    } catch (const kith::schema_error& problem) {
        EXPECT_EQ(problem.code(), kith::errc::schema_unknown_target);
        EXPECT_THAT(problem.what(), testing::HasSubstr("'Animal'"));
    }
}

TEST_F(inheritance, types_may_be_listed_in_any_order) {
    kith::graph other(kith::models<Puppy, Toy, Cat, Visit, Dog, Checkup, Zoo, Animal>);
    const auto bo = other.add(dog_called("Bo"));
    EXPECT_EQ(other.add(puppy_of(bo, "Di")).mother().name(), "Bo");
    EXPECT_EQ(names(other.all<Animal>()), "Bo Di");
    expect_sound(other);
}

TEST_F(inheritance, a_row_without_its_base_or_with_another_id_is_refused) {
    kith::core::extent& dogs = graph.at("Dog");
    const auto up = *dogs.find_end("Animal");
    EXPECT_EQ(refused(graph, [&] { kith::core::adding(dogs).finish(); }), kith::errc::required_empty);
    EXPECT_EQ(refused(graph,
                      [&] {
                          kith::core::adding row(dogs, 9);
                          row.link(up, kith::model::access::row(ant));
                          row.finish();
                      }),
              kith::errc::base_differs);
    kith::core::adding row(dogs, ant.id().value);
    row.link(up, kith::model::access::row(ant));
    row.finish();
    EXPECT_EQ(kith::cast<Dog>(ant).name(), "Ant");
    expect_sound(graph);
}

TEST_F(inheritance, check_reports_two_ids_of_one_entity) {
    kith::graph broken(everybody);
    const auto bee = broken.add(Animal{.name = "Bee"});
    broken.add(Animal{.name = "Fly"});
    kith::core::extent& dogs = broken.at("Dog");
    const auto fly = broken.add(dog_called("Bo"));
    broken.link(dogs, *dogs.find_end("Animal"), kith::model::access::row(fly), kith::model::access::row(bee));
    EXPECT_THAT(broken.check(), testing::ElementsAre(testing::HasSubstr("has another id than its Animal")));
}

TEST_F(inheritance, a_query_asks_for_what_is_inherited) {
    zoo.animals().append(pip);
    pip.tricks(5);
    const auto both = kith::field<&Animal::name> == "Rex" && kith::field<&Dog::tricks> > 2;
    EXPECT_EQ(names(graph.query<Dog>().where(both)), "Rex");
    EXPECT_EQ(names(graph.query<Dog>().where(kith::field<&Dog::tricks> > 2 && kith::field<&Dog::age> == 0)),
              "Pip");
    EXPECT_EQ(names(graph.query<Puppy>().where(kith::field<&Animal::zoo> == zoo || both)), "Pip");
    EXPECT_EQ(names(graph.query<Dog>().where(!(kith::field<&Animal::age> > 0))), "Pip");
    EXPECT_EQ(names(graph.query<Dog>().where(kith::field<&Animal::visits>.is_empty())), "Rex Pip");
    EXPECT_EQ(names(graph.query<Dog>().where([](kith::ref<Animal> each) { return each.age() == 4; })), "Rex");
    EXPECT_EQ(names(graph.query<Dog>().where(kith::path<&Dog::zoo, &Zoo::name> == "Ulm")), "Rex Pip");
    EXPECT_EQ(names(graph.query<Puppy>().where(kith::path<&Puppy::mother, &Dog::name> == "Rex")), "Pip");
    EXPECT_EQ(names(graph.query<Animal>().where(kith::field<&Animal::name> != "Rex")), "Ant Pip");
    EXPECT_EQ(names(zoo.animals().where(kith::field<&Animal::age> == 0)), "Pip");
    EXPECT_EQ(graph.query<Dog>().where(kith::field<&Animal::name> == "Ant").first(), nullptr);
}

TEST_F(inheritance, an_index_of_the_base_answers_for_what_inherits) {
    for (int i = 0; i < 20; ++i) graph.add(puppy_of(rex, ("p" + std::to_string(i)).c_str()));
    const auto found = graph.query<Puppy>().where(kith::field<&Animal::name> == "p7");
    EXPECT_EQ(names(found), "p7");
    EXPECT_THAT(found.explain(), testing::HasSubstr("unique hashed index on Animal.name"));
    EXPECT_THAT(graph.query<Puppy>().where(kith::field_of<Puppy, &Puppy::name> == "p7").explain(),
                testing::HasSubstr("unique hashed index on Animal.name"));
}

TEST_F(inheritance, a_query_orders_by_hands_out_and_sets_what_is_inherited) {
    graph.add(Dog{{.name = "Bo", .age = 9}, 1});
    EXPECT_EQ(names(graph.query<Dog>().order_by(kith::field<&Animal::name>)), "Bo Pip Rex");
    EXPECT_EQ(names(graph.query<Dog>().order_by(kith::desc<&Dog::age>, kith::field<&Dog::tricks>)),
              "Bo Rex Pip");
    EXPECT_EQ(names(graph.query<Dog>().order_by(kith::field<&Animal::visits>.size(), kith::desc<&Dog::name>)),
              "Rex Pip Bo");
    const auto found = graph.query<Dog>().values<&Dog::name, &Dog::tricks>();
    EXPECT_EQ(found.all(),
              (std::vector<std::tuple<std::string, std::int32_t>>{{"Rex", 3}, {"Pip", 0}, {"Bo", 1}}));
    EXPECT_EQ(graph.query<Puppy>().values(kith::field<&Animal::age>).all(), std::vector<std::int32_t>{0});
    EXPECT_EQ((graph.query<Dog>().update<&Dog::age, &Dog::tricks>(
                  [](kith::ref<Dog> each) { return each.age() + 1; }, 8)),
              3U);
    EXPECT_EQ(pip.age(), 1);
    EXPECT_EQ(pip.tricks(), 8);
    EXPECT_EQ(names(graph.query<Dog>().follow<&Dog::zoo>()), "Ulm");
    EXPECT_EQ(names(graph.query<Dog>().follow<&Dog::puppies>()), "Pip");
    EXPECT_EQ(graph.query<Dog>().where(kith::field<&Animal::age> > 4).erase(), 2U);
    EXPECT_EQ(names(graph.all<Animal>()), "Ant") << "Rex took his puppy with him";
    expect_sound(graph);
}

TEST_F(inheritance, a_list_is_sorted_by_what_its_members_inherit) {
    const auto bo = graph.add(dog_called("Bo"));
    bo.puppies({graph.add(puppy_of(bo, "Zed")), graph.add(puppy_of(bo, "Al"))});
    bo.puppies().sort<&Puppy::name>();
    EXPECT_EQ(names(bo.puppies()), "Al Zed");
}

TEST_F(inheritance, a_snapshot_keeps_it) {
    namespace snapshot = kith::storage::snapshot;
    kith::storage::file::simulated_disk disk;
    snapshot::save(graph, disk, "zoo.kith");
    kith::graph loaded(everybody);
    snapshot::load(loaded, disk, "zoo.kith");
    EXPECT_EQ(loaded.digest(), graph.digest());
    const auto pup = loaded.get(kith::id<Puppy>{3});
    EXPECT_EQ(pup.name(), "Pip");
    EXPECT_EQ(pup.mother().zoo().name(), "Ulm");
    EXPECT_EQ(kith::cast<Puppy>(loaded.get(kith::id<Animal>{3})), pup);
    expect_sound(loaded);
    loaded.erase(loaded.all<Zoo>().front());
    EXPECT_EQ(names(loaded.all<Animal>()), "Ant");

    // Without the types: an entity is erased whole here too.
    kith::core::graph untyped(snapshot::read_schema(disk, "zoo.kith"));
    snapshot::load(untyped, disk, "zoo.kith");
    EXPECT_EQ(untyped.digest(), graph.digest());
    untyped.erase(untyped.at("Zoo"), 1);
    EXPECT_EQ(untyped.digest(), loaded.digest());
}

TEST_F(inheritance, a_database_keeps_it_and_knows_an_id_for_each_entity) {
    kith::storage::sqlite db(":memory:");
    db.flush(graph);
    EXPECT_EQ(db.rows("SELECT * FROM animals ORDER BY id"),
              (std::vector<std::vector<std::string>>{
                  {"1", "Ant", "0", "NULL"}, {"2", "Rex", "4", "1"}, {"3", "Pip", "0", "NULL"}}));
    EXPECT_EQ(db.rows("SELECT id, tricks FROM \"Dog\" ORDER BY id"),
              (std::vector<std::vector<std::string>>{{"2", "3"}, {"3", "0"}}));
    EXPECT_EQ(db.rows("SELECT id, mother_id FROM \"Puppy\""),
              (std::vector<std::vector<std::string>>{{"3", "2"}}));
    EXPECT_EQ(db.rows("SELECT \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list('Puppy') "
                      "WHERE \"from\" = 'id'"),
              (std::vector<std::vector<std::string>>{{"Dog", "id", "id", "CASCADE"}}));
    kith::graph loaded(everybody);
    db.load(loaded);
    EXPECT_EQ(loaded.digest(), graph.digest());
    expect_sound(loaded);

    loaded.erase(loaded.get(kith::id<Puppy>{3}));
    loaded.get(kith::id<Dog>{2}).name("Max");
    Dog bo = dog_called("Bo");
    bo.zoo = loaded.all<Zoo>().front();
    loaded.add(bo);
    db.flush(loaded);
    EXPECT_EQ(db.rows("SELECT name, tricks FROM animals NATURAL JOIN \"Dog\" ORDER BY id"),
              (std::vector<std::vector<std::string>>{{"Max", "3"}, {"Bo", "0"}}));
    EXPECT_EQ(db.count("SELECT count(*) FROM animals"), 3);
    loaded.erase(loaded.all<Zoo>().front());
    db.flush(loaded);
    EXPECT_EQ(db.count("SELECT count(*) FROM animals"), 1);
    EXPECT_EQ(db.count("SELECT count(*) FROM \"Dog\""), 0);
}

}  // namespace inheritance_test

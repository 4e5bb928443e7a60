#include "support/names.hpp"

#include <kith/core/checkpoint.hpp>
#include <kith/storage/file/simulated_disk.hpp>
#include <kith/storage/snapshot.hpp>

namespace frozen_view_test {

struct Person;
struct Club {
    kith::column<std::string, kith::unique> name{};
    kith::many<Person, "clubs"> people{};
};
struct Person {
    std::string name{};
    kith::column<std::int32_t, kith::ordered> age{};
    kith::one<Person, "pupils"> teacher{};
    kith::many<Person, "teacher", kith::keyed_by<"name">> pupils{};
    kith::many<Club, "people"> clubs{};
};
KITH_MODEL(Club, name, people)
KITH_MODEL(Person, name, age, teacher, pupils, clubs)

class frozen_views : public testing::Test {
protected:
    kith::graph graph{kith::models<Club, Person>, {.max_rows = 1'000'000}};
    kith::ref<Person> ana = graph.add(Person{.name = "Ana", .age = 30});
    kith::ref<Person> bo = graph.add(Person{.name = "Bo", .age = 40, .teacher = ana});
    kith::ref<Club> club = graph.add(Club{.name = "chess", .people = {ana}});
};

TEST_F(frozen_views, are_the_graph_as_it_was) {
    const std::uint64_t before = graph.digest();
    const auto view = graph.freeze();
    bo.age(41);
    graph.erase(ana);
    graph.add(Person{.name = "Cy"});
    EXPECT_EQ(view.digest(), before);
    EXPECT_NE(graph.digest(), before);
    EXPECT_EQ(view.count<Person>(), 2U);
    const auto then = view.get<Person>(bo.id());
    EXPECT_EQ(then.age(), 40);
    EXPECT_EQ(then.teacher().name(), "Ana");
    EXPECT_EQ(tests::names(view.find<Club>(1).people()), "Ana");
    EXPECT_FALSE(view.find<Person>(3));
    EXPECT_TRUE(view.check().empty());
}

TEST_F(frozen_views, of_different_times_each_show_their_own) {
    std::vector<kith::frozen_view> views;
    for (std::int32_t age = 0; age < 5; ++age) {
        ana.age(age);
        views.push_back(graph.freeze());
    }
    ana.age(99);
    for (std::int32_t age = 0; age < 5; ++age)
        EXPECT_EQ(views[static_cast<std::size_t>(age)].get<Person>(1).age(), age);
}

TEST_F(frozen_views, hold_texts_and_lists_of_many_pages) {
    const std::string text(20'000, 'x');
    ana.name(text);
    for (int i = 0; i < 5'000; ++i) club.people().append(graph.add(Person{.name = std::to_string(i)}));
    const auto view = graph.freeze();
    ana.name(std::string(20'000, 'y'));
    club.people().clear();
    for (int i = 0; i < 5'000; ++i) graph.add(Person{.name = text});
    EXPECT_EQ(view.get<Person>(1).name(), text);
    const auto people = view.get<Club>(1).people();
    ASSERT_EQ(people.size(), 5'001U);
    EXPECT_EQ(people[5'000].name(), "4999");
    EXPECT_TRUE(view.check().empty());
}

TEST_F(frozen_views, outlive_the_graph) {
    auto other = std::make_unique<kith::graph>(kith::models<Club, Person>);
    other->add(Person{.name = "Ana", .age = 7});
    const std::uint64_t before = other->digest();
    auto read = other->freeze();
    const auto unread = other->freeze();
    EXPECT_EQ(read.digest(), before);
    other->add(Person{.name = "Bo"});
    other.reset();
    EXPECT_EQ(read.digest(), before);
    EXPECT_EQ(unread.digest(), before);
    EXPECT_EQ(unread.get<Person>(1).age(), 7);
    const auto moved = std::move(read);
    EXPECT_EQ(moved.digest(), before);
    EXPECT_FALSE(read);  // NOLINT(bugprone-use-after-move): what a moved one is
}

TEST_F(frozen_views, that_are_dropped_early_leave_no_trace) {
    const std::uint64_t before = graph.digest();
    {
        const auto view = graph.freeze();
        ana.age(31);
    }
    ana.age(30);
    EXPECT_EQ(graph.digest(), before);
    EXPECT_TRUE(graph.check().empty());
}

TEST_F(frozen_views, survive_a_rollback_to_before_them) {
    const auto mark = graph.mark();
    ana.age(31);
    graph.add(Person{.name = "Cy"});
    const std::uint64_t then = graph.digest();
    const auto view = graph.freeze();
    graph.rollback(mark);
    EXPECT_EQ(view.digest(), then);
    EXPECT_EQ(view.count<Person>(), 3U);
    EXPECT_EQ(ana.age(), 30);
}

TEST_F(frozen_views, are_refreshed_in_their_memory) {
    auto view = graph.freeze();
    static_cast<void>(view.digest());
    for (int round = 0; round < 20; ++round) {
        for (int i = 0; i < 200; ++i)
            graph.add(Person{.name = std::string(static_cast<std::size_t>(i), 'n'), .age = i});
        if (round % 3 == 0) graph.erase(graph.all<Person>().begin().operator*());
        const auto mark = graph.mark();
        graph.query<Person>().update<&Person::age>(round);
        if (round % 4 == 1) {
            graph.refresh(view);
            static_cast<void>(view.digest());
        }
        if (round % 2 == 0)
            graph.rollback(mark);
        else
            graph.release(mark);
        const std::uint64_t then = graph.digest();
        graph.refresh(view);
        graph.add(Person{});
        ASSERT_EQ(view.digest(), then) << round;
        ASSERT_TRUE(view.check().empty());
    }
}

TEST_F(frozen_views, are_put_back_with_indexes_and_ids_to_be_given_next) {
    const std::uint64_t before = graph.digest();
    const auto view = graph.freeze();
    for (int round = 0; round < 3; ++round) {
        graph.erase(club);
        graph.add(Club{.name = "go"});
        bo.age(12);
        ana.name("Ann");
        bo.name("Bob");
        graph.restore(view);
        EXPECT_EQ(graph.digest(), before);
        EXPECT_TRUE(graph.check().empty());
        club = graph.query<Club>().where(kith::field<&Club::name> == "chess").one();
        EXPECT_EQ(graph.query<Person>().where(kith::field<&Person::age> > 35).one(), bo);
        EXPECT_EQ(ana.pupils().at("Bo"), bo);
        const auto mark = graph.mark();
        EXPECT_EQ(graph.add(Person{}).id().value, 3U);
        graph.rollback(mark);
    }
    EXPECT_EQ(view.digest(), before);
}

TEST_F(frozen_views, are_put_back_by_a_change_that_marks_and_checkpoints_see) {
    const auto view = graph.freeze();
    ana.age(31);
    graph.add(Person{.name = "Cy"});
    const std::uint64_t changed = graph.digest();
    const kith::core::checkpoint point(graph);
    const auto mark = graph.mark();
    graph.restore(view);
    const auto people = point.difference().rows[1];
    ASSERT_EQ(people.size(), 2U);
    EXPECT_EQ(people[0].kind, kith::core::row_change::what::erased);
    EXPECT_EQ(people[0].id, 3U);
    EXPECT_EQ(people[1].columns, (std::vector<std::uint32_t>{1}));
    graph.rollback(mark);
    EXPECT_EQ(graph.digest(), changed);
    EXPECT_TRUE(point.difference().empty());
    graph.restore(view);
    EXPECT_EQ(graph.digest(), view.digest());
    EXPECT_TRUE(graph.check().empty());
}

TEST_F(frozen_views, that_are_older_than_a_row_take_it_away_when_put_back) {
    kith::graph empty(kith::models<Club, Person>, {.max_rows = 100'000});
    const auto view = empty.freeze();
    for (int i = 0; i < 3'000; ++i) empty.add(Person{.name = "a name that is no short one", .age = i});
    empty.restore(view);
    EXPECT_TRUE(empty.empty());
    EXPECT_TRUE(empty.check().empty());
    EXPECT_EQ(empty.query<Person>().where(kith::field<&Person::age> >= 0).count(), 0U);
    EXPECT_EQ(empty.add(Person{}).id().value, 1U);
}

TEST_F(frozen_views, know_what_a_rollback_past_their_restoring_brings_back) {
    kith::graph world(kith::models<Club, Person>, {.max_rows = 100'000});
    auto view = world.freeze();
    for (int i = 0; i < 3'000; ++i) world.add(Person{.name = "a name that is no short one", .age = i});
    const auto mark = world.mark();
    world.restore(view);
    world.rollback(mark);  // all are there again
    world.refresh(view);
    EXPECT_EQ(view.digest(), world.digest());
    EXPECT_TRUE(view.check().empty());
    world.clear();
    world.restore(view);
    EXPECT_EQ(world.count<Person>(), 3'000U);
    EXPECT_EQ(world.get<Person>(2'000).age(), 1'999);
    EXPECT_TRUE(world.check().empty());
}

TEST_F(frozen_views, are_not_taken_in_a_transaction_nor_put_back) {
    auto view = graph.freeze();
    const auto unit = graph.transaction();
    EXPECT_EQ(tests::refused(graph, [&] { static_cast<void>(graph.freeze()); }),
              kith::errc::transaction_open);
    EXPECT_EQ(tests::refused(graph, [&] { graph.refresh(view); }), kith::errc::transaction_open);
    EXPECT_EQ(tests::refused(graph, [&] { graph.restore(view); }), kith::errc::transaction_open);
}

TEST_F(frozen_views, of_another_graph_or_of_none_are_refused) {
    kith::graph other(kith::models<Club, Person>, {.max_rows = 1'000'000});
    auto view = other.freeze();
    kith::frozen_view none;
    EXPECT_EQ(tests::refused(graph, [&] { graph.refresh(view); }), kith::errc::view_foreign);
    EXPECT_EQ(tests::refused(graph, [&] { graph.restore(view); }), kith::errc::view_foreign);
    EXPECT_EQ(tests::refused(graph, [&] { graph.refresh(none); }), kith::errc::view_foreign);
    EXPECT_EQ(tests::refused(graph, [&] { graph.restore(none); }), kith::errc::view_foreign);
    EXPECT_EQ(tests::refused(graph, [&] { static_cast<void>(none.digest()); }), kith::errc::view_empty);
    EXPECT_EQ(tests::refused(graph, [&] { static_cast<void>(none.count<Person>()); }),
              kith::errc::view_empty);
    EXPECT_EQ(tests::refused(graph, [&] { none.build_indexes(); }), kith::errc::view_empty);
    EXPECT_FALSE(none);
    EXPECT_TRUE(view);
}

TEST_F(frozen_views, scan_unless_indexes_are_asked_for) {
    for (std::int32_t i = 0; i < 100; ++i)
        graph.add(Person{.name = "P" + std::to_string(i), .age = i, .teacher = ana});
    auto view = graph.freeze();
    const auto old = view.query<Person>().where(kith::field<&Person::age> == 50);
    const auto pupil = [&](const char* name) { return view.get<Person>(1).pupils().at(name); };
    EXPECT_EQ(old.explain(), "Person: scan of 102 rows");
    EXPECT_EQ(old.one().name(), "P50");
    EXPECT_EQ(pupil("P7").age(), 7);
    view.build_indexes();
    EXPECT_EQ(old.explain(), "Person: ordered index on age, rows to test: 1");
    EXPECT_EQ(old.one().name(), "P50");
    EXPECT_EQ(pupil("P7").age(), 7);
    EXPECT_TRUE(view.check().empty());
    graph.query<Person>().where(kith::field<&Person::age> == 50).one().age(51);
    EXPECT_EQ(old.one().name(), "P50");
    graph.refresh(view);
    const auto now = view.query<Person>().where(kith::field<&Person::age> == 50);
    EXPECT_EQ(now.explain(), "Person: scan of 102 rows");
    EXPECT_EQ(now.count(), 0U);
}

TEST_F(frozen_views, save_the_bytes_that_the_graph_would_have_saved) {
    kith::storage::file::simulated_disk files;
    kith::storage::snapshot::save(graph, files, "now.kith");
    const auto view = graph.freeze();
    graph.erase(ana);
    kith::storage::snapshot::save(view, files, "then.kith");
    EXPECT_EQ(files.content("then.kith"), files.content("now.kith"));
}

}  // namespace frozen_view_test

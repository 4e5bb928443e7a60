#include <kith/base/hash.hpp>
#include <kith/history.hpp>
#include <kith/kith.hpp>
#include <kith/storage/file/simulated_disk.hpp>
#include <kith/storage/snapshot.hpp>
#include <kith/why_different.hpp>

#include <gmock/gmock.h>

#include <optional>
#include <utility>

// The numbers in this file are the same with every compiler, in every kind of build, on every machine. A change of
// what a digest or a snapshot is made of changes them, and nothing else may.
namespace determinism_test {

struct Town;
struct Person;
struct Job;

struct Town {
    kith::column<std::string, kith::unique> name{};
    kith::many<Person, "home", kith::cascade<"all, delete-orphan">> people{};
    kith::many<Job, "town", kith::ordered_by<"pay", kith::descending>, kith::cascade<"all">> jobs{};
};
struct Person {
    kith::column<std::string, kith::hashed> name{};
    kith::column<std::int32_t, kith::ordered> age{};
    std::optional<double> weight{};
    kith::column<kith::timestamp, kith::updated> changed{};
    kith::one<Town, "people"> home{};
    kith::many<Person, "friends_of", kith::as_set> friends{};
    kith::many<Person, "friends", kith::as_set> friends_of{};
    kith::many<Job, "workers"> jobs{};
};
struct Job {
    std::string title{};
    std::int32_t pay = 0;
    kith::one<Town, "jobs"> town{};
    kith::many<Person, "jobs"> workers{};
};
KITH_MODEL(Town, name, people, jobs)
KITH_MODEL(Person, name, age, weight, changed, home, friends, friends_of, jobs)
KITH_MODEL(Job, title, pay, town, workers)

class numbers {
public:
    explicit numbers(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t n) {
        state_ = kith::hash_mix(state_, 0x2545'F491'4F6C'DD1DU);
        return static_cast<std::size_t>(state_ >> 16) % n;
    }

private:
    std::uint64_t state_;
};

class world {
public:
    kith::graph graph{kith::models<Town, Person, Job>,
                      {.max_rows = 100'000, .clock = [this] { return kith::timestamp{1000 * ++ticks_}; }}};

    /// Some years of a few towns.
    void build() {
        for (int i = 0; i < 5; ++i) graph.add(Town{.name = "town " + std::to_string(i)});
        for (int year = 0; year < 60; ++year) live(year);
    }
    void live(int year) {
        numbers of(static_cast<std::uint64_t>(year) + 1);
        for (int i = 0; i < 8; ++i) {
            auto born = graph.add(Person{.name = "name " + std::to_string(of.below(9)),
                                         .age = static_cast<std::int32_t>(of.below(5)),
                                         .home = nth<Town>(of)});
            if (of.below(3) == 0) born.weight(static_cast<double>(of.below(100)) / 8);
            if (of.below(4) == 0) born.name(std::string(of.below(80), 'n'));
        }
        for (int i = 0; i < 3; ++i)
            graph.add(
                Job{.title = "job", .pay = static_cast<std::int32_t>(of.below(4)), .town = nth<Town>(of)});
        for (int i = 0; i < 20; ++i) {
            nth<Person>(of).friends().append(nth<Person>(of));
            nth<Person>(of).jobs().append(nth<Job>(of));
        }
        for (auto person : graph.query<Person>().where(kith::field<&Person::age> == 3).all())
            person.age(person.age() + static_cast<std::int32_t>(of.below(3)));
        if (auto left = nth<Person>(of).friends(); !left.empty()) left.clear();
        for (int i = 0; i < 4; ++i) graph.erase(nth<Person>(of));
        nth<Job>(of).pay(static_cast<std::int32_t>(of.below(4)));
        if (year % 10 == 9) graph.erase(nth<Job>(of));
    }
    template <class T>
    [[nodiscard]] kith::ref<T> nth(numbers& of) {
        const auto all = graph.all<T>();
        return *std::next(all.begin(), static_cast<std::ptrdiff_t>(of.below(graph.count<T>())));
    }
    [[nodiscard]] std::int64_t ticks() const { return ticks_; }
    void set_ticks(std::int64_t to) { ticks_ = to; }

    [[nodiscard]] std::string saved() {
        kith::storage::file::simulated_disk disk;
        kith::storage::snapshot::save(graph, disk, "world.kith");
        return disk.content("world.kith");
    }

private:
    std::int64_t ticks_ = 0;
};

std::uint64_t hash_of(auto&& refs) {
    std::uint64_t hash = 0;
    for (auto&& each : refs) hash = kith::hash_mix(hash, each.id().value);
    return hash;
}

/// Everything that is asked for in an order.
std::vector<std::uint64_t> orders(kith::graph& graph) {
    using kith::field;
    std::vector<std::uint64_t> out;
    out.push_back(hash_of(graph.all<Person>()));
    out.push_back(hash_of(graph.query<Person>().where(field<&Person::name> == "name 3").all()));  // hashed
    out.push_back(hash_of(graph.query<Person>().where(field<&Person::age> >= 2).all()));          // ordered
    out.push_back(hash_of(graph.query<Person>().where(field<&Person::weight> >= 5.0).all()));     // no index
    out.push_back(hash_of(graph.query<Person>().order_by(field<&Person::age>).all()));  // many equal keys
    out.push_back(
        hash_of(graph.query<Person>().order_by(field<&Person::name>.desc()).offset(10).limit(50).all()));
    std::uint64_t lists = 0;
    for (auto town : graph.all<Town>()) {
        lists = kith::hash_mix(lists, hash_of(town.people()));
        lists = kith::hash_mix(lists, hash_of(town.jobs()));
    }
    for (auto job : graph.all<Job>()) lists = kith::hash_mix(lists, hash_of(job.workers()));
    out.push_back(lists);
    return out;
}

/// The order of sets is that in which their members came and went: it is no content, but the same for the same calls.
std::uint64_t order_of_sets(kith::graph& graph) {
    std::uint64_t hash = 0;
    for (auto person : graph.all<Person>()) hash = kith::hash_mix(hash, hash_of(person.friends()));
    return hash;
}

TEST(the_same_calls, give_the_same_graph_everywhere) {
    world one;
    one.build();
    ASSERT_THAT(one.graph.check(), testing::IsEmpty());
    EXPECT_EQ(one.graph.count<Person>(), 240U);
    EXPECT_EQ(one.graph.add(Person{}).id().value, 481U);
    EXPECT_EQ(one.graph.digest(), 5994427133612735420U);
    EXPECT_EQ(kith::hash_text(one.saved()), 10448165877239360755U);
    EXPECT_THAT(orders(one.graph),
                testing::ElementsAre(16434008141160633634U, 3122949448267366235U, 9964715154708279084U,
                                     9813320823450324924U, 11063170077122404952U, 11099974461068965104U,
                                     2133347161624195495U));
    EXPECT_EQ(order_of_sets(one.graph), 3685659813728021699U);
}

TEST(the_same_calls, give_the_same_graph_twice) {
    world one, other;
    one.build();
    other.build();
    EXPECT_EQ(one.graph.digest(), other.graph.digest());
    EXPECT_EQ(one.saved(), other.saved());
    EXPECT_EQ(orders(one.graph), orders(other.graph));
    EXPECT_EQ(order_of_sets(one.graph), order_of_sets(other.graph));
    EXPECT_EQ(to_string(kith::why_different(one.graph, other.graph)), "");
}

TEST(a_graph_that_was_loaded, is_the_one_that_was_saved_and_goes_on_like_it) {
    world one;
    one.build();
    kith::storage::file::simulated_disk disk;
    disk.put("world.kith", one.saved());
    world loaded;
    kith::storage::snapshot::load(loaded.graph, disk, "world.kith");
    loaded.set_ticks(one.ticks());
    EXPECT_EQ(loaded.graph.digest(), one.graph.digest());
    EXPECT_EQ(loaded.saved(), one.saved());
    EXPECT_EQ(orders(loaded.graph), orders(one.graph));
    for (world* each : {&one, &loaded})
        for (int year = 60; year < 70; ++year) each->live(year);
    EXPECT_EQ(to_string(kith::why_different(one.graph, loaded.graph)), "");
    EXPECT_EQ(loaded.saved(), one.saved());
}

TEST(a_graph_that_took_detours, is_the_one_that_went_straight) {
    world straight, winding;
    straight.build();
    kith::history history(winding.graph);
    winding.graph.keep_digest();
    for (int i = 0; i < 5; ++i) winding.graph.add(Town{.name = "town " + std::to_string(i)});
    for (int year = 0; year < 60; ++year) {
        const std::int64_t ticks = winding.ticks();
        const std::uint64_t before = winding.graph.digest();
        if (year % 3 == 0) {  // another future, taken back
            const auto mark = winding.graph.mark();
            winding.live(year + 100);
            winding.live(year + 101);
            winding.graph.rollback(mark);
        } else if (year % 3 == 1) {  // another future, undone
            history.step("until now");
            winding.live(year + 200);
            history.step("another");
            history.undo();
        } else {  // a unit of work that is left
            kith::transaction unit(winding.graph);
            winding.live(year + 300);
        }
        winding.set_ticks(ticks);
        EXPECT_EQ(winding.graph.digest(), before);
        winding.live(year);
        EXPECT_EQ(winding.graph.digest(), std::as_const(winding.graph).digest());
    }
    EXPECT_EQ(winding.graph.digest(), straight.graph.digest());
    EXPECT_EQ(winding.saved(), straight.saved());
    EXPECT_EQ(orders(winding.graph), orders(straight.graph));
    EXPECT_EQ(order_of_sets(winding.graph), order_of_sets(straight.graph));
    EXPECT_EQ(to_string(kith::why_different(straight.graph, winding.graph)), "");
}

}  // namespace determinism_test

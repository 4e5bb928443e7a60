#include "support/names.hpp"

#include <kith/core/checkpoint.hpp>
#include <kith/frame_ring.hpp>
#include <kith/history.hpp>
#include <kith/observe.hpp>

#include <cstdlib>
#include <functional>
#include <new>

namespace {

/// How many allocations pass before one fails; -1: all pass.
long passing = -1;
/// Every later one fails as well: memory is gone for good.
bool for_good = false;
bool failed = false;

void expect_memory() {
    if (passing < 0 || passing-- != 0) return;
    if (for_good) passing = 0;
    failed = true;
    throw std::bad_alloc();
}

}  // namespace

// Replaced for this whole program.
// Not inlined: g++ 12 would pair the malloc it sees here with a delete it does not, and warn.
[[gnu::noinline]] void* operator new(std::size_t size) {
    expect_memory();
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
    expect_memory();
    const auto unit = static_cast<std::size_t>(alignment);
    if (void* memory = std::aligned_alloc(unit, (size + unit - 1) / unit * unit)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    try {
        return operator new(size);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}

namespace allocation_test {

struct Owner;
struct Item;
struct Note;
struct Tag;
struct Link;
struct Page;

struct Owner {
    kith::column<std::string, kith::unique> name{};
    kith::many<Item, "owner", kith::cascade<"all, delete-orphan">> items{};
    kith::many<Tag, "owners"> tags{};
    kith::many<Link, "owner", kith::cascade<"all, delete-orphan">> links{};
    kith::proxy<"links", "tag"> linked{};
    kith::many<Link, "marker", kith::as_set, kith::cascade<"all, delete-orphan">> marks{};
    kith::proxy<"marks", "tag"> marked{};
    kith::many<Link, "holder", kith::keyed_by<"word">> filed{};
    kith::proxy<"filed", "tag"> filed_tags{};
    kith::one<Tag> best{};
    kith::proxy<"best", "name"> best_name{};
    kith::many<Page, "owner", kith::ordering_list<"place">, kith::at_most<6>> pages{};
    kith::many<Page, "reader", kith::ordered_by<"title">> read{};
    kith::many<Page, "writer", kith::keyed_by<"title">, kith::cascade<"all, delete-orphan">> written{};
    kith::one<Owner, "pupil"> teacher{};
    kith::one<Owner, "teacher"> pupil{};
};
struct Item {
    kith::column<std::string, kith::ordered> name{};
    kith::column<std::int32_t, kith::hashed> price{};
    kith::column<kith::timestamp, kith::updated, kith::ordered> changed{};
    kith::one<Owner, "items"> owner{};
    kith::many<Note, "item", kith::cascade<"all, delete-orphan">> notes{};
};
struct Note {
    std::string name{};
    kith::one<Item, "notes"> item{};
};
struct Tag {
    std::string name{};
    kith::many<Owner, "tags", kith::as_set> owners{};
};
struct Link {
    std::string word{};
    kith::one<Owner, "links"> owner{};
    kith::one<Owner, "marks"> marker{};
    kith::one<Owner, "filed"> holder{};
    kith::one<Tag> tag{};
};
struct Rare : Item {
    kith::column<std::string, kith::unique> seal{};
    kith::column<kith::timestamp, kith::created> found{};
    kith::one<Owner, ""> finder{};
    kith::many<Note, "", kith::secondary<"remarks">> remarks{};
    kith::one<Rare, "copy_of"> copy{};
    kith::one<Rare, "copy"> copy_of{};
};
struct Page {
    std::string title{};
    kith::column<std::int16_t, kith::ordered> place{};
    kith::column<kith::timestamp, kith::updated> changed{};
    kith::one<Owner, "pages"> owner{};
    kith::one<Owner, "read"> reader{};
    kith::one<Owner, "written"> writer{};
};
KITH_MODEL(Owner, name, items, tags, links, linked, marks, marked, filed, filed_tags, best, best_name, pages,
           read, written, teacher, pupil)
KITH_MODEL(Page, title, place, changed, owner, reader, writer)
KITH_MODEL(Item, name, price, changed, owner, notes)
KITH_MODEL(Rare, (Item), seal, found, finder, remarks, copy, copy_of)
KITH_MODEL(Note, name, item)
KITH_MODEL(Tag, name, owners)
KITH_MODEL(Link, word, owner, marker, holder, tag)

constexpr const char* long_text = "a text that is longer than the fifteen bytes of a cell";

/// A small world in which every call has something to displace, to erase and to index.
struct world {
    kith::graph graph{kith::models<Owner, Item, Rare, Note, Tag, Link, Page>,
                      {.max_rows = 100'000, .clock = [] { return kith::timestamp{42}; }}};
    kith::ref<Owner> ana = graph.add(Owner{.name = "Ana"});
    kith::ref<Owner> bo = graph.add(Owner{.name = std::string(long_text) + " Bo"});
    std::vector<kith::ref<Item>> items;
    std::vector<kith::ref<Tag>> tags;
    std::vector<kith::ref<Page>> pages;

    world() {
        for (int i = 0; i < 8; ++i) {
            items.push_back(graph.add(Item{.name = long_text, .price = i, .owner = i < 4 ? ana : bo}));
            graph.add(Note{.name = long_text, .item = items.back()});
            tags.push_back(graph.add(Tag{.name = "tag", .owners = {ana}}));
        }
        for (int i = 0; i < 8; ++i) {
            const kith::ref<Owner> whose = i < 5 ? ana : bo;
            pages.push_back(graph.add(Page{.title = std::string(long_text) + static_cast<char>('h' - i),
                                           .owner = whose,
                                           .reader = whose,
                                           .writer = whose}));
        }
        bo.tags().append(tags[0]);
        ana.teacher(bo);
        ana.linked().append(tags[0]);
        ana.linked().append(tags[1]);
        ana.marked({tags[0], tags[1]});
        ana.filed_tags({{long_text, tags[0]}, {"short", tags[1]}});
    }
};

enum class around {
    nothing,
    a_mark,
    a_checkpoint,
    a_mark_and_a_checkpoint,
    an_open_transaction,
    a_mark_and_an_observer_of_commits
};

/// Everything that is live while a call is tried.
struct live {
    std::optional<kith::mark> mark;
    std::unique_ptr<kith::core::checkpoint> point;
    std::unique_ptr<kith::transaction> unit;
    int told = 0;  // as observers of commits
    int told_of_going_back = 0;
    kith::subscription here;

    live(world& in, around what) {
        if (what == around::a_mark || what == around::a_mark_and_a_checkpoint ||
            what == around::a_mark_and_an_observer_of_commits)
            mark = in.graph.mark();
        if (what == around::a_mark_and_an_observer_of_commits)
            here = kith::after_commit(in.graph, [this](const kith::changes& what_changed) {
                ++(what_changed.restored() ? told_of_going_back : told);
            });
        if (what == around::a_checkpoint || what == around::a_mark_and_a_checkpoint)
            point = std::make_unique<kith::core::checkpoint>(in.graph);
        if (what == around::an_open_transaction) unit = std::make_unique<kith::transaction>(in.graph);
    }
};

using call = std::function<void(world&)>;

/// Fails each allocation of a call in turn, alone or with all that follow it, in a new world each time, until
/// the call passes.
void fail_each_allocation(const char* name, const call& prepare, const call& attempt, around what) {
    std::uint64_t wanted = 0;
    {
        world in;
        prepare(in);
        live kept(in, what);
        attempt(in);
        wanted = in.graph.digest();
    }
    for (long n = 0; n < 20'000; ++n) {
        SCOPED_TRACE(std::string(name) + ", around it " + std::to_string(static_cast<int>(what)) +
                     ", failing allocation " + std::to_string(n / 2) + (n % 2 != 0 ? " for good" : ""));
        world in;
        prepare(in);
        live kept(in, what);
        const std::uint64_t before = in.graph.digest();
        failed = false;
        bool thrown = false;
        passing = n / 2;
        for_good = n % 2 != 0;
        try {
            attempt(in);
        } catch (const std::bad_alloc&) {
            thrown = true;
        }
        passing = -1;
        tests::expect_sound(in.graph);
        if (thrown) {
            ASSERT_EQ(in.graph.digest(), before) << "the call failed and has changed something";
            ASSERT_EQ(kept.told, 0) << "an observer was told of what did not happen";
            if (kept.point) {
                ASSERT_TRUE(kept.point->difference().empty());
            }
            attempt(in);  // and the graph is as usable as before
            tests::expect_sound(in.graph);
        }
        ASSERT_EQ(in.graph.digest(), wanted) << "the call has not done what it does";
        if (what == around::a_mark_and_an_observer_of_commits) {
            ASSERT_EQ(kept.told, wanted == before ? 0 : 1);
        }
        if (kept.mark) {
            in.graph.rollback(*kept.mark);
            if (what == around::a_mark_and_an_observer_of_commits) {
                ASSERT_EQ(kept.told_of_going_back, wanted == before ? 0 : 1);
            }
            ASSERT_EQ(in.graph.digest(), before);
            tests::expect_sound(in.graph);
        }
        if (testing::Test::HasFailure() || !failed) return;
    }
    FAIL() << name << " allocates without end";
}

void fail_each_allocation(
    const char* name, const call& attempt, const call& prepare = [](world&) {}) {
    for (const around what :
         {around::nothing, around::a_mark, around::a_checkpoint, around::a_mark_and_a_checkpoint,
          around::an_open_transaction, around::a_mark_and_an_observer_of_commits}) {
        fail_each_allocation(name, prepare, attempt, what);
        if (testing::Test::HasFailure()) return;
    }
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_an_entity_is_added) {
    fail_each_allocation("add", [](world& in) { in.graph.add(Owner{.name = long_text}); });
    fail_each_allocation("add under an id",
                         [](world& in) { in.graph.add(kith::id<Tag>{5000}, Tag{.name = long_text}); });
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_an_entity_is_added_with_links) {
    fail_each_allocation("add with links", [](world& in) {
        in.graph.add(Owner{.name = long_text,
                           .items = {in.items[0], in.items[5]},
                           .tags = {in.tags[1], in.tags[2]},
                           .teacher = in.bo});
    });
    fail_each_allocation(
        "add to many", [](world& in) { in.graph.add(Item{.name = long_text, .price = 4, .owner = in.ana}); });
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_an_entity_with_a_base_is_added_or_erased) {
    const auto rare = [](world& in, const char* seal) {
        return Rare{{.name = long_text, .price = 4, .owner = in.ana}, seal};
    };
    fail_each_allocation("add", [&](world& in) { in.graph.add(rare(in, long_text)); });
    fail_each_allocation(
        "add with links that displace others",
        [&](world& in) {
            Rare made = rare(in, long_text);
            made.notes = {in.items[1].notes().front(), in.items[6].notes().front()};
            made.finder = in.bo;
            made.remarks = {in.items[1].notes().front()};
            made.copy = in.graph.all<Rare>().front().copy();
            in.graph.add(made);
        },
        [&](world& in) {
            const auto first = in.graph.add(rare(in, "first"));
            first.copy(in.graph.add(rare(in, "second")));
        });
    fail_each_allocation(
        "erase", [](world& in) { in.graph.erase(kith::ref<Item>(in.graph.all<Rare>().front())); },
        [&](world& in) { in.graph.add(rare(in, long_text)); });
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_a_hub_grows) {
    fail_each_allocation(
        "append to a full list", [](world& in) { in.bo.tags().append(in.graph.all<Tag>().front()); },
        [](world& in) {
            in.bo.tags().clear();
            for (int i = 0; i < 255; ++i) in.bo.tags().append(in.graph.add(Tag{.name = "t"}));
        });
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_a_field_is_set) {
    fail_each_allocation("set a text", [](world& in) { in.items[0].name(std::string(long_text) + "!"); });
    fail_each_allocation("set a unique text", [](world& in) { in.bo.name(std::string(5000, 'x')); });
    fail_each_allocation("set a number", [](world& in) { in.items[0].price(77); });
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_a_link_is_set) {
    fail_each_allocation("move", [](world& in) { in.items[0].owner(in.bo); });
    fail_each_allocation("unlink into an orphan", [](world& in) { in.items[0].owner(nullptr); });
    fail_each_allocation("displace", [](world& in) { in.bo.teacher(in.bo); });
    fail_each_allocation("link many", [](world& in) { in.bo.tags().append(in.tags[3]); });
    fail_each_allocation("unlink many", [](world& in) { in.ana.tags().remove(in.tags[3]); });
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_a_list_is_changed) {
    fail_each_allocation("insert", [](world& in) { in.ana.items().insert(1, in.items[6]); });
    fail_each_allocation("replace", [](world& in) { in.ana.items().replace(1, in.items[6]); });
    fail_each_allocation("assign", [](world& in) {
        in.ana.items().assign({in.items[6], in.items[3], in.items[0]});
    });
    fail_each_allocation("assign pairs", [](world& in) { in.ana.tags().assign({in.tags[6], in.tags[3]}); });
    fail_each_allocation("splice", [](world& in) {
        in.ana.items().splice(1, 3, {in.items[6], in.items[0]});
    });
    fail_each_allocation("erase a slice", [](world& in) { in.ana.items().erase(1, 3); });
    fail_each_allocation("sort",
                         [](world& in) { in.ana.items().sort<&Item::price>(std::ranges::greater{}); });
    fail_each_allocation("extend", [](world& in) { in.bo.tags().extend(in.tags); });
    fail_each_allocation("clear", [](world& in) { in.ana.items().clear(); });
    fail_each_allocation("clear pairs", [](world& in) { in.ana.tags().clear(); });
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_a_column_decides_the_order) {
    fail_each_allocation("number a member more", [](world& in) { in.pages[6].owner(in.ana); });
    fail_each_allocation("number those behind", [](world& in) { in.ana.pages().remove(in.pages[1]); });
    fail_each_allocation("number all", [](world& in) { in.ana.pages().reverse(); });
    fail_each_allocation("move", [](world& in) { in.ana.pages().move(0, 3); });
    fail_each_allocation("swap", [](world& in) { in.ana.pages().swap(0, 3); });
    fail_each_allocation("fill", [](world& in) {
        in.ana.pages().assign({in.pages[7], in.pages[0], in.pages[6], in.pages[5], in.pages[4], in.pages[2]});
    });
    fail_each_allocation("sort one in", [](world& in) { in.pages[6].reader(in.ana); });
    fail_each_allocation("sort by another value",
                         [](world& in) { in.pages[4].title(std::string(long_text) + "zz"); });
    fail_each_allocation("take another's key", [](world& in) { in.pages[7].title(in.pages[6].title()); });
    fail_each_allocation(
        "file under a taken key", [](world& in) { in.ana.written().append(in.pages[6]); },
        [](world& in) { in.pages[6].title(in.pages[2].title()); });
    fail_each_allocation("erase from all orders", [](world& in) { in.graph.erase(in.pages[2]); });
    fail_each_allocation("add to all orders", [](world& in) {
        in.graph.add(Page{
            .title = std::string(in.pages[6].title()), .owner = in.bo, .reader = in.ana, .writer = in.bo});
    });
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_entities_are_erased) {
    fail_each_allocation("erase", [](world& in) { in.graph.erase(in.ana); });
    fail_each_allocation("erase a set's member", [](world& in) { in.graph.erase(in.tags[0]); });
    fail_each_allocation("erase by a query", [](world& in) {
        in.graph.query<Item>().where(kith::field<&Item::price> > 2).erase();
    });
    fail_each_allocation("update by a query", [](world& in) {
        in.graph.query<Item>()
            .where(kith::field<&Item::price> > 2)
            .update<&Item::owner, &Item::price, &Item::name>(
                in.bo, [](const kith::ref<Item>& each) { return each.price() * 2; },
                "another long text for a cell");
    });
    fail_each_allocation("clear the graph", [](world& in) { in.graph.clear(); });
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_a_proxy_is_changed) {
    fail_each_allocation("proxy append", [](world& in) { in.ana.linked().append(in.tags[2]); });
    fail_each_allocation("proxy remove", [](world& in) { in.ana.linked().remove(in.tags[1]); });
    fail_each_allocation("proxy assign", [](world& in) {
        in.ana.linked().assign(std::vector{in.tags[3], in.tags[0]});
    });
    fail_each_allocation("proxy insert", [](world& in) { in.ana.linked().insert(0, in.tags[2]); });
    fail_each_allocation("proxy extend", [](world& in) { in.ana.linked().extend({in.tags[2], in.tags[3]}); });
    fail_each_allocation("proxy splice", [](world& in) {
        in.ana.linked().splice(0, 1, {in.tags[2], in.tags[1]});
    });
    fail_each_allocation("scalar proxy", [](world& in) { in.ana.best_name(long_text); });
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_a_set_or_a_map_is_changed) {
    fail_each_allocation("set algebra", [](world& in) {
        in.ana.marks().symmetric_difference_update({in.ana.marks().front(), in.ana.links()[0]});
    });
    fail_each_allocation("set proxy assign", [](world& in) { in.ana.marked({in.tags[1], in.tags[2]}); });
    fail_each_allocation(
        "file under a taken key", [](world& in) { in.ana.filed().append(in.ana.links()[0]); },
        [](world& in) { in.ana.links()[0].word(long_text); });
    fail_each_allocation("map proxy assign", [](world& in) {
        in.ana.filed_tags({{"short", in.tags[2]}, {"new", in.tags[3]}});
    });
}

TEST(a_failing_allocation, leaves_a_transaction_open_that_could_not_commit) {
    for (const bool with_mark : {false, true}) {
        for (long n = 0;; ++n) {
            SCOPED_TRACE("failing allocation " + std::to_string(n));
            world in;
            if (with_mark) static_cast<void>(in.graph.mark());
            auto unit = in.graph.transaction();
            in.items[0].owner(nullptr);
            in.items[5].owner(nullptr);
            in.graph.add(Owner{.name = "Cy"});
            const std::uint64_t before = in.graph.digest();
            failed = false;
            for_good = false;
            passing = n;
            try {
                unit.commit();
            } catch (const std::bad_alloc&) {
            }
            passing = -1;
            tests::expect_sound(in.graph);
            if (!failed) break;
            if (in.graph.in_transaction()) {
                ASSERT_EQ(in.graph.digest(), before);
                unit.commit();
            }
            ASSERT_EQ(in.graph.count<Item>(), 6U);
            tests::expect_sound(in.graph);
            ASSERT_FALSE(testing::Test::HasFailure());
        }
    }
}

// Each attempt tries again what the failed one has not done.
TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_steps_are_undone_and_redone) {
    for (long n = 0; n < 20'000; ++n) {
        SCOPED_TRACE("failing allocation " + std::to_string(n / 2) + (n % 2 != 0 ? " for good" : ""));
        world in;
        const auto mark = in.graph.mark();
        kith::history history(in.graph);
        const std::uint64_t start = in.graph.digest();
        in.graph.erase(in.ana);
        const std::uint64_t erased = in.graph.digest();
        const auto attempt = [&](auto&& what) {
            const std::uint64_t before = in.graph.digest();
            failed = false;
            for_good = n % 2 != 0;
            passing = n / 2;
            try {
                what();
                passing = -1;
            } catch (const std::bad_alloc&) {
                passing = -1;
                ASSERT_EQ(in.graph.digest(), before);
                tests::expect_sound(in.graph);
                what();
            }
        };
        bool any = false;
        attempt([&] { history.step("Erase"); });
        any |= failed;
        in.bo.name(long_text);
        const std::uint64_t renamed = in.graph.digest();
        attempt([&] { history.extend("Erase"); });
        any |= failed;
        attempt([&] { history.undo(); });
        any |= failed;
        ASSERT_EQ(in.graph.digest(), start);
        attempt([&] { history.redo(); });
        any |= failed;
        ASSERT_EQ(in.graph.digest(), renamed);
        ASSERT_NE(renamed, erased);
        tests::expect_sound(in.graph);
        in.graph.rollback(mark);
        ASSERT_EQ(in.graph.digest(), start);
        tests::expect_sound(in.graph);
        if (testing::Test::HasFailure() || !any) return;
    }
    FAIL() << "undo allocates without end";
}

TEST(a_rollback, allocates_nothing) {
    for (const around what : {around::nothing, around::a_checkpoint}) {
        world in;
        const std::uint64_t then = in.graph.digest();
        const auto mark = in.graph.mark();
        in.graph.erase(in.ana);
        const live kept(in, what);  // a store's point in time after the mark
        in.bo.name("Bob");
        for (int i = 0; i < 100; ++i) in.graph.add(Item{.name = long_text, .price = i, .owner = in.bo});
        failed = false;
        for_good = true;
        passing = 0;
        in.graph.rollback(mark);
        passing = -1;
        EXPECT_FALSE(failed);
        EXPECT_EQ(in.graph.digest(), then);
        tests::expect_sound(in.graph);
    }
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_marks_are_taken_and_released) {
    for (long n = 0;; ++n) {
        SCOPED_TRACE("failing allocation " + std::to_string(n));
        world in;
        const std::uint64_t then = in.graph.digest();
        const auto outer = in.graph.mark();
        in.bo.name("Bob");
        failed = false;
        for_good = false;
        passing = n;
        try {
            const auto inner = in.graph.mark();
            in.bo.name("a name that is longer than fifteen bytes");
            in.graph.erase(in.ana);
            in.graph.release(inner);
            const kith::core::checkpoint point(in.graph);
        } catch (const std::bad_alloc&) {
        }
        passing = -1;
        tests::expect_sound(in.graph);
        in.graph.rollback(outer);
        ASSERT_EQ(in.graph.digest(), then);
        tests::expect_sound(in.graph);
        ASSERT_FALSE(testing::Test::HasFailure());
        if (!failed) break;
    }
}

// What cannot be told does not happen. Observers allocate nothing here: what they throw is not the graph's.
// An older mark wants what the frames that are let go of hold, for which a list may have to grow.
TEST(a_failing_allocation, leaves_a_ring_with_the_frames_that_it_had) {
    for (long n = 0; n < 10'000; ++n) {
        SCOPED_TRACE(n);
        world of;
        const auto digest = of.graph.digest();
        const auto oldest = of.graph.mark();
        kith::frame_ring<2> ring(of.graph);
        std::vector<std::uint64_t> digests;
        const auto step = [&](int i) {
            of.graph.add(Owner{.name = std::string(100, static_cast<char>('a' + i))});
            for (int more = 0; more < 10'000; ++more) of.graph.add(Note{.name = long_text});
        };
        for (int i = 0; i < 2; ++i) {
            digests.push_back(of.graph.digest());
            ring.save();
            step(i);
        }
        digests.push_back(of.graph.digest());
        failed = false;
        for_good = false;
        passing = n;
        try {
            ring.save();
        } catch (const std::bad_alloc&) {
        }
        passing = -1;
        ASSERT_EQ(ring.size(), 2U);
        EXPECT_EQ(of.graph.digest(), digests[2]);
        ring.back(2);
        EXPECT_EQ(of.graph.digest(), failed ? digests[0] : digests[1]);
        of.graph.rollback(oldest);
        EXPECT_EQ(of.graph.digest(), digest);
        if (!failed) {
            EXPECT_GT(n, 0);
            return;
        }
    }
    FAIL() << "it never came to an end";
}

TEST(a_failing_allocation, leaves_the_graph_as_it_was_when_observers_are_to_be_told) {
    int told = 0;
    bool went_back = false;
    kith::subscription here;
    const auto watch = [&](world& in) {
        told = 0;
        here = kith::after_commit(in.graph, [&](const kith::changes& what) {
            ++told;
            went_back = what.restored();
        });
    };
    const auto change = [](world& in) {
        in.graph.erase(in.ana);
        in.bo.name(std::string(5000, 'x'));
    };
    const auto expect_told_once = [&](bool of_going_back) {
        ASSERT_EQ(std::exchange(told, 0), 1);
        ASSERT_EQ(went_back, of_going_back);
    };
    kith::mark mark;
    fail_each_allocation(
        "roll back",
        [&](world& in) {
            mark = in.graph.mark();
            change(in);
            watch(in);
        },
        [&](world& in) {
            ASSERT_EQ(told, 0);
            in.graph.rollback(mark);
            expect_told_once(true);
        },
        around::nothing);
    std::unique_ptr<kith::history> history;
    fail_each_allocation(
        "undo",
        [&](world& in) {
            history = std::make_unique<kith::history>(in.graph);
            change(in);
            history->step("change");
            watch(in);
        },
        [&](world&) {
            ASSERT_EQ(told, 0);
            history->undo();
            expect_told_once(true);
        },
        around::nothing);
    history.reset();
    kith::frozen_view view;
    fail_each_allocation(
        "restore a view",
        [&](world& in) {
            view = in.graph.freeze();
            change(in);
            watch(in);
        },
        [&](world& in) {
            ASSERT_EQ(told, 0);
            in.graph.restore(view);
            expect_told_once(true);
        },
        around::nothing);
    view = {};
    std::unique_ptr<kith::transaction> unit;
    fail_each_allocation(
        "commit",
        [&](world& in) {
            watch(in);
            unit = std::make_unique<kith::transaction>(in.graph);
            change(in);
            in.items[5].owner(nullptr);
        },
        [&](world&) {
            ASSERT_EQ(told, 0);
            unit->commit();
            expect_told_once(false);
        },
        around::nothing);
    fail_each_allocation(
        "watch", [](world&) {},
        [&](world& in) { here = kith::after_commit(in.graph, [](const kith::changes&) {}); },
        around::nothing);
}

// Of a view of before: with whatever fails, it stays what it is, and so does the graph.
/// Found while memory is there: finding it is no part of what is tried.
std::uint64_t digest_of(auto& of) {
    const long then = std::exchange(passing, -1);
    const std::uint64_t found = of.digest();
    passing = then;
    return found;
}

TEST(a_failing_allocation, leaves_the_graph_and_its_views_as_they_were_when_a_view_is_taken) {
    kith::frozen_view view;
    const auto change = [](world& in) {
        in.graph.erase(in.ana);
        in.bo.name(std::string(5000, 'x'));
        for (int i = 0; i < 100; ++i) in.graph.add(Item{.name = long_text, .price = i, .owner = in.bo});
    };
    for (const around what : {around::nothing, around::a_mark_and_a_checkpoint}) {
        fail_each_allocation(
            "freeze", [](world&) {},
            [&](world& in) {
                kith::frozen_view made = in.graph.freeze();
                ASSERT_EQ(digest_of(made), digest_of(in.graph));
                made.build_indexes();
                ASSERT_TRUE(made.check().empty());
            },
            what);
        fail_each_allocation(
            "refresh",
            [&](world& in) {
                view = in.graph.freeze();
                change(in);
            },
            [&](world& in) {
                in.graph.refresh(view);
                ASSERT_EQ(digest_of(view), digest_of(in.graph));
            },
            what);
        std::uint64_t then = 0;
        fail_each_allocation(
            "restore",
            [&](world& in) {
                view = in.graph.freeze();
                then = view.digest();
                change(in);
            },
            [&](world& in) {
                in.graph.restore(view);
                ASSERT_EQ(digest_of(in.graph), then);
            },
            what);
        fail_each_allocation(
            "change while a view is open",
            [&](world& in) {
                view = in.graph.freeze();
                then = in.graph.digest();
            },
            [&](world& in) {
                in.graph.erase(in.ana);
                ASSERT_EQ(digest_of(view), then);
            },
            what);
    }
}

}  // namespace allocation_test

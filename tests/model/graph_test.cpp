#include "support/names.hpp"

#include <gmock/gmock.h>

#include <array>
#include <unordered_map>
#include <vector>

namespace graph_test {

struct Owner;
struct Item;
struct Note;
struct Part;
struct Lock;
struct Key;
struct Town;
struct Account;

struct Owner {
    kith::column<std::string, kith::unique> name{};
    kith::many<Item, "owner", kith::cascade<"all, delete-orphan">> items{};
    kith::one<Key, "owner", kith::cascade<"all, delete-orphan">> key{};
    kith::one<Town, "people"> town{};
};
struct Item {
    std::string name{};
    kith::one<Owner, "items"> owner{};
    kith::one<Part, "items"> part{};
    kith::many<Note, "item", kith::cascade<"all, delete-orphan">> notes{};
};
struct Part {
    std::string name{};
    kith::many<Item, "part", kith::cascade<"all, delete-orphan">> items{};
};
struct Note {
    std::string name{};
    kith::one<Item, "notes"> item{};
    kith::one<Note, "below"> above{};
    kith::many<Note, "above", kith::cascade<"all, delete-orphan">> below{};
};
struct Lock {
    std::string name{};
    kith::many<Key, "locks", kith::cascade<"all, delete-orphan">, kith::single_parent> keys{};
    kith::one<Note, "", kith::cascade<"all">> label{};
};
struct Key {
    std::string name{};
    kith::one<Owner, "key", kith::foreign_key> owner{};
    kith::many<Lock, "keys"> locks{};
};
struct Town {
    std::string name{};
    kith::many<Owner, "town", kith::cascade<"deny">> people{};
    kith::many<Account, "bank"> accounts{};
};
struct Account {
    kith::column<std::int64_t, kith::required> number{};
    kith::column<kith::timestamp, kith::created> made{};
    kith::column<kith::timestamp, kith::updated> changed{};
    kith::one<Town, "accounts", kith::required> bank{};
    std::string name{};
};
struct Piece;
struct Box {
    std::string name{};
    kith::many<Piece, "box", kith::cascade<"all, delete-orphan">> pieces{};
};
struct Piece {
    std::string name{};
    kith::one<Box, "pieces"> box{};
    kith::one<Piece, "parts"> whole{};
    kith::many<Piece, "whole", kith::cascade<"deny">> parts{};
};
KITH_MODEL(Box, name, pieces)
KITH_MODEL(Piece, name, box, whole, parts)
struct Stray {
    int number = 0;
};
KITH_MODEL(Stray, number)
KITH_MODEL(Owner, name, items, key, town)
KITH_MODEL(Item, name, owner, part, notes)
KITH_MODEL(Part, name, items)
KITH_MODEL(Note, name, item, above, below)
KITH_MODEL(Lock, name, keys, label)
KITH_MODEL(Key, name, owner, locks)
KITH_MODEL(Town, name, people, accounts)
KITH_MODEL(Account, number, made, changed, bank, name)

using kith::errc;
using tests::names;
using tests::refused;

class graphs : public testing::Test {
protected:
    ~graphs() override { tests::expect_sound(graph); }

    kith::timestamp now{1000};
    kith::graph graph{kith::models<Owner, Item, Part, Note, Lock, Key, Town, Account>,
                      {.clock = [this] { return now; }}};
    kith::ref<Owner> ana = graph.add(Owner{.name = "Ana"});
    kith::ref<Owner> bo = graph.add(Owner{.name = "Bo"});
    kith::ref<Item> x = graph.add(Item{.name = "x"});
    kith::ref<Item> y = graph.add(Item{.name = "y"});

    template <class T>
    bool lives(kith::id<T> id) {
        return static_cast<bool>(graph.find(id));
    }
};

// --- adding ------------------------------------------------------------------------------------------

TEST_F(graphs, R17_ids_count_from_one_in_the_order_of_adding_and_are_never_given_twice) {
    EXPECT_EQ(ana.id().value, 1U);
    EXPECT_EQ(bo.id().value, 2U);
    graph.erase(bo);
    EXPECT_EQ(graph.add(Owner{.name = "Cy"}).id().value, 3U);
    EXPECT_EQ(graph.add(kith::id<Owner>{77}, Owner{.name = "Di"}).id().value, 77U);
    EXPECT_EQ(graph.add(Owner{.name = "Ed"}).id().value, 78U);
    EXPECT_EQ(names(graph.all<Owner>()), "Ana Cy Di Ed");
    EXPECT_EQ(graph.get(kith::id<Owner>{77}).name(), "Di");
}

TEST_F(graphs, the_first_row_of_a_type_may_have_any_id) {
    EXPECT_EQ(graph.add(kith::id<Town>{1'000'000'007}, Town{.name = "far"}).id().value, 1'000'000'007U);
    EXPECT_EQ(graph.get(kith::id<Town>{1'000'000'007}).name(), "far");
    EXPECT_FALSE(graph.find(kith::id<Town>{1}));
}

TEST_F(graphs, R172_an_id_that_is_taken_is_refused) {
    EXPECT_EQ(refused(graph, [&] { graph.add(kith::id<Owner>{2}, Owner{.name = "Cy"}); }), errc::id_taken);
}

TEST_F(graphs, ids_that_are_used_up_are_told) {
    graph.add(kith::id<Owner>{kith::max_id}, Owner{.name = "last"});
    try {
        graph.add(Owner{.name = "one more"});
        FAIL() << "there was an id";
    } catch (const kith::limit_error& error) {
        EXPECT_EQ(error.code(), errc::id_too_large);
        EXPECT_THAT(error.what(), testing::HasSubstr("the ids of type Owner are used up"));
    }
}

TEST_F(graphs, R119_an_entity_added_with_its_links_is_wired_at_once) {
    const auto p = graph.add(Part{.name = "p"});
    const auto z = graph.add(Item{.name = "z", .owner = ana, .part = p});
    EXPECT_EQ(names(ana.items()), "z");
    EXPECT_EQ(names(p.items()), "z");
    const auto cy = graph.add(Owner{.name = "Cy", .items = {y, x}});
    EXPECT_EQ(names(cy.items()), "y x");
    const auto di = graph.add(Owner{.name = "Di", .items = {z}});
    EXPECT_TRUE(ana.items().empty());
    EXPECT_EQ(z.owner(), di);
}

TEST_F(graphs, I8_adding_that_fails_leaves_links_and_ids_as_before) {
    ana.items().assign({x, y});
    EXPECT_EQ(refused(graph, [&] { graph.add(Owner{.name = "Bo", .items = {y, x}}); }), errc::unique_taken);
    EXPECT_EQ(names(ana.items()), "x y");
    EXPECT_EQ(graph.add(Owner{.name = "Cy"}).id().value, 3U);
}

TEST_F(graphs, adding_that_fails_leaves_no_stamp_on_those_it_would_have_linked) {
    const auto t = graph.add(Town{.name = "t"});
    const auto account = graph.add(Account{.number = 1, .bank = t});
    now = {2000};
    const auto stranger = [&] {
        static kith::graph elsewhere(kith::models<Owner, Item, Part, Note, Lock, Key, Town, Account>);
        return elsewhere.add(Owner{.name = "stranger"});
    }();
    EXPECT_EQ(
        refused(graph, [&] { graph.add(Town{.name = "u", .people = {stranger}, .accounts = {account}}); }),
        errc::foreign_ref);
    EXPECT_EQ(refused(graph,
                      [&] {
                          const auto taker = Town{.name = "u", .accounts = {account}};
                          graph.add(kith::id<Town>{1}, taker);
                      }),
              errc::id_taken);
    EXPECT_FALSE(account.changed());
}

TEST_F(graphs, R19_a_unique_value_is_taken_once) {
    EXPECT_EQ(refused(graph, [&] { bo.name("Ana"); }), errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { graph.add(Owner{.name = "Ana"}); }), errc::unique_taken);
    bo.name("Bo");
    ana.name("Ann");
    bo.name("Ana");
    EXPECT_EQ(graph.query<Owner>().where(kith::field<&Owner::name> == "Ana").one(), bo);
}

// --- stamps ------------------------------------------------------------------------------------------

TEST_F(graphs, R13_R185_created_is_set_when_a_row_is_added_unless_given) {
    const auto t = graph.add(Town{.name = "t"});
    const auto account = graph.add(Account{.number = 1, .bank = t});
    EXPECT_EQ(account.made(), kith::timestamp{1000});
    EXPECT_EQ(graph.add(Account{.number = 2, .made = kith::timestamp{5}, .bank = t}).made(),
              kith::timestamp{5});
}

TEST_F(graphs, R15_updated_is_empty_until_the_first_real_change) {
    const auto t = graph.add(Town{.name = "t"});
    const auto account = graph.add(Account{.number = 1, .bank = t});
    EXPECT_FALSE(account.changed());
    now = {2000};
    account.name("new");
    EXPECT_EQ(account.changed(), kith::timestamp{2000});
    EXPECT_EQ(account.made(), kith::timestamp{1000});
    now = {3000};
    account.changed(kith::timestamp{7});
    EXPECT_EQ(account.changed(), kith::timestamp{7});
}

TEST_F(graphs, K9_R16_assigning_an_equal_value_is_no_change) {
    const auto t = graph.add(Town{.name = "t"});
    const auto account = graph.add(Account{.number = 1, .bank = t, .name = "n"});
    const auto digest = graph.digest();
    now = {2000};
    account.name("n");
    account.number(1);
    account.bank(t);
    t.accounts().append(account);
    t.accounts().assign({account});
    EXPECT_FALSE(account.changed());
    EXPECT_EQ(graph.digest(), digest);
}

TEST_F(graphs, R15_a_link_is_a_change_of_the_row_that_holds_the_key) {
    const auto t = graph.add(Town{.name = "t"});
    const auto u = graph.add(Town{.name = "u"});
    const auto account = graph.add(Account{.number = 1, .bank = t});
    now = {2000};
    u.accounts().append(account);
    EXPECT_EQ(account.changed(), kith::timestamp{2000});
}

TEST_F(graphs, a_change_of_created_and_updated_comes_back_with_a_rollback) {
    const auto t = graph.add(Town{.name = "t"});
    const auto account = graph.add(Account{.number = 1, .bank = t});
    const auto mark = graph.mark();
    now = {2000};
    account.name("other");
    graph.rollback(mark);
    EXPECT_FALSE(account.changed());
}

// --- required ----------------------------------------------------------------------------------------

TEST_F(graphs, R94_R235_what_is_required_must_be_there_when_the_unit_of_work_ends) {
    const auto t = graph.add(Town{.name = "t"});
    EXPECT_EQ(refused(graph, [&] { graph.add(Account{.bank = t}); }), errc::required_empty);
    EXPECT_EQ(refused(graph, [&] { graph.add(Account{.number = 1}); }), errc::required_empty);
    const auto account = graph.add(Account{.number = 1, .bank = t});
    EXPECT_EQ(refused(graph, [&] { account.bank(nullptr); }), errc::required_empty);
    EXPECT_EQ(refused(graph, [&] { account.number(std::nullopt); }), errc::required_empty);
    EXPECT_EQ(refused(graph, [&] { t.accounts().clear(); }), errc::required_empty);
    EXPECT_EQ(refused(graph, [&] { t.accounts().assign(std::vector<kith::ref<Account>>()); }),
              errc::required_empty);
    EXPECT_EQ(refused(graph, [&] { graph.erase(t); }), errc::required_empty);
}

TEST_F(graphs, what_is_required_may_be_missing_inside_a_transaction) {
    const auto t = graph.add(Town{.name = "t"});
    auto unit = graph.transaction();
    const auto account = graph.add(Account{});
    account.bank(t);
    EXPECT_EQ(refused(graph, [&] { unit.commit(); }), errc::required_empty);
    account.number(5);
    unit.commit();
    EXPECT_EQ(account.bank(), t);
}

TEST_F(graphs, erasing_an_entity_with_all_that_requires_it_is_allowed) {
    const auto t = graph.add(Town{.name = "t"});
    const auto account = graph.add(Account{.number = 1, .bank = t});
    {
        auto unit = graph.transaction();
        graph.erase(t);
        graph.erase(account);
        unit.commit();
    }
    EXPECT_EQ(graph.count<Account>(), 0U);
}

// --- erasing -----------------------------------------------------------------------------------------

TEST_F(graphs, K6_X6_an_erased_entity_leaves_every_link_at_once) {
    const auto p = graph.add(Part{.name = "p"});
    x.owner(ana);
    x.part(p);
    graph.erase(x);
    EXPECT_TRUE(ana.items().empty());
    EXPECT_TRUE(p.items().empty());
}

TEST_F(graphs, K6_touching_an_erased_entity_by_its_id_is_an_error) {
    const auto id = x.id();
    graph.erase(x);
    EXPECT_FALSE(graph.find(id));
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(graph.get(id)); }), errc::entity_gone);
}

TEST_F(graphs, an_entity_is_erased_by_the_id_that_was_kept) {
    const auto id = x.id();
    graph.erase(id);
    EXPECT_FALSE(graph.find(id));
    EXPECT_EQ(refused(graph, [&] { graph.erase(id); }), errc::entity_gone);
}

TEST_F(graphs, K6_entities_of_a_range_are_erased_together) {
    for (const auto* name : {"a", "b", "c"}) ana.items().append(graph.add(Item{.name = name}));
    graph.add(Note{.name = "n", .item = ana.items().back()});
    const std::size_t others = graph.count<Item>() - 3;
    graph.erase(ana.items());
    EXPECT_TRUE(ana.items().empty());
    EXPECT_EQ(graph.count<Item>(), others);
    EXPECT_EQ(graph.count<Note>(), 0U);
    graph.erase(std::vector{x, x});  // once
    EXPECT_EQ(graph.count<Item>(), others - 1);
    graph.erase(std::vector<kith::ref<Item>>());
    EXPECT_EQ(graph.count<Item>(), others - 1);
}

TEST_F(graphs, K8_when_one_of_a_range_may_not_be_erased_all_stay) {
    const auto empty = graph.add(Town{.name = "empty"});
    const auto full = graph.add(Town{.name = "full"});
    ana.town(full);
    EXPECT_EQ(refused(graph, [&] { graph.erase(std::vector{empty, full}); }), errc::erase_denied);
    EXPECT_EQ(refused(graph, [&] { graph.erase(std::vector{empty, kith::ref<Town>()}); }), errc::null_ref);
    graph.erase(std::array{empty});
    EXPECT_EQ(graph.count<Town>(), 1U);
}

TEST_F(graphs, refs_are_kept_in_hashed_containers) {
    std::unordered_map<kith::ref<Item>, int> seen;
    ++seen[x];
    ++seen[graph.get(x.id())];
    EXPECT_EQ(seen.at(x), 2);
    EXPECT_EQ(seen.size(), 1U);
}

#if KITH_CHECKED
TEST_F(graphs, a_checked_build_reports_a_ref_whose_entity_is_gone) {
    graph.erase(x);
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(x.name()); }), errc::entity_gone);
    EXPECT_EQ(refused(graph, [&] { x.name("z"); }), errc::entity_gone);
    EXPECT_EQ(refused(graph, [&] { x.owner(ana); }), errc::entity_gone);
    EXPECT_EQ(refused(graph, [&] { ana.items().append(x); }), errc::entity_gone);
    const auto z = graph.add(Item{.name = "z"});  // in the same slot
    EXPECT_EQ(z.name(), "z");
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(x.name()); }), errc::entity_gone);
    EXPECT_EQ(refused(graph, [&] { graph.erase(x); }), errc::entity_gone);
}
#endif

TEST_F(graphs, R243_erasing_through_an_empty_ref_or_in_another_graph_is_an_error) {
    EXPECT_EQ(refused(graph, [&] { graph.erase(kith::ref<Item>()); }), errc::null_ref);
    kith::graph elsewhere(kith::models<Owner, Item, Part, Note, Lock, Key, Town, Account>);
    EXPECT_EQ(refused(elsewhere, [&] { elsewhere.erase(x); }), errc::foreign_ref);
}

TEST_F(graphs, a_type_that_is_not_of_the_graph_is_an_error) {
    EXPECT_THROW(kith::graph wrong(kith::models<Part>), kith::schema_error);  // Part's items are not of it
    kith::graph other(kith::models<Stray>);
    EXPECT_EQ(other.count<Stray>(), 0U);
    EXPECT_EQ(refused(graph, [&] { graph.add(Stray{}); }), errc::schema_unknown_name);
}

TEST_F(graphs, R91_R99_erasing_cascades_through_every_depth) {
    const auto n = graph.add(Note{.name = "n", .item = x});
    const auto below = graph.add(Note{.name = "below", .above = n});
    graph.add(Note{.name = "deeper", .above = below});
    x.owner(ana);
    graph.erase(ana);
    EXPECT_EQ(graph.count<Item>(), 1U);
    EXPECT_EQ(graph.count<Note>(), 0U);
}

TEST_F(graphs, R99_a_cascade_in_a_circle_terminates) {
    const auto a = graph.add(Note{.name = "a"});
    const auto b = graph.add(Note{.name = "b", .above = a});
    a.above(b);
    graph.erase(a);
    EXPECT_EQ(graph.count<Note>(), 0U);
}

TEST_F(graphs, R98_delete_on_a_reference_erases_its_target_with_the_holder) {
    const auto label = graph.add(Note{.name = "label"});
    const auto one = graph.add(Lock{.name = "one", .label = label});
    const auto two = graph.add(Lock{.name = "two", .label = label});
    graph.erase(one);
    EXPECT_EQ(graph.count<Note>(), 0U);
    EXPECT_FALSE(two.label());
}

TEST_F(graphs, X2_a_stolen_child_survives_its_former_owner) {
    const auto k = graph.add(Key{.name = "k", .owner = ana});
    bo.key(k);
    graph.erase(ana);
    EXPECT_EQ(bo.key(), k);
    x.owner(bo);
    graph.add(Owner{.name = "Cy"}).items().append(x);
    graph.erase(bo);
    EXPECT_EQ(names(graph.all<Item>()), "x y");
}

TEST_F(graphs, R97_K8_deny_refuses_to_erase_an_owner_with_members) {
    const auto t = graph.add(Town{.name = "t"});
    ana.town(t);
    EXPECT_EQ(refused(graph, [&] { graph.erase(t); }), errc::erase_denied);
    auto unit = graph.transaction();
    EXPECT_EQ(refused(graph, [&] { graph.erase(t); }), errc::erase_denied);
    ana.town(nullptr);
    graph.erase(t);
    unit.commit();
    EXPECT_EQ(graph.count<Town>(), 0U);
}

TEST_F(graphs, a_refused_erase_of_several_erases_none) {
    const auto t = graph.add(Town{.name = "t"});
    graph.add(Town{.name = "u"});
    ana.town(t);
    EXPECT_EQ(refused(graph, [&] { graph.query<Town>().erase(); }), errc::erase_denied);
    EXPECT_EQ(graph.count<Town>(), 2U);
}

TEST_F(graphs, clear_erases_everything_and_ids_go_on_counting) {
    const auto t = graph.add(Town{.name = "t"});
    ana.town(t);
    x.owner(ana);
    graph.clear();
    EXPECT_TRUE(graph.empty());
    EXPECT_EQ(graph.add(Item{.name = "z"}).id().value, 3U);
}

TEST_F(graphs, a_chain_of_a_million_is_erased_without_a_deep_stack) {
    constexpr int depth = 1'000'000;
    kith::ref<Note> top = graph.add(Note{});
    kith::ref<Note> last = top;
    for (int i = 1; i < depth; ++i) last = graph.add(Note{.above = last});
    EXPECT_EQ(graph.count<Note>(), static_cast<std::size_t>(depth));
    graph.erase(top);
    EXPECT_EQ(graph.count<Note>(), 0U);
}

// --- orphans -----------------------------------------------------------------------------------------

TEST_F(graphs, K5_R108_an_entity_that_never_had_an_owner_is_no_orphan) {
    {
        auto unit = graph.transaction();
        graph.add(Item{.name = "z"});
        unit.commit();
    }
    EXPECT_EQ(names(graph.all<Item>()), "x y z");
}

TEST_F(graphs, K4_R102_X10_every_way_of_losing_its_owner_erases_an_orphan_at_once) {
    const auto with = [&](auto&& lose) {
        const auto z = graph.add(Item{.name = "z", .owner = ana});
        const auto id = z.id();
        lose(z);
        EXPECT_FALSE(lives(id));
    };
    with([&](auto z) { ana.items().remove(z); });
    with([&](auto) { ana.items().erase(0); });
    with([&](auto) { ana.items().pop(); });
    with([&](auto) { ana.items().clear(); });
    with([&](auto) { ana.items().assign({x}); });
    ana.items().assign({y});
    with([&](auto) { ana.items().replace(1, graph.add(Item{.name = "other"})); });
    with([&](auto z) { z.owner(nullptr); });
}

TEST_F(graphs, R103_moving_to_another_owner_makes_no_orphan) {
    x.owner(ana);
    bo.items().append(x);
    x.owner(ana);
    bo.items().assign({x});
    EXPECT_EQ(x.owner(), bo);
    EXPECT_EQ(names(graph.all<Item>()), "x y");
}

TEST_F(graphs, K4_R103_removing_and_appending_elsewhere_in_a_transaction_keeps_the_child) {
    x.owner(ana);
    auto unit = graph.transaction();
    ana.items().remove(x);
    bo.items().append(x);
    unit.commit();
    EXPECT_EQ(names(bo.items()), "x");
}

TEST_F(graphs, R104_removing_and_appending_to_the_same_owner_in_a_transaction_keeps_the_child) {
    x.owner(ana);
    graph.atomically([&] {
        ana.items().remove(x);
        ana.items().append(x);
    });
    EXPECT_EQ(names(ana.items()), "x");
}

TEST_F(graphs, R102_an_orphan_goes_when_the_outermost_transaction_commits) {
    x.owner(ana);
    const auto id = x.id();
    auto outer = graph.transaction();
    {
        auto inner = graph.transaction();
        x.owner(nullptr);
        inner.commit();
    }
    EXPECT_TRUE(lives(id));
    outer.commit();
    EXPECT_FALSE(lives(id));
}

TEST_F(graphs, R105_erasing_an_owner_erases_what_it_lost_in_the_same_unit_too) {
    x.owner(ana);
    y.owner(ana);
    graph.atomically([&] {
        ana.items().remove(x);
        graph.erase(ana);
    });
    EXPECT_EQ(graph.count<Item>(), 0U);
}

TEST_F(graphs, R109_losing_one_of_two_owners_makes_an_orphan) {
    const auto p = graph.add(Part{.name = "p"});
    x.owner(ana);
    x.part(p);
    p.items().remove(x);
    EXPECT_TRUE(ana.items().empty());
    EXPECT_EQ(names(graph.all<Item>()), "y");
}

TEST_F(graphs, X7_an_orphan_leaves_its_other_owner_at_once) {
    const auto p = graph.add(Part{.name = "p"});
    x.owner(ana);
    x.part(p);
    ana.items().clear();
    EXPECT_TRUE(p.items().empty());
}

TEST_F(graphs, R111_assigning_the_same_owner_twice_makes_no_orphan) {
    x.owner(ana);
    x.owner(ana);
    EXPECT_EQ(names(ana.items()), "x");
    const auto k = graph.add(Key{.name = "k"});
    ana.key(k);
    ana.key(k);
    EXPECT_EQ(ana.key(), k);
}

TEST_F(graphs, R112_detaching_the_middle_erases_everything_below_it) {
    const auto a = graph.add(Note{.name = "a"});
    const auto b = graph.add(Note{.name = "b", .above = a});
    graph.add(Note{.name = "c", .above = b});
    b.above(nullptr);
    EXPECT_EQ(names(graph.all<Note>()), "a");
}

TEST_F(graphs, R79_a_grandchild_rehomed_before_the_detach_survives) {
    const auto a = graph.add(Note{.name = "a"});
    const auto b = graph.add(Note{.name = "b", .above = a});
    const auto c = graph.add(Note{.name = "c", .above = b});
    graph.atomically([&] {
        b.above(nullptr);
        c.above(a);
    });
    EXPECT_EQ(names(graph.all<Note>()), "a c");
}

TEST_F(graphs, X5_exchanging_places_with_delete_orphan_loses_nobody) {
    ana.items().assign({x, y});
    ana.items().assign({y, x});
    EXPECT_EQ(names(ana.items()), "y x");
    graph.atomically([&] {
        ana.items().replace(0, x);
        ana.items().insert(1, y);
    });
    EXPECT_EQ(names(ana.items()), "x y");
    EXPECT_EQ(graph.count<Item>(), 2U);
}

TEST_F(graphs, R56_a_displaced_partner_is_an_orphan_a_stolen_one_is_not) {
    const auto k = graph.add(Key{.name = "k", .owner = ana});
    const auto l = graph.add(Key{.name = "l", .owner = bo});
    const auto kid = k.id();
    ana.key(l);  // stolen from Bo, and displaces k
    EXPECT_FALSE(lives(kid));
    EXPECT_EQ(l.owner(), ana);
    EXPECT_FALSE(bo.key());
    graph.atomically([&] {
        const auto m = graph.add(Key{.name = "m", .owner = bo});
        bo.key(l);
        ana.key(m);
    });
    EXPECT_EQ(names(graph.all<Key>()), "l m");
}

TEST_F(graphs, R110_R113_delete_orphan_of_a_many_to_many_erases_the_released_partner) {
    const auto lock = graph.add(Lock{.name = "lock"});
    const auto k = graph.add(Key{.name = "k"});
    lock.keys().append(k);
    lock.keys().remove(k);
    EXPECT_EQ(graph.count<Key>(), 0U);
}

TEST_F(graphs, R115_orphans_that_deny_each_other_go_together_whichever_was_released_first) {
    for (const bool whole_first : {true, false}) {
        kith::graph own(kith::models<Box, Piece>);
        const auto box = own.add(Box{.name = "box"});
        const auto whole = own.add(Piece{.name = "whole", .box = box});
        const auto part = own.add(Piece{.name = "part", .box = box, .whole = whole});
        EXPECT_EQ(refused(own, [&] { box.pieces().remove(whole); }), errc::erase_denied);
        own.atomically([&] {
            box.pieces().remove(whole_first ? whole : part);
            box.pieces().remove(whole_first ? part : whole);
        });
        EXPECT_EQ(own.count<Piece>(), 0U);
    }
}

TEST_F(graphs, R54_R234_single_parent_refuses_a_second_holder_and_the_other_end_displaces) {
    const auto one = graph.add(Lock{.name = "one"});
    const auto two = graph.add(Lock{.name = "two"});
    const auto k = graph.add(Key{.name = "k"});
    one.keys().append(k);
    EXPECT_EQ(refused(graph, [&] { two.keys().append(k); }), errc::unique_taken);
    k.locks().append(two);
    EXPECT_EQ(names(one.keys()), "");
    k.locks().append(one);
    graph.atomically([&] {
        one.keys().remove(k);
        two.keys().append(k);
    });
    EXPECT_EQ(names(two.keys()), "k");
}

// --- transactions and marks --------------------------------------------------------------------------

TEST_F(graphs, R176_X14_a_transaction_that_is_left_restores_everything) {
    x.owner(ana);
    const auto digest = graph.digest();
    {
        auto unit = graph.transaction();
        graph.erase(ana);
        graph.add(Owner{.name = "Ana"});
        y.owner(bo);
        bo.name("Bob");
    }
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(graph.query<Owner>().where(kith::field<&Owner::name> == "Ana").one(), ana);
    EXPECT_FALSE(graph.query<Owner>().where(kith::field<&Owner::name> == "Bob").exists());
}

TEST_F(graphs, R177_an_inner_rollback_restores_inner_changes_only) {
    auto outer = graph.transaction();
    ana.name("outer");
    {
        auto inner = graph.transaction();
        ana.name("inner");
        inner.rollback();
    }
    EXPECT_EQ(ana.name(), "outer");
    outer.commit();
    EXPECT_EQ(ana.name(), "outer");
}

TEST_F(graphs, a_throwing_unit_changes_nothing_and_the_exception_passes_through) {
    const auto digest = graph.digest();
    EXPECT_THROW(graph.atomically([&] {
        ana.name("other");
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(graph.atomically([&] { return 7; }), 7);
}

TEST_F(graphs, a_transaction_that_has_ended_cannot_end_again) {
    auto unit = graph.transaction();
    unit.commit();
    EXPECT_EQ(refused(graph, [&] { unit.commit(); }), errc::transaction_over);
    EXPECT_EQ(refused(graph, [&] { unit.rollback(); }), errc::transaction_over);
}

TEST_F(graphs, an_outer_transaction_cannot_commit_before_the_inner_one) {
    auto outer = graph.transaction();
    auto inner = graph.transaction();
    EXPECT_EQ(refused(graph, [&] { outer.commit(); }), errc::transaction_open);
    inner.commit();
    outer.commit();
}

TEST_F(graphs, a_mark_is_spent_by_rolling_back_to_it_or_past_it_and_by_releasing_it) {
    const auto first = graph.mark();
    const auto second = graph.mark();
    const auto third = graph.mark();
    graph.release(third);
    EXPECT_EQ(refused(graph, [&] { graph.rollback(third); }), errc::mark_spent);
    graph.rollback(first);
    EXPECT_EQ(refused(graph, [&] { graph.rollback(second); }), errc::mark_spent);
    EXPECT_EQ(refused(graph, [&] { graph.release(first); }), errc::mark_spent);
    EXPECT_EQ(refused(graph, [&] { graph.rollback(kith::mark{}); }), errc::mark_spent);
}

TEST_F(graphs, rolling_back_over_an_open_transaction_is_an_error) {
    const auto mark = graph.mark();
    auto unit = graph.transaction();
    EXPECT_EQ(refused(graph, [&] { graph.rollback(mark); }), errc::transaction_open);
    unit.commit();
    graph.rollback(mark);
}

TEST_F(graphs, rollback_steps_back_over_many_marks_at_once) {
    std::vector<std::uint64_t> digests;
    std::vector<kith::mark> marks;
    for (int i = 0; i < 50; ++i) {
        digests.push_back(graph.digest());
        marks.push_back(graph.mark());
        graph.add(Item{.name = "frame " + std::to_string(i), .owner = i % 2 == 0 ? ana : bo});
        if (i % 5 == 4) graph.erase(ana.items()[0]);
        x.name("a name that is longer than a cell, " + std::to_string(i));
    }
    graph.rollback(marks[30]);
    EXPECT_EQ(graph.digest(), digests[30]);
    graph.release(marks[20]);
    graph.rollback(marks[3]);
    EXPECT_EQ(graph.digest(), digests[3]);
}

TEST_F(graphs, rolling_back_to_a_mark_inside_an_ended_transaction_is_an_error) {
    x.owner(ana);
    const auto id = x.id();
    auto unit = graph.transaction();
    ana.items().remove(x);
    const auto inside = graph.mark();  // x has no owner here, which is no state between units of work
    unit.commit();
    EXPECT_FALSE(lives(id));
    EXPECT_EQ(refused(graph, [&] { graph.rollback(inside); }), errc::mark_spent);
}

TEST_F(graphs, ids_and_slots_are_given_again_after_a_rollback) {
    const auto mark = graph.mark();
    EXPECT_EQ(graph.add(Item{.name = "z"}).id().value, 3U);
    graph.rollback(mark);
    EXPECT_EQ(graph.add(Item{.name = "w"}).id().value, 3U);
    EXPECT_EQ(names(graph.all<Item>()), "x y w");
}

TEST_F(graphs, the_digest_does_not_depend_on_how_a_graph_came_about) {
    ana.items().assign({x, y});
    x.name("a long name that lies in the text heap");
    kith::graph other(kith::models<Owner, Item, Part, Note, Lock, Key, Town, Account>);
    for (int i = 0; i < 100; ++i) other.add(Item{.name = "scrap"});
    other.clear();
    const auto two = other.add(kith::id<Item>{2}, Item{.name = "z"});
    const auto bob = other.add(kith::id<Owner>{2}, Owner{.name = "Bo"});
    const auto ann = other.add(kith::id<Owner>{1}, Owner{.name = "Ann", .items = {two}});
    const auto one = other.add(kith::id<Item>{1}, Item{.name = "a long name that lies in the text heap"});
    ann.name("Ana");
    two.name("y");
    ann.items().insert(0, one);
    EXPECT_EQ(other.digest(), graph.digest());
    bob.name("Bob");
    EXPECT_NE(other.digest(), graph.digest());
    bob.name("Bo");
    ann.items().assign({two, one});
    EXPECT_NE(other.digest(), graph.digest());
}

TEST_F(graphs, memory_tells_what_texts_links_and_history_hold) {
    const auto before = graph.memory();
    x.name(std::string(1000, 'x'));
    ana.items().append(x);
    const auto after = graph.memory();
    EXPECT_GE(after.texts, before.texts + 1000);
    EXPECT_GT(after.links, before.links);
    EXPECT_EQ(after.history, 0U);
    const auto mark = graph.mark();
    x.name("x");
    EXPECT_GT(graph.memory().history, 0U);
    graph.rollback(mark);
    EXPECT_EQ(graph.memory().history, 0U);
    graph.erase(ana);
    EXPECT_EQ(graph.memory().texts, before.texts);
    EXPECT_EQ(graph.memory().links, before.links);
}

}  // namespace graph_test

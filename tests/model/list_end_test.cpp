#include "support/names.hpp"

#include <array>
#include <ranges>
#include <stdexcept>

namespace list_end_test {

struct Parent;
struct Child;
struct Deck;

struct Child {
    kith::column<std::string, kith::unique> name{};
    std::int32_t age = 0;
    std::optional<std::int32_t> weight{};
    kith::one<Parent, "kids"> parent{};
    kith::one<Parent, "owned"> owner{};
};
struct Parent {
    std::string name{};
    kith::many<Child, "parent"> kids{};
    kith::many<Child, "owner", kith::cascade<"all, delete-orphan">> owned{};
};
struct Card {
    std::string name{};
    std::int32_t position = -1;
    kith::one<Deck, "cards"> deck{};
};
struct Deck {
    std::string name{};
    kith::many<Card, "deck", kith::ordering_list<"position", 1>> cards{};
};
KITH_MODEL(Child, name, age, weight, parent, owner)
KITH_MODEL(Parent, name, kids, owned)
KITH_MODEL(Card, name, position, deck)
KITH_MODEL(Deck, name, cards)

using kith::errc;
using tests::names;
using tests::refused;
using tests::values;

class list_ends : public testing::Test {
protected:
    ~list_ends() override { tests::expect_sound(graph); }

    kith::ref<Child> child(const char* name, std::int32_t age = 0) {
        return graph.add(Child{.name = name, .age = age});
    }

    kith::graph graph{kith::models<Child, Parent, Card, Deck>};
    kith::ref<Parent> p = graph.add(Parent{.name = "p"});
    kith::ref<Parent> q = graph.add(Parent{.name = "q"});
    kith::ref<Child> a = child("a", 3);
    kith::ref<Child> b = child("b", 1);
    kith::ref<Child> c = child("c", 3);
    kith::ref<Child> d = child("d", 2);
    kith::ref<Child> e = child("e", 1);
};

TEST_F(list_ends, R150_are_lists_unless_an_option_says_otherwise) {
    static_assert(std::is_same_v<decltype(p.kids()), kith::list_end<Child>>);
    static_assert(std::is_same_v<decltype(graph.find<Deck>(1).cards()), kith::list_end<Card>>);
    static_assert(std::is_base_of_v<kith::end_view<Child>, kith::list_end<Child>>);
    static_assert(std::ranges::view<kith::list_end<Child>> &&
                  std::ranges::borrowed_range<kith::list_end<Child>>);
    EXPECT_FALSE(p.kids());
    p.kids().append(a);
    EXPECT_TRUE(p.kids());
}

TEST_F(list_ends, R36_take_members_in_braces_through_the_accessor) {
    p.kids({a, b});
    q.kids({b, c});
    EXPECT_EQ(names(p.kids()), "a");
    EXPECT_EQ(names(q.kids()), "b c");
    q.kids({});
    EXPECT_TRUE(q.kids().empty());
    EXPECT_FALSE(b.parent());
}

TEST_F(list_ends, braces_work_for_every_kind_of_member) {
    a.age({7});
    a.weight({4});
    a.parent(p);
    EXPECT_EQ(a.age(), 7);
    EXPECT_EQ(a.weight(), 4);
    EXPECT_EQ(a.parent(), p);
    a.age({});
    a.weight({});
    a.parent({});
    EXPECT_EQ(a.age(), 0);
    EXPECT_EQ(a.weight(), std::nullopt);
    EXPECT_FALSE(a.parent());
}

TEST_F(list_ends, take_any_input_range) {
    const auto odd = [](const kith::ref<Child>& each) { return each.age() % 2 == 1; };
    p.kids({a, b, c, d});
    q.kids().assign(p.kids() | std::views::filter(odd));
    EXPECT_EQ(names(q.kids()), "a b c");
    EXPECT_EQ(names(p.kids()), "d");
    p.kids().extend(graph.query<Child>().where(kith::field<&Child::age> == 1));
    EXPECT_EQ(names(p.kids()), "d b e");
    p.kids(graph.all<Child>() | std::views::drop(3));
    EXPECT_EQ(names(p.kids()), "d e");
    q.kids().extend({e, a});
    EXPECT_EQ(names(q.kids()), "a c e");
    const std::array<kith::id<Child>, 2> ids{b.id(), d.id()};
    q.kids(ids | std::views::transform([&](kith::id<Child> id) { return graph.get(id); }));
    EXPECT_EQ(names(q.kids()), "b d");
}

TEST_F(list_ends, R37_R156_taking_from_themselves_terminates_and_changes_nothing) {
    p.kids({a, b, c});
    const auto digest = graph.digest();
    p.kids().extend(p.kids());
    p.kids(p.kids());
    p.kids().splice(0, 2, p.kids().slice(0, 2));
    EXPECT_EQ(graph.digest(), digest);
    q.kids().extend(p.kids() | std::views::drop(1));
    EXPECT_EQ(names(q.kids()), "b c");
    EXPECT_EQ(names(p.kids()), "a");
}

TEST_F(list_ends, are_walked_backwards) {
    static_assert(std::ranges::bidirectional_range<kith::list_end<Child>>);
    static_assert(std::ranges::bidirectional_range<kith::rows_view<Child>>);
    p.kids({a, b, c, d, e});
    p.kids().remove(a);
    p.kids().remove(c);
    p.kids().remove(e);
    EXPECT_EQ(names(p.kids() | std::views::reverse), "d b");
    graph.erase(b);
    EXPECT_EQ(names(graph.all<Child>() | std::views::reverse), "e d c a");
    q.kids(p.kids() | std::views::reverse);
    EXPECT_EQ(names(q.kids()), "d");
    EXPECT_EQ(names(kith::ref<Parent>().kids() | std::views::reverse), "");
}

TEST_F(list_ends, R154_keep_no_tie_to_what_was_assigned) {
    std::vector<kith::ref<Child>> given{a, b};
    p.kids(given);
    given.push_back(c);
    EXPECT_EQ(names(p.kids()), "a b");
}

TEST_F(list_ends, R38_pop_releases_and_returns_a_member) {
    p.kids({a, b, c});
    EXPECT_EQ(p.kids().pop(), c);
    EXPECT_FALSE(c.parent());
    EXPECT_EQ(p.kids().pop(0), a);
    EXPECT_EQ(names(p.kids()), "b");
    EXPECT_EQ(refused(graph, [&] { p.kids().pop(1); }), errc::out_of_range);
}

TEST_F(list_ends, R38_R102_pop_returns_an_empty_ref_when_releasing_erased_the_member) {
    p.owned({a, b});
    EXPECT_FALSE(p.owned().pop());
    EXPECT_EQ(graph.count<Child>(), 4U);
    auto unit = graph.transaction();
    EXPECT_EQ(p.owned().pop(), a);  // the end of the transaction decides
    unit.commit();
    EXPECT_EQ(graph.count<Child>(), 3U);
}

TEST_F(list_ends, R38_discard_tells_whether_there_was_something_to_release) {
    p.kids({a});
    EXPECT_TRUE(p.kids().discard(a));
    EXPECT_FALSE(a.parent());
    EXPECT_FALSE(p.kids().discard(a));
    EXPECT_FALSE(p.kids().discard(kith::ref<Child>()));
    const kith::ref<Parent> nobody;
    EXPECT_EQ(refused(graph, [&] { nobody.kids().discard(a); }), errc::null_ref);
}

TEST_F(list_ends, R43_find_the_place_of_a_member_by_identity) {
    p.kids({a, b, c, d});
    EXPECT_EQ(p.kids().index_of(c), 2U);
    p.kids().remove(a);
    EXPECT_EQ(p.kids().index_of(c), 1U);
    EXPECT_EQ(p.kids().index_of(a), p.kids().npos);
    EXPECT_EQ(p.kids().index_of(kith::ref<Child>()), p.kids().npos);
    EXPECT_EQ(kith::ref<Parent>().kids().index_of(a), p.kids().npos);
}

TEST_F(list_ends, R151_slices_are_views_that_stop_at_the_end) {
    p.kids({a, b, c, d});
    EXPECT_EQ(names(p.kids().slice(1, 3)), "b c");
    EXPECT_EQ(names(p.kids().slice(2, 9)), "c d");
    EXPECT_EQ(p.kids().slice(2, 9).size(), 2U);
    EXPECT_TRUE(p.kids().slice(9, 10).empty());
    p.kids().remove(b);
    EXPECT_EQ(names(p.kids().slice(1, 3)), "c d");
    EXPECT_TRUE(kith::ref<Parent>().kids().slice(0, 1).empty());
}

TEST_F(list_ends, R38_R151_erasing_a_slice_releases_it) {
    p.kids({a, b, c, d});
    p.kids().erase(1, 3);
    EXPECT_EQ(names(p.kids()), "a d");
    EXPECT_FALSE(b.parent());
    p.kids().erase(1, 9);
    EXPECT_EQ(names(p.kids()), "a");
    p.kids().erase(4, 5);
    EXPECT_EQ(names(p.kids()), "a");
}

TEST_F(list_ends, R151_R166_splicing_replaces_a_slice) {
    p.kids({a, b, c});
    q.kids({d, e});
    p.kids().splice(1, 2, q.kids());
    EXPECT_EQ(names(p.kids()), "a d e c");
    EXPECT_TRUE(q.kids().empty());
    EXPECT_FALSE(b.parent());
    p.kids().splice(9, 10, {b});
    EXPECT_EQ(names(p.kids()), "a d e c b");
    p.kids().splice(0, 3, {});
    EXPECT_EQ(names(p.kids()), "c b");
    p.kids().splice(1, 1, {a, d});
    EXPECT_EQ(names(p.kids()), "c a d b");
}

TEST_F(list_ends, X5_R166_splicing_retained_members_keeps_them_with_delete_orphan) {
    p.owned({a, b, c});
    p.owned().splice(0, 2, {b, a});
    EXPECT_EQ(names(p.owned()), "b a c");
    EXPECT_EQ(graph.count<Child>(), 5U);
    p.owned().splice(0, 2, {a, d});
    EXPECT_EQ(names(p.owned()), "a d c");
    EXPECT_EQ(graph.count<Child>(), 4U);  // b is an orphan
}

TEST_F(list_ends, R40_X5_exchanging_two_places_keeps_both_owned) {
    p.owned({a, b, c});
    p.owned().swap(0, 2);
    EXPECT_EQ(names(p.owned()), "c b a");
    p.owned().swap(1, 1);
    EXPECT_EQ(names(p.owned()), "c b a");
    EXPECT_EQ(graph.count<Child>(), 5U);
    EXPECT_EQ(refused(graph, [&] { p.owned().swap(0, 3); }), errc::out_of_range);
}

TEST_F(list_ends, R151_moving_puts_a_member_at_another_place) {
    p.kids({a, b, c, d});
    p.kids().move(0, 2);
    EXPECT_EQ(names(p.kids()), "b c a d");
    p.kids().move(3, 0);
    EXPECT_EQ(names(p.kids()), "d b c a");
    p.kids().move(1, 1);
    EXPECT_EQ(names(p.kids()), "d b c a");
    EXPECT_EQ(refused(graph, [&] { p.kids().move(4, 0); }), errc::out_of_range);
}

TEST_F(list_ends, R152_sorting_is_stable_and_changes_no_membership) {
    p.kids({a, b, c, d, e});
    p.kids().sort([](const kith::ref<Child>& x, const kith::ref<Child>& y) { return x.age() < y.age(); });
    EXPECT_EQ(names(p.kids()), "b e d a c");
    p.kids().sort<&Child::name>();
    EXPECT_EQ(names(p.kids()), "a b c d e");
    p.kids().sort<&Child::age>(std::ranges::greater{});
    EXPECT_EQ(names(p.kids()), "a c d b e");
    b.weight(2);
    p.kids().sort<&Child::weight>();  // null is less than any value
    EXPECT_EQ(names(p.kids()), "a c d e b");
    EXPECT_EQ(a.parent(), p);
}

TEST_F(list_ends, R152_reversing_turns_the_order_round) {
    p.kids().reverse();
    p.kids({a, b, c});
    p.kids().remove(b);
    p.kids().append(d);
    p.kids().reverse();
    EXPECT_EQ(names(p.kids()), "d c a");
}

TEST_F(list_ends, R152_another_order_is_undone_by_a_rollback) {
    p.kids({a, b, c, d});
    const auto mark = graph.mark();
    const auto digest = graph.digest();
    p.kids().sort<&Child::age>();
    p.kids().reverse();
    p.kids().swap(0, 3);
    p.kids().move(0, 2);
    EXPECT_NE(graph.digest(), digest);
    graph.rollback(mark);
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(names(p.kids()), "a b c d");
}

TEST_F(list_ends, of_an_empty_ref_cannot_be_given_an_order) {
    const kith::ref<Parent> nobody;
    EXPECT_EQ(refused(graph, [&] { nobody.kids().sort<&Child::age>(); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.kids().reverse(); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.kids().move(0, 0); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.kids().swap(0, 0); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.kids().splice(0, 0, {a}); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.kids().insert(0, a); }), errc::null_ref);
    EXPECT_EQ(refused(graph, [&] { nobody.kids().erase(0, 1); }), errc::null_ref);
}

TEST_F(list_ends, a_slice_that_ends_before_it_begins_is_refused) {
    p.kids({a, b, c});
    EXPECT_EQ(refused(graph, [&] { static_cast<void>(p.kids().slice(2, 1)); }), errc::bad_slice);
    EXPECT_EQ(refused(graph, [&] { p.kids().erase(2, 1); }), errc::bad_slice);
    EXPECT_EQ(refused(graph, [&] { p.kids().splice(2, 1, {a}); }), errc::bad_slice);
    EXPECT_EQ(names(p.kids()), "a b c");
}

TEST_F(list_ends, X9_a_refused_element_leaves_the_whole_call_undone) {
    p.kids({a});
    q.kids({b});
    EXPECT_EQ(refused(graph, [&] { p.kids().extend({b, c, kith::ref<Child>()}); }), errc::null_member);
    EXPECT_EQ(refused(graph, [&] { p.kids().splice(0, 1, {b, kith::ref<Child>()}); }), errc::null_member);
    const auto fails = std::vector{b, c, d} | std::views::transform([&](const kith::ref<Child>& each) {
                           if (each == d) throw std::runtime_error("no d");
                           return each;
                       });
    EXPECT_THROW(p.kids().extend(fails), std::runtime_error);
    EXPECT_THROW(p.kids(fails), std::runtime_error);
    EXPECT_EQ(names(p.kids()), "a");
    EXPECT_EQ(names(q.kids()), "b");
}

TEST_F(list_ends, R163_who_is_released_by_an_assignment_keeps_the_number_it_had) {
    std::vector<kith::ref<Card>> cards;
    for (const char* name : {"a", "b", "c", "d"}) cards.push_back(graph.add(Card{.name = name}));
    const auto deck = graph.add(Deck{.name = "deck", .cards = cards});
    deck.cards().assign({cards[2]});
    EXPECT_EQ(cards[0].position(), 1);
    EXPECT_EQ(cards[1].position(), 2);
    EXPECT_EQ(cards[2].position(), 1);
    EXPECT_EQ(cards[3].position(), 4);
    deck.cards(cards);
    deck.cards().assign({});
    for (std::int32_t n = 0; n < 4; ++n) EXPECT_EQ(cards[static_cast<std::size_t>(n)].position(), n + 1);
}

TEST_F(list_ends, R163_an_ordering_list_numbers_its_members_by_place) {
    const auto deck = graph.add(Deck{.name = "deck"});
    std::vector<kith::ref<Card>> cards;
    for (const char* name : {"a", "b", "c", "d"}) cards.push_back(graph.add(Card{.name = name}));
    const auto numbers = [&] {
        return values(deck.cards() |
                      std::views::transform([](const kith::ref<Card>& each) { return each.position(); }));
    };
    deck.cards(cards);
    EXPECT_EQ(numbers(), "1 2 3 4");
    deck.cards().move(3, 0);
    EXPECT_EQ(names(deck.cards()), "d a b c");
    EXPECT_EQ(numbers(), "1 2 3 4");
    const auto popped = deck.cards().pop(1);
    EXPECT_EQ(popped.position(), 2);
    EXPECT_EQ(numbers(), "1 2 3");
    deck.cards().insert(0, popped);
    deck.cards().swap(0, 3);
    EXPECT_EQ(names(deck.cards()), "c d b a");
    EXPECT_EQ(numbers(), "1 2 3 4");
    deck.cards().splice(1, 3, {cards[3]});
    EXPECT_EQ(names(deck.cards()), "c d a");
    deck.cards().sort<&Card::name>();
    EXPECT_EQ(names(deck.cards()), "a c d");
    EXPECT_EQ(numbers(), "1 2 3");
    deck.cards().reverse();
    EXPECT_EQ(numbers(), "1 2 3");
}

TEST_F(list_ends, R164_an_ordering_list_numbers_who_arrives_by_the_reference) {
    const auto deck = graph.add(Deck{.name = "deck"});
    const auto first = graph.add(Card{.name = "first", .deck = deck});
    const auto second = graph.add(Card{.name = "second"});
    second.deck(deck);
    EXPECT_EQ(first.position(), 1);
    EXPECT_EQ(second.position(), 2);
}

}  // namespace list_end_test

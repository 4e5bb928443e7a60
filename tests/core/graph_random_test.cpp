#include "support/random_program.hpp"

#include <gtest/gtest.h>

namespace {

using kith::schema::arity;
using kith::schema::field;
using kith::schema::index_kind;
using kith::schema::kind;

kith::schema::end end_of(std::string name, arity how, std::string target, std::string back,
                         const char* cascade = "") {
    kith::schema::end made;
    made.name = std::move(name);
    made.arity = how;
    made.target = std::move(target);
    made.back = std::move(back);
    EXPECT_TRUE(kith::schema::parse_cascade(cascade, made.cascade));
    return made;
}

field field_of(std::string name, kind of, bool nullable = false, index_kind index = index_kind::none,
               bool unique = false) {
    field made;
    made.name = std::move(name);
    made.kind = of;
    made.width = kith::schema::width_of(of);
    made.nullable = nullable;
    made.index = index;
    made.unique = unique;
    return made;
}

field stamp_of(std::string name, kith::schema::stamp which) {
    field made = field_of(std::move(name), kind::timestamp, true);
    made.stamp = which;
    return made;
}

template <class... Members>
kith::schema::type type_of(std::string name, Members... members) {
    kith::schema::type made;
    made.name = std::move(name);
    (made.add(std::move(members)), ...);
    return made;
}

template <class Option>
kith::schema::end with(kith::schema::end made, Option kith::schema::end::*option) {
    made.*option = true;
    return made;
}

kith::schema::end ordered(kith::schema::end made, kith::schema::ordering how, const char* column) {
    made.order = how;
    made.order_by = column;
    return made;
}

// Every kind of relationship and every cascade.
kith::schema::catalog everything() {
    using kith::schema::end;
    field code = field_of("code", kind::int64);
    code.required = true;
    return kith::schema::catalog::of({
        type_of("Game", field_of("title", kind::text, false, index_kind::hashed, true),
                field_of("price", kind::int32, false, index_kind::ordered),
                end_of("reviews", arity::many, "Review", "game", "all, delete-orphan"),
                end_of("tags", arity::many, "Tag", "games"),
                with(end_of("fans", arity::many, "User", "favourites"), &end::as_set)),
        type_of("User", field_of("name", kind::text, true, index_kind::ordered),
                field_of("karma", kind::int16, true), stamp_of("created_at", kith::schema::stamp::created),
                stamp_of("updated_at", kith::schema::stamp::updated),
                end_of("reviews", arity::many, "Review", "user", "all, delete-orphan"),
                end_of("card", arity::one, "Card", "holder", "all, delete-orphan"),
                end_of("following", arity::many, "User", "followers"),
                end_of("followers", arity::many, "User", "following"),
                end_of("favourites", arity::many, "Game", "fans"),
                end_of("home", arity::one, "Town", "people"), end_of("twin", arity::one, "User", "twin_of"),
                end_of("twin_of", arity::one, "User", "twin")),
        type_of("Review", field_of("score", kind::float64, false, index_kind::ranked),
                field_of("comment", kind::text), stamp_of("updated_at", kith::schema::stamp::updated),
                end_of("game", arity::one, "Game", "reviews"), end_of("user", arity::one, "User", "reviews"),
                end_of("notes", arity::many, "Note", "", "delete")),
        type_of("Card", field_of("number", kind::uint64, true, index_kind::ordered, true),
                with(end_of("holder", arity::one, "User", "card"), &end::holds_key)),
        type_of("Town", field_of("name", kind::text), end_of("people", arity::many, "User", "home", "deny"),
                ordered(end_of("streets", arity::many, "Street", "town", "none"),
                        kith::schema::ordering::sorted, "length")),
        type_of("Street", field_of("length", kind::float32), code,
                with(end_of("town", arity::one, "Town", "streets"), &end::required)),
        type_of("Tag", field_of("word", kind::text, false, index_kind::hashed),
                end_of("games", arity::many, "Game", "tags"), end_of("parent", arity::one, "Tag", "children"),
                ordered(with(end_of("children", arity::many, "Tag", "parent", "all"), &end::acyclic),
                        kith::schema::ordering::keyed, "word"),
                end_of("mascot", arity::one, "Card", "")),
        type_of(
            "Note", field_of("text", kind::bytes), field_of("number", kind::int16),
            end_of("parent", arity::one, "Note", "parts"),
            ordered(end_of("parts", arity::many, "Note", "parent", "all, delete-orphan"),
                    kith::schema::ordering::numbered, "number"),
            with(end_of("stamp", arity::one, "Stamp", "notes", "all, delete-orphan"), &end::single_parent)),
        type_of("Stamp", field_of("worth", kind::int8), end_of("notes", arity::many, "Note", "stamp"),
                with(end_of("copies", arity::many, "Stamp", "originals", "all, delete-orphan"),
                     &end::single_parent),
                with(end_of("originals", arity::many, "Stamp", "copies"), &end::as_set)),
    });
}

// Limits of an end at random.
void limit(kith::schema::end& of, const kith::schema::type& owner, const kith::schema::type& target,
           naive::dice& dice) {
    of.acyclic = owner.name == target.name && dice.chance(30);
    if (of.arity == arity::one) return;
    if (dice.chance(12)) of.at_most = static_cast<std::uint32_t>(dice.between(1, 4));
    if (dice.chance(4)) of.at_least = 1;
}

// A column that decides the order of an end's members, at random.
void order(kith::schema::end& of, kith::schema::type& target, bool owned, naive::dice& dice) {
    using kith::schema::ordering;
    if (of.arity == arity::one || of.as_set || !dice.chance(40)) return;
    if (owned && dice.chance(40)) {
        of.order = ordering::numbered;
        of.order_by = of.name + "_number";
        of.first_number = static_cast<std::uint32_t>(dice.below(3));
        target.add(field_of(of.order_by, dice.chance(50) ? kind::int32 : kind::uint64, false,
                            static_cast<index_kind>(dice.below(4))));
        return;
    }
    if (target.fields.empty()) return;
    const field& by = target.fields[dice.below(target.fields.size())];
    if (by.stamp == kith::schema::stamp::updated) return;
    const bool numbers = by.name.ends_with("_number");
    of.order = numbers || dice.chance(60) ? ordering::sorted : ordering::keyed;
    of.order_by = by.name;
    of.descending = dice.chance(30);
}

// Types and relationships at random, such as a user could declare.
kith::schema::catalog anything(naive::dice& dice) {
    std::vector<kith::schema::type> types(dice.between(2, 4));
    for (std::size_t t = 0; t < types.size(); ++t) {
        types[t].name = std::string("T") + std::to_string(t);
        const std::size_t fields = dice.between(0, 3);
        static constexpr kind kinds[] = {kind::text,  kind::int32, kind::uint8,
                                         kind::bytes, kind::date,  kind::int64};
        for (std::size_t i = 0; i < fields; ++i) {
            const bool unique = dice.chance(15);
            const auto index = static_cast<index_kind>(unique ? dice.between(1, 3) : dice.below(4));
            const kind of = unique ? kind::text : kinds[dice.below(std::size(kinds))];
            types[t].add(field_of("f" + std::to_string(i), of, dice.chance(40), index, unique));
        }
        if (dice.chance(40)) types[t].add(stamp_of("changed", kith::schema::stamp::updated));
        if (dice.chance(20)) types[t].add(stamp_of("made", kith::schema::stamp::created));
    }
    const std::size_t relations = dice.between(2, 6);
    for (std::size_t r = 0; r < relations; ++r) {
        kith::schema::type& a = types[dice.below(types.size())];
        kith::schema::type& b = types[dice.below(types.size())];
        const std::string number = std::to_string(r);
        const auto either = [&] { return dice.chance(60) ? arity::many : arity::one; };
        static constexpr const char* cascades[] = {"",    "", "all", "all, delete-orphan", "delete-orphan",
                                                   "deny"};
        const auto cascade = [&] { return cascades[dice.below(dice.chance(60) ? 2 : std::size(cascades))]; };
        const bool alone = dice.chance(25);
        kith::schema::end here = end_of("a" + number, either(), b.name, alone ? "" : "b" + number, cascade());
        kith::schema::end there =
            end_of("b" + number, either(), a.name, "a" + number, dice.chance(50) ? "" : cascade());
        here.as_set = here.arity == arity::many && dice.chance(25);
        there.as_set = there.arity == arity::many && dice.chance(25);
        if (alone && here.arity == arity::many && dice.chance(50)) here.secondary = "pairs" + number;
        const auto several = [&](const kith::schema::end& mine, const kith::schema::end& other) {
            return alone ? mine.arity == arity::one || !mine.secondary.empty() : other.arity == arity::many;
        };
        here.single_parent = several(here, there) && (here.cascade.orphan || dice.chance(10));
        there.single_parent = several(there, here) && (there.cascade.orphan || dice.chance(10));
        here.required = here.arity == arity::one && dice.chance(8);
        limit(here, a, b, dice);
        if (!alone) limit(there, b, a, dice);
        const bool owned = alone ? here.secondary.empty() : there.arity == arity::one;
        order(here, b, owned, dice);
        if (!alone) order(there, a, here.arity == arity::one, dice);
        a.add(here);
        if (!alone) b.add(there);
    }
    return kith::schema::catalog::of(std::move(types));
}

void run(kith::schema::catalog catalog, std::uint64_t seed, std::size_t steps) {
    kith::timestamp clock{1'000'000};
    kith::core::graph graph(std::move(catalog), {.max_rows = 1'000'000, .clock = [&clock] { return clock; }});
    naive::random_program program(graph, clock, seed);
    try {
        program.run(steps);
    } catch (const std::runtime_error& problem) {
        FAIL() << problem.what();
    }
}

// KITH_RANDOM_SEED and KITH_RANDOM_STEPS choose another program, or a longer one.

TEST(random_programs, keep_a_graph_of_every_relationship_and_cascade_equal_to_a_naive_one) {
    const std::uint64_t seed = naive::number_from("KITH_RANDOM_SEED", 1);
    const std::size_t steps = naive::number_from("KITH_RANDOM_STEPS", 16000);
    for (std::uint64_t i = 0; i < 4 && !HasFailure(); ++i) {
        RecordProperty("seed", std::to_string(seed + i));
        run(everything(), seed + i, steps / 4);
    }
}

TEST(random_programs, keep_graphs_of_random_types_equal_to_naive_ones) {
    const std::uint64_t seed = naive::number_from("KITH_RANDOM_SEED", 1);
    const std::size_t steps = naive::number_from("KITH_RANDOM_STEPS", 16000);
    for (std::uint64_t i = 0; i < steps / 300 && !HasFailure(); ++i) {
        naive::dice dice(seed * 1000 + i);
        run(anything(dice), seed * 1000 + i, 300);
    }
}

}  // namespace

#pragma once

#include "snapshot/world.hpp"

/// The graphs behind the files that must stay readable. What is here is never changed: a new version of the
/// format gets a graph and a file of its own.
namespace golden {

using namespace world;

/// The worked example of docs/snapshot-format.md.
inline std::unique_ptr<graph> example() {
    auto made = std::make_unique<graph>(
        std::vector{type("Game", field("title", kind::text), field("price", kind::int32, true),
                         world::end("sequels", "Game", "", arity::many))});
    const auto first = made->add("Game");
    const auto second = made->add("Game");
    made->set_text(made->at("Game"), 0, first, "Zelda");
    made->set_text(made->at("Game"), 0, second, "Zelda II");
    made->set("Game", "price", first, std::int32_t{60});
    made->link("Game", "sequels", first, second);
    return made;
}

/// Everything that version 1 can hold: every kind of field, null and not, and every kind of relationship.
inline std::unique_ptr<graph> version_1() {
    auto types = society();
    types.push_back(sample());
    types[0].proxies.push_back({"club_names", "clubs", "name"});
    types[0].members.push_back({"club_names", kith::schema::member_kind::proxy, 0});
    auto made = std::make_unique<graph>(types);
    for (unsigned i = 0; i < 9; ++i) {
        const auto person = made->add_named("Person", "person of number " + std::to_string(i * i * i));
        if (i % 3 != 0) made->set("Person", "age", person, static_cast<std::int32_t>(i * 11) - 20);
        made->add_named("Club", std::string(i, 'c'));
        made->add("Tag");
        made->add("Toy", i == 4 ? 1000 : 0);
    }
    for (kith::slot a = 1; a <= 9; ++a) {
        for (kith::slot b = 1; b <= 9; ++b) {
            if ((a * 5 + b * 3) % 4 == 0) made->link("Person", "friends", a, b);
            if ((a * 2 + b * 7) % 5 == 0) made->link("Club", "members", b, a);
            if ((a + b) % 6 == 0) made->link("Person", "tags", a, b);
            if ((a * b) % 7 == 3) made->link("Tag", "holders", b, a);
            if (b == 10 - a) made->link("Person", "spouse", a, b);
            if (a / 3 == b && a != b) made->link("Person", "children", b, a);
            if (b % 4 == a % 4) made->link("Person", "toys", a, b);
            if (b == (a * 4) % 9) made->link("Person", "favourite", a, b);
            if ((a + 2 * b) % 8 == 0) made->link("Club", "rooms", a, b);
        }
    }
    made->erase("Person", 3);
    made->erase("Tag", 1);
    made->unlink("Person", "friends", 1,
                 made->at("Person").members(made->end("Person", "friends"), 1).nth(0));
    for (unsigned i = 0; i < 5; ++i) {
        const auto row = made->add("Sample");
        kith::core::extent& in = made->at("Sample");
        for (std::uint32_t column = 0; column < in.columns().size(); ++column) {
            const kith::schema::field& field = in.type().fields[column];
            const unsigned seed = i * 37 + column * 5;
            if (field.nullable && (seed % 3 == 0)) continue;
            std::array<std::uint8_t, 12> bytes{};
            for (unsigned at = 0; at < bytes.size(); ++at)
                bytes[at] = static_cast<std::uint8_t>(seed + at * 29);
            if (kith::schema::is_string(field.kind)) {
                made->set_text(in, column, row, std::string(seed % 23, static_cast<char>('a' + seed % 26)));
            } else if (field.kind == kind::boxed) {
                const numbers value(seed % 4, static_cast<std::uint8_t>(seed));
                made->set_boxed(in, column, row, &value);
            } else {
                if (field.kind == kind::boolean) bytes[0] &= 1U;
                made->kith::core::graph::set(in, column, row, bytes.data());
            }
        }
    }
    return made;
}

}  // namespace golden

#include "snapshot/world.hpp"

#include <gmock/gmock.h>

#include <cstring>

namespace {

using namespace world;
using kith::errc;
using kith::storage::snapshot::load_options;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A file written with some types, and what becomes of it in a program with others.
class evolution : public testing::Test {
protected:
    static std::string old_file() {
        graph before(
            {type("Game", field("title", kind::text), field("price", kind::int16),
                  end("reviews", "Review", "game", arity::many)),
             type("Review", field("score", kind::float32), end("game", "Game", "reviews", arity::one))});
        for (int i = 1; i <= 3; ++i) {
            const auto game = before.add("Game");
            before.set_text(before.at("Game"), 0, game, "game " + std::to_string(i));
            before.set("Game", "price", game, static_cast<std::int16_t>(i * -10));
        }
        for (const kith::slot game : {2U, 2U, 3U}) {
            const auto review = before.add("Review");
            before.set("Review", "score", review, 0.5F);
            before.link("Review", "game", review, game);
        }
        return saved(before);
    }
    static kith::schema::type review() {
        return type("Review", field("score", kind::float32), end("game", "Game", "reviews", arity::one));
    }
    template <class... Members>
    static std::vector<kith::schema::type> with_game(Members... members) {
        return {type("Game", std::move(members)..., end("reviews", "Review", "game", arity::many)), review()};
    }

    static void expect_mismatch(std::vector<kith::schema::type> types, const std::vector<std::string>& words,
                                const load_options& options = {}) {
        graph now(std::move(types));
        const refusal found = load_fails(now, old_file(), options);
        EXPECT_EQ(found.code, errc::snapshot_mismatch) << kith::name_of(found.code);
        EXPECT_TRUE(found.unchanged);
        for (const std::string& word : words) EXPECT_THAT(found.message, HasSubstr(word));
    }
};

TEST_F(evolution, order_of_types_and_members_does_not_matter) {
    graph now({type("Review", end("game", "Game", "reviews", arity::one), field("score", kind::float32)),
               type("Game", end("reviews", "Review", "game", arity::many), field("price", kind::int16),
                    field("title", kind::text))});
    load(now, old_file());
    EXPECT_THAT(now.check(), IsEmpty());
    EXPECT_THAT(now.members("Game", "reviews", 2), ElementsAre(1, 2));
    EXPECT_EQ(now.at("Game").text(1, 3), "game 3");
}

TEST_F(evolution, a_new_member_takes_its_initial_value) {
    auto platform = field("platform", kind::text);
    platform.initial = "Switch, the first one";
    auto stars = field("stars", kind::int32);
    stars.initial = std::string("\x05\0\0\0", 4);
    auto list = field("list", kind::boxed);
    list.initial = "#\x01\x02";
    auto maybe = field("maybe", kind::int32, true);
    auto ready = field("ready", kind::int8, true);
    ready.initial = "\x07";
    graph now(with_game(platform, field("title", kind::text), stars, field("price", kind::int16), list, maybe,
                        ready));
    load(now, old_file());
    EXPECT_THAT(now.check(), IsEmpty());
    for (kith::slot game = 1; game <= 3; ++game) {
        EXPECT_EQ(now.at("Game").text(0, game), "Switch, the first one");
        EXPECT_EQ(now.at("Game").cell<std::int32_t>(2, game), 5);
        EXPECT_EQ(*static_cast<const numbers*>(now.at("Game").boxed(4, game)), (numbers{1, 2}));
        EXPECT_TRUE(now.at("Game").is_null(5, game));
        EXPECT_FALSE(now.at("Game").is_null(6, game));
        EXPECT_EQ(now.at("Game").cell<std::int8_t>(6, game), 7);
    }
    now.erase("Game", 1);
    EXPECT_THAT(now.check(), IsEmpty());
}

TEST_F(evolution, a_new_member_can_be_indexed) {
    auto stars = field("stars", kind::int32);
    stars.index = index_kind::ordered;
    graph now(with_game(field("title", kind::text), field("price", kind::int16), stars));
    load(now, old_file());
    EXPECT_THAT(now.check(), IsEmpty());
}

TEST_F(evolution, a_new_relationship_is_empty) {
    auto types = with_game(field("title", kind::text), field("price", kind::int16),
                           end("sequels", "Game", "", arity::many));
    graph now(types);
    load(now, old_file());
    EXPECT_THAT(now.check(), IsEmpty());
    EXPECT_THAT(now.members("Game", "sequels", 1), IsEmpty());
}

TEST_F(evolution, a_new_type_is_empty) {
    auto types = with_game(field("title", kind::text), field("price", kind::int16));
    types.push_back(type("Shop"));
    graph now(types);
    load(now, old_file());
    EXPECT_THAT(now.ids("Shop"), IsEmpty());
}

TEST_F(evolution, numbers_widen) {
    graph now({type("Game", field("title", kind::bytes), field("price", kind::float64),
                    end("reviews", "Review", "game", arity::many)),
               type("Review", field("score", kind::float64), end("game", "Game", "reviews", arity::one))});
    load(now, old_file());
    EXPECT_EQ(now.at("Game").cell<double>(1, 3), -30.0);
    EXPECT_EQ(now.at("Review").cell<double>(0, 1), 0.5);
    for (const kind wider : {kind::int16, kind::int32, kind::int64, kind::float32}) {
        graph other(with_game(field("title", kind::text), field("price", wider)));
        load(other, old_file());
        EXPECT_THAT(other.check(), IsEmpty());
    }
}

TEST_F(evolution, numbers_do_not_narrow) {
    for (const kind narrower :
         {kind::int8, kind::uint16, kind::uint64, kind::boolean, kind::date, kind::text})
        expect_mismatch(with_game(field("title", kind::text), field("price", narrower)),
                        {"Game.price", "int16", "declare Game.price as it was or wider"});
}

TEST_F(evolution, every_pair_of_kinds_widens_exactly_or_not_at_all) {
    const auto bounds = [](kind of) -> std::vector<double> {
        switch (of) {
            case kind::boolean: return {0, 1};
            case kind::int8: return {-128, 127};
            case kind::int16: return {-32768, 32767};
            case kind::int32: return {-2147483648.0, 2147483647};
            case kind::uint8: return {0, 255};
            case kind::uint16: return {0, 65535};
            case kind::uint32: return {0, 4294967295.0};
            case kind::float32: return {-0.5, 3.0e38F};
            default: return {};
        }
    };
    std::size_t widened = 0;
    for (const kind from : all_kinds()) {
        if (bounds(from).empty()) continue;
        for (const kind to : all_kinds()) {
            graph before({type("Thing", field("number", from))});
            for (const double value : bounds(from)) {
                const auto row = before.add("Thing");
                std::array<std::byte, 8> cell{};
                if (from == kind::float32) {
                    const auto narrow = static_cast<float>(value);
                    std::memcpy(cell.data(), &narrow, sizeof narrow);
                } else {
                    const auto whole = static_cast<std::int64_t>(value);
                    std::memcpy(cell.data(), &whole, sizeof whole);
                }
                before.kith::core::graph::set(before.at("Thing"), 0, row, cell.data());
            }
            graph now({type("Thing", field("number", to))});
            if (load_fails(now, saved(before)).code == errc::snapshot_mismatch) continue;
            ++widened;
            for (kith::slot row = 1; row <= 2; ++row) {
                double value = 0;
                if (to == kind::float64)
                    value = now.at("Thing").cell<double>(0, row);
                else if (to == kind::float32)
                    value = static_cast<double>(now.at("Thing").cell<float>(0, row));
                else if (to == kind::uint64)
                    value = static_cast<double>(now.at("Thing").cell<std::uint64_t>(0, row));
                else if (to == kind::int64)
                    value = static_cast<double>(now.at("Thing").cell<std::int64_t>(0, row));
                else
                    value = static_cast<double>(kith::index::order_number(
                        to, now.at("Thing").cells(0) + row * kith::schema::width_of(to)));
                EXPECT_EQ(value, bounds(from)[row - 1])
                    << static_cast<int>(from) << " to " << static_cast<int>(to);
            }
        }
    }
    EXPECT_EQ(widened, 11U + 6U + 5U + 3U + 9U + 7U + 4U + 2U);
}

TEST_F(evolution, null_fits_only_where_null_can_be) {
    graph before({type("Thing", field("number", kind::int32, true))});
    before.add("Thing");
    before.set("Thing", "number", before.add("Thing"), std::int32_t{7});
    graph strict({type("Thing", field("number", kind::int32))});
    const refusal found = load_fails(strict, saved(before));
    EXPECT_EQ(found.code, errc::snapshot_mismatch);
    EXPECT_THAT(found.message, HasSubstr("1 rows where Thing.number is null"));
    before.set("Thing", "number", 1, std::int32_t{6});
    load(strict, saved(before));
    EXPECT_EQ(strict.at("Thing").cell<std::int32_t>(0, 2), 7);
    graph loose({type("Thing", field("number", kind::int64, true))});
    load(loose, saved(strict));
    EXPECT_FALSE(loose.at("Thing").is_null(0, 1));
    EXPECT_EQ(loose.at("Thing").cell<std::int64_t>(0, 1), 6);
    EXPECT_THAT(loose.check(), IsEmpty());
}

TEST_F(evolution, unknown_members_are_an_error_unless_they_are_dropped) {
    expect_mismatch(with_game(field("title", kind::text)), {"Game.price", "load_options::drop_unknown"});
    graph now(with_game(field("title", kind::text)));
    load(now, old_file(), {.renames = {}, .drop_unknown = true});
    EXPECT_EQ(now.at("Game").text(0, 2), "game 2");
    EXPECT_THAT(now.members("Game", "reviews", 2), ElementsAre(1, 2));
}

TEST_F(evolution, unknown_relationships_are_an_error_unless_they_are_dropped) {
    const std::vector types{type("Game", field("title", kind::text), field("price", kind::int16)),
                            type("Review", field("score", kind::float32))};
    expect_mismatch(types, {"relationship Game.reviews"});
    graph now(types);
    load(now, old_file(), {.renames = {}, .drop_unknown = true});
    EXPECT_EQ(now.ids("Review").size(), 3U);
}

TEST_F(evolution, unknown_types_are_an_error_unless_they_are_dropped_with_their_relationships) {
    const std::vector types{type("Game", field("title", kind::text), field("price", kind::int16))};
    expect_mismatch(types, {"type Review", "kith::models<...>"});
    graph now(types);
    load(now, old_file(), {.renames = {}, .drop_unknown = true});
    EXPECT_EQ(now.ids("Game").size(), 3U);
    EXPECT_THAT(now.check(), IsEmpty());
}

TEST_F(evolution, an_end_that_lost_its_counterpart_keeps_its_links) {
    graph now({type("Game", field("title", kind::text), field("price", kind::int16)),
               type("Review", field("score", kind::float32), end("game", "Game", "", arity::one))});
    load(now, old_file());
    EXPECT_THAT(now.check(), IsEmpty());
    EXPECT_THAT(now.members("Review", "game", 3), ElementsAre(3));
}

TEST_F(evolution, names_change_by_hint) {
    const std::vector types{
        type("Title", field("name", kind::text), field("price", kind::int16),
             end("critiques", "Critique", "of", arity::many)),
        type("Critique", field("score", kind::float32), end("of", "Title", "critiques", arity::one))};
    const load_options hints{.renames = {{"Game", "Title"},
                                         {"Game.title", "Title.name"},
                                         {"Game.reviews", "Title.critiques"},
                                         {"Review", "Critique"},
                                         {"Review.game", "Critique.of"},
                                         {"Shop", "Market"}},
                             .drop_unknown = false};
    graph now(types);
    load(now, old_file(), hints);
    EXPECT_THAT(now.check(), IsEmpty());
    EXPECT_EQ(now.at("Title").text(0, 1), "game 1");
    EXPECT_THAT(now.members("Title", "critiques", 2), ElementsAre(1, 2));
    // The hints stay in the program when the file has the new names.
    graph again(types);
    load(again, saved(now), hints);
    EXPECT_EQ(again.digest(), now.digest());
}

TEST_F(evolution, hints_that_make_no_sense_are_refused) {
    const auto types = with_game(field("title", kind::text), field("price", kind::int16));
    expect_mismatch(types, {"would both become Game"},
                    {.renames = {{"Review", "Game"}}, .drop_unknown = false});
    expect_mismatch(types, {"no type Shop"}, {.renames = {{"Game", "Shop"}}, .drop_unknown = false});
    expect_mismatch(types, {"Game.price", "leaves type Game"},
                    {.renames = {{"Game.price", "Review.price"}}, .drop_unknown = false});
    expect_mismatch(with_game(field("title", kind::text), field("price", kind::text)),
                    {"would both become Game.price"},
                    {.renames = {{"Game.title", "Game.price"}}, .drop_unknown = false});
}

TEST_F(evolution, a_relationship_keeps_its_shape) {
    auto set = end("reviews", "Review", "game", arity::many);
    set.as_set = true;
    graph as_set({type("Game", field("title", kind::text), field("price", kind::int16), set), review()});
    load(as_set, old_file());
    EXPECT_THAT(as_set.check(), IsEmpty());

    expect_mismatch(
        {type("Game", field("title", kind::text), field("price", kind::int16),
              end("reviews", "Review", "game", arity::many)),
         type("Review", field("score", kind::float32), end("game", "Game", "reviews", arity::many))},
        {"many to one in the file, and many to many here"});
    expect_mismatch({type("Game", field("title", kind::text), field("price", kind::int16)),
                     type("Review", field("score", kind::float32), end("game", "Review", "", arity::one))},
                    {"links Review and Game in the file, and Review and Review here"});
    expect_mismatch({type("Game", field("title", kind::text), field("price", kind::int16),
                          end("reviews", "Review", "", arity::many)),
                     type("Review", field("score", kind::float32), end("game", "Game", "", arity::one))},
                    {"ends of different relationships"});
}

TEST_F(evolution, rules_of_the_program_hold_after_loading) {
    graph before({type("Thing", field("number", kind::int32, true), end("owner", "Thing", "", arity::one))});
    for (const std::int32_t number : {1, 2, 1}) before.set("Thing", "number", before.add("Thing"), number);
    before.add("Thing");
    before.link("Thing", "owner", 1, 2);
    before.link("Thing", "owner", 3, 2);
    const std::string file = saved(before);
    const auto expect_rule = [&](const kith::schema::field& number, const kith::schema::end& owner,
                                 const char* words) {
        graph now({type("Thing", number, owner)});
        const refusal found = load_fails(now, file);
        EXPECT_EQ(found.code, errc::snapshot_mismatch);
        EXPECT_THAT(found.message, HasSubstr(words));
        EXPECT_TRUE(found.unchanged);
    };
    auto unique = field("number", kind::int32, true);
    unique.unique = true;
    unique.index = index_kind::hashed;
    expect_rule(unique, end("owner", "Thing", "", arity::one), "Thing.number is unique, and <Thing 1");
    auto required = field("number", kind::int32, true);
    required.required = true;
    expect_rule(required, end("owner", "Thing", "", arity::one), "Thing.number is required, and <Thing 4");
    auto owner = end("owner", "Thing", "", arity::one);
    owner.required = true;
    expect_rule(field("number", kind::int32, true), owner, "Thing.owner is required, and <Thing 2");
    owner.required = false;
    owner.back = "owned";
    owner.single_parent = true;
    graph now({type("Thing", field("number", kind::int32, true), owner,
                    end("owned", "Thing", "owner", arity::many))});
    EXPECT_THAT(load_fails(now, file).message, HasSubstr("single_parent"));
}

}  // namespace

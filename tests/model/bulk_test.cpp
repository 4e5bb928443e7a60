#include "shop.hpp"

#include <kith/core/observers.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <stdexcept>

namespace shop {

using kith::errc;
using kith::field;
using kith::path;
using tests::names;
using tests::refused;

// What SQLAlchemy's bulk statements leave to the database, and so undone in memory (R101, R197), is done.

class bulk_erase : public shop_test {};

TEST_F(bulk_erase, R101_R197_follows_cascades_and_tells_both_ends) {
    EXPECT_EQ(graph.query<Game>().where(field<&Game::platform> == "Switch").erase(), 2U);
    EXPECT_EQ(names(graph.all<Game>()), "Doom Homebrew");
    EXPECT_EQ(names(graph.all<Review>()), "r3 r5") << "all, delete-orphan";
    EXPECT_EQ(names(ana.reviews()), "r3");
    EXPECT_EQ(names(bo.games()), "");
    EXPECT_TRUE(nintendo.games().empty());
    EXPECT_TRUE(jump.games().empty());
    EXPECT_FALSE(graph.query<Game>().where(field<&Game::name> == "Zelda").exists()) << "out of the index too";
    tests::expect_sound(graph);
}

TEST_F(bulk_erase, counts_its_answers_and_not_what_went_with_them) {
    EXPECT_EQ(graph.query<Game>().erase(), 4U);
    EXPECT_EQ(graph.query<Game>().erase(), 0U);
    EXPECT_EQ(graph.query<Review>().erase(), 1U) << "the one of no game";
    tests::expect_sound(graph);
}

TEST_F(bulk_erase, of_members_erases_them_and_not_their_owner) {
    EXPECT_EQ(zelda.reviews().where(field<&Review::score> < 9).erase(), 1U);
    EXPECT_EQ(names(zelda.reviews()), "r1");
    EXPECT_EQ(names(bo.reviews()), "r4");
    EXPECT_EQ(kith::ref<Game>().reviews().query().erase(), 0U);
    tests::expect_sound(graph);
}

TEST_F(bulk_erase, keeps_to_limits_and_order) {
    EXPECT_EQ(graph.query<Review>().order_by(field<&Review::score>).limit(2).erase(), 2U);
    EXPECT_EQ(names(graph.all<Review>()), "r1 r2 r4");
}

TEST_F(bulk_erase, takes_what_is_an_answer_and_the_cascade_of_another_once) {
    const auto before = graph.digest();
    const auto mark = graph.mark();
    {
        auto unit = graph.transaction();
        EXPECT_EQ(graph.query<Review>().erase(), 5U);
        EXPECT_EQ(graph.query<Game>().erase(), 4U);
        unit.commit();
    }
    tests::expect_sound(graph);
    graph.rollback(mark);
    EXPECT_EQ(graph.digest(), before);
}

struct Node;
struct Node {
    std::string name{};
    kith::one<Node, "kids"> parent{};
    kith::many<Node, "parent", kith::cascade<"deny">> kids{};
};
KITH_MODEL(Node, name, parent, kids)

TEST(bulk_erase_of_a_tree, R97_is_denied_as_a_whole_or_not_at_all) {
    kith::graph graph(kith::models<Node>, {.max_rows = 1000});
    const auto root = graph.add(Node{.name = "root"});
    const auto left = graph.add(Node{.name = "left", .parent = root});
    graph.add(Node{.name = "leaf", .parent = left});
    graph.add(Node{.name = "right", .parent = root});
    const auto inner = graph.query<Node>().where(field<&Node::kids>.any());
    EXPECT_EQ(refused(graph, [&] { inner.erase(); }), errc::erase_denied);
    EXPECT_EQ(graph.query<Node>().where(field<&Node::parent> != nullptr).erase(), 3U)
        << "left goes together with its leaf";
    EXPECT_EQ(names(graph.all<Node>()), "root");
}

class bulk_update : public shop_test {};

TEST_F(bulk_update, R197_sets_a_column_of_all_answers) {
    EXPECT_EQ((graph.query<Game>().where(field<&Game::platform> == "Switch").update<&Game::price>(55)), 2U);
    EXPECT_EQ(zelda.price() + mario.price(), 110);
    EXPECT_EQ(found(field<&Game::price> == 55), "Zelda Mario") << "the index knows";
    EXPECT_EQ(graph.query<Game>().where(field<&Game::price> > 99).update<&Game::price>(1), 0U);
    tests::expect_sound(graph);
}

TEST_F(bulk_update, works_a_value_out_for_each) {
    EXPECT_EQ(graph.query<Game>().update<&Game::price>(
                  [](const kith::ref<Game>& each) { return each.price() * 2; }),
              4U);
    EXPECT_EQ(zelda.price(), 120);
    EXPECT_EQ(homebrew.price(), 0);
    graph.query<Game>().update<&Game::platform>([](const kith::ref<Game>& each) { return each.name(); });
    EXPECT_EQ(zelda.platform(), "Zelda");
}

TEST_F(bulk_update, works_all_values_out_before_it_sets_the_first) {
    // Each takes the price of the next: by turns, the first's would wander to the last.
    std::vector<kith::ref<Game>> all = graph.query<Game>().all();
    graph.query<Game>().update<&Game::price>([&](const kith::ref<Game>& each) {
        const auto at = std::find(all.begin(), all.end(), each);
        return at == all.begin() ? 1000 : (at - 1)->price();
    });
    EXPECT_THAT(graph.query<Game>().values<&Game::price>().all(), testing::ElementsAre(1000, 60, 20, 50));
    // A text is kept, not a view of the cell that is written meanwhile.
    zelda.platform("a platform whose name does not fit into its cell");
    graph.query<Game>().update<&Game::platform>([&](const kith::ref<Game>&) { return zelda.platform(); });
    EXPECT_EQ(homebrew.platform(), "a platform whose name does not fit into its cell");
}

TEST_F(bulk_update, sets_several_members_at_once) {
    EXPECT_EQ((graph.query<Game>()
                   .where(field<&Game::price> < 30)
                   .update<&Game::price, &Game::platform, &Game::year>(
                       5, "C64", [](const kith::ref<Game>& each) { return each.price() + 1980; })),
              2U);
    EXPECT_EQ(doom.price(), 5);
    EXPECT_EQ(doom.platform(), "C64");
    EXPECT_EQ(doom.year(), 2000) << "worked out before the price was set";
    EXPECT_EQ(homebrew.year(), 1980);
    graph.query<Game>().update<&Game::year>(std::nullopt);
    EXPECT_EQ(doom.year(), std::nullopt);
}

TEST_F(bulk_update, links_and_keeps_both_ends) {
    EXPECT_EQ(graph.query<Review>()
                  .where(path<&Review::game, &Game::platform> == "PC")
                  .update<&Review::game>(mario),
              1U);
    EXPECT_EQ(names(mario.reviews()), "r4 r3");
    EXPECT_TRUE(doom.reviews().empty());
    EXPECT_EQ(graph.query<Game>().update<&Game::maker>(nullptr), 4U);
    EXPECT_TRUE(nintendo.games().empty());
    EXPECT_EQ(graph.query<Game>().update<&Game::maker>(id_software), 4U);
    EXPECT_EQ(names(id_software.games()), "Zelda Doom Mario Homebrew");
    tests::expect_sound(graph);
}

TEST_F(bulk_update, R198_sets_whole_lists_as_of_an_association_table_without_a_class) {
    graph.query<Game>().update<&Game::tags>(std::vector{old, jump});
    EXPECT_EQ(names(old.games()), "Doom Zelda Mario Homebrew");
    graph.query<Game>().update<&Game::tags>(std::vector<kith::ref<Tag>>());
    EXPECT_TRUE(old.games().empty());
    EXPECT_TRUE(jump.games().empty());
    EXPECT_EQ(graph.count<Tag>(), 2U);
    tests::expect_sound(graph);
}

TEST_F(bulk_update, goes_through_proxies) {
    graph.query<Game>().where(field<&Game::name> == "Doom").update<&Game::maker_name>("id Software");
    EXPECT_EQ(id_software.name(), "id Software");
    graph.query<Game>().where(field<&Game::name> == "Zelda").update<&Game::users>(std::vector{cy, ana});
    EXPECT_EQ(names(zelda.users()), "Cy Ana");
    EXPECT_EQ(zelda.reviews()[1], r1) << "Ana's is kept";
    EXPECT_FALSE(graph.query<Review>().where(field<&Review::name> == "r2").exists()) << "Bo's is an orphan";
    tests::expect_sound(graph);
}

TEST_F(bulk_update, R102_erases_whom_it_makes_an_orphan) {
    EXPECT_EQ(graph.query<Review>().where(field<&Review::user> == bo).update<&Review::game>(nullptr), 2U);
    EXPECT_EQ(names(graph.all<Review>()), "r1 r3 r5");
    EXPECT_TRUE(bo.reviews().empty());
    tests::expect_sound(graph);
}

TEST_F(bulk_update, R15_R16_stamps_what_it_changes_and_only_that) {
    graph.query<Review>().update<&Review::score>(5);
    EXPECT_TRUE(r1.changed());
    EXPECT_FALSE(r2.changed()) << "an equal value is no change";
}

TEST_F(bulk_update, changes_nothing_when_one_cannot_be_changed) {
    const auto switches = graph.query<Game>().where(field<&Game::platform> == "Switch");
    EXPECT_EQ(refused(graph, [&] { switches.update<&Game::name>("Same"); }), errc::unique_taken);
    EXPECT_EQ(
        refused(graph, [&] { (graph.query<Game>().update<&Game::platform, &Game::name>("x", "Same")); }),
        errc::unique_taken);
    EXPECT_EQ(refused(graph, [&] { switches.update<&Game::price>(std::int64_t{1} << 40); }),
              errc::value_out_of_range);
    const auto before = graph.digest();
    int calls = 0;
    EXPECT_THROW(graph.query<Game>().update<&Game::price>([&](const kith::ref<Game>&) {
        if (++calls == 3) throw std::runtime_error("enough");
        return 1;
    }),
                 std::runtime_error);
    EXPECT_EQ(graph.digest(), before);
}

TEST_F(bulk_update, R209_asks_validators) {
    kith::core::extent& games = graph.at("Game");
    const std::uint32_t price = games.find_column("price").value();
    graph.observers()->column(games.number(), price).validate = [](kith::core::extent&, kith::slot,
                                                                   const kith::core::cell_value& given) {
        if (*static_cast<const std::int32_t*>(given.bytes) > 100) throw std::domain_error("too much");
        return given;
    };
    graph.watch_column(games, price);
    const auto doubled = [](const kith::ref<Game>& each) { return each.price() * 2; };
    const auto before = graph.digest();
    EXPECT_THROW(graph.query<Game>().update<&Game::price>(doubled), std::domain_error) << "Zelda's";
    EXPECT_EQ(graph.digest(), before);
    EXPECT_EQ(graph.query<Game>().where(field<&Game::price> <= 50).update<&Game::price>(doubled), 3U);
    EXPECT_EQ(mario.price(), 100);
}

TEST_F(bulk_update, does_any_work_with_each_as_one_unit) {
    EXPECT_EQ(
        graph.query<Review>().where(field<&Review::game> == zelda).update([&](const kith::ref<Review>& each) {
            each.game(nullptr);  // an orphan while the unit lasts
            each.game(doom);
            each.score(each.score() + 1);
        }),
        2U);
    EXPECT_EQ(names(doom.reviews()), "r3 r1 r2");
    EXPECT_EQ(r1.score(), 10);
    const auto before = graph.digest();
    int calls = 0;
    EXPECT_THROW(graph.query<Game>().update([&](const kith::ref<Game>& each) {
        each.price(++calls);
        if (calls == 3) throw std::runtime_error("enough");
    }),
                 std::runtime_error);
    EXPECT_EQ(graph.digest(), before);
    tests::expect_sound(graph);
}

TEST_F(bulk_update, leaves_out_who_is_gone_when_its_turn_comes) {
    std::string seen;
    EXPECT_EQ(graph.query<Game>().update([&](const kith::ref<Game>& each) {
        seen += each.name();
        if (each == zelda) {
            graph.erase(doom);
            graph.add(Game{.name = "Late"});  // where Doom lay
        }
    }),
              3U);
    EXPECT_EQ(seen, "ZeldaMarioHomebrew");
}

TEST_F(bulk_update, is_part_of_an_open_transaction) {
    const auto before = graph.digest();
    {
        auto unit = graph.transaction();
        graph.query<Game>().update<&Game::price>(1);
        graph.query<Review>().update<&Review::game>(zelda);
        unit.rollback();
    }
    EXPECT_EQ(graph.digest(), before);
}

TEST_F(bulk_update, of_members_may_move_them_away) {
    EXPECT_EQ(zelda.reviews().query().update<&Review::game>(doom), 2U);
    EXPECT_EQ(names(doom.reviews()), "r3 r1 r2");
    EXPECT_EQ(zelda.reviews().query().update<&Review::game>(mario), 0U);
    EXPECT_EQ(kith::ref<Game>().reviews().query().update<&Review::score>(1), 0U);
}

}  // namespace shop

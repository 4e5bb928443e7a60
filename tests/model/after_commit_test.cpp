#include "model/shop.hpp"

#include <kith/history.hpp>
#include <kith/observe.hpp>

#include <gmock/gmock.h>

#include <functional>
#include <optional>
#include <stdexcept>

namespace after_commit_test {

using namespace shop;
using kith::errc;
using testing::ElementsAre;
using testing::IsEmpty;
using tests::refused;

struct after_commit : shop_test {
    std::vector<std::string> told;
    /// An observer that writes down what it is told, behind its name.
    [[nodiscard]] std::function<void(const kith::changes&)> note(std::string name) {
        return [this, name = std::move(name)](const kith::changes& what) {
            told.push_back(name + (what.restored() ? "back " : "") + to_string(what));
        };
    }
    std::vector<std::string> heard() { return std::exchange(told, {}); }

    kith::subscription all = kith::after_commit(graph, note(""));
};

TEST_F(after_commit, a_single_call_is_told_once) {
    homebrew.platform("Linux");
    EXPECT_THAT(heard(), ElementsAre("~ Game 4: platform PC -> Linux\n"));
    homebrew.price(3);
    EXPECT_THAT(heard(), ElementsAre("~ Game 4: price 0 -> 3\n"));
    ana.karma(8);  // a column without anything that needs to be looked at
    EXPECT_THAT(heard(), ElementsAre("~ User 1: karma 7 -> 8\n"));
    const auto france = graph.add(Country{.name = "France"});
    EXPECT_THAT(heard(), ElementsAre("+ <Country 2, France>\n"));
    graph.erase(france);
    EXPECT_THAT(heard(), ElementsAre("- <Country 2, France>\n"));
}

TEST_F(after_commit, what_a_call_takes_along_is_told_with_it) {
    graph.erase(zelda);
    EXPECT_THAT(heard(), ElementsAre("- <Game 1, Zelda, Switch, 60, 2017>\n"
                                     "- <Review 1, r1, 9, null>\n"
                                     "- <Review 2, r2, 5, null>\n"
                                     "Maker 1.games - Game 1\n"
                                     "Game 1.reviews - Review 1\n"
                                     "Game 1.reviews - Review 2\n"
                                     "Game 1.tags - Tag 2\n"
                                     "User 1.reviews - Review 1\n"
                                     "User 2.reviews - Review 2\n"));
    graph.query<Game>().where(kith::field<&Game::platform> == "PC").erase();
    ASSERT_EQ(told.size(), 1U);
    graph.clear();
    ASSERT_EQ(told.size(), 2U);
    EXPECT_TRUE(graph.empty());
}

TEST_F(after_commit, what_changes_nothing_is_not_told) {
    homebrew.platform("PC");
    zelda.reviews().assign({r1, r2});
    graph.query<Game>().where(kith::field<&Game::price> > 1000).erase();
    EXPECT_EQ(refused(graph, [&] { homebrew.name("Zelda"); }), errc::unique_taken);
    EXPECT_THAT(heard(), IsEmpty());
}

TEST_F(after_commit, calls_of_several_steps_are_one) {
    zelda.users().append(cy);  // makes a review in between
    EXPECT_EQ(heard().size(), 1U);
    zelda.reviews().assign({r5, r4});  // releases two, which are orphans
    EXPECT_EQ(heard().size(), 1U);
    zelda.reviews().insert(0, r3);
    EXPECT_EQ(heard().size(), 1U);
    zelda.reviews().reverse();
    EXPECT_THAT(heard(), ElementsAre("Game 1.reviews reordered\n"));
    graph.add(Game{.name = "Tetris", .maker = nintendo, .reviews = {r3}, .tags = {old, jump}});
    EXPECT_EQ(heard().size(), 1U);
    graph.query<Game>().update<&Game::price>(1);
    EXPECT_EQ(heard().size(), 1U);
    cy.followers({ana, bo});
    EXPECT_EQ(heard().size(), 1U);
}

TEST_F(after_commit, a_transaction_is_told_once_when_the_outermost_ends) {
    {
        auto outer = graph.transaction();
        ana.karma(1);
        {
            auto inner = graph.transaction();
            ana.karma(2);
            graph.erase(graph.add(Country{.name = "France"}));
            inner.commit();
        }
        EXPECT_THAT(heard(), IsEmpty());
        outer.commit();
    }
    EXPECT_THAT(heard(), ElementsAre("~ User 1: karma 7 -> 2\n"));
    graph.atomically([&] {
        ana.karma(3);
        ana.karma(2);
    });
    EXPECT_THAT(heard(), IsEmpty()) << "net nothing";
}

TEST_F(after_commit, a_transaction_that_is_left_or_fails_is_not_told) {
    {
        auto unit = graph.transaction();
        graph.erase(zelda);
    }
    {
        auto unit = graph.transaction();
        ana.karma(1);
        unit.rollback();
    }
    EXPECT_ANY_THROW(graph.atomically([&] {
        graph.erase(zelda);
        throw std::runtime_error("stop");
    }));
    EXPECT_THAT(heard(), IsEmpty());
    ana.karma(1);
    EXPECT_THAT(heard(), ElementsAre("~ User 1: karma 7 -> 1\n"));
}

// --- quiet restore -----------------------------------------------------------------------------------------

TEST_F(after_commit, a_rollback_is_told_once_as_what_it_changes_and_observers_of_single_changes_are_not) {
    std::vector<std::string> single;
    const auto born = kith::on_add<Review>(
        graph, [&](kith::ref<Review> of) { single.emplace_back("+" + std::string(of.name())); });
    const auto died = kith::on_erase<Review>(
        graph, [&](kith::ref<Review> of) { single.emplace_back("-" + std::string(of.name())); });
    const auto priced = kith::on_change<&Game::price>(graph, [&](kith::ref<Game> of, std::int32_t) {
        single.emplace_back("price of " + std::string(of.name()));
    });
    const auto start = graph.mark();
    graph.erase(doom);
    mario.price(1);
    single.clear();
    told.clear();
    graph.rollback(start);
    EXPECT_THAT(single, IsEmpty());
    EXPECT_THAT(heard(), ElementsAre("back ~ Game 3: price 1 -> 50\n"
                                     "+ <Game 2, Doom, PC, 20, 1993>\n"
                                     "+ <Review 3, r3, 4, null>\n"
                                     "Maker 2.games + Game 2\n"
                                     "Game 2.reviews + Review 3\n"
                                     "Game 2.tags + Tag 1\n"
                                     "User 1.reviews + Review 3\n"));
    const auto here = graph.mark();
    mario.price(2);
    mario.price(50);
    told.clear();
    graph.rollback(here);
    EXPECT_THAT(heard(), IsEmpty()) << "nothing differs";
}

TEST_F(after_commit, undo_redo_and_restored_views_are_told_once_as_what_they_change) {
    kith::history history(graph);
    const auto view = graph.freeze();
    mario.price(1);
    history.step("Price");
    told.clear();
    history.undo();
    EXPECT_THAT(heard(), ElementsAre("back ~ Game 3: price 1 -> 50\n"));
    history.redo();
    EXPECT_THAT(heard(), ElementsAre("back ~ Game 3: price 50 -> 1\n"));
    graph.restore(view);
    EXPECT_THAT(heard(), ElementsAre("back ~ Game 3: price 1 -> 50\n"));
}

TEST_F(after_commit, a_rollback_inside_a_transaction_is_part_of_it) {
    auto unit = graph.transaction();
    ana.karma(1);
    const auto here = graph.mark();
    ana.karma(2);
    graph.rollback(here);
    EXPECT_THAT(heard(), IsEmpty());
    unit.commit();
    EXPECT_THAT(heard(), ElementsAre("~ User 1: karma 7 -> 1\n"));
}

// --- filters -----------------------------------------------------------------------------------------------

TEST_F(after_commit, a_type_is_told_of_its_entities_and_of_the_ends_that_it_declares) {
    all.stop();
    const auto users = kith::after_commit<User>(graph, note("user "));
    const auto countries = kith::after_commit<Country>(graph, note("country "));
    zelda.price(1);
    EXPECT_THAT(heard(), IsEmpty());
    r1.user(bo);
    EXPECT_EQ(heard().size(), 1U) << "users have reviews";
    nintendo.country(nullptr);
    EXPECT_THAT(heard(), IsEmpty()) << "a country does not know whose it is";
    japan.name("Nippon");
    EXPECT_THAT(heard(), ElementsAre("country ~ Country 1: name Japan -> Nippon\n"));
    graph.erase(cy);
    EXPECT_EQ(heard().size(), 1U);
}

TEST_F(after_commit, a_column_is_told_when_it_has_another_value) {
    all.stop();
    const auto prices = kith::after_commit<&Game::price>(graph, [&](const kith::changes& what) {
        for (const auto& [game, before, after] : what.changed<&Game::price>())
            told.push_back(std::to_string(before) + " to " + std::to_string(after));
    });
    zelda.platform("Wii");
    graph.add(Game{.name = "Tetris", .price = 9});
    EXPECT_THAT(heard(), IsEmpty());
    graph.atomically([&] {
        zelda.price(10);
        mario.price(20);
    });
    EXPECT_THAT(heard(), ElementsAre("60 to 10", "50 to 20"));
}

TEST_F(after_commit, an_end_is_told_of_links_and_of_orders) {
    all.stop();
    const auto reviews = kith::after_commit<&Game::reviews>(graph, note("reviews "));
    const auto partner = kith::after_commit<&Review::user>(graph, note("user "));
    r5.game(doom);
    EXPECT_EQ(heard(),
              std::vector<std::string>{"reviews ~ Review 5: changed null -> 1970-01-01 00:00:00.000009\n"
                                       "Game 2.reviews + Review 5\n"});
    doom.reviews().reverse();
    EXPECT_THAT(heard(), ElementsAre("reviews Game 2.reviews reordered\n"));
    r5.user(ana);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(heard()[0].substr(0, 5), "user ");
    jump.games().clear();
    EXPECT_THAT(heard(), IsEmpty());
}

// --- who comes and goes ------------------------------------------------------------------------------------

TEST_F(after_commit, several_are_told_in_the_order_in_which_they_came) {
    const auto second = kith::after_commit(graph, note("second "));
    ana.karma(1);
    EXPECT_THAT(heard(), ElementsAre("~ User 1: karma 7 -> 1\n", "second ~ User 1: karma 7 -> 1\n"));
}

TEST_F(after_commit, who_has_gone_is_not_told_and_the_last_to_go_leaves_no_costs) {
    all.stop();
    const auto kept = graph.memory().history;
    ana.karma(1);
    graph.erase(zelda);
    EXPECT_THAT(heard(), IsEmpty());
    EXPECT_EQ(graph.memory().history, kept);
    EXPECT_EQ(kept, 0U);
    EXPECT_TRUE(graph.at("User").column(1).direct());
    {
        const auto again = kith::after_commit(graph, note(""));
        EXPECT_FALSE(graph.at("User").column(1).direct());
        ana.karma(2);
    }
    EXPECT_THAT(heard(), ElementsAre("~ User 1: karma 1 -> 2\n"));
    EXPECT_TRUE(graph.at("User").column(1).direct());
}

TEST_F(after_commit, who_comes_inside_a_transaction_is_told_of_what_changes_from_then_on) {
    auto unit = graph.transaction();
    ana.karma(1);
    const auto second = kith::after_commit(graph, note("second "));
    bo.karma(2);
    const auto third = kith::after_commit(graph, note("third "));
    unit.commit();
    EXPECT_THAT(heard(), ElementsAre("~ User 1: karma 7 -> 1\n~ User 2: karma 1 -> 2\n",
                                     "second ~ User 2: karma 1 -> 2\n"));
    cy.karma(3);
    EXPECT_EQ(heard().size(), 3U);
}

TEST_F(after_commit, who_came_inside_a_transaction_that_is_left_is_told_of_going_back) {
    std::optional<kith::subscription> second;
    {
        auto unit = graph.transaction();
        ana.karma(1);
        second = kith::after_commit(graph, note("second "));
        bo.karma(2);
    }
    EXPECT_THAT(heard(), ElementsAre("second back ~ User 1: karma 1 -> 7\n"));
}

TEST_F(after_commit, subscriptions_may_end_while_they_are_told) {
    kith::subscription third;
    kith::subscription second = kith::after_commit(graph, [&](const kith::changes&) {
        told.emplace_back("second");
        second.stop();
        third.stop();
    });
    third = kith::after_commit(graph, note("third "));
    ana.karma(1);
    EXPECT_THAT(heard(), ElementsAre("~ User 1: karma 7 -> 1\n", "second"));
    ana.karma(2);
    EXPECT_EQ(heard().size(), 1U);
    all = kith::after_commit(graph, [&](const kith::changes&) { all.stop(); });
    ana.karma(3);
    EXPECT_TRUE(graph.at("User").column(1).direct());
    ana.karma(4);
    EXPECT_THAT(heard(), IsEmpty());
}

TEST_F(after_commit, who_comes_while_others_are_told_is_told_of_what_follows) {
    std::optional<kith::subscription> second;
    const auto first = kith::after_commit(graph, [&](const kith::changes&) {
        if (!second) second = kith::after_commit(graph, note("second "));
    });
    ana.karma(1);
    EXPECT_EQ(heard().size(), 1U);
    ana.karma(2);
    EXPECT_THAT(heard(), ElementsAre("~ User 1: karma 1 -> 2\n", "second ~ User 1: karma 1 -> 2\n"));
}

TEST_F(after_commit, a_subscription_may_outlive_its_graph) {
    kith::subscription here;
    {
        kith::graph other(kith::models<Country>);
        here = kith::after_commit(other, [](const kith::changes&) {});
        other.add(Country{.name = "Japan"});
    }
    here.stop();
}

// --- re-entrancy -------------------------------------------------------------------------------------------

TEST_F(after_commit, what_an_observer_changes_is_a_unit_of_its_own_that_is_told_next) {
    all.stop();
    const auto first = kith::after_commit<&User::karma>(graph, [&](const kith::changes& what) {
        for (const auto& [user, before, after] : what.changed<&User::karma>()) {
            told.push_back("first " + std::to_string(after));
            if (after < 3) {
                const auto next = graph.get(user);
                next.karma(after + 1);  // is not told in the middle of this
                told.push_back("set " + std::to_string(after + 1));
            }
        }
    });
    const auto second = kith::after_commit(graph, note("second "));
    ana.karma(1);
    EXPECT_THAT(heard(),
                ElementsAre("first 1", "set 2", "second ~ User 1: karma 7 -> 1\n", "first 2", "set 3",
                            "second ~ User 1: karma 1 -> 2\n", "first 3", "second ~ User 1: karma 2 -> 3\n"));
    EXPECT_EQ(ana.karma(), 3);
}

TEST_F(after_commit, an_observer_may_use_transactions_and_roll_back) {
    bool once = true;
    const auto first = kith::after_commit(graph, [&](const kith::changes&) {
        if (!std::exchange(once, false)) return;
        graph.atomically([&] {
            bo.karma(5);
            graph.erase(cy);
        });
        const auto here = graph.mark();
        bo.karma(6);
        graph.rollback(here);
    });
    told.clear();
    ana.karma(1);
    ASSERT_EQ(told.size(), 4U);
    EXPECT_EQ(told[0], "~ User 1: karma 7 -> 1\n");
    EXPECT_EQ(told[2], "~ User 2: karma 5 -> 6\n");
    EXPECT_EQ(told[3], "back ~ User 2: karma 6 -> 5\n");
    EXPECT_TRUE(graph.check().empty());
}

TEST_F(after_commit, observers_of_single_changes_may_neither_change_the_graph_nor_subscribe_to_commits) {
    const auto single = kith::on_change<&User::karma>(graph, [&](kith::ref<User>, std::int32_t) {
        EXPECT_EQ(refused(graph, [&] { bo.karma(9); }), errc::graph_busy);
        EXPECT_EQ(refused(graph, [&] { static_cast<void>(kith::after_commit(graph, note(""))); }),
                  errc::graph_busy);
    });
    ana.karma(1);
    EXPECT_THAT(heard(), ElementsAre("~ User 1: karma 7 -> 1\n"));
}

TEST_F(after_commit, what_an_observer_throws_comes_out_when_all_have_been_told) {
    const auto first =
        kith::after_commit(graph, [](const kith::changes&) { throw std::runtime_error("the first"); });
    const auto second =
        kith::after_commit(graph, [](const kith::changes&) { throw std::logic_error("the second"); });
    const auto third = kith::after_commit(graph, note("third "));
    const auto message = [](auto&& call) -> std::string {
        try {
            call();
        } catch (const std::exception& problem) {
            return problem.what();
        }
        return "nothing";
    };
    EXPECT_EQ(message([&] { ana.karma(1); }), "the first");
    EXPECT_EQ(ana.karma(), 1) << "it has happened";
    EXPECT_EQ(heard().size(), 2U);
    EXPECT_EQ(message([&] { graph.add(Country{.name = "France"}); }), "the first");
    EXPECT_EQ(graph.count<Country>(), 2U);
    auto unit = graph.transaction();
    ana.karma(2);
    EXPECT_EQ(message([&] { unit.commit(); }), "the first");
    EXPECT_EQ(refused(graph, [&] { unit.commit(); }), errc::transaction_over);
    EXPECT_EQ(message([&] { graph.atomically([&] { ana.karma(3); }); }), "the first");
    EXPECT_EQ(ana.karma(), 3);
    const auto here = graph.mark();
    EXPECT_EQ(message([&] { graph.erase(zelda); }), "the first");
    EXPECT_EQ(message([&] { graph.rollback(here); }), "the first");
    EXPECT_EQ(graph.count<Game>(), 4U);
    EXPECT_TRUE(graph.check().empty());
}

}  // namespace after_commit_test

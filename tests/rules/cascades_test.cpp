#include "support/names.hpp"

namespace cascades_test {

struct Team;
struct Player;
struct Boot;
struct Doctor;
struct Record;

struct Team {
    std::string name{};
    kith::many<Player, "team", kith::cascade<"all">> players{};
    kith::many<Boot, "shop"> boots{};
    kith::many<Boot, "lender", kith::cascade<"save-update, merge, refresh-expire, expunge">> lent{};
};
struct Player {
    std::string name{};
    kith::one<Team, "players"> team{};
    kith::many<Boot, "player", kith::cascade<"all, delete-orphan">> boots{};
    kith::one<Record, "", kith::cascade<"all, delete-orphan">, kith::single_parent> record{};
    kith::one<Doctor, "patient", kith::cascade<"all, delete-orphan">> doctor{};
};
struct Boot {
    std::string name{};
    kith::one<Player, "boots"> player{};
    kith::one<Team, "boots"> shop{};
    kith::one<Team, "lent"> lender{};
};
struct Doctor {
    std::string name{};
    kith::one<Player, "doctor", kith::foreign_key> patient{};
};
struct Record {
    std::string name{};
    kith::many<Record, "", kith::cascade<"all">> pages{};
};
KITH_MODEL(Team, name, players, boots, lent)
KITH_MODEL(Player, name, team, boots, record, doctor)
KITH_MODEL(Boot, name, player, shop, lender)
KITH_MODEL(Doctor, name, patient)
KITH_MODEL(Record, name, pages)

using kith::errc;
using tests::names;
using tests::refused;

class cascading : public testing::Test {
protected:
    ~cascading() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Team, Player, Boot, Doctor, Record>};
    kith::ref<Team> reds = graph.add(Team{.name = "reds"});
    kith::ref<Player> ana = graph.add(Player{.name = "Ana", .team = reds});
    kith::ref<Player> bo = graph.add(Player{.name = "Bo", .team = reds});
};

TEST_F(cascading, R85_a_cascade_goes_in_one_direction) {
    graph.erase(ana);
    EXPECT_EQ(names(graph.all<Team>()), "reds");
    graph.erase(reds);
    EXPECT_EQ(graph.count<Player>(), 0U);
}

TEST_F(cascading, R91_members_that_were_released_before_are_not_erased_with_their_former_owner) {
    reds.players().remove(ana);
    graph.erase(reds);
    EXPECT_EQ(names(graph.all<Player>()), "Ana");
}

TEST_F(cascading, R93_without_a_cascade_the_members_of_an_erased_owner_stay_without_one) {
    const auto boot = graph.add(Boot{.name = "left", .shop = reds});
    graph.erase(reds);
    EXPECT_EQ(names(graph.all<Boot>()), "left");
    EXPECT_FALSE(boot.shop());
}

TEST_F(cascading, R116_words_of_a_session_are_accepted_and_have_no_effect) {
    const auto boot = graph.add(Boot{.name = "left", .lender = reds});
    graph.erase(reds);
    EXPECT_EQ(names(graph.all<Boot>()), "left");
    EXPECT_FALSE(boot.lender());
}

TEST_F(cascading, K6_X13_members_go_with_their_owner_at_once_and_cannot_be_moved_after_it) {
    const auto blues = graph.add(Team{.name = "blues"});
    const auto id = ana.id();
    graph.atomically([&] {
        graph.erase(reds);
        EXPECT_FALSE(graph.find(id));
        EXPECT_EQ(refused(graph, [&] { blues.players().append(graph.get(id)); }), errc::entity_gone);
    });
    EXPECT_EQ(graph.count<Player>(), 0U);
}

TEST_F(cascading, K6_an_erase_is_undone_whole_by_a_rollback) {
    graph.add(Boot{.name = "left", .player = ana, .shop = reds});
    const auto digest = graph.digest();
    const auto mark = graph.mark();
    graph.erase(reds);
    EXPECT_EQ(graph.count<Boot>(), 0U);
    graph.rollback(mark);
    EXPECT_EQ(graph.digest(), digest);
    EXPECT_EQ(names(reds.players()), "Ana Bo");
    EXPECT_EQ(names(ana.boots()), "left");
}

TEST_F(cascading, R110_replacing_or_clearing_a_reference_that_owns_erases_its_former_target) {
    const auto old = graph.add(Record{.name = "old"});
    old.pages().append(graph.add(Record{.name = "page of old"}));
    ana.record(old);
    ana.record(graph.add(Record{.name = "new"}));
    EXPECT_EQ(names(graph.all<Record>()), "new");
    ana.record(nullptr);
    EXPECT_EQ(graph.count<Record>(), 0U);
}

TEST_F(cascading, R110_erasing_the_holder_of_a_reference_that_owns_erases_its_target) {
    ana.record(graph.add(Record{.name = "record"}));
    graph.erase(ana);
    EXPECT_EQ(graph.count<Record>(), 0U);
}

TEST_F(cascading, R111_a_reference_that_owns_is_given_its_own_target_again) {
    const auto record = graph.add(Record{.name = "record"});
    ana.record(record);
    ana.record(record);
    EXPECT_EQ(ana.record(), record);
}

TEST_F(cascading, R112_without_delete_orphan_what_hangs_on_a_detached_member_stays) {
    graph.add(Boot{.name = "left", .player = ana});
    reds.players().remove(ana);
    EXPECT_EQ(names(graph.all<Player>()), "Ana Bo");
    EXPECT_EQ(names(ana.boots()), "left");
}

TEST_F(cascading, R56_an_entity_that_is_added_displaces_the_partner_it_finds) {
    graph.add(Doctor{.name = "old", .patient = ana});
    const auto fresh = graph.add(Doctor{.name = "new", .patient = ana});
    EXPECT_EQ(ana.doctor(), fresh);
    EXPECT_EQ(names(graph.all<Doctor>()), "new");
    graph.add(Player{.name = "Cy", .doctor = fresh});
    EXPECT_EQ(names(graph.all<Doctor>()), "new") << "stolen, not lost";
    EXPECT_FALSE(ana.doctor());
}

TEST_F(cascading, R102_a_partner_is_an_orphan_whichever_side_lets_go) {
    graph.add(Doctor{.name = "first", .patient = ana});
    ana.doctor(nullptr);
    EXPECT_EQ(graph.count<Doctor>(), 0U);
    graph.add(Doctor{.name = "second", .patient = ana}).patient(nullptr);
    EXPECT_EQ(graph.count<Doctor>(), 0U);
    EXPECT_FALSE(ana.doctor());
}

TEST_F(cascading, R103_an_entity_that_is_added_with_members_of_another_keeps_them) {
    const auto boot = graph.add(Boot{.name = "left", .player = ana});
    const auto cy = graph.add(Player{.name = "Cy", .boots = {boot}});
    EXPECT_EQ(boot.player(), cy);
    EXPECT_TRUE(ana.boots().empty());
}

TEST_F(cascading, R115_an_orphan_is_judged_by_where_it_stands_when_the_unit_ends) {
    const auto left = graph.add(Boot{.name = "left", .player = ana});
    const auto right = graph.add(Boot{.name = "right", .player = ana});
    graph.atomically([&] {
        ana.boots().clear();
        bo.boots().append(left);
        left.player(nullptr);
        right.player(bo);
        ana.boots().assign({right});
    });
    EXPECT_EQ(names(graph.all<Boot>()), "right");
    EXPECT_EQ(right.player(), ana);
}

}  // namespace cascades_test

#include "sql/catalogs.hpp"

#include <kith/base/error.hpp>
#include <kith/storage/sql/tables.hpp>

#include <gmock/gmock.h>

namespace {

using namespace catalogs;
using kith::schema::catalog;
using kith::storage::sql::column;
using kith::storage::sql::on_delete;
using kith::storage::sql::table;
using kith::storage::sql::tables;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> names(const table& of) {
    std::vector<std::string> out;
    for (const column& each : of.columns) out.push_back(each.name);
    return out;
}

/// What tables::of says to a catalog that it refuses.
std::string refusal(std::vector<kith::schema::type> types) {
    const auto made = catalog::of(std::move(types));
    try {
        static_cast<void>(tables::of(made));
    } catch (const kith::schema_error& problem) {
        EXPECT_EQ(problem.code(), kith::errc::schema_duplicate_name);
        return problem.what();
    }
    return "nothing was refused";
}

TEST(tables, have_an_id_then_the_fields_then_the_keys) {
    const auto made = employees();
    const tables all = tables::of(made);
    EXPECT_THAT(names(all.types[0]), ElementsAre("id", "name", "hire_date"));
    EXPECT_THAT(names(all.types[3]),
                ElementsAre("id", "role", "start_date", "end_date", "employee_id", "project_id"));
    ASSERT_EQ(all.pairs.size(), 1U);
    EXPECT_EQ(all.pairs[0].name, "employees_meetings");
    EXPECT_THAT(names(all.pairs[0]), ElementsAre("employee_id", "meeting_id"));
}

TEST(tables, R7_name_association_tables_after_the_first_end) {
    const auto made =
        catalog::of({type("Student", "students", end("classes", "Class", "students", arity::many)),
                     type("Class", "classes", end("students", "Student", "classes", arity::many))});
    const tables all = tables::of(made);
    EXPECT_EQ(all.pairs[0].name, "students_classes");
    EXPECT_THAT(names(all.pairs[0]), ElementsAre("student_id", "class_id"));
}

TEST(tables, R66_name_the_columns_of_a_table_with_itself_after_the_ends) {
    const auto made = catalog::of({type("User", "users", end("following", "User", "followers", arity::many),
                                        end("followers", "User", "following", arity::many))});
    // A row of `followers_id` is among the followers of that of `following_id`.
    EXPECT_THAT(names(tables::of(made).pairs[0]), ElementsAre("followers_id", "following_id"));
    auto friends = end("friends", "User", "", arity::many);
    friends.secondary = "friendships";
    const auto lone = catalog::of({type("User", "users", friends)});
    EXPECT_THAT(names(tables::of(lone).pairs[0]), ElementsAre("user_id", "friends_id"));
}

TEST(tables, take_the_names_that_either_end_gives) {
    auto classes = end("classes", "Class", "students", arity::many);
    auto students = end("students", "Student", "classes", arity::many);
    students.secondary = "registrations";
    students.secondary_this = "klass";
    students.secondary_that = "pupil";
    const auto made = catalog::of({type("Student", "students", classes), type("Class", "classes", students)});
    EXPECT_EQ(tables::of(made).pairs[0].name, "registrations");
    EXPECT_THAT(names(tables::of(made).pairs[0]), ElementsAre("pupil", "klass"));
    classes.secondary = "enrolments";
    EXPECT_THAT(refusal({type("Student", "students", classes), type("Class", "classes", students)}),
                HasSubstr("'enrolments' and 'registrations'"));
}

TEST(tables, R55_put_the_key_of_a_one_to_one_where_the_model_says) {
    auto card = end("card", "Card", "holder", arity::one, "all");
    auto holder = end("holder", "User", "card", arity::one);
    holder.holds_key = true;
    const auto made = catalog::of({type("User", "users", card), type("Card", "cards", holder)});
    const tables all = tables::of(made);
    EXPECT_THAT(names(all.types[0]), ElementsAre("id"));
    EXPECT_THAT(names(all.types[1]), ElementsAre("id", "holder_id"));
    EXPECT_TRUE(all.types[1].columns[1].unique);
    EXPECT_EQ(all.types[1].columns[1].unique_name, "uq_cards_holder_id");
    EXPECT_EQ(all.types[1].columns[1].index_name, "");
}

TEST(tables, key_a_list_that_stands_alone_by_its_owner) {
    const auto one = catalog::of(
        {type("Game", "games", end("reviews", "Review", "", arity::many)), type("Review", "reviews")});
    EXPECT_THAT(names(tables::of(one).types[1]), ElementsAre("id", "game_id"));
    const auto two = catalog::of(
        {type("Game", "games", end("good", "Review", "", arity::many), end("bad", "Review", "", arity::many)),
         type("Review", "reviews")});
    EXPECT_THAT(names(tables::of(two).types[1]), ElementsAre("id", "game_good_id", "game_bad_id"));
    const auto mixed = catalog::of({type("Game", "games", end("reviews", "Review", "", arity::many)),
                                    type("Review", "reviews", end("game", "Game", "", arity::one))});
    EXPECT_THAT(names(tables::of(mixed).types[1]), ElementsAre("id", "game_id", "game_reviews_id"));
}

TEST(tables, tell_the_database_what_follows_a_delete) {
    const auto rule = [](const char* cascade, bool required) {
        auto key = end("owner", "Owner", "things", arity::one);
        key.required = required;
        const auto made =
            catalog::of({type("Owner", "owners", end("things", "Thing", "owner", arity::many, cascade)),
                         type("Thing", "things", key)});
        const tables all = tables::of(made);
        const column& made_key = all.types[1].columns[1];
        EXPECT_EQ(made_key.not_null, required);
        return made_key.when_deleted;
    };
    EXPECT_EQ(rule("", false), on_delete::set_null);
    EXPECT_EQ(rule("all", false), on_delete::cascade);
    EXPECT_EQ(rule("delete-orphan", false), on_delete::cascade);
    EXPECT_EQ(rule("all", true), on_delete::cascade);
    EXPECT_EQ(rule("deny", false), on_delete::no_action);
    EXPECT_EQ(rule("", true), on_delete::no_action);
}

TEST(tables, stand_in_an_order_in_which_they_can_be_made) {
    const auto made = catalog::of(
        {type("C", "c", end("b", "B", "", arity::one)), type("B", "b", end("a", "A", "", arity::one)),
         type("A", "a", end("self", "A", "", arity::one)), type("X", "x", end("y", "Y", "", arity::one)),
         type("Y", "y", end("x", "X", "", arity::one))});
    const tables all = tables::of(made);
    EXPECT_THAT(all.order, ElementsAre(2, 1, 0, 3, 4));
    EXPECT_EQ(all.group[3], all.group[4]);
    EXPECT_NE(all.group[0], all.group[1]);
}

TEST(tables, refuse_two_columns_or_tables_of_one_name) {
    EXPECT_THAT(refusal({type("Thing", "things", field("owner_id", kind::int32),
                              end("owner", "Thing", "", arity::one))}),
                HasSubstr("two columns called 'owner_id'"));
    EXPECT_THAT(refusal({type("Thing", "things", field("ID", kind::int32))}), HasSubstr("'id'"));
    EXPECT_THAT(refusal({type("A", "things"), type("B", "Things")}),
                HasSubstr("two tables would be called 'Things'"));
    EXPECT_THAT(refusal({type("A", "kith_meta")}), HasSubstr("kith's own"));
}

TEST(tables, R26_refuse_two_links_that_would_share_a_key) {
    auto first = end("first", "Owner", "", arity::one);
    auto second = end("second", "Owner", "", arity::one);
    first.column = second.column = "owner_id";
    EXPECT_THAT(refusal({type("Owner", "owners"), type("Thing", "things", first, second)}),
                HasSubstr("two columns called 'owner_id'"));
}

TEST(tables, R73_R229_refuse_an_association_table_that_is_the_table_of_a_type) {
    auto users = end("users", "User", "", arity::many);
    users.secondary = "reviews";
    EXPECT_THAT(refusal({type("Game", "games", users), type("User", "users"), type("Review", "reviews")}),
                HasSubstr("two tables would be called 'reviews'"));
}

TEST(tables, give_every_constraint_a_name_of_its_own) {
    auto first = field("c", kind::int32);
    first.index = kith::schema::index_kind::ordered;
    auto second = field("b_c", kind::int32);
    second.index = kith::schema::index_kind::ordered;
    const auto made = catalog::of({type("A", "a_b", first), type("B", "a", second)});
    const tables all = tables::of(made);
    EXPECT_EQ(all.types[0].columns[1].index_name, "ix_a_b_c");
    EXPECT_NE(all.types[1].columns[1].index_name, "ix_a_b_c");
    EXPECT_THAT(all.types[1].columns[1].index_name, testing::StartsWith("ix_a_b_c_"));
}

}  // namespace

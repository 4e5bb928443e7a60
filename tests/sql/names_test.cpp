#include <kith/storage/sql/names.hpp>

#include <gtest/gtest.h>

namespace {

using namespace kith::storage::sql;

TEST(names, are_quoted_so_that_none_is_a_keyword) {
    EXPECT_EQ(quoted("order"), "\"order\"");
    EXPECT_EQ(quoted("a \"b\""), "\"a \"\"b\"\"\"");
}

TEST(names, of_types_become_words) {
    EXPECT_EQ(lower_snake("GameUser"), "game_user");
    EXPECT_EQ(lower_snake("gameUser"), "game_user");
    EXPECT_EQ(lower_snake("HTTPServer"), "http_server");
    EXPECT_EQ(lower_snake("Employee"), "employee");
    EXPECT_EQ(lower_snake("game_user"), "game_user");
    EXPECT_EQ(lower_snake("Game_User"), "game_user");
    EXPECT_EQ(lower_snake("Player2Card"), "player2_card");
    EXPECT_EQ(lower_snake(""), "");
}

TEST(names, R10_of_constraints_follow_the_convention) {
    EXPECT_EQ(foreign_key_name("employee_meetings", "employee_id", "employees"),
              "fk_employee_meetings_employee_id_employees");
    EXPECT_EQ(index_name("games", "price"), "ix_games_price");
    EXPECT_EQ(unique_name("games", "title"), "uq_games_title");
    EXPECT_EQ(primary_key_name("employee_meetings"), "pk_employee_meetings");
}

TEST(names, R11_that_are_too_long_are_cut_and_stay_different) {
    const std::string table(40, 't');
    const std::string one = foreign_key_name(table, "first_column_of_them", "employees");
    const std::string two = foreign_key_name(table, "first_column_of_them", "employers");
    EXPECT_EQ(one.size(), longest_name);
    EXPECT_EQ(one.substr(0, 43), "fk_" + table);
    EXPECT_NE(one, two);
    EXPECT_EQ(one, foreign_key_name(table, "first_column_of_them", "employees"));
    EXPECT_EQ(shortened(std::string(longest_name, 'x')), std::string(longest_name, 'x'));
    // Not within a character.
    const std::string cut = shortened(std::string(53, 'x') + "žžžžžžžžžž");
    EXPECT_EQ(cut.substr(0, 54), std::string(53, 'x') + "_");
}

TEST(names, are_the_same_in_any_case) {
    EXPECT_TRUE(same_name("Users", "users"));
    EXPECT_FALSE(same_name("users", "user"));
}

}  // namespace

#pragma once

#include "oracle/making.hpp"

// Games and users, with reviews in between and proxies through them on both ends.
#define ORACLE_REVIEWS(NAME, REVIEWS)                                                                        \
    namespace oracle::NAME {                                                                                 \
    struct Review;                                                                                           \
    struct Game {                                                                                            \
        kith::many<Review, "game" REVIEWS> reviews{};                                                        \
        kith::proxy<"reviews", "user"> users{};                                                              \
    };                                                                                                       \
    struct User {                                                                                            \
        kith::many<Review, "user" REVIEWS> reviews{};                                                        \
        kith::proxy<"reviews", "game"> games{};                                                              \
    };                                                                                                       \
    struct Review {                                                                                          \
        std::int32_t score = 0;                                                                              \
        kith::one<Game, "reviews"> game{};                                                                   \
        kith::one<User, "reviews"> user{};                                                                   \
    };                                                                                                       \
    KITH_MODEL(Game, reviews, users)                                                                         \
    KITH_MODEL(User, reviews, games)                                                                         \
    KITH_MODEL(Review, score, game, user)                                                                    \
    constexpr auto models = kith::models<Game, User, Review>;                                                \
    }
#define ORACLE_BETWEEN_OWNED , kith::cascade<"all, delete-orphan">
#define ORACLE_BETWEEN_SET , kith::as_set
#define ORACLE_BETWEEN_KEYED , kith::keyed_by<"word">

ORACLE_REVIEWS(reviews, )
ORACLE_REVIEWS(reviews_owned_twice, ORACLE_BETWEEN_OWNED)
ORACLE_REVIEWS(reviews_sets, ORACLE_BETWEEN_SET)
ORACLE_REVIEWS(reviews_sets_owned_twice, ORACLE_BETWEEN_OWNED ORACLE_BETWEEN_SET)

// Posts and a column of their taggings.
#define ORACLE_TAGGINGS(NAME, TAGGINGS, PROXY, SHOWN)                                                        \
    namespace oracle::NAME {                                                                                 \
    struct Tagging;                                                                                          \
    struct Post {                                                                                            \
        kith::many<Tagging, "post" TAGGINGS> taggings{};                                                     \
        kith::proxy<"taggings", SHOWN> PROXY{};                                                              \
    };                                                                                                       \
    struct Tagging {                                                                                         \
        std::int32_t word = 0;                                                                               \
        std::int32_t weight = 0;                                                                             \
        kith::one<Post, "taggings"> post{};                                                                  \
    };                                                                                                       \
    KITH_MODEL(Post, taggings, PROXY)                                                                        \
    KITH_MODEL(Tagging, word, weight, post)                                                                  \
    constexpr auto models = kith::models<Post, Tagging>;                                                     \
    }

ORACLE_TAGGINGS(words, , words, "word")
ORACLE_TAGGINGS(words_owning, ORACLE_BETWEEN_OWNED, words, "word")
ORACLE_TAGGINGS(words_set_owning, ORACLE_BETWEEN_OWNED ORACLE_BETWEEN_SET, words, "word")
ORACLE_TAGGINGS(weights, ORACLE_BETWEEN_KEYED, weights, "weight")
ORACLE_TAGGINGS(weights_owning, ORACLE_BETWEEN_OWNED ORACLE_BETWEEN_KEYED, weights, "weight")

// Employees and what stands on their desks.
#define ORACLE_DESKS(NAME, DESK, PROXY)                                                                      \
    namespace oracle::NAME {                                                                                 \
    struct Employee;                                                                                         \
    struct Town {                                                                                            \
        std::int32_t number = 0;                                                                             \
    };                                                                                                       \
    struct Desk {                                                                                            \
        std::optional<std::int32_t> floor{};                                                                 \
        kith::one<Employee, "desk", kith::foreign_key> employee{};                                           \
        kith::one<Town> town{};                                                                              \
    };                                                                                                       \
    struct Employee {                                                                                        \
        kith::one<Desk, "employee" DESK> desk{};                                                             \
        kith::proxy<"desk", "floor" PROXY> floor{};                                                          \
        kith::proxy<"desk", "town" PROXY> town{};                                                            \
    };                                                                                                       \
    KITH_MODEL(Town, number)                                                                                 \
    KITH_MODEL(Desk, floor, employee, town)                                                                  \
    KITH_MODEL(Employee, desk, floor, town)                                                                  \
    constexpr auto models = kith::models<Employee, Desk, Town>;                                              \
    }
#define ORACLE_CASCADING , kith::cascade_scalar_deletes

ORACLE_DESKS(desks, , )
ORACLE_DESKS(desks_cascading, , ORACLE_CASCADING)
ORACLE_DESKS(desks_owning, ORACLE_BETWEEN_OWNED, ORACLE_CASCADING)

// A proxy to a proxy.
namespace oracle::keywords {
struct User;
struct Keyword {
    std::optional<std::int32_t> word{};
};
struct Entry {
    kith::one<Keyword> keyword{};
    kith::proxy<"keyword", "word"> word{};
    kith::one<User, "entries"> user{};
};
struct User {
    kith::many<Entry, "user", kith::cascade<"all, delete-orphan">> entries{};
    kith::proxy<"entries", "word"> words{};
};
KITH_MODEL(Keyword, word)
KITH_MODEL(Entry, keyword, word, user)
KITH_MODEL(User, entries, words)
constexpr auto models = kith::models<User, Entry, Keyword>;
}  // namespace oracle::keywords

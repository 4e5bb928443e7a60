#pragma once

#include "oracle/schema.hpp"

// Games and users, with reviews in between and proxies through them on both ends.
#define ORACLE_REVIEWS(NAME, CASCADE)                                                                        \
    namespace oracle::NAME {                                                                                 \
    struct Review;                                                                                           \
    struct Game {                                                                                            \
        kith::many<Review, "game", kith::cascade<CASCADE>> reviews{};                                        \
        kith::proxy<"reviews", "user"> users{};                                                              \
    };                                                                                                       \
    struct User {                                                                                            \
        kith::many<Review, "user", kith::cascade<CASCADE>> reviews{};                                        \
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

ORACLE_REVIEWS(reviews, "")
ORACLE_REVIEWS(reviews_owned_twice, "all, delete-orphan")

// Posts and the words of their taggings.
#define ORACLE_WORDS(NAME, CASCADE)                                                                          \
    namespace oracle::NAME {                                                                                 \
    struct Tagging;                                                                                          \
    struct Post {                                                                                            \
        kith::many<Tagging, "post", kith::cascade<CASCADE>> taggings{};                                      \
        kith::proxy<"taggings", "word"> words{};                                                             \
    };                                                                                                       \
    struct Tagging {                                                                                         \
        std::int32_t word = 0;                                                                               \
        std::int32_t weight = 0;                                                                             \
        kith::one<Post, "taggings"> post{};                                                                  \
    };                                                                                                       \
    KITH_MODEL(Post, taggings, words)                                                                        \
    KITH_MODEL(Tagging, word, weight, post)                                                                  \
    constexpr auto models = kith::models<Post, Tagging>;                                                     \
    }

ORACLE_WORDS(words, "")
ORACLE_WORDS(words_owning, "all, delete-orphan")

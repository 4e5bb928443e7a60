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
        kith::one<Game, "reviews"> game{};                                                                   \
        kith::one<User, "reviews"> user{};                                                                   \
    };                                                                                                       \
    KITH_MODEL(Game, reviews, users)                                                                         \
    KITH_MODEL(User, reviews, games)                                                                         \
    KITH_MODEL(Review, game, user)                                                                           \
    constexpr auto models = kith::models<Game, User, Review>;                                                \
    }

ORACLE_REVIEWS(reviews, "")
ORACLE_REVIEWS(reviews_owned_twice, "all, delete-orphan")

#pragma once

#include "oracle/schema.hpp"

// Users and their cards, which hold the key.
#define ORACLE_CARDS(NAME, CARD, HOLDER)                                                                     \
    namespace oracle::NAME {                                                                                 \
    struct Card;                                                                                             \
    struct User {                                                                                            \
        kith::one<Card, "holder", kith::cascade<CARD>> card{};                                               \
    };                                                                                                       \
    struct Card {                                                                                            \
        kith::one<User, "card", kith::foreign_key, kith::cascade<HOLDER>> holder{};                          \
    };                                                                                                       \
    KITH_MODEL(User, card)                                                                                   \
    KITH_MODEL(Card, holder)                                                                                 \
    constexpr auto models = kith::models<User, Card>;                                                        \
    }

ORACLE_CARDS(one_to_one, "", "")
ORACLE_CARDS(one_to_one_all, "all", "")
ORACLE_CARDS(one_to_one_owning, "all, delete-orphan", "")
ORACLE_CARDS(one_to_one_all_from_key, "", "all")
ORACLE_CARDS(one_to_one_all_both, "all", "all")

// A train.
#define ORACLE_WAGONS(NAME, CASCADE)                                                                         \
    namespace oracle::NAME {                                                                                 \
    struct Wagon {                                                                                           \
        kith::one<Wagon, "rear", kith::foreign_key> front{};                                                 \
        kith::one<Wagon, "front", kith::cascade<CASCADE>> rear{};                                            \
    };                                                                                                       \
    KITH_MODEL(Wagon, front, rear)                                                                           \
    constexpr auto models = kith::models<Wagon>;                                                             \
    }

ORACLE_WAGONS(wagons, "")
ORACLE_WAGONS(wagons_owning, "all, delete-orphan")

#pragma once

#include "oracle/making.hpp"

// Users and their cards, which hold the key.
#define ORACLE_CARDS(NAME, CARD, HOLDER)                                                                     \
    namespace oracle::NAME {                                                                                 \
    struct Card;                                                                                             \
    struct User {                                                                                            \
        kith::one<Card, "holder" CARD> card{};                                                               \
    };                                                                                                       \
    struct Card {                                                                                            \
        kith::one<User, "card", kith::foreign_key HOLDER> holder{};                                          \
    };                                                                                                       \
    KITH_MODEL(User, card)                                                                                   \
    KITH_MODEL(Card, holder)                                                                                 \
    constexpr auto models = kith::models<User, Card>;                                                        \
    }
#define ORACLE_PARTNER_ALL , kith::cascade<"all">
#define ORACLE_PARTNER_OWNING , kith::cascade<"all, delete-orphan">
#define ORACLE_PARTNER_SINGLE , kith::single_parent

ORACLE_CARDS(one_to_one, , )
ORACLE_CARDS(one_to_one_all, ORACLE_PARTNER_ALL, )
ORACLE_CARDS(one_to_one_owning, ORACLE_PARTNER_OWNING, )
ORACLE_CARDS(one_to_one_all_from_key, , ORACLE_PARTNER_ALL)
ORACLE_CARDS(one_to_one_all_both, ORACLE_PARTNER_ALL, ORACLE_PARTNER_ALL)
ORACLE_CARDS(one_to_one_single, ORACLE_PARTNER_SINGLE, )
ORACLE_CARDS(one_to_one_owning_single, ORACLE_PARTNER_OWNING ORACLE_PARTNER_SINGLE, )
ORACLE_CARDS(one_to_one_owning_from_key, , ORACLE_PARTNER_OWNING ORACLE_PARTNER_SINGLE)

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

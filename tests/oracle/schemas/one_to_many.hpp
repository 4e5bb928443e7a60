#pragma once

#include "oracle/making.hpp"

// Parents and their children.
#define ORACLE_PARENTS(NAME, CHILDREN, PARENT)                                                               \
    namespace oracle::NAME {                                                                                 \
    struct Child;                                                                                            \
    struct Parent {                                                                                          \
        kith::many<Child, "parent" CHILDREN> children{};                                                     \
    };                                                                                                       \
    struct Child {                                                                                           \
        kith::one<Parent, "children" PARENT> parent{};                                                       \
    };                                                                                                       \
    KITH_MODEL(Parent, children)                                                                             \
    KITH_MODEL(Child, parent)                                                                                \
    constexpr auto models = kith::models<Parent, Child>;                                                     \
    }
#define ORACLE_ALL , kith::cascade<"all">
#define ORACLE_DELETE , kith::cascade<"delete">
#define ORACLE_OWNING , kith::cascade<"all, delete-orphan">
#define ORACLE_ORPHAN_ONLY , kith::cascade<"delete-orphan">
#define ORACLE_SET , kith::as_set
#define ORACLE_REQUIRED , kith::required

ORACLE_PARENTS(one_to_many, , )
ORACLE_PARENTS(one_to_many_all, ORACLE_ALL, )
ORACLE_PARENTS(one_to_many_delete, ORACLE_DELETE, )
ORACLE_PARENTS(one_to_many_owning, ORACLE_OWNING, )
ORACLE_PARENTS(one_to_many_orphan_only, ORACLE_ORPHAN_ONLY, )
ORACLE_PARENTS(one_to_many_all_both, ORACLE_ALL, ORACLE_ALL)
ORACLE_PARENTS(one_to_many_owning_all_both, ORACLE_OWNING, ORACLE_ALL)
ORACLE_PARENTS(one_to_many_required, , ORACLE_REQUIRED)
ORACLE_PARENTS(one_to_many_required_owning, ORACLE_OWNING, ORACLE_REQUIRED)
ORACLE_PARENTS(one_to_many_set, ORACLE_SET, )
ORACLE_PARENTS(one_to_many_set_owning, ORACLE_OWNING ORACLE_SET, )

namespace oracle::accounts {
struct Account;
struct Bank {
    std::int32_t code = 0;
    kith::many<Account, "bank", kith::cascade<"all, delete-orphan">> accounts{};
};
struct Account {
    kith::column<std::int32_t, kith::unique> number{};
    std::int32_t worth = 0;
    kith::one<Bank, "accounts"> bank{};
};
KITH_MODEL(Bank, code, accounts)
KITH_MODEL(Account, number, worth, bank)
constexpr auto models = kith::models<Bank, Account>;
}  // namespace oracle::accounts

// Notes and what they hold.
#define ORACLE_NOTES(NAME, ...)                                                                              \
    namespace oracle::NAME {                                                                                 \
    struct Stamp;                                                                                            \
    struct Note {                                                                                            \
        kith::one<Stamp, "notes", __VA_ARGS__> stamp{};                                                      \
    };                                                                                                       \
    struct Stamp {                                                                                           \
        kith::many<Note, "stamp"> notes{};                                                                   \
    };                                                                                                       \
    KITH_MODEL(Note, stamp)                                                                                  \
    KITH_MODEL(Stamp, notes)                                                                                 \
    constexpr auto models = kith::models<Note, Stamp>;                                                       \
    }

ORACLE_NOTES(many_to_one_all, kith::cascade<"all">)
ORACLE_NOTES(many_to_one_owning, kith::cascade<"all, delete-orphan">, kith::single_parent)

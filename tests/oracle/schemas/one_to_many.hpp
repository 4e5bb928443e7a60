#pragma once

#include "oracle/schema.hpp"

// Parents and their children.
#define ORACLE_PARENTS(NAME, CASCADE, REQUIRED)                                                              \
    namespace oracle::NAME {                                                                                 \
    struct Child;                                                                                            \
    struct Parent {                                                                                          \
        kith::many<Child, "parent", kith::cascade<CASCADE>> children{};                                      \
    };                                                                                                       \
    struct Child {                                                                                           \
        kith::one<Parent, "children" REQUIRED> parent{};                                                     \
    };                                                                                                       \
    KITH_MODEL(Parent, children)                                                                             \
    KITH_MODEL(Child, parent)                                                                                \
    constexpr auto models = kith::models<Parent, Child>;                                                     \
    }
#define ORACLE_REQUIRED , kith::required

ORACLE_PARENTS(one_to_many, "", )
ORACLE_PARENTS(one_to_many_all, "all", )
ORACLE_PARENTS(one_to_many_delete, "delete", )
ORACLE_PARENTS(one_to_many_owning, "all, delete-orphan", )
ORACLE_PARENTS(one_to_many_required, "", ORACLE_REQUIRED)
ORACLE_PARENTS(one_to_many_required_owning, "all, delete-orphan", ORACLE_REQUIRED)

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

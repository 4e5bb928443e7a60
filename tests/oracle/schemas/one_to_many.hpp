#pragma once

#include "oracle/schema.hpp"

// A parent and its children, once for each cascade.
#define ORACLE_PARENTS(NAMESPACE, ...)                                                                       \
    namespace oracle::NAMESPACE {                                                                            \
    struct Child;                                                                                            \
    struct Parent {                                                                                          \
        kith::many<Child, "parent" __VA_OPT__(, ) __VA_ARGS__> children{};                                   \
    };                                                                                                       \
    struct Child {                                                                                           \
        kith::one<Parent, "children"> parent{};                                                              \
    };                                                                                                       \
    KITH_MODEL(Parent, children)                                                                             \
    KITH_MODEL(Child, parent)                                                                                \
    constexpr auto models = kith::models<Parent, Child>;                                                     \
    }

ORACLE_PARENTS(one_to_many)
ORACLE_PARENTS(one_to_many_all, kith::cascade<"all">)
ORACLE_PARENTS(one_to_many_delete, kith::cascade<"delete">)
ORACLE_PARENTS(one_to_many_owning, kith::cascade<"all, delete-orphan">)

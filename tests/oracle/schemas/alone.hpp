#pragma once

#include "oracle/making.hpp"

// Ends without a counterpart.
#define ORACLE_ALONE(NAME, OWNER, TARGET, MEMBER, ...)                                                       \
    namespace oracle::NAME {                                                                                 \
    struct TARGET {                                                                                          \
        std::int32_t number = 0;                                                                             \
    };                                                                                                       \
    struct OWNER {                                                                                           \
        __VA_ARGS__ MEMBER{};                                                                                \
    };                                                                                                       \
    KITH_MODEL(TARGET, number)                                                                               \
    KITH_MODEL(OWNER, MEMBER)                                                                                \
    constexpr auto models = kith::models<OWNER, TARGET>;                                                     \
    }

ORACLE_ALONE(alone_one, Holder, Target, target, kith::one<Target>)
ORACLE_ALONE(alone_one_all, Holder, Target, target, kith::one<Target, "", kith::cascade<"all">>)
ORACLE_ALONE(alone_one_single, Holder, Target, target, kith::one<Target, "", kith::single_parent>)
ORACLE_ALONE(alone_one_owning, Holder, Target, target,
             kith::one<Target, "", kith::cascade<"all, delete-orphan">, kith::single_parent>)
ORACLE_ALONE(alone_many, Owner, Thing, things, kith::many<Thing>)
ORACLE_ALONE(alone_many_all, Owner, Thing, things, kith::many<Thing, "", kith::cascade<"all">>)
ORACLE_ALONE(alone_many_owning, Owner, Thing, things,
             kith::many<Thing, "", kith::cascade<"all, delete-orphan">>)
ORACLE_ALONE(alone_pairs, User, Role, roles, kith::many<Role, "", kith::secondary<"grants">>)
ORACLE_ALONE(alone_pairs_all, User, Role, roles,
             kith::many<Role, "", kith::secondary<"grants">, kith::cascade<"all">>)
ORACLE_ALONE(
    alone_pairs_owning, User, Role, roles,
    kith::many<Role, "", kith::secondary<"grants">, kith::cascade<"all, delete-orphan">, kith::single_parent>)

namespace oracle::friends {
struct Person {
    kith::many<Person, "", kith::secondary<"friendships">> friends{};
};
KITH_MODEL(Person, friends)
constexpr auto models = kith::models<Person>;
}  // namespace oracle::friends

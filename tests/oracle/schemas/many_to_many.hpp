#pragma once

#include "oracle/making.hpp"

// Posts and their tags.
#define ORACLE_POSTS(NAME, TAGS, POSTS)                                                                      \
    namespace oracle::NAME {                                                                                 \
    struct Tag;                                                                                              \
    struct Post {                                                                                            \
        kith::many<Tag, "posts" TAGS> tags{};                                                                \
    };                                                                                                       \
    struct Tag {                                                                                             \
        kith::many<Post, "tags" POSTS> posts{};                                                              \
    };                                                                                                       \
    KITH_MODEL(Post, tags)                                                                                   \
    KITH_MODEL(Tag, posts)                                                                                   \
    constexpr auto models = kith::models<Post, Tag>;                                                         \
    }
#define ORACLE_PAIRS_ALL , kith::cascade<"all, delete">
#define ORACLE_PAIRS_OWNING , kith::cascade<"all, delete-orphan">, kith::single_parent
#define ORACLE_PAIRS_SET , kith::as_set

ORACLE_POSTS(many_to_many, , )
ORACLE_POSTS(many_to_many_all, ORACLE_PAIRS_ALL, )
ORACLE_POSTS(many_to_many_all_both, ORACLE_PAIRS_ALL, ORACLE_PAIRS_ALL)
ORACLE_POSTS(many_to_many_owning, ORACLE_PAIRS_OWNING, )
ORACLE_POSTS(many_to_many_owning_all_both, ORACLE_PAIRS_OWNING, ORACLE_PAIRS_ALL)
ORACLE_POSTS(many_to_many_owning_both, ORACLE_PAIRS_OWNING, ORACLE_PAIRS_OWNING)
ORACLE_POSTS(many_to_many_sets, ORACLE_PAIRS_SET, ORACLE_PAIRS_SET)
ORACLE_POSTS(many_to_many_set_owning, ORACLE_PAIRS_OWNING ORACLE_PAIRS_SET, )

namespace oracle::people {
struct Person {
    kith::many<Person, "followers"> following{};
    kith::many<Person, "following"> followers{};
};
KITH_MODEL(Person, following, followers)
constexpr auto models = kith::models<Person>;
}  // namespace oracle::people

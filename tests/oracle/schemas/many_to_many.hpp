#pragma once

#include "oracle/schema.hpp"

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
#define ORACLE_ALL , kith::cascade<"all, delete">
#define ORACLE_OWNING , kith::cascade<"all, delete-orphan">, kith::single_parent

ORACLE_POSTS(many_to_many, , )
ORACLE_POSTS(many_to_many_all, ORACLE_ALL, )
ORACLE_POSTS(many_to_many_all_both, ORACLE_ALL, ORACLE_ALL)
ORACLE_POSTS(many_to_many_owning, ORACLE_OWNING, )

namespace oracle::people {
struct Person {
    kith::many<Person, "followers"> following{};
    kith::many<Person, "following"> followers{};
};
KITH_MODEL(Person, following, followers)
constexpr auto models = kith::models<Person>;
}  // namespace oracle::people

#pragma once

#include "oracle/making.hpp"

// Boxes whose items have an order.
#define ORACLE_BOXES(NAME, ...)                                                                              \
    namespace oracle::NAME {                                                                                 \
    struct Item;                                                                                             \
    struct Box {                                                                                             \
        kith::many<Item, "box", __VA_ARGS__> items{};                                                        \
    };                                                                                                       \
    struct Item {                                                                                            \
        std::int32_t number = 0;                                                                             \
        kith::one<Box, "items"> box{};                                                                       \
    };                                                                                                       \
    KITH_MODEL(Box, items)                                                                                   \
    KITH_MODEL(Item, number, box)                                                                            \
    constexpr auto models = kith::models<Box, Item>;                                                         \
    }

ORACLE_BOXES(sorted_items, kith::ordered_by<"number">)
ORACLE_BOXES(sorted_items_owning, kith::ordered_by<"number", kith::descending>,
             kith::cascade<"all, delete-orphan">)
ORACLE_BOXES(numbered_items, kith::ordering_list<"number">)
ORACLE_BOXES(numbered_items_owning, kith::ordering_list<"number", 1>, kith::cascade<"all, delete-orphan">)
ORACLE_BOXES(keyed_items, kith::keyed_by<"number">)
ORACLE_BOXES(keyed_items_owning, kith::keyed_by<"number">, kith::cascade<"all, delete-orphan">)

namespace oracle::sorted_pairs {
struct Tag;
struct Post {
    kith::many<Tag, "posts", kith::ordered_by<"word">> tags{};
};
struct Tag {
    std::int32_t word = 0;
    kith::many<Post, "tags"> posts{};
};
KITH_MODEL(Post, tags)
KITH_MODEL(Tag, word, posts)
constexpr auto models = kith::models<Post, Tag>;
}  // namespace oracle::sorted_pairs

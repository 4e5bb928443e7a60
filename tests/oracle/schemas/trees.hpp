#pragma once

#include "oracle/making.hpp"

#define ORACLE_NODES(NAME, CASCADE)                                                                          \
    namespace oracle::NAME {                                                                                 \
    struct Node {                                                                                            \
        kith::one<Node, "children"> parent{};                                                                \
        kith::many<Node, "parent", kith::cascade<CASCADE>> children{};                                       \
    };                                                                                                       \
    KITH_MODEL(Node, parent, children)                                                                       \
    constexpr auto models = kith::models<Node>;                                                              \
    }

ORACLE_NODES(tree, "")
ORACLE_NODES(tree_all, "all")
ORACLE_NODES(tree_owning, "all, delete-orphan")

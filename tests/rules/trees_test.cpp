#include "support/names.hpp"

namespace trees_test {

struct Leaf;
struct Node {
    std::string name{};
    kith::one<Node, "children"> parent{};
    kith::many<Node, "parent", kith::cascade<"all">> children{};
    kith::many<Leaf, "node", kith::cascade<"all">> leaves{};
};
struct Leaf {
    std::string name{};
    kith::one<Node, "leaves"> node{};
};
struct Branch {
    std::string name{};
    kith::one<Branch, "children"> parent{};
    kith::many<Branch, "parent", kith::cascade<"all, delete-orphan">> children{};
};
KITH_MODEL(Node, name, parent, children, leaves)
KITH_MODEL(Leaf, name, node)
KITH_MODEL(Branch, name, parent, children)

using tests::names;

class trees : public testing::Test {
protected:
    ~trees() override { tests::expect_sound(graph); }

    kith::graph graph{kith::models<Node, Leaf, Branch>};
};

TEST_F(trees, R74_a_tree_is_two_ends_of_one_type_that_name_each_other) {
    const auto root = graph.add(Node{.name = "root"});
    const auto left = graph.add(Node{.name = "left", .parent = root});
    root.children().append(graph.add(Node{.name = "right"}));
    EXPECT_EQ(names(root.children()), "left right");
    EXPECT_EQ(left.parent(), root);
    EXPECT_TRUE(left.children().empty());
    EXPECT_FALSE(root.parent());
}

TEST_F(trees, R78_erasing_a_node_takes_its_subtree_and_what_its_nodes_own) {
    const auto root = graph.add(Node{.name = "root"});
    const auto inner = graph.add(Node{.name = "inner", .parent = root});
    const auto deep = graph.add(Node{.name = "deep", .parent = inner});
    graph.add(Leaf{.name = "of root", .node = root});
    graph.add(Leaf{.name = "of inner", .node = inner});
    graph.add(Leaf{.name = "of deep", .node = deep});
    graph.erase(inner);
    EXPECT_EQ(names(graph.all<Node>()), "root");
    EXPECT_EQ(names(graph.all<Leaf>()), "of root");
}

TEST_F(trees, R79_detaching_a_node_erases_its_subtree) {
    const auto root = graph.add(Branch{.name = "root"});
    const auto inner = graph.add(Branch{.name = "inner", .parent = root});
    graph.add(Branch{.name = "deep", .parent = inner});
    root.children().remove(inner);
    EXPECT_EQ(names(graph.all<Branch>()), "root");
}

TEST_F(trees, R80_a_node_that_is_put_back_before_the_unit_ends_stays_with_its_subtree) {
    const auto root = graph.add(Branch{.name = "root"});
    const auto inner = graph.add(Branch{.name = "inner", .parent = root});
    graph.add(Branch{.name = "deep", .parent = inner});
    graph.atomically([&] {
        inner.parent(nullptr);
        root.children().append(inner);
    });
    EXPECT_EQ(names(graph.all<Branch>()), "root inner deep");
    EXPECT_EQ(names(root.children()), "inner");
}

TEST_F(trees, R82_one_unit_may_erase_a_node_and_append_another) {
    const auto root = graph.add(Node{.name = "root"});
    const auto old = graph.add(Node{.name = "old", .parent = root});
    graph.atomically([&] {
        const auto fresh = graph.add(Node{.name = "new"});
        graph.erase(old);
        root.children().append(fresh);
    });
    EXPECT_EQ(names(root.children()), "new");
}

}  // namespace trees_test

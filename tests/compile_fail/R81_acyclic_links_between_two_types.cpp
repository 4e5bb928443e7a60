// kith: kith::acyclic is for links of a type with itself
#include <kith/kith.hpp>

struct Node;
struct Forest;
struct Node {
    std::string name{};
    kith::one<Node, "below", kith::acyclic> above{};
    kith::many<Node, "above"> below{};
#ifdef KITH_BAD
    kith::one<Forest, "nodes", kith::acyclic> forest{};
#else
    kith::one<Forest, "nodes"> forest{};
#endif
};
struct Forest {
    kith::many<Node, "forest"> nodes{};
};
KITH_MODEL(Node, name, above, below, forest)
KITH_MODEL(Forest, nodes)

kith::graph graph(kith::models<Node, Forest>);

// kith: delete-orphan on an end whose members may have several holders needs kith::single_parent
#include <kith/kith.hpp>

struct Label {
    std::string text{};
};
struct Box {
#ifdef KITH_BAD
    kith::one<Label, "", kith::cascade<"all, delete-orphan">> label{};
#else
    kith::one<Label, "", kith::cascade<"all, delete-orphan">, kith::single_parent> label{};
#endif
};
KITH_MODEL(Label, text)
KITH_MODEL(Box, label)

kith::graph graph(kith::models<Label, Box>);

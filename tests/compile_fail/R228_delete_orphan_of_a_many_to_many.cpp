// kith: delete-orphan on an end whose members may have several holders needs kith::single_parent
#include <kith/kith.hpp>

struct Key;
struct Lock {
    std::string name{};
#ifdef KITH_BAD
    kith::many<Key, "locks", kith::cascade<"all, delete-orphan">> keys{};
#else
    kith::many<Key, "locks", kith::cascade<"all, delete-orphan">, kith::single_parent> keys{};
#endif
};
struct Key {
    kith::many<Lock, "keys"> locks{};
};
KITH_MODEL(Lock, name, keys)
KITH_MODEL(Key, locks)

kith::graph graph(kith::models<Lock, Key>);

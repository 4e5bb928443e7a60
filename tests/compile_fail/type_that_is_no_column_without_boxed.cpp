// kith: this type is no column type; with Boost.Serialization's `serialize` it can be one
#include <kith/kith.hpp>
#ifndef KITH_BAD
#include <kith/boxed.hpp>
#endif

struct settings {
    std::string words{};
    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive& words;
    }
};
struct Game {
    settings kept{};
};
KITH_MODEL(Game, kept)

kith::graph graph(kith::models<Game>);

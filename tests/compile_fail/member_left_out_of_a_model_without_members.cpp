// kith: KITH_MODEL (or KITH_MIXIN) leaves out a member of this struct; name every member: what is not kept has no place in a model
#include <kith/kith.hpp>

struct Marker {
#ifdef KITH_BAD
    kith::one<Marker> next{};
#endif
};
KITH_MODEL(Marker)

kith::graph graph(kith::models<Marker>);

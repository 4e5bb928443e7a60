// kith: this type has no KITH_MODEL
#include <kith/kith.hpp>

struct counted {
    int count = 0;
};
#ifdef KITH_BAD
KITH_MIXIN(counted, count)
#else
KITH_MODEL(counted, count)
#endif

kith::graph graph(kith::models<counted>);

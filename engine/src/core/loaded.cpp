#include <kith/base/error.hpp>
#include <kith/core/graph.hpp>

// What a file or a database brings is held against the rules before anybody sees it.

namespace kith::core {

void graph::settle_loaded() {
    for (const auto& each : extents_) {
        for (const link_end& end : each->ends_) {
            judge_loaded(end);
            if (end.filed) file_loaded(end);
        }
        if (each->required_ == 0) continue;
        for (const slot row : each->rows().all()) expect_required(*each, row);
    }
}

void graph::judge_loaded(const link_end& end) const {
    const schema::end& told = *end.described;
    const extent& in = *end.owner;
    const std::string name = "kith: " + in.type().name + "." + told.name;
    if (told.single_parent && !end.opposite->one)
        for (const slot member : end.target->rows().all())
            if (end.relation->count(end.side ^ 1U, member) > 1)
                throw integrity_error(errc::unique_taken, name + " has kith::single_parent, and " +
                                                              print(*end.target, member) +
                                                              " belongs to several; let it belong to one");
    if (told.at_most != schema::end::unlimited)
        for (const slot row : in.rows().all())
            if (const std::size_t count = end.relation->count(end.side, row); count > told.at_most)
                fail_room(end, row, count);
    if (!told.acyclic) return;
    if (const slot row = find_cycle(end); row != 0)
        throw integrity_error(errc::cycle, name + " is acyclic, and " + print(in, row) + " is on a cycle");
}

}  // namespace kith::core

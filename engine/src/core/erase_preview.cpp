#include <kith/base/error.hpp>
#include <kith/core/erase_preview.hpp>
#include <kith/core/graph.hpp>

#include <algorithm>
#include <ostream>

namespace kith {

std::size_t erase_preview::count(erase_effect effect) const noexcept {
    return static_cast<std::size_t>(std::count_if(
        steps.begin(), steps.end(), [&](const erase_step& each) { return each.effect == effect; }));
}

std::string erase_preview::text() const {
    std::string out;
    for (const erase_step& each : steps) out += each.text + "\n";
    return out;
}

std::ostream& operator<<(std::ostream& out, const erase_preview& of) { return out << of.text(); }

namespace core {

// The plan is made and judged as for an erase, and dropped.
erase_preview graph::what_erase_takes(extent& in, std::span<const slot> rows) {
    std::vector<std::pair<extent*, slot>> roots;
    for (const slot row : rows) {
        expect_alive(in, row);
        roots.emplace_back(&in, row);
    }
    erase_preview out;
    const auto step = [&](erase_effect effect, const extent& of, slot row, std::string text) {
        out.steps.push_back({effect, of.number(), row, of.rows().id(row), std::move(text)});
    };
    try {
        plan_erase(roots);
        judge_plan([&](errc, const extent& of, slot row, const std::string& why) {
            step(erase_effect::refuses, of, row, "refuses: " + why);
        });
        each_planned([&](const extent& of, slot row) {
            for (const link_end& end : of.ends_)
                for (const slot member : of.linked(end.index, row))
                    if (!end.target->going_.has(member))
                        step(erase_effect::unlinks, *end.target, member,
                             "unlinks " + print(*end.target, member) + " from " + of.type().name + "." +
                                 end.described->name + " of " + print(of, row));
            step(erase_effect::erases, of, row, "erases " + print(of, row));
        });
    } catch (...) {
        forget_plan();
        throw;
    }
    forget_plan();
    return out;
}

}  // namespace core
}  // namespace kith

#include <kith/core/observers.hpp>

namespace kith::core {

template <class Do>
void observers::for_each_list(Do&& what) {
    for (auto& [where, watch] : columns_) what(watch.told);
    for (auto& [where, watch] : ends_) what(watch.told);
    for (auto& [type, watch] : rows_) {
        what(watch.added);
        what(watch.erased);
    }
    what(committed);
}

void observers::drop(std::uint64_t number) noexcept {
    for_each_list([&](auto& list) {
        for (auto& [each, call] : list)
            if (each == number) each = 0;
    });
    dropped_ = true;
    if (depth_ == 0) sweep();
}

void observers::sweep() noexcept {
    dropped_ = false;
    const bool any = !committed.empty();
    for_each_list([](auto& list) { list.remove_if([](const auto& each) { return each.first == 0; }); });
    if (any && committed.empty() && nobody_committed) nobody_committed();
}

}  // namespace kith::core

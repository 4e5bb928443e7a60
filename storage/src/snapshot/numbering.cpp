#include "numbering.hpp"

namespace kith::storage::snapshot {

numbering::numbering(const table::rows& rows) {
    const auto all = rows.all();
    if (all.places() == all.size()) {
        slots_ = {all.data(), all.size()};
    } else {
        compact_.reserve(all.size());
        for (const slot row : all) compact_.push_back(row);
        slots_ = compact_;
    }
    for (std::size_t i = 0; i < slots_.size() && plain_; ++i) plain_ = slots_[i] == i + 1;
    if (plain_) return;
    numbers_.resize(rows.end());
    for (std::uint32_t i = 0; i < slots_.size(); ++i) numbers_[slots_[i]] = i + 1;
}

}  // namespace kith::storage::snapshot

#include "kept_digest.hpp"
#include "pause.hpp"

#include <kith/base/error.hpp>
#include <kith/core/checkpoint.hpp>
#include <kith/core/commits.hpp>

#include <algorithm>
#include <chrono>

namespace kith::core {
namespace {

// The heaps address 2^32 units of 16 bytes. With fewer rows allowed they need not reserve all of it.
std::size_t heap_bytes(std::uint64_t most_rows) {
    constexpr std::uint64_t most = std::uint64_t{64} << 30;
    constexpr std::uint64_t least = std::uint64_t{2} << 30;
    return static_cast<std::size_t>(std::clamp<std::uint64_t>(most_rows * 64, least, most));
}

timestamp system_clock() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

}  // namespace

graph::graph(std::shared_ptr<const schema::catalog> catalog, kith::options options,
             std::shared_ptr<table::boxes> boxes)
    : catalog_(std::move(catalog)), most_rows_(options.max_rows), texts_(log_, heap_bytes(most_rows_)),
      lists_(log_, heap_bytes(most_rows_)), kept_boxes_(std::move(boxes)), boxes_(*kept_boxes_),
      clock_(options.clock ? std::move(options.clock) : std::function<timestamp()>(system_clock)) {
    const std::uint64_t most_rows = std::min(most_rows_, max_rows);
    for (std::uint32_t i = 0; i < catalog_->types.size(); ++i)
        extents_.push_back(
            std::make_unique<extent>(*this, i, catalog_->types[i], log_, texts_, lists_.owned, most_rows));
    for (std::uint32_t i = 0; i < catalog_->relations.size(); ++i) {
        const auto& sides = catalog_->relations[i].sides;
        relations_.push_back(std::make_unique<link::relationship>(
            log_, lists_, *catalog_, i,
            std::array{&extents_[sides[0].type]->rows_, &extents_[sides[1].type]->rows_}, most_rows));
    }
    for (const auto& each : extents_) {
        for (const schema::end& described : each->type().ends) {
            link_end made;
            made.described = &described;
            made.relation = relations_[described.relation].get();
            made.owner = each.get();
            made.target = extents_[described.target_type].get();
            made.index = static_cast<std::uint32_t>(each->ends_.size());
            made.side = described.side;
            made.one = described.arity == schema::arity::one;
            made.cells = made.relation->cells(described.side).base();
            made.heap = made.relation->lists_of().base();
            each->ends_.push_back(made);
        }
    }
    for (const schema::relation& each : catalog_->relations) {
        link_end& a = extents_[each.sides[0].type]->ends_[each.sides[0].index];
        link_end& b = extents_[each.sides[1].type]->ends_[each.sides[1].index];
        a.opposite = &b;
        b.opposite = &a;
        for (link_end* end : {&a, &b}) {
            const schema::end& told = *end->described;
            const schema::end& back = *end->opposite->described;
            end->judged = told.cascade.orphan || back.required || back.at_least != 0;
            end->filed = told.order != schema::ordering::insertion;
            if (!end->filed) continue;
            core::column& by = end->target->columns_[told.order_column];
            by.orders.push_back(end);
            by.plain = false;
            if (!has_keys(*end)) continue;
            end->owner->keys_.push_back(make_keys(*end));
            end->keys = end->owner->keys_.back().get();
        }
        const bool pairs =
            a.described->arity == schema::arity::many && b.described->arity == schema::arity::many;
        const bool stamps = !pairs && b.owner->updated_.has_value();  // side 1 holds the key
        const auto unruled = [](const link_end& end) {
            const schema::end& told = *end.described;
            return !told.single_parent && !told.acyclic && !end.filed &&
                   told.at_most == schema::end::unlimited;
        };
        a.simple = b.simple = !stamps && unruled(a) && unruled(b);
        a.plain = b.plain = a.simple && !a.judged && !b.judged;
    }
    for (const auto& each : extents_) {
        for (std::uint32_t i = 0; i < each->columns_.size(); ++i)
            if (each->columns_[i].index != nullptr) derived_.emplace_back(*each, i);
        for (const link_end& end : each->ends_)
            if (end.keys != nullptr) derived_.emplace_back(end);
    }
    for (const auto& each : extents_) each->choose_paths(false);
}

bool graph::has_keys(const link_end& end) noexcept {
    return end.described->order == schema::ordering::keyed && end.opposite->one;
}

std::unique_ptr<index::index> graph::make_keys(const link_end& end) {
    const core::column& by = end.target->columns_[end.described->order_column];
    return index::index::make_within_owners({by.cells->base(), by.field->kind, end.target->text_heap_,
                                             reinterpret_cast<const slot*>(end.opposite->cells)});
}

graph::~graph() {
    log_.complete_copies();
    for (checkpoint* each : checkpoints_) {
        each->then_.reset();
        each->graph_ = nullptr;
    }
}

extent& graph::reach(std::string_view type) const {
    const auto index = catalog_->index_of(type);
    if (!index)
        throw schema_error(errc::schema_unknown_name, "kith: this graph has no type '" + std::string(type) +
                                                          "'; add it to kith::models<...>");
    return *extents_[*index];
}

bool graph::empty() const noexcept {
    return std::all_of(extents_.begin(), extents_.end(),
                       [](const auto& each) { return each->rows().size() == 0; });
}

timestamp graph::ask_clock() {
    const pause here(*this);
    return clock_();
}

void graph::fail_gone(const extent& in, slot row) const {
    expect_idle();
    const std::string& type = in.type().name;
    if (row == 0)
        throw lookup_error(errc::null_ref,
                           "kith: an empty ref to " + type +
                               " cannot be written through or linked; test it first (if (ref) ...)");
    throw lookup_error(errc::entity_gone, "kith: the " + type + " in slot " + std::to_string(row) +
                                              " is erased; a ref is valid until its entity is erased, keep "
                                              "kith::id and use graph.find(id)");
}

void graph::set_clock(std::function<timestamp()> clock) { clock_ = std::move(clock); }

graph::memory_use graph::memory() const noexcept {
    memory_use use{0, texts_.used(), lists_.owned.used() + 2 * lists_.pairs.used(),
                   log_.pages_held() * memory::page_size, log_.pages_spare() * memory::page_size};
    for (const memory::region* each : log_.regions())
        if (each != nullptr) use.committed += each->size();
    return use;
}

}  // namespace kith::core

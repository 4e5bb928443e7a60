#include <kith/base/error.hpp>
#include <kith/core/restoring.hpp>

#include <algorithm>
#include <cstring>

namespace kith::core {
namespace {

// Calls `work` with the slot of each row that is present, in order.
template <class Work>
void for_each_present(std::span<const slot> order, std::span<const std::uint8_t> present, Work&& work) {
    if (present.empty())
        for (const slot row : order) work(row);
    else
        for (std::size_t i = 0; i < order.size(); ++i)
            if (present[i] != 0) work(order[i]);
}

template <class Cell>
void scatter(std::span<const slot> order, std::span<const std::uint8_t> present, std::byte* cells,
             const void* values) {
    const auto* from = static_cast<const std::byte*>(values);
    for_each_present(order, present, [&](slot row) {
        std::memcpy(cells + std::size_t{row} * sizeof(Cell), from, sizeof(Cell));
        from += sizeof(Cell);
    });
}

// Slots 1, 2, 3 … in this order: then a column is one run of bytes.
bool in_a_row(std::span<const slot> order) {
    for (std::size_t i = 0; i < order.size(); ++i)
        if (order[i] != i + 1) return false;
    return true;
}

std::span<const slot> order_of(const table::rows& rows) noexcept { return {rows.all().data(), rows.size()}; }

}  // namespace

restoring::restoring(graph& into) : graph_(into) {
    if (!into.empty())
        throw usage_error(
            errc::graph_not_empty,
            "kith: a graph that is loaded into must be empty; load into a new one, or erase what "
            "it holds with graph.clear()");
    unit_ = graph_.begin();
}

restoring::~restoring() {
    if (!finished_) graph_.abandon(unit_);
}

void restoring::rows(extent& in, std::span<const key> ids, key next_id) {
    if (!in.rows_.restore(ids, next_id))
        throw integrity_error(errc::id_taken, "kith: the ids of type " + in.type().name +
                                                  " must be different, at least 1 and below the next id, " +
                                                  std::to_string(next_id));
}

void restoring::set_present(extent& in, std::uint32_t column, std::span<const std::uint8_t> present) {
    core::column& of = in.columns_[column];
    const auto order = order_of(in.rows_);
    if (order.empty()) return;
    if (of.present == nullptr) {
        if (std::find(present.begin(), present.end(), std::uint8_t{0}) == present.end()) return;
        throw usage_error(errc::not_nullable,
                          "kith: " + in.type().name + "." + of.field->name +
                              " cannot be null, and a row without a value is to be restored; "
                              "declare it std::optional");
    }
    of.present->touch(0, in.rows_.end());
    auto* const flags = reinterpret_cast<std::uint8_t*>(of.present->base());
    for (std::size_t i = 0; i < order.size(); ++i)
        flags[order[i]] = present.empty() || present[i] != 0 ? 1 : 0;
}

void restoring::cells(extent& in, std::uint32_t column, std::span<const std::uint8_t> present,
                      const void* values) {
    set_present(in, column, present);
    const auto order = order_of(in.rows_);
    if (order.empty()) return;
    core::column& of = in.columns_[column];
    const std::size_t width = of.field->width;
    of.cells->touch(0, in.rows_.end() * width);
    std::byte* const cells = of.cells->base();
    if (present.empty() && in_a_row(order)) {
        std::memcpy(cells + width, values, order.size() * width);
        return;
    }
    switch (width) {
        case 1: return scatter<std::uint8_t>(order, present, cells, values);
        case 2: return scatter<std::uint16_t>(order, present, cells, values);
        case 4: return scatter<std::uint32_t>(order, present, cells, values);
        case 8: return scatter<std::uint64_t>(order, present, cells, values);
        default: break;
    }
    const auto* from = static_cast<const std::byte*>(values);
    for_each_present(order, present, [&](slot row) {
        std::memcpy(cells + row * width, from, width);
        from += width;
    });
}

void restoring::texts(extent& in, std::uint32_t column, std::span<const std::uint8_t> present,
                      std::span<const std::uint32_t> sizes, const char* bytes) {
    set_present(in, column, present);
    const auto order = order_of(in.rows_);
    if (order.empty()) return;
    core::column& of = in.columns_[column];
    of.cells->touch(0, in.rows_.end() * sizeof(memory::text_cell));
    std::byte* const cells = of.cells->base();
    const std::uint32_t* size = sizes.data();
    for_each_present(order, present, [&](slot row) {
        std::byte* const cell = cells + std::size_t{row} * sizeof(memory::text_cell);
        memory::make_text_at(cell, graph_.texts_, {bytes, *size});
        bytes += *size++;
    });
}

void restoring::boxed(extent& in, std::uint32_t column, std::span<const std::uint8_t> present,
                      std::span<const std::uint32_t> sizes, const char* bytes) {
    set_present(in, column, present);
    const auto order = order_of(in.rows_);
    if (order.empty()) return;
    core::column& of = in.columns_[column];
    const schema::boxed_type& type = *of.field->boxed;
    of.cells->touch(0, in.rows_.end() * sizeof(std::uint32_t));
    auto* const cells = reinterpret_cast<std::uint32_t*>(of.cells->base());
    const std::uint32_t* size = sizes.data();
    for_each_present(order, present, [&](slot row) {
        graph_.boxes_.reserve(1, 0);
        if (*size != 0) {
            const auto destroy = [&type](void* value) { type.destroy(value); };
            std::unique_ptr<void, decltype(destroy)> value(type.load({bytes, *size}), destroy);
            if (!type.equal(value.get(), type.empty())) cells[row] = graph_.boxes_.put(type, value.release());
        }
        bytes += *size++;
    });
}

void restoring::initial(extent& in, std::uint32_t column) {
    const schema::field& field = *in.columns_[column].field;
    const std::size_t count = in.rows_.size();
    if (field.initial.empty() && !field.has_nulls()) return;
    if (field.initial.empty()) return set_present(in, column, std::vector<std::uint8_t>(count));
    if (!schema::is_string(field.kind) && field.kind != schema::kind::boxed) {
        set_present(in, column, {});
        for (const slot row : order_of(in.rows_)) graph_.store(in, column, row, field.initial.data());
        return;
    }
    const auto size = static_cast<std::uint32_t>(field.initial.size());
    set_present(in, column, {});
    core::column& of = in.columns_[column];
    for (const slot row : order_of(in.rows_)) {
        if (schema::is_string(field.kind)) {
            memory::reserve_text(graph_.texts_, size);
            of.cells->put(row, memory::make_text(graph_.texts_, field.initial));
        } else {
            graph_.boxes_.reserve(1, 0);
            of.cells->put(row, graph_.boxes_.put(*field.boxed, field.boxed->load(field.initial)));
        }
    }
}

std::span<const slot> restoring::order(std::uint32_t relation, unsigned side) const noexcept {
    return order_of(graph_.extents_[graph_.catalog_->relations[relation].sides[side].type]->rows_);
}

void restoring::fail_links(std::uint32_t relation, unsigned side) const {
    const schema::end_place place = graph_.catalog_->relations[relation].sides[side];
    throw integrity_error(errc::unique_taken,
                          "kith: the links of " + graph_.catalog_->types[place.type].name + "." +
                              graph_.catalog_->at(place).name +
                              " contradict each other: a number names no row, or a row is in a "
                              "place twice");
}

void restoring::lists(std::uint32_t relation, unsigned side, std::span<const std::uint32_t> counts,
                      std::span<const std::uint32_t> members, std::span<const std::uint32_t> places) {
    const link::relationship::lists from{order(relation, side), order(relation, side ^ 1U), counts, members,
                                         places};
    if (!graph_.relations_[relation]->restore(side, from)) fail_links(relation, side);
}

void restoring::partners(std::uint32_t relation, unsigned side, std::span<const std::uint32_t> partners) {
    if (!graph_.relations_[relation]->restore(side, order(relation, side), order(relation, side ^ 1U),
                                              partners))
        fail_links(relation, side);
}

void restoring::fill_index(extent& in, std::uint32_t column) {
    const core::column& of = in.columns_[column];
    of.index->reserve(in.rows_.size(), in.rows_.end());
    for (const slot row : in.rows_.all()) {
        if (of.is_null(row)) continue;
        if (of.index->unique()) graph_.check_unique(in, column, row, in.probe(column, row));
        of.index->insert(row);
    }
}

void restoring::finish() {
    for (const auto& each : graph_.extents_)
        for (std::uint32_t i = 0; i < each->columns_.size(); ++i)
            if (each->columns_[i].index != nullptr) fill_index(*each, i);
    graph_.settle_loaded();
    graph_.commit(unit_);
    finished_ = true;
}

}  // namespace kith::core

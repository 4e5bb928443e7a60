#include <kith/base/error.hpp>
#include <kith/core/commits.hpp>
#include <kith/core/graph.hpp>
#include <kith/core/observers.hpp>

#include <algorithm>
#include <cstring>
#include <memory>

namespace kith::core {
namespace {

struct two_words {
    std::uint64_t first;
    std::uint64_t second;
    friend bool operator==(two_words a, two_words b) noexcept {
        return ((a.first ^ b.first) | (a.second ^ b.second)) == 0;
    }
};

}  // namespace

void graph::store(extent& in, std::uint32_t column, slot row, const void* value) {
    core::column& to = in.columns_[column];
    const std::size_t width = to.field->width;
    to.cells->touch(std::size_t{row} * width, width);
    std::memcpy(to.cells->base() + std::size_t{row} * width, value, width);
}

void graph::store_text(extent& in, std::uint32_t column, slot row, std::string_view text) {
    const auto before = in.cell<memory::text_cell>(column, row);
    const memory::text_cell after = memory::make_text(texts_, text);
    in.columns_[column].cells->put(row, after);
    memory::free_text(texts_, before);
}

void graph::store_present(extent& in, std::uint32_t column, slot row, bool present) {
    if (in.columns_[column].present != nullptr)
        in.columns_[column].present->put(row, static_cast<std::uint8_t>(present));
}

// The cells become zero: empty, null, without text or box. Those that are already are not written.
void graph::wipe(extent& in, std::uint32_t column, std::span<const slot> rows) {
    core::column& of = in.columns_[column];
    if (of.present != nullptr) of.present->wipe<std::uint8_t>(rows);
    if (schema::is_string(of.field->kind))
        for (const slot row : rows) memory::free_text(texts_, in.cell<memory::text_cell>(column, row));
    if (of.field->kind == schema::kind::boxed)
        for (const slot row : rows) boxes_.free(in.cell<std::uint32_t>(column, row));
    const std::size_t width = of.field->width;
    switch (width) {
        case 1: return of.cells->wipe<std::uint8_t>(rows);
        case 2: return of.cells->wipe<std::uint16_t>(rows);
        case 4: return of.cells->wipe<std::uint32_t>(rows);
        case 8: return of.cells->wipe<std::uint64_t>(rows);
        case 16: return of.cells->wipe<two_words>(rows);
        default: break;
    }
    for (const slot row : rows) {
        std::byte* const cell = of.cells->base() + std::size_t{row} * width;
        if (std::all_of(cell, cell + width, [](std::byte each) { return each == std::byte{0}; })) continue;
        of.cells->touch(std::size_t{row} * width, width);
        std::memset(cell, 0, width);
    }
}

const void* extent::boxed(std::uint32_t column, slot row) const noexcept {
    const auto box = cell<std::uint32_t>(column, row);
    return box == 0 ? columns_[column].field->boxed->empty() : owner_.boxed_value(box);
}

void graph::check_unique(const extent& in, std::uint32_t column, slot row, const index::probe& key) const {
    const core::column& of = in.columns_[column];
    if (of.index == nullptr || !of.index->unique()) return;
    const slot holder = of.index->find(key);
    if (holder == 0 || holder == row) return;
    throw integrity_error(errc::unique_taken,
                          "kith: " + in.type().name + "." + of.field->name + " is unique, and " +
                              print(in, holder) +
                              " has that value already; choose another or change that one first");
}

timestamp graph::prepare_stamps(extent& in, std::size_t rows) {
    if (!in.updated_) return {};
    const timestamp moment = ask_clock();
    log_.reserve(2 * rows);
    if (index::index* index = in.columns_[*in.updated_].index.get(); index != nullptr)
        index->reserve(rows, in.rows_.end());
    return moment;
}

void graph::stamp(extent& in, slot row, timestamp moment) {
    if (!in.updated_ || is_fresh(in, row)) return;
    const std::uint32_t column = *in.updated_;
    index::index* index = in.columns_[column].index.get();
    if (index != nullptr) index->erase(row);
    store(in, column, row, &moment);
    store_present(in, column, row, true);
    if (index != nullptr) index->insert(row);
}

bool graph::holds(const extent& in, std::uint32_t column, slot row, const cell_value& value) {
    if (in.is_null(column, row) != value.null) return false;
    if (value.null) return true;
    const schema::field& field = *in.columns_[column].field;
    if (schema::is_string(field.kind)) return in.text(column, row) == value.text;
    if (field.kind == schema::kind::boxed) return field.boxed->equal(in.boxed(column, row), value.bytes);
    return std::memcmp(in.cells(column) + std::size_t{row} * field.width, value.bytes, field.width) == 0;
}

index::probe graph::probe_of(const schema::field& field, const cell_value& value) {
    if (schema::is_string(field.kind)) return {0, value.text};
    if (field.kind == schema::kind::boxed) return {};
    return {index::order_number(field.kind, value.bytes), {}};
}

// The shape of every change of a cell: all that can fail comes before the first byte changes.
void graph::change_cell(extent& in, std::uint32_t column, slot row, const cell_value& value) {
    core::column& of = in.columns_[column];
    const schema::field& field = *of.field;
    const bool is_text = schema::is_string(field.kind);
    const bool is_boxed = field.kind == schema::kind::boxed;
    // A row that is being added is indexed when it is whole.
    const bool unfinished = of.index != nullptr && is_fresh(in, row) && !of.index->contains(row);
    index::index* const index = unfinished ? nullptr : of.index.get();
    if (!value.null && index != nullptr) check_unique(in, column, row, probe_of(field, value));
    const bool stamps = in.updated_ && *in.updated_ != column;
    log_.begin_operation();
    log_.reserve(16);
    if (index != nullptr) index->reserve(1, in.rows_.end());
    for (const link_end* each : of.orders)
        if (each->keys != nullptr) each->keys->reserve(1, in.rows_.end());
    const timestamp moment = stamps ? prepare_stamps(in, 1) : timestamp{};
    if (is_text) {
        memory::reserve_text(texts_, value.text.size());
        log_.reserve(16 + 2 * (value.text.size() >> memory::page_bits));
    }
    std::unique_ptr<void, void (*)(void*)> copy(nullptr, nullptr);
    if (is_boxed) {
        boxes_.reserve(1, 1);
        if (!value.null) copy = {field.boxed->copy(value.bytes), field.boxed->destroy};
    }

    if (index != nullptr) index->erase(row);
    for (const link_end* each : of.orders)
        if (each->keys != nullptr) each->keys->erase(row);
    if (value.null) {
        wipe(in, column, {&row, 1});
    } else {
        // The new text may be a view of the old one: it is copied before the old one's block is freed.
        if (is_text) {
            store_text(in, column, row, value.text);
        } else if (is_boxed) {
            boxes_.free(in.cell<std::uint32_t>(column, row));
            const std::uint32_t box = boxes_.put(*field.boxed, copy.release());
            store(in, column, row, &box);
        } else {
            store(in, column, row, value.bytes);
        }
        store_present(in, column, row, true);
        if (index != nullptr) index->insert(row);
        for (const link_end* each : of.orders)
            if (each->keys != nullptr && each->opposite->partner(row) != 0) each->keys->insert(row);
    }
    if (stamps) stamp(in, row, moment);
    if (is_boxed) forget_boxes();
}

void graph::change(extent& in, std::uint32_t column, slot row, cell_value value) {
    if (opens_told_unit()) [[unlikely]]
        return commits_->run([&] { change(in, column, row, value); });
    expect_alive(in, row);
    const core::column& of = in.columns_[column];
    if (of.watch != nullptr) value = validated(in, column, row, value);
    if (value.null && of.present == nullptr)
        throw usage_error(errc::null_member, "kith: " + in.type().name + "." + of.field->name +
                                                 " cannot be null; declare it std::optional");
    if (holds(in, column, row, value)) return;
    if (value.null && of.field->required && !in_transaction()) fail_required(in, of.field->name, row);
    if (of.watch != nullptr) tell(in, column, row, value);
    if (value.null && of.field->required) pending_.push_back({in.number(), row, in.rows_.id(row), -1});
    if (of.orders.empty())
        change_cell(in, column, row, value);
    else
        change_filed(in, column, row, value);
}

void graph::set(extent& in, std::uint32_t column, slot row, const void* value) {
    change(in, column, row, {.bytes = value});
}

void graph::set_text(extent& in, std::uint32_t column, slot row, std::string_view text) {
    change(in, column, row, {.text = text});
}

void graph::set_boxed(extent& in, std::uint32_t column, slot row, const void* value) {
    change(in, column, row, {.bytes = value});
}

void graph::set_null(extent& in, std::uint32_t column, slot row) { change(in, column, row, {.null = true}); }

}  // namespace kith::core

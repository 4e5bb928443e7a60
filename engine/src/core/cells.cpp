#include <kith/base/error.hpp>
#include <kith/core/graph.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace kith::core {
namespace {

index::probe probe_of(const schema::field& field, const void* value) {
    return {index::order_number(field.kind, value), {}};
}

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

// The cell becomes zero: empty, null, without text or box.
void graph::wipe(extent& in, std::uint32_t column, slot row) {
    core::column& of = in.columns_[column];
    const std::size_t width = of.field->width;
    const std::byte* cell = of.cells->base() + std::size_t{row} * width;
    if (of.present != nullptr && of.present->at<std::uint8_t>(row) != 0)
        of.present->put(row, std::uint8_t{0});
    if (std::all_of(cell, cell + width, [](std::byte each) { return each == std::byte{0}; })) return;
    if (schema::is_string(of.field->kind)) memory::free_text(texts_, in.cell<memory::text_cell>(column, row));
    if (of.field->kind == schema::kind::boxed) boxes_.free(in.cell<std::uint32_t>(column, row));
    of.cells->touch(std::size_t{row} * width, width);
    std::memset(of.cells->base() + std::size_t{row} * width, 0, width);
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
    if (!in.updated_ || (fresh_.second == row && fresh_.first == &in)) return;
    const std::uint32_t column = *in.updated_;
    index::index* index = in.columns_[column].index.get();
    if (index != nullptr) index->erase(row);
    store(in, column, row, &moment);
    store_present(in, column, row, true);
    if (index != nullptr) index->insert(row);
}

// The shape of every change of a cell: all that can fail comes before the first byte changes.
template <class Reserve, class Store>
void graph::change_cell(extent& in, std::uint32_t column, slot row, const index::probe* key,
                        Reserve&& reserve, Store&& store_value) {
    core::column& of = in.columns_[column];
    if (key != nullptr) check_unique(in, column, row, *key);
    const bool stamps = in.updated_ && *in.updated_ != column;
    log_.begin_operation();
    log_.reserve(16);
    if (of.index != nullptr) of.index->reserve(1, in.rows_.end());
    const timestamp moment = stamps ? prepare_stamps(in, 1) : timestamp{};
    reserve();
    if (of.index != nullptr) of.index->erase(row);
    store_value();
    if (of.index != nullptr && key != nullptr) of.index->insert(row);
    if (stamps) stamp(in, row, moment);
}

void graph::set(extent& in, std::uint32_t column, slot row, const void* value) {
    expect_alive(in, row);
    const schema::field& field = *in.columns_[column].field;
    const std::byte* cell = in.cells(column) + std::size_t{row} * field.width;
    if (std::memcmp(cell, value, field.width) == 0 && !in.is_null(column, row)) return;
    const index::probe key = probe_of(field, value);
    change_cell(
        in, column, row, &key, [] {},
        [&] {
            store(in, column, row, value);
            store_present(in, column, row, true);
        });
}

void graph::set_text(extent& in, std::uint32_t column, slot row, std::string_view text) {
    expect_alive(in, row);
    if (in.text(column, row) == text && !in.is_null(column, row)) return;
    const index::probe key{0, text};
    // The new text may be a view of the old one: it is copied before the old one's block is freed.
    change_cell(
        in, column, row, &key,
        [&] {
            memory::reserve_text(texts_, text.size());
            log_.reserve(16 + 2 * (text.size() >> memory::page_bits));
        },
        [&] {
            store_text(in, column, row, text);
            store_present(in, column, row, true);
        });
}

void graph::set_boxed(extent& in, std::uint32_t column, slot row, const void* value) {
    expect_alive(in, row);
    const schema::boxed_type& type = *in.columns_[column].field->boxed;
    if (!in.is_null(column, row) && type.equal(in.boxed(column, row), value)) return;
    void* copy = type.copy(value);
    try {
        change_cell(
            in, column, row, nullptr, [&] { boxes_.reserve(1, 1); },
            [&] {
                boxes_.free(in.cell<std::uint32_t>(column, row));
                const std::uint32_t box = boxes_.put(type, std::exchange(copy, nullptr));
                store(in, column, row, &box);
                store_present(in, column, row, true);
            });
    } catch (...) {
        if (copy != nullptr) type.destroy(copy);
        throw;
    }
    forget_boxes();
}

void graph::set_null(extent& in, std::uint32_t column, slot row) {
    expect_alive(in, row);
    const core::column& of = in.columns_[column];
    if (of.present == nullptr)
        throw usage_error(errc::null_member, "kith: " + in.type().name + "." + of.field->name +
                                                 " cannot be null; declare it std::optional");
    if (in.is_null(column, row)) return;
    if (of.field->required) {
        if (!in_transaction()) fail_required(in, of.field->name, row);
        pending_.push_back({in.number(), row, in.rows_.id(row), -1});
    }
    change_cell(
        in, column, row, nullptr, [&] { boxes_.reserve(0, 1); }, [&] { wipe(in, column, row); });
    forget_boxes();
}

}  // namespace kith::core

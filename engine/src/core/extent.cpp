#include <kith/base/error.hpp>
#include <kith/core/extent.hpp>

namespace kith::core {

extent::extent(graph& owner, std::uint32_t number, const schema::type& type, memory::page_log& log,
               memory::heap& texts, memory::heap& links, std::uint64_t most_rows)
    : owner_(owner), number_(number), type_(type), rows_(log, links, type.name, most_rows),
      text_heap_(texts.base()), epoch_(log.epoch()) {
    columns_.reserve(type.fields.size());
    for (std::uint32_t i = 0; i < type.fields.size(); ++i) {
        const schema::field& field = type.fields[i];
        core::column made;
        made.field = &field;
        made.cells = std::make_unique<memory::region>(log, (most_rows + 1) * field.width);
        rows_.enlist(*made.cells, field.width);
        if (field.has_nulls()) {
            made.present = std::make_unique<memory::region>(log, most_rows + 1);
            rows_.enlist(*made.present, 1);
        }
        if (field.stamp == schema::stamp::updated) updated_ = i;
        if (field.stamp == schema::stamp::created) created_ = i;
        if (field.required) ++required_;
        cell_base_.push_back(made.cells->base());
        columns_.push_back(std::move(made));
        if (field.index != schema::index_kind::none) columns_.back().index = make_index(i);
    }
    for (core::column& each : columns_) indexed_ |= each.index != nullptr;
    for (core::column& each : columns_)
        each.plain = each.index == nullptr && !updated_ && each.present == nullptr &&
                     !schema::is_string(each.field->kind) && each.field->kind != schema::kind::boxed;
    for (const schema::end& each : type.ends)
        if (each.required || each.at_least != 0) ++required_;
    plain_ = !indexed_ && !created_ && required_ == 0;
}

void extent::choose_paths(bool watched) noexcept {
    simple_ = plain_ && watch_ == nullptr && !watched;
    for (core::column& each : columns_) {
        each.gate = each.plain && each.watch == nullptr && !watched ? epoch_ : &column::shut;
        simple_ = simple_ && each.watch == nullptr;
    }
}

std::unique_ptr<index::index> extent::make_index(std::uint32_t column) const {
    const core::column& of = columns_[column];
    return index::index::make(*of.field, {of.cells->base(), of.field->kind, text_heap_});
}

void extent::fail_range(std::uint32_t column, const std::string& value) const {
    const schema::field& field = type_.fields[column];
    throw limit_error(errc::value_out_of_range,
                      "kith: " + type_.name + "." + field.name + " is a column of " +
                          std::string(schema::name_of(field.kind)) + ", which cannot hold " + value +
                          "; widen the column or check the value first");
}

int extent::compare(std::uint32_t column, slot a, slot b) const noexcept {
    const bool null_a = is_null(column, a);
    const bool null_b = is_null(column, b);
    if (null_a || null_b) return static_cast<int>(null_b) - static_cast<int>(null_a);
    const index::probe left = probe(column, a);
    const index::probe right = probe(column, b);
    if (left.number != right.number) return left.number < right.number ? -1 : 1;
    return left.text.compare(right.text);
}

table::slot_range extent::linked(std::uint32_t end, slot row) const noexcept {
    const link_end& link = ends_[end];
    if (link.described->arity == schema::arity::many) return members(end, row);
    const slot* cell = reinterpret_cast<const slot*>(link.cells) + row;
    const std::size_t count = *cell != 0 ? 1U : 0U;
    return {cell, count, count};
}

std::optional<std::uint32_t> extent::find_column(std::string_view name) const noexcept {
    for (std::uint32_t i = 0; i < type_.fields.size(); ++i)
        if (type_.fields[i].name == name) return i;
    return std::nullopt;
}

std::optional<std::uint32_t> extent::find_end(std::string_view name) const noexcept {
    for (std::uint32_t i = 0; i < type_.ends.size(); ++i)
        if (type_.ends[i].name == name) return i;
    return std::nullopt;
}

}  // namespace kith::core

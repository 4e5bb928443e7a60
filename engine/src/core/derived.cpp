#include <kith/core/derived.hpp>

#include <cstring>

namespace kith::core {
namespace {

// The rows with a cell on a page, when no cell lies on two.
template <class Do>
void for_each_row_on(std::uint32_t page, std::size_t width, Do&& what) {
    const std::size_t first = (std::size_t{page} << memory::page_bits) / width;
    for (std::size_t i = 0; i < memory::page_size / width; ++i) what(static_cast<slot>(first + i), i * width);
}

}  // namespace

derived::derived(const extent& in, std::uint32_t column)
    : in_(&in), column_(column), index_(in.column(column).index.get()) {
    watch_column(in, column);
    from_.push_back({&in.rows().ids(), sizeof(key)});
}

derived::derived(const link_end& keyed)
    : in_(keyed.target), column_(keyed.described->order_column), index_(keyed.keys), owner_(keyed.opposite) {
    watch_column(*in_, column_);
    from_.push_back({&owner_->relation->cells(owner_->side), sizeof(slot)});
}

void derived::watch_column(const extent& in, std::uint32_t column) {
    const core::column& of = in.column(column);
    from_.push_back({of.cells.get(), of.field->width, schema::is_string(of.field->kind)});
    if (of.present != nullptr) from_.push_back({of.present.get(), 1});
}

bool derived::holds(slot row) const noexcept {
    return in_->rows().lives(row) && !in_->is_null(column_, row) &&
           (owner_ == nullptr || owner_->partner(row) != 0);
}

const derived::cells* derived::find(const memory::region& where) const noexcept {
    for (const cells& each : from_)
        if (each.region == &where) return &each;
    return nullptr;
}

void derived::withdraw_rows(const memory::region& where, std::uint32_t page,
                            const memory::page_image* image) noexcept {
    static constexpr std::byte zero[memory::page_size] = {};
    const cells* const found = find(where);
    if (found == nullptr) return;
    const std::size_t width = found->width;
    const std::byte* const before = image != nullptr ? image->bytes : zero;
    const std::byte* const now = where.page(page);
    for_each_row_on(page, width, [&](slot row, std::size_t at) {
        // A long text's bytes lie elsewhere, and may differ under an equal cell.
        const bool elsewhere = found->is_text && now[at + width - 1] == std::byte{memory::text_cell::is_long};
        if (elsewhere || std::memcmp(before + at, now + at, width) != 0) index_->withdraw(row);
    });
}

void derived::insert_rows(const memory::region& where, std::uint32_t page) noexcept {
    const cells* const found = find(where);
    if (found == nullptr) return;
    for_each_row_on(page, found->width, [&](slot row, std::size_t) {
        if (index_->was_withdrawn(row) && holds(row)) index_->insert(row);
    });
}

}  // namespace kith::core

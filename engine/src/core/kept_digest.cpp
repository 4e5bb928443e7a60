#include "kept_digest.hpp"

#include "comparing.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <utility>

namespace kith::core {
namespace {

/// Sums up by how much the digest differs.
class change_of_digest {
public:
    change_of_digest(const graph& of, const memory::heap& texts, const memory::past& then,
                     const content_hash& hash, page_fetch& fetch)
        : hash_(hash), fetch_(fetch), then_(of, texts, then), now_(of, texts, present_) {}

    [[nodiscard]] std::uint64_t sum() {
        hash_cells();
        return sum_;
    }

    void moved(const extent& in, slot row) { sum_ += whole(now_, in, row) - whole(then_, in, row); }
    void rows_from(const extent& in, slot first) {
        hash_cells();
        ids_ = reinterpret_cast<const key*>(in.rows().ids().base()) + first;
        first_ = first;
        type_ = in.number();
        std::fill(std::begin(known_), std::end(known_), 0);
    }
    // Cells are put by and hashed together: by then the ids that they ask for are there.
    template <class Cell>
    void cells(std::uint32_t column, slot first, std::uint64_t which, const Cell* then, const Cell* now) {
        if (lines_ == most_lines) [[unlikely]]
            hash_cells();
        put_by_[lines_++] = {which, then, now, first - first_, column, sizeof(Cell)};
        __builtin_prefetch(ids_ + (first - first_) + std::countr_zero(which));
    }
    void cell(const extent& in, std::uint32_t column, slot row) {
        const std::uint64_t entity = hash_.entity(in.number(), in.rows().id(row));
        sum_ += cell_of(now_, in, column, row, entity) - cell_of(then_, in, column, row, entity);
    }
    void end(const link_end& end, slot row) {
        const std::uint64_t entity = hash_.entity(end.owner->number(), end.owner->rows().id(row));
        sum_ += end_of(now_, end, row, entity) - end_of(then_, end, row, entity);
    }

private:
    struct changed_cells {
        std::uint64_t which;
        const void* then;
        const void* now;
        slot row;  // the first, counted from the block's first one
        std::uint32_t column;
        std::uint32_t width;
    };

    void hash_cells() {
        for (std::size_t i = 0; i < lines_;) {
            switch (put_by_[i].width) {
                case 1: i = hash_column<std::uint8_t>(i); break;
                case 2: i = hash_column<std::uint16_t>(i); break;
                case 4: i = hash_column<std::uint32_t>(i); break;
                default: i = hash_column<std::uint64_t>(i); break;
            }
        }
        lines_ = 0;
    }
    // What was put by of one column, from there on. Returns where another one begins.
    template <class Cell>
    [[nodiscard]] std::size_t hash_column(std::size_t i) {
        const std::uint32_t column = put_by_[i].column;
        const std::uint64_t seed = hash_.column_seed(type_, column);
        const std::size_t end = lines_;
        std::uint64_t sum = 0;
        for (; i < end && put_by_[i].column == column; ++i) {
            fetch_.some();
            const changed_cells& each = put_by_[i];
            find_entities(each);
            const auto* const then = static_cast<const Cell*>(each.then);
            const auto* const now = static_cast<const Cell*>(each.now);
            const std::uint64_t* const entities = entities_ + each.row;
            for (std::uint64_t left = each.which; left != 0; left &= left - 1) {
                const auto at = static_cast<std::size_t>(std::countr_zero(left));
                const std::uint64_t part = hash_mix(entities[at], seed);
                sum += hash_mix(part, now[at]) - hash_mix(part, then[at]);
            }
        }
        sum_ += sum;
        return i;
    }
    void find_entities(const changed_cells& of) {
        std::uint64_t& known = known_[of.row / 64];
        const std::uint64_t wanted = of.which << (of.row % 64);
        for (std::uint64_t left = wanted & ~known; left != 0; left &= left - 1) {
            const std::size_t row = of.row / 64 * 64 + static_cast<std::size_t>(std::countr_zero(left));
            entities_[row] = hash_.entity(type_, ids_[row]);
        }
        known |= wanted;
    }
    template <class Bytes>
    [[nodiscard]] std::uint64_t cell_of(const row_reader<Bytes>& from, const extent& in, std::uint32_t column,
                                        slot row, std::uint64_t entity) const {
        const core::column& of = in.column(column);
        if (from.is_null(of, row)) return 0;
        return content_hash::cell(entity, hash_.column_seed(in.number(), column), from.value(of, row));
    }
    template <class Bytes>
    [[nodiscard]] std::uint64_t end_of(const row_reader<Bytes>& from, const link_end& end, slot row,
                                       std::uint64_t entity) const {
        const std::uint64_t of = hash_mix(entity, hash_.end_seed(end.owner->number(), end.index));
        if (end.one) {
            const slot partner = from.partner(end, row);
            return partner == 0 ? 0 : content_hash::link(of, 0, from.id(*end.target, partner));
        }
        const std::uint64_t step = end.described->as_set ? 0 : 1;
        std::uint64_t place = 0;
        std::uint64_t sum = 0;
        for (const slot member : from.members(end, row))
            sum += content_hash::link(of, step * place++, from.id(*end.target, member));
        return sum;
    }
    template <class Bytes>
    [[nodiscard]] std::uint64_t whole(const row_reader<Bytes>& from, const extent& in, slot row) const {
        const key id = from.id(in, row);
        if (id == 0) return 0;
        const std::uint64_t entity = hash_.entity(in.number(), id);
        std::uint64_t sum = entity;
        for (std::uint32_t i = 0; i < in.columns().size(); ++i) sum += cell_of(from, in, i, row, entity);
        for (const link_end& each : in.ends())
            if (hash_.counts(in.number(), each.index)) sum += end_of(from, each, row, entity);
        return sum;
    }

    const content_hash& hash_;
    page_fetch& fetch_;
    present present_;
    row_reader<memory::past> then_;
    row_reader<present> now_;
    std::uint64_t sum_ = 0;

    static constexpr slot rows_a_block = comparing<change_of_digest>::rows_a_block;
    static constexpr std::size_t most_lines = 512;
    // Of the block of rows that is compared: which cells differ, and what its ids come to, where it is known.
    changed_cells put_by_[most_lines];
    std::size_t lines_ = 0;
    const key* ids_ = nullptr;
    slot first_ = 0;
    std::uint32_t type_ = 0;
    std::uint64_t known_[rows_a_block / 64];
    std::uint64_t entities_[rows_a_block];
};

}  // namespace

kept_digest::kept_digest(graph& of, const memory::heap& texts)
    : graph_(of), texts_(texts), hash_(of.catalog()), last_(of), sum_(std::as_const(of).digest()) {}

std::uint64_t kept_digest::now() {
    if (last_.then().clean()) return sum_;
    page_fetch fetch;
    change_of_digest change(graph_, texts_, last_.then(), hash_, fetch);
    comparing<change_of_digest>(graph_, texts_, last_.then(), hash_, fetch, change).run();
    last_.reset();
    return sum_ += change.sum();
}

}  // namespace kith::core

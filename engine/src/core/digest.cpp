#include "content.hpp"
#include "kept_digest.hpp"

#include <kith/core/graph.hpp>

#include <algorithm>
#include <utility>

namespace kith::core {

content_hash::content_hash(const schema::catalog& of) {
    const auto rank = [](const schema::end& end) {
        if (end.hidden) return -1;
        if (end.as_set) return 0;
        return end.arity == schema::arity::one ? 1 : 2;
    };
    for (const schema::type& type : of.types) {
        type_part part{hash_text(type.name), {}, {}};
        for (const schema::field& field : type.fields)
            part.columns.push_back(hash_mix(part.seed, hash_text(field.name)));
        for (const schema::end& end : type.ends) {
            const int here = rank(end);
            const int there = rank(of.counterpart(end));
            const bool told = here < 2 && (there > here || (there == here && end.side == 1));
            part.ends.push_back({hash_mix(part.seed, hash_text(end.name)), here >= 0 && !told});
        }
        types_.push_back(std::move(part));
    }
}

namespace {

/// Rows that are summed up together, column by column: their parts stay in the cache.
struct some_rows {
    static constexpr std::size_t most = 512;
    slot first;
    std::size_t count = 0;
    bool together = false;  // their slots follow each other
    slot rows[most];
    std::uint64_t entities[most];
};

template <class Cell>
std::uint64_t sum_cells(const some_rows& of, const std::byte* cells, std::uint64_t seed) {
    const auto* const values = reinterpret_cast<const Cell*>(cells);
    std::uint64_t sum = 0;
    if (of.together)
        for (std::size_t i = 0; i < of.count; ++i)
            sum += content_hash::cell(of.entities[i], seed, values[of.first + i]);
    else
        for (std::size_t i = 0; i < of.count; ++i)
            sum += content_hash::cell(of.entities[i], seed, values[of.rows[i]]);
    return sum;
}

class summing {
public:
    summing(const graph& of, const memory::heap& texts) : hash_(of.catalog()), now_(of, texts, present_) {}

    [[nodiscard]] std::uint64_t sum_of(const extent& in) {
        std::uint64_t sum = 0;
        const slot end = in.rows().end();
        some_rows rows;
        for (slot first = 1; first < end; first += std::min<slot>(some_rows::most, end - first)) {
            find(in, first, std::min<slot>(some_rows::most, end - first), rows);
            for (std::size_t i = 0; i < rows.count; ++i) sum += rows.entities[i];
            for (std::uint32_t i = 0; i < in.columns().size(); ++i) sum += sum_column(in, i, rows);
            for (std::uint32_t i = 0; i < in.ends().size(); ++i)
                if (hash_.counts(in.number(), i)) sum += sum_end(in.end(i), rows);
        }
        return sum;
    }

private:
    void find(const extent& in, slot first, slot count, some_rows& out) const {
        out.first = first;
        out.count = 0;
        for (slot row = first; row < first + count; ++row) {
            const key id = in.rows().id(row);
            if (id == 0) continue;
            out.rows[out.count] = row;
            out.entities[out.count++] = hash_.entity(in.number(), id);
        }
        out.together = out.count == count;
    }
    [[nodiscard]] std::uint64_t sum_column(const extent& in, std::uint32_t column, const some_rows& rows) {
        const core::column& of = in.column(column);
        const std::uint64_t seed = hash_.column_seed(in.number(), column);
        const bool plain =
            of.present == nullptr && !schema::is_string(of.field->kind) && of.field->boxed == nullptr;
        switch (plain ? of.field->width : 0) {
            case 1: return sum_cells<std::uint8_t>(rows, in.cells(column), seed);
            case 2: return sum_cells<std::uint16_t>(rows, in.cells(column), seed);
            case 4: return sum_cells<std::uint32_t>(rows, in.cells(column), seed);
            case 8: return sum_cells<std::uint64_t>(rows, in.cells(column), seed);
            default: break;
        }
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < rows.count; ++i)
            if (!of.is_null(rows.rows[i]))
                sum += content_hash::cell(rows.entities[i], seed, now_.value(of, rows.rows[i]));
        return sum;
    }
    [[nodiscard]] std::uint64_t sum_end(const link_end& end, const some_rows& rows) const {
        const std::uint64_t seed = hash_.end_seed(end.owner->number(), end.index);
        const std::uint64_t step = end.described->as_set ? 0 : 1;
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < rows.count; ++i) {
            std::uint64_t place = 0;
            const std::uint64_t of = hash_mix(rows.entities[i], seed);
            for (const slot member : end.owner->linked(end.index, rows.rows[i]))
                sum += content_hash::link(of, step * place++, end.target->rows().id(member));
        }
        return sum;
    }

    content_hash hash_;
    present present_;
    row_reader<present> now_;
};

}  // namespace

std::uint64_t graph::digest() const {
    summing all(*this, texts_);
    std::uint64_t sum = 0;
    for (const auto& each : extents_) sum += all.sum_of(*each);
    return sum;
}

std::uint64_t graph::digest() {
    // In the middle of a change there is no point in time to go on from.
    if (kept_digest_ == nullptr || busy_) return std::as_const(*this).digest();
    return kept_digest_->now();
}

void graph::keep_digest() {
    expect_idle();
    if (kept_digest_ == nullptr) kept_digest_ = std::make_unique<kept_digest>(*this, texts_);
}

void graph::drop_digest() noexcept { kept_digest_.reset(); }

}  // namespace kith::core

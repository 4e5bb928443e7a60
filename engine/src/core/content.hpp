#pragma once

#include <kith/base/hash.hpp>
#include <kith/core/graph.hpp>
#include <kith/memory/past.hpp>

#include <cstring>
#include <string_view>
#include <vector>

namespace kith::core {

/// What a digest is made of: a sum of a hash for each entity, each cell that is not null and each place of an end.
/// Each is known by names and ids, so that the sum depends neither on slots nor on the order of rows, columns and
/// types; and what did not change keeps its part of the sum.
///
/// Every pair of an entity and a member has a multiplier of its own, since terms that are added up must not be
/// functions of each other.
class content_hash {
public:
    explicit content_hash(const schema::catalog& of);

    [[nodiscard]] std::uint64_t entity(std::uint32_t type, key id) const noexcept {
        const std::uint64_t seed = types_[type].seed;
        return hash_mix(hash_mix(seed, id), seed);
    }
    [[nodiscard]] std::uint64_t column_seed(std::uint32_t type, std::uint32_t column) const noexcept {
        return types_[type].columns[column];
    }
    [[nodiscard]] std::uint64_t end_seed(std::uint32_t type, std::uint32_t end) const noexcept {
        return types_[type].ends[end].seed;
    }
    /// Of the two ends of a relationship, one that has no order of its own is left out if the other one tells all.
    [[nodiscard]] bool counts(std::uint32_t type, std::uint32_t end) const noexcept {
        return types_[type].ends[end].counts;
    }
    [[nodiscard]] static std::uint64_t cell(std::uint64_t entity, std::uint64_t seed,
                                            std::uint64_t value) noexcept {
        return hash_mix(hash_mix(entity, seed), value);
    }
    /// `of` is the entity mixed with the end's seed; `place` is 0 where order does not count.
    [[nodiscard]] static std::uint64_t link(std::uint64_t of, std::uint64_t place, key member) noexcept {
        return hash_mix(of + place * 0xC2B2'AE3D'27D4'EB4FU, member);
    }
    /// Short texts have equal cells exactly when they are equal.
    [[nodiscard]] static std::uint64_t text(const memory::text_cell& cell, std::string_view of) noexcept {
        if (cell.tag == memory::text_cell::is_long) return hash_text(of);
        std::uint64_t words[2];
        std::memcpy(words, &cell, sizeof words);
        return hash_mix(words[0], words[1]);
    }

private:
    struct end_part {
        std::uint64_t seed;
        bool counts;
    };
    struct type_part {
        std::uint64_t seed;
        std::vector<std::uint64_t> columns;
        std::vector<end_part> ends;
    };
    std::vector<type_part> types_;
};

/// The bytes of a graph as they are, where memory::past has them as they were.
struct present {
    [[nodiscard]] const std::byte* at(const memory::region& where, std::size_t offset, std::size_t,
                                      std::vector<std::byte>&) const noexcept {
        return where.base() + offset;
    }
};

/// Reads rows from the present, or from a memory::past.
template <class Bytes>
class row_reader {
public:
    row_reader(const graph& of, const memory::heap& texts, const Bytes& from)
        : graph_(of), texts_(texts), from_(from) {}

    [[nodiscard]] key id(const extent& in, slot row) const { return read<key>(in.rows().ids(), row); }
    [[nodiscard]] bool is_null(const column& of, slot row) const {
        return of.present != nullptr && read<std::uint8_t>(*of.present, row) == 0;
    }
    /// The bytes of a cell of a column without texts, until the next call.
    [[nodiscard]] const std::byte* cell(const column& of, slot row) const {
        const std::size_t width = of.field->width;
        return from_.at(*of.cells, row * width, width, scratch_);
    }
    [[nodiscard]] memory::text_cell text_cell(const column& of, slot row) const {
        return read<memory::text_cell>(*of.cells, row);
    }
    /// A text, until the next call. A short one lies in `cell`.
    [[nodiscard]] std::string_view text(const memory::text_cell& cell) const {
        if (cell.tag != memory::text_cell::is_long) return cell.view(nullptr);
        const std::size_t offset = std::size_t{cell.block} * memory::heap::unit;
        return {reinterpret_cast<const char*>(from_.at(texts_.region(), offset, cell.size, scratch_)),
                cell.size};
    }
    [[nodiscard]] const void* boxed(const column& of, slot row) const {
        const auto box = read<std::uint32_t>(*of.cells, row);
        return box == 0 ? of.field->boxed->empty() : graph_.boxed_value(box);
    }
    /// A cell that is not null, as a number that stands for its value.
    [[nodiscard]] std::uint64_t value(const column& of, slot row) const {
        if (schema::is_string(of.field->kind)) {
            const memory::text_cell cell = text_cell(of, row);
            return content_hash::text(cell, text(cell));
        }
        if (of.field->kind == schema::kind::boxed) return hash_text(of.field->boxed->save(boxed(of, row)));
        const std::size_t width = of.field->width;
        const std::byte* const bytes = cell(of, row);
        if (width > 8 || (width & (width - 1)) != 0) return hash_bytes(bytes, width);
        std::uint64_t number = 0;
        std::memcpy(&number, bytes, width);
        return number;
    }
    [[nodiscard]] slot partner(const link_end& end, slot row) const {
        return read<slot>(end.relation->cells(end.side), row);
    }
    /// The slots of a `many` end's members, in order, until the next call; holes among them.
    [[nodiscard]] table::slot_range members(const link_end& end, slot row) const {
        const auto list = read<link::head>(end.relation->cells(end.side), row);
        if (list.used == 0) return {};
        const std::size_t offset = std::size_t{list.block} * memory::heap::unit;
        const auto* const places = reinterpret_cast<const slot*>(from_.at(
            end.relation->lists_of().region(), offset, std::size_t{list.used} * sizeof(slot), list_));
        return {places, list.used, list.live};
    }
    /// The ids of an end's members, in order.
    [[nodiscard]] std::vector<key> linked(const link_end& end, slot row) const {
        std::vector<key> out;
        if (!end.one) {
            for (const slot member : members(end, row)) out.push_back(id(*end.target, member));
        } else if (const slot held = partner(end, row); held != 0) {
            out.push_back(id(*end.target, held));
        }
        return out;
    }

private:
    template <class T>
    [[nodiscard]] T read(const memory::region& where, slot row) const {
        T value;
        std::memcpy(&value, from_.at(where, std::size_t{row} * sizeof(T), sizeof(T), scratch_), sizeof value);
        return value;
    }

    const graph& graph_;
    const memory::heap& texts_;
    const Bytes& from_;
    mutable std::vector<std::byte> scratch_;
    mutable std::vector<std::byte> list_;
};

}  // namespace kith::core

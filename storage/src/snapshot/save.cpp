#include "numbering.hpp"
#include "schema_section.hpp"
#include "section_writer.hpp"

#include <kith/base/error.hpp>
#include <kith/storage/file/disk.hpp>
#include <kith/storage/snapshot.hpp>

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

namespace kith::storage::snapshot {
namespace {

/// Values on their way to the writer, collected so that the archive is called for many at once.
template <class T>
class batch {
public:
    explicit batch(section_writer& to) : to_(to), values_(std::make_unique_for_overwrite<T[]>(room)) {}

    void add(T value) {
        values_[used_++] = value;
        if (used_ == room) flush();
    }
    void add(std::span<const T> values) {
        if (values.size() <= room - used_) {
            std::copy(values.begin(), values.end(), values_.get() + used_);
            used_ += values.size();
            return;
        }
        flush();
        to_.array(values.data(), values.size_bytes());
    }
    void flush() {
        to_.array(values_.get(), used_ * sizeof(T));
        used_ = 0;
    }

private:
    static constexpr std::size_t room = 8192;
    section_writer& to_;
    std::unique_ptr<T[]> values_;
    std::size_t used_ = 0;
};

template <class T>
void gather(section_writer& to, const std::byte* cells, std::span<const slot> rows) {
    batch<T> out(to);
    for (const slot row : rows) {
        T value;
        std::memcpy(&value, cells + std::size_t{row} * sizeof value, sizeof value);
        out.add(value);
    }
    out.flush();
}

class saver {
public:
    saver(const core::graph& graph, section_writer& to) : graph_(graph), to_(to) {
        for (std::uint32_t i = 0; i < graph.types(); ++i)
            rows_.push_back(std::make_unique<numbering>(graph.at(i).rows()));
    }

    void run(const stored_schema& schema) {
        write_schema_section(to_, schema);
        to_.end_section();
        for (std::uint32_t i = 0; i < graph_.types(); ++i) {
            save_rows(graph_.at(i), *rows_[i]);
            to_.end_section();
            for (std::uint32_t column = 0; column < graph_.at(i).columns().size(); ++column) {
                save_column(graph_.at(i), column, *rows_[i]);
                to_.end_section();
            }
        }
        for (const schema::relation& each : graph_.catalog().relations) {
            save_links(each);
            to_.end_section();
        }
    }

private:
    void save_rows(const core::extent& in, const numbering& rows) {
        const auto id = [&](slot row) { return in.rows().id(row); };
        key highest = 0;
        bool ascending = true;
        for (const slot row : rows.slots()) {
            ascending = ascending && id(row) > highest;
            highest = std::max(highest, id(row));
        }
        const std::uint64_t words = highest / 64 + (highest % 64 != 0 ? 1 : 0);
        const bool as_bitmap = ascending && words <= rows.size();
        to_.number(in.rows().next_id());
        to_.number(std::uint64_t{rows.size()});
        to_.number(static_cast<std::uint64_t>(as_bitmap ? id_encoding::bitmap : id_encoding::list));
        if (!as_bitmap)
            return gather<key>(to_, reinterpret_cast<const std::byte*>(in.rows().ids().base()), rows.slots());
        batch<std::uint64_t> out(to_);
        std::uint64_t word = 0;
        std::uint64_t at = 0;
        for (const slot row : rows.slots()) {
            const key bit = id(row) - 1;
            for (; at != bit / 64; ++at) out.add(std::exchange(word, 0));
            word |= std::uint64_t{1} << (bit % 64);
        }
        if (rows.size() != 0) out.add(word);
        out.flush();
    }

    void save_column(const core::extent& in, std::uint32_t column, const numbering& rows) {
        const schema::field& field = *in.column(column).field;
        std::span<const slot> present = rows.slots();
        std::vector<slot> kept;
        if (field.has_nulls()) {
            kept = save_nulls(in, column, rows);
            present = kept;
        }
        const std::byte* const cells = in.cells(column);
        if (schema::is_string(field.kind)) return save_texts(in, column, present);
        if (field.kind == schema::kind::boxed) return save_boxed(in, column, present);
        if (rows.plain() && present.size() == rows.size())
            return to_.array(cells + field.width, present.size() * field.width);
        switch (field.width) {
            case 1: return gather<std::uint8_t>(to_, cells, present);
            case 2: return gather<std::uint16_t>(to_, cells, present);
            case 4: return gather<std::uint32_t>(to_, cells, present);
            case 8: return gather<std::uint64_t>(to_, cells, present);
            default:
                for (const slot row : present) to_.array(cells + std::size_t{row} * field.width, field.width);
        }
    }

    // A bit for each row that is not null. Returns those rows.
    std::vector<slot> save_nulls(const core::extent& in, std::uint32_t column, const numbering& rows) {
        std::vector<slot> kept;
        kept.reserve(rows.size());
        batch<std::uint64_t> out(to_);
        for (std::size_t first = 0; first < rows.size(); first += 64) {
            std::uint64_t word = 0;
            const auto part = rows.slots().subspan(first, std::min<std::size_t>(64, rows.size() - first));
            for (std::size_t i = 0; i < part.size(); ++i) {
                if (in.is_null(column, part[i])) continue;
                word |= std::uint64_t{1} << i;
                kept.push_back(part[i]);
            }
            out.add(word);
        }
        out.flush();
        return kept;
    }

    void save_texts(const core::extent& in, std::uint32_t column, std::span<const slot> rows) {
        batch<std::uint32_t> sizes(to_);
        for (const slot row : rows) sizes.add(static_cast<std::uint32_t>(in.text(column, row).size()));
        sizes.flush();
        batch<char> bytes(to_);
        for (const slot row : rows) bytes.add(std::span(in.text(column, row)));
        bytes.flush();
    }

    void save_boxed(const core::extent& in, std::uint32_t column, std::span<const slot> rows) {
        std::string bytes;
        batch<std::uint32_t> sizes(to_);
        for (const slot row : rows) {
            const std::string value = in.column(column).field->boxed->save(in.boxed(column, row));
            if (value.size() > max_text)
                throw limit_error(errc::text_too_long,
                                  "kith: " + graph_.print(in, row) + " cannot be saved: its " +
                                      in.column(column).field->name + " takes " +
                                      std::to_string(value.size()) +
                                      " bytes, more than 1 GiB; keep it outside the graph");
            sizes.add(static_cast<std::uint32_t>(value.size()));
            bytes += value;
        }
        sizes.flush();
        to_.array(bytes.data(), bytes.size());
    }

    void save_links(const schema::relation& relation) {
        const auto is_many = [&](unsigned side) {
            return graph_.catalog().at(relation.sides[side]).arity == schema::arity::many;
        };
        if (!is_many(0)) return save_partners(relation);
        save_lists(relation);
        if (is_many(1)) save_places(relation);
    }

    [[nodiscard]] const core::extent& extent(const schema::relation& relation, unsigned side) const {
        return graph_.at(relation.sides[side].type);
    }
    [[nodiscard]] const numbering& rows(const schema::relation& relation, unsigned side) const {
        return *rows_[relation.sides[side].type];
    }

    // One-to-one: for each row of side 1, which holds the key, its partner.
    void save_partners(const schema::relation& relation) {
        batch<std::uint32_t> out(to_);
        for (const slot row : rows(relation, 1).slots()) {
            const slot partner = extent(relation, 1).partner(relation.sides[1].index, row);
            out.add(partner == 0 ? 0 : rows(relation, 0)[partner]);
        }
        out.flush();
    }

    // Side 0's lists: their lengths, then their members one after the other.
    void save_lists(const schema::relation& relation) {
        const core::extent& in = extent(relation, 0);
        const std::uint32_t end = relation.sides[0].index;
        const numbering& numbers = rows(relation, 1);
        batch<std::uint32_t> out(to_);
        for (const slot row : rows(relation, 0).slots())
            out.add(static_cast<std::uint32_t>(in.members(end, row).size()));
        for (const slot row : rows(relation, 0).slots()) {
            const auto members = in.members(end, row);
            if (numbers.plain() && members.places() == members.size() && !in.end(end).described->as_set) {
                out.add(std::span<const slot>(members.data(), members.size()));
                continue;
            }
            sorted_.clear();
            for (const slot member : members) sorted_.emplace_back(numbers[member], 0);
            if (in.end(end).described->as_set) std::sort(sorted_.begin(), sorted_.end());
            for (const auto& [number, place] : sorted_) out.add(number);
        }
        out.flush();
    }

    // Many-to-many: for each member of side 0's lists, the place that the row takes in the member's list.
    void save_places(const schema::relation& relation) {
        const core::extent& in = extent(relation, 0);
        const std::uint32_t end = relation.sides[0].index;
        const numbering& numbers = rows(relation, 1);
        const bool sort_members = in.end(end).described->as_set;
        const bool sort_rows = graph_.catalog().at(relation.sides[1]).as_set;
        const place_ranks ranks(extent(relation, 1), relation.sides[1].index, numbers);
        std::vector<std::uint32_t> taken(sort_rows ? numbers.size() : 0);
        batch<std::uint32_t> out(to_);
        for (const slot row : rows(relation, 0).slots()) {
            const auto members = in.members(end, row);
            const std::uint32_t* const places = in.end(end).relation->positions(0, row);
            sorted_.clear();
            for (std::size_t i = 0; i < members.places(); ++i)
                if (const slot member = members.data()[i]; member != 0)
                    sorted_.emplace_back(numbers[member], ranks(numbers[member], places[i]));
            if (sort_members) std::sort(sorted_.begin(), sorted_.end());
            // A list without order lists rows as they are numbered, which is how we come by.
            for (const auto& [number, place] : sorted_) out.add(sort_rows ? taken[number - 1]++ : place);
        }
        out.flush();
    }

    /// A place in a list without counting the holes before it.
    class place_ranks {
    public:
        place_ranks(const core::extent& in, std::uint32_t end, const numbering& rows) {
            const auto has_holes = [&](slot row) {
                return in.members(end, row).places() != in.members(end, row).size();
            };
            if (std::none_of(rows.slots().begin(), rows.slots().end(), has_holes)) return;
            first_.reserve(rows.size());
            for (const slot row : rows.slots()) {
                const auto members = in.members(end, row);
                first_.push_back(ranks_.size());
                std::uint32_t rank = 0;
                for (std::size_t i = 0; i < members.places(); ++i)
                    ranks_.push_back(members.data()[i] != 0 ? rank++ : rank);
            }
        }
        [[nodiscard]] std::uint32_t operator()(std::uint32_t number, std::uint32_t place) const noexcept {
            return first_.empty() ? place : ranks_[first_[number - 1] + place];
        }

    private:
        std::vector<std::size_t> first_;
        std::vector<std::uint32_t> ranks_;
    };

    const core::graph& graph_;
    section_writer& to_;
    std::vector<std::unique_ptr<numbering>> rows_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> sorted_;  // members of one list: number, place
};

}  // namespace

void save(const core::graph& graph, file::file_system& files, const std::filesystem::path& path,
          const save_options& options) {
    graph.expect_between_units("saving it");
    const stored_schema schema = stored(graph.catalog());
    file::replacement file(files, path);
    section_writer writer(file.content(), schema.table());
    saver(graph, writer).run(schema);
    writer.finish();
    file.commit(options.durability);
}

void save(const core::graph& graph, const std::filesystem::path& path, const save_options& options) {
    file::disk disk;
    save(graph, disk, path, options);
}

}  // namespace kith::storage::snapshot

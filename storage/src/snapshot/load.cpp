#include "container.hpp"
#include "convert.hpp"
#include "match.hpp"
#include "rows_section.hpp"
#include "section_reader.hpp"

#include <kith/base/error.hpp>
#include <kith/core/restoring.hpp>
#include <kith/storage/file/disk.hpp>
#include <kith/storage/snapshot.hpp>

#include <algorithm>
#include <bit>
#include <numeric>

namespace kith::storage::snapshot {
namespace {

class loader {
public:
    loader(core::graph& graph, const container& from, const match& plan)
        : graph_(graph), from_(from), plan_(plan), into_(graph) {}

    void run() {
        std::size_t section = 1;
        std::vector<std::size_t> first;  // each type's rows section
        for (const schema::type& each : from_.schema.types) {
            first.push_back(section);
            section += 1 + each.fields.size();
        }
        for (std::uint32_t i = 0; i < first.size(); ++i) load_rows(i, first[i]);
        for (std::uint32_t i = 0; i < first.size(); ++i)
            if (plan_.types[i].type) load_columns(i, first[i] + 1);
        for (std::uint32_t i = 0; i < from_.schema.relations.size(); ++i)
            if (plan_.relations[i].relation) load_links(i, section + i);
        try {
            into_.finish();
        } catch (const integrity_error& reason) {
            std::string what = reason.what();
            if (what.starts_with("kith: ")) what.erase(0, 6);
            from_.file.mismatch("the rules of this program do not hold in it (" + what + ")",
                                "load without that rule, correct the data and save it again");
        }
    }

private:
    [[nodiscard]] section_reader reader(std::size_t section) const {
        return {from_.sections[section].payload, from_.name_of(section), from_.file};
    }

    void load_rows(std::uint32_t type, std::size_t section) {
        section_reader from = reader(section);
        const stored_rows rows = read_rows_section(from);
        counts_.push_back(rows.count);
        if (!plan_.types[type].type) return;
        try {
            into_.rows(graph_.at(*plan_.types[type].type), rows.ids, rows.next_id);
        } catch (const integrity_error&) {
            from.fail("has an id twice, or one that is not below the next id, or ids past 2^63-1");
        }
    }

    void load_columns(std::uint32_t type, std::size_t section) {
        const match::type& plan = plan_.types[type];
        core::extent& in = graph_.at(*plan.type);
        for (std::uint32_t i = 0; i < plan.columns.size(); ++i) {
            if (!plan.columns[i]) continue;
            section_reader from = reader(section + i);
            load_column(from, from_.schema.types[type].fields[i], counts_[type], in, *plan.columns[i]);
        }
        for (const std::uint32_t column : plan.initial) into_.initial(in, column);
    }

    void load_column(section_reader& from, const schema::field& field, std::uint64_t rows, core::extent& in,
                     std::uint32_t column) {
        const schema::field& here = *in.column(column).field;
        std::uint64_t count = rows;
        present_.clear();
        if (field.has_nulls()) count = read_nulls(from, rows);
        if (count != rows && !here.has_nulls())
            from_.file.mismatch("it has " + std::to_string(rows - count) + " rows where " + in.type().name +
                                    "." + here.name + " is null, and here it cannot be",
                                "declare it std::optional");
        if (schema::is_string(field.kind) || field.kind == schema::kind::boxed) {
            const auto sizes = from.array<std::uint32_t>(count);
            const std::uint64_t total = std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
            if (std::any_of(sizes.begin(), sizes.end(), [](std::uint32_t size) { return size > max_text; }))
                from.fail("has a value of more than 1 GiB");
            const auto* const bytes = reinterpret_cast<const char*>(from.bytes(total, 1));
            from.expect_end();
            if (field.kind == schema::kind::boxed) return load_boxed(from, in, column, sizes, bytes);
            return into_.texts(in, column, present_, sizes, bytes);
        }
        const std::byte* const values = from.bytes(count, field.width);
        from.expect_end();
        if (field.kind == schema::kind::boolean &&
            std::any_of(values, values + count, [](std::byte each) { return each > std::byte{1}; }))
            from.fail("has a truth value that is neither true nor false");
        if (field.kind == here.kind) return into_.cells(in, column, present_, values);
        const auto wider = convert(field.kind, here.kind, values, static_cast<std::size_t>(count));
        into_.cells(in, column, present_, wider.data());
    }

    // Fills present_ and returns how many rows are not null.
    std::uint64_t read_nulls(section_reader& from, std::uint64_t rows) {
        const auto words = from.array<std::uint64_t>((rows + 63) / 64);
        std::uint64_t count = 0;
        for (const std::uint64_t word : words) count += static_cast<unsigned>(std::popcount(word));
        if (rows % 64 != 0 && words.back() >> (rows % 64) != 0)
            from.fail("speaks of rows that are not there");
        if (count == rows) return count;
        present_.resize(static_cast<std::size_t>(rows));
        for (std::size_t i = 0; i < present_.size(); ++i)
            present_[i] = static_cast<std::uint8_t>(words[i / 64] >> (i % 64) & 1U);
        return count;
    }

    // A type's own `load` may fail in any way at bytes that it did not write.
    void load_boxed(const section_reader& from, core::extent& in, std::uint32_t column,
                    std::span<const std::uint32_t> sizes, const char* bytes) {
        try {
            into_.boxed(in, column, present_, sizes, bytes);
        } catch (const kith::error&) {
            throw;
        } catch (const std::exception& reason) {
            from.fail(std::string("has a value that its type cannot read (") + reason.what() + ")");
        }
    }

    void load_links(std::uint32_t relation, std::size_t section) {
        const stored_relation& stored = from_.schema.relations[relation];
        const std::uint32_t to = *plan_.relations[relation].relation;
        const unsigned side = plan_.relations[relation].side;
        section_reader from = reader(section);
        const std::uint64_t rows = counts_[stored.sides[0].type];
        try {
            if (stored.sides[0].arity == schema::arity::one) {
                const auto partners = from.array<std::uint32_t>(counts_[stored.sides[1].type]);
                from.expect_end();
                return into_.partners(to, side ^ 1U, partners);
            }
            const auto counts = from.array<std::uint32_t>(rows);
            const std::uint64_t total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
            const auto members = from.array<std::uint32_t>(total);
            const bool pairs = stored.sides[1].arity == schema::arity::many;
            const auto places = from.array<std::uint32_t>(pairs ? total : 0);
            from.expect_end();
            into_.lists(to, side, counts, members, places);
        } catch (const integrity_error&) {
            from.fail("contradicts itself: a number names no row, or a row is in a place twice");
        }
    }

    core::graph& graph_;
    const container& from_;
    const match& plan_;
    core::restoring into_;
    std::vector<std::uint64_t> counts_;  // rows, by type of the file
    std::vector<std::uint8_t> present_;  // of the column being loaded; empty when nothing is null
};

}  // namespace

void load(core::graph& graph, const file::file_system& files, const std::filesystem::path& path,
          const load_options& options) {
    if (!graph.empty())
        throw usage_error(errc::graph_not_empty,
                          "kith: " + path.string() +
                              " can only be loaded into an empty graph, and this one has "
                              "entities; load into a new one, or call graph.clear() first");
    const container from = open(files, path);
    const match plan = match_schema(from.schema, graph.catalog(), options, from.file);
    loader(graph, from, plan).run();
}

void load(core::graph& graph, const std::filesystem::path& path, const load_options& options) {
    load(graph, file::disk(), path, options);
}

}  // namespace kith::storage::snapshot

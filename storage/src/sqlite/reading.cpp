#include "reading.hpp"

#include "cells.hpp"
#include "shape.hpp"

#include <kith/core/loading.hpp>
#include <kith/storage/sql/names.hpp>
#include <kith/storage/sql/statements.hpp>

namespace kith::storage::sqlite_room {
namespace {

class reading {
public:
    reading(connection& from, core::graph& into, const sql::tables& all)
        : from_(from), graph_(into), loading_(into), all_(all), keys_(all.types.size()) {}

    std::unique_ptr<core::checkpoint> run(const meta& known) {
        for (const sql::table& each : all_.types) look_at(each);
        for (const sql::table& each : all_.pairs) look_at(each);
        for (const sql::table& each : all_.types) read_rows(each);
        for (const sql::table& each : all_.types) link_rows(each);
        for (const sql::table& each : all_.pairs) read_pairs(each);
        for (const sql::table& each : all_.types)
            loading_.set_next_id(graph_.at(each.number), static_cast<key>(known.get(meta::next_id_of(each))));
        // Made before the end, since nothing may fail after it; ending a unit writes nothing.
        auto loaded = std::make_unique<core::checkpoint>(graph_);
        try {
            loading_.finish();
        } catch (const integrity_error& problem) {
            throw storage_error(errc::database_value,
                                std::string(problem.what()) + " (in the database " + from_.name() + ")");
        }
        return loaded;
    }

private:
    void look_at(const sql::table& each) {
        if (!has_table(from_, each.name))
            throw storage_error(errc::database_shape,
                                "kith: " + from_.name() + ": there is no table " + each.name +
                                    "; is it the right database? create_all makes the tables of a new one");
        check_shape(from_, each, use::reading);
    }

    [[nodiscard]] value_place place(const sql::table& table, const sql::column& column,
                                    std::int64_t row) const noexcept {
        return {from_, table, column, row};
    }

    void read_rows(const sql::table& table) {
        core::extent& in = graph_.at(table.number);
        statement query(from_, sql::select_all(table));
        while (query.step()) {
            const std::int64_t id = query.integer(0);
            if (query.type(0) != SQLITE_INTEGER || id <= 0)
                place(table, table.columns[0], id)
                    .fail(query.shown(0), "ids are 1, 2, 3 and so on; correct the row");
            const slot row = loading_.add(in, static_cast<key>(id));
            for (int at = 1; at < static_cast<int>(table.columns.size()); ++at) {
                const sql::column& column = table.columns[static_cast<std::size_t>(at)];
                const value_place where = place(table, column, id);
                if (column.role == sql::role::field)
                    read_cell(query, at, loading_, in, column.index, row, where);
                else
                    keys_[table.number].push_back(read_key(query, at, where));
            }
            index(table, in, row, id);
        }
    }

    void index(const sql::table& table, core::extent& in, slot row, std::int64_t id) {
        try {
            loading_.index(in, row);
        } catch (const integrity_error& problem) {
            throw storage_error(errc::database_value, "kith: " + from_.name() + ": table " + table.name +
                                                          ", id " + std::to_string(id) +
                                                          " cannot be taken; " + problem.what());
        }
    }

    /// The id that a foreign key holds; 0 for NULL.
    key read_key(const statement& query, int at, const value_place& where) const {
        const std::string& referred = all_.types[where.column.refers_to].name;
        if (query.type(at) == SQLITE_NULL) {
            if (where.column.not_null)
                where.fail("NULL", "the link is required; give the row the id of a row of table " + referred);
            return 0;
        }
        if (query.type(at) != SQLITE_INTEGER || query.integer(at) <= 0)
            where.fail(query.shown(at),
                       "the id of a row of table " + referred + " is expected; correct the row");
        return static_cast<key>(query.integer(at));
    }

    /// The row that a foreign key refers to.
    slot referred_row(key id, const value_place& where) const {
        const slot row = graph_.at(where.column.refers_to).rows().find(id);
        if (row == 0)
            where.fail(std::to_string(id), "table " + all_.types[where.column.refers_to].name +
                                               " has no row of that id; correct the row, or delete it");
        return row;
    }

    // Once all rows are there, since types may refer to each other.
    void link_rows(const sql::table& table) {
        core::extent& in = graph_.at(table.number);
        const auto& keys = keys_[table.number];
        std::size_t next = 0;
        for (const slot row : in.rows().all()) {
            for (const sql::column& column : table.columns) {
                if (!column.is_key()) continue;
                const key id = column.is_id() ? in.rows().id(row) : keys[next++];
                if (id == 0) continue;
                const value_place where = place(table, column, static_cast<std::int64_t>(in.rows().id(row)));
                if (!loading_.link(in, column.index, row, referred_row(id, where)))
                    where.fail(
                        std::to_string(id),
                        "another row holds the same, and the link is one-to-one; correct one of the rows");
            }
        }
        keys_[table.number] = {};
    }

    void read_pairs(const sql::table& table) {
        const auto& side = graph_.catalog().relations[table.number].sides[0];
        core::extent& in = graph_.at(side.type);
        std::int64_t count = 0;
        statement query(from_, sql::select_all(table));
        while (query.step()) {
            ++count;
            slot rows[2];
            for (int at = 0; at < 2; ++at) {
                const value_place where = place(table, table.columns[static_cast<std::size_t>(at)], count);
                rows[at] = referred_row(read_key(query, at, where), where);
            }
            // A table without a primary key may have a pair twice: it is one all the same.
            static_cast<void>(loading_.link(in, side.index, rows[0], rows[1]));
        }
    }

    connection& from_;
    core::graph& graph_;
    core::loading loading_;
    const sql::tables& all_;
    std::vector<std::vector<key>> keys_;  // by type: the keys of each row, in the order of the rows
};

}  // namespace

std::unique_ptr<core::checkpoint> read(connection& from, core::graph& into, const sql::tables& all,
                                       const meta& known) {
    return reading(from, into, all).run(known);
}

}  // namespace kith::storage::sqlite_room

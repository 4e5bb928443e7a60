#include "writing.hpp"

#include "cells.hpp"

#include <kith/storage/sql/names.hpp>
#include <kith/storage/sql/statements.hpp>

namespace kith::storage::sqlite_room {
namespace {

using sql::step;
using what = sql::step::what;

class writing {
public:
    writing(connection& to, const core::graph& graph, const sql::tables& all, const sql::plan& plan)
        : to_(to), graph_(graph), all_(all), plan_(plan) {}

    void run() {
        for (const step& each : plan_.steps) {
            statement& prepared = statement_for(each);
            bind(prepared, each);
            const int code = prepared.try_run();
            if (code != SQLITE_OK) fail(code, each);
            const bool must_change = each.kind == what::update || each.kind == what::park ||
                                     each.kind == what::unlink ||
                                     (each.kind == what::remove && !each.may_be_gone);
            if (must_change && to_.changed() == 0) fail_gone(each);
        }
    }

private:
    [[nodiscard]] const sql::table& table_of(const step& each) const {
        return each.kind == what::link || each.kind == what::unlink ? all_.pairs[each.table]
                                                                    : all_.types[each.table];
    }

    // Neighbouring steps mostly run the same statement.
    statement& statement_for(const step& each) {
        const auto columns = plan_.columns_of(each);
        if (last_ != nullptr && each.kind == last_step_.kind && each.table == last_step_.table) {
            const auto before = plan_.columns_of(last_step_);
            if (std::equal(columns.begin(), columns.end(), before.begin(), before.end())) return *last_;
        }
        const sql::table& table = table_of(each);
        last_step_ = each;
        switch (each.kind) {
            case what::insert:
            case what::link: last_ = &to_.prepared(sql::insert(table)); break;
            case what::remove:
            case what::unlink: last_ = &to_.prepared(sql::remove(table)); break;
            case what::update:
            case what::park: last_ = &to_.prepared(sql::update(table, columns)); break;
        }
        return *last_;
    }

    void bind(statement& to, const step& each) {
        const sql::table& table = table_of(each);
        const std::int64_t id = stored_id(each.id);
        int at = 1;
        switch (each.kind) {
            case what::link:
            case what::unlink:
                to.bind(1, id);
                to.bind(2, stored_id(each.other));
                return;
            case what::remove: to.bind(1, id); return;
            case what::insert:
                for (const sql::column& column : table.columns) bind_column(to, at++, each, column);
                return;
            case what::update:
                for (const std::uint32_t number : plan_.columns_of(each))
                    bind_column(to, at++, each, table.columns[number]);
                to.bind(at, id);
                return;
            case what::park:
                for (const std::uint32_t number : plan_.columns_of(each))
                    bind_parked(to, at++, each, table.columns[number]);
                to.bind(at, id);
                return;
        }
    }

    void bind_column(statement& to, int at, const step& each, const sql::column& column) {
        const core::extent& in = graph_.at(each.table);
        if (column.is_id()) return to.bind(at, stored_id(each.id));
        if (column.role == sql::role::field) return bind_cell(to, at, in, column.index, each.row);
        const core::link_end& end = in.end(column.index);
        const key partner = end.target->rows().id(end.relation->partner(end.side, each.row));
        if (partner == 0) return to.bind_null(at);
        to.bind(at, stored_id(partner));
    }

    // A value that no row has: SQLite keeps a value of any type in any column, and a blob equals no number and
    // no text.
    void bind_parked(statement& to, int at, const step& each, const sql::column& column) {
        if (!column.not_null) return to.bind_null(at);
        const std::string mark = "kith parked " + std::to_string(each.id);
        const bool keeps_blobs = column.field != nullptr && column.field->kind == schema::kind::bytes;
        if (keeps_blobs)
            to.bind_text_copy(at, mark);
        else
            to.bind_blob_copy(at, mark);
    }

    [[nodiscard]] std::string described(const step& each) const {
        const sql::table& table = table_of(each);
        if (table.pairs)
            return "table " + table.name + ", pair (" + table.columns[0].name + " " +
                   std::to_string(each.id) + ", " + table.columns[1].name + " " + std::to_string(each.other) +
                   ")";
        std::string out = "table " + table.name + ", id " + std::to_string(each.id);
        if (each.row != 0) out += ", " + graph_.print(graph_.at(each.table), each.row);
        return out;
    }

    [[noreturn]] void fail(int code, const step& each) {
        const char* verb = each.kind == what::remove || each.kind == what::unlink ? ": cannot be deleted"
                                                                                  : ": cannot be written";
        to_.fail(code, described(each) + verb);
    }

    [[noreturn]] void fail_gone(const step& each) {
        throw storage_error(
            errc::database_changed,
            "kith: " + to_.name() + ": " + described(each) +
                " is not in the database any more: another program deleted it; nothing was changed. Load "
                "the database into a new graph and make the change there");
    }

    connection& to_;
    const core::graph& graph_;
    const sql::tables& all_;
    const sql::plan& plan_;
    statement* last_ = nullptr;
    step last_step_;
};

}  // namespace

void write(connection& to, const core::graph& graph, const sql::tables& all, const sql::plan& plan) {
    writing(to, graph, all, plan).run();
}

void fail_foreign_keys(connection& in) {
    statement query(in, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 3");
    std::string rows;
    while (query.step())
        rows += (rows.empty() ? "" : "; ") +
                ("table " + std::string(query.text(0)) + ", row " + std::string(query.text(1)) +
                 " refers to a row of " + std::string(query.text(2)) + " that is not there");
    throw storage_error(
        errc::database_constraint,
        "kith: " + in.name() + ": a foreign key would refer to nothing (" + rows +
            "): another program changed the database; nothing was changed. Load it into a new graph and "
            "make the change there");
}

}  // namespace kith::storage::sqlite_room

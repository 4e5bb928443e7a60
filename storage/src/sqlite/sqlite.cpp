#include "connection.hpp"
#include "meta.hpp"
#include "reading.hpp"
#include "shape.hpp"
#include "writing.hpp"

#include <kith/core/checkpoint.hpp>
#include <kith/storage/sql/names.hpp>
#include <kith/storage/sql/plan.hpp>
#include <kith/storage/sql/tables.hpp>
#include <kith/storage/sqlite.hpp>

#include <utility>

namespace kith::storage {

using namespace sqlite_room;

/// The connection, and what the database held when this store last wrote or read it.
class sqlite::store {
public:
    store(const std::filesystem::path& path, const sqlite_options& options) : connection_(path, options) {}

    void create_all(const core::graph& graph) {
        const sql::tables all = sql::tables::of(graph.catalog());
        transaction work(connection_, transaction::purpose::write);
        create_missing(connection_, all);
        work.commit();
    }

    void drop_all(const core::graph& graph) {
        const sql::tables all = sql::tables::of(graph.catalog());
        connection_.forget_statements();
        // Dropping deletes the rows first, table by table: nothing is to cascade or to be refused.
        connection_.execute("PRAGMA foreign_keys = OFF");
        try {
            transaction work(connection_, transaction::purpose::write);
            for (const sql::table& each : all.pairs) drop(each.name);
            for (auto at = all.order.rbegin(); at != all.order.rend(); ++at) drop(all.types[*at].name);
            drop(sql::meta_table);
            work.commit();
        } catch (...) {
            connection_.execute("PRAGMA foreign_keys = ON");
            throw;
        }
        connection_.execute("PRAGMA foreign_keys = ON");
        written_.reset();
    }

    flush_counts flush(core::graph& graph) {
        graph.expect_between_units("flushing it");
        const bool first = written_ == nullptr || written_->of() != &graph;
        const core::changes changes = first ? sql::everything(graph) : written_->difference();
        if (!first && changes.empty()) return {};
        if (first) tables_for_next_ = sql::tables::of(graph.catalog());
        const sql::tables& all = first ? tables_for_next_ : tables_;
        const sql::plan plan = sql::plan::of(graph, all, changes, first ? nullptr : written_.get());
        if (!first && plan.steps.empty()) return {};

        transaction work(connection_, transaction::purpose::write);
        meta known = first ? prepare_first(all) : expect_unchanged();
        connection_.execute("PRAGMA defer_foreign_keys = ON");
        write(connection_, graph, all, plan);
        for (const sql::table& each : all.types)
            known.put(connection_, meta::next_id_of(each),
                      static_cast<std::int64_t>(graph.at(each.number).rows().next_id()));
        known.put(connection_, "generation", known.get("generation") + 1);
        // All that can fail comes before the commit: after it the store only exchanges what it remembers.
        auto next = std::make_unique<core::checkpoint>(graph);
        commit(work);
        remember(std::move(next), known.get("generation"), first);
        writable_ = true;
        return {plan.inserted, plan.updated, plan.deleted, plan.linked, plan.unlinked};
    }

    void load(core::graph& graph) {
        graph.expect_between_units("loading into it");
        tables_for_next_ = sql::tables::of(graph.catalog());
        transaction work(connection_, transaction::purpose::read);
        const meta known = meta::read(connection_);
        remember(read(connection_, graph, tables_for_next_, known), known.get("generation"), true);
        writable_ = false;
    }

    std::vector<std::vector<std::string>> rows(std::string_view sql) {
        statement query(connection_, sql);
        std::vector<std::vector<std::string>> out;
        while (query.step()) {
            auto& row = out.emplace_back();
            for (int i = 0; i < query.columns(); ++i)
                row.emplace_back(query.type(i) == SQLITE_NULL ? std::string_view("NULL") : query.blob(i));
        }
        return out;
    }

    std::int64_t count(std::string_view sql) {
        statement query(connection_, sql);
        if (query.columns() != 1 || !query.step() || query.type(0) != SQLITE_INTEGER)
            throw storage_error(errc::database_value,
                                "kith: " + connection_.name() + ": '" + std::string(sql) +
                                    "' does not give one integer; use rows() for other results");
        return query.integer(0);
    }

private:
    void drop(std::string_view table) { connection_.execute("DROP TABLE IF EXISTS " + sql::quoted(table)); }

    meta prepare_first(const sql::tables& all) {
        create_missing(connection_, all);
        const auto expect_empty = [&](const sql::table& each) {
            statement query(connection_, "SELECT 1 FROM " + sql::quoted(each.name) + " LIMIT 1");
            if (!query.step()) return;
            query.reset();
            throw storage_error(errc::database_changed, "kith: " + connection_.name() + ": table " +
                                                            each.name +
                                                            " has rows that this graph did not load from "
                                                            "there, and they would be mixed with its own; "
                                                            "load the database into an empty graph and "
                                                            "change that one, drop_all its tables first, or "
                                                            "use another database");
        };
        for (const sql::table& each : all.types) expect_empty(each);
        for (const sql::table& each : all.pairs) expect_empty(each);
        return meta::read(connection_);
    }

    // Another graph's flush into the same database would give ids that this graph gives too.
    meta expect_unchanged() {
        meta known = meta::read(connection_);
        if (known.get("generation") == generation_) {
            if (!writable_) create_missing(connection_, tables_);
            return known;
        }
        throw storage_error(errc::database_changed,
                            "kith: " + connection_.name() +
                                ": another graph was flushed into it since; nothing was changed. "
                                "Load it into a new graph and make the changes there");
    }

    void commit(transaction& work) {
        try {
            work.commit();
        } catch (const storage_error& problem) {
            if (problem.code() == errc::database_constraint) fail_foreign_keys(connection_);
            throw;
        }
    }

    void remember(std::unique_ptr<core::checkpoint> next, std::int64_t generation, bool new_tables) noexcept {
        written_ = std::move(next);
        generation_ = generation;
        if (new_tables) tables_ = std::move(tables_for_next_);
    }

    connection connection_;
    std::unique_ptr<core::checkpoint> written_;  // the graph when it was last written or read
    sql::tables tables_;                         // of that graph
    sql::tables tables_for_next_;
    std::int64_t generation_ = 0;
    bool writable_ = false;  // the tables have been looked at before writing to them
};

sqlite::sqlite(const std::filesystem::path& path, sqlite_options options)
    : store_(std::make_unique<store>(path, options)) {}
sqlite::~sqlite() = default;
sqlite::sqlite(sqlite&&) noexcept = default;
sqlite& sqlite::operator=(sqlite&&) noexcept = default;

sqlite::store& sqlite::opened() {
    if (store_ == nullptr)
        throw storage_error(errc::database_unusable,
                            "kith: this database was moved to another kith::storage::sqlite; use that one");
    return *store_;
}

void sqlite::create_all(const core::graph& graph) { opened().create_all(graph); }
void sqlite::drop_all(const core::graph& graph) { opened().drop_all(graph); }
flush_counts sqlite::flush(core::graph& graph) { return opened().flush(graph); }
void sqlite::load(core::graph& graph) { opened().load(graph); }
std::vector<std::vector<std::string>> sqlite::rows(std::string_view sql) { return opened().rows(sql); }
std::int64_t sqlite::count(std::string_view sql) { return opened().count(sql); }

}  // namespace kith::storage

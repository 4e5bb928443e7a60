#pragma once

#include <kith/core/graph.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kith::storage {

/// How a database is opened. The defaults are the durable ones.
struct sqlite_options {
    enum class journal_mode : std::uint8_t {
        keep,         ///< what the database has; a new one gets `rollback`
        rollback,     ///< readers and a flush wait for each other
        write_ahead,  ///< WAL: readers go on while a flush writes. Two more files lie beside the database
    };
    /// What of the flushes that returned is still there afterwards; a flush is there whole or not at all.
    enum class durability_level : std::uint8_t {
        full,  ///< all of them, after a crash of the program, of the system, and a loss of power
        normal,  ///< all after a crash of the program; after a loss of power the last ones may be gone (write_ahead)
        off,  ///< all after a crash of the program; after a loss of power the database may be damaged
    };

    journal_mode journal = journal_mode::keep;
    durability_level durability = durability_level::full;
    /// How long to wait for another program's lock before giving up with database_locked.
    std::chrono::milliseconds busy_timeout{5000};
    /// Whether a database that is not there is made; else that is an error (file_missing).
    bool create = true;
    /// Called with each statement before it runs, values filled in; what it throws, the call throws, and
    /// nothing was changed. For logs and tests. ROLLBACK is not told.
    std::function<void(std::string_view sql)> on_statement{};
};

/// What a flush wrote.
struct flush_counts {
    std::size_t inserted = 0;
    std::size_t updated = 0;
    std::size_t deleted = 0;
    std::size_t linked = 0;    ///< pairs of many-to-many relationships that came
    std::size_t unlinked = 0;  ///< and went

    [[nodiscard]] bool empty() const noexcept { return *this == flush_counts{}; }
    friend bool operator==(const flush_counts&, const flush_counts&) = default;
};

/// A SQLite database as a graph's store. Every type is a table, every relationship foreign keys or an
/// association table: docs/sql-mapping.md is the page for it.
///
/// The store belongs to one graph at a time: the one that it flushed or loaded last. It remembers what it
/// wrote by a checkpoint in the graph: from then on the first change of each 4 KiB page copies the page,
/// until the next flush drops the copies. The graph may die before the store and the other way round.
///
/// Ownership: owns the connection. Not thread-safe; use it in the thread that changes the graph.
/// Guarantee: a call that throws has changed neither the graph nor the database.
/// Errors: storage_error. database_locked: another program holds the lock; database_unusable: no database,
/// damaged, not readable or writable, disk full, or moved to another store; the others stand with the functions.
class sqlite {
public:
    /// Opens the database, or makes it; ":memory:" is one without a file.
    explicit sqlite(const std::filesystem::path& path, sqlite_options options = {});
    ~sqlite();
    sqlite(sqlite&&) noexcept;
    sqlite& operator=(sqlite&&) noexcept;

    /// Makes the tables and indexes that the graph's types need. Those that are there are left alone; one of
    /// another shape is an error (database_shape) that names table and column.
    void create_all(const core::graph& graph);
    /// Drops the tables of the graph's types with everything in them.
    void drop_all(const core::graph& graph);

    /// Writes what changed since this store's last flush or load of the graph, in one transaction. Nothing
    /// changed: no statement runs.
    ///
    /// The first flush of a graph makes the tables that are missing and writes everything; its tables must be
    /// empty then, since rows that this graph does not know would be mixed with its own (database_changed).
    ///
    /// Further errors: database_shape; database_constraint, when a rule of the database that the graph does
    /// not know refuses a row; database_changed, when another program changed or deleted what is to be
    /// written; usage_error while a transaction of the graph is open.
    flush_counts flush(core::graph& graph);

    /// Fills an empty graph from the database; all or nothing. Rows come in the order of their ids, lists of
    /// a one-to-many in the order of their members' ids, those of a many-to-many in the order in which the
    /// pairs were written.
    ///
    /// Further errors: database_shape; database_value, when a value does not fit its field, naming table,
    /// column, row and value; usage_error when the graph is not empty.
    void load(core::graph& graph);

    /// Runs one statement and returns its rows as text; a null is "NULL".
    std::vector<std::vector<std::string>> rows(std::string_view sql);
    /// Runs a statement that gives one integer: "SELECT count(*) FROM games".
    [[nodiscard]] std::int64_t count(std::string_view sql);

private:
    class store;
    [[nodiscard]] store& opened();
    std::unique_ptr<store> store_;
};

}  // namespace kith::storage

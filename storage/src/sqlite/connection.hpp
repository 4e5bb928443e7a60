#pragma once

#include <kith/base/error.hpp>
#include <kith/storage/sqlite.hpp>

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kith::storage::sqlite_room {

class connection;

/// A prepared statement. Values are bound by place, from 1; columns are read from 0.
/// Ownership: owns the statement; refers to the connection.
class statement {
public:
    statement(connection& in, std::string_view sql);
    ~statement();
    statement(const statement&) = delete;
    statement& operator=(const statement&) = delete;

    void bind_null(int at);
    void bind(int at, std::int64_t value);
    void bind(int at, double value);
    // The bytes are read while the statement runs: they stay where they are until `run` or `reset`.
    void bind_text(int at, std::string_view text);
    void bind_blob(int at, std::string_view bytes);
    void bind_text_copy(int at, const std::string& text);
    void bind_blob_copy(int at, const std::string& bytes);

    /// True for a row; false at the end, when the statement is reset.
    [[nodiscard]] bool step();
    /// Runs to the end and resets. SQLITE_OK, or the error, which the connection knows more about.
    [[nodiscard]] int try_run();
    void run();
    void reset() noexcept;

    [[nodiscard]] int columns() const noexcept { return sqlite3_column_count(handle_); }
    [[nodiscard]] int type(int column) const noexcept { return sqlite3_column_type(handle_, column); }
    [[nodiscard]] std::int64_t integer(int column) const noexcept {
        return sqlite3_column_int64(handle_, column);
    }
    [[nodiscard]] double real(int column) const noexcept { return sqlite3_column_double(handle_, column); }
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::string_view blob(int column) const;
    /// Any value for people to read: 'Ana', 5, NULL, a blob of 20 bytes.
    [[nodiscard]] std::string shown(int column) const;

private:
    void check(int code);

    connection& in_;
    sqlite3_stmt* handle_ = nullptr;
};

/// An open database.
class connection {
public:
    connection(const std::filesystem::path& path, const sqlite_options& options);
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    void execute(const std::string& sql);
    /// A statement that is prepared once. Valid until `forget_statements`.
    [[nodiscard]] statement& prepared(const std::string& sql);
    void forget_statements() noexcept { statements_.clear(); }
    /// Rows that the last statement changed, without those that foreign keys changed.
    [[nodiscard]] std::int64_t changed() const noexcept { return sqlite3_changes(handle_); }

    /// Throws the error that a code of SQLite's stands for. `doing` begins the sentence, when given.
    [[noreturn]] void fail(int code, const std::string& doing = {});
    /// Tells the user's callback what is about to run. Throws what it throws.
    void announce(sqlite3_stmt* next);
    /// Undoes the open transaction, if one is left: some errors have undone it already.
    void roll_back() noexcept;

private:
    void configure(const sqlite_options& options);

    std::string name_;
    std::chrono::milliseconds busy_timeout_;
    std::function<void(std::string_view)> on_statement_;
    sqlite3* handle_ = nullptr;
    std::unordered_map<std::string, std::unique_ptr<statement>> statements_;
};

/// BEGIN to COMMIT; without a commit, ROLLBACK.
class transaction {
public:
    enum class purpose : std::uint8_t { read, write };
    transaction(connection& in, purpose what);
    ~transaction();
    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;
    void commit();

private:
    connection& in_;
    bool open_ = true;
};

}  // namespace kith::storage::sqlite_room

#include "connection.hpp"

#include <algorithm>
#include <limits>
#include <new>
#include <utility>

namespace kith::storage::sqlite_room {

// --- statement ---------------------------------------------------------------------------------------

statement::statement(connection& in, std::string_view sql) : in_(in) {
    const char* rest = nullptr;
    const int code =
        sqlite3_prepare_v3(in.handle(), sql.data(), static_cast<int>(sql.size()), 0, &handle_, &rest);
    if (code != SQLITE_OK) in.fail(code, "cannot understand " + std::string(sql));
    const std::string_view more(rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
    if (handle_ == nullptr || more.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
        sqlite3_finalize(handle_);
        throw storage_error(errc::database_unusable, "kith: " + in.name() +
                                                         ": one statement at a time, please, and not '" +
                                                         std::string(sql) + "'");
    }
}

statement::~statement() { sqlite3_finalize(handle_); }

void statement::check(int code) {
    if (code != SQLITE_OK) in_.fail(code);
}

void statement::bind_null(int at) { check(sqlite3_bind_null(handle_, at)); }
void statement::bind(int at, std::int64_t value) { check(sqlite3_bind_int64(handle_, at, value)); }
void statement::bind(int at, double value) { check(sqlite3_bind_double(handle_, at, value)); }
void statement::bind_text(int at, std::string_view text) {
    check(sqlite3_bind_text64(handle_, at, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                              SQLITE_UTF8));
}
void statement::bind_blob(int at, std::string_view bytes) {
    check(sqlite3_bind_blob64(handle_, at, bytes.empty() ? "" : bytes.data(), bytes.size(), SQLITE_STATIC));
}
void statement::bind_text_copy(int at, const std::string& text) {
    check(sqlite3_bind_text64(handle_, at, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}
void statement::bind_blob_copy(int at, const std::string& bytes) {
    check(sqlite3_bind_blob64(handle_, at, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
}

bool statement::step() {
    if (sqlite3_stmt_busy(handle_) == 0) in_.announce(handle_);
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) in_.fail(code);
    reset();
    return false;
}

int statement::try_run() {
    in_.announce(handle_);
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(handle_);
    if (code == SQLITE_DONE) code = SQLITE_OK;
    sqlite3_reset(handle_);
    if (code == SQLITE_OK) sqlite3_clear_bindings(handle_);
    return code;
}

void statement::run() {
    const int code = try_run();
    if (code != SQLITE_OK) in_.fail(code);
}

void statement::reset() noexcept {
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
}

std::string_view statement::text(int column) const {
    const auto* bytes = sqlite3_column_text(handle_, column);
    if (bytes == nullptr && sqlite3_errcode(in_.handle()) == SQLITE_NOMEM) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::string_view statement::blob(int column) const {
    const void* bytes = sqlite3_column_blob(handle_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    if (bytes == nullptr && size != 0) throw std::bad_alloc();
    return {static_cast<const char*>(bytes), size};
}

std::string statement::shown(int column) const {
    switch (type(column)) {
        case SQLITE_NULL: return "NULL";
        case SQLITE_BLOB: return "a blob of " + std::to_string(blob(column).size()) + " bytes";
        case SQLITE_TEXT: {
            const std::string_view whole = text(column);
            return whole.size() <= 60 ? "'" + std::string(whole) + "'"
                                      : "'" + std::string(whole.substr(0, 60)) + "…'";
        }
        default: return std::string(text(column));
    }
}

// --- connection --------------------------------------------------------------------------------------

connection::connection(const std::filesystem::path& path, const sqlite_options& options)
    : name_(path.string()), busy_timeout_(options.busy_timeout) {
    if (!options.create && name_ != ":memory:" && !std::filesystem::exists(path))
        throw storage_error(errc::file_missing,
                            "kith: there is no database " + name_ +
                                "; correct the path, or let sqlite_options::create make it");
    const int flags =
        SQLITE_OPEN_READWRITE | (options.create ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(name_.c_str(), &handle_, flags, nullptr);
    try {
        if (code != SQLITE_OK) fail(code);
        configure(options);
    } catch (...) {
        statements_.clear();
        sqlite3_close(handle_);
        throw;
    }
}

connection::~connection() {
    statements_.clear();
    sqlite3_close(handle_);
}

void connection::configure(const sqlite_options& options) {
    const auto timeout =
        std::clamp<std::int64_t>(options.busy_timeout.count(), 0, std::numeric_limits<int>::max());
    sqlite3_busy_timeout(handle_, static_cast<int>(timeout));
    // The first look at the file: tells whether it is a database at all.
    execute("PRAGMA schema_version");
    execute("PRAGMA foreign_keys = ON");
    using journal_mode = sqlite_options::journal_mode;
    if (options.journal == journal_mode::rollback) execute("PRAGMA journal_mode = DELETE");
    if (options.journal == journal_mode::write_ahead) execute("PRAGMA journal_mode = WAL");
    constexpr const char* levels[] = {"FULL", "NORMAL", "OFF"};
    execute(std::string("PRAGMA synchronous = ") + levels[static_cast<int>(options.durability)]);
    on_statement_ = options.on_statement;
}

void connection::announce(sqlite3_stmt* next) {
    if (!on_statement_) return;
    const std::unique_ptr<char, void (*)(void*)> expanded(sqlite3_expanded_sql(next), sqlite3_free);
    on_statement_(expanded != nullptr ? expanded.get() : sqlite3_sql(next));
}

void connection::execute(const std::string& sql) { statement(*this, sql).run(); }

statement& connection::prepared(const std::string& sql) {
    auto& found = statements_[sql];
    if (found == nullptr) found = std::make_unique<statement>(*this, sql);
    return *found;
}

void connection::fail(int code, const std::string& doing) {
    const std::string said = handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
    const std::string begin = "kith: " + name_ + ": " + (doing.empty() ? "" : doing + ": ") + said + "; ";
    const auto unusable = [&](const char* remedy) {
        throw storage_error(errc::database_unusable, begin + remedy);
    };
    switch (code & 0xFF) {
        case SQLITE_NOMEM: throw std::bad_alloc();
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw storage_error(
                errc::database_locked,
                begin + "another program uses it, and did not finish within " +
                    std::to_string(busy_timeout_.count()) +
                    " ms: nothing was changed; try again, or raise sqlite_options::busy_timeout");
        case SQLITE_CONSTRAINT:
            throw storage_error(errc::database_constraint,
                                begin + "nothing was changed; change the value, or the rule in the database");
        case SQLITE_TOOBIG:
            throw storage_error(errc::database_value,
                                begin + "SQLite takes texts of up to 1,000,000,000 bytes: shorten it");
        case SQLITE_NOTADB:
            unusable("the file is something else; choose another path, or move the file away");
            break;
        case SQLITE_CORRUPT:
            unusable("the file is damaged; restore it from a backup, or try sqlite3's .recover");
            break;
        case SQLITE_CANTOPEN:
            unusable("its folder must exist, and the file and its folder must be readable and writable");
            break;
        case SQLITE_READONLY:
        case SQLITE_PERM: unusable("give yourself the right to write to the file and its folder"); break;
        case SQLITE_FULL: unusable("the disk is full: nothing was changed; make room and try again"); break;
        default: unusable("nothing was changed"); break;
    }
    std::terminate();  // not reached
}

void connection::roll_back() noexcept {
    if (sqlite3_get_autocommit(handle_) == 0) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

// --- transaction -------------------------------------------------------------------------------------

transaction::transaction(connection& in, purpose what) : in_(in) {
    in.execute(what == purpose::read ? "BEGIN" : "BEGIN IMMEDIATE");
}

transaction::~transaction() {
    if (open_) in_.roll_back();
}

void transaction::commit() {
    in_.execute("COMMIT");
    open_ = false;
}

}  // namespace kith::storage::sqlite_room

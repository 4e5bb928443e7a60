#pragma once

#include <stdexcept>
#include <string>

namespace kith {

/// Every error kith reports. The numbers are pinned: logs and bindings may rely on them; a number is
/// never given to another meaning.
enum class errc : int {
    // schema_error: the description of the types is wrong
    schema_duplicate_name = 100,
    schema_unknown_target = 101,
    schema_bad_counterpart = 102,
    schema_bad_option = 103,
    schema_unknown_name = 104,
    schema_differs = 105,

    // lookup_error: what was asked for is not there
    entity_gone = 200,
    null_ref = 201,
    not_a_member = 202,
    out_of_range = 203,
    no_result = 204,
    several_results = 205,

    // integrity_error: the change would break a rule of the schema
    unique_taken = 300,
    required_empty = 301,
    erase_denied = 302,
    id_taken = 303,
    too_many_members = 304,
    too_few_members = 305,
    cycle = 306,
    key_missing = 307,
    base_differs = 308,

    // usage_error: the call does not fit the state of the program
    foreign_ref = 400,
    mark_spent = 401,
    transaction_over = 402,
    transaction_open = 403,
    null_member = 404,
    graph_not_empty = 405,
    graph_busy = 406,
    not_a_list = 407,
    not_nullable = 408,
    order_kept = 409,
    validator_taken = 410,
    end_changed = 411,
    mark_in_between = 412,
    frame_not_kept = 413,
    column_guarded = 414,
    bad_slice = 420,
    history_empty = 430,
    view_read_only = 440,
    view_foreign = 441,
    view_empty = 442,
    step_differs = 450,

    // limit_error: a documented limit is reached
    rows_exhausted = 500,
    text_too_long = 501,
    heap_exhausted = 502,
    address_space_exhausted = 503,
    id_too_large = 504,
    value_out_of_range = 505,

    // storage_error: a file or database is not what it should be
    file_missing = 600,
    file_unreadable = 601,
    file_unwritable = 602,
    not_a_snapshot = 603,
    snapshot_newer = 604,
    snapshot_truncated = 605,
    snapshot_damaged = 606,
    snapshot_mismatch = 607,
    database_unusable = 620,
    database_locked = 621,
    database_shape = 622,
    database_value = 623,
    database_constraint = 624,
    database_changed = 625,
};

/// The root of kith's exceptions. `what()` names the type, the member, the value and what to do;
/// `code()` is the pinned number.
class error : public std::runtime_error {
public:
    error(errc code, const std::string& message) : std::runtime_error(message), code_(code) {}
    [[nodiscard]] errc code() const noexcept { return code_; }

private:
    errc code_;
};

struct schema_error : error {
    using error::error;
};
struct lookup_error : error {
    using error::error;
};
struct integrity_error : error {
    using error::error;
};
struct usage_error : error {
    using error::error;
};
struct limit_error : error {
    using error::error;
};
struct storage_error : error {
    using error::error;
};

/// The enumerator's name, for logs: "unique_taken". Never null.
[[nodiscard]] const char* name_of(errc code) noexcept;

}  // namespace kith

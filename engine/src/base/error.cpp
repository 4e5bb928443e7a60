#include <kith/base/error.hpp>

namespace kith {

const char* name_of(errc code) noexcept {
    switch (code) {
        case errc::schema_duplicate_name: return "schema_duplicate_name";
        case errc::schema_unknown_target: return "schema_unknown_target";
        case errc::schema_bad_counterpart: return "schema_bad_counterpart";
        case errc::schema_bad_option: return "schema_bad_option";
        case errc::schema_unknown_name: return "schema_unknown_name";
        case errc::schema_differs: return "schema_differs";
        case errc::entity_gone: return "entity_gone";
        case errc::null_ref: return "null_ref";
        case errc::not_a_member: return "not_a_member";
        case errc::out_of_range: return "out_of_range";
        case errc::no_result: return "no_result";
        case errc::several_results: return "several_results";
        case errc::unique_taken: return "unique_taken";
        case errc::required_empty: return "required_empty";
        case errc::erase_denied: return "erase_denied";
        case errc::id_taken: return "id_taken";
        case errc::too_many_members: return "too_many_members";
        case errc::too_few_members: return "too_few_members";
        case errc::cycle: return "cycle";
        case errc::key_missing: return "key_missing";
        case errc::base_differs: return "base_differs";
        case errc::foreign_ref: return "foreign_ref";
        case errc::mark_spent: return "mark_spent";
        case errc::transaction_over: return "transaction_over";
        case errc::transaction_open: return "transaction_open";
        case errc::null_member: return "null_member";
        case errc::graph_not_empty: return "graph_not_empty";
        case errc::graph_busy: return "graph_busy";
        case errc::not_a_list: return "not_a_list";
        case errc::not_nullable: return "not_nullable";
        case errc::order_kept: return "order_kept";
        case errc::validator_taken: return "validator_taken";
        case errc::end_changed: return "end_changed";
        case errc::mark_in_between: return "mark_in_between";
        case errc::frame_not_kept: return "frame_not_kept";
        case errc::column_guarded: return "column_guarded";
        case errc::bad_slice: return "bad_slice";
        case errc::history_empty: return "history_empty";
        case errc::view_read_only: return "view_read_only";
        case errc::view_foreign: return "view_foreign";
        case errc::view_empty: return "view_empty";
        case errc::step_differs: return "step_differs";
        case errc::rows_exhausted: return "rows_exhausted";
        case errc::text_too_long: return "text_too_long";
        case errc::heap_exhausted: return "heap_exhausted";
        case errc::address_space_exhausted: return "address_space_exhausted";
        case errc::id_too_large: return "id_too_large";
        case errc::value_out_of_range: return "value_out_of_range";
        case errc::file_missing: return "file_missing";
        case errc::file_unreadable: return "file_unreadable";
        case errc::file_unwritable: return "file_unwritable";
        case errc::not_a_snapshot: return "not_a_snapshot";
        case errc::snapshot_newer: return "snapshot_newer";
        case errc::snapshot_truncated: return "snapshot_truncated";
        case errc::snapshot_damaged: return "snapshot_damaged";
        case errc::snapshot_mismatch: return "snapshot_mismatch";
        case errc::database_unusable: return "database_unusable";
        case errc::database_locked: return "database_locked";
        case errc::database_shape: return "database_shape";
        case errc::database_value: return "database_value";
        case errc::database_constraint: return "database_constraint";
        case errc::database_changed: return "database_changed";
    }
    return "unknown";
}

}  // namespace kith

#include <kith/base/error.hpp>
#include <kith/core/graph.hpp>

#include <algorithm>

namespace kith::core {

adding::adding(extent& in, key id) : in_(in), graph_(in.owner()), next_id_(in.rows_.next_id()) {
    if (id > max_id || next_id_ > max_id)
        throw limit_error(errc::id_too_large, "kith: id " + std::to_string(std::max(id, next_id_)) +
                                                  " of type " + in.type().name +
                                                  " is larger than ids can be (2^63-1); let the "
                                                  "graph give the id");
    if (id != 0 && in.rows_.find(id) != 0)
        throw integrity_error(errc::id_taken, "kith: id " + std::to_string(id) + " of type " +
                                                  in.type().name + " is taken by " +
                                                  graph_.print(in, in.rows_.find(id)) +
                                                  "; let the graph give the id");
    graph_.log_.begin_operation();
    graph_.log_.reserve(2 * in.columns_.size() + 2 * in.ends_.size() + 16);
    in.rows_.reserve_one(id);
    row_ = in.rows_.add(id);
}

adding::~adding() {
    graph_.fresh_ = {};
    if (finished_) return;
    if (unit_.serial != 0) graph_.abandon(unit_);
    for (const link_end& each : in_.ends_) each.relation->clear(each.side, row_);
    graph_.wipe_row(in_, row_);
    in_.rows_.remove(row_);
    in_.rows_.set_next_id(next_id_);
}

void adding::set(std::uint32_t column, const void* value) {
    graph_.store(in_, column, row_, value);
    graph_.store_present(in_, column, row_, true);
}

void adding::set_text(std::uint32_t column, std::string_view text) {
    memory::reserve_text(graph_.texts_, text.size());
    graph_.store_text(in_, column, row_, text);
    graph_.store_present(in_, column, row_, true);
}

void adding::set_boxed(std::uint32_t column, const void* value) {
    const schema::boxed_type& type = *in_.columns_[column].field->boxed;
    graph_.boxes_.reserve(1, 1);
    graph_.boxes_.free(in_.cell<std::uint32_t>(column, row_));
    const std::uint32_t box = graph_.boxes_.put(type, type.copy(value));
    set(column, &box);
}

void adding::set_initial() {
    for (std::uint32_t i = 0; i < in_.columns_.size(); ++i) {
        const schema::field& field = *in_.columns_[i].field;
        if (field.initial.empty()) {
            graph_.store_present(in_, i, row_, !field.has_nulls());
        } else if (schema::is_string(field.kind)) {
            set_text(i, field.initial);
        } else if (field.kind == schema::kind::boxed) {
            void* value = field.boxed->load(field.initial);
            try {
                set_boxed(i, value);
            } catch (...) {
                field.boxed->destroy(value);
                throw;
            }
            field.boxed->destroy(value);
        } else {
            set(i, field.initial.data());
        }
    }
}

void adding::link(std::uint32_t end, slot member) {
    // A member that has to leave another for this row, or is stamped, would not be as before by erasing the
    // row.
    const link_end& link = in_.ends_[end];
    const link_end& other = link.other();
    const bool displaces = other.described->arity == schema::arity::one && member != 0 &&
                           link.relation->partner(other.side, member) != 0;
    const bool stamps = link.side == 0 && link.target->updated_;
    if ((displaces || stamps) && unit_.serial == 0) unit_ = graph_.begin();
    graph_.fresh_ = {&in_, row_};
    graph_.link(in_, end, row_, member);
}

// No unique value is taken, and every index has room for the row.
void adding::expect_unique() {
    for (std::uint32_t i = 0; i < in_.columns_.size(); ++i) {
        const core::column& of = in_.columns_[i];
        if (of.index == nullptr || of.is_null(row_)) continue;
        if (of.index->unique())
            graph_.check_unique(in_, i, row_,
                                schema::is_string(of.field->kind)
                                    ? index::probe{0, in_.text(i, row_)}
                                    : index::probe{of.index->from().number(row_), {}});
        of.index->reserve(1, in_.rows_.end());
    }
}

slot adding::finish() {
    if (in_.created_ && in_.is_null(*in_.created_, row_)) {
        const timestamp moment = graph_.clock_();
        set(*in_.created_, &moment);
    }
    if (in_.indexed_) expect_unique();
    if (in_.required_ != 0) {
        if (graph_.in_transaction())
            graph_.pending_.push_back({in_.number(), row_, in_.rows_.id(row_), -1});
        else
            graph_.expect_required(in_, row_);
    }
    if (in_.indexed_)
        for (const core::column& of : in_.columns_)
            if (of.index != nullptr && !of.is_null(row_)) of.index->insert(row_);
    if (unit_.serial != 0) {
        const kith::mark unit = unit_;
        graph_.commit(unit);
        unit_ = {};
    }
    finished_ = true;
    return row_;
}

}  // namespace kith::core

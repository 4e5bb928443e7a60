#include <kith/base/error.hpp>
#include <kith/core/adding.hpp>
#include <kith/core/commits.hpp>
#include <kith/core/observers.hpp>

#include <utility>

namespace kith::core {

adding::adding(extent& in, std::uint32_t end, adding& base) : adding(in, base.in_.rows_.id(base.row_)) {
    base_ = &base;
    const link_end& up = in.ends_[end];
    graph_.log_.begin_operation();
    up.relation->reserve_link(up.side, row_, base.row_);
    up.relation->link(up.side, row_, base.row_);
}

// What a row with a given id, in a graph that records or with rules of its own has to look at.
void adding::expect_id(key id) const {
    graph_.expect_idle();
    if (id > max_id)
        throw limit_error(errc::id_too_large,
                          "kith: id " + std::to_string(id) + " of type " + in_.type().name +
                              " is larger than ids can be (2^63-1); let the graph give the id");
    if (id == 0 && next_id_ > max_id)
        throw limit_error(
            errc::id_too_large,
            "kith: the ids of type " + in_.type().name +
                " are used up: they go on from the largest that was given, and one was given by hand "
                "that is the largest there is (2^63-1); choose lower ones");
    if (id != 0 && in_.rows_.find(id) != 0)
        throw integrity_error(errc::id_taken, "kith: id " + std::to_string(id) + " of type " +
                                                  in_.type().name + " is taken by " +
                                                  graph_.print(in_, in_.rows_.find(id)) +
                                                  "; let the graph give the id");
}

void adding::abandon() noexcept {
    if (unit().serial != 0) graph_.abandon(std::exchange(unit(), kith::mark{}));
    for (const link_end& each : in_.ends_) each.relation->clear(each.side, row_);
    graph_.wipe_rows(in_, {&row_, 1});
    in_.rows_.remove({&row_, 1});
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
    const link_end& link = in_.ends_[end];
    const link_end& other = link.other();
    // The common case, a new member of a list, displaces nobody and stamps nothing.
    if (link.one && !other.one && link.simple && link.partner(row_) == 0) {
        graph_.expect_alive(*link.target, member);
        if (link.relation->link_if_room(other.side, member, row_)) return;
        graph_.log_.begin_operation();
        link.relation->reserve_link(other.side, member, row_);
        link.relation->link(other.side, member, row_);
        return;
    }
    // A member that has to leave another for this row, or is stamped, would not be as before by erasing the
    // row.
    const bool displaces = other.described->arity == schema::arity::one && member != 0 &&
                           link.relation->partner(other.side, member) != 0;
    if ((displaces || !link.simple || graph_.opens_told_unit()) && unit().serial == 0) {
        // What orders it there, and who is told of the link, finds the whole row.
        for_each_row([](adding& each) { each.settle_cells(); });
        unit() = graph_.begin();
    }
    graph_.fresh_ = {&in_, row_};
    graph_.link(in_, end, row_, member);
}

// No unique value is taken, and every index has room for the row.
void adding::expect_unique() {
    for (std::uint32_t i = 0; i < in_.columns_.size(); ++i) {
        const core::column& of = in_.columns_[i];
        if (of.index == nullptr || of.is_null(row_)) continue;
        if (of.index->unique()) graph_.check_unique(in_, i, row_, in_.probe(i, row_));
        of.index->reserve(1, in_.rows_.end());
    }
}

// A cell that holds what a new row holds anyway was not given: its validator is not asked.
void adding::settle_cells() {
    if (std::exchange(settled_, true)) return;
    for (std::uint32_t i = 0; i < in_.columns_.size(); ++i) {
        const core::column& of = in_.columns_[i];
        if (of.watch == nullptr || !of.watch->validate || of.is_null(row_)) continue;
        const schema::field& field = *of.field;
        cell_value value;
        if (schema::is_string(field.kind)) {
            value.text = in_.text(i, row_);
            if (value.text == field.initial) continue;
        } else if (field.kind == schema::kind::boxed) {
            value.bytes = in_.boxed(i, row_);
        } else {
            value.bytes = in_.cells(i) + std::size_t{row_} * field.width;
            const std::string_view bytes(static_cast<const char*>(value.bytes), field.width);
            if (bytes == (field.initial.empty() ? std::string(field.width, '\0') : field.initial)) continue;
        }
        value = graph_.validated(in_, i, row_, value);
        if (value.null)
            graph_.wipe(in_, i, {&row_, 1});
        else if (schema::is_string(field.kind))
            set_text(i, value.text);
        else if (field.kind == schema::kind::boxed)
            set_boxed(i, value.bytes);
        else
            set(i, value.bytes);
    }
    if (!in_.created_ || !in_.is_null(*in_.created_, row_)) return;
    const timestamp moment = graph_.ask_clock();
    set(*in_.created_, &moment);
}

void adding::judge() {
    graph_.announce_added(in_, row_);
    if (in_.required_ == 0) return;
    if (graph_.in_transaction())
        graph_.pending_.push_back({in_.number(), row_, in_.rows_.id(row_), -1});
    else
        graph_.expect_required(in_, row_);
}

void adding::index() noexcept {
    if (!in_.indexed_) return;
    for (const core::column& of : in_.columns_)
        if (of.index != nullptr && !of.is_null(row_)) of.index->insert(row_);
}

slot adding::finish_slowly() {
    for_each_row([](adding& each) {
        each.settle_cells();
        if (each.in_.indexed_) each.expect_unique();
    });
    for_each_row([](adding& each) { each.judge(); });
    const bool told = graph_.opens_told_unit();
    if (told) graph_.commits_->prepare();
    for_each_row([](adding& each) { each.index(); });
    if (unit().serial != 0) {
        graph_.end_unit(unit());
        unit() = {};
    }
    for_each_row([](adding& each) { each.finished_ = true; });
    if (told) graph_.commits_->end_unit();
    graph_.fresh_ = {};
    if (graph_.commits_ != nullptr) graph_.commits_->tell();
    return row_;
}

}  // namespace kith::core

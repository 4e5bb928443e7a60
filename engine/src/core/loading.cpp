#include <kith/base/error.hpp>
#include <kith/core/loading.hpp>

#include <algorithm>

namespace kith::core {

loading::loading(graph& into) : graph_(into) {
    into.expect_between_units("loading into it");
    if (!into.empty())
        throw usage_error(errc::graph_not_empty,
                          "kith: this graph has entities already; load into a new graph, or clear it first");
    unit_ = into.begin();
}

loading::~loading() {
    if (unit_.serial != 0) graph_.abandon(unit_);
}

slot loading::add(extent& in, key id) {
    if (id == 0 || in.rows_.find(id) != 0)
        throw integrity_error(errc::id_taken,
                              "kith: type " + in.type().name + " cannot have " +
                                  (id == 0 ? "the id 0" : "two rows with the id " + std::to_string(id)) +
                                  "; ids count from 1 and each is there once");
    graph_.log_.begin_operation();
    graph_.log_.reserve(2 * in.columns_.size() + 2 * in.ends_.size() + 16);
    in.rows_.reserve_one(id);
    return in.rows_.add(id);
}

void loading::set(extent& in, std::uint32_t column, slot row, const void* value) {
    graph_.store(in, column, row, value);
    graph_.store_present(in, column, row, true);
}

void loading::set_text(extent& in, std::uint32_t column, slot row, std::string_view text) {
    memory::reserve_text(graph_.texts_, text.size());
    graph_.store_text(in, column, row, text);
    graph_.store_present(in, column, row, true);
}

void loading::set_boxed(extent& in, std::uint32_t column, slot row, const void* value) {
    const schema::boxed_type& type = *in.columns_[column].field->boxed;
    graph_.boxes_.reserve(1, 1);
    graph_.boxes_.free(in.cell<std::uint32_t>(column, row));
    const std::uint32_t box = graph_.boxes_.put(type, type.copy(value));
    set(in, column, row, &box);
}

void loading::index(extent& in, slot row) {
    for (std::uint32_t i = 0; i < in.columns_.size(); ++i) {
        const core::column& of = in.columns_[i];
        if (of.index == nullptr || of.is_null(row)) continue;
        if (of.index->unique()) graph_.check_unique(in, i, row, in.probe(i, row));
        of.index->reserve(1, in.rows_.end());
        of.index->insert(row);
    }
}

bool loading::link(extent& in, std::uint32_t end, slot a, slot b) {
    const link_end& link = in.ends_[end];
    link::relationship& relation = *link.relation;
    const unsigned other = link.side ^ 1U;
    if (relation.arity(link.side) == schema::arity::one && relation.partner(link.side, a) != 0) return false;
    if (relation.arity(other) == schema::arity::one && relation.partner(other, b) != 0) return false;
    if (relation.linked(link.side, a, b)) return false;
    graph_.log_.begin_operation();
    relation.reserve_link(link.side, a, b);
    relation.link(link.side, a, b);
    return true;
}

void loading::set_next_id(extent& in, key next) {
    if (next > in.rows_.next_id()) in.rows_.set_next_id(next);
}

void loading::finish() {
    graph_.settle_loaded();
    graph_.commit(unit_);
    unit_ = {};
}

}  // namespace kith::core

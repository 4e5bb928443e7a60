#include <kith/core/commits.hpp>
#include <kith/core/frozen_view.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace kith::core {

frozen_view& frozen_view::operator=(frozen_view&& other) noexcept {
    if (this == &other) return *this;
    drop();
    graph_ = std::move(other.graph_);
    copy_ = std::move(other.copy_);
    return *this;
}

void frozen_view::drop() noexcept {
    if (copy_ != nullptr) copy_->drop();
    copy_.reset();
    graph_.reset();
}

void frozen_view::fail_empty() {
    throw usage_error(errc::view_empty,
                      "kith: this frozen view is of no graph; take one with graph.freeze()");
}

void frozen_view::build_indexes() {
    static_cast<void>(contents());
    graph_->build_indexes();
}

graph::graph(view_of, const graph& of)
    : graph(of.catalog_, {.max_rows = of.most_rows_, .clock = of.clock_}, of.kept_boxes_) {
    drop_indexes();
    busy_ = true;
    log_.make_read_only();
}

open_view& graph::opened(const frozen_view& view) {
    const auto found = std::find_if(views_.begin(), views_.end(),
                                    [&](const open_view& each) { return each.copy == view.copy_; });
    if (view.copy_ == nullptr || found == views_.end())
        throw usage_error(errc::view_foreign,
                          "kith: this frozen view was not taken of this graph; take one with graph.freeze()");
    return *found;
}

frozen_view graph::freeze() {
    expect_idle();
    expect_between_units("freezing it");
    frozen_view made;
    made.graph_.reset(new graph(view_of{}, *this));
    made.copy_ = std::make_shared<memory::freezing>();
    views_.reserve(views_.size() + 1);
    made.copy_->reserve(log_, made.graph_->log_);
    log_.freeze(made.copy_);
    views_.push_back({made.copy_, boxes_.now()});
    made.graph_->share_rows(*this);
    return made;
}

void graph::refresh(frozen_view& view) {
    expect_idle();
    expect_between_units("refreshing a frozen view of it");
    open_view& open = opened(view);
    view.copy_->reserve(log_, view.graph_->log_);
    log_.freeze(view.copy_);
    open.boxes = boxes_.now();
    view.graph_->share_rows(*this);
    view.graph_->drop_indexes();
    forget_boxes();
}

// What of a graph's rows does not lie in regions.
void graph::share_rows(const graph& of) noexcept {
    for (std::size_t i = 0; i < extents_.size(); ++i) extents_[i]->rows_.share(of.extents_[i]->rows_);
}

// As a rollback does it, but behind the barrier: for marks and checkpoints it is a change like any other.
void graph::restore(const frozen_view& view) {
    expect_idle();
    expect_between_units("restoring it");
    open_view& open = opened(view);
    // Listed once, since readers of the view may complete it meanwhile.
    std::vector<memory::page_image> images;
    std::vector<std::pair<memory::region*, std::uint32_t>> pages;
    view.copy_->for_each_change(log_, [&](memory::region& where, std::uint32_t page, std::byte* bytes) {
        images.push_back({bytes, nullptr, 0});
        pages.emplace_back(&where, page);
    });
    const bool told = opens_told_unit();
    if (told) {
        memory::past to;
        for (std::size_t i = 0; i < pages.size(); ++i) {
            const memory::region& where = *pages[i].first;
            to.reserve(where.index(), where.pages());
            to.add(where.index(), pages[i].second, images[i].bytes != nullptr ? &images[i] : nullptr);
        }
        commits_->prepare_restored(to);
    }
    log_.begin_operation();
    log_.reserve(pages.size());
    boxes_.reserve_turn(open.boxes, boxes_.now());

    for (std::size_t i = 0; i < pages.size(); ++i)
        for (derived& each : derived_)
            each.withdraw_rows(*pages[i].first, pages[i].second,
                               images[i].bytes != nullptr ? &images[i] : nullptr);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const auto [where, page] = pages[i];
        where->touch(std::size_t{page} << memory::page_bits);
        if (images[i].bytes != nullptr)
            memory::copy_page(where->page(page), images[i].bytes);
        else
            std::memset(where->page(page), 0, memory::page_size);
    }
    for (const auto& [where, page] : pages)
        for (derived& each : derived_) each.insert_rows(*where, page);
    log_.thawed(*view.copy_);
    boxes_.turn(open.boxes, boxes_.now(), true);
    open.boxes = boxes_.now();
    forget_boxes();
    if (!told) return;
    commits_->end_unit();
    commits_->tell();
}

void graph::drop_indexes() noexcept {
    derived_.clear();
    for (const auto& each : extents_) {
        for (core::column& of : each->columns_) of.index.reset();
        for (link_end& end : each->ends_) end.keys = nullptr;
        each->keys_.clear();
        each->indexed_ = false;
    }
}

void graph::build_indexes() {
    std::vector<std::pair<core::column*, std::unique_ptr<index::index>>> of_columns;
    std::vector<std::pair<link_end*, std::unique_ptr<index::index>>> of_ends;
    for (const auto& in : extents_) {
        for (std::uint32_t i = 0; i < in->columns_.size(); ++i) {
            if (in->columns_[i].field->index == schema::index_kind::none) continue;
            auto made = in->make_index(i);
            made->reserve(in->rows_.size(), in->rows_.end());
            for (const slot row : in->rows_.all())
                if (!in->is_null(i, row)) made->insert(row);
            of_columns.emplace_back(&in->columns_[i], std::move(made));
        }
        for (link_end& end : in->ends_) {
            if (!has_keys(end)) continue;
            auto made = make_keys(end);
            const extent& members = *end.target;
            made->reserve(members.rows_.size(), members.rows_.end());
            for (const slot row : members.rows_.all())
                if (end.opposite->partner(row) != 0) made->insert(row);
            of_ends.emplace_back(&end, std::move(made));
        }
    }
    for (const auto& in : extents_) in->keys_.reserve(in->ends_.size());
    for (auto& [column, made] : of_columns) column->index = std::move(made);
    for (const auto& in : extents_) in->keys_.clear();
    for (auto& [end, made] : of_ends) {
        end->keys = made.get();
        end->owner->keys_.push_back(std::move(made));
    }
}

}  // namespace kith::core

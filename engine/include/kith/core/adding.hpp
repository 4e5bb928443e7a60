#pragma once

#include <kith/core/graph.hpp>

namespace kith::core {

/// A row under construction: it exists, but until `finish` nobody can have seen it, and unless `finish`
/// succeeds it never was, ids included.
class adding {
public:
    /// Throws limit_error; integrity_error when `id` is given and taken.
    explicit adding(extent& in, key id = 0) : in_(in), graph_(in.owner()), next_id_(in.rows_.next_id()) {
        if (id != 0 || next_id_ > max_id || graph_.busy()) [[unlikely]]
            expect_id(id);
        graph_.log_.begin_operation();
        graph_.log_.reserve(2 * in.columns_.size() + 2 * in.ends_.size() + 16);
        in.rows_.reserve_one(id);
        row_ = in.rows_.add(id);
    }
    /// The row of an entity that inherits, next to its base's row, which is under construction too: it has
    /// the same id, and is linked with it by `end`. `finish` finishes both, and what was given to one of them
    /// is taken back with the other. Links are given when the cells of both are.
    adding(extent& in, std::uint32_t end, adding& base);
    ~adding() {
        graph_.fresh_ = {};
        if (!finished_) [[unlikely]]
            abandon();
    }
    adding(const adding&) = delete;
    adding& operator=(const adding&) = delete;

    [[nodiscard]] slot row() const noexcept { return row_; }
    void set(std::uint32_t column, const void* value);
    void set_text(std::uint32_t column, std::string_view text);
    void set_boxed(std::uint32_t column, const void* value);
    /// Gives every column its initial value from the schema.
    void set_initial();
    void link(std::uint32_t end, slot member);
    /// Indexes the row, stamps it and checks what is required.
    slot finish() {
        if (!in_.simple_ || base_ != nullptr || unit_.serial != 0) return finish_slowly();
        finished_ = true;
        return row_;
    }

private:
    void expect_id(key id) const;
    void expect_unique();
    void settle_cells();
    void judge();
    void index() noexcept;
    slot finish_slowly();
    void abandon() noexcept;
    [[nodiscard]] kith::mark& unit() noexcept { return base_ != nullptr ? base_->unit() : unit_; }
    /// Of each row of the entity, bases first.
    template <class Work>
    void for_each_row(Work&& work) {
        if (base_ != nullptr) base_->for_each_row(work);
        work(*this);
    }

    extent& in_;
    graph& graph_;
    key next_id_;
    slot row_ = 0;
    bool settled_ = false;  // the cells: stamped, and as their validators want them
    bool finished_ = false;
    kith::mark unit_{};  // open when links are given that displace others; of a base, also its heirs' unit
    adding* base_ = nullptr;
};

}  // namespace kith::core

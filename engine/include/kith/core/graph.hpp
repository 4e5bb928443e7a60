#pragma once

#include <kith/base/error.hpp>
#include <kith/core/bookkeeping.hpp>
#include <kith/core/derived.hpp>
#include <kith/core/erase_preview.hpp>
#include <kith/core/extent.hpp>
#include <kith/core/mark.hpp>
#include <kith/core/options.hpp>
#include <kith/memory/heap.hpp>
#include <kith/memory/page_log.hpp>
#include <kith/schema/catalog.hpp>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::core {

class checkpoint;
class commits;
class difference;
class frozen_view;
class kept_digest;
class observers;
struct cell_value;
struct net_changes;

/// The graph without its users' types: rows, cells and links by number, worked from the run-time schema.
/// The typed face (`kith::graph`) and the stores are written against it.
///
/// Every public change is one unit of work, unless a transaction is open; then the transaction is. A
/// change that throws has changed nothing. Not thread-safe: many readers or one writer.
class graph {
public:
    explicit graph(schema::catalog catalog, kith::options options = {})
        : graph(std::make_shared<const schema::catalog>(std::move(catalog)), std::move(options),
                std::make_shared<table::boxes>()) {}
    ~graph();
    graph(const graph&) = delete;
    graph& operator=(const graph&) = delete;

    [[nodiscard]] const schema::catalog& catalog() const noexcept { return *catalog_; }
    /// The same, for what may outlive the graph.
    [[nodiscard]] const std::shared_ptr<const schema::catalog>& shared_catalog() const noexcept {
        return catalog_;
    }
    [[nodiscard]] std::size_t types() const noexcept { return extents_.size(); }
    [[nodiscard]] extent& at(std::uint32_t type) noexcept { return *extents_[type]; }
    [[nodiscard]] const extent& at(std::uint32_t type) const noexcept { return *extents_[type]; }
    /// The same of a graph that is only looked at: refs, which are for writing too, hold what they read like this.
    [[nodiscard]] extent& reach(std::uint32_t type) const noexcept { return *extents_[type]; }
    /// Throws schema_error when there is no such type.
    [[nodiscard]] extent& at(std::string_view type) { return reach(type); }
    [[nodiscard]] extent& reach(std::string_view type) const;
    /// Where long texts lie.
    [[nodiscard]] const memory::heap& texts() const noexcept { return texts_; }
    /// True if no type has a row.
    [[nodiscard]] bool empty() const noexcept;

    // --- cells ---------------------------------------------------------------------------------------
    // Each sets one cell of a living row. An equal value is no change. Throws integrity_error when a
    // unique value is taken, lookup_error when the row is gone.

    /// `value` points at a value of the column's kind (numbers, dates, plain structs).
    void set(extent& in, std::uint32_t column, slot row, const void* value);
    void set_text(extent& in, std::uint32_t column, slot row, std::string_view text);
    /// `value` is copied with the type's `copy`.
    void set_boxed(extent& in, std::uint32_t column, slot row, const void* value);
    void set_null(extent& in, std::uint32_t column, slot row);

    /// A column that `each_run` hands out: which, and whether it is written.
    struct column_use {
        std::uint32_t column;
        bool written;
    };
    using run_work = void (*)(const void* with, slot first, std::size_t count);
    /// Calls `work` with each run of slots that live, in ascending order. Meanwhile cells of the columns that are
    /// written may be, by whoever is called, without the barrier. See kith::columns_of.
    void each_run(extent& in, std::span<const column_use> columns, run_work work, const void* with);

    // --- links ---------------------------------------------------------------------------------------
    // `a` is a row of `in`, `b` one of the end's target. Both ends are kept in step; an end that can hold
    // one lets go of what it had.

    /// Links a and b; on a `many` end b comes last. Linking twice is no change.
    void link(extent& in, std::uint32_t end, slot a, slot b);
    /// Links a and each of `members`, as one unit.
    void link(extent& in, std::uint32_t end, slot a, std::span<const slot> members);
    /// Unlinks a and b. Throws lookup_error when b is no member.
    void unlink(extent& in, std::uint32_t end, slot a, slot b);
    /// Unlinks all members.
    void clear(extent& in, std::uint32_t end, slot a);
    /// Links b as the n-th member of a `many` end; beyond the end it comes last. A member that is there
    /// already keeps its place.
    void insert(extent& in, std::uint32_t end, slot a, std::size_t n, slot b);
    /// Puts b in the place of the n-th member, which is released.
    void replace(extent& in, std::uint32_t end, slot a, std::size_t n, slot b);
    /// Makes the given rows the members, in this order (without repeats): releases who is not listed.
    void assign(extent& in, std::uint32_t end, slot a, std::span<const slot> members);
    /// Gives the members another order: the n-th of `order` is the old index of the n-th. A permutation.
    void reorder(extent& in, std::uint32_t end, slot a, std::span<const std::uint32_t> order);
    /// Moves the member at one index to another; those between make room.
    void move(extent& in, std::uint32_t end, slot a, std::size_t from, std::size_t to);
    /// Exchanges the members at two indexes.
    void swap(extent& in, std::uint32_t end, slot a, std::size_t one, std::size_t two);
    /// Puts `members` in the place of `count` members from `first` on, which are released unless they are
    /// among them.
    void splice(extent& in, std::uint32_t end, slot a, std::size_t first, std::size_t count,
                std::span<const slot> members);
    /// The member of a keyed end under a key, 0 for none. Constant opposite a `one`, else linear.
    [[nodiscard]] slot find_keyed(const extent& in, std::uint32_t end, slot a, index::probe key) const;

    // --- rows ----------------------------------------------------------------------------------------

    /// Erases a row and what its cascades take with it.
    void erase(extent& in, slot row);
    /// Erases several rows and what their cascades take, as one unit.
    void erase(extent& in, std::span<const slot> rows);
    /// What erasing these rows would erase, unlink and refuse. Changes nothing.
    [[nodiscard]] erase_preview what_erase_takes(extent& in, std::span<const slot> rows);
    /// Erases everything; ids go on counting.
    void clear();

    // --- time ----------------------------------------------------------------------------------------

    [[nodiscard]] kith::mark mark();
    void rollback(kith::mark to);
    void release(kith::mark which);
    /// It is this graph's and not spent.
    [[nodiscard]] bool is_live(kith::mark which) const noexcept;
    /// The marks that going back to this one would spend beside it, those of transactions among them.
    [[nodiscard]] std::size_t marks_after(kith::mark which) const;
    /// Bytes of old pages that are kept for a mark and those after it.
    [[nodiscard]] std::size_t history_since(kith::mark which) const;
    /// Opens a nested unit of work; ended by `commit` or `abandon` with the mark it returned.
    [[nodiscard]] kith::mark begin();
    void commit(kith::mark begun);
    void abandon(kith::mark begun) noexcept;
    [[nodiscard]] bool in_transaction() const noexcept { return transactions_ != 0; }
    /// Throws usage_error while a transaction is open, before `doing`.
    void expect_between_units(const char* doing) const;
    /// True until the unit that `begin` opened has ended, whichever way.
    [[nodiscard]] bool is_open(kith::mark begun) const noexcept;
    /// What differs between a mark and now, as a value of its own. Throws usage_error when the mark is spent.
    /// Complexity: linear in the pages that were written since.
    [[nodiscard]] net_changes changes_since(kith::mark since) const;

    /// Runs `work` as a nested unit: all of it happens, or nothing.
    template <class Work>
    void as_unit(Work&& work) {
        const kith::mark begun = begin();
        try {
            work();
            commit(begun);
        } catch (...) {
            abandon(begun);
            throw;
        }
    }

    // --- frozen views --------------------------------------------------------------------------------
    // Each throws usage_error while a transaction is open, limit_error or std::bad_alloc: nothing has changed then.

    /// The graph as it is now, to be read while this one goes on. Copies nothing by itself.
    /// Complexity: that of making an empty graph, and a byte of each page.
    [[nodiscard]] frozen_view freeze();
    /// Takes the view, which nobody reads meanwhile, to the present: in its memory, and copying only the pages
    /// that were written since it was taken. Throws usage_error (view_foreign) unless it is of this graph.
    /// Invalidates refs and queries of the view.
    void refresh(frozen_view& view);
    /// Puts everything back to what it was when the view was taken, ids to be given next included. Like a change of
    /// the graph by hand, it can be rolled back; observers of single changes are not told. Others may read the view
    /// meanwhile.
    /// Throws usage_error (view_foreign) unless it is of this graph.
    /// Complexity: linear in the pages that were written since.
    void restore(const frozen_view& view);

    // --- looking -------------------------------------------------------------------------------------

    /// Audits every invariant; one sentence for each that is broken.
    [[nodiscard]] std::vector<std::string> check() const;
    /// A row on a cycle along an end that links a type with itself, 0 for none. Linear.
    [[nodiscard]] slot find_cycle(const link_end& end) const;
    /// A 64-bit hash of the logical content: ids, values, links and their order, equal for equal graphs however
    /// they came about. The order of rows and the ids to be given next do not count. Linear in the content.
    [[nodiscard]] std::uint64_t digest() const;
    /// The same number. After `keep_digest` linear in the pages written since, and for the thread that writes.
    [[nodiscard]] std::uint64_t digest();
    /// From now on `digest` of a graph that is not const goes on from what it found last. For that, the first write
    /// to each page since then copies it, once for all marks and points in time. May throw std::bad_alloc.
    void keep_digest();
    void drop_digest() noexcept;
    /// "<Game 1, Zelda, Switch, 60>"; "<Game>" for the null row.
    [[nodiscard]] std::string print(const extent& in, slot row) const;

    using memory_use = core::memory_use;
    [[nodiscard]] memory_use memory() const noexcept;

    // --- watching ------------------------------------------------------------------------------------

    /// Who is asked and told about changes. Made when first asked for.
    [[nodiscard]] const std::shared_ptr<core::observers>& observers();
    /// To be called when a column, an end or a type's rows have somebody who watches them.
    void watch_column(extent& in, std::uint32_t column);
    void watch_end(extent& in, std::uint32_t end);
    void watch_rows(extent& in);
    /// Who is told of units of work that have ended. Made when first asked for.
    [[nodiscard]] core::commits& commits();

    [[nodiscard]] const void* boxed_value(std::uint32_t box) const noexcept { return boxes_.value(box); }
    [[nodiscard]] timestamp now() const { return clock_(); }
    /// True while a clock, a validator, an observer or work on columns runs: nothing can be changed then.
    [[nodiscard]] bool busy() const noexcept { return busy_; }
    /// Throws usage_error when it is busy.
    void expect_idle() const {
        if (busy_) log_.fail_sealed();
    }
    void set_clock(std::function<timestamp()> clock);

    /// Throws lookup_error unless `row` lives.
    void expect_alive(const extent& in, slot row) const {
        if (busy_ || !in.rows_.lives(row)) [[unlikely]]
            fail_gone(in, row);
    }

private:
    friend class adding;
    friend class loading;
    friend class checkpoint;
    friend class commits;
    friend class difference;
    friend class history;
    friend class frozen_view;
    friend class restoring;

    struct view_of {};

    graph(std::shared_ptr<const schema::catalog> catalog, kith::options options,
          std::shared_ptr<table::boxes> boxes);
    graph(view_of, const graph& of);
    [[nodiscard]] open_view& opened(const frozen_view& view);
    void share_rows(const graph& of) noexcept;
    [[nodiscard]] static bool has_keys(const link_end& end) noexcept;
    [[nodiscard]] static std::unique_ptr<index::index> make_keys(const link_end& end);
    void drop_indexes() noexcept;
    void build_indexes();

    [[noreturn]] void fail_gone(const extent& in, slot row) const;
    void expect_direct(const extent& in, std::uint32_t column) const;
    class pause;  // of an operation, while somebody else's code runs
    [[nodiscard]] timestamp ask_clock();
    [[nodiscard]] std::size_t depth_of(kith::mark which, const char* verb) const;
    void restore(std::size_t depth) noexcept;
    /// Pages get the bytes that are held for them, and the other way round; the values of boxed fields live as
    /// before the events from `first` to `last`, or as after them.
    void exchange(std::span<memory::held_page> pages, std::uint64_t first, std::uint64_t last, bool before);
    void end_mark(std::size_t depth);
    void end_unit(kith::mark begun);
    // Whether a public change that begins now is a unit of work of which somebody is told.
    [[nodiscard]] bool opens_told_unit() const noexcept { return tells_units_ && transactions_ == 0; }
    [[nodiscard]] bool undisturbed() const noexcept { return !busy_ && !tells_units_ && !log_.recording(); }
    void forget_boxes() noexcept;
    [[nodiscard]] bool boxes_wanted() const noexcept { return !checkpoints_.empty() || !views_.empty(); }

    void store(extent& in, std::uint32_t column, slot row, const void* value);
    void store_text(extent& in, std::uint32_t column, slot row, std::string_view text);
    void store_present(extent& in, std::uint32_t column, slot row, bool present);
    void wipe(extent& in, std::uint32_t column, std::span<const slot> rows);
    void check_unique(const extent& in, std::uint32_t column, slot row, const index::probe& key) const;
    [[noreturn]] void fail_required(const extent& in, std::string_view member, slot row) const;
    [[nodiscard]] static bool holds(const extent& in, std::uint32_t column, slot row,
                                    const cell_value& value);
    [[nodiscard]] static index::probe probe_of(const schema::field& field, const cell_value& value);
    void change(extent& in, std::uint32_t column, slot row, cell_value value);
    void change_cell(extent& in, std::uint32_t column, slot row, const cell_value& value);
    // `updated` stamps: everything that can fail is in prepare_stamps, which tells the time to stamp.
    [[nodiscard]] timestamp prepare_stamps(extent& in, std::size_t rows);
    [[nodiscard]] timestamp prepare_stamps(const link_end& end, std::size_t pairs);
    void stamp(extent& in, slot row, timestamp moment);
    void stamp_key_holder(const link_end& end, slot a, slot b, timestamp moment);
    void wipe_rows(extent& in, std::span<const slot> rows);

    [[nodiscard]] static bool erases_members(const link_end& end) noexcept;
    void reserve_pending(std::size_t more);
    void note_loss(const link_end& end, slot b);
    void unlink_pair(const link_end& end, slot a, slot b);
    void link_valid(const link_end& end, slot a, slot b);
    void link_displacing(const link_end& end, slot a, slot b, slot displaced, slot robbed);
    void link_now(const link_end& end, slot a, slot b, slot displaced, slot robbed);
    void release_occupants(const link_end& end, slot a, slot b);
    void unlink_slowly(extent& in, std::uint32_t index, slot a, slot b);
    void clear_slowly(extent& in, std::uint32_t index, slot a);
    void unlink_told(const link_end& end, slot a, slot b);
    void unlink_now(const link_end& end, slot a, slot b);
    void unlink_numbered(const link_end& end, slot a, slot b);
    void release_all(const link_end& end, slot a);
    void join(const link_end& end, slot a, slot b);
    void part(const link_end& end, slot a, slot b);

    // limits.cpp: what may not be linked
    void expect_linkable(const link_end& end, slot a, slot b) const;
    void check_single_parent(const link_end& end, slot a, slot b) const;
    void check_room(const link_end& end, slot a, slot b) const;
    void check_acyclic(const link_end& end, slot a, slot b) const;
    [[noreturn]] void fail_room(const link_end& end, slot a, std::size_t count) const;
    [[nodiscard]] bool reaches(const link_end& end, slot from, slot to) const;

    // filing.cpp: orders that a column of the members decides
    void expect_key(const link_end& end, slot b) const;
    [[nodiscard]] slot find_occupant(const link_end& end, slot a, slot b) const;
    [[nodiscard]] slot find_loaded(const link_end& end, slot a, slot b) const;
    void file_loaded(const link_end& end);
    void file(const link_end& end, slot a, slot b);
    void sort_member(const link_end& end, slot a, slot b);
    void number_members(const link_end& end, slot a, std::size_t from);
    void set_number(const link_end& end, slot b, std::uint64_t number);
    void forget_keys(const link_end& end, slot a) noexcept;
    void change_filed(extent& in, std::uint32_t column, slot row, const cell_value& value);
    void sort_owners(extent& in, std::uint32_t column, slot row);

    template <class Change>
    void rearrange(const link_end& end, slot a, std::size_t from, Change&& change);

    // telling.cpp: validators and observers
    [[nodiscard]] slot validated(const link_end& end, slot owner, slot member);
    void ask_reverse(const link_end& end, slot owner, slot member);
    void ask_removal(const link_end& end, slot owner, slot member, bool reverse);
    void tell(const link_end& end, slot owner, slot before, slot after);
    void announce_link(const link_end& end, slot a, slot b, slot displaced, slot robbed);
    void announce_unlink(const link_end& end, slot a, slot b);
    void announce_erase();
    void announce_added(extent& in, slot row);
    [[nodiscard]] cell_value validated(extent& in, std::uint32_t column, slot row, const cell_value& value);
    void tell(extent& in, std::uint32_t column, slot row, const cell_value& value);
    void settle(std::size_t from);
    void expect_required(const extent& in, slot row) const;
    void plan_erase(std::span<const std::pair<extent*, slot>> roots);
    using refusal = std::function<void(errc, const extent&, slot, const std::string& why)>;
    void judge_plan(const refusal& refuse);
    void note_plan();
    void forget_plan() noexcept;
    void apply_plan();
    [[nodiscard]] std::vector<std::size_t> count_stamps() const;
    void reserve_erase(std::span<const std::size_t> stamped);
    void stamp_partners(timestamp moment);
    void forget_links();
    void erase_all(std::span<const std::pair<extent*, slot>> roots);
    [[nodiscard]] std::vector<std::pair<const link_end*, slot>> numbered_lists() const;
    void judge_members(const link_end& end, slot row) const;
    void settle_loaded();
    void judge_loaded(const link_end& end) const;
    std::shared_ptr<const schema::catalog> catalog_;
    std::uint64_t most_rows_;  // as its options say
    memory::page_log log_;
    memory::heap texts_;
    link::list_space lists_;
    std::shared_ptr<table::boxes> kept_boxes_;  // frozen views have their shares
    table::boxes& boxes_;
    std::vector<std::unique_ptr<extent>> extents_;
    std::vector<std::unique_ptr<link::relationship>> relations_;
    std::vector<derived> derived_;  // every index
    std::function<timestamp()> clock_;
    bool busy_ = false;
    std::shared_ptr<core::observers> observers_;
    bool tells_units_ = false;  // see commits

    std::vector<open_mark> marks_;
    std::size_t transactions_ = 0;
    std::uint64_t last_serial_ = 0;
    std::vector<pending> pending_;  // looked at when the outermost transaction commits
    std::vector<checkpoint*> checkpoints_;
    std::vector<open_view> views_;
    std::unique_ptr<core::commits> commits_;
    std::unique_ptr<kept_digest> kept_digest_;
    // Of an erase, kept for their capacity: the rows that go, in the order in which they were found, are those
    // of the types in `plan_`, each time the next so many of its `going_`.
    std::vector<found_rows> plan_;
    std::vector<extent*> leaving_;  // the types of these
    template <class Each>
    void each_planned(Each&& each) const {
        for (const found_rows& found : plan_)
            for (std::size_t n = 0; n < found.count; ++n)
                each(*found.in, found.in->going_.rows()[found.first + n]);
    }
    // A row being added: the links it comes with are no change of it.
    std::pair<const extent*, slot> fresh_{};
    [[nodiscard]] bool is_fresh(const extent& in, slot row) const noexcept {
        return fresh_.second == row && fresh_.first == &in;
    }
};

}  // namespace kith::core

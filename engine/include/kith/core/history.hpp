#pragma once

#include <kith/core/checkpoint.hpp>
#include <kith/core/net_changes.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

/// What a history keeps at most. When it is more, the oldest steps are forgotten; the newest stays.
struct history_limits {
    std::size_t steps = 1000;
    std::size_t bytes = std::size_t{256} << 20;  ///< of old pages
};

namespace core {

/// Undo and redo of a graph, in named steps, for editors.
///
/// All that has changed since the last step belongs to the next one, however it was changed: by single calls, by
/// transactions, by rollbacks. A change ends redo: what was undone is forgotten when the next step is made, and
/// until then `redo` refuses. A change that was taken back again by hand is none.
///
/// Undo and redo are changes themselves: a mark taken before can go back past them, stores write them out, and who
/// watches commits is told of each once. Everything is as it was: fields, both ends of links, order, ids to be
/// given next, indexes, `updated` stamps; so an id can be given again after an undo, as after a rollback.
///
/// While it lives, the first write to each page since the last step copies that page (4 KiB); a step keeps the
/// pages that it changed. Time of a step, an undo or a redo: linear in these pages.
///
/// Ownership: refers to the graph. Of a graph that died first nothing can be undone. Not copied, not moved.
class history {
public:
    explicit history(core::graph& of, history_limits limits = {});
    ~history();
    history(const history&) = delete;
    history& operator=(const history&) = delete;

    /// Makes all that has changed since the last step a step of that name. False, and no step, when nothing has.
    /// Throws usage_error while a transaction is open; std::bad_alloc, and then nothing has changed.
    bool step(std::string name);
    /// The same, but what has changed joins the newest step when that has the same name and nothing was undone
    /// since: a slider that is dragged, a word that is typed.
    bool extend(std::string name);
    /// Runs `work` as one unit and makes it a step: all of it, or when it throws nothing. When somebody throws who is
    /// told of the unit that has ended, the step is made and what was thrown goes through.
    /// What had changed before it becomes a step without a name.
    template <class Work>
    bool step(std::string name, Work&& work) {
        settle();
        try {
            graph_for("make a step").as_unit(std::forward<Work>(work));
        } catch (...) {
            step(std::move(name));  // of what is left of it: nothing, unless it has ended
            throw;
        }
        return step(std::move(name));
    }

    /// False, too, when the graph is gone.
    [[nodiscard]] bool can_undo() const { return changed() || (done_ != 0 && since_.alive()); }
    [[nodiscard]] bool can_redo() const { return done_ < steps_.size() && since_.alive() && !changed(); }
    /// Takes the newest step back; what has changed since it counts as one, without a name. Throws usage_error when
    /// there is none, or a transaction is open; std::bad_alloc, and then nothing has changed.
    void undo();
    /// Does the step again that was taken back last. Throws as `undo`.
    void redo();

    /// The names of the steps, the oldest first; those from `done()` on are undone.
    [[nodiscard]] std::vector<std::string_view> names() const;
    [[nodiscard]] std::size_t done() const noexcept { return done_; }
    /// The name of the step that `undo`, or `redo`, would take, "" for none.
    [[nodiscard]] std::string_view undo_name() const;
    [[nodiscard]] std::string_view redo_name() const;
    /// What `undo`, or `redo`, would change now: nothing when there is no such step. Reads the pages of the step only.
    [[nodiscard]] net_changes undo_changes() const;
    [[nodiscard]] net_changes redo_changes() const;
    /// True if something has changed since the last step was made. A field that was set back has not; a link that
    /// came and went has, since it left its trace in the store of lists. Reads touched pages only.
    [[nodiscard]] bool changed() const;

    /// Forgets all steps, and what has changed until now.
    void clear();
    /// Bytes of the old pages that are kept.
    [[nodiscard]] std::size_t memory() const noexcept;

private:
    struct one_step {
        std::string name;
        std::vector<memory::held_page>
            pages;                // as they were before the step, or, when it is undone, after it
        std::uint64_t first_box;  // events of boxed values in it
        std::uint64_t last_box;
    };
    [[nodiscard]] core::graph& graph_for(const char* what) const;
    [[nodiscard]] net_changes changes_to(const memory::past& then) const;
    void settle();
    void turn(one_step& which, bool before);
    [[nodiscard]] static memory::past past_of(const one_step& step);
    void drop(one_step& gone) noexcept;
    [[nodiscard]] static std::size_t images(const one_step& of) noexcept;
    void drop_undone() noexcept;
    void clear_steps() noexcept;
    void keep_limits() noexcept;
    void hold_boxes() noexcept;
    [[nodiscard]] one_step take(std::string name);

    checkpoint since_;  // the last step
    history_limits limits_;
    std::vector<one_step> steps_;
    std::size_t done_ = 0;   // so many are done, the rest is undone
    std::uint64_t now_box_;  // events of boxed values up to the last step
};

}  // namespace core

}  // namespace kith

#pragma once

#include <kith/model/frozen_view.hpp>
#include <kith/model/schema_of.hpp>

#include <utility>

namespace kith {

class changes;

/// The types of a graph: `kith::graph graph(kith::models<Game, User, Review>);`
template <class... Types>
struct models_list {};
template <class... Types>
inline constexpr models_list<Types...> models{};

namespace model {

template <class... Types>
[[nodiscard]] schema::catalog catalog_of(models_list<Types...>) {
    std::vector<schema::type> types;
    (expect_described<Types>(), ...);
    if constexpr ((described<Types> && ...)) {
        (types.push_back(schema_of<Types>()), ...);
        (check_bases<Types, Types...>(), ...);
    }
    return schema::catalog::of(std::move(types));
}

}  // namespace model

/// A unit of work: what happens in it happens whole or not at all. Leaving the scope without `commit`
/// rolls back. Orphans and what is required are judged at the outermost commit.
class transaction {
public:
    explicit transaction(core::graph& in) : graph_(&in), begun_(in.begin()) {}
    ~transaction() {
        if (graph_ != nullptr) graph_->abandon(begun_);
    }
    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;

    /// Ends it. Throws integrity_error when a rule is broken: nothing is changed then, and the
    /// transaction is still open. What an observer of commits throws comes out here, too, when it has ended.
    void commit() {
        expect_open();
        if (!graph_->is_open(begun_))
            throw usage_error(
                errc::transaction_over,
                "kith: this transaction was taken back with the one around it, which was left before "
                "it; end the inner one first");
        try {
            graph_->commit(begun_);
        } catch (...) {
            if (!graph_->is_open(begun_)) graph_ = nullptr;
            throw;
        }
        graph_ = nullptr;
    }
    void rollback() {
        expect_open();
        graph_->expect_idle();
        std::exchange(graph_, nullptr)->abandon(begun_);
    }

private:
    void expect_open() const {
        if (graph_ == nullptr)
            throw usage_error(errc::transaction_over, "kith: this transaction has ended; begin a new one");
    }
    core::graph* graph_;
    kith::mark begun_;
};

/// A living graph of entities. See core::graph for what every change promises.
///
/// Ownership: owns all entities; refs and views into it must not outlive it. Not copied, not moved.
/// Threads: many readers or one writer.
class graph : public core::graph, public model::reading<graph> {
public:
    /// Throws schema_error when the models do not fit together.
    template <class... Types>
    explicit graph(models_list<Types...> types, kith::options options = {})
        : core::graph(model::catalog_of(types), std::move(options)), model::reading<graph>(
                                                                         {&model::type_key<Types>...}) {}

    /// Adds an entity. Members that are refs are linked. Throws integrity_error when a unique value is
    /// taken or something required is missing; nothing is changed then.
    template <class T>
    ref<T> add(const T& value) {
        return add_at(kith::id<T>{}, value);
    }
    /// Adds an entity under an id of the caller's choice, which must be free.
    template <class T>
    ref<T> add(kith::id<T> wanted, const T& value) {
        return add_at(wanted, value);
    }

    using core::graph::erase;
    /// Erases an entity and what its cascades take with it; everybody else forgets it.
    template <class T>
    void erase(const ref<T>& entity) {
        core::extent& in = model::access::writable(entity);
        expect_own(in);
        erase(in, model::access::row(entity));
    }
    /// The same for an entity that is kept by its id. Throws lookup_error when it is erased or never was.
    template <class T>
    void erase(kith::id<T> entity) {
        erase(get(entity));
    }
    /// Erases all entities of a range of refs, as one unit of work: `graph.erase(game.reviews())`. When one may not
    /// go, all stay. To name one twice is to name it once.
    template <model::range_of_refs Entities>
    void erase(Entities&& entities) {
        std::vector<slot> rows;
        core::extent* in = nullptr;
        for (const auto& entity : entities) {
            in = &model::access::writable(entity);
            expect_own(*in);
            rows.push_back(model::access::row(entity));
        }
        if (in != nullptr) erase(*in, rows);
    }

    using core::graph::what_erase_takes;
    /// What erasing an entity would erase, unlink and refuse, in the order in which it would happen. Changes
    /// nothing; not for observers to ask (usage_error), since it is worked out where an erase is.
    template <class T>
    [[nodiscard]] erase_preview what_erase_takes(const ref<T>& entity) {
        core::extent& in = model::access::writable(entity);
        expect_own(in);
        const slot row = model::access::row(entity);
        return what_erase_takes(in, {&row, 1});
    }

    /// The graph as it is now, to be read by other threads while this one goes on. Copies nothing by itself: a page
    /// is copied before it changes, or when the view is read. Throws usage_error while a transaction is open.
    [[nodiscard]] frozen_view freeze() { return {core::graph::freeze(), *this}; }
    /// What differs between a mark and now. Throws usage_error when the mark is spent.
    /// Complexity: linear in the pages that were written since.
    [[nodiscard]] changes changes_since(kith::mark since) const;

    [[nodiscard]] kith::transaction transaction() { return kith::transaction(*this); }
    /// Runs `work` as one unit: all of it, or when it throws nothing. Returns what it returns.
    template <class Work>
    decltype(auto) atomically(Work&& work) {
        kith::transaction unit(*this);
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            std::forward<Work>(work)();
            unit.commit();
        } else {
            decltype(auto) result = std::forward<Work>(work)();
            unit.commit();
            return result;
        }
    }

private:
    template <class T>
    ref<T> add_at(kith::id<T> wanted, const T& value) {
        core::extent& in = extent_of<T>();
        if constexpr (model::described<T>) {
            model::adding<T> made(in, wanted.value, value);
            made.link(value);
            return model::access::make<T>(in, made.row().finish());
        } else {
            return {};
        }
    }
    void expect_own(const core::extent& in) const {
        if (&in.owner() != this)
            throw usage_error(errc::foreign_ref,
                              "kith: this " + in.type().name + " is of another graph; erase it there");
    }
};

}  // namespace kith

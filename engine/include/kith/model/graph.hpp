#pragma once

#include <kith/model/schema_of.hpp>

#include <utility>

namespace kith {

/// The types of a graph: `kith::graph graph(kith::models<Game, User, Review>);`
template <class... Types>
struct models_list {};
template <class... Types>
inline constexpr models_list<Types...> models{};

namespace model {

template <class T>
inline constexpr char type_key = 0;  // its address stands for the type

template <class... Types>
[[nodiscard]] schema::catalog catalog_of(models_list<Types...>) {
    std::vector<schema::type> types;
    (types.push_back(schema_of<Types>()), ...);
    (check_bases<Types, Types...>(), ...);
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
    /// transaction is still open.
    void commit() {
        expect_open();
        graph_->commit(begun_);
        graph_ = nullptr;
    }
    void rollback() {
        expect_open();
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
class graph : public core::graph {
public:
    /// Throws schema_error when the models do not fit together.
    template <class... Types>
    explicit graph(models_list<Types...> types, kith::options options = {})
        : core::graph(model::catalog_of(types), std::move(options)), keys_{&model::type_key<Types>...} {}

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

    /// The entity with that id. Throws lookup_error when it is erased or never was.
    template <class T>
    [[nodiscard]] ref<T> get(kith::id<T> wanted) {
        const ref<T> found = find(wanted);
        if (!found)
            throw lookup_error(errc::entity_gone,
                               "kith: there is no " + extent_of<T>().type().name + " " +
                                   std::to_string(wanted.value) +
                                   "; it was erased or never was; use find() if that may be");
        return found;
    }
    template <class T>
    [[nodiscard]] ref<T> get(key wanted) {
        return get(kith::id<T>{wanted});
    }
    /// The entity with that id, or an empty ref.
    template <class T>
    [[nodiscard]] ref<T> find(kith::id<T> wanted) {
        core::extent& in = extent_of<T>();
        return model::access::make<T>(in, in.rows().find(wanted.value));
    }
    template <class T>
    [[nodiscard]] ref<T> find(key wanted) {
        return find(kith::id<T>{wanted});
    }
    /// All entities of a type, in the order in which they were added.
    template <class T>
    [[nodiscard]] rows_view<T> all() {
        return rows_view<T>(extent_of<T>());
    }
    template <class T>
    [[nodiscard]] std::size_t count() {
        return extent_of<T>().rows().size();
    }
    template <class T>
    [[nodiscard]] kith::query<T> query() {
        return kith::query<T>(core::query(extent_of<T>()));
    }

    using core::graph::erase;
    /// Erases an entity and what its cascades take with it; everybody else forgets it.
    template <class T>
    void erase(const ref<T>& entity) {
        core::extent& in = model::access::writable(entity);
        expect_own(in);
        erase(in, model::access::row(entity));
    }

    using core::graph::what_erase_takes;
    /// What erasing an entity would erase, unlink and refuse, in the order in which it would happen. Changes
    /// nothing.
    template <class T>
    [[nodiscard]] erase_preview what_erase_takes(const ref<T>& entity) {
        core::extent& in = model::access::writable(entity);
        expect_own(in);
        const slot row = model::access::row(entity);
        return what_erase_takes(in, {&row, 1});
    }

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
    [[nodiscard]] core::extent& extent_of() {
        static_assert(model::described<T>, "kith: this type has no KITH_MODEL");
        for (std::uint32_t i = 0; i < keys_.size(); ++i)
            if (keys_[i] == &model::type_key<T>) return at(i);
        return at(
            std::string_view(kith_name_of(static_cast<T*>(nullptr))));  // throws: not part of this graph
    }
    template <class T>
    ref<T> add_at(kith::id<T> wanted, const T& value) {
        core::extent& in = extent_of<T>();
        model::adding<T> made(in, wanted.value, value);
        made.link(value);
        return model::access::make<T>(in, made.row().finish());
    }
    void expect_own(const core::extent& in) const {
        if (&in.owner() != this)
            throw usage_error(errc::foreign_ref,
                              "kith: this " + in.type().name + " is of another graph; erase it there");
    }

    std::vector<const void*> keys_;
};

}  // namespace kith

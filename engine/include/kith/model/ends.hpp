#pragma once

#include <kith/model/query.hpp>

#include <iterator>
#include <ranges>
#include <span>

namespace kith {

namespace model {

/// Walks slots as refs.
template <class T>
class ref_iterator {
public:
    using value_type = ref<T>;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;  // it returns values; forward by its concept
    using iterator_concept = std::forward_iterator_tag;
    using pointer = void;
    using reference = ref<T>;

    ref_iterator() = default;
    ref_iterator(core::extent* in, table::slot_range::iterator at) noexcept : in_(in), at_(at) {}

    ref<T> operator*() const noexcept { return access::make<T>(in_, *at_); }
    ref_iterator& operator++() noexcept {
        ++at_;
        return *this;
    }
    ref_iterator operator++(int) noexcept {
        ref_iterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const ref_iterator& a, const ref_iterator& b) noexcept { return a.at_ == b.at_; }

private:
    core::extent* in_ = nullptr;
    table::slot_range::iterator at_;
};

/// The slots of a range of refs, each checked to be of `target`.
template <class Range>
[[nodiscard]] std::vector<slot> slots_of(const Range& refs, const core::extent& target) {
    std::vector<slot> out;
    for (const auto& each : refs) out.push_back(access::linkable(each, target));
    return out;
}

}  // namespace model

/// All entities of a type, in the order in which they were added. Changing the type's rows invalidates
/// its iterators.
template <class T>
class rows_view : public std::ranges::view_interface<rows_view<T>> {
public:
    rows_view() = default;
    explicit rows_view(core::extent& in) noexcept : in_(&in) {}

    [[nodiscard]] model::ref_iterator<T> begin() const noexcept { return {in_, in_->rows().all().begin()}; }
    [[nodiscard]] model::ref_iterator<T> end() const noexcept { return {in_, in_->rows().all().end()}; }
    [[nodiscard]] std::size_t size() const noexcept { return in_ == nullptr ? 0 : in_->rows().size(); }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }

private:
    core::extent* in_ = nullptr;
};

/// The members of a `many` end: a range of refs, and the verbs that change it. Cheap to copy; always
/// current. Each verb keeps both ends in step, and what a member loses by it follows the end's cascade.
/// Changing the end invalidates iterators of it.
///
/// A `T` that already is a member keeps its place when it is added again.
template <class T>
class end_view : public std::ranges::view_interface<end_view<T>> {
public:
    end_view() = default;
    end_view(core::extent& in, std::uint32_t end, slot row) noexcept : in_(&in), end_(end), row_(row) {}

    [[nodiscard]] model::ref_iterator<T> begin() const noexcept {
        if (in_ != nullptr) in_->end(end_).expect_walk(row_);
        return {target(), slots().begin()};
    }
    [[nodiscard]] model::ref_iterator<T> end() const noexcept { return {target(), slots().end()}; }
    [[nodiscard]] std::size_t size() const noexcept { return slots().size(); }
    [[nodiscard]] bool empty() const noexcept { return slots().empty(); }
    /// The n-th member. Throws lookup_error beyond the end. Linear in n while the end has holes.
    [[nodiscard]] ref<T> operator[](std::size_t n) const { return make(expect(n)); }
    /// The first and the last member; empty refs of an empty end.
    [[nodiscard]] ref<T> front() const { return make(slots().nth(0)); }
    [[nodiscard]] ref<T> back() const { return make(empty() ? slot{0} : slots().nth(size() - 1)); }
    [[nodiscard]] bool contains(const ref<T>& member) const {
        if (in_ == nullptr) return false;
        const auto& link = in_->end(end_);
        return model::access::extent(member) == link.target && model::access::row(member) != 0 &&
               link.relation->linked(link.side, row_, model::access::row(member));
    }

    /// Adds a member at the end.
    void append(const ref<T>& member) const { graph().link(*in_, end_, owner(), linkable(member)); }
    template <std::ranges::input_range Range>
    void extend(const Range& members) const {
        core::graph& changed = graph();
        const std::vector<slot> rows = model::slots_of(members, *in_->end(end_).target);
        changed.link(*in_, end_, owner(), std::span<const slot>(rows));
    }
    /// Adds a member as the n-th; beyond the end it comes last.
    void insert(std::size_t n, const ref<T>& member) const {
        graph().insert(*in_, end_, owner(), n, linkable(member));
    }
    /// Puts a member in the place of the n-th, which is released.
    void replace(std::size_t n, const ref<T>& member) const {
        graph().replace(*in_, end_, owner(), n, linkable(member));
    }
    /// Releases a member; with delete-orphan that erases it. Throws lookup_error when it is none.
    void remove(const ref<T>& member) const { graph().unlink(*in_, end_, owner(), linkable(member)); }
    /// Releases the n-th member.
    void erase(std::size_t n) const { graph().unlink(*in_, end_, owner(), expect(n)); }
    /// Releases the last member. Throws lookup_error when there is none.
    void pop() const { erase(empty() ? 0 : size() - 1); }
    /// Releases all members.
    void clear() const { graph().clear(*in_, end_, owner()); }
    /// Makes the given entities the members, in their order; who is not among them is released. Members
    /// that stay are not touched.
    template <std::ranges::input_range Range>
    void assign(const Range& members) const {
        core::graph& changed = graph();
        changed.assign(*in_, end_, owner(), model::slots_of(members, *in_->end(end_).target));
    }
    void assign(std::initializer_list<ref<T>> members) const { assign(std::span(members)); }

    /// A query over the members.
    [[nodiscard]] kith::query<T> query() const {
        static_cast<void>(graph());
        return kith::query<T>(core::query(*in_, end_, row_));
    }
    template <class Condition>
    [[nodiscard]] kith::query<T> where(Condition&& holds) const {
        return query().where(std::forward<Condition>(holds));
    }
    [[nodiscard]] kith::query<T> order_by(auto by) const { return query().order_by(by); }
    [[nodiscard]] kith::query<T> limit(std::size_t most) const { return query().limit(most); }
    [[nodiscard]] kith::query<T> offset(std::size_t skip) const { return query().offset(skip); }
    [[nodiscard]] ref<T> one() const { return query().one(); }
    [[nodiscard]] std::vector<ref<T>> all() const { return {begin(), end()}; }
    [[nodiscard]] std::size_t count() const noexcept { return size(); }
    [[nodiscard]] ref<T> first() const { return front(); }

private:
    [[nodiscard]] table::slot_range slots() const noexcept {
        return in_ == nullptr ? table::slot_range() : in_->members(end_, row_);
    }
    [[nodiscard]] core::extent* target() const noexcept {
        return in_ == nullptr ? nullptr : in_->end(end_).target;
    }
    [[nodiscard]] ref<T> make(slot row) const {
        return target() == nullptr ? ref<T>() : model::access::make<T>(*target(), row);
    }
    [[nodiscard]] core::graph& graph() const {
        if (in_ == nullptr) throw lookup_error(errc::null_ref, "kith: an empty ref has no members to change");
        return in_->owner();
    }
    [[nodiscard]] slot owner() const noexcept { return row_; }
    [[nodiscard]] slot linkable(const ref<T>& member) const {
        static_cast<void>(graph());
        return model::access::linkable(member, *in_->end(end_).target);
    }
    [[nodiscard]] slot expect(std::size_t n) const {
        const slot member = slots().nth(n);
        if (member != 0) return member;
        throw lookup_error(errc::out_of_range,
                           "kith: " +
                               (in_ == nullptr ? std::string("an empty ref's end")
                                               : in_->type().name + "." + in_->end(end_).described->name) +
                               " has " + std::to_string(size()) + " members; there is none at " +
                               std::to_string(n));
    }

    core::extent* in_ = nullptr;
    std::uint32_t end_ = 0;
    slot row_ = 0;
};

}  // namespace kith

template <class T>
inline constexpr bool std::ranges::enable_borrowed_range<kith::end_view<T>> = true;
template <class T>
inline constexpr bool std::ranges::enable_borrowed_range<kith::rows_view<T>> = true;

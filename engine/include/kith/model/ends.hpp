#pragma once

#include <kith/model/query.hpp>

#include <cstring>
#include <iterator>
#include <ranges>
#include <span>

namespace kith {

namespace model {

[[noreturn]] inline void fail_changed(const core::extent& in) {
    throw usage_error(errc::end_changed,
                      "kith: what is walked here has changed meanwhile, and the next " + in.type().name +
                          " cannot be told; walk a copy (all()) where the walk changes it");
}

/// Walks slots as refs. Knows when what it walks has changed, and throws usage_error (end_changed) at the next
/// step then (X15): one load and a comparison a step, which compilers hoist out of loops that write nothing.
template <class T>
class ref_iterator {
public:
    using value_type = ref<T>;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;  // it returns values; bidirectional by its concept
    using iterator_concept = std::bidirectional_iterator_tag;
    using pointer = void;
    using reference = ref<T>;

    ref_iterator() = default;
    /// `watched` are eight bytes that are others when the list has changed.
    ref_iterator(core::extent* in, table::slot_range::iterator at, const std::byte* watched) noexcept
        : in_(in), at_(at), watched_(watched), seen_(watched == nullptr ? 0 : look()) {}

    ref<T> operator*() const noexcept { return access::make<T>(in_, *at_); }
    ref_iterator& operator++() {
        expect_same();
        ++at_;
        return *this;
    }
    ref_iterator operator++(int) {
        ref_iterator before = *this;
        ++*this;
        return before;
    }
    ref_iterator& operator--() {
        expect_same();
        --at_;
        return *this;
    }
    ref_iterator operator--(int) {
        ref_iterator before = *this;
        --*this;
        return before;
    }
    friend bool operator==(const ref_iterator& a, const ref_iterator& b) noexcept { return a.at_ == b.at_; }

private:
    [[nodiscard]] std::uint64_t look() const noexcept {
        std::uint64_t out;
        std::memcpy(&out, watched_, sizeof out);
        return out;
    }
    void expect_same() const {
        if (look() != seen_) [[unlikely]]
            fail_changed(*in_);
    }

    core::extent* in_ = nullptr;
    table::slot_range::iterator at_;
    const std::byte* watched_ = nullptr;
    std::uint64_t seen_ = 0;
};

template <class Other, class T>
concept no_ref_to = !std::convertible_to<const Other&, ref<T>>;

/// What a verb of an end says of what can be none of its members.
template <class Other>
consteval bool refuse_member() {
    static_assert(
        sizeof(Other) == 0,
        "kith: the members of this end are of another type; give a ref of the type that it links to");
    return false;
}

/// The slots of a range of refs, each checked to be of `target`.
template <class T, class Range>
[[nodiscard]] std::vector<slot> slots_of(Range&& refs, const core::extent& target) {
    std::vector<slot> out;
    constexpr bool fits = [] {
        if constexpr (std::ranges::input_range<Range>)
            return std::convertible_to<std::ranges::range_reference_t<Range>, ref<T>>;
        else
            return false;
    }();
    static_assert(fits,
                  "kith: a list is assigned a range of refs to what it links to; to empty it, clear() it");
    if constexpr (fits) {
        if constexpr (std::ranges::sized_range<Range>)
            out.reserve(static_cast<std::size_t>(std::ranges::size(refs)));
        for (auto&& each : refs) {
            const ref<T>& member = each;
            out.push_back(access::linkable(member, target));
        }
    }
    return out;
}

}  // namespace model

/// All entities of a type, in the order in which they were added. Adding or erasing one while they are
/// walked is refused at the walk's next step (usage_error).
template <class T>
class rows_view : public std::ranges::view_interface<rows_view<T>> {
public:
    rows_view() = default;
    explicit rows_view(core::extent& in) noexcept : in_(&in) {}

    [[nodiscard]] model::ref_iterator<T> begin() const noexcept {
        return {in_, in_->rows().all().begin(), in_->rows().count_place()};
    }
    [[nodiscard]] model::ref_iterator<T> end() const noexcept {
        return {in_, in_->rows().all().end(), in_->rows().count_place()};
    }
    [[nodiscard]] std::size_t size() const noexcept { return in_ == nullptr ? 0 : in_->rows().size(); }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }

private:
    core::extent* in_ = nullptr;
};

/// The members of a `many` end: a range of refs, and the questions that can be asked of any of them. Cheap to
/// copy; always current. The end of an empty ref is empty, and cannot be changed.
///
/// What an accessor returns derives from this, by the end's options: list_end, sorted_end, set_end, map_end.
template <class T>
class end_view : public std::ranges::view_base {
public:
    end_view() = default;
    end_view(core::extent& in, std::uint32_t end, slot row) noexcept : in_(&in), end_(end), row_(row) {}

    [[nodiscard]] model::ref_iterator<T> begin() const noexcept {
        if (in_ != nullptr) in_->end(end_).expect_walk(row_);
        return {target(), slots().begin(), watched()};
    }
    [[nodiscard]] model::ref_iterator<T> end() const noexcept { return {target(), slots().end(), watched()}; }
    [[nodiscard]] std::size_t size() const noexcept { return slots().size(); }
    [[nodiscard]] bool empty() const noexcept { return slots().empty(); }
    /// True unless empty.
    explicit operator bool() const noexcept { return !empty(); }
    /// The first member; an empty ref of an empty end.
    [[nodiscard]] ref<T> front() const { return make(slots().nth(0)); }
    /// By identity. Complexity: constant, between two lists linear in the shorter one.
    [[nodiscard]] bool contains(const ref<T>& member) const {
        if (in_ == nullptr) return false;
        const auto& link = in_->end(end_);
        return model::access::extent(member) == link.target && model::access::row(member) != 0 &&
               link.relation->linked(link.side, row_, model::access::row(member));
    }
    template <model::no_ref_to<T> Other>
    [[nodiscard]] bool contains(const Other&) const {
        return model::refuse_member<Other>();
    }

    /// A query over the members; of an empty ref's, one that finds nothing.
    [[nodiscard]] kith::query<T> query() const {
        return kith::query<T>(in_ == nullptr ? core::query() : core::query(*in_, end_, row_));
    }
    template <class Condition>
    [[nodiscard]] kith::query<T> where(Condition&& holds) const {
        return query().where(std::forward<Condition>(holds));
    }
    [[nodiscard]] kith::query<T> order_by(const auto&... by) const { return query().order_by(by...); }
    [[nodiscard]] kith::query<T> limit(std::size_t most) const { return query().limit(most); }
    [[nodiscard]] kith::query<T> offset(std::size_t skip) const { return query().offset(skip); }
    [[nodiscard]] ref<T> one() const { return query().one(); }
    [[nodiscard]] std::vector<ref<T>> all() const { return {begin(), end()}; }
    [[nodiscard]] std::size_t count() const noexcept { return size(); }
    [[nodiscard]] ref<T> first() const { return front(); }

protected:
    [[nodiscard]] const std::byte* watched() const noexcept {
        return in_ == nullptr ? nullptr : in_->members_place(end_, row_);
    }
    [[nodiscard]] table::slot_range slots() const noexcept {
        return in_ == nullptr ? table::slot_range() : in_->members(end_, row_);
    }
    [[nodiscard]] core::extent* target() const noexcept {
        return in_ == nullptr ? nullptr : in_->end(end_).target;
    }
    [[nodiscard]] ref<T> make(slot row) const {
        return target() == nullptr ? ref<T>() : model::access::make<T>(*target(), row);
    }
    /// A member that was released: an empty ref when that erased it.
    [[nodiscard]] ref<T> make_released(slot row) const { return make(target()->rows().lives(row) ? row : 0); }
    [[nodiscard]] core::graph& graph() const {
        if (in_ == nullptr) throw lookup_error(errc::null_ref, "kith: an empty ref has no members to change");
        return in_->owner();
    }
    [[nodiscard]] slot linkable(const ref<T>& member) const {
        static_cast<void>(graph());
        return model::access::linkable(member, *target());
    }
    template <class Range>
    [[nodiscard]] std::vector<slot> linkable_all(Range&& members) const {
        static_cast<void>(graph());
        return model::slots_of<T>(std::forward<Range>(members), *target());
    }
    /// "Game.reviews", for messages.
    [[nodiscard]] std::string name() const {
        return in_ == nullptr ? std::string("an empty ref's end")
                              : in_->type().name + "." + in_->end(end_).described->name;
    }

    core::extent* in_ = nullptr;
    std::uint32_t end_ = 0;
    slot row_ = 0;
};

namespace model {

/// The verbs that every flavour of end has. Each keeps both ends in step and is one unit of work: it happens
/// whole, or throws and has changed nothing. What a member loses by it follows the end's cascade; a member
/// that another owner has, where it can have one only, is taken from there. Changing the end invalidates
/// iterators of it. Through an empty ref each throws lookup_error (null_ref).
///
/// A `T` that already is a member keeps its place when it is added again.
template <class T>
class open_end : public end_view<T> {
public:
    using end_view<T>::end_view;

    /// Adds a member: at the end of a list, where its column says in an end with an order. Throws usage_error
    /// for an empty ref or one of another graph, integrity_error when a rule of the schema forbids it.
    void append(const ref<T>& member) const {
        const slot row = this->linkable(member);
        this->graph().link(*this->in_, this->end_, this->row_, row);
    }
    template <model::no_ref_to<T> Other>
    void append(const Other&) const {
        model::refuse_member<Other>();
    }
    /// Adds the entities of a range, or given in braces, in their order. The range is read before anything
    /// changes: it may be a view of this end or of one that shrinks meanwhile.
    template <class Range = std::vector<ref<T>>>
    void extend(Range&& members) const {
        const std::vector<slot> rows = this->linkable_all(std::forward<Range>(members));
        this->graph().link(*this->in_, this->end_, this->row_, std::span<const slot>(rows));
    }
    /// Releases a member; with delete-orphan that erases it. Throws lookup_error (not_a_member) when it is none.
    void remove(const ref<T>& member) const {
        const slot row = this->linkable(member);
        this->graph().unlink(*this->in_, this->end_, this->row_, row);
    }
    template <model::no_ref_to<T> Other>
    void remove(const Other&) const {
        model::refuse_member<Other>();
    }
    /// Releases a member if it is one; tells whether it was.
    bool discard(const ref<T>& member) const {
        static_cast<void>(this->graph());
        if (!this->contains(member)) return false;
        remove(member);
        return true;
    }
    template <model::no_ref_to<T> Other>
    bool discard(const Other&) const {
        return model::refuse_member<Other>();
    }
    /// Releases all members.
    void clear() const { this->graph().clear(*this->in_, this->end_, this->row_); }
    /// Makes the given entities the members, repeats dropped, in their order where the end has none of its
    /// own; who is not among them is released. Members that stay are not touched. The range is read first.
    /// Complexity: n log n.
    template <class Range = std::vector<ref<T>>>
    void assign(Range&& members) const {
        const std::vector<slot> rows = this->linkable_all(std::forward<Range>(members));
        this->graph().assign(*this->in_, this->end_, this->row_, rows);
    }
};

}  // namespace model
}  // namespace kith

namespace kith::model {

template <class View>
concept is_end_view = requires(const View& view) {
    []<class T>(const end_view<T>&) {}(view);
};

}  // namespace kith::model

template <kith::model::is_end_view View>
inline constexpr bool std::ranges::enable_borrowed_range<View> = true;
template <class T>
inline constexpr bool std::ranges::enable_borrowed_range<kith::rows_view<T>> = true;

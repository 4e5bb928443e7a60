#pragma once

#include <kith/model/making.hpp>

namespace kith {

namespace model {

/// What a given value is kept as while the graph changes: views of texts are copied.
template <class Given, class Shown, class Owned>
using kept_type = std::conditional_t<std::is_same_v<Given, std::string_view>, std::string,
                                     std::conditional_t<std::is_same_v<Given, Shown>, Owned, Given>>;

}  // namespace model

/// A proxy's values: for each member of the end it goes through, in order, what its far member reads as. A view:
/// always current, and as cheap to copy as the ref it was asked of, whose entity it belongs to. The proxy of an
/// empty ref is empty, and cannot be changed.
///
/// What an accessor returns derives from this, by the flavour of that end: list_proxy, set_proxy, map_proxy. A
/// proxy through a link to one is read and written like the member that it shows.
template <class T, std::size_t I>
class proxy_view : public std::ranges::view_base {
protected:
    using path = model::proxy_path<T, I>;
    using between = typename path::between;

public:
    using value_type = typename path::value_type;
    /// A value that is no view of the graph: of a text a std::string.
    using owned_type = model::owned_type<between, path::far>;

    class iterator {
    public:
        using value_type = proxy_view::value_type;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::input_iterator_tag;
        using iterator_concept = std::bidirectional_iterator_tag;
        using pointer = void;
        using reference = decltype(model::read<between, path::far>(std::declval<const ref<between>&>()));

        iterator() = default;
        explicit iterator(model::ref_iterator<between> at) noexcept : at_(at) {}
        reference operator*() const { return model::read<between, path::far>(*at_); }
        iterator& operator++() {
            ++at_;
            return *this;
        }
        iterator operator++(int) {
            iterator before = *this;
            ++*this;
            return before;
        }
        iterator& operator--() {
            --at_;
            return *this;
        }
        iterator operator--(int) {
            iterator before = *this;
            --*this;
            return before;
        }
        friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.at_ == b.at_; }

    private:
        model::ref_iterator<between> at_;
    };

    proxy_view() = default;
    explicit proxy_view(const ref<T>& owner) : owner_(owner) {}

    [[nodiscard]] iterator begin() const { return iterator(via().begin()); }
    [[nodiscard]] iterator end() const { return iterator(via().end()); }
    [[nodiscard]] std::size_t size() const { return via().size(); }
    [[nodiscard]] bool empty() const { return via().empty(); }
    /// True unless empty.
    explicit operator bool() const { return !empty(); }
    /// The first value; the default value of an empty proxy.
    [[nodiscard]] value_type front() const { return model::read<between, path::far>(via().front()); }
    /// Whether an object in between shows this value. Complexity: linear.
    [[nodiscard]] bool contains(const value_type& value) const {
        return static_cast<bool>(find_between(value));
    }
    /// How often a value occurs: several objects in between may join the same pair.
    [[nodiscard]] std::size_t count(const value_type& value) const {
        std::size_t n = 0;
        for (const auto& each : *this) n += model::same_value<value_type, value_type>(each, value) ? 1U : 0U;
        return n;
    }
    /// The relationship this goes through.
    [[nodiscard]] auto via() const { return model::read<T, path::through>(owner_); }
    [[nodiscard]] std::vector<value_type> all() const { return {begin(), end()}; }

protected:
    /// The first object in between that shows this value; an empty ref if none does.
    [[nodiscard]] ref<between> find_between(const value_type& value) const {
        for (const ref<between>& each : via())
            if (model::same_value<value_type, value_type>(model::read<between, path::far>(each), value))
                return each;
        return {};
    }
    [[nodiscard]] core::graph& graph() const { return model::access::writable(owner_).owner(); }
    /// "Employee.projects", for messages.
    [[nodiscard]] static std::string name() {
        return std::string(kith_name_of(static_cast<T*>(nullptr))) + "." +
               std::string(model::member_name<T, I>);
    }
    /// A given value as this proxy's, to be compared with what is there.
    template <class Value>
    [[nodiscard]] static owned_type own(const Value& value) {
        constexpr bool fits = model::is_ownable<owned_type, Value>();
        static_assert(fits, "kith: this proxy is given values of the type that it shows");
        if constexpr (fits)
            return model::own<owned_type>(value);
        else
            return owned_type();
    }
    /// The values of a range, read before anything changes: they may be views of this proxy.
    template <class Range>
    [[nodiscard]] static std::vector<owned_type> own_all(Range&& values) {
        std::vector<owned_type> out;
        expect_range<Range>();
        if constexpr (std::ranges::input_range<Range>)
            for (auto&& each : values) out.push_back(own(each));
        return out;
    }
    /// The same as they were given, for a creator to take: only views are copied.
    template <class Range>
    [[nodiscard]] static auto keep_all(Range&& values) {
        expect_range<Range>();
        if constexpr (std::ranges::input_range<Range>) {
            using given = std::ranges::range_value_t<Range>;
            using kept = model::kept_type<given, value_type, owned_type>;
            std::vector<kept> out;
            for (auto&& each : values) out.push_back(static_cast<kept>(each));
            return out;
        } else {
            return std::vector<owned_type>();
        }
    }
    template <class Range>
    static consteval void expect_range() {
        static_assert(std::ranges::input_range<Range>,
                      "kith: the values of a proxy are given as a range, or in braces; for none, clear()");
    }
    ref<T> owner_;
};

namespace model {

/// What list and set proxies have to change them. Each verb is one unit of work.
template <class T, std::size_t I>
class open_proxy : public proxy_view<T, I> {
protected:
    using typename proxy_view<T, I>::between;

public:
    using proxy_view<T, I>::proxy_view;
    using typename proxy_view<T, I>::value_type;

    /// Releases the object in between of the first occurrence, and never the target; with delete-orphan that
    /// erases it. Throws lookup_error (not_a_member) when there is none. Complexity: linear.
    void remove(const value_type& value) const {
        if (discard(value)) return;
        throw lookup_error(errc::not_a_member,
                           "kith: " + this->name() + " has no such value; test with contains first");
    }
    /// The same, if there is one; tells whether there was.
    bool discard(const value_type& value) const {
        static_cast<void>(this->graph());
        const ref<between> found = this->find_between(value);
        if (found) this->via().remove(found);
        return static_cast<bool>(found);
    }
    /// Releases all objects in between.
    void clear() const { this->via().clear(); }
};

template <class View>
concept is_proxy_view = requires(const View& view) {
    []<class T, std::size_t I>(const proxy_view<T, I>&) {}(view);
};

}  // namespace model
}  // namespace kith

template <kith::model::is_proxy_view View>
inline constexpr bool std::ranges::enable_borrowed_range<View> = true;

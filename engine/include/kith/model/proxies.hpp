#pragma once

#include <kith/model/add.hpp>
#include <kith/model/ends.hpp>

namespace kith {
namespace model {

template <class Option>
struct creator_of {
    static constexpr bool is = false;
};
template <auto Function>
struct creator_of<creator<Function>> {
    static constexpr bool is = true;
    static constexpr auto function = Function;
};

/// The creator among a proxy's options, or `void`.
template <class... Options>
struct find_creator {
    using type = void;
};
template <class First, class... Rest>
struct find_creator<First, Rest...> {
    using type =
        std::conditional_t<creator_of<First>::is, creator_of<First>, typename find_creator<Rest...>::type>;
};

template <class Proxy>
struct proxy_traits;
template <fixed_string Through, fixed_string Far, class... Options>
struct proxy_traits<proxy<Through, Far, Options...>> {
    using creator = typename find_creator<Options...>::type;
};

/// What proxy `I` of `T` goes through, and where to.
template <class T, std::size_t I>
struct proxy_path {
    using declared = member_type<T, I>;
    static constexpr std::size_t through = member_named<T>(declared::through);
    static_assert(through != no_member, "kith: a proxy's first name is no member of its own type");
    static_assert(through == no_member || is_end<T, through>,
                  "kith: a proxy goes through a relationship, and its first name is a plain member");
    using between = typename member_type<T, through>::target;
    static constexpr std::size_t far = member_named<between>(declared::far);
    static_assert(far != no_member, "kith: a proxy's second name is no member of the type it goes through");
    static constexpr bool to_many = far != no_member && traits_of<between, far>::is_many;
    static_assert(!to_many, "kith: a proxy ends at a column, a link to one or another proxy, not at a list");
    using value_type = std::remove_cvref_t<decltype(read<between, far>(std::declval<const ref<between>&>()))>;
};

}  // namespace model

/// A proxy's values: for each member of the end it goes through, in order, what its far member reads as.
/// A view: always current. Adding a value makes the object in between; removing one removes that object
/// from the end, and never the target.
template <class T, std::size_t I>
class proxy_view : public std::ranges::view_interface<proxy_view<T, I>> {
    using path = model::proxy_path<T, I>;
    using between = typename path::between;
    static constexpr std::uint32_t end_number = model::end_index<T, path::through>;

public:
    using value_type = typename path::value_type;

    class iterator {
    public:
        using value_type = proxy_view::value_type;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::input_iterator_tag;
        using iterator_concept = std::forward_iterator_tag;
        using pointer = void;
        using reference = decltype(model::read<between, path::far>(std::declval<const ref<between>&>()));

        iterator() = default;
        explicit iterator(model::ref_iterator<between> at) noexcept : at_(at) {}
        reference operator*() const { return model::read<between, path::far>(*at_); }
        iterator& operator++() noexcept {
            ++at_;
            return *this;
        }
        iterator operator++(int) noexcept {
            iterator before = *this;
            ++*this;
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
    [[nodiscard]] value_type operator[](std::size_t n) const {
        return model::read<between, path::far>(via()[n]);
    }
    [[nodiscard]] value_type front() const { return model::read<between, path::far>(via().front()); }
    [[nodiscard]] value_type back() const { return model::read<between, path::far>(via().back()); }
    [[nodiscard]] bool contains(const value_type& value) const { return find(value) != npos; }
    /// How often a value occurs: several objects in between may join the same pair.
    [[nodiscard]] std::size_t count(const value_type& value) const {
        std::size_t n = 0;
        for (const auto& each : *this) n += each == value ? 1U : 0U;
        return n;
    }
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    /// The index of the first occurrence, or npos.
    [[nodiscard]] std::size_t find(const value_type& value) const {
        std::size_t n = 0;
        for (const auto& each : *this) {
            if (each == value) return n;
            ++n;
        }
        return npos;
    }
    /// The relationship this goes through.
    [[nodiscard]] end_view<between> via() const { return model::read<T, path::through>(owner_); }
    [[nodiscard]] std::vector<value_type> all() const { return {begin(), end()}; }

    /// Makes an object in between for `value`, by the creator or with that one member set, and appends it
    /// to the end. Returns it.
    template <class Value>
    ref<between> append(const Value& value) const {
        using creator = typename model::proxy_traits<model::member_type<T, I>>::creator;
        if constexpr (std::is_void_v<creator>)
            return append(value, between{});
        else
            return append(value, creator::function(value));
    }
    /// The same with the other members of the object in between given:
    /// `employee.projects().append(project, Assignment{.role = "lead"})`.
    template <class Value>
    ref<between> append(const Value& value, between with) const {
        core::extent& in = model::access::writable(owner_);
        const auto& link = in.end(end_number);
        core::extent& target = *link.target;
        in.owner().expect_alive(in, model::access::row(owner_));
        set_far(with, value);
        core::adding row(target);
        model::init_row(row, target, with);
        row.link(link.opposite->index, model::access::row(owner_));
        return model::access::make<between>(target, row.finish());
    }
    /// Removes the object in between of the first occurrence. Throws lookup_error when there is none.
    void remove(const value_type& value) const {
        const std::size_t n = find(value);
        if (n == npos)
            throw lookup_error(errc::not_a_member, std::string("kith: ") +
                                                       kith_name_of(static_cast<T*>(nullptr)) + "." +
                                                       std::string(model::member_name<T, I>) +
                                                       " has no such value; test with contains first");
        via().erase(n);
    }
    void erase(std::size_t n) const { via().erase(n); }
    void clear() const { via().clear(); }
    /// Points the n-th object in between at another target; the object and its other members stay.
    template <class Value>
    void replace(std::size_t n, const Value& value) const {
        model::write<between, path::far>(via()[n], value);
    }
    /// Makes the values these: objects in between whose value stays are kept with all they hold (K12).
    template <std::ranges::input_range Range>
    void assign(const Range& values) const {
        core::extent& in = model::access::writable(owner_);
        std::vector<value_type> wanted(std::ranges::begin(values), std::ranges::end(values));
        in.owner().as_unit([&] {
            std::vector<ref<between>> kept;
            std::vector<ref<between>> free = via().all();
            for (const value_type& value : wanted) {
                const auto found = std::find_if(free.begin(), free.end(), [&](const ref<between>& each) {
                    return each && model::read<between, path::far>(each) == value;
                });
                kept.push_back(found == free.end() ? ref<between>() : *found);
                if (found != free.end()) *found = ref<between>();
            }
            for (const ref<between>& each : free)
                if (each) via().remove(each);
            for (std::size_t n = 0; n < wanted.size(); ++n)
                if (!kept[n]) kept[n] = append(wanted[n]);
            via().assign(kept);
        });
    }

private:
    template <class Value>
    static void set_far(between& with, const Value& value) {
        using far = model::member_type<between, path::far>;
        if constexpr (model::traits_of<between, path::far>::is_proxy) {
            static_assert(
                !model::traits_of<between, path::far>::is_proxy,
                "kith: appending through a chain of proxies needs the inner object: append to via()");
        } else if constexpr (model::traits_of<between, path::far>::is_one) {
            // An empty ref leaves the far end empty (R132).
            with.*model::descriptor<between, path::far>::pointer = far(ref<typename far::target>(value));
        } else {
            with.*model::descriptor<between, path::far>::pointer = value;
        }
    }

    ref<T> owner_;
};

}  // namespace kith

template <class T, std::size_t I>
inline constexpr bool std::ranges::enable_borrowed_range<kith::proxy_view<T, I>> = true;

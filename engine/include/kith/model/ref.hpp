#pragma once

#include <kith/base/error.hpp>
#include <kith/core/graph.hpp>
#include <kith/model/inherit.hpp>

#include <compare>
#include <iosfwd>
#include <ostream>
#include <string>

namespace kith {

/// An entity's primary key: what you keep. Counts 1, 2, 3 … per type and is never given twice.
template <class T>
struct id {
    key value = 0;

    explicit constexpr operator bool() const noexcept { return value != 0; }
    /// An entity has one id, as what it is and as what it inherits from.
    template <class Base>
    requires(!std::is_same_v<Base, T> && std::is_convertible_v<T*, Base*>) constexpr
    operator id<Base>() const noexcept {
        return {value};
    }
    friend constexpr auto operator<=>(id, id) = default;
};

namespace model {

template <class T, std::size_t I>
decltype(auto) read(const ref<T>& self);
template <class T, std::size_t I, class Value, class... With>
void write(const ref<T>& self, Value&& value, With&&... with);

/// The way from a ref to the engine below it. Not part of ref itself, so that members may have nearly any name.
struct access {
    template <class T>
    [[nodiscard]] static ref<T> make(core::extent& in, slot row) noexcept {
        return ref<T>(&in, row);
    }
    /// The same for a pointer that is known not to be null. Told so, compilers drop the test of an empty ref
    /// in each accessor and hoist what it reads out of the loop: 10 instructions a step of a walk, not 25.
    template <class T>
    [[nodiscard]] static ref<T> make(core::extent* in, slot row) noexcept {
        if (in == nullptr) __builtin_unreachable();
        return ref<T>(in, row);
    }
    template <class T>
    [[nodiscard]] static core::extent* extent(const ref<T>& of) noexcept {
        return of.in_;
    }
    template <class T>
    [[nodiscard]] static slot row(const ref<T>& of) noexcept {
        return of.row_;
    }
    /// The extent of a ref that is to be written through.
    template <class T>
    [[nodiscard]] static core::extent& writable(const ref<T>& of) {
        of.check();
        if (of.in_ == nullptr) [[unlikely]]
            throw lookup_error(errc::null_ref,
                               "kith: an empty ref cannot be written through; test it first (if (ref) ...)");
        return *of.in_;
    }
    /// The row of a ref that is to be linked into `graph`: refuses empty refs and refs of another graph.
    template <class T>
    [[nodiscard]] static slot linkable(const ref<T>& of, const core::extent& target) {
        of.check();
        if (of.row_ == 0) [[unlikely]]
            throw usage_error(errc::null_member, "kith: an empty ref to " + target.type().name +
                                                     " cannot be a member; test it first (if (ref) ...)");
        if (of.in_ != &target) [[unlikely]] {
            if constexpr (inherits<T>)
                return linkable(to_base(of), target);
            else
                throw usage_error(errc::foreign_ref,
                                  "kith: " + target.type().name +
                                      " ref of another graph; link entities of one graph only, and find "
                                      "this one there by its id");
        }
        return of.row_;
    }
    template <class T>
    static void check(const ref<T>& of) {
        of.check();
    }
    template <class T>
    [[nodiscard]] static std::string print(const ref<T>& of) {
        of.check();
        if (of.in_ == nullptr) return std::string("<") + kith_name_of(static_cast<T*>(nullptr)) + ">";
        return of.in_->owner().print(*of.in_, of.row_);
    }
};

template <class T>
ref<base_of<T>> to_base(const ref<T>& of) {
    access::check(of);
    const core::extent* in = access::extent(of);
    if (in == nullptr) return {};
    const core::link_end& up = in->end(base_end<T>);
    return access::make<base_of<T>>(*up.target, up.partner(access::row(of)));
}

/// What a ref has from the macro that describes its type.
template <class T>
struct accessors_of {
    static_assert(described<T>, "kith: this type has no KITH_MODEL");
    struct type {};
};
template <described T>
struct accessors_of<T> {
    using type = decltype(kith_accessors_of(static_cast<T*>(nullptr), static_cast<ref<T>*>(nullptr)));
};

}  // namespace model

/// A borrowed cursor to an entity: cheap to copy, valid until its entity is erased, like an iterator. An
/// empty ref is false; reading through it gives default values, writing through it throws lookup_error.
///
/// Its accessors are the members of `T`: `r.score()` reads, `r.score(9)` writes.
///
/// A checked build (KITH_CHECKED) reports a ref whose entity is gone; else reading through one gives
/// default values or, when the slot was used again, another entity's: keep kith::id, not ref.
template <class T>
class ref : public model::accessors_of<T>::type {
public:
    using entity_type = T;

    ref() = default;
    ref(const ref&) = default;
    ref& operator=(const ref&) & = default;
    /// What an accessor returns is no place to assign to: that would change nothing.
    template <class Value>
    void operator=(const Value&) && {
        static_assert(
            sizeof(Value) == 0,
            "kith: what an accessor returns cannot be assigned to; call the accessor with the value: "
            "review.game(zelda)");
    }

    /// True unless empty.
    explicit operator bool() const noexcept { return row_ != 0; }
    /// The entity's primary key; of an empty ref, an empty one.
    [[nodiscard]] kith::id<T> id() const {
        check();
        return {in_ == nullptr ? key{0} : in_->rows().id(row_)};
    }
    /// Identity: the same entity of the same graph. Empty refs are equal.
    friend bool operator==(const ref& a, const ref& b) noexcept {
        return a.row_ == b.row_ && (a.in_ == b.in_ || a.row_ == 0);
    }
    friend bool operator==(const ref& a, std::nullptr_t) noexcept { return a.row_ == 0; }

private:
    friend struct model::access;
    friend model::row_place place_of(const ref& of) noexcept { return {of.in_, of.row_}; }

#if KITH_CHECKED
    ref(core::extent* in, slot row) noexcept
        : in_(in), row_(row), id_(in == nullptr ? 0 : in->rows().id(row)) {}
    void check() const {
        if (row_ != 0 && in_->rows().id(row_) != id_) fail_gone();
    }
    [[noreturn]] void fail_gone() const {
        throw lookup_error(errc::entity_gone,
                           std::string("kith: ") + kith_name_of(static_cast<T*>(nullptr)) + " " +
                               std::to_string(id_) +
                               " is erased; a ref is valid until its entity is, keep kith::id and "
                               "use graph.find(id)");
    }
#else
    ref(core::extent* in, slot row) noexcept : in_(in), row_(row) {}
    void check() const noexcept {}
#endif

    core::extent* in_ = nullptr;
    slot row_ = 0;
#if KITH_CHECKED
    key id_ = 0;
#endif
};

/// "<Game 1, Zelda, Switch, 60>"; "<Game>" for an empty ref. A model's own to_string(const kith::ref<Game>&)
/// or operator<< beside it is preferred to these.
template <class T>
[[nodiscard]] std::string to_string(const ref<T>& of) {
    return model::access::print(of);
}
template <class T>
std::ostream& operator<<(std::ostream& out, const ref<T>& of) {
    return out << model::access::print(of);
}

template <class T>
[[nodiscard]] std::string to_string(id<T> of) {
    return std::to_string(of.value);
}
template <class T>
std::ostream& operator<<(std::ostream& out, id<T> of) {
    return out << of.value;
}

}  // namespace kith

/// For containers of refs that live as long as their entities. Worked out from the place of the row, so that it is the
/// same in every run.
template <class T>
struct std::hash<kith::ref<T>> {
    std::size_t operator()(const kith::ref<T>& of) const noexcept {
        return std::hash<kith::slot>{}(kith::model::access::row(of));
    }
};
template <class T>
struct std::hash<kith::id<T>> {
    std::size_t operator()(kith::id<T> of) const noexcept { return std::hash<kith::key>{}(of.value); }
};

#pragma once

#include <kith/model/ends.hpp>
#include <kith/model/probe_of.hpp>
#include <kith/model/refusals.hpp>

#include <optional>
#include <utility>

namespace kith {

namespace model {

/// A key for a message.
template <class Key>
[[nodiscard]] std::string print_key(const Key& under) {
    if constexpr (textual<Key>)
        return "'" + std::string(as_text(under)) + "'";
    else if constexpr (std::is_enum_v<Key>)
        return std::to_string(+static_cast<std::underlying_type_t<Key>>(under));
    else if constexpr (std::is_arithmetic_v<Key>)
        return std::to_string(under);
    else
        return to_string(under);
}

struct map_without_places {
    template <class... Given>
    static consteval void refuse() {
        static_assert(never<Given...>,
                      "kith: a map has keys, not places; ask with find(key) and at(key), and take "
                      "out with erase_key(key), pop(key) or remove(member)");
    }
};

}  // namespace model

/// The members of an end with `kith::keyed_by`: a map from that column of theirs, member `K`, to the members. A
/// member is always filed under what its column says: writing the column files it anew. Who is filed under a key
/// that is taken takes its place, and the former member is released. Iterating goes over the members.
template <class T, std::size_t K>
class map_end : public model::open_end<T>, public model::without_places<model::map_without_places> {
    using column_type = typename model::without_optional<typename model::traits_of<T, K>::value_type>::type;

public:
    /// What a key reads as: a text as std::string_view.
    using key_type = std::remove_cvref_t<decltype(model::read_cell<column_type>(
        std::declval<const core::extent&>(), 0, 0))>;

private:
    // Not lambdas: views are to be assignable.
    struct read_key {
        key_type operator()(const ref<T>& member) const {
            return model::read_cell<column_type>(*model::access::extent(member), model::column_index<T, K>,
                                                 model::access::row(member));
        }
    };
    struct read_item {
        std::pair<key_type, ref<T>> operator()(const ref<T>& member) const {
            return {read_key{}(member), member};
        }
    };

public:
    using model::open_end<T>::open_end;
    map_end() = default;
    map_end(const map_end&) = default;
    map_end& operator=(const map_end&) & = default;  // not to what an accessor returns

    /// The member under a key; an empty ref if there is none. Complexity: constant; between two
    /// ends that hold many, linear in the members.
    template <class Key>
    [[nodiscard]] ref<T> find(const Key& under) const {
        const auto probe = model::probe_of<column_type>(under);
        if (this->in_ == nullptr || !probe) return {};
        return this->make(this->in_->owner().find_keyed(*this->in_, this->end_, this->row_, *probe));
    }
    /// The member under a key. Throws lookup_error (not_a_member) if there is none.
    template <class Key>
    [[nodiscard]] ref<T> at(const Key& under) const {
        const ref<T> found = find(under);
        if (found) return found;
        throw lookup_error(errc::not_a_member, "kith: " + this->name() + " has no member under the key " +
                                                   model::print_key(under) +
                                                   "; test with contains_key, or use find");
    }
    template <class Key>
    [[nodiscard]] ref<T> operator[](const Key& under) const {
        return at(under);
    }
    template <class Key>
    [[nodiscard]] bool contains_key(const Key& under) const {
        return static_cast<bool>(find(under));
    }
    /// The keys, and pairs of key and member, in the order of the members: views.
    [[nodiscard]] auto keys() const { return std::views::transform(end_view<T>(*this), read_key{}); }
    [[nodiscard]] auto items() const { return std::views::transform(end_view<T>(*this), read_item{}); }

    /// Files a member under its key.
    void add(const ref<T>& member) const { this->append(member); }
    template <model::no_ref_to<T> Other>
    void add(const Other&) const {
        model::refuse_member<Other>();
    }
    /// Releases the member under a key. Throws lookup_error (not_a_member) if there is none.
    template <class Key>
    void erase_key(const Key& under) const {
        static_cast<void>(this->graph());
        this->remove(at(under));
    }
    /// The same, and returns it: an empty ref when releasing it erased it.
    template <class Key>
    ref<T> pop(const Key& under) const {
        static_cast<void>(this->graph());
        const ref<T> member = at(under);
        this->remove(member);
        return this->make_released(model::access::row(member));
    }
    /// The same; returns `otherwise` if there is none.
    template <class Key>
    ref<T> pop(const Key& under, const ref<T>& otherwise) const {
        static_cast<void>(this->graph());
        return contains_key(under) ? pop(under) : otherwise;
    }

    auto set(auto&&... given) const {
        static_assert(
            model::never<decltype(given)...>,
            "kith: a member is filed under what its own column says; write that column, then append "
            "the member");
    }
};

}  // namespace kith

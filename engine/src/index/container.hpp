#pragma once

#include "node_pool.hpp"

#include <kith/base/hash.hpp>
#include <kith/index/index.hpp>

#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/ordered_index.hpp>
#include <boost/multi_index/ranked_index.hpp>
#include <boost/multi_index_container.hpp>

#include <algorithm>

namespace kith::index {

namespace mi = boost::multi_index;

/// Key kinds: how a slot's key is read, and the key of a probe.
struct by_number {
    using result_type = std::int64_t;
    source from;
    result_type operator()(slot where) const noexcept { return from.number(where); }
    static result_type of(const probe& key) noexcept { return key.number; }
};
struct by_text {
    using result_type = std::string_view;
    source from;
    result_type operator()(slot where) const noexcept { return from.text(where); }
    static result_type of(const probe& key) noexcept { return key.text; }
};

struct key_hash {
    std::size_t operator()(std::int64_t number) const noexcept {
        return hash_mix(0, static_cast<std::uint64_t>(number));
    }
    std::size_t operator()(std::string_view text) const noexcept { return hash_text(text); }
};

/// One instantiation of Boost.MultiIndex: a key kind and an index type.
template <class Key, class Index, bool Unique, bool Ordered>
class container final : public index {
    using rows = mi::multi_index_container<slot, mi::indexed_by<Index>, pool_allocator<slot>>;

public:
    explicit container(source from)
        : index(Unique, Ordered, from), rows_(arguments(from), pool_allocator<slot>(pool_)) {}

    std::size_t size() const noexcept override { return rows_.size(); }

    void reserve(std::size_t count, slot end) override {
        pool_.reserve(count);
        if (elements_.size() < end) elements_.resize(std::max<std::size_t>(end, elements_.size() * 2));
        if constexpr (!Ordered) {
            const auto wanted = rows_.size() + count;
            if (wanted > rows_.bucket_count()) rows_.rehash(wanted * 2);
        }
    }
    void insert(slot where) noexcept override { elements_[where] = &*rows_.insert(where).first; }
    void erase(slot where) noexcept override {
        if (!contains(where)) return;
        rows_.erase(rows_.iterator_to(*elements_[where]));
        elements_[where] = nullptr;
    }

    slot find(const probe& key) const override {
        const auto found = rows_.find(Key::of(key));
        return found == rows_.end() ? 0 : *found;
    }
    void equal(const probe& key, std::vector<slot>& out) const override {
        const auto [first, last] = rows_.equal_range(Key::of(key));
        out.insert(out.end(), first, last);
    }
    void between(const std::optional<bound>& low, const std::optional<bound>& high,
                 std::vector<slot>& out) const override {
        if constexpr (Ordered) {
            auto first = rows_.begin();
            auto last = rows_.end();
            if (low)
                first = low->inclusive ? rows_.lower_bound(Key::of(low->at))
                                       : rows_.upper_bound(Key::of(low->at));
            if (high)
                last = high->inclusive ? rows_.upper_bound(Key::of(high->at))
                                       : rows_.lower_bound(Key::of(high->at));
            // An empty range may come with its ends crossed.
            if (low && high &&
                (Key::of(high->at) < Key::of(low->at) ||
                 (Key::of(high->at) == Key::of(low->at) && !(low->inclusive && high->inclusive))))
                return;
            out.insert(out.end(), first, last);
        }
    }
    std::size_t count(const probe& key) const override { return rows_.count(Key::of(key)); }

private:
    static typename rows::ctor_args_list arguments(source from) {
        if constexpr (Ordered)
            return {typename rows::template nth_index<0>::type::ctor_args{Key{from}, {}}};
        else
            return {typename rows::template nth_index<0>::type::ctor_args{0, Key{from}, {}, {}}};
    }

    node_pool pool_;
    rows rows_;
};

template <class Key>
[[nodiscard]] std::unique_ptr<index> make_container(const schema::field& field, source from) {
    switch (field.index) {
        case schema::index_kind::none: break;
        case schema::index_kind::hashed:
            if (field.unique)
                return std::make_unique<container<Key, mi::hashed_unique<Key, key_hash>, true, false>>(from);
            return std::make_unique<container<Key, mi::hashed_non_unique<Key, key_hash>, false, false>>(from);
        case schema::index_kind::ordered:
            if (field.unique)
                return std::make_unique<container<Key, mi::ordered_unique<Key>, true, true>>(from);
            return std::make_unique<container<Key, mi::ordered_non_unique<Key>, false, true>>(from);
        case schema::index_kind::ranked:
            if (field.unique)
                return std::make_unique<container<Key, mi::ranked_unique<Key>, true, true>>(from);
            return std::make_unique<container<Key, mi::ranked_non_unique<Key>, false, true>>(from);
    }
    return nullptr;
}

}  // namespace kith::index

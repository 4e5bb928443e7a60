#include <kith/index/index.hpp>
#include <kith/memory/heap.hpp>
#include <kith/memory/text.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <set>

namespace {

using kith::slot;
using kith::index::bound;
using kith::index::probe;
using kith::schema::index_kind;
using kith::schema::kind;

/// A column by itself, and an index of it.
template <class T>
class column {
public:
    column(kind of, index_kind index, bool unique = false) : kind_(of) {
        kith::schema::field field;
        field.kind = of;
        field.index = index;
        field.unique = unique;
        index_ = kith::index::index::make(
            field, {reinterpret_cast<const std::byte*>(cells_.data()), of, heap_.base()});
    }
    void put(slot where, T value) {
        index_->reserve(1, where + 1);
        index_->erase(where);
        if constexpr (std::is_same_v<T, kith::memory::text_cell>)
            cells_[where] = value;
        else
            cells_[where] = value;
        index_->insert(where);
    }
    void put_text(slot where, const std::string& text) { put(where, kith::memory::make_text(heap_, text)); }
    [[nodiscard]] probe at(T value) const { return {kith::index::order_number(kind_, &value), {}}; }
    [[nodiscard]] kith::index::index& operator*() { return *index_; }
    [[nodiscard]] kith::index::index* operator->() { return index_.get(); }
    [[nodiscard]] std::vector<slot> between(std::optional<bound> low, std::optional<bound> high) {
        std::vector<slot> out;
        index_->between(low, high, out);
        return out;
    }

private:
    kind kind_;
    kith::memory::page_log log_;
    kith::memory::heap heap_{log_, std::size_t{1} << 20};
    std::vector<T> cells_ = std::vector<T>(4096);
    std::unique_ptr<kith::index::index> index_;
};

template <class T>
void find_all(kind of) {
    const std::vector<T> values = {std::numeric_limits<T>::lowest(), T(0), T(1), T(5),
                                   std::numeric_limits<T>::max()};
    for (const auto how : {index_kind::hashed, index_kind::ordered, index_kind::ranked}) {
        for (const bool unique : {false, true}) {
            column<T> in(of, how, unique);
            std::set<T> different(values.begin(), values.end());
            slot next = 1;
            for (const T value : different) in.put(next++, value);
            EXPECT_EQ(in->size(), different.size());
            EXPECT_EQ(in->unique(), unique);
            EXPECT_EQ(in->ordered(), how != index_kind::hashed);
            slot expected = 1;
            for (const T value : different) {
                EXPECT_EQ(in->find(in.at(value)), expected);
                EXPECT_EQ(in->count(in.at(value)), 1U);
                EXPECT_TRUE(in->contains(expected));
                ++expected;
            }
            EXPECT_EQ(in->find(in.at(T(3))), 0U);
            if (how != index_kind::hashed) {
                std::vector<slot> ascending;
                for (slot each = 1; each < next; ++each) ascending.push_back(each);
                EXPECT_EQ(in.between({}, {}), ascending) << "numbers order as their kind does";
            }
        }
    }
}

TEST(indexes, of_every_kind_of_number_find_what_is_in_them_in_its_order) {
    find_all<std::int8_t>(kind::int8);
    find_all<std::int16_t>(kind::int16);
    find_all<std::int32_t>(kind::int32);
    find_all<std::int64_t>(kind::int64);
    find_all<std::uint8_t>(kind::uint8);
    find_all<std::uint16_t>(kind::uint16);
    find_all<std::uint32_t>(kind::uint32);
    find_all<std::uint64_t>(kind::uint64);
    find_all<float>(kind::float32);
    find_all<double>(kind::float64);
    find_all<std::int32_t>(kind::date);
    find_all<std::int64_t>(kind::timestamp);
}

TEST(indexes, of_floating_point_order_infinities_and_nan_and_take_minus_zero_for_zero) {
    column<double> in(kind::float64, index_kind::ordered);
    const double values[] = {-INFINITY, -1e300, -1, -5e-324, 0.0, 5e-324, 1, 1e300, INFINITY, NAN};
    for (slot each = 10; each-- > 0;) in.put(each + 1, values[each]);
    EXPECT_EQ(in.between({}, {}), (std::vector<slot>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    EXPECT_EQ(in->find(in.at(-0.0)), 5U);
    EXPECT_EQ(in->find(in.at(std::nan("7"))), 10U);
    EXPECT_EQ(in.between(bound{in.at(-0.0), false}, bound{in.at(1), true}), (std::vector<slot>{6, 7}));
    column<float> single(kind::float32, index_kind::hashed, true);
    single.put(1, -0.0F);
    EXPECT_EQ(single->find(single.at(0.0F)), 1U);
}

TEST(indexes, of_texts_compare_bytes) {
    for (const auto how : {index_kind::hashed, index_kind::ordered, index_kind::ranked}) {
        column<kith::memory::text_cell> in(kind::text, how);
        const std::string longer(100, 'b');
        in.put_text(1, "b");
        in.put_text(2, longer);
        in.put_text(3, "");
        in.put_text(4, "\xC3\xA4");
        in.put_text(5, "b");
        EXPECT_EQ(in->count({0, "b"}), 2U);
        EXPECT_EQ(in->find({0, longer}), 2U);
        EXPECT_EQ(in->find({0, ""}), 3U);
        EXPECT_EQ(in->find({0, "c"}), 0U);
        if (how == index_kind::hashed) continue;
        const auto from_b = in.between(bound{{0, "b"}, false}, {});
        EXPECT_EQ(from_b, (std::vector<slot>{2, 4}));
    }
}

TEST(indexes, ranges_keep_to_their_bounds_and_may_be_empty) {
    column<std::int32_t> in(kind::int32, index_kind::ordered);
    for (slot each = 1; each <= 10; ++each) in.put(each, static_cast<std::int32_t>(each));
    const auto at = [&](std::int32_t value, bool inclusive) { return bound{in.at(value), inclusive}; };
    EXPECT_EQ(in.between(at(3, true), at(5, true)), (std::vector<slot>{3, 4, 5}));
    EXPECT_EQ(in.between(at(3, false), at(5, false)), (std::vector<slot>{4}));
    EXPECT_TRUE(in.between(at(3, false), at(4, false)).empty());
    EXPECT_TRUE(in.between(at(3, false), at(3, true)).empty());
    EXPECT_EQ(in.between(at(3, true), at(3, true)), (std::vector<slot>{3}));
    EXPECT_TRUE(in.between(at(7, true), at(2, true)).empty());
    EXPECT_EQ(in.between({}, at(2, true)), (std::vector<slot>{1, 2}));
    EXPECT_EQ(in.between(at(9, false), {}), (std::vector<slot>{10}));
}

TEST(indexes, erasing_a_slot_that_is_not_in_does_nothing) {
    column<std::int32_t> in(kind::int32, index_kind::hashed);
    in->erase(7);
    in.put(1, 5);
    in->erase(1);
    in->erase(1);
    EXPECT_EQ(in->size(), 0U);
    EXPECT_FALSE(in->contains(1));
}

TEST(indexes, agree_with_a_scan_under_random_changes) {
    for (const auto how : {index_kind::hashed, index_kind::ordered, index_kind::ranked}) {
        column<std::int32_t> in(kind::int32, how);
        std::vector<int> values(200, -1);
        std::mt19937 random(11);
        for (int step = 0; step < 5000; ++step) {
            const auto where = 1 + random() % 199;
            if (random() % 3 == 0) {
                in->erase(static_cast<slot>(where));
                values[where] = -1;
            } else {
                values[where] = static_cast<int>(random() % 20);
                in.put(static_cast<slot>(where), values[where]);
            }
            const int wanted = static_cast<int>(random() % 20);
            std::vector<slot> found;
            in->equal(in.at(wanted), found);
            std::sort(found.begin(), found.end());
            std::vector<slot> expected;
            for (slot each = 1; each < 200; ++each)
                if (values[each] == wanted) expected.push_back(each);
            ASSERT_EQ(found, expected);
        }
    }
}

}  // namespace

#include <kith/link/relationship.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace {

using kith::slot;
using kith::schema::arity;

kith::schema::end end_of(const char* name, arity how, const char* target, const char* back, bool as_set) {
    kith::schema::end made;
    made.name = name;
    made.arity = how;
    made.target = target;
    made.back = back;
    made.as_set = as_set;
    return made;
}

kith::schema::catalog catalog_of(arity a, bool a_set, arity b, bool b_set) {
    kith::schema::type left;
    kith::schema::type right;
    left.name = "Left";
    right.name = "Right";
    left.add(end_of("a", a, "Right", "b", a_set));
    right.add(end_of("b", b, "Left", "a", b_set));
    return kith::schema::catalog::of({left, right});
}

constexpr slot rows_a_side = 12;

/// One relationship between two tables of twelve rows, and what it should be in plain lists.
class pair_of_tables {
public:
    pair_of_tables(arity a, bool a_set, arity b, bool b_set)
        : catalog_(catalog_of(a, a_set, b, b_set)), arity_{catalog_.side_arity(0, 0),
                                                           catalog_.side_arity(0, 1)},
          set_{catalog_.at(catalog_.relations[0].sides[0]).as_set,
               catalog_.at(catalog_.relations[0].sides[1]).as_set} {
        for (slot i = 0; i < rows_a_side; ++i) {
            left_.reserve_one();
            static_cast<void>(left_.add());
            right_.reserve_one();
            static_cast<void>(right_.add());
        }
    }

    void run(std::uint32_t seed) {
        std::mt19937 random(seed);
        const auto below = [&](std::size_t n) { return random() % n; };
        for (int step = 0; step < 8000 && !testing::Test::HasFatalFailure(); ++step) {
            SCOPED_TRACE("seed " + std::to_string(seed) + ", step " + std::to_string(step));
            const unsigned side = below(2) != 0 ? 1 : 0;
            const auto a = static_cast<slot>(1 + below(rows_a_side));
            const auto b = static_cast<slot>(1 + below(rows_a_side));
            log_.begin_operation();
            switch (below(9)) {
                case 0:
                case 1:
                case 2: link(side, a, b); break;
                case 3: unlink(side, a, b); break;
                case 4:
                    if (below(6) == 0) clear(side, a);
                    break;
                case 5:
                    if (arity_[side] == arity::many) reorder(side, a, random);
                    break;
                case 6:
                    if (below(3) != 0 || marks_.size() > 4) break;
                    static_cast<void>(log_.mark());
                    marks_.push_back(lists_);
                    break;
                case 7:
                    if (below(6) == 0) forget(random);
                    break;
                default:
                    if (below(3) != 0 || marks_.empty()) break;
                    const auto at = below(marks_.size());
                    log_.rollback(at + 1);
                    lists_ = marks_[at];
                    marks_.resize(at);
            }
            compare();
        }
    }

private:
    using lists = std::array<std::map<slot, std::vector<slot>>, 2>;

    void link(unsigned side, slot a, slot b) {
        if (links_of(side, a, b)) return;
        const auto release = [&](unsigned from, slot row) {
            if (arity_[from] == arity::one && !lists_[from][row].empty())
                unlink(from, row, lists_[from][row].front());
        };
        release(side, a);
        release(side ^ 1U, b);
        relation_.reserve_link(side, a, b);
        relation_.link(side, a, b);
        lists_[side][a].push_back(b);
        lists_[side ^ 1U][b].push_back(a);
    }
    void unlink(unsigned side, slot a, slot b) {
        if (!links_of(side, a, b)) return;
        relation_.reserve_unlink(side, a, b);
        relation_.unlink(side, a, b);
        std::erase(lists_[side][a], b);
        std::erase(lists_[side ^ 1U][b], a);
    }
    void clear(unsigned side, slot a) {
        relation_.reserve_clear(side, a);
        relation_.clear(side, a);
        for (const slot b : lists_[side][a]) std::erase(lists_[side ^ 1U][b], a);
        lists_[side][a].clear();
    }
    void forget(std::mt19937& random) {
        std::array<kith::table::row_set, 2> gone;
        // From none to nearly all of a side: few and many are taken out in different ways.
        for (kith::table::row_set& each : gone) {
            each.reserve_slots(rows_a_side + 1);
            const auto likely = random() % 4;
            for (slot row = 1; row <= rows_a_side; ++row)
                if (random() % 4 < likely) static_cast<void>(each.add(row));
        }
        for (const unsigned side : {0U, 1U})
            for (const slot a : gone[side].rows()) relation_.reserve_clear(side, a);
        relation_.forget({&gone[0], &gone[1]});
        for (const unsigned side : {0U, 1U})
            for (const slot a : gone[side].rows()) {
                for (const slot b : lists_[side][a]) std::erase(lists_[side ^ 1U][b], a);
                lists_[side][a].clear();
            }
    }
    void reorder(unsigned side, slot a, std::mt19937& random) {
        std::vector<std::uint32_t> places;
        const auto members = relation_.members(side, a);
        for (std::uint32_t place = 0; place < members.places(); ++place)
            if (members.data()[place] != 0) places.push_back(place);
        std::shuffle(places.begin(), places.end(), random);
        std::vector<slot> wanted;
        for (const std::uint32_t place : places) wanted.push_back(members.data()[place]);
        relation_.reserve_reorder(side, a);
        relation_.reorder(side, a, places.data(), places.size());
        lists_[side][a] = wanted;
    }
    [[nodiscard]] bool links_of(unsigned side, slot a, slot b) {
        const auto& all = lists_[side][a];
        return std::find(all.begin(), all.end(), b) != all.end();
    }

    void compare() {
        for (const unsigned side : {0U, 1U}) {
            for (slot a = 1; a <= rows_a_side; ++a) {
                auto expected = lists_[side][a];
                ASSERT_EQ(relation_.count(side, a), expected.size());
                for (slot b = 1; b <= rows_a_side; ++b)
                    ASSERT_EQ(relation_.linked(side, a, b), links_of(side, a, b));
                if (arity_[side] == arity::one) {
                    ASSERT_EQ(relation_.partner(side, a), expected.empty() ? 0 : expected.front());
                    continue;
                }
                const auto members = relation_.members(side, a);
                std::vector<slot> found(members.begin(), members.end());
                for (const slot b : found) ASSERT_EQ(members.data()[relation_.place(side, a, b)], b);
                const bool ends_in_a_hole =
                    members.places() != 0 && members.data()[members.places() - 1] == 0;
                ASSERT_FALSE(ends_in_a_hole);
                ASSERT_LE(members.places(), 2 * members.size() + 17) << "too many holes";
                if (set_[side]) {
                    std::sort(found.begin(), found.end());
                    std::sort(expected.begin(), expected.end());
                }
                ASSERT_EQ(found, expected);
            }
        }
    }

    kith::schema::catalog catalog_;
    std::array<arity, 2> arity_;
    std::array<bool, 2> set_;
    kith::memory::page_log log_;
    kith::link::list_space space_{log_, std::size_t{1} << 26};
    kith::table::rows left_{log_, space_.owned, "Left", 1000};
    kith::table::rows right_{log_, space_.owned, "Right", 1000};
    // Of a one-to-many, side 0 is the `many` end, whichever type has it.
    kith::link::relationship relation_{log_,
                                       space_,
                                       catalog_,
                                       0,
                                       catalog_.relations[0].sides[0].type == 0 ? std::array{&left_, &right_}
                                                                                : std::array{&right_, &left_},
                                       1000};
    lists lists_;
    std::vector<lists> marks_;
};

TEST(relationships, of_every_arity_agree_with_plain_lists_under_random_changes) {
    for (std::uint32_t seed = 1; seed <= 2; ++seed) {
        pair_of_tables(arity::many, false, arity::one, false).run(seed);
        pair_of_tables(arity::one, false, arity::many, false).run(seed);
        pair_of_tables(arity::many, true, arity::one, false).run(seed);
        pair_of_tables(arity::one, false, arity::one, false).run(seed);
        pair_of_tables(arity::many, false, arity::many, false).run(seed);
        pair_of_tables(arity::many, true, arity::many, false).run(seed);
        pair_of_tables(arity::many, true, arity::many, true).run(seed);
    }
}

/// One owner and very many members, with a count of how often a member was given another place.
class hub {
public:
    explicit hub(slot members, arity of_members)
        : catalog_(catalog_of(arity::many, false, of_members, false)) {
        left_.reserve_one();
        owner_ = left_.add();
        for (slot i = 0; i < members; ++i) {
            right_.reserve_one();
            members_.push_back(right_.add());
            log_.begin_operation();
            relation_.reserve_link(0, owner_, members_.back());
            relation_.link(0, owner_, members_.back());
        }
    }

    void unlink(slot member) {
        std::vector<std::uint32_t> before;
        for (const slot each : members()) before.push_back(relation_.place(0, owner_, each));
        const std::vector<slot> who(members().begin(), members().end());
        log_.begin_operation();
        relation_.reserve_unlink(0, owner_, member);
        relation_.unlink(0, owner_, member);
        for (std::size_t i = 0; i < who.size(); ++i)
            if (who[i] != member && relation_.place(0, owner_, who[i]) != before[i]) ++moves_;
        if (members().empty()) return;
        // What begin() has to look at before it finds the first member.
        for (std::size_t place = members().first(); members().data()[place] == 0; ++place) ++looks_;
    }
    [[nodiscard]] kith::table::slot_range members() const { return relation_.members(0, owner_); }
    [[nodiscard]] std::size_t moves() const { return moves_; }
    [[nodiscard]] std::size_t looks() const { return looks_; }

private:
    kith::schema::catalog catalog_;
    kith::memory::page_log log_;
    kith::link::list_space space_{log_, std::size_t{1} << 26};
    kith::table::rows left_{log_, space_.owned, "Left", 100};
    kith::table::rows right_{log_, space_.owned, "Right", 10'000};
    kith::link::relationship relation_{log_, space_, catalog_, 0, {&left_, &right_}, 10'000};
    slot owner_ = 0;
    std::vector<slot> members_;
    std::size_t moves_ = 0;
    std::size_t looks_ = 0;
};

constexpr slot very_many = 500;

std::vector<slot> in_order(bool from_the_front, const hub& of) {
    std::vector<slot> out(of.members().begin(), of.members().end());
    if (!from_the_front) std::reverse(out.begin(), out.end());
    return out;
}

TEST(list, that_loses_its_members_one_by_one_moves_each_a_few_times_at_most) {
    for (const arity of_members : {arity::one, arity::many}) {
        hub from_the_front(very_many, of_members);
        for (const slot each : in_order(true, from_the_front)) from_the_front.unlink(each);
        EXPECT_LE(from_the_front.moves(), very_many);
        hub from_the_back(very_many, of_members);
        for (const slot each : in_order(false, from_the_back)) from_the_back.unlink(each);
        EXPECT_EQ(from_the_back.moves(), 0U);
        hub anyhow(very_many, of_members);
        std::vector<slot> order = in_order(true, anyhow);
        std::shuffle(order.begin(), order.end(), std::mt19937(5));
        for (const slot each : order) anyhow.unlink(each);
        EXPECT_LE(anyhow.moves(), very_many);
    }
}

TEST(list, that_loses_its_first_member_again_and_again_is_not_searched_for_it) {
    for (const arity of_members : {arity::one, arity::many}) {
        hub of(very_many, of_members);
        while (!of.members().empty()) of.unlink(of.members().nth(0));
        EXPECT_LE(of.looks(), very_many);
    }
}

}  // namespace

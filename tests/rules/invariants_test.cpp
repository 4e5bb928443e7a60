#include "support/names.hpp"

#include <kith/observe.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <vector>

namespace invariants_test {

struct Parent;
struct Child;
struct Badge;
struct Tag;

struct Parent {
    kith::column<std::int32_t, kith::unique> number{};
    kith::many<Child, "parent", kith::cascade<"all, delete-orphan">> kids{};
    kith::one<Badge, "holder"> badge{};
    kith::many<Tag, "parents"> tags{};
    kith::proxy<"kids", "tag"> favourites{};
};
struct Child {
    kith::one<Parent, "kids"> parent{};
    kith::one<Tag, "fans"> tag{};
};
struct Badge {
    kith::one<Parent, "badge", kith::foreign_key> holder{};
};
struct Tag {
    kith::many<Parent, "tags"> parents{};
    kith::many<Child, "tag"> fans{};
    kith::many<Tag, "follows", kith::single_parent> leads{};
    kith::many<Tag, "leads"> follows{};
};
KITH_MODEL(Parent, number, kids, badge, tags, favourites)
KITH_MODEL(Child, parent, tag)
KITH_MODEL(Badge, holder)
KITH_MODEL(Tag, parents, fans, leads, follows)

/// A graph to which random public calls are made, one unit of work a step.
class world {
public:
    explicit world(std::uint64_t seed) : random_(seed) {}

    kith::graph graph{kith::models<Parent, Child, Badge, Tag>};
    std::set<kith::key> owned;  ///< children that have or had a parent
    std::size_t refusals = 0;

    using membership = std::pair<kith::key, kith::key>;  ///< of a parent, of a child
    std::set<membership> members_before;                 ///< before the last step
    std::map<membership, int> told;                      ///< by it: who came, less who went
    std::size_t tellings = 0;
    bool happened = false;  ///< the last step was neither refused nor a rollback
    bool one_call = false;  ///< nor was it a unit of several

    [[nodiscard]] std::set<membership> members() {
        std::set<membership> out;
        for (const auto& parent : graph.all<Parent>())
            for (const auto& kid : parent.kids()) out.emplace(parent.id().value, kid.id().value);
        return out;
    }

    void step() {
        members_before = members();
        told.clear();
        tellings = 0;
        happened = one_call = false;
        const std::size_t what = below(100);
        if (what < 8) {
            if (!mark_.serial) {
                mark_ = graph.mark();
                digest_ = graph.digest();
                owned_ = owned;
            } else {
                graph.rollback(mark_);
                EXPECT_EQ(graph.digest(), digest_) << "I11: the rollback has left something";
                owned = owned_;
                mark_ = {};
            }
        } else if (what < 30) {
            perform([&] {
                graph.atomically([&] {
                    for (std::size_t n = 1 + below(5); n != 0; --n) call();
                });
            });
        } else {
            one_call = true;
            perform([&] { call(); });
        }
        for (const auto& each : graph.all<Child>())
            if (each.parent()) owned.insert(each.id().value);
    }

private:
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
    template <class T>
    kith::ref<T> any() {
        const auto all = graph.all<T>();
        return all.empty() || below(12) == 0
                   ? kith::ref<T>()
                   : *std::ranges::next(all.begin(), static_cast<std::ptrdiff_t>(below(all.size())));
    }
    template <class T>
    std::vector<kith::ref<T>> some() {
        std::vector<kith::ref<T>> out;
        for (std::size_t n = below(4); n != 0; --n)
            if (const auto each = any<T>(); each || below(8) == 0) out.push_back(each);
        return out;
    }
    template <class Calls>
    void perform(Calls&& calls) {
        const auto before = graph.digest();
        try {
            calls();
            happened = true;
        } catch (const kith::error&) {
            ++refusals;
            EXPECT_EQ(graph.digest(), before) << "I8: the call failed and has changed something";
        }
    }
    void change(const auto& end, const auto& member) {
        switch (below(8)) {
            case 0: end.remove(member); break;
            case 1: end.insert(below(4), member); break;
            case 2: end.replace(below(4), member); break;
            case 3: end.clear(); break;
            default: end.append(member); break;
        }
    }
    void call() {
        switch (below(20)) {
            case 0:
                graph.add(Parent{.number = static_cast<std::int32_t>(below(30)), .kids = some<Child>()});
                break;
            case 1:
                graph.add(Parent{.number = static_cast<std::int32_t>(below(1000)), .badge = any<Badge>()});
                break;
            case 2: graph.add(Child{.parent = any<Parent>(), .tag = any<Tag>()}); break;
            case 3: graph.add(Badge{.holder = any<Parent>()}); break;
            case 4: graph.add(Tag{.parents = some<Parent>(), .leads = some<Tag>()}); break;
            case 5: change(any<Parent>().kids(), any<Child>()); break;
            case 6: any<Parent>().kids(some<Child>()); break;
            case 7: any<Child>().parent(any<Parent>()); break;
            case 8: any<Child>().tag(any<Tag>()); break;
            case 9: any<Parent>().badge(any<Badge>()); break;
            case 10: any<Badge>().holder(any<Parent>()); break;
            case 11: change(any<Parent>().tags(), any<Tag>()); break;
            case 12: any<Tag>().parents(some<Parent>()); break;
            case 13: change(any<Tag>().leads(), any<Tag>()); break;
            case 14: any<Tag>().follows(some<Tag>()); break;
            case 15: any<Parent>().favourites().append(any<Tag>()); break;
            case 16: any<Parent>().favourites(some<Tag>()); break;
            case 17: erase_one(); break;
            case 18: any<Parent>().number(static_cast<std::int32_t>(below(30))); break;
            default: any<Child>().parent(nullptr); break;
        }
    }
    void erase_one() {
        switch (below(4)) {
            case 0: graph.erase(any<Parent>()); break;
            case 1: graph.erase(any<Child>()); break;
            case 2: graph.erase(any<Badge>()); break;
            default: graph.erase(any<Tag>()); break;
        }
    }

    void note(const kith::ref<Parent>& parent, const kith::ref<Child>& kid, int how) {
        told[{parent.id().value, kid.id().value}] += how;
        ++tellings;
    }

    std::mt19937_64 random_;
    kith::subscription appended_ = kith::on_append<&Parent::kids>(
        graph, [this](const auto& parent, const auto& kid) { note(parent, kid, 1); });
    kith::subscription removed_ = kith::on_remove<&Parent::kids>(
        graph, [this](const auto& parent, const auto& kid) { note(parent, kid, -1); });
    kith::mark mark_{};
    std::uint64_t digest_ = 0;
    std::set<kith::key> owned_;
};

class invariants : public testing::Test {
protected:
    /// Random calls, and after each what a test claims.
    template <class Claim>
    void hold(Claim&& claim) {
        for (std::uint64_t seed = 1; seed <= 4 && !HasFailure(); ++seed) {
            SCOPED_TRACE("seed " + std::to_string(seed));
            world of(seed);
            for (int i = 0; i < 500 && !HasFailure(); ++i) {
                of.step();
                claim(of);
            }
            EXPECT_GT(of.refusals, 20U);
            EXPECT_GT(of.graph.count<Child>() + of.graph.count<Tag>(), 5U);
            tests::expect_sound(of.graph);
        }
    }
};

auto times(const auto& range, const auto& member) { return std::ranges::count(range, member); }

TEST_F(invariants, I1_a_child_stands_once_in_its_parent_s_list_and_in_no_other) {
    hold([](world& of) {
        for (const auto& child : of.graph.all<Child>())
            for (const auto& parent : of.graph.all<Parent>())
                EXPECT_EQ(times(parent.kids(), child), child.parent() == parent ? 1 : 0);
    });
}

TEST_F(invariants, I2_partners_of_a_one_to_one_hold_each_other) {
    hold([](world& of) {
        for (const auto& parent : of.graph.all<Parent>())
            EXPECT_TRUE(!parent.badge() || parent.badge().holder() == parent);
        for (const auto& badge : of.graph.all<Badge>())
            EXPECT_TRUE(!badge.holder() || badge.holder().badge() == badge);
    });
}

TEST_F(invariants, I3_a_pair_stands_once_at_both_ends_or_at_none) {
    hold([](world& of) {
        for (const auto& tag : of.graph.all<Tag>()) {
            for (const auto& parent : of.graph.all<Parent>()) {
                EXPECT_EQ(times(tag.parents(), parent), times(parent.tags(), tag));
                EXPECT_LE(times(tag.parents(), parent), 1);
            }
            for (const auto& other : of.graph.all<Tag>()) {
                EXPECT_EQ(times(tag.leads(), other), times(other.follows(), tag));
                EXPECT_LE(times(tag.leads(), other), 1);
            }
        }
    });
}

TEST_F(invariants, I5_nothing_mentions_an_entity_that_is_gone) {
    hold([](world& of) {
        const auto lives = [&](const auto& each) { EXPECT_EQ(of.graph.find(each.id()), each); };
        for (const auto& parent : of.graph.all<Parent>()) {
            std::ranges::for_each(parent.kids(), lives);
            std::ranges::for_each(parent.tags(), lives);
            if (parent.badge()) lives(parent.badge());
            for (const auto& tag : parent.favourites())
                if (tag) lives(tag);
        }
        for (const auto& tag : of.graph.all<Tag>()) {
            std::ranges::for_each(tag.parents(), lives);
            std::ranges::for_each(tag.fans(), lives);
            std::ranges::for_each(tag.leads(), lives);
        }
    });
}

TEST_F(invariants, I6_between_units_no_child_that_had_a_parent_is_without_one) {
    hold([](world& of) {
        for (const auto& child : of.graph.all<Child>())
            EXPECT_TRUE(child.parent() || !of.owned.contains(child.id().value));
    });
}

TEST_F(invariants, I7_a_proxy_shows_the_targets_of_the_list_it_goes_through_in_its_order) {
    hold([](world& of) {
        for (const auto& parent : of.graph.all<Parent>()) {
            std::vector<kith::ref<Tag>> expected;
            for (const auto& kid : parent.kids()) expected.push_back(kid.tag());
            EXPECT_EQ(parent.favourites().all(), expected);
        }
    });
}

TEST_F(invariants, I9_what_is_told_is_the_difference_of_membership) {
    hold([](world& of) {
        if (!of.happened) return;
        std::map<world::membership, int> difference;
        for (const auto& each : of.members()) ++difference[each];
        for (const auto& each : of.members_before) --difference[each];
        std::erase_if(difference, [](const auto& each) { return each.second == 0; });
        std::erase_if(of.told, [](const auto& each) { return each.second == 0; });
        EXPECT_EQ(of.told, difference);
        EXPECT_TRUE(!of.one_call || of.tellings == difference.size());
    });
}

TEST_F(invariants, I8_I11_a_call_that_fails_and_a_rollback_leave_the_graph_as_it_was) {
    hold([](world& of) { tests::expect_sound(of.graph); });  // each step compares digests
}

}  // namespace invariants_test

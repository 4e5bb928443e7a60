#include "hub.hpp"

#include <kith/kith.hpp>

#include <string>

namespace bench::clubs {

struct Person;
struct Club {
    std::string name;
    kith::many<Person, "club"> members = {};
};
struct Person {
    std::int32_t number = 0;
    kith::one<Club, "members"> club = {};
};
KITH_MODEL(Club, name, members)
KITH_MODEL(Person, number, club)

struct Visitor;
struct Park {
    std::string name;
    kith::many<Visitor, "park", kith::as_set> members = {};
};
struct Visitor {
    std::int32_t number = 0;
    kith::one<Park, "members"> park = {};
};
KITH_MODEL(Park, name, members)
KITH_MODEL(Visitor, number, park)

struct Reader;
struct Library {
    std::string name;
    kith::many<Reader, "libraries"> members = {};
};
struct Reader {
    std::int32_t number = 0;
    kith::many<Library, "members"> libraries = {};
};
KITH_MODEL(Library, name, members)
KITH_MODEL(Reader, number, libraries)

}  // namespace bench::clubs

namespace bench {
namespace {

/// `Other` says how a member sees its hub.
template <class Hub, class Member, class Other>
class kith_hub final : public hub {
public:
    explicit kith_hub(std::uint32_t members) {
        hub_ = graph_.add(Hub{.name = "all of them"});
        for (std::uint32_t number = 0; number < members; ++number) {
            members_.push_back(graph_.add(Member{.number = static_cast<std::int32_t>(number)}));
        }
    }

    void link() override {
        for (const auto& member : members_) hub_.members().append(member);
    }
    void join() override {
        for (const auto& member : members_) Other{member}.take(hub_);
    }

    void unlink(const std::vector<std::uint32_t>& members) override {
        for (const std::uint32_t number : members) hub_.members().remove(members_[number]);
    }
    void leave(const std::vector<std::uint32_t>& members) override {
        for (const std::uint32_t number : members) Other{members_[number]}.leave(hub_);
    }
    void unlink_first(std::uint32_t count) override {
        for (; count != 0; --count) hub_.members().remove(hub_.members().front());
    }
    void unlink_last(std::uint32_t count) override {
        for (; count != 0; --count) hub_.members().pop();
    }
    void clear() override { hub_.members().clear(); }

    std::vector<std::uint32_t> members() override {
        std::vector<std::uint32_t> numbers;
        for (auto member : hub_.members()) numbers.push_back(static_cast<std::uint32_t>(member.number()));
        return numbers;
    }
    std::uint32_t known_by() override {
        std::uint32_t count = 0;
        for (const auto& member : members_) count += Other{member}.knows(hub_) ? 1 : 0;
        return count;
    }

private:
    kith::graph graph_{kith::models<Hub, Member>};
    kith::ref<Hub> hub_;
    std::vector<kith::ref<Member>> members_;
};

struct club_of {
    kith::ref<clubs::Person> member;
    void take(const kith::ref<clubs::Club>& hub) const { member.club(hub); }
    void leave(const kith::ref<clubs::Club>&) const { member.club(nullptr); }
    [[nodiscard]] bool knows(const kith::ref<clubs::Club>& hub) const { return member.club() == hub; }
};
struct park_of {
    kith::ref<clubs::Visitor> member;
    void take(const kith::ref<clubs::Park>& hub) const { member.park(hub); }
    void leave(const kith::ref<clubs::Park>&) const { member.park(nullptr); }
    [[nodiscard]] bool knows(const kith::ref<clubs::Park>& hub) const { return member.park() == hub; }
};
struct libraries_of {
    kith::ref<clubs::Reader> member;
    void take(const kith::ref<clubs::Library>& hub) const { member.libraries().append(hub); }
    void leave(const kith::ref<clubs::Library>& hub) const { member.libraries().remove(hub); }
    [[nodiscard]] bool knows(const kith::ref<clubs::Library>& hub) const {
        return member.libraries().contains(hub);
    }
};

}  // namespace

std::unique_ptr<hub> build_hub_kith_list(std::uint32_t members) {
    return std::make_unique<kith_hub<clubs::Club, clubs::Person, club_of>>(members);
}
std::unique_ptr<hub> build_hub_kith_set(std::uint32_t members) {
    return std::make_unique<kith_hub<clubs::Park, clubs::Visitor, park_of>>(members);
}
std::unique_ptr<hub> build_hub_kith_pairs(std::uint32_t members) {
    return std::make_unique<kith_hub<clubs::Library, clubs::Reader, libraries_of>>(members);
}

}  // namespace bench

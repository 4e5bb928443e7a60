#include "hub.hpp"

#include <string>

namespace bench {
namespace {

// Order kept and constant time to leave: the members themselves are the links of a doubly linked list. A vector
// would have to close each gap, which is linear in what stands behind it.
class list_club {
public:
    struct person {
        std::int32_t number = 0;
        list_club* club = nullptr;
        person* before = nullptr;
        person* after = nullptr;
    };

    void append(person& member) noexcept {
        member.club = this;
        member.before = last_;
        (last_ != nullptr ? last_->after : first_) = &member;
        last_ = &member;
    }
    void remove(person& member) noexcept {
        (member.before != nullptr ? member.before->after : first_) = member.after;
        (member.after != nullptr ? member.after->before : last_) = member.before;
        member.club = nullptr;
        member.before = member.after = nullptr;
    }
    void clear() noexcept {
        while (first_ != nullptr) remove(*first_);
    }

    [[nodiscard]] person& first() const noexcept { return *first_; }
    [[nodiscard]] person& last() const noexcept { return *last_; }
    [[nodiscard]] std::vector<std::uint32_t> numbers() const {
        std::vector<std::uint32_t> out;
        for (const person* each = first_; each != nullptr; each = each->after) {
            out.push_back(static_cast<std::uint32_t>(each->number));
        }
        return out;
    }

private:
    std::string name_ = "all of them";
    person* first_ = nullptr;
    person* last_ = nullptr;
};

// Without an order, a vector whose members know their places does: the last one fills the gap.
class set_club {
public:
    struct person {
        std::int32_t number = 0;
        std::uint32_t place = 0;
        set_club* club = nullptr;
    };

    void append(person& member) {
        member.club = this;
        member.place = static_cast<std::uint32_t>(members_.size());
        members_.push_back(&member);
    }
    void remove(person& member) noexcept {
        members_[member.place] = members_.back();
        members_.back()->place = member.place;
        members_.pop_back();
        member.club = nullptr;
    }
    void clear() noexcept {
        for (person* each : members_) each->club = nullptr;
        members_.clear();
    }

    [[nodiscard]] person& first() const noexcept { return *members_.front(); }
    [[nodiscard]] person& last() const noexcept { return *members_.back(); }
    [[nodiscard]] std::vector<std::uint32_t> numbers() const {
        std::vector<std::uint32_t> out;
        for (const person* each : members_) out.push_back(static_cast<std::uint32_t>(each->number));
        return out;
    }

private:
    std::string name_ = "all of them";
    std::vector<person*> members_;
};

/// Whoever is linked already, or not there to be unlinked, is passed over: kith looks too.
template <class Club>
class pointers_hub final : public hub {
public:
    explicit pointers_hub(std::uint32_t members) {
        for (std::uint32_t number = 0; number < members; ++number) {
            members_.push_back(std::make_unique<person>());
            members_.back()->number = static_cast<std::int32_t>(number);
        }
    }

    void link() override {
        for (const auto& member : members_) {
            if (member->club == nullptr) club_.append(*member);
        }
    }
    void join() override { link(); }

    void unlink(const std::vector<std::uint32_t>& members) override {
        for (const std::uint32_t number : members) {
            if (members_[number]->club == &club_) club_.remove(*members_[number]);
        }
    }
    void leave(const std::vector<std::uint32_t>& members) override { unlink(members); }
    void unlink_first(std::uint32_t count) override {
        for (; count != 0; --count) club_.remove(club_.first());
    }
    void unlink_last(std::uint32_t count) override {
        for (; count != 0; --count) club_.remove(club_.last());
    }
    void clear() override { club_.clear(); }

    std::vector<std::uint32_t> members() override { return club_.numbers(); }
    std::uint32_t known_by() override {
        std::uint32_t count = 0;
        for (const auto& member : members_) count += member->club == &club_ ? 1 : 0;
        return count;
    }

private:
    using person = typename Club::person;

    Club club_;
    std::vector<std::unique_ptr<person>> members_;
};

}  // namespace

std::unique_ptr<hub> build_hub_pointers_list(std::uint32_t members) {
    return std::make_unique<pointers_hub<list_club>>(members);
}
std::unique_ptr<hub> build_hub_pointers_set(std::uint32_t members) {
    return std::make_unique<pointers_hub<set_club>>(members);
}

}  // namespace bench

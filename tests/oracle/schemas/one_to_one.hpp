#pragma once

#include "oracle/schema.hpp"

namespace oracle::one_to_one {
struct Card;
struct User {
    kith::one<Card, "holder"> card{};
};
struct Card {
    kith::one<User, "card", kith::foreign_key> holder{};
};
KITH_MODEL(User, card)
KITH_MODEL(Card, holder)
constexpr auto models = kith::models<User, Card>;
}  // namespace oracle::one_to_one

namespace oracle::one_to_one_owning {
struct Card;
struct User {
    kith::one<Card, "holder", kith::cascade<"all, delete-orphan">> card{};
};
struct Card {
    kith::one<User, "card", kith::foreign_key> holder{};
};
KITH_MODEL(User, card)
KITH_MODEL(Card, holder)
constexpr auto models = kith::models<User, Card>;
}  // namespace oracle::one_to_one_owning

#pragma once

#include <kith/kith.hpp>

#include <cstdint>
#include <string>

namespace colony {

enum class trade : std::uint8_t { house, farm, mine };
enum class good : std::uint8_t { food, ore };

struct Settlement;
struct Building;
struct Job;
struct Agent;
struct Item;

/// What a player has. Everything in it goes with it.
struct Settlement {
    std::string name{};
    std::int64_t treasure = 0;
    kith::many<Building, "settlement", kith::cascade<"all, delete-orphan">> buildings{};
    kith::many<Agent, "settlement", kith::cascade<"all, delete-orphan">> people{};
};

/// A house is lived in; farms and mines are worked in. When one is torn down its jobs go with it, and who worked
/// or lived there is free to look for something else.
struct Building {
    trade kind = trade::house;
    std::int32_t x = 0;
    std::int32_t y = 0;
    kith::one<Settlement, "buildings"> settlement{};
    kith::many<Job, "building", kith::cascade<"all, delete-orphan">> jobs{};
    kith::many<Agent, "home"> residents{};
};

struct Job {
    std::int32_t yield = 0;
    kith::one<Building, "jobs"> building{};
    kith::one<Agent, "job"> holder{};
};

/// Walks a step a tick towards its goal, and has a turn to act now and then. What it carries goes with it.
struct Agent {
    std::string name{};
    std::int32_t x = 0;
    std::int32_t y = 0;
    std::int32_t goal_x = 0;
    std::int32_t goal_y = 0;
    std::int32_t hunger = 0;
    std::int32_t age = 0;
    kith::one<Settlement, "people"> settlement{};
    kith::one<Building, "residents"> home{};
    kith::one<Job, "holder", kith::foreign_key> job{};
    kith::many<Item, "holder", kith::cascade<"all, delete-orphan">> items{};
};

struct Item {
    good kind = good::food;
    std::int32_t amount = 0;
    kith::one<Agent, "items"> holder{};
};

KITH_MODEL(Settlement, name, treasure, buildings, people)
KITH_MODEL(Building, kind, x, y, settlement, jobs, residents)
KITH_MODEL(Job, yield, building, holder)
KITH_MODEL(Agent, name, x, y, goal_x, goal_y, hunger, age, settlement, home, job, items)
KITH_MODEL(Item, kind, amount, holder)

inline constexpr auto models = kith::models<Settlement, Building, Job, Agent, Item>;

}  // namespace colony

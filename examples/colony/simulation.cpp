#include "simulation.hpp"

#include "chance.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace colony {
namespace {

constexpr tick ticks_between_turns = 16;
constexpr std::size_t beds = 6;
constexpr std::size_t jobs_in_a_building = 8;
constexpr std::int32_t hungry = 100;
constexpr std::int32_t starved = 600;
constexpr std::int32_t meal = 10;
constexpr std::int32_t pockets = 40;

std::string name_of(chance& draw) {
    constexpr const char* first[] = {"Ada", "Bo", "Cy", "Dot", "Eve", "Flo", "Gus", "Hal"};
    constexpr const char* last[] = {"Abernathy", "Brook",    "of the Northern Hills",
                                    "Delling",   "Eastwood", "Fenn"};
    // One draw a statement, here and below: which operand or argument comes first is the compiler's choice.
    std::string name = first[draw.below(8)];
    name += ' ';
    name += last[draw.below(6)];
    return name;
}

kith::ref<Building> build(kith::graph& world, const kith::ref<Settlement>& by, trade kind, std::int32_t x,
                          std::int32_t y) {
    auto made = world.add(Building{.kind = kind, .x = x, .y = y, .settlement = by});
    if (kind == trade::house) return made;
    for (std::size_t n = 0; n < jobs_in_a_building; ++n)
        world.add(Job{.yield = kind == trade::farm ? meal : 1, .building = made});
    return made;
}

kith::ref<Agent> settle(kith::graph& world, const kith::ref<Settlement>& in, const kith::ref<Building>& home,
                        chance& draw) {
    const std::int32_t x = home ? home.x() : draw.between(0, world_width - 1);
    const std::int32_t y = home ? home.y() : draw.between(0, world_height - 1);
    auto made = world.add(Agent{.name = name_of(draw),
                                .x = x,
                                .y = y,
                                .goal_x = x,
                                .goal_y = y,
                                .hunger = draw.between(0, hungry),
                                .settlement = in,
                                .home = home});
    made.items().append(world.add(Item{.kind = good::food, .amount = pockets}));
    return made;
}

kith::ref<Building> any_building(const kith::ref<Settlement>& of, chance& draw) {
    const auto all = of.buildings();
    return all.empty() ? kith::ref<Building>() : all[draw.below(static_cast<std::uint32_t>(all.size()))];
}

/// One agent's turn.
class turn {
public:
    turn(kith::graph& world, const setting& of, tick now, const kith::ref<Agent>& who, tally& count)
        : world_(world), who_(who), draw_(of.seed, now, who.id().value), count_(count) {}

    void act() {
        if (who_.hunger() > starved || who_.age() > 600 + static_cast<std::int32_t>(who_.id().value % 1000)) {
            world_.erase(who_);
            ++count_.died;
            return;
        }
        if (who_.hunger() > hungry) eat();
        if (!who_.home()) look_for_a_home();
        if (!who_.job()) look_for_a_job();
        work();
        raise_a_child();
    }

private:
    [[nodiscard]] kith::ref<Item> carried(good kind) const {
        for (auto item : who_.items())
            if (item.kind() == kind) return item;
        return {};
    }
    void receive(good kind, std::int32_t amount) {
        if (auto item = carried(kind))
            item.amount(std::min(item.amount() + amount, pockets));
        else
            who_.items().append(world_.add(Item{.kind = kind, .amount = std::min(amount, pockets)}));
    }

    void eat() {
        auto food = carried(good::food);
        if (!food) return;
        who_.hunger(0);
        if (food.amount() > meal)
            food.amount(food.amount() - meal);
        else
            world_.erase(food);
    }
    void look_for_a_home() {
        for (int asked = 0; asked < 4; ++asked) {
            const auto building = any_building(who_.settlement(), draw_);
            if (building && building.kind() == trade::house && building.residents().size() < beds)
                return who_.home(building);
        }
    }
    void look_for_a_job() {
        for (int asked = 0; asked < 4; ++asked) {
            const auto building = any_building(who_.settlement(), draw_);
            if (!building) return;
            for (auto job : building.jobs())
                if (!job.holder()) return who_.job(job);
        }
    }
    // Half of the turns at home, half at work; what the work yields is had on arrival.
    void work() {
        const auto place = who_.job().building();
        const bool there = place && who_.x() == place.x() && who_.y() == place.y();
        if (there && place.kind() == trade::farm) receive(good::food, who_.job().yield());
        if (there && place.kind() == trade::mine) {
            const auto all = who_.settlement();
            all.treasure(all.treasure() + who_.job().yield());
            receive(good::food, who_.job().yield() * meal);  // paid in kind
        }
        const auto next = there || !place ? who_.home() : place;
        if (!next) return;
        who_.goal_x(next.x());
        who_.goal_y(next.y());
    }
    void raise_a_child() {
        const auto home = who_.home();
        if (!home || home.residents().size() >= beds || !draw_.one_in(32)) return;
        settle(world_, who_.settlement(), home, draw_);
        ++count_.born;
    }

    kith::graph& world_;
    const kith::ref<Agent> who_;
    chance draw_;
    tally& count_;
};

void obey(kith::graph& world, const setting& of, tick now, const order& given, tally& count) {
    const auto settlement = world.find<Settlement>(kith::key{given.player + 1});
    if (!settlement) return;
    switch (given.kind) {
        case order::what::build:
            build(world, settlement, given.building, given.x, given.y);
            ++count.built;
            break;
        case order::what::raze:
            if (const auto all = settlement.buildings(); all.size() > 1) {
                world.erase(all[given.number % all.size()]);
                ++count.razed;
            }
            break;
        case order::what::settle: {
            chance draw(of.seed, now, given.player);
            for (std::uint32_t n = 0; n < given.number; ++n)
                settle(world, settlement, any_building(settlement, draw), draw);
            count.born += given.number;
            break;
        }
    }
}

// What happens to everybody in every tick: whole columns at a time.
void pass_time(kith::graph& world) {
    world.columns<&Agent::hunger, &Agent::age>().each(
        [](std::span<std::int32_t> hunger, std::span<std::int32_t> age) {
            for (std::size_t n = 0; n < hunger.size(); ++n) {
                ++hunger[n];
                ++age[n];
            }
        });
    const auto approach = [](std::span<std::int32_t> at, std::span<const std::int32_t> goal) {
        for (std::size_t n = 0; n < at.size(); ++n) at[n] += std::clamp(goal[n] - at[n], -4, 4);
    };
    world.columns<&Agent::x, kith::read_only<&Agent::goal_x>>().each(approach);
    world.columns<&Agent::y, kith::read_only<&Agent::goal_y>>().each(approach);
}

}  // namespace

void found(kith::graph& world, const setting& of) {
    for (std::uint32_t player = 0; player < players; ++player) {
        const auto settlement = world.add(Settlement{.name = player == 0 ? "Westmarch" : "Eastmarch"});
        chance draw(of.seed, 0, player);
        const std::uint32_t people = of.agents / players;
        const auto place = [&](trade kind) {
            const std::int32_t half = world_width / 2;
            const std::int32_t left = static_cast<std::int32_t>(player) * half;
            const std::int32_t x = draw.between(left, left + half - 1);
            const std::int32_t y = draw.between(0, world_height - 1);
            return build(world, settlement, kind, x, y);
        };
        std::vector<kith::ref<Building>> houses;
        for (std::uint32_t n = 0; n < people / 5 + 1; ++n) houses.push_back(place(trade::house));
        for (std::uint32_t n = 0; n < people / 10 + 1; ++n) place(n % 4 == 0 ? trade::mine : trade::farm);
        for (std::uint32_t n = 0; n < people; ++n) {
            auto agent = settle(world, settlement, houses[n % houses.size()], draw);
            agent.age(draw.between(0, 1000));
        }
    }
}

tally step(kith::graph& world, const setting& of, tick now, std::span<const order> orders) {
    tally count;
    for (const order& each : orders) obey(world, of, now, each, count);
    pass_time(world);
    std::vector<kith::ref<Agent>> acting;
    for (auto agent : world.all<Agent>())
        if ((agent.id().value + now) % ticks_between_turns == 0) acting.push_back(agent);
    // Nobody's turn ends another's life, so that all of them are still there when theirs comes.
    for (const auto& agent : acting) turn(world, of, now, agent, count).act();
    return count;
}

}  // namespace colony

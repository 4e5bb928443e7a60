#include "view.hpp"

#include "simulation.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace colony {
namespace {

struct cell {
    std::array<std::uint32_t, players> people{};
    std::array<char, players> building{};
};

class picture {
public:
    picture(std::size_t width, std::size_t height) : width_(width), height_(height), cells_(width * height) {}

    [[nodiscard]] cell& at(std::int32_t x, std::int32_t y) {
        const auto scaled = [](std::int32_t value, std::int32_t of, std::size_t to) {
            return static_cast<std::size_t>(std::clamp(value, 0, of - 1)) * to / static_cast<std::size_t>(of);
        };
        return cells_[scaled(y, world_height, height_) * width_ + scaled(x, world_width, width_)];
    }

    [[nodiscard]] std::string text() const {
        std::string out;
        int colour = 0;
        for (std::size_t n = 0; n < cells_.size(); ++n) {
            const cell& here = cells_[n];
            const std::size_t whose = here.building[1] != 0 && here.building[0] == 0 ? 1
                                      : here.building[0] != 0                        ? 0
                                      : here.people[1] > here.people[0]              ? 1
                                                                                     : 0;
            const std::uint32_t people = here.people[0] + here.people[1];
            const char shown = here.building[whose] != 0 ? here.building[whose]
                               : people > 8              ? '*'
                               : people > 2              ? ':'
                               : people > 0              ? '.'
                                                         : ' ';
            const int wanted = shown == ' ' ? colour : whose == 0 ? 36 : 33;
            if (wanted != colour) out += "\x1b[" + std::to_string(wanted) + 'm';
            colour = wanted;
            out += shown;
            if ((n + 1) % width_ == 0) out += '\n';
        }
        return out + "\x1b[0m";
    }

private:
    std::size_t width_;
    std::size_t height_;
    std::vector<cell> cells_;
};

}  // namespace

std::string draw(kith::graph& world, std::size_t width, std::size_t height) {
    picture out(width, height);
    std::size_t player = 0;
    for (auto settlement : world.all<Settlement>()) {
        for (auto agent : settlement.people()) ++out.at(agent.x(), agent.y()).people[player];
        for (auto building : settlement.buildings())
            out.at(building.x(), building.y()).building[player] = "hfm"[static_cast<int>(building.kind())];
        if (++player == players) break;
    }
    return out.text();
}

std::string describe(kith::graph& world, tick done) {
    std::string out = "tick " + std::to_string(done);
    for (auto settlement : world.all<Settlement>()) {
        const auto idle = settlement.people().where(kith::field<&Agent::job> == nullptr).count();
        out += "   " + std::string(settlement.name()) + ": " + std::to_string(settlement.people().size()) +
               " people (" + std::to_string(idle) + " without work), " +
               std::to_string(settlement.buildings().size()) + " buildings, " +
               std::to_string(settlement.treasure()) + " ore";
    }
    return out;
}

}  // namespace colony

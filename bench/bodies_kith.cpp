#include "bodies.hpp"

#include <kith/kith.hpp>

#include <deque>
#include <span>

namespace bench::moving {

struct Body {
    float x = 0;
    float y = 0;
    float vx = 0;
    float vy = 0;
    std::int32_t energy = 0;
    std::int32_t goal = 0;
};
KITH_MODEL(Body, x, y, vx, vy, energy, goal)

}  // namespace bench::moving

namespace bench {
namespace {

using moving::Body;

class bodies_kith final : public moving_world {
public:
    bodies_kith(const bodies_size& size, const frame_plan& plan) {
        for (const body& each : make_bodies(size)) {
            bodies_.push_back(graph_.add(Body{each.x, each.y, each.vx, each.vy, each.energy, each.goal}));
        }
        for (const frame_plan::frame& each : plan.frames) {
            auto& of = frames_.emplace_back();
            for (const std::uint32_t n : each.bodies) of.push_back(bodies_[n]);
        }
    }

    void save(std::size_t kept, std::size_t) override {
        if (marks_.size() == kept) {
            graph_.release(marks_.front());
            marks_.pop_front();
        }
        marks_.push_back(graph_.mark());
    }
    void back() override {
        graph_.rollback(marks_.front());
        marks_.clear();
    }
    void change(std::size_t n) override {
        const auto frame = static_cast<std::int32_t>(n);
        const auto moved = static_cast<float>(frame);
        for (const auto& each : frames_[n % frames_.size()]) {
            each.x(moved);
            each.y(moved + 1);
            each.vx(moved + 2);
            each.vy(moved + 3);
            each.energy(frame);
            each.goal(frame + 1);
        }
    }
    void write_field(const std::vector<std::uint32_t>& order) override {
        for (const std::uint32_t n : order) bodies_[n].energy(bodies_[n].energy() - 1);
    }
    void update_column() override {
        graph_.columns<&Body::x, kith::read_only<&Body::vx>>().each(
            [](std::span<float> x, std::span<const float> vx) {
                for (std::size_t n = 0; n < x.size(); ++n) x[n] += vx[n];
            });
    }
    double sum() override {
        double all = 0;
        for (auto each : graph_.all<Body>())
            all += double{each.x()} + double{each.y()} + double{each.vx()} + double{each.vy()} +
                   each.energy() + each.goal();
        return all;
    }

private:
    kith::graph graph_{kith::models<Body>};
    std::vector<kith::ref<Body>> bodies_;
    std::vector<std::vector<kith::ref<Body>>> frames_;
    std::deque<kith::mark> marks_;
};

}  // namespace

std::unique_ptr<moving_world> build_bodies_kith(const bodies_size& size, const frame_plan& plan) {
    return std::make_unique<bodies_kith>(size, plan);
}

}  // namespace bench

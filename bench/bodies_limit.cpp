// Plain arrays, one behind the other. To save is one memcpy of as many pages as the frame will touch, into memory
// that was written before; to go back is one memcpy the other way.
#include "bodies.hpp"

#include <cstring>
#include <deque>
#include <numeric>

namespace bench {
namespace {

constexpr std::size_t page_size = 4096;

class bodies_limit final : public moving_world {
public:
    bodies_limit(const bodies_size& size, const frame_plan& plan)
        : plan_(plan), bodies_(size.bodies),
          bytes_(6 * ((size.bodies * sizeof(float) + page_size - 1) / page_size) * page_size),
          memory_(std::make_unique<std::byte[]>(bytes_)) {
        const std::size_t column = bytes_ / 6;
        const auto floats = [&](std::size_t n) {
            return reinterpret_cast<float*>(memory_.get() + n * column);
        };
        const auto integers = [&](std::size_t n) {
            return reinterpret_cast<std::int32_t*>(memory_.get() + n * column);
        };
        x_ = floats(0);
        y_ = floats(1);
        vx_ = floats(2);
        vy_ = floats(3);
        energy_ = integers(4);
        goal_ = integers(5);
        std::size_t n = 0;
        for (const body& each : make_bodies(size)) {
            x_[n] = each.x;
            y_[n] = each.y;
            vx_[n] = each.vx;
            vy_[n] = each.vy;
            energy_[n] = each.energy;
            goal_[n] = each.goal;
            ++n;
        }
    }

    void save(std::size_t kept, std::size_t pages) override {
        std::unique_ptr<std::byte[]> copy;
        if (saved_.size() == kept) {
            copy = std::move(saved_.front());
            saved_.pop_front();
        } else if (!spare_.empty()) {
            copy = std::move(spare_.back());
            spare_.pop_back();
        } else {
            copy = std::make_unique<std::byte[]>(bytes_);
        }
        std::memcpy(copy.get(), memory_.get(), pages * page_size);
        saved_.push_back(std::move(copy));
    }
    // Eight frames touch every page there is.
    void back() override {
        std::memcpy(memory_.get(), saved_.front().get(), bytes_);
        while (!saved_.empty()) {
            spare_.push_back(std::move(saved_.back()));
            saved_.pop_back();
        }
    }
    void change(std::size_t which) override {
        const auto frame = static_cast<std::int32_t>(which);
        const auto moved = static_cast<float>(frame);
        for (const std::uint32_t n : plan_.at(which).bodies) {
            x_[n] = moved;
            y_[n] = moved + 1;
            vx_[n] = moved + 2;
            vy_[n] = moved + 3;
            energy_[n] = frame;
            goal_[n] = frame + 1;
        }
    }
    void write_field(const std::vector<std::uint32_t>& order) override {
        for (const std::uint32_t n : order) --energy_[n];
    }
    void update_column() override {
        float* const x = x_;
        const float* const vx = vx_;
        for (std::uint32_t n = 0; n < bodies_; ++n) x[n] += vx[n];
    }
    double sum() override {
        double all = 0;
        for (std::uint32_t n = 0; n < bodies_; ++n)
            all += double{x_[n]} + double{y_[n]} + double{vx_[n]} + double{vy_[n]} + energy_[n] + goal_[n];
        return all;
    }

private:
    const frame_plan& plan_;
    std::uint32_t bodies_;
    std::size_t bytes_;
    std::unique_ptr<std::byte[]> memory_;
    float* x_;
    float* y_;
    float* vx_;
    float* vy_;
    std::int32_t* energy_;
    std::int32_t* goal_;
    std::deque<std::unique_ptr<std::byte[]>> saved_;
    std::vector<std::unique_ptr<std::byte[]>> spare_;
};

}  // namespace

std::unique_ptr<moving_world> build_bodies_limit(const bodies_size& size, const frame_plan& plan) {
    return std::make_unique<bodies_limit>(size, plan);
}

}  // namespace bench

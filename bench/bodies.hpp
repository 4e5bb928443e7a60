#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace bench {

/// One thing in a world that moves: six numeric columns.
struct body {
    float x;
    float y;
    float vx;
    float vy;
    std::int32_t energy;
    std::int32_t goal;
};

struct bodies_size {
    const char* name;
    std::uint32_t bodies;
};
inline constexpr bodies_size bodies_sizes[] = {{"100k", 100'000}, {"10k", 10'000}};

/// The bodies that each of some frames changes, and on how many pages of six columns they lie.
struct frame_plan {
    struct frame {
        std::vector<std::uint32_t> bodies;
        std::size_t pages;
    };
    std::vector<frame> frames;
    std::size_t pages;  // of the whole world
    std::vector<std::uint32_t> in_order;
    std::vector<std::uint32_t> scattered;  // all bodies, too

    explicit frame_plan(const bodies_size& size);
    [[nodiscard]] const frame& at(std::size_t n) const noexcept { return frames[n % frames.size()]; }
};

/// A world of bodies, as one system keeps it, which knows beforehand by its own means (an index, a ref) which bodies
/// the frames of a plan will change. A frame changes one body in a hundred, drawn at random, and of each
/// all six columns, as of something that moves, tires and chooses a new goal.
class moving_world {
public:
    moving_world() = default;
    moving_world(const moving_world&) = delete;
    moving_world& operator=(const moving_world&) = delete;
    virtual ~moving_world() = default;

    /// A point in time to go back to. Of more than `kept`, the oldest is let go. `pages` is on how many pages lies
    /// what the frame that follows will change.
    virtual void save(std::size_t kept, std::size_t pages) = 0;
    /// Goes back to the oldest point in time that is kept, and keeps none.
    virtual void back() = 0;
    /// The changes of frame n: of the bodies that are planned for it.
    virtual void change(std::size_t n) = 0;
    /// Takes one from a field of each of these bodies.
    virtual void write_field(const std::vector<std::uint32_t>& order) = 0;
    /// Moves every body by its speed along x: one column is changed, one is read.
    virtual void update_column() = 0;

    /// What all columns add up to. Not measured.
    [[nodiscard]] virtual double sum() = 0;
};

/// What a world is filled with.
[[nodiscard]] std::vector<body> make_bodies(const bodies_size& size);

using build_bodies_function = std::unique_ptr<moving_world> (*)(const bodies_size&, const frame_plan&);

std::unique_ptr<moving_world> build_bodies_limit(const bodies_size& size, const frame_plan& plan);
std::unique_ptr<moving_world> build_bodies_kith(const bodies_size& size, const frame_plan& plan);
std::unique_ptr<moving_world> build_bodies_no_barrier(const bodies_size& size, const frame_plan& plan);

}  // namespace bench

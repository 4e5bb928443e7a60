#include "bodies.hpp"

#include "generator.hpp"

#include <algorithm>

namespace bench {

frame_plan::frame_plan(const bodies_size& size) {
    constexpr std::size_t frame_count = 64;
    constexpr std::size_t bodies_a_page = 4096 / sizeof(float);
    pages = 6 * (size.bodies / bodies_a_page + 1);
    generator random(22);
    for (std::size_t n = 0; n < frame_count; ++n) {
        frame made{{}, 0};
        std::vector<bool> drawn(size.bodies);
        while (made.bodies.size() < size.bodies / 100) {
            const std::uint32_t body = random.below(size.bodies);
            if (drawn[body]) continue;
            drawn[body] = true;
            made.bodies.push_back(body);
        }
        std::vector<bool> touched(size.bodies / bodies_a_page + 1);
        for (const std::uint32_t body : made.bodies) touched[body / bodies_a_page] = true;
        made.pages = 6 * static_cast<std::size_t>(std::count(touched.begin(), touched.end(), true));
        frames.push_back(std::move(made));
    }
    for (std::uint32_t body = 0; body < size.bodies; ++body) in_order.push_back(body);
    scattered = in_order;
    random.shuffle(scattered);
}

std::vector<body> make_bodies(const bodies_size& size) {
    generator random(23);
    const auto number = [&](std::uint32_t bound) { return static_cast<float>(random.below(bound)); };
    std::vector<body> out(size.bodies);
    for (body& each : out) {
        each = {number(1000),
                number(1000),
                number(8) - 4,
                number(8) - 4,
                static_cast<std::int32_t>(random.below(100) + 1),
                static_cast<std::int32_t>(random.below(1000) + 1)};
    }
    return out;
}

}  // namespace bench

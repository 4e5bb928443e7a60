#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

namespace wordnet {

/// What each step took: rows it worked on, time, the process's memory after it, bytes of the file it wrote or read.
class cost_table {
public:
    /// Runs `work`, which returns the number of rows, and keeps what it took.
    template <class Work>
    void measure(std::string step, Work&& work, const std::filesystem::path& file = {}) {
        const auto begin = std::chrono::steady_clock::now();
        const std::size_t rows = std::forward<Work>(work)();
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
        add(std::move(step), rows, took.count(), file);
    }

    friend std::ostream& operator<<(std::ostream& out, const cost_table& table);

private:
    struct cost {
        std::string step;
        std::size_t rows;
        double milliseconds;
        double memory;  // MB
        double file;    // MB; 0 for none
    };
    void add(std::string step, std::size_t rows, double milliseconds, const std::filesystem::path& file);

    std::vector<cost> costs_;
};

}  // namespace wordnet

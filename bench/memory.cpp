#include "memory.hpp"

#include <malloc.h>

#include <fstream>
#include <stdexcept>
#include <string>

namespace bench {

std::int64_t settled_memory() {
    malloc_trim(0);
    // Not /proc/self/statm: its count lags behind by some pages per core, which at size S is an error of a quarter.
    std::ifstream file("/proc/self/smaps_rollup");
    for (std::string word; file >> word;) {
        std::int64_t kibibytes = 0;
        if (word == "Rss:" && file >> kibibytes) return kibibytes * 1024;
    }
    throw std::runtime_error("cannot read how much memory is resident from /proc/self/smaps_rollup");
}

}  // namespace bench

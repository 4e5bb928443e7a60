#include "cost_table.hpp"

#include "counts.hpp"

#include <unistd.h>

#include <fstream>
#include <iomanip>
#include <ostream>
#include <system_error>

namespace wordnet {
namespace {

constexpr double megabyte = 1e6;

// Linux's account of this process; 0 where there is none.
double resident_megabytes() {
    std::ifstream account("/proc/self/statm");
    double total = 0;
    double resident = 0;
    account >> total >> resident;
    return account ? resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / megabyte : 0;
}

double file_megabytes(const std::filesystem::path& file) {
    if (file.empty()) return 0;
    std::error_code missing;
    const auto bytes = std::filesystem::file_size(file, missing);
    return missing ? 0 : static_cast<double>(bytes) / megabyte;
}

}  // namespace

void cost_table::add(std::string step, std::size_t rows, double milliseconds,
                     const std::filesystem::path& file) {
    costs_.push_back({std::move(step), rows, milliseconds, resident_megabytes(), file_megabytes(file)});
}

std::ostream& operator<<(std::ostream& out, const cost_table& table) {
    const auto flags = out.flags();
    const auto precision = out.precision();
    out << std::left << std::setw(34) << "step" << std::right << std::setw(10) << "rows" << std::setw(12)
        << "ms" << std::setw(12) << "memory MB" << std::setw(10) << "file MB" << '\n';
    for (const auto& each : table.costs_) {
        out << std::left << std::setw(34) << each.step << std::right << std::setw(10) << grouped(each.rows)
            << std::fixed << std::setprecision(3) << std::setw(12) << each.milliseconds
            << std::setprecision(1) << std::setw(12) << each.memory;
        if (each.file > 0) out << std::setw(10) << each.file;
        out << '\n';
    }
    out.flags(flags);
    out.precision(precision);
    return out;
}

}  // namespace wordnet

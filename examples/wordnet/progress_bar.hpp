#pragma once

#include "data_file.hpp"

#include <boost/timer/progress_display.hpp>

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <memory>
#include <string>

namespace wordnet {

/// A progress that draws a bar on the error stream; an empty one when it is not to be shown.
[[nodiscard]] inline progress progress_bar(bool shown, const std::string& title, std::size_t expected) {
    if (!shown || expected == 0) return {};
    const auto bar = std::make_shared<boost::timer::progress_display>(expected, std::cerr, title + '\n');
    return [bar, expected](std::size_t units) {
        // A file that grows meanwhile must not run over the bar's end.
        *bar += std::min<unsigned long>(units, expected - bar->count());
    };
}

}  // namespace wordnet

#pragma once

/// In what two graphs, or a graph and a frozen view of it, differ: why_different.
#include <kith/core/why_different.hpp>

#pragma once

// The last frames of a graph, to go back to.
#include <kith/core/frame_ring.hpp>

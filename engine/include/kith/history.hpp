#pragma once

/// Undo and redo of a graph: kith::history.
#include <kith/core/history.hpp>

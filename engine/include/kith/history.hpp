#pragma once

/// Undo and redo of a graph: kith::history.
#include <kith/model/history.hpp>

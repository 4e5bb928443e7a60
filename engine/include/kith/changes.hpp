#pragma once

/// What differs between two points in time of a graph: kith::changes.
#include <kith/model/changes.hpp>

#pragma once

// What a user includes: declare models, fill a graph, walk it, change it, ask it.
#include <kith/model/cast.hpp>
#include <kith/model/changes.hpp>
#include <kith/model/graph.hpp>

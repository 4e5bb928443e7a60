#pragma once

/// Validators and observers of a graph: validate, on_change, on_append, on_remove, on_add, on_erase, after_commit.
#include <kith/model/after_commit.hpp>
#include <kith/model/observe.hpp>

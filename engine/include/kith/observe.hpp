#pragma once

/// Validators and observers of a graph: validate, on_change, on_append, on_remove, on_add, on_erase.
#include <kith/model/observe.hpp>

#pragma once

// Include this where a model has fields of types that are kept by their Boost.Serialization `serialize`.
#include <kith/model/boxed.hpp>

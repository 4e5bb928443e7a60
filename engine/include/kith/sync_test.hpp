#pragma once

/// Runs a step twice and tells whether it came out the same: sync_test.
#include <kith/core/sync.hpp>

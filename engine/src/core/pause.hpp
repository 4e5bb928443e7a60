#pragma once

#include <kith/core/graph.hpp>

namespace kith::core {

// Somebody else's code runs in the middle of an operation: it may look, but a change would pull the ground
// from under what the operation has looked at already.
class graph::pause {
public:
    explicit pause(graph& of) : of_(of), nested_(of.busy_) {
        if (nested_) return;
        of_.busy_ = true;
        of_.log_.seal();
    }
    ~pause() {
        if (nested_) return;
        of_.log_.unseal();
        of_.busy_ = false;
    }
    pause(const pause&) = delete;
    pause& operator=(const pause&) = delete;

private:
    graph& of_;
    bool nested_;
};

}  // namespace kith::core

#include <kith/core/checkpoint.hpp>

namespace kith::core {

checkpoint::checkpoint(graph& of)
    : graph_(&of), then_(std::make_unique<memory::baseline>(of.log_)), boxes_(of.boxes_.now()) {
    of.checkpoints_.push_back(this);
}

checkpoint::~checkpoint() {
    if (graph_ == nullptr) return;
    std::erase(graph_->checkpoints_, this);
    graph_->forget_boxes();
}

void checkpoint::reset() {
    then_->reset();
    boxes_ = graph_->boxes_.now();
    graph_->forget_boxes();
}

}  // namespace kith::core

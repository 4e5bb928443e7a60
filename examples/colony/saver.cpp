#include "saver.hpp"

#include <kith/storage/snapshot.hpp>

#include <utility>

namespace colony {

saver::~saver() {
    if (thread_.joinable()) thread_.join();
}

void saver::finish() {
    if (thread_.joinable()) thread_.join();
    if (problem_ != nullptr) std::rethrow_exception(std::exchange(problem_, nullptr));
}

void saver::save(kith::graph& world) {
    finish();
    if (view_)
        world.refresh(view_);
    else
        view_ = world.freeze();
    thread_ = std::thread([this] {
        try {
            kith::storage::snapshot::save(view_, file_);
            digest_ = view_.digest();
        } catch (...) {
            problem_ = std::current_exception();
        }
    });
    ++saves_;
}

}  // namespace colony

#pragma once

#include "support/naive_changes.hpp"

#include <kith/core/commits.hpp>

#include <memory>

namespace naive {

/// Somebody who is told of units of work, and of what they should be told.
class commit_watcher {
public:
    commit_watcher(kith::core::graph& graph, const state& now) : then_(now) {
        const std::uint64_t number =
            graph.commits().watch([told = told_](const auto& what) { told->push_back(what); });
        here_ = {graph.observers(), number};
    }

    /// What was told wrongly since the last time, or nothing. `went_back`: by a rollback or an undo.
    [[nodiscard]] std::string problem(const state& now, bool in_transaction, bool went_back) {
        if (in_transaction)
            return told_->empty() ? std::string() : "told of a unit of work that has not ended";
        if (told_->size() > 1) return "told several times of one unit of work";
        const kith::core::net_changes none;
        const bool any = !told_->empty();
        std::string problem = change_audit(any ? *told_->front() : none, then_, now).problem();
        if (any && told_->front()->empty()) problem = "told of nothing";
        if (any && told_->front()->restored != went_back) problem = "told wrongly whether it went back";
        then_ = now;
        told_->clear();
        return problem.empty() ? problem : "an observer of commits: " + problem;
    }

private:
    std::shared_ptr<std::vector<std::shared_ptr<const kith::core::net_changes>>> told_ =
        std::make_shared<std::vector<std::shared_ptr<const kith::core::net_changes>>>();
    state then_;
    kith::subscription here_;
};

}  // namespace naive

#include <kith/core/query.hpp>

#include <algorithm>

namespace kith::core {
namespace {

constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

const char* word(schema::index_kind kind) {
    switch (kind) {
        case schema::index_kind::none: break;
        case schema::index_kind::hashed: return "hashed";
        case schema::index_kind::ordered: return "ordered";
        case schema::index_kind::ranked: return "ranked";
    }
    return "no";
}

}  // namespace

void query::where(row_test test, std::vector<index_term> terms) {
    if (test) tests_.push_back(std::move(test));
    std::move(terms.begin(), terms.end(), std::back_inserter(terms_));
}

// Equality on the index with the fewest rows under the value; else a range on an ordered index.
query::plan query::make_plan() const {
    plan best;
    if (owner_ != nullptr) return best;
    std::size_t fewest = all;
    for (const index_term& term : terms_) {
        const index::index* index = in_->column(term.column).index.get();
        if (index == nullptr || term.how != comparison::equal) continue;
        const std::size_t rows = index->count(term.probe());
        if (rows >= fewest) continue;
        fewest = rows;
        best.equal = &term;
    }
    if (best.equal != nullptr) return best;
    for (const index_term& term : terms_) {
        const index::index* index = in_->column(term.column).index.get();
        if (index == nullptr || !index->ordered() || term.how == comparison::equal) continue;
        if (best.by_range && best.range_column != term.column) continue;
        best.by_range = true;
        best.range_column = term.column;
        const bool inclusive = term.how == comparison::less_equal || term.how == comparison::greater_equal;
        const bool upper = term.how == comparison::less || term.how == comparison::less_equal;
        // Of two bounds on one side either will do: the test looks at both.
        (upper ? best.high : best.low) = index::bound{term.probe(), inclusive};
    }
    return best;
}

bool query::passes(slot row) const {
    return std::all_of(tests_.begin(), tests_.end(), [&](const row_test& test) { return test(*in_, row); });
}

std::vector<slot> query::candidates(std::size_t enough) const {
    std::vector<slot> out;
    const plan how = make_plan();
    if (how.equal != nullptr || how.by_range) {
        if (how.equal != nullptr)
            in_->column(how.equal->column).index->equal(how.equal->probe(), out);
        else
            in_->column(how.range_column).index->between(how.low, how.high, out);
        std::erase_if(out, [&](slot row) { return !passes(row); });
        std::sort(out.begin(), out.end(),
                  [&](slot a, slot b) { return in_->rows().place(a) < in_->rows().place(b); });
        return out;
    }
    const auto rows = owner_ != nullptr ? owner_->linked(end_, row_) : in_->rows().all();
    for (const slot row : rows) {
        if (!passes(row)) continue;
        out.push_back(row);
        if (out.size() >= enough) break;
    }
    return out;
}

void query::sort(std::vector<slot>& rows) const {
    if (order_.empty()) return;
    std::stable_sort(rows.begin(), rows.end(), [&](slot a, slot b) {
        for (const sort_key& key : order_) {
            const int order = in_->compare(key.column, a, b);
            if (order != 0) return key.descending ? order > 0 : order < 0;
        }
        return false;
    });
}

std::vector<slot> query::run() const {
    const std::size_t enough = order_.empty() && limit_ < all - offset_ ? limit_ + offset_ : all;
    if (enough == 0) return {};
    std::vector<slot> rows = candidates(enough);
    sort(rows);
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(offset_, rows.size())));
    if (rows.size() > limit_) rows.resize(limit_);
    return rows;
}

slot query::first() const {
    query narrowed(*this);
    narrowed.limit(1);
    const std::vector<slot> rows = narrowed.run();
    return rows.empty() ? 0 : rows.front();
}

std::size_t query::count() const {
    if (tests_.empty() && limit_ == all && offset_ == 0)
        return owner_ != nullptr ? owner_->linked(end_, row_).size() : in_->rows().size();
    query unsorted(*this);
    unsorted.order_.clear();
    return unsorted.run().size();
}

std::string query::explain() const {
    const std::string type = in_->type().name + ": ";
    if (owner_ != nullptr)
        return type + "the " + std::to_string(owner_->linked(end_, row_).size()) + " members of " +
               owner_->type().name + "." + owner_->end(end_).described->name;
    const plan how = make_plan();
    if (how.equal == nullptr && !how.by_range)
        return type + "scan of " + std::to_string(in_->rows().size()) + " rows";
    const schema::field& field =
        *in_->column(how.equal != nullptr ? how.equal->column : how.range_column).field;
    const std::string index =
        std::string(field.unique ? "unique " : "") + word(field.index) + " index on " + field.name;
    if (how.by_range) return type + "range of the " + index;
    return type + index + ", rows to test: " +
           std::to_string(in_->column(how.equal->column).index->count(how.equal->probe()));
}

}  // namespace kith::core

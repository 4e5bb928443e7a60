#include <kith/base/error.hpp>
#include <kith/base/hash.hpp>
#include <kith/core/query.hpp>

#include <algorithm>
#include <bit>
#include <numeric>
#include <unordered_set>

namespace kith::core {
namespace {

/// A set of slots or places.
class bits {
public:
    explicit bits(std::size_t size) : words_(size / 64 + 1) {}
    /// False when it is there already.
    bool add(std::size_t n) {
        const std::uint64_t bit = std::uint64_t{1} << (n % 64);
        const bool added = (words_[n / 64] & bit) == 0;
        words_[n / 64] |= bit;
        return added;
    }
    /// Calls `work` with each, ascending.
    void each(const auto& work) const {
        for (std::size_t i = 0; i < words_.size(); ++i)
            for (std::uint64_t left = words_[i]; left != 0; left &= left - 1)
                work(i * 64 + static_cast<std::size_t>(std::countr_zero(left)));
    }

private:
    std::vector<std::uint64_t> words_;
};

/// The values of several keys of each row, row by row.
std::vector<sort_value> read_all(const extent& in, std::span<const sort_key> keys,
                                 std::span<const slot> rows) {
    std::vector<sort_value> out;
    out.reserve(rows.size() * keys.size());
    for (const slot row : rows)
        for (const sort_key& key : keys) out.push_back(read(in, key, row));
    return out;
}

std::vector<slot> taken(std::span<const slot> rows, std::span<const std::uint32_t> which) {
    std::vector<slot> out;
    out.reserve(which.size());
    for (const std::uint32_t n : which) out.push_back(rows[n]);
    return out;
}

// Of another graph's row nothing here can be found, and not only when there is a row to look at.
void expect_own(const extent& asked, const way& by) {
    const extent& target = target_of(asked, by.along);
    if (by.by == way::kind::row) expect_own(target, by.known);
    for (const way& each : by.of) expect_own(target, each);
}

}  // namespace

query::query(query from, std::uint32_t end)
    : in_(from.in_ == nullptr ? nullptr : from.in_->end(end).target), end_(end),
      from_(std::make_shared<const query>(std::move(from))) {}

void query::where(criterion wanted) {
    if (in_ != nullptr)
        for (const way& each : wanted.ways) expect_own(*in_, each);
    tests_.push_back(std::move(wanted.holds));
    std::move(wanted.ways.begin(), wanted.ways.end(), std::back_inserter(ways_));
    std::move(wanted.looks.begin(), wanted.looks.end(), std::back_inserter(looks_));
}

void query::offset(std::size_t skip) { offset_ = skip < all - offset_ ? offset_ + skip : all; }

void query::slice(std::size_t from, std::size_t to) {
    if (to < from) fail_slice(from, to);
    if (limit_ != all) limit_ -= std::min(from, limit_);
    limit(to - from);
    offset(from);
}

void query::fail_slice(std::size_t from, std::size_t to) {
    throw usage_error(errc::bad_slice, "kith: the slice from " + std::to_string(from) + " to " +
                                           std::to_string(to) +
                                           " ends before it begins; give the lower number first");
}

void query::fail_negative(long long given) {
    throw usage_error(errc::bad_slice, "kith: a query has no answer number " + std::to_string(given) +
                                           "; answers are counted from the first, so order them the other "
                                           "way round to take the last");
}

table::slot_range query::source() const noexcept {
    if (!asks_members()) return in_->rows().all();
    return owner_.still_there() ? owner_.in->linked(end_, owner_.row) : table::slot_range();
}

std::optional<std::vector<slot>> query::look_up(std::string* told) const {
    if (from_ != nullptr || ways_.empty()) return std::nullopt;
    std::size_t most = source().size();
    if (asks_members()) {
        // Each row found must be looked for among the members: constant, but of two lists linear in one.
        const link_end& end = owner_.in->end(end_);
        most = std::min(most / 4, end.one || end.opposite->one ? most : std::size_t{4});
    }
    auto found = find(*in_, ways_, most, told);
    if (found && asks_members()) {
        const link_end& end = owner_.in->end(end_);
        std::erase_if(*found, [&](slot row) { return !end.relation->linked(end.side, owner_.row, row); });
    }
    return found;
}

std::vector<slot> query::followed() const {
    std::vector<slot> out;
    bits seen(in_->rows().end());
    for (const slot row : from_->run())
        for (const slot member : from_->in_->linked(end_, row))
            if (seen.add(member)) out.push_back(member);
    return out;
}

bool query::passes(slot row) const {
    return std::all_of(tests_.begin(), tests_.end(), [&](const row_test& test) { return test(*in_, row); });
}

// What an index found, in the order of the source. Many are put in order by marking their places.
void query::arrange(std::vector<slot>& found) const {
    const table::slot_range list = source();
    const auto place = [&](slot row) {
        return asks_members()
                   ? owner_.in->end(end_).relation->place(owner_.in->end(end_).side, owner_.row, row)
                   : in_->rows().place(row);
    };
    if (found.size() > list.places() / 64) {
        bits places(list.places());
        for (const slot row : found) places.add(place(row));
        found.clear();
        places.each([&](std::size_t n) { found.push_back(list.data()[n]); });
    } else {
        std::sort(found.begin(), found.end(), [&](slot a, slot b) { return place(a) < place(b); });
    }
}

std::vector<slot> query::candidates(std::size_t enough) const {
    if (auto found = look_up()) {
        std::erase_if(*found, [&](slot row) { return !passes(row); });
        arrange(*found);
        return std::move(*found);
    }
    std::vector<slot> out;
    const auto take = [&](const auto& rows) {
        for (const slot row : rows) {
            if (!passes(row)) continue;
            out.push_back(row);
            if (out.size() >= enough) break;
        }
    };
    if (from_ != nullptr)
        take(followed());
    else
        take(source());
    return out;
}

void query::sort(std::vector<slot>& rows, std::size_t enough) const {
    if (order_.empty()) return;
    const std::vector<sort_value> values = read_all(*in_, order_, rows);
    const std::size_t keys = order_.size();
    // By number, so that equal ones stay in the order they came in although only the first are sorted.
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        for (std::size_t key = 0; key < keys; ++key) {
            const auto by = values[a * keys + key] <=> values[b * keys + key];
            if (by != 0) return order_[key].descending ? by > 0 : by < 0;
        }
        return a < b;
    };
    std::vector<std::uint32_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto last = order.begin() + static_cast<std::ptrdiff_t>(std::min(enough, rows.size()));
    if (last != order.end())
        std::partial_sort(order.begin(), last, order.end(), before);
    else
        std::sort(order.begin(), order.end(), before);
    order.erase(last, order.end());
    rows = taken(rows, order);
}

std::vector<slot> query::run() const {
    const std::size_t enough = limit_ < all - offset_ ? limit_ + offset_ : all;
    if (in_ == nullptr || limit_ == 0) return {};
    std::vector<slot> rows = candidates(order_.empty() ? enough : all);
    sort(rows, enough);
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(offset_, rows.size())));
    if (rows.size() > limit_) rows.resize(limit_);
    return rows;
}

std::vector<known_row> query::run_known() const {
    const std::vector<slot> rows = run();
    std::vector<known_row> out;
    out.reserve(rows.size());
    for (const slot row : rows) out.emplace_back(in_, row);
    return out;
}

std::vector<slot> query::run_distinct(std::span<const sort_key> keys) const {
    const std::vector<slot> rows = run();
    if (rows.empty()) return {};
    const std::vector<sort_value> values = read_all(*in_, keys, rows);
    const auto of = [&](std::uint32_t n) { return std::span(values).subspan(n * keys.size(), keys.size()); };
    const auto hash = [&](std::uint32_t n) {
        std::uint64_t out = 0;
        for (const sort_value& each : of(n)) {
            out = hash_mix(out, static_cast<std::uint64_t>(each.number));
            if (!each.text.empty()) out = hash_mix(out, hash_text(each.text));
        }
        return static_cast<std::size_t>(out);
    };
    const auto equal = [&](std::uint32_t a, std::uint32_t b) { return std::ranges::equal(of(a), of(b)); };
    std::unordered_set<std::uint32_t, decltype(hash), decltype(equal)> seen(16, hash, equal);
    std::vector<slot> out;
    for (std::uint32_t n = 0; n < rows.size(); ++n)
        if (seen.insert(n).second) out.push_back(rows[n]);
    return out;
}

slot query::first() const {
    query narrowed(*this);
    narrowed.limit(1);
    const std::vector<slot> rows = narrowed.run();
    return rows.empty() ? 0 : rows.front();
}

slot query::one(none allowed) const {
    query narrowed(*this);
    narrowed.limit(2);
    const std::vector<slot> rows = narrowed.run();
    if (rows.size() == 1) return rows.front();
    if (rows.empty() && allowed == none::is_zero) return 0;
    const std::string type = in_ == nullptr ? "what an empty ref is linked with" : in_->type().name;
    if (rows.empty())
        throw lookup_error(errc::no_result, "kith: one() on " + type +
                                                " found none; use one_or_none() or first() if that is fine");
    throw lookup_error(errc::several_results, "kith: one() on " + type +
                                                  " found more than one; use first() if that is fine, or ask "
                                                  "for something unique");
}

bool query::exists() const {
    query unsorted(*this);
    unsorted.order_.clear();
    return unsorted.first() != 0;
}

std::size_t query::count() const {
    if (in_ == nullptr) return 0;
    if (tests_.empty() && from_ == nullptr) {
        const std::size_t rows = source().size();
        return std::min(limit_, rows - std::min(offset_, rows));
    }
    query unsorted(*this);
    unsorted.order_.clear();
    return unsorted.run().size();
}

std::string query::looks() const {
    std::string out;
    std::vector<steps> told;
    for (const steps& each : looks_) {
        if (std::find(told.begin(), told.end(), each) != told.end()) continue;
        told.push_back(each);
        out += out.empty() ? "; tests look at " : ", ";
        const extent* at = in_;
        for (std::size_t n = 0; n < each.size(); ++n) {
            out += (n == 0 ? "" : ".") + at->end(each[n]).described->name;
            at = at->end(each[n]).target;
        }
    }
    return out;
}

std::string query::explain() const {
    if (in_ == nullptr) return "nothing: asked through an empty ref";
    const std::string type = in_->type().name + ": ";
    std::string source;
    if (from_ != nullptr) {
        source = "along " + from_->in_->type().name + "." + from_->in_->end(end_).described->name +
                 " from (" + from_->explain() + ")";
    } else if (asks_members()) {
        const schema::end& end = *owner_.in->end(end_).described;
        const std::string rows = "the " + std::to_string(this->source().size());
        // A hidden end has the name of the other.
        source = end.hidden ? rows + " back along " + end.name
                            : rows + " members of " + owner_.in->type().name + "." + end.name;
    } else {
        source = "scan of " + std::to_string(in_->rows().size()) + " rows";
    }
    std::string how;
    if (const auto found = look_up(&how)) {
        how += ", rows to test: " + std::to_string(found->size());
        source = asks_members() ? how + ", of " + source : how;
    }
    return type + source + looks();
}

}  // namespace kith::core

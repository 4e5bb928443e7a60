#include <kith/core/way.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace kith::core {
namespace {

using rows = std::vector<slot>;

std::pair<long double, long double> range_of(schema::kind kind) {
    if (kind == schema::kind::boolean) return {0, 1};
    const int bits = static_cast<int>(schema::width_of(kind) * 8);
    if (schema::is_unsigned(kind)) return {0, std::ldexp(1.0L, bits) - 1};
    return {-std::ldexp(1.0L, bits - 1), std::ldexp(1.0L, bits - 1) - 1};
}

std::int64_t order_of_whole(schema::kind kind, long double value) {
    if (kind != schema::kind::uint64) return static_cast<std::int64_t>(value);
    const auto cell = static_cast<std::uint64_t>(value);
    return index::order_number(kind, &cell);
}

// Whole numbers below 60.5 are those up to 60.
std::vector<way> way_by_whole(std::uint32_t column, schema::kind kind, comparison how, long double asked) {
    const auto [least, most] = range_of(kind);
    const auto to = [&](comparison bound, long double value) {
        return std::vector{way_at(column, bound, order_of_whole(kind, value))};
    };
    const auto up_to = [&](long double value) {
        if (value < least) return std::vector{way{}};
        return value >= most ? std::vector<way>() : to(comparison::less_equal, value);
    };
    const auto from = [&](long double value) {
        if (value > most) return std::vector{way{}};
        return value <= least ? std::vector<way>() : to(comparison::greater_equal, value);
    };
    switch (how) {
        case comparison::less: return up_to(std::ceil(asked) - 1);
        case comparison::less_equal: return up_to(std::floor(asked));
        case comparison::greater: return from(std::floor(asked) + 1);
        case comparison::greater_equal: return from(std::ceil(asked));
        case comparison::equal: break;
    }
    if (std::floor(asked) != asked || asked < least || asked > most) return {way{}};
    return to(comparison::equal, asked);
}

// A cell of 32 bits is indexed as the double that it is: one rule serves both widths.
std::vector<way> way_by_floating(std::uint32_t column, comparison how, long double asked) {
    const auto nearest = static_cast<double>(asked);
    const auto kept = static_cast<long double>(nearest);
    const std::int64_t number = index::order_number(schema::kind::float64, &nearest);
    if (kept == asked) return {way_at(column, how, number)};
    // Between what was asked for and the nearest number lies none.
    switch (how) {
        case comparison::less:
        case comparison::less_equal:
            return {way_at(column, kept > asked ? comparison::less : comparison::less_equal, number)};
        case comparison::greater:
        case comparison::greater_equal:
            return {way_at(column, kept > asked ? comparison::greater_equal : comparison::greater, number)};
        case comparison::equal: break;
    }
    return {way{}};
}

bool is_range(const way& by) { return by.by == way::kind::value && by.how != comparison::equal; }

std::string name_of(const schema::field& field) {
    std::string out = field.unique ? "unique " : "";
    switch (field.index) {
        case schema::index_kind::none: break;
        case schema::index_kind::hashed: out += "hashed"; break;
        case schema::index_kind::ordered: out += "ordered"; break;
        case schema::index_kind::ranked: out += "ranked"; break;
    }
    return out + " index on ";
}

/// Finds rows of `in`, for a question to `asked`. `told` is a place for words or null.
class finder {
public:
    finder(const extent& asked, const extent& in, std::size_t most, std::string* told)
        : asked_(asked), in_(in), most_(most), told_(told) {}

    /// The way that finds the fewest.
    [[nodiscard]] std::optional<rows> best(std::span<const way> ways) const {
        std::optional<rows> best;
        const auto consider = [&](const way& by) {
            if (best && best->empty()) return;
            std::string words;
            auto found =
                finder(asked_, in_, best ? best->size() - 1 : most_, told_ == nullptr ? nullptr : &words)
                    .go(by, ways);
            if (!found) return;
            best = std::move(found);
            tell(words);
        };
        for (const way& each : ways)
            if (!is_range(each)) consider(each);
        for (const way& each : ways)
            if (!best && is_range(each)) consider(each);
        return best;
    }

private:
    /// `beside` are the ways that find all, as this one does: a range has its other bound among them.
    [[nodiscard]] std::optional<rows> go(const way& by, std::span<const way> beside) const {
        const extent& at = target_of(in_, by.along);
        std::optional<rows> found = look_up(at, by, beside);
        if (found) found = back(by.along, std::move(*found));
        return found;
    }
    [[nodiscard]] std::optional<rows> look_up(const extent& at, const way& by,
                                              std::span<const way> beside) const {
        switch (by.by) {
            case way::kind::nothing: tell("nothing can hold"); return rows();
            case way::kind::value: return by_value(at, by, beside);
            case way::kind::row:
                if (by.known.in != &at) return std::nullopt;  // the test will say what is wrong with it
                tell("one " + at.type().name);
                if (!by.known.still_there()) return rows();
                if (most_ == 0) return std::nullopt;
                return rows{by.known.row};
            case way::kind::both: return finder(asked_, at, most_, told_).best(by.of);
            case way::kind::either: return by_each(at, by.of);
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<rows> by_value(const extent& at, const way& by,
                                               std::span<const way> beside) const {
        const index::index* index = at.column(by.column).index.get();
        if (index == nullptr) return std::nullopt;
        rows out;
        const schema::field& field = *at.column(by.column).field;
        const std::string name = name_of(field) + (&at == &asked_ ? "" : at.type().name + ".") + field.name;
        if (by.how == comparison::equal) {
            if (index->count(by.probe()) > most_) return std::nullopt;
            index->equal(by.probe(), out);
            tell(name);
            return out;
        }
        // How much lies in a range is not known before: a scan of fewer rows would do better.
        if (!index->ordered() || index->size() > most_) return std::nullopt;
        std::optional<index::bound> low, high;
        for (const way& each : beside) {
            if (!is_range(each) || each.column != by.column || each.along != by.along) continue;
            const bool inclusive =
                each.how == comparison::less_equal || each.how == comparison::greater_equal;
            const bool upper = each.how == comparison::less || each.how == comparison::less_equal;
            // Of two bounds on one side either will do: the test looks at both.
            (upper ? high : low) = index::bound{each.probe(), inclusive};
        }
        index->between(low, high, out);
        tell("range of the " + name);
        return out;
    }

    [[nodiscard]] std::optional<rows> by_each(const extent& at, std::span<const way> of) const {
        rows out;
        std::vector<std::string> words;
        for (const way& each : of) {
            std::string how;
            std::optional<rows> found =
                finder(asked_, at, most_ - out.size(), told_ == nullptr ? nullptr : &how)
                    .go(each, {&each, 1});
            if (!found) return std::nullopt;
            out.insert(out.end(), found->begin(), found->end());
            if (std::find(words.begin(), words.end(), how) == words.end()) words.push_back(std::move(how));
        }
        std::string all;
        for (const std::string& each : words) all += (all.empty() ? "" : " or ") + each;
        tell(all.empty() ? "nothing can hold" : all);
        return each_once(std::move(out));
    }

    // From what the steps lead to back to where they begin, through the other end of each.
    [[nodiscard]] std::optional<rows> back(const steps& along, rows found) const {
        std::vector<const extent*> passed{&in_};
        for (const std::uint32_t end : along) passed.push_back(passed.back()->end(end).target);
        for (std::size_t n = along.size(); n-- > 0;) {
            const link_end& end = passed[n]->end(along[n]);
            rows before;
            for (const slot row : found) {
                const auto linked = passed[n + 1]->linked(end.opposite->index, row);
                if (linked.size() > most_ - before.size()) return std::nullopt;
                before.insert(before.end(), linked.begin(), linked.end());
            }
            found = end.one ? std::move(before) : each_once(std::move(before));
            if (told_ != nullptr)
                *told_ += ", back along " + passed[n]->type().name + "." + end.described->name;
        }
        return found;
    }

    [[nodiscard]] static rows each_once(rows found) {
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }
    void tell(const std::string& words) const {
        if (told_ != nullptr) *told_ = words;
    }

    const extent& asked_;
    const extent& in_;
    std::size_t most_;
    std::string* told_;
};

}  // namespace

way way_at(std::uint32_t column, comparison how, std::int64_t number, std::string text) {
    way out;
    out.by = way::kind::value;
    out.column = column;
    out.how = how;
    out.number = number;
    out.text = std::move(text);
    return out;
}

std::vector<way> way_by_number(std::uint32_t column, schema::kind kind, comparison how, long double asked) {
    if (std::isnan(asked)) return {way{}};
    if (schema::is_floating(kind)) return way_by_floating(column, how, asked);
    return way_by_whole(column, kind, how, asked);
}

std::vector<way> way_by_prefix(std::uint32_t column, std::string_view prefix) {
    std::vector<way> out{way_at(column, comparison::greater_equal, 0, std::string(prefix))};
    // The first text beyond: the last byte that can be is one higher, and what follows it is cut.
    std::string beyond(prefix);
    while (!beyond.empty() && beyond.back() == '\xff') beyond.pop_back();
    if (beyond.empty()) return out;
    beyond.back() = static_cast<char>(static_cast<unsigned char>(beyond.back()) + 1);
    out.push_back(way_at(column, comparison::less, 0, std::move(beyond)));
    return out;
}

std::optional<std::vector<slot>> find(const extent& in, std::span<const way> ways, std::size_t most,
                                      std::string* told) {
    return finder(in, in, most, told).best(ways);
}

}  // namespace kith::core

#include "cell_text.hpp"
#include "telling_apart.hpp"

#include <kith/base/error.hpp>

#include <ostream>

namespace kith {
namespace core {
namespace {

// Of two byte strings that differ: where the part begins that is shown.
std::size_t shown_from(std::string_view here, std::string_view there, std::size_t most) {
    if (std::max(here.size(), there.size()) <= most) return 0;
    const auto at = std::mismatch(here.begin(), here.end(), there.begin(), there.end()).first - here.begin();
    const auto differs = static_cast<std::size_t>(at);
    constexpr std::size_t before = 8;
    return differs > before ? differs - before : 0;
}

std::string shown(const schema::field& of, std::string_view bytes, std::size_t from, std::size_t most) {
    const bool text = of.kind == schema::kind::text;
    const std::string_view part = bytes.substr(std::min(from, bytes.size()), most);
    std::string out = text ? '"' + std::string(part) + '"' : hex(part);
    if (part.size() != bytes.size())
        out += " (from byte " + std::to_string(from) + " of " + std::to_string(bytes.size()) + ")";
    return out;
}

std::string shown(const std::vector<key>& ids, std::size_t from, std::size_t most) {
    std::string out = from == 0 ? "[" : "[... " + std::to_string(from) + " more, ";
    const std::size_t last = std::min(ids.size(), from + most);
    for (std::size_t i = from; i < last; ++i) out += (i == from ? "" : ", ") + std::to_string(ids[i]);
    if (last < ids.size()) out += ", ... " + std::to_string(ids.size() - last) + " more";
    return out + "]";
}

}  // namespace

std::vector<key> order_of(const extent& in) {
    std::vector<key> out;
    for (const slot row : in.rows().all()) out.push_back(in.rows().id(row));
    return out;
}

std::array<std::string, 2> describe(const schema::field& of, const std::optional<std::string>& here,
                                    const std::optional<std::string>& there) {
    constexpr std::size_t most = 48;
    const bool bytes =
        schema::is_string(of.kind) || of.kind == schema::kind::plain || of.kind == schema::kind::boxed;
    std::array<std::string, 2> out;
    const std::array sides{&here, &there};
    const std::size_t from = here && there ? shown_from(*here, *there, most) : 0;
    for (std::size_t i = 0; i < 2; ++i) {
        if (!*sides[i])
            out[i] = "null";
        else if (bytes)
            out[i] = shown(of, **sides[i], from, most);
        else
            out[i] = cell_text(of, {.bytes = (*sides[i])->data()});
    }
    // Not numbers of other bits, say.
    if (out[0] == out[1])
        for (std::size_t i = 0; i < 2; ++i) out[i] += " (" + hex(**sides[i]) + ")";
    return out;
}

std::array<std::string, 2> describe(const schema::end& of, const std::vector<key>& here,
                                    const std::vector<key>& there) {
    const std::array sides{&here, &there};
    std::array<std::string, 2> out;
    if (of.arity == schema::arity::one) {
        for (std::size_t i = 0; i < 2; ++i)
            out[i] = sides[i]->empty() ? "none" : std::to_string(sides[i]->front());
        return out;
    }
    constexpr std::size_t most = 12;
    const auto at = std::mismatch(here.begin(), here.end(), there.begin(), there.end()).first - here.begin();
    const std::size_t from = std::max(here.size(), there.size()) <= most ? 0 : static_cast<std::size_t>(at);
    for (std::size_t i = 0; i < 2; ++i) out[i] = shown(*sides[i], from, most);
    return out;
}

void note_next_ids(differences& in, const std::string& type, key here, key there) {
    if (here != there)
        in.notes.push_back(type + ": the next id is " + std::to_string(here) + " " + in.sides[0] + ", " +
                           std::to_string(there) + " " + in.sides[1]);
}

void note_orders(differences& in, const std::string& type, const std::vector<key>& here,
                 const std::vector<key>& there) {
    const auto common = [](const std::vector<key>& of, std::vector<key> other) {
        std::sort(other.begin(), other.end());
        std::vector<key> out;
        std::copy_if(of.begin(), of.end(), std::back_inserter(out),
                     [&](key id) { return std::binary_search(other.begin(), other.end(), id); });
        return out;
    };
    if (here == there) return;
    const std::vector<key> one = common(here, there);
    const std::vector<key> other = common(there, here);
    const auto at = std::mismatch(one.begin(), one.end(), other.begin());
    if (at.first == one.end()) return;
    in.notes.push_back(type + ": entities are walked in another order: " + std::to_string(*at.first) + " " +
                       in.sides[0] + " where " + std::to_string(*at.second) + " comes " + in.sides[1]);
}

}  // namespace core

differences why_different(const core::graph& here, const core::graph& there, std::size_t most) {
    if (here.catalog().fingerprint() != there.catalog().fingerprint())
        throw schema_error(errc::schema_differs,
                           "kith: these two graphs have different models, or the same in another order; only "
                           "what is described alike can be compared: make both from one list of models");
    const core::present now;
    const core::row_reader one(here, here.texts(), now);
    const core::row_reader other(there, there.texts(), now);
    core::telling_apart apart(one, other, most);
    differences& out = apart.result();
    for (std::uint32_t i = 0; i < here.types(); ++i) {
        const core::extent& a = here.at(i);
        const core::extent& b = there.at(i);
        const std::vector<key> order_here = core::order_of(a);
        const std::vector<key> order_there = core::order_of(b);
        std::vector<key> ids = order_here;
        ids.insert(ids.end(), order_there.begin(), order_there.end());
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        for (const key id : ids) apart.compare(a, a.rows().find(id), b, b.rows().find(id), id);
        core::note_next_ids(out, a.type().name, a.rows().next_id(), b.rows().next_id());
        core::note_orders(out, a.type().name, order_here, order_there);
    }
    return std::move(out);
}

std::string to_string(const differences& of) {
    std::string out;
    for (const differences::one& each : of.found) {
        out += each.type + " " + std::to_string(each.id);
        if (!each.member.empty()) out += "." + each.member;
        out += ": " + each.values[0] + " " + of.sides[0] + ", " + each.values[1] + " " + of.sides[1] + "\n";
    }
    if (of.more) out += "... and more entities\n";
    for (const std::string& each : of.notes) out += each + "\n";
    return out;
}

std::ostream& operator<<(std::ostream& out, const differences& of) { return out << to_string(of); }

}  // namespace kith

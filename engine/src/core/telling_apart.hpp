#pragma once

#include "content.hpp"

#include <kith/core/why_different.hpp>

#include <algorithm>
#include <optional>

namespace kith::core {

/// Two values of a column as one reads them: the bytes of a cell, or a text; nothing for null. Long ones are cut to
/// where they differ.
[[nodiscard]] std::array<std::string, 2> describe(const schema::field& of,
                                                  const std::optional<std::string>& here,
                                                  const std::optional<std::string>& there);
/// The ids that an end holds on two sides.
[[nodiscard]] std::array<std::string, 2> describe(const schema::end& of, const std::vector<key>& here,
                                                  const std::vector<key>& there);
/// The ids of a type, as its entities are walked.
[[nodiscard]] std::vector<key> order_of(const extent& in);
void note_next_ids(differences& in, const std::string& type, key here, key there);
/// Where those walked on both sides come in another order.
void note_orders(differences& in, const std::string& type, const std::vector<key>& here,
                 const std::vector<key>& there);

/// The value of a cell as bytes: equal exactly if the cells are.
template <class Bytes>
[[nodiscard]] std::optional<std::string> bytes_of(const row_reader<Bytes>& from, const column& of, slot row) {
    if (from.is_null(of, row)) return std::nullopt;
    if (schema::is_string(of.field->kind)) {
        const memory::text_cell cell = from.text_cell(of, row);
        return std::string(from.text(cell));
    }
    if (of.field->kind == schema::kind::boxed) return of.field->boxed->save(from.boxed(of, row));
    return std::string(reinterpret_cast<const char*>(from.cell(of, row)), of.field->width);
}

/// Adds the members in which an entity differs on two sides. At most so many entities.
template <class Here, class There>
class telling_apart {
public:
    telling_apart(const row_reader<Here>& here, const row_reader<There>& there, std::size_t most)
        : here_(here), there_(there), most_(most) {}

    [[nodiscard]] differences& result() noexcept { return out_; }

    /// An entity that lives in slot `a` of one side and in slot `b` of the other; 0 for none.
    void compare(const extent& here, slot a, const extent& there, slot b, key id) {
        if (out_.more) return;
        std::vector<differences::one> found;
        const auto add = [&](const std::string& member, std::array<std::string, 2> values) {
            found.push_back({here.type().name, id, member, std::move(values)});
        };
        const auto word = [](slot row) { return row == 0 ? "missing" : "present"; };
        if (a == 0 || b == 0) {
            add({}, {word(a), word(b)});
        } else {
            for (const schema::member& member : here.type().members)
                if (member.kind == schema::member_kind::field)
                    compare_cell(here.column(member.index), a, there.column(member.index), b, add);
                else if (member.kind == schema::member_kind::end)
                    compare_end(here.end(member.index), a, there.end(member.index), b, add);
        }
        if (found.empty()) return;
        if (entities_++ == most_)
            out_.more = true;
        else
            std::move(found.begin(), found.end(), std::back_inserter(out_.found));
    }

private:
    template <class Add>
    void compare_cell(const column& here, slot a, const column& there, slot b, Add&& add) {
        const auto one = bytes_of(here_, here, a);
        const auto other = bytes_of(there_, there, b);
        if (one != other) add(here.field->name, describe(*here.field, one, other));
    }
    template <class Add>
    void compare_end(const link_end& here, slot a, const link_end& there, slot b, Add&& add) {
        std::vector<key> one = here_.linked(here, a);
        std::vector<key> other = there_.linked(there, b);
        if (here.described->as_set) {
            std::sort(one.begin(), one.end());
            std::sort(other.begin(), other.end());
        }
        if (one != other) add(here.described->name, describe(*here.described, one, other));
    }

    const row_reader<Here>& here_;
    const row_reader<There>& there_;
    std::size_t most_;
    std::size_t entities_ = 0;
    differences out_;
};

}  // namespace kith::core

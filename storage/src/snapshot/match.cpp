#include "match.hpp"

#include "convert.hpp"

#include <algorithm>

namespace kith::storage::snapshot {
namespace {

std::string describe(const schema::field& field) {
    std::string out(schema::name_of(field.kind));
    if (field.kind == schema::kind::plain) out += " of " + std::to_string(field.width) + " bytes";
    return out;
}

const char* describe(schema::arity side) { return side == schema::arity::one ? "one" : "many"; }

class matching {
public:
    matching(const stored_schema& file, const schema::catalog& graph, const load_options& options,
             const complaint& trouble)
        : file_(file), graph_(graph), options_(options), trouble_(trouble) {}

    match run() {
        for (const schema::type& each : file_.types) out_.types.push_back(match_type(each));
        for (std::size_t i = 0; i < file_.types.size(); ++i)
            if (out_.types[i].type) match_columns(file_.types[i], out_.types[i]);
        relation_taken_.resize(graph_.relations.size());
        for (const stored_relation& each : file_.relations) out_.relations.push_back(match_relation(each));
        return std::move(out_);
    }

private:
    [[nodiscard]] const std::string* renamed(const std::string& name) const {
        for (const rename& each : options_.renames)
            if (each.from == name) return &each.to;
        return nullptr;
    }

    // The graph's name of a member: a hint must stay within the type that its type became.
    [[nodiscard]] std::string member_name(const schema::type& of, const schema::type& here,
                                          const std::string& member) const {
        const std::string* to = renamed(of.name + "." + member);
        if (to == nullptr) return member;
        const std::string prefix = here.name + ".";
        if (!to->starts_with(prefix))
            trouble_.mismatch("the hint that " + of.name + "." + member + " is " + *to + " now leaves type " +
                                  here.name,
                              "name a member of " + here.name + " in load_options::renames");
        return to->substr(prefix.size());
    }

    match::type match_type(const schema::type& type) {
        const std::string* to = renamed(type.name);
        const std::string& name = to != nullptr ? *to : type.name;
        match::type out;
        out.type = graph_.index_of(name);
        if (!out.type && !options_.drop_unknown)
            trouble_.mismatch(
                "it has a type " + type.name + ", and this graph has no type " + name,
                "add it to kith::models<...>, tell its new name in load_options::renames, or leave it "
                "out with load_options::drop_unknown");
        for (std::size_t i = 0; out.type && i < out_.types.size(); ++i)
            if (out_.types[i].type == out.type)
                trouble_.mismatch("its types " + file_.types[i].name + " and " + type.name +
                                      " would both become " + name,
                                  "correct load_options::renames");
        return out;
    }

    void match_columns(const schema::type& type, match::type& out) {
        const schema::type& here = graph_.types[*out.type];
        std::vector<const schema::field*> taken(here.fields.size());
        for (const schema::field& each : type.fields) {
            const std::string name = member_name(type, here, each.name);
            const schema::field* const found = here.find_field(name);
            if (found == nullptr) {
                if (!options_.drop_unknown) fail_unknown(type.name + "." + each.name, here, name);
                out.columns.emplace_back();
                continue;
            }
            const auto index = static_cast<std::uint32_t>(found - here.fields.data());
            if (taken[index] != nullptr)
                trouble_.mismatch("its members " + type.name + "." + taken[index]->name + " and " +
                                      type.name + "." + each.name + " would both become " + here.name + "." +
                                      name,
                                  "correct load_options::renames");
            taken[index] = &each;
            if (!converts(each, *found))
                trouble_.mismatch(type.name + "." + each.name + " is a " + describe(each) +
                                      " in the file and a " + describe(*found) +
                                      " in this program, which cannot keep its values",
                                  "declare " + here.name + "." + name +
                                      " as it was or wider, or load with the program "
                                      "that wrote it and store it in a new member");
            out.columns.emplace_back(index);
        }
        for (std::uint32_t i = 0; i < here.fields.size(); ++i)
            if (taken[i] == nullptr) out.initial.push_back(i);
    }

    [[noreturn]] void fail_unknown(const std::string& member, const schema::type& here,
                                   const std::string& name) const {
        trouble_.mismatch("it has a member " + member + ", and " + here.name + " has no " + name +
                              " of that kind here",
                          "declare it, tell its new name in load_options::renames, or leave it out with "
                          "load_options::drop_unknown");
    }

    match::relation match_relation(const stored_relation& relation) {
        match::relation out;
        for (unsigned side = 0; side < 2; ++side) {
            const stored_relation::side& from = relation.sides[side];
            if (from.end == none || !out_.types[from.type].type) continue;
            const schema::type& type = file_.types[from.type];
            const schema::type& here = graph_.types[*out_.types[from.type].type];
            const schema::end* const found = here.find_end(member_name(type, here, type.ends[from.end].name));
            if (found == nullptr || found->hidden) continue;
            check_shape(relation, side, *found);
            const unsigned first = found->side ^ side;
            if (out.relation && (*out.relation != found->relation || out.side != first))
                trouble_.mismatch("the two ends of " + file_.name_of(relation) +
                                      " are ends of different relationships here",
                                  "let " + here.name + "." + found->name + " name its counterpart as it did");
            out = {found->relation, first};
        }
        if (!out.relation) {
            if (options_.drop_unknown) return out;
            trouble_.mismatch("it has a relationship " + file_.name_of(relation) +
                                  ", and this graph does not",
                              "declare it, tell its new name in load_options::renames, or leave it out with "
                              "load_options::drop_unknown");
        }
        if (relation_taken_[*out.relation])
            trouble_.mismatch(
                "its relationship " + file_.name_of(relation) + " would become one that another is already",
                "correct load_options::renames, and declare both ends of a relationship as such");
        relation_taken_[*out.relation] = true;
        return out;
    }

    void check_shape(const stored_relation& relation, unsigned side, const schema::end& found) const {
        const schema::end& back = graph_.counterpart(found);
        const stored_relation::side& from = relation.sides[side];
        const stored_relation::side& to = relation.sides[side ^ 1U];
        const std::string name = file_.name_of(relation);
        if (out_.types[to.type].type != found.target_type)
            trouble_.mismatch(name + " links " + file_.types[from.type].name + " and " +
                                  file_.types[to.type].name + " in the file, and " +
                                  graph_.types[found.owner_type].name + " and " +
                                  graph_.types[found.target_type].name + " here",
                              "give the new relationship a new name, and leave the old one out with "
                              "load_options::drop_unknown");
        if (found.arity != from.arity || back.arity != to.arity)
            trouble_.mismatch(name + " has " + describe(from.arity) + " to " + describe(to.arity) +
                                  " in the file, and " + describe(found.arity) + " to " +
                                  describe(back.arity) + " here",
                              "declare its ends as they were");
    }

    const stored_schema& file_;
    const schema::catalog& graph_;
    const load_options& options_;
    const complaint& trouble_;
    match out_;
    std::vector<bool> relation_taken_;
};

}  // namespace

match match_schema(const stored_schema& file, const schema::catalog& graph, const load_options& options,
                   const complaint& trouble) {
    return matching(file, graph, options, trouble).run();
}

}  // namespace kith::storage::snapshot

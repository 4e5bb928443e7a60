#include "schema_section.hpp"

#include "section_reader.hpp"
#include "section_writer.hpp"

#include <kith/base/config.hpp>

#include <set>

namespace kith::storage::snapshot {
namespace {

constexpr std::uint32_t bit(unsigned place, bool set) { return set ? 1U << place : 0U; }

void write(section_writer& to, const schema::field& each) {
    to.text(each.name);
    to.text(each.column);
    to.number(static_cast<std::uint8_t>(each.kind));
    to.number(each.width);
    to.number(bit(0, each.nullable) | bit(1, each.required) | bit(2, each.unique));
    to.number(static_cast<std::uint8_t>(each.index));
    to.number(static_cast<std::uint8_t>(each.stamp));
    to.text(each.initial);
}

void write(section_writer& to, const schema::end& each) {
    to.text(each.name);
    to.text(each.target);
    to.text(each.back);
    to.number(static_cast<std::uint8_t>(each.arity));
    to.number(bit(0, each.cascade.remove) | bit(1, each.cascade.orphan) | bit(2, each.cascade.deny) |
              bit(3, each.as_set) | bit(4, each.single_parent) | bit(5, each.passive) |
              bit(6, each.required) | bit(7, each.holds_key) | bit(8, each.inherits));
    to.text(each.column);
    to.text(each.secondary);
    to.text(each.secondary_this);
    to.text(each.secondary_that);
}

void write(section_writer& to, const schema::type& each) {
    to.text(each.name);
    to.text(each.table);
    to.number(static_cast<std::uint32_t>(each.fields.size()));
    for (const schema::field& field : each.fields) write(to, field);
    to.number(static_cast<std::uint32_t>(each.ends.size()));
    for (const schema::end& end : each.ends) write(to, end);
    to.number(static_cast<std::uint32_t>(each.proxies.size()));
    for (const schema::proxy& proxy : each.proxies) {
        to.text(proxy.name);
        to.text(proxy.through);
        to.text(proxy.far);
    }
    to.number(static_cast<std::uint32_t>(each.members.size()));
    for (const schema::member& member : each.members) {
        to.number(static_cast<std::uint8_t>(member.kind));
        to.number(member.index);
    }
}

/// Reads what `write` wrote, and believes none of it.
class schema_reader {
public:
    explicit schema_reader(section_reader& from) : from_(from) {}

    stored_schema run() {
        stored_schema out;
        const std::uint32_t types = count();
        for (std::uint32_t i = 0; i < types; ++i) out.types.push_back(read_type());
        const std::uint32_t relations = count();
        for (std::uint32_t i = 0; i < relations; ++i) out.relations.push_back(read_relation(out));
        from_.expect_end();
        std::set<std::string_view> names;
        for (const schema::type& each : out.types)
            if (!names.insert(each.name).second) from_.fail("has two types named '" + each.name + "'");
        return out;
    }

private:
    // What is counted takes at least a byte each.
    std::uint32_t count() {
        const std::uint32_t number = from_.medium();
        if (number > from_.left())
            from_.fail("speaks of " + std::to_string(number) + " things it has no room for");
        return number;
    }
    template <class Enum>
    Enum one_of(Enum last) {
        const std::uint8_t number = from_.small();
        if (number > static_cast<std::uint8_t>(last))
            from_.fail("has a number " + std::to_string(number) + " that means nothing");
        return static_cast<Enum>(number);
    }
    std::uint32_t flags(unsigned bits) {
        const std::uint32_t found = from_.medium();
        if (found >> bits != 0) from_.fail("has flags that mean nothing");
        return found;
    }

    schema::field read_field() {
        schema::field out;
        out.name = from_.text();
        out.column = from_.text();
        out.kind = one_of(schema::kind::boxed);
        out.width = from_.medium();
        const std::uint32_t set = flags(3);
        out.nullable = (set & 1U) != 0;
        out.required = (set & 2U) != 0;
        out.unique = (set & 4U) != 0;
        out.index = one_of(schema::index_kind::ranked);
        out.stamp = one_of(schema::stamp::updated);
        out.initial = from_.text();
        const bool plain = out.kind == schema::kind::plain;
        const std::uint32_t width = schema::width_of(out.kind);
        if (plain ? out.width == 0 || out.width > max_text : width == 0 || out.width != width)
            from_.fail("has a column '" + out.name + "' of no known kind or width");
        const bool fixed = !schema::is_string(out.kind) && out.kind != schema::kind::boxed;
        if (fixed && !out.initial.empty() && out.initial.size() != out.width)
            from_.fail("has an initial value of column '" + out.name + "' that is no value of it");
        if (out.kind == schema::kind::boolean && !out.initial.empty() &&
            static_cast<std::uint8_t>(out.initial[0]) > 1)
            from_.fail("has an initial value of column '" + out.name + "' that is no value of it");
        return out;
    }

    schema::end read_end() {
        schema::end out;
        out.name = from_.text();
        out.target = from_.text();
        out.back = from_.text();
        out.arity = one_of(schema::arity::many);
        const std::uint32_t set = flags(9);
        out.cascade = {(set & 1U) != 0, (set & 2U) != 0, (set & 4U) != 0};
        out.as_set = (set & 8U) != 0;
        out.single_parent = (set & 16U) != 0;
        out.passive = (set & 32U) != 0;
        out.required = (set & 64U) != 0;
        out.holds_key = (set & 128U) != 0;
        out.inherits = (set & 256U) != 0;
        out.column = from_.text();
        out.secondary = from_.text();
        out.secondary_this = from_.text();
        out.secondary_that = from_.text();
        return out;
    }

    schema::type read_type() {
        schema::type out;
        out.name = from_.text();
        out.table = from_.text();
        for (std::uint32_t i = count(); i != 0; --i) out.fields.push_back(read_field());
        for (std::uint32_t i = count(); i != 0; --i) out.ends.push_back(read_end());
        for (std::uint32_t i = count(); i != 0; --i) {
            std::string name = from_.text();
            std::string through = from_.text();
            out.proxies.push_back({std::move(name), std::move(through), from_.text()});
        }
        const std::size_t declared = out.fields.size() + out.ends.size() + out.proxies.size();
        if (count() != declared) from_.fail("does not list the members of type '" + out.name + "'");
        std::set<std::string_view> names;
        for (std::size_t i = 0; i < declared; ++i) {
            out.members.push_back(read_member(out));
            if (!names.insert(name_of(out, out.members.back())).second)
                from_.fail("has a member '" + out.members.back().name + "' of type '" + out.name + "' twice");
        }
        return out;
    }

    schema::member read_member(const schema::type& of) {
        schema::member out;
        out.kind = one_of(schema::member_kind::proxy);
        out.index = from_.medium();
        const std::size_t most = out.kind == schema::member_kind::field ? of.fields.size()
                                 : out.kind == schema::member_kind::end ? of.ends.size()
                                                                        : of.proxies.size();
        if (out.index >= most) from_.fail("lists a member of type '" + of.name + "' that is not there");
        out.name = name_of(of, out);
        return out;
    }

    static const std::string& name_of(const schema::type& of, const schema::member& which) {
        switch (which.kind) {
            case schema::member_kind::field: return of.fields[which.index].name;
            case schema::member_kind::end: return of.ends[which.index].name;
            case schema::member_kind::proxy: break;
        }
        return of.proxies[which.index].name;
    }

    stored_relation read_relation(const stored_schema& schema) {
        stored_relation out;
        for (stored_relation::side& each : out.sides) {
            each.type = from_.medium();
            each.end = from_.medium();
            each.arity = one_of(schema::arity::many);
            if (each.type >= schema.types.size())
                from_.fail("has a relationship of a type that is not there");
            const auto& ends = schema.types[each.type].ends;
            if (each.end == none) continue;
            if (each.end >= ends.size() || ends[each.end].arity != each.arity)
                from_.fail("has a relationship whose end is not there");
        }
        const auto& [first, second] = out.sides;
        if (first.end == none && second.end == none) from_.fail("has a relationship that nobody declared");
        if (first.arity == schema::arity::one && second.arity == schema::arity::many)
            from_.fail("has a relationship whose sides are exchanged");
        return out;
    }

    section_reader& from_;
};

}  // namespace

void write_schema_section(section_writer& to, const stored_schema& schema) {
    to.number(static_cast<std::uint32_t>(schema.types.size()));
    for (const schema::type& each : schema.types) write(to, each);
    to.number(static_cast<std::uint32_t>(schema.relations.size()));
    for (const stored_relation& each : schema.relations)
        for (const stored_relation::side& side : each.sides) {
            to.number(side.type);
            to.number(side.end);
            to.number(static_cast<std::uint8_t>(side.arity));
        }
}

stored_schema read_schema_section(section_reader& from) { return schema_reader(from).run(); }

}  // namespace kith::storage::snapshot

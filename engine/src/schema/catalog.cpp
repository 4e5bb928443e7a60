#include <kith/base/error.hpp>
#include <kith/base/hash.hpp>
#include <kith/schema/catalog.hpp>

#include <algorithm>

namespace kith::schema {
namespace {

[[noreturn]] void fail(errc code, const type& owner, std::string_view member, const std::string& why) {
    throw schema_error(code, "kith: " + owner.name + "." + std::string(member) + ": " + why);
}

void add_member(type& owner, const std::string& name, member_kind kind, std::size_t index) {
    if (owner.find(name))
        fail(errc::schema_duplicate_name, owner, name,
             "the name is declared twice; rename one of the two members");
    owner.members.push_back({name, kind, static_cast<std::uint32_t>(index)});
}

std::string describe(const type& owner, const end& which) { return owner.name + "." + which.name; }

class pairing {
public:
    explicit pairing(catalog& target) : catalog_(target) {}

    void run() {
        for (std::uint32_t i = 0; i < catalog_.types.size(); ++i) {
            // Hidden ends are added behind the declared ones while we walk: only look at those.
            const auto declared = catalog_.types[i].ends.size();
            declared_.push_back(declared);
        }
        for (std::uint32_t i = 0; i < catalog_.types.size(); ++i)
            for (std::uint32_t k = 0; k < declared_[i]; ++k) pair({i, k});
    }

private:
    void pair(end_place place) {
        type& owner = catalog_.types[place.type];
        end& here = owner.ends[place.index];
        const auto target = catalog_.index_of(here.target);
        if (!target)
            fail(errc::schema_unknown_target, owner, here.name,
                 "its target type '" + here.target +
                     "' is not part of this graph; add it to kith::models<...>");
        here.owner_type = place.type;
        here.target_type = *target;
        if (here.arity == arity::many && here.required)
            fail(errc::schema_bad_option, owner, here.name,
                 "only a `one` can be required; use a lower limit");
        if (here.cascade.orphan && !here.single_parent && !owns_exclusively(here))
            fail(errc::schema_bad_option, owner, here.name,
                 "delete-orphan on an end whose members may have several holders needs kith::single_parent");
        check_order(owner, here);
        check_limits(owner, here);
        if (here.inherits) join_base(owner, here);
        if (here.back.empty())
            join(place, hidden_counterpart(place));
        else
            pair_declared(place, *target);
    }

    void check_order(const type& owner, end& here) const {
        if (here.order == ordering::insertion) return;
        const auto refuse = [&](const std::string& why) {
            fail(errc::schema_bad_option, owner, here.name, why);
        };
        const type& target = *catalog_.find(here.target);
        if (here.arity == arity::one || here.as_set)
            refuse("only a `many` that is no set has an order; drop kith::as_set or the order");
        const field* by = target.find_field(here.order_by);
        if (by == nullptr)
            fail(errc::schema_unknown_name, owner, here.name,
                 "it is ordered by '" + here.order_by + "', which is no column of " + target.name);
        if (by->kind == kind::plain || by->kind == kind::boxed)
            refuse("it is ordered by " + target.name + "." + by->name + ", a " +
                   std::string(name_of(by->kind)) + ", which has no order; take a number, a date or a text");
        if (by->stamp == stamp::updated)
            refuse("it is ordered by " + target.name + "." + by->name +
                   ", which is written at every change of a member; order a query by it instead");
        here.order_column = static_cast<std::uint32_t>(by - target.fields.data());
        if (here.order != ordering::numbered) return;
        if (!is_integer(by->kind) || by->kind == kind::boolean || by->kind == kind::date ||
            by->kind == kind::timestamp || by->unique)
            refuse("it numbers its members in " + target.name + "." + by->name +
                   ", which must be an integer column that is not unique");
        if (!owns_exclusively(here))
            refuse("it numbers its members, so each of them must stand in one list only; make the "
                   "counterpart a `one`");
        for (const type& each : catalog_.types)
            for (const end& other : each.ends)
                if (&other != &here && other.target == here.target && other.order_by == here.order_by &&
                    (other.order == ordering::numbered || other.order == ordering::keyed))
                    refuse("it numbers its members in " + target.name + "." + by->name + ", which " +
                           describe(each, other) + " needs for itself; give one of them another column");
    }

    static void check_limits(const type& owner, const end& here) {
        const bool limited = here.at_least != 0 || here.at_most != end::unlimited;
        if (limited && here.arity == arity::one)
            fail(errc::schema_bad_option, owner, here.name,
                 "only a `many` has a number of members to limit; for a `one` use kith::required");
        if (here.at_least > here.at_most)
            fail(errc::schema_bad_option, owner, here.name,
                 "it wants at least " + std::to_string(here.at_least) + " and at most " +
                     std::to_string(here.at_most) + " members");
        if (here.acyclic && here.target != owner.name)
            fail(errc::schema_bad_option, owner, here.name,
                 "only links of a type with itself can be kith::acyclic");
    }

    // What inherits is required, so a circle could not be filled.
    void join_base(const type& owner, end& here) const {
        const auto base_of = [this](const type& of) -> const type* {
            const auto up =
                std::find_if(of.ends.begin(), of.ends.end(), [](const end& each) { return each.inherits; });
            return up == of.ends.end() ? nullptr : catalog_.find(up->target);
        };
        if (here.arity != arity::one || !here.back.empty())
            fail(errc::schema_bad_option, owner, here.name,
                 "a type inherits through a `one` that stands alone");
        for (const end& each : owner.ends)
            if (each.inherits && &each != &here)
                fail(errc::schema_bad_option, owner, each.name,
                     "a type inherits from one other; let it link to the rest");
        std::size_t levels = 0;
        for (const type* up = &owner; up != nullptr; up = base_of(*up))
            if (levels++ > catalog_.types.size())
                fail(errc::schema_bad_option, owner, here.name, "a type cannot inherit from itself");
        here.required = true;
        here.cascade.remove = true;
    }

    // A `many` opposite a `one`, or either end of a one-to-one, is the only holder of its members.
    [[nodiscard]] bool owns_exclusively(const end& here) const {
        const type& target = *catalog_.find(here.target);
        const end* back = here.back.empty() ? nullptr : target.find_end(here.back);
        if (back != nullptr) return back->arity == arity::one;
        return here.arity == arity::many && here.secondary.empty();
    }

    void pair_declared(end_place place, std::uint32_t target_index) {
        type& owner = catalog_.types[place.type];
        end& here = owner.ends[place.index];
        type& target = catalog_.types[target_index];
        const auto found = std::find_if(
            target.ends.begin(), target.ends.begin() + static_cast<std::ptrdiff_t>(declared_[target_index]),
            [&](const end& each) { return each.name == here.back; });
        if (found == target.ends.begin() + static_cast<std::ptrdiff_t>(declared_[target_index]))
            fail(errc::schema_bad_counterpart, owner, here.name,
                 "its counterpart '" + target.name + "." + here.back +
                     "' is no relationship of that type; declare it there or correct the name");
        if (found->target != owner.name || found->back != here.name)
            fail(errc::schema_bad_counterpart, owner, here.name,
                 "its counterpart '" + describe(target, *found) +
                     "' does not point back: it must name type " + owner.name + " and member '" + here.name +
                     "'");
        const end_place there{target_index, static_cast<std::uint32_t>(found - target.ends.begin())};
        if (there.type == place.type && there.index == place.index)
            fail(errc::schema_bad_counterpart, owner, here.name,
                 "an end cannot be its own counterpart; declare two ends, or one without a counterpart");
        if (there.type < place.type || (there.type == place.type && there.index < place.index)) return;
        found->owner_type = target_index;
        found->target_type = place.type;
        join(place, there);
    }

    end_place hidden_counterpart(end_place place) {
        const end& here = catalog_.types[place.type].ends[place.index];
        end hidden;
        hidden.name = catalog_.types[place.type].name + "." + here.name;
        hidden.target = catalog_.types[place.type].name;
        hidden.back = here.name;
        hidden.hidden = true;
        hidden.owner_type = here.target_type;
        hidden.target_type = place.type;
        // A lone `many` owns its members unless it names an association table.
        hidden.arity = here.arity == arity::many && here.secondary.empty() ? arity::one : arity::many;
        if (here.arity == arity::one && (here.single_parent || here.inherits)) hidden.arity = arity::one;
        hidden.cascade.remove = here.inherits;
        type& target = catalog_.types[here.target_type];
        target.ends.push_back(std::move(hidden));
        return {catalog_.types[place.type].ends[place.index].target_type,
                static_cast<std::uint32_t>(target.ends.size() - 1)};
    }

    void join(end_place first, end_place second) {
        const auto arity_of = [&](end_place place) { return catalog_.at(place).arity; };
        relation joined{{first, second}};
        if (arity_of(first) == arity::one && arity_of(second) == arity::many)
            std::swap(joined.sides[0], joined.sides[1]);
        if (arity_of(first) == arity::one && arity_of(second) == arity::one) {
            const end& a = catalog_.at(first);
            const end& b = catalog_.at(second);
            if (a.holds_key && b.holds_key)
                fail(errc::schema_bad_option, catalog_.types[second.type], b.name,
                     "only one end of a one-to-one carries kith::foreign_key");
            // An end that stands alone holds the key itself.
            if (a.holds_key || (b.hidden && !b.holds_key)) std::swap(joined.sides[0], joined.sides[1]);
        }
        const auto number = static_cast<std::uint32_t>(catalog_.relations.size());
        for (std::uint8_t side = 0; side < 2; ++side) {
            end& each = catalog_.types[joined.sides[side].type].ends[joined.sides[side].index];
            each.relation = number;
            each.side = side;
        }
        catalog_.relations.push_back(joined);
    }

    catalog& catalog_;
    std::vector<std::size_t> declared_;
};

void check_fields(const type& owner) {
    for (const field& each : owner.fields) {
        if (each.kind == kind::boxed && each.boxed == nullptr)
            fail(errc::schema_bad_option, owner, each.name, "a boxed field needs its type's functions");
        if (each.index != index_kind::none && (each.kind == kind::plain || each.kind == kind::boxed))
            fail(errc::schema_bad_option, owner, each.name,
                 "a " + std::string(name_of(each.kind)) +
                     " cannot be indexed; index a member of it as a column");
        if (each.stamp != stamp::none && each.kind != kind::timestamp)
            fail(errc::schema_bad_option, owner, each.name, "created and updated need a kith::timestamp");
        if (each.unique && each.index == index_kind::none)
            fail(errc::schema_bad_option, owner, each.name, "a unique field needs an index");
    }
    const auto twice = [&](const auto& list, auto project) {
        for (std::size_t i = 0; i < list.size(); ++i)
            for (std::size_t k = i + 1; k < list.size(); ++k)
                if (project(list[i]) == project(list[k]))
                    fail(errc::schema_duplicate_name, owner, list[k].name,
                         "two columns have the SQL name '" + project(list[k]) +
                             "'; give one another kith::name");
    };
    twice(owner.fields, [](const field& each) { return each.column; });
}

}  // namespace

void type::add(field each) {
    if (each.column.empty()) each.column = each.name;
    add_member(*this, each.name, member_kind::field, fields.size());
    fields.push_back(std::move(each));
}

void type::add(end each) {
    add_member(*this, each.name, member_kind::end, ends.size());
    ends.push_back(std::move(each));
}

void type::add(proxy each) {
    add_member(*this, each.name, member_kind::proxy, proxies.size());
    proxies.push_back(std::move(each));
}

std::optional<std::uint32_t> type::find(std::string_view member) const noexcept {
    for (std::uint32_t i = 0; i < members.size(); ++i)
        if (members[i].name == member) return i;
    return std::nullopt;
}

const field* type::find_field(std::string_view wanted) const noexcept {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const field& each) { return each.name == wanted; });
    return found == fields.end() ? nullptr : &*found;
}

const end* type::find_end(std::string_view wanted) const noexcept {
    const auto found =
        std::find_if(ends.begin(), ends.end(), [&](const end& each) { return each.name == wanted; });
    return found == ends.end() ? nullptr : &*found;
}

catalog catalog::of(std::vector<type> types) {
    catalog made;
    made.types = std::move(types);
    for (type& each : made.types)
        if (each.table.empty()) each.table = each.name;
    for (std::size_t i = 0; i < made.types.size(); ++i) {
        for (std::size_t k = i + 1; k < made.types.size(); ++k) {
            if (made.types[i].name == made.types[k].name)
                throw schema_error(errc::schema_duplicate_name,
                                   "kith: two types are named '" + made.types[i].name + "'; rename one");
            if (made.types[i].table == made.types[k].table)
                throw schema_error(errc::schema_duplicate_name,
                                   "kith: types " + made.types[i].name + " and " + made.types[k].name +
                                       " have the same SQL table '" + made.types[i].table +
                                       "'; name one otherwise");
        }
        check_fields(made.types[i]);
    }
    pairing(made).run();
    for (const type& owner : made.types)
        for (const proxy& each : owner.proxies)
            if (owner.find_end(each.through) == nullptr)
                fail(errc::schema_bad_counterpart, owner, each.name,
                     "a proxy goes through a relationship, and '" + each.through + "' is none of this type");
    return made;
}

const type* catalog::find(std::string_view name) const noexcept {
    const auto index = index_of(name);
    return index ? &types[*index] : nullptr;
}

std::optional<std::uint32_t> catalog::index_of(std::string_view name) const noexcept {
    for (std::uint32_t i = 0; i < types.size(); ++i)
        if (types[i].name == name) return i;
    return std::nullopt;
}

std::uint64_t catalog::fingerprint() const {
    std::uint64_t hash = hash_mix(types.size(), relations.size());
    for (const type& each : types) {
        hash = hash_mix(hash, hash_text(each.name));
        for (const field& column : each.fields) {
            hash = hash_mix(hash, hash_text(column.name));
            hash = hash_mix(hash, static_cast<std::uint64_t>(column.kind) << 40 |
                                      std::uint64_t{column.width} << 8 |
                                      static_cast<std::uint64_t>(column.has_nulls()));
        }
        for (const end& link : each.ends) {
            hash = hash_mix(hash, hash_text(link.name));
            hash = hash_mix(hash, hash_text(link.target));
            hash = hash_mix(hash, static_cast<std::uint64_t>(link.arity) << 8 |
                                      static_cast<std::uint64_t>(link.as_set));
        }
    }
    return hash;
}

}  // namespace kith::schema

#include <kith/base/error.hpp>
#include <kith/storage/sql/names.hpp>
#include <kith/storage/sql/tables.hpp>

#include <algorithm>

namespace kith::storage::sql {
namespace {

using schema::arity;

[[noreturn]] void fail(const std::string& what) {
    throw schema_error(errc::schema_duplicate_name, "kith: " + what);
}

// A `one` end that stands for a declared `many` is hidden, and called "Type.member".
std::string key_column_name(const schema::catalog& catalog, const schema::type& owner,
                            const schema::end& end) {
    if (!end.column.empty()) return end.column;
    if (!end.hidden) return end.name + "_id";
    const std::string other = lower_snake(catalog.types[end.target_type].name);
    const auto rivals = std::count_if(owner.ends.begin(), owner.ends.end(), [&](const schema::end& each) {
        return each.hidden && each.arity == arity::one && each.target_type == end.target_type;
    });
    const std::string plain = other + "_id";
    const bool taken = std::any_of(owner.ends.begin(), owner.ends.end(), [&](const schema::end& each) {
        return !each.hidden && each.arity == arity::one &&
               same_name(key_column_name(catalog, owner, each), plain);
    });
    return rivals == 1 && !taken ? plain : other + "_" + end.back + "_id";
}

// Of a one-to-many side 1 is the `one` end; of a one-to-one it is the end that holds the key.
bool holds_key(const schema::end& end) { return end.arity == arity::one && end.side == 1; }

on_delete rule_of(const schema::end& owner, bool not_null) {
    if (owner.cascade.remove || owner.cascade.orphan) return on_delete::cascade;
    return owner.cascade.deny || not_null ? on_delete::no_action : on_delete::set_null;
}

column field_column(const schema::field& field, std::uint32_t index) {
    column out;
    out.name = field.column;
    out.index = index;
    out.field = &field;
    out.not_null = !field.nullable || field.required;
    out.unique = field.unique;
    return out;
}

table type_table(const schema::catalog& catalog, std::uint32_t number) {
    const schema::type& type = catalog.types[number];
    table out;
    out.name = type.table;
    out.number = number;
    column id;
    id.name = "id";
    id.role = role::id;
    out.columns.push_back(id);
    for (std::uint32_t i = 0; i < type.fields.size(); ++i) {
        out.columns.push_back(field_column(type.fields[i], i));
        if (type.fields[i].index != schema::index_kind::none && !type.fields[i].unique)
            out.columns.back().index_name = index_name(out.name, out.columns.back().name);
    }
    for (std::uint32_t i = 0; i < type.ends.size(); ++i) {
        const schema::end& end = type.ends[i];
        if (!holds_key(end)) continue;
        const schema::end& owner = catalog.counterpart(end);
        if (end.inherits) {
            out.columns[0].role = role::base_id;
            out.columns[0].index = i;
            out.columns[0].refers_to = end.target_type;
            out.columns[0].when_deleted = rule_of(owner, true);
            continue;
        }
        column key;
        key.name = key_column_name(catalog, type, end);
        key.role = role::key;
        key.index = i;
        key.refers_to = end.target_type;
        key.not_null = end.required;
        key.unique = owner.arity == arity::one;
        key.when_deleted = rule_of(owner, key.not_null);
        if (!key.unique) key.index_name = index_name(out.name, key.name);
        out.columns.push_back(std::move(key));
    }
    return out;
}

// What a model says on either end counts for the relationship; the first end's words go first.
const std::string& said(const std::string& first, const std::string& second) {
    return first.empty() ? second : first;
}

table pair_table(const schema::catalog& catalog, std::uint32_t number) {
    const schema::end& end = catalog.at(catalog.relations[number].sides[0]);
    const schema::end& other = catalog.at(catalog.relations[number].sides[1]);
    const schema::type& owner = catalog.types[end.owner_type];
    const schema::type& target = catalog.types[end.target_type];
    if (!end.secondary.empty() && !other.secondary.empty() && !same_name(end.secondary, other.secondary))
        fail(owner.name + "." + end.name + " and " + target.name + "." + other.name +
             " are two ends of one relationship, but name the association tables '" + end.secondary +
             "' and '" + other.secondary + "'; name one table");
    const bool to_itself = end.owner_type == end.target_type;
    table out;
    out.name = said(end.secondary, other.secondary);
    if (out.name.empty()) out.name = shortened(owner.table + "_" + (end.hidden ? other.back : end.name));
    out.number = number;
    out.pairs = true;
    out.primary_key = primary_key_name(out.name);

    column mine;
    mine.role = role::this_key;
    mine.name = said(end.secondary_this, other.secondary_that);
    mine.refers_to = end.owner_type;
    column theirs;
    theirs.role = role::that_key;
    theirs.name = said(end.secondary_that, other.secondary_this);
    theirs.refers_to = end.target_type;
    // Of a relationship between rows of one type, a column is named after the end in which its row stands.
    if (mine.name.empty())
        mine.name = (to_itself && !other.hidden ? other.name : lower_snake(owner.name)) + "_id";
    if (theirs.name.empty())
        theirs.name = (to_itself && !end.hidden ? end.name : lower_snake(target.name)) + "_id";
    theirs.index_name = index_name(out.name, theirs.name);
    for (column* each : {&mine, &theirs}) {
        each->not_null = true;
        each->when_deleted = on_delete::cascade;
        out.columns.push_back(std::move(*each));
    }
    return out;
}

void check_names(const tables& all) {
    std::vector<const table*> seen;
    const auto check = [&](const table& each) {
        if (same_name(each.name, meta_table))
            fail("the table '" + each.name + "' is kith's own; name the type's table otherwise");
        for (const table* other : seen)
            if (same_name(other->name, each.name))
                fail("two tables would be called '" + each.name +
                     "'; give the type another table name, or the relationship another kith::secondary");
        seen.push_back(&each);
        for (const column& one : each.columns) {
            const column* first = each.find(one.name);
            if (first == &one) continue;
            if (first->is_id())
                fail("table '" + each.name +
                     "' has the column 'id' for its primary key; give the member that is called so "
                     "another kith::name");
            fail("table '" + each.name + "' would have two columns called '" + one.name +
                 "'; give one of the two members another kith::name");
        }
    };
    for (const table& each : all.types) check(each);
    for (const table& each : all.pairs) check(each);
}

// Constraints and indexes share a name space: a name that is taken gets a hash of what it stands for.
void name_constraints(tables& all) {
    std::vector<std::string> taken;
    const auto claim = [&](std::string& name, const table& of, const column& in) {
        if (name.empty()) return;
        if (std::find(taken.begin(), taken.end(), name) != taken.end())
            name = shortened(name + std::string(longest_name, '_') + of.name + "." + in.name);
        taken.push_back(name);
    };
    const auto name_table = [&](table& each) {
        for (column& in : each.columns) {
            if (in.is_key())
                in.foreign_key = foreign_key_name(each.name, in.name, all.types[in.refers_to].name);
            if (in.unique) in.unique_name = unique_name(each.name, in.name);
            claim(in.foreign_key, each, in);
            claim(in.unique_name, each, in);
            claim(in.index_name, each, in);
        }
    };
    for (table& each : all.types) name_table(each);
    for (table& each : all.pairs) name_table(each);
}

// Tarjan's strongly connected components, without recursion: they come out referred ones first.
class ordering {
public:
    explicit ordering(tables& all)
        : all_(all), number_(all.types.size()), low_(all.types.size()), open_(all.types.size()) {
        all_.group.assign(all_.types.size(), 0);
    }

    void run() {
        for (std::uint32_t i = 0; i < all_.types.size(); ++i)
            if (number_[i] == 0) visit(i);
    }

private:
    struct frame {
        std::uint32_t type;
        std::size_t column;
    };

    void enter(std::uint32_t type) {
        number_[type] = low_[type] = ++count_;
        open_[type] = 1;
        stack_.push_back(type);
        frames_.push_back({type, 0});
    }

    void visit(std::uint32_t root) {
        enter(root);
        while (!frames_.empty()) {
            frame& top = frames_.back();
            const auto& columns = all_.types[top.type].columns;
            if (top.column < columns.size()) {
                const column& each = columns[top.column++];
                if (!each.is_key()) continue;
                if (number_[each.refers_to] == 0)
                    enter(each.refers_to);
                else if (open_[each.refers_to] != 0)
                    low_[top.type] = std::min(low_[top.type], number_[each.refers_to]);
                continue;
            }
            const std::uint32_t done = top.type;
            frames_.pop_back();
            if (!frames_.empty()) low_[frames_.back().type] = std::min(low_[frames_.back().type], low_[done]);
            if (low_[done] == number_[done]) close(done);
        }
    }

    void close(std::uint32_t root) {
        const auto first = all_.order.size();
        std::uint32_t type = 0;
        do {
            type = stack_.back();
            stack_.pop_back();
            open_[type] = 0;
            all_.group[type] = groups_;
            all_.order.push_back(type);
        } while (type != root);
        std::sort(all_.order.begin() + static_cast<std::ptrdiff_t>(first), all_.order.end());
        ++groups_;
    }

    tables& all_;
    std::vector<std::uint32_t> number_;
    std::vector<std::uint32_t> low_;
    std::vector<std::uint8_t> open_;
    std::vector<std::uint32_t> stack_;
    std::vector<frame> frames_;
    std::uint32_t count_ = 0;
    std::uint32_t groups_ = 0;
};

}  // namespace

const column* table::find(std::string_view wanted) const noexcept {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const column& each) { return same_name(each.name, wanted); });
    return found == columns.end() ? nullptr : &*found;
}

const table& tables::of_relation(std::uint32_t relation) const noexcept {
    return *std::find_if(pairs.begin(), pairs.end(),
                         [&](const table& each) { return each.number == relation; });
}

tables tables::of(const schema::catalog& catalog) {
    tables out;
    for (std::uint32_t i = 0; i < catalog.types.size(); ++i) out.types.push_back(type_table(catalog, i));
    for (std::uint32_t i = 0; i < catalog.relations.size(); ++i)
        if (catalog.side_arity(i, 0) == arity::many && catalog.side_arity(i, 1) == arity::many)
            out.pairs.push_back(pair_table(catalog, i));
    check_names(out);
    name_constraints(out);
    ordering(out).run();
    return out;
}

}  // namespace kith::storage::sql

#include <kith/base/error.hpp>
#include <kith/schema/catalog.hpp>

#include <gtest/gtest.h>

#include <functional>

namespace {

using namespace kith::schema;
using kith::errc;

type named(std::string name) {
    type made;
    made.name = std::move(name);
    return made;
}
field column(std::string name, kind of = kind::int32) {
    field made;
    made.name = std::move(name);
    made.kind = of;
    made.width = width_of(of);
    return made;
}
end link(std::string name, arity how, std::string target, std::string back = "") {
    end made;
    made.name = std::move(name);
    made.arity = how;
    made.target = std::move(target);
    made.back = std::move(back);
    return made;
}

/// A parent with children, which a test spoils.
struct family {
    type parent = named("Parent");
    type child = named("Child");
    end kids = link("kids", arity::many, "Child", "parent");
    end up = link("parent", arity::one, "Parent", "kids");
    field age = column("age");

    catalog made() {
        parent.add(kids);
        child.add(age);
        child.add(up);
        return catalog::of({parent, child});
    }
};

void expect_refused(errc code, const std::string& part, const std::function<void(family&)>& spoil) {
    family of;
    try {
        spoil(of);
        static_cast<void>(of.made());
        FAIL() << "it was taken: " << part;
    } catch (const kith::schema_error& problem) {
        EXPECT_EQ(problem.code(), code);
        EXPECT_NE(std::string(problem.what()).find(part), std::string::npos) << problem.what();
    }
}

TEST(catalogs, pair_the_two_ends_of_a_relationship) {
    const catalog of = family().made();
    ASSERT_EQ(of.relations.size(), 1U);
    const end& kids = *of.find("Parent")->find_end("kids");
    const end& up = *of.find("Child")->find_end("parent");
    EXPECT_EQ(&of.counterpart(kids), &up);
    EXPECT_EQ(&of.counterpart(up), &kids);
    EXPECT_EQ(kids.side, 0);
    EXPECT_EQ(up.side, 1) << "the end that holds one holds the key";
    EXPECT_EQ(of.index_of("Child"), 1U);
    EXPECT_EQ(of.find("Nobody"), nullptr);
}

TEST(catalogs, give_an_end_that_stands_alone_a_hidden_counterpart) {
    type parent = named("Parent");
    parent.add(link("kids", arity::many, "Child"));
    end shared = link("tags", arity::many, "Child");
    shared.secondary = "tagged";
    parent.add(shared);
    parent.add(link("favourite", arity::one, "Child"));
    end only = link("only", arity::one, "Child");
    only.single_parent = true;
    parent.add(only);
    const catalog of = catalog::of({parent, named("Child")});
    const auto hidden = [&](const char* name) { return of.counterpart(*of.find("Parent")->find_end(name)); };
    EXPECT_EQ(hidden("kids").arity, arity::one);
    EXPECT_EQ(hidden("tags").arity, arity::many);
    EXPECT_EQ(hidden("favourite").arity, arity::many);
    EXPECT_EQ(hidden("only").arity, arity::one);
    EXPECT_TRUE(hidden("kids").hidden);
    EXPECT_EQ(of.find("Parent")->find_end("only")->side, 1)
        << "an end that stands alone holds the key itself";
}

TEST(catalogs, R221_an_unknown_target_is_refused) {
    expect_refused(errc::schema_unknown_target, "Parent.kids", [](family& of) { of.kids.target = "Kid"; });
}

TEST(catalogs, R225_a_counterpart_that_does_not_fit_is_refused) {
    expect_refused(errc::schema_bad_counterpart, "Parent.kids", [](family& of) { of.kids.back = "mother"; });
    expect_refused(errc::schema_bad_counterpart, "does not point back", [](family& of) { of.up.back = ""; });
    expect_refused(errc::schema_bad_counterpart, "age", [](family& of) { of.kids.back = "age"; });
    expect_refused(errc::schema_bad_counterpart, "Child.parent", [](family& of) {
        of.parent.add(link("others", arity::many, "Child", "parent"));
        of.up.back = "others";
    });
}

TEST(catalogs, R68_an_end_cannot_be_its_own_counterpart) {
    expect_refused(errc::schema_bad_counterpart, "friends",
                   [](family& of) { of.parent.add(link("friends", arity::many, "Parent", "friends")); });
}

TEST(catalogs, R8_R9_a_name_declared_twice_is_refused) {
    expect_refused(errc::schema_duplicate_name, "Child.age", [](family& of) { of.child.add(column("age")); });
    expect_refused(errc::schema_duplicate_name, "Child.parent",
                   [](family& of) { of.child.add(column("parent")); });
    expect_refused(errc::schema_duplicate_name, "Parent", [](family& of) { of.child.name = "Parent"; });
    expect_refused(errc::schema_duplicate_name, "table", [](family& of) { of.child.table = "Parent"; });
    expect_refused(errc::schema_duplicate_name, "years", [](family& of) {
        of.age.column = "years";
        of.child.add(column("years"));
    });
}

TEST(catalogs, R228_options_that_do_not_fit_are_refused) {
    expect_refused(errc::schema_bad_option, "single_parent", [](family& of) { of.up.cascade.orphan = true; });
    expect_refused(errc::schema_bad_option, "required", [](family& of) { of.kids.required = true; });
    expect_refused(errc::schema_bad_option, "timestamp", [](family& of) { of.age.stamp = stamp::created; });
    expect_refused(errc::schema_bad_option, "index", [](family& of) { of.age.unique = true; });
    expect_refused(errc::schema_bad_option, "functions", [](family& of) { of.age.kind = kind::boxed; });
    expect_refused(errc::schema_bad_option, "indexed", [](family& of) {
        of.age.kind = kind::plain;
        of.age.index = index_kind::ordered;
    });
    expect_refused(errc::schema_bad_option, "foreign_key", [](family& of) {
        of.kids.arity = arity::one;
        of.kids.holds_key = of.up.holds_key = true;
    });
}

TEST(catalogs, R246_a_proxy_through_what_is_no_relationship_is_refused) {
    expect_refused(errc::schema_bad_counterpart, "ages", [](family& of) {
        of.child.add(proxy{"ages", "age", "age"});
    });
}

TEST(catalogs, the_fingerprint_follows_what_a_stored_graph_means) {
    const auto print = [](const std::function<void(family&)>& change) {
        family of;
        change(of);
        return of.made().fingerprint();
    };
    const auto same = print([](family&) {});
    EXPECT_EQ(same, print([](family&) {}));
    EXPECT_EQ(same, print([](family& of) { of.kids.cascade.remove = true; }));
    EXPECT_NE(same, print([](family& of) { of.age.name = "years"; }));
    EXPECT_NE(same, print([](family& of) { of.age = column("age", kind::int64); }));
    EXPECT_NE(same, print([](family& of) { of.age.nullable = true; }));
    EXPECT_NE(same, print([](family& of) { of.kids.as_set = true; }));
}

}  // namespace

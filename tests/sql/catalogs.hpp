#pragma once

#include <kith/schema/catalog.hpp>

#include <string>
#include <utility>
#include <vector>

/// Catalogs by hand, for the tests of what SQL stores share.
namespace catalogs {

using kith::schema::arity;
using kith::schema::kind;

inline kith::schema::field field(std::string name, kind of, bool nullable = false) {
    kith::schema::field out;
    out.name = std::move(name);
    out.kind = of;
    out.width = of == kind::plain ? 12 : kith::schema::width_of(of);
    out.nullable = nullable;
    return out;
}

inline kith::schema::end end(std::string name, std::string target, std::string back, arity of,
                             const char* cascade = "") {
    kith::schema::end out;
    out.name = std::move(name);
    out.target = std::move(target);
    out.back = std::move(back);
    out.arity = of;
    static_cast<void>(kith::schema::parse_cascade(cascade, out.cascade));
    return out;
}

template <class... Members>
kith::schema::type type(std::string name, std::string table, Members... members) {
    kith::schema::type out;
    out.name = std::move(name);
    out.table = std::move(table);
    (out.add(std::move(members)), ...);
    return out;
}

/// Employees, their meetings, and their projects through assignments.
inline kith::schema::catalog employees() {
    auto meetings = end("meetings", "Meeting", "employees", arity::many);
    meetings.secondary = "employees_meetings";
    return kith::schema::catalog::of(
        {type("Employee", "employees", field("name", kind::text), field("hire_date", kind::date), meetings,
              end("assignments", "Assignment", "employee", arity::many, "all, delete-orphan")),
         type("Meeting", "meetings", field("topic", kind::text), field("scheduled_time", kind::timestamp),
              field("location", kind::text), end("employees", "Employee", "meetings", arity::many)),
         type("Project", "projects", field("title", kind::text), field("budget", kind::int32),
              end("assignments", "Assignment", "project", arity::many, "all, delete-orphan")),
         type("Assignment", "assignments", field("role", kind::text),
              field("start_date", kind::timestamp, true), field("end_date", kind::timestamp, true),
              end("employee", "Employee", "assignments", arity::one),
              end("project", "Project", "assignments", arity::one))});
}

}  // namespace catalogs

#pragma once

#include "oracle/making.hpp"

// Several relationships between the same two types.
namespace oracle::several {
struct Person;
struct Town {
    kith::many<Person, "home"> people{};
    kith::many<Person, "birthplace", kith::cascade<"all, delete-orphan">> births{};
    kith::one<Person, "rules", kith::cascade<"all">> mayor{};
    kith::many<Person, "visited"> visitors{};
};
struct Person {
    kith::one<Town, "people"> home{};
    kith::one<Town, "births"> birthplace{};
    kith::one<Town, "mayor", kith::foreign_key> rules{};
    kith::many<Town, "visitors"> visited{};
};
KITH_MODEL(Town, people, births, mayor, visitors)
KITH_MODEL(Person, home, birthplace, rules, visited)
constexpr auto models = kith::models<Town, Person>;
}  // namespace oracle::several

// Chains of every cascade.
namespace oracle::company {
struct Department;
struct Team;
struct Person;
struct Badge;
struct Task;
struct Company {
    kith::many<Department, "company", kith::cascade<"all, delete-orphan">> departments{};
};
struct Department {
    kith::one<Company, "departments"> company{};
    kith::many<Team, "department", kith::cascade<"delete">> teams{};
};
struct Team {
    kith::one<Department, "teams"> department{};
    kith::many<Person, "teams"> members{};
    kith::one<Person> lead{};
    kith::many<Task, "team"> tasks{};
};
struct Person {
    kith::many<Team, "members"> teams{};
    kith::one<Badge, "holder", kith::cascade<"all, delete-orphan">> badge{};
    kith::many<Task, "owner", kith::cascade<"all">> tasks{};
};
struct Badge {
    kith::one<Person, "badge", kith::foreign_key> holder{};
};
struct Task {
    kith::one<Team, "tasks"> team{};
    kith::one<Person, "tasks"> owner{};
    kith::one<Task, "parts"> whole{};
    kith::many<Task, "whole", kith::cascade<"all, delete-orphan">> parts{};
};
KITH_MODEL(Company, departments)
KITH_MODEL(Department, company, teams)
KITH_MODEL(Team, department, members, lead, tasks)
KITH_MODEL(Person, teams, badge, tasks)
KITH_MODEL(Badge, holder)
KITH_MODEL(Task, team, owner, whole, parts)
constexpr auto models = kith::models<Company, Department, Team, Person, Badge, Task>;
}  // namespace oracle::company

// Two types that refer to each other.
namespace oracle::balls {
struct Ball;
struct Person {
    kith::one<Ball> favourite{};
    kith::many<Ball, "owner", kith::cascade<"all, delete-orphan">> balls{};
};
struct Ball {
    kith::one<Person, "balls"> owner{};
};
KITH_MODEL(Person, favourite, balls)
KITH_MODEL(Ball, owner)
constexpr auto models = kith::models<Person, Ball>;
}  // namespace oracle::balls

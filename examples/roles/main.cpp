// Users and roles: many-to-many, declared at one end only. Who has a role is asked with kith::backref.

#include <kith/kith.hpp>
#include <kith/storage/sqlite.hpp>

#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

namespace accounts {

struct User;
struct Role;

struct User {
    using kith_table = kith::name<"users">;
    std::string name{};
    kith::many<Role, "", kith::secondary<"users_roles">> roles{};  // "": no counterpart in Role
};

struct Role {
    using kith_table = kith::name<"roles">;
    std::string name{};
};

KITH_MODEL(User, name, roles)
KITH_MODEL(Role, name)

inline constexpr auto models = kith::models<User, Role>;

}  // namespace accounts

namespace {

using namespace accounts;

void heading(std::string_view text) { std::cout << "\n== " << text << " ==\n"; }

// The rows that a statement gives, one a line.
void print_rows(kith::storage::sqlite& db, std::string_view sql) {
    std::cout << "sql> " << sql << "\n";
    for (const auto& row : db.rows(sql)) {
        const char* between = "";
        for (const auto& value : row) {
            std::cout << between << value;
            between = " | ";
        }
        std::cout << "\n";
    }
}

void fill(kith::graph& graph) {
    const auto user1 = graph.add(User{.name = "John"});
    const auto user2 = graph.add(User{.name = "Jane"});
    const auto user3 = graph.add(User{.name = "Alice"});

    const auto role1 = graph.add(Role{.name = "Admin"});
    const auto role2 = graph.add(Role{.name = "Editor"});
    const auto role3 = graph.add(Role{.name = "Viewer"});

    user1.roles().append(role1);
    user1.roles().append(role2);
    user2.roles().append(role2);
    user3.roles().append(role3);
}

void print_users(kith::graph& graph) {
    for (const auto user : graph.query<User>().all()) {
        std::cout << "User: " << user.name() << "\n";
        for (const auto role : user.roles()) std::cout << "Role: " << role.name() << "\n";
    }
}

void print_roles(kith::graph& graph) {
    for (const auto role : graph.all<Role>()) {
        std::cout << role.name() << ":";
        for (const auto user : kith::backref<&User::roles>(role)) std::cout << " " << user.name();
        std::cout << "\n";
    }
}

void show_backref(kith::graph& graph) {
    heading("Roles with their users");
    print_roles(graph);

    heading("The way back can be written as well");
    const auto alice = graph.query<User>().where(kith::field<&User::name> == "Alice").one();
    const auto editor = graph.query<Role>().where(kith::field<&Role::name> == "Editor").one();
    kith::backref<&User::roles>(editor).append(alice);
    alice.roles().append(editor);  // a pair is linked once: this changes nothing
    std::cout << "Alice has " << alice.roles().size() << " roles\n";
    print_roles(graph);
}

// A user can be added with the roles in one go. There is no session that new objects have to be put into:
// what `add` returns lives in the graph, roles as well as users.
void show_adding_users(kith::graph& graph) {
    heading("A user added together with the roles");
    const auto viewer = graph.query<Role>().where(kith::field<&Role::name> == "Viewer").one();
    graph.add(User{.name = "Bob", .roles = {viewer, graph.add(Role{.name = "Auditor"})}});
    print_roles(graph);
}

void show_database(kith::graph& graph) {
    heading("In a database");
    std::filesystem::remove("roles.db");
    kith::storage::sqlite db("roles.db");
    db.flush(graph);
    print_rows(db, "SELECT * FROM users ORDER BY id");
    print_rows(db, "SELECT * FROM roles ORDER BY id");
    print_rows(db, "SELECT * FROM users_roles ORDER BY user_id, role_id");

    kith::graph again(models);
    db.load(again);
    std::cout << (again.digest() == graph.digest() ? "read back: the same\n" : "read back: something else\n");
}

}  // namespace

int main() {
    kith::graph graph(models);
    fill(graph);
    std::cout << "== Users with their roles ==\n";
    print_users(graph);
    show_backref(graph);
    show_adding_users(graph);
    show_database(graph);
}

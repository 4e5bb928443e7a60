// Games, users and reviews. Three ways to join games and users:
//
// - association_table.cpp: a table that does nothing else; the usual way;
// - association_object.cpp: a model that does nothing else, with an id of its own;
// - association_model.cpp: a model that has a life of its own, the review. A game has many users through it.

#include "association_model.hpp"
#include "association_object.hpp"
#include "association_table.hpp"

#include <iostream>

int main() {
    std::cout << "# Joined by a table\n";
    show_association_table();
    std::cout << "\n# Joined by an association object\n";
    show_association_object();
    std::cout << "\n# Joined by reviews\n";
    show_association_model();
}

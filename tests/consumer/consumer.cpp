#include <kith/kith.hpp>
#include <kith/storage/snapshot.hpp>
#include <kith/storage/sqlite.hpp>

#include <cstdint>
#include <string>

namespace library {
struct Author;

struct Book {
    std::string title = {};
    kith::column<std::int32_t, kith::ordered> year = {};
    kith::one<Author, "books"> author = {};
};
struct Author {
    kith::column<std::string, kith::unique> name = {};
    kith::many<Book, "author", kith::cascade<"all, delete-orphan">> books = {};
};
KITH_MODEL(Book, title, year, author)
KITH_MODEL(Author, name, books)
}  // namespace library

int main() {
    kith::graph graph(kith::models<library::Book, library::Author>);
    auto book = graph.add(library::Book{.title = "Persuasion", .year = 1817});
    auto author = graph.add(library::Author{.name = "Jane Austen"});
    author.books().append(book);

    kith::storage::snapshot::save(graph, "library.kith");
    kith::storage::sqlite database("library.db");
    database.flush(graph);
    return book.author() == author ? 0 : 1;
}

// kith: kith::ordered_by says where the members of this end stand
#include <kith/kith.hpp>

struct Shelf;

struct Book {
    std::string title{};
    std::int32_t pages = 0;
    kith::one<Shelf, "books"> shelf{};
};
struct Shelf {
    std::string name{};
    kith::many<Book, "shelf", kith::ordered_by<"pages">> books{};
};
KITH_MODEL(Book, title, pages, shelf)
KITH_MODEL(Shelf, name, books)

void change(kith::ref<Shelf> shelf, kith::ref<Book> book) {
#ifdef KITH_BAD
    shelf.books().insert(0, book);
#else
    shelf.books().add(book);
#endif
}

// kith: this is no value of the column that is looked in
#include <kith/kith.hpp>

struct Shelf;

struct Book {
    std::string title{};
    std::int32_t pages = 0;
    kith::one<Shelf, "books"> shelf{};
};
struct Shelf {
    std::string name{};
    kith::many<Book, "shelf", kith::keyed_by<"pages">> books{};
};
KITH_MODEL(Book, title, pages, shelf)
KITH_MODEL(Shelf, name, books)

void change(kith::ref<Shelf> shelf, kith::ref<Book> book) {
#ifdef KITH_BAD
    book = shelf.books().find(7.5);
#else
    book = shelf.books().find(7);
#endif
}

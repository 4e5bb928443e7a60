// kith: this member is set to one value
#include <kith/kith.hpp>

struct Shelf;

struct Book {
    std::string title{};
    std::int32_t pages = 0;
    kith::one<Shelf, "books"> shelf{};
};
struct Shelf {
    std::string name{};
    kith::many<Book, "shelf"> books{};
};
KITH_MODEL(Book, title, pages, shelf)
KITH_MODEL(Shelf, name, books)

void change(kith::ref<Shelf> shelf, kith::ref<Book> book) {
#ifdef KITH_BAD
    book.pages(7, 8);
#else
    book.pages(7);
#endif
}

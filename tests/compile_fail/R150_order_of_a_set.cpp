// kith: a set has no places; ask for members, or leave out kith::as_set for a list
#include <kith/kith.hpp>

struct Shelf;

struct Book {
    std::string title{};
    std::int32_t pages = 0;
    kith::one<Shelf, "books"> shelf{};
};
struct Shelf {
    std::string name{};
    kith::many<Book, "shelf", kith::as_set> books{};
};
KITH_MODEL(Book, title, pages, shelf)
KITH_MODEL(Shelf, name, books)

void change(kith::ref<Shelf> shelf, kith::ref<Book> book) {
#ifdef KITH_BAD
    shelf.books().sort<&Book::pages>();
#else
    shelf.books().add(book);
#endif
}

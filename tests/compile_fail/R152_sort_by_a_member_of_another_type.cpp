// kith: sort wants a member of the type that the relationship leads to
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
    shelf.books().sort<&Shelf::name>();
#else
    shelf.books().sort<&Book::title>();
#endif
}

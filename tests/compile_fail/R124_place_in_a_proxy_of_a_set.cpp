// kith: a set has no places
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
    kith::proxy<"books", "title"> titles{};
};
KITH_MODEL(Book, title, pages, shelf)
KITH_MODEL(Shelf, name, books, titles)

void change(kith::ref<Shelf> shelf) {
#ifdef KITH_BAD
    shelf.titles().erase(0);
#else
    shelf.titles().add("Emma");
#endif
}

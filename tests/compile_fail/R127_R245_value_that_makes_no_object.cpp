// kith: the object in between cannot be made from this value; give a value of the column
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
    kith::proxy<"books", "title"> titles{};
};
KITH_MODEL(Book, title, pages, shelf)
KITH_MODEL(Shelf, name, books, titles)

void change(kith::ref<Shelf> shelf) {
#ifdef KITH_BAD
    shelf.titles().append(7);
#else
    shelf.titles().append("Emma");
#endif
}

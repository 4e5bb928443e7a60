// kith: kith::ordered_by says where the values of this proxy stand
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
    kith::proxy<"books", "title"> titles{};
};
KITH_MODEL(Book, title, pages, shelf)
KITH_MODEL(Shelf, name, books, titles)

void change(kith::ref<Shelf> shelf) {
#ifdef KITH_BAD
    shelf.titles().insert(0, "Emma");
#else
    shelf.titles().append("Emma");
#endif
}

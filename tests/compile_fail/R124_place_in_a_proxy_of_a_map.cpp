// kith: a map has keys, not places
#include <kith/kith.hpp>

struct Shelf;

struct Book {
    std::string title{};
    std::int32_t pages = 0;
    kith::one<Shelf, "books"> shelf{};
};
struct Shelf {
    std::string name{};
    kith::many<Book, "shelf", kith::keyed_by<"title">> books{};
    kith::proxy<"books", "pages"> pages{};
};
KITH_MODEL(Book, title, pages, shelf)
KITH_MODEL(Shelf, name, books, pages)

void change(kith::ref<Shelf> shelf) {
#ifdef KITH_BAD
    shelf.pages().insert(0, 7);
#else
    shelf.pages().set("Emma", 7);
#endif
}

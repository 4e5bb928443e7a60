// kith: this proxy shows a column that cannot be null
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
    kith::proxy<"books", "pages"> pages{};
};
KITH_MODEL(Book, title, pages, shelf)
KITH_MODEL(Shelf, name, books, pages)

void change(kith::ref<Shelf> shelf) {
#ifdef KITH_BAD
    shelf.pages().append(std::nullopt);
#else
    shelf.pages().append(7);
#endif
}

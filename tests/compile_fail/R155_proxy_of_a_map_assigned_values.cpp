// kith: a proxy through a map is given pairs of key and value
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

void change(kith::ref<Shelf> shelf, std::vector<std::pair<std::string, int>> pairs) {
#ifdef KITH_BAD
    shelf.pages(pairs | std::views::values);
#else
    shelf.pages(pairs);
#endif
}

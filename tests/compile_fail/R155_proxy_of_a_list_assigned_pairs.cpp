// kith: this proxy is given values of the type that it shows
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

void change(kith::ref<Shelf> shelf, std::vector<std::pair<std::string, int>> pairs) {
#ifdef KITH_BAD
    shelf.titles(pairs);
#else
    shelf.titles(pairs | std::views::keys);
#endif
}

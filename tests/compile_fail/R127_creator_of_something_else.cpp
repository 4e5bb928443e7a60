// kith: the creator of a proxy returns the object in between
#include <kith/kith.hpp>

struct Shelf;
struct Book;

[[nodiscard]] Book book_of(int pages);
[[nodiscard]] std::string title_of(int pages);

struct Book {
    std::string title{};
    std::int32_t pages = 0;
    kith::one<Shelf, "books"> shelf{};
};
struct Shelf {
    std::string name{};
    kith::many<Book, "shelf"> books{};
    kith::proxy<"books", "pages", kith::creator<book_of>> made{};
    kith::proxy<"books", "pages", kith::creator<title_of>> wrong{};
};
KITH_MODEL(Book, title, pages, shelf)
KITH_MODEL(Shelf, name, books, made, wrong)

void change(kith::ref<Shelf> shelf) {
#ifdef KITH_BAD
    shelf.wrong().append(7);
#else
    shelf.made().append(7);
#endif
}

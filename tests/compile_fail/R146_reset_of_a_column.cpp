// kith: kith::reset is for a proxy that goes through a link to one
#include <kith/kith.hpp>

struct Shelf {
    std::string name{};
};
struct Book {
    std::string title{};
    kith::one<Shelf> shelf{};
    kith::proxy<"shelf", "name"> shelf_name{};
};
KITH_MODEL(Shelf, name)
KITH_MODEL(Book, title, shelf, shelf_name)

void change(kith::ref<Book> book) {
#ifdef KITH_BAD
    book.title(kith::reset);
#else
    book.shelf_name(kith::reset);
#endif
}

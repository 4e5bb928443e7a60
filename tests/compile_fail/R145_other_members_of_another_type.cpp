// kith: what may stand behind the value of a proxy is an object in between
#include <kith/kith.hpp>

struct Shelf {
    std::string name{};
    std::optional<std::int32_t> height{};
};
struct Book {
    std::string title{};
    kith::one<Shelf> shelf{};
    kith::proxy<"shelf", "name"> shelf_name{};
    kith::proxy<"shelf", "height"> shelf_height{};
};
KITH_MODEL(Shelf, name, height)
KITH_MODEL(Book, title, shelf, shelf_name, shelf_height)

void change(kith::ref<Book> book) {
#ifdef KITH_BAD
    book.shelf_name("a", 3);
#else
    book.shelf_name("a", Shelf{.height = 3});
#endif
}

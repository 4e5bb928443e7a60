// kith: this proxy shows a column that cannot be null
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
    book.shelf_name(nullptr);
#else
    book.shelf_height(nullptr);
#endif
}

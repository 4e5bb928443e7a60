// kith: the options of a proxy are kith::creator and kith::cascade_scalar_deletes
#include <kith/kith.hpp>

struct Shelf;

struct Book {
    std::string title{};
    kith::one<Shelf, "books"> shelf{};
};
struct Shelf {
    std::string name{};
    kith::many<Book, "shelf"> books{};
#ifdef KITH_BAD
    kith::proxy<"books", "title", kith::unique> titles{};
#else
    kith::proxy<"books", "title"> titles{};
#endif
};
KITH_MODEL(Book, title, shelf)
KITH_MODEL(Shelf, name, books, titles)

kith::graph graph(kith::models<Book, Shelf>);

#include "support/names.hpp"

#include <kith/boxed.hpp>

#include <boost/serialization/vector.hpp>

#include <concepts>

namespace models_test {

std::int32_t last_ticket = 0;

struct Author;
struct Book;
struct Shelf;

struct Book {
    std::string name{};
    std::int32_t pages = 100;
    std::optional<std::int32_t> year{};
    kith::date printed = kith::date::of(1999, 12, 31);
    std::array<std::int32_t, 3> ratings{1, 2, 3};
    std::vector<std::int32_t> readers{};
    kith::column<kith::timestamp, kith::created> made{};
    kith::column<kith::timestamp, kith::updated> changed{};
    kith::one<Author, "books"> author{};
    kith::one<Shelf> shelf{};
};
struct Author {
    std::string name{};
    std::int32_t ticket = ++last_ticket;
    kith::many<Book, "author"> books{};
    kith::one<Author, "student"> teacher{};
    kith::one<Author, "teacher"> student{};
    kith::many<Shelf, "users"> shelves{};
};
struct Shelf {
    std::string name{};
    kith::many<Author, "shelves"> users{};
};
KITH_MODEL(Book, name, pages, year, printed, ratings, readers, made, changed, author, shelf)
KITH_MODEL(Author, name, ticket, books, teacher, student, shelves)
KITH_MODEL(Shelf, name, users)

using tests::names;
using tests::refused;

class models : public testing::Test {
protected:
    ~models() override { tests::expect_sound(graph); }

    kith::timestamp now{1000};
    kith::graph graph{kith::models<Book, Author, Shelf>, {.clock = [this] { return now; }}};
};

TEST_F(models, R1_R230_every_type_has_a_primary_key_without_declaring_one) {
    EXPECT_EQ(graph.add(Shelf{}).id(), kith::id<Shelf>{1});
    EXPECT_EQ(graph.add(Shelf{}).id(), kith::id<Shelf>{2});
    EXPECT_EQ(graph.add(Book{}).id(), kith::id<Book>{1});
    EXPECT_EQ(graph.catalog().find("Shelf")->table, "Shelf");
}

TEST_F(models, R2_a_member_that_is_not_given_holds_its_default_and_reading_it_is_no_change) {
    const auto book = graph.add(Book{});
    const auto digest = graph.digest();
    now = {2000};
    EXPECT_EQ(book.name(), "");
    EXPECT_EQ(book.pages(), 100);
    EXPECT_EQ(book.year(), std::nullopt);
    EXPECT_EQ(book.printed(), kith::date::of(1999, 12, 31));
    EXPECT_FALSE(book.author());
    EXPECT_FALSE(book.changed());
    EXPECT_EQ(graph.digest(), digest);
}

TEST_F(models, R3_an_entity_is_made_from_any_subset_of_its_members_links_among_them) {
    const auto ana = graph.add(Author{.name = "Ana"});
    const auto first = graph.add(Book{.pages = 7, .author = ana});
    const auto second = graph.add(Book{.name = "second", .year = 2001});
    EXPECT_EQ(first.pages(), 7);
    EXPECT_EQ(first.author(), ana);
    EXPECT_EQ(second.pages(), 100);
    EXPECT_EQ(second.year(), 2001);
    EXPECT_EQ(names(graph.add(Author{.books = {second, first}}).books()), "second ");
}

template <class T>
concept can_be_made_with_titel = requires {
    T{.titel = "x"};
};
template <class T>
concept can_be_made_with_name = requires {
    T{.name = "x"};
};

TEST_F(models, R231_a_name_that_is_no_member_does_not_compile) {
    static_assert(can_be_made_with_name<Book>);
    static_assert(!can_be_made_with_titel<Book>);
    EXPECT_FALSE(graph.catalog().find("Book")->find("titel"));
}

TEST_F(models, R5_R6_models_are_checked_when_the_graph_is_made_whichever_of_them_is_used) {
    // Book was declared before Author, whom it links to; here Author is no part of the graph.
    try {
        kith::graph broken(kith::models<Shelf, Book>);
        FAIL() << "a link to nowhere was taken";
    } catch (const kith::schema_error& problem) {
        EXPECT_EQ(problem.code(), kith::errc::schema_unknown_target);
        EXPECT_NE(std::string(problem.what()).find("Author"), std::string::npos) << problem.what();
    }
}

TEST_F(models, R12_a_default_is_worked_out_for_each_entity_that_is_given_none) {
    const auto ana = graph.add(Author{.name = "Ana"});
    const auto bo = graph.add(Author{.name = "Bo"});
    const auto cy = graph.add(Author{.name = "Cy", .ticket = 7});
    EXPECT_EQ(bo.ticket(), ana.ticket() + 1);
    EXPECT_EQ(cy.ticket(), 7);
}

TEST_F(models, R14_null_for_a_stamp_counts_as_not_given_and_later_as_a_change_to_null) {
    const auto book = graph.add(Book{.made = std::optional<kith::timestamp>()});
    EXPECT_EQ(book.made(), kith::timestamp{1000});
    now = {2000};
    book.made(std::nullopt);
    EXPECT_EQ(book.made(), kith::timestamp{});
    EXPECT_EQ(book.changed(), kith::timestamp{2000});
}

TEST_F(models, R22_a_value_is_changed_by_giving_another_never_in_place) {
    static_assert(std::is_same_v<decltype(std::declval<kith::ref<Book>>().readers()),
                                 const std::vector<std::int32_t>&>);
    const auto book = graph.add(Book{.readers = {4, 5}});
    const auto digest = graph.digest();
    auto ratings = book.ratings();
    ratings[0] = 9;
    auto readers = book.readers();
    readers.push_back(6);
    EXPECT_EQ(graph.digest(), digest);
    book.ratings(ratings);
    book.readers(readers);
    EXPECT_EQ(book.ratings()[0], 9);
    EXPECT_EQ(book.readers(), (std::vector<std::int32_t>{4, 5, 6}));
}

TEST_F(models, R23_its_two_ends_decide_what_a_relationship_is) {
    using kith::schema::arity;
    const auto between = [&](const char* type, const char* member) {
        const auto& end = *graph.catalog().find(type)->find_end(member);
        return std::pair(end.arity, graph.catalog().counterpart(end).arity);
    };
    EXPECT_EQ(between("Author", "books"), std::pair(arity::many, arity::one));
    EXPECT_EQ(between("Author", "teacher"), std::pair(arity::one, arity::one));
    EXPECT_EQ(between("Author", "shelves"), std::pair(arity::many, arity::many));
    EXPECT_EQ(between("Book", "shelf"), std::pair(arity::one, arity::many)) << "others may have the same";
}

TEST_F(models, R28_K7_X12_the_key_of_a_link_is_read_from_the_link_and_never_written) {
    const auto ana = graph.add(Author{.name = "Ana"});
    const auto bo = graph.add(Author{.name = "Bo"});
    const auto book = graph.add(Book{.author = ana});
    EXPECT_EQ(book.author().id(), ana.id());
    bo.books().append(book);
    EXPECT_EQ(book.author().id(), bo.id());
    graph.erase(bo);
    EXPECT_EQ(book.author().id(), kith::id<Author>{});
    EXPECT_FALSE(graph.catalog().find("Book")->find("author_id")) << "there is no member for it";
}

}  // namespace models_test

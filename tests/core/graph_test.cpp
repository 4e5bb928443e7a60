#include "support/names.hpp"

#include <cstring>

namespace core_graph_test {

struct Child;
struct Parent {
    kith::column<std::string, kith::unique> name{};
    kith::many<Child, "parent"> kids{};
    kith::many<Parent, "led_by"> leads{};
    kith::many<Parent, "leads"> led_by{};
};
struct Child {
    kith::column<std::int32_t, kith::ordered> age{};
    kith::one<Parent, "kids", kith::required> parent{};
};
KITH_MODEL(Parent, name, kids, leads, led_by)
KITH_MODEL(Child, age, parent)

/// A sound graph, one byte of which a test breaks behind its back.
class check : public testing::Test {
protected:
    kith::graph graph{kith::models<Parent, Child>};
    kith::ref<Parent> p = graph.add(Parent{.name = "p"});
    kith::ref<Parent> q = graph.add(Parent{.name = "q", .leads = {p}});
    kith::ref<Child> a = graph.add(Child{.age = 1, .parent = p});
    kith::ref<Child> b = graph.add(Child{.age = 2, .parent = p});

    void SetUp() override { ASSERT_TRUE(graph.check().empty()); }
    template <class T>
    void poke(const std::byte* cells, std::size_t row, T value) {
        std::memcpy(const_cast<std::byte*>(cells) + row * sizeof value, &value, sizeof value);
    }
    [[nodiscard]] const kith::core::extent& parents() const { return std::as_const(graph).at(0); }
    [[nodiscard]] const kith::core::extent& children() const { return std::as_const(graph).at(1); }
};

TEST_F(check, finds_a_reference_whose_list_does_not_know_it) {
    poke(children().end(0).cells, 1, kith::slot{2});
    EXPECT_FALSE(graph.check().empty());
}

TEST_F(check, finds_a_required_reference_that_is_empty) {
    poke(children().end(0).cells, 2, kith::slot{0});
    EXPECT_FALSE(graph.check().empty());
}

TEST_F(check, finds_a_list_that_counts_wrongly) {
    kith::link::head head{};
    std::memcpy(&head, parents().end(0).cells + sizeof head, sizeof head);
    ++head.live;
    poke(parents().end(0).cells, 1, head);
    EXPECT_FALSE(graph.check().empty());
}

TEST_F(check, finds_a_pair_that_one_end_forgot) {
    poke(parents().end(1).cells, 2, kith::link::head{});
    EXPECT_FALSE(graph.check().empty());
}

TEST_F(check, finds_a_value_that_its_index_does_not_know) {
    poke(parents().cells(0), 1, parents().cell<kith::memory::text_cell>(0, 2));
    EXPECT_FALSE(graph.check().empty());
}

TEST_F(check, finds_an_ordered_value_that_its_index_holds_elsewhere) {
    poke(children().cells(0), 1, std::int32_t{99});
    EXPECT_FALSE(graph.check().empty());
}

TEST_F(check, finds_a_member_that_does_not_live) {
    poke(children().rows().ids().base(), 2, kith::key{0});
    EXPECT_FALSE(graph.check().empty());
}

TEST_F(check, finds_a_cell_of_a_row_that_does_not_live) {
    graph.erase(b);
    ASSERT_TRUE(graph.check().empty());
    poke(children().cells(0), 2, std::int32_t{7});
    EXPECT_FALSE(graph.check().empty());
}

TEST_F(check, finds_an_id_that_is_still_to_be_given) {
    poke(children().rows().ids().base(), 2, kith::key{1000});
    EXPECT_FALSE(graph.check().empty());
}

}  // namespace core_graph_test

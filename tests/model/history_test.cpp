#include <kith/boxed.hpp>
#include <kith/history.hpp>
#include <kith/kith.hpp>
#include <kith/observe.hpp>

#include <boost/serialization/vector.hpp>
#include <gmock/gmock.h>

namespace history_test {

using testing::ElementsAre;

struct Layer;
struct Shape;

struct Layer {
    kith::column<std::string, kith::unique> name{};
    kith::many<Shape, "layer", kith::cascade<"all, delete-orphan">> shapes{};
};
struct Shape {
    kith::column<std::int32_t, kith::ordered> x{};
    std::string label{};
    std::vector<int> points{};
    kith::one<Layer, "shapes"> layer{};
};
KITH_MODEL(Layer, name, shapes)
KITH_MODEL(Shape, x, label, points, layer)

constexpr const char* long_text = "a label that is longer than a cell of text";

class histories : public testing::Test {
protected:
    kith::graph graph{kith::models<Layer, Shape>, {.max_rows = 100'000}};
    kith::ref<Layer> ground = graph.add(Layer{.name = "ground"});
    kith::history history{graph};

    void expect_sound() { EXPECT_THAT(graph.check(), testing::IsEmpty()); }
};

TEST_F(histories, take_steps_back_and_do_them_again) {
    const auto shape = graph.add(Shape{.x = 1, .label = long_text, .points = {1, 2}, .layer = ground});
    EXPECT_TRUE(history.step("Draw"));
    shape.x(5);
    EXPECT_TRUE(history.step("Move"));
    EXPECT_THAT(history.names(), ElementsAre("Draw", "Move"));
    EXPECT_EQ(history.undo_name(), "Move");

    history.undo();
    EXPECT_EQ(shape.x(), 1);
    EXPECT_EQ(history.redo_name(), "Move");
    history.undo();
    EXPECT_TRUE(ground.shapes().empty());
    EXPECT_EQ(graph.count<Shape>(), 0U);
    EXPECT_FALSE(history.can_undo());
    expect_sound();

    history.redo();
    history.redo();
    EXPECT_FALSE(history.can_redo());
    const auto again = ground.shapes().front();
    EXPECT_EQ(again.x(), 5);
    EXPECT_EQ(again.label(), long_text);
    EXPECT_EQ(again.points(), (std::vector<int>{1, 2}));
    EXPECT_EQ(graph.query<Shape>().where(kith::field<&Shape::x> == 5).one(), again);
    expect_sound();
}

TEST_F(histories, bring_back_what_a_cascade_took) {
    for (int i = 0; i < 500; ++i) graph.add(Shape{.x = i, .points = {i}, .layer = ground});
    history.step("Draw");
    const auto before = graph.digest();
    graph.erase(ground);
    history.step("Delete");
    for (int i = 0; i < 3; ++i) {
        history.undo();
        EXPECT_EQ(graph.digest(), before);
        expect_sound();
        history.redo();
        EXPECT_EQ(graph.count<Shape>(), 0U);
        expect_sound();
    }
}

TEST_F(histories, make_no_step_of_nothing) {
    EXPECT_FALSE(history.step("Nothing"));
    ground.name("sky");
    ground.name("ground");
    EXPECT_FALSE(history.changed());
    EXPECT_FALSE(history.step("There and back"));
    EXPECT_FALSE(history.can_undo());
}

TEST_F(histories, end_redo_when_something_changes) {
    ground.name("sky");
    history.step("Rename");
    history.undo();
    EXPECT_TRUE(history.can_redo());
    ground.name("sea");
    EXPECT_FALSE(history.can_redo());
    EXPECT_EQ(history.redo_name(), "");
    EXPECT_THROW(history.redo(), kith::usage_error);
    EXPECT_EQ(ground.name(), "sea");
    history.step("Rename again");
    EXPECT_THAT(history.names(), ElementsAre("Rename again"));
}

TEST_F(histories, keep_redo_when_a_change_was_taken_back_by_hand) {
    ground.name("sky");
    history.step("Rename");
    history.undo();
    ground.name("sea");
    ground.name("ground");
    history.redo();
    EXPECT_EQ(ground.name(), "sky");
}

TEST_F(histories, take_back_first_what_belongs_to_no_step_yet) {
    ground.name("sky");
    history.step("Rename");
    ground.name("sea");
    EXPECT_EQ(history.undo_name(), "");
    history.undo();
    EXPECT_EQ(ground.name(), "sky");
    EXPECT_THAT(history.names(), ElementsAre("Rename", ""));
    history.redo();
    EXPECT_EQ(ground.name(), "sea");
}

TEST_F(histories, join_what_is_dragged_into_one_step) {
    const auto shape = graph.add(Shape{.x = 0, .layer = ground});
    history.step("Draw");
    for (int x = 1; x <= 10; ++x) {
        shape.x(x);
        shape.points({x});
        EXPECT_TRUE(history.extend("Drag"));
    }
    EXPECT_THAT(history.names(), ElementsAre("Draw", "Drag"));
    history.undo();
    EXPECT_EQ(shape.x(), 0);
    EXPECT_TRUE(shape.points().empty());
    history.redo();
    EXPECT_EQ(shape.x(), 10);
    // After an undo and a redo the step is the newest still.
    shape.x(11);
    shape.points({11});
    history.extend("Drag");
    history.undo();
    EXPECT_EQ(shape.x(), 0);
    history.redo();
    EXPECT_EQ(shape.points(), std::vector<int>{11});
    history.undo();
    shape.x(7);
    history.extend("Drag");
    EXPECT_THAT(history.names(), ElementsAre("Draw", "Drag"));
    history.undo();
    EXPECT_EQ(shape.x(), 0);
}

TEST_F(histories, run_a_unit_of_work_as_a_step) {
    EXPECT_TRUE(history.step("Draw two", [&] {
        graph.add(Shape{.x = 1, .layer = ground});
        graph.add(Shape{.x = 2, .layer = ground});
    }));
    EXPECT_THROW(history.step("Fail",
                              [&] {
                                  graph.erase(ground);
                                  throw std::runtime_error("no");
                              }),
                 std::runtime_error);
    EXPECT_EQ(graph.count<Shape>(), 2U);
    EXPECT_FALSE(history.changed());
    EXPECT_THAT(history.names(), ElementsAre("Draw two"));
    history.undo();
    EXPECT_EQ(graph.count<Shape>(), 0U);
}

TEST_F(histories, make_a_step_of_work_after_which_an_observer_of_commits_throws) {
    const auto heard =
        kith::after_commit(graph, [](const kith::changes&) { throw std::runtime_error("heard"); });
    EXPECT_THROW(history.step("Draw", [&] { graph.add(Shape{.x = 1}); }), std::runtime_error);
    EXPECT_EQ(graph.count<Shape>(), 1U);
    EXPECT_THAT(history.names(), ElementsAre("Draw"));
    EXPECT_FALSE(history.changed());
}

TEST_F(histories, tell_what_undo_and_redo_would_change) {
    const auto shape = graph.add(Shape{.x = 1, .layer = ground});
    history.step("Draw");
    shape.x(5);
    history.step("Move");
    EXPECT_EQ(kith::to_string(history.undo_changes()), "~ Shape 1: x 5 -> 1\n");
    EXPECT_TRUE(history.redo_changes().empty());
    history.undo();
    EXPECT_EQ(kith::to_string(history.redo_changes()), "~ Shape 1: x 1 -> 5\n");
    EXPECT_THAT(history.undo_changes().erased<Shape>(), testing::SizeIs(1));
    ground.name("sky");
    EXPECT_EQ(kith::to_string(history.undo_changes()), "~ Layer 1: name sky -> ground\n");
    EXPECT_TRUE(history.redo_changes().empty());
    history.clear();
    EXPECT_TRUE(history.undo_changes().empty());
}

TEST_F(histories, see_a_rollback_as_a_change_like_any_other) {
    const auto shape = graph.add(Shape{.x = 0, .points = {1}, .layer = ground});
    history.step("Draw");
    const auto mark = graph.mark();
    shape.points({2});
    history.step("Bend");
    graph.rollback(mark);
    EXPECT_EQ(shape.points(), std::vector<int>{1});
    EXPECT_TRUE(history.changed());
    history.undo();  // the rollback
    EXPECT_EQ(shape.points(), std::vector<int>{2});
    history.undo();
    EXPECT_EQ(shape.points(), std::vector<int>{1});
    history.undo();
    EXPECT_EQ(graph.count<Shape>(), 0U);
    expect_sound();
}

TEST_F(histories, are_gone_back_past_by_marks) {
    const auto shape = graph.add(Shape{.x = 0, .points = {1}, .layer = ground});
    history.step("Draw");
    const auto before = graph.digest();
    const auto mark = graph.mark();
    history.undo();
    EXPECT_EQ(graph.count<Shape>(), 0U);
    graph.rollback(mark);
    EXPECT_EQ(graph.digest(), before);
    EXPECT_EQ(shape.points(), std::vector<int>{1});
    expect_sound();
}

TEST_F(histories, give_ids_again_after_an_undo) {
    const auto first = graph.add(Shape{.layer = ground}).id();
    history.step("Draw");
    history.undo();
    EXPECT_EQ(graph.add(Shape{.layer = ground}).id(), first);
}

TEST_F(histories, forget_the_oldest_steps_beyond_their_limits) {
    kith::history few(graph, {.steps = 3});
    for (int i = 0; i < 10; ++i) {
        ground.name("layer " + std::to_string(i));
        few.step("Rename " + std::to_string(i));
    }
    EXPECT_THAT(few.names(), ElementsAre("Rename 7", "Rename 8", "Rename 9"));
    while (few.can_undo()) few.undo();
    EXPECT_EQ(ground.name(), "layer 6");

    kith::history small(graph, {.bytes = 64 * 4096});
    for (int i = 0; i < 50; ++i) {
        small.step("Draw", [&] {
            for (int n = 0; n < 100; ++n)
                graph.add(Shape{.x = n, .label = long_text, .points = {n}, .layer = ground});
        });
        EXPECT_TRUE(small.done() == 1 || small.memory() <= 64 * 4096U);
    }
    EXPECT_LT(small.done(), 50U);
    while (small.can_undo()) small.undo();
    expect_sound();
}

TEST_F(histories, drop_the_pages_of_steps_that_are_forgotten) {
    const auto held = [&] { return graph.memory().history; };
    const auto before = held();
    for (int i = 0; i < 5; ++i) {
        graph.add(Shape{.points = {i}, .layer = ground});
        history.step("Draw");
    }
    EXPECT_GT(held(), before);
    EXPECT_GE(held(), history.memory());
    history.undo();
    history.clear();
    EXPECT_EQ(history.memory(), 0U);
    EXPECT_EQ(held(), before);
    EXPECT_FALSE(history.can_undo());
    EXPECT_FALSE(history.can_redo());
    EXPECT_EQ(graph.count<Shape>(), 4U);
}

TEST_F(histories, refuse_while_a_transaction_is_open) {
    ground.name("sky");
    history.step("Rename");
    auto unit = graph.transaction();
    EXPECT_THROW(history.undo(), kith::usage_error);
    ground.name("sea");
    EXPECT_THROW(history.step("Rename"), kith::usage_error);
    EXPECT_THROW(history.clear(), kith::usage_error);
    unit.rollback();
    EXPECT_EQ(ground.name(), "sky");
    history.undo();
    EXPECT_EQ(ground.name(), "ground");
}

TEST_F(histories, refuse_when_there_is_nothing_to_take) {
    EXPECT_THROW(history.undo(), kith::usage_error);
    EXPECT_THROW(history.redo(), kith::usage_error);
    EXPECT_EQ(history.undo_name(), "");
}

TEST_F(histories, of_one_graph_may_be_several) {
    kith::history other(graph);
    ground.name("sky");
    history.step("Rename");
    other.step("Rename");
    graph.add(Shape{.points = {1}, .layer = ground});
    history.step("Draw");
    other.step("Draw");
    history.undo();
    EXPECT_TRUE(other.changed());
    other.undo();  // the undo
    EXPECT_EQ(graph.count<Shape>(), 1U);
    other.undo();
    other.undo();
    EXPECT_EQ(ground.name(), "ground");
    expect_sound();
}

TEST(a_history, outlives_its_graph_without_one) {
    std::optional<kith::graph> graph(std::in_place, kith::models<Layer, Shape>);
    kith::history history(*graph);
    graph->add(Layer{.name = "ground"});
    history.step("Add");
    graph.reset();
    EXPECT_FALSE(history.changed());
    EXPECT_THROW(history.undo(), kith::usage_error);
}

TEST_F(histories, bring_back_a_text_whose_place_another_one_took) {
    const std::string one(40, 'a'), two(40, 'b'), three(40, 'c');
    ground.name(one);
    ASSERT_TRUE(history.step("Name"));
    kith::core::checkpoint before(graph);
    ground.name(two);
    ground.name(three);  // lies where the first one lay: the cell has the bytes that it had
    ASSERT_TRUE(history.step("Rename twice"));
    before.reset();
    history.undo();
    EXPECT_EQ(ground.name(), one);
    EXPECT_EQ(graph.query<Layer>().where(kith::field<&Layer::name> == one).count(), 1U);
    EXPECT_EQ(graph.query<Layer>().where(kith::field<&Layer::name> == three).count(), 0U);
    EXPECT_FALSE(before.difference().empty()) << "a store would not write the name";
    expect_sound();
}

}  // namespace history_test

#include <kith/boxed.hpp>
#include <kith/kith.hpp>

#include <boost/serialization/map.hpp>
#include <boost/serialization/string.hpp>
#include <gtest/gtest.h>

#include <array>
#include <map>

namespace check_listed_test {

struct Other {
    std::int32_t number = 0;
};
KITH_MODEL(Other, number)

enum class color : std::uint8_t { red, green };
struct place {
    std::int32_t x = 0, y = 0;
};
using lookup = std::map<std::string, std::int32_t>;

template <class Member>
struct with {
    std::int32_t first = 0;
    Member last{};
};

// A struct's members are counted by how many initializers it takes: a member that took none, or several, or that could
// be made in two ways, would hide another one.
template <class... Members>
constexpr bool each_counts_once() {
    using none = std::index_sequence<>;
    return ((kith::model::takes<with<Members>>(none{}, std::make_index_sequence<2>{}) &&
             !kith::model::takes<with<Members>>(none{}, std::make_index_sequence<3>{})) &&
            ...);
}

TEST(listed_members, each_kind_of_member_counts_once) {
    EXPECT_TRUE((each_counts_once<bool, std::int64_t, double, color, place, std::array<float, 3>, kith::date,
                                  kith::timestamp, std::string, kith::bytes, lookup>()));
    EXPECT_TRUE((each_counts_once<std::optional<bool>, std::optional<std::int64_t>, std::optional<color>,
                                  std::optional<place>, std::optional<kith::date>, std::optional<std::string>,
                                  std::optional<kith::bytes>, std::optional<lookup>>()));
    EXPECT_TRUE(
        (each_counts_once<
            kith::column<std::string, kith::unique>, kith::column<std::optional<std::int32_t>, kith::ordered>,
            kith::column<std::optional<std::string>, kith::hashed>,
            kith::column<kith::timestamp, kith::created>, kith::column<std::int32_t, kith::required>,
            kith::column<color>, kith::column<place>, kith::column<kith::bytes>, kith::column<lookup>>()));
    EXPECT_TRUE((each_counts_once<kith::one<Other>, kith::one<Other, "", kith::required>, kith::many<Other>,
                                  kith::many<Other, "", kith::as_set>, kith::proxy<"first", "number">,
                                  kith::proxy<"first", "number", kith::cascade_scalar_deletes>>()));
}

struct counted {
    std::int32_t count = 0;
    std::string forgotten{};
};
struct tag {};
struct Marker {};
struct Animal : tag {
    std::string name{};
};
struct Dog : Animal, counted {
    std::int32_t tricks = 0;
    kith::proxy<"", ""> forgotten_too{};
};
struct Puppy : Dog {};
struct Cat : Animal, counted {
    std::int32_t tricks = 0;
};
class Made {
public:
    Made() = default;
    explicit Made(std::int32_t given) : kept(given), worked_out(given + 1) {}

    std::int32_t kept = 0;
    std::int32_t worked_out = 0;
};
KITH_MIXIN(counted, count)
KITH_MODEL(Marker)
KITH_MODEL(Animal, name)
KITH_MODEL(Dog, (Animal, counted), tricks)
KITH_MODEL(Puppy, (Dog))
KITH_MODEL(Cat, (Animal, counted), tricks)
KITH_MODEL(Made, kept)

using kith::model::leaves_out_a_member;

TEST(listed_members, models_and_mixins_answer_for_their_own_members) {
    EXPECT_TRUE(leaves_out_a_member<counted>());
    EXPECT_TRUE(leaves_out_a_member<Dog>());
    EXPECT_FALSE(leaves_out_a_member<Puppy>());
    EXPECT_FALSE(leaves_out_a_member<Cat>());
    EXPECT_FALSE(leaves_out_a_member<Marker>());
}

TEST(listed_members, an_empty_base_without_a_model_is_no_member) {
    EXPECT_FALSE(leaves_out_a_member<Animal>());
}

TEST(listed_members, a_type_with_constructors_may_keep_more_than_its_model) {
    EXPECT_FALSE(leaves_out_a_member<Made>());
}

}  // namespace check_listed_test

// Rows in Boost.MultiIndex, as in a relational schema: links are foreign keys, looked up in hashed indexes.
#include "world.hpp"

#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/indexed_by.hpp>
#include <boost/multi_index/member.hpp>
#include <boost/multi_index/tag.hpp>
#include <boost/multi_index_container.hpp>

#include <string>

namespace bench {
namespace {

namespace mi = boost::multi_index;

struct game_row {
    std::uint32_t id;
    std::int32_t price;
    std::string title;
    std::string platform;
};

struct user_row {
    std::uint32_t id;
    std::int32_t karma;
    std::string name;
};

struct review_row {
    std::uint32_t id;
    std::uint32_t game;
    std::uint32_t user;
    std::int32_t score;
    std::string comment;
};

struct by_game;
struct by_user;

template <class Row>
using by_id = mi::hashed_unique<mi::member<Row, std::uint32_t, &Row::id>>;

using game_table = mi::multi_index_container<game_row, mi::indexed_by<by_id<game_row>>>;
using user_table = mi::multi_index_container<user_row, mi::indexed_by<by_id<user_row>>>;
using review_table = mi::multi_index_container<
    review_row,
    mi::indexed_by<
        by_id<review_row>,
        mi::hashed_non_unique<mi::tag<by_game>, mi::member<review_row, std::uint32_t, &review_row::game>>,
        mi::hashed_non_unique<mi::tag<by_user>, mi::member<review_row, std::uint32_t, &review_row::user>>>>;

class multi_index_world final : public world {
public:
    explicit multi_index_world(const shop& from) {
        std::uint32_t id = 0;
        for (const shop::user& user : from.users) users_.insert({id++, user.karma, user.name});
        id = 0;
        for (const shop::game& game : from.games) {
            games_.insert({id++, game.price, game.title, std::string(game.platform)});
        }
        id = 0;
        for (const shop::review& review : from.reviews) {
            reviews_.insert({id++, review.game, review.user, review.score, std::string(review.comment())});
        }
    }

    std::int64_t through() override {
        const auto& reviews = reviews_.get<by_game>();
        std::int64_t sum = 0;
        for (const game_row& game : games_) {
            auto [at, last] = reviews.equal_range(game.id);
            for (; at != last; ++at) sum += at->score + users_.find(at->user)->karma;
        }
        return sum;
    }

    std::int64_t proxy() override {
        const auto& reviews = reviews_.get<by_game>();
        std::int64_t sum = 0;
        for (const game_row& game : games_) {
            auto [at, last] = reviews.equal_range(game.id);
            for (; at != last; ++at) sum += users_.find(at->user)->karma;
        }
        return sum;
    }

    std::int64_t reverse() override {
        const auto& reviews = reviews_.get<by_user>();
        std::int64_t sum = 0;
        for (const user_row& user : users_) {
            auto [at, last] = reviews.equal_range(user.id);
            for (; at != last; ++at) sum += at->score + games_.find(at->game)->price;
        }
        return sum;
    }

private:
    game_table games_;
    user_table users_;
    review_table reviews_;
};

}  // namespace

std::unique_ptr<world> build_multi_index(const shop& from) {
    return std::make_unique<multi_index_world>(from);
}

}  // namespace bench

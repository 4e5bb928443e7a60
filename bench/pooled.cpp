// The careful hand-written program: the objects of a type in one array, linked by 32-bit slots.
#include "world.hpp"

#include <string>
#include <vector>

namespace bench {
namespace {

struct game_object {
    std::string title;
    std::string platform;
    std::int32_t price;
    std::vector<std::uint32_t> reviews;
};

struct user_object {
    std::string name;
    std::int32_t karma;
    std::vector<std::uint32_t> reviews;
};

struct review_object {
    std::string comment;
    std::int32_t score;
    std::uint32_t game;
    std::uint32_t user;
};

class pooled_world final : public world {
public:
    explicit pooled_world(const shop& from) {
        for (const shop::user& user : from.users) users_.push_back({user.name, user.karma, {}});
        for (const shop::game& game : from.games) {
            games_.push_back({game.title, std::string(game.platform), game.price, {}});
        }
        for (const shop::review& review : from.reviews) {
            const auto slot = static_cast<std::uint32_t>(reviews_.size());
            reviews_.push_back({std::string(review.comment()), review.score, review.game, review.user});
            games_[review.game].reviews.push_back(slot);
            users_[review.user].reviews.push_back(slot);
        }
    }

    std::int64_t through() override {
        std::int64_t sum = 0;
        for (const game_object& game : games_) {
            for (const std::uint32_t slot : game.reviews) {
                const review_object& review = reviews_[slot];
                sum += review.score + users_[review.user].karma;
            }
        }
        return sum;
    }

    std::int64_t proxy() override {
        std::int64_t sum = 0;
        for (const game_object& game : games_) {
            for (const std::uint32_t slot : game.reviews) sum += users_[reviews_[slot].user].karma;
        }
        return sum;
    }

    std::int64_t reverse() override {
        std::int64_t sum = 0;
        for (const user_object& user : users_) {
            for (const std::uint32_t slot : user.reviews) {
                const review_object& review = reviews_[slot];
                sum += review.score + games_[review.game].price;
            }
        }
        return sum;
    }

private:
    std::vector<game_object> games_;
    std::vector<user_object> users_;
    std::vector<review_object> reviews_;
};

}  // namespace

std::unique_ptr<world> build_pooled(const shop& from) { return std::make_unique<pooled_world>(from); }

}  // namespace bench

// What most programs do: objects on the heap that point at each other, both ends kept by hand.
#include "world.hpp"

#include <string>
#include <vector>

namespace bench {
namespace {

struct review_object;

struct game_object {
    std::string title;
    std::string platform;
    std::int32_t price;
    std::vector<review_object*> reviews;
};

struct user_object {
    std::string name;
    std::int32_t karma;
    std::vector<review_object*> reviews;
};

// What a walk reads comes first, so that it lies in one cache line.
struct review_object {
    std::int32_t score;
    game_object* game;
    user_object* user;
    std::string comment;
};

class pointers_world final : public world {
public:
    explicit pointers_world(const shop& from) {
        for (const shop::user& user : from.users) {
            users_.push_back(std::unique_ptr<user_object>(new user_object{user.name, user.karma, {}}));
        }
        for (const shop::game& game : from.games) {
            games_.push_back(std::unique_ptr<game_object>(
                new game_object{game.title, std::string(game.platform), game.price, {}}));
        }
        for (const shop::review& review : from.reviews) {
            game_object* const game = games_[review.game].get();
            user_object* const user = users_[review.user].get();
            reviews_.push_back(std::unique_ptr<review_object>(
                new review_object{review.score, game, user, std::string(review.comment())}));
            game->reviews.push_back(reviews_.back().get());
            user->reviews.push_back(reviews_.back().get());
        }
    }

    std::int64_t through() override {
        std::int64_t sum = 0;
        for (const auto& game : games_) {
            for (const review_object* review : game->reviews) sum += review->score + review->user->karma;
        }
        return sum;
    }

    std::int64_t proxy() override {
        std::int64_t sum = 0;
        for (const auto& game : games_) {
            for (const review_object* review : game->reviews) sum += review->user->karma;
        }
        return sum;
    }

    std::int64_t reverse() override {
        std::int64_t sum = 0;
        for (const auto& user : users_) {
            for (const review_object* review : user->reviews) sum += review->score + review->game->price;
        }
        return sum;
    }

private:
    std::vector<std::unique_ptr<game_object>> games_;
    std::vector<std::unique_ptr<user_object>> users_;
    std::vector<std::unique_ptr<review_object>> reviews_;
};

}  // namespace

std::unique_ptr<world> build_pointers(const shop& from) { return std::make_unique<pointers_world>(from); }

}  // namespace bench

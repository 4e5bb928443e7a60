// Objects on the heap that point at each other, by someone who knew that they would change: a review knows its
// place in each list, so that leaving one is to put the last one there. Nobody's order is kept; that costs more.
#include "world.hpp"

#include <string>
#include <utility>
#include <vector>

namespace bench {
namespace {

struct review_object;

struct game_object {
    std::string title;
    std::string platform;
    std::int32_t price;
    std::vector<review_object*> reviews;
    std::uint32_t place;  // among all games
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
    std::uint32_t place_in_game;
    std::uint32_t place_in_user;
    std::uint32_t place;  // among all reviews
    bool goes = false;
    std::string comment;
};

void append(std::vector<review_object*>& list, std::uint32_t review_object::*place, review_object* review) {
    review->*place = static_cast<std::uint32_t>(list.size());
    list.push_back(review);
}

void remove(std::vector<review_object*>& list, std::uint32_t review_object::*place, review_object* review) {
    list[review->*place] = list.back();
    list.back()->*place = review->*place;
    list.pop_back();
}

template <class T>
void destroy(std::vector<std::unique_ptr<T>>& all, T* object) {
    const std::uint32_t place = object->place;
    all.back()->place = place;
    std::swap(all[place], all.back());
    all.pop_back();
}

/// Takes out the reviews that go, and tells those that stay where they stand now.
template <class List, class Tell>
void sweep(List& list, const Tell& tell) {
    std::erase_if(list, [](const auto& review) { return review->goes; });
    for (std::uint32_t place = 0; place < list.size(); ++place) tell(list[place], place);
}

class changing_pointers final : public changing_world {
public:
    explicit changing_pointers(const shop& from) {
        for (const shop::user& user : from.users) {
            users_.push_back(std::unique_ptr<user_object>(new user_object{user.name, user.karma, {}}));
        }
        for (const shop::game& game : from.games) {
            games_.push_back(std::unique_ptr<game_object>(
                new game_object{game.title, std::string(game.platform), game.price, {}, 0}));
            games_.back()->place = static_cast<std::uint32_t>(games_.size() - 1);
        }
        for (const shop::review& review : from.reviews) {
            game_object* const game = games_[review.game].get();
            user_object* const user = users_[review.user].get();
            reviews_.push_back(std::unique_ptr<review_object>(
                new review_object{review.score, game, user, 0, 0, static_cast<std::uint32_t>(reviews_.size()),
                                  false, std::string(review.comment())}));
            append(game->reviews, &review_object::place_in_game, reviews_.back().get());
            append(user->reviews, &review_object::place_in_user, reviews_.back().get());
        }
    }

    void move(const std::vector<std::uint32_t>& to) override {
        std::vector<game_object*> games;
        for (const auto& game : games_) games.push_back(game.get());
        std::size_t at = 0;
        for (const auto& review : reviews_) {
            game_object* const game = games[to[at++]];
            if (review->game == game) continue;
            remove(review->game->reviews, &review_object::place_in_game, review.get());
            review->game = game;
            append(game->reviews, &review_object::place_in_game, review.get());
        }
    }

    // All go in one call, so that no list has to lose them one by one: who goes is marked, and each list that
    // stays is swept once.
    void erase() override {
        for (const auto& game : games_) {
            for (review_object* const review : game->reviews) review->goes = true;
        }
        for (const auto& user : users_) {
            sweep(user->reviews,
                  [](review_object* review, std::uint32_t place) { review->place_in_user = place; });
        }
        sweep(reviews_, [](const auto& review, std::uint32_t place) { review->place = place; });
        games_.clear();
    }

    void erase_one_by_one() override {
        while (!games_.empty()) erase(games_.back().get());
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

    std::int64_t priced() override {
        std::int64_t sum = 0;
        for (const auto& game : games_) {
            for (const review_object* review : game->reviews) {
                sum += std::int64_t{game->price} * (review->score + review->user->karma);
            }
        }
        return sum;
    }

    std::size_t reviews() override { return reviews_.size(); }

private:
    void erase(game_object* game) {
        for (review_object* review : game->reviews) {
            remove(review->user->reviews, &review_object::place_in_user, review);
            destroy(reviews_, review);
        }
        destroy(games_, game);
    }

    std::vector<std::unique_ptr<game_object>> games_;
    std::vector<std::unique_ptr<user_object>> users_;
    std::vector<std::unique_ptr<review_object>> reviews_;
};

}  // namespace

std::unique_ptr<changing_world> build_changing_pointers(const shop& from) {
    return std::make_unique<changing_pointers>(from);
}

}  // namespace bench

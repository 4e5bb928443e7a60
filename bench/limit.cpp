// What the machine allows: plain arrays and compressed sparse rows, sized exactly; a change makes them anew.
#include "sparse_rows.hpp"
#include "world.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace bench {
namespace {

class text_array {
public:
    explicit text_array(std::size_t count) { ends_.reserve(count); }
    void push_back(std::string_view text) {
        bytes_ += text;
        ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    }
    void wipe(std::size_t at) noexcept { ends_[at] = 0; }

private:
    std::string bytes_;
    std::vector<std::uint32_t> ends_;
};

class limit_world final : public changing_world {
public:
    explicit limit_world(const shop& from)
        : name_(from.users.size()), title_(from.games.size()), platform_(from.games.size()),
          comment_(from.reviews.size()) {
        karma_.reserve(from.users.size());
        for (const shop::user& user : from.users) {
            name_.push_back(user.name);
            karma_.push_back(user.karma);
        }
        price_.reserve(from.games.size());
        for (const shop::game& game : from.games) {
            title_.push_back(game.title);
            platform_.push_back(game.platform);
            price_.push_back(game.price);
        }
        score_.reserve(from.reviews.size());
        game_.reserve(from.reviews.size());
        user_.reserve(from.reviews.size());
        for (const shop::review& review : from.reviews) {
            score_.push_back(review.score);
            comment_.push_back(review.comment());
            game_.push_back(review.game);
            user_.push_back(review.user);
        }
        reviews_of_game_ = sparse_rows(game_, from.games.size());
        reviews_of_user_ = sparse_rows(user_, from.users.size());
        reviews_ = from.reviews.size();
    }

    std::int64_t through() override {
        const std::uint32_t* const first = reviews_of_game_.first.data();
        const std::uint32_t* const members = reviews_of_game_.members.data();
        const std::uint32_t* const user = user_.data();
        const std::int32_t* const score = score_.data();
        const std::int32_t* const karma = karma_.data();
        std::int64_t sum = 0;
        for (std::size_t game = 0; game < price_.size(); ++game) {
            for (std::uint32_t at = first[game]; at < first[game + 1]; ++at) {
                const std::uint32_t review = members[at];
                sum += score[review] + karma[user[review]];
            }
        }
        return sum;
    }

    std::int64_t proxy() override {
        const std::uint32_t* const first = reviews_of_game_.first.data();
        const std::uint32_t* const members = reviews_of_game_.members.data();
        const std::uint32_t* const user = user_.data();
        const std::int32_t* const karma = karma_.data();
        std::int64_t sum = 0;
        for (std::size_t game = 0; game < price_.size(); ++game) {
            for (std::uint32_t at = first[game]; at < first[game + 1]; ++at) sum += karma[user[members[at]]];
        }
        return sum;
    }

    std::int64_t reverse() override {
        std::int64_t sum = 0;
        for (std::size_t user = 0; user < karma_.size(); ++user) {
            for (std::uint32_t at = reviews_of_user_.first[user]; at < reviews_of_user_.first[user + 1];
                 ++at) {
                const std::uint32_t review = reviews_of_user_.members[at];
                sum += score_[review] + price_[game_[review]];
            }
        }
        return sum;
    }

    // All at once, and the other end never hears of it one by one: no system that keeps both in step can.
    void move(const std::vector<std::uint32_t>& to) override {
        game_ = to;
        reviews_of_game_ = sparse_rows(game_, price_.size());
    }

    // The reviews are found by their games, as whoever erases a game must find them, and each is wiped out.
    void erase() override {
        const std::uint32_t* const first = reviews_of_game_.first.data();
        const std::uint32_t* const members = reviews_of_game_.members.data();
        for (std::size_t game = 0; game < price_.size(); ++game) {
            for (std::uint32_t at = first[game]; at < first[game + 1]; ++at) {
                const std::uint32_t review = members[at];
                score_[review] = 0;
                comment_.wipe(review);
                game_[review] = 0;
                user_[review] = 0;
                --reviews_;
            }
            price_[game] = 0;
            title_.wipe(game);
            platform_.wipe(game);
        }
        std::fill(reviews_of_game_.first.begin(), reviews_of_game_.first.end(), 0);
        std::fill(reviews_of_user_.first.begin(), reviews_of_user_.first.end(), 0);
    }

    void erase_one_by_one() override { erase(); }

    std::int64_t priced() override {
        std::int64_t sum = 0;
        for (std::size_t game = 0; game < price_.size(); ++game) {
            for (std::uint32_t at = reviews_of_game_.first[game]; at < reviews_of_game_.first[game + 1];
                 ++at) {
                const std::uint32_t review = reviews_of_game_.members[at];
                sum += std::int64_t{price_[game]} * (score_[review] + karma_[user_[review]]);
            }
        }
        return sum;
    }

    std::size_t reviews() override { return reviews_; }

private:
    text_array name_;
    std::vector<std::int32_t> karma_;

    text_array title_;
    text_array platform_;
    std::vector<std::int32_t> price_;

    std::vector<std::int32_t> score_;
    text_array comment_;
    std::vector<std::uint32_t> game_;
    std::vector<std::uint32_t> user_;

    sparse_rows reviews_of_game_;
    sparse_rows reviews_of_user_;
    std::size_t reviews_ = 0;
};

}  // namespace

std::unique_ptr<world> build_limit(const shop& from) { return std::make_unique<limit_world>(from); }
std::unique_ptr<changing_world> build_changing_limit(const shop& from) {
    return std::make_unique<limit_world>(from);
}

}  // namespace bench

// What the machine allows: plain arrays and compressed sparse rows, sized exactly, never to be changed again.
#include "world.hpp"

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

private:
    std::string bytes_;
    std::vector<std::uint32_t> ends_;
};

struct sparse_rows {
    std::vector<std::uint32_t> first;  // one more than there are rows
    std::vector<std::uint32_t> members;

    // A counting sort: `row_of[member]` says where a member belongs.
    sparse_rows(const std::vector<std::uint32_t>& row_of, std::size_t rows)
        : first(rows + 1), members(row_of.size()) {
        for (const std::uint32_t row : row_of) ++first[row];
        std::uint32_t before = 0;
        for (std::uint32_t& entry : first) {
            const std::uint32_t count = entry;
            entry = before;
            before += count;
        }
        std::vector<std::uint32_t> next(first);
        for (std::uint32_t member = 0; member < row_of.size(); ++member) {
            members[next[row_of[member]]++] = member;
        }
    }
};

class limit_world final : public world {
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

    sparse_rows reviews_of_game_{{}, 0};
    sparse_rows reviews_of_user_{{}, 0};
};

}  // namespace

std::unique_ptr<world> build_limit(const shop& from) { return std::make_unique<limit_world>(from); }

}  // namespace bench

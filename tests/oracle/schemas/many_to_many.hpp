#pragma once

#include "oracle/schema.hpp"

namespace oracle::many_to_many {
struct Tag;
struct Post {
    kith::many<Tag, "posts"> tags{};
};
struct Tag {
    kith::many<Post, "tags"> posts{};
};
KITH_MODEL(Post, tags)
KITH_MODEL(Tag, posts)
constexpr auto models = kith::models<Post, Tag>;
}  // namespace oracle::many_to_many

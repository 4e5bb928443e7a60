#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace bench {

/// One entity and very many members, as one system keeps them: both ends, and every member by its number,
/// counted from 0. A new one has its members, and none of them is linked.
class hub {
public:
    hub() = default;
    hub(const hub&) = delete;
    hub& operator=(const hub&) = delete;
    virtual ~hub() = default;

    /// Links all members, in the order of their numbers, from the hub's end.
    virtual void link() = 0;
    /// The same from the members' end: each takes the hub.
    virtual void join() = 0;

    /// Unlinks these members, one after the other, from the hub's end.
    virtual void unlink(const std::vector<std::uint32_t>& members) = 0;
    /// The same from the members' end: each forgets the hub.
    virtual void leave(const std::vector<std::uint32_t>& members) = 0;
    /// Unlinks so many members one after the other, each time the first, or the last, that there is.
    virtual void unlink_first(std::uint32_t count) = 0;
    virtual void unlink_last(std::uint32_t count) = 0;
    /// Unlinks all members at once.
    virtual void clear() = 0;

    /// The numbers of the members, in the order in which the hub has them.
    [[nodiscard]] virtual std::vector<std::uint32_t> members() = 0;
    /// How many members know the hub.
    [[nodiscard]] virtual std::uint32_t known_by() = 0;
};

using build_hub_function = std::unique_ptr<hub> (*)(std::uint32_t members);

/// One-to-many; the hub's end keeps its order.
std::unique_ptr<hub> build_hub_kith_list(std::uint32_t members);
std::unique_ptr<hub> build_hub_pointers_list(std::uint32_t members);
/// One-to-many; the hub's end has no order.
std::unique_ptr<hub> build_hub_kith_set(std::uint32_t members);
std::unique_ptr<hub> build_hub_pointers_set(std::uint32_t members);
/// Many-to-many: a member could have other hubs. Both ends keep their order.
std::unique_ptr<hub> build_hub_kith_pairs(std::uint32_t members);

}  // namespace bench

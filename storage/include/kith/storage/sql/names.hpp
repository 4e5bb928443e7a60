#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::storage::sql {

/// The longest name kith makes: PostgreSQL's limit, so that a world has the same names in every store.
inline constexpr std::size_t longest_name = 63;

/// An identifier as statements write it: "users". Always quoted, so that no name is a keyword.
[[nodiscard]] std::string quoted(std::string_view identifier);
/// "GameUser" and "gameUser" become "game_user", "HTTPServer" becomes "http_server".
[[nodiscard]] std::string lower_snake(std::string_view name);
/// A name that is too long is cut, and ends in a hash of the whole: "fk_a_very_long_…_5f3c01ab".
[[nodiscard]] std::string shortened(std::string_view name);
/// Whether a database takes the two for one name: case does not count.
[[nodiscard]] bool same_name(std::string_view left, std::string_view right) noexcept;

// The naming convention, that of a SQLAlchemy MetaData with
// {"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s",
//  "uq": "uq_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}.

[[nodiscard]] std::string foreign_key_name(std::string_view table, std::string_view column,
                                           std::string_view referred);
[[nodiscard]] std::string index_name(std::string_view table, std::string_view column);
[[nodiscard]] std::string unique_name(std::string_view table, std::string_view column);
[[nodiscard]] std::string primary_key_name(std::string_view table);

}  // namespace kith::storage::sql

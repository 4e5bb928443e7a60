#include "snapshot/forge.hpp"
#include "snapshot/golden.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

namespace {

using testing::IsEmpty;

std::filesystem::path here() { return std::filesystem::path(__FILE__).parent_path(); }

std::string content_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    EXPECT_TRUE(in) << path;
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

std::string hex_dump(const std::string& bytes) {
    std::string out;
    char part[24];
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (at % 16 == 0) {
            std::snprintf(part, sizeof part, "%04zx ", at);
            out += part;
        }
        std::snprintf(part, sizeof part, " %02x",
                      static_cast<unsigned>(static_cast<unsigned char>(bytes[at])));
        out += part;
        if (at % 16 == 15 || at + 1 == bytes.size()) out += '\n';
    }
    return out;
}

// The page's hex lines, wherever they stand in it, are one file in order: "0010  01 00 ff   a remark".
std::string bytes_of_page(const std::string& page) {
    const auto is_hex = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    };
    std::string out;
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
        if (line.size() < 8 || !is_hex(std::string_view(line).substr(0, 4)) || line.substr(4, 2) != "  ")
            continue;
        EXPECT_EQ(std::stoul(line.substr(0, 4), nullptr, 16), out.size()) << line;
        for (std::size_t at = 6; at + 2 <= line.size() && is_hex(std::string_view(line).substr(at, 2));
             at += 3)
            out += static_cast<char>(std::stoul(line.substr(at, 2), nullptr, 16));
    }
    return out;
}

TEST(format, the_page_shows_the_bytes_that_save_writes) {
    const auto graph = golden::example();
    const std::string page = content_of(here() / ".." / ".." / "docs" / "snapshot-format.md");
    const std::string shown = bytes_of_page(page);
    EXPECT_EQ(hex_dump(shown), hex_dump(world::saved(*graph)));
    world::graph after(graph->catalog());
    world::load(after, shown);
    EXPECT_EQ(after.digest(), graph->digest());
}

TEST(format, version_1_stays_readable) {
    const auto graph = golden::version_1();
    const std::string file = content_of(here() / "golden" / "version_1.kith");
    world::graph after(graph->catalog());
    world::load(after, file);
    EXPECT_THAT(after.check(), IsEmpty());
    EXPECT_EQ(after.digest(), graph->digest());
    for (std::uint32_t i = 0; i < graph->types(); ++i)
        EXPECT_EQ(after.at(i).rows().next_id(), graph->at(i).rows().next_id());
}

TEST(format, version_1_is_written_with_the_same_bytes) {
    const std::string file = content_of(here() / "golden" / "version_1.kith");
    EXPECT_EQ(hex_dump(world::saved(*golden::version_1())), hex_dump(file));
}

// A second reader, which knows nothing but the page, finds the file to be as the page says.
TEST(format, a_reader_written_from_the_page_understands_a_file) {
    forged file = forged::of(world::saved(*golden::example()));
    ASSERT_EQ(file.sections.size(), 5U);
    const std::uint32_t none = 0xFFFF'FFFF;
    const std::string& rows = file.at(2, 0).payload;
    EXPECT_EQ(forged::read<std::uint64_t>(rows, 0), 3U);   // next id
    EXPECT_EQ(forged::read<std::uint64_t>(rows, 8), 2U);   // rows
    EXPECT_EQ(forged::read<std::uint64_t>(rows, 16), 1U);  // a bitmap
    EXPECT_EQ(forged::read<std::uint64_t>(rows, 24), 3U);  // ids 1 and 2
    const std::string& titles = file.at(3, 0, 0).payload;
    EXPECT_EQ(forged::read<std::uint32_t>(titles, 0), 5U);
    EXPECT_EQ(forged::read<std::uint32_t>(titles, 4), 8U);
    EXPECT_EQ(titles.substr(8, 13), "ZeldaZelda II");
    const std::string& prices = file.at(3, 0, 1).payload;
    EXPECT_EQ(forged::read<std::uint64_t>(prices, 0), 1U);  // the first is not null
    EXPECT_EQ(forged::read<std::int32_t>(prices, 8), 60);
    const std::string& links = file.at(4, 0).payload;
    EXPECT_EQ(forged::read<std::uint32_t>(links, 0), 1U);  // Zelda has one sequel
    EXPECT_EQ(forged::read<std::uint32_t>(links, 4), 0U);
    EXPECT_EQ(forged::read<std::uint32_t>(links, 8), 2U);  // Zelda II
    EXPECT_EQ(file.at(1, none).payload.size() % 8, 0U);
    EXPECT_EQ(file.bytes(), world::saved(*golden::example()));
}

}  // namespace

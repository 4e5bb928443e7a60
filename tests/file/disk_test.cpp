#include <kith/base/error.hpp>
#include <kith/storage/file/disk.hpp>
#include <kith/storage/file/replacement.hpp>

#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <thread>

namespace {

namespace file = kith::storage::file;
namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

/// A folder of its own for each test.
class disk : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "kith_disk_XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override {
        fs::permissions(folder_, fs::perms::owner_all);
        fs::remove_all(folder_);
    }

    [[nodiscard]] fs::path in(const char* name) const { return folder_ / name; }
    void replace(const fs::path& path, std::string_view content) {
        file::replacement replaced(disk_, path);
        replaced.content().append(content.data(), content.size());
        replaced.commit();
    }
    [[nodiscard]] std::string content(const fs::path& path) const {
        const auto read = disk_.read(path);
        return {reinterpret_cast<const char*>(read.data.get()), read.size};
    }
    template <class Work>
    static std::pair<kith::errc, std::string> error_of(Work&& work) {
        try {
            work();
        } catch (const kith::storage_error& reason) {
            return {reason.code(), reason.what()};
        }
        return {};
    }

    file::disk disk_;
    fs::path folder_;
};

TEST_F(disk, a_file_is_replaced_and_read_back) {
    replace(in("world"), "old");
    EXPECT_EQ(content(in("world")), "old");
    replace(in("world"), "");
    EXPECT_EQ(content(in("world")), "");
    EXPECT_THAT(disk_.list(folder_), ElementsAre("world"));
}

TEST_F(disk, a_large_file_is_read_back) {
    std::string large(std::size_t{9} << 20, 'x');
    for (std::size_t i = 0; i < large.size(); i += 4096) large[i] = static_cast<char>(i >> 12);
    replace(in("world"), large);
    EXPECT_EQ(content(in("world")), large);
}

TEST_F(disk, bytes_are_written_over) {
    const auto out = disk_.create(in("file"), in("file"));
    out->append("one two", 7);
    out->overwrite(4, "six", 3);
    out->append("!", 1);
    out->sync();
    EXPECT_EQ(content(in("file")), "one six!");
}

TEST_F(disk, a_missing_file_is_a_clear_error) {
    EXPECT_FALSE(disk_.exists(in("none")));
    const auto [code, message] = error_of([&] { static_cast<void>(disk_.read(in("none"))); });
    EXPECT_EQ(code, kith::errc::file_missing);
    EXPECT_THAT(message, HasSubstr(in("none").string()));
    EXPECT_EQ(error_of([&] { static_cast<void>(disk_.list(in("none"))); }).first, kith::errc::file_missing);
}

TEST_F(disk, a_folder_is_no_file_to_read) {
    const auto [code, message] = error_of([&] { static_cast<void>(disk_.read(folder_)); });
    EXPECT_EQ(code, kith::errc::file_unreadable);
    EXPECT_THAT(message, HasSubstr("name a file in that folder"));
}

TEST_F(disk, a_file_in_a_missing_folder_is_a_clear_error) {
    const auto [code, message] = error_of([&] { replace(in("none") / "world", "new"); });
    EXPECT_EQ(code, kith::errc::file_unwritable);
    EXPECT_THAT(message, HasSubstr("create the folder first"));
}

TEST_F(disk, a_folder_is_not_replaced_by_a_file) {
    fs::create_directory(in("world"));
    EXPECT_EQ(error_of([&] { replace(in("world"), "new"); }).first, kith::errc::file_unwritable);
    EXPECT_THAT(disk_.list(folder_), ElementsAre("world"));
}

TEST_F(disk, a_full_disk_is_a_clear_error) {
    if (!fs::exists("/dev/full")) return;
    const auto out = disk_.create("/dev/full", in("none"));
    const auto [code, message] = error_of([&] { out->append("new", 3); });
    EXPECT_EQ(code, kith::errc::file_unwritable);
    EXPECT_THAT(message, HasSubstr("free space"));
}

TEST_F(disk, a_file_has_one_writer) {
    file::replacement first(disk_, in("world"));
    const auto [code, message] = error_of([&] { file::replacement(disk_, in("world")); });
    EXPECT_EQ(code, kith::errc::file_unwritable);
    EXPECT_THAT(message, HasSubstr("another program is writing it"));
    first.content().append("first", 5);
    first.commit();
    EXPECT_EQ(content(in("world")), "first");
    EXPECT_THAT(disk_.list(folder_), ElementsAre("world"));
}

TEST_F(disk, what_a_dead_program_left_is_no_hindrance) {
    std::ofstream(in("world.new")) << "half of a file that was longer than the new one";
    replace(in("world"), "new");
    EXPECT_EQ(content(in("world")), "new");
    EXPECT_THAT(disk_.list(folder_), ElementsAre("world"));
}

TEST_F(disk, a_replaced_file_keeps_its_access_rights) {
    replace(in("world"), "old");
    const auto secret = fs::perms::owner_read | fs::perms::owner_write;
    fs::permissions(in("world"), secret);
    replace(in("world"), "new");
    EXPECT_EQ(fs::status(in("world")).permissions(), secret);
}

TEST_F(disk, a_link_stays_and_its_target_is_replaced) {
    replace(in("world"), "old");
    fs::create_symlink("world", in("link"));
    replace(in("link"), "new");
    EXPECT_TRUE(fs::is_symlink(in("link")));
    EXPECT_EQ(content(in("world")), "new");
}

TEST_F(disk, removing_what_is_not_there_is_no_error) { disk_.remove(in("none")); }

// Readers see the old or the new content, whole, while writers get in each other's way.
TEST_F(disk, writers_side_by_side_never_leave_a_mixture) {
    replace(in("world"), std::string(100'000, 'a'));
    std::atomic<int> written = 0;
    const auto write = [&](char letter) {
        for (int i = 0; i < 20; ++i)
            if (error_of([&] { replace(in("world"), std::string(100'000, letter)); }).first == kith::errc{})
                ++written;
    };
    std::thread first(write, 'b');
    std::thread second(write, 'c');
    for (int i = 0; i < 50; ++i) {
        const std::string seen = content(in("world"));
        ASSERT_EQ(seen.size(), 100'000U);
        ASSERT_EQ(seen.find_first_not_of(seen[0]), std::string::npos);
    }
    first.join();
    second.join();
    EXPECT_GE(written, 1);
    EXPECT_THAT(disk_.list(folder_), ElementsAre("world"));
}

}  // namespace

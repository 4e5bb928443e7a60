#include <kith/base/error.hpp>
#include <kith/storage/file/simulated_disk.hpp>

#include <gmock/gmock.h>

namespace {

using kith::storage::file::simulated_disk;
using testing::ElementsAre;

void write(simulated_disk& disk, const char* path, std::string_view content) {
    disk.create(path, path)->append(content.data(), content.size());
}

TEST(simulated_disk, a_file_holds_what_was_appended_and_overwritten) {
    simulated_disk disk;
    const auto out = disk.create("a/file", "a/file");
    out->append("one two", 7);
    out->overwrite(4, "six", 3);
    EXPECT_EQ(disk.content("a/file"), "one six");
    const auto read = disk.read("a/file");
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(read.data.get()), read.size), "one six");
}

TEST(simulated_disk, a_missing_file_is_a_clear_error) {
    const simulated_disk disk;
    EXPECT_FALSE(disk.exists("none"));
    try {
        static_cast<void>(disk.read("none"));
        FAIL();
    } catch (const kith::storage_error& reason) {
        EXPECT_EQ(reason.code(), kith::errc::file_missing);
        EXPECT_THAT(reason.what(), testing::HasSubstr("none"));
    }
}

TEST(simulated_disk, names_are_listed_in_order) {
    simulated_disk disk;
    write(disk, "a/two", "2");
    write(disk, "a/one", "1");
    write(disk, "b/three", "3");
    EXPECT_THAT(disk.list("a"), ElementsAre("one", "two"));
    disk.remove("a/one");
    disk.remove("a/one");
    EXPECT_THAT(disk.list("a"), ElementsAre("two"));
}

TEST(simulated_disk, a_file_has_one_writer) {
    simulated_disk disk;
    const auto first = disk.create("file", "file");
    EXPECT_THROW(static_cast<void>(disk.create("file", "file")), kith::storage_error);
}

TEST(simulated_disk, a_power_loss_takes_what_was_not_synced) {
    simulated_disk disk;
    {
        const auto out = disk.create("file", "file");
        out->append("safe", 4);
        out->sync();
        disk.sync_folder("");
        out->append(" lost", 5);
    }
    disk.lose_power_after(0, simulated_disk::names::lost);
    EXPECT_THROW(disk.rename("file", "other"), kith::storage_error);
    EXPECT_THROW(disk.sync_folder(""), kith::storage_error);
    disk.restore_power();
    EXPECT_EQ(disk.content("file"), "safe");
    EXPECT_FALSE(disk.exists("other"));
}

TEST(simulated_disk, a_power_loss_may_spare_names_but_not_content) {
    simulated_disk disk;
    write(disk, "file", "lost");
    disk.lose_power_after(0, simulated_disk::names::kept);
    EXPECT_THROW(disk.sync_folder(""), kith::storage_error);
    disk.restore_power();
    EXPECT_TRUE(disk.exists("file"));
    EXPECT_EQ(disk.content("file"), "");
}

TEST(simulated_disk, one_step_can_be_made_to_fail) {
    simulated_disk disk;
    disk.fail_after(1);
    const auto out = disk.create("file", "file");
    EXPECT_THROW(out->append("half", 4), kith::storage_error);
    out->append("!", 1);
    EXPECT_EQ(disk.content("file"), "ha!");
    EXPECT_EQ(disk.steps(), 3U);
}

}  // namespace

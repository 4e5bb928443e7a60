#include <kith/base/error.hpp>
#include <kith/storage/file/replacement.hpp>
#include <kith/storage/file/simulated_disk.hpp>

#include <gmock/gmock.h>

namespace {

namespace file = kith::storage::file;
using file::simulated_disk;
using testing::ElementsAre;

void replace(simulated_disk& disk, std::string_view content,
             file::durability how = file::durability::synced) {
    file::replacement replaced(disk, "folder/world");
    replaced.content().append("?", 1);
    replaced.content().append(content.data(), content.size());
    replaced.content().overwrite(0, "=", 1);
    replaced.commit(how);
}

TEST(replacement, a_file_is_replaced_as_a_whole) {
    simulated_disk disk;
    replace(disk, "old");
    EXPECT_EQ(disk.content("folder/world"), "=old");
    replace(disk, "new one");
    EXPECT_EQ(disk.content("folder/world"), "=new one");
    EXPECT_THAT(disk.list("folder"), ElementsAre("world"));
}

TEST(replacement, nothing_happens_without_commit) {
    simulated_disk disk;
    replace(disk, "old");
    {
        file::replacement replaced(disk, "folder/world");
        replaced.content().append("new", 3);
    }
    EXPECT_EQ(disk.content("folder/world"), "=old");
    EXPECT_THAT(disk.list("folder"), ElementsAre("world"));
}

TEST(replacement, two_writers_of_one_file_do_not_mix) {
    simulated_disk disk;
    file::replacement first(disk, "folder/world");
    EXPECT_THROW(file::replacement(disk, "folder/world"), kith::storage_error);
    first.content().append("first", 5);
    first.commit();
    EXPECT_EQ(disk.content("folder/world"), "first");
}

TEST(replacement, a_step_that_fails_leaves_the_old_file_and_nothing_beside_it) {
    std::size_t failed = 0;
    for (std::size_t step = 0;; ++step) {
        SCOPED_TRACE(step);
        simulated_disk disk;
        disk.put("folder/world", "=old");
        disk.fail_after(step);
        try {
            replace(disk, "new");
        } catch (const kith::storage_error& reason) {
            ++failed;
            EXPECT_EQ(reason.code(), kith::errc::file_unwritable);
            // Only the last step, making the names safe, comes after the new file has its name.
            EXPECT_EQ(disk.content("folder/world"), step == 6 ? "=new" : "=old");
            EXPECT_THAT(disk.list("folder"), ElementsAre("world"));
            continue;
        }
        EXPECT_EQ(disk.content("folder/world"), "=new");
        break;
    }
    EXPECT_EQ(failed, 7U);  // create, append twice, overwrite, sync, rename, sync the folder
}

TEST(replacement, a_power_loss_at_any_step_leaves_the_old_or_the_new_file) {
    for (const auto names : {simulated_disk::names::lost, simulated_disk::names::kept}) {
        for (std::size_t step = 0;; ++step) {
            SCOPED_TRACE(step);
            simulated_disk disk;
            disk.put("folder/world", "=old");
            disk.lose_power_after(step, names);
            bool succeeded = true;
            try {
                replace(disk, "new");
            } catch (const kith::storage_error&) {
                succeeded = false;
            }
            disk.restore_power();
            const std::string content = disk.content("folder/world");
            EXPECT_TRUE(content == "=old" || content == "=new") << content;
            // What a dead program left beside it is no hindrance.
            replace(disk, "newest");
            EXPECT_EQ(disk.content("folder/world"), "=newest");
            EXPECT_THAT(disk.list("folder"), ElementsAre("world"));
            if (succeeded) break;
        }
    }
}

TEST(replacement, a_replaced_file_survives_a_power_loss_when_synced) {
    simulated_disk disk;
    disk.put("folder/world", "=old");
    replace(disk, "new");
    disk.lose_power_after(0, simulated_disk::names::lost);
    EXPECT_THROW(disk.sync_folder("folder"), kith::storage_error);
    disk.restore_power();
    EXPECT_EQ(disk.content("folder/world"), "=new");
}

TEST(replacement, renamed_only_takes_no_syncs) {
    simulated_disk disk;
    replace(disk, "new", file::durability::renamed);
    EXPECT_EQ(disk.steps(), 5U);
    EXPECT_EQ(disk.content("folder/world"), "=new");
}

}  // namespace

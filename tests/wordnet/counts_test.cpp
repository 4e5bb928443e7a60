#include "made_files.hpp"
#include "wordnet/counts.hpp"
#include "wordnet/loader.hpp"
#include "wordnet/models.hpp"

#include <gmock/gmock.h>

namespace {

using namespace wordnet;
using wordnet_tests::made_files;
using wordnet_tests::temporary_folder;

TEST(counts, published_pointers_add_up) {
    EXPECT_EQ(pointer_meanings().size(), pointer_kinds);
    EXPECT_EQ(published_counts().all_pointers(), 377'592U);
}

TEST(counts, are_the_same_in_files_graph_and_database) {
    const temporary_folder folder;
    made_files{}.write(folder.path());
    const auto files = dictionary::read(folder.path());
    kith::graph graph(models);
    load(graph, files);
    kith::storage::sqlite database(":memory:");
    database.flush(graph);
    const auto in_files = count(files.records());
    EXPECT_EQ(in_files.words, 20U);
    EXPECT_EQ(in_files.synsets, 15U);
    EXPECT_EQ(in_files.senses, 21U);
    EXPECT_EQ(in_files.all_pointers(), 26U);
    EXPECT_EQ(in_files.of(pointer_kind::derivation), 3U);
    EXPECT_EQ(differences(in_files, "the files", count(graph), "the graph"), "");
    EXPECT_EQ(differences(in_files, "the files", count(database), "the database"), "");
}

TEST(counts, differences_are_named_line_by_line) {
    auto fewer = published_counts();
    --fewer.words;
    fewer.pointers[static_cast<std::size_t>(pointer_kind::hyponym)] -= 89;
    EXPECT_EQ(differences(published_counts(), "the files", fewer, "the graph"),
              "words: 147,306 in the files, 147,305 in the graph\n"
              "hyponym: 89,089 in the files, 89,000 in the graph\n");
}

TEST(counts, numbers_are_grouped_by_thousands) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1'000), "1,000");
    EXPECT_EQ(grouped(1'234'567), "1,234,567");
}

}  // namespace

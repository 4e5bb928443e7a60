#include "snapshot/forge.hpp"
#include "snapshot/world.hpp"

#include <gmock/gmock.h>

#include <limits>

namespace {

using namespace world;
using kith::errc;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::uint32_t schema_section = 1;
constexpr std::uint32_t rows_section = 2;
constexpr std::uint32_t column_section = 3;
constexpr std::uint32_t links_section = 4;

/// Small, and with everything in it that a file can hold.
std::vector<kith::schema::type> small_types() {
    auto types = society();
    types.push_back(type("Thing", field("flag", kind::boolean), field("maybe", kind::int16, true),
                         field("list", kind::boxed), field("note", kind::text, true)));
    return types;
}

void fill_small(graph& in) {
    const auto ana = in.add_named("Person", "Ana");
    const auto bo = in.add_named("Person", "Bo of a name that is long");
    const auto club = in.add_named("Club", "chess");
    const auto tag = in.add("Tag");
    in.link("Person", "friends", ana, bo);
    in.link("Person", "friends", bo, ana);
    in.link("Person", "clubs", ana, club);
    in.link("Person", "clubs", bo, club);
    in.link("Person", "children", ana, bo);
    in.link("Person", "spouse", ana, bo);
    in.link("Person", "tags", ana, tag);
    in.link("Person", "badges", bo, tag);
    in.link("Person", "toys", bo, in.add("Toy"));
    in.set("Person", "age", ana, std::int32_t{30});
    for (int i = 0; i < 3; ++i) {
        const auto thing = in.add("Thing");
        const numbers list(static_cast<std::size_t>(i), 7);
        in.set_boxed(in.at("Thing"), in.column("Thing", "list"), thing, &list);
        if (i == 1) in.set("Thing", "maybe", thing, std::int16_t{-1});
        if (i != 1) in.set_text(in.at("Thing"), in.column("Thing", "note"), thing, "note");
    }
}

class damage : public testing::Test {
protected:
    damage() : graph_(small_types()) {
        graph before(small_types());
        fill_small(before);
        file_ = saved(before);
    }

    void expect_refused(const std::string& bytes, errc code, const char* word) {
        const refusal found = load_fails(graph_, bytes);
        EXPECT_STREQ(kith::name_of(found.code), kith::name_of(code)) << found.message;
        EXPECT_THAT(found.message, HasSubstr(word));
        EXPECT_THAT(found.message, HasSubstr("world.kith"));
        EXPECT_TRUE(found.unchanged);
    }

    graph graph_;
    std::string file_;
};

TEST_F(damage, the_file_itself_is_sound) {
    EXPECT_EQ(forged::of(file_).bytes(), file_);
    load(graph_, file_);
    EXPECT_EQ(saved(graph_), file_);
}

TEST_F(damage, any_byte_that_is_altered_is_noticed) {
    for (std::size_t at = 0; at < file_.size(); ++at) {
        for (const unsigned change : {0x01U, 0x80U, 0xFFU}) {
            std::string altered = file_;
            altered[at] = static_cast<char>(static_cast<unsigned char>(altered[at]) ^ change);
            const refusal found = load_fails(graph_, altered);
            ASSERT_EQ(found.code, at < 8 ? errc::not_a_snapshot : errc::snapshot_damaged)
                << at << found.message;
            ASSERT_TRUE(found.unchanged) << at;
        }
    }
}

TEST_F(damage, a_file_cut_short_anywhere_is_truncated) {
    for (std::size_t size = 0; size < file_.size(); ++size) {
        const refusal found = load_fails(graph_, file_.substr(0, size));
        ASSERT_EQ(found.code, errc::snapshot_truncated) << size << found.message;
        ASSERT_TRUE(found.unchanged) << size;
    }
    expect_refused(file_.substr(0, 100), errc::snapshot_truncated, "ends after 100 of");
}

TEST_F(damage, bytes_after_the_end_are_noticed) {
    expect_refused(file_ + "x", errc::snapshot_damaged, "1 bytes after its end");
}

TEST_F(damage, a_newer_version_is_told_apart) {
    forged file = forged::of(file_);
    file.version = 2;
    expect_refused(file.bytes(), errc::snapshot_newer, "of version 2");
    file.version = 0;
    expect_refused(file.bytes(), errc::snapshot_damaged, "version 0");
}

TEST_F(damage, another_kind_of_file_is_told_apart) {
    expect_refused("SQLite format 3", errc::not_a_snapshot, "no kith snapshot");
    expect_refused("x", errc::not_a_snapshot, "no kith snapshot");
    expect_refused("\x89kith\n\x1A and more, its line ends changed by a transfer", errc::not_a_snapshot,
                   "no kith snapshot");
}

TEST_F(damage, a_missing_file_is_told_apart) {
    const kith::storage::file::simulated_disk disk;
    try {
        kith::storage::snapshot::load(graph_, disk, "none.kith");
        FAIL();
    } catch (const kith::storage_error& reason) {
        EXPECT_EQ(reason.code(), errc::file_missing);
    }
    EXPECT_TRUE(graph_.check().empty());
}

// From here on the checksums are right, and what they vouch for is not.

TEST_F(damage, absurd_lengths_are_refused_before_they_are_used) {
    forged file = forged::of(file_);
    forged::write(file.at(rows_section, 0).payload, 8, std::uint64_t{0xFFFF'FFFE});
    expect_refused(file.bytes(), errc::snapshot_damaged, "\"rows Person\"");
    forged::write(file.at(rows_section, 0).payload, 8, std::numeric_limits<std::uint64_t>::max());
    expect_refused(file.bytes(), errc::snapshot_damaged, "more than a type can have");

    file = forged::of(file_);
    forged::write(file.at(column_section, 0, 0).payload, 0, std::uint32_t{0x3FFF'FFFF});
    expect_refused(file.bytes(), errc::snapshot_damaged, "\"column Person.name\" speaks of");
    forged::write(file.at(column_section, 0, 0).payload, 0, std::uint32_t{0xFFFF'FFFF});
    expect_refused(file.bytes(), errc::snapshot_damaged, "\"column Person.name\"");

    file = forged::of(file_);
    forged::write(file.at(links_section, 0).payload, 0, std::uint32_t{0xFFFF'FFFF});
    expect_refused(file.bytes(), errc::snapshot_damaged, "\"links Person.children\" speaks of");

    file = forged::of(file_);
    forged::write(file.at(schema_section, 0xFFFF'FFFF).payload, 0, std::uint32_t{0x7FFF'FFFF});
    expect_refused(file.bytes(), errc::snapshot_damaged, "\"schema\" speaks of");
}

TEST_F(damage, numbers_of_rows_that_are_not_there_are_refused) {
    graph probe(small_types());
    for (std::uint32_t relation = 0; relation < probe.catalog().relations.size(); ++relation) {
        for (const std::uint32_t number : {3U, 0xFFFF'FFFFU}) {
            forged file = forged::of(file_);
            std::string& links = file.at(links_section, relation).payload;
            for (std::size_t at = 8; at + 4 <= links.size(); at += 4) {
                const auto before = forged::read<std::uint32_t>(links, at);
                if (before == 0) continue;
                forged::write(links, at, number);
                EXPECT_EQ(load_fails(graph_, file.bytes()).code, errc::snapshot_damaged)
                    << relation << ' ' << at;
                forged::write(links, at, before);
            }
        }
    }
}

TEST_F(damage, ids_that_clash_are_refused) {
    forged file = forged::of(file_);
    std::string& rows = file.at(rows_section, 0).payload;
    rows.resize(24);
    forged::write(rows, 16, std::uint64_t{0});
    const auto with_ids = [&](std::uint64_t first, std::uint64_t second) {
        rows.resize(24);
        forged::append(rows, first);
        forged::append(rows, second);
        return file.bytes();
    };
    expect_refused(with_ids(2, 2), errc::snapshot_damaged, "an id twice");
    expect_refused(with_ids(1, 0), errc::snapshot_damaged, "an id twice");
    expect_refused(with_ids(1, 3), errc::snapshot_damaged, "not below the next id");
    forged::write(rows, 0, std::numeric_limits<std::uint64_t>::max());
    expect_refused(with_ids(1, 2), errc::snapshot_damaged, "past 2^63-1");
    forged::write(rows, 0, kith::max_id + 1);
    expect_refused(with_ids(1'000'000'000'000, 1'000'000'000'000), errc::snapshot_damaged, "an id twice");
    load(graph_, with_ids(1'000'000'000'000, 7));
    EXPECT_THAT(graph_.check(), IsEmpty());
    EXPECT_THAT(graph_.ids("Person"), testing::ElementsAre(1'000'000'000'000, 7));
}

TEST_F(damage, a_truth_value_must_be_true_or_false) {
    forged file = forged::of(file_);
    file.at(column_section, 4, 0).payload[1] = 2;
    expect_refused(file.bytes(), errc::snapshot_damaged, "neither true nor false");
}

TEST_F(damage, a_boxed_value_that_its_type_cannot_read_is_refused) {
    forged file = forged::of(file_);
    std::string& boxed = file.at(column_section, 4, 2).payload;
    boxed[boxed.find("#\x07\x07") + 1] = '\xFF';
    expect_refused(file.bytes(), errc::snapshot_damaged, "255 is too much");
}

TEST_F(damage, two_relationships_cannot_be_one) {
    forged file = forged::of(file_);
    std::string& schema = file.at(schema_section, 0xFFFF'FFFF).payload;
    graph probe(small_types());
    // A relationship takes 18 bytes at the end of the section: the one before `rooms` becomes `rooms` too.
    const std::size_t relations = probe.catalog().relations.size();
    std::size_t end = schema.size();
    while (forged::read<std::uint32_t>(schema, end - relations * 18 - 4) != relations) --end;
    const auto find = [&](std::uint32_t number) { return end - (relations - number) * 18; };
    schema.replace(find(3), 18, schema.substr(find(4), 18));
    file.sections[file.sections.size() - relations + 3].payload =
        file.sections[file.sections.size() - relations + 4].payload;
    EXPECT_THAT(load_fails(graph_, file.bytes()).code,
                AnyOf(errc::snapshot_mismatch, errc::snapshot_damaged));
}

// Every number in the file replaced by awkward ones: an error, or a graph that is sound. Nothing else.
TEST_F(damage, no_content_whatever_makes_an_unsound_graph) {
    const forged original = forged::of(file_);
    std::size_t accepted = 0;
    std::size_t refused = 0;
    auto target = std::make_unique<graph>(small_types());
    const auto attempt = [&](const forged& file) {
        try {
            load(*target, file.bytes());
        } catch (const kith::error& reason) {
            ASSERT_THAT(reason.code(), AnyOf(errc::snapshot_damaged, errc::snapshot_mismatch))
                << reason.what();
            ASSERT_TRUE(target->empty());
            ++refused;
            return;
        }
        ASSERT_THAT(target->check(), IsEmpty());
        ++accepted;
        target = std::make_unique<graph>(small_types());
    };
    for (std::size_t i = 0; i < original.sections.size(); ++i) {
        SCOPED_TRACE(i);
        forged file = original;
        std::string& payload = file.sections[i].payload;
        for (std::size_t at = 0; at + 4 <= payload.size(); at += i == 0 ? 1 : 4) {
            for (const std::uint32_t number : {0U, 1U, 2U, 0xFFU, 0x8000'0000U, 0xFFFF'FFFFU}) {
                forged::write(payload, at, number);
                ASSERT_NO_FATAL_FAILURE(attempt(file)) << at << ' ' << number;
                payload = original.sections[i].payload;
            }
        }
        for (const std::size_t size :
             {std::size_t{0}, payload.size() / 16 * 8, payload.size() + 8, payload.size() + 64}) {
            payload.resize(size);
            ASSERT_NO_FATAL_FAILURE(attempt(file)) << size;
            payload = original.sections[i].payload;
        }
    }
    EXPECT_GT(accepted, 50U);
    EXPECT_GT(refused, 1000U);
}

TEST_F(damage, sections_must_be_those_of_the_schema) {
    for (std::size_t i = 0; i < forged::of(file_).sections.size(); ++i) {
        SCOPED_TRACE(i);
        forged file = forged::of(file_);
        file.sections[i].kind = 5;
        expect_refused(file.bytes(), errc::snapshot_damaged, "sections");
        file = forged::of(file_);
        file.sections[i].zero = 1;
        expect_refused(file.bytes(), errc::snapshot_damaged, "sections");
        file = forged::of(file_);
        file.sections.erase(file.sections.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_EQ(load_fails(graph_, file.bytes()).code, errc::snapshot_damaged);
        file.sections.insert(file.sections.begin(), forged::of(file_).sections[i]);
        if (i != 0) {
            EXPECT_EQ(load_fails(graph_, file.bytes()).code, errc::snapshot_damaged);
        }
    }
    forged file = forged::of(file_);
    file.sections.clear();
    expect_refused(file.bytes(), errc::snapshot_damaged, "0 sections");
}

TEST_F(damage, a_schema_that_contradicts_itself_is_not_read) {
    forged file = forged::of(file_);
    std::string& schema = file.at(schema_section, 0xFFFF'FFFF).payload;
    const auto at = schema.find("friend_of");
    schema.replace(at, 9, "friend_no");  // the counterpart that friends names is no member now
    kith::storage::file::simulated_disk disk;
    disk.put("world.kith", file.bytes());
    try {
        static_cast<void>(kith::storage::snapshot::read_schema(disk, "world.kith"));
        FAIL();
    } catch (const kith::storage_error& reason) {
        EXPECT_EQ(reason.code(), errc::snapshot_damaged);
        EXPECT_THAT(reason.what(), HasSubstr("friend_no"));
    }
}

}  // namespace

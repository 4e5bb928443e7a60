#include "demo.hpp"

#include "cost_table.hpp"
#include "counts.hpp"
#include "loader.hpp"
#include "models.hpp"
#include "progress_bar.hpp"
#include "walks.hpp"
#include "world_folder.hpp"

#include <kith/storage/snapshot.hpp>
#include <kith/storage/sqlite.hpp>

#include <iomanip>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace wordnet {
namespace {

namespace storage = kith::storage;

void require(bool holds, const std::string& otherwise) {
    if (!holds) throw std::runtime_error(otherwise);
}

class demo {
public:
    demo(const demo_options& options, std::ostream& out)
        : options_(options), out_(out), world_(options.out) {}

    void run() {
        build();
        show_counts();
        show_synonyms();
        walk_up();
        walk_down();
        erase_and_roll_back();
        save_and_load();
        flush();
        out_ << '\n';
        if (!options_.quiet) out_ << costs_;
    }

private:
    void build() {
        dictionary files;
        costs_.measure("read the data files", [&] {
            files = dictionary::read(options_.folder, bar("Reading", dictionary::bytes(options_.folder)));
            return files.records().synsets.size();
        });
        in_files_ = count(files.records());
        costs_.measure("build the graph", [&] {
            load(graph_, files, bar("Building", files.records().synsets.size() * 2));
            return rows();
        });
        costs_.measure("count through the graph", [&] {
            in_graph_ = count(graph_);
            return rows();
        });
        costs_.measure("check all invariants", [&] {
            for (const auto& broken : graph_.check()) throw std::runtime_error(broken);
            return rows();
        });
        costs_.measure("digest", [&] {
            digest_ = graph_.digest();
            return rows();
        });
        word_ = find_word(graph_, options_.word);
        require(bool(word_), "the word \"" + options_.word + "\" is not in " + options_.folder.string());
    }

    void show_counts() {
        print_count("words", in_files_.words, in_graph_.words);
        print_count("synsets", in_files_.synsets, in_graph_.synsets);
        print_count("senses", in_files_.senses, in_graph_.senses);
        print_count("pointers", in_files_.all_pointers(), in_graph_.all_pointers());
        for (const auto& meaning : pointer_meanings())
            print_count("  " + std::string(meaning.symbol) + std::string(3 - meaning.symbol.size(), ' ') +
                            std::string(meaning.name),
                        in_files_.of(meaning.kind), in_graph_.of(meaning.kind));
        require_equal(in_graph_, "the graph");
        out_ << (in_files_ == published_counts() ? "These are the numbers of WordNet 3.0.\n"
                                                 : "These are not the numbers of WordNet 3.0.\n");
    }

    void show_synonyms() {
        out_ << "\nSynonyms of \"" << word_.text()
             << "\", through the proxies Word.synsets and Synset.words:\n";
        costs_.measure("synonyms of a word", [&] {
            std::size_t met = 0;
            for (const auto synset : word_.synsets()) {
                out_ << "  " << lexicographer_files[synset.lexicographer_file()] << ": " << words_of(synset)
                     << '\n';
                met += synset.words().size();
            }
            return met;
        });
    }

    void walk_up() {
        const auto start = word_.synsets().front();
        std::vector<kith::ref<Synset>> path;
        costs_.measure("walk up to the root", [&] { return (path = path_to_root(start)).size(); });
        out_ << "\nFrom \"" << word_.text() << "\" over its hypernyms to the root:\n";
        for (std::size_t depth = 0; depth < path.size(); ++depth)
            out_ << std::string(2 * depth + 2, ' ') << words_of(path[depth]) << '\n';
    }

    void walk_down() {
        const auto entity = find_word(graph_, "entity");
        require(bool(entity), "the word \"entity\" is not in " + options_.folder.string());
        const auto top = entity.synsets().front();
        descendants below;
        costs_.measure("walk over all below entity", [&] {
            below = walk_below(top);
            return below.hyponyms + below.instances;
        });
        const auto nouns =
            graph_.query<Synset>().where(kith::field<&Synset::part> == part_of_speech::noun).count();
        out_ << "\nBelow \"entity\": " << grouped(below.hyponyms) << " hyponyms and "
             << grouped(below.instances) << " instances, " << below.levels << " levels deep, of "
             << grouped(nouns) << " noun synsets.\n";
    }

    void erase_and_roll_back() {
        const auto victim = word_.synsets().front();
        out_ << "\nErasing the synset \"" << words_of(victim) << "\":\n";
        const auto words = victim.words().all();
        const auto before = rows_by_type();
        const auto start = graph_.mark();
        costs_.measure("erase a synset", [&] {
            graph_.erase(victim);
            return before.all() - rows_by_type().all();
        });
        const auto after = rows_by_type();
        out_ << "  gone with it: " << before.senses - after.senses << " senses, "
             << before.relations - after.relations << " relations of theirs\n";
        show_lost_pointers(count(graph_));
        show_words_left(words);
        require(graph_.check().empty(), "the graph is not sound after an erase");
        costs_.measure("roll back", [&] {
            graph_.rollback(start);
            return rows_by_type().all() - after.all();
        });
        require(graph_.digest() == digest_, "rolling back did not bring everything back");
        require_equal(count(graph_), "the graph that was rolled back");
        out_ << "Rolled back: the digest is what it was.\n";
    }

    void show_lost_pointers(const counts& left) {
        out_ << "  pointers gone: " << in_graph_.all_pointers() - left.all_pointers();
        const char* separator = " (";
        for (const auto& meaning : pointer_meanings())
            if (const auto lost = in_graph_.of(meaning.kind) - left.of(meaning.kind); lost != 0) {
                out_ << separator << lost << ' ' << meaning.name;
                separator = ", ";
            }
        out_ << (*separator == ',' ? ")\n" : "\n");
    }

    void show_words_left(const std::vector<kith::ref<Word>>& words) {
        out_ << "  its words stay:";
        for (const auto& word : words)
            out_ << (word == words.front() ? " \"" : ", \"") << word.text() << "\" with "
                 << word.senses().size();
        out_ << " senses left\n";
    }

    void save_and_load() {
        const auto file = world_.snapshot();
        costs_.measure(
            "save a snapshot",
            [&] {
                storage::snapshot::save(graph_, file);
                return rows();
            },
            file);
        kith::graph loaded(models);
        costs_.measure(
            "load it into a fresh graph",
            [&] {
                storage::snapshot::load(loaded, file);
                return rows();
            },
            file);
        require(loaded.digest() == digest_, "the graph loaded from the snapshot has another digest");
        require(loaded.check().empty(), "the graph loaded from the snapshot is not sound");
        out_ << "\nSaved a snapshot and loaded it into a fresh graph: the digest is the same.\n";
    }

    void flush() {
        const auto file = world_.database();
        storage::sqlite database(file);
        costs_.measure(
            "flush to SQLite",
            [&] {
                const auto written = database.flush(graph_);
                return written.inserted + written.linked;
            },
            file);
        costs_.measure("count with SQL", [&] {
            require_equal(count(database), "the database");
            return rows();
        });
        out_ << "\nFlushed to SQLite: SQL counts the same numbers.\n";
        kith::graph loaded(models);
        costs_.measure(
            "load SQLite into a fresh graph",
            [&] {
                storage::sqlite(file).load(loaded);
                return rows();
            },
            file);
        require(loaded.digest() == digest_, "the graph loaded from the database has another digest");
        require(loaded.check().empty(), "the graph loaded from the database is not sound");
        out_ << "Loaded it into a fresh graph: the digest is the same.\n";
        flush_changes(database);
    }

    // The same erase again, and its undoing.
    void flush_changes(storage::sqlite& database) {
        out_ << "A flush writes what changed since the last one:\n";
        const auto start = graph_.mark();
        graph_.erase(word_.synsets().front());
        flush_change(database, "flush an erase");
        graph_.rollback(start);
        flush_change(database, "flush its roll back");
        require_equal(count(database), "the database after the roll back");
    }

    void flush_change(storage::sqlite& database, const char* what) {
        storage::flush_counts written;
        costs_.measure(what, [&] {
            written = database.flush(graph_);
            return written.inserted + written.deleted + written.linked + written.unlinked;
        });
        out_ << "  " << what << ": rows " << written.inserted << " in, " << written.deleted << " out; pairs "
             << written.linked << " in, " << written.unlinked << " out\n";
    }

    struct row_counts {
        std::size_t words;
        std::size_t synsets;
        std::size_t senses;
        std::size_t relations;
        [[nodiscard]] std::size_t all() const noexcept { return words + synsets + senses + relations; }
    };
    [[nodiscard]] row_counts rows_by_type() {
        return {graph_.count<Word>(), graph_.count<Synset>(), graph_.count<Sense>(),
                graph_.count<Relation>()};
    }
    [[nodiscard]] std::size_t rows() { return rows_by_type().all(); }

    [[nodiscard]] progress bar(const char* title, std::size_t expected) const {
        return progress_bar(options_.progress && !options_.quiet, title, expected);
    }

    void print_count(const std::string& what, std::uint64_t files, std::uint64_t graph) {
        if (what == "words") out_ << std::string(37, ' ') << "files     graph\n";
        out_ << std::left << std::setw(32) << what << std::right << std::setw(10) << grouped(files)
             << std::setw(10) << grouped(graph) << '\n';
    }

    void require_equal(const counts& found, const char* where) const {
        require(found == in_files_, "the numbers are not those of the files:\n" +
                                        differences(in_files_, "the files", found, where));
    }

    const demo_options& options_;
    std::ostream& out_;
    world_folder world_;
    cost_table costs_;
    kith::graph graph_{models};
    counts in_files_;
    counts in_graph_;
    std::uint64_t digest_ = 0;
    kith::ref<Word> word_;
};

}  // namespace

void run_demo(const demo_options& options, std::ostream& out) { demo(options, out).run(); }

}  // namespace wordnet

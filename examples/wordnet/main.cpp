#include "demo.hpp"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
    wordnet::demo_options options;
    CLI::App app("Princeton WordNet as a living graph: reads it, walks it, changes it, saves it, flushes it "
                 "to SQLite.");
    app.add_option("--wordnet", options.folder, "folder with data.noun, data.verb, data.adj and data.adv")
        ->type_name("DIR")
        ->capture_default_str();
    app.add_option("--word", options.word, "the word to look at")->type_name("WORD")->capture_default_str();
    app.add_option(
           "--out", options.out,
           "where wordnet.kith and wordnet.db are kept, in place of older ones; without it they go when the "
           "program ends")
        ->type_name("DIR");
    app.add_flag("--quiet", options.quiet, "no progress, and no table of what each step took");
    CLI11_PARSE(app, argc, argv);
    options.progress = ::isatty(STDERR_FILENO) != 0;
    try {
        wordnet::run_demo(options, std::cout);
    } catch (const std::exception& error) {
        std::cout.flush();
        std::cerr << "wordnet: " << error.what() << '\n';
        return 1;
    }
    return 0;
}

#pragma once

#include "oracle/kith_side.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <sstream>

namespace oracle {

/// SQLAlchemy in a process of its own (other_side/main.py), which lives as long as this object.
class sqlalchemy_side {
public:
    /// Throws std::runtime_error when Python or SQLAlchemy is missing.
    sqlalchemy_side() {
        std::signal(SIGPIPE, SIG_IGN);  // its end is seen when its answer is read
        const auto script = std::filesystem::path(__FILE__).parent_path() / "other_side" / "main.py";
        int to[2];
        int from[2];
        if (pipe(to) != 0 || pipe(from) != 0) throw std::runtime_error("no pipe to SQLAlchemy");
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, to[0], 0);
        posix_spawn_file_actions_adddup2(&actions, from[1], 1);
        for (const int each : {to[0], to[1], from[0], from[1]})
            posix_spawn_file_actions_addclose(&actions, each);
        std::string python = "/usr/bin/python3", dash = "-B", path = script.string();
        char* const arguments[] = {python.data(), dash.data(), path.data(), nullptr};
        const int failed = posix_spawn(&process_, python.c_str(), &actions, nullptr, arguments, environ);
        posix_spawn_file_actions_destroy(&actions);
        close(to[0]);
        close(from[1]);
        to_.reset(fdopen(to[1], "w"));
        from_.reset(fdopen(from[0], "r"));
        if (failed != 0) process_ = 0;
        if (failed != 0 || !read_line(version_))
            throw std::runtime_error(
                "SQLAlchemy does not run, so kith cannot be compared with it: install the Debian packages "
                "python3 "
                "and python3-sqlalchemy (apt-get install python3-sqlalchemy; ./run does so by itself)");
    }
    ~sqlalchemy_side() {
        to_.reset();  // it reads to the end of its input
        from_.reset();
        if (process_ != 0) waitpid(process_, nullptr, 0);
    }
    sqlalchemy_side(const sqlalchemy_side&) = delete;
    sqlalchemy_side& operator=(const sqlalchemy_side&) = delete;

    /// "SQLAlchemy 1.4.46"
    [[nodiscard]] const std::string& version() const noexcept { return version_; }
    /// How often each rule was used by which a step was done otherwise than it was written.
    [[nodiscard]] const std::map<std::string, std::size_t>& rules() const noexcept { return rules_; }
    void note_rule(const std::string& rule) { ++rules_[rule]; }

    /// Chooses the models of `of` from other_side/models.py. Requires it before the first program.
    void use(const schema& of) { use(of, of.name); }
    void use(const schema& of, const std::string& models) {
        if (in_use_ == &of && models_ == models) return;
        in_use_ = &of;
        models_ = models;
        std::string text = "schema " + models + "\n";
        for (const auto& type : of.catalog.types) {
            text += "show rows " + type.name + "\n";
            for (const auto& field : type.fields) text += "show cells " + type.name + " " + field.name + "\n";
        }
        for (const shown_pairs& each : of.pairs) {
            const auto& type = of.catalog.types[each.type];
            text += (each.ordered ? "show ordered " : "show pairs ") + type.name + " " +
                    type.ends[each.end].name + "\n";
        }
        write(text);
    }

    /// Runs a program from the empty state; an answer for each step.
    [[nodiscard]] std::vector<answer> run(const program& todo) {
        std::string text;
        for (const step& each : todo) text += text_of(each) + "\n";
        write(text + "run\n");
        std::vector<answer> out;
        std::string line;
        while (out.size() < todo.size()) {
            if (!read_line(line))
                throw std::runtime_error("SQLAlchemy's side ended: its reason stands above");
            std::istringstream fields(line);
            answer read;
            std::string rules;
            std::getline(fields, read.outcome, '\t');
            std::getline(fields, rules, '\t');
            std::getline(fields, read.state, '\t');
            std::istringstream numbers(rules);
            for (std::string rule; numbers >> rule;) note_rule(rule);
            if (read.state == "=") read.state = out.back().state;
            out.push_back(std::move(read));
        }
        return out;
    }

private:
    void write(const std::string& text) {
        std::fwrite(text.data(), 1, text.size(), to_.get());
        std::fflush(to_.get());
    }
    [[nodiscard]] bool read_line(std::string& out) {
        out.clear();
        for (int each = std::fgetc(from_.get()); each != '\n'; each = std::fgetc(from_.get())) {
            if (each == EOF) return false;
            out += static_cast<char>(each);
        }
        return true;
    }

    struct closes {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };
    pid_t process_ = 0;
    std::unique_ptr<std::FILE, closes> to_;
    std::unique_ptr<std::FILE, closes> from_;
    std::string version_;
    const schema* in_use_ = nullptr;
    std::string models_;
    std::map<std::string, std::size_t> rules_;
};

}  // namespace oracle

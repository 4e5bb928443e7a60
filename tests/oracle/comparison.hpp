#pragma once

#include "oracle/random_steps.hpp"
#include "oracle/sqlalchemy_side.hpp"

#include <iterator>
#include <optional>

namespace oracle {

/// The first step after which the two sides are not the same.
struct difference {
    std::size_t step;  ///< its index
    answer kith;
    answer sqlalchemy;
};

/// Runs programs of one schema on both sides.
class comparison {
public:
    comparison(sqlalchemy_side& other, const schema& of) : comparison(other, of, of.name) {}
    /// `models` are those of the other side: with others than the schema's own there are differences to find.
    comparison(sqlalchemy_side& other, const schema& of, std::string models)
        : other_(other), schema_(of), models_(std::move(models)) {}

    /// A random program, and where the sides differ.
    [[nodiscard]] std::pair<program, std::optional<difference>> run_random(std::uint64_t seed,
                                                                           std::size_t steps) {
        kith_side here(schema_);
        random_steps random(schema_, here.graph(), seed);
        program made;
        std::vector<answer> answers;
        while (made.size() < steps) {
            made.push_back(random.next());
            answers.push_back(here.perform(made.back()));
        }
        const auto found = compare(made, answers);
        return {std::move(made), found};
    }

    /// How many steps both sides have refused.
    [[nodiscard]] std::size_t refused() const noexcept { return refused_; }

    [[nodiscard]] std::optional<difference> run(const program& todo) {
        kith_side here(schema_);
        std::vector<answer> answers;
        for (const step& each : todo) answers.push_back(here.perform(each));
        return compare(todo, answers);
    }

    /// A program that differs of which nothing can be left out, made from one that does.
    [[nodiscard]] program shortest(program long_one, const difference& first) {
        last_ = first;
        long_one.resize(first.step + 1);
        for (bool smaller = true; smaller;) {
            smaller = leave_out_steps(long_one);
            for (std::size_t at = 0; at < long_one.size(); ++at)
                for (step& each : smaller_steps(long_one[at])) {
                    program attempt = long_one;
                    attempt[at] = std::move(each);
                    if (!keep_if_different(long_one, std::move(attempt))) continue;
                    smaller = true;
                    break;
                }
            for (std::size_t at = 0; at < long_one.size(); ++at)
                for (program& each : with_link_added(long_one, at))
                    if (keep_if_different(long_one, std::move(each))) {
                        smaller = true;
                        break;
                    }
        }
        return renumbered(std::move(long_one));
    }

    /// The shortest program and its difference, to read.
    [[nodiscard]] std::string report(const program& of) {
        std::string out = "schema " + schema_.name + ", " + other_.version() + ":\n";
        for (const step& each : of) out += "  " + text_of(each) + "\n";
        const auto side = [&](const char* name, const answer& said) {
            out += std::string(name) + said.outcome + "   " + said.state + "\n";
            if (!said.details.empty()) out += "            (" + said.details + ")\n";
        };
        side("kith:       ", last_.kith);
        side("SQLAlchemy: ", last_.sqlalchemy);
        return out;
    }

private:
    [[nodiscard]] std::optional<difference> compare(const program& todo, const std::vector<answer>& here) {
        other_.use(schema_, models_);
        const std::vector<answer> there = other_.run(todo);
        for (std::size_t i = 0; i < todo.size(); ++i) {
            // X16: SQLAlchemy cannot write rows that refer to each other in a circle; kith can, and a program
            // that goes there goes on alone.
            if (there[i].outcome == "circular" && here[i].cyclic) {
                other_.note_rule("X16");
                break;
            }
            if (here[i].outcome != there[i].outcome || here[i].state != there[i].state)
                return difference{i, here[i], there[i]};
            refused_ += here[i].outcome == "done" ? 0U : 1U;
        }
        return std::nullopt;
    }

    bool keep_if_different(program& known, program attempt) {
        auto found = run(attempt);
        if (!found) return false;
        last_ = std::move(*found);
        known = std::move(attempt);
        return true;
    }

    bool leave_out_steps(program& of) {
        bool smaller = false;
        for (std::size_t chunk = std::max<std::size_t>(of.size() / 2, 1); chunk != 0; chunk /= 2)
            for (std::size_t at = 0; at + chunk <= of.size();) {
                program attempt = of;
                const auto begin = attempt.begin() + static_cast<std::ptrdiff_t>(at);
                attempt.erase(begin, begin + static_cast<std::ptrdiff_t>(chunk));
                if (keep_if_different(of, std::move(attempt)))
                    smaller = true;
                else
                    at += chunk;
            }
        return smaller;
    }

    /// The program without a step that links two rows, one of which comes into being with that link.
    [[nodiscard]] std::vector<program> with_link_added(const program& of, std::size_t at) const {
        std::vector<program> out;
        const std::string& verb = of[at].front().verb;
        const bool links = verb == "link" || verb == "insert" || verb == "assign";
        if (of[at].size() != 1 || !links || of[at].front().others.size() != 1) return out;
        const call link = of[at].front();
        const auto attempt = [&](const std::string& type, key row, const std::string& member, key other) {
            program made = of;
            made.erase(made.begin() + static_cast<std::ptrdiff_t>(at));
            for (step& each : made) {
                call& first = each.front();
                if (first.verb != "add" || first.type != type || first.rows.front() != row) continue;
                first.given.emplace_back(member, std::vector<key>{other});
                out.push_back(std::move(made));
                return;
            }
        };
        const auto& end = *schema_.catalog.find(link.type)->find_end(link.member);
        attempt(link.type, link.rows.front(), link.member, link.others.front());
        if (!end.back.empty()) attempt(end.target, link.others.front(), end.back, link.rows.front());
        return out;
    }

    /// What is left of a step with one thing taken away.
    [[nodiscard]] static std::vector<step> smaller_steps(const step& of) {
        std::vector<step> out;
        const auto without = [](const auto& list, std::size_t n) {
            auto rest = list;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(n));
            return rest;
        };
        if (of.size() > 1)
            for (std::size_t c = 0; c < of.size(); ++c) out.push_back(without(of, c));
        for (std::size_t c = 0; c < of.size(); ++c) {
            const auto with = [&](const auto& change) {
                step made = of;
                change(made[c]);
                out.push_back(std::move(made));
            };
            for (std::size_t i = 0; i < of[c].given.size(); ++i) {
                with([&](call& each) { each.given = without(each.given, i); });
                const std::size_t members = of[c].given[i].second.size();
                for (std::size_t k = 0; members > 1 && k < members; ++k)
                    with([&](call& each) { each.given[i].second = without(each.given[i].second, k); });
            }
            for (std::size_t i = 0; i < of[c].cells.size(); ++i)
                with([&](call& each) { each.cells = without(each.cells, i); });
            for (std::size_t i = 0; of[c].verb == "erase" && of[c].rows.size() > 1 && i < of[c].rows.size();
                 ++i)
                with([&](call& each) { each.rows = without(each.rows, i); });
            const std::string& verb = of[c].verb;
            const bool several = verb == "assign" || verb == "proxy_assign" ||
                                 ((verb == "link" || verb == "insert") && of[c].others.size() > 1);
            for (std::size_t i = 0; several && i < of[c].others.size(); ++i)
                with([&](call& each) { each.others = without(each.others, i); });
        }
        return out;
    }

    /// The same program with the rows' ids for their numbers, if it differs so too.
    [[nodiscard]] program renumbered(program of) {
        kith_side here(schema_);
        for (const step& each : of) static_cast<void>(here.perform(each));
        const auto ids = here.numbers();
        bool known = true;
        const auto rename = [&](const std::string& type, std::vector<key>& numbers) {
            for (key& each : numbers) {
                const auto found = ids.find({type, each});
                known = known && found != ids.end();
                if (known) each = found->second;
            }
        };
        program out = of;
        for (step& each : out)
            for (call& one : each) {
                const auto target = [&](const std::string& member) {
                    const auto proxy = schema_.proxies.find({one.type, member});
                    return proxy != schema_.proxies.end()
                               ? proxy->second.far
                               : schema_.catalog.find(one.type)->find_end(member)->target;
                };
                rename(one.type, one.rows);
                if (one.verb != "set" && !one.member.empty() && !target(one.member).empty())
                    rename(target(one.member), one.others);
                for (auto& [member, members] : one.given) rename(target(member), members);
                if (!one.made.empty()) rename(schema_.proxies.at({one.type, one.member}).between, one.made);
            }
        auto found = known ? run(out) : std::nullopt;
        if (!found) return of;
        last_ = std::move(*found);
        return out;
    }

    sqlalchemy_side& other_;
    const schema& schema_;
    std::string models_;
    difference last_{};
    std::size_t refused_ = 0;
};

}  // namespace oracle

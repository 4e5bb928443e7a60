#!/usr/bin/env python3
"""Every lint must fail on a tree that breaks its rule, and stay quiet on one that does not.

usage: lint_test.py [CLANG_FORMAT]
"""
import pathlib
import sys
import tempfile
import unittest

import format as format_lint
import rooms
import rules
import sizes
import text

clang_format = sys.argv.pop(1) if len(sys.argv) > 1 else None


class lint_test(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, path, content=""):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(content, encoding="utf-8")

    def fails(self, lint, sentence):
        found = lint.problems(self.root)
        self.assertTrue(any(sentence in problem for problem in found), f"'{sentence}' is not in {found}")

    def passes(self, lint):
        self.assertEqual(lint.problems(self.root), [])


class rooms_test(lint_test):
    def test_a_room_includes_lower_rooms_and_standard_headers(self):
        self.write("engine/include/kith/base/error.hpp", "#include <boost/system/error_code.hpp>\n#include <cstdint>\n")
        self.write("engine/include/kith/memory/region.hpp", "#include <kith/base/error.hpp>\n")
        self.write("engine/src/memory/region.cpp", '#include "pages.hpp"\n#include <kith/memory/region.hpp>\n#include <sys/mman.h>\n')
        self.write("engine/src/memory/pages.hpp")
        self.write("engine/include/kith/graph.hpp", "#include <kith/memory/region.hpp>\n")
        self.write("storage/src/sqlite/sqlite.cpp", "#include <kith/graph.hpp>\n#include <sqlite3.h>\n")
        self.write("examples/first/main.cpp", "#include <kith/graph.hpp>\n#include <CLI/CLI.hpp>\n")
        self.passes(rooms)

    def test_a_room_does_not_include_a_higher_one(self):
        self.write("engine/include/kith/core/graph.hpp")
        self.write("engine/include/kith/link/ends.hpp", "// first\n#include <kith/core/graph.hpp>\n")
        self.fails(rooms, "ends.hpp:2: room engine/link may not include <kith/core/graph.hpp> of room engine/core")

    def test_neighbours_do_not_include_each_other(self):
        self.write("engine/include/kith/link/ends.hpp")
        self.write("engine/src/index/unique.cpp", "#include <kith/link/ends.hpp>\n")
        self.fails(rooms, "room engine/index may not include <kith/link/ends.hpp>")

    def test_the_engine_does_not_include_storage(self):
        self.write("storage/include/kith/storage/snapshot.hpp")
        self.write("engine/include/kith/kith.hpp", "#include <kith/storage/snapshot.hpp>\n")
        self.fails(rooms, "room engine may not include <kith/storage/snapshot.hpp> of room storage/snapshot")

    def test_an_example_includes_what_a_user_includes(self):
        self.write("engine/include/kith/core/graph.hpp")
        self.write("examples/first/main.cpp", "#include <kith/core/graph.hpp>\n")
        self.fails(rooms, "examples may not include <kith/core/graph.hpp>")

    def test_a_public_header_called_like_a_room_belongs_to_it(self):
        self.write("engine/include/kith/kith.hpp")
        self.write("storage/include/kith/storage/sqlite.hpp", "#include <kith/kith.hpp>\n")
        self.write("storage/src/sqlite/sqlite.cpp", "#include <kith/storage/sqlite.hpp>\n")
        self.write("examples/first/main.cpp", "#include <kith/storage/sqlite.hpp>\n")
        self.passes(rooms)
        self.write("storage/src/snapshot/save.cpp", "#include <kith/storage/sqlite.hpp>\n")
        self.fails(rooms, "room storage/snapshot may not include <kith/storage/sqlite.hpp> of room storage/sqlite")

    def test_headers_from_elsewhere_stay_in_their_room(self):
        places = {
            "boost/multi_index_container.hpp": "engine/include/kith/table/a.hpp",
            "boost/multi_index/hashed_index.hpp": "engine/include/kith/model/a.hpp",
            "boost/serialization/vector.hpp": "engine/include/kith/model/a.hpp",
            "boost/archive/binary_oarchive.hpp": "storage/src/sqlite/a.cpp",
            "sqlite3.h": "storage/src/sql/a.cpp",
            "xxhash.h": "engine/include/kith/base/a.hpp",
            "boost/describe.hpp": "engine/src/core/a.cpp",
            "boost/mp11.hpp": "engine/include/kith/schema/a.hpp",
            "boost/preprocessor/cat.hpp": "engine/include/kith/a.hpp",
            "sys/mman.h": "storage/src/snapshot/a.cpp",
            "unistd.h": "engine/src/base/a.cpp",
            "fcntl.h": "storage/src/snapshot/a.cpp",
            "boost/graph/adjacency_list.hpp": "engine/src/core/a.cpp",
        }
        for header, path in places.items():
            with self.subTest(header):
                self.write(path, f"#include <{header}>\n")
                self.fails(rooms, f"may not include <{header}>")
                self.write(path)

    def test_the_hook_of_boxed_fields_may_include_serialization(self):
        self.write("engine/include/kith/model/boxed.hpp", "#include <boost/serialization/nvp.hpp>\n")
        self.passes(rooms)

    def test_a_private_header_stays_in_its_room(self):
        self.write("engine/src/table/hidden.hpp")
        self.write("engine/src/core/graph.cpp", '#include "../table/hidden.hpp"\n')
        self.write("engine/src/core/other.cpp", '#include "table/hidden.hpp"\n')
        self.fails(rooms, '"table/hidden.hpp" is not beside this file')
        (self.root / "engine/src/table/hidden.hpp").unlink()
        self.fails(rooms, '"../table/hidden.hpp" is not beside this file')

    def test_a_circle_is_found(self):
        self.write("engine/include/kith/core/a.hpp", "#include <kith/core/b.hpp>\n")
        self.write("engine/include/kith/core/b.hpp", "#include <kith/core/c.hpp>\n")
        self.write("engine/include/kith/core/c.hpp", '#include "a.hpp"\n')
        self.fails(rooms, "circle of includes: engine/include/kith/core/a.hpp -> engine/include/kith/core/b.hpp")

    def test_a_file_needs_a_room(self):
        self.write("engine/include/kith/attic/a.hpp")
        self.fails(rooms, "attic/a.hpp: lies in no room")

    def test_an_included_header_exists(self):
        self.write("engine/src/core/graph.cpp", "#include <kith/core/graph.hpp>\n")
        self.fails(rooms, "<kith/core/graph.hpp> does not exist")


class sizes_test(lint_test):
    def test_each_kind_of_file_has_its_limit(self):
        kinds = {"engine/include/kith/core/a.hpp": 400, "engine/src/core/a.cpp": 600, "tests/core/a_test.cpp": 800}
        for path, limit in kinds.items():
            with self.subTest(path):
                self.write(path, "\n" * limit)
                self.passes(sizes)
                self.write(path, "\n" * (limit + 1))
                self.fails(sizes, f"{path}: {limit + 1} lines")
                self.write(path)


class text_test(lint_test):
    def test_a_finished_tree_passes(self):
        self.write("engine/src/core/a.cpp", '// mkstemp("XXXXXX") reads /usr/share/wordnet and writes build/work/x\n#if KITH_CHECKED\n#endif\n')
        self.write("tests/core/a_test.cpp")
        self.write("tests/support/shop.hpp")
        self.passes(text)

    def test_what_is_left_over_is_found(self):
        left_over = ["// TODO: later", "# FIXME", "/* XXX */", "TEST(a, DISABLED_b) {}", "GTEST_SKIP();", "#if 0",
                     "<<<<<<< HEAD", ">>>>>>> 1234567 (another)",
                     "  #  if 0 // old", 'open("/home/ana/x")', "cd /mnt/kith", "/root/x", "see C:\\Users\\ana"]
        for line in left_over:
            with self.subTest(line):
                self.write("engine/src/core/a.cpp", f"\n{line}\n")
                self.fails(text, "engine/src/core/a.cpp:2: ")

    def test_git_s_own_file_in_a_linked_work_tree_is_not_read(self):
        self.write(".git", "gitdir: /home/ana/kith/.git/worktrees/two\n")
        self.passes(text)

    def test_a_folder_says_what_it_holds(self):
        for name in ("util", "common", "helpers", "misc"):
            with self.subTest(name):
                self.write(f"engine/src/{name}/a.cpp")
                self.fails(text, f"engine/src/{name}: a folder is named for what it holds")

    def test_a_test_that_is_not_built_is_found(self):
        self.write("tests/core/deep/a_test.cpp")
        self.fails(text, "tests/core/deep/a_test.cpp: not built")
        self.write("tests/core/graph_tests.cpp")
        self.fails(text, "tests/core/graph_tests.cpp: not built")
        self.write("engine/src/core/b_test.cpp")
        self.fails(text, "engine/src/core/b_test.cpp: not built")


class rules_test(lint_test):
    def setUp(self):
        super().setUp()
        self.rows = {rule: "Does not apply: there is nothing to try." for rule in rules.rules()}

    def page(self, **rows):
        self.rows.update(rows)
        self.write("docs/rules.md", "# Rules\n\n| | kith |\n| --- | --- |\n" +
                   "".join(f"| {rule} | {text} |\n" for rule, text in self.rows.items()))

    def prove(self, name, macro="TEST_F", path="tests/model/ends_test.cpp"):
        self.write(path, f"{macro}(ends, {name}) {{\n}}\n")

    def test_each_rule_is_proved_or_excused(self):
        self.page(R7="Pairs.", X2="Members.", K3="Once.", R9="Not yet: Later.")
        self.prove("R7_X2_K3_and_the_rest")
        self.passes(rules)

    def test_every_number_is_known(self):
        self.assertEqual(len(rules.rules()), 248 + 17 + 13 + 11)
        del self.rows["R100"], self.rows["I11"]
        self.page(R249="More.", Q1="Else.")
        self.fails(rules, "R100 has no row")
        self.fails(rules, "I11 has no row")
        self.fails(rules, "R249 is none of the rules")
        self.fails(rules, "Q1 is none of the rules")
        self.prove("R249_and_more")
        self.fails(rules, "tests/model/ends_test.cpp: R249_and_more: there is no rule R249")

    def test_a_rule_without_a_test_is_found(self):
        self.page(R7="Pairs.")
        for name in ("R70_is_another", "and_R7_is_not_in_front", "R7"):
            with self.subTest(name):
                self.prove(name)
                self.fails(rules, "R7 is proved by no test")
        for macro in ("TEST", "TEST_F", "TEST_P"):
            with self.subTest(macro):
                self.prove("R7_is_a_sentence", macro)
                self.passes(rules)

    def test_a_test_counts_where_it_is_run(self):
        self.page(R7="Pairs.")
        for path in ("engine/src/core/ends_test.cpp", "tests/model/ends.hpp", "tests/compile_fail/R7.cpp"):
            with self.subTest(path):
                self.prove("R7_is_a_sentence", path=path)
                self.fails(rules, "R7 is proved by no test")
        self.write("tests/compile_fail/R7_pair_of_nothing.cpp")
        self.passes(rules)

    def test_an_excuse_needs_a_reason_and_is_outdated_by_a_test(self):
        self.page(R7="Does not apply:")
        self.fails(rules, "R7 gives no reason")
        self.page(R7="Not yet: Pairs.")
        self.prove("R7_is_a_sentence")
        self.fails(rules, "R7 says 'Not yet', and is proved by tests/model/ends_test.cpp: R7_is_a_sentence")

    def test_a_rule_has_one_row(self):
        self.page(R7="Pairs.")
        self.prove("R7_is_a_sentence")
        with open(self.root / "docs/rules.md", "a", encoding="utf-8") as page:
            page.write("| R7 | Again. |\n")
        self.fails(rules, "R7 has two rows")


@unittest.skipUnless(clang_format, "there is no clang-format")
class format_test(lint_test):
    def test_only_a_formatted_tree_passes(self):
        self.write(".clang-format", "BasedOnStyle: LLVM\n")
        self.write("engine/src/core/a.cpp", "int a = 1;\n")
        self.assertEqual(format_lint.problems(self.root, clang_format), [])
        self.write("engine/src/core/a.cpp", "int   a=1 ;\n")
        self.assertEqual(len(format_lint.problems(self.root, clang_format)), 1)


if __name__ == "__main__":
    unittest.main()

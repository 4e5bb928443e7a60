#!/usr/bin/env python3
"""Checks the text of all files for what should not be left in them, and the tree for tests that would not run.

usage: text.py ROOT
"""
import re

import tree

# Whatever stands here would find itself: this folder is not read.
own_folder = ("tests", "lint")

forbidden = [
    (re.compile(r"\b(TODO|FIXME|XXX)\b"), "unfinished business belongs in an issue"),
    (re.compile(r"\bDISABLED_\w|\bGTEST_SKIP\b"), "a test runs or does not exist"),
    (re.compile(r"^[ \t]*#[ \t]*if[ \t]+0\b", re.MULTILINE), "code that is switched off"),
    (re.compile(r"^(<{7}|>{7}) ", re.MULTILINE), "a merge that is not finished"),
    (re.compile(r"(?<![\w.}>-])/(home|root|work|Users|mnt|media)/\w"), "a path of one machine"),
    (re.compile(r"\b[A-Z]:\\\\?(Users|Windows|Program)"), "a path of one machine"),
]
forbidden_folders = {"util", "utils", "common", "helper", "helpers", "misc"}
other_tests = {"compile_fail", "consumer", "lint", "pages"}


def problems(root):
    found, folders = [], set()
    for path in tree.files(root):
        folders.update(path.parents)
        if path.parts[:2] == own_folder:
            continue
        if path.name.endswith("_test.cpp") and (len(path.parts) != 3 or path.parts[0] != "tests"):
            found.append(f"{path}: not built, a test lies in tests/<room>/")
        if (len(path.parts) == 3 and path.parts[0] == "tests" and path.suffix == ".cpp"
                and path.parts[1] not in other_tests and not path.name.endswith("_test.cpp")):
            found.append(f"{path}: not built, a test is called <header>_test.cpp")
        try:
            text = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for pattern, reason in forbidden:
            for hit in pattern.finditer(text):
                found.append(f"{path}:{text.count(chr(10), 0, hit.start()) + 1}: '{hit[0].strip()}': {reason}")
    found += [f"{folder}: a folder is named for what it holds" for folder in sorted(folders)
              if folder.name in forbidden_folders]
    return found


if __name__ == "__main__":
    tree.run(problems)

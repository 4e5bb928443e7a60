#!/usr/bin/env python3
"""Checks that every rule of docs/rules.md is proved by a test, or says why not.

usage: rules.py ROOT [--list]

A rule is a letter and a number; those of a letter count from 1 without a gap, up to the number below. It has one row on the
page, "| R7 | what kith does |". A test proves the rules whose numbers stand in front of its name, each followed by an
underscore: R103_R104_moving_... in a *_test.cpp, or the same in the name of a source in tests/compile_fail.

A row that begins with "Does not apply:" or "Not yet:" gives the reason, and has no test: where one turns up, the row is out of
date. --list prints every rule with the tests that prove it.
"""
import pathlib
import re
import sys

import tree

last = {"R": 248, "X": 17, "K": 13, "I": 11}
page = "docs/rules.md"

row = re.compile(r"^\| *([A-Z]\d+) *\| *(.*?) *\|$", re.MULTILINE)
excuse = re.compile(r"(Does not apply|Not yet):(.*)")
test = re.compile(r"\bTEST(?:_F|_P)?\(\s*\w+\s*,\s*(\w+)\s*\)")
numbers = re.compile(r"(?:[A-Z]\d+_)+")


def rules():
    """All rules, in order."""
    return [f"{letter}{number}" for letter, count in last.items() for number in range(1, count + 1)]


def rows(root):
    """The rows of the page, in its order: rule and text."""
    path = root / page
    return row.findall(path.read_text(encoding="utf-8")) if path.is_file() else []


def proofs(root):
    """Which tests name a rule: from rule to "tests/model/ends_test.cpp: R29_adding_..."."""
    found = {}
    for path in tree.files(root, {".cpp"}):
        if path.parts[0] != "tests":
            continue
        if path.name.endswith("_test.cpp"):
            names = test.findall((root / path).read_text(encoding="utf-8"))
        elif path.parts[1] == "compile_fail":
            names = [path.stem]
        else:
            continue
        for name in names:
            in_front = numbers.match(name)
            for rule in in_front[0].split("_")[:-1] if in_front else []:
                found.setdefault(rule, []).append(f"{path}: {name}")
    return found


def problems(root):
    known, proved, found, seen = rules(), proofs(root), [], {}
    for rule, text in rows(root):
        if rule not in known:
            found.append(f"{page}: {rule} is none of the rules")
        elif rule in seen:
            found.append(f"{page}: {rule} has two rows")
        seen[rule] = text
    for rule in known:
        if rule not in seen:
            found.append(f"{page}: {rule} has no row")
            continue
        excused = excuse.match(seen[rule])
        if excused and not excused[2].strip():
            found.append(f"{page}: {rule} gives no reason")
        if excused and rule in proved:
            found.append(f"{page}: {rule} says '{excused[1]}', and is proved by {proved[rule][0]}")
        if not excused and rule not in proved:
            found.append(f"{page}: {rule} is proved by no test: name one {rule}_..., or give the reason why there is none")
    for rule, tests in proved.items():
        if rule not in known:
            found.append(f"{tests[0]}: there is no rule {rule}")
    return found


def listing(root):
    proved = proofs(root)
    for rule, text in rows(root):
        print(f"{rule}: {text}")
        for each in proved.get(rule, []):
            print(f"    {each}")
    texts = [text for _, text in rows(root)]
    excused = [match[1] for match in map(excuse.match, texts) if match]
    print(f"{len(texts)} rules: {len(texts) - len(excused)} proved, {excused.count('Does not apply')} do not apply, "
          f"{excused.count('Not yet')} not yet")


if __name__ == "__main__":
    if "--list" in sys.argv:
        listing(pathlib.Path(sys.argv[1]))
    else:
        tree.run(lambda root: problems(pathlib.Path(root)))

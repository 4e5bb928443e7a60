#!/usr/bin/env python3
"""Checks that no file has outgrown one reading: headers 400 lines, sources 600, tests 800.

usage: sizes.py ROOT
"""
import tree


def limit(path):
    if path.parts[0] == "tests":
        return 800
    return 400 if path.suffix == ".hpp" else 600


def problems(root):
    found = []
    for path in tree.files(root, {".hpp", ".cpp"}):
        lines = len((root / path).read_text(encoding="utf-8").splitlines())
        if lines > limit(path):
            found.append(f"{path}: {lines} lines, {limit(path)} are allowed: find the second concept in it")
    return found


if __name__ == "__main__":
    tree.run(problems)

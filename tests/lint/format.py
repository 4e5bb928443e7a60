#!/usr/bin/env python3
"""Checks that all sources are as clang-format leaves them.

usage: format.py ROOT CLANG_FORMAT

To put a tree right: clang-format -i $(git ls-files '*.hpp' '*.cpp')
"""
import pathlib
import subprocess
import sys

import tree


def problems(root, clang_format):
    found = []
    for path in tree.files(root, {".hpp", ".cpp"}):
        said = subprocess.run([clang_format, "--dry-run", "--Werror", "--style=file", path], cwd=root,
                              capture_output=True, text=True, check=False)
        if said.returncode:
            lines = said.stderr.splitlines()
            found.append(f"{path}: not as clang-format leaves it: {lines[0] if lines else said.returncode}")
    return found


if __name__ == "__main__":
    tree.run(lambda root: problems(pathlib.Path(root), sys.argv[2]))

#!/usr/bin/env python3
"""Takes the first program of a Markdown page, and what it prints, out of the page.

usage: extract.py README.md FOLDER

Writes FOLDER/readme.cpp (the first ```cpp block with an `int main`) and FOLDER/readme.txt (the ```text block that
follows it). Files that would not change are left alone, so that nothing is built again for them.
"""
import pathlib
import re
import sys

block = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


def program_and_output(text):
    """The program, the number of its first line in the page, and the output shown for it."""
    blocks = list(block.finditer(text))
    for index, found in enumerate(blocks):
        if found[1] == "cpp" and re.search(r"\bint main\b", found[2]):
            shown = next((later[2] for later in blocks[index + 1:] if later[1] == "text"), None)
            if shown is None:
                raise ValueError("no ```text block follows the first program to show what it prints")
            return found[2], text.count("\n", 0, found.start(2)) + 1, shown
    raise ValueError("there is no ```cpp block with an `int main`")


def write_if_changed(path, content):
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        path.write_text(content, encoding="utf-8")


def main():
    page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    try:
        program, line, output = program_and_output(page.read_text(encoding="utf-8"))
    except ValueError as error:
        sys.exit(f"{page.name}: {error}")
    folder.mkdir(parents=True, exist_ok=True)
    write_if_changed(folder / "readme.cpp", f'#line {line} "{page.name}"\n{program}')
    write_if_changed(folder / "readme.txt", output)


if __name__ == "__main__":
    main()

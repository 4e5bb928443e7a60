#!/usr/bin/env python3
"""Takes the programs of a Markdown page, and what they print, out of the page.

usage: extract.py PAGE.md FOLDER

Writes FOLDER/page_1.cpp (the first ```cpp block with an `int main`) and FOLDER/page_1.txt (the ```text block that
follows it), page_2.cpp and so on, with the name of the page in lower case. Files that would not change are left alone, so that nothing is built again for
them.
"""
import pathlib
import re
import sys

block = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


def programs_and_outputs(text):
    """Each program, the number of its first line in the page, and the output shown for it."""
    out = []
    waiting = None
    for found in block.finditer(text):
        line = text.count("\n", 0, found.start(2)) + 1
        if found[1] == "cpp" and re.search(r"\bint main\b", found[2]):
            if waiting is not None:
                raise ValueError(f"no ```text block follows the program in line {waiting[1]} to show what it prints")
            waiting = (found[2], line)
        elif found[1] == "text" and waiting is not None:
            out.append((*waiting, found[2]))
            waiting = None
    if waiting is not None:
        raise ValueError(f"no ```text block follows the program in line {waiting[1]} to show what it prints")
    if not out:
        raise ValueError("there is no ```cpp block with an `int main`")
    return out


def write_if_changed(path, content):
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        path.write_text(content, encoding="utf-8")


def main():
    page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    try:
        programs = programs_and_outputs(page.read_text(encoding="utf-8"))
    except ValueError as error:
        sys.exit(f"{page.name}: {error}")
    folder.mkdir(parents=True, exist_ok=True)
    for number, (program, line, output) in enumerate(programs, 1):
        write_if_changed(folder / f"{page.stem.lower()}_{number}.cpp", f'#line {line} "{page.name}"\n{program}')
        write_if_changed(folder / f"{page.stem.lower()}_{number}.txt", output)
    for number in range(len(programs) + 1, len(programs) + 100):
        for suffix in ("cpp", "txt"):
            (folder / f"{page.stem.lower()}_{number}.{suffix}").unlink(missing_ok=True)


if __name__ == "__main__":
    main()

"""What the lints share: which files belong to the project, and how a lint reports."""
import os
import pathlib
import sys

skipped = {".git", "build", "__pycache__"}  # .git is a file in a linked work tree


def files(root, suffixes=None):
    """All files of the project below root, as paths relative to it, in a fixed order."""
    found = []
    for folder, folders, names in os.walk(root):
        at_top = pathlib.Path(folder) == pathlib.Path(root)
        folders[:] = [name for name in folders if name != "__pycache__" and not (at_top and name in skipped)]
        for name in names:
            if at_top and name in skipped:
                continue
            path = pathlib.Path(folder, name)
            if suffixes is None or path.suffix in suffixes:
                found.append(path.relative_to(root))
    return sorted(found)


def run(problems):
    """Prints what `problems(root)` finds below the folder named on the command line, and fails if there is any."""
    found = problems(pathlib.Path(sys.argv[1]))
    for problem in found:
        print(problem)
    sys.exit(1 if found else 0)

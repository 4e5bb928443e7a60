#!/usr/bin/env python3
"""Checks that every room includes only what its place allows, and that no file includes itself in a circle.

usage: rooms.py ROOT

The table below is the architecture: a change of it is a change of design.
"""
import pathlib
import re

import tree

engine_rooms = ["base", "memory", "schema", "table", "index", "link", "core", "model"]
engine_all = [f"engine/{room}" for room in engine_rooms]

# room: the rooms it may include besides itself
allowed_rooms = {
    "engine/base": [],
    "engine/memory": ["engine/base"],
    "engine/schema": ["engine/base"],
    "engine/table": ["engine/base", "engine/memory", "engine/schema"],
    "engine/index": ["engine/base", "engine/memory", "engine/schema", "engine/table"],
    "engine/link": ["engine/base", "engine/memory", "engine/schema", "engine/table"],
    "engine/core": engine_all[:6],
    "engine/model": engine_all[:7],
    "engine": engine_all,
    "storage/file": ["engine/base"],
    "storage/snapshot": [*engine_all, "engine", "storage/file"],
    "storage/sql": [*engine_all, "engine"],
    "storage/sqlite": [*engine_all, "engine", "storage/sql"],
    "storage": [*engine_all, "engine", "storage/file", "storage/snapshot", "storage/sql", "storage/sqlite"],
}

# Programs include what a user includes: the headers directly in these folders.
programs = ("examples", "bench")
public_folders = {"engine/include/kith", "storage/include/kith/storage"}

# A header from elsewhere, and the places (beginnings of paths, the star being where a room keeps its sources or
# its headers) that may include it.
boxed_hook = "engine/include/kith/model/boxed.hpp"
operating_system = ["engine/*/memory/", "storage/*/file/"]
allowed_headers = [
    (r"boost/system/.*", ["engine/*/base/"]),
    (r"boost/multi_index(_container|_container_fwd)?(\.hpp|/.*)|boost/tuple/.*", ["engine/*/index/"]),
    (r"boost/(serialization|archive)/.*", ["storage/*/snapshot/", boxed_hook]),
    (r"boost/(describe|mp11|preprocessor)(\.hpp|/.*)", ["engine/*/model/"]),
    (r"sqlite3\.h", ["storage/*/sqlite/"]),
    (r"xxhash\.h", ["engine/src/base/"]),
    (r"sys/mman\.h", operating_system),
    (r"(fcntl|unistd|sys/stat|sys/types|sys/file|dirent)\.h", operating_system),
]

include = re.compile(r"^[ \t]*#[ \t]*include[ \t]*([<\"])([^>\"]+)[>\"]", re.MULTILINE)
standard = re.compile(r"[a-z_0-9]+|version")
suffixes = {".hpp", ".cpp"}


def room_of(path):
    """The room in which a file of the project lies, or None."""
    parts = path.parts
    if parts[0] in programs:
        return parts[0]
    if parts[:3] == ("engine", "include", "kith"):
        inner = parts[3:-1]
    elif parts[:4] == ("storage", "include", "kith", "storage"):
        inner = parts[4:-1]
    elif parts[0] in ("engine", "storage") and parts[1] == "src":
        if len(parts) < 4:
            return None
        inner = parts[2:-1]
    else:
        return None
    # A public header that is called like a room is that room's face: kith/storage/sqlite.hpp is part of sqlite.
    face = f"{parts[0]}/{path.stem}"
    if not inner and face in allowed_rooms:
        return face
    room = "/".join([parts[0], *inner[:1]])
    return room if room in allowed_rooms else None


def resolve(root, path, name):
    """The file of the project that an include means, or None when it comes from elsewhere."""
    beside = path.parent / name
    if (root / beside).is_file():
        return pathlib.Path(beside)
    if name.startswith("kith/"):
        home = "storage" if name.startswith("kith/storage/") else "engine"
        return pathlib.Path(home, "include", name)
    return None


def may_include(path, name):
    """Whether a file may include a header from elsewhere."""
    if standard.fullmatch(name):
        return True
    for pattern, places in allowed_headers:
        if re.fullmatch(pattern, name):
            return any(re.match(place.replace("*", "(src|include/kith|include/kith/storage)"), path.as_posix()) for place in places)
    return False


def check_file(root, path, includes):
    room = room_of(path)
    if room is None:
        return [f"{path}: lies in no room (see the table in tests/lint/rooms.py)"]
    is_program = room in programs
    problems = []
    for line, quoted, name in includes:
        target = resolve(root, path, name)
        if target is None:
            if quoted and not is_program:
                problems.append(f'{path}:{line}: "{name}" is not beside this file; write <kith/...> for a public header')
            elif not is_program and not may_include(path, name):
                problems.append(f"{path}:{line}: room {room} may not include <{name}>")
        elif not (root / target).is_file():
            problems.append(f"{path}:{line}: <{name}> does not exist")
        elif is_program:
            if target.parent.as_posix() not in public_folders and target.parts[0] != room:
                problems.append(f"{path}:{line}: {room} may not include <{name}>, which is no public header")
        else:
            other = room_of(target)
            if other != room and other not in allowed_rooms[room]:
                problems.append(f"{path}:{line}: room {room} may not include <{name}> of room {other}")
    return problems


def cycles(graph):
    """Every circle of includes, once, as a list of files."""
    done, found = set(), []
    for start in sorted(graph):
        path, position = [], {}
        stack = [(start, None)]
        while stack:
            node, rest = stack.pop()
            if rest is None:
                if node in position:
                    found.append([*path[position[node]:], node])
                    continue
                if node in done:
                    continue
                position[node] = len(path)
                path.append(node)
                rest = iter(graph.get(node, []))
            after = next(rest, None)
            if after is None:
                done.add(node)
                path.pop()
                del position[node]
            else:
                stack.append((node, rest))
                stack.append((after, None))
    return found


def problems(root):
    found, graph = [], {}
    for path in tree.files(root, suffixes):
        if path.parts[0] not in ("engine", "storage", *programs):
            continue
        text = (root / path).read_text(encoding="utf-8")
        includes = [(text.count("\n", 0, hit.start(2)) + 1, hit[1] == '"', hit[2]) for hit in include.finditer(text)]
        found += check_file(root, path, includes)
        targets = [resolve(root, path, name) for _, _, name in includes]
        graph[path.as_posix()] = [target.as_posix() for target in targets if target is not None]
    found += ["circle of includes: " + " -> ".join(circle) for circle in cycles(graph)]
    return found


if __name__ == "__main__":
    tree.run(problems)

#!/usr/bin/env python3
"""The top level holds the rooms and nothing else but dot-files and build folders."""

import fnmatch

from proof import main

ROOMS = {"CMakeLists.txt", "kiosk", "qml", "assets", "content-cache", "deploy-scripts", "tests", "README.md", "LICENSE"}
BUILDS = ("build", "build-*")


def top_level(tree):
    there = {path.name for path in tree.root.iterdir() if not path.name.startswith(".")}
    for name in sorted(ROOMS - there):
        yield f"{name}: is missing"
    for name in sorted(there - ROOMS):
        if not any(fnmatch.fnmatch(name, pattern) for pattern in BUILDS):
            yield f"{name}: does not belong on the top level"


WHOLE = {name if "." in name or name == "LICENSE" else f"{name}/a": "" for name in ROOMS}
BAD = [
    ("docs: does not belong", {**WHOLE, "docs/a.md": ""}),
    ("qml: is missing", {path: "" for path in WHOLE if not path.startswith("qml")}),
]
GOOD = [{**WHOLE, ".clang-format": "", "build/a": "", "build-test/a": ""}]

if __name__ == "__main__":
    main(top_level, BAD, GOOD)

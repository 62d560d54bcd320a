#!/usr/bin/env python3
"""Every QML file is loaded by a test: by name in tests/, or on the way from the window the self-test walks through."""

import pathlib
import re

from proof import main


def words(text):
    return set(re.findall(r"\b[A-Z]\w*\b", text))


def qml_reached(tree):
    files = {}  # several modules may have a file of one name, as Main.qml
    for path in tree.files("qml/**/*.qml"):
        files.setdefault(pathlib.PurePosixPath(path).stem, []).append(path)
    known = set()
    for path in tree.files("tests/**/*.qml", "tests/**/*.cpp"):
        known |= words(tree.code(path)) & set(files)
    # The self-test starts where the program starts: at the files that C++ loads by name.
    for path in tree.files("kiosk/**/*.cpp", "kiosk/**/*.h"):
        known |= {name for name in re.findall(r"\b(\w+)\.qml\b", tree.code(path)) if name in files}
    waiting = list(known)
    while waiting:
        for path in files[waiting.pop()]:
            # A file loaded by address ("Guide.qml") counts as well as one named as a type.
            new = (words(tree.code(path)) & set(files)) - known
            known |= new
            waiting.extend(new)
    for name in sorted(set(files) - known):
        for path in files[name]:
            yield f"{path}: no test and no screen loads it"


BAD = [
    ("Lonely.qml", {"qml/ui/Lonely.qml": "Item {}\n", "kiosk/main.cpp": 'engine.load("Main.qml");\n',
                    "qml/touch/Main.qml": "Item { /* Lonely {} */ }\n"}),
    ("Inner.qml", {"qml/ui/Inner.qml": "Item {}\n", "qml/ui/Outer.qml": "Inner {}\n"}),
]
GOOD = [
    {
        "kiosk/main.cpp": 'engine.load(QUrl("qrc:/qt/qml/Hall/Touch/Main.qml"));\n',
        "qml/lobby/Main.qml": "Item { Row {} }\n", "qml/lobby/Row.qml": "Item {}\n",
        "qml/touch/Main.qml": "Item { Home {} }\n", "qml/touch/Home.qml": "Tile {}\n", "qml/ui/Tile.qml": "Item {}\n",
        "qml/ui/Card.qml": "Item {}\n", "tests/qml/tst_card.qml": "TestCase { Card {} }\n",
    }
]

if __name__ == "__main__":
    main(qml_reached, BAD, GOOD)

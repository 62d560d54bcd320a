#!/usr/bin/env python3
"""QML is typed, and no name comes from nowhere: no 'property var', no context properties."""

from proof import main, matches


def qml_types(tree):
    files = tree.files("qml/**/*.qml")
    yield from matches(tree, files, r"\bproperty\s+(var|variant)\b", "give it a type: {!r}")
    yield from matches(
        tree, files, r"\bfunction\s+\w+\s*\((?!\s*\))[^):]*\)", "give the parameters types: {!r}")
    yield from matches(tree, files, r"\bsignal\s+\w+\s*\(\s*var\b", "give the signal types: {!r}")
    code = tree.files("kiosk/**/*.h", "kiosk/**/*.cpp", "tests/**/*.cpp")
    yield from matches(tree, code, r"\bsetContext(Property|Properties|Object)\b", "no context properties: {!r}")


BAD = [
    ("property var", {"qml/ui/A.qml": "Item {\n    required property var row\n}\n"}),
    ("property variant", {"qml/ui/A.qml": "Item { property variant row }\n"}),
    ("parameters", {"qml/touch/A.qml": "Item { function f(row) { return row } }\n"}),
    ("signal", {"qml/touch/A.qml": "Item { signal chosen(var id) }\n"}),
    ("context", {"kiosk/main.cpp": "engine.rootContext()->setContextProperty(name, &x);\n"}),
]
GOOD = [
    {
        "qml/ui/A.qml": "Item {\n    property string id // not property var\n"
        "    function f(n: int): int { return n }\n    function g(): void {}\n    signal chosen(string id)\n}\n",
        "kiosk/main.cpp": "engine.load(url); // never setContextProperty\n",
    }
]

if __name__ == "__main__":
    main(qml_types, BAD, GOOD)

#!/usr/bin/env python3
"""Files and functions stay small enough to be read at once."""

import re

from proof import main

QML_LINES = 150
MAIN_LINES = 80
FUNCTION_LINES = 60

CONTAINER = re.compile(r"\b(namespace|class|struct|union|enum)\b|\bextern\s*$")


def blank_strings(code):
    """Strings and character literals emptied, so that braces in them do not count."""
    token = r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])*\''
    return re.sub(token, lambda m: '""' + "\n" * m.group(0).count("\n"), code, flags=re.DOTALL)


def functions(code):
    """(name, first line, lines of the body) of every function definition; inner lambdas belong to theirs."""
    code = re.sub(r"^[ \t]*#.*(?:\\\n.*)*", "", blank_strings(code), flags=re.MULTILINE)
    stack = []  # [is a function, name, line of the opening brace]
    head = ""
    line = 1
    for char in code:
        if char == "\n":
            line += 1
        if char == "{":
            inside = any(frame[0] for frame in stack)
            called = re.search(r"([~\w:]+|operator\S+)\s*\(", head)
            is_function = not inside and bool(called) and not CONTAINER.search(head.split("(")[0])
            stack.append((is_function, called.group(1) if called else "", line))
            head = ""
        elif char == "}":
            if stack:
                is_function, name, first = stack.pop()
                if is_function:
                    yield name, first, line - first
            head = ""
        elif char == ";":
            head = ""
        else:
            head += char


def sizes(tree):
    for path in tree.files("qml/**/*.qml"):
        count = len(tree.text(path).splitlines())
        if count > QML_LINES:
            yield f"{path}: {count} lines, {QML_LINES} are allowed"
    rooms = ("kiosk", "content-cache", "deploy-scripts")
    for path in tree.files(*(f"{room}/**/*.{kind}" for room in rooms for kind in ("h", "cpp"))):
        count = len(tree.text(path).splitlines())
        if path.endswith("main.cpp") and count > MAIN_LINES:
            yield f"{path}: {count} lines, {MAIN_LINES} are allowed"
        for name, first, length in functions(tree.code(path)):
            if length > FUNCTION_LINES:
                yield f"{path}:{first}: {name} has {length} lines, {FUNCTION_LINES} are allowed"


LONG = "    work(); // {\n" * 61
BAD = [
    ("151 lines", {"qml/ui/A.qml": "Item {}\n" * 151}),
    ("81 lines", {"kiosk/main.cpp": "\n" * 81}),
    ("f has 62 lines", {"kiosk/a.cpp": f"namespace Hall {{\nvoid f()\n{{\n{LONG}}}\n}}\n"}),
    ("Store::g has 62", {"content-cache/store/a.cpp": f"int Store::g(int n) const\n{{\n{LONG}}}\n"}),
    ("h has 62", {"content-cache/model/a.h": f"class A {{\npublic:\n    bool h() const {{\n{LONG}    }}\n}};\n"}),
    ("A::A has 62", {"kiosk/b.cpp": f"A::A(int n)\n    : B(n)\n    , m_n(n)\n{{\n{LONG}}}\n"}),
    ("k has 64", {"kiosk/c.cpp": f"void k()\n{{\n    auto f = [&] {{\n{LONG}    }};\n}}\n"}),
]
GOOD = [
    {
        "qml/ui/A.qml": "Item {}\n" * 150,
        "kiosk/main.cpp": "\n" * 80,
        "kiosk/a.cpp": "namespace Hall {\n"
        + "void f()\n{\n    auto s = \"{\";\n    char c = '{';\n}\n" * 20
        + "const Row rows[] = {\n" + "    {1, 2},\n" * 90 + "};\n}\n",
        "kiosk/b.h": "class A {\n" + "    int a() const { return 1'000; }\n" * 90 + "};\n",
    }
]

if __name__ == "__main__":
    main(sizes, BAD, GOOD)

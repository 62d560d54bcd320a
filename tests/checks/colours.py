#!/usr/bin/env python3
"""Colours are named in one file, the theme."""

from proof import main, matches

THEME = "qml/ui/Theme.qml"
LITERAL = r"""["']#[0-9a-fA-F]{3,8}["']|\bQt\.(rgba|hsla|hsva|lighter|darker|tint)\b|\bQColor\s*[({]\s*[\d"']|\bQt::(red|green|blue|yellow|gray|cyan|magenta|dark\w+|light\w+)\b"""
NAMED = r"""\b\w*[cC]olor\s*:\s*["'](?!transparent["'])[a-zA-Z]+["']"""


def colours(tree):
    files = [path for path in tree.files("qml/**/*.qml", "qml/**/*.js") if path != THEME]
    yield from matches(tree, files, f"{LITERAL}|{NAMED}", f"colours belong into {THEME}: {{}}")
    code = tree.files("kiosk/**/*.h", "kiosk/**/*.cpp")
    yield from matches(tree, code, LITERAL, f"colours belong into {THEME}: {{}}")


BAD = [
    ("#fff", {"qml/touch/A.qml": 'Rectangle { color: "#fff" }\n'}),
    ("#80aabbcc", {"qml/ui/B.qml": "Rectangle { border.color: '#80aabbcc' }\n"}),
    ("white", {"qml/lobby/C.qml": 'Text { color: "white" }\n'}),
    ("Qt.rgba", {"qml/touch/D.qml": "Rectangle { color: Qt.rgba(0, 0, 0, 0.5) }\n"}),
    ("QColor(", {"kiosk/a.cpp": "auto c = QColor(0, 0, 0);\n"}),
    ("Qt::darkBlue", {"kiosk/b.cpp": "painter->fillRect(r, Qt::darkBlue);\n"}),
]
GOOD = [
    {
        THEME: 'QtObject { readonly property color ink: "#101820" }\n',
        "qml/touch/A.qml": 'Rectangle { color: "transparent"; border.color: Theme.ink } // was "#fff"\n',
        "kiosk/a.h": "QColor m_ink;\n",
        # A code is black on white because scanners want it so.
        "kiosk/qritem.cpp": "image.fill(Qt::white);\n",
    }
]

if __name__ == "__main__":
    main(colours, BAD, GOOD)

#!/usr/bin/env python3
"""The arrows between the rooms, as they are drawn in the architecture."""

import re

from proof import main, matches

CPP = ("**/*.h", "**/*.cpp")
NETWORK = (
    r"\bQ(Network|Tcp|Udp|Ssl|Http|WebSocket|Dns|HostAddress)\w*|\bQtNetwork\b|XMLHttpRequest|\bWebSocket\b"
    r"|\bfetch\s*\(|https?:"
)
SCREEN = (
    r"#\s*include\s*[<\"](Qt(Gui|Qml|Quick|QuickTest|Widgets)\b"
    r"|Q(Gui|Qml|Quick|JS|Image|Pixmap|Painter|Font|Color|Icon|Window|Screen|Clipboard)\w*|qqml)"
)
# From where to where an include may point; a room always sees itself.
ARROWS = {
    "content-cache/model": set(),
    "content-cache/store": {"model"},
    "content-cache/trust": {"model"},
    "content-cache/service": set(),
    "content-cache/sync": {"model", "store", "trust", "service"},
    "content-cache/publish": {"model", "store", "trust"},
    "kiosk": {"model", "store", "service"},
}
ROOMS = {"model", "store", "trust", "service", "sync", "publish", "kiosk"}
# The engine is given a network access that refuses everything; to refuse it one must name it.
REFUSAL = re.compile(r"kiosk/nonetwork\.(h|cpp)$")
IMPORTS = {
    "qml/ui": ("Hall.Kiosk", "Hall.Touch", "Hall.Lobby"),
    "qml/touch": ("Hall.Lobby", "Hall.Technician"),
    "qml/lobby": ("Hall.Touch", "Hall.Technician"),
    "qml/technician": ("Hall.Touch", "Hall.Lobby"),
}


def within(folder, patterns):
    return [f"{folder}/{pattern}" for pattern in patterns]


def network(tree):
    files = tree.files(*within("kiosk", CPP), *within("qml", (*CPP, "**/*.qml", "**/*.js")))
    files = [path for path in files if not REFUSAL.search(path)]
    return matches(tree, files, NETWORK, "the screens have no network, but here stands {!r}")


def includes(tree):
    for folder, allowed in ARROWS.items():
        own = folder.rsplit("/", 1)[-1]
        for path in tree.files(*within(folder, CPP)):
            for number, line in enumerate(tree.code(path).split("\n"), 1):
                found = re.match(r'\s*#\s*include\s*[<"](?:\.\./)*(?:content-cache/)?(\w+)/', line)
                if found and found.group(1) in ROOMS - allowed - {own}:
                    yield f"{path}:{number}: {own} must not know {found.group(1)}"


def links(tree):
    """What a room's target links to; tests and programs of the room included."""
    for folder, allowed in ARROWS.items():
        own = folder.rsplit("/", 1)[-1]
        for path in tree.files(f"{folder}/CMakeLists.txt"):
            for target in re.findall(r"\bhall_(\w+)", re.sub(r"#.*", "", tree.text(path))):
                if target in ROOMS - allowed - {own}:
                    yield f"{path}: {own} must not link {target}"


def imports(tree):
    for folder, refused in IMPORTS.items():
        names = "|".join(re.escape(name) for name in refused)
        files = tree.files(f"{folder}/**/*.qml")
        yield from matches(tree, files, rf"^\s*import\s+({names})\b", f"{folder} must not have {{!r}}")


def modules(tree):
    for path in tree.files("kiosk/**/*.qml"):
        yield f"{path}: QML lives in qml/, never beside C++"
    for path in tree.files(*within("qml", CPP)):
        yield f"{path}: C++ lives in kiosk/, never beside QML"


def layers(tree):
    yield from network(tree)
    yield from includes(tree)
    yield from links(tree)
    yield from matches(
        tree, tree.files(*within("content-cache", CPP)), SCREEN, "content knows nothing of screens: {!r}")
    yield from imports(tree)
    yield from modules(tree)


BAD = [
    ("no network", {"kiosk/a.cpp": "#include <QNetworkReply>\n"}),
    ("no network", {"kiosk/a.h": "class QTcpSocket;\n"}),
    ("no network", {"qml/touch/A.qml": "Item { property string u: 'http://x' }\n"}),
    ("no network", {"qml/ui/a.js": "var r = new XMLHttpRequest();\n"}),
    ("screens", {"content-cache/model/a.h": "#include <QtGui/QImage>\n"}),
    ("screens", {"content-cache/publish/a.cpp": "#include <QColor>\n"}),
    ("screens", {"content-cache/store/a.cpp": "#include <qqmlintegration.h>\n"}),
    ("must not know sync", {"kiosk/a.cpp": '#include "sync/client.h"\n'}),
    ("must not know trust", {"kiosk/a.cpp": '#include "../content-cache/trust/keys.h"\n'}),
    ("must not know store", {"content-cache/model/a.cpp": '#include "store/store.h"\n'}),
    ("must not know publish", {"content-cache/sync/a.cpp": '#include "publish/build.h"\n'}),
    ("must not link sync", {"kiosk/CMakeLists.txt": "target_link_libraries(hall_kiosk PRIVATE hall_sync)\n"}),
    ("must not have", {"qml/ui/A.qml": "import Hall.Kiosk\nItem {}\n"}),
    ("must not have", {"qml/lobby/A.qml": "import Hall.Touch 1.0\n"}),
    ("never beside C++", {"kiosk/A.qml": "Item {}\n"}),
    ("never beside QML", {"qml/ui/a.cpp": "\n"}),
]
GOOD = [
    {
        "kiosk/a.cpp": '// no http: here, see QNetworkReply\n#include "store/contentstore.h"\n#include "a.h"\n',
        "kiosk/nonetwork.cpp": "#include <QNetworkAccessManager>\n",
        "kiosk/CMakeLists.txt": "target_link_libraries(hall_kiosk PRIVATE hall_store) # not hall_sync\n",
        "content-cache/sync/a.cpp": '#include "trust/keys.h"\n#include <QNetworkReply>\n',
        "content-cache/model/a.h": "#include <QString>\n#include <QFile>\n",
        "qml/touch/A.qml": "import Hall.Kiosk\nimport Hall.Ui\nItem { /* import Hall.Lobby */ }\n",
    }
]

if __name__ == "__main__":
    main(layers, BAD, GOOD)

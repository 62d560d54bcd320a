#!/usr/bin/env python3
"""README is one page, and every path it names exists."""

import re

from proof import main

PAGE_LINES = 100


def named_paths(text):
    """Targets of links and pictures, and the words in code marks that look like paths of this project."""
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not re.match(r"[a-z]+:", target):
            yield target
    for code in re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", fenced, text, flags=re.DOTALL)):
        for word in code.split():
            if re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", word) and ("/" in word or word.endswith((".md", ".sh", ".txt"))):
                yield word


def fenced(match):
    return " ".join(f"`{line.strip()}`" for line in match.group(0).split("\n")[1:-1])


def readme(tree):
    if not tree.exists("README.md"):
        yield "README.md: is missing"
        return
    text = tree.text("README.md")
    if len(text.splitlines()) > PAGE_LINES:
        yield f"README.md: {len(text.splitlines())} lines are more than one page ({PAGE_LINES})"
    if "![" not in text:
        yield "README.md: shows no picture"
    if not re.search(r"[\u4e00-\u9fff]{10}", text):
        yield "README.md: has no Chinese part for clerks and technicians"
    for path in sorted(set(named_paths(text))):
        # What a build makes is there only after the build.
        if not path.startswith("build/") and not tree.exists(path):
            yield f"README.md: {path} does not exist"


FINE = "![home](assets/home.png)\n以下写给办事大厅的工作人员\n"
BAD = [
    ("missing", {"a": ""}),
    ("deploy-scripts/gone.sh does not exist", {"README.md": FINE + "Run `deploy-scripts/gone.sh --x`.\n", "assets/home.png": ""}),
    ("docs/a.md does not exist", {"README.md": FINE + "[a](docs/a.md#part)\n", "assets/home.png": ""}),
    ("tools/x.sh does not exist", {"README.md": FINE + "```sh\ntools/x.sh\n```\n", "assets/home.png": ""}),
    ("assets/home.png does not exist", {"README.md": FINE}),
    ("no picture", {"README.md": "以下写给办事大厅的工作人员\n"}),
    ("no Chinese", {"README.md": "![home](a.png)\n", "a.png": ""}),
    ("one page", {"README.md": FINE + "\n" * 200, "assets/home.png": ""}),
]
GOOD = [
    {
        "README.md": FINE + "`kiosk/` [web](https://example.org/x) `--role touch|lobby`\n```sh\nrun/demo.sh --help\nbuild/bin/x check\n```\n",
        "assets/home.png": "", "kiosk/a.h": "", "run/demo.sh": "",
    }
]

if __name__ == "__main__":
    main(readme, BAD, GOOD)

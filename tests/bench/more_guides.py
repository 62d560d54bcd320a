#!/usr/bin/env python3
"""Multiplies the guides of a workspace, for the size a whole bureau's content has: more_guides.py WORKSPACE TIMES

The item whose fee the measurement changes stays the only one with this fee.
"""

import pathlib
import re
import sys

ONLY_ONE = "HZ07"
NUMBERS_APART = 20  # more than any unit has items


def main():
    folder, times = pathlib.Path(sys.argv[1]) / "items", int(sys.argv[2])
    for path in sorted(folder.glob("*.yaml")):
        name = re.fullmatch(r"([A-Z]+)(\d+)", path.stem)
        if path.stem == ONLY_ONE:
            continue
        if int(name[2]) > NUMBERS_APART:
            continue
        text = path.read_text(encoding="utf-8")
        for copy in range(1, times):
            new = f"{name[1]}{int(name[2]) + NUMBERS_APART * copy:02}"
            text_of_new = text.replace(path.stem, new).replace("\ntitle: ", f"\ntitle: 第{copy + 1}份", 1)
            (folder / f"{new}.yaml").write_text(text_of_new, encoding="utf-8")
    print(len(list(folder.glob("*.yaml"))))


if __name__ == "__main__":
    main()

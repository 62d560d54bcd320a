#!/usr/bin/env python3
"""Looks at a picture of a screen: look.py FILE.ppm [OTHER.ppm]

Prints 'WIDTH HEIGHT COLOURS MOST', MOST being the share of the most frequent colour in per cent; with a second picture
also the share of points that differ. A dead screen has one colour. Reads the binary PPM of grim and of QEMU.
"""

import collections
import sys


def points(path):
    with open(path, "rb") as file:
        words = file.readline().split()
        while len(words) < 4:
            line = file.readline()
            if not line:
                sys.exit(f"{path} is no whole picture")
            words += line.split()
        data = file.read()
    width, height = int(words[1]), int(words[2])
    if words[0] != b"P6" or words[3] != b"255" or len(data) != width * height * 3:
        sys.exit(f"{path} is no whole picture")
    return width, height, [data[i : i + 3] for i in range(0, len(data), 3)]


def main(first, second=None):
    width, height, colours = points(first)
    counts = collections.Counter(colours)
    words = [width, height, len(counts), round(100 * counts.most_common(1)[0][1] / len(colours), 1)]
    if second:
        others = points(second)[2]
        words.append(round(100 * sum(a != b for a, b in zip(colours, others)) / len(colours), 1))
    print(*words)


if __name__ == "__main__":
    main(*sys.argv[1:])

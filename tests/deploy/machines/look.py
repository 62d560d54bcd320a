#!/usr/bin/env python3
"""Looks at a picture of a screen: look.py FILE.png [OTHER.png]

Prints 'WIDTH HEIGHT COLOURS MOST', MOST being the share of the most frequent colour in per cent; with a second picture
also the share of points that differ. A dead screen has one colour. Reads PNG of 8 bits, RGB or RGBA, not interlaced.
"""

import collections
import struct
import sys
import zlib


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        sys.exit(f"{path} is no PNG")
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    if depth != 8 or colour not in (2, 6) or interlace:
        sys.exit(f"{path}: this kind of PNG is not read here")
    return width, height, lines(zlib.decompress(packed), width, height, 3 if colour == 2 else 4)


def paeth(left, up, corner):
    estimate = left + up - corner
    distances = (abs(estimate - left), abs(estimate - up), abs(estimate - corner))
    return (left, up, corner)[distances.index(min(distances))]


def lines(data, width, height, size):
    """The rows as bytes of three a point, PNG's filters (ISO 15948, 9.2) undone."""
    stride, before = width * size, bytearray(width * size)
    for row in range(height):
        kind = data[row * (stride + 1)]
        line = bytearray(data[row * (stride + 1) + 1 : (row + 1) * (stride + 1)])
        if kind == 1:
            for i in range(size, stride):
                line[i] = (line[i] + line[i - size]) & 255
        elif kind == 2:
            line = bytearray((a + b) & 255 for a, b in zip(line, before))
        elif kind == 3:
            for i in range(stride):
                line[i] = (line[i] + ((line[i - size] if i >= size else 0) + before[i]) // 2) & 255
        elif kind == 4:
            for i in range(stride):
                left, corner = (line[i - size], before[i - size]) if i >= size else (0, 0)
                line[i] = (line[i] + paeth(left, before[i], corner)) & 255
        before = line
        yield bytes(line) if size == 3 else bytes(byte for i, byte in enumerate(line) if i % 4 != 3)


def points(path):
    width, height, rows = read(path)
    return width, height, [row[i : i + 3] for row in rows for i in range(0, len(row), 3)]


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

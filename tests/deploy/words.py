#!/usr/bin/env python3
"""Finds words in a picture of a screen, as a person does: words.py PICTURE WORDS

Reads the picture with Tesseract (simplified Chinese) and prints 'X Y', the middle of the place where the words stand
in one line, in points of the picture. Blanks do not count, and of four letters one may be misread. Exit code:
0 found, 1 not there (what was read goes to standard error), 2 wrong use, 3 Tesseract is missing.
"""

import csv
import subprocess
import sys

# Enlargement and page segmentation: no single way of reading finds both a lone button and a full list.
WAYS = ((1, 6), (1, 3), (2, 6), (1, 11), (2, 11))


def read_lines(picture, enlarged, segmentation):
    """Yields (text, boxes) of each line; one box (left, top, width, height) for each letter, in points of the picture."""
    grey = subprocess.run(
        ["convert", picture, "-colorspace", "Gray", "-resize", f"{enlarged * 100}%", "png:-"],
        stdout=subprocess.PIPE, check=True)
    table = subprocess.run(
        ["tesseract", "-", "-", "-l", "chi_sim", "--psm", str(segmentation), "--dpi", str(96 * enlarged), "tsv"],
        input=grey.stdout, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    lines = {}
    for row in csv.DictReader(table.stdout.decode().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = (row["text"] or "").strip()
        if not word:
            continue
        left, top, width, height = (int(row[name]) / enlarged for name in ("left", "top", "width", "height"))
        text, boxes = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), ([], []))
        for place, letter in enumerate(word):
            text.append(letter)
            boxes.append((left + width * place / len(word), top, width / len(word), height))
    for text, boxes in lines.values():
        yield "".join(text), boxes


def place_of(wanted, text):
    """Where `wanted` begins in `text`, or -1; of four letters one may differ."""
    for at in range(len(text) - len(wanted) + 1):
        wrong = sum(a != b for a, b in zip(wanted, text[at:]))
        if wrong <= len(wanted) // 4:
            return at
    return -1


def find(picture, wanted):
    """The middle of the words, and the texts of all lines. A line of little else is preferred to a sentence with the
    words in it: a button says what it does, and texts tell of the button."""
    seen, best = [], None
    for way in WAYS:
        for text, boxes in read_lines(picture, *way):
            seen.append(text)
            at = place_of(wanted, text)
            if at >= 0 and (best is None or len(text) < best[0]):
                first, last = boxes[at], boxes[at + len(wanted) - 1]
                best = len(text), round((first[0] + last[0] + last[2]) / 2), round(first[1] + first[3] / 2)
        if best and best[0] <= 2 * len(wanted) + 2:
            break
    return best and best[1:], seen


def main(words):
    if len(words) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    wanted = words[1].replace(" ", "")
    try:
        place, seen = find(words[0], wanted)
    except FileNotFoundError as fault:
        print(f"words.py: {fault.filename} is not installed", file=sys.stderr)
        return 3
    if not place:
        print(f"words.py: {wanted} is not in {words[0]}, but: {' | '.join(seen)}", file=sys.stderr)
        return 1
    print(*place)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

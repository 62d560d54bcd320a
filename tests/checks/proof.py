"""What the project's own checks share: reading the tree, and the proof that a check can fail.

A check is a function that takes a Tree and yields complaints ("file:line: sentence"). main() first runs it on the
samples that come with it: every bad sample must be refused with the expected words, every good one accepted. Only
then the project itself is read.
"""

import argparse
import pathlib
import re
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]


class Tree:
    """The files below one folder, without what builds and tools leave there."""

    def __init__(self, root):
        self.root = pathlib.Path(root)

    def files(self, *patterns):
        """Paths that match a pattern, relative to the root, in a fixed order."""
        found = set()
        for pattern in patterns:
            for path in self.root.glob(pattern):
                inner = path.relative_to(self.root)
                if path.is_file() and not inner.parts[0].startswith(("build", ".git")):
                    found.add(inner.as_posix())
        return sorted(found)

    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8")

    def code(self, path):
        """The text with comments blanked out; lines keep their numbers, strings stay."""
        return without_comments(self.text(path))

    def exists(self, path):
        return (self.root / path).exists()


def without_comments(text):
    def blank(match):
        token = match.group(0)
        return re.sub(r"[^\n]", " ", token) if token.startswith(("//", "/*")) else token

    token = r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/'
    return re.sub(token, blank, text, flags=re.DOTALL)


def matches(tree, paths, pattern, sentence):
    """One complaint for each place where the pattern stands in the code."""
    for path in paths:
        for number, line in enumerate(tree.code(path).split("\n"), 1):
            found = re.search(pattern, line)
            if found:
                yield f"{path}:{number}: {sentence.format(found.group(0).strip())}"


def complaints_of(check, sample):
    with tempfile.TemporaryDirectory(prefix="hall-check-") as folder:
        for path, text in sample.items():
            target = pathlib.Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return list(check(Tree(folder)))


def prove(check, bad, good):
    """Sentences about samples that the check judges wrongly."""
    if not bad or not good:
        yield "a check needs at least one bad and one good sample"
    for words, sample in bad:
        complaints = complaints_of(check, sample)
        if not any(words in complaint for complaint in complaints):
            yield f"the bad sample {sorted(sample)} was not refused with {words!r}, but with {complaints}"
    for sample in good:
        complaints = complaints_of(check, sample)
        if complaints:
            yield f"the good sample {sorted(sample)} was refused: {complaints}"


def main(check, bad, good):
    parser = argparse.ArgumentParser(description=check.__doc__)
    parser.add_argument("--root", default=PROJECT, help="the tree to read; the project by default")
    root = parser.parse_args().root
    wrong = [f"self-proof: {sentence}" for sentence in prove(check, bad, good)]
    wrong = wrong or list(check(Tree(root)))
    for sentence in wrong:
        print(sentence)
    print(f"{len(wrong)} complaints" if wrong else f"fine; {len(bad)} bad samples were refused")
    sys.exit(1 if wrong else 0)

"""Figures as a picture: bars in groups, each group to its own scale, drawn as SVG without further libraries."""

import html

WIDTH, NAME_WIDTH, BAR_WIDTH = 860, 250, 430
ROW, BAR, HEAD, GAP = 24, 16, 30, 14
INK, PALE, OURS, RIVAL = "#1b2a3a", "#5b6b7b", "#1f6fb2", "#b9c4cf"


def text(x, y, words, size=13, colour=INK, weight="normal"):
    return (f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" font-weight="{weight}">'
            f"{html.escape(words)}</text>")


def bars(title, groups, note=""):
    """groups: (heading, [(name, value, label, whether it is ours)])."""
    parts, y = [text(16, 30, title, 18, weight="bold")], 44
    for heading, rows in groups:
        y += HEAD
        parts.append(text(16, y - 6, heading, 14, weight="bold"))
        most = max((value for _, value, _, _ in rows), default=0) or 1
        for name, value, label, ours in rows:
            length = max(1.0, BAR_WIDTH * value / most)
            parts.append(text(16, y + 14, name, colour=INK if ours else PALE))
            parts.append(f'<rect x="{NAME_WIDTH}" y="{y + 2}" width="{length:.1f}" height="{BAR}" '
                         f'fill="{OURS if ours else RIVAL}"/>')
            parts.append(text(NAME_WIDTH + length + 8, y + 14, label, 12))
            y += ROW
        y += GAP
    if note:
        parts.append(text(16, y + 12, note, 11, PALE))
        y += 20
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y + 12}" '
            f'viewBox="0 0 {WIDTH} {y + 12}" font-family="sans-serif">\n'
            f'<rect width="100%" height="100%" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n")


def histogram(title, values, width, unit, note=""):
    """How many of the values lie in each step of this width."""
    steps = [0] * (int(max(values, default=0) // width) + 1)
    for value in values:
        steps[int(value // width)] += 1
    rows = [(f"{index * width:g}–{(index + 1) * width:g} {unit}", count, str(count), True)
            for index, count in enumerate(steps)]
    return bars(title, [(f"{len(values)} kiosks", rows)], note)

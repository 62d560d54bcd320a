#!/usr/bin/python3
"""Draws the icon words of qml/ui/IconWords.qml and writes them as one font, hall-icons.ttf.

Every icon is our own drawing on a 24 x 24 grid (y downwards), with strokes 1.8 wide, and takes the colour of
the text it stands in, which a picture on the software scene graph cannot.
Needs Debian's python3-fonttools and python3-shapely; run by hand when a drawing changes.
"""
import math
import re
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.polygon import orient
from shapely.ops import unary_union

HERE = Path(__file__).resolve().parent
WORDS_FILE = HERE.parent.parent / "qml" / "ui" / "IconWords.qml"
OUTPUT = HERE / "hall-icons.ttf"
STROKE = 1.8
UNITS = 1000


def line(*points, width=STROKE):
    """A stroke with round ends through points given as x, y, x, y."""
    pairs = list(zip(points[::2], points[1::2]))
    return LineString(pairs).buffer(width / 2, resolution=6)


def disc(x, y, r):
    return Point(x, y).buffer(r, resolution=12)


def ring(x, y, r, width=STROKE):
    return disc(x, y, r + width / 2).difference(disc(x, y, r - width / 2))


def slab(x1, y1, x2, y2, r=1.0):
    return box(x1 + r, y1 + r, x2 - r, y2 - r).buffer(r, resolution=6)


def frame(x1, y1, x2, y2, r=2.0, width=STROKE):
    outer = slab(x1 - width / 2, y1 - width / 2, x2 + width / 2, y2 + width / 2, r)
    return outer.difference(slab(x1 + width / 2, y1 + width / 2, x2 - width / 2, y2 - width / 2, max(0.2, r - width / 2)))


def shape(*points):
    return Polygon(list(zip(points[::2], points[1::2])))


def loop(*points, width=STROKE):
    """A closed stroke through points."""
    return line(*points, points[0], points[1], width=width)


def arc(x, y, r, start, end, width=STROKE):
    """A stroked arc; degrees clockwise from three o'clock."""
    steps = 24
    angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    flat = [c for a in angles for c in (x + r * math.cos(a), y + r * math.sin(a))]
    return line(*flat, width=width)


def half(x, top, r, bottom):
    """Shoulders: a dome of radius r standing on `bottom`."""
    return disc(x, top + r, r).union(box(x - r, top + r, x + r, bottom + 9)).intersection(box(0, 0, 24, bottom))


def person(x, head, r=3.0, wide=5.0, bottom=21.0):
    return disc(x, head, r).union(half(x, head + r + 1.3, wide, bottom))


def u(*parts):
    return unary_union(parts)


def minus(base, *parts):
    return base.difference(unary_union(parts))


PAGE = u(loop(5, 3, 14, 3, 19, 8, 19, 21, 5, 21), line(14, 3, 14, 8, 19, 8))
HOUSE = u(line(2.5, 11.5, 12, 3, 21.5, 11.5), line(5, 10, 5, 20.5, 19, 20.5, 19, 10))
SHIELD = Polygon([(12, 1.8), (20.5, 5), (20.5, 11), (19.3, 15.3), (16.6, 18.9), (12, 22), (7.4, 18.9), (4.7, 15.3),
                  (3.5, 11), (3.5, 5)])
HEART = u(disc(8, 9, 5), disc(16, 9, 5), shape(3.6, 11.4, 20.4, 11.4, 12, 21))
STAR = Polygon([(12 + (9.5 if i % 2 == 0 else 4) * math.sin(i * math.pi / 5),
                 12 - (9.5 if i % 2 == 0 else 4) * math.cos(i * math.pi / 5)) for i in range(10)])
BUBBLE = slab(2, 3, 22, 17, 3).union(shape(6, 16, 12, 16, 6, 22))

ICONS = {
    "house": u(HOUSE, line(9, 20, 9, 14, 15, 14, 15, 20)),
    "idcard": u(frame(2.5, 4.5, 21.5, 19.5), person(8, 9.5, 1.9, 3, 16.3), line(14, 9, 18.5, 9), line(14, 12.5, 18.5, 12.5), line(14, 16, 17, 16)),
    "passport": u(frame(4.5, 2.5, 19.5, 21.5), ring(12, 10, 4, 1.5), line(8, 10, 16, 10, width=1.3), line(12, 6, 12, 14, width=1.3), line(8.5, 18, 15.5, 18)),
    "car": u(minus(u(slab(2, 11, 22, 18, 2), shape(4, 12, 6.8, 5, 17.2, 5, 20, 12)), shape(6.6, 10.6, 8.1, 6.8, 15.9, 6.8, 17.4, 10.6), disc(6.3, 14.5, 1.3), disc(17.7, 14.5, 1.3)),
             slab(3.5, 16, 7, 20.6, 1), slab(17, 16, 20.5, 20.6, 1)),
    "licence": u(frame(2.5, 4.5, 21.5, 19.5), ring(8, 12, 3.6, 1.5), disc(8, 12, 1.1), line(8, 12.5, 8, 15, width=1.4), line(4.8, 11.4, 11.2, 11.4, width=1.4), line(14.5, 9.5, 18.5, 9.5), line(14.5, 14, 18.5, 14)),
    "shop": u(shape(3.5, 3, 20.5, 3, 22.5, 9, 1.5, 9), disc(4.2, 9.5, 2.6), disc(9.4, 9.5, 2.6), disc(14.6, 9.5, 2.6), disc(19.8, 9.5, 2.6), line(4, 12, 4, 20.8, 20, 20.8, 20, 12), line(10, 20, 10, 15.5, 14, 15.5, 14, 20)),
    "danger": minus(shape(12, 2, 23, 21.5, 1, 21.5).buffer(0.3), line(12, 9, 12, 14.5, width=2), disc(12, 18, 1.2)),
    "event": u(line(4.5, 2.5, 4.5, 21.5), shape(5, 3.5, 20.5, 3.5, 16.5, 8.5, 20.5, 13.5, 5, 13.5)),
    "proof": u(PAGE.difference(disc(17.5, 18, 5.2)), minus(disc(17.5, 18, 4.2), line(15.6, 18.1, 17, 19.5, 19.5, 16.6, width=1.4)), line(8, 9, 11.5, 9), line(8, 12.8, 12.5, 12.8)),
    "permit-residence": u(frame(2.5, 4.5, 21.5, 19.5), line(5, 12, 9, 8.3, 13, 12, width=1.6), minus(shape(6, 11.6, 9, 8.8, 12, 11.6, 12, 16, 6, 16), box(8.2, 13, 9.8, 16)), line(15.5, 9.5, 18.8, 9.5), line(15.5, 13, 18.8, 13)),
    "elder": u(disc(9.5, 5, 2.8), line(9, 10.5, 8, 15, 10.5, 17.5, 10.5, 21.5, width=2.4), line(8, 15.5, 6, 21.5, width=2.4), line(9.4, 10.8, 12, 13.5, 15.5, 13.5), arc(17.3, 12.7, 1.4, 180, 360), line(18.7, 12.7, 18.7, 21.5)),
    "student": u(shape(12, 3.5, 23.5, 9, 12, 14.5, 0.5, 9), shape(5.5, 12.7, 12, 15.9, 18.5, 12.7, 18.5, 17.2, 15.5, 19.3, 12, 20, 8.5, 19.3, 5.5, 17.2), line(21.6, 10, 21.6, 16.5, width=1.5), disc(21.6, 17.2, 1.3)),
    "foreigner": u(ring(12, 12, 9), line(3, 12, 21, 12, width=1.5), affinity.scale(ring(12, 12, 8.6, 1.5), 0.45, 1), line(5, 7, 19, 7, width=1.3), line(5, 17, 19, 17, width=1.3)),
    "worker": u(minus(disc(12, 12.2, 5), box(0, 0, 24, 11.8)), half(12, 3, 6, 9.8), slab(4.5, 9, 19.5, 11.3, 1), half(12, 18.2, 8, 22)),
    "family": u(minus(u(person(6.6, 5.2, 2.8, 4.6, 20), person(17.4, 5.2, 2.8, 4.6, 20)), person(12, 12.6, 2.2, 3.4, 24).buffer(1.3)), person(12, 12.6, 2.2, 3.4, 21.5)),
    "soldier": u(shape(4, 8, 6, 3.6, 12, 2, 18, 3.6, 20, 8), slab(5.5, 7, 18.5, 9.6, 0.6), minus(disc(12, 10.6, 4.6), box(0, 0, 24, 10.2)), half(12, 16.5, 8, 22)),
    "company": u(frame(4, 2.5, 14, 21.5, 1), line(14, 9, 20.5, 9, 20.5, 21.5), line(2, 21.5, 22, 21.5), *[slab(x, y, x + 2, y + 2, 0.3) for x in (6.4, 10) for y in (6, 10, 14)], line(17.3, 13, 17.3, 13.6), line(17.3, 17, 17.3, 17.6)),
    "baby": u(minus(disc(12, 12, 9.5), disc(8.6, 11.5, 1.3), disc(15.4, 11.5, 1.3), arc(12, 13.3, 3.6, 25, 155, 1.6), arc(12.6, 5, 1.9, 90, 300, 1.4)), disc(2.8, 12.5, 1.8), disc(21.2, 12.5, 1.8)),
    "school": u(line(12, 2.2, 12, 7), shape(12.2, 2.2, 17.5, 3.7, 12.2, 5.4), shape(12, 6, 18, 10.5, 18, 21.5, 6, 21.5, 6, 10.5).difference(u(disc(12, 12, 1.7), box(10.6, 17, 13.4, 22))), minus(box(1.5, 12.5, 22.5, 21.5), box(5.2, 0, 18.8, 24), box(2.9, 15, 4, 18), box(20, 15, 21.1, 18))),
    "marriage": minus(HEART, line(7.5, 12, 11, 15.5, 16.8, 9.2, width=1.9)),
    "home": u(shape(12, 2.2, 23, 12, 1, 12), minus(slab(4, 10, 20, 21.5, 1), box(9.7, 14.5, 14.3, 22))),
    "lost": u(ring(10.5, 10.5, 7.2), line(16, 16, 21.5, 21.5, width=2.6), arc(10.5, 9.3, 2.4, 180, 400, 1.7), line(10.9, 11.6, 10.5, 12.3, width=1.7), disc(10.5, 14.7, 1.1)),
    "death": u(line(12, 21.5, 12, 12), *[affinity.rotate(affinity.scale(disc(12, 4.4, 2.6), 0.8, 1), a, origin=(12, 8)) for a in range(0, 360, 72)], affinity.rotate(affinity.scale(disc(16, 17, 3.6), 1, 0.42), -35)),
    "travel": u(frame(3, 7.5, 21, 20.5, 2), frame(8.5, 3.5, 15.5, 7.5, 1), line(8, 8, 8, 20), line(16, 8, 16, 20)),
    "shield": minus(SHIELD, affinity.scale(STAR, 0.52, 0.52, origin=(12, 12)).buffer(0)),
    "net": u(*[disc(x, y, 2.4) for x, y in ((12, 4), (4, 19), (20, 19))], disc(12, 13, 3), line(12, 4, 12, 13), line(4, 19, 12, 13), line(20, 19, 12, 13)),
    "dog": u(minus(u(slab(5.5, 5, 18.5, 17, 4), slab(8, 12, 16, 21.5, 3.6)), disc(9.3, 10.2, 1.2), disc(14.7, 10.2, 1.2), affinity.scale(disc(12, 15.4, 2), 1, 0.7), line(12, 16.4, 12, 18.4, width=1.2)), slab(2.2, 4, 6.8, 14, 2.2), slab(17.2, 4, 21.8, 14, 2.2)),
    "fire": minus(u(disc(12, 15, 7), shape(5.1, 14, 7.5, 8.5, 9.3, 11, 11.5, 1.5, 16, 6.5, 17.3, 10, 18.9, 14)).buffer(0.1), u(disc(12, 17.7, 2.9), shape(9.2, 17, 12.3, 11.2, 14.8, 17))),
    "phone": affinity.rotate(u(arc(12, 12, 7.6, 105, 255, 3.4), slab(9.2, 1.8, 15, 6.9, 1.3), slab(9.2, 17.1, 15, 22.2, 1.3)), -38, origin=(11, 12)),
    "fee": u(ring(12, 12, 9.4), line(8, 6.6, 12, 11.4, 16, 6.6), line(12, 11.4, 12, 18), line(8.2, 12, 15.8, 12, width=1.6), line(8.2, 15, 15.8, 15, width=1.6)),
    "search": u(ring(10.5, 10.5, 7.2, 2.2), line(16, 16, 21.3, 21.3, width=2.8)),
    "back": u(line(4, 12, 20.5, 12, width=2.4), line(11, 5, 4, 12, 11, 19, width=2.4)),
    "flag": u(line(4.5, 2.5, 4.5, 21.5, width=2), box(5, 3.5, 20.5, 14)),
    "qr": u(*[u(frame(x, y, x + 6, y + 6, 0.6), slab(x + 2, y + 2, x + 4, y + 4, 0.2)) for x, y in ((3, 3), (15, 3), (3, 15))], *[box(x, y, x + 2.4, y + 2.4) for x, y in ((13.5, 13.5), (18.2, 13.5), (15.9, 15.9), (13.5, 18.2), (18.2, 18.2), (20.2, 15.9), (15.9, 20.2))]),
    "clock": u(ring(12, 12, 9.4), line(12, 6.3, 12, 12.4, 16, 14.8, width=2)),
    "place": minus(u(disc(12, 9.5, 7.6), shape(5.2, 13, 18.8, 13, 12, 22.4)), disc(12, 9.5, 2.9)),
    "material": u(PAGE, line(8.3, 12, 15.7, 12), line(8.3, 15.2, 15.7, 15.2), line(8.3, 18.2, 13, 18.2)),
    "next": line(8.5, 4.5, 16, 12, 8.5, 19.5, width=2.4),
    "check": line(4, 12.8, 9.6, 18.3, 20, 6.4, width=2.8),
    "close": u(line(5, 5, 19, 19, width=2.5), line(19, 5, 5, 19, width=2.5)),
    "up": line(4.5, 15.5, 12, 8, 19.5, 15.5, width=2.6),
    "down": line(4.5, 8.5, 12, 16, 19.5, 8.5, width=2.6),
    "delete": u(loop(8, 5, 21.5, 5, 21.5, 19, 8, 19, 2, 12), line(11.4, 9, 17.4, 15), line(17.4, 9, 11.4, 15)),
    "keyboard": u(frame(2, 3.5, 22, 14, 1.6), *[disc(x, 7.2, 1) for x in (6, 10, 14, 18)], line(7.5, 10.8, 16.5, 10.8), line(8.8, 18, 12, 21.2, 15.2, 18, width=2)),
    "reach": u(line(12, 2.5, 12, 15, width=2.4), line(6, 9.5, 12, 15.5, 18, 9.5, width=2.4), line(4, 21, 20, 21, width=2.4)),
    "type": u(line(2.5, 20, 8.3, 4.5, 14.1, 20, width=2.2), line(4.9, 14.8, 11.7, 14.8, width=2), line(15.4, 20, 18.6, 11.5, 21.8, 20, width=1.8), line(16.8, 17.2, 20.4, 17.2, width=1.6)),
    "warn": minus(disc(12, 12, 10.3), line(12, 6.3, 12, 13, width=2.3), disc(12, 17, 1.4)),
    "picture": u(frame(2.5, 4, 21.5, 20, 2), disc(8, 9.3, 1.9), shape(4, 18.6, 9.8, 12, 13, 15.4, 16.2, 11.4, 20, 18.6)),
    "hall": u(shape(12, 2, 22.5, 8.3, 1.5, 8.3), *[slab(x, 9.5, x + 2.6, 17.5, 0.3) for x in (4, 10.7, 17.4)], slab(2, 18.6, 22, 21.5, 0.4)),
    "calendar": u(frame(3, 4.5, 21, 21, 2), box(3, 5, 21, 9.5), line(7.5, 2.3, 7.5, 6), line(16.5, 2.3, 16.5, 6), *[slab(x, y, x + 2.4, y + 2.4, 0.3) for x in (6.3, 10.8, 15.3) for y in (12, 16)]),
    "person": person(12, 7, 4.4, 8.6, 21.5),
}


def glyph(geometry):
    """The outline as a TrueType glyph: y upwards, the grid's bottom on the baseline."""
    pen = TTGlyphPen(None)
    polygons = getattr(geometry.simplify(0.015), "geoms", None) or [geometry.simplify(0.015)]
    for polygon in polygons:
        if polygon.is_empty or polygon.area < 0.02:
            continue
        polygon = orient(polygon, sign=1.0)
        for contour in (polygon.exterior, *polygon.interiors):
            points = [(round(x * UNITS / 24), round((24 - y) * UNITS / 24)) for x, y in contour.coords[:-1]]
            pen.moveTo(points[0])
            for point in points[1:]:
                pen.lineTo(point)
            pen.closePath()
    return pen.glyph()


def main():
    words = re.search(r'list: "([^"]+)"', WORDS_FILE.read_text(encoding="utf-8")).group(1).split()
    missing = sorted(set(words) ^ set(ICONS))
    if missing:
        raise SystemExit(f"drawn and named icons differ: {' '.join(missing)}")
    names = [".notdef"] + words
    font = FontBuilder(UNITS, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({0xE000 + i: word for i, word in enumerate(words)})
    glyphs = {".notdef": TTGlyphPen(None).glyph(), **{word: glyph(ICONS[word]) for word in words}}
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics({name: (UNITS, getattr(drawn, "xMin", 0)) for name, drawn in glyphs.items()})
    font.setupHorizontalHeader(ascent=UNITS, descent=0)
    font.setupNameTable({"familyName": "Hall Icons", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=UNITS, sTypoDescender=0, sTypoLineGap=0, usWinAscent=UNITS, usWinDescent=0)
    font.setupPost()
    font.setupHead(unitsPerEm=UNITS, created=0, modified=0)
    font.font.recalcTimestamp = False
    font.save(OUTPUT)


if __name__ == "__main__":
    main()

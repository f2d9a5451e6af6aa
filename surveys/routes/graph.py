"""The pages of one kind of reader and the ways between them, laid out to be drawn.

Pages stand one below the other, as they are asked. A way to the next page is a straight arrow; a
way past some pages runs down a lane beside them. All measures are in the drawing's own units.
"""

import textwrap
from dataclasses import dataclass

from surveys.routes.walk import Walk


BOX, LINE, PAD, GAP, LANE, MARGIN = 340, 19, 12, 34, 22, 12
TITLE_WIDTH, RULE_WIDTH = 40, 46


@dataclass(frozen=True)
class Way:
    """One way between two pages, by their places; the end is one past the last page."""

    start: int
    end: int

    @property
    def is_past(self) -> bool:
        """Whether it leads past a page."""
        return self.end > self.start + 1


@dataclass(frozen=True)
class Node:
    """What a box says: its title and a second line, and the rule that opens it, in words."""

    title: str
    detail: str
    rule: str = ""


@dataclass(frozen=True)
class Line:
    """One line of text at a point."""

    x: int
    y: int
    text: str
    kind: str


@dataclass(frozen=True)
class Drawing:
    """Boxes as (x, y, width, height), arrows as path data, and lines of text."""

    width: int
    height: int
    boxes: tuple[tuple[int, int, int, int], ...]
    arrows: tuple[str, ...]
    lines: tuple[Line, ...]


def ways_of(walk: Walk) -> list[Way]:
    """Return every way that somebody goes: -1 is the beginning, the number of pages the end."""
    lasts = {walk.start: {-1}}
    ways: set[Way] = set()
    for number, layer in enumerate(walk.layers):
        after: dict = {}
        for place, choices in layer.items():
            for shown, next_place in choices.items():
                ends = {number} if shown else lasts[place]
                ways |= {Way(last, number) for last in lasts[place] if shown}
                after.setdefault(next_place, set()).update(ends)
        lasts = after
    ways |= {Way(last, len(walk.layers)) for ends in lasts.values() for last in ends}
    return sorted(ways, key=lambda way: (way.start, way.end))


def draw(nodes: list[Node], ways: list[Way], *, otherwise: str) -> Drawing:
    """Return the drawing. `nodes` begin with the beginning and end with the end; `ways` count
    from the beginning as -1."""
    lanes, count = _lanes(ways)
    left = MARGIN + (count + 1) * LANE
    boxes, lines = _stacked(nodes, left)
    arrows = [_arrow(way, boxes, lanes.get(way), left) for way in ways]
    lines += _otherwise(ways, boxes, left, otherwise)
    longest = max((len(line.text) for line in lines if line.kind == "rule"), default=0)
    width = max(left + BOX, left + BOX // 2 + 10 + longest * 8) + MARGIN
    _x, last, _width, height = boxes[-1]
    return Drawing(width, last + height + MARGIN, tuple(boxes), tuple(arrows), tuple(lines))


def _stacked(nodes, left):
    """Return a box for each node, one below the other, and the lines in and above them."""
    boxes: list[tuple[int, int, int, int]] = []
    lines: list[Line] = []
    top = MARGIN
    for node in nodes:
        rules = textwrap.wrap(node.rule, RULE_WIDTH)
        top += GAP + LINE * len(rules) if boxes else 0
        above = top - LINE * len(rules) + 4
        beside = left + BOX // 2 + 10
        lines += [Line(beside, above + LINE * n, text, "rule") for n, text in enumerate(rules)]
        said = [(text, "title") for text in textwrap.wrap(node.title, TITLE_WIDTH)]
        said += [(node.detail, "detail")] if node.detail else []
        height = 2 * PAD + LINE * len(said) - 4
        boxes.append((left, top, BOX, height))
        first = top + PAD + 11
        lines += [Line(left + PAD, first + LINE * n, *each) for n, each in enumerate(said)]
        top += height
    return boxes, lines


def _lanes(ways):
    """Return a lane for each way past pages, so that no two in one lane overlap; and how many."""
    lanes: dict[Way, int] = {}
    for way in sorted((w for w in ways if w.is_past), key=lambda w: (w.end - w.start, w.start)):
        taken = {n for each, n in lanes.items() if each.start < way.end and way.start < each.end}
        lanes[way] = next(n for n in range(len(lanes) + 1) if n not in taken)
    return lanes, max(lanes.values(), default=-1) + 1


def _arrow(way, boxes, lane, left):
    x, y, width, height = boxes[way.start + 1]
    to_x, to_y, _to_width, to_height = boxes[way.end + 1]
    if lane is None:
        return f"M{x + width // 2} {y + height} V{to_y - 3}"
    out, into = y + height - 8, to_y + min(14, to_height // 2)
    beside = left - LANE * (lane + 1)
    return (
        f"M{x} {out} H{beside + 6} Q{beside} {out} {beside} {out + 6} V{into - 6} "
        f"Q{beside} {into} {beside + 6} {into} H{to_x - 3}"
    )


def _otherwise(ways, boxes, left, word):
    """Return the word beside each box that some people leave past a page."""
    starts = sorted({way.start for way in ways if way.is_past})
    return [
        Line(left + 4, boxes[start + 1][1] + boxes[start + 1][3] + 15, word, "otherwise")
        for start in starts
    ]

"""Where the parts of the diagram of joins stand: services in a column, an arc for what two share.

Pure. The page draws it as SVG with real text, and says the same in a table under it.
"""

from collections.abc import Mapping, Sequence


# Drawn for the narrowest screen: names at one side, arcs at the other, so that no line crosses a
# name, and no word becomes smaller than the page's own.
WIDTH, ROW, LINE = 320, 64, 19
NAMES, ARCS = 152, 140
WIDEST_STEP = 34
LONGEST = 15  # letters of a name that stand beside each other
THINNEST, THICKEST, EACH_THEME = 1.5, 8.0, 1.0


def diagram_of(
    services: Sequence[tuple[str, str, str]], shared: Mapping[tuple[str, str], int]
) -> dict:
    """Return the places of nodes and arcs.

    `services` are (key, name, words under the name); `shared` is how many themes two share.
    """
    rows = {key: number for number, (key, _name, _words) in enumerate(services)}
    step = min(WIDEST_STEP, ARCS / max(len(rows) - 1, 1))
    nodes = [_node(name, words, rows[key]) for key, name, words in services]
    lines = [
        _arc(*sorted((rows[one], rows[other])), count, step)
        for (one, other), count in shared.items()
        if count and one in rows and other in rows
    ]
    return {"width": WIDTH, "height": ROW * len(rows), "nodes": nodes, "lines": lines}


def lines_of(name: str) -> list[str]:
    """Return a name in lines that are short enough, broken between words alone.

    >>> lines_of("Care and family support")
    ['Care and family', 'support']
    """
    lines: list[str] = []
    for word in name.split():
        if lines and len(f"{lines[-1]} {word}") <= LONGEST:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _middle_of(row) -> float:
    return ROW * (row + 0.5)


def _node(name, words, row) -> dict:
    """Return a dot, and the lines of its name with the words under them, around its height."""
    lines = lines_of(name)
    first = _middle_of(row) - LINE * len(lines) / 2
    return {
        "x": NAMES + 8,
        "y": _middle_of(row),
        "names": [{"text": text, "y": first + LINE * number} for number, text in enumerate(lines)],
        "words": words,
        "words_y": first + LINE * len(lines),
    }


def _arc(first, last, count, step) -> dict:
    """Return half an ellipse from service to service.

    It reaches out as far as there are services between, so no two numbers stand in one place.
    """
    start, end, x = _middle_of(first), _middle_of(last), NAMES + 8
    out = round(step * (last - first), 1)
    return {
        "path": f"M {x} {start:g} A {out:g} {(end - start) / 2:g} 0 0 1 {x} {end:g}",
        "width": min(THINNEST + EACH_THEME * (count - 1), THICKEST),
        "count": count,
        "x": x + out,
        "y": (start + end) / 2,
    }

"""Where the parts of the diagram of joins stand: services on a ring, a line for what two share.

Pure. The page draws it as SVG with real text, and says the same in a table under it.
"""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin


# Room at both sides for a name of 25 letters in the middle of which its service stands.
WIDTH, HEIGHT = 680, 440
RING_ACROSS, RING_DOWN = 205, 155
# Lines cross in the middle of the ring: their numbers stand nearer to one end.
NUMBER_AT = 0.34
THINNEST, THICKEST, EACH_THEME = 1.5, 9.0, 1.5


def diagram_of(
    services: Sequence[tuple[str, str, str]], shared: Mapping[tuple[str, str], int]
) -> dict:
    """Return the places of nodes and lines.

    `services` are (key, name, words under the name); `shared` is how many themes two share.
    """
    places = {
        key: _on_ring(number, len(services)) for number, (key, _name, _words) in enumerate(services)
    }
    nodes = [_node(name, words, *places[key]) for key, name, words in services]
    lines = [
        _line(places[one], places[other], count)
        for (one, other), count in shared.items()
        if count and one in places and other in places
    ]
    return {"width": WIDTH, "height": HEIGHT, "nodes": nodes, "lines": lines}


def _on_ring(number, of) -> tuple[float, float]:
    # The first stands at the top, the others follow clockwise.
    angle = 2 * pi * number / of - pi / 2
    return (
        round(WIDTH / 2 + RING_ACROSS * cos(angle), 1),
        round(HEIGHT / 2 + RING_DOWN * sin(angle), 1),
    )


def _node(name, words, x, y) -> dict:
    """Return a circle and the place of its name, away from the middle of the ring."""
    below = y > HEIGHT / 2 + 1
    return {"x": x, "y": y, "name": name, "words": words, "name_y": y + (30 if below else -34)}


def _line(start, end, count) -> dict:
    x = start[0] + (end[0] - start[0]) * NUMBER_AT
    y = start[1] + (end[1] - start[1]) * NUMBER_AT
    return {
        "x1": start[0],
        "y1": start[1],
        "x2": end[0],
        "y2": end[1],
        "width": min(THINNEST + EACH_THEME * (count - 1), THICKEST),
        "count": count,
        "x": round(x, 1),
        "y": round(y, 1),
    }

"""What may be published of large tables: how long it takes to find out, and what it is set beside.

    .venv/bin/python bench/hiding.py

Themes by groups, some of which are small, with those who did not name a theme beside those who
did. The floor is a plain linear programme for the least and the most of each hidden figure, once:
what a reader's best try costs by itself, without hiding anything. A dozen are run and reckoned up.
Of the largest table no floor is taken. Times are processor time.
"""

import csv
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random


sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consult.settings")

import django  # noqa: E402  after the path is set


django.setup()

from insights.disclosure import Counts, release  # noqa: E402  after Django is set up
from tests.insights.disclosure.attacker import (  # noqa: E402
    bounds_of,
    extremes,
    system_of,
)


RESULTS = Path(__file__).parent / "results"
TABLES = ((12, 10), (12, 30), (20, 30), (79, 30))
SAMPLE = 12
# With more cells than this the floor, whose tables are not sparse, would want gigabytes.
MOST_CELLS = 2000


def table(groups, themes, seed=1):
    draw = Random(seed)
    sizes = [
        draw.randint(1, 9) if draw.random() < 0.3 else int(10 + draw.paretovariate(1) * 20)
        for _group in range(groups)
    ]
    counts = Counts()
    add_row(counts, ("people",), sizes, base=None)
    for theme in range(themes):
        share = draw.choice((0.02, 0.05, 0.1, 0.2, 0.4))
        said = [sum(draw.random() < share for _person in range(size)) for size in sizes]
        rest = [size - one for size, one in zip(sizes, said, strict=True)]
        add_row(counts, ("said", theme), said, base=("people",))
        add_row(counts, ("rest", theme), rest, base=("people",))
        for group in (*range(groups), None):
            counts.add_sum(("people", group), [("said", theme, group), ("rest", theme, group)])
    return counts


def add_row(counts, name, row, *, base):
    for group, count in {**dict(enumerate(row)), None: sum(row)}.items():
        whole = None if base is None else (*base, group)
        counts.add((*name, group), count, base=whole)
    counts.add_sum((*name, None), [(*name, group) for group in range(len(row))])


def floor_of(counts, shown):
    """Return the seconds that plain programmes for every hidden cell would take, or None."""
    if len(counts.counts) > MOST_CELLS:
        return None
    cells = list(counts.counts)
    hidden = [number for number, cell in enumerate(cells) if shown[cell].is_hidden]
    rows, ends = system_of(counts, shown)
    bounds = [bounds_of(shown, cell, counts, 5) for cell in cells]
    some = Random(0).sample(hidden, min(SAMPLE, len(hidden)))
    began = time.process_time()
    for number in some:
        extremes(number, rows, ends, bounds)
    return (time.process_time() - began) * len(hidden) / len(some)


def main():
    release(table(12, 3))  # what is loaded once
    lines = []
    for groups, themes in TABLES:
        counts = table(groups, themes)
        began = time.process_time()
        shown = release(counts)
        seconds = time.process_time() - began
        floor = floor_of(counts, shown)
        ratio = "" if floor is None else round(seconds / floor, 4)
        line = {
            "groups": groups,
            "themes": themes,
            "cells": len(counts.counts),
            "hidden": len(shown.reasons),
            "seconds": round(seconds, 2),
            "floor_seconds": "" if floor is None else round(floor, 2),
            "ratio": ratio,
            "date": datetime.now(UTC).date().isoformat(),
        }
        print(line, flush=True)
        lines.append(line)
    with (RESULTS / "hiding.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, lines[0])
        writer.writeheader()
        writer.writerows(lines)


if __name__ == "__main__":
    main()

"""New answers put into people's themes: what is read, how long it takes, how well it agrees.

    .venv/bin/python bench/assign.py [--new 1000]

Comments that people have sorted are the examples, 500 a theme at most; others, not among them, are
new. Only the new ones are read, and no example is moved. Times are processor time.
"""

import argparse
import csv
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np


sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.parts.themed_sets import sorted_sets  # noqa: E402  after the path is set
from insights.engine import VERSION, Document  # noqa: E402
from insights.engine.assigning import PeopleTheme, ThemeAssigner  # noqa: E402
from insights.engine.duplicates import reason_to_set_aside  # noqa: E402


RESULTS = Path(__file__).parent / "results"
EXAMPLES = 500


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--new", type=int, default=1000)
    count = parser.parse_args().new
    data = next((each for each in sorted_sets() if each.name == "nhs labels"), None)
    if data is None:
        print("skipped: no data")
        return
    kept = [n for n, text in enumerate(data.texts) if reason_to_set_aside(text) is None]
    order = np.random.default_rng(0).permutation(kept).tolist()
    new, old = order[:count], order[count:]
    themes = [
        PeopleTheme(name, examples=tuple(examples(data, old, name)))
        for name in sorted({data.classes[n] for n in old})
    ]
    assigner = ThemeAssigner(encoder="use").fit(themes)
    before = [theme.examples for theme in assigner.themes_]
    started = time.process_time()
    found = assigner.assign([Document(str(n), data.texts[n]) for n in new])
    row = {
        "new": count,
        "themes": len(themes),
        "statements_read": found.statements,
        "seconds": round(time.process_time() - started, 2),
        "placed_documents": len({member.document for _, member in found.placed}),
        "right": round(right(data, new, found), 4),
        "examples_as_they_were": before == [theme.examples for theme in assigner.themes_],
        "engine": VERSION,
        "date": datetime.now(UTC).date(),
    }
    print(row)
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / "assign.csv").open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, row, lineterminator="\n")
        table.writeheader()
        table.writerow(row)


def examples(data, places, name):
    return [data.texts[n] for n in places if data.classes[n] == name][:EXAMPLES]


def right(data, new, found):
    """Return the share of placed answers whose most central place is in people's theme."""
    best = {}
    for theme, member in found.placed:
        best[member.document] = max(best.get(member.document, (-2, "")), (member.score, theme))
    return np.mean([best[str(n)][1] == data.classes[n] for n in new if str(n) in best])


if __name__ == "__main__":
    main()

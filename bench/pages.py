"""Time of the workbench's pages about a question, with few people and with many.

    .venv/bin/python bench/pages.py [--few 5000] [--many 100000] [--postgres]

"page" is how long a page takes that somebody has seen before (processor time on SQLite, the clock's
on PostgreSQL), "decide" the first time after an answer was taken out of a theme, "come" after one
more person answered, and "first" when nothing of it has ever been counted.
Writes bench/results/pages.csv, and with --postgres, on a throw-away server, pages-postgres.csv.
"""

import argparse
import csv
import json
import sys
from pathlib import Path


sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.parts.running import database, run_part  # noqa: E402  after the path is set


RESULTS = Path(__file__).resolve().parent / "results"
KINDS = ("page", "decide", "come", "first")
HEADINGS = (
    "page",
    "queries",
    *(f"{kind}_{each}" for kind in KINDS for each in ("few", "many", "ratio")),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=5_000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    few, many = (measure(size, options.postgres) for size in (options.few, options.many))
    rows = [row_of(name, few[name], many[name]) for name in few]
    results = RESULTS / ("pages-postgres.csv" if options.postgres else "pages.csv")
    with results.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(rows)
    print(f"{'':26} {'queries':>7}" + "".join(f"{kind:>31}" for kind in KINDS))
    for name, queries, *figures in rows:
        told = (
            f"{few:9.0f} {many:9.0f} ms x {ratio:5.2f}"
            for few, many, ratio in zip(*[iter(figures)] * 3, strict=True)
        )
        print(f"{name:26} {queries:7} " + " ".join(told))


def row_of(name, few, many):
    assert few["queries"] == many["queries"], f"queries grow: {name}"
    figures = [(few[kind], many[kind], many[kind] / few[kind]) for kind in KINDS]
    return (name, few["queries"], *(round(each, 2) for three in figures for each in three))


def measure(size, is_postgres):
    with database(is_postgres=is_postgres) as environment:
        run_part("pages_seed.py", size, environment)
        return json.loads(run_part("pages_view.py", size, environment))


if __name__ == "__main__":
    main()

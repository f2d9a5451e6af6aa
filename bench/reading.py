"""Time of a page of answers with few answers and with many: orders, filters, search.

    .venv/bin/python bench/reading.py [--few 5000] [--many 100000] [--postgres]

A page is found by key and by index, so it should take as long with many. `withdraw` is what a
withdrawal spends on the index of words. All figures are of the processor's time, with --postgres
the server's too. Writes bench/results/reading.csv, and with --postgres, on a throw-away server,
bench/results/reading-postgres.csv.
"""

import argparse
import csv
import json
import sys
from contextlib import ExitStack
from pathlib import Path


sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.parts.running import database, run_part  # noqa: E402  after the path is set


TURNS = 3
RESULTS = Path(__file__).resolve().parent / "results"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=5_000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    few, many = measure((options.few, options.many), is_postgres=options.postgres)
    rows = [
        (name, round(few[name], 1), round(many[name], 1), round(many[name] / few[name], 2))
        for name in few
    ]
    results = RESULTS / ("reading-postgres.csv" if options.postgres else "reading.csv")
    with results.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("page", f"ms_{options.few}", f"ms_{options.many}", "ratio"))
        writer.writerows(rows)
    for name, ms_few, ms_many, ratio in rows:
        print(f"{name:34} {ms_few:9.1f} ms {ms_many:9.1f} ms  x {ratio:.2f}")


def measure(sizes, *, is_postgres):
    """Return the least time of each page for each size; they take turns, as machines are busy."""
    with ExitStack() as stack:
        databases = [
            (size, stack.enter_context(database(is_postgres=is_postgres))) for size in sizes
        ]
        for each in databases:
            run_part("reading_seed.py", *each)
        found = [
            [json.loads(run_part("reading_view.py", *each)) for each in databases]
            for _turn in range(TURNS)
        ]
    return [
        {name: min(each[name] for each in turns) for name in turns[0]}
        for turns in zip(*found, strict=True)
    ]


if __name__ == "__main__":
    main()

"""Time of a page of answers with few answers and with many: orders, filters, search.

    .venv/bin/python bench/reading.py [--few 5000] [--many 100000] [--postgres]

A page is found by key and by index, so it should take as long with many. `withdraw` is what a
withdrawal spends on the index of words. Writes bench/results/reading.csv, and with --postgres, on a
throw-away server, bench/results/reading-postgres.csv.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from tests.postgres import PostgresCluster  # noqa: E402  found by the line before


TURNS = 3
RESULTS = HERE / "results"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=5_000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        few, many = measure(Path(folder), (options.few, options.many), options.postgres)
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


def measure(folder, sizes, is_postgres):
    """Return the least time of each page for each size; they take turns, as machines are busy."""
    servers = [PostgresCluster().start() for _size in sizes] if is_postgres else []
    try:
        places = {size: {"DATA_DIR": str(folder / str(size)), "DATABASE_URL": ""} for size in sizes}
        for size, server in zip(sizes, servers, strict=False):
            places[size]["DATABASE_URL"] = server.url
        for size in sizes:
            run("reading_seed.py", places[size], size)
        found = [
            [run("reading_view.py", places[size], size) for size in sizes] for _turn in range(TURNS)
        ]
    finally:
        for server in servers:
            server.remove()
    return [
        {name: min(each[name] for each in turns) for name in turns[0]}
        for turns in zip(*found, strict=True)
    ]


def run(script, place, size):
    Path(place["DATA_DIR"]).mkdir(exist_ok=True)
    command = [sys.executable, str(HERE / "parts" / script), str(size)]
    environment = {**os.environ, **place}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    return json.loads(done.stdout.splitlines()[-1] if "view" in script else "null")


if __name__ == "__main__":
    main()

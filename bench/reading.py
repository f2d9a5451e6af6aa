"""Time of a page of answers with few answers and with many: orders, filters, search.

    .venv/bin/python bench/reading.py [--few 5000] [--many 100000]

A page is found by key and by index, so it should take as long with many. `withdraw` is what a
withdrawal spends on the index of words. Writes bench/results/reading.csv.
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
PARTS = ("reading_seed.py", "reading_view.py")
RESULTS = HERE / "results" / "reading.csv"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=5_000)
    parser.add_argument("--many", type=int, default=100_000)
    options = parser.parse_args()
    few, many = (measure(answers) for answers in (options.few, options.many))
    rows = [
        (name, round(few[name], 1), round(many[name], 1), round(many[name] / few[name], 2))
        for name in few
    ]
    with RESULTS.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("page", f"ms_{options.few}", f"ms_{options.many}", "ratio"))
        writer.writerows(rows)
    for name, ms_few, ms_many, ratio in rows:
        print(f"{name:34} {ms_few:9.1f} ms {ms_many:9.1f} ms  x {ratio:.2f}")


def measure(answers):
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        url = os.environ.get("BENCH_DATABASE_URL", "")
        environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": url}
        for script in PARTS:
            command = [sys.executable, str(HERE / "parts" / script), str(answers)]
            done = subprocess.run(
                command, check=True, stdout=subprocess.PIPE, text=True, env=environment
            )
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()

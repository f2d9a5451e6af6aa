"""What a search costs as answers grow: time after embedding, memory, and the growth exponent.

    .venv/bin/python bench/scale.py [--sizes 10000 30000 100000 300000]

Each size runs in a process of its own on made-up statements. Then 100,000 copies of one answer are
added to 1,001 different ones, with the default encoder and embedding counted: they are read once.
"""

import argparse
import csv
import json
import math
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.parts.bars import draw_bars  # noqa: E402
from insights.engine import VERSION  # noqa: E402


RESULTS = Path(__file__).parent / "results"
DISTINCT, COPIES = 1_001, 100_000


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000, 300_000])
    sizes = parser.parse_args().sizes
    rows = [{"statements": size, **run(size)} for size in sizes]
    for before, row in zip([None, *rows], rows, strict=False):
        grown = "" if before is None else f"  growth exponent {exponent(before, row):.2f}"
        print(
            f"{row['statements']:7} statements  {row['cpu']:6.1f} s after embedding  "
            f"peak {row['peak']:.0f} MB  {row['themes']} themes, {row['parts']} parts{grown}"
        )
    alone = run(DISTINCT, encoder="use+minilm")
    copied = run(DISTINCT, COPIES, encoder="use+minilm")
    print(
        f"{DISTINCT} different answers {alone['cpu']:.1f} s, {alone['peak']:.0f} MB; with {COPIES} "
        f"copies of one {copied['cpu']:.1f} s, {copied['peak']:.0f} MB: "
        f"time {copied['cpu'] / alone['cpu']:.2f}, memory {copied['peak'] / alone['peak']:.2f}"
    )
    write(rows)


def run(count, copies=0, encoder="chance"):
    script = ROOT / "bench" / "parts" / "scale_run.py"
    command = [sys.executable, str(script), str(count), str(copies), encoder]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def exponent(before, row):
    """Return b of time = a * n ** b between two sizes."""
    return math.log(row["cpu"] / before["cpu"]) / math.log(row["statements"] / before["statements"])


def write(rows):
    RESULTS.mkdir(exist_ok=True)
    stamp = {
        "date": datetime.now(UTC).date().isoformat(),
        "versions": f"engine {VERSION}; numpy {version('numpy')}",
    }
    with (RESULTS / "scale.csv").open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, [*rows[0], *stamp])
        table.writeheader()
        table.writerows(row | stamp for row in rows)
    bars = [(f"{row['statements']} statements", row["cpu"]) for row in rows]
    draw_bars(RESULTS / "scale.svg", "Seconds after embedding", bars)


if __name__ == "__main__":
    main()

"""Embedding on a cluster: one worker beside two, and whether the themes are those found here.

    .venv/bin/python bench/cluster.py [--texts 2000] [--rounds 3]

Workers have one thread and their model is loaded before the clock starts. The two clusters take
turns and the best round of each counts, because a machine is shared. `cpu_ratio` is the CPU time of
the one worker over that of the busier of the two: what the ratio is where nobody else works.
"""

import argparse
import csv
import os
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import count, islice
from pathlib import Path

from distributed import Client
from sklearn.metrics import adjusted_rand_score


ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from insights.engine import VERSION  # noqa: E402  after the path is set
from insights.engine.backends import BACKENDS, BATCH  # noqa: E402
from insights.engine.dask_backend import local_cluster  # noqa: E402
from insights.engine.groups import GraphGrouper  # noqa: E402
from insights.engine.statements import statements_of  # noqa: E402


RESULTS = Path(__file__).parent / "results"
ENCODER = "minilm"
BAR_RATIO, BAR_ARI = 1.7, 0.98
OPENINGS = ("", "Last year: ", "In our town, ", "For my son, ", "Every week ", "At school ")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = list(islice(changed(sentences()), options.texts))
    with local_cluster(1) as one, local_cluster(2) as two:
        rounds = [
            (measured(one.scheduler_address, texts), measured(two.scheduler_address, texts))
            for _ in range(options.rounds)
        ]
    row = row_of(rounds, texts)
    show(row)
    write(row)


def sentences():
    """Return each statement of the sample answers, in the order of the files."""
    found = []
    for path in sorted((ROOT / "samples" / "answers").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            answers = [row["text"] for row in csv.DictReader(file)]
        for text in answers:
            found += [text[each.start : each.end] for each in statements_of(text, document=0)]
    return found


def changed(texts):
    """Yield the texts again and again, each time with another opening."""
    for turn in count():
        opening = OPENINGS[turn % len(OPENINGS)]
        again = "" if turn < len(OPENINGS) else f", {turn // len(OPENINGS) + 1} times"
        for text in texts:
            yield f"{opening}{text}{again}"


def measured(scheduler, texts):
    """Return vectors, seconds, the CPU seconds of the busiest worker and the load beforehand."""
    backend = BACKENDS["dask"](scheduler=scheduler)
    load = os.getloadavg()[0]
    with Client(scheduler, set_as_default=False) as client:
        # Every worker loads its model.
        backend.embed(ENCODER, texts[: 1 + 3 * BATCH], lambda *done: None)
        before = client.run(time.process_time)
        start = time.perf_counter()
        found = backend.embed(ENCODER, texts, lambda *done: None)
        seconds = time.perf_counter() - start
        after = client.run(time.process_time)
    cpu = max(after[worker] - before[worker] for worker in after)
    print(f"{len(after)} worker(s): {seconds:.2f} s, busiest {cpu:.2f} CPU s, load {load:.2f}")
    return found.vectors, seconds, cpu, load


def row_of(rounds, texts):
    ones, twos = zip(*rounds, strict=True)
    one, two = (min(each, key=lambda run: run[1]) for each in (ones, twos))
    loads = [run[3] for run in ones + twos]
    here = BACKENDS["here"]().embed(ENCODER, texts, lambda *done: None).vectors
    themes, themes_here = (GraphGrouper().group(each, 0) for each in (two[0], here))
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "engine": VERSION,
        "distributed": version("distributed"),
        "onnxruntime": version("onnxruntime"),
        "texts": len(texts),
        "batch": BATCH,
        "rounds": len(rounds),
        "one_worker_seconds": round(one[1], 2),
        "two_workers_seconds": round(two[1], 2),
        "ratio": round(one[1] / two[1], 2),
        "cpu_ratio": round(min(run[2] for run in ones) / min(run[2] for run in twos), 2),
        "load": f"{min(loads):.1f}-{max(loads):.1f}",
        "same_bytes": here.tobytes() == two[0].tobytes() == one[0].tobytes(),
        "themes": int(themes.top.max()) + 1,
        "ari": round(adjusted_rand_score(themes.top, themes_here.top), 4),
        "ari_parts": round(
            adjusted_rand_score(*(pairs(each) for each in (themes, themes_here))), 4
        ),
    }


def pairs(groups):
    return [f"{top}.{part}" for top, part in zip(groups.top, groups.parts, strict=True)]


def show(row):
    print(
        f"{row['texts']} texts: {row['one_worker_seconds']} s on one worker, "
        f"{row['two_workers_seconds']} s on two: {row['ratio']} times "
        f"(bar {BAR_RATIO}; by CPU time {row['cpu_ratio']}; load {row['load']} on "
        f"{os.cpu_count()} processors)"
    )
    print(
        f"{row['themes']} themes, ARI to those found here {row['ari']} (bar {BAR_ARI}), "
        f"parts {row['ari_parts']}, same bytes: {row['same_bytes']}"
    )


def write(row):
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / "cluster.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerow(row)


if __name__ == "__main__":  # workers are spawned: they load this file too
    main()

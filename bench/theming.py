"""Themes found without help beside what people sorted: ours, BERTopic's defaults, k-means.

    .venv/bin/python bench/theming.py [--texts 0]

BERTopic is given MiniLM's vectors, its best encoder here; k-means on TF-IDF is given the number of
classes, which ours and BERTopic's have to find. Times are CPU of this process for everything after
embedding, ours with and without the names of the themes, which BERTopic always makes; BERTopic runs
once before it is timed, so that compiling does not count against it.
"""

import argparse
import csv
import sys
import time
import warnings
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np


sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
warnings.filterwarnings("ignore")

from bertopic import BERTopic  # noqa: E402  after the path is set
from bertopic.backend import BaseEmbedder  # noqa: E402
from sklearn.cluster import KMeans  # noqa: E402
from sklearn.decomposition import TruncatedSVD  # noqa: E402
from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402
from sklearn.preprocessing import normalize  # noqa: E402
from threadpoolctl import threadpool_limits  # noqa: E402

from bench.parts.bars import draw_bars  # noqa: E402
from bench.parts.themed_sets import agreement, sorted_sets  # noqa: E402
from insights.engine import VERSION  # noqa: E402
from insights.engine.assembly import tree_of  # noqa: E402
from insights.engine.encoders import ENCODERS, unit  # noqa: E402
from insights.engine.groups import GraphGrouper  # noqa: E402
from insights.engine.labels import label_groups  # noqa: E402


RESULTS = Path(__file__).parent / "results"
FIELDS = (
    "set",
    "texts",
    "classes",
    "method",
    "groups",
    "left_out",
    "v",
    "ari",
    "f1",
    "cpu_seconds",
    "named_seconds",
)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=0, help="only so many of each set")
    most = parser.parse_args().texts or None
    sets = sorted_sets()
    if not sets:
        print("skipped: no data")
        return
    rows = [row for each in sets for row in rows_of(each, most)]
    show(rows)
    write(rows)


def rows_of(data, most):
    texts, classes = data.texts[:most], data.classes[:most]
    vectors = {
        name: ENCODERS[name]().encode(texts, lambda done: None) for name in ("use", "minilm")
    }
    methods = [("ours", ours(unit(np.hstack(list(vectors.values()))), texts))]
    bertopic(texts, vectors["minilm"])
    methods += [("BERTopic", bertopic(texts, vectors["minilm"]))]
    methods += [("k-means TF-IDF", k_means(texts, len(set(classes))))]
    for method, (levels, seconds, named) in methods:
        for level, groups in levels.items():
            yield {
                "set": data.name,
                "texts": len(texts),
                "classes": len(set(classes)),
                "method": f"{method}{level}",
                "groups": len(set(groups.tolist()) - {-1}),
                "left_out": round(float((groups == -1).mean()), 3),
                **{name: round(value, 3) for name, value in agreement(classes, groups).items()},
                "cpu_seconds": round(seconds, 1),
                "named_seconds": round(named, 1),
            }


def timed(work):
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


def ours(vectors, texts):
    with threadpool_limits(limits=1):
        groups, seconds = timed(lambda: GraphGrouper().group(vectors, 0))
    tree = tree_of(groups)
    places = {each.id: place for place, each in enumerate(tree)}
    parents = [places[each.parent] if each.parent else None for each in tree]
    said = [[(n, texts[n]) for n in each.inside] for each in tree]
    _labels, naming = timed(lambda: label_groups(said, parents=parents))
    parts = np.unique(np.stack([groups.top, groups.parts], 1), axis=0, return_inverse=True)[1]
    return {", themes": groups.top, ", parts": parts.ravel()}, seconds, seconds + naming


def bertopic(texts, vectors):
    model = BERTopic(embedding_model=BaseEmbedder())
    (topics, _), seconds = timed(lambda: model.fit_transform(texts, vectors))
    return {"": np.array(topics)}, seconds, seconds


def k_means(texts, classes):
    def work():
        table = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(texts)
        dense = normalize(TruncatedSVD(100, random_state=0).fit_transform(table))
        return KMeans(classes, n_init=1, random_state=0).fit_predict(dense)

    groups, seconds = timed(work)
    return {" (given the number)": groups}, seconds, seconds


def show(rows):
    print(f"engine {VERSION}, bertopic {version('bertopic')}, numpy {np.__version__}")
    for row in rows:
        print(
            f"{row['set']:11} {row['texts']:6} {row['classes']:3} classes  {row['method']:32} "
            f"{row['groups']:4} groups, {row['left_out']:.0%} left out  V {row['v']:.3f}  "
            f"ARI {row['ari']:.3f}  F1 {row['f1']:.3f}  {row['cpu_seconds']:.1f} s"
        )
    for name in dict.fromkeys(row["set"] for row in rows):
        judge(name, [row for row in rows if row["set"] == name])


def judge(name, rows):
    mine = [row for row in rows if row["method"].startswith("ours")]
    peer = next(row for row in rows if row["method"] == "BERTopic")
    best = max(mine, key=lambda row: row["ari"] + row["f1"])
    print(
        f"{name}: ARI {best['ari']:.3f} beside {peer['ari']:.3f}, F1 {best['f1']:.3f} beside "
        f"{peer['f1']:.3f}, time {best['cpu_seconds'] / peer['cpu_seconds']:.2f} of BERTopic's, "
        f"{best['named_seconds'] / peer['cpu_seconds']:.2f} with names"
    )


def write(rows):
    RESULTS.mkdir(exist_ok=True)
    stamp = {
        "date": datetime.now(UTC).date().isoformat(),
        "versions": f"engine {VERSION}; bertopic {version('bertopic')}; numpy {np.__version__}",
    }
    with (RESULTS / "theming.csv").open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, [*FIELDS, *stamp])
        table.writeheader()
        table.writerows(row | stamp for row in rows)
    for figure in ("ari", "f1"):
        bars = [(f"{row['set']}: {row['method']}", row[figure]) for row in rows]
        draw_bars(RESULTS / f"theming_{figure}.svg", figure.upper(), bars)


if __name__ == "__main__":
    main()

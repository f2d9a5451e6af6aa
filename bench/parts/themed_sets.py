"""Answers that people have sorted, and how well groups found without their help agree with them.

The data stays where it is: CONSULT_BENCH_DATA names its folder.
"""

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_rand_score, v_measure_score


DATA = Path(os.environ.get("CONSULT_BENCH_DATA", Path(__file__).parents[3] / "shared" / "data"))
UNSORTED = {"", "NA", "nan", "Unspecified"}


@dataclass(frozen=True)
class Sorted:
    """Texts, and the class people gave each."""

    name: str
    texts: list[str]
    classes: list[str]


def sorted_sets() -> list[Sorted]:
    """Return the sets that are there; none where there is no data."""
    kinds = (
        ("banking", "banking77_test.csv", "text", "category"),
        ("nhs labels", "nhs_comments.csv", "feedback", "label"),
        ("nhs codes", "nhs_comments.csv", "feedback", "subcategory"),
    )
    return [_read(*kind) for kind in kinds if (DATA / kind[1]).exists()]


def _read(name, file, text, label):
    with (DATA / file).open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row[label] not in UNSORTED]
    return Sorted(name, [row[text] for row in rows], [row[label] for row in rows])


def agreement(classes, groups) -> dict[str, float]:
    """Return V-measure, adjusted Rand index and best-match F1; -1 in `groups` is left out.

    Best-match F1: for each class the F1 of the group that matches it best, weighted by the size of
    the class. What is left out counts as one group for the first two, and matches no class.
    """
    return {
        "v": v_measure_score(classes, groups),
        "ari": adjusted_rand_score(classes, groups),
        "f1": _best_match(np.asarray(classes), np.asarray(groups)),
    }


def _best_match(classes, groups):
    names, mine = np.unique(classes, return_inverse=True)
    found, theirs = np.unique(groups, return_inverse=True)
    table = np.zeros((len(names), len(found)))
    np.add.at(table, (mine, theirs), 1)
    sizes, table = table.sum(axis=1), table[:, found != -1]
    scores = 2 * table / (sizes[:, None] + table.sum(axis=0)[None, :])
    return float((scores.max(axis=1) * sizes).sum() / sizes.sum())

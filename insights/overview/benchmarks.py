"""What share of a population is in each group, to set beside the shares of who answered.

The figures stand in benchmarks.csv, a row each, with source, address and date. To bring them up to
date, change the rows; whoever has compared a row with its source adds their name and the day.
Children are compared with pupils, never with people of all ages; practitioners with nobody, as no
one population is theirs.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from surveys.definition import Audience


FILE = Path(__file__).with_name("benchmarks.csv")
ADULT = "adult"
VOICES = {
    "parent_self": "parent",
    "parent_on_behalf": "parent",
    "practitioner": "practitioner",
    "organisation": "practitioner",
}


@dataclass(frozen=True)
class Expected:
    """One group of a population: what it is called there, and its share, from 0 to 1."""

    category: str
    share: float


@dataclass(frozen=True)
class Benchmark:
    """A population by the codes of one concept, for some kinds of reader."""

    key: str
    concept: str
    who: frozenset[str]
    population: str
    source: str
    url: str
    date: date
    note: str
    is_checked: bool  # whether a person has compared every figure with the source
    expected: Mapping[str, Expected]


@lru_cache(maxsize=1)
def benchmarks() -> tuple[Benchmark, ...]:
    """Return every benchmark of the file."""
    by_key: dict[str, list[dict]] = {}
    for row in rows():
        by_key.setdefault(row["benchmark"], []).append(row)
    return tuple(_benchmark(key, found) for key, found in by_key.items())


def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def benchmark_concepts() -> set[str]:
    return {each.concept for each in benchmarks()}


def benchmark_for(concept: str, audience: Audience) -> Benchmark | None:
    """Return what an audience's answers about a concept may be compared with, or None."""
    kind = kind_of(audience)
    fitting = (each for each in benchmarks() if each.concept == concept and kind in each.who)
    return next(fitting, None)


def kind_of(audience: Audience) -> str:
    """Return what kind of reader an audience is: parent, practitioner, under_18 or adult."""
    if audience.voice in VOICES:
        return VOICES[audience.voice]
    if audience.key in VOICES.values():
        return audience.key
    return ADULT if ADULT in audience.bands else "under_18"


def _benchmark(key, found) -> Benchmark:
    first = found[0]
    total = sum(int(row["count"] or 0) for row in found)
    return Benchmark(
        key,
        first["concept"],
        frozenset(first["who"].split()),
        first["population"],
        first["source"],
        first["url"],
        date.fromisoformat(first["date"]),
        first["note"],
        all(row["checked_by"] and row["checked_on"] for row in found),
        {row["code"]: Expected(row["category"], _share(row, total)) for row in found},
    )


def _share(row, total) -> float:
    return int(row["count"]) / total if row["count"] else float(row["percent"]) / 100

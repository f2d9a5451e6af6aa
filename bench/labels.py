"""Prints the labels of themes for reading, and counts what can be counted of them.

    .venv/bin/python bench/labels.py [--responses 600] [--comments 2000]

For our sample answers, and for NHS comments where they are: each theme's label, key words and first
central statement. Then the share of labels with two words or more, that are empty, and that are
unique, and how often the stance of a comment agrees with its criticality: people's mark from -5
(very critical) to 5 (very appreciative), of which 0 counts as neither. Only figures are written.
"""

import argparse
import csv
import os
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consult.settings")

from bench.parts.themed_sets import DATA  # noqa: E402  after the path is set
from insights.engine import VERSION, Document, ThemeFinder  # noqa: E402
from insights.engine.stance import split_of, stance_of  # noqa: E402
from samples.generator import generate_responses, load_answers, load_document  # noqa: E402
from samples.words import pools_of  # noqa: E402


RESULTS = Path(__file__).parent / "results"
COMMENTS = DATA / "nhs_comments.csv"
FEWEST = 20  # answers worth a search
SEED = 7


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=600)
    parser.add_argument("--comments", type=int, default=2_000)
    options = parser.parse_args()
    rows = [figures_of("samples", sample_questions(options.responses))]
    if COMMENTS.exists():
        comments = read_comments()
        every = max(1, len(comments) // options.comments)
        texts = [text for text, _ in comments[::every]]
        rows.append(figures_of("nhs", {"nhs": texts}) | stance_figures(comments))
    else:
        print("skipped: no data")
    write(rows)


def sample_questions(count):
    answers = load_answers()
    found = defaultdict(list)
    for response in generate_responses(load_document(), answers, count=count, seed=SEED):
        asked = {key for audience, key in pools_of(answers) if audience == response.audience}
        for key in asked & response.answers.keys():
            found[key].append(response.answers[key])
    return {key: texts for key, texts in sorted(found.items()) if len(texts) >= FEWEST}


def read_comments():
    """Return (text, criticality) of each comment that has a whole number for it."""
    with COMMENTS.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    marked = [(row["feedback"], row["criticality"]) for row in rows]
    return [(text, int(mark)) for text, mark in marked if mark.lstrip("-") in set("012345")]


def figures_of(name, questions):
    labels, clashes = [], 0
    for question, texts in questions.items():
        documents = [Document(str(place), text) for place, text in enumerate(texts)]
        themes = ThemeFinder().find(documents).themes
        show(question, themes, texts)
        mine = [theme.label if theme.is_named else "" for theme in themes]
        given = [label for label in mine if label]
        clashes += len(given) - len(set(given))
        labels += mine
    given = [label for label in labels if label]
    row = {
        "set": name,
        "labels": len(labels),
        "two_words_or_more": round(sum(" " in each for each in given) / len(labels), 3),
        "empty": round(1 - len(given) / len(labels), 3),
        "unique_in_tree": round(1 - clashes / max(1, len(given)), 3),
    }
    print(row)
    return row


def show(question, themes, texts):
    print(f"\n## {question}")
    for theme in themes:
        first = theme.members[0]
        said = " ".join(texts[int(first.document)][first.start : first.end].split())
        split = split_of(texts[int(m.document)][m.start : m.end] for m in theme.members)
        words = ", ".join(theme.keywords)
        parts = " ".join(f"{name} {count}" for name, count in split.items() if count)
        indent = "   " if theme.parent else ""
        print(f"{indent}{theme.label!r} ({words}) {parts}\n{indent}    {said[:80]}")


def stance_figures(comments):
    pairs = [(stance_of(text).value, mark) for text, mark in comments if mark]
    told = [(value, mark) for value, mark in pairs if value in ("well", "badly")]
    agreeing = sum((value == "well") == (mark > 0) for value, mark in told)
    row = {
        "stance_agreement": round(agreeing / len(told), 3),
        "stance_told": round(len(told) / len(pairs), 3),
    }
    print(row)
    return row


def write(rows):
    RESULTS.mkdir(exist_ok=True)
    stamp = {"date": datetime.now(UTC).date().isoformat(), "engine": VERSION}
    fields = list(dict.fromkeys(name for row in rows for name in row))
    with (RESULTS / "labels.csv").open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, [*fields, *stamp])
        table.writeheader()
        table.writerows(row | stamp for row in rows)


if __name__ == "__main__":
    main()

"""What empty answers, copies and near-copies do to the themes of the other answers: nothing.

    .venv/bin/python bench/set_aside.py [--texts 2500] [--encoder use]

Comments that people have sorted are searched alone, then with as many planted answers that say
nothing as make 40 % of all; then with 5,000 edited copies of one letter. What is compared is the
theme of each of the comments. Last, 100,000 copies of one answer are added to 1,001 different ones.
"""

import argparse
import csv
import random
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sklearn.metrics import adjusted_rand_score, v_measure_score  # noqa: E402  after the path

from bench.parts.planted import Remembering, edited_letters, says_nothing  # noqa: E402
from bench.parts.themed_sets import sorted_sets  # noqa: E402
from bench.scale import COPIES, DISTINCT, run  # noqa: E402
from insights.engine import VERSION, Document, ThemeFinder  # noqa: E402
from insights.engine.distinct import read_distinct  # noqa: E402
from insights.engine.duplicates import reason_to_set_aside  # noqa: E402
from insights.engine.encoders import ENCODERS  # noqa: E402


RESULTS = Path(__file__).parent / "results"
SHARE, LETTERS, MORE, SEED = 0.4, 5_000, 20, 5
MOST_CHANGE, LEAST_SAME, MOST_RATIO = 0.02, 0.95, 1.3


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=2_500, help="so many comments, by chance")
    parser.add_argument("--encoder", default="use", choices=list(ENCODERS))
    options = parser.parse_args()
    data = next((each for each in sorted_sets() if each.name == "nhs labels"), None)
    if data is None:
        print("skipped: no data")
        return
    chance = random.Random(SEED)
    comments, classes = sample(data, options.texts + MORE, chance)
    more, comments, classes = comments[:MORE], comments[MORE:], classes[MORE:]
    print(f"{len(comments)} of {len(data.texts)} comments, encoder {options.encoder}")
    encoder = Remembering(ENCODERS[options.encoder]())
    ENCODERS["remembering"] = lambda: encoder
    rows = [*plant(comments, classes, chance), *noise(comments, more), *flood(comments, chance)]
    rows += copy(options.encoder)
    for each in rows:
        print(f"{each['figure']:64} {each['value']:9.3f}  {each['bar']:9} {each['held']}")
    write(rows, options.encoder, len(comments))


def sample(data, most, chance):
    """Return comments that are themed at all, by chance, and what people sorted them as."""
    kept = [n for n, text in enumerate(data.texts) if reason_to_set_aside(text) is None]
    chosen = chance.sample(kept, min(most, len(kept)))
    return [data.texts[n] for n in chosen], [data.classes[n] for n in chosen]


def plant(comments, classes, chance):
    planted = says_nothing(round(len(comments) * SHARE / (1 - SHARE)), chance)
    found = sum(reason_to_set_aside(text) is not None for text in planted) / len(planted)
    alone, among = themes_of(comments), themes_of(comments, planted)
    yield row("planted answers set aside, share", found)
    for name, score in (("V", v_measure_score), ("ARI", adjusted_rand_score)):
        before, after = score(classes, alone), score(classes, among)
        yield row(f"{name} with people's labels, comments alone", before)
        yield row(f"{name} with people's labels, 40 % planted", after)
        change = abs(after - before)
        yield row(f"{name}, change", change, f"<= {MOST_CHANGE}", change <= MOST_CHANGE)
    yield row("themes with planted beside themes alone, ARI", adjusted_rand_score(alone, among))


def flood(comments, chance):
    alone = themes_of(comments)
    read = len(read_distinct(documents_of(comments)).statements)
    yield row("statements read, comments alone", read)
    for share in (0.05, 0.1):
        letters = edited_letters(LETTERS, share, chance)
        name = f"{LETTERS} letters, {share:.0%} of words changed"
        more = len(read_distinct(documents_of(comments, letters)).statements) - read
        yield row(f"{name}: statements more", more)
        same = adjusted_rand_score(alone, themes_of(comments, letters))
        yield row(f"{name}: themes, ARI", same, f">= {LEAST_SAME}", same >= LEAST_SAME)


def noise(comments, more):
    """What a few more comments do to the themes of the others: no bar can be nearer than that."""
    same = adjusted_rand_score(themes_of(comments), themes_of(comments, more))
    yield row(f"themes with {len(more)} other comments more beside themes alone, ARI", same)


def copy(encoder):
    alone, copied = run(DISTINCT, encoder=encoder), run(DISTINCT, COPIES, encoder=encoder)
    for figure, name in (("cpu", "time"), ("peak", "memory")):
        ratio = copied[figure] / alone[figure]
        title = f"{COPIES} copies beside {DISTINCT} different, {name}"
        yield row(title, ratio, f"<= {MOST_RATIO}", ratio <= MOST_RATIO)


def documents_of(comments, others=()):
    documents = [Document(f"c{n}", text) for n, text in enumerate(comments)]
    return documents + [Document(f"x{n}", text) for n, text in enumerate(others)]


def themes_of(comments, others=()):
    """Return the top theme of each comment's most central place, "" for none."""
    best = {}
    finder = ThemeFinder(encoder="remembering")
    for theme in finder.find(documents_of(comments, others)).themes:
        for member in theme.members if theme.parent is None else ():
            best[member.document] = max(
                best.get(member.document, (-2, "")), (member.score, theme.id)
            )
    return [best.get(f"c{n}", (0, ""))[1] for n in range(len(comments))]


def row(figure, value, bar="", is_held=None):
    held = "" if is_held is None else "held" if is_held else "NOT HELD"
    return {"figure": figure, "value": round(float(value), 4), "bar": bar, "held": held}


def write(rows, encoder, comments):
    RESULTS.mkdir(exist_ok=True)
    about = {
        "comments": comments,
        "encoder": encoder,
        "engine": VERSION,
        "numpy": version("numpy"),
        "scikit-learn": version("scikit-learn"),
        "scikit-network": version("scikit-network"),
        "date": datetime.now(UTC).date().isoformat(),
    }
    with (RESULTS / "set_aside.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], *about], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**each, **about} for each in rows)


if __name__ == "__main__":
    main()

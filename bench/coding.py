"""Codes suggested from people's: ours beside TF-IDF with a linear SVM, and published figures.

    .venv/bin/python bench/coding.py [--sets 1,2,9]

Ten sets of answers that people coded (sample-based F1, by cross-validation on the training part and
on the test part), beside a plain linear model on the same folds (one logistic regression a code on
words, letters and meaning, one threshold; `--without-plain` keeps its earlier figures, as it takes
minutes and the folds are the same); then five examples a theme beside all examples: with the names
of the themes, with definitions too, and as many answers taken by chance instead; last the time of
a refit. Rows of sets that are not asked for stay as they were. Times are processor time after
embedding, on one core.
"""

import argparse
import csv
import sys
import time
import warnings
from datetime import UTC, datetime
from pathlib import Path

import numpy as np


sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
warnings.filterwarnings("ignore")

from scipy.sparse import csr_matrix, hstack  # noqa: E402  after the path is set
from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.multiclass import OneVsRestClassifier  # noqa: E402
from sklearn.svm import LinearSVC  # noqa: E402
from threadpoolctl import threadpool_limits  # noqa: E402

from bench.parts.bars import draw_bars  # noqa: E402
from bench.parts.lines import draw_lines  # noqa: E402
from bench.parts.themed_sets import DATA, sorted_sets  # noqa: E402
from insights.engine import VERSION, Code, Coder, Coding, Document  # noqa: E402
from insights.engine.encoders import ENCODERS  # noqa: E402
from insights.engine.metrics import answer_f1  # noqa: E402


RESULTS = Path(__file__).parent / "results"
# Sample-based F1 of the best published method on each test part (ICAART 2021 benchmark).
PUBLISHED = (0.55, 0.67, 0.71, 0.71, 0.81, 0.88, 0.96, 0.98, 0.93, 0.96)
# Of a plain linear model, cross-validated on the training part.
PROTOTYPE = (0.66, 0.73, 0.76, 0.78, 0.83, 0.94, 0.97, 0.98, 0.96, 0.97)
CATCH_ALL, EACH, TRIES, MANY = "Miscellaneous", 5, 10, 5000
# What a codebook would say of the eight themes: our own words, written after a look at some of the
# comments of each, held-out ones among them. So figures "with definitions" are a little too kind.
DEFINITIONS = {
    "Access": "Waiting times, appointments, getting in touch, how easy it was to get help",
    "Care received": "The treatment and support itself, and how much it helped",
    "Communication": "Information, explanations, being listened to and told what happens",
    "Couldn't be improved": "There was nothing to improve, all was good",
    "Dignity": "Being treated with respect, in privacy and without judgement",
    "Environment/ facilities": "Building, rooms, food, parking, equipment, noise",
    "Staff": "Staff were kind, friendly, helpful and professional, or there were too few of them",
    "Transition/coordination": "Going home, moving between services, services that work together, "
    "the same person each time",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", default="1,2,3,4,5,6,7,8,9,10")
    parser.add_argument("--without-plain", action="store_true")
    given = parser.parse_args()
    chosen = [int(each) for each in given.sets.split(",") if each]
    plain = not given.without_plain
    rows = [published_set(n, plain) for n in chosen if (DATA / "anes" / f"{n}_Xtrain.csv").exists()]
    data = next((each for each in sorted_sets() if each.name == "nhs labels"), None)
    rows += few_examples(data) if data else []
    if not rows:
        print("skipped: no data")
        return
    write(rows)


def published_set(number, with_plain):
    texts, truth, held = read_set(number)
    documents = [Document(str(n), text) for n, text in enumerate(texts)]
    codebook = [Code(str(code)) for code in range(truth.shape[1])]
    people = [Coding(str(n), str(code)) for n, code in np.argwhere(truth[:held]).tolist()]
    vectors = ENCODERS["use+minilm"]().encode(texts, lambda done: None)
    started = time.process_time()
    coder = Coder().fit(codebook, documents, people, vectors=vectors)
    report = coder.held_out()
    seconds = time.process_time() - started
    test = answer_f1(truth[held:], found_by(coder, range(held, len(texts)), truth.shape[1])).mean()
    peer = answer_f1(truth[held:], by_svm(texts[:held], truth[:held], texts[held:])).mean()
    row = {
        "set": f"coded answers {number}",
        "answers": len(texts),
        "codes": truth.shape[1],
        "cross_validated": round(report.answers.value, 4),
        "low": round(report.answers.low, 4),
        "high": round(report.answers.high, 4),
        "prototype": PROTOTYPE[number - 1],
        "plain_same_folds": plain_f1(texts[:held], truth[:held], vectors[:held], coder.folds_)
        if with_plain
        else "",
        "test": round(float(test), 4),
        "published": PUBLISHED[number - 1],
        "svm_test": round(float(peer), 4),
        "seconds": round(seconds, 1),
        "curve": " ".join(f"{size}:{each.value:.3f}" for size, each in report.curve),
    }
    print(row, flush=True)
    return row


def read_set(number):
    """Return texts, their codes as 0 and 1, and how many of them are for learning."""
    parts = {}
    for name in ("Xtrain", "Xtest", "ytrain", "ytest"):
        path = DATA / "anes" / f"{number}_{name}.csv"
        with path.open(encoding="utf-8", newline="") as handle:
            parts[name] = list(csv.reader(handle))[1:]
    texts = [row[1] for row in parts["Xtrain"] + parts["Xtest"]]
    truth = np.array(parts["ytrain"] + parts["ytest"], dtype=float)
    return texts, truth, len(parts["Xtrain"])


def found_by(coder, places, codes):
    table = np.zeros((len(places), codes))
    for row, found in zip(table, coder.suggest([str(n) for n in places]), strict=True):
        row[[int(each.code) for each in found]] = 1
    return table


def by_svm(texts, truth, others):
    """TF-IDF of words with a linear support vector machine for each code, the peer."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    with threadpool_limits(limits=1):
        model = OneVsRestClassifier(LinearSVC(class_weight="balanced"))
        return model.fit(words.fit_transform(texts), truth).predict(words.transform(others))


def plain_f1(texts, truth, vectors, folds):
    """Cross-validated F1 of a plain linear model, its threshold the best on those same scores."""
    chances = np.zeros_like(truth)
    for fold in range(folds.max() + 1):
        out = folds == fold
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        letters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2
        )
        said = [text for text, is_out in zip(texts, out, strict=True) if not is_out]
        asked = [text for text, is_out in zip(texts, out, strict=True) if is_out]
        learnt = [words.fit_transform(said), letters.fit_transform(said), vectors[~out]]
        told = [words.transform(asked), letters.transform(asked), vectors[out]]
        rows, others = (
            hstack([csr_matrix(each) for each in part]).tocsr() for part in (learnt, told)
        )
        for code in np.flatnonzero(truth[~out].any(axis=0)):
            if truth[~out, code].all():
                chances[out, code] = 1.0
                continue
            model = LogisticRegression(C=10, solver="liblinear").fit(rows, truth[~out, code])
            chances[out, code] = model.predict_proba(others)[:, 1]
    return round(max(float(forced_f1(truth, chances, t)) for t in np.linspace(0.1, 0.6, 26)), 4)


def forced_f1(truth, chances, threshold):
    found = chances >= threshold
    found[np.arange(len(found)), chances.argmax(axis=1)] = True
    return answer_f1(truth, found).mean()


def few_examples(data):
    """Five examples a theme beside all examples, on held-out answers; and the time of a refit."""
    kept = [n for n, name in enumerate(data.classes) if name != CATCH_ALL]
    order = [kept[n] for n in np.random.default_rng(0).permutation(len(kept))]
    texts, names = [data.texts[n] for n in order], [data.classes[n] for n in order]
    codes = sorted(set(names))
    truth = np.array([[name == code for code in codes] for name in names], dtype=float)
    documents = [Document(str(n), text) for n, text in enumerate(texts)]
    held = len(texts) * 4 // 5
    people = [Coding(str(n), str(truth[n].argmax())) for n in range(held)]
    vectors = ENCODERS["use+minilm"]().encode(texts, lambda done: None)
    named = Coder().fit(codebook_of(codes), documents, people, vectors=vectors)
    all_taught = score(named, truth, held)
    many = seconds_of_refit(named, people[:MANY])
    five = [five_each(truth[:held], chance) for chance in range(TRIES)]
    tried = {"few examples": draws(named, people, five, truth, held)}
    few = seconds_of_refit(named, [people[n] for n in five[0]])
    by_chance = [chosen_by_chance(held, len(codes), chance) for chance in range(TRIES)]
    tried["as many by chance"] = draws(named, people, by_chance, truth, held)
    defined = Coder().fit(codebook_of(codes, DEFINITIONS), documents, [], vectors=vectors)
    tried["few examples and definitions"] = draws(defined, people, five, truth, held)
    tried["as many by chance and definitions"] = draws(defined, people, by_chance, truth, held)
    print(
        f"refit at {MANY} codings {many:.2f} s, at {len(five[0])} {few:.2f} s; all {all_taught:.3f}"
    )
    common = {"answers": len(texts), "codes": len(codes)}
    rows = [
        {"set": "comments, all examples", "test": round(all_taught, 4), "seconds": round(many, 2)}
    ]
    for name, found in tried.items():
        mean, spread = float(np.mean(found)), float(np.std(found))
        print(f"{name}: {mean:.3f} ± {spread:.3f}, {mean / all_taught:.2f} of all")
        figures = {"test": round(mean, 4), "spread": round(spread, 4), "seconds": round(few, 2)}
        rows.append({"set": f"comments, {name}", **figures})
    return [row | common for row in rows]


def codebook_of(codes, definitions=()):
    said = dict(definitions)
    return [Code(str(n), name, said.get(name, "")) for n, name in enumerate(codes)]


def five_each(truth, chance):
    """Return the places of five answers of each code, by chance."""
    some = np.random.default_rng(chance)
    columns = truth.T
    return [int(n) for code in columns for n in some.permutation(np.flatnonzero(code))[:EACH]]


def chosen_by_chance(held, codes, chance):
    return np.random.default_rng(chance).permutation(held)[: EACH * codes].tolist()


def draws(coder, people, chosen, truth, held):
    """Return the F1 that each choice of answers teaches."""
    return [score(coder.refit([people[n] for n in each]), truth, held) for each in chosen]


def seconds_of_refit(coder, people):
    started = time.process_time()
    coder.refit(people)
    return time.process_time() - started


def score(coder, truth, held):
    found = found_by(coder, range(held, len(truth)), truth.shape[1])
    return float(answer_f1(truth[held:], found).mean())


def write(rows):
    RESULTS.mkdir(exist_ok=True)
    stamp = {"engine": VERSION, "numpy": np.__version__, "date": datetime.now(UTC).date()}
    rows = with_earlier([row | stamp for row in rows])
    fields = list(dict.fromkeys(name for row in rows for name in row))
    with (RESULTS / "coding.csv").open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, fields, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    draw(rows)


def with_earlier(rows):
    """Return the rows with those of sets not run this time, and the plain model's earlier F1."""
    path = RESULTS / "coding.csv"
    earlier = {}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as handle:
            earlier = {row["set"]: row for row in csv.DictReader(handle)}
    for row in rows:
        if row.get("plain_same_folds") == "":
            row["plain_same_folds"] = earlier.get(row["set"], row)["plain_same_folds"]
    now = {row["set"]: row for row in rows}
    return list({**earlier, **now}.values())


def draw(rows):
    bars = [
        (f"{row['set']}: {name}", float(row[key]))
        for row in rows
        for name, key in (("ours", "test"), ("best published", "published"), ("SVM", "svm_test"))
        if row.get(key)
    ]
    draw_bars(RESULTS / "coding.svg", "F1 of an answer's codes", bars)
    curves = {row["set"]: points_of(row["curve"]) for row in rows if row.get("curve")}
    if curves:
        draw_lines(
            RESULTS / "coding_curve.svg",
            "F1 of an answer's codes as people code more",
            "coded answers that the coder learnt from",
            curves,
        )


def points_of(curve):
    """Return (answers, F1) pairs of "19:0.377 38:0.436"."""
    pairs = (each.split(":") for each in curve.split())
    return [(int(size), float(value)) for size, value in pairs]


if __name__ == "__main__":
    main()

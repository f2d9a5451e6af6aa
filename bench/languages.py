"""Do answers in other languages stand in the theme of their English twins?

    .venv/bin/python bench/languages.py

For each encoder and language: the share of eight sentences whose nearest English theme is the right
one (the theme's centre is the mean of four English sentences). The bar is 0.9 with e5.
"""

import csv
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np


sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.parts.language_sentences import ENGLISH, THEMES, TWINS  # noqa: E402  after the path
from insights.engine import VERSION  # noqa: E402
from insights.engine.encoders import ENCODERS, unit  # noqa: E402


RESULTS = Path(__file__).parent / "results"
BAR = 0.9


def main():
    rows = [row for name in ("e5", "use", "minilm", "use+minilm") for row in shares(name)]
    stamp = {"engine": VERSION, "date": datetime.now(UTC).date()}
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / "languages.csv").open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, [*rows[0], *stamp], lineterminator="\n")
        table.writeheader()
        table.writerows(row | stamp for row in rows)
    worst = min(row["right"] for row in rows if row["encoder"] == "e5")
    print(f"e5, worst language: {worst:.3f} (bar {BAR})")


def shares(name):
    encoder = ENCODERS[name]()
    themes = list(ENGLISH)
    centres = unit(np.array([encode(encoder, said).mean(axis=0) for said in ENGLISH.values()]))
    for language, said in TWINS.items():
        found = (encode(encoder, said) @ centres.T).argmax(axis=1)
        right = np.mean([themes[n] == theme for n, theme in zip(found, THEMES, strict=True)])
        print(f"{name:11} {language}  {right:.3f}")
        row = {"encoder": name, "version": encoder.version, "language": language}
        yield row | {"sentences": len(said), "right": round(float(right), 3)}


def encode(encoder, texts):
    return encoder.encode(list(texts), lambda done: None)


if __name__ == "__main__":
    main()

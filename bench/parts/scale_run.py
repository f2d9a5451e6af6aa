"""Part of bench/scale.py: one whole search over made-up statements, in a process of its own.

The vectors are made from the words by chance directions, quickly, and what that takes is left out:
the question is the cost of everything else.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from insights.engine import Document, ThemeFinder  # noqa: E402
from insights.engine.encoders import ENCODERS, unit  # noqa: E402


TOPICS, WORDS, DIMS = 150, 12, 384


class ChanceEncoder:
    """The mean of a chance direction for each word: the same words lie close together."""

    name = "chance"
    version = "1"
    seconds = 0.0

    def encode(self, texts, progress):
        started = time.process_time()
        chance = np.random.default_rng(7)
        words = {}
        rows = np.zeros((len(texts), DIMS), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.split():
                if word not in words:
                    words[word] = chance.normal(size=DIMS).astype(np.float32)
                rows[row] += words[word]
        rows = unit(rows)
        ChanceEncoder.seconds += time.process_time() - started
        progress(len(texts))
        return rows


def statements(count):
    """Return different statements: a topic's own words, and some that any topic has."""
    chance = np.random.default_rng(1)
    own = [[f"word{topic}x{n}" for n in range(WORDS)] for topic in range(TOPICS)]
    shared = [f"common{n}" for n in range(2000)]
    made = set()
    while len(made) < count:
        topic = own[int(TOPICS * chance.random() ** 2)]
        words = [*chance.choice(topic, 5, replace=False), *chance.choice(shared, 3)]
        made.add(" ".join(words))
    return sorted(made)


def main():
    count, copies = int(sys.argv[1]), int(sys.argv[2])
    encoder = sys.argv[3]
    texts = statements(count)
    texts += [texts[0]] * copies
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    ENCODERS["chance"] = ChanceEncoder
    started = time.process_time()
    result = ThemeFinder(encoder=encoder).find(documents)
    cpu = time.process_time() - started - ChanceEncoder.seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tops = sum(theme.parent is None for theme in result.themes)
    print(
        json.dumps({"cpu": cpu, "peak": peak, "themes": tops, "parts": len(result.themes) - tops})
    )


main()

"""What processes do with one file of vectors, in a module that loads no numerical library."""

import os
import sqlite3

from insights.engine.vector_file import VectorFile


KEY = b"w" * 32
TEXTS = [f"Nobody rang me back on day {number}" for number in range(40)]


def write_read_and_forget(folder, first):
    """Return how often something other than what was written came back."""
    file, wrong = VectorFile(folder, KEY), 0
    for _ in range(20):
        file.write("a", {text: text.encode() * 50 for text in TEXTS[first : first + 25]})
        file.forget(TEXTS[:1])
        found = file.read("a", TEXTS)
        wrong += any(row != text.encode() * 50 for text, row in found.items())
        wrong += not set(TEXTS[max(first, 1) : first + 25]) <= set(found)
    return wrong


class EndsAtCommit(sqlite3.Connection):
    """Ends the process where the rows are written and not yet committed."""

    def __exit__(self, *of_error):
        os._exit(9)


def write_and_end(folder, texts):
    connect = sqlite3.connect
    sqlite3.connect = lambda path: connect(path, factory=EndsAtCommit)
    VectorFile(folder, KEY).write("a", {text: text.encode() for text in texts})

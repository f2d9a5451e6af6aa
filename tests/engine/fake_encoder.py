"""An encoder without a model, and work that goes wrong; in a module that workers can import."""

import hashlib
import os
import signal
import sys
import threading
import time
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_info


BAD = "secretword that no encoder can read"


class FakeEncoder:
    """Rows from a text's sha256 and from its neighbours in a batch, as padding does to a model's.

    `ends_at`: a file; while it is missing, the text "end" makes it and ends this process.
    """

    name = "fake"
    version = "1"

    def __init__(self, ends_at=None):
        self.ends_at = ends_at
        self.version = f"1-{ends_at}"

    def encode(self, texts, progress):
        if BAD in texts:
            raise ValueError(BAD)
        if "end" in texts and self.ends_at:
            end_once(self.ends_at)
        rows = np.array([list(hashlib.sha256(text.encode()).digest()) for text in texts])
        rows = rows.astype(np.float32) + rows[0] / np.float32(len(texts))
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class LearningEncoder(FakeEncoder):
    name = "learner"
    learns = True

    def encode(self, texts, progress):
        self.seen = (os.getpid(), len(texts))
        return super().encode(texts, progress)


class BrokenEncoder(FakeEncoder):
    name = "broken"

    def encode(self, texts, progress):
        raise FileNotFoundError("The model file is missing.")


def end_once(flag):
    path = Path(flag)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def end_at_seven(flag, items):
    if 7 in items:
        end_once(flag)
    return items


def shouted(items):
    return [item.upper() for item in items]


def one_too_few(items):
    return items[1:]


def always_ends(items):
    os.kill(os.getpid(), signal.SIGKILL)


def surroundings(items):
    """Return for each item this process's id, threads of its libraries and whether Django is in."""
    np.ones((4, 4)) @ np.ones((4, 4))
    most = max((each["num_threads"] for each in threadpool_info()), default=1)
    return [(os.getpid(), most, "django" in sys.modules)] * len(items)


def slow(items):
    time.sleep(0.2)
    return [threading.get_native_id()] * len(items)

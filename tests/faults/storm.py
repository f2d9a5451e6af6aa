"""People who send, and a nemesis that kills what they send to."""

import http.client
import random
import signal
import threading
import time
import uuid
from collections import Counter
from functools import partial

from tests.faults.browser import Browser, Stuck, walk_to_check


CLIENTS = 8
GIVE_UP_SECONDS = 60
PAUSE = 0.1
LOST_CONNECTION = (OSError, http.client.HTTPException)
STOP_SECONDS = (0.5, 2.0)
BETWEEN_SECONDS = (0.2, 1.5)


def new_person(marker):
    """Return what one person answers (by key) and what must then be stored (in words)."""
    answers = {
        "audience": "child",
        "take_part": "granted",
        "quote_anon": "refused",
        "share_local": "granted",
        "helper": "teacher",
        "feel": "2",
        "times": "3",
        "child_better": f"marker-{marker} “é” 👍🏽\nand <r>more</r>",
        "child_worse": f"hard {marker}",
        "child_more": "",
    }
    stored = {
        "take_part": "granted",
        "quote_anon": "refused",
        "share_local": "granted",
        "helper": "A teacher",
        "feel": "Face 2",
        "times": "3",
        "child_better": answers["child_better"],
        "child_worse": answers["child_worse"],
        "child_more": "",
    }
    return answers, stored


class Crowd:
    """Eight people at a time, each of whom goes on until thanked; then the next one comes."""

    def __init__(self, server, ledger):
        self.server = server
        self.ledger = ledger
        self.over = threading.Event()
        self.troubles = Counter()
        self.threads = [threading.Thread(target=self._go_on) for _ in range(CLIENTS)]

    def start(self):
        for thread in self.threads:
            thread.start()

    def finish(self):
        """Let everyone who is on their way arrive."""
        self.over.set()
        for thread in self.threads:
            thread.join(GIVE_UP_SECONDS + 30)
            assert not thread.is_alive(), "a client hangs"

    def _go_on(self):
        while not self.over.is_set():
            try:
                self._one_person()
            except Stuck as error:
                self.troubles[f"stuck: {error}"] += 1

    def _one_person(self):
        marker = uuid.uuid4().hex
        answers, stored = new_person(marker)
        browser = Browser(self.server.port)
        page = walk_to_check(browser, answers, do=partial(self._patiently, browser))
        self.ledger.attempt(marker, stored)
        send = partial(browser.submit, page, answers)
        page = self._patiently(browser, send, marker=marker)
        if not page.receipt:
            raise Stuck(f"{page.status} {page.path}")
        self.ledger.acknowledge(marker, page.receipt)

    def _patiently(self, browser, act, *, marker=None):
        """Do one thing; after an error do the same again, for up to a minute."""
        until = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < until:
            try:
                page = act()
                if page.status < 500:
                    return page
                self.troubles[page.status] += 1
            except LOST_CONNECTION as error:
                self.troubles[type(error).__name__] += 1
            if marker:
                self.ledger.note_unknown(marker)
            act = browser.again
            time.sleep(PAUSE)
        raise Stuck("no answer for a minute")


class Nemesis(threading.Thread):
    """Breaks one thing after another, chosen by a seed. Each act returns what it broke, or None."""

    def __init__(self, server, *, seed):
        super().__init__()
        self.server = server
        self.random = random.Random(seed)
        self.over = threading.Event()
        self.kills = Counter()
        self.acts = [self.kill_worker] * 8 + [self.kill_everything, self.stop_worker]
        if server.cluster:
            self.acts.append(self.restart_database)

    def run(self):
        first = sorted(set(self.acts), key=lambda act: act.__name__)  # each kind at least once
        self.random.shuffle(first)
        while not self.over.wait(self.random.uniform(*BETWEEN_SECONDS)):
            act = first.pop() if first else self.random.choice(self.acts)
            if act() is not None:
                self.kills[act.__name__] += 1

    def finish(self):
        self.over.set()
        self.join()

    def kill_worker(self):
        return self.server.signal_worker(self.random.randrange(8), signal.SIGKILL)

    def kill_everything(self):
        self.server.kill_group()
        self.server.start()
        return self.server.process.pid

    def stop_worker(self):
        """Freeze a worker in the middle of whatever it does, then let it go on."""
        number = self.random.randrange(8)
        pid = self.server.signal_worker(number, signal.SIGSTOP)
        self.over.wait(self.random.uniform(*STOP_SECONDS))
        if pid in self.server.workers():
            self.server.signal_worker(self.server.workers().index(pid), signal.SIGCONT)
        return pid

    def restart_database(self):
        self.server.cluster.stop(mode="immediate")
        self.server.cluster.launch()
        return self.server.cluster


def run_storm(server, ledger, *, seed, seconds):
    """Let people send while things break; return the crowd and the nemesis for their counts."""
    crowd, nemesis = Crowd(server, ledger), Nemesis(server, seed=seed)
    crowd.start()
    nemesis.start()
    time.sleep(seconds)
    nemesis.finish()
    crowd.finish()
    return crowd, nemesis

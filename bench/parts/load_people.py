"""People who arrive by the clock, whatever became of those before them, and go through a survey.

    load_people.py PLAN OUT PORT RATE SECONDS SEED

PLAN is the way through the survey, read once from its pages: what a browser sends at each step.
One connection a person, kept open as browsers do. Nothing but the standard library, and as little
of it as will do: this process shares the cores with the server that it measures.
"""

import json
import queue
import random
import re
import socket
import sys
import threading
import time
import uuid
from pathlib import Path


MARKER = "marker-" + "0" * 32  # stands for each person's own in the plan
THREADS = 96
TIMEOUT = 30
RECEIPT = re.compile(rb"data-receipt[^>]*>\s*([^<]+?)\s*<")
COOKIE = re.compile(rb"\r\nSet-Cookie: ([^=;]+)=([^;\r]*)")
LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)
PLACE = re.compile(rb"\r\nLocation: ([^\r]+)")


class Broken(Exception):
    """The site did not do what a browser would need it to."""


class Person:
    """One person's connection and cookies."""

    def __init__(self, port):
        self.port = port
        self.cookies = {}
        self.socket = None
        self.again = 0

    def ask(self, method, path, body=b""):
        """Return (head, body); a connection that had gone stale is opened once more."""
        was_open = self.socket is not None
        try:
            return self._ask(method, path, body)
        except ConnectionError:
            self.close()
            if not was_open:
                raise
            self.again += 1
            return self._ask(method, path, body)

    def _ask(self, method, path, body):
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), TIMEOUT)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(self._head(method, path, body) + body)
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        head = data[:end]
        for name, value in COOKIE.findall(head):
            self.cookies[name] = value
        length = LENGTH.search(head)
        wanted = end + 4 + (int(length[1]) if length else 0)
        while len(data) < wanted:
            data += self._more()
        if b"\r\nConnection: close" in head:
            self.close()
        return head, data[end + 4 :]

    def _head(self, method, path, body):
        lines = [b"%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d" % (method, path, self.port)]
        if self.cookies:
            pairs = (b"%s=%s" % pair for pair in self.cookies.items() if pair[1])
            lines.append(b"Cookie: " + b"; ".join(pairs))
        if method == b"POST":
            lines.append(b"Origin: http://127.0.0.1:%d" % self.port)
            lines.append(b"Content-Type: application/x-www-form-urlencoded")
            lines.append(b"Content-Length: %d" % len(body))
        return b"\r\n".join(lines) + b"\r\n\r\n"

    def _more(self):
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionResetError("closed")
        return data

    def close(self):
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def walk(port, plan, marker):
    """Go through the survey; return the receipt and [(what, seconds)] of each request."""
    person, times = Person(port), []
    try:
        page, body = plan[0]["path"].encode(), b""
        for step in plan:
            body = _timed(times, "page", person, b"GET", page)
            if step["form"] is None:
                break
            form = step["form"].replace(MARKER, marker).encode()
            what = "send" if step["path"].endswith("/check/") else "answer"
            head = _timed(times, what, person, b"POST", page, form, wanted=b" 303 ")
            page = PLACE.search(head)[1]
        receipt = RECEIPT.search(body)
        if receipt is None:
            raise Broken("no receipt")
        return receipt[1].decode(), times, person.again
    finally:
        person.close()


def _timed(times, what, person, method, path, body=b"", *, wanted=b" 200 "):
    started = time.perf_counter()
    head, page = person.ask(method, path, body)
    times.append((what, time.perf_counter() - started))
    if wanted not in head[:16]:
        raise Broken(f"{method.decode()} {head[:12].decode()}")
    return head if method == b"POST" else page


class Crowd:
    """Waiting threads; each takes the next person who has arrived."""

    def __init__(self, port, plan):
        self.port, self.plan = port, plan
        self.arrived = queue.SimpleQueue()
        self.rows = []
        self.threads = [threading.Thread(target=self._serve) for _ in range(THREADS)]

    def _serve(self):
        while (due := self.arrived.get()) is not None:
            marker = f"marker-{uuid.uuid4().hex}"
            row = {"marker": marker, "receipt": "", "error": "", "again": 0, "times": []}
            try:
                row["receipt"], row["times"], row["again"] = walk(self.port, self.plan, marker)
            except (OSError, Broken) as error:
                row["error"] = f"{type(error).__name__}: {error}"
            # From when the person came, not from when a thread was free to be that person.
            row["seconds"], row["ended"] = time.perf_counter() - due, time.time()
            self.rows.append(row)

    def run(self, rate, seconds, seed):
        """Let people come at random moments (Poisson), `rate` a second in the mean, then stop."""
        for thread in self.threads:
            thread.start()
        chance = random.Random(seed)
        start = due = time.perf_counter()
        while (due := due + chance.expovariate(rate)) < start + seconds:
            time.sleep(max(0, due - time.perf_counter()))
            self.arrived.put(due)
        for _ in self.threads:
            self.arrived.put(None)
        for thread in self.threads:
            thread.join(TIMEOUT * 4)


def main():
    plan, out, port, rate, seconds, seed = sys.argv[1:]
    crowd = Crowd(int(port), json.loads(Path(plan).read_text(encoding="utf-8")))
    crowd.run(float(rate), float(seconds), int(seed))
    Path(out).write_text(json.dumps(crowd.rows), encoding="utf-8")


if __name__ == "__main__":
    main()

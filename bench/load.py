"""People come to a survey of four pages by the clock; what the site makes of it, and what is kept.

    .venv/bin/python bench/load.py [--rate 30] [--seconds 60] [--database sqlite] [--clients 2]

An open model: people arrive at random moments, however long those before them wait, and their time
counts from their arrival. Everything is on 127.0.0.1, the people too, so they share the machine's
cores with the site; whose CPU it was is told. Afterwards each receipt that was shown is looked for
in the database. Results are added to bench/results/load.csv.
"""

import argparse
import csv
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode


ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.parts.four_pages import MARKED, four_pages  # noqa: E402
from bench.parts.load_people import MARKER, Person  # noqa: E402
from tests.faults.browser import Browser, key_of  # noqa: E402
from tests.faults.ledger import judge, read_stored  # noqa: E402
from tests.faults.server import Server  # noqa: E402


PEOPLE = ROOT / "bench" / "parts" / "load_people.py"
RESULTS = ROOT / "bench" / "results" / "load.csv"
TICKS = os.sysconf("SC_CLK_TCK")
WAIT_SECONDS = 180  # for the last to finish, so that the bench ends whatever happens
WARM_UP = 10
TRIVIAL = 2_000


def plan_of(port):
    """Walk the survey once as a browser does; return the path and the filled form of each page."""
    browser, steps = Browser(port), []
    page = browser.get(f"/s/{four_pages()['slug']}/")
    while page.form is not None:
        filled = urlencode(answers_of(page.form))
        steps.append({"path": page.path, "form": filled})
        page = browser.post(page.form.action or page.path, answers_of(page.form))
    assert page.receipt, page.path
    return [*steps, {"path": page.path, "form": None}]


def answers_of(form):
    """Return the first of every choice, and words for every text."""
    choices = {key_of(name): allowed[0] for name, allowed in form.choices.items()}
    texts = {key_of(name): "They rang back, and they stayed." for name in form.texts}
    return form.filled(choices | texts | {"wait": "3", MARKED: words_of(MARKER)})


def words_of(marker):
    return f"One person to talk to, and not to tell it all again. {marker}"


def let_people_come(server, plan, options, folder, *, seconds):
    """Start the client processes, wait for them, and return what each person saw."""
    path = folder / "plan.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    outs = [folder / f"people-{number}.json" for number in range(options.clients)]
    clients = [
        subprocess.Popen(
            [sys.executable, PEOPLE, path, out, str(server.port)]
            + [str(options.rate / options.clients), str(seconds), str(options.seed + number)]
        )
        for number, out in enumerate(outs)
    ]
    for client in clients:
        client.wait(seconds + WAIT_SECONDS)
    return [row for out in outs for row in json.loads(out.read_text(encoding="utf-8"))]


class Cpu:
    """Seconds of CPU so far: of the site, its database, the people, and the whole machine."""

    def __init__(self, server):
        self.site = tree_seconds(server.process.pid)
        self.database = tree_seconds(server.cluster_pid()) if server.cluster else 0.0
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.people = used.ru_utime + used.ru_stime
        busy = [int(each) for each in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
        self.machine = (sum(busy) - busy[3] - busy[4]) / TICKS  # without idle and waiting
        self.at = time.monotonic()

    def cores_since(self, before):
        """Return how many cores each kept busy in the mean."""
        wall = self.at - before.at
        names = ("site", "database", "people", "machine")
        cores = {name: (getattr(self, name) - getattr(before, name)) / wall for name in names}
        others = cores["machine"] - cores["site"] - cores["database"] - cores["people"]
        return {**cores, "others": max(0.0, others)}


def tree_seconds(pid):
    """Return the CPU of a process, its children that ended, and its children that run."""
    own = _seconds(pid, ended=True)
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(_seconds(child, ended=False) for child in children)


def _seconds(pid, *, ended):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(each) for each in fields[11 : 15 if ended else 13]) / TICKS


def trivial_milliseconds(server):
    """Return the site's own CPU of one trivial response, over one connection."""
    person, before = Person(server.port), Cpu(server)
    for _request in range(TRIVIAL):
        person.ask(b"GET", b"/healthz/live")
    person.close()
    return (Cpu(server).site - before.site) / TRIVIAL * 1000


def verdict_of(server, people):
    """Compare the receipts that people saw with what is stored."""
    sent = {bare(row["marker"]): {MARKED: words_of(row["marker"])} for row in people}
    return judge(
        attempts=sent,
        acks={bare(row["marker"]): [row["receipt"]] for row in people if row["receipt"]},
        stored=[each for each in read_stored(server) if each.marker != bare(MARKER)],
    )


def bare(marker):
    return marker.removeprefix("marker-")


def result_of(people, verdict, cores, options, database):
    done = [row for row in people if row["receipt"]]
    whole = [row["seconds"] * 1000 for row in done]
    parts = {
        what: [seconds * 1000 for row in done for kind, seconds in row["times"] if kind == what]
        for what in ("page", "answer", "send")
    }
    return {
        "disk": "memory" if str(Path(tempfile.gettempdir())).startswith("/dev/shm") else "disk",
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
        "database": database,
        "rate": options.rate,
        "seconds": options.seconds,
        "arrived": len(people),
        "completed": len(done),
        "completed_a_second": round(len(done) / options.seconds, 1),
        "errors": len(people) - len(done),
        "reconnected": sum(row["again"] for row in people),
        **{name: len(getattr(verdict, name)) for name in ("lost", "duplicated", "torn", "changed")},
        "requests_a_survey": len(done[0]["times"]) if done else 0,
        **{f"survey_{name}": value for name, value in percentiles(whole).items()},
        **{
            f"{what}_{name}": value
            for what, values in parts.items()
            for name, value in percentiles(values).items()
            if name in ("p50", "p99")
        },
        **{f"cores_{name}": round(value, 2) for name, value in cores.items()},
    }


def percentiles(values):
    """Return the middle and the tail, in whole milliseconds."""
    if len(values) < 2:
        return {"p50": 0, "p95": 0, "p99": 0, "max": 0}
    cuts = statistics.quantiles(values, n=100)
    shown = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(values)}
    return {name: round(value) for name, value in shown.items()}


def run(database, options):
    """Return the figures of one run on one kind of database."""
    with (
        tempfile.TemporaryDirectory(prefix="consult-load-") as folder,
        Server(database, prepare="bench.parts.load_prepare") as server,
    ):
        plan = plan_of(server.port)
        warm = let_people_come(server, plan, options, Path(folder), seconds=WARM_UP)
        trivial = trivial_milliseconds(server)
        before = Cpu(server)
        people = let_people_come(server, plan, options, Path(folder), seconds=options.seconds)
        after = Cpu(server)
        whole = (after.site - before.site) * 1000 / max(1, len(people))
        verdict = verdict_of(server, warm + people)
    for error, count in Counter(row["error"] for row in people if row["error"]).items():
        print(f"  {count} x {error}")
    result = result_of(people, verdict, after.cores_since(before), options, database)
    return result | {
        "site_cpu_ms_a_survey": round(whole, 1),
        "site_cpu_ms_trivial": round(trivial, 3),
        "survey_to_trivial": round(whole / trivial),
    }


def keep(result):
    is_new = not RESULTS.exists()
    with RESULTS.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, result)
        if is_new:
            writer.writeheader()
        writer.writerow(result)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=30)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--look", action="store_true", help="only print, keep no result")
    options = parser.parse_args()
    # Whoever stops the bench stops its server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    for database in [options.database] if options.database else ["sqlite", "postgresql"]:
        result = run(database, options)
        for name, value in result.items():
            print(f"{name:20} {value}")
        print()
        if not options.look:
            keep(result)


if __name__ == "__main__":
    main()

"""CPU of one completed survey, as a multiple of a trivial Django response in the same process.

    .venv/bin/python bench/submit_cost.py [--people 60]

Walks a survey of four pages, and the sample, through the WSGI application, from the first page to
the thank-you page, on an SQLite database of the bench's own. Only the application's own CPU is
counted, not the walker's. Each survey is weighed against trivial requests made right after it: a
shared machine is now slow, now fast.
"""

import argparse
import io
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FOLDER = tempfile.TemporaryDirectory(prefix="consult-bench-")
os.environ["DATA_DIR"] = FOLDER.name
os.environ["DATABASE_URL"] = ""

from django.core.management import call_command  # noqa: E402, I001
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.parts.four_pages import four_pages  # noqa: E402
from consult.wsgi import application  # noqa: E402  the settings read DATA_DIR when first imported
from people.models import Organisation  # noqa: E402
from surveys.actions.survey import create_survey, open_survey, publish_version  # noqa: E402
from tests.faults.browser import walk_to_check  # noqa: E402
from tests.privacy.canary import Canaries, FillsEverything  # noqa: E402


AUDIENCES = ("child", "young_person", "parent", "practitioner")
WARM_UP, TRIVIAL_REQUESTS = 6, 100


class WsgiBrowser(FillsEverything):
    """Calls the application in this process and adds up the CPU it takes."""

    def __init__(self):
        super().__init__(0, Canaries())
        self.cpu = 0.0
        self.requests = 0

    def _request(self, method, path, body):
        environ = environ_of(method, path, body or b"", self.cookies)
        answer = {}
        started = time.process_time()
        chunks = application(environ, lambda status, headers: answer.update(s=status, h=headers))
        content = b"".join(chunks)
        chunks.close()
        self.cpu += time.process_time() - started
        self.requests += 1
        self._keep_cookies([value for name, value in answer["h"] if name == "Set-Cookie"])
        location = dict(answer["h"]).get("Location", "")
        return int(answer["s"].split()[0]), location, content.decode()


def environ_of(method, path, body, cookies):
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def prepare():
    """Open both surveys; return their names."""
    call_command("migrate", verbosity=0)
    team = Organisation.objects.create(name="Team", slug="team", kind="team")
    sample = json.loads((ROOT / "samples" / "consultation.json").read_text(encoding="utf-8"))
    for document in (four_pages(), sample):
        survey = create_survey(organisation=team, slug=document["slug"], title="Bench", by=None)
        publish_version(survey=survey, document=document, by=None)
        open_survey(survey=survey, by=None)
    return four_pages()["slug"], sample["slug"]


def complete(slug, number):
    """Return CPU seconds and requests of one person's whole survey."""
    browser = WsgiBrowser()
    answers = {"audience": AUDIENCES[number % len(AUDIENCES)], "wait": "3"}
    check = walk_to_check(browser, answers, slug=slug)
    assert browser.submit(check, {}).receipt
    return browser.cpu, browser.requests


def trivial():
    """Return CPU seconds of one trivial response."""
    browser = WsgiBrowser()
    for _request in range(TRIVIAL_REQUESTS):
        browser._request("GET", "/healthz/live", None)
    return browser.cpu / browser.requests


def queries_of(slug, number):
    """Return database queries and requests of one person's whole survey."""
    with CaptureQueriesContext(connection) as captured:
        _cpu, requests = complete(slug, number)
    return len(captured), requests


def measure(name, slug, people):
    """Weigh a survey, and print what it weighs."""
    for number in range(WARM_UP):
        complete(slug, number)
    trivial()
    rounds = [(*complete(slug, number), trivial()) for number in range(people)]
    survey = statistics.median(cpu for cpu, _requests, _base in rounds)
    base = statistics.median(base for _cpu, _requests, base in rounds)
    each = statistics.median(cpu / requests / base for cpu, requests, base in rounds)
    requests = statistics.mean(requests for _cpu, requests, _base in rounds)
    queries, asked = queries_of(slug, 1)
    print(f"{name}, completed {people} times")
    print(f"  requests per survey     {requests:.1f} (each POST and the page after it)")
    print(f"  CPU per survey          {survey * 1000:.1f} ms")
    print(f"  CPU per request         {survey / requests * 1000:.2f} ms")
    print(f"  statements per request  {queries / asked:.2f} ({queries} in {asked})")
    print(f"  trivial response        {base * 1000:.3f} ms (/healthz/live)")
    print(f"  survey / trivial        {each * requests:.0f}")
    print(f"  request / trivial       {each:.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=60)
    people = parser.parse_args().people
    four, sample = prepare()
    measure("Four pages and one permission", four, people)
    measure("The sample, its audiences in turn", sample, people // 2)


if __name__ == "__main__":
    main()

"""Part of bench/reading.py: pages of answers, fetched and drawn, and what a withdrawal costs."""

import json
import os
import sys
import time
from pathlib import Path

import django


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "consult.settings"
django.setup()

from django.db import connection  # noqa: E402  models exist only after setup()
from django.http import QueryDict  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from insights.models import Codebook, Theme  # noqa: E402
from insights.reading.filters import STATES  # noqa: E402
from insights.reading.orders import ORDERS  # noqa: E402
from insights.reading.pages import fill, reading_of  # noqa: E402
from insights.shelves import SHELVES  # noqa: E402
from people.models import User  # noqa: E402
from surveys.models import Answer, Purpose  # noqa: E402
from surveys.searching import forget_deleted_words  # noqa: E402


ROUNDS = 5
RECEIVED = "order=received"
OTHER_STATES = ("suggested", "confirmed", "no_theme", "new", "unplaced", "misfit", "noted")


def pages():
    """Return {name: query} of the pages that are timed."""
    theme = Theme.objects.order_by("name")
    common, seldom = theme[0], theme[5]
    asked = {
        "as received": "",
        "longest first": "order=longest",
        "worth reading next": "order=worth",
        "least sure first": "order=unsure",
        "fifty a page": "size=50",
        "one audience": "audience=child",
        "one age band": "age_band=8_11",
        "one channel": "channel=link",
        "one version": "wave=1",
        "one closed answer": "role=teacher",
        "one language of a hundred": "language=cy",
        "common theme": f"theme={common.pk}",
        "rarer theme": f"theme={seldom.pk}",
        "put there by a person": "source=person",
        "put there by the machine": "source=machine",
        "theme, by a person": f"theme={seldom.pk}&source=person",
        "not decided": "state=unread",
        "second opinion wanted": "state=opinion",
        "confirmed, longest first": "state=confirmed&order=longest",
        **{f"state: {each}": f"state={each}" for each in OTHER_STATES},
        **{f"shelf: {each}": f"shelf={each}" for each in SHELVES},
        "rarer theme, on a shelf": f"theme={seldom.pk}&shelf=stories",
        "theme, worth reading next": f"theme={common.pk}&order=worth",
        "word of most answers": "words=help",
        "word of one in twenty": "words=seldom7",
        "word of one in nine": "words=rare7",
        "word of one in ninety": "words=rare77",
        "word, theme and audience": f"words=seldom7&theme={common.pk}&audience=child",
        "word, longest first": "words=seldom7&order=longest",
        "word, worth reading next": "words=seldom7&order=worth",
    }
    # With a learning, the first order is another one: the others are asked for by name.
    return {
        name: query if "order=" in query else f"{RECEIVED}&{query}" for name, query in asked.items()
    }


def milliseconds_of(work):
    """Return the least time of the processor, which others who use the machine take nothing of."""
    spent = []
    for _round in range(ROUNDS):
        start = seconds_spent()
        work()
        spent.append(seconds_spent() - start)
    return 1000 * min(spent)


def seconds_spent():
    """Return the processor's time of this process, and of the server's that works for it."""
    if connection.vendor == "sqlite":
        return time.process_time()
    server = connection.connection.info.backend_pid
    nanoseconds = Path(f"/proc/{server}/schedstat").read_text(encoding="ascii").split()[0]
    return time.process_time() + int(nanoseconds) / 1e9


def page(book, query, by):
    found = reading_of(book, QueryDict(query))
    assert found.form.is_valid(), found.form.errors
    fill(found, by=by)
    for answer in found.answers:
        render_to_string("insights/reading_answer.html", {"answer": answer})
    return found


def withdraw():
    """Change one answer, which leaves its old words in the index, and take them out for good."""
    answer = Answer.objects.for_purpose(Purpose.ANALYSIS).substantive()[0]
    answer.text += " and more"
    answer.save(update_fields=["text"])
    forget_deleted_words()


def must_be_whole(form, queries):
    """Stop where the form has a filter, a state, a shelf or an order that no page asks for."""
    asked = [QueryDict(query) for query in queries]
    # A filter that offers nothing, as the version where only one is known, cannot be asked for.
    offered = {
        name for name, each in form.fields.items() if len(getattr(each, "choices", "__")) > 1
    }
    left = offered - {name for each in asked for name in each}
    for name, kinds in (("state", STATES), ("shelf", SHELVES), ("order", ORDERS)):
        left |= set(kinds) - {each.get(name) for each in asked}
    assert not left, f"not measured: {sorted(left)}"


def measure():
    book = Codebook.objects.select_related("survey").get()
    by = User.objects.get(email="bench@example.org")
    spent, queries = {}, set()
    must_be_whole(reading_of(book, QueryDict("")).form, pages().values())
    for name, query in pages().items():
        with CaptureQueriesContext(connection) as captured:
            found = page(book, query, by)
        assert len(found.answers) >= 1, f"nothing found: {name}"
        queries.add(len(captured))
        spent[name] = milliseconds_of(lambda query=query: page(book, query, by))
    deep = ""
    for _step in range(20):
        deep = page(book, f"{RECEIVED}&size=50&after={deep}", by).page.after or deep
    spent["twentieth page"] = milliseconds_of(lambda: page(book, f"{RECEIVED}&after={deep}", by))
    spent["queries of a page"] = max(queries)
    spent["withdraw"] = milliseconds_of(withdraw)
    return spent


print(json.dumps(measure()))

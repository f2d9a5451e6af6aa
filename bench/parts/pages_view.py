"""Part of bench/pages.py: pages of the workbench about one question, made whole."""

import json
import os
import sys
import time
from pathlib import Path

import django


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "consult.settings"
django.setup()

from django.contrib.messages.storage.fallback import FallbackStorage  # noqa: E402  after setup()
from django.db import connection  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from insights.models import ComparisonCount, Tally  # noqa: E402
from insights.views import (  # noqa: E402  # noqa: E402
    comparing,
    concept,
    decisions,
    joins,
    quality,
    quotes,
    signing,
    themes,
    waves,
)
from people.models import Membership  # noqa: E402
from surveys.models import Question  # noqa: E402


ROUNDS = 5
EXACT, PUBLISHED = "", "figures=published"
PAGES = {
    "board": (themes.codebook, EXACT),
    "board of the concept": (concept.concept_board, EXACT),
    "compare audiences": (comparing.compare, "by=audience"),
    "compare regions": (comparing.compare, "by=region"),
    "compare sectors": (comparing.compare, "by=c_sector"),
    "compare ages": (comparing.compare, "by=age_band"),
    "compare ways of answering": (comparing.compare, "by=channel"),
    "compare waves": (comparing.compare, "by=wave"),
    "joins between services": (joins.joins, EXACT),
    "quality": (quality.quality, EXACT),
    "quotes": (quotes.question_quotes, EXACT),
    "new answers": (waves.new_answers, EXACT),
    "sign-off": (signing.signing, EXACT),
    "decisions": (decisions.decision_list, EXACT),
}


def asked_by(membership, query):
    request = RequestFactory().get(f"/?{query}")
    request.user, request.membership = membership.user, membership
    request.organisation = membership.organisation
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def seconds_of(work):
    """Return the processor's time, as SQLite works in this process; of PostgreSQL the clock's."""
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    spent = []
    for _round in range(ROUNDS):
        start = clock()
        work()
        spent.append(clock() - start)
    return 1000 * min(spent)


def measure():
    membership = Membership.objects.select_related("user", "organisation").get(
        user__email="bench@example.org"
    )
    question = Question.objects.get(key="adult_better")
    Tally.objects.all().delete()
    ComparisonCount.objects.all().delete()
    found = {}
    for name, (view, query) in PAGES.items():

        def page(view=view, query=query):
            return view.__wrapped__(asked_by(membership, query), question_id=question.pk)

        start = time.perf_counter()
        page()
        first = 1000 * (time.perf_counter() - start)
        with CaptureQueriesContext(connection) as captured:
            page()
        found[name] = {"page": seconds_of(page), "first": first, "queries": len(captured)}
    return found


print(json.dumps(measure()))

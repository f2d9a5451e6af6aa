"""Part of bench/pages.py: pages of the workbench about one question, made whole."""

import json
import os
import sys
import time
from functools import partial
from pathlib import Path

import django


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "consult.settings"
django.setup()

from django.contrib.messages.storage.fallback import FallbackStorage  # noqa: E402  after setup()
from django.db import connection  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from insights.actions.review.steps import step  # noqa: E402
from insights.models import Coding, ComparisonCount, Tally  # noqa: E402
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
from tests.factories import make_response  # noqa: E402


ROUNDS, AFTER = 5, 3
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


def least_of(work, rounds, before=None):
    """Return how many milliseconds some work takes, after something else: the least of rounds.

    The processor's time, as SQLite works in this process; of PostgreSQL the clock's.
    """
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    spent = []
    for _round in range(rounds):
        if before:
            before()
        start = clock()
        work()
        spent.append(clock() - start)
    return 1000 * min(spent)


def decide(question, by):
    """Take an answer out of a theme of middling size, which changes figures."""
    codings = Coding.objects.filter(theme__name="Theme 3", theme__codebook__question=question)
    coding = codings.exclude(state="rejected").select_related("theme__codebook").first()
    with step(codebook=coding.theme.codebook, kind="read", by=by) as current:
        current.watch([coding])
        coding.state, coding.source, coding.by = "rejected", "person", by
        coding.save(update_fields=["state", "source", "by"])


def come(question, by):
    """Have one more person answer."""
    given = {question.key: "They rang back at once", "region": ("north", "north")}
    make_response(
        question.survey, answers=given, audience="parent", received_day=timezone.localdate()
    )


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

        first = least_of(page, 1)
        with CaptureQueriesContext(connection) as captured:
            page()
        found[name] = {
            "page": least_of(page, ROUNDS),
            "first": first,
            "queries": len(captured),
        } | {
            act.__name__: least_of(page, AFTER, before=partial(act, question, membership.user))
            for act in (decide, come)
        }
    return found


print(json.dumps(measure()))

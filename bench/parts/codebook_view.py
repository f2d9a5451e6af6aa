"""Part of bench/codebook.py: suggestions beside the seeded themes, and the page of both."""

import json
import os
import random
import statistics
import sys
import time
import tracemalloc
from pathlib import Path

import django


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "consult.settings"
django.setup()

from django.db import connection  # noqa: E402  models exist only after setup()
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from insights.cards import cards_of, readable_answers  # noqa: E402
from insights.models import Codebook, Suggestion, SuggestionMember, Theme, ThemeRun  # noqa: E402
from insights.views.themes import codebook as board  # noqa: E402
from people.models import Membership, Role, User  # noqa: E402
from surveys.models import Answer, Purpose  # noqa: E402


WANTED, ROUNDS = 15, 5


def suggest(codebook):
    chance = random.Random(2)
    run = ThemeRun.objects.create(codebook=codebook, status="done")
    suggestions = Suggestion.objects.bulk_create(
        Suggestion(run=run, number=number, label=f"Suggestion {number}") for number in range(WANTED)
    )
    answers = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=codebook.question_id)
    SuggestionMember.objects.bulk_create(
        SuggestionMember(
            suggestion=chance.choice(suggestions),
            answer=answer,
            start=0,
            end=len(answer.text),
            score=chance.random(),
        )
        for answer in answers
    )
    return suggestions


def seconds_of(work):
    """Return the processor's time: SQLite works in this process, and other work does not count."""
    spent = []
    for _round in range(ROUNDS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def page_of(codebook, by):
    """Return a function that makes the board's whole page, signing in left out."""
    membership = Membership.objects.create(
        user=by, organisation=codebook.survey.organisation, role=Role.REVIEWER
    )

    def page():
        request = RequestFactory().get("/")
        request.user, request.membership = by, membership
        request.organisation = membership.organisation
        return board.__wrapped__(request, question_id=codebook.question_id)

    return page


def measure():
    codebook = Codebook.objects.select_related("survey__organisation").first()
    by = User.objects.create(email="bench@example.org")
    more = WANTED - codebook.themes.count()
    Theme.objects.bulk_create(
        Theme(codebook=codebook, name=f"More {number}") for number in range(more)
    )
    suggestions = suggest(codebook)
    themes = list(codebook.themes.prefetch_related("origins"))
    page = page_of(codebook, by)
    start = time.process_time()
    cards_of(codebook=codebook, by=by, themes=themes, suggestions=suggestions)
    first = time.process_time() - start
    page()
    with CaptureQueriesContext(connection) as captured:
        page()
    tracemalloc.start()
    page()
    grew = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return {
        "first": first,
        "page": seconds_of(page),
        "count": seconds_of(readable_answers(codebook).count),
        "queries": len(captured),
        "grew": grew,
    }


print(json.dumps(measure()))

"""Part of bench/pages.py: one concept asked of three audiences, with regions and services."""

import os
import random
import sys
from datetime import timedelta
from pathlib import Path

import django


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "consult.settings"
django.setup()

from django.core.management import call_command  # noqa: E402  models exist only after setup()
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.parts.reading_rows import (  # noqa: E402
    CHUNK,
    channels_of,
    decide,
    events_of,
    responses_of,
    statement,
    themes_of,
)
from people.models import Membership, Role, User  # noqa: E402
from surveys.models import Answer, Purpose  # noqa: E402
from tests.comparing_factories import (  # noqa: E402
    REGIONS,
    SECTORS,
    SERVICES,
    comparing_document,
)
from tests.factories import (  # noqa: E402
    build_answer,
    give_permission,
    keep_answers,
    make_survey,
)
from tests.quote_factories import make_quote  # noqa: E402


WORDS = "nobody rings back and the wait is long but they listen to me in school".split()  # noqa: SIM905
DAYS, QUOTES = 30, 24  # as of a consultation of a month that is still open


def answers_of(person, questions, chance):
    """Return a person's answer in words, and those to the closed questions they are asked."""
    key = "child_better" if person.audience == "child" else "adult_better"
    said = build_answer(person, questions[key], " ".join(chance.choices(WORDS, k=15)))
    closed = [build_answer(person, questions["region"], both(chance.choice(REGIONS)))]
    if person.audience == "parent":
        used = sorted(chance.sample(SERVICES[:-1], k=chance.randint(1, 3)))
        closed.append(build_answer(person, questions["used"], (used, ", ".join(used))))
    if person.audience == "practitioner":
        closed.append(build_answer(person, questions["sector"], both(chance.choice(SECTORS))))
    return said, closed


def both(code):
    return code, code


def quote_some(question, themes, picker):
    """Quote as many people as a report would, however many answered; they let us say more."""
    reader, _made = User.objects.get_or_create(email="reader@example.org")
    answers = Answer.objects.for_purpose(Purpose.ANALYSIS).filter(question=question)
    for number, answer in enumerate(answers.order_by("pk").select_related("response")[:QUOTES]):
        for key in ("quote_anon", "quote_context"):
            give_permission(answer.response, key, "granted")
        make_quote(answer, picker=picker, reader=reader, theme=themes[number % len(themes)])


def main(many):
    chance = random.Random(1)
    survey = make_survey(document=comparing_document())
    questions = {each.key: each for each in survey.questions.all()}
    books = {key: themes_of(survey, questions[key]) for key in ("child_better", "adult_better")}
    channels, agreed = channels_of(survey), statement()
    for start in range(0, many, CHUNK):
        numbers = range(start, min(start + CHUNK, many))
        days = [timezone.localdate() - timedelta(days=number % DAYS) for number in numbers]
        people = responses_of(survey, channels, numbers, days, chance)
        events_of(people, agreed)
        told = [answers_of(each, questions, chance) for each in people]
        keep_answers([answer for said, closed in told for answer in (said, *closed)])
        for key, (book, themes) in books.items():
            mine = [said for said, _closed in told if said.question_id == questions[key].pk]
            decide(book, themes, mine, chance)
    by, _made = User.objects.get_or_create(email="bench@example.org")
    Membership.objects.create(user=by, organisation=survey.organisation, role=Role.REVIEWER)
    quote_some(questions["adult_better"], books["adult_better"][1], by)


call_command("migrate", verbosity=0)
main(int(sys.argv[1]))
if connection.vendor == "postgresql":
    # What a live server's autovacuum does within about a minute.
    connection.cursor().execute("VACUUM ANALYZE")

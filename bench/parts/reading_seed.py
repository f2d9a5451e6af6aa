"""Part of bench/reading.py: one open question that many people answered, half of it decided."""

import os
import random
import sys
from datetime import date, timedelta
from pathlib import Path

import django


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "consult.settings"
django.setup()

from django.core.management import call_command  # noqa: E402  models exist only after setup()
from django.db import connection  # noqa: E402

from bench.parts.reading_rows import (  # noqa: E402
    CHUNK,
    channels_of,
    decide,
    events_of,
    jobs_of,
    place,
    responses_of,
    statement,
    themes_of,
)
from tests.factories import build_answer, keep_answers, make_survey, small_document  # noqa: E402


COMMON = (  # noqa: SIM905 - read as a sentence
    "they listen to me at home and in school but nobody rings back when we wait for help so long "
    "that the problem grows my worker changes every few months visits should be longer and kinder"
).split()
# Words that one answer in about twenty, and in about a thousand, has.
SELDOM, RARE = [f"seldom{n}" for n in range(20)], [f"rare{n}" for n in range(1_000)]


def words_of(chance):
    said = chance.choices(COMMON, k=chance.randint(5, 40))
    return " ".join([*said, chance.choice(SELDOM), chance.choice(RARE)])


def _document():
    """Return a survey in two languages, with a closed question that answers are filtered by."""
    document = small_document()
    document["languages"] = {"cy": {"status": "human", "offered": False}}
    document["pages"][0]["questions"][0]["concept"] = "role"
    return document


def main(many):
    chance = random.Random(1)
    survey = make_survey(document=_document())
    open_one, closed = (survey.questions.get(key=key) for key in ("child_better", "helper"))
    channels = channels_of(survey)
    book, themes = themes_of(survey, open_one)
    agreed, jobs = statement(), jobs_of(book)
    ranks = iter(chance.sample(range(many), many))
    for start in range(0, many, CHUNK):
        numbers = range(start, min(start + CHUNK, many))
        days = [date(2026, 3, 1) + timedelta(days=number % 30) for number in numbers]
        people = responses_of(survey, channels, numbers, days, chance)
        events_of(people, agreed)
        answers = [build_answer(each, open_one, words_of(chance)) for each in people]
        helpers = [
            build_answer(each, closed, (code, code))
            for each in people
            for code in [chance.choice(["teacher", "family"])]
        ]
        keep_answers([*answers, *helpers])
        decide(book, themes, answers, chance)
        place(jobs, themes, answers, ranks, chance)
    return many


call_command("migrate", verbosity=0)
main(int(sys.argv[1]))
if connection.vendor == "postgresql":
    # What a live server's autovacuum does within about a minute.
    connection.cursor().execute("VACUUM ANALYZE")

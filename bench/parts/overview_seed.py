"""Part of bench/overview.py: many people with a sector, a region and answers in words."""

import hashlib
import json
import os
import random
import sys
import uuid
from datetime import date, timedelta
from pathlib import Path

import django


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "consult.settings"
django.setup()

from django.core.management import call_command  # noqa: E402  models exist only after setup()

from bench.parts.measuring import measured  # noqa: E402
from insights.models import Codebook, Coding, Theme  # noqa: E402
from people.models import Organisation  # noqa: E402
from surveys.models import Answer, ConsentEvent, ConsentStatement, Purpose, Response  # noqa: E402
from tests.comparing_factories import REGIONS, SECTORS, make_consultation  # noqa: E402
from tests.factories import build_answer, keep_answers  # noqa: E402


CHUNK, CONFIRMED = 2_000, 500
WORDS = [
    "they",
    "listen",
    "to",
    "me",
    "at",
    "home",
    "and",
    "in",
    "school",
    "but",
    "nobody",
    "rings",
    "back",
    "when",
    "we",
    "wait",
]
FIRST_DAY = date(2026, 3, 1)


def seed(responses):
    chance = random.Random(1)
    team = Organisation.objects.create(slug="team", name="Team", kind="team")
    survey = make_consultation(organisation=team).survey
    questions = {each.key: each for each in survey.questions.all()}
    statement = _statement()
    for start in range(0, responses, CHUNK):
        numbers = range(start, min(start + CHUNK, responses))
        people = Response.objects.bulk_create(person(survey, each, chance) for each in numbers)
        ConsentEvent.objects.bulk_create(_event(each, statement) for each in people)
        keep_answers(answer for each in people for answer in answers_of(each, questions, chance))
    _code(survey, questions["adult_better"])
    return {}


def _code(survey, question):
    """Put every answer into one theme; a person has confirmed a few hundred."""
    codebook = Codebook.objects.create(survey=survey, question=question)
    theme = Theme.objects.create(codebook=codebook, name="Waiting")
    answers = Answer.objects.for_purpose(Purpose.COUNT).filter(question=question)
    codings = (
        Coding(
            theme=theme,
            answer=answer,
            start=0,
            end=4,
            source="machine",
            state="confirmed" if number < CONFIRMED else "suggested",
        )
        for number, answer in enumerate(answers.iterator())
    )
    Coding.objects.bulk_create(codings, batch_size=CHUNK)


def _statement():
    return ConsentStatement.objects.create(
        key="take_part",
        audience="parent",
        language="en",
        format="standard",
        version=1,
        text="May we?",
        sha256=hashed("take_part"),
    )


def _event(person, statement):
    return ConsentEvent(
        response=person,
        statement=statement,
        key="take_part",
        sequence=1,
        value="granted",
        recorded_day=person.received_day,
    )


def person(survey, number, chance):
    return Response(
        pk=uuid.UUID(int=chance.getrandbits(128)),
        survey=survey,
        version=survey.published_version(),
        audience=chance.choice(["parent", "practitioner"]),
        age_band="adult",
        received_day=FIRST_DAY + timedelta(days=number % 80),
        submission_key=hashed(f"k{number}"),
        receipt_hmac=hashed(f"r{number}"),
        content_sha256=hashed(str(number)),
    )


def answers_of(person, questions, chance):
    yield build_answer(person, questions["region"], chance.choice(REGIONS))
    if person.audience == "practitioner":
        yield build_answer(person, questions["sector"], chance.choice(SECTORS))
    words = " ".join(chance.choices(WORDS, k=20)) if chance.random() < 0.9 else None
    yield build_answer(person, questions["adult_better"], words)


def hashed(text):
    return hashlib.sha256(text.encode()).hexdigest()


call_command("migrate", verbosity=0)
print(json.dumps(measured(lambda: seed(int(sys.argv[1])))))

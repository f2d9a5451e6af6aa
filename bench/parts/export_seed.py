"""Part of bench/export.py: many responses, coded and uncoded, in the bench's own database."""

import hashlib
import json
import os
import random
import sys
import uuid
from datetime import date
from pathlib import Path

import django


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "consult.settings"
django.setup()

from django.core.management import call_command  # noqa: E402  models exist only after setup()

from bench.parts.measuring import measured  # noqa: E402
from insights.models import Codebook, Coding, Theme  # noqa: E402
from surveys.models import ConsentEvent, ConsentStatement, Response  # noqa: E402
from tests.factories import build_answer, keep_answers, make_survey  # noqa: E402


CHUNK = 2_000
WORDS = (  # noqa: SIM905 - read as a sentence
    "they listen to me at home and in school but nobody rings back when we wait for help so long "
    "that the problem grows my worker changes every few months visits should be longer and kinder"
).split()
OPEN_KEYS = ("child_better", "child_worse", "child_more")
THEMES = 12


def seed_survey(responses):
    """Make one survey with this many responses, three open answers each, most of them coded."""
    chance = random.Random(1)
    survey = make_survey()
    questions = [survey.questions.get(key=key) for key in OPEN_KEYS]
    themes = {question.pk: _themes(survey, question) for question in questions}
    statements = [_statement(key) for key in ("take_part", "quote_anon")]
    for start in range(0, responses, CHUNK):
        numbers = range(start, min(start + CHUNK, responses))
        rows = _responses(survey, numbers, chance)
        ConsentEvent.objects.bulk_create(
            _event(row, statement, chance) for row in rows for statement in statements
        )
        answers = [_answer(row, question, chance) for row in rows for question in questions]
        keep_answers(answers)
        Coding.objects.bulk_create(
            _coding(answer, themes, chance) for answer in answers if chance.random() < 0.9
        )
    return {}


def _themes(survey, question):
    codebook = Codebook.objects.create(survey=survey, question=question)
    return Theme.objects.bulk_create(
        Theme(codebook=codebook, name=f"Theme {number}") for number in range(THEMES)
    )


def _statement(key):
    return ConsentStatement.objects.create(
        key=key,
        audience="child",
        age_band="8_11",
        language="en",
        format="standard",
        version=1,
        text=key,
        sha256=_hash(key),
    )


def _responses(survey, numbers, chance):
    version = survey.published_version()
    return Response.objects.bulk_create(
        Response(
            pk=uuid.UUID(int=chance.getrandbits(128)),
            survey=survey,
            version=version,
            audience=chance.choice(["child", "parent"]),
            age_band="8_11",
            received_day=date(2026, 3, 1 + number % 28),
            submission_key=_hash(f"k{number}"),
            receipt_hmac=_hash(f"r{number}"),
            content_sha256=_hash(str(number)),
        )
        for number in numbers
    )


def _event(row, statement, chance):
    is_granted = statement.key == "take_part" or chance.random() < 0.8
    return ConsentEvent(
        response=row,
        statement=statement,
        key=statement.key,
        sequence=1,
        value="granted" if is_granted else "refused",
        recorded_day=row.received_day,
    )


def _answer(row, question, chance):
    return build_answer(row, question, " ".join(chance.choices(WORDS, k=chance.randint(3, 40))))


def _coding(answer, themes, chance):
    return Coding(
        theme=chance.choice(themes[answer.question_id]),
        answer=answer,
        start=0,
        end=len(answer.text),
        source="machine",
        score=chance.random(),
        state=chance.choice(["suggested", "confirmed"]),
    )


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()


call_command("migrate", verbosity=0)
print(json.dumps(measured(lambda: seed_survey(int(sys.argv[1])))))
